// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/alarmspage.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/alarms/alarmhealthpage.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/journalpage.h"
#include "ui/alarms/outwardpage.h"
#include "ui/alarms/shiftreportpage.h"

namespace vigie::ui::alarms {

AlarmsPage::AlarmsPage(desk::DeskContext& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_pages(new QStackedWidget(this)),
      m_incidents(new AlarmPanel(desk, AlarmPanel::Kind::Page, this)),
      m_journal(new JournalPage(desk, this)), m_health(new AlarmHealthPage(desk, this)),
      m_report(new ShiftReportPage(desk, this)), m_outward(new OutwardPage(this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 0, 6, 0);
    bar->setSpacing(0);
    auto* group = new QButtonGroup(this);
    const std::array<QString, tabCount> titles{tr("Incidents"), tr("Journal"), tr("Alarm health"),
                                               tr("Shift report"), tr("Outward")};
    for (int i = 0; i < tabCount; ++i) {
        auto* tab = new QToolButton(this);
        tab->setText(titles[static_cast<std::size_t>(i)]);
        tab->setProperty("role", QStringLiteral("tab"));
        tab->setCheckable(true);
        tab->setFixedHeight(34);
        tab->setToolTip(tr("%1 (Alt+%2)").arg(tab->text()).arg(i + 1));
        group->addButton(tab);
        connect(tab, &QToolButton::clicked, this, [this, i] { showTab(static_cast<Tab>(i)); });
        auto* action = new QAction(tab->text(), this);
        action->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, i] { showTab(static_cast<Tab>(i)); });
        addAction(action);
        m_tabs[static_cast<std::size_t>(i)] = tab;
        bar->addWidget(tab);
    }
    bar->addStretch(1);
    QWidget* const pages[] = {m_incidents, m_journal, m_health, m_report, m_outward};
    for (QWidget* page : pages) {
        m_pages->addWidget(page);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_pages, 1);
    m_tabs.front()->setChecked(true);
    setFocusProxy(m_pages);
    auto* jump = new QAction(tr("Show in the journal"), this);
    jump->setShortcut(Qt::Key_J);
    jump->setShortcutContext(Qt::WidgetShortcut);
    connect(jump, &QAction::triggered, this, [this] {
        const Chosen chosen = m_incidents->chosen();
        if (!chosen.incidents.empty()) {
            showJournalOf(0, chosen.incidents.front());
        } else if (!chosen.alarms.empty()) {
            showJournalOf(chosen.alarms.front(), 0);
        }
    });
    m_incidents->tree().addAction(jump);
    connect(m_health, &AlarmHealthPage::ruleJournalWanted, this, [this](const std::string& ruleId) {
        showTab(Tab::Journal);
        m_journal->showRule(ruleId);
    });
}

void AlarmsPage::showTab(Tab tab) {
    m_pages->setCurrentIndex(static_cast<int>(tab));
    m_tabs[static_cast<std::size_t>(tab)]->setChecked(true);
    setFocusProxy(m_pages->currentWidget());
    m_pages->currentWidget()->setFocus();
}

AlarmsPage::Tab AlarmsPage::tab() const {
    return static_cast<Tab>(m_pages->currentIndex());
}

void AlarmsPage::setOutward(outward::Outward* outward) {
    m_outward->setOutward(outward);
}

void AlarmsPage::showJournalOf(quint64 alarmId, quint64 incidentId) {
    showTab(Tab::Journal);
    m_journal->showOnly(alarmId, incidentId);
}

} // namespace vigie::ui::alarms
