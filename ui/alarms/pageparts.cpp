// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/pageparts.h"

#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"

namespace vigie::ui::alarms {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::alarms)
};

} // namespace

QLabel* makeHeading(const QString& text, QWidget* parent) {
    auto* heading = new QLabel(text, parent);
    heading->setProperty("role", QStringLiteral("heading"));
    heading->setFont(theme::headingFont());
    return heading;
}

void dressTable(QTableView& table) {
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setIconSize(QSize(12, 12));
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(24);
    table.verticalHeader()->setMinimumSectionSize(20);
    QHeaderView* header = table.horizontalHeader();
    header->setHighlightSections(false);
    header->setFont(theme::textFont(12));
    header->setSectionsMovable(false);
}

QLabel* makeEmptyNote(QTableView& table) {
    auto* note = new QLabel(table.viewport());
    note->setProperty("role", QStringLiteral("quiet"));
    note->setTextFormat(Qt::PlainText);
    note->setAlignment(Qt::AlignCenter);
    note->setWordWrap(true);
    note->hide();
    auto* layout = new QVBoxLayout(table.viewport());
    layout->addWidget(note);
    return note;
}

QDateTimeEdit* makeTimeEdit(const QString& name, QWidget* parent) {
    auto* edit = new QDateTimeEdit(parent);
    edit->setTimeSpec(theme::timeSpec());
    edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    edit->setFont(theme::figureFont());
    edit->setAccessibleName(name);
    edit->setToolTip(Words::tr("%1, %2").arg(name, theme::zoneName()));
    edit->hide();
    return edit;
}

base::Utc momentOf(const QDateTimeEdit& edit) {
    return base::utcFromNs(edit.dateTime().toMSecsSinceEpoch() * 1'000'000);
}

} // namespace vigie::ui::alarms
