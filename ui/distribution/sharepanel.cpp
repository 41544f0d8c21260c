// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/sharepanel.h"

#include <algorithm>

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/distribution/hoursbar.h"
#include "ui/distribution/regiontools.h"
#include "ui/distribution/sharechart.h"
#include "ui/distribution/sharelegend.h"
#include "ui/distribution/sharering.h"
#include "ui/theme/words.h"

namespace vigie::ui::distribution {

namespace {

constexpr int ringPixels = 122;
constexpr int rowGapPixels = 6;
/// From here on the chart below the ring is higher than beside it.
constexpr int tallPixels = 400;
constexpr int mostChartPixels = 320;

QToolButton* makeSwitch(const QString& text, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

SharePanel::SharePanel(desk::DeskContext& context, const QString& settingsKey, QWidget* parent)
    : QWidget(parent), m_context(context), m_settingsKey(settingsKey),
      m_followed(context.selectedRegion()), m_ring(new ShareRing(this)),
      m_chart(new ShareChart(this)), m_legend(new ShareLegend(this)), m_hours(new HoursBar(this)) {
    const int kept = QSettings().value(m_settingsKey, 0).toInt();
    if (kept >= 0 && kept <= static_cast<int>(ShareMeasure::Bits)) {
        m_measure = static_cast<ShareMeasure>(kept);
    }
    auto* scope = new QHBoxLayout;
    scope->setSpacing(2);
    m_heading = makeHeading(tr("Share"), this);
    scope->addWidget(m_heading);
    scope->addSpacing(6);
    makeScope(scope);
    m_assumed = new QLabel(tr("assumed"), this);
    m_assumed->setProperty("role", QStringLiteral("quiet"));
    m_assumed->setToolTip(
        tr("There is no plan, so each feed seen in a region counts as a delivery, "
           "by cloud where it can be."));
    scope->addSpacing(6);
    scope->addWidget(m_assumed);
    scope->addStretch(1);
    auto* measures = new QHBoxLayout;
    measures->setSpacing(2);
    makeMeasures(measures);
    measures->addStretch(1);
    m_top = new QBoxLayout(QBoxLayout::TopToBottom);
    m_top->setSpacing(2);
    m_top->addLayout(scope, 1);
    m_top->addLayout(measures);

    m_ring->setFixedSize(ringPixels, ringPixels);
    m_parts = new QGridLayout;
    m_parts->setHorizontalSpacing(14);
    m_parts->setVerticalSpacing(rowGapPixels);
    m_parts->setColumnStretch(1, 1);
    m_parts->addItem(new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Expanding), 3, 0);
    m_parts->addWidget(m_ring, 0, 0);
    placeChart(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(rowGapPixels);
    layout->addLayout(m_top);
    layout->addLayout(m_parts, 1);

    connect(&m_context, &desk::DeskContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            takeSnapshot();
        }
    });
    connect(&m_context, &desk::DeskContext::selectionChanged, this, &SharePanel::followSelection);
    takeSnapshot();
}

void SharePanel::makeScope(QBoxLayout* into) {
    auto* group = new QButtonGroup(this);
    m_worldButton = makeSwitch(tr("World"), this);
    m_worldButton->setToolTip(tr("The share of the world (Esc)"));
    m_worldButton->setChecked(true);
    m_regionButton = makeSwitch({}, this);
    m_regionButton->setToolTip(tr("The share of the region that is selected"));
    m_regionButton->hide();
    for (QAbstractButton* button : {m_worldButton, m_regionButton}) {
        group->addButton(button);
        into->addWidget(button);
    }
    connect(m_worldButton, &QAbstractButton::clicked, this, [this] { showRegion({}); });
    connect(m_regionButton, &QAbstractButton::clicked, this,
            [this] { showRegion(m_context.selectedRegion()); });
}

void SharePanel::makeMeasures(QBoxLayout* into) {
    m_measures = new QButtonGroup(this);
    const auto add = [this, into](ShareMeasure measure, const QString& tip) {
        auto* button = makeSwitch(measureWord(measure), this);
        button->setToolTip(tip);
        button->setAccessibleName(tr("Share by %1").arg(measureWord(measure)));
        button->setChecked(measure == m_measure);
        m_measures->addButton(button, static_cast<int>(measure));
        into->addWidget(button);
    };
    add(ShareMeasure::Count, tr("By how many deliveries are on air now"));
    add(ShareMeasure::Hours,
        tr("Ring: by the hours carried since the event began; over time: in each ten seconds"));
    add(ShareMeasure::Bits,
        tr("Ring: by the bits carried since the engine began; over time: in each ten seconds"));
    connect(m_measures, &QButtonGroup::idClicked, this,
            [this](int id) { setMeasure(static_cast<ShareMeasure>(id)); });
}

void SharePanel::hideHeading() {
    m_heading->hide();
}

void SharePanel::useHeight() {
    m_usesHeight = true;
    arrange();
}

void SharePanel::placeChart(bool isBelow) {
    m_isChartBelow = isBelow;
    for (QWidget* widget : {static_cast<QWidget*>(m_chart), static_cast<QWidget*>(m_legend),
                            static_cast<QWidget*>(m_hours)}) {
        m_parts->removeWidget(widget);
    }
    m_chart->setMinimumHeight(ringPixels);
    m_chart->setMaximumHeight(isBelow ? mostChartPixels : ringPixels);
    if (isBelow) {
        m_parts->addWidget(m_legend, 0, 1, Qt::AlignVCenter);
        m_parts->addWidget(m_hours, 1, 0, 1, 2);
        m_parts->addWidget(m_chart, 2, 0, 1, 2);
    } else {
        m_parts->addWidget(m_chart, 0, 1);
        m_parts->addWidget(m_legend, 1, 0, 1, 2);
        m_parts->addWidget(m_hours, 2, 0, 1, 2);
    }
    m_parts->setRowStretch(2, isBelow ? 1000 : 0);
    m_parts->setRowStretch(3, 1); // what is left over stays empty below
}

void SharePanel::setMeasure(ShareMeasure measure) {
    if (measure == m_measure) {
        return;
    }
    m_measure = measure;
    m_measures->button(static_cast<int>(measure))->setChecked(true);
    QSettings().setValue(m_settingsKey, static_cast<int>(measure));
    takeSnapshot();
}

void SharePanel::showRegion(const QString& regionId) {
    m_region = regionId;
    takeSnapshot();
}

void SharePanel::followSelection() {
    const QString selected = m_context.selectedRegion();
    if (selected == m_followed) {
        return;
    }
    m_followed = selected;
    showRegion(selected);
}

void SharePanel::takeSnapshot() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    const ShareSubject subject = subjectOf(*snapshot, m_region);
    const QString selected = m_context.selectedRegion();
    m_regionButton->setText(
        selected.isEmpty() ? QString() : theme::regionName(*snapshot, selected.toStdString()));
    m_regionButton->setVisible(!selected.isEmpty());
    // What is told, not what was asked for: a region may be none of the moment's.
    (subject.regionId.isEmpty() ? m_worldButton : m_regionButton)->setChecked(true);
    m_assumed->setVisible(subject.isAssumed);
    m_ring->setSubject(subject, m_measure);
    m_chart->setSubject(subject, m_measure, snapshot->now);
    m_legend->setSubject(subject);
    m_hours->setSubject(subject);
    arrange();
}

QSize SharePanel::minimumSizeHint() const {
    return {std::max(200, ringPixels + 14 + m_chart->minimumSizeHint().width() - 40),
            m_top->minimumSize().height() + ringPixels + m_legend->minimumSizeHint().height() +
                m_hours->minimumSizeHint().height() + 3 * rowGapPixels};
}

void SharePanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !m_region.isEmpty()) {
        showRegion({});
        return;
    }
    QWidget::keyPressEvent(event);
}

void SharePanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void SharePanel::arrange() {
    constexpr int spare = 16;
    const int wanted = m_top->itemAt(0)->sizeHint().width() + m_top->itemAt(1)->sizeHint().width();
    const auto direction =
        wanted + spare <= width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (m_top->direction() != direction) {
        m_top->setDirection(direction);
    }
    const bool isBelow = m_usesHeight && height() >= tallPixels;
    if (isBelow != m_isChartBelow) {
        placeChart(isBelow);
    }
}

void SharePanel::showEvent(QShowEvent* event) {
    takeSnapshot();
    QWidget::showEvent(event);
}

} // namespace vigie::ui::distribution
