// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/alarmhealthpage.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/alarms/pageparts.h"
#include "ui/alarms/prioritybars.h"
#include "ui/alarms/ratechart.h"
#include "ui/alarms/recordwords.h"
#include "ui/desk/columnfit.h"
#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"

namespace vigie::ui::alarms {

namespace {

QVBoxLayout* boxOf(QWidget* widget) {
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    return layout;
}

} // namespace

AlarmHealthPage::AlarmHealthPage(desk::DeskContext& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_figures(new HealthFigureModel(this)), m_timer(this) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_headline = new QLabel(tr("Loading …"), this);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setProperty("role", QStringLiteral("figure"));
    auto* top = new QHBoxLayout;
    top->setSpacing(18);
    top->addWidget(makeFigures(), 4);
    top->addWidget(makeRates(), 6);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(18);
    bottom->addWidget(makeList(Top, tr("Top ten"),
                               tr("The alarms that were raised most often. Mend these rules "
                                  "first.")),
                      4);
    auto* restless = new QVBoxLayout;
    restless->setSpacing(10);
    restless->addWidget(makeList(Chattering, tr("Chattering"),
                                 tr("Came and went three times or more within a minute.")));
    restless->addWidget(makeList(Stale, tr("Stale"), tr("Present for more than 24 hours.")));
    bottom->addLayout(restless, 4);
    bottom->addWidget(makeRule(), 3);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(10);
    layout->addWidget(m_headline);
    layout->addLayout(top, 5);
    layout->addLayout(bottom, 5);
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &AlarmHealthPage::ask);
    connect(&m_desk, &desk::DeskContext::placeChanged, this, [this] {
        m_isWaiting = false; // what is still awaited never comes
        if (isVisible()) {
            ask();
        }
    });
}

AlarmHealthPage::~AlarmHealthPage() = default;

QWidget* AlarmHealthPage::makeFigures() {
    auto* part = new QWidget(this);
    auto* layout = boxOf(part);
    m_figureTable = new QTableView(part);
    m_figureTable->setModel(m_figures);
    m_figureTable->setAccessibleName(tr("Figures of the alarm system"));
    dressTable(*m_figureTable);
    m_figureTable->verticalHeader()->setDefaultSectionSize(27);
    QHeaderView* header = m_figureTable->horizontalHeader();
    header->setSectionResizeMode(HealthFigureModel::Figure, QHeaderView::Stretch);
    desk::fitColumns(*m_figureTable, *header, 130,
                     {{HealthFigureModel::Value, 158, 90},
                      {HealthFigureModel::Verdict, 158, 96},
                      {HealthFigureModel::Target, 150, 96}});
    desk::enableCopy(m_figureTable);
    layout->addWidget(makeHeading(tr("Against EEMUA 191 and ISA-18.2"), part));
    layout->addWidget(m_figureTable, 1);
    return part;
}

QWidget* AlarmHealthPage::makeRates() {
    auto* part = new QWidget(this);
    auto* layout = boxOf(part);
    m_rates = new RateChart(part);
    m_priorities = new PriorityBars(part);
    layout->addWidget(makeHeading(tr("Rate — last 24 h"), part));
    layout->addWidget(m_rates, 1);
    layout->addWidget(makeHeading(tr("Priorities"), part));
    layout->addWidget(m_priorities);
    return part;
}

QWidget* AlarmHealthPage::makeList(List list, const QString& title, const QString& toolTip) {
    auto* part = new QWidget(this);
    auto* layout = boxOf(part);
    QLabel* heading = makeHeading(title, part);
    heading->setToolTip(toolTip);
    auto* model = new SourceModel(this);
    auto* table = new QTableView(part);
    table->setModel(model);
    table->setAccessibleName(title);
    dressTable(*table);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setSectionResizeMode(SourceModel::Subject, QHeaderView::Stretch);
    table->setColumnHidden(SourceModel::Since, list == Top);
    table->setColumnHidden(SourceModel::Part, list != Top);
    table->setColumnHidden(SourceModel::Times, list == Stale);
    std::vector<desk::FittedColumn> fitted;
    if (list != Stale) {
        fitted.push_back({SourceModel::Times, 66, 56});
    }
    fitted.push_back(list == Top ? desk::FittedColumn{SourceModel::Part, 80, 70}
                                 : desk::FittedColumn{SourceModel::Since, 186, 120});
    fitted.push_back({SourceModel::Rule, 150, 90});
    desk::fitColumns(*table, *table->horizontalHeader(), 110, std::move(fitted));
    desk::enableCopy(table);
    auto* open = new QAction(tr("Show in the journal"), table);
    open->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    open->setShortcutContext(Qt::WidgetShortcut);
    connect(open, &QAction::triggered, this, [this, table] { openJournal(table->currentIndex()); });
    table->addAction(open);
    connect(table, &QTableView::doubleClicked, this, &AlarmHealthPage::openJournal);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &AlarmHealthPage::showRule);
    m_lists[list] = {model, table, makeEmptyNote(*table)};
    layout->addWidget(heading);
    layout->addWidget(table, 1);
    return part;
}

QWidget* AlarmHealthPage::makeRule() {
    auto* part = new QWidget(this);
    auto* layout = boxOf(part);
    m_rule = new QPlainTextEdit(part);
    m_rule->setReadOnly(true);
    m_rule->setFrameShape(QFrame::NoFrame);
    m_rule->setAccessibleName(tr("The rule of the selected alarm"));
    m_rule->setTabChangesFocus(true);
    m_rule->setPlaceholderText(
        tr("Select an alarm to read its rule. Double-click or Return opens its journal."));
    layout->addWidget(makeHeading(tr("Its rule"), part));
    layout->addWidget(m_rule, 1);
    return part;
}

QString AlarmHealthPage::ruleShown() const {
    return m_rule->toPlainText();
}

QString AlarmHealthPage::headline() const {
    return m_headline->text();
}

void AlarmHealthPage::ask() {
    if (m_isWaiting) {
        // An answer that never comes must not stop the page for good: it asks again, and says so.
        if (++m_missed < 2) {
            return;
        }
        m_headline->setText(tr("The engine does not answer."));
    }
    m_isWaiting = true;
    m_missed = 0;
    m_desk.queryPerformance(this, [this](const alarm::Performance& performance) {
        m_isWaiting = false;
        m_missed = 0;
        take(performance);
    });
}

void AlarmHealthPage::take(const alarm::Performance& performance) {
    if (performance.at == base::Utc{}) {
        m_headline->setText(tr("Nothing was counted yet."));
        return;
    }
    std::vector<HealthFigure> figures = healthFigures(performance);
    const auto missed = std::count_if(figures.begin(), figures.end(), [](const auto& figure) {
        return figure.judgement == Judgement::Missed;
    });
    const QString counted =
        tr("counted since %1, at most 24 h").arg(theme::dateTimeText(performance.from));
    QString verdict = missed == 0   ? tr("No target is missed")
                      : missed == 1 ? tr("1 target is missed")
                                    : tr("%1 targets are missed").arg(missed);
    if (performance.isFlood) {
        verdict = (performance.floodSince
                       ? tr("FLOOD since %1").arg(theme::clockText(*performance.floodSince))
                       : tr("FLOOD now")) +
                  QStringLiteral(" · ") + verdict;
    }
    m_headline->setText(verdict + QStringLiteral(" · ") + counted);
    m_figures->setFigures(std::move(figures));
    m_rates->setPerformance(performance);
    m_priorities->setPriorities(prioritiesOf(performance));
    showSources(Top, performance.top, performance.alarms);
    showSources(Chattering, performance.chattering, 0);
    showSources(Stale, performance.stale, 0);
}

void AlarmHealthPage::showSources(List list, const std::vector<SourceModel::Count>& sources,
                                  std::uint32_t all) {
    SourceList& part = m_lists[list];
    std::optional<SourceModel::Count> current;
    if (const auto* source = part.model->at(part.table->currentIndex().row())) {
        current = *source;
    }
    part.model->setSources(m_desk.snapshot(), sources, all);
    const int row = current ? part.model->find(*current) : -1;
    if (row >= 0 && row != part.table->currentIndex().row()) {
        part.table->selectRow(row);
    }
    part.empty->setText(list == Top          ? tr("No alarm was raised.")
                        : list == Chattering ? tr("Nothing chatters.")
                                             : tr("Nothing stands for more than 24 hours."));
    part.empty->setVisible(sources.empty());
}

void AlarmHealthPage::showRule(const QModelIndex& index) {
    const QString rule = index.data(SourceModel::RuleRole).toString();
    if (!index.isValid() || rule.isEmpty()) {
        return;
    }
    m_ruleId = rule.toStdString();
    m_rule->setPlainText(ruleText(*m_desk.snapshot()->rules, m_ruleId));
}

void AlarmHealthPage::openJournal(const QModelIndex& index) {
    showRule(index);
    if (index.isValid()) {
        emit ruleJournalWanted(index.data(SourceModel::RuleRole).toString().toStdString());
    }
}

void AlarmHealthPage::showEvent(QShowEvent* event) {
    ask();
    m_timer.start();
    QWidget::showEvent(event);
}

void AlarmHealthPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    QWidget::hideEvent(event);
}

} // namespace vigie::ui::alarms
