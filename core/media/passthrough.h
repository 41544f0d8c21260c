// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/es/h264.h"
#include "core/media/annexb.h"

namespace vigie::media {

/// Whether a path's own H.264 can serve as its preview, and the bytes that a joiner can begin with.
/// Wants every unit of the path in order. Not thread-safe.
class PassThrough {
public:
    /// Looks at one PES payload.
    void observe(model::VideoCodec codec, Bytes payload, const PictureScan& scan,
                 base::Mono arrival);
    /// At most 640 pixels wide, 8 bits 4:2:0, and at most 1.5 Mb/s as far as measured. Nothing
    /// while no parameter set was seen: not known yet.
    [[nodiscard]] std::optional<bool> isServing() const;
    /// The unit as it is to be sent: a key picture that lacks parameter sets gets those seen last.
    [[nodiscard]] std::string toSend(Bytes unit, const PictureScan& scan) const;
    void reset() { *this = {}; }

private:
    void collectParameterSets(Bytes payload);

    std::optional<es::h264::Sps> m_info;
    std::string m_sps; // with start codes, as seen last
    std::string m_pps;
    bool m_isOtherCodec = false;
    bool m_isFat = false;
    std::optional<base::Mono> m_windowFrom;
    std::uint64_t m_windowBytes = 0;
};

} // namespace vigie::media
