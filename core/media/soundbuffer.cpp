// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/soundbuffer.h"

#include <algorithm>
#include <limits>

namespace vigie::media {

void SoundBuffer::append(std::span<const float> samples) {
    m_samples.insert(m_samples.end(), samples.begin(), samples.end());
    if (frames() > kMost) {
        drop(frames() - kMost);
    }
}

bool SoundBuffer::take(std::span<float> into) {
    if (!m_isPrimed) {
        if (frames() < kPrimed) {
            return false;
        }
        m_isPrimed = true;
        m_windowTaken = 0;
        m_windowLeast = std::numeric_limits<std::size_t>::max();
    }
    if (m_samples.size() < into.size()) {
        return false;
    }
    const auto end = m_samples.begin() + static_cast<std::ptrdiff_t>(into.size());
    std::copy(m_samples.begin(), end, into.begin());
    m_samples.erase(m_samples.begin(), end);
    m_windowTaken += into.size() / soundOutputChannels;
    m_windowLeast = std::min(m_windowLeast, frames());
    if (m_windowTaken >= soundOutputRate) {
        if (m_windowLeast > kSpare) {
            drop(m_windowLeast - kKept);
        }
        m_windowTaken = 0;
        m_windowLeast = std::numeric_limits<std::size_t>::max();
    }
    return true;
}

void SoundBuffer::ranOut() {
    m_isPrimed = false;
    ++m_shortages;
}

void SoundBuffer::clear() {
    m_samples.clear();
    m_isPrimed = false;
}

void SoundBuffer::drop(std::size_t frames) {
    m_samples.erase(m_samples.begin(),
                    m_samples.begin() + static_cast<std::ptrdiff_t>(frames * soundOutputChannels));
    m_dropped += frames;
}

} // namespace vigie::media
