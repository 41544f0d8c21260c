// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include <fmt/format.h>

#include "core/wire/wire.h"

namespace vigie::wire {
namespace {

constexpr std::int64_t ptsTurn = std::int64_t{1} << 33;
constexpr std::size_t maxLanguage = 32;

v1::AudioCodec codecToWire(model::AudioCodec codec) {
    switch (codec) {
    case model::AudioCodec::Unknown:
        return v1::AUDIO_CODEC_UNSPECIFIED;
    case model::AudioCodec::Mpeg:
        return v1::AUDIO_CODEC_MPEG;
    case model::AudioCodec::AacAdts:
        return v1::AUDIO_CODEC_AAC_ADTS;
    case model::AudioCodec::AacLatm:
        return v1::AUDIO_CODEC_AAC_LATM;
    case model::AudioCodec::Ac3:
        return v1::AUDIO_CODEC_AC3;
    case model::AudioCodec::Eac3:
        return v1::AUDIO_CODEC_EAC3;
    }
    return v1::AUDIO_CODEC_UNSPECIFIED;
}

model::AudioCodec codecFromWire(v1::AudioCodec codec) {
    switch (static_cast<int>(codec)) {
    case v1::AUDIO_CODEC_MPEG:
        return model::AudioCodec::Mpeg;
    case v1::AUDIO_CODEC_AAC_ADTS:
        return model::AudioCodec::AacAdts;
    case v1::AUDIO_CODEC_AAC_LATM:
        return model::AudioCodec::AacLatm;
    case v1::AUDIO_CODEC_AC3:
        return model::AudioCodec::Ac3;
    case v1::AUDIO_CODEC_EAC3:
        return model::AudioCodec::Eac3;
    default: // open enum: a newer node may know more
        return model::AudioCodec::Unknown;
    }
}

} // namespace

void toWire(const model::SoundTracks& tracks, v1::SoundTracks& out) {
    out.Clear();
    for (const model::SoundTrack& track : tracks) {
        auto& added = *out.add_track();
        added.set_pid(track.pid);
        added.set_codec(codecToWire(track.codec));
        added.set_language(track.language);
    }
}

void toWire(const model::SoundUnit& unit, v1::SoundUnit& out) {
    out.set_sequence(unit.sequence);
    out.set_codec(codecToWire(unit.codec));
    if (unit.pts) {
        out.set_pts(*unit.pts);
    } else {
        out.clear_pts();
    }
    out.set_arrival_ns(base::toNs(unit.arrival));
    out.set_data(unit.data);
}

base::Result<SoundNews> fromWire(v1::SoundUnit& in) {
    SoundNews news;
    if (in.has_tracks()) {
        if (in.tracks().track_size() > maxSoundTracks) {
            return base::failure(fmt::format("a path of {} sounds", in.tracks().track_size()));
        }
        news.tracks.emplace();
        for (const auto& track : in.tracks().track()) {
            if (track.pid() > 0x1fff || track.language().size() > maxLanguage) {
                return base::failure(fmt::format("a sound of PID {}", track.pid()));
            }
            news.tracks->push_back({static_cast<std::uint16_t>(track.pid()),
                                    codecFromWire(track.codec()), track.language()});
        }
    }
    if (in.data().size() > maxSoundUnitBytes) {
        return base::failure(fmt::format("a frame of sound of {} bytes", in.data().size()));
    }
    if (in.has_pts() && (in.pts() < 0 || in.pts() >= ptsTurn)) {
        return base::failure(fmt::format("a frame of sound at {}", in.pts()));
    }
    if (in.data().empty()) {
        return news;
    }
    auto unit = std::make_shared<model::SoundUnit>();
    unit->sequence = in.sequence();
    unit->codec = codecFromWire(in.codec());
    if (in.has_pts()) {
        unit->pts = in.pts();
    }
    unit->arrival = base::utcFromNs(in.arrival_ns());
    unit->data = std::move(*in.mutable_data());
    news.unit = std::move(unit);
    return news;
}

} // namespace vigie::wire
