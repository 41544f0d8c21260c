// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/placebadge.h"

#include <algorithm>

#include <QAccessible>
#include <QHBoxLayout>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"
#include "ui/theme/palette.h"
#include "ui/timeline/timewords.h"

namespace vigie::ui::timeline {

namespace {

QString badge(QRgb text, QRgb ground) {
    return QStringLiteral("QToolButton { color: %1; background: %2; border: 1px solid %2; "
                          "border-radius: 3px; padding: 3px 10px; }"
                          "QToolButton:focus { border-color: %3; }")
        .arg(QColor::fromRgb(text).name(), QColor::fromRgb(ground).name(),
             QColor::fromRgb(theme::color::focus()).name());
}

/// Critical, present or not, that nobody has acknowledged.
std::vector<const alarm::Incident*> openCritical(const engine::Snapshot& snapshot) {
    std::vector<const alarm::Incident*> open;
    for (const alarm::Incident& incident : snapshot.incidents) {
        if (incident.severity != engine::Severity::Critical || incident.ended) {
            continue;
        }
        const bool isUnseen = std::any_of(
            incident.alarms.begin(), incident.alarms.end(), [&snapshot](std::uint64_t id) {
                const auto* alarm = snapshot.findAlarm(id);
                return alarm != nullptr && alarm->isAnnunciated() && alarm->isUnacknowledged();
            });
        if (isUnseen) {
            open.push_back(&incident);
        }
    }
    return open;
}

const engine::AlarmStatus* speakerOf(const engine::Snapshot& snapshot,
                                     const alarm::Incident& incident) {
    for (const std::uint64_t id : incident.alarms) {
        const auto* alarm = snapshot.findAlarm(id);
        if (alarm != nullptr && alarm->kind == incident.fault) {
            return alarm;
        }
    }
    return nullptr;
}

} // namespace

PlaceBadge::PlaceBadge(TimeMachine& time, QWidget* parent) : QToolButton(parent), m_time(time) {
    setFont(theme::textFont(13, QFont::Bold));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setObjectName(QStringLiteral("PlaceBadge"));
    connect(this, &QToolButton::clicked, &m_time, &TimeMachine::goLive);
    connect(&m_time, &TimeMachine::placeChanged, this, &PlaceBadge::showPlace);
    connect(&m_time, &TimeMachine::moved, this, &PlaceBadge::showPlace);
    // The distance grows while nothing moves.
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &PlaceBadge::showPlace);
    m_timer.start();
    showPlace();
}

void PlaceBadge::setBrief(bool isBrief) {
    if (m_isBrief != isBrief) {
        m_isBrief = isBrief;
        showPlace();
    }
}

void PlaceBadge::showPlace() {
    QString text;
    QString style;
    QString toolTip;
    const QString sign = m_time.playing() > 0 ? QStringLiteral("▶") : QStringLiteral("▮▮");
    switch (m_time.place()) {
    case TimeMachine::Place::Live:
        text = tr("● LIVE");
        toolTip = tr("The desk shows the present");
        style = badge(theme::color::live(), theme::color::liveGround());
        break;
    case TimeMachine::Place::Past:
        text = m_isBrief ? tr("%1 PAST %2").arg(sign, momentText(m_time.at(), m_time.now()))
                         : tr("%1 PAST %2 · %3")
                               .arg(sign, momentText(m_time.at(), m_time.now()),
                                    distanceText(m_time.now() - m_time.at()));
        toolTip = tr("The whole desk shows the past. Press to go back to now (L)");
        style = badge(theme::color::minor(), theme::color::pastGround());
        break;
    case TimeMachine::Place::Replay:
        text = m_isBrief ? tr("%1 REPLAY %2").arg(sign, theme::clockText(m_time.at()))
                         : tr("%1 REPLAY %2 · %3")
                               .arg(sign, m_time.replayName(),
                                    theme::toShownDateTime(m_time.at())
                                        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")));
        toolTip = tr("A recording is shown. Nothing is sent outward, nothing can be done in it");
        style = badge(theme::color::minor(), theme::color::pastGround());
        break;
    }
    if (this->text() != text) {
        setText(text);
        setAccessibleName(text);
    }
    if (this->toolTip() != toolTip) {
        setToolTip(toolTip);
        setStyleSheet(style);
    }
}

LiveAlert::LiveAlert(desk::DeskContext& desk, TimeMachine& time, QWidget* parent)
    : QFrame(parent), m_desk(desk), m_text(new QLabel(this)) {
    setObjectName(QStringLiteral("LiveAlert"));
    setAttribute(Qt::WA_StyledBackground);
    const QColor color = theme::severityColor(engine::Severity::Critical);
    const QColor on = theme::onSeverityColor(engine::Severity::Critical);
    setStyleSheet(
        QStringLiteral("#LiveAlert { background: %1; }"
                       "#LiveAlert QLabel { color: %2; }"
                       "#LiveAlert QToolButton { color: %2; border: 1px solid %2; "
                       "border-radius: 3px; padding: 3px 12px; }"
                       "#LiveAlert QToolButton:focus { background: %3; }")
            .arg(color.name(), on.name(), QColor::fromRgb(theme::color::selection()).name()));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 5, 10, 5);
    m_text->setFont(theme::textFont(14, QFont::Bold));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_text, 1);
    auto* live = new QToolButton(this);
    live->setText(tr("Go live (L)"));
    live->setAccessibleName(tr("Go live"));
    connect(live, &QToolButton::clicked, &time, &TimeMachine::goLive);
    row->addWidget(live);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("×"));
    close->setAccessibleName(tr("Close the message"));
    close->setToolTip(tr("Stay in the past; the next one is told again"));
    connect(close, &QToolButton::clicked, this, &LiveAlert::dismiss);
    row->addWidget(close);
    connect(&m_desk, &desk::DeskContext::placeChanged, this, &LiveAlert::onPlace);
    connect(&m_desk, &desk::DeskContext::liveSnapshotChanged, this, &LiveAlert::onLive);
    hide();
}

QString LiveAlert::text() const {
    return isVisibleTo(parentWidget()) ? m_text->text() : QString();
}

void LiveAlert::onPlace() {
    m_told.clear();
    m_known.clear();
    hide();
    if (const auto live = m_desk.liveSnapshot(); live && !m_desk.isLive()) {
        for (const auto* incident : openCritical(*live)) {
            m_known.insert(incident->id);
        }
    }
}

void LiveAlert::onLive(const engine::SnapshotPtr& snapshot) {
    if (m_desk.isLive()) {
        return;
    }
    std::vector<const alarm::Incident*> fresh;
    std::set<std::uint64_t> open;
    for (const auto* incident : openCritical(*snapshot)) {
        open.insert(incident->id);
        if (m_known.count(incident->id) == 0) {
            fresh.push_back(incident);
        }
    }
    // What was seen and comes again is new again.
    std::erase_if(m_known, [&open](std::uint64_t id) { return open.count(id) == 0; });
    if (fresh.empty()) {
        m_told.clear();
        hide();
        return;
    }
    const alarm::Incident& newest = *fresh.front();
    const QString what = theme::incidentText(*snapshot, newest, speakerOf(*snapshot, newest));
    const QString text =
        fresh.size() == 1
            ? tr("■ NOW, new and critical since %1: %2").arg(theme::clockText(newest.since), what)
            : tr("■ NOW, %1 new and critical: %2 …").arg(fresh.size()).arg(what);
    std::set<std::uint64_t> told;
    for (const auto* incident : fresh) {
        told.insert(incident->id);
    }
    const bool isNews = told != m_told;
    m_told = std::move(told);
    m_text->setText(text);
    m_text->setToolTip(text);
    setAccessibleName(text);
    show();
    if (isNews && QAccessible::isActive()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void LiveAlert::dismiss() {
    m_known.insert(m_told.begin(), m_told.end());
    m_told.clear();
    hide();
}

} // namespace vigie::ui::timeline
