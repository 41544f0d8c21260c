// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/soundreader.h"

#include <algorithm>
#include <utility>

namespace vigie::media {
namespace {

ChannelRole roleOf(GstAudioChannelPosition position) {
    switch (position) {
    case GST_AUDIO_CHANNEL_POSITION_FRONT_LEFT:
        return ChannelRole::FrontLeft;
    case GST_AUDIO_CHANNEL_POSITION_FRONT_RIGHT:
        return ChannelRole::FrontRight;
    case GST_AUDIO_CHANNEL_POSITION_FRONT_CENTER:
    case GST_AUDIO_CHANNEL_POSITION_MONO:
        return ChannelRole::Center;
    case GST_AUDIO_CHANNEL_POSITION_LFE1:
    case GST_AUDIO_CHANNEL_POSITION_LFE2:
        return ChannelRole::LowFrequency;
    case GST_AUDIO_CHANNEL_POSITION_REAR_LEFT:
    case GST_AUDIO_CHANNEL_POSITION_SIDE_LEFT:
    case GST_AUDIO_CHANNEL_POSITION_SURROUND_LEFT:
        return ChannelRole::SurroundLeft;
    case GST_AUDIO_CHANNEL_POSITION_REAR_RIGHT:
    case GST_AUDIO_CHANNEL_POSITION_SIDE_RIGHT:
    case GST_AUDIO_CHANNEL_POSITION_SURROUND_RIGHT:
        return ChannelRole::SurroundRight;
    default: // of a foreign enumeration
        return ChannelRole::Other;
    }
}

} // namespace

bool SoundReader::readFormat(GstCaps* caps) {
    if (caps == m_caps.get()) {
        return true;
    }
    m_caps.reset();
    if (gst_audio_info_from_caps(&m_info, caps) == FALSE) {
        return false;
    }
    m_caps.reset(gst_caps_ref(caps));
    const int channels = GST_AUDIO_INFO_CHANNELS(&m_info);
    if (GST_AUDIO_INFO_IS_UNPOSITIONED(&m_info)) {
        m_roles = usualRoles(channels);
        return true;
    }
    m_roles.clear();
    for (int channel = 0; channel < std::min(channels, 64); ++channel) {
        m_roles.push_back(roleOf(m_info.position[channel]));
    }
    m_roles.resize(static_cast<std::size_t>(channels), ChannelRole::Other);
    return true;
}

bool SoundReader::read(GstSample& sample, SoundBlock& out) {
    GstCaps* caps = gst_sample_get_caps(&sample);
    GstBuffer* buffer = gst_sample_get_buffer(&sample);
    if (caps == nullptr || buffer == nullptr || !readFormat(caps)) {
        return false;
    }
    GstAudioBuffer audio;
    if (GST_AUDIO_INFO_FORMAT(&m_info) != GST_AUDIO_FORMAT_F32 ||
        gst_audio_buffer_map(&audio, &m_info, buffer, GST_MAP_READ) == FALSE) {
        return false;
    }
    const auto channels = static_cast<std::size_t>(GST_AUDIO_INFO_CHANNELS(&m_info));
    const std::size_t frames = audio.n_samples;
    m_interleaved.resize(frames * channels);
    const bool isPlanar = GST_AUDIO_INFO_LAYOUT(&m_info) == GST_AUDIO_LAYOUT_NON_INTERLEAVED;
    for (std::size_t channel = 0; isPlanar && channel < channels; ++channel) {
        const auto* from = static_cast<const float*>(audio.planes[channel]);
        for (std::size_t frame = 0; frame < frames; ++frame) {
            m_interleaved[frame * channels + channel] = from[frame];
        }
    }
    if (!isPlanar) {
        const auto* from = static_cast<const float*>(audio.planes[0]);
        std::copy_n(from, frames * channels, m_interleaved.begin());
    }
    gst_audio_buffer_unmap(&audio);
    out.channels = static_cast<int>(channels);
    out.rate = GST_AUDIO_INFO_RATE(&m_info);
    out.roles = m_roles;
    out.samples = m_interleaved;
    return frames > 0 && channels > 0;
}

} // namespace vigie::media
