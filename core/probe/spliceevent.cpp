// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/spliceevent.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace vigie::probe {
namespace {

constexpr std::size_t mostSegmentations = 4;

std::string codeOf(const ts::SpliceInfo& info) {
    if (info.isEncrypted) {
        return "scte35.encrypted";
    }
    switch (info.command) {
    case ts::SpliceInfo::Command::Insert:
        return "scte35.insert";
    case ts::SpliceInfo::Command::TimeSignal:
        return "scte35.time_signal";
    case ts::SpliceInfo::Command::Schedule:
        return "scte35.schedule";
    case ts::SpliceInfo::Command::Private:
        return "scte35.private";
    case ts::SpliceInfo::Command::Null:
    case ts::SpliceInfo::Command::BandwidthReservation:
        break;
    }
    return {};
}

std::string secondsOf(std::uint64_t ticks) {
    return fmt::format("{:.3f}", static_cast<double>(ticks) / 90'000);
}

class Parameters {
public:
    explicit Parameters(model::Event& event) : m_event(event) {}

    void add(std::string name, std::string value) {
        m_event.parameters.emplace_back(std::move(name), std::move(value));
    }
    void addIf(bool isTrue, std::string name) {
        if (isTrue) {
            add(std::move(name), "true");
        }
    }

private:
    model::Event& m_event;
};

void addInsert(const ts::SpliceInfo& info, Parameters& out) {
    if (info.eventId) {
        out.add("event_id", std::to_string(*info.eventId));
    }
    out.addIf(info.isCanceled, "canceled");
    if (info.isOutOfNetwork) {
        out.add("out_of_network", *info.isOutOfNetwork ? "true" : "false");
    }
    out.addIf(info.isImmediate, "immediate");
    out.addIf(info.isAutoReturn, "auto_return");
}

void addSegmentation(const ts::Segmentation& segmentation, Parameters& out) {
    out.add("segmentation_event_id", std::to_string(segmentation.eventId));
    if (segmentation.isCanceled) {
        out.add("segmentation_canceled", "true");
        return;
    }
    if (const auto name = ts::segmentationName(segmentation.type); !name.empty()) {
        out.add("segmentation", std::string(name));
    }
    out.add("segmentation_type", fmt::format("{:#04x}", segmentation.type));
    if (segmentation.duration) {
        out.add("segmentation_s", secondsOf(*segmentation.duration));
    }
    out.add("segmentation_number",
            fmt::format("{}/{}", segmentation.number, segmentation.expected));
    if (!segmentation.upid.empty()) {
        out.add("upid_type", fmt::format("{:#04x}", segmentation.upidType));
        out.add("upid", segmentation.upid);
    }
}

} // namespace

std::optional<model::Event> spliceEvent(const ts::SpliceEvent& splice, const std::string& pathId) {
    const ts::SpliceInfo& info = splice.info;
    model::Event event;
    event.code = codeOf(info);
    if (event.code.empty()) {
        return std::nullopt;
    }
    event.utc = splice.at.utc;
    event.kind = model::EventKind::Scte35;
    event.scope = model::Scope::Path;
    event.subject = pathId;
    event.pid = splice.pid;
    Parameters out(event);
    addInsert(info, out);
    if (info.splicePts) {
        out.add("pts", std::to_string(*info.splicePts));
    }
    if (splice.untilSplice) {
        out.add("until_s",
                fmt::format("{:.3f}", static_cast<double>(splice.untilSplice->count()) / 1e9));
    }
    if (info.breakDuration) {
        out.add("break_s", secondsOf(*info.breakDuration));
    }
    if (info.uniqueProgramId) {
        out.add("unique_program_id", std::to_string(*info.uniqueProgramId));
    }
    if (info.availNumber != 0 || info.availsExpected != 0) {
        out.add("avail", fmt::format("{}/{}", info.availNumber, info.availsExpected));
    }
    if (info.tier != 0xfff) {
        out.add("tier", std::to_string(info.tier));
    }
    const std::size_t count = std::min(info.segmentations.size(), mostSegmentations);
    for (std::size_t i = 0; i < count; ++i) {
        addSegmentation(info.segmentations[i], out);
    }
    return event;
}

} // namespace vigie::probe
