// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/loudness.h"

#include <algorithm>
#include <cmath>

#include <ebur128.h>

namespace vigie::media {
namespace {

constexpr int kMostChannels = 8;
constexpr int kLowestRate = 8000;
constexpr int kHighestRate = 192000;
constexpr double kRangeAfter = 10; // seconds
constexpr double kOffset = -0.691; // BS.1770: loudness of an energy of 1

int channelOf(ChannelRole role) {
    switch (role) {
    case ChannelRole::FrontLeft:
        return EBUR128_LEFT;
    case ChannelRole::FrontRight:
        return EBUR128_RIGHT;
    case ChannelRole::Center:
    case ChannelRole::Other:
        return EBUR128_CENTER;
    case ChannelRole::LowFrequency:
        return EBUR128_UNUSED;
    case ChannelRole::SurroundLeft:
        return EBUR128_LEFT_SURROUND;
    case ChannelRole::SurroundRight:
        return EBUR128_RIGHT_SURROUND;
    }
    return EBUR128_UNUSED;
}

std::optional<double> finite(int result, double value) {
    return result == EBUR128_SUCCESS && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace

struct Loudness::Meter {
    struct Destroy {
        void operator()(ebur128_state* old) const { ebur128_destroy(&old); }
    };
    std::unique_ptr<ebur128_state, Destroy> state;
};

void Loudness::Closer::operator()(Meter* meter) const {
    delete meter;
}

Loudness::Loudness() = default;
Loudness::~Loudness() = default;
Loudness::Loudness(Loudness&&) noexcept = default;
Loudness& Loudness::operator=(Loudness&&) noexcept = default;

void Loudness::reset() {
    *this = Loudness();
}

bool Loudness::prepare(const SoundBlock& block) {
    const bool isSame =
        m_channels == block.channels && m_rate == block.rate &&
        std::equal(m_roles.begin(), m_roles.end(), block.roles.begin(), block.roles.end());
    if (isSame) {
        return m_meter != nullptr;
    }
    reset();
    m_channels = block.channels;
    m_rate = block.rate;
    m_roles.assign(block.roles.begin(), block.roles.end());
    if (block.channels < 1 || block.channels > kMostChannels || block.rate < kLowestRate ||
        block.rate > kHighestRate || m_roles.size() != static_cast<std::size_t>(block.channels)) {
        return false;
    }
    m_meter.reset(new Meter);
    m_meter->state.reset(
        ebur128_init(static_cast<unsigned>(block.channels), static_cast<unsigned long>(block.rate),
                     EBUR128_MODE_M | EBUR128_MODE_S | EBUR128_MODE_I | EBUR128_MODE_LRA |
                         EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_HISTOGRAM));
    if (!m_meter->state) {
        m_meter.reset();
    }
    for (std::size_t channel = 0; m_meter && channel < m_roles.size(); ++channel) {
        if (ebur128_set_channel(m_meter->state.get(), static_cast<unsigned>(channel),
                                channelOf(m_roles[channel])) != EBUR128_SUCCESS) {
            m_meter.reset();
        }
    }
    return m_meter != nullptr;
}

void Loudness::add(const SoundBlock& block) {
    if (!prepare(block)) {
        return;
    }
    const auto tenth = static_cast<std::size_t>(m_rate) / kTenths;
    const float* samples = block.samples.data();
    for (std::size_t left = block.frames(); left > 0 && m_meter;) {
        const std::size_t part = std::min(left, tenth - m_framesInTenth);
        addPart(samples, part);
        samples += part * static_cast<std::size_t>(m_channels);
        left -= part;
        m_framesInTenth += part;
        if (m_framesInTenth == tenth) {
            endTenth();
        }
    }
}

void Loudness::endTenth() {
    constexpr unsigned long kTenthMs = 100;
    m_framesInTenth = 0;
    m_tenth = (m_tenth + 1) % m_peaks.size();
    m_peaks[m_tenth] = 0;
    double value = 0;
    if (m_meter &&
        ebur128_loudness_window(m_meter->state.get(), kTenthMs, &value) == EBUR128_SUCCESS) {
        m_energies[m_tenths++ % kShortTermTenths] =
            std::isfinite(value) ? std::pow(10.0, (value - kOffset) / 10) : 0;
    }
}

std::optional<double> Loudness::shortTerm() const {
    if (m_tenths < kShortTermTenths) {
        return std::nullopt;
    }
    double sum = 0;
    for (const double energy : m_energies) {
        sum += energy;
    }
    return sum > 0 ? std::optional(kOffset + 10 * std::log10(sum / kShortTermTenths))
                   : std::nullopt;
}

void Loudness::addPart(const float* samples, std::size_t frames) {
    if (ebur128_add_frames_float(m_meter->state.get(), samples, frames) != EBUR128_SUCCESS) {
        m_meter.reset();
        return;
    }
    m_frames += frames;
    for (unsigned channel = 0; channel < static_cast<unsigned>(m_channels); ++channel) {
        double peak = 0;
        if (ebur128_prev_true_peak(m_meter->state.get(), channel, &peak) == EBUR128_SUCCESS) {
            m_peaks[m_tenth] = std::max(m_peaks[m_tenth], peak);
        }
    }
}

std::optional<double> Loudness::momentary() const {
    constexpr double kWindow = 0.4;
    if (!m_meter || static_cast<double>(m_frames) < kWindow * m_rate) {
        return std::nullopt;
    }
    double value = 0;
    const int result = ebur128_loudness_momentary(m_meter->state.get(), &value);
    return finite(result, value);
}

LoudnessFigures Loudness::figures() const {
    LoudnessFigures figures;
    if (!m_meter) {
        return figures;
    }
    const double seconds = static_cast<double>(m_frames) / m_rate;
    double value = 0;
    figures.momentary = momentary();
    figures.shortTerm = shortTerm();
    int result = ebur128_loudness_global(m_meter->state.get(), &value);
    figures.integrated = finite(result, value);
    if (seconds >= kRangeAfter && figures.integrated) {
        result = ebur128_loudness_range(m_meter->state.get(), &value);
        figures.range = finite(result, value);
    }
    const double peak = *std::max_element(m_peaks.begin(), m_peaks.end());
    if (peak > 0) {
        figures.truePeak = 20 * std::log10(peak);
    }
    return figures;
}

} // namespace vigie::media
