// SPDX-License-Identifier: GPL-3.0-or-later
// What a tile says at any size, and how long it may slow down before anything stutters.
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/theme/fonts.h"
#include "ui/theme/look.h"
#include "ui/wall/picturepainter.h"
#include "ui/wall/rategovernor.h"
#include "ui/wall/tilelabel.h"

using namespace vigie;
using namespace vigie::ui::wall;
using What = LabelField::What;
using Ms = std::chrono::milliseconds;

namespace {

TileContent rich() {
    TileContent content;
    content.feedId = QStringLiteral("f005");
    content.number = QStringLiteral("005");
    content.name = QStringLiteral("Swimming · Underwater");
    content.regionName = QStringLiteral("South America");
    content.kind = model::PathKind::Satellite;
    content.role = QStringLiteral("BACKUP");
    content.isPenalty = true;
    return content;
}

TileMarks allMarks() {
    TileMarks marks;
    marks.tally = ui::desk::Tally{QStringLiteral("SWM UW 1"), ui::desk::TallyColor::Red,
                                  ui::desk::TallyColor::Off, ui::desk::TallyColor::Green};
    marks.isHeard = true;
    return marks;
}

const LabelField* find(const std::vector<LabelField>& fields, What what) {
    for (const auto& field : fields) {
        if (field.what == what) {
            return &field;
        }
    }
    return nullptr;
}

RateGovernor::Sample sample(Ms at, double waiting, Ms lag = Ms(0)) {
    return {base::monoFromNs(1) + at, waiting, 0, lag};
}

/// Feeds a sample each 250 ms until `until`; the rate at the end.
TileRate run(RateGovernor& governor, Ms& at, Ms until, double waiting) {
    for (; at < until; at += Ms(250)) {
        (void)governor.observe(sample(at, waiting));
    }
    return governor.rate();
}

} // namespace

class TestTile : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::theme::apply(*qApp); }
    void labelsDropWhatMattersLeast_data();
    void labelsDropWhatMattersLeast();
    void labelsNeverOverlap();
    void faultsAreShortenedByParts();
    void factsAreShownWholeOrNot();
    void partsAreHit();
    void anyTwinIsSaidOf();
    void loudnessIsSaid();
    void picturesKeepTheirMatrix();
    void pressureLowersTheRateInSteps();
    void calmRaisesItAndPatienceGrows();
    void aShortBurstLowersNothing();
};

void TestTile::labelsDropWhatMattersLeast_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("pixels");
    QTest::addColumn<bool>("hasRegion");
    QTest::addColumn<bool>("hasKindWord");
    QTest::addColumn<bool>("hasName");
    QTest::newRow("enlarged") << 1200 << 18 << true << true << true;
    QTest::newRow("4 x 3") << 440 << 13 << false << true << true;
    QTest::newRow("10 x 10") << 180 << 10 << false << false << true;
    QTest::newRow("10 x 10 of a small window") << 126 << 10 << false << false << false;
}

void TestTile::labelsDropWhatMattersLeast() {
    QFETCH(int, width);
    QFETCH(int, pixels);
    const auto fields = labelFields(rich(), allMarks(), QRect(10, 5, width, pixels * 2), pixels);
    for (const What what : {What::LampLeft, What::LampRight, What::Heard, What::Number,
                            What::Penalty, What::KindShape}) {
        QVERIFY2(find(fields, what) != nullptr, qPrintable(QString::number(int(what))));
    }
    QTEST(find(fields, What::Name) != nullptr, "hasName");
    QTEST(find(fields, What::KindWord) != nullptr, "hasKindWord");
    QTEST(find(fields, What::Region) != nullptr, "hasRegion");
    if (width >= 180) {
        const LabelField* role = find(fields, What::Role);
        QVERIFY(role != nullptr);
        QCOMPARE(role->text, QStringLiteral("BACKUP")); // whole
    }
    if (width >= 1200) {
        QCOMPARE(find(fields, What::Name)->text, rich().name);
        QCOMPARE(find(fields, What::Router)->text, QStringLiteral("SWM UW 1"));
    }
}

void TestTile::labelsNeverOverlap() {
    for (int width = 60; width < 900; width += 7) {
        for (const bool isMarked : {false, true}) {
            const QRect label(3, 4, width, 22);
            auto fields = labelFields(rich(), isMarked ? allMarks() : TileMarks{}, label, 11);
            if (width < 110) {
                continue; // smaller than any tile that can be laid out: only what always stays
            }
            for (std::size_t i = 0; i < fields.size(); ++i) {
                QVERIFY(label.contains(fields[i].rect));
                for (std::size_t k = i + 1; k < fields.size(); ++k) {
                    QVERIFY2(!fields[i].rect.intersects(fields[k].rect),
                             qPrintable(QStringLiteral("at %1").arg(width)));
                }
            }
        }
    }
}

void TestTile::faultsAreShortenedByParts() {
    const QFont font = ui::theme::textFont(12, QFont::Bold);
    const QFontMetrics metrics(font);
    const QString whole = QStringLiteral("CC 41/s · RF MARGIN −0.3 dB 00:02:23");
    QCOMPARE(fittedFault(whole, font, metrics.horizontalAdvance(whole)), whole);
    const QString worst = QStringLiteral("CC 41/s 00:02:23");
    QCOMPARE(fittedFault(whole, font, metrics.horizontalAdvance(whole) - 1), worst);
    QCOMPARE(fittedFault(whole, font, metrics.horizontalAdvance(worst) - 1),
             QStringLiteral("CC 41/s"));
    QCOMPARE(fittedFault(QStringLiteral("BLACK 00:00:12"), font,
                         metrics.horizontalAdvance(QStringLiteral("BLACK")) + 2),
             QStringLiteral("BLACK"));
    QVERIFY(fittedFault(QStringLiteral("BLACK"), font, 20).endsWith(QChar(0x2026)));
}

void TestTile::factsAreShownWholeOrNot() {
    const QFont font = ui::theme::figureFont(11);
    const QString facts = QStringLiteral("0.61 s · 18.9 Mb/s · 6.1 dB");
    const int first = QFontMetrics(font).horizontalAdvance(QStringLiteral("0.61 s"));
    QCOMPARE(fittedFacts(facts, font, 1000), facts);
    QCOMPARE(fittedFacts(facts, font, first + 3), QStringLiteral("0.61 s"));
    QCOMPARE(fittedFacts(facts, font, first - 1), QString());
}

void TestTile::partsAreHit() {
    const TileGeometry g = tileGeometry(QRect(100, 100, 400, 300), true);
    QVERIFY(partAt(g, g.picture.center()) == TilePart::Picture);
    QVERIFY(partAt(g, g.meters.center()) == TilePart::Meters);
    QVERIFY(partAt(g, g.strip.center()) == TilePart::Strip);
    QVERIFY(partAt(g, g.label.center()) == TilePart::Label);
    QVERIFY(partAt(g, g.outer.topLeft()) == TilePart::Frame);
    QVERIFY(partAt(g, QPoint(99, 100)) == TilePart::None);
}

void TestTile::anyTwinIsSaidOf() {
    const engine::Snapshot snapshot = uitest::makeSnapshot();
    const auto delivery =
        std::find_if(snapshot.deliveries.begin(), snapshot.deliveries.end(), [&](const auto& d) {
            return d.main && d.backup && d.onAir == d.main && d.faults.empty() &&
                   snapshot.paths[*d.main].kind == model::PathKind::Satellite &&
                   snapshot.paths[*d.backup].kind == model::PathKind::Cloud;
        });
    QVERIFY(delivery != snapshot.deliveries.end());
    const auto& satellite = snapshot.paths[*delivery->main].ref;
    const auto& cloud = snapshot.paths[*delivery->backup].ref;
    const auto of = [&](TwinView view) { return tileContent(snapshot, *delivery, view, false); };

    QCOMPARE(of(TwinView::OnAir).path, std::optional(satellite));
    QVERIFY(of(TwinView::OnAir).role.isEmpty());
    const TileContent flipped = of(TwinView::Cloud);
    QCOMPARE(flipped.path, std::optional(cloud));
    QCOMPARE(flipped.role, QStringLiteral("NOT ON AIR"));
    QVERIFY(!flipped.otherPath);
    const TileContent fibre = of(TwinView::Fibre);
    QVERIFY(!fibre.path);
    QVERIFY(fibre.fault.isEmpty()); // there is none, and that is no fault
    Tile tile;
    tile.content = fibre;
    QCOMPARE(tile.noPictureText(), QStringLiteral("no fibre path"));
    for (const TwinView view : {TwinView::Split, TwinView::Difference}) {
        const TileContent both = of(view);
        QCOMPARE(both.path, std::optional(cloud)); // on the left, though the backup
        QCOMPARE(both.otherPath, std::optional(satellite));
        QVERIFY(!both.skew.isEmpty());
    }
}

void TestTile::loudnessIsSaid() {
    engine::Snapshot snapshot = uitest::makeSnapshot();
    const auto& delivery = snapshot.deliveries.front();
    auto& path = snapshot.paths[*delivery.onAir];
    path.loudnessShortTerm.reset();
    QVERIFY(tileContent(snapshot, delivery, TwinView::OnAir, false).loudness.isEmpty());
    path.loudnessShortTerm = -23.14;
    QCOMPARE(tileContent(snapshot, delivery, TwinView::OnAir, false).loudness,
             QStringLiteral("−23.1"));
    path.loudnessShortTerm = -120; // below the gate: silence has no loudness
    QVERIFY(tileContent(snapshot, delivery, TwinView::OnAir, false).loudness.isEmpty());
}

void TestTile::picturesKeepTheirMatrix() {
    // The green of BT.709 bars: by the matrix of BT.601 it is visibly another.
    uitest::FakeFrame frame(64, 36, 173, 42, 26);
    const QColor as601 = toImage(frame).pixelColor(20, 20);
    frame.matrix = media::ColorMatrix::Bt709;
    const QColor as709 = toImage(frame).pixelColor(20, 20);
    QVERIFY2(as709.red() < 16 && as709.blue() < 16 && as709.green() > 240,
             qPrintable(as709.name()));
    QVERIFY2(as601.red() > as709.red() + 12, qPrintable(as601.name()));
    frame.matrix = media::ColorMatrix::Bt2020;
    QVERIFY(toImage(frame).pixelColor(20, 20) != as709);
    uitest::FakeFrame grey(64, 36, 255, 128, 128);
    grey.isFullRange = true;
    QCOMPARE(toImage(grey).pixelColor(5, 5), QColor(255, 255, 255));
    uitest::FakeFrame wide(720, 576, 100, 128, 128);
    wide.pixelAspect = 64.0 / 45.0;
    QCOMPARE(shapeOf(wide), QSize(1024, 576));
}

void TestTile::pressureLowersTheRateInSteps() {
    RateGovernor governor;
    Ms at{0};
    QVERIFY(run(governor, at, Ms(5000), 0) == TileRate::Full);
    QVERIFY(run(governor, at, Ms(5900), 9) == TileRate::Full); // not yet a second
    QVERIFY(run(governor, at, Ms(6500), 9) == TileRate::Half);
    QVERIFY(run(governor, at, Ms(8000), 9) == TileRate::Keys);
    QVERIFY(run(governor, at, Ms(20000), 9) == TileRate::Keys);
}

void TestTile::calmRaisesItAndPatienceGrows() {
    RateGovernor governor;
    Ms at{0};
    QVERIFY(run(governor, at, Ms(1500), 9) == TileRate::Half);
    const Ms calm(RateGovernor::firstCalm);
    const Ms from = at;
    QVERIFY(run(governor, at, from + calm - Ms(300), 0) == TileRate::Half);
    QVERIFY(run(governor, at, from + calm + Ms(600), 0) == TileRate::Full);
    // Too early: the next calm time must be longer.
    QVERIFY(run(governor, at, at + Ms(1500), 9) == TileRate::Half);
    const Ms again = at;
    QVERIFY(run(governor, at, again + calm + Ms(1000), 0) == TileRate::Half);
    QVERIFY(run(governor, at, again + 2 * calm + Ms(1000), 0) == TileRate::Full);
}

void TestTile::aShortBurstLowersNothing() {
    RateGovernor governor;
    Ms at{0};
    for (int i = 0; i < 20; ++i) { // streams that open come in bursts
        QVERIFY(run(governor, at, at + Ms(750), 20) == TileRate::Full);
        QVERIFY(run(governor, at, at + Ms(500), 0) == TileRate::Full);
    }
    QVERIFY(RateGovernor::isPressed(sample(at, 0, Ms(120))));
    QVERIFY(!RateGovernor::isPressed(sample(at, 1, Ms(20))));
}

QTEST_MAIN(TestTile)
#include "tst_tile.moc"
