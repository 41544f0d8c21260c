// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include <algorithm>

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QToolTip>

#include "ui/alarms/alarmactions.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/alarmsound.h"
#include "ui/alarms/incidentsummary.h"
#include "ui/shell/nodepopup.h"
#include "ui/shell/signicons.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/timeline/placebadge.h"

namespace vigie::ui::shell {

namespace {

constexpr std::array<engine::Severity, 4> severities{
    engine::Severity::Critical, engine::Severity::Major, engine::Severity::Minor,
    engine::Severity::Warning};

constexpr int widestSearch = 330;

QString colorName(QRgb value) {
    return QColor::fromRgb(value).name();
}

QString badgeStyle(const QColor& color) {
    return QStringLiteral("QToolButton { color: %1; border-color: %1; }").arg(color.name());
}

} // namespace

TopBar::TopBar(desk::DeskContext& desk, timeline::TimeMachine& time, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_time(time), m_nodes(new NodeModel(this)),
      m_tabs(new QButtonGroup(this)), m_place(new timeline::PlaceBadge(m_time, this)),
      m_search(new QToolButton(this)), m_noAlarms(new QLabel(tr("no incidents"), this)),
      m_nodesBadge(nullptr), m_recording(nullptr), m_sound(nullptr), m_operator(nullptr),
      m_actions(alarms::AlarmActions::of(desk)), m_tools(new QHBoxLayout),
      m_menuButton(new QToolButton(this)), m_menu(new QMenu(this)), m_clock(new QLabel(this)) {
    setObjectName(QStringLiteral("TopBar"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Top bar"));
    setFixedHeight(46);

    auto* bar = new QHBoxLayout(this);
    bar->setContentsMargins(16, 0, 12, 0);
    bar->setSpacing(7);
    auto* name = new QLabel(QStringLiteral("VIGIE"), this);
    QFont nameFont = theme::textFont(17, QFont::Bold);
    nameFont.setLetterSpacing(QFont::AbsoluteSpacing, 1.5);
    name->setFont(nameFont);
    name->setStyleSheet(QStringLiteral("color: %1;").arg(colorName(theme::color::bright())));
    bar->addWidget(name);
    bar->addSpacing(12);
    bar->addWidget(m_place);
    bar->addSpacing(6);
    makeTabs(*bar);
    bar->addSpacing(6);
    bar->addWidget(m_search, 4);
    bar->addStretch(1);
    for (auto& badge : m_severities) {
        badge = addBadge(Brevity::BadgesShort);
        bar->addWidget(badge);
        connect(badge, &QToolButton::clicked, this, [this] { emit pageWanted(Page::Alarms); });
    }
    m_noAlarms->setProperty("role", QStringLiteral("quiet"));
    bar->addWidget(m_noAlarms);
    m_nodesBadge = addBadge(Brevity::BadgesShort);
    bar->addWidget(m_nodesBadge);
    m_recording = addBadge(Brevity::ToolsShort);
    bar->addWidget(m_recording);
    m_sound = addBadge(Brevity::ToolsShort);
    bar->addWidget(m_sound);
    bar->addLayout(m_tools);
    m_operator = addBadge(Brevity::ToolsShort);
    bar->addWidget(m_operator);
    m_sound->hide(); // until there is something to hear: setSound()
    makeSoundMenu();
    makeOperatorMenu();
    makeMenus();
    bar->addSpacing(4);
    bar->addWidget(m_clock);
    bar->addWidget(m_menuButton);

    auto* popup = new NodePopup(*m_nodes, this);
    connect(m_nodesBadge, &QToolButton::clicked, this, [this, popup] {
        popup->openBelow(
            m_nodesBadge->mapToGlobal(QPoint(m_nodesBadge->width(), m_nodesBadge->height() + 4)));
    });
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this, &TopBar::onSnapshot);
    connect(&m_desk, &desk::DeskContext::liveSnapshotChanged, this, [this] {
        showSound();
        showOperator();
    });
    connect(&m_desk, &desk::DeskContext::placeChanged, this, &TopBar::showPlace);
    showPlace();
    connect(&m_time, &timeline::TimeMachine::troubleChanged, this, &TopBar::showRecording);
    showRecording();
    m_clockTimer.setSingleShot(true);
    m_clockTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_clockTimer, &QTimer::timeout, this, &TopBar::tickClock);
    tickClock();
    onSnapshot(m_desk.snapshot());
    fit();
}

void TopBar::makeTabs(QHBoxLayout& bar) {
    const std::array<QString, pageCount> words{tr("Wall"), tr("Regions"), tr("Feed"), tr("Alarms")};
    for (int i = 0; i < pageCount; ++i) {
        auto* tab = new QToolButton(this);
        tab->setText(words[static_cast<std::size_t>(i)]);
        tab->setCheckable(true);
        tab->setProperty("role", QStringLiteral("tab"));
        tab->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
        tab->setToolTip(tr("%1 (Ctrl+%2)").arg(tab->text()).arg(i + 1));
        tab->setAccessibleName(tr("Page %1").arg(tab->text()));
        m_tabs->addButton(tab, i);
        bar.addWidget(tab);
    }
    connect(m_tabs, &QButtonGroup::idClicked, this,
            [this](int id) { emit pageWanted(static_cast<Page>(id)); });
}

void TopBar::makeMenus() {
    const QColor quiet = QColor::fromRgb(theme::color::quiet());
    m_search->setObjectName(QStringLiteral("SearchBox"));
    m_search->setIcon(signIcon(Sign::Search, quiet));
    m_search->setIconSize(QSize(16, 16));
    m_search->setFont(theme::textFont(13));
    m_search->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_search->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_search->setToolTip(tr("Find anything, and do anything (Ctrl+K)"));
    m_search->setAccessibleName(tr("Search feeds, nodes, alarms and actions"));
    m_search->setStyleSheet(
        QStringLiteral("#SearchBox { text-align: left; color: %1; background: %2; border: 1px "
                       "solid %3; border-radius: 3px; padding: 4px 8px; }"
                       "#SearchBox:hover, #SearchBox:focus { border-color: %4; }")
            .arg(quiet.name(), colorName(theme::color::ground()), colorName(theme::color::edge()),
                 colorName(theme::color::focus())));
    connect(m_search, &QToolButton::clicked, this, &TopBar::paletteWanted);
    m_badges.push_back(
        {m_search, Brevity::SearchShort, tr("Search feeds, nodes, alarms…   Ctrl+K"), QString()});
    m_menuButton->setIcon(signIcon(Sign::Menu, QColor::fromRgb(theme::color::text())));
    m_menuButton->setIconSize(QSize(18, 18));
    m_menuButton->setProperty("role", QStringLiteral("badge"));
    m_menuButton->setStyleSheet(QStringLiteral("QToolButton { border-color: transparent; padding: "
                                               "3px; } QToolButton::menu-indicator { image: none; "
                                               "} QToolButton:focus { border-color: %1; }")
                                    .arg(colorName(theme::color::focus())));
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setMenu(m_menu);
    m_menuButton->setToolTip(tr("Menu"));
    m_menuButton->setAccessibleName(tr("Menu"));
}

QToolButton* TopBar::addBadge(Brevity shortAt) {
    auto* badge = new QToolButton(this);
    badge->setProperty("role", QStringLiteral("badge"));
    badge->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    badge->setIconSize(QSize(11, 11));
    badge->setFont(theme::textFont(13));
    m_badges.push_back({badge, shortAt, {}, {}});
    return badge;
}

void TopBar::addTool(QWidget* tool) {
    m_tools->addWidget(tool);
    fit();
}

void TopBar::put(QToolButton& badge, const QString& full, const QString& brief) {
    for (Badge& one : m_badges) {
        if (one.button == &badge && (one.full != full || one.brief != brief)) {
            one.full = full;
            one.brief = brief;
            fit();
        }
    }
}

void TopBar::apply(Brevity brevity) {
    for (const Badge& badge : m_badges) {
        const bool isShort = brevity >= badge.shortAt;
        const QString& text = isShort ? badge.brief : badge.full;
        const auto style = text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
        if (badge.button->text() != text) {
            badge.button->setText(text);
        }
        if (badge.button->toolButtonStyle() != style) {
            badge.button->setToolButtonStyle(style);
        }
    }
    m_search->setMaximumWidth(brevity >= Brevity::SearchShort ? m_search->sizeHint().width()
                                                              : widestSearch);
    m_place->setBrief(brevity >= Brevity::BadgesShort);
}

void TopBar::fit() {
    if (m_isFitting) {
        return;
    }
    m_isFitting = true; // what is changed below asks for another layout
    const auto needed = [this](Brevity brevity) {
        apply(brevity);
        layout()->invalidate();
        return layout()->minimumSize().width();
    };
    const int least = needed(Brevity::SearchShort);
    for (int i = 0; i < brevities; ++i) {
        if (needed(static_cast<Brevity>(i)) <= width()) {
            break;
        }
    }
    if (least != m_leastWidth) {
        m_leastWidth = least;
        updateGeometry();
    }
    m_fittedWidth = layout()->minimumSize().width();
    m_isFitting = false;
}

QSize TopBar::minimumSizeHint() const {
    return {m_leastWidth, height()};
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

bool TopBar::event(QEvent* event) {
    const bool isTold = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest && !m_isFitting &&
        layout()->minimumSize().width() != m_fittedWidth) {
        fit(); // a badge came or went, or a tool says more than before
    }
    return isTold;
}

void TopBar::setPage(Page page) {
    if (auto* tab = m_tabs->button(static_cast<int>(page))) {
        tab->setChecked(true);
    }
}

void TopBar::onSnapshot(const engine::SnapshotPtr& snapshot) {
    showSeverities(*snapshot);
    showSound();
    showOperator();
    if (!m_desk.hasLive()) {
        tickClock(); // the recording's clock goes as it is moved
    }
    m_nodes->setSnapshot(snapshot);
    const int all = m_nodes->rowCount();
    const bool isWhole = m_nodes->connected() == all && all > 0;
    put(*m_nodesBadge, tr("%1/%2 nodes").arg(m_nodes->connected()).arg(all),
        QStringLiteral("%1/%2").arg(m_nodes->connected()).arg(all));
    const QString toolTip = tr("%1 of %2 nodes connected. Click for each node's contact.")
                                .arg(m_nodes->connected())
                                .arg(all);
    m_nodesBadge->setToolTip(toolTip);
    m_nodesBadge->setAccessibleName(toolTip);
    const bool isAnyLost = std::any_of(
        snapshot->nodes.begin(), snapshot->nodes.end(), [](const engine::NodeStatus& node) {
            return node.contact == fleet::Contact::Lost || node.contact == fleet::Contact::Refused;
        });
    const QString nodesStyle =
        isWhole ? QString()
                : badgeStyle(theme::severityColor(isAnyLost ? engine::Severity::Critical
                                                            : engine::Severity::Warning));
    if (m_nodesBadge->styleSheet() != nodesStyle || m_nodesBadge->icon().isNull()) {
        m_nodesBadge->setStyleSheet(nodesStyle);
        m_nodesBadge->setIconSize(QSize(16, 16));
        m_nodesBadge->setIcon(signIcon(
            Sign::Nodes, isWhole ? QColor::fromRgb(theme::color::quiet())
                                 : theme::severityColor(isAnyLost ? engine::Severity::Critical
                                                                  : engine::Severity::Warning)));
    }
}

void TopBar::showSeverities(const engine::Snapshot& snapshot) {
    const auto counts = alarms::openLines(alarms::linesOf(snapshot));
    bool isAny = false;
    for (std::size_t i = 0; i < severities.size(); ++i) {
        QToolButton* badge = m_severities[i];
        const int count = counts[static_cast<std::size_t>(severities[i])];
        const QString text =
            QStringLiteral("%1 %2").arg(count).arg(theme::severityWord(severities[i]));
        isAny = isAny || count > 0;
        badge->setVisible(count > 0);
        put(*badge, text, QString::number(count));
        if (badge->toolTip().isEmpty() || !badge->toolTip().startsWith(text)) {
            badge->setAccessibleName(tr("%1 incidents. Opens the alarms page.").arg(text));
            badge->setToolTip(tr("%1: open the alarms page").arg(text));
        }
        if (badge->icon().isNull()) {
            badge->setIcon(theme::shapeIcon(theme::severityShape(severities[i]),
                                            theme::severityColor(severities[i])));
            badge->setStyleSheet(badgeStyle(theme::severityColor(severities[i])));
        }
    }
    m_noAlarms->setVisible(!isAny);
}

void TopBar::makeSoundMenu() {
    m_sound->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_sound);
    for (const int minutes : {1, 5, 15}) {
        menu->addAction(tr("Mute for %1 min").arg(minutes), this,
                        [this, minutes] { m_actions.mute(std::chrono::minutes(minutes), this); });
    }
    m_sound->setMenu(menu);
}

void TopBar::makeOperatorMenu() {
    m_operator->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_operator);
    menu->addAction(tr("Sign on…"), this, [this] { m_actions.signOn(this); });
    auto* handOver = menu->addAction(tr("Hand over…"), this, [this] { m_actions.handOver(this); });
    auto* signOff = menu->addAction(tr("Sign off"), this, [this] { m_actions.signOff(); });
    connect(menu, &QMenu::aboutToShow, this, [this, handOver, signOff] {
        const bool isAnybody = !m_actions.operatorName().empty();
        handOver->setEnabled(isAnybody && m_desk.isLive());
        handOver->setToolTip(m_desk.whyNoActions());
        signOff->setEnabled(isAnybody);
    });
    m_operator->setMenu(menu);
    connect(&m_actions, &alarms::AlarmActions::done, this, &TopBar::showOperator);
    connect(&m_actions, &alarms::AlarmActions::refused, this, [this](const QString& why) {
        // On pages without a list nobody else tells.
        const auto panels = window()->findChildren<alarms::AlarmPanel*>();
        if (std::none_of(panels.begin(), panels.end(),
                         [](const auto* panel) { return panel->isVisible(); })) {
            QToolTip::showText(m_operator->mapToGlobal(QPoint(0, m_operator->height())), why,
                               m_operator, {}, 10'000);
        }
    });
}

void TopBar::setSound(const alarms::AlarmSound& sound) {
    const auto show = [this](const QString& trouble) {
        m_soundTrouble = trouble;
        showSound();
    };
    m_sound->show();
    connect(&sound, &alarms::AlarmSound::troubleChanged, this, show);
    show(sound.trouble());
}

void TopBar::showPlace() {
    // Nobody overlooks it: the bar's line is amber wherever not the present is shown.
    setStyleSheet(m_desk.isLive() ? QString()
                                  : QStringLiteral("#TopBar { border-bottom: 2px solid %1; }")
                                        .arg(colorName(theme::color::minor())));
}

void TopBar::showRecording() {
    const QString trouble = m_time.recordingTrouble();
    // Where the desk is not meant to record the timeline says so, and that is enough.
    m_recording->setVisible(!trouble.isEmpty() && m_time.recorder() != nullptr);
    put(*m_recording, tr("not recording"), tr("no rec.", "short for: not recording"));
    m_recording->setToolTip(trouble);
    m_recording->setAccessibleName(tr("Not recording: %1").arg(trouble));
    if (m_recording->icon().isNull()) {
        m_recording->setIcon(theme::shapeIcon(theme::severityShape(engine::Severity::Critical),
                                              theme::severityColor(engine::Severity::Critical)));
        m_recording->setStyleSheet(badgeStyle(theme::severityColor(engine::Severity::Critical)));
    }
}

void TopBar::showSound() {
    // What is heard is of the present, wherever the desk is.
    const auto live = m_desk.liveSnapshot();
    const engine::SnapshotPtr shown = live ? live : m_desk.snapshot();
    const engine::Snapshot& snapshot = *shown;
    const bool isMuted = snapshot.mutedUntil && snapshot.now < *snapshot.mutedUntil;
    QString text = tr("sound on");
    QString toolTip = tr("Alarm sounds are on. Click to mute them for a time.");
    QColor color = QColor::fromRgb(theme::color::quiet());
    if (!m_soundTrouble.isEmpty()) {
        text = tr("no sound");
        toolTip = m_soundTrouble;
        color = QColor::fromRgb(theme::color::warning());
    } else if (isMuted) {
        const QString left = theme::durationText(*snapshot.mutedUntil - snapshot.now);
        text = tr("muted %1").arg(left.mid(3));
        toolTip =
            tr("Alarm sounds come back at %1.").arg(theme::clockZoneText(*snapshot.mutedUntil));
        color = QColor::fromRgb(theme::color::bright());
    }
    put(*m_sound, text, QString());
    if (m_sound->toolTip() != toolTip || m_sound->icon().isNull()) {
        m_sound->setIconSize(QSize(16, 16));
        m_sound->setIcon(
            signIcon(isMuted || !m_soundTrouble.isEmpty() ? Sign::SoundOff : Sign::SoundOn, color));
        m_sound->setToolTip(toolTip);
        m_sound->setAccessibleName(toolTip);
        m_sound->setStyleSheet(QStringLiteral("QToolButton { color: %1; } "
                                              "QToolButton::menu-indicator { image: none; }")
                                   .arg(color.name()));
    }
}

void TopBar::showOperator() {
    const QString name = QString::fromStdString(m_actions.operatorName());
    const QString text = name.isEmpty() ? tr("nobody signed on") : name.left(24);
    put(*m_operator, text, QString());
    if (m_operator->icon().isNull() || m_shownOperator != name) {
        m_shownOperator = name;
        m_operator->setIconSize(QSize(16, 16));
        m_operator->setIcon(signIcon(
            Sign::Person,
            QColor::fromRgb(name.isEmpty() ? theme::color::quiet() : theme::color::text())));
        const QString toolTip =
            name.isEmpty() ? tr("Sign on: what you do with alarms carries your name.")
                           : tr("%1 is at the desk. Click to hand over or sign off.").arg(name);
        m_operator->setToolTip(toolTip);
        m_operator->setAccessibleName(toolTip);
        m_operator->setStyleSheet(
            QStringLiteral("QToolButton { color: %1; } "
                           "QToolButton::menu-indicator { image: none; }")
                .arg(QColor::fromRgb(name.isEmpty() ? theme::color::quiet() : theme::color::text())
                         .name()));
    }
}

void TopBar::tickClock() {
    const base::Utc now = m_desk.liveNow().utc;
    m_clock->setText(QStringLiteral("<span style='font-family:\"B612 Mono\",monospace; "
                                    "font-size:19px; color:%1'>%2</span>"
                                    "<span style='font-size:11px; color:%3'> %4</span>")
                         .arg(colorName(theme::color::bright()), theme::clockText(now),
                              colorName(theme::color::quiet()), theme::zoneName(now)));
    m_clock->setAccessibleName(theme::clockZoneText(now));
    // Just past the next whole second.
    const auto within = base::toNs(now) % 1'000'000'000 / 1'000'000;
    m_clockTimer.start(static_cast<int>(1002 - within));
}

} // namespace vigie::ui::shell
