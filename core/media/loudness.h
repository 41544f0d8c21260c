// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/media/contentprobe.h"
#include "core/media/soundblock.h"

namespace vigie::media {

/// Loudness of continuous sound by EBU R 128 (ITU-R BS.1770, EBU Tech 3341 and 3342), by
/// libebur128. Momentary (400 ms) as of the newest sample, short-term (3 s) as of the last whole
/// tenth of a second; integrated and range since construction, reset() or the last change of
/// format, both gated; true peak of the last second. The history is kept as a histogram of 0.1 LU
/// steps, so memory is bounded however long it runs, at an error of at most 0.05 LU. LFE counts for
/// nothing, surround channels for 1.41. At most 8 channels and 192 kHz; other sound has no figures.
/// One thread at a time.
class Loudness {
public:
    Loudness();
    ~Loudness();
    Loudness(Loudness&&) noexcept;
    Loudness& operator=(Loudness&&) noexcept;

    /// Another number of channels, roles or rate begins anew.
    void add(const SoundBlock& block);
    void reset();
    /// Momentary is absent in the first 400 ms, short-term in the first 3 s, range in the first
    /// 10 s; levels are absent in silence (below -70 LUFS for the gated ones). Costs a pass over
    /// 0.4 s of samples.
    [[nodiscard]] LoudnessFigures figures() const;
    /// Momentary alone, on as fine a grid as one asks.
    [[nodiscard]] std::optional<double> momentary() const;

private:
    struct Meter; // the library's
    struct Closer {
        void operator()(Meter* meter) const;
    };
    [[nodiscard]] bool prepare(const SoundBlock& block);
    void addPart(const float* samples, std::size_t frames);
    void endTenth();
    [[nodiscard]] std::optional<double> shortTerm() const;

    std::unique_ptr<Meter, Closer> m_meter;
    int m_channels = 0;
    int m_rate = 0;
    std::vector<ChannelRole> m_roles;
    std::uint64_t m_frames = 0; // since the beginning
    // True peaks (full scale 1) of the tenths of a second of the last whole second and of the one
    // under way.
    static constexpr std::size_t kTenths = 10;
    std::array<double, kTenths + 1> m_peaks{};
    std::size_t m_tenth = 0;
    std::size_t m_framesInTenth = 0;
    // Energies of the last tenths of a second, of which short-term is the mean: a pass over three
    // seconds of samples ten times a second would cost more than all the rest.
    static constexpr std::size_t kShortTermTenths = 30;
    std::array<double, kShortTermTenths> m_energies{};
    std::size_t m_tenths = 0; // since the beginning
};

} // namespace vigie::media
