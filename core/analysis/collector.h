// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/analysis/analysis.h"
#include "core/analysis/contentwatch.h"
#include "core/analysis/report.h"
#include "core/es/structure.h"
#include "core/ts/analyzer.h"

namespace vigie::analysis {

/// Bytes with their arrival in, a Report out: the analyzer, the structure of each video PID, and
/// the content of each service where it is asked for. One thread. Memory is bounded by the kinds of
/// things in the stream and by Options::maximumEvents, not by its length.
class Collector final : private ts::AnalyzerSink {
public:
    /// `origin`: the moment that the report calls 0.
    Collector(const Options& options, base::Timestamp origin);
    ~Collector() override;
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    /// Time may have passed since the last call: absence is judged in steps on the way.
    void feed(std::span<const std::byte> bytes, base::Timestamp arrival);
    void advance(base::Timestamp now);
    void restart(base::Timestamp at);
    /// The transport lost packets just before the next feed().
    void gap(std::uint64_t lostPackets, base::Timestamp at);
    /// What the transport tells.
    void note(const std::string& code, const std::string& reason, std::uint64_t count,
              base::Timestamp at);

    [[nodiscard]] const ts::Totals& totals() const { return m_analyzer.totals(); }
    [[nodiscard]] Seconds secondsOf(base::Utc at) const;
    /// Ends what is under way and tells everything. Once; the caller fills in what only it knows
    /// (source, basis of time, cut, link) first in `report`.
    void finish(Report& report, base::Timestamp end);

private:
    void onOccurrence(const ts::Occurrence& occurrence) override;
    void onSplice(const ts::SpliceEvent& event) override;
    void onPsiChange(const ts::PsiChange& change) override;
    void onPesUnit(const ts::PesUnit& unit) override;
    void onInventoryChanged() override { m_isInventoryStale = true; }

    void stepTo(base::Timestamp now);
    void refreshInventory();
    void add(EventReport event);
    void addContentEvents();
    void fillTotals(Report& report, base::Timestamp end) const;
    void fillStreams(Report& report) const;
    void fillChecks(Report& report) const;

    const Options m_options;
    const base::Timestamp m_origin;
    ts::Analyzer m_analyzer;
    std::map<std::uint16_t, es::Structure> m_structures;
    std::unique_ptr<ContentWatch> m_content;
    bool m_isInventoryStale = false;
    std::vector<std::uint16_t> m_services;
    base::Timestamp m_now;
    base::Mono m_contentAt{};
    std::vector<EventReport> m_events;
    std::uint64_t m_eventsDropped = 0;
    std::vector<SpliceReport> m_splices;
    std::uint64_t m_splicesDropped = 0;
};

} // namespace vigie::analysis
