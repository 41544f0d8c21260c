// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/incidentfilter.h"

#include <algorithm>
#include <utility>

#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

constexpr std::size_t mostWords = 20'000;

bool isIn(const QStringList& wanted, const QString& text) {
    return std::all_of(wanted.begin(), wanted.end(), [&text](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

void IncidentSieve::setFilter(IncidentFilter filter) {
    m_filter = std::move(filter);
    m_wanted = m_filter.text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

bool IncidentSieve::passes(const engine::AlarmStatus& alarm) const {
    if (alarm.severity < m_filter.least ||
        (!m_filter.regionId.empty() && alarm.regionId != m_filter.regionId) ||
        (!m_filter.nodeId.empty() && alarm.nodeId != m_filter.nodeId)) {
        return false;
    }
    if (!m_filter.operatorName.empty() && alarm.assignedTo != m_filter.operatorName &&
        alarm.acknowledgedBy != m_filter.operatorName &&
        !(alarm.shelf && alarm.shelf->operatorName == m_filter.operatorName)) {
        return false;
    }
    switch (m_filter.show) {
    case Show::Open: // the line decides: see pass()
    case Show::All:
        return true;
    case Show::Unacknowledged:
        return alarm.isAnnunciated() && alarm.isUnacknowledged();
    case Show::Returned:
        return alarm.isAnnunciated() && !alarm.isPresent();
    case Show::Shelved:
        return alarm.shelf.has_value();
    case Show::Hidden:
        return alarm.suppressed != 0 || alarm.isOutOfService;
    }
    return false;
}

bool IncidentSieve::contains(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm) {
    auto found = m_words.find(alarm.id);
    if (found == m_words.end()) {
        if (m_words.size() >= mostWords) {
            m_words.clear();
        }
        const QStringList words{
            theme::alarmText(snapshot, alarm),        theme::regionName(snapshot, alarm.regionId),
            theme::ruleName(snapshot, alarm.ruleId),  QString::fromStdString(alarm.ruleId),
            QString::fromStdString(alarm.subject.id), QString::fromStdString(alarm.feedId),
            theme::severityWord(alarm.severity)};
        found = m_words.emplace(alarm.id, words.join(QLatin1Char(' '))).first;
    }
    QString text = found->second;
    for (const std::string* more : {&alarm.comment, &alarm.assignedTo, &alarm.acknowledgedBy}) {
        if (!more->empty()) {
            text += QLatin1Char(' ') + QString::fromStdString(*more);
        }
    }
    return isIn(m_wanted, text);
}

std::vector<const engine::AlarmStatus*> IncidentSieve::pass(const engine::Snapshot& snapshot,
                                                            const Line& line) {
    if (m_filter.show == Show::Open && !line.isOpen() && line.state != LineState::Shelved) {
        return {};
    }
    const bool isWholeLine = m_wanted.isEmpty() || isIn(m_wanted, lineText(snapshot, line));
    std::vector<const engine::AlarmStatus*> passed;
    for (const auto* alarm : line.alarms) {
        if (passes(*alarm) && (isWholeLine || contains(snapshot, *alarm))) {
            passed.push_back(alarm);
        }
    }
    return passed;
}

} // namespace vigie::ui::alarms
