// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/alarmpanel.h"

using namespace vigie;
using ui::alarms::AlarmModel;
using ui::alarms::AlarmPanel;
using ui::desk::DeskContext;

namespace {

engine::SnapshotPtr shared(engine::Snapshot snapshot) {
    return std::make_shared<engine::Snapshot>(std::move(snapshot));
}

std::vector<std::uint64_t> idsOf(const AlarmModel& model) {
    std::vector<std::uint64_t> ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        ids.push_back(model.index(row, 0).data(AlarmModel::AlarmIdRole).toULongLong());
    }
    return ids;
}

std::vector<std::uint64_t> idsOf(const engine::Snapshot& snapshot) {
    std::vector<std::uint64_t> ids;
    for (const auto& alarm : snapshot.alarms) {
        ids.push_back(alarm.id);
    }
    return ids;
}

QString text(const AlarmModel& model, int row, int column) {
    return model.index(row, column).data(Qt::DisplayRole).toString();
}

} // namespace

class TestAlarms : public QObject {
    Q_OBJECT
private slots:
    void rowsSayItInWords();
    void modelIsSoundThroughAnyChange();
    void unchangedRowsAreLeftAlone();
    void selectionStaysWithItsAlarm();
    void acknowledgeBySelection();
    void copyTakesWholeLines();
    void filterByText();
    void enterOpensTheFeed();

private:
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestAlarms::rowsSayItInWords() {
    AlarmModel model;
    const auto snapshot = shared(uitest::makeSnapshot());
    model.setSnapshot(snapshot);
    QCOMPARE(model.rowCount(), static_cast<int>(snapshot->alarms.size()));
    int row = -1;
    for (int i = 0; i < model.rowCount(); ++i) {
        if (text(model, i, AlarmModel::Incident).contains(QStringLiteral("continuity"))) {
            row = i;
        }
    }
    QVERIFY(row >= 0);
    QCOMPARE(text(model, row, AlarmModel::Severity), QStringLiteral("MAJOR"));
    QCOMPARE(text(model, row, AlarmModel::Since), QStringLiteral("18:03:20"));
    QCOMPARE(text(model, row, AlarmModel::Incident),
             QStringLiteral("003 Sailing · Drone ◆ Buenos Aires — continuity errors 41/s"));
    QCOMPARE(text(model, row, AlarmModel::Affects), QStringLiteral("1 path · on air"));
    QCOMPARE(text(model, row, AlarmModel::State), QStringLiteral("UNACK"));
    QCOMPARE(text(model, row, AlarmModel::Age), QStringLiteral("00:02:23"));
    QVERIFY(!model.index(row, AlarmModel::Severity).data(Qt::DecorationRole).isNull());
    // A node's alarm counts what it carries.
    for (int i = 0; i < model.rowCount(); ++i) {
        if (text(model, i, AlarmModel::Incident).contains(QStringLiteral("no contact"))) {
            QCOMPARE(text(model, i, AlarmModel::Affects), QStringLiteral("12 paths · 4 on air"));
        }
    }
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }
}

void TestAlarms::modelIsSoundThroughAnyChange() {
    AlarmModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    engine::Snapshot snapshot = uitest::makeSnapshot();
    model.setSnapshot(shared(snapshot));
    std::uint32_t random = 12345;
    const auto next = [&random](std::uint32_t below) {
        random = random * 1664525u + 1013904223u;
        return (random >> 8) % below;
    };
    std::uint64_t freshId = 1000;
    for (int round = 0; round < 200; ++round) {
        auto& alarms = snapshot.alarms;
        switch (next(4)) {
        case 0:
            if (!alarms.empty()) {
                alarms.erase(alarms.begin() + next(static_cast<std::uint32_t>(alarms.size())));
            }
            break;
        case 1: {
            engine::AlarmStatus alarm = uitest::makeSnapshot().alarms.front();
            alarm.id = freshId++;
            alarms.insert(alarms.begin() + next(static_cast<std::uint32_t>(alarms.size() + 1)),
                          alarm);
            break;
        }
        case 2:
            if (alarms.size() > 1) {
                std::swap(alarms[next(static_cast<std::uint32_t>(alarms.size()))],
                          alarms[next(static_cast<std::uint32_t>(alarms.size()))]);
            }
            break;
        default:
            if (!alarms.empty()) {
                alarms[next(static_cast<std::uint32_t>(alarms.size()))].state =
                    engine::AlarmState::Acknowledged;
            }
            break;
        }
        model.setSnapshot(shared(snapshot));
        QCOMPARE(idsOf(model), idsOf(snapshot));
    }
    model.setSnapshot(shared({}));
    QCOMPARE(model.rowCount(), 0);
}

void TestAlarms::unchangedRowsAreLeftAlone() {
    AlarmModel model;
    engine::Snapshot snapshot = uitest::makeSnapshot();
    model.setSnapshot(shared(snapshot));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSnapshot(shared(snapshot));
    QCOMPARE(changed.count(), 0);
    snapshot.alarms[2].state = engine::AlarmState::Acknowledged;
    model.setSnapshot(shared(snapshot));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 2);
    QCOMPARE(changed[0][1].toModelIndex().row(), 2);
}

void TestAlarms::selectionStaysWithItsAlarm() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    AlarmPanel panel(desk, AlarmPanel::Kind::Strip);
    panel.table().selectRow(5);
    const auto id = panel.table().currentIndex().data(AlarmModel::AlarmIdRole).toULongLong();
    engine::Snapshot next = uitest::makeSnapshot();
    std::rotate(next.alarms.begin(), next.alarms.begin() + 3, next.alarms.end());
    engine.publish(next);
    QTRY_COMPARE(idsOf(panel.model()), idsOf(next));
    const auto rows = panel.table().selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.front().data(AlarmModel::AlarmIdRole).toULongLong(), id);
}

void TestAlarms::acknowledgeBySelection() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    AlarmPanel panel(desk, AlarmPanel::Kind::Page);
    panel.resize(1200, 400);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.table().setFocus();
    panel.table().selectRow(1);
    const auto id = panel.table().currentIndex().data(AlarmModel::AlarmIdRole).toULongLong();
    QTest::keyClick(&panel.table(), Qt::Key_A);
    QCOMPARE(engine.acknowledged(), std::vector<std::uint64_t>{id});
}

void TestAlarms::copyTakesWholeLines() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    AlarmPanel panel(desk, AlarmPanel::Kind::Strip);
    panel.table().selectRow(0);
    panel.copySelected();
    const QString copied = QGuiApplication::clipboard()->text();
    QCOMPARE(copied.count(QLatin1Char('\t')), AlarmModel::ColumnCount - 1);
    QVERIFY(copied.contains(text(panel.model(), 0, AlarmModel::Incident)));
}

void TestAlarms::filterByText() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    AlarmPanel panel(desk, AlarmPanel::Kind::Page);
    const int all = panel.table().model()->rowCount();
    panel.setFilter(QStringLiteral("CONTINUITY"));
    QCOMPARE(panel.table().model()->rowCount(), 1);
    panel.setFilter(QStringLiteral("no such words"));
    QCOMPARE(panel.table().model()->rowCount(), 0);
    panel.setFilter({});
    QCOMPARE(panel.table().model()->rowCount(), all);
}

void TestAlarms::enterOpensTheFeed() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    AlarmPanel panel(desk, AlarmPanel::Kind::Page);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.setFilter(QStringLiteral("continuity"));
    panel.table().setFocus();
    panel.table().selectRow(0);
    QSignalSpy spy(&desk, &DeskContext::feedOpened);
    QTest::keyClick(&panel.table(), Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toString(), QStringLiteral("f003"));
    QCOMPARE(spy[0][1].toString(), QStringLiteral("south-america"));
}

QTEST_MAIN(TestAlarms)
#include "tst_alarms.moc"
