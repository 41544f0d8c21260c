// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/distributionpanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/distribution/mapview.h"
#include "ui/distribution/regiontable.h"
#include "ui/distribution/regiontools.h"
#include "ui/distribution/sharepanel.h"
#include "ui/theme/figures.h"

namespace vigie::ui::distribution {

DistributionPanel::DistributionPanel(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_map(new MapView(context, this)),
      m_share(new SharePanel(context, QStringLiteral("distribution/panelShare"), this)),
      m_table(new RegionTable(context, false, this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_heading = makeHeading(tr("Distribution — now"), this);
    m_window = makeWindowChooser(m_table, QStringLiteral("distribution/panelWindow"), this);

    auto* regions = new QHBoxLayout;
    regions->addWidget(makeHeading(tr("Regions"), this));
    regions->addStretch(1);
    regions->addWidget(
        makeWorstFirst(m_table, QStringLiteral("distribution/panelWorstFirst"), this));
    regions->addWidget(m_window);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 8);
    layout->setSpacing(8);
    layout->addWidget(m_heading);
    layout->addWidget(m_map, 3);
    layout->addWidget(m_share);
    layout->addLayout(regions);
    layout->addWidget(m_table, 4);

    connect(&m_context, &desk::DeskContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            takeSnapshot();
        }
    });
    takeSnapshot();
}

void DistributionPanel::takeSnapshot() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    const QString heading = m_context.isLive()
                                ? tr("Distribution — now")
                                : tr("Distribution — at %1").arg(theme::clockText(snapshot->now));
    if (m_heading->text() != heading) {
        m_heading->setText(heading);
    }
}

void DistributionPanel::showEvent(QShowEvent* event) {
    takeSnapshot();
    QWidget::showEvent(event);
}

} // namespace vigie::ui::distribution
