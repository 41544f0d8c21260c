// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/analysis/analysis.h"
#include "core/analysis/names.h"
#include "core/analysis/report.h"

namespace vigie::analysis {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schemaVersion = 1;

Json text(std::string_view value) {
    return value.empty() ? Json(nullptr) : Json(std::string(value));
}

template <typename T> Json known(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

/// So many decimals and no more: a figure is not finer than what it was made of.
Json rounded(const std::optional<double>& value, double factor = 1, int decimals = 3) {
    if (!value || !std::isfinite(*value)) {
        return nullptr;
    }
    const double scale = std::pow(10, decimals);
    return std::round(*value * factor * scale) / scale;
}

Json whole(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? Json(std::llround(*value)) : Json(nullptr);
}

Json milliseconds(const std::optional<base::Nanoseconds>& duration) {
    return duration ? rounded(static_cast<double>(duration->count()), 1e-6) : Json(nullptr);
}

Json basisJson(const Report& report) {
    const TimeBasis& time = report.time;
    const char* kind = "pcr";
    if (time.kind == TimeBasis::Kind::Assumed) {
        kind = "assumed";
    } else if (time.kind == TimeBasis::Kind::Arrival) {
        kind = "arrival";
    }
    return {{"kind", kind},
            {"pid", known(time.pid)},
            {"jumps", report.isLive ? Json(nullptr) : Json(time.jumps)},
            {"assumed_bitrate", whole(time.assumedBitrate)}};
}

Json checksJson(const Report& report) {
    Json checks = Json::object();
    for (const CheckReport& check : report.checks) {
        checks[std::string(ts::checkNumber(check.check))] = {
            {"name", checkName(check.check)}, {"priority", priorityOf(check.check)},
            {"count", check.count},           {"state", nameOf(check.state)},
            {"first", known(check.first)},    {"last", known(check.last)},
            {"at_end", check.isErrorAtEnd},   {"reason", text(check.reason)},
        };
    }
    return checks;
}

Json structureJson(const es::StructureFigures& figures) {
    const es::Codec codec = figures.codec;
    const auto counted = [codec](std::uint64_t count) {
        return codec == es::Codec::Unknown ? Json(nullptr) : Json(count);
    };
    return {
        {"codec", text(nameOf(codec))},
        {"profile", figures.profile ? Json(profileName(codec, *figures.profile)) : Json(nullptr)},
        {"profile_number", known(figures.profile)},
        {"level", figures.level ? Json(levelName(codec, *figures.level)) : Json(nullptr)},
        {"width", known(figures.width)},
        {"height", known(figures.height)},
        {"scan", text(nameOf(figures.scan))},
        {"frame_rate", rounded(figures.frameRate)},
        {"gop_length", known(figures.gopLength)},
        {"gop_seconds", rounded(figures.gopSeconds)},
        {"anchor_distance", known(figures.anchorDistance)},
        {"pictures",
         {{"i", counted(figures.picturesI)},
          {"p", counted(figures.picturesP)},
          {"b", counted(figures.picturesB)}}},
        {"mean_bytes",
         {{"i", whole(figures.sizeI)}, {"p", whole(figures.sizeP)}, {"b", whole(figures.sizeB)}}},
        {"qp", rounded(figures.qp, 1, 1)},
        {"freeze_hint", nameOf(figures.freezeHint)},
        {"black_hint", nameOf(figures.blackHint)},
        {"captions", nameOf(figures.captions)},
    };
}

Json streamJson(const StreamReport& stream, const Report& report) {
    const ts::PidFigures& figures = stream.figures;
    Json json{
        {"pid", figures.pid},
        {"class", nameOf(figures.streamClass)},
        {"stream_type", figures.streamType != 0 ? Json(figures.streamType) : Json(nullptr)},
        {"content", text(figures.content)},
        {"language", text(figures.language)},
        {"service", figures.serviceId != 0 ? Json(figures.serviceId) : Json(nullptr)},
        {"packets", figures.packets},
        {"share", report.totals.packets > 0
                      ? rounded(static_cast<double>(figures.packets) /
                                    static_cast<double>(report.totals.packets),
                                1, 6)
                      : Json(nullptr)},
        {"bitrate", whole(stream.bitrate)},
        {"cc_errors", figures.ccErrors},
        {"scrambled", figures.scrambled},
    };
    json["video"] = stream.structure ? structureJson(*stream.structure) : Json(nullptr);
    return json;
}

Json pcrJson(const ts::ServiceFigures& service) {
    return {
        {"pid", service.pcrPid != 0x1fff ? Json(service.pcrPid) : Json(nullptr)},
        {"interval_max_ms", milliseconds(service.pcrIntervalMax)},
        {"jitter_ms", milliseconds(service.pcrJitter)},
        {"accuracy_ns", rounded(service.pcr.accuracyNs, 1, 0)},
        {"accuracy_basis", nameOf(service.pcr.accuracyBasis)},
        {"overall_jitter_us", rounded(service.pcr.overallJitterNs, 1e-3, 1)},
        {"frequency_offset_hz", rounded(service.pcr.frequencyOffsetHz, 1, 2)},
        {"drift_rate_mhz_s", rounded(service.pcr.driftRateHzPerS, 1e3, 2)},
        {"filter", nameOf(service.pcr.filter)},
    };
}

Json contentJson(const ContentReport& content) {
    Json faults = Json::object();
    for (const ContentFault& fault : content.faults) {
        faults[fault.code] = {{"state", nameOf(fault.state)},
                              {"count", fault.count},
                              {"first", known(fault.first)},
                              {"last", known(fault.last)}};
    }
    const media::ContentFigures& figures = content.figures;
    return {
        {"policy", model::toString(content.policy)},
        {"faults", std::move(faults)},
        {"pictures_decoded", figures.picturesDecoded},
        {"decode_errors", figures.decodeErrors},
        {"audio_channels", figures.audioChannels > 0 ? Json(figures.audioChannels) : Json(nullptr)},
        {"loudness",
         {{"momentary_lufs", rounded(figures.loudness.momentary, 1, 1)},
          {"short_term_lufs", rounded(figures.loudness.shortTerm, 1, 1)},
          {"integrated_lufs", rounded(figures.loudness.integrated, 1, 1)},
          {"range_lu", rounded(figures.loudness.range, 1, 1)},
          {"true_peak_dbtp", rounded(figures.loudness.truePeak, 1, 1)}}},
    };
}

Json serviceJson(const ServiceReport& service, const Report& report) {
    const ts::ServiceFigures& figures = service.figures;
    Json streams = Json::array();
    for (const StreamReport& stream : service.streams) {
        streams.push_back(streamJson(stream, report));
    }
    Json json{
        {"id", figures.serviceId},
        {"name", text(figures.name)},
        {"provider", text(figures.provider)},
        {"pmt_pid", figures.pmtPid},
        {"has_pmt", figures.hasPmt},
        {"bitrate", whole(service.bitrate)},
        {"pcr", pcrJson(figures)},
        {"pts_pcr_distance_ms", milliseconds(figures.ptsPcrDistance)},
        {"av_pts_gap_ms", milliseconds(figures.avPtsGap)},
        {"streams", std::move(streams)},
    };
    json["content"] = service.content ? contentJson(*service.content) : Json(nullptr);
    return json;
}

Json spliceJson(const SpliceReport& splice) {
    const ts::SpliceInfo& info = splice.info;
    const auto seconds = [](const std::optional<std::uint64_t>& ticks) {
        return ticks ? rounded(static_cast<double>(*ticks) / 90000) : Json(nullptr);
    };
    Json segmentations = Json::array();
    for (const ts::Segmentation& one : info.segmentations) {
        segmentations.push_back({{"event_id", one.eventId},
                                 {"canceled", one.isCanceled},
                                 {"type", one.type},
                                 {"name", text(ts::segmentationName(one.type))},
                                 {"duration", seconds(one.duration)},
                                 {"upid_type", one.upidType},
                                 {"upid", one.upid},
                                 {"number", one.number},
                                 {"expected", one.expected}});
    }
    return {
        {"at", splice.at},
        {"service", splice.service},
        {"pid", splice.pid},
        {"command", ts::spliceCommandName(info.command)},
        {"encrypted", info.isEncrypted},
        {"event_id", known(info.eventId)},
        {"canceled", info.isCanceled},
        {"out_of_network", known(info.isOutOfNetwork)},
        {"immediate", info.isImmediate},
        {"pts", known(info.splicePts)},
        {"until", known(splice.until)},
        {"break_duration", seconds(info.breakDuration)},
        {"auto_return", info.isAutoReturn},
        {"program_id", known(info.uniqueProgramId)},
        {"segmentations", std::move(segmentations)},
    };
}

Json eventJson(const EventReport& event) {
    Json json{{"at", event.at},       {"kind", event.kind},      {"code", event.code},
              {"phase", event.phase}, {"pid", known(event.pid)}, {"service", known(event.service)},
              {"count", event.count}};
    Json parameters = Json::object();
    for (const auto& [key, value] : event.parameters) {
        parameters[key] = value;
    }
    json["parameters"] = std::move(parameters);
    return json;
}

Json linkJson(const transport::LinkFigures& link) {
    return {
        {"bytes", link.bytes},
        {"reconnects", link.reconnects},
        {"rtp_lost", known(link.rtpLost)},
        {"rtp_reordered", known(link.rtpReordered)},
        {"rtp_duplicates", known(link.rtpDuplicates)},
        {"rtp_jitter_ms", rounded(link.rtpJitterMs)},
        {"srt_rtt_ms", rounded(link.srtRttMs)},
        {"srt_lost", known(link.srtLost)},
        {"srt_dropped", known(link.srtDropped)},
        {"srt_retransmitted", known(link.srtRetransmitted)},
        {"mdi_df_ms", rounded(link.mdiDfMs)},
        {"mdi_mlr", rounded(link.mdiMlr)},
        {"hls_segments", known(link.hlsSegments)},
        {"hls_failures", known(link.hlsFailures)},
    };
}

} // namespace

std::string toJson(const Report& report) {
    const ts::Totals& totals = report.totals;
    Json json{
        {"schema", schemaVersion},
        {"source", report.source},
        {"live", report.isLive},
        {"cut", report.isCut},
        {"profile", report.profile},
        {"time_basis", basisJson(report)},
        {"packet_size", totals.packetSize},
        {"sync", known(totals.isInSync)},
        {"transport_stream_id", known(totals.transportStreamId)},
        {"bytes", totals.bytes},
        {"stray_bytes", report.strayBytes},
        {"packets", totals.packets},
        {"null_packets", totals.nullPackets},
        {"null_share", rounded(report.nullShare, 1, 6)},
        {"duration", known(report.duration)},
        {"bitrate", whole(report.bitrate)},
        {"worst_priority", known(worstPriority(report))},
        {"checks", checksJson(report)},
    };
    Json pids = Json::array();
    for (const StreamReport& pid : report.pids) {
        pids.push_back(streamJson(pid, report));
    }
    Json services = Json::array();
    for (const ServiceReport& service : report.services) {
        services.push_back(serviceJson(service, report));
    }
    Json splices = Json::array();
    for (const SpliceReport& splice : report.splices) {
        splices.push_back(spliceJson(splice));
    }
    Json events = Json::array();
    for (const EventReport& event : report.events) {
        events.push_back(eventJson(event));
    }
    json["pids"] = std::move(pids);
    json["services"] = std::move(services);
    json["splices"] = std::move(splices);
    json["splices_dropped"] = report.splicesDropped;
    json["events"] = std::move(events);
    json["events_dropped"] = report.eventsDropped;
    json["link"] = report.link ? linkJson(*report.link) : Json(nullptr);
    // Names come from the stream: whatever their bytes, the text is valid.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace vigie::analysis
