// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/capturemeta.h"

#include <regex>
#include <string_view>

#include <nlohmann/json.hpp>

namespace vigie::probe {
namespace {

using Json = nlohmann::ordered_json;

constexpr int formatVersion = 1;

std::string_view nameOf(RingMark::Kind kind) {
    switch (kind) {
    case RingMark::Kind::Lost:
        return "lost_packets";
    case RingMark::Kind::Restart:
        return "restart";
    case RingMark::Kind::Dropped:
        return "dropped_bytes";
    }
    return "";
}

RingMark::Kind kindFrom(const std::string& name) {
    for (const auto kind :
         {RingMark::Kind::Lost, RingMark::Kind::Restart, RingMark::Kind::Dropped}) {
        if (name == nameOf(kind)) {
            return kind;
        }
    }
    throw Json::other_error::create(501, "unknown mark", nullptr);
}

} // namespace

std::string captureMetaText(const StoredCapture& capture) {
    const fleet::CaptureInfo& info = capture.info;
    Json json{{"format", formatVersion},
              {"id", info.id},
              {"input", info.inputId},
              {"reason", info.reason},
              {"is_analyzed", info.state == fleet::CaptureState::Complete},
              {"from", base::toIso8601(info.from)},
              {"to", base::toIso8601(info.to)},
              {"from_ns", base::toNs(info.from)},
              {"to_ns", base::toNs(info.to)},
              {"bytes", info.bytes},
              {"around_ns", base::toNs(capture.around)},
              {"before_seconds", capture.before.count()},
              {"after_seconds", capture.after.count()},
              {"profile", capture.profile}};
    if (capture.packetSize) {
        json["packet_size"] = *capture.packetSize;
    }
    if (!info.remark.empty()) {
        json["remark"] = info.remark;
    }
    if (!capture.whyNoAnalysis.empty()) {
        json["why_no_analysis"] = capture.whyNoAnalysis;
    }
    json["marks"] = Json::array();
    for (const RingMark& mark : capture.marks) {
        json["marks"].push_back({{"offset", mark.offset},
                                 {"what", nameOf(mark.kind)},
                                 {"amount", mark.amount},
                                 {"utc_ns", base::toNs(mark.at.utc)}});
    }
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

base::Result<StoredCapture> readCaptureMeta(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        if (json.at("format").get<int>() != formatVersion) {
            return base::failure("of another format");
        }
        StoredCapture capture;
        fleet::CaptureInfo& info = capture.info;
        info.id = json.at("id").get<std::string>();
        info.inputId = json.at("input").get<std::string>();
        info.reason = json.at("reason").get<std::string>();
        info.state = json.at("is_analyzed").get<bool>() ? fleet::CaptureState::Complete
                                                        : fleet::CaptureState::Analyzing;
        info.from = base::utcFromNs(json.at("from_ns").get<std::int64_t>());
        info.to = base::utcFromNs(json.at("to_ns").get<std::int64_t>());
        info.bytes = json.at("bytes").get<std::uint64_t>();
        info.remark = json.value("remark", "");
        capture.around = base::utcFromNs(json.at("around_ns").get<std::int64_t>());
        capture.before = std::chrono::seconds(json.at("before_seconds").get<std::int64_t>());
        capture.after = std::chrono::seconds(json.at("after_seconds").get<std::int64_t>());
        capture.profile = json.at("profile").get<std::string>();
        capture.whyNoAnalysis = json.value("why_no_analysis", "");
        if (json.contains("packet_size")) {
            capture.packetSize = json["packet_size"].get<std::size_t>();
        }
        for (const Json& mark : json.at("marks")) {
            capture.marks.push_back({kindFrom(mark.at("what").get<std::string>()),
                                     {base::utcFromNs(mark.at("utc_ns").get<std::int64_t>()), {}},
                                     mark.at("amount").get<std::uint64_t>(),
                                     mark.at("offset").get<std::uint64_t>()});
        }
        if (!isCaptureId(info.id)) {
            return base::failure("of an id that is none");
        }
        return capture;
    } catch (const Json::exception& error) {
        return base::failure(error.what());
    }
}

bool isCaptureId(const std::string& text) {
    static const std::regex pattern(
        "[a-z0-9_][a-z0-9._-]*-[0-9]{8}t[0-9]{6}\\.[0-9]{3}z(-[0-9]{1,4})?");
    constexpr std::size_t longest = 120;
    return text.size() <= longest && std::regex_match(text, pattern);
}

} // namespace vigie::probe
