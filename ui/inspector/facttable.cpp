// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/facttable.h"

#include <algorithm>
#include <map>

#include "ui/inspector/metricview.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

namespace {

namespace key = model::key;

/// Metrics that several of them make one line of, or that another table shows.
bool isShownElsewhere(const model::MetricInfo& metric) {
    if (metric.kind == model::MetricKind::Mark || metric.group == "TR 101 290" ||
        metric.group == "Health" || metric.scope == model::Scope::Node ||
        metric.scope == model::Scope::Pid) {
        return true;
    }
    const std::string& name = metric.key;
    static const std::set<std::string, std::less<>> parts{"video.codec",
                                                          "video.profile",
                                                          "video.level",
                                                          "video.scan",
                                                          "video.width",
                                                          "video.height",
                                                          "video.frame_rate",
                                                          "gop.length",
                                                          "gop.interval",
                                                          "gop.anchor_distance",
                                                          "frames.i",
                                                          "frames.p",
                                                          "frames.b",
                                                          "frames.size_i",
                                                          "frames.size_p",
                                                          "frames.size_b",
                                                          "video.qp",
                                                          "video.decode_errors",
                                                          "video.blockiness",
                                                          "audio.correlation",
                                                          "mdi.mlr",
                                                          "leg.b.state",
                                                          "leg.only_b",
                                                          "leg.lost_both",
                                                          "leg.skew_min",
                                                          "leg.skew_max",
                                                          "pcr.accuracy_basis",
                                                          "path.state",
                                                          "ts.sync",
                                                          "ts.bytes",
                                                          "ts.packets",
                                                          "video.luma_mean",
                                                          "video.difference"};
    return parts.contains(name) || name.starts_with(key::audioLevelPrefix) ||
           name.starts_with(key::audioSilencePrefix);
}

} // namespace

FactTable::FactTable(QObject* parent)
    : SideTable({tr("Stream")}, {QString()}, parent), m_groups{timingFacts(),  videoFacts(),
                                                               contentFacts(), soundFacts(),
                                                               textFacts(),    receptionFacts()} {
    for (const FactGroup& group : m_groups) {
        for (const Fact& fact : group.facts) {
            m_known.insert(fact.id);
        }
    }
}

void FactTable::forget() {
    m_facts = {};
    for (std::size_t side = 0; side < 2; ++side) {
        m_facts[side].isThere = twins().paths[side].has_value();
    }
    rebuild();
}

void FactTable::setContact(std::size_t side, bool isInContact) {
    if (m_facts[side].isInContact != isInContact) {
        m_facts[side].isInContact = isInContact;
        rebuild();
    }
}

void FactTable::setLatest(std::size_t side, model::Scope scope, Latest latest) {
    (scope == model::Scope::Input ? m_facts[side].input : m_facts[side].path) = std::move(latest);
    rebuild();
}

std::vector<SideTable::Row> FactTable::rowsOf(const FactGroup& group) const {
    std::vector<Row> rows{{group.id, {group.title}, {}, {}}};
    for (const Fact& fact : group.facts) {
        Row row{fact.id, {fact.name}, {fact.cell(m_facts[0]), fact.cell(m_facts[1])}, fact.meaning};
        const bool isKnown = std::any_of(row.cells.begin(), row.cells.end(),
                                         [](const Cell& cell) { return cell.exported.isValid(); });
        if (isKnown || !fact.isOptional) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::vector<SideTable::Row> FactTable::others() const {
    std::map<std::string, Row> rows;
    for (std::size_t side = 0; side < 2; ++side) {
        for (const Latest* latest : {&m_facts[side].path, &m_facts[side].input}) {
            for (const auto& [name, value] : *latest) {
                if (!value.raw || m_known.contains(name) || isShownElsewhere(value.metric)) {
                    continue;
                }
                Row& row = rows[name];
                row.id = name;
                row.names = {QString::fromStdString(value.metric.name)};
                row.meaning = QString::fromStdString(name);
                row.cells.resize(2, quietCell(theme::unknownFigure(), tr("Not known")));
                row.cells[side] = knownCell(valueText(value), {}, theme::dateTimeText(value.at));
            }
        }
    }
    std::vector<Row> list;
    if (!rows.empty()) {
        list.push_back({"others", {tr("Other figures")}, {}, {}});
    }
    for (auto& [name, row] : rows) {
        list.push_back(std::move(row));
    }
    return list;
}

void FactTable::rebuild() {
    std::vector<Row> rows;
    for (const FactGroup& group : m_groups) {
        for (Row& row : rowsOf(group)) {
            rows.push_back(std::move(row));
        }
    }
    for (Row& row : others()) {
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

} // namespace vigie::ui::inspector
