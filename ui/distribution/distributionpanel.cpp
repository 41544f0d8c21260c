// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/distributionpanel.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/desk/nodechip.h"
#include "ui/distribution/mapview.h"
#include "ui/distribution/regiontable.h"
#include "ui/distribution/regiontools.h"
#include "ui/distribution/sharepanel.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"

namespace vigie::ui::distribution {

namespace {

constexpr int sidePixels = 14;
constexpr int topPixels = 12;
constexpr int bottomPixels = 8;
constexpr int gapPixels = 8;
/// The least of a table: its titles and three rows.
constexpr int tablePixels = 120;

QString settingsKey(DistributionPanel::Part part) {
    static constexpr std::array<const char*, DistributionPanel::partCount> keys{
        "distribution/panelMap", "distribution/panelShareOpen", "distribution/panelRegions"};
    return QLatin1String(keys[static_cast<std::size_t>(part)]);
}

} // namespace

DistributionPanel::DistributionPanel(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_map(new MapView(context, this)),
      m_share(new SharePanel(context, QStringLiteral("distribution/panelShare"), this)),
      m_table(new RegionTable(context, false, this)), m_chip(new desk::NodeChip(context, this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_window = makeWindowChooser(m_table, QStringLiteral("distribution/panelWindow"), this);
    m_table->setMinimumHeight(tablePixels);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_share->hideHeading();
    fold(Part::Map) = makeFold(Part::Map, tr("Distribution — now"), m_map);
    fold(Part::Share) = makeFold(Part::Share, tr("Share"), m_share);
    fold(Part::Regions) = makeFold(Part::Regions, tr("Regions"), m_table);

    auto* regions = new QHBoxLayout;
    regions->addWidget(fold(Part::Regions).title);
    regions->addStretch(1);
    regions->addWidget(
        makeWorstFirst(m_table, QStringLiteral("distribution/panelWorstFirst"), this));
    regions->addWidget(m_window);
    regions->addWidget(
        makeCompareButton(m_table, QStringLiteral("distribution/panelCompared"), this));

    auto* layout = new QVBoxLayout(this);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // fit() makes room
    layout->setContentsMargins(sidePixels, topPixels, sidePixels, bottomPixels);
    layout->setSpacing(gapPixels);
    auto* map = new QHBoxLayout;
    map->addWidget(fold(Part::Map).title);
    map->addStretch(1);
    map->addWidget(m_chip);
    map->addStrut(m_chip->sizeHint().height()); // the map does not jump when it comes
    layout->addLayout(map);
    layout->addWidget(m_map, 1);
    layout->addWidget(fold(Part::Share).title);
    layout->addWidget(m_share);
    layout->addLayout(regions);
    layout->addWidget(m_table);
    layout->addStretch(0);

    connect(&m_context, &desk::DeskContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            takeSnapshot();
        }
    });
    takeSnapshot();
}

DistributionPanel::Fold DistributionPanel::makeFold(Part part, const QString& title,
                                                    QWidget* body) {
    auto* button = new QToolButton(this);
    button->setText(title);
    button->setFont(theme::headingFont());
    button->setProperty("role", QStringLiteral("fold"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setToolTip(tr("Fold or open this part"));
    connect(button, &QToolButton::clicked, this, [this, part] { setOpen(part, !isShown(part)); });
    return {button, body, QSettings().value(settingsKey(part), true).toBool()};
}

bool DistributionPanel::isShown(Part part) const {
    return !fold(part).body->isHidden();
}

void DistributionPanel::setOpen(Part part, bool isOpen) {
    fold(part).isOpen = isOpen;
    QSettings().setValue(settingsKey(part), isOpen);
    if (isOpen) { // before all others, should there not be room for all
        m_priority.erase(std::find(m_priority.begin(), m_priority.end(), part));
        m_priority.insert(m_priority.begin(), part);
    }
    fit();
}

int DistributionPanel::neededBy(const Fold& fold) {
    return std::max(fold.body->minimumSizeHint().height(), fold.body->minimumHeight()) + gapPixels;
}

int DistributionPanel::titlesHeight() const {
    int titles = topPixels + bottomPixels;
    for (const Fold& one : m_folds) {
        titles += one.title->sizeHint().height() + gapPixels;
    }
    // What is beside a title is a little taller.
    titles += m_chip->sizeHint().height() - fold(Part::Map).title->sizeHint().height();
    titles += m_window->sizeHint().height() - fold(Part::Regions).title->sizeHint().height();
    return titles;
}

QSize DistributionPanel::minimumSizeHint() const {
    int tallest = 0;
    for (const Fold& one : m_folds) {
        tallest = std::max(tallest, neededBy(one));
    }
    return {QWidget::minimumSizeHint().width(), titlesHeight() + tallest};
}

void DistributionPanel::fit() {
    int left = height() - titlesHeight();
    for (const Part part : m_priority) {
        Fold& one = fold(part);
        const int needed = neededBy(one);
        const bool isVisible = one.isOpen && needed <= left;
        left -= isVisible ? needed : 0;
        one.body->setVisible(isVisible);
        one.title->setChecked(isVisible);
        one.title->setArrowType(isVisible ? Qt::DownArrow : Qt::RightArrow);
        one.title->setAccessibleDescription(isVisible ? tr("open") : tr("folded"));
    }
}

void DistributionPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void DistributionPanel::takeSnapshot() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    const QString heading = m_context.isLive()
                                ? tr("Distribution — now")
                                : tr("Distribution — at %1").arg(theme::clockText(snapshot->now));
    if (fold(Part::Map).title->text() != heading) {
        fold(Part::Map).title->setText(heading);
    }
}

void DistributionPanel::showEvent(QShowEvent* event) {
    takeSnapshot();
    QWidget::showEvent(event);
}

} // namespace vigie::ui::distribution
