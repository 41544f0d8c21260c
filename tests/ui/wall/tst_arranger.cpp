// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <random>
#include <set>

#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/wall/arranger.h"
#include "ui/wall/pagecycler.h"
#include "ui/wall/presets.h"

using namespace vigie;
using namespace vigie::ui::wall;
using engine::Severity;

namespace {

engine::DeliveryStatus& delivery(engine::Snapshot& snapshot, const std::string& feed,
                                 const std::string& region) {
    for (auto& one : snapshot.deliveries) {
        if (one.feedId == feed && one.regionId == region) {
            return one;
        }
    }
    qFatal("no such delivery");
}

void setSeverity(engine::Snapshot& snapshot, const std::string& feed, const std::string& region,
                 Severity severity) {
    auto& one = delivery(snapshot, feed, region);
    one.faults.clear();
    if (severity != Severity::None) {
        engine::Fault fault;
        fault.severity = severity;
        one.faults.push_back(fault);
    }
}

engine::Snapshot well(int feeds) {
    return uitest::makeSnapshot({.feeds = feeds, .hasFaults = false});
}

WallSpec europe(Preset preset = Preset::Auto) {
    WallSpec spec;
    spec.assignment.regionId = QStringLiteral("europe");
    setPreset(spec, preset);
    return spec;
}

std::string feedId(int number) {
    return QStringLiteral("f%1").arg(number, 3, 10, QLatin1Char('0')).toStdString();
}

/// By cell over all pages; the box and pins once for each page.
std::map<int, QString> placesOf(const Arranger& arranger) {
    std::map<int, QString> places;
    for (int page = 0; page < arranger.pages(); ++page) {
        for (const ArrangedTile& tile : arranger.page(page).tiles) {
            places[page * arranger.cellCount() + tile.cell] = tile.feedId;
        }
    }
    return places;
}

QStringList feedsOf(const Arrangement& page) {
    QStringList feeds;
    for (const ArrangedTile& tile : page.tiles) {
        feeds << tile.feedId;
    }
    return feeds;
}

} // namespace

class TestArranger : public QObject {
    Q_OBJECT
private slots:
    void autoGridIsTheSmallestThatShowsAll();
    void presetsAreWalls_data();
    void presetsAreWalls();
    void spansMergeAndSplit();
    void neighborsOfMixedSizes();
    void feedsComeByNumberOverPages();
    void goneFeedsKeepTheirPlace();
    void filtersOfAllKinds();
    void nodeFiltersWhatArrivesAndLeaves();
    void pinsStayOnEveryPage();
    void pinOfNothingIsNotLeftOut();
    void worstFirstMovesOnlyWhoMust();
    void penaltyBoxOnGivenTimes();
    void penaltyBoxIsOfTheRegion();
    void penaltyBoxTakesTheWorst();
    void penaltyBoxOfTheOnlyCell();
    void worstRegionStaysWhileAsBad();
    void offAirIsNoFault();
    void nothingOverlapsAndNothingDances();
    void pagesTurnAndRest();
};

void TestArranger::autoGridIsTheSmallestThatShowsAll() {
    QCOMPARE(autoGrid(0), (Grid{1, 1}));
    QCOMPARE(autoGrid(12), (Grid{4, 3}));
    QCOMPARE(autoGrid(13), (Grid{4, 4}));
    QCOMPARE(autoGrid(36), (Grid{6, 6}));
    QCOMPARE(autoGrid(500), (Grid{10, 10}));
    int before = 0;
    for (int tiles = 1; tiles <= WallSpec::mostTiles; ++tiles) {
        const int capacity = autoGrid(tiles).capacity();
        QVERIFY(capacity >= tiles);
        QVERIFY(capacity >= before);
        before = capacity;
    }
}

void TestArranger::presetsAreWalls_data() {
    QTest::addColumn<int>("preset");
    QTest::addColumn<int>("cells");
    const int counts[] = {0, 1, 4, 9, 12, 20, 36, 64, 100, 6, 8, 10, 13};
    for (std::size_t i = 0; i < allPresets.size(); ++i) {
        QTest::addRow("%d", static_cast<int>(i)) << static_cast<int>(allPresets[i]) << counts[i];
    }
}

void TestArranger::presetsAreWalls() {
    QFETCH(int, preset);
    QFETCH(int, cells);
    WallSpec spec;
    setPreset(spec, static_cast<Preset>(preset));
    QCOMPARE(static_cast<int>(spec.cells.size()), cells);
    QCOMPARE(problemOf(spec), QString());
    QCOMPARE(presetOf(spec), std::optional(static_cast<Preset>(preset)));
    int area = 0;
    for (const WallCell& cell : spec.cells) {
        area += cell.span.columns * cell.span.rows;
    }
    QCOMPARE(area, spec.columns * spec.rows);
    // The rectangles lie where the grid's own do.
    std::vector<CellSpan> spans;
    for (const WallCell& cell : spec.cells) {
        spans.push_back(cell.span);
    }
    const QRect wall(0, 0, 1280, 720);
    const auto rects = spanRects(wall, {spec.columns, spec.rows}, spans);
    for (std::size_t i = 0; i < rects.size(); ++i) {
        QVERIFY(wall.contains(rects[i]));
        for (std::size_t j = 0; j < i; ++j) {
            QVERIFY(!rects[i].intersects(rects[j]));
        }
    }
}

void TestArranger::spansMergeAndSplit() {
    WallSpec spec = europe(Preset::Grid4x3);
    setPin(spec, 0, {QStringLiteral("f001"), {}, TwinView::OnAir});
    setPin(spec, 5, {QStringLiteral("f006"), {}, TwinView::OnAir});
    QCOMPARE(setSpan(spec, 0, {0, 0, 3, 2}), 0);
    QCOMPARE(static_cast<int>(spec.cells.size()), 7);
    QCOMPARE(problemOf(spec), QString());
    QCOMPARE(spec.cells[0].pin.feedId, QStringLiteral("f001"));
    // Half of a large cell is taken by its neighbor: the rest becomes small and keeps its pin.
    const int right = cellAt(spec, 3, 0);
    const int moved = setSpan(spec, right, {2, 0, 2, 1});
    QCOMPARE(moved, cellAt(spec, 2, 0));
    QCOMPARE(problemOf(spec), QString());
    QCOMPARE(spec.cells[static_cast<std::size_t>(cellAt(spec, 0, 0))].pin.feedId,
             QStringLiteral("f001"));
    QCOMPARE(static_cast<int>(spec.cells.size()), 11);
    // Out of the grid: refused, and nothing changed.
    const WallSpec before = spec;
    QCOMPARE(setSpan(spec, 0, {3, 2, 2, 1}), -1);
    QCOMPARE(setSpan(spec, 0, {0, 0, 0, 1}), -1);
    QCOMPARE(setSpan(spec, 99, {0, 0, 1, 1}), -1);
    QVERIFY(spec == before);
    const int wide = cellAt(spec, 2, 0);
    split(spec, wide);
    QCOMPARE(static_cast<int>(spec.cells.size()), 12);
    QCOMPARE(presetOf(spec), std::optional(Preset::Grid4x3));
    WallSpec broken = spec;
    broken.cells[1].span = broken.cells[0].span;
    QVERIFY(problemOf(broken).contains(QStringLiteral("over each other")));
    broken.cells[1].span = {4, 0, 1, 1};
    QVERIFY(problemOf(broken).contains(QStringLiteral("leaves the grid")));
}

void TestArranger::neighborsOfMixedSizes() {
    WallSpec spec;
    setPreset(spec, Preset::OneAndFive);
    std::vector<CellSpan> spans;
    for (const WallCell& cell : spec.cells) {
        spans.push_back(cell.span);
    }
    // 0 is large; 1 and 2 are beside it, 3 to 5 below.
    QCOMPARE(neighborOf(spans, 0, 1, 0), 1);
    QCOMPARE(neighborOf(spans, 2, -1, 0), 0);
    QCOMPARE(neighborOf(spans, 0, 0, 1), 3);
    QCOMPARE(neighborOf(spans, 4, 0, -1), 0);
    QCOMPARE(neighborOf(spans, 5, 0, -1), 2);
    QCOMPARE(neighborOf(spans, 0, -1, 0), -1);
    QCOMPARE(neighborOf(spans, 5, 1, 0), -1);
}

void TestArranger::feedsComeByNumberOverPages() {
    Arranger arranger;
    arranger.setSpec(europe(Preset::Grid4x3));
    arranger.update(well(30));
    QCOMPARE(arranger.pages(), 3);
    QCOMPARE(arranger.page(0).tiles.size(), std::size_t{12});
    QCOMPARE(arranger.page(2).tiles.size(), std::size_t{6});
    QCOMPARE(arranger.page(2).tiles.back().feedId, QStringLiteral("f030"));
    QCOMPARE(arranger.page(99).page, 2);
    QCOMPARE(arranger.page(0).matching, 30);
    const auto place = arranger.find(QStringLiteral("f014"), 0);
    QVERIFY(place);
    QCOMPARE(place->page, 1);
    QCOMPARE(place->cell, 1);
    QVERIFY(!arranger.find(QStringLiteral("nothing"), 0));
}

void TestArranger::goneFeedsKeepTheirPlace() {
    Arranger arranger;
    WallSpec spec = europe(Preset::Grid4x3);
    spec.assignment.kind = model::PathKind::Cloud;
    engine::Snapshot snapshot = well(12);
    for (auto& one : snapshot.deliveries) {
        if (one.regionId == "europe") {
            for (const auto& index : {one.main, one.backup}) {
                if (index && snapshot.paths[*index].kind == model::PathKind::Cloud) {
                    one.onAir = index;
                }
            }
        }
    }
    arranger.setSpec(spec);
    arranger.update(snapshot);
    const auto before = placesOf(arranger);
    QCOMPARE(before.size(), std::size_t{12});
    auto& moved = delivery(snapshot, "f004", "europe");
    const auto cloud = moved.onAir;
    moved.onAir =
        snapshot.paths[*moved.main].kind == model::PathKind::Cloud ? moved.backup : moved.main;
    arranger.update(snapshot);
    auto without = before;
    without.erase(3);
    QCOMPARE(placesOf(arranger), without);
    moved.onAir = cloud;
    arranger.update(snapshot);
    QCOMPARE(placesOf(arranger), before);
}

void TestArranger::filtersOfAllKinds() {
    Arranger arranger;
    engine::Snapshot snapshot = well(20);
    const auto matching = [&](const WallSpec& spec) {
        arranger.setSpec(spec);
        arranger.update(snapshot);
        return arranger.page(0).matching;
    };
    WallSpec spec = europe();
    QCOMPARE(matching(spec), 20);
    spec.assignment.search = QStringLiteral("005");
    QCOMPARE(matching(spec), 1);
    QCOMPARE(feedsOf(arranger.page(0)), QStringList{QStringLiteral("f005")});
    spec.assignment.search = QStringLiteral("swimming UNDERWATER");
    QCOMPARE(matching(spec), 1);
    spec.assignment.search = QStringLiteral("london");
    QCOMPARE(matching(spec), 20); // the node of the cloud path
    spec.assignment.search = QStringLiteral("swimming tokyo");
    QCOMPARE(matching(spec), 0);
    spec.assignment.search.clear();
    auto plan = std::make_shared<model::Plan>(*snapshot.plan);
    for (model::FeedInfo& feed : plan->feeds) {
        feed.sport = feed.number % 2 == 0 ? "Swimming" : "Athletics";
    }
    snapshot.plan = plan;
    const QStringList sports = sportsOf(snapshot);
    QCOMPARE(sports, (QStringList{QStringLiteral("Athletics"), QStringLiteral("Swimming")}));
    int bySport = 0;
    for (const QString& sport : sports) {
        spec.assignment.sport = sport;
        const int found = matching(spec);
        QVERIFY(found > 0);
        bySport += found;
    }
    QCOMPARE(bySport, 20);
    spec.assignment.sport.clear();
    int byKind = 0;
    for (const auto kind :
         {model::PathKind::Cloud, model::PathKind::Satellite, model::PathKind::Fibre}) {
        spec.assignment.kind = kind;
        byKind += matching(spec);
    }
    QCOMPARE(byKind, 20);
    spec = {};
    QCOMPARE(matching(spec), 20); // one for each feed, wherever it is worst
    spec.assignment.regionId = QStringLiteral("nowhere");
    QCOMPARE(matching(spec), 0);
    QCOMPARE(arranger.pages(), 1);
}

void TestArranger::nodeFiltersWhatArrivesAndLeaves() {
    Arranger arranger;
    const engine::Snapshot snapshot = well(12);
    arranger.setSpec({});
    arranger.setNode(QStringLiteral("cloud-europe"));
    arranger.update(snapshot);
    QCOMPARE(arranger.page(0).matching, 12);
    for (const ArrangedTile& tile : arranger.page(0).tiles) {
        QCOMPARE(tile.regionId, QStringLiteral("europe"));
    }
    arranger.setNode(QStringLiteral("origin-paris"));
    arranger.update(snapshot);
    QCOMPARE(arranger.page(0).matching, 12);
    arranger.setNode(QStringLiteral("cloud-nowhere"));
    arranger.update(snapshot);
    QCOMPARE(arranger.page(0).matching, 0);
}

void TestArranger::pinsStayOnEveryPage() {
    Arranger arranger;
    WallSpec spec = europe(Preset::OneAndFive);
    spec.cells[0].pin = {QStringLiteral("f009"), QStringLiteral("asia"), TwinView::Split};
    spec.cells[3].pin = {QStringLiteral("f002"), {}, TwinView::Cloud};
    arranger.setSpec(spec);
    arranger.update(well(12));
    // f002 into Europe is pinned, f009 into Europe is not: 11 feeds for 4 cells each.
    QCOMPARE(arranger.page(0).matching, 11);
    QCOMPARE(arranger.pages(), 3);
    for (int page = 0; page < 3; ++page) {
        const Arrangement now = arranger.page(page);
        QCOMPARE(now.tiles[0].feedId, QStringLiteral("f009"));
        QCOMPARE(now.tiles[0].regionId, QStringLiteral("asia"));
        QVERIFY(now.tiles[0].view == TwinView::Split);
        QVERIFY(now.tiles[0].isPinned);
        QCOMPARE(now.tiles[3].feedId, QStringLiteral("f002"));
        QCOMPARE(now.tiles[3].regionId, QStringLiteral("europe"));
    }
    QCOMPARE(feedsOf(arranger.page(0)),
             (QStringList{QStringLiteral("f009"), QStringLiteral("f001"), QStringLiteral("f003"),
                          QStringLiteral("f002"), QStringLiteral("f004"), QStringLiteral("f005")}));
    for (WallCell& cell : spec.cells) {
        cell.pin.feedId = QStringLiteral("f001");
    }
    arranger.setSpec(spec);
    arranger.update(well(12));
    QCOMPARE(arranger.pages(), 1);
    QVERIFY(arranger.page(0).hidden >= 11);
}

void TestArranger::pinOfNothingIsNotLeftOut() {
    Arranger arranger;
    WallSpec spec = europe(Preset::Grid2x2);
    spec.cells[1].pin = {QStringLiteral("gone"), {}, TwinView::OnAir};
    arranger.setSpec(spec);
    arranger.update(well(12));
    const Arrangement now = arranger.page(0);
    QCOMPARE(now.tiles[1].feedId, QStringLiteral("gone"));
    QVERIFY(!now.tiles[1].delivery);
    QCOMPARE(now.tiles.size(), std::size_t{4});
}

void TestArranger::worstFirstMovesOnlyWhoMust() {
    Arranger arranger;
    WallSpec spec = europe(Preset::Grid4x3);
    spec.assignment.order = WallAssignment::Order::WorstFirst;
    spec.penaltyBox.stay = std::chrono::seconds(30);
    engine::Snapshot snapshot = well(30);
    arranger.setSpec(spec);
    arranger.update(snapshot);
    const auto before = placesOf(arranger);
    setSeverity(snapshot, feedId(20), "europe", Severity::Major);
    snapshot.now += std::chrono::seconds(1);
    arranger.update(snapshot);
    auto after = placesOf(arranger);
    QCOMPARE(after[0], QStringLiteral("f020"));
    QCOMPARE(after[19], QStringLiteral("f001")); // who stood there goes where it came from
    int moved = 0;
    for (const auto& [cell, feed] : before) {
        moved += after[cell] == feed ? 0 : 1;
    }
    QCOMPARE(moved, 2);
    setSeverity(snapshot, feedId(7), "europe", Severity::Critical);
    snapshot.now += std::chrono::seconds(1);
    arranger.update(snapshot);
    after = placesOf(arranger);
    QCOMPARE(after[0], QStringLiteral("f007"));
    QCOMPARE(after[1], QStringLiteral("f020"));
    // Well again: it holds its place for a while, and then nobody needs it.
    setSeverity(snapshot, feedId(7), "europe", Severity::None);
    snapshot.now += std::chrono::seconds(29);
    arranger.update(snapshot);
    QCOMPARE(placesOf(arranger)[0], QStringLiteral("f007"));
    snapshot.now += std::chrono::seconds(5);
    arranger.update(snapshot);
    QCOMPARE(placesOf(arranger)[0], QStringLiteral("f020"));
}

void TestArranger::penaltyBoxOnGivenTimes() {
    Arranger arranger;
    WallSpec spec = europe(Preset::Grid4x3);
    spec.penaltyBox.isOn = true;
    spec.penaltyBox.stay = std::chrono::seconds(10);
    spec.cells[0].pin = {QStringLiteral("f030"), {}, TwinView::OnAir};
    engine::Snapshot snapshot = well(30);
    arranger.setSpec(spec);
    arranger.update(snapshot);
    const auto calm = placesOf(arranger);
    setSeverity(snapshot, feedId(9), "europe", Severity::Minor);
    snapshot.now += std::chrono::seconds(1);
    arranger.update(snapshot);
    QCOMPARE(placesOf(arranger), calm); // a minor fault is none for the box
    setSeverity(snapshot, feedId(9), "europe", Severity::Critical);
    snapshot.now += std::chrono::seconds(1);
    arranger.update(snapshot);
    for (int page = 0; page < arranger.pages(); ++page) {
        const ArrangedTile tile = arranger.page(page).tiles[1]; // after the pin, on every page
        QCOMPARE(tile.feedId, QStringLiteral("f009"));
        QVERIFY(tile.isPenalty);
        QCOMPARE(tile.cell, 1);
    }
    auto busy = placesOf(arranger);
    QCOMPARE(busy[9], QStringLiteral("f001")); // its place went to the one that made room
    std::set<QString> shown;
    for (const auto& [cell, feed] : busy) {
        shown.insert(feed);
    }
    QCOMPARE(shown.size(), std::size_t{30});
    // Well: it stays for ten seconds, counted from the last fault.
    setSeverity(snapshot, feedId(9), "europe", Severity::None);
    snapshot.now += std::chrono::milliseconds(9'900);
    arranger.update(snapshot);
    QCOMPARE(placesOf(arranger), busy);
    setSeverity(snapshot, feedId(9), "europe", Severity::Major);
    arranger.update(snapshot);
    setSeverity(snapshot, feedId(9), "europe", Severity::None);
    snapshot.now += std::chrono::milliseconds(9'900);
    arranger.update(snapshot);
    QCOMPARE(placesOf(arranger), busy);
    snapshot.now += std::chrono::milliseconds(200);
    arranger.update(snapshot);
    QCOMPARE(placesOf(arranger), calm);
    // Another moment: what failed there says nothing of here.
    setSeverity(snapshot, feedId(9), "europe", Severity::Critical);
    arranger.update(snapshot);
    QVERIFY(arranger.page(0).tiles[1].isPenalty);
    setSeverity(snapshot, feedId(9), "europe", Severity::None);
    snapshot.now -= std::chrono::hours(1);
    arranger.update(snapshot);
    QCOMPARE(placesOf(arranger), calm);
}

void TestArranger::penaltyBoxIsOfTheRegion() {
    Arranger arranger;
    WallSpec spec;
    spec.penaltyBox.isOn = true;
    engine::Snapshot snapshot = well(12);
    setSeverity(snapshot, feedId(4), "asia", Severity::Critical);
    arranger.setSpec(spec); // each feed where it is worst
    arranger.update(snapshot);
    QVERIFY(arranger.page(0).tiles[0].isPenalty);
    spec.assignment.regionId = QStringLiteral("europe");
    arranger.setSpec(spec);
    arranger.update(snapshot);
    QVERIFY(!arranger.page(0).tiles[0].isPenalty);
    QCOMPARE(arranger.page(0).tiles[0].feedId, QStringLiteral("f001"));
}

void TestArranger::penaltyBoxTakesTheWorst() {
    Arranger arranger;
    WallSpec spec = europe(Preset::Grid4x3);
    spec.penaltyBox.isOn = true;
    spec.penaltyBox.cells = 2;
    engine::Snapshot snapshot = well(12);
    for (const int feed : {3, 5, 8}) {
        setSeverity(snapshot, feedId(feed), "europe", Severity::Major);
    }
    arranger.setSpec(spec);
    arranger.update(snapshot);
    QCOMPARE(arranger.page(0).waiting, 1);
    QCOMPARE(arranger.page(0).tiles[0].feedId, QStringLiteral("f003"));
    QCOMPARE(arranger.page(0).tiles[1].feedId, QStringLiteral("f005"));
    setSeverity(snapshot, feedId(8), "europe", Severity::Critical);
    snapshot.now += std::chrono::seconds(1);
    arranger.update(snapshot);
    QCOMPARE(arranger.page(0).tiles[0].feedId, QStringLiteral("f008"));
    QCOMPARE(arranger.page(0).tiles[1].feedId, QStringLiteral("f003"));
    // Not more than half of the wall unless somebody says so.
    spec.penaltyBox.cells = 0;
    for (int feed = 1; feed <= 12; ++feed) {
        setSeverity(snapshot, feedId(feed), "europe", Severity::Critical);
    }
    arranger.setSpec(spec);
    arranger.update(snapshot);
    int penalties = 0;
    for (const ArrangedTile& tile : arranger.page(0).tiles) {
        penalties += tile.isPenalty ? 1 : 0;
    }
    QCOMPARE(penalties, 6);
    QCOMPARE(arranger.page(0).waiting, 6);
}

void TestArranger::penaltyBoxOfTheOnlyCell() {
    Arranger arranger;
    WallSpec spec = europe(Preset::One);
    spec.penaltyBox.isOn = true;
    engine::Snapshot snapshot = well(12);
    arranger.setSpec(spec);
    arranger.update(snapshot);
    QCOMPARE(arranger.pages(), 12);
    setSeverity(snapshot, feedId(4), "europe", Severity::Critical);
    snapshot.now += std::chrono::seconds(1);
    arranger.update(snapshot);
    QCOMPARE(arranger.pages(), 1);
    QCOMPARE(arranger.page(0).tiles[0].feedId, QStringLiteral("f004"));
    QCOMPARE(arranger.page(0).hidden, 11); // and the wall says so
}

void TestArranger::worstRegionStaysWhileAsBad() {
    Arranger arranger;
    arranger.setSpec({});
    engine::Snapshot snapshot = well(4);
    setSeverity(snapshot, "f001", "asia", Severity::Major);
    arranger.update(snapshot);
    QCOMPARE(arranger.page(0).tiles[0].regionId, QStringLiteral("asia"));
    setSeverity(snapshot, "f001", "europe", Severity::Major);
    arranger.update(snapshot);
    QCOMPARE(arranger.page(0).tiles[0].regionId, QStringLiteral("asia"));
    setSeverity(snapshot, "f001", "europe", Severity::Critical);
    arranger.update(snapshot);
    QCOMPARE(arranger.page(0).tiles[0].regionId, QStringLiteral("europe"));
}

void TestArranger::offAirIsNoFault() {
    engine::Snapshot snapshot = well(4);
    setSeverity(snapshot, "f001", "europe", Severity::Critical);
    auto& off = delivery(snapshot, "f001", "europe");
    QVERIFY(wallSeverity(snapshot, off) == Severity::Critical);
    off.reason = engine::OnAirReason::OffSchedule;
    QVERIFY(wallSeverity(snapshot, off) == Severity::None);
}

/// Whatever happens: each feed is on the wall once (in the box on every page), in a cell of its
/// own, and when nothing happened nothing moved.
void TestArranger::nothingOverlapsAndNothingDances() {
    std::mt19937 random(20'260'726);
    const auto pick = [&random](int most) {
        return static_cast<int>(random() % static_cast<unsigned>(most));
    };
    for (int round = 0; round < 12; ++round) {
        const int feeds = 6 + pick(30);
        engine::Snapshot snapshot = well(feeds);
        Arranger arranger;
        WallSpec spec = europe(allPresets[static_cast<std::size_t>(pick(allPresets.size()))]);
        spec.penaltyBox.isOn = pick(3) > 0;
        spec.penaltyBox.cells = pick(4);
        spec.penaltyBox.stay = std::chrono::seconds(pick(20));
        spec.assignment.order =
            pick(2) == 0 ? WallAssignment::Order::Number : WallAssignment::Order::WorstFirst;
        for (WallCell& cell : spec.cells) {
            if (pick(8) == 0) {
                cell.pin.feedId = QString::fromStdString(feedId(1 + pick(feeds)));
            }
        }
        arranger.setSpec(spec);
        arranger.update(snapshot);
        for (int step = 0; step < 150; ++step) {
            const int feed = 1 + pick(feeds);
            const bool isQuiet = pick(3) == 0;
            if (!isQuiet) {
                setSeverity(snapshot, feedId(feed), "europe", static_cast<Severity>(pick(5)));
            }
            snapshot.now += std::chrono::milliseconds(isQuiet ? 0 : pick(4000));
            const auto before = placesOf(arranger);
            arranger.update(snapshot);
            const auto after = placesOf(arranger);
            if (isQuiet) {
                QCOMPARE(after, before);
            }
            std::set<QString> flowing;
            std::set<QString> seen;
            for (int page = 0; page < arranger.pages(); ++page) {
                const Arrangement now = arranger.page(page);
                std::set<int> cells;
                bool isPastBox = false;
                for (const ArrangedTile& tile : now.tiles) {
                    QVERIFY(cells.insert(tile.cell).second);
                    QVERIFY(tile.cell < static_cast<int>(now.spans.size()));
                    seen.insert(tile.feedId);
                    if (tile.isPinned) {
                        continue;
                    }
                    QVERIFY2(!tile.isPenalty || !isPastBox, "the box comes first");
                    isPastBox = isPastBox || !tile.isPenalty;
                    if (!tile.isPenalty) {
                        QVERIFY2(flowing.insert(tile.feedId).second, "a feed stands twice");
                    }
                }
            }
            const int hidden = arranger.page(0).hidden;
            if (hidden == 0) {
                QCOMPARE(static_cast<int>(seen.size()), feeds);
            }
        }
    }
}

void TestArranger::pagesTurnAndRest() {
    PageCycler cycler;
    base::Mono now = base::monoFromNs(1'000'000'000'000);
    cycler.setPeriod(std::chrono::seconds(0), now);
    QVERIFY(!cycler.isDue(now + std::chrono::hours(1)));
    cycler.setPeriod(std::chrono::seconds(10), now);
    QVERIFY(!cycler.isDue(now + std::chrono::seconds(9)));
    QVERIFY(cycler.isDue(now + std::chrono::seconds(10)));
    cycler.touch(now + std::chrono::seconds(5));
    QVERIFY(!cycler.isDue(now + std::chrono::seconds(10)));
    QVERIFY(cycler.isResting(now + std::chrono::seconds(24)));
    QVERIFY(cycler.isDue(now + std::chrono::seconds(25)));
    cycler.turned(now + std::chrono::seconds(25));
    QVERIFY(!cycler.isDue(now + std::chrono::seconds(26)));
}

QTEST_APPLESS_MAIN(TestArranger)
#include "tst_arranger.moc"
