// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/panelbars.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/desk/flowlayout.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::alarms {

namespace {

constexpr int doneMs = 8000;

QString framed(QRgb color) {
    return QStringLiteral("QLabel { color: %1; border: 1px solid %1; border-radius: 3px; "
                          "padding: 3px 9px; }")
        .arg(QColor::fromRgb(color).name());
}

QLabel* bannerLabel(QRgb color, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setStyleSheet(framed(color));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

void choose(QComboBox* box, const QVariant& data) {
    const int index = box->findData(data);
    if (index >= 0) {
        box->setCurrentIndex(index);
    }
}

} // namespace

AlarmBanner::AlarmBanner(desk::DeskContext& desk, QWidget* parent)
    : QFrame(parent), m_desk(desk), m_flood(bannerLabel(theme::color::major(), this)),
      m_journal(bannerLabel(theme::color::critical(), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 0);
    column->setSpacing(4);
    column->addWidget(m_flood);
    column->addWidget(m_journal);
    hide();
}

void AlarmBanner::setSnapshot(const engine::Snapshot& snapshot) {
    if (snapshot.isFlood && !m_isFlood) {
        m_floodSince.reset();
        askSince();
    }
    m_isFlood = snapshot.isFlood;
    if (m_isFlood) {
        const QString since =
            m_floodSince ? tr(" since %1").arg(theme::clockText(*m_floodSince)) : QString();
        m_flood->setText(tr("▲ Alarm flood: %1 new lines in the last 10 min%2. Look at causes from "
                            "the top; the list keeps one line for each.")
                             .arg(snapshot.linesLast10Min)
                             .arg(since));
    }
    const QString trouble = QString::fromStdString(snapshot.journalTrouble);
    if (!trouble.isEmpty()) {
        m_journal->setText(
            tr("■ The alarm journal can not be written: %1 What is done now may be lost at a "
               "restart.")
                .arg(trouble));
    }
    m_flood->setVisible(m_isFlood);
    m_journal->setVisible(!trouble.isEmpty());
    setVisible(m_isFlood || !trouble.isEmpty());
}

void AlarmBanner::forget() {
    m_isFlood = false;
    m_floodSince.reset();
}

void AlarmBanner::askSince() {
    m_desk.queryPerformance(this, [this](const alarm::Performance& performance) {
        m_floodSince = performance.floodSince;
        setSnapshot(*m_desk.snapshot());
    });
}

QString AlarmBanner::floodText() const {
    return m_flood->isVisibleTo(this) ? m_flood->text() : QString();
}

QString AlarmBanner::journalText() const {
    return m_journal->isVisibleTo(this) ? m_journal->text() : QString();
}

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_text(new QLabel(this)), m_undo(new QToolButton(this)) {
    setObjectName(QStringLiteral("MessageBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 6, 4);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_text, 1);
    m_undo->setText(tr("Undo (Ctrl+Z)"));
    m_undo->setProperty("role", QStringLiteral("badge"));
    row->addWidget(m_undo);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("×"));
    close->setProperty("role", QStringLiteral("badge"));
    close->setAccessibleName(tr("Close the message"));
    row->addWidget(close);
    connect(m_undo, &QToolButton::clicked, this, &MessageBar::undoWanted);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void MessageBar::showDone(const QString& text, bool canUndo) {
    setStyleSheet(QStringLiteral("#MessageBar { background: %1; border-top: 1px solid %2; }")
                      .arg(QColor::fromRgb(theme::color::raised()).name(),
                           QColor::fromRgb(theme::color::line()).name()));
    m_text->setText(text);
    m_undo->setVisible(canUndo);
    show();
    m_timer.start(doneMs);
}

void MessageBar::showRefusal(const QString& text) {
    setStyleSheet(QStringLiteral("#MessageBar { background: %1; border: 1px solid %2; }")
                      .arg(QColor::fromRgb(theme::color::raised()).name(),
                           QColor::fromRgb(theme::color::minor()).name()));
    m_text->setText(text);
    m_undo->hide();
    show();
    m_timer.stop();
}

QString MessageBar::text() const {
    return isHidden() ? QString() : m_text->text();
}

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent), m_text(new QLineEdit(this)), m_show(new QComboBox(this)),
      m_least(new QComboBox(this)), m_region(new QComboBox(this)), m_mine(new QToolButton(this)),
      m_grouping(new QComboBox(this)) {
    auto* row = new desk::FlowLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_text->setPlaceholderText(tr("Search (Ctrl+F)"));
    m_text->setAccessibleName(tr("Search incidents and alarms"));
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(260);
    row->addWidget(m_text);
    const auto add = [&](QComboBox* box, const QString& name) {
        box->setAccessibleName(name);
        box->setToolTip(name);
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &FilterBar::changed);
    };
    const auto item = [](QComboBox* box, const QString& text, auto value) {
        box->addItem(text, static_cast<int>(value));
    };
    item(m_show, tr("Open"), Show::Open);
    item(m_show, tr("Unacknowledged"), Show::Unacknowledged);
    item(m_show, tr("Returned"), Show::Returned);
    item(m_show, tr("Shelved"), Show::Shelved);
    item(m_show, tr("Suppressed, out of service"), Show::Hidden);
    item(m_show, tr("All"), Show::All);
    item(m_least, tr("Any severity"), engine::Severity::None);
    for (const auto severity :
         {engine::Severity::Minor, engine::Severity::Major, engine::Severity::Critical}) {
        item(m_least, tr("%1 and worse").arg(theme::severityWord(severity)), severity);
    }
    m_least->setItemText(m_least->count() - 1, theme::severityWord(engine::Severity::Critical));
    m_region->addItem(tr("All regions"), QString());
    m_mine->setText(tr("Mine"));
    m_mine->setCheckable(true);
    m_mine->setProperty("role", QStringLiteral("badge"));
    m_mine->setToolTip(tr("Assigned to me, acknowledged or shelved by me"));
    item(m_grouping, tr("By cause"), Grouping::Cause);
    item(m_grouping, tr("By region"), Grouping::Region);
    item(m_grouping, tr("By feed"), Grouping::Feed);
    item(m_grouping, tr("Every alarm"), Grouping::None);
    add(m_show, tr("State"));
    add(m_least, tr("Severity at least"));
    add(m_region, tr("Region"));
    row->addWidget(m_mine);
    add(m_grouping, tr("Group by"));
    connect(m_text, &QLineEdit::textChanged, this, &FilterBar::changed);
    connect(m_mine, &QToolButton::toggled, this, &FilterBar::changed);
}

void FilterBar::setRegions(const engine::Snapshot& snapshot) {
    QStringList ids{QString()};
    for (const auto& region : snapshot.regions) {
        ids << QString::fromStdString(region.id);
    }
    QStringList shown;
    for (int i = 0; i < m_region->count(); ++i) {
        shown << m_region->itemData(i).toString();
    }
    if (ids == shown) {
        return;
    }
    const QString before = m_region->currentData().toString();
    const QSignalBlocker quiet(m_region);
    m_region->clear();
    m_region->addItem(tr("All regions"), QString());
    for (const auto& region : snapshot.regions) {
        m_region->addItem(theme::regionName(snapshot, region.id),
                          QString::fromStdString(region.id));
    }
    choose(m_region, before);
}

void FilterBar::setOperator(const std::string& name) {
    if (m_operator != name) {
        m_operator = name;
        if (m_mine->isChecked()) {
            emit changed();
        }
    }
}

IncidentFilter FilterBar::filter() const {
    IncidentFilter filter;
    filter.text = m_text->text();
    filter.show = static_cast<Show>(m_show->currentData().toInt());
    filter.least = static_cast<engine::Severity>(m_least->currentData().toInt());
    filter.regionId = m_region->currentData().toString().toStdString();
    if (m_mine->isChecked()) {
        // Nobody's are nobody's: without a name nothing is mine.
        filter.operatorName = m_operator.empty() ? std::string("\n") : m_operator;
    }
    return filter;
}

Grouping FilterBar::grouping() const {
    return static_cast<Grouping>(m_grouping->currentData().toInt());
}

void FilterBar::setText(const QString& text) {
    m_text->setText(text);
}
void FilterBar::setShow(Show show) {
    choose(m_show, static_cast<int>(show));
}
void FilterBar::setLeast(engine::Severity severity) {
    choose(m_least, static_cast<int>(severity));
}
void FilterBar::setRegion(const QString& regionId) {
    choose(m_region, regionId);
}
void FilterBar::setMine(bool isMine) {
    m_mine->setChecked(isMine);
}
void FilterBar::setGrouping(Grouping grouping) {
    choose(m_grouping, static_cast<int>(grouping));
}
void FilterBar::focusSearch() {
    m_text->setFocus();
    m_text->selectAll();
}

} // namespace vigie::ui::alarms
