// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/incidentdetails.h"

#include <algorithm>
#include <map>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

constexpr std::size_t mostRecords = 30;

QString colored(const QColor& color, const QString& text) {
    return QStringLiteral("<span style='color:%1'>%2</span>")
        .arg(color.name(), text.toHtmlEscaped());
}

QString quiet(const QString& text) {
    return colored(QColor::fromRgb(theme::color::quiet()), text);
}

QString heading(const QString& text) {
    return QStringLiteral("<p style='margin-top:12px; margin-bottom:2px'>%1</p>")
        .arg(quiet(text.toUpper()));
}

QString paragraph(const QString& text) {
    return QStringLiteral("<p style='margin:0 0 4px 0'>%1</p>").arg(text.toHtmlEscaped());
}

QString bullets(const QStringList& lines) {
    QString html;
    for (const QString& line : lines) {
        html += QStringLiteral("<p style='margin:0 0 3px 10px; text-indent:-10px'>· %1</p>")
                    .arg(line.toHtmlEscaped());
    }
    return html;
}

/// What operators did; empty for what the desk did by itself.
QString recordText(const alarm::Record& record) {
    const QString who = QString::fromStdString(record.operatorName);
    const QString text = QString::fromStdString(record.text);
    const QString until = record.until ? theme::clockText(*record.until) : QString();
    switch (record.kind) {
    case alarm::RecordKind::Acknowledged:
        return IncidentDetails::tr("%1 acknowledged").arg(who);
    case alarm::RecordKind::Reset:
        return IncidentDetails::tr("%1 reset it").arg(who);
    case alarm::RecordKind::Shelved:
        return IncidentDetails::tr("%1 shelved it until %2: %3").arg(who, until, text);
    case alarm::RecordKind::Unshelved:
        return IncidentDetails::tr("%1 unshelved it").arg(who);
    case alarm::RecordKind::OutOfService:
        return IncidentDetails::tr("%1 took it out of service: %2").arg(who, text);
    case alarm::RecordKind::ReturnedToService:
        return IncidentDetails::tr("%1 returned it to service").arg(who);
    case alarm::RecordKind::Commented:
        return IncidentDetails::tr("%1: “%2”").arg(who, text);
    case alarm::RecordKind::Assigned:
        return text.isEmpty() ? IncidentDetails::tr("%1 assigned it to nobody").arg(who)
                              : IncidentDetails::tr("%1 assigned it to %2").arg(who, text);
    case alarm::RecordKind::Undone:
        return IncidentDetails::tr("%1 took an action back").arg(who);
    case alarm::RecordKind::HandedOver:
        return IncidentDetails::tr("%1 handed it over to %2").arg(who, text);
    default: // what the desk did by itself is not asked for
        return {};
    }
}

} // namespace

IncidentDetails::IncidentDetails(desk::DeskContext& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_text(new QTextBrowser(this)),
      m_why(new QPushButton(tr("Why? (W)"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 0, 0, 6);
    auto* row = new QHBoxLayout;
    auto* title = new QLabel(tr("DETAILS"), this);
    title->setFont(theme::headingFont());
    title->setProperty("role", QStringLiteral("heading"));
    row->addWidget(title, 1);
    m_why->setToolTip(tr("Why the rule holds or not, with its figures now"));
    row->addWidget(m_why);
    column->addLayout(row);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenExternalLinks(true);
    m_text->setAccessibleName(tr("Details"));
    m_text->setFont(theme::textFont());
    column->addWidget(m_text, 1);
    connect(m_why, &QPushButton::clicked, this, &IncidentDetails::explain);
    connect(&m_desk, &desk::DeskContext::placeChanged, this, [this] {
        // The same incident had another history by then.
        m_line.reset();
        m_shown = {};
    });
    show(nullptr);
}

void IncidentDetails::show(const Line* line) {
    m_snapshot = m_desk.snapshot(); // the line points into it
    m_line = line != nullptr ? std::optional<Line>(*line) : std::nullopt;
    LineId id{};
    if (line != nullptr) {
        id = line->incident != nullptr  ? LineId{line->incident->id, 0}
             : line->speaker != nullptr ? LineId{0, line->speaker->id}
                                        : LineId{};
    }
    const bool isOther = id != m_shown;
    m_shown = id;
    if (isOther) {
        m_records.clear();
        m_historyError.clear();
        m_explanation.clear();
        if (id != LineId{}) {
            askHistory();
        }
    }
    m_why->setEnabled(m_line && m_line->speaker != nullptr);
    compose();
    if (isOther) {
        m_text->verticalScrollBar()->setValue(0);
    }
}

void IncidentDetails::askHistory() {
    journal::HistoryQuery query;
    query.incidentId = m_shown.first;
    query.alarmId = m_shown.second;
    query.kinds = {alarm::RecordKind::Acknowledged, alarm::RecordKind::Reset,
                   alarm::RecordKind::Shelved,      alarm::RecordKind::Unshelved,
                   alarm::RecordKind::OutOfService, alarm::RecordKind::ReturnedToService,
                   alarm::RecordKind::Commented,    alarm::RecordKind::Assigned,
                   alarm::RecordKind::Undone,       alarm::RecordKind::HandedOver};
    query.most = mostRecords;
    m_desk.queryHistory(std::move(query), this, [this, id = m_shown](journal::History found) {
        if (id == m_shown) {
            m_records = std::move(found.records);
            m_historyError = QString::fromStdString(found.error);
            compose();
        }
    });
}

void IncidentDetails::explain() {
    if (!m_line || m_line->speaker == nullptr) {
        return;
    }
    m_desk.queryExplanation(m_line->speaker->subject, m_line->speaker->ruleId, this,
                            [this, id = m_shown](const alarm::Explanation& explanation) {
                                if (id == m_shown) {
                                    m_explanation =
                                        theme::explanationText(*m_desk.snapshot(), explanation);
                                    compose();
                                }
                            });
}

void IncidentDetails::compose() {
    const QString html = m_line ? page(*m_line)
                                : paragraph(tr("Choose a line to see why it is "
                                               "there and what to do."));
    if (html == m_html) {
        return;
    }
    m_html = html;
    const int at = m_text->verticalScrollBar()->value();
    m_text->setHtml(html);
    m_text->verticalScrollBar()->setValue(at);
}

QString IncidentDetails::page(const Line& line) const {
    QString html = QStringLiteral("<p style='margin:0 0 6px 0'>%1 <b>%2</b></p>")
                       .arg(colored(theme::severityColor(line.severity),
                                    theme::severityGlyph(line.severity) + QLatin1Char(' ') +
                                        theme::severityWord(line.severity).toUpper()),
                            lineText(*m_snapshot, line).toHtmlEscaped());
    html += paragraph(
        tr("Since %1. State: %2.").arg(theme::dateTimeText(line.since()), stateText(line)));
    if (line.incident != nullptr) {
        html += paragraph(tr("Affects %1.").arg(theme::incidentExtentText(*line.incident)));
        if (line.incident->ended) {
            html += paragraph(tr("Over since %1.").arg(theme::dateTimeText(*line.incident->ended)));
        }
        html += causeOf(*line.incident);
    }
    if (line.speaker != nullptr) {
        const QString usual = theme::usualText(*m_snapshot, *line.speaker);
        if (!usual.isEmpty()) {
            html += paragraph(usual);
        }
        if (line.speaker->shelf) {
            html += paragraph(tr("Shelved by %1 until %2: %3")
                                  .arg(QString::fromStdString(line.speaker->shelf->operatorName),
                                       theme::clockText(line.speaker->shelf->until),
                                       QString::fromStdString(line.speaker->shelf->reason)));
        }
    }
    if (!m_explanation.isEmpty()) {
        html += heading(tr("Why")) + bullets(m_explanation);
    }
    return html + todoOf(line) + history() + childrenOf(line);
}

QString IncidentDetails::causeOf(const alarm::Incident& incident) const {
    const auto suspect = [this](const alarm::Suspect& of) {
        QStringList lines;
        for (const auto& fact : of.evidence) {
            lines << theme::evidenceText(*m_snapshot, fact, of.hop);
        }
        return bullets(lines);
    };
    const QString where = QStringLiteral("%1 %2").arg(
        theme::hopWord(incident.cause.hop.type), theme::hopText(*m_snapshot, incident.cause.hop));
    QString html = heading(incident.isNamed ? tr("Cause") : tr("Cause not certain"));
    html +=
        paragraph(incident.isNamed
                      ? tr("%1 (%2 %)").arg(where).arg(theme::figure(incident.cause.score * 100, 0))
                      : tr("The alarms meet at %1; the evidence does not carry it.").arg(where));
    html += suspect(incident.cause);
    if (incident.runnerUp) {
        html += heading(tr("Runner-up"));
        html += paragraph(tr("%1 %2 (%3 %)")
                              .arg(theme::hopWord(incident.runnerUp->hop.type),
                                   theme::hopText(*m_snapshot, incident.runnerUp->hop),
                                   theme::figure(incident.runnerUp->score * 100, 0)));
        html += suspect(*incident.runnerUp);
    }
    return html;
}

QString IncidentDetails::todoOf(const Line& line) const {
    const std::string& ruleId = line.incident != nullptr  ? line.incident->ruleId
                                : line.speaker != nullptr ? line.speaker->ruleId
                                                          : std::string();
    const alarm::Rule* rule = m_snapshot->rules->find(ruleId);
    if (rule == nullptr) {
        return {};
    }
    QString html = heading(tr("What to do"));
    const QString todo = theme::ruleText(rule->todo);
    html += todo.isEmpty() ? QStringLiteral("<p>%1</p>").arg(quiet(tr("The rule does not say.")))
                           : paragraph(todo);
    const QUrl link(QString::fromStdString(rule->link), QUrl::StrictMode);
    if (link.isValid() &&
        (link.scheme() == QLatin1String("https") || link.scheme() == QLatin1String("http"))) {
        html += QStringLiteral("<p style='margin:0 0 4px 0'><a href='%1'>%2</a></p>")
                    .arg(QString::fromLatin1(link.toEncoded()).toHtmlEscaped(),
                         link.toDisplayString().toHtmlEscaped());
    }
    return html + QStringLiteral("<p style='margin:0'>%1</p>")
                      .arg(quiet(tr("Rule: %1 (%2)")
                                     .arg(theme::ruleName(*m_snapshot, ruleId),
                                          QString::fromStdString(ruleId))));
}

QString IncidentDetails::childrenOf(const Line& line) const {
    if (line.alarms.size() < 2) {
        return {};
    }
    std::map<QString, int> kinds;
    for (const auto* alarm : line.alarms) {
        ++kinds[theme::faultText(alarm->kind, std::nullopt)];
    }
    QStringList lines{tr("%1 alarms: %2 present, %3 not acknowledged, %4 hidden.")
                          .arg(line.alarms.size())
                          .arg(line.present)
                          .arg(line.unacknowledged)
                          .arg(line.alarms.size() - line.annunciated)};
    for (const auto& [kind, count] : kinds) {
        lines << QStringLiteral("%1 × %2").arg(count).arg(kind);
    }
    return heading(tr("Alarms")) + bullets(lines);
}

QString IncidentDetails::history() const {
    QStringList lines;
    for (const auto& record : m_records) {
        const QString text = recordText(record);
        // A bulk action is one record for each alarm; here it is one line.
        const QString entry =
            text.isEmpty() ? text : QStringLiteral("%1 %2").arg(theme::clockText(record.at), text);
        if (!entry.isEmpty() && !lines.contains(entry)) {
            lines << entry;
        }
    }
    if (!m_historyError.isEmpty()) {
        lines << tr("The journal can not be read: %1").arg(m_historyError);
    }
    const bool isAssigned =
        m_line && m_line->speaker != nullptr && !m_line->speaker->assignedTo.empty();
    if (isAssigned) {
        lines.prepend(
            tr("Assigned to %1").arg(QString::fromStdString(m_line->speaker->assignedTo)));
    }
    return lines.isEmpty() ? QString() : heading(tr("Said and done")) + bullets(lines);
}

QString IncidentDetails::plainText() const {
    return m_text->toPlainText();
}

} // namespace vigie::ui::alarms
