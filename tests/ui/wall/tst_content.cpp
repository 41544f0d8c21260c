// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/wall/tilecontent.h"
#include "ui/wall/tiletip.h"

using namespace vigie;
using namespace vigie::ui::wall;

namespace {

const TileContent* find(const std::vector<TileContent>& tiles, const QString& feed) {
    for (const auto& tile : tiles) {
        if (tile.feedId == feed) {
            return &tile;
        }
    }
    return nullptr;
}

} // namespace

class TestContent : public QObject {
    Q_OBJECT
private slots:
    void oneTilePerFeedInNumberOrder();
    void worstRegionOfEachFeed();
    void faultsInWords();
    void lostNodeSaysSinceWhen();
    void failOverIsNamed();
    void noPathIsSaid();
    void toolTipAndSentence();
};

void TestContent::oneTilePerFeedInNumberOrder() {
    const auto tiles = tileContents(uitest::makeSnapshot({.feeds = 20}), QStringLiteral("europe"));
    QCOMPARE(static_cast<int>(tiles.size()), 20);
    for (int i = 0; i < 20; ++i) {
        const TileContent& tile = tiles[static_cast<std::size_t>(i)];
        QCOMPARE(tile.number, QStringLiteral("%1").arg(i + 1, 3, 10, QLatin1Char('0')));
        QCOMPARE(tile.regionId, QStringLiteral("europe"));
        QVERIFY(tile.regionName.isEmpty());
        QVERIFY(tile.path.has_value());
    }
    QVERIFY(tileContents(uitest::makeSnapshot(), QStringLiteral("nowhere")).empty());
}

void TestContent::worstRegionOfEachFeed() {
    const engine::Snapshot snapshot = uitest::makeSnapshot();
    const auto tiles = tileContents(snapshot, QString());
    QCOMPARE(static_cast<int>(tiles.size()), 12);
    for (const auto& tile : tiles) {
        QVERIFY(!tile.regionName.isEmpty());
        for (const auto& delivery : snapshot.deliveries) {
            if (delivery.feedId == tile.feedId.toStdString()) {
                QVERIFY(delivery.worst() <= tile.severity);
            }
        }
    }
}

void TestContent::faultsInWords() {
    const engine::Snapshot snapshot = uitest::makeSnapshot();
    const auto europe = tileContents(snapshot, QStringLiteral("europe"));
    const TileContent* black = find(europe, QStringLiteral("f005"));
    QVERIFY(black != nullptr);
    QCOMPARE(black->fault, QStringLiteral("BLACK 00:00:12"));
    QCOMPARE(black->severity, engine::Severity::Critical);
    const TileContent* well = find(europe, QStringLiteral("f001"));
    QVERIFY(well != nullptr);
    QVERIFY(well->fault.isEmpty());
    QCOMPARE(well->severity, engine::Severity::None);
    QVERIFY(well->facts.contains(QStringLiteral("Mb/s")));
    const auto south = tileContents(snapshot, QStringLiteral("south-america"));
    const TileContent* rf = find(south, QStringLiteral("f003"));
    QVERIFY(rf != nullptr);
    QVERIFY(rf->kind == model::PathKind::Satellite);
    QCOMPARE(rf->fault, QStringLiteral("CC 41/s · RF MARGIN −0.3 dB 00:02:23"));
}

void TestContent::lostNodeSaysSinceWhen() {
    engine::Snapshot snapshot = uitest::makeSnapshot();
    // As it may be for a moment: contact is gone, the path's own faults are not judged yet.
    for (auto& delivery : snapshot.deliveries) {
        delivery.faults.clear();
    }
    const auto tiles = tileContents(snapshot, QStringLiteral("africa"));
    const auto lost = std::find_if(tiles.begin(), tiles.end(), [](const TileContent& tile) {
        return tile.kind == model::PathKind::Satellite;
    });
    QVERIFY(lost != tiles.end());
    QCOMPARE(lost->fault, QStringLiteral("NO CONTACT SINCE 18:04:12"));
    QCOMPARE(lost->severity, engine::Severity::Critical);
    QCOMPARE(lost->audioChannels, 0);
}

void TestContent::failOverIsNamed() {
    const auto tiles = tileContents(uitest::makeSnapshot(), QStringLiteral("north-america"));
    const TileContent* tile = find(tiles, QStringLiteral("f007"));
    QVERIFY(tile != nullptr);
    QCOMPARE(tile->role, QStringLiteral("BACKUP"));
}

void TestContent::noPathIsSaid() {
    engine::Snapshot snapshot = uitest::makeSnapshot({.hasFaults = false});
    auto& delivery = snapshot.deliveries.front();
    delivery.main.reset();
    delivery.backup.reset();
    delivery.onAir.reset();
    delivery.reason = engine::OnAirReason::None;
    const auto tiles = tileContents(snapshot, QStringLiteral("europe"));
    QCOMPARE(tiles.front().fault, QStringLiteral("NO PATH SEEN"));
    QVERIFY(!tiles.front().path.has_value());
    delivery.reason = engine::OnAirReason::OffSchedule;
    const auto off = tileContents(snapshot, QStringLiteral("europe"));
    QVERIFY(off.front().fault.isEmpty());
    QCOMPARE(off.front().role, QStringLiteral("OFF AIR"));
}

void TestContent::toolTipAndSentence() {
    const engine::Snapshot snapshot = uitest::makeSnapshot();
    const auto tiles = tileContents(snapshot, QStringLiteral("europe"));
    const TileContent* tile = find(tiles, QStringLiteral("f005"));
    QVERIFY(tile != nullptr);
    const QString tip = tileToolTip(snapshot, *tile);
    for (const char* word : {"London", "Usingen", "black picture", "± 4 ms", "Europe"}) {
        QVERIFY2(tip.contains(QString::fromUtf8(word)), word);
    }
    const QString sentence = tileSentence(*tile);
    QVERIFY(sentence.startsWith(QStringLiteral("005 Swimming · Underwater")));
    QVERIFY(sentence.contains(QStringLiteral("critical: BLACK")));
}

QTEST_APPLESS_MAIN(TestContent)
#include "tst_content.moc"
