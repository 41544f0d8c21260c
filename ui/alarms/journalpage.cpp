// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/journalpage.h"

#include <QAction>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/alarms/pageparts.h"
#include "ui/desk/flowlayout.h"
#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"

namespace vigie::ui::alarms {

namespace {

/// Items of the chooser of times; the hours are those before now.
enum class Period { All, Hour, Shift, Day, Week, Between };

std::chrono::hours hoursOf(Period period) {
    switch (period) {
    case Period::Hour:
        return std::chrono::hours(1);
    case Period::Shift:
        return std::chrono::hours(8);
    case Period::Day:
        return std::chrono::hours(24);
    case Period::Week:
        return std::chrono::hours(24 * 7);
    case Period::All:
    case Period::Between:
        break;
    }
    return std::chrono::hours(0);
}

} // namespace

JournalPage::JournalPage(desk::DeskContext& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_model(new JournalModel(this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    makeTable();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(6);
    layout->addWidget(makeTools());
    layout->addWidget(m_table, 1);
    addKeys();

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(debounceMs);
    m_newest.setInterval(newestMs);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_debounce, &QTimer::timeout, this, &JournalPage::refresh);
    connect(&m_newest, &QTimer::timeout, this, &JournalPage::askNewest);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        ++m_epoch;
        m_isWaiting = false;
        m_model->setLoading(false);
        m_error = tr("The journal does not answer.");
        showStatus();
    });
    connect(m_model, &JournalModel::moreWanted, this, &JournalPage::askMore);
    m_model->setSnapshot(m_desk.snapshot());
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this,
            [this](const engine::SnapshotPtr& snapshot) {
                if (isVisible()) {
                    m_model->setSnapshot(snapshot);
                }
                // The past was moved back: what is listed had not happened yet.
                if (!m_desk.isLive() && snapshot->now < m_now && isVisible()) {
                    askSoon();
                }
                m_now = snapshot->now;
            });
    connect(&m_desk, &desk::DeskContext::placeChanged, this, [this] {
        // What is still awaited is of the place before and never comes.
        ++m_epoch;
        m_isWaiting = false;
        m_patience.stop();
        m_model->setLoading(false);
        m_model->setSnapshot(m_desk.snapshot());
        if (isVisible()) {
            refresh();
        } else {
            m_isAnswered = false;
        }
    });
    showScope();
    showStatus();
}

void JournalPage::makeTable() {
    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Journal"));
    dressTable(*m_table);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(JournalModel::Why, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {
        {JournalModel::When, 214},    {JournalModel::What, 208}, {JournalModel::Severity, 112},
        {JournalModel::Subject, 380}, {JournalModel::Rule, 168}, {JournalModel::Value, 108},
        {JournalModel::Limit, 96},    {JournalModel::Who, 132}};
    for (const auto& [column, width] : widths) {
        m_table->setColumnWidth(column, width);
    }
    desk::enableCopy(m_table);
    auto* narrow = new QAction(tr("Only this incident or alarm"), m_table);
    narrow->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    narrow->setShortcutContext(Qt::WidgetShortcut);
    connect(narrow, &QAction::triggered, this, &JournalPage::narrowToCurrent);
    auto* open = new QAction(tr("Open the feed"), m_table);
    open->setShortcut(Qt::Key_I);
    open->setShortcutContext(Qt::WidgetShortcut);
    connect(open, &QAction::triggered, this, [this] {
        const QModelIndex current = m_table->currentIndex();
        const QString feed = current.data(JournalModel::FeedRole).toString();
        if (!feed.isEmpty()) {
            m_desk.openFeed(feed, current.data(JournalModel::RegionRole).toString());
        }
    });
    m_table->addAction(narrow);
    m_table->addAction(open);
    connect(m_table, &QTableView::doubleClicked, this, &JournalPage::narrowToCurrent);
    m_empty = makeEmptyNote(*m_table);
}

QWidget* JournalPage::makeTools() {
    auto* tools = new QWidget(this);
    auto* row = new desk::FlowLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_search = new QLineEdit(tools);
    m_search->setPlaceholderText(tr("Search node, path, feed, rule, operator, text  Ctrl+F"));
    m_search->setAccessibleName(tr("Search in the journal"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(300);
    connect(m_search, &QLineEdit::textChanged, this, &JournalPage::askSoon);
    connect(m_search, &QLineEdit::returnPressed, this, &JournalPage::refresh);
    row->addWidget(m_search);
    for (std::size_t i = 0; i < recordGroups; ++i) {
        auto* button = new QToolButton(tools);
        button->setText(groupText(static_cast<RecordGroup>(i)));
        button->setProperty("role", QStringLiteral("badge"));
        button->setCheckable(true);
        button->setChecked(true);
        button->setToolTip(tr("Show or hide: %1").arg(button->text()));
        connect(button, &QToolButton::toggled, this, &JournalPage::askSoon);
        m_groups[i] = button;
        row->addWidget(button);
    }
    m_severity = new QComboBox(tools);
    m_severity->setAccessibleName(tr("Least severity"));
    m_severity->setToolTip(
        tr("Least severity. Other than \"any\" leaves out records that have none"));
    m_severity->addItem(tr("Any severity"), 0);
    for (const auto severity : {alarm::Severity::Minor, alarm::Severity::Major}) {
        m_severity->addItem(tr("%1 and worse").arg(theme::severityWord(severity)),
                            static_cast<int>(severity));
    }
    m_severity->addItem(tr("only %1").arg(theme::severityWord(alarm::Severity::Critical)),
                        static_cast<int>(alarm::Severity::Critical));
    connect(m_severity, &QComboBox::currentIndexChanged, this, &JournalPage::askSoon);
    row->addWidget(m_severity);
    m_period = new QComboBox(tools);
    m_period->setAccessibleName(tr("Time"));
    const std::pair<Period, QString> periods[] = {
        {Period::All, tr("Any time")},       {Period::Hour, tr("Last hour")},
        {Period::Shift, tr("Last 8 hours")}, {Period::Day, tr("Last 24 hours")},
        {Period::Week, tr("Last 7 days")},   {Period::Between, tr("From … to …")}};
    for (const auto& [period, text] : periods) {
        m_period->addItem(text, static_cast<int>(period));
    }
    m_from = makeTimeEdit(tr("From"), tools);
    m_to = makeTimeEdit(tr("To"), tools);
    connect(m_period, &QComboBox::currentIndexChanged, this, [this] {
        const bool isBetween = m_period->currentData().toInt() == static_cast<int>(Period::Between);
        if (isBetween && !m_from->isVisibleTo(this)) {
            const QDateTime now = theme::toShownDateTime(m_desk.snapshot()->now);
            const QSignalBlocker quietFrom(m_from);
            const QSignalBlocker quietTo(m_to);
            m_from->setDateTime(now.addSecs(-8 * 3600));
            m_to->setDateTime(now.addSecs(60));
        }
        m_from->setVisible(isBetween);
        m_to->setVisible(isBetween);
        askSoon();
    });
    connect(m_from, &QDateTimeEdit::dateTimeChanged, this, &JournalPage::askSoon);
    connect(m_to, &QDateTimeEdit::dateTimeChanged, this, &JournalPage::askSoon);
    row->addWidget(m_period);
    row->addWidget(m_from);
    row->addWidget(m_to);
    m_scope = new QToolButton(tools);
    m_scope->setProperty("role", QStringLiteral("badge"));
    m_scope->setToolTip(tr("Show everything again (Esc)"));
    connect(m_scope, &QToolButton::clicked, this, &JournalPage::showAll);
    row->addWidget(m_scope);
    m_status = new QLabel(tools);
    m_status->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_status->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_status->setProperty("role", QStringLiteral("quiet"));
    m_status->setTextFormat(Qt::PlainText);
    row->addWidget(m_status);
    auto* save = new QPushButton(tr("Export CSV"), tools);
    save->setToolTip(tr("The rows that are loaded, as comma-separated values (Ctrl+E)"));
    connect(save, &QPushButton::clicked, this, &JournalPage::exportCsv);
    row->addWidget(save);
    return tools;
}

void JournalPage::addKeys() {
    const auto add = [this](const QKeySequence& keys, const QString& what, auto&& function) {
        auto* action = new QAction(what, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, std::forward<decltype(function)>(function));
        addAction(action);
    };
    add(QKeySequence::Find, tr("Search"), [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    add(QKeySequence(Qt::CTRL | Qt::Key_E), tr("Export as CSV …"), [this] { exportCsv(); });
    add(QKeySequence(Qt::Key_F5), tr("Ask anew"), [this] { refresh(); });
    add(QKeySequence(Qt::Key_Escape), tr("Show everything again"), [this] { showAll(); });
}

void JournalPage::setSearch(const QString& text) {
    m_search->setText(text);
}

void JournalPage::setGroup(RecordGroup group, bool isShown) {
    m_groups[static_cast<std::size_t>(group)]->setChecked(isShown);
}

void JournalPage::resetFilters() {
    const QSignalBlocker quiet(m_search);
    m_search->clear();
    m_severity->setCurrentIndex(0);
    m_period->setCurrentIndex(0);
    for (QToolButton* button : m_groups) {
        button->setChecked(true);
    }
    m_alarmId = 0;
    m_incidentId = 0;
}

void JournalPage::showOnly(std::uint64_t alarmId, std::uint64_t incidentId) {
    resetFilters();
    m_alarmId = alarmId;
    m_incidentId = incidentId;
    showScope();
    refresh();
}

void JournalPage::showRule(const std::string& ruleId) {
    resetFilters();
    m_search->setText(QString::fromStdString(ruleId));
    m_period->setCurrentIndex(m_period->findData(static_cast<int>(Period::Day)));
    showScope();
    refresh();
}

void JournalPage::showAll() {
    resetFilters();
    showScope();
    refresh();
}

void JournalPage::narrowToCurrent() {
    const QModelIndex current = m_table->currentIndex();
    const auto incident = current.data(JournalModel::IncidentIdRole).toULongLong();
    const auto alarm = current.data(JournalModel::AlarmIdRole).toULongLong();
    if (incident != 0 || alarm != 0) {
        // An alarm's row leads to its incident first, and there to the alarm alone.
        const bool isIncidentShown = m_incidentId != 0 && m_incidentId == incident;
        if (incident != 0 && !isIncidentShown) {
            showOnly(0, incident);
        } else if (alarm != 0) {
            showOnly(alarm, 0);
        }
    }
}

void JournalPage::askSoon() {
    m_debounce.start();
}

journal::HistoryQuery JournalPage::query() const {
    journal::HistoryQuery query;
    query.text = m_search->text().trimmed().toStdString();
    query.alarmId = m_alarmId;
    query.incidentId = m_incidentId;
    bool isAll = true;
    for (const QToolButton* button : m_groups) {
        isAll = isAll && button->isChecked();
    }
    if (!isAll) {
        for (const alarm::RecordKind kind : allRecordKinds()) {
            if (m_groups[static_cast<std::size_t>(groupOf(kind))]->isChecked()) {
                query.kinds.push_back(kind);
            }
        }
    }
    const int severity = m_severity->currentData().toInt();
    if (severity != 0) {
        query.leastSeverity = static_cast<alarm::Severity>(severity);
    }
    const auto period = static_cast<Period>(m_period->currentData().toInt());
    if (period == Period::Between) {
        query.from = momentOf(*m_from);
        query.to = momentOf(*m_to);
    } else if (period != Period::All) {
        query.from = m_desk.snapshot()->now - hoursOf(period);
    }
    return query;
}

void JournalPage::ask(journal::HistoryQuery query, void (JournalPage::*take)(journal::History)) {
    m_isWaiting = true;
    m_model->setLoading(true);
    m_patience.start();
    m_desk.queryHistory(std::move(query), this,
                        [this, take, epoch = m_epoch](journal::History history) {
                            if (epoch != m_epoch) {
                                return;
                            }
                            m_patience.stop();
                            m_isWaiting = false;
                            m_isAnswered = true;
                            m_model->setLoading(false);
                            m_error = QString::fromStdString(history.error);
                            if (m_error.isEmpty()) {
                                (this->*take)(std::move(history));
                            }
                            showStatus();
                        });
    showStatus();
}

void JournalPage::refresh() {
    m_debounce.stop();
    ++m_epoch;
    journal::HistoryQuery wanted = query();
    bool isAny = false;
    for (const QToolButton* button : m_groups) {
        isAny = isAny || button->isChecked();
    }
    if (!isAny) {
        // No kinds means any to the journal; here it means none.
        m_patience.stop();
        m_isWaiting = false;
        m_isAnswered = true;
        m_error.clear();
        m_model->setLoading(false);
        m_model->reset({}, false);
        showStatus();
        return;
    }
    ask(std::move(wanted), &JournalPage::takeFirst);
}

void JournalPage::askMore() {
    if (m_isWaiting || m_model->records().empty()) {
        return;
    }
    journal::HistoryQuery wanted = query();
    wanted.before = m_model->records().back().sequence;
    ask(std::move(wanted), &JournalPage::takeMore);
}

void JournalPage::askNewest() {
    const auto period = static_cast<Period>(m_period->currentData().toInt());
    if (m_isWaiting || m_debounce.isActive() || period == Period::Between) {
        return;
    }
    if (m_model->records().empty()) {
        refresh();
        return;
    }
    ask(query(), &JournalPage::takeNewest);
}

void JournalPage::takeFirst(journal::History history) {
    m_model->reset(std::move(history.records), history.hasMore);
    m_table->scrollToTop();
}

void JournalPage::takeMore(journal::History history) {
    m_model->append(std::move(history.records), history.hasMore);
}

void JournalPage::takeNewest(journal::History history) {
    if (history.records.empty()) {
        return;
    }
    const std::uint64_t newest = m_model->records().front().sequence;
    if (history.records.back().sequence > newest && history.hasMore) {
        // More came than a page holds: there would be a hole.
        takeFirst(std::move(history));
        return;
    }
    m_model->prepend(history.records);
}

QString JournalPage::status() const {
    return m_empty->isVisibleTo(m_table) ? m_empty->text() : m_status->text();
}

void JournalPage::showScope() {
    QString text;
    if (m_incidentId != 0) {
        text = tr("Only incident %1  ×").arg(m_incidentId);
    } else if (m_alarmId != 0) {
        text = tr("Only alarm %1  ×").arg(m_alarmId);
    }
    m_scope->setText(text);
    m_scope->setVisible(!text.isEmpty());
}

void JournalPage::showStatus() {
    const int rows = m_model->rowCount();
    QString text;
    if (!m_error.isEmpty()) {
        text = tr("The journal could not be read: %1").arg(m_error);
    } else if (m_isWaiting && (rows == 0 || !m_isAnswered)) {
        text = tr("Loading …");
    } else if (rows == 0) {
        text = m_isAnswered ? tr("The journal has nothing for these filters.") : QString();
    } else if (m_model->isFull()) {
        text = tr("%1 records; older ones: narrow the time").arg(theme::grouped(rows));
    } else {
        text = m_model->hasMore() ? tr("%1 records, more below").arg(theme::grouped(rows))
                                  : tr("%1 records").arg(theme::grouped(rows));
    }
    const QString trouble = QString::fromStdString(m_desk.snapshot()->journalTrouble);
    if (!trouble.isEmpty() && rows > 0 && m_error.isEmpty()) {
        text = tr("Not written now: %1").arg(trouble);
    }
    m_empty->setText(rows == 0 ? text : QString());
    m_empty->setVisible(rows == 0 && !text.isEmpty());
    m_status->setText(rows == 0 ? QString() : text);
}

void JournalPage::exportCsv() {
    desk::saveTextAs(this, QStringLiteral("vigie-journal.csv"), tr("Tables (*.csv)"),
                     desk::commaSeparated(*m_model));
}

void JournalPage::showEvent(QShowEvent* event) {
    m_model->setSnapshot(m_desk.snapshot());
    if (!m_isAnswered) {
        refresh();
    } else {
        askNewest();
    }
    m_newest.start();
    QWidget::showEvent(event);
}

void JournalPage::hideEvent(QHideEvent* event) {
    m_newest.stop();
    QWidget::hideEvent(event);
}

} // namespace vigie::ui::alarms
