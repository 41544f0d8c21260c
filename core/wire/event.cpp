// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/wire/wire.h"

namespace vigie::wire {
namespace {

constexpr int maxParameters = 1'000;

v1::EventKind kindToWire(model::EventKind kind) {
    switch (kind) {
    case model::EventKind::Unknown:
        return v1::EVENT_KIND_UNSPECIFIED;
    case model::EventKind::Tr101290:
        return v1::EVENT_KIND_TR101290;
    case model::EventKind::PsiChange:
        return v1::EVENT_KIND_PSI_CHANGE;
    case model::EventKind::Scte35:
        return v1::EVENT_KIND_SCTE35;
    case model::EventKind::ContentFault:
        return v1::EVENT_KIND_CONTENT_FAULT;
    case model::EventKind::Input:
        return v1::EVENT_KIND_INPUT;
    case model::EventKind::ClockStep:
        return v1::EVENT_KIND_CLOCK_STEP;
    case model::EventKind::Node:
        return v1::EVENT_KIND_NODE;
    case model::EventKind::Gap:
        return v1::EVENT_KIND_GAP;
    case model::EventKind::Capture:
        return v1::EVENT_KIND_CAPTURE;
    }
    return v1::EVENT_KIND_UNSPECIFIED;
}

model::EventKind kindFromWire(v1::EventKind kind) {
    switch (static_cast<int>(kind)) {
    case v1::EVENT_KIND_TR101290:
        return model::EventKind::Tr101290;
    case v1::EVENT_KIND_PSI_CHANGE:
        return model::EventKind::PsiChange;
    case v1::EVENT_KIND_SCTE35:
        return model::EventKind::Scte35;
    case v1::EVENT_KIND_CONTENT_FAULT:
        return model::EventKind::ContentFault;
    case v1::EVENT_KIND_INPUT:
        return model::EventKind::Input;
    case v1::EVENT_KIND_CLOCK_STEP:
        return model::EventKind::ClockStep;
    case v1::EVENT_KIND_NODE:
        return model::EventKind::Node;
    case v1::EVENT_KIND_GAP:
        return model::EventKind::Gap;
    case v1::EVENT_KIND_CAPTURE:
        return model::EventKind::Capture;
    default: // open enum: a newer node may know more
        return model::EventKind::Unknown;
    }
}

v1::EventPhase phaseToWire(model::EventPhase phase) {
    switch (phase) {
    case model::EventPhase::Once:
        return v1::EVENT_PHASE_ONCE;
    case model::EventPhase::Begin:
        return v1::EVENT_PHASE_BEGIN;
    case model::EventPhase::End:
        return v1::EVENT_PHASE_END;
    }
    return v1::EVENT_PHASE_UNSPECIFIED;
}

model::EventPhase phaseFromWire(v1::EventPhase phase) {
    switch (static_cast<int>(phase)) {
    case v1::EVENT_PHASE_BEGIN:
        return model::EventPhase::Begin;
    case v1::EVENT_PHASE_END:
        return model::EventPhase::End;
    default:
        return model::EventPhase::Once;
    }
}

v1::VideoCodec codecToWire(model::VideoCodec codec) {
    switch (codec) {
    case model::VideoCodec::Unknown:
        return v1::VIDEO_CODEC_UNSPECIFIED;
    case model::VideoCodec::H264:
        return v1::VIDEO_CODEC_H264;
    case model::VideoCodec::H265:
        return v1::VIDEO_CODEC_H265;
    case model::VideoCodec::Mpeg2:
        return v1::VIDEO_CODEC_MPEG2;
    }
    return v1::VIDEO_CODEC_UNSPECIFIED;
}

model::VideoCodec codecFromWire(v1::VideoCodec codec) {
    switch (static_cast<int>(codec)) {
    case v1::VIDEO_CODEC_H264:
        return model::VideoCodec::H264;
    case v1::VIDEO_CODEC_H265:
        return model::VideoCodec::H265;
    case v1::VIDEO_CODEC_MPEG2:
        return model::VideoCodec::Mpeg2;
    default:
        return model::VideoCodec::Unknown;
    }
}

} // namespace

void toWire(const model::Event& event, std::uint64_t incarnation, v1::Event& out) {
    out.set_sequence(event.sequence);
    out.set_utc_ns(base::toNs(event.utc));
    out.set_kind(kindToWire(event.kind));
    out.set_phase(phaseToWire(event.phase));
    out.set_code(event.code);
    out.set_scope(toWire(event.scope));
    out.set_subject(event.subject);
    if (event.pid) {
        out.set_pid(*event.pid);
    }
    out.set_count(event.count);
    for (const auto& [name, value] : event.parameters) {
        auto& added = *out.add_parameters();
        added.set_name(name);
        added.set_value(value);
    }
    out.set_incarnation(incarnation);
}

base::Result<model::EventPtr> fromWire(const v1::Event& in) {
    auto event = std::make_shared<model::Event>();
    event->sequence = in.sequence();
    event->utc = base::utcFromNs(in.utc_ns());
    event->kind = kindFromWire(in.kind());
    event->phase = phaseFromWire(in.phase());
    if (!fromWire(in.scope(), event->scope)) {
        return base::failure("an event of a scope that this version does not know");
    }
    if (in.pid() > 0x1fff) {
        return base::failure(fmt::format("an event of PID {}", in.pid()));
    }
    if (in.parameters_size() > maxParameters || in.code().size() > DescriptionLimits::text ||
        in.subject().size() > DescriptionLimits::text) {
        return base::failure("an event of unreasonable size");
    }
    event->code = in.code();
    event->subject = in.subject();
    if (in.has_pid()) {
        event->pid = static_cast<std::uint16_t>(in.pid());
    }
    event->count = in.count();
    for (const auto& parameter : in.parameters()) {
        event->parameters.emplace_back(parameter.name(), parameter.value());
    }
    return model::EventPtr(std::move(event));
}

void toWire(const model::AccessUnit& unit, v1::AccessUnit& out) {
    out.set_sequence(unit.sequence);
    out.set_codec(codecToWire(unit.codec));
    out.set_key(unit.isKey);
    out.set_pts(unit.pts);
    out.set_arrival_ns(base::toNs(unit.arrival));
    out.set_data(unit.data);
}

base::Result<model::AccessUnitPtr> fromWire(v1::AccessUnit& in) {
    if (in.data().empty() || in.data().size() > maxAccessUnitBytes) {
        return base::failure(fmt::format("a picture of {} bytes", in.data().size()));
    }
    auto unit = std::make_shared<model::AccessUnit>();
    unit->sequence = in.sequence();
    unit->codec = codecFromWire(in.codec());
    unit->isKey = in.key();
    unit->pts = in.pts();
    unit->arrival = base::utcFromNs(in.arrival_ns());
    unit->data = std::move(*in.mutable_data());
    return model::AccessUnitPtr(std::move(unit));
}

void toWire(const model::PreviewRequest& request, v1::WatchRequest& out) {
    out.set_width(request.width);
    out.set_height(request.height);
    out.set_max_frame_rate(request.maxFrameRate);
    out.set_key_frames_only(request.isKeyFramesOnly);
}

base::Result<model::PreviewRequest> fromWire(const v1::WatchRequest& in) {
    constexpr std::uint32_t maxPixels = 16'384;
    if (in.width() > maxPixels || in.height() > maxPixels) {
        return base::failure(fmt::format("a preview of {}x{} pixels", in.width(), in.height()));
    }
    if (!(std::isfinite(in.max_frame_rate()) && in.max_frame_rate() >= 0)) {
        return base::failure("a preview frame rate that is not a number of 0 or more");
    }
    return model::PreviewRequest{in.width(), in.height(), in.max_frame_rate(),
                                 in.key_frames_only()};
}

} // namespace vigie::wire
