// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/regiontools.h"

#include <algorithm>
#include <array>

#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

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
        table->setWindow(static_cast<HealthWindow>(window));
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

namespace {

QString choiceText(ComparedWith with) {
    return with == ComparedWith::Nothing ? RegionTable::tr("not compared") : comparedText(with);
}

constexpr std::array comparisons{ComparedWith::Nothing, ComparedWith::OtherPath,
                                 ComparedWith::OtherRegions, ComparedWith::Earlier};

} // namespace

QComboBox* makeCompareChooser(RegionTable* table, const QString& settingsKey, QWidget* parent) {
    auto* chooser = new QComboBox(parent);
    chooser->setAccessibleName(RegionTable::tr("Compared with"));
    chooser->setToolTip(RegionTable::tr("What health and latency are held against"));
    for (const ComparedWith with : comparisons) {
        chooser->addItem(choiceText(with), static_cast<int>(with));
    }
    const int kept =
        QSettings().value(settingsKey, static_cast<int>(ComparedWith::OtherRegions)).toInt();
    chooser->setCurrentIndex(std::max(0, chooser->findData(kept)));
    table->compareWith(static_cast<ComparedWith>(chooser->currentData().toInt()));
    QObject::connect(
        chooser, &QComboBox::currentIndexChanged, table, [table, chooser, settingsKey] {
            table->compareWith(static_cast<ComparedWith>(chooser->currentData().toInt()));
            QSettings().setValue(settingsKey, chooser->currentData());
        });
    return chooser;
}

QToolButton* makeCompareButton(RegionTable* table, const QString& settingsKey, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setProperty("role", QStringLiteral("badge"));
    button->setText(QStringLiteral("Δ"));
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(button);
    auto* group = new QActionGroup(menu);
    const auto choose = [table, button](ComparedWith with) {
        table->compareWith(with);
        button->setChecked(with != ComparedWith::Nothing);
        button->setToolTip(RegionTable::tr("Compared with: %1").arg(choiceText(with)));
        button->setAccessibleName(button->toolTip());
    };
    const int kept = QSettings().value(settingsKey, 0).toInt();
    choose(ComparedWith::Nothing);
    for (const ComparedWith with : comparisons) {
        QAction* action = menu->addAction(choiceText(with));
        action->setActionGroup(group);
        action->setCheckable(true);
        if (with == ComparedWith::Nothing || static_cast<int>(with) == kept) {
            action->setChecked(true);
            choose(with);
        }
        QObject::connect(action, &QAction::triggered, table, [choose, with, settingsKey] {
            choose(with);
            QSettings().setValue(settingsKey, static_cast<int>(with));
        });
    }
    // Not the button's own menu: that one would draw an arrow, and there is little room.
    QObject::connect(button, &QToolButton::clicked, menu, [table, button, menu] {
        button->setChecked(table->regions().comparedWith() != ComparedWith::Nothing);
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    });
    return button;
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
