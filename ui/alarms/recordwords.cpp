// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/recordwords.h"

#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

using alarm::RecordKind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::alarms)
};

QString inUserLanguage(const alarm::Text& text) {
    const bool isFrench = QLocale().language() == QLocale::French && !text.fr.empty();
    return QString::fromStdString(isFrench ? text.fr : text.en);
}

QString number(double value) {
    // Three figures are what a person compares; trailing zeros say nothing.
    const double size = std::abs(value);
    if (size != 0 && (size < 0.001 || size >= 1e9)) {
        return QString::number(value, 'g', 3);
    }
    QString text = QString::number(value, 'f', size >= 100 ? 1 : size >= 1 ? 2 : 3);
    while (text.endsWith(QLatin1Char('0'))) {
        text.chop(1);
    }
    if (text.endsWith(QLatin1Char('.'))) {
        text.chop(1);
    }
    return text;
}

QString withUnit(const QString& figure, const QString& unit) {
    return unit.isEmpty() ? figure : figure + QLatin1Char(' ') + unit;
}

QString secondsText(std::chrono::milliseconds time) {
    return Words::tr("%1 s").arg(number(static_cast<double>(time.count()) / 1000.0));
}

QString stepText(const alarm::Step& step, const QString& unit) {
    QString condition;
    switch (step.compare) {
    case alarm::Compare::Is: {
        QStringList states;
        for (const std::int64_t state : step.states) {
            states << QString::number(state);
        }
        condition = Words::tr("state is %1").arg(states.join(Words::tr(" or ")));
        break;
    }
    case alarm::Compare::Above:
        condition = Words::tr("above %1, returns at %2")
                        .arg(withUnit(number(step.limit), unit), number(step.clear));
        break;
    case alarm::Compare::Below:
        condition = Words::tr("below %1, returns at %2")
                        .arg(withUnit(number(step.limit), unit), number(step.clear));
        break;
    }
    return Words::tr("%1: %2; on-delay %3, off-delay %4")
        .arg(theme::severityWord(step.severity), condition, secondsText(step.onDelay),
             secondsText(step.offDelay));
}

QString whereText(const alarm::Where& where) {
    QStringList parts;
    const auto add = [&parts](const QString& what, const std::vector<std::string>& names) {
        if (!names.empty()) {
            QStringList list;
            for (const std::string& name : names) {
                list << QString::fromStdString(name);
            }
            parts << what.arg(list.join(QStringLiteral(", ")));
        }
    };
    add(Words::tr("regions %1"), where.regions);
    add(Words::tr("feeds %1"), where.feeds);
    add(Words::tr("sports %1"), where.sports);
    add(Words::tr("nodes %1"), where.nodes);
    add(Words::tr("inputs %1"), where.inputs);
    const auto addWords = [&](const QString& what, const auto& values) {
        std::vector<std::string> names;
        for (const auto value : values) {
            names.emplace_back(model::toString(value));
        }
        add(what, names);
    };
    addWords(Words::tr("paths of kind %1"), where.kinds);
    addWords(Words::tr("transport %1"), where.transports);
    if (!where.importances.empty()) {
        QStringList list;
        for (const auto importance : where.importances) {
            switch (importance) {
            case model::Importance::Low:
                list << Words::tr("low");
                break;
            case model::Importance::Normal:
                list << Words::tr("normal");
                break;
            case model::Importance::High:
                list << Words::tr("high");
                break;
            }
        }
        parts << Words::tr("importance %1").arg(list.join(QStringLiteral(", ")));
    }
    return parts.isEmpty() ? Words::tr("everywhere") : parts.join(QStringLiteral("; "));
}

} // namespace

RecordGroup groupOf(RecordKind kind) {
    switch (kind) {
    case RecordKind::Raised:
    case RecordKind::RaisedAgain:
    case RecordKind::SeverityChanged:
    case RecordKind::Cleared:
    case RecordKind::Latched:
    case RecordKind::Closed:
    case RecordKind::ShelfEnded:
    case RecordKind::Suppressed:
    case RecordKind::Released:
        return RecordGroup::Alarms;
    case RecordKind::Acknowledged:
    case RecordKind::Unacknowledged:
    case RecordKind::Reset:
    case RecordKind::Shelved:
    case RecordKind::Unshelved:
    case RecordKind::OutOfService:
    case RecordKind::ReturnedToService:
    case RecordKind::MaintenanceBegan:
    case RecordKind::MaintenanceEnded:
    case RecordKind::Commented:
    case RecordKind::Assigned:
    case RecordKind::Undone:
    case RecordKind::SignedOn:
    case RecordKind::SignedOff:
    case RecordKind::HandedOver:
    case RecordKind::Muted:
    case RecordKind::Refused:
        return RecordGroup::Operators;
    case RecordKind::IncidentOpened:
    case RecordKind::IncidentChanged:
    case RecordKind::IncidentEnded:
        return RecordGroup::Incidents;
    case RecordKind::RulesLoaded:
    case RecordKind::RulesRefused:
    case RecordKind::Restarted:
        return RecordGroup::Rules;
    }
    return RecordGroup::Alarms;
}

QString groupText(RecordGroup group) {
    switch (group) {
    case RecordGroup::Alarms:
        return Words::tr("Alarms");
    case RecordGroup::Operators:
        return Words::tr("Operator actions");
    case RecordGroup::Incidents:
        return Words::tr("Incidents");
    case RecordGroup::Rules:
        return Words::tr("Rules and desk");
    }
    return {};
}

const std::vector<RecordKind>& allRecordKinds() {
    static const std::vector<RecordKind> all = [] {
        std::vector<RecordKind> kinds;
        for (int i = 0; i <= static_cast<int>(RecordKind::Refused); ++i) {
            kinds.push_back(static_cast<RecordKind>(i));
        }
        return kinds;
    }();
    return all;
}

QString recordText(RecordKind kind) {
    switch (kind) {
    case RecordKind::Raised:
        return Words::tr("raised");
    case RecordKind::RaisedAgain:
        return Words::tr("raised again");
    case RecordKind::SeverityChanged:
        return Words::tr("severity changed");
    case RecordKind::Cleared:
        return Words::tr("returned to normal");
    case RecordKind::Latched:
        return Words::tr("latched");
    case RecordKind::Closed:
        return Words::tr("closed");
    case RecordKind::Acknowledged:
        return Words::tr("acknowledged");
    case RecordKind::Unacknowledged:
        return Words::tr("acknowledgement taken back");
    case RecordKind::Reset:
        return Words::tr("reset");
    case RecordKind::Shelved:
        return Words::tr("shelved");
    case RecordKind::Unshelved:
        return Words::tr("unshelved");
    case RecordKind::ShelfEnded:
        return Words::tr("shelf time ended");
    case RecordKind::Suppressed:
        return Words::tr("suppressed by design");
    case RecordKind::Released:
        return Words::tr("suppression ended");
    case RecordKind::OutOfService:
        return Words::tr("out of service");
    case RecordKind::ReturnedToService:
        return Words::tr("returned to service");
    case RecordKind::MaintenanceBegan:
        return Words::tr("maintenance began");
    case RecordKind::MaintenanceEnded:
        return Words::tr("maintenance ended");
    case RecordKind::Commented:
        return Words::tr("comment");
    case RecordKind::Assigned:
        return Words::tr("assigned");
    case RecordKind::Undone:
        return Words::tr("undone");
    case RecordKind::SignedOn:
        return Words::tr("signed on");
    case RecordKind::SignedOff:
        return Words::tr("signed off");
    case RecordKind::HandedOver:
        return Words::tr("handed over");
    case RecordKind::Muted:
        return Words::tr("sounds muted");
    case RecordKind::RulesLoaded:
        return Words::tr("rules loaded");
    case RecordKind::RulesRefused:
        return Words::tr("rules refused");
    case RecordKind::IncidentOpened:
        return Words::tr("incident opened");
    case RecordKind::IncidentChanged:
        return Words::tr("incident changed");
    case RecordKind::IncidentEnded:
        return Words::tr("incident ended");
    case RecordKind::Restarted:
        return Words::tr("desk started");
    case RecordKind::Refused:
        return Words::tr("refused");
    }
    return {};
}

QString subjectText(const engine::Snapshot& snapshot, const alarm::Subject& subject,
                    const std::string& feedId) {
    QString text;
    if (!feedId.empty()) {
        text = theme::feedTitle(snapshot, feedId);
        const engine::PathStatus* path = snapshot.findPath({subject.nodeId, subject.id});
        if (path != nullptr) {
            text += QLatin1Char(' ') + theme::pathKindGlyph(path->kind);
        }
        if (!subject.nodeId.empty()) {
            text += QLatin1Char(' ') + theme::nodeName(snapshot, subject.nodeId);
        }
        return text;
    }
    if (!subject.nodeId.empty()) {
        text = theme::nodeName(snapshot, subject.nodeId);
    }
    if (!subject.id.empty()) {
        text += (text.isEmpty() ? QString() : QStringLiteral(" · ")) +
                QString::fromStdString(subject.id);
    }
    return text;
}

QString ruleText(const alarm::RuleSet& rules, const std::string& ruleId) {
    QStringList lines;
    for (const alarm::Rule& rule : rules.rules) {
        if (rule.id != ruleId) {
            continue;
        }
        if (!lines.isEmpty()) {
            lines << QString();
        }
        const QString name = inUserLanguage(rule.name);
        QString head = QString::fromStdString(rule.id);
        if (!name.isEmpty()) {
            head += QStringLiteral(" — ") + name;
        }
        lines << head;
        if (!rule.definedAt.empty()) {
            lines << Words::tr("Defined at %1").arg(QString::fromStdString(rule.definedAt));
        }
        lines << Words::tr("Reads %1").arg(QString::fromStdString(rule.signal));
        const QString unit = QString::fromStdString(rule.unit);
        for (const alarm::Step& step : rule.steps) {
            lines << stepText(step, unit);
        }
        lines << Words::tr("Holds for: %1").arg(whereText(rule.where));
        if (!rule.isEnabled) {
            lines << Words::tr("Disabled");
        }
        if (rule.isLatched) {
            lines << Words::tr("Latched: stays until an operator resets it");
        }
        if (!rule.unless.empty()) {
            QStringList others;
            for (const std::string& other : rule.unless) {
                others << QString::fromStdString(other);
            }
            lines << Words::tr("Explained by: %1").arg(others.join(QStringLiteral(", ")));
        }
        const QString todo = inUserLanguage(rule.todo);
        if (!todo.isEmpty()) {
            lines << Words::tr("What to do: %1").arg(todo);
        }
        if (!rule.link.empty()) {
            lines << QString::fromStdString(rule.link);
        }
    }
    if (lines.isEmpty()) {
        return ruleId.empty() ? QString()
                              : Words::tr("%1 is not among the rules in force.")
                                    .arg(QString::fromStdString(ruleId));
    }
    return lines.join(QLatin1Char('\n'));
}

QString ruleUnit(const alarm::RuleSet& rules, const std::string& ruleId) {
    for (const alarm::Rule& rule : rules.rules) {
        if (rule.id == ruleId) {
            return QString::fromStdString(rule.unit);
        }
    }
    return {};
}

QString valueText(std::optional<double> value, const QString& unit) {
    return value ? withUnit(number(*value), unit) : QString();
}

QString momentText(base::Utc at) {
    return theme::toShownDateTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) +
           QLatin1Char(' ') + theme::zoneName(at);
}

} // namespace vigie::ui::alarms
