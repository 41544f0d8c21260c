// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/wall/feedmodel.h"
#include "ui/wall/layoutstore.h"
#include "ui/wall/presets.h"
#include "ui/wall/walljson.h"
#include "ui/wall/wallwindows.h"

using namespace vigie;
using namespace vigie::ui::wall;
using ui::desk::DeskContext;

namespace {

WallSpec rich(const QString& name) {
    WallSpec spec;
    spec.name = name;
    setPreset(spec, Preset::OneAndSeven);
    spec.cells[0].pin = {QStringLiteral("f003"), QStringLiteral("asia"), TwinView::Difference};
    spec.cells[4].pin = {QStringLiteral("f001"), {}, TwinView::Satellite};
    spec.assignment.order = WallAssignment::Order::WorstFirst;
    spec.assignment.search = QStringLiteral("piste “A” & <b>");
    spec.assignment.regionId = QStringLiteral("europe");
    spec.assignment.kind = model::PathKind::Fibre;
    spec.assignment.sport = QStringLiteral("Athletics");
    spec.penaltyBox = {true, 3, std::chrono::seconds(60)};
    spec.cycle = std::chrono::seconds(20);
    return spec;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

struct Desk {
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeEngine engine;
    DeskContext context{engine, source, decoders};
};

} // namespace

class TestLayouts : public QObject {
    Q_OBJECT
private slots:
    void layoutsComeBackAsTheyWere();
    void whatIsRefusedSaysWhatWasExpected_data();
    void whatIsRefusedSaysWhatWasExpected();
    void storeSavesRenamesDuplicatesRemovesAndUndoes();
    void brokenFileIsKeptAside();
    void goodLayoutsOfABrokenFileAreKept();
    void fileOfANewerDeskIsLeftAlone();
    void whatAnotherDeskWroteIsNotLost();
    void importAndExport();
    void feedModelIsAModel();
    void monitorsAreFoundAgain();
    void windowStatesComeBack();
};

void TestLayouts::layoutsComeBackAsTheyWere() {
    WallSpec autoWall;
    autoWall.name = QStringLiteral("Auto");
    const std::vector<WallSpec> layouts{rich(QStringLiteral("One")), autoWall};
    const WallsRead read = wallsFromJson(toJson(layouts));
    QCOMPARE(read.failure, QString());
    QVERIFY(read.problems.isEmpty());
    QVERIFY(read.layouts == layouts);
    QVERIFY(specFromBytes(specToBytes(layouts[0])) == layouts[0]);
    QVERIFY(specFromBytes("nonsense") == WallSpec{});
}

void TestLayouts::whatIsRefusedSaysWhatWasExpected_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    const auto layout = [](const char* inside) {
        return QByteArray(R"({"format":"vigie-walls","version":1,"layouts":[{"name":"a",)") +
               inside + "}]}";
    };
    QTest::newRow("no JSON") << QByteArray("{") << QStringLiteral("expected JSON");
    QTest::newRow("another file") << QByteArray(R"({"format":"x"})")
                                  << QStringLiteral("vigie-walls");
    QTest::newRow("no list") << QByteArray(R"({"format":"vigie-walls","version":1})")
                             << QStringLiteral("layouts");
    QTest::newRow("newer") << QByteArray(R"({"format":"vigie-walls","version":9,"layouts":[]})")
                           << QStringLiteral("newer");
    QTest::newRow("too many columns")
        << layout(R"("columns":11,"rows":3)") << QStringLiteral("layouts[0].columns");
    QTest::newRow("half a cell") << layout(R"("columns":1.5,"rows":3)")
                                 << QStringLiteral("whole number");
    QTest::newRow("no cells") << layout(R"("columns":2,"rows":2)") << QStringLiteral("0 cells");
    QTest::newRow("overlap") << layout(
                                    R"("columns":2,"rows":1,"cells":[{"columns":2},{"column":1}])")
                             << QStringLiteral("over each other");
    QTest::newRow("unknown view")
        << layout(R"("columns":1,"rows":1,"cells":[{"feed":"f","view":"sideways"}])")
        << QStringLiteral("difference");
    QTest::newRow("no flag") << layout(R"("penaltyBox":{"on":"yes"})")
                             << QStringLiteral("true or false");
    QTest::newRow("endless stay") << layout(R"("penaltyBox":{"staySeconds":1e9})")
                                  << QStringLiteral("staySeconds");
}

void TestLayouts::whatIsRefusedSaysWhatWasExpected() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    const WallsRead read = wallsFromJson(bytes);
    QVERIFY(read.layouts.empty());
    const QString said = read.failure + read.problems.join(QLatin1Char(' '));
    QVERIFY2(said.contains(expected), qPrintable(said));
}

void TestLayouts::storeSavesRenamesDuplicatesRemovesAndUndoes() {
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("new/walls.json"));
    {
        Desk desk;
        LayoutStore& store = LayoutStore::of(desk.context);
        QCOMPARE(&LayoutStore::of(desk.context), &store);
        store.open(file);
        QVERIFY(store.save(rich(QStringLiteral("Evening"))));
        QVERIFY(!store.save(rich(QStringLiteral("  "))));
        QVERIFY(store.save(rich(QStringLiteral("Day"))));
        QCOMPARE(store.layouts().front().name, QStringLiteral("Day"));
        QVERIFY(store.rename(QStringLiteral("Day"), QStringLiteral("Morning")));
        QVERIFY(!store.rename(QStringLiteral("Morning"), QStringLiteral("Evening")));
        QVERIFY(store.trouble().contains(QStringLiteral("Evening")));
        QCOMPARE(store.duplicate(QStringLiteral("Evening")), QStringLiteral("Evening (2)"));
        QVERIFY(store.remove(QStringLiteral("Evening")));
        QVERIFY(store.find(QStringLiteral("Evening")) == nullptr);
        QVERIFY(store.undo());
        QVERIFY(store.find(QStringLiteral("Evening")) != nullptr);
    }
    Desk desk;
    LayoutStore& store = LayoutStore::of(desk.context);
    store.open(file);
    QCOMPARE(store.trouble(), QString());
    QCOMPARE(static_cast<int>(store.layouts().size()), 3);
    QVERIFY(*store.find(QStringLiteral("Evening")) == rich(QStringLiteral("Evening")));
    QVERIFY(!store.undo()); // of another run
}

void TestLayouts::brokenFileIsKeptAside() {
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("walls.json"));
    const QByteArray broken = "{ \"format\": \"vigie-walls\", ";
    put(file, broken);
    Desk desk;
    LayoutStore& store = LayoutStore::of(desk.context);
    store.open(file);
    QVERIFY(store.trouble().contains(QStringLiteral("expected JSON")));
    QVERIFY(store.save(rich(QStringLiteral("New"))));
    const QStringList aside =
        QDir(dir.path()).entryList({QStringLiteral("walls.broken-*.json")}, QDir::Files);
    QCOMPARE(aside.size(), 1);
    QCOMPARE(contentOf(dir.filePath(aside.front())), broken);
    QCOMPARE(static_cast<int>(wallsFromJson(contentOf(file)).layouts.size()), 1);
}

void TestLayouts::goodLayoutsOfABrokenFileAreKept() {
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("walls.json"));
    QByteArray bytes = toJson({rich(QStringLiteral("Bad")), rich(QStringLiteral("Good"))});
    bytes.replace(bytes.indexOf("\"worst-first\""), 13, "\"whatever\"");
    put(file, bytes);
    Desk desk;
    LayoutStore& store = LayoutStore::of(desk.context);
    store.open(file);
    QVERIFY(store.trouble().contains(QStringLiteral("layouts[0].assignment")) ||
            store.trouble().contains(QStringLiteral("layouts[0].order")));
    QCOMPARE(static_cast<int>(store.layouts().size()), 1);
    QCOMPARE(store.layouts().front().name, QStringLiteral("Good"));
    QCOMPARE(static_cast<int>(wallsFromJson(contentOf(file)).layouts.size()), 1);
    QCOMPARE(QDir(dir.path()).entryList({QStringLiteral("walls.broken-*.json")}).size(), 1);
}

void TestLayouts::fileOfANewerDeskIsLeftAlone() {
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("walls.json"));
    const QByteArray newer = R"({"format":"vigie-walls","version":2,"layouts":[]})";
    put(file, newer);
    Desk desk;
    LayoutStore& store = LayoutStore::of(desk.context);
    store.open(file);
    QVERIFY(!store.save(rich(QStringLiteral("New"))));
    QVERIFY(store.layouts().empty());
    QCOMPARE(contentOf(file), newer);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
}

void TestLayouts::whatAnotherDeskWroteIsNotLost() {
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("walls.json"));
    Desk one;
    Desk other;
    LayoutStore::of(one.context).open(file);
    LayoutStore::of(other.context).open(file);
    QVERIFY(LayoutStore::of(one.context).save(rich(QStringLiteral("One"))));
    QVERIFY(LayoutStore::of(other.context).save(rich(QStringLiteral("Other"))));
    QVERIFY(LayoutStore::of(other.context).find(QStringLiteral("One")) != nullptr);
    QCOMPARE(static_cast<int>(wallsFromJson(contentOf(file)).layouts.size()), 2);
}

void TestLayouts::importAndExport() {
    const QTemporaryDir dir;
    Desk desk;
    LayoutStore& store = LayoutStore::of(desk.context); // in memory
    QVERIFY(store.save(rich(QStringLiteral("A"))));
    QVERIFY(store.save(rich(QStringLiteral("B"))));
    const QString file = dir.filePath(QStringLiteral("out.json"));
    QVERIFY(store.exportTo(file, {QStringLiteral("A")}));
    QCOMPARE(store.import(file), 1);
    QVERIFY(store.find(QStringLiteral("A (2)")) != nullptr);
    QCOMPARE(store.import(dir.filePath(QStringLiteral("nothing.json"))), -1);
    QVERIFY(store.trouble().contains(QStringLiteral("nothing.json")));
    QVERIFY(!store.exportTo(dir.filePath(QStringLiteral("no/such/folder/out.json")), {}));
}

void TestLayouts::feedModelIsAModel() {
    FeedModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update(uitest::makeSnapshot({.feeds = 20}));
    QCOMPARE(model.rowCount(), 20);
    QVERIFY(model.index(0, 0).data().toString().contains(QStringLiteral("001")));
    model.update(uitest::makeSnapshot({.feeds = 5}));
    QCOMPARE(model.rowCount(), 5);
    model.update({});
    QCOMPARE(model.rowCount(), 0);
}

void TestLayouts::monitorsAreFoundAgain() {
    const MonitorId left{QStringLiteral("DP-1"), QStringLiteral("Maker"), QStringLiteral("Wide"),
                         QStringLiteral("S1")};
    const MonitorId right{QStringLiteral("DP-2"), QStringLiteral("Maker"), QStringLiteral("Wide"),
                          QStringLiteral("S2")};
    QCOMPARE(findMonitor(right, {left, right}), std::optional(std::size_t{1}));
    // Plugged into the other's socket: the device counts.
    MonitorId moved = right;
    moved.socket = QStringLiteral("DP-1");
    QCOMPARE(findMonitor(right, {left, moved}), std::optional(std::size_t{1}));
    // Another device in its socket will do.
    MonitorId other = left;
    other.serial = QStringLiteral("S9");
    QCOMPARE(findMonitor(left, {right, other}), std::optional(std::size_t{1}));
    QVERIFY(!findMonitor(left, {right}));
    QVERIFY(!findMonitor({}, {left, right}));
}

void TestLayouts::windowStatesComeBack() {
    WindowState state;
    state.spec = rich(QStringLiteral("North wall"));
    state.monitor = {QStringLiteral("DP-2"), QStringLiteral("M"), QStringLiteral("W"),
                     QStringLiteral("S")};
    state.geometry = QRect(10, 20, 1600, 900);
    state.isFullScreen = true;
    const std::vector<WindowState> states{state, WindowState{}};
    QVERIFY(statesFromBytes(statesToBytes(states)) == states);
    QVERIFY(statesFromBytes("broken").empty());
}

QTEST_MAIN(TestLayouts)
#include "tst_layouts.moc"
