// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/reportview.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "app/vigiectl/page.h"
#include "app/vigiectl/serviceview.h"
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
        : m_report(report), m_style(style), m_page(style.isColored, style.width) {}

    std::string render() {
        headline();
        errors();
        otherChecks();
        writeServices(m_report, m_page);
        otherPids();
        splices();
        events();
        return m_page.text();
    }

private:
    void headline();
    void errors();
    void otherChecks();
    void otherPids();
    void splices();
    void events();
    [[nodiscard]] std::string basis() const;

    const Report& m_report;
    const ReportStyle m_style;
    Page m_page;
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
    const auto judged =
        std::count_if(m_report.checks.begin(), m_report.checks.end(), [](const CheckReport& check) {
            return check.state == ts::CheckState::Ok || check.state == ts::CheckState::Error;
        });
    // What was not judged is not found to be good.
    std::string verdict = m_page.paint()(
        Tone::Strong, fmt::format("NO ERRORS IN THE {} CHECKS THAT COULD BE JUDGED", judged));
    if (worst) {
        const auto [glyph, tone] = severityOf(*worst);
        verdict = m_page.paint()(tone, fmt::format("{} {} CHECK{} IN ERROR, WORST OF PRIORITY {}",
                                                   glyph, count, count == 1 ? "" : "S", *worst));
    }
    const std::string profile = "profile " + m_report.profile;
    const std::size_t room = m_page.width() - std::min(m_page.width(), columnsOf(profile) + 2);
    m_page.line(m_page.paint()(Tone::Strong, fit(printable(m_report.source), room)) + "  " +
                m_page.paint()(Tone::Quiet, profile));
    m_page.line(verdict);
    std::vector<std::string> facts{
        fmt::format("{} packets of {} bytes", grouped(totals.packets), totals.packetSize),
        m_report.duration ? timeText(m_report.duration) : "length not known",
        m_report.bitrate ? rateText(m_report.bitrate) : "rate not known"};
    if (m_report.nullShare) {
        facts.push_back("null " + percent(*m_report.nullShare));
    }
    m_page.flow("", facts, Tone::Plain, " · ");
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
    m_page.flow("", more, Tone::Quiet, " · ");
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
    m_page.line();
    m_page.line(m_page.paint()(Tone::Quiet, fmt::format("  {:14} {:33} {:>7}  {:>9}  {:>9}",
                                                        "check", "", "count", "first", "last")));
    for (const CheckReport* check : wrong) {
        const auto [glyph, tone] = severityOf(analysis::priorityOf(check->check));
        m_page.line(m_page.paint()(tone, fmt::format("{} {:14} {} {:>7}", glyph,
                                                     ts::checkNumber(check->check),
                                                     fit(analysis::checkName(check->check), 33),
                                                     grouped(check->count))) +
                    fmt::format("  {:>9}  {:>9}", timeText(check->first),
                                check->isErrorAtEnd ? "still" : timeText(check->last)));
    }
}

void View::otherChecks() {
    m_page.line();
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
        m_page.flow(fit("  ok", head), fine, Tone::Plain);
    }
    for (const auto& [word, reason] : order) {
        std::vector<std::string> items = why[word + "\n" + reason];
        items.back() += ":";
        items.push_back(reason);
        m_page.flow(fit("  " + word, head), items, Tone::Quiet, " ");
    }
    if (!off.empty()) {
        m_page.flow(fit("  off", head), off, Tone::Quiet);
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
    m_page.line();
    m_page.flow(fit("other PIDs", 12), items, Tone::Quiet, " · ");
}

void View::splices() {
    if (m_report.splices.empty()) {
        return;
    }
    m_page.title(fmt::format("SCTE-35  {}", m_report.splices.size() + m_report.splicesDropped));
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
        m_page.line(m_page.cut(text));
    }
}

void View::events() {
    if (m_report.events.empty()) {
        return;
    }
    const std::size_t most = m_style.hasAllEvents ? m_report.events.size() : eventLines;
    const bool isShort = !m_style.hasAllEvents && m_report.events.size() > most;
    m_page.title(
        fmt::format("events  {}", grouped(m_report.events.size() + m_report.eventsDropped)),
        isShort ? fmt::format("the first {}; --events has all", most) : "");
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
            const bool isVersion = event.kind == "psi" && (key == "from" || key == "to");
            text += fmt::format("  {} {}{}", key, isVersion ? "version " : "", printable(value));
        }
        m_page.line(m_page.cut(text));
    }
}

} // namespace

std::string renderReport(const Report& report, const ReportStyle& style) {
    return View(report, style).render();
}

} // namespace vigie::ctl
