// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/reportview.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "app/vigiectl/paint.h"
#include "app/vigiectl/streamwords.h"
#include "app/vigiectl/table.h"
#include "core/analysis/names.h"

namespace vigie::ctl {
namespace {

using analysis::CheckReport;
using analysis::EventReport;
using analysis::Report;
using analysis::ServiceReport;
using analysis::StreamReport;
using analysis::TimeBasis;

constexpr std::size_t eventLines = 6;
constexpr std::size_t spliceLines = 4;
constexpr std::size_t serviceLines = 12;

struct Severity {
    const char* glyph;
    Tone tone;
};

Severity severityOf(int priority) {
    switch (priority) {
    case 1:
        return {"■", Tone::Critical};
    case 2:
        return {"▲", Tone::Major};
    default:
        return {"▽", Tone::Minor};
    }
}

class View {
public:
    View(const Report& report, const ReportStyle& style)
        : m_report(report), m_style(style), m_paint(style.isColored),
          m_width(static_cast<std::size_t>(std::max(style.width, 60))) {}

    std::string render() {
        headline();
        errors();
        otherChecks();
        services();
        otherPids();
        splices();
        events();
        return std::move(m_out);
    }

private:
    void line(const std::string& text = {}) {
        m_out += text;
        m_out += '\n';
    }
    [[nodiscard]] std::string cut(const std::string& text) const {
        return columnsOf(text) > m_width ? fit(text, m_width) : text;
    }
    void title(std::string_view text) { line("\n" + m_paint(Tone::Strong, text)); }
    /// Items one after the other, broken where the line is full; the first line begins with `head`.
    void flow(const std::string& head, const std::vector<std::string>& items, Tone tone,
              std::string_view separator = "  ") {
        const std::size_t indent = columnsOf(head);
        std::string now;
        bool isFirst = true;
        const auto flush = [&] {
            line((isFirst ? head : std::string(indent, ' ')) + m_paint(tone, now));
            isFirst = false;
            now.clear();
        };
        for (const std::string& item : items) {
            const std::size_t with =
                indent + columnsOf(now) + columnsOf(separator) + columnsOf(item);
            if (!now.empty() && with > m_width) {
                flush();
            }
            now += (now.empty() ? "" : std::string(separator)) + item;
        }
        if (!now.empty()) {
            flush();
        }
    }

    void headline();
    void errors();
    void otherChecks();
    void services();
    void service(const ServiceReport& service, bool isBrief);
    void stream(const StreamReport& stream);
    void clockOf(const ServiceReport& service);
    void contentOf(const ServiceReport& service);
    void otherPids();
    void splices();
    void events();
    [[nodiscard]] std::string basis() const;

    const Report& m_report;
    const ReportStyle m_style;
    const Paint m_paint;
    const std::size_t m_width;
    std::string m_out;
};

std::string View::basis() const {
    const TimeBasis& time = m_report.time;
    switch (time.kind) {
    case TimeBasis::Kind::Pcr:
        return fmt::format("time by PCR of PID {}{}", time.pid.value_or(0),
                           time.jumps > 0 ? fmt::format(", {} jumps", time.jumps) : "");
    case TimeBasis::Kind::Assumed:
        return fmt::format("no PCRs: time assumed at {}", rateText(time.assumedBitrate));
    case TimeBasis::Kind::Arrival:
        return "time by arrival";
    }
    return {};
}

void View::headline() {
    const auto& totals = m_report.totals;
    const auto worst = analysis::worstPriority(m_report);
    const auto count = std::count_if(m_report.checks.begin(), m_report.checks.end(),
                                     [](const CheckReport& check) { return check.count > 0; });
    std::string verdict = m_paint(Tone::Strong, "NO ERRORS FOUND");
    if (worst) {
        const auto [glyph, tone] = severityOf(*worst);
        verdict = m_paint(tone, fmt::format("{} {} CHECK{} IN ERROR, WORST OF PRIORITY {}", glyph,
                                            count, count == 1 ? "" : "S", *worst));
    }
    const std::string profile = "profile " + m_report.profile;
    const std::size_t room = m_width - std::min(m_width, columnsOf(profile) + 2);
    line(m_paint(Tone::Strong, fit(printable(m_report.source), room)) + "  " +
         m_paint(Tone::Quiet, profile));
    line(verdict);
    std::vector<std::string> facts{
        fmt::format("{} packets of {} bytes", grouped(totals.packets), totals.packetSize),
        m_report.duration ? timeText(m_report.duration) : "length not known",
        m_report.bitrate ? rateText(m_report.bitrate) : "rate not known"};
    if (m_report.nullShare) {
        facts.push_back("null " + percent(*m_report.nullShare));
    }
    flow("", facts, Tone::Plain, " · ");
    std::vector<std::string> more{basis()};
    if (totals.transportStreamId) {
        more.push_back(fmt::format("TS id {}", *totals.transportStreamId));
    }
    if (m_report.strayBytes > 0) {
        more.push_back(fmt::format("{} bytes in no packet", grouped(m_report.strayBytes)));
    }
    if (m_report.isCut && !m_report.isLive) {
        more.emplace_back("not analyzed to its end");
    }
    flow("", more, Tone::Quiet, " · ");
}

void View::errors() {
    std::vector<const CheckReport*> wrong;
    for (const CheckReport& check : m_report.checks) {
        if (check.count > 0) {
            wrong.push_back(&check);
        }
    }
    if (wrong.empty()) {
        return;
    }
    // Grave before light, what still holds before what is over, many before few.
    std::stable_sort(wrong.begin(), wrong.end(), [](const auto* a, const auto* b) {
        const auto key = [](const CheckReport& check) {
            return std::tuple(analysis::priorityOf(check.check), !check.isErrorAtEnd);
        };
        return key(*a) != key(*b) ? key(*a) < key(*b) : a->count > b->count;
    });
    line();
    line(m_paint(Tone::Quiet, fmt::format("  {:14} {:33} {:>7}  {:>9}  {:>9}", "check", "", "count",
                                          "first", "last")));
    for (const CheckReport* check : wrong) {
        const auto [glyph, tone] = severityOf(analysis::priorityOf(check->check));
        line(m_paint(tone, fmt::format("{} {:14} {} {:>7}", glyph, ts::checkNumber(check->check),
                                       fit(analysis::checkName(check->check), 33),
                                       grouped(check->count))) +
             fmt::format("  {:>9}  {:>9}", timeText(check->first),
                         check->isErrorAtEnd ? "still" : timeText(check->last)));
    }
}

void View::otherChecks() {
    line();
    std::vector<std::string> fine;
    std::map<std::string, std::vector<std::string>> why; // by state and reason
    std::vector<std::pair<std::string, std::string>> order;
    std::vector<std::string> off;
    for (const CheckReport& check : m_report.checks) {
        const std::string number(ts::checkNumber(check.check));
        switch (check.state) {
        case ts::CheckState::Ok:
            fine.push_back(number);
            break;
        case ts::CheckState::Disabled:
            off.push_back(number);
            break;
        case ts::CheckState::Unknown:
        case ts::CheckState::NotMeasurable: {
            const std::string word =
                check.state == ts::CheckState::Unknown ? "unknown" : "not measurable";
            const std::string key = word + "\n" + check.reason;
            if (why[key].empty()) {
                order.emplace_back(word, check.reason);
            }
            why[key].push_back(number);
            break;
        }
        case ts::CheckState::Error:
            break;
        }
    }
    constexpr std::size_t head = 18;
    if (!fine.empty()) {
        flow(fit("  ok", head), fine, Tone::Plain);
    }
    for (const auto& [word, reason] : order) {
        std::string numbers;
        for (const std::string& number : why[word + "\n" + reason]) {
            numbers += (numbers.empty() ? "" : " ") + number;
        }
        flow(fit("  " + word, head), {numbers + ":", reason}, Tone::Quiet, " ");
    }
    if (!off.empty()) {
        flow(fit("  off", head), off, Tone::Quiet);
    }
}

void View::services() {
    const bool isBrief = m_report.services.size() > 3;
    if (isBrief) {
        title(fmt::format("{} services", m_report.services.size()));
    }
    std::size_t shown = 0;
    for (const ServiceReport& one : m_report.services) {
        if (++shown > serviceLines) {
            line(m_paint(Tone::Quiet, fmt::format("  and {} more (--json has them)",
                                                  m_report.services.size() - serviceLines)));
            break;
        }
        service(one, isBrief);
    }
    if (m_report.services.empty()) {
        title("no services");
    }
}

void View::service(const ServiceReport& service, bool isBrief) {
    const auto& figures = service.figures;
    std::string name = printable(figures.name);
    if (!figures.provider.empty()) {
        name += " (" + printable(figures.provider) + ")";
    }
    const std::string pmt = figures.hasPmt ? fmt::format("PMT {}", figures.pmtPid)
                                           : fmt::format("no PMT on {}", figures.pmtPid);
    if (isBrief) {
        std::map<std::string, int> kinds;
        std::string streams;
        for (const StreamReport& one : service.streams) {
            const std::string content = one.figures.content.empty() ? "data" : one.figures.content;
            streams += (streams.empty() ? "" : " ") + content;
        }
        line(fit(fmt::format("  {:>5}  {}", figures.serviceId, name), 34) + " " +
             right(rateText(service.bitrate), 12) + "  " +
             m_paint(Tone::Quiet, fit(streams.empty() ? pmt : streams, m_width - 50)));
        return;
    }
    title(fmt::format("service {}{}{}", figures.serviceId, name.empty() ? "" : "  ", name));
    m_out.pop_back();
    line(m_paint(Tone::Quiet, fmt::format("  {}  {}", pmt, rateText(service.bitrate))));
    for (const StreamReport& one : service.streams) {
        stream(one);
    }
    clockOf(service);
    contentOf(service);
}

void View::stream(const StreamReport& stream) {
    const auto& figures = stream.figures;
    const std::string what = figures.content.empty()
                                 ? fmt::format("type 0x{:02x}", figures.streamType)
                                 : printable(figures.content);
    std::string rest;
    const auto add = [&rest](const std::string& text) {
        rest += (rest.empty() || text.empty() ? "" : "  ") + text;
    };
    if (stream.structure) {
        add(codingOf(*stream.structure));
        add(formatOf(*stream.structure));
    }
    add(printable(figures.language));
    if (figures.scrambled > 0) {
        add("scrambled");
    }
    if (figures.ccErrors > 0) {
        add(fmt::format("{} × 1.4", grouped(figures.ccErrors)));
    }
    const bool isGone = figures.packets == 0;
    const std::string rate = isGone ? "no packets" : rateText(stream.bitrate);
    line(fmt::format("  {:>4}  ", figures.pid) + fit(what, 14) + " " +
         fit(rest, m_width - 8 - 15 - 13) +
         m_paint(isGone ? Tone::Critical : Tone::Plain, right(rate, 13)));
    if (stream.structure) {
        const auto facts = groupOf(*stream.structure);
        if (!facts.empty()) {
            flow("                       ", facts, Tone::Quiet, " · ");
        }
    }
}

void View::clockOf(const ServiceReport& service) {
    const auto& figures = service.figures;
    std::vector<std::string> facts;
    if (figures.pcrIntervalMax) {
        facts.push_back("every ≤ " + millisecondsText(figures.pcrIntervalMax));
    }
    if (figures.pcr.accuracyNs) {
        facts.push_back(fmt::format("accuracy {:.0f} ns", *figures.pcr.accuracyNs));
    }
    if (figures.pcr.overallJitterNs) {
        facts.push_back(fmt::format("jitter {:.1f} µs", *figures.pcr.overallJitterNs / 1000));
    }
    if (figures.pcr.frequencyOffsetHz) {
        facts.push_back(fmt::format("offset {:+.1f} Hz", *figures.pcr.frequencyOffsetHz));
    }
    if (figures.ptsPcrDistance) {
        facts.push_back("PTS ahead ≥ " + millisecondsText(figures.ptsPcrDistance));
    }
    if (figures.avPtsGap) {
        facts.push_back(
            fmt::format("A−V {:+.1f} ms", static_cast<double>(figures.avPtsGap->count()) / 1e6));
    }
    if (facts.empty()) {
        facts.emplace_back("no two PCRs");
    }
    const std::string head = figures.pcrPid == 0x1fff
                                 ? std::string("        no PCR PID: ")
                                 : fmt::format("        PCR {}: ", figures.pcrPid);
    flow(head, facts, Tone::Quiet, " · ");
}

void View::contentOf(const ServiceReport& service) {
    if (!service.content) {
        return;
    }
    const auto& content = *service.content;
    std::vector<std::string> faults;
    for (const auto& fault : content.faults) {
        if (fault.count > 0) {
            faults.push_back(
                fmt::format("{} ×{} from {}", fault.code, fault.count, timeText(fault.first)));
        }
    }
    const std::string head = fmt::format("        content ({}): ", model::toString(content.policy));
    if (!faults.empty()) {
        flow(head, faults, Tone::Major, " · ");
    } else if (content.figures.picturesDecoded > 0 || content.figures.audioChannels > 0) {
        flow(head, {"no fault seen"}, Tone::Quiet);
    } else {
        flow(head, {"nothing could be decoded"}, Tone::Quiet);
    }
    const auto& loudness = content.figures.loudness;
    if (loudness.integrated) {
        std::vector<std::string> facts{fmt::format("{:.1f} LUFS", *loudness.integrated)};
        if (loudness.range) {
            facts.push_back(fmt::format("range {:.1f} LU", *loudness.range));
        }
        if (loudness.truePeak) {
            facts.push_back(fmt::format("true peak {:.1f} dBTP", *loudness.truePeak));
        }
        flow("        loudness: ", facts, Tone::Quiet, " · ");
    }
}

void View::otherPids() {
    std::set<std::uint16_t> told;
    for (const ServiceReport& service : m_report.services) {
        told.insert(service.figures.pids.begin(), service.figures.pids.end());
    }
    std::vector<std::string> items;
    for (const StreamReport& pid : m_report.pids) {
        if (told.contains(pid.figures.pid)) {
            continue;
        }
        std::string item = fmt::format("{} {}", pid.figures.pid,
                                       pid.figures.content.empty() ? "?" : pid.figures.content);
        if (pid.bitrate) {
            item += " " + rateText(pid.bitrate);
        }
        items.push_back(std::move(item));
    }
    if (items.empty()) {
        return;
    }
    constexpr std::size_t most = 16;
    if (items.size() > most) {
        const std::size_t more = items.size() - most;
        items.resize(most);
        items.push_back(fmt::format("and {} more", more));
    }
    line();
    flow(fit("other PIDs", 12), items, Tone::Quiet, " · ");
}

void View::splices() {
    if (m_report.splices.empty()) {
        return;
    }
    title(fmt::format("SCTE-35  {}", m_report.splices.size() + m_report.splicesDropped));
    std::size_t shown = 0;
    for (const auto& splice : m_report.splices) {
        if (++shown > spliceLines) {
            break;
        }
        std::string text = fmt::format("  {:>9}  PID {}  {}", timeText(splice.at), splice.pid,
                                       ts::spliceCommandName(splice.info.command));
        if (splice.info.eventId) {
            text += fmt::format("  event {}", *splice.info.eventId);
        }
        if (splice.info.isOutOfNetwork) {
            text += *splice.info.isOutOfNetwork ? "  out" : "  return";
        }
        for (const auto& segmentation : splice.info.segmentations) {
            const auto name = ts::segmentationName(segmentation.type);
            text += "  " +
                    (name.empty() ? fmt::format("type {}", segmentation.type) : std::string(name));
        }
        if (splice.until) {
            text += fmt::format("  in {:.3f} s", *splice.until);
        }
        line(cut(text));
    }
}

void View::events() {
    if (m_report.events.empty()) {
        return;
    }
    const std::size_t most = m_style.hasAllEvents ? m_report.events.size() : eventLines;
    title(fmt::format("events  {}", grouped(m_report.events.size() + m_report.eventsDropped)));
    if (!m_style.hasAllEvents && m_report.events.size() > most) {
        m_out.pop_back();
        line(m_paint(Tone::Quiet, fmt::format("  the first {}; --events has all", most)));
    }
    std::size_t shown = 0;
    for (const EventReport& event : m_report.events) {
        if (++shown > most) {
            break;
        }
        std::string text =
            fmt::format("  {:>9}  {:9} {}", timeText(event.at), event.kind, event.code);
        if (event.phase != "once") {
            text += " " + event.phase;
        }
        if (event.pid) {
            text += fmt::format("  PID {}", *event.pid);
        }
        if (event.service) {
            text += fmt::format("  service {}", *event.service);
        }
        if (event.count > 1) {
            text += fmt::format("  ×{}", event.count);
        }
        for (const auto& [key, value] : event.parameters) {
            text += fmt::format("  {} {}", key, printable(value));
        }
        line(cut(text));
    }
}

} // namespace

std::string renderReport(const Report& report, const ReportStyle& style) {
    return View(report, style).render();
}

} // namespace vigie::ctl
