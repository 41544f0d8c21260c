// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/regiontools.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSettings>

#include "ui/distribution/regiontable.h"
#include "ui/theme/fonts.h"

namespace vigie::ui::distribution {

QLabel* makeHeading(const QString& text, QWidget* parent) {
    auto* heading = new QLabel(text, parent);
    heading->setProperty("role", QStringLiteral("heading"));
    heading->setFont(theme::headingFont());
    return heading;
}

QComboBox* makeWindowChooser(RegionTable* table, const QString& settingsKey, QWidget* parent) {
    auto* chooser = new QComboBox(parent);
    chooser->setAccessibleName(RegionTable::tr("Health over"));
    chooser->setToolTip(RegionTable::tr("Over what time health is told"));
    for (const HealthWindow window :
         {HealthWindow::Minute, HealthWindow::QuarterHour, HealthWindow::Day}) {
        chooser->addItem(windowText(window), static_cast<int>(window));
    }
    const int kept =
        QSettings().value(settingsKey, static_cast<int>(HealthWindow::QuarterHour)).toInt();
    const auto choose = [table](int window) {
        table->regions().setWindow(static_cast<HealthWindow>(window));
    };
    const int index = chooser->findData(kept);
    chooser->setCurrentIndex(index >= 0 ? index : 1);
    choose(chooser->currentData().toInt());
    QObject::connect(chooser, &QComboBox::currentIndexChanged, table,
                     [chooser, choose, settingsKey] {
                         choose(chooser->currentData().toInt());
                         QSettings().setValue(settingsKey, chooser->currentData());
                     });
    return chooser;
}

QCheckBox* makeWorstFirst(RegionTable* table, const QString& settingsKey, QWidget* parent) {
    auto* box = new QCheckBox(RegionTable::tr("Worst first"), parent);
    box->setChecked(QSettings().value(settingsKey, false).toBool());
    const auto apply = [table](bool isWorstFirst) {
        if (isWorstFirst) {
            const QSignalBlocker blocker(table->horizontalHeader());
            table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        }
        table->order().setWorstFirst(isWorstFirst);
    };
    apply(box->isChecked());
    QObject::connect(box, &QCheckBox::toggled, table, [apply, settingsKey](bool isWorstFirst) {
        apply(isWorstFirst);
        QSettings().setValue(settingsKey, isWorstFirst);
    });
    // A click on a column's title takes its place.
    QObject::connect(table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, box, [box] {
        const QSignalBlocker blocker(box);
        box->setChecked(false);
    });
    return box;
}

} // namespace vigie::ui::distribution
