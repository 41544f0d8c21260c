// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <gst/audio/audio.h>

#include "core/media/gstptr.h"
#include "core/media/soundblock.h"

namespace vigie::media {

/// Takes blocks of sound out of what decoders make. Not thread-safe.
class SoundReader {
public:
    /// False when the sample is no sound in floats. `out.samples` stays valid until the next call.
    [[nodiscard]] bool read(GstSample& sample, SoundBlock& out);

private:
    [[nodiscard]] bool readFormat(GstCaps* caps);

    CapsPtr m_caps; // of the sample before
    GstAudioInfo m_info{};
    std::vector<ChannelRole> m_roles;
    std::vector<float> m_interleaved;
};

} // namespace vigie::media
