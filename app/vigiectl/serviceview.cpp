// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/serviceview.h"

#include <fmt/format.h>

#include "app/vigiectl/streamwords.h"
#include "app/vigiectl/table.h"

namespace vigie::ctl {
namespace {

using analysis::Report;
using analysis::ServiceReport;
using analysis::StreamReport;

constexpr std::size_t serviceLines = 12;

class ServiceWriter {
public:
    ServiceWriter(const Report& report, Page& page) : m_report(report), m_page(page) {}
    void services();

private:
    void service(const ServiceReport& service, bool isBrief);
    void stream(const StreamReport& stream);
    void clockOf(const ServiceReport& service);
    void contentOf(const ServiceReport& service);

    const Report& m_report;
    Page& m_page;
};

void ServiceWriter::services() {
    const bool isBrief = m_report.services.size() > 3;
    if (isBrief) {
        m_page.title(fmt::format("{} services", m_report.services.size()));
    }
    std::size_t shown = 0;
    for (const ServiceReport& one : m_report.services) {
        if (++shown > serviceLines) {
            m_page.line(
                m_page.paint()(Tone::Quiet, fmt::format("  and {} more (--json has them)",
                                                        m_report.services.size() - serviceLines)));
            break;
        }
        service(one, isBrief);
    }
    if (m_report.services.empty()) {
        m_page.title("no services");
    }
}

void ServiceWriter::service(const ServiceReport& service, bool isBrief) {
    const auto& figures = service.figures;
    std::string name = printable(figures.name);
    if (!figures.provider.empty()) {
        name += " (" + printable(figures.provider) + ")";
    }
    const std::string pmt = figures.hasPmt ? fmt::format("PMT {}", figures.pmtPid)
                                           : fmt::format("no PMT on {}", figures.pmtPid);
    if (isBrief) {
        std::string what;
        for (const StreamReport& one : service.streams) {
            what += (what.empty() ? "" : " ") +
                    (one.figures.content.empty() ? "data" : one.figures.content);
        }
        what = what.empty() ? pmt : what;
        const std::size_t room = m_page.width() - 50;
        m_page.line(fit(fmt::format("  {:>5}  {}", figures.serviceId, name), 34) + " " +
                    right(rateText(service.bitrate), 12) + "  " +
                    m_page.paint()(Tone::Quiet, columnsOf(what) > room ? fit(what, room) : what));
        return;
    }
    m_page.title(fmt::format("service {}{}{}", figures.serviceId, name.empty() ? "" : "  ", name),
                 fmt::format("{}  {}", pmt, rateText(service.bitrate)));
    for (const StreamReport& one : service.streams) {
        stream(one);
    }
    clockOf(service);
    contentOf(service);
}

void ServiceWriter::stream(const StreamReport& stream) {
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
    const bool isProgramme = figures.streamClass == ts::StreamClass::Video ||
                             figures.streamClass == ts::StreamClass::Audio;
    const std::string rate = isGone ? "no packets" : rateText(stream.bitrate);
    m_page.line(
        fmt::format("  {:>4}  ", figures.pid) + fit(what, 14) + " " +
        fit(rest, m_page.width() - 8 - 15 - 13) +
        m_page.paint()(isGone && isProgramme ? Tone::Critical : Tone::Plain, right(rate, 13)));
    if (stream.structure) {
        const auto facts = groupOf(*stream.structure);
        if (!facts.empty()) {
            m_page.flow("                       ", facts, Tone::Quiet, " · ");
        }
    }
}

void ServiceWriter::clockOf(const ServiceReport& service) {
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
    m_page.flow(head, facts, Tone::Quiet, " · ");
}

void ServiceWriter::contentOf(const ServiceReport& service) {
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
        m_page.flow(head, faults, Tone::Major, " · ");
    } else if (content.figures.picturesDecoded > 0 || content.figures.audioChannels > 0) {
        m_page.flow(head, {"no fault seen"}, Tone::Quiet);
    } else {
        m_page.flow(head, {"nothing could be decoded"}, Tone::Quiet);
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
        m_page.flow("        loudness: ", facts, Tone::Quiet, " · ");
    }
}

} // namespace

void writeServices(const analysis::Report& report, Page& page) {
    ServiceWriter(report, page).services();
}

} // namespace vigie::ctl
