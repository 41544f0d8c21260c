// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/alarmspans.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"

namespace vigie::ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

using alarm::RecordKind;

/// Puts the records of one alarm in order into stretches.
class Builder {
public:
    Builder(std::size_t side, base::Utc from) : m_side(side), m_from(from) {}

    void take(const alarm::Record& record) {
        switch (record.kind) {
        case RecordKind::Raised:
        case RecordKind::RaisedAgain:
            if (m_open) {
                return;
            }
            m_open = AlarmSpan{record.alarmId, m_side,       record.at,
                               false,          std::nullopt, record.severity,
                               record.ruleId,  record.value, record.incidentId};
            break;
        case RecordKind::SeverityChanged:
            openBefore(record);
            m_open->severity = std::max(m_open->severity, record.severity);
            break;
        case RecordKind::Cleared:
        case RecordKind::Latched:
            // A latched alarm's second record is of what is over already.
            if (!m_open && m_hasEnded) {
                return;
            }
            openBefore(record);
            m_open->to = record.at;
            m_spans.push_back(*m_open);
            m_open.reset();
            m_hasEnded = true;
            break;
        default:
            break;
        }
        if (m_open && record.incidentId != 0) {
            m_open->incidentId = record.incidentId;
        }
    }
    /// The book has it: present since then, or gone.
    void take(const engine::AlarmStatus& alarm) {
        if (alarm.isPresent() && !m_open) {
            m_open =
                AlarmSpan{alarm.id,       m_side,       alarm.since, false,           std::nullopt,
                          alarm.severity, alarm.ruleId, alarm.value, alarm.incidentId};
        } else if (alarm.isPresent()) {
            m_open->incidentId = alarm.incidentId;
        } else if (!m_open && m_spans.empty() && alarm.cleared) {
            m_spans.push_back({alarm.id, m_side, alarm.since, false, alarm.cleared, alarm.severity,
                               alarm.ruleId, alarm.value, alarm.incidentId});
        } else if (m_open && alarm.cleared) {
            m_open->to = alarm.cleared;
        }
    }
    void finish(std::vector<AlarmSpan>& into) {
        if (m_open) {
            m_spans.push_back(*m_open);
        }
        into.insert(into.end(), m_spans.begin(), m_spans.end());
    }

private:
    void openBefore(const alarm::Record& record) {
        if (!m_open) {
            m_open = AlarmSpan{record.alarmId, m_side,       m_from,
                               true,           std::nullopt, record.severity,
                               record.ruleId,  record.value, record.incidentId};
        }
    }
    std::size_t m_side;
    base::Utc m_from;
    std::optional<AlarmSpan> m_open;
    std::vector<AlarmSpan> m_spans;
    bool m_hasEnded = false;
};

} // namespace

std::optional<std::size_t> sideOf(const Twins& twins, const alarm::Subject& subject) {
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = twins.paths[side];
        if (!twin || twin->ref.nodeId != subject.nodeId) {
            continue;
        }
        const bool isOurs =
            subject.scope == model::Scope::Node ||
            (subject.scope == model::Scope::Path && subject.id == twin->ref.pathId) ||
            (subject.scope == model::Scope::Input && subject.id == twin->input.id);
        if (isOurs) {
            return side;
        }
    }
    return std::nullopt;
}

std::vector<AlarmSpan> alarmSpans(const engine::Snapshot& snapshot,
                                  const std::vector<alarm::Record>& records, const Twins& twins,
                                  base::Utc from) {
    std::vector<const alarm::Record*> sorted;
    for (const alarm::Record& record : records) {
        if (record.alarmId != 0 && record.isAnnunciated) {
            sorted.push_back(&record);
        }
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const auto* a, const auto* b) { return a->sequence < b->sequence; });
    std::map<std::uint64_t, Builder> builders;
    for (const alarm::Record* record : sorted) {
        if (const auto side = sideOf(twins, record->subject)) {
            builders.try_emplace(record->alarmId, *side, from).first->second.take(*record);
        }
    }
    for (const engine::AlarmStatus& alarm : snapshot.alarms) {
        const auto side = sideOf(twins, alarm.subject);
        if (side && alarm.isAnnunciated()) {
            builders.try_emplace(alarm.id, *side, from).first->second.take(alarm);
        }
    }
    std::vector<AlarmSpan> spans;
    for (auto& [id, builder] : builders) {
        builder.finish(spans);
    }
    std::stable_sort(spans.begin(), spans.end(),
                     [](const AlarmSpan& a, const AlarmSpan& b) { return a.from < b.from; });
    return spans;
}

QString spanText(const engine::Snapshot& snapshot, const AlarmSpan& span, const Twins& twins) {
    const QString began = span.isOpenBefore
                              ? Words::tr("before %1").arg(theme::clockText(span.from))
                              : theme::clockText(span.from);
    const base::Utc until = span.to.value_or(snapshot.now);
    const QString time =
        span.to
            ? QStringLiteral("%1 – %2 (%3)")
                  .arg(began, theme::clockText(*span.to), theme::durationText(until - span.from))
            : Words::tr("since %1 (%2)").arg(began, theme::durationText(until - span.from));
    return QStringLiteral("%1 %2 · %3 · %4 · %5")
        .arg(theme::severityGlyph(span.severity), theme::severityWord(span.severity),
             theme::ruleName(snapshot, span.ruleId), twinTitle(twins, span.side), time);
}

std::string signalOf(const engine::Snapshot& snapshot, const AlarmSpan& span) {
    const alarm::Rule* rule = snapshot.rules->find(span.ruleId);
    return rule != nullptr ? rule->signal : std::string();
}

} // namespace vigie::ui::inspector
