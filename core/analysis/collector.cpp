// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/collector.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/analysis/reasons.h"

namespace vigie::analysis {
namespace {

using namespace std::chrono_literals;

/// Absence is judged at least so often while nothing comes.
constexpr base::Nanoseconds advanceStep = 20ms;
constexpr std::int64_t maximumSteps = 1000;
constexpr base::Nanoseconds contentStep = 100ms;
constexpr std::size_t maximumSplices = 1000;

std::string_view nameOf(ts::Occurrence::Phase phase) {
    switch (phase) {
    case ts::Occurrence::Phase::Once:
        return "once";
    case ts::Occurrence::Phase::Begin:
        return "begin";
    case ts::Occurrence::Phase::End:
        return "end";
    }
    return "once";
}

/// 33 bits at 90 kHz in seconds.
std::string secondsText(std::uint64_t ticks) {
    // Milliseconds by whole numbers: the same text everywhere.
    const std::uint64_t ms = (ticks + 45) / 90;
    std::string rest = std::to_string(ms % 1000);
    rest.insert(0, 3 - rest.size(), '0');
    return std::to_string(ms / 1000) + "." + rest;
}

/// Whether an event check had anything to judge. On a clock it stays Unknown for as long as an
/// event would be shown; of a whole file, however short, what was judged and found good is Ok.
bool wasJudged(ts::Check check, const Report& report) {
    switch (check) {
    case ts::Check::SyncByteError:
    case ts::Check::ContinuityCountError:
    case ts::Check::TransportError:
        return report.totals.packets > 0;
    case ts::Check::CrcError:
        return report.totals.transportStreamId.has_value();
    case ts::Check::PcrRepetitionError:
    case ts::Check::PcrDiscontinuityError:
        return std::any_of(report.services.begin(), report.services.end(),
                           [](const ServiceReport& service) {
                               return service.figures.pcrIntervalMax.has_value();
                           });
    default:
        return false;
    }
}

} // namespace

Collector::Collector(const Options& options, base::Timestamp origin)
    : m_options(options), m_origin(origin),
      m_analyzer(options.profile, static_cast<ts::AnalyzerSink&>(*this)), m_now(origin) {
    if (options.content != model::DecodePolicy::Off) {
        m_content = std::make_unique<ContentWatch>(options.content);
    }
}

Collector::~Collector() = default;

Seconds Collector::secondsOf(base::Utc at) const {
    // Microseconds: finer is noise, and it keeps the text short.
    return std::round(static_cast<double>((at - m_origin.utc).count()) / 1000) / 1e6;
}

void Collector::feed(std::span<const std::byte> bytes, base::Timestamp arrival) {
    stepTo(arrival);
    m_analyzer.feed(bytes, arrival);
    if (m_isInventoryStale) {
        refreshInventory();
    }
}

void Collector::advance(base::Timestamp now) {
    stepTo(now);
    m_analyzer.advance(now);
}

void Collector::stepTo(base::Timestamp now) {
    const base::Nanoseconds ahead = now.mono - m_now.mono;
    if (ahead > advanceStep) {
        const auto steps = std::min<std::int64_t>(ahead / advanceStep, maximumSteps);
        for (std::int64_t i = 1; i < steps; ++i) {
            const base::Nanoseconds passed = ahead / steps * i;
            m_analyzer.advance({m_now.utc + passed, m_now.mono + passed});
        }
    }
    // The clock of arrivals and that of the caller may differ by a moment.
    if (ahead > 0ns) {
        m_now = now;
    }
    if (m_content && now.mono - m_contentAt >= contentStep) {
        m_contentAt = now.mono;
        m_content->advance(now);
    }
}

void Collector::restart(base::Timestamp at) {
    m_analyzer.restart(at);
    for (auto& [pid, structure] : m_structures) {
        structure.restart();
    }
    note("input.restart", {}, 1, at);
}

void Collector::gap(std::uint64_t lostPackets, base::Timestamp at) {
    m_analyzer.gap(at);
    note("input.loss", {}, lostPackets, at);
}

void Collector::note(const std::string& code, const std::string& reason, std::uint64_t count,
                     base::Timestamp at) {
    EventReport event;
    event.at = secondsOf(at.utc);
    event.kind = "input";
    event.code = code;
    event.phase = "once";
    event.count = count;
    if (!reason.empty()) {
        event.parameters.emplace_back("reason", reason);
    }
    add(std::move(event));
}

void Collector::refreshInventory() {
    m_isInventoryStale = false;
    const auto services = m_analyzer.services();
    std::vector<std::uint16_t> ids;
    for (const ts::ServiceFigures& service : services) {
        ids.push_back(service.serviceId);
    }
    if (ids != m_services) {
        m_services = ids;
        m_analyzer.assemble(std::move(ids));
    }
    if (m_content) {
        m_content->setServices(services, m_analyzer.pids());
    }
}

void Collector::onOccurrence(const ts::Occurrence& occurrence) {
    EventReport event;
    event.at = secondsOf(occurrence.at.utc);
    event.kind = "tr101290";
    event.code = ts::checkNumber(occurrence.check);
    event.phase = nameOf(occurrence.phase);
    event.pid = occurrence.pid;
    event.count = occurrence.count;
    add(std::move(event));
}

void Collector::onSplice(const ts::SpliceEvent& splice) {
    EventReport event;
    event.at = secondsOf(splice.at.utc);
    event.kind = "scte35";
    event.code = ts::spliceCommandName(splice.info.command);
    event.phase = "once";
    event.pid = splice.pid;
    event.service = splice.serviceId;
    const auto put = [&event](const char* key, std::string value) {
        event.parameters.emplace_back(key, std::move(value));
    };
    if (splice.info.eventId) {
        put("event_id", std::to_string(*splice.info.eventId));
    }
    if (splice.info.isOutOfNetwork) {
        put("out_of_network", *splice.info.isOutOfNetwork ? "true" : "false");
    }
    if (splice.info.splicePts) {
        put("pts", std::to_string(*splice.info.splicePts));
    }
    if (splice.info.breakDuration) {
        put("break_s", secondsText(*splice.info.breakDuration));
    }
    for (const ts::Segmentation& segmentation : splice.info.segmentations) {
        const auto name = ts::segmentationName(segmentation.type);
        put("segmentation",
            name.empty() ? "type " + std::to_string(segmentation.type) : std::string(name));
    }
    add(std::move(event));
    if (m_splices.size() >= maximumSplices) {
        ++m_splicesDropped;
        return;
    }
    SpliceReport& report = m_splices.emplace_back();
    report.at = secondsOf(splice.at.utc);
    report.service = splice.serviceId;
    report.pid = splice.pid;
    report.info = splice.info;
    if (splice.untilSplice) {
        report.until = std::round(static_cast<double>(splice.untilSplice->count()) / 1e6) / 1e3;
    }
}

void Collector::onPsiChange(const ts::PsiChange& change) {
    EventReport event;
    event.at = secondsOf(change.at.utc);
    event.kind = "psi";
    event.code = change.what;
    event.phase = "once";
    if (change.what != "pat") {
        event.service = change.serviceId;
    }
    if (change.fromVersion >= 0) {
        event.parameters.emplace_back("from", std::to_string(change.fromVersion));
    }
    if (change.toVersion >= 0) {
        event.parameters.emplace_back("to", std::to_string(change.toVersion));
    }
    add(std::move(event));
}

void Collector::onPesUnit(const ts::PesUnit& unit) {
    if (const es::Codec codec = es::codecFrom(unit.content); codec != es::Codec::Unknown) {
        m_structures[unit.pid].push(codec, unit.payload, unit.pts, unit.dts, unit.isDamaged,
                                    unit.arrival);
    }
    if (m_content) {
        m_content->take(unit);
    }
}

void Collector::add(EventReport event) {
    if (m_events.size() < m_options.maximumEvents) {
        m_events.push_back(std::move(event));
    } else {
        ++m_eventsDropped;
    }
}

void Collector::finish(Report& report, base::Timestamp end) {
    advance(end);
    report.profile = m_options.profile.name;
    fillTotals(report, end);
    fillStreams(report);
    fillChecks(report);
    report.splices = std::move(m_splices);
    report.splicesDropped = m_splicesDropped;
    if (m_content) {
        m_content->finish(end);
        addContentEvents();
        for (ServiceReport& service : report.services) {
            service.content = m_content->report(service.figures.serviceId,
                                                [this](base::Utc at) { return secondsOf(at); });
        }
    }
    report.events = std::move(m_events);
    report.eventsDropped = m_eventsDropped;
}

void Collector::addContentEvents() {
    for (ContentEvent& content : m_content->takeEvents()) {
        EventReport& event = m_events.emplace_back();
        event.at = secondsOf(content.at);
        event.kind = "content";
        event.code = std::move(content.code);
        event.phase = content.isBegin ? "begin" : "end";
        event.service = content.serviceId;
    }
    // They are found after the fact.
    std::stable_sort(m_events.begin(), m_events.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    if (m_events.size() > m_options.maximumEvents) {
        m_eventsDropped += m_events.size() - m_options.maximumEvents;
        m_events.resize(m_options.maximumEvents);
    }
}

void Collector::fillTotals(Report& report, base::Timestamp end) const {
    report.totals = m_analyzer.totals();
    const auto stride = static_cast<std::uint64_t>(std::max(report.totals.packetSize, 1));
    const std::uint64_t inPackets = report.totals.packets * stride;
    // The last packet of a 204-byte stream may have come without what follows it.
    report.strayBytes = report.totals.bytes > inPackets ? report.totals.bytes - inPackets : 0;
    if (report.time.kind != TimeBasis::Kind::Assumed) {
        report.duration = secondsOf(end.utc);
        report.bitrate = report.totals.pcrBitrateMean;
    }
    if (report.totals.packets > 0) {
        report.nullShare = static_cast<double>(report.totals.nullPackets) /
                           static_cast<double>(report.totals.packets);
    }
}

void Collector::fillStreams(Report& report) const {
    std::map<std::uint16_t, StreamReport> streams;
    const auto partOf = [&report](std::uint64_t packets) -> std::optional<double> {
        if (!report.bitrate || report.totals.packets == 0) {
            return std::nullopt;
        }
        return *report.bitrate * static_cast<double>(packets) /
               static_cast<double>(report.totals.packets);
    };
    for (const ts::PidFigures& pid : m_analyzer.pids()) {
        StreamReport& stream = streams[pid.pid];
        stream.figures = pid;
        stream.bitrate = partOf(pid.packets);
        if (const auto found = m_structures.find(pid.pid); found != m_structures.end()) {
            stream.structure = found->second.figures();
        }
        if (pid.packets > 0) {
            report.pids.push_back(stream);
        }
    }
    for (ts::ServiceFigures& figures : m_analyzer.services()) {
        ServiceReport& service = report.services.emplace_back();
        service.figures = std::move(figures);
        if (!report.isLive) {
            // Arrival was made of the PCRs themselves: against it they cannot be judged.
            service.figures.pcrJitter.reset();
            service.figures.pcr.overallJitterNs.reset();
            service.figures.pcr.frequencyOffsetHz.reset();
            service.figures.pcr.driftRateHzPerS.reset();
        }
        std::set<std::uint16_t> own(service.figures.pids.begin(), service.figures.pids.end());
        for (const std::uint16_t pid : service.figures.pids) {
            const auto found = streams.find(pid);
            if (found != streams.end()) {
                service.streams.push_back(found->second);
            }
        }
        own.insert(service.figures.pmtPid);
        own.insert(service.figures.pcrPid);
        own.erase(0x1fff);
        std::uint64_t packets = 0;
        for (const std::uint16_t pid : own) {
            const auto found = streams.find(pid);
            packets += found != streams.end() ? found->second.figures.packets : 0;
        }
        // Without a PMT nobody knows what belongs to it.
        service.bitrate = service.figures.hasPmt ? partOf(packets) : std::nullopt;
    }
}

void Collector::fillChecks(Report& report) const {
    for (std::size_t i = 0; i < ts::checkCount; ++i) {
        CheckReport& entry = report.checks.emplace_back();
        entry.check = static_cast<ts::Check>(i);
        const ts::CheckResult& result = m_analyzer.check(entry.check);
        entry.count = result.errors;
        entry.state = result.errors > 0 ? ts::CheckState::Error : result.state;
        if (report.time.kind == TimeBasis::Kind::Assumed && needsTime(entry.check) &&
            entry.count == 0 && entry.state != ts::CheckState::Disabled) {
            entry.state = ts::CheckState::NotMeasurable;
        } else if (entry.state == ts::CheckState::Unknown && wasJudged(entry.check, report)) {
            entry.state = ts::CheckState::Ok;
        }
        entry.isErrorAtEnd = result.state == ts::CheckState::Error;
        if (result.first) {
            entry.first = secondsOf(*result.first);
        }
        if (result.last) {
            entry.last = secondsOf(*result.last);
        }
        entry.reason = reasonOf(entry, report);
    }
}

} // namespace vigie::analysis
