// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/outwardpage.h"

#include <mutex>

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/alarms/pageparts.h"
#include "ui/desk/tableexport.h"

namespace vigie::ui::alarms {

/// Outlives the page, so that a late answer has a place to go.
class OutwardPage::Relay {
public:
    explicit Relay(OutwardPage* page) : m_page(page) {}
    void close() {
        const std::lock_guard lock(m_mutex);
        m_page = nullptr;
    }
    /// On a target's thread.
    void answer(const std::string& target, const QString& whyNot) {
        const std::lock_guard lock(m_mutex);
        if (m_page != nullptr) {
            QMetaObject::invokeMethod(
                m_page, [page = m_page, target, whyNot] { page->takeAnswer(target, whyNot); },
                Qt::QueuedConnection);
        }
    }

private:
    std::mutex m_mutex;
    OutwardPage* m_page; // guarded by m_mutex; null once the page is gone
};

OutwardPage::OutwardPage(QWidget* parent)
    : QWidget(parent), m_relay(std::make_shared<Relay>(this)), m_model(new OutwardModel(this)),
      m_table(new QTableView(this)), m_empty(new QLabel(this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Outward targets"));
    dressTable(*m_table);
    m_table->verticalHeader()->setDefaultSectionSize(34);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(OutwardModel::State, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {
        {OutwardModel::Name, 170},      {OutwardModel::Kind, 110},   {OutwardModel::Address, 330},
        {OutwardModel::Delivered, 100}, {OutwardModel::Waiting, 90}, {OutwardModel::Lost, 80},
        {OutwardModel::Last, 100},      {OutwardModel::NextTry, 90}, {OutwardModel::Test, 92},
        {OutwardModel::TestResult, 300}};
    for (const auto& [column, width] : widths) {
        m_table->setColumnWidth(column, width);
    }
    desk::enableCopy(m_table);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setProperty("role", QStringLiteral("quiet"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setText(
        tr("No outward targets are set up.\n\nAlarms can go to a webhook, to SNMP managers, to "
           "Prometheus Alertmanager and to syslog. List the targets under \"outward\" in the desk "
           "file and start the desk anew; docs/alarms.md, section \"Outward\", has an example of "
           "each. Each can then be tested here."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(6);
    layout->addWidget(makeHeading(tr("Outward targets"), this));
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    connect(m_model, &QAbstractItemModel::modelReset, this, &OutwardPage::addButtons);
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &OutwardPage::refresh);
    refresh();
}

OutwardPage::~OutwardPage() {
    m_relay->close();
}

void OutwardPage::setOutward(outward::Outward* outward) {
    m_outward = outward;
    m_underWay.clear();
    refresh();
}

QString OutwardPage::emptyText() const {
    return m_empty->isHidden() ? QString() : m_empty->text();
}

void OutwardPage::refresh() {
    m_model->setTargets(m_outward != nullptr ? m_outward->status()
                                             : std::vector<outward::TargetStatus>());
    const bool isEmpty = m_model->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
}

void OutwardPage::addButtons() {
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const std::string name = m_model->targets()[static_cast<std::size_t>(row)].name;
        auto* button = new QPushButton(tr("Test"), m_table);
        button->setAccessibleName(tr("Test %1").arg(QString::fromStdString(name)));
        button->setToolTip(tr("Sends a test notice to this target, past its queue"));
        connect(button, &QPushButton::clicked, this, [this, name] { test(name); });
        // The table owns it and deletes it with the row.
        m_table->setIndexWidget(m_model->index(row, OutwardModel::Test), button);
    }
}

void OutwardPage::test(const std::string& target) {
    if (m_outward == nullptr || !m_underWay.insert(target).second) {
        return;
    }
    m_model->setTestResult(target, tr("under way …"));
    m_outward->test(target, [relay = m_relay, target](const base::Result<void>& result) {
        relay->answer(target, result ? QString() : QString::fromStdString(result.error().message));
    });
}

void OutwardPage::takeAnswer(const std::string& target, const QString& whyNot) {
    m_underWay.erase(target);
    const QString at = QDateTime::currentDateTimeUtc().toString(QStringLiteral("HH:mm:ss"));
    m_model->setTestResult(target, whyNot.isEmpty()
                                       ? tr("%1 test arrived").arg(at)
                                       : tr("%1 test failed: %2").arg(at, whyNot.simplified()));
    refresh();
}

void OutwardPage::showEvent(QShowEvent* event) {
    refresh();
    m_timer.start();
    QWidget::showEvent(event);
}

void OutwardPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    QWidget::hideEvent(event);
}

} // namespace vigie::ui::alarms
