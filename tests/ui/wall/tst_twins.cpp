// SPDX-License-Identifier: GPL-3.0-or-later
// Two paths in one tile: of the same moment, or said not to be.
#include <QPainter>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/theme/look.h"
#include "ui/wall/differenceframe.h"
#include "ui/wall/tileboard.h"
#include "ui/wall/tilepainter.h"

using namespace vigie;
using namespace vigie::ui::wall;
using Ms = std::chrono::milliseconds;

namespace {

constexpr std::int64_t frameTicks = 3600;
constexpr std::int64_t turn = std::int64_t{1} << 33;

model::AccessUnitPtr unitAt(std::int64_t pts, std::uint64_t sequence, std::uint8_t luma,
                            std::uint8_t cb = 128, std::uint8_t cr = 128) {
    auto unit =
        std::make_shared<model::AccessUnit>(*uitest::colorUnit(sequence, luma, cb, cr, 320, 180));
    unit->pts = ((pts % turn) + turn) % turn;
    return unit;
}

base::Mono at(Ms ms) {
    return base::monoFromNs(1'000'000'000) + ms;
}

media::VideoFramePtr frameAt(std::int64_t pts) {
    auto frame = std::make_shared<uitest::FakeFrame>(32, 18, std::uint8_t{100}, std::uint8_t{128},
                                                     std::uint8_t{128});
    frame->pts = pts;
    return frame;
}

bool isNear(QRgb a, QRgb b, int tolerance) {
    return std::abs(qRed(a) - qRed(b)) <= tolerance &&
           std::abs(qGreen(a) - qGreen(b)) <= tolerance &&
           std::abs(qBlue(a) - qBlue(b)) <= tolerance;
}

constexpr QRgb red = 0xffff0000;
constexpr QRgb blue = 0xff0000ff;

/// One tile on a board without a window.
struct Bench {
    explicit Bench(TwinView view) : board(source, decoders, [] {}) {
        content.feedId = QStringLiteral("f001");
        content.regionId = QStringLiteral("europe");
        content.number = QStringLiteral("001");
        content.path = cloud;
        content.kind = model::PathKind::Cloud;
        content.hasPreview = true;
        content.otherPath = satellite;
        content.otherKind = model::PathKind::Satellite;
        content.hasOtherPreview = true;
        content.skew = QStringLiteral("−0.42 s");
        content.view = view;
        board.show({content});
        board.place({QRect(0, 0, 400, 300)}, 1.0);
        board.openStreams();
    }
    Tile& tile() { return board.tiles().front(); }
    QImage paint() {
        QImage image(400, 300, QImage::Format_RGB32);
        image.fill(Qt::magenta);
        QPainter qt(&image);
        painter.paint(qt, tile(), QRegion(0, 0, 400, 300), false, false);
        return image;
    }
    /// Both twins' pictures of `count` moments; the satellite `late` units behind.
    void deliver(int count, int late, std::int64_t offset = 0) {
        for (int i = 0; i < count + late; ++i) {
            if (i < count) {
                source.deliver(
                    cloud, unitAt(i * frameTicks, static_cast<std::uint64_t>(i) + 1, 81, 90, 240));
            }
            if (i >= late) {
                source.deliver(satellite,
                               unitAt((i - late) * frameTicks + offset,
                                      static_cast<std::uint64_t>(i - late) + 1, 41, 240, 110));
            }
        }
    }

    const model::PathRef cloud{"cloud-europe", "c1"};
    const model::PathRef satellite{"sat-europe", "s1"};
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    TileContent content;
    TileBoard board;
    TilePainter painter;
};

} // namespace

class TestTwins : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::theme::apply(*qApp); }
    void gateHoldsTheLeaderBack();
    void gateTurnsWithTheClock();
    void gateLetsGoWithoutATwin();
    void gateIsBounded();
    void otherClocksAreNotHeld();
    void pairsHaveTheSamePts();
    void pairsThatNeverMeetAreShownAsSuch();
    void splitShowsBothOfOneMoment();
    void differenceIsGreyWhereEqual();
    void differenceOfOtherMomentsIsNotShown();
    void aViewOfOneHoldsOneWatch();
};

void TestTwins::gateHoldsTheLeaderBack() {
    TwinGate gate;
    // Before the other has come nothing is known, and nothing held.
    QCOMPARE(gate.take(0, unitAt(0, 1, 1), at(Ms(0))).size(), std::size_t(1));
    QVERIFY(gate.state() == TwinGate::State::Waiting);
    const auto first = gate.take(1, unitAt(-50 * frameTicks, 1, 1), at(Ms(1)));
    QCOMPARE(first.size(), std::size_t(1));
    QVERIFY(gate.state() == TwinGate::State::Together);
    std::size_t released = 0;
    for (int i = 1; i <= 10; ++i) {
        released += gate.take(0, unitAt(i * frameTicks, 2, 1), at(Ms(40 * i))).size();
    }
    QCOMPARE(released, std::size_t(0)); // two seconds ahead
    QCOMPARE(gate.held(), std::size_t(10));
    // The other comes to the same moments.
    std::vector<TwinGate::Released> last;
    for (int i = -49; i <= 5; ++i) {
        last = gate.take(1, unitAt(i * frameTicks, 3, 1), at(Ms(400)));
    }
    QCOMPARE(gate.held(), std::size_t(5));
    QCOMPARE(last.size(), std::size_t(2));
    QCOMPARE(last[0].unit->pts, last[1].unit->pts);
}

void TestTwins::gateTurnsWithTheClock() {
    TwinGate gate;
    (void)gate.take(0, unitAt(turn - frameTicks, 1, 1), at(Ms(0)));
    (void)gate.take(1, unitAt(turn - frameTicks, 1, 1), at(Ms(0)));
    QVERIFY(gate.take(0, unitAt(0, 2, 1), at(Ms(40))).empty()); // over the turn, ahead by one
    QCOMPARE(gate.take(1, unitAt(0, 2, 1), at(Ms(45))).size(), std::size_t(2));
    QCOMPARE(ptsDifference(5, turn - 5), std::int64_t(10));
    QCOMPARE(ptsDifference(turn - 5, 5), std::int64_t(-10));
}

void TestTwins::gateLetsGoWithoutATwin() {
    TwinGate gate;
    (void)gate.take(0, unitAt(0, 1, 1), at(Ms(0)));
    (void)gate.take(1, unitAt(0, 1, 1), at(Ms(0)));
    QVERIFY(gate.take(0, unitAt(frameTicks, 2, 1), at(Ms(40))).empty());
    QVERIFY(gate.tick(at(Ms(1000))).empty());
    QCOMPARE(gate.tick(at(Ms(1600))).size(), std::size_t(1));
    QVERIFY(gate.state() == TwinGate::State::Silent);
}

void TestTwins::gateIsBounded() {
    TwinGate gate;
    (void)gate.take(1, unitAt(0, 1, 1), at(Ms(0)));
    for (int i = 0; i < 5000; ++i) {
        // A stream of a thousand pictures a second, as a broken one may claim.
        (void)gate.take(0, unitAt(i * 90, 1, 1), at(Ms(1)));
        QVERIFY(gate.held() <= TwinGate::mostUnits);
    }
    QCOMPARE(gate.held(), TwinGate::mostUnits);
}

void TestTwins::otherClocksAreNotHeld() {
    TwinGate gate;
    (void)gate.take(0, unitAt(0, 1, 1), at(Ms(0)));
    QCOMPARE(gate.take(1, unitAt(90'000 * 3600, 1, 1), at(Ms(0))).size(), std::size_t(1));
    QVERIFY(gate.state() == TwinGate::State::OtherClock);
    QCOMPARE(gate.take(0, unitAt(frameTicks, 1, 1), at(Ms(40))).size(), std::size_t(1));
    // One of them begins anew on the other's clock.
    (void)gate.take(1, unitAt(frameTicks, 1, 1), at(Ms(50)));
    QVERIFY(gate.state() == TwinGate::State::Together);
}

void TestTwins::pairsHaveTheSamePts() {
    TwinPairs pairs;
    QVERIFY(!pairs.put(0, frameAt(0), at(Ms(0))));
    QVERIFY(!pairs.put(0, frameAt(frameTicks), at(Ms(40))));
    QVERIFY(!pairs.put(0, frameAt(2 * frameTicks), at(Ms(80))));
    QVERIFY(pairs.put(1, frameAt(frameTicks), at(Ms(90))));
    const TwinPicture pair = pairs.take();
    QVERIFY(pair.isAligned);
    QCOMPARE(pair.frames[0]->pts, frameTicks);
    QCOMPARE(pair.frames[1]->pts, frameTicks);
    QVERIFY(!pairs.take().frames[0]); // taken is taken
    // Half a picture apart, as two halvings of 50 pictures a second may be.
    QVERIFY(pairs.put(1, frameAt(2 * frameTicks + 1800), at(Ms(130))));
    QVERIFY(!pairs.put(1, frameAt(3 * frameTicks + 1801), at(Ms(170))));
}

void TestTwins::pairsThatNeverMeetAreShownAsSuch() {
    TwinPairs pairs;
    bool isShown = false;
    for (int i = 0; i < 40; ++i) {
        isShown = pairs.put(0, frameAt(i * frameTicks), at(Ms(40 * i))) || isShown;
        isShown = pairs.put(1, frameAt(i * frameTicks + 90'000'000), at(Ms(40 * i))) || isShown;
    }
    QVERIFY(isShown);
    const TwinPicture pair = pairs.take();
    QVERIFY(!pair.isAligned);
    QVERIFY(pair.frames[0] && pair.frames[1]);
}

void TestTwins::splitShowsBothOfOneMoment() {
    Bench bench(TwinView::Split);
    QCOMPARE(static_cast<int>(bench.source.watches().size()), 2);
    QCOMPARE(bench.decoders.openStreams(), 2);
    bench.deliver(25, 10);
    (void)bench.board.takeFrames();
    QVERIFY(bench.tile().frame && bench.tile().otherFrame);
    QVERIFY(bench.tile().isAligned);
    QCOMPARE(bench.tile().frame->pts, bench.tile().otherFrame->pts);
    QVERIFY(bench.tile().twinText().contains(QStringLiteral("−0.42 s")));
    const QImage image = bench.paint();
    const QRect picture = fitAspect(bench.tile().geometry.picture, QSize(320, 180));
    const int y = picture.center().y();
    QVERIFY(isNear(image.pixel(picture.left() + picture.width() / 4, y), red, 8));
    QVERIFY(isNear(image.pixel(picture.left() + 3 * picture.width() / 4, y), blue, 8));
    QCOMPARE(bench.tile().framesShown, std::uint64_t(1));
}

void TestTwins::differenceIsGreyWhereEqual() {
    Bench bench(TwinView::Difference);
    for (std::uint64_t i = 1; i <= 3; ++i) {
        for (const auto& path : {bench.cloud, bench.satellite}) {
            bench.source.deliver(
                path, unitAt(static_cast<std::int64_t>(i) * frameTicks, i, 150, 100, 170));
        }
    }
    (void)bench.board.takeFrames();
    const QRect picture = fitAspect(bench.tile().geometry.picture, QSize(320, 180));
    const QColor equal = bench.paint().pixelColor(picture.center());
    QVERIFY2(isNear(equal.rgb(), qRgb(128, 128, 128), 4), qPrintable(equal.name()));
    // Now one of them darker by 20 steps.
    bench.source.deliver(bench.cloud, unitAt(4 * frameTicks, 4, 150, 100, 170));
    bench.source.deliver(bench.satellite, unitAt(4 * frameTicks, 4, 130, 100, 170));
    (void)bench.board.takeFrames();
    const QColor differs = bench.paint().pixelColor(picture.center());
    QVERIFY(differs.lightness() > equal.lightness() + 50);
    QCOMPARE(differs.saturation(), 0);

    DifferenceFrame difference;
    const uitest::FakeFrame small(160, 90, 100, 128, 128);
    const uitest::FakeFrame large(320, 180, 100, 128, 90);
    QVERIFY(difference.make(large, small));
    QCOMPARE(difference.width, 160);
    QCOMPARE(difference.differingShare(), 1.0); // by color alone
    QVERIFY(difference.make(small, small));
    QCOMPARE(difference.differingShare(), 0.0);
    QVERIFY(!difference.make(small, uitest::FakeFrame(0, 0, 0, 0, 0)));
}

void TestTwins::differenceOfOtherMomentsIsNotShown() {
    Bench bench(TwinView::Difference);
    // An hour apart: no twins by their PTS, and after a while that is said.
    std::uint64_t i = 0;
    QTRY_VERIFY([&] {
        ++i;
        bench.source.deliver(bench.cloud,
                             unitAt(static_cast<std::int64_t>(i) * frameTicks, i, 81, 90, 240));
        bench.source.deliver(
            bench.satellite,
            unitAt(static_cast<std::int64_t>(i) * frameTicks + 90'000 * 3600, i, 41, 240, 110));
        (void)bench.board.takeFrames();
        return bench.tile().frame && bench.tile().otherFrame;
    }());
    QVERIFY(!bench.tile().isAligned);
    QCOMPARE(bench.tile().twinText(), QStringLiteral("NOT ALIGNED"));
    const QImage image = bench.paint();
    const QRect picture = fitAspect(bench.tile().geometry.picture, QSize(320, 180));
    QVERIFY(isNear(image.pixel(picture.left() + picture.width() / 4, picture.center().y()), red,
                   8)); // both halves, as they are
}

void TestTwins::aViewOfOneHoldsOneWatch() {
    Bench bench(TwinView::Split);
    bench.deliver(5, 0);
    (void)bench.board.takeFrames();
    bench.content.view = TwinView::Satellite;
    bench.content.path = bench.satellite;
    bench.content.otherPath.reset();
    const auto dirt = bench.board.update({bench.content}, {});
    QCOMPARE(dirt.size(), std::size_t(1));
    QCOMPARE(dirt.front().parts, static_cast<unsigned>(TileBoard::Everything));
    bench.board.openStreams();
    QCOMPARE(static_cast<int>(bench.source.watches().size()), 1);
    QCOMPARE(bench.decoders.openStreams(), 1);
    QVERIFY(bench.tile().isStill); // until the other path's picture has come
    QVERIFY(!bench.tile().otherFrame);
    bench.source.deliver(bench.satellite, unitAt(0, 1, 41, 240, 110));
    (void)bench.board.takeFrames();
    QVERIFY(!bench.tile().isStill);
}

QTEST_MAIN(TestTwins)
#include "tst_twins.moc"
