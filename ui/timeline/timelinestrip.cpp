// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinestrip.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QToolButton>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/timeline/bookmarks.h"
#include "ui/timeline/timewords.h"

namespace vigie::ui::timeline {

namespace {

constexpr int messageMs = 8000;

enum class Sign { Play, Pause, Back, Forward, PreviousIncident, NextIncident, Bookmark };

/// Drawn, so that they look the same with whatever fonts there are.
QIcon signIcon(Sign sign) {
    QIcon icon;
    for (const auto mode : {QIcon::Normal, QIcon::Disabled}) {
        QPixmap pixmap(40, 40);
        pixmap.setDevicePixelRatio(2);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            QColor::fromRgb(mode == QIcon::Normal ? theme::color::text() : theme::color::line()));
        const auto triangle = [&painter](double tip, double base) {
            painter.drawPolygon(QPolygonF({QPointF(base, 4), QPointF(tip, 10), QPointF(base, 16)}));
        };
        switch (sign) {
        case Sign::Play:
            triangle(16, 5);
            break;
        case Sign::Pause:
            painter.drawRect(QRectF(5, 4, 3.6, 12));
            painter.drawRect(QRectF(11.4, 4, 3.6, 12));
            break;
        case Sign::Back:
            painter.drawRect(QRectF(4, 5, 2, 10));
            triangle(7, 15);
            break;
        case Sign::Forward:
            triangle(13, 5);
            painter.drawRect(QRectF(14, 5, 2, 10));
            break;
        case Sign::PreviousIncident:
            triangle(2, 9);
            painter.drawRect(QRectF(11, 6, 7, 8));
            break;
        case Sign::NextIncident:
            painter.drawRect(QRectF(2, 6, 7, 8));
            triangle(18, 11);
            break;
        case Sign::Bookmark:
            painter.drawRect(QRectF(5, 3, 1.6, 14));
            painter.drawPolygon(QPolygonF({QPointF(6.6, 3), QPointF(16, 7), QPointF(6.6, 11)}));
            break;
        }
        icon.addPixmap(pixmap, mode);
    }
    return icon;
}

} // namespace

TimelineStrip::TimelineStrip(desk::DeskContext& desk, TimeMachine& time, StripOptions options,
                             QWidget* parent)
    : QWidget(parent), m_desk(desk), m_time(time), m_options(std::move(options)),
      m_cut(m_options.cut), m_track(new TimelineTrack(time, this)),
      m_preview(new WallPreview(time, desk.decoders(), this)), m_message(new QLabel(m_track)) {
    setObjectName(QStringLiteral("TimelineStrip"));
    setAttribute(Qt::WA_StyledBackground);
    setStyleSheet(QStringLiteral("#TimelineStrip { background: %1; border-top: 1px solid %2; }")
                      .arg(QColor::fromRgb(theme::color::panel()).name(),
                           QColor::fromRgb(theme::color::line()).name()));
    setFixedHeight(66);
    setAccessibleName(tr("Timeline"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 5, 10, 3);
    row->setSpacing(3);
    addButtons(*row);
    addKeys();

    m_message->setTextFormat(Qt::PlainText);
    m_message->setFont(theme::textFont(12));
    m_message->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_message->hide();
    m_track->installEventFilter(this);
    m_messageTimer.setSingleShot(true);
    m_messageTimer.setInterval(messageMs);
    connect(&m_messageTimer, &QTimer::timeout, this, &TimelineStrip::showTrouble);
    m_placeTimer.setInterval(1000);
    connect(&m_placeTimer, &QTimer::timeout, this, &TimelineStrip::showPlace);
    m_placeTimer.start();

    connect(m_track, &TimelineTrack::hovered, this, &TimelineStrip::onHover);
    connect(m_track, &TimelineTrack::left, m_preview, &WallPreview::leave);
    connect(m_track, &TimelineTrack::menuWanted, this, &TimelineStrip::openTrackMenu);
    connect(m_track, &TimelineTrack::scaleChanged, this, &TimelineStrip::showPlace);
    connect(&m_time, &TimeMachine::placeChanged, this, &TimelineStrip::showPlace);
    connect(&m_time, &TimeMachine::moved, this, &TimelineStrip::showPlace);
    connect(&m_time, &TimeMachine::troubleChanged, this, &TimelineStrip::showTrouble);
    connect(&m_time, &TimeMachine::said, this, &TimelineStrip::say);
    connect(&m_cut, &CutJob::progressed, this,
            [this](double share) { say(tr("Copying, %1 %").arg(qRound(share * 100))); });
    connect(&m_cut, &CutJob::ended, this, [this](const QString& file, const QString& error) {
        say(error.isEmpty() ? tr("Copied: %1").arg(file) : tr("Not copied: %1").arg(error));
    });
    showPlace();
    showTrouble();
}

TimelineStrip::~TimelineStrip() = default;

void TimelineStrip::addButtons(QHBoxLayout& row) {
    const auto button = [this, &row](const QIcon& icon, const QString& name, const QString& toolTip,
                                     auto&& run) {
        auto* one = new QToolButton(this);
        one->setIcon(icon);
        one->setIconSize(QSize(18, 18));
        one->setAutoRaise(true);
        one->setAccessibleName(name);
        one->setToolTip(toolTip);
        one->setFocusPolicy(Qt::TabFocus);
        connect(one, &QToolButton::clicked, this, std::forward<decltype(run)>(run));
        row.addWidget(one);
        return one;
    };
    button(signIcon(Sign::PreviousIncident), tr("Previous incident"),
           tr("To the beginning of the incident before ([)"),
           [this] { m_time.jumpToIncident(-1); });
    button(signIcon(Sign::Back), tr("Step back"), tr("To the tick before (,)"),
           [this] { m_time.step(-1); });
    m_play = new QAction(this);
    connect(m_play, &QAction::triggered, &m_time, &TimeMachine::togglePlay);
    auto* play = new QToolButton(this);
    play->setDefaultAction(m_play);
    play->setIconSize(QSize(18, 18));
    play->setAutoRaise(true);
    play->setFocusPolicy(Qt::TabFocus);
    row.addWidget(play);
    connect(m_play, &QAction::changed, play,
            [this, play] { play->setAccessibleName(m_play->text()); });
    button(signIcon(Sign::Forward), tr("Step on"), tr("To the next tick (.)"),
           [this] { m_time.step(1); });
    button(signIcon(Sign::NextIncident), tr("Next incident"),
           tr("To the beginning of the next incident (])"), [this] { m_time.jumpToIncident(1); });

    m_speed = new QToolButton(this);
    m_speed->setProperty("role", QStringLiteral("badge"));
    m_speed->setFont(theme::figureFont(12));
    m_speed->setFixedWidth(58);
    m_speed->setPopupMode(QToolButton::InstantPopup);
    m_speed->setToolTip(tr("Seconds of the past per second (< slower, > faster)"));
    m_speed->setFocusPolicy(Qt::TabFocus);
    auto* speeds = new QMenu(m_speed);
    for (const double speed : TimeMachine::speeds()) {
        speeds->addAction(speedText(speed), this, [this, speed] { m_time.setSpeed(speed); });
    }
    m_speed->setMenu(speeds);
    row.addWidget(m_speed);
    row.addSpacing(6);
    row.addWidget(m_track, 1);
    row.addSpacing(6);

    m_offset = new QLabel(this);
    m_offset->setFont(theme::figureFont(12));
    m_offset->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_offset->setMinimumWidth(86);
    row.addWidget(m_offset);
    button(signIcon(Sign::Bookmark), tr("Bookmark"), tr("Bookmark this moment (B)"),
           [this] { bookmark(m_time.at()); });
    m_record = new QToolButton(this);
    m_record->setText(tr("Record…"));
    m_record->setProperty("role", QStringLiteral("badge"));
    m_record->setPopupMode(QToolButton::InstantPopup);
    m_record->setFocusPolicy(Qt::TabFocus);
    m_record->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    makeRecordMenu();
    row.addWidget(m_record);
    m_live = new QToolButton(this);
    m_live->setFont(theme::textFont(13, QFont::Bold));
    m_live->setFocusPolicy(Qt::TabFocus);
    m_live->setAccessibleName(tr("Live"));
    m_live->setToolTip(tr("Back to now (L)"));
    connect(m_live, &QToolButton::clicked, &m_time, &TimeMachine::goLive);
    row.addWidget(m_live);
}

void TimelineStrip::addKeys() {
    // Of the whole window: whoever shows the strip adds its actions there.
    const auto add = [this](const QList<QKeySequence>& keys, const QString& what, auto&& run) {
        auto* action = new QAction(what, this);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WindowShortcut);
        connect(action, &QAction::triggered, this, std::forward<decltype(run)>(run));
        addAction(action);
    };
    m_play->setShortcut(QKeySequence(Qt::Key_Space));
    m_play->setShortcutContext(Qt::WindowShortcut);
    addAction(m_play);
    // Brackets and points are far away on some keyboards: each has another way.
    add({QKeySequence(Qt::Key_Comma), QKeySequence(Qt::ALT | Qt::Key_Left)}, tr("Step back"),
        [this] { m_time.step(-1); });
    add({QKeySequence(Qt::Key_Period), QKeySequence(Qt::ALT | Qt::Key_Right)}, tr("Step on"),
        [this] { m_time.step(1); });
    add({QKeySequence(Qt::Key_BracketLeft), QKeySequence(Qt::ALT | Qt::Key_PageUp)},
        tr("Previous incident"), [this] { m_time.jumpToIncident(-1); });
    add({QKeySequence(Qt::Key_BracketRight), QKeySequence(Qt::ALT | Qt::Key_PageDown)},
        tr("Next incident"), [this] { m_time.jumpToIncident(1); });
    add({QKeySequence(Qt::Key_Less)}, tr("Slower"), [this] { m_time.changeSpeed(-1); });
    add({QKeySequence(Qt::Key_Greater)}, tr("Faster"), [this] { m_time.changeSpeed(1); });
    add({QKeySequence(Qt::Key_L)}, tr("Live"), [this] { m_time.goLive(); });
    add({QKeySequence(Qt::Key_B)}, tr("Bookmark"), [this] { bookmark(m_time.at()); });
    add({QKeySequence(Qt::CTRL | Qt::Key_B)}, tr("Bookmarks"), [this] { openBookmarks(); });
    add({QKeySequence::Open}, tr("Open a recording…"), [this] { openFile(); });
    add({QKeySequence(Qt::CTRL | Qt::Key_Minus)}, tr("More time"), [this] { m_track->zoom(2); });
    add({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
        tr("Less time"), [this] { m_track->zoom(0.5); });
}

QString TimelineStrip::message() const {
    return m_message->isVisibleTo(m_track) ? m_message->text() : QString();
}

void TimelineStrip::say(const QString& text) {
    m_message->setStyleSheet(
        QStringLiteral("QLabel { background: %1; color: %2; padding: 3px 10px; }")
            .arg(QColor::fromRgb(theme::color::raised()).name(),
                 QColor::fromRgb(theme::color::bright()).name()));
    m_message->setText(text);
    m_message->show();
    placeMessage();
    m_messageTimer.start();
}

void TimelineStrip::showTrouble() {
    if (m_messageTimer.isActive()) {
        return; // shown when the message goes
    }
    const QString trouble = m_time.recordingTrouble();
    m_message->setVisible(!trouble.isEmpty());
    if (trouble.isEmpty()) {
        return;
    }
    const bool isMeant = m_time.recorder() == nullptr;
    m_message->setText(isMeant ? tr("Not recorded: %1").arg(trouble)
                               : tr("■ NOT RECORDING: %1").arg(trouble));
    const QColor color = isMeant ? QColor::fromRgb(theme::color::quiet())
                                 : theme::severityColor(engine::Severity::Critical);
    m_message->setStyleSheet(
        QStringLiteral("QLabel { background: %1; color: %2; border: 1px solid %2; "
                       "padding: 2px 10px; }")
            .arg(QColor::fromRgb(theme::color::ground()).name(), color.name()));
    m_message->setAccessibleName(m_message->text());
    placeMessage();
}

void TimelineStrip::placeMessage() {
    m_message->setMaximumWidth(std::max(100, m_track->width() - 20));
    m_message->adjustSize();
    m_message->move(10, 9);
    m_message->raise();
}

bool TimelineStrip::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_track && event->type() == QEvent::Resize) {
        placeMessage();
    }
    return QWidget::eventFilter(watched, event);
}

void TimelineStrip::showPlace() {
    const auto place = m_time.place();
    const bool isPlaying = m_time.playing() > 0;
    const QString what = isPlaying                           ? tr("Pause (Space)")
                         : place == TimeMachine::Place::Live ? tr("Stop here (Space)")
                                                             : tr("Play (Space)");
    if (m_play->text() != what || m_play->icon().isNull()) {
        m_play->setText(what);
        m_play->setToolTip(what);
        const bool isStanding = !isPlaying && place != TimeMachine::Place::Live;
        m_play->setIcon(signIcon(isStanding ? Sign::Play : Sign::Pause));
    }
    const QString speed = speedText(m_time.speed());
    if (m_speed->text() != speed) {
        m_speed->setText(speed);
        m_speed->setAccessibleName(tr("Speed %1").arg(speed));
    }
    m_live->setVisible(place != TimeMachine::Place::Replay);
    const bool isLive = place == TimeMachine::Place::Live;
    const QString live = isLive ? tr("● LIVE") : tr("LIVE");
    if (m_live->text() != live) {
        m_live->setText(live);
        const QColor color =
            QColor::fromRgb(isLive ? theme::color::live() : theme::color::bright());
        m_live->setStyleSheet(
            QStringLiteral("QToolButton { color: %1; background: %2; border: 1px solid %3; "
                           "border-radius: 3px; padding: 4px 12px; }"
                           "QToolButton:focus { border-color: %4; }")
                .arg(color.name(),
                     isLive ? QColor::fromRgb(theme::color::liveGround()).name()
                            : QStringLiteral("transparent"),
                     QColor::fromRgb(isLive ? theme::color::liveGround() : theme::color::quiet())
                         .name(),
                     QColor::fromRgb(theme::color::focus()).name()));
    }
    // Live: how far back the track reaches. Otherwise: how far back the desk is.
    const QString offset =
        isLive ? offsetText(m_track->scale().span()) : offsetText(m_time.now() - m_time.at());
    if (m_offset->text() != offset) {
        m_offset->setText(offset);
        m_offset->setToolTip(isLive ? tr("The track reaches so far back")
                                    : tr("The desk shows this long before the end"));
        m_offset->setAccessibleName(offset);
    }
    const QString why = whyNoRecording();
    const QString toolTip = why.isEmpty() ? tr("Named recordings, bookmarks, copies") : why;
    if (m_record->toolTip() != toolTip) {
        m_record->setToolTip(toolTip);
    }
}

void TimelineStrip::onHover(base::Utc at, int x) {
    m_preview->point(at, m_track->textAt(at), m_track->mapToGlobal(QPoint(x, 0)));
}

void TimelineStrip::bookmark(base::Utc at) {
    if (m_time.recorder() == nullptr && m_time.place() != TimeMachine::Place::Replay) {
        say(tr("No bookmark: %1")
                .arg(m_time.whyNoPast().isEmpty() ? tr("nothing is recorded.")
                                                  : m_time.whyNoPast()));
        return;
    }
    record::Mark mark;
    mark.at = at;
    mark.until = at;
    openBookmark(m_time, std::move(mark), this);
}

void TimelineStrip::openBookmarks() {
    auto* dialog = new BookmarksDialog(m_time, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void TimelineStrip::openTrackMenu(base::Utc at, const QPoint& global) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Go to %1").arg(momentText(at, m_time.now())), this,
                    [this, at] { m_time.seek(at); });
    menu->addAction(tr("Bookmark %1…").arg(momentText(at, m_time.now())), this,
                    [this, at] { bookmark(at); });
    if (const auto selection = m_track->selection()) {
        menu->addAction(tr("Bookmark the selection…"), this, [this, selection] {
            record::Mark mark;
            mark.at = selection->from;
            mark.until = selection->to;
            openBookmark(m_time, std::move(mark), this);
        });
        auto* cut = menu->addAction(tr("Copy the selection into a file…"), this,
                                    &TimelineStrip::cutSelection);
        cut->setEnabled(m_cutAction->isEnabled());
    }
    menu->addSeparator();
    for (const auto& [text, span] :
         {std::pair<QString, base::Nanoseconds>(tr("1 min"), std::chrono::minutes(1)),
          {tr("10 min"), std::chrono::minutes(10)},
          {tr("1 h"), std::chrono::hours(1)},
          {tr("6 h"), std::chrono::hours(6)},
          {tr("24 h"), std::chrono::hours(24)}}) {
        menu->addAction(tr("Show %1").arg(text), this,
                        [this, shown = span] { m_track->setSpan(shown); });
    }
    menu->addAction(tr("Show all"), m_track, &TimelineTrack::showAll);
    menu->popup(global);
}

} // namespace vigie::ui::timeline
