// SPDX-License-Identifier: GPL-3.0-or-later
// Rates, stillness and marks of the tiles on a board, without a window.
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/desk/tallyboard.h"
#include "ui/theme/look.h"
#include "ui/wall/statusline.h"
#include "ui/wall/tileboard.h"
#include "ui/wall/wallview.h"

using namespace vigie;
using namespace vigie::ui::wall;
using Ms = std::chrono::milliseconds;

namespace {

/// Decodes until it is told to hang: then it takes units and gives nothing, as a stuck one does.
class HangingPool final : public media::DecodePool {
public:
    std::unique_ptr<media::DecodeStream> open(std::string name,
                                              std::function<void()> onFrame) override {
        class Stream final : public media::DecodeStream {
        public:
            Stream(std::unique_ptr<media::DecodeStream> real, const bool& isHanging)
                : m_real(std::move(real)), m_isHanging(isHanging) {}
            void push(model::AccessUnitPtr unit) override {
                if (m_isHanging) {
                    ++m_swallowed;
                } else {
                    m_real->push(std::move(unit));
                }
            }
            media::VideoFramePtr takeNewest() override { return m_real->takeNewest(); }
            bool isAwaitingKey() const override { return m_real->isAwaitingKey(); }
            Figures figures() const override {
                auto figures = m_real->figures();
                figures.unitsIn += m_swallowed;
                figures.unitsWaiting = m_swallowed;
                return figures;
            }

        private:
            std::unique_ptr<media::DecodeStream> m_real;
            const bool& m_isHanging;
            std::uint64_t m_swallowed = 0;
        };
        return std::make_unique<Stream>(m_decoders.open(std::move(name), std::move(onFrame)),
                                        isHanging);
    }
    bool isHanging = false;

private:
    uitest::FakeDecodePool m_decoders;
};

struct Bench {
    explicit Bench(int tiles) : board(source, decoders, [this] { ++wakes; }) {
        const auto snapshot = uitest::makeSnapshot({.feeds = tiles, .hasFaults = false});
        contents = tileContents(snapshot, QStringLiteral("europe"));
        board.show(contents);
        std::vector<QRect> cells;
        for (int i = 0; i < tiles; ++i) {
            cells.emplace_back(0, 300 * i, 400, 300);
        }
        board.place(cells, 1.0);
        board.openStreams();
    }
    int push(std::size_t tile, std::uint64_t sequence) {
        return source.deliver(*contents[tile].path, uitest::colorUnit(sequence, 81, 90, 240));
    }
    /// Press for as long as it takes to go down `steps`.
    void press(int steps) {
        for (int i = 0; i <= 5 * steps; ++i) {
            now += Ms(250);
            board.govern({now, 50, 0, Ms(0)});
        }
    }
    [[nodiscard]] int keyStreams() const {
        int count = 0;
        for (const auto& watch : source.watches()) {
            count += watch.request.isKeyFramesOnly ? 1 : 0;
        }
        return count;
    }

    uitest::FakeSource source;
    HangingPool decoders;
    std::atomic<int> wakes = 0;
    std::vector<TileContent> contents;
    TileBoard board;
    base::Mono now = base::monoFromNs(1);
};

} // namespace

class TestBoard : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::theme::apply(*qApp); }
    void hangingDecoderIsNotLive();
    void slowTilesAskForKeyPictures();
    void whatMattersKeepsItsRate();
    void halfRateLeavesPicturesOut();
    void marksAreAskedFor();
    void routerLampsArePainted();
    void enlargedTileIsDecodedInFull();
    void statusLineCounts();
};

void TestBoard::hangingDecoderIsNotLive() {
    Bench bench(1);
    QCOMPARE(bench.push(0, 1), 1);
    (void)bench.board.takeFrames();
    const Tile& tile = bench.board.tiles().front();
    QVERIFY(tile.frame && !tile.isStill);
    bench.decoders.isHanging = true;
    for (std::uint64_t i = 2; i < 60; ++i) {
        bench.push(0, i);
    }
    const base::Timestamp later{bench.source.now().utc + Ms(2900),
                                bench.source.now().mono + Ms(2900)};
    const auto dirt = bench.board.checkStill(later);
    QCOMPARE(dirt.size(), std::size_t(1));
    QVERIFY(tile.isStill);
    QVERIFY(tile.isDecoderStuck);
    QVERIFY(tile.stripText().contains(QStringLiteral("NOT DECODED SINCE")));
    QVERIFY(tile.lastPictureText().startsWith(QStringLiteral("last picture ")));
    QCOMPARE(tile.lastPictureAgoText(), QStringLiteral("00:00:02 ago"));
    // The time goes on, second by second, though nothing else happens.
    QVERIFY(bench.board.checkStill({later.utc + Ms(20), later.mono + Ms(20)}).empty());
    QCOMPARE(bench.board.checkStill({later.utc + Ms(1000), later.mono + Ms(1000)}).size(),
             std::size_t(1));
    QCOMPARE(tile.lastPictureAgoText(), QStringLiteral("00:00:03 ago"));
    bench.decoders.isHanging = false;
    bench.push(0, 2);
    (void)bench.board.takeFrames();
    QVERIFY(!tile.isStill && !tile.isDecoderStuck);
    QVERIFY(tile.lastPictureText().isEmpty());
}

void TestBoard::slowTilesAskForKeyPictures() {
    Bench bench(20);
    QCOMPARE(bench.keyStreams(), 0);
    bench.press(1);
    QVERIFY(bench.board.rate() == TileRate::Half);
    QCOMPARE(bench.keyStreams(), 0); // all are decoded still
    bench.press(1);
    QVERIFY(bench.board.rate() == TileRate::Keys);
    QCOMPARE(bench.keyStreams(), 20);
    QCOMPARE(static_cast<int>(bench.source.watches().size()), 20);
    // One that is alone on the wall has nobody to make room for.
    bench.board.show({bench.contents[3]});
    bench.board.openStreams();
    QCOMPARE(bench.keyStreams(), 0);
}

void TestBoard::whatMattersKeepsItsRate() {
    Bench bench(20);
    bench.board.markSeen(7);
    bench.contents[3].severity = engine::Severity::Critical;
    bench.contents[5].isPenalty = true;
    for (std::size_t i = 10; i < 20; ++i) { // more than can be promoted
        bench.contents[i].severity = engine::Severity::Minor;
    }
    (void)bench.board.update(bench.contents, {});
    bench.press(2);
    const auto rate = [&bench](std::size_t i) { return bench.board.tiles()[i].rate; };
    QVERIFY(rate(7) == TileRate::Full);
    QVERIFY(rate(3) == TileRate::Full);
    QVERIFY(rate(5) == TileRate::Full);
    QVERIFY(rate(0) == TileRate::Keys);
    QCOMPARE(bench.keyStreams(), 20 - static_cast<int>(TileBoard::mostPromoted));
    // A tile that fails now comes up at the next look.
    bench.contents[1].severity = engine::Severity::Major;
    (void)bench.board.update(bench.contents, {});
    bench.board.govern({bench.now, 50, 0, Ms(0)});
    QVERIFY(rate(1) == TileRate::Full);
    QCOMPARE(bench.keyStreams(), 20 - static_cast<int>(TileBoard::mostPromoted));
}

void TestBoard::halfRateLeavesPicturesOut() {
    Bench bench(2);
    bench.press(1);
    bench.push(0, 1);
    QCOMPARE(bench.board.takeFrames().size(), std::size_t(1)); // the first one at once
    bench.push(0, 2);
    QVERIFY(bench.board.takeFrames().empty());
    QTRY_COMPARE(([&bench] {
                     (void)bench.board.takeFrames();
                     return bench.board.tiles().front().frame->pts;
                 }()),
                 std::int64_t(2 * 3600));
}

void TestBoard::marksAreAskedFor() {
    Bench bench(3);
    bool isHeard = false;
    bench.board.setMarks([&](const TileContent& content) {
        TileMarks marks;
        marks.isHeard = isHeard && content.feedId == bench.contents[1].feedId;
        return marks;
    });
    QVERIFY(bench.board.refreshMarks().empty());
    isHeard = true;
    const auto dirt = bench.board.refreshMarks();
    QCOMPARE(dirt.size(), std::size_t(1));
    QCOMPARE(dirt.front().tile, std::size_t(1));
    bench.board.show({bench.contents[1]});
    QVERIFY(bench.board.tiles().front().marks.isHeard);
}

void TestBoard::routerLampsArePainted() {
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeEngine engine;
    ui::desk::DeskContext desk(engine, source, decoders);
    WallView view(desk);
    view.resize(1320, 790);
    view.show();
    const Tile& tile = view.visibleTiles().front();
    ui::desk::TallyBoard::of(desk).set(tile.content.feedId,
                                       {QStringLiteral("CAM 1"), ui::desk::TallyColor::Red,
                                        ui::desk::TallyColor::Off, ui::desk::TallyColor::Green});
    const QImage image = view.grab().toImage();
    const double ratio = image.devicePixelRatio();
    const QRect label = view.visibleTiles().front().geometry.label;
    const QColor left =
        image.pixelColor((QPointF(label.left() + 2, label.top() + 4) * ratio).toPoint());
    const QColor right =
        image.pixelColor((QPointF(label.right() - 2, label.top() + 4) * ratio).toPoint());
    QVERIFY2(left.red() > 150 && left.green() < 100, qPrintable(left.name()));
    QVERIFY2(right.green() > 150 && right.red() < 100, qPrintable(right.name()));
}

void TestBoard::enlargedTileIsDecodedInFull() {
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeEngine engine;
    ui::desk::DeskContext desk(engine, source, decoders);
    WallView view(desk);
    view.resize(1320, 790);
    view.show();
    QVERIFY(source.decodings().empty());
    view.setEnlarged(true);
    QCOMPARE(static_cast<int>(source.decodings().size()), 1);
    const auto asked = source.decodings().front();
    QCOMPARE(std::optional(asked.path), view.visibleTiles().front().content.path);
    QVERIFY(asked.policy == model::DecodePolicy::Full);
    view.setEnlarged(false);
    view.setEnlarged(true);
    QCOMPARE(static_cast<int>(source.decodings().size()), 2);
}

void TestBoard::statusLineCounts() {
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeEngine engine;
    ui::desk::DeskContext desk(engine, source, decoders);
    WallView view(desk);
    view.resize(1320, 790);
    view.show();
    auto* line = view.findChild<StatusLine*>();
    QVERIFY(line != nullptr && !line->isVisible());
    QAction* toggle = nullptr;
    for (QAction* action : view.actions()) {
        if (action->shortcut() == QKeySequence(QStringLiteral("Ctrl+Shift+D"))) {
            toggle = action;
        }
    }
    QVERIFY(toggle != nullptr);
    toggle->trigger();
    QVERIFY(line->isVisible());
    source.deliver(*view.visibleTiles().front().content.path, uitest::colorUnit(1, 81, 90, 240));
    source.deliver(*view.visibleTiles().front().content.path, uitest::colorUnit(2, 81, 90, 240));
    QTRY_COMPARE(view.figures().front().framesShown, std::uint64_t(1));
    const QString said = line->measure();
    QVERIFY2(said.contains(QStringLiteral("replaced 1")), qPrintable(said));
    QVERIFY(said.contains(QStringLiteral("full rate")));
    toggle->trigger();
    QVERIFY(!line->isVisible());
    TilePainter::Delays delays{};
    QCOMPARE(delayPercentile(delays, 0.5), 0);
    delays[3] = 95;
    delays[20] = 5;
    QCOMPARE(delayPercentile(delays, 0.5), 4);
    QCOMPARE(delayPercentile(delays, 0.96), 21);
}

QTEST_MAIN(TestBoard)
#include "tst_board.moc"
