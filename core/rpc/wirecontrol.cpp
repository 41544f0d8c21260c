// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/wirecontrol.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/wire/wire.h"

namespace vigie::rpc {
namespace {

constexpr std::size_t maxIdBytes = 200;

std::size_t charactersOf(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; // all but UTF-8 continuations
    }));
}

bool isFileName(const std::string& id) {
    return !id.empty() && id.size() <= maxIdBytes && id.front() != '.' &&
           std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
           });
}

v1::DecodePolicy policyToWire(model::DecodePolicy policy) {
    switch (policy) {
    case model::DecodePolicy::Full:
        return v1::DECODE_POLICY_FULL;
    case model::DecodePolicy::KeyFrames:
        return v1::DECODE_POLICY_KEY_FRAMES;
    case model::DecodePolicy::Off:
        return v1::DECODE_POLICY_OFF;
    case model::DecodePolicy::Adaptive:
        return v1::DECODE_POLICY_ADAPTIVE;
    }
    return v1::DECODE_POLICY_UNSPECIFIED;
}

v1::CaptureState stateToWire(fleet::CaptureState state) {
    switch (state) {
    case fleet::CaptureState::Recording:
        return v1::CAPTURE_STATE_RECORDING;
    case fleet::CaptureState::Analyzing:
        return v1::CAPTURE_STATE_ANALYZING;
    case fleet::CaptureState::Complete:
        return v1::CAPTURE_STATE_COMPLETE;
    case fleet::CaptureState::Failed:
        return v1::CAPTURE_STATE_FAILED;
    }
    return v1::CAPTURE_STATE_UNSPECIFIED;
}

} // namespace

void toWire(const fleet::DecodeRequest& request, v1::RequestDecodingRequest& out) {
    out.set_path_id(request.pathId);
    out.set_policy(policyToWire(request.policy));
    out.set_seconds(
        static_cast<std::uint32_t>(std::max<std::int64_t>(request.duration.count(), 0)));
}

base::Result<fleet::DecodeRequest> fromWire(const v1::RequestDecodingRequest& in) {
    fleet::DecodeRequest request;
    request.pathId = in.path_id();
    switch (static_cast<int>(in.policy())) {
    case v1::DECODE_POLICY_FULL:
        request.policy = model::DecodePolicy::Full;
        break;
    case v1::DECODE_POLICY_KEY_FRAMES:
        request.policy = model::DecodePolicy::KeyFrames;
        break;
    case v1::DECODE_POLICY_OFF:
        request.policy = model::DecodePolicy::Off;
        break;
    default:
        if (in.seconds() > 0) { // taking a request back needs none
            return base::failure("expected full, key frames or off as the decoding to ask for");
        }
    }
    constexpr auto most = fleet::Provider::maximumDecodeTime;
    request.duration = std::chrono::seconds(in.seconds());
    if (request.duration > most) {
        return base::failure(fmt::format("decoding can be asked for {} s at most, not {}",
                                         most.count(), in.seconds()));
    }
    return request;
}

void toWire(const fleet::CaptureRequest& request, v1::CaptureRequest& out) {
    out.set_input_id(request.inputId);
    out.set_around_ns(request.around ? base::toNs(*request.around) : 0);
    out.set_before_seconds(
        static_cast<std::uint32_t>(std::max<std::int64_t>(request.before.count(), 0)));
    out.set_after_seconds(
        static_cast<std::uint32_t>(std::max<std::int64_t>(request.after.count(), 0)));
    out.set_reason(request.reason);
}

base::Result<fleet::CaptureRequest> fromWire(const v1::CaptureRequest& in) {
    fleet::CaptureRequest request;
    request.inputId = in.input_id();
    if (in.around_ns() < 0) {
        return base::failure("a capture around a moment before 1970");
    }
    if (in.around_ns() != 0) {
        request.around = base::utcFromNs(in.around_ns());
    }
    constexpr auto most = fleet::Provider::maximumCaptureTime;
    if (in.before_seconds() > most.count() || in.after_seconds() > most.count()) {
        return base::failure(fmt::format(
            "a capture takes {} s at most before the moment, and as many after it", most.count()));
    }
    if (in.before_seconds() + in.after_seconds() > 0) {
        request.before = std::chrono::seconds(in.before_seconds());
        request.after = std::chrono::seconds(in.after_seconds());
    }
    if (charactersOf(in.reason()) > fleet::Provider::maximumCaptureReason) {
        return base::failure(fmt::format("the reason has more than {} characters",
                                         fleet::Provider::maximumCaptureReason));
    }
    request.reason = in.reason();
    return request;
}

void toWire(const fleet::CaptureInfo& info, v1::Capture& out) {
    out.set_id(info.id);
    out.set_input_id(info.inputId);
    out.set_reason(info.reason);
    out.set_state(stateToWire(info.state));
    out.set_from_ns(base::toNs(info.from));
    out.set_to_ns(base::toNs(info.to));
    out.set_bytes(info.bytes);
    out.set_remark(info.remark);
}

base::Result<fleet::CaptureInfo> fromWire(const v1::Capture& in) {
    if (!isFileName(in.id())) {
        return base::failure("a capture whose id cannot be the name of a file");
    }
    if (in.input_id().size() > wire::DescriptionLimits::text ||
        in.reason().size() > wire::DescriptionLimits::text ||
        in.remark().size() > wire::DescriptionLimits::text) {
        return base::failure("a capture of unreasonable size");
    }
    fleet::CaptureInfo info;
    info.id = in.id();
    info.inputId = in.input_id();
    info.reason = in.reason();
    info.remark = in.remark();
    info.from = base::utcFromNs(in.from_ns());
    info.to = base::utcFromNs(in.to_ns());
    info.bytes = in.bytes();
    switch (static_cast<int>(in.state())) {
    case v1::CAPTURE_STATE_RECORDING:
        info.state = fleet::CaptureState::Recording;
        break;
    case v1::CAPTURE_STATE_ANALYZING:
        info.state = fleet::CaptureState::Analyzing;
        break;
    case v1::CAPTURE_STATE_COMPLETE:
        info.state = fleet::CaptureState::Complete;
        break;
    case v1::CAPTURE_STATE_FAILED:
        info.state = fleet::CaptureState::Failed;
        break;
    default:
        return base::failure("a capture in a state that this version does not know");
    }
    return info;
}

v1::CapturePart toWire(fleet::CapturePart part) {
    return part == fleet::CapturePart::Stream ? v1::CAPTURE_PART_STREAM : v1::CAPTURE_PART_ANALYSIS;
}

bool fromWire(v1::CapturePart in, fleet::CapturePart& out) {
    switch (static_cast<int>(in)) {
    case v1::CAPTURE_PART_STREAM:
        out = fleet::CapturePart::Stream;
        return true;
    case v1::CAPTURE_PART_ANALYSIS:
        out = fleet::CapturePart::Analysis;
        return true;
    default:
        return false;
    }
}

} // namespace vigie::rpc
