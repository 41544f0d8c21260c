// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of pictures, on drawn ones: each fault raised by its picture, and not by its
// neighbours.
#include "core/media/contentjudge.h"

#include <QtTest>

#include <random>

#include "tests/unit/media/drawnpicture.h"

using namespace vigie;
using media::Presence;
using testing::Color;
using testing::DrawnPicture;
using testing::sceneAt;

namespace {

using Ms = std::chrono::milliseconds;

base::Timestamp at(Ms since) {
    return {base::utcFromNs(1'800'000'000'000'000'000) + since,
            base::monoFromNs(5'000'000'000) + since};
}

/// Shows pictures at 25 a second.
class Viewer {
public:
    explicit Viewer(media::ContentLimits limits = {})
        : m_meter(limits.blackLuma, limits.masks), judge(limits) {}

    void show(const DrawnPicture& picture, int times = 1, bool isFullRange = false) {
        for (int i = 0; i < times; ++i) {
            QVERIFY(m_meter.measure(picture.view(isFullRange), sample));
            judge.observe(sample, at(now), Ms(40));
            now += Ms(40);
        }
    }

private:
    media::PictureMeter m_meter;

public:
    media::PictureJudge judge;
    media::PictureSample sample;
    Ms now{0};
};

DrawnPicture scene(int number, double time = 0, int width = 640, int height = 360) {
    DrawnPicture picture(width, height);
    picture.draw([&](double x, double y) { return sceneAt(number, time, x, y); });
    return picture;
}

DrawnPicture flat(Color color) {
    DrawnPicture picture(640, 360);
    picture.draw([&](double, double) { return color; });
    return picture;
}

/// Bars of 75 % in BT.709, 8-bit codes, as published; white at 75 %.
const std::array<Color, 8> hd75{{{180, 128, 128},
                                 {168, 44, 136},
                                 {145, 147, 44},
                                 {133, 63, 52},
                                 {63, 193, 204},
                                 {51, 109, 212},
                                 {28, 212, 120},
                                 {16, 128, 128}}};
/// The same in BT.601.
const std::array<Color, 8> sd75{{{180, 128, 128},
                                 {162, 44, 142},
                                 {131, 156, 44},
                                 {112, 72, 58},
                                 {84, 184, 198},
                                 {65, 100, 212},
                                 {35, 212, 114},
                                 {16, 128, 128}}};
/// 100 % in BT.601.
const std::array<Color, 8> sd100{{{235, 128, 128},
                                  {210, 16, 146},
                                  {170, 166, 16},
                                  {145, 54, 34},
                                  {106, 202, 222},
                                  {81, 90, 240},
                                  {41, 240, 110},
                                  {16, 128, 128}}};

Color barAt(const std::array<Color, 8>& bars, double x, int count) {
    return bars[static_cast<std::size_t>(std::clamp(static_cast<int>(x * count), 0, count - 1))];
}

} // namespace

class TestPictureJudge : public QObject {
    Q_OBJECT

private slots:
    void nothingIsWrongWithAScene() {
        Viewer viewer;
        for (int i = 0; i < 80; ++i) {
            viewer.show(scene(i / 20, i / 25.0));
        }
        const auto& judge = viewer.judge;
        QCOMPARE(judge.black().presence(), Presence::Clear);
        QCOMPARE(judge.freeze().presence(), Presence::Clear);
        QCOMPARE(judge.colorBars().presence(), Presence::Clear);
        QCOMPARE(judge.singleColor().presence(), Presence::Clear);
        QCOMPARE(judge.chromaLoss().presence(), Presence::Clear);
        QCOMPARE(judge.blockiness().presence(), Presence::Clear);
        QVERIFY(!judge.isSuspicious());
    }

    void durations() { // 50 pictures of 40 ms are two seconds
        Viewer viewer;
        viewer.show(scene(1));
        viewer.show(flat({16, 128, 128}), 49);
        QCOMPARE(viewer.judge.black().presence(), Presence::Clear);
        QVERIFY(viewer.judge.isSuspicious());
        viewer.show(flat({16, 128, 128}));
        QCOMPARE(viewer.judge.black().presence(), Presence::Present);
        QCOMPARE(base::toNs(*viewer.judge.black().since()), base::toNs(at(Ms(40)).utc));
        // Black is black, not a color; and nothing moves in it.
        QCOMPARE(viewer.judge.singleColor().presence(), Presence::Clear);
        viewer.show(flat({16, 128, 128}), 200);
        QCOMPARE(viewer.judge.singleColor().presence(), Presence::Clear);
        QCOMPARE(viewer.judge.chromaLoss().presence(), Presence::Clear);
    }

    void masksLeaveOutLogoAndClock() {
        // A bright logo of 4 % of the picture in a corner, and a clock that moves.
        const auto withLogo = [](int frame) {
            DrawnPicture picture(640, 360);
            picture.draw([&](double x, double y) {
                const bool isLogo = x > 0.75 && x < 0.95 && y > 0.05 && y < 0.25;
                return isLogo ? Color{frame % 2 == 0 ? 200 : 80, 128, 128} : Color{16, 128, 128};
            });
            return picture;
        };
        Viewer without;
        media::ContentLimits limits;
        limits.masks = {{0.74, 0.04, 0.22, 0.22}};
        Viewer with(limits);
        for (int i = 0; i < 60; ++i) {
            without.show(withLogo(i));
            with.show(withLogo(i));
        }
        QCOMPARE(without.judge.black().presence(), Presence::Clear);
        QCOMPARE(without.judge.freeze().presence(), Presence::Clear);
        QCOMPARE(with.judge.black().presence(), Presence::Present);
        QCOMPARE(with.judge.freeze().presence(), Presence::Present);
        // What moves beside the mask still counts.
        with.show(scene(2));
        QCOMPARE(with.judge.black().presence(), Presence::Clear);
        QCOMPARE(with.judge.freeze().presence(), Presence::Clear);
    }

    void aMaskOverAllLeavesNothing() {
        media::ContentLimits limits;
        limits.masks = {{0, 0, 1, 1}};
        Viewer viewer(limits);
        viewer.show(flat({16, 128, 128}), 100);
        QCOMPARE(viewer.judge.black().presence(), Presence::Unknown);
        QCOMPARE(viewer.judge.freeze().presence(), Presence::Unknown);
        QVERIFY(!viewer.judge.isSuspicious());
    }

    void aSlowFadeIsNoFreeze() {
        Viewer viewer;
        DrawnPicture picture(320, 180);
        for (int i = 0; i < 250; ++i) { // 10 s from full to black
            picture.draw([&](double x, double y) {
                auto color = sceneAt(3, 0, x, y);
                color[0] = 16 + (color[0] - 16) * (250 - i) / 250;
                return color;
            });
            viewer.show(picture);
            if (i < 200) { // what is left at the end is as good as still
                QVERIFY(viewer.judge.freeze().presence() != Presence::Present);
            }
        }
    }

    void colorBars_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("isTenBit");
        QTest::newRow("75 % BT.709, eight bars") << 0 << false;
        QTest::newRow("75 % BT.709, eight bars, 10 bits") << 0 << true;
        QTest::newRow("75 % BT.601, seven bars over PLUGE") << 1 << false;
        QTest::newRow("100 % BT.601") << 2 << false;
        QTest::newRow("EBU: 75 % with white at 100 %") << 3 << false;
        QTest::newRow("RP 219: gray at the sides") << 4 << false;
        QTest::newRow("split field: red below") << 5 << false;
        QTest::newRow("with a caption across the middle") << 6 << false;
        QTest::newRow("with coding noise") << 7 << false;
    }
    void colorBars() {
        QFETCH(int, kind);
        QFETCH(bool, isTenBit);
        std::mt19937 random(7);
        std::uniform_int_distribution<int> noise(-4, 4);
        DrawnPicture picture(720, 576, isTenBit, isTenBit);
        picture.draw([&](double x, double y) {
            switch (kind) {
            case 1:
                return y < 0.67 ? barAt(sd75, x, 7)
                                : Color{16 + static_cast<int>(x * 6) * 5, 128, 128};
            case 2:
                return barAt(sd100, x, 8);
            case 3: {
                const auto color = barAt(sd75, x, 8);
                return color[0] == 180 ? Color{235, 128, 128} : color;
            }
            case 4:
                if (y > 0.58) {
                    return Color{104, 128, 128};
                }
                return x < 0.125 || x >= 0.875 ? Color{104, 128, 128}
                                               : barAt(hd75, (x - 0.125) / 0.75, 7);
            case 5:
                return y < 0.5 ? barAt(hd75, x, 8) : hd75[5];
            case 6:
                return y > 0.4 && y < 0.6 && x > 0.2 && x < 0.8 ? Color{20, 128, 128}
                                                                : barAt(hd75, x, 8);
            case 7: {
                auto color = barAt(hd75, x, 8);
                color[0] = std::max(16, color[0] + noise(random));
                return color;
            }
            default:
                return barAt(hd75, x, 8);
            }
        });
        Viewer viewer;
        viewer.show(scene(1, 0, 720, 576));
        viewer.show(picture, 124);
        QCOMPARE(viewer.judge.colorBars().presence(), Presence::Clear);
        viewer.show(picture);
        QCOMPARE(viewer.judge.colorBars().presence(), Presence::Present);
        QCOMPARE(base::toNs(*viewer.judge.colorBars().since()), base::toNs(at(Ms(40)).utc));
        QCOMPARE(viewer.judge.chromaLoss().presence(), Presence::Clear);
        QCOMPARE(viewer.judge.singleColor().presence(), Presence::Clear);
        viewer.show(scene(1, 0, 720, 576));
        QCOMPARE(viewer.judge.colorBars().presence(), Presence::Clear);
    }

    void noColorBars_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("too saturated") << 0;
        QTest::newRow("another order") << 1;
        QTest::newRow("bars that wander") << 2;
        QTest::newRow("a small picture of bars") << 3;
        QTest::newRow("without color") << 4;
        QTest::newRow("bars that wander slowly") << 5;
    }
    void noColorBars() {
        QFETCH(int, kind);
        Viewer viewer;
        for (int i = 0; i < 150; ++i) {
            DrawnPicture picture(320, 180);
            picture.draw([&](double x, double y) {
                auto color = barAt(hd75, x, 8);
                switch (kind) {
                case 0:
                    color[1] = 128 + (color[1] - 128) * 5 / 4;
                    color[2] = 128 + (color[2] - 128) * 5 / 4;
                    return color;
                case 1:
                    return barAt(hd75, 1 - x, 8);
                case 2:
                    return barAt(hd75, std::fmod(x + i * 0.05, 1.0), 8);
                case 3:
                    return x < 0.4 && y < 0.4 ? barAt(hd75, x / 0.4, 8) : sceneAt(1, 0, x, y);
                case 4:
                    return Color{color[0], 128, 128};
                default:
                    return barAt(hd75, std::clamp(x + i * 0.002 - 0.15, 0.0, 1.0), 8);
                }
            });
            viewer.show(picture);
        }
        QVERIFY(viewer.judge.colorBars().presence() != Presence::Present);
    }

    void singleColor() {
        Viewer viewer;
        viewer.show(scene(1));
        viewer.show(flat({81, 90, 240}), 75);
        QCOMPARE(viewer.judge.singleColor().presence(), Presence::Present);
        QCOMPARE(viewer.judge.black().presence(), Presence::Clear);
        QCOMPARE(viewer.judge.chromaLoss().presence(), Presence::Clear);
        // A line of text on it is something to see.
        auto picture = flat({81, 90, 240});
        for (int y = 100; y < 140; ++y) {
            for (int x = 100; x < 400; ++x) {
                picture.luma(x, y) = 235;
            }
        }
        viewer.show(picture);
        QCOMPARE(viewer.judge.singleColor().presence(), Presence::Clear);
    }

    void chromaLoss() {
        Viewer viewer;
        DrawnPicture gray(320, 180);
        for (int i = 0; i < 251; ++i) {
            gray.draw([&](double x, double y) {
                return Color{sceneAt(1, i / 25.0, x, y)[0], i % 2 == 0 ? 128 : 129, 128};
            });
            viewer.show(gray);
        }
        QCOMPARE(viewer.judge.chromaLoss().presence(), Presence::Present);
        QCOMPARE(viewer.judge.freeze().presence(), Presence::Clear);
        // A faint tint, or a small colored part, is color.
        DrawnPicture tinted(320, 180);
        tinted.draw([](double x, double y) {
            return Color{sceneAt(1, 0, x, y)[0], 128, x < 0.1 && y < 0.3 ? 170 : 128};
        });
        viewer.show(tinted);
        QCOMPARE(viewer.judge.chromaLoss().presence(), Presence::Clear);
    }

    void monochromeCodingIsNoLoss() {
        Viewer viewer;
        media::PictureMeter meter(0.1, {});
        media::PictureJudge judge{media::ContentLimits{}};
        media::PictureSample sample;
        auto picture = scene(1);
        auto view = picture.view();
        view.cb = {};
        view.cr = {};
        for (int i = 0; i < 300; ++i) {
            QVERIFY(meter.measure(view, sample));
            judge.observe(sample, at(Ms(40) * i), Ms(40));
        }
        QCOMPARE(judge.chromaLoss().presence(), Presence::Unknown);
        QCOMPARE(judge.singleColor().presence(), Presence::Unknown);
        QCOMPARE(judge.freeze().presence(), Presence::Present);
    }

    // Blocks of eight pixels, each flattened towards its mean as coarse coding leaves them.
    void blockiness_data() {
        QTest::addColumn<int>("phase");
        QTest::addColumn<double>("flattened");
        QTest::addColumn<bool>("isBlocky");
        QTest::newRow("heavy") << 0 << 0.9 << true;
        QTest::newRow("heavy, grid at another phase") << 3 << 0.9 << true;
        QTest::newRow("light") << 0 << 0.1 << false;
        QTest::newRow("none") << 0 << 0.0 << false;
    }
    void blockiness() {
        QFETCH(int, phase);
        QFETCH(double, flattened);
        QFETCH(bool, isBlocky);
        Viewer viewer;
        std::mt19937 random(3);
        std::normal_distribution<double> grain(0, 3);
        std::vector<DrawnPicture> pictures;
        for (int frame = 0; frame < 6; ++frame) {
            auto picture = scene(2, frame / 25.0);
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x) {
                    picture.luma(x, y) = static_cast<std::uint8_t>(
                        std::clamp(picture.luma(x, y) + grain(random), 16.0, 235.0));
                }
                for (int from = phase - 8; from < picture.width(); from += 8) {
                    const int begin = std::max(0, from);
                    const int end = std::min(picture.width(), from + 8);
                    double mean = 0;
                    for (int x = begin; x < end; ++x) {
                        mean += picture.luma(x, y);
                    }
                    mean /= std::max(1, end - begin);
                    // Each block its own error of the mean, as coarse quantizers make it.
                    mean += ((begin / 8) * 7 + (y / 8) * 3) % 9 - 4.0;
                    for (int x = begin; x < end; ++x) {
                        picture.luma(x, y) = static_cast<std::uint8_t>(std::clamp(
                            picture.luma(x, y) * (1 - flattened) + mean * flattened, 16.0, 235.0));
                    }
                }
            }
            pictures.push_back(std::move(picture));
        }
        for (std::size_t i = 0; i < 90; ++i) {
            viewer.show(pictures[i % pictures.size()]);
        }
        QVERIFY(viewer.judge.blockinessValue().has_value());
        QVERIFY2((viewer.judge.blockiness().presence() == Presence::Present) == isBlocky,
                 qPrintable(QString::number(*viewer.judge.blockinessValue())));
    }

    void uprightEdgesAreNoBlocks() {
        Viewer viewer;
        DrawnPicture picture(640, 360); // four strong edges on the grid, detail elsewhere
        std::mt19937 random(3);
        picture.draw([&](double x, double y) {
            auto color = sceneAt(1, 0, x, y);
            color[0] += static_cast<int>(x * 5) % 2 == 0 ? 60 : -40;
            color[0] = std::clamp(color[0] + static_cast<int>(random() % 5), 16, 235);
            return color;
        });
        viewer.show(picture, 100);
        QCOMPARE(viewer.judge.blockiness().presence(), Presence::Clear);
        viewer.show(flat({100, 128, 128}), 10);
        QVERIFY(!viewer.judge.blockinessValue()); // nothing to compare with
    }

    void fullRangeIsKnown() {
        Viewer viewer;
        viewer.show(flat({16, 128, 128}), 1, true); // 6 % of full scale
        QVERIFY(std::abs(*viewer.judge.lumaMean() - 16.0 / 255) < 0.001);
        Viewer limited;
        limited.show(flat({16, 128, 128}), 1);
        QVERIFY(*limited.judge.lumaMean() < 0.001);
    }

    void anySizeIsSafe() {
        media::PictureMeter meter(0.1, {{0.1, 0.1, 0.2, 0.2}});
        media::PictureJudge judge{media::ContentLimits{}};
        media::PictureSample sample;
        for (const auto& [width, height] : std::vector<std::pair<int, int>>{
                 {2, 2}, {8, 8}, {16, 4}, {10, 1000}, {2000, 10}, {352, 288}, {1366, 768}}) {
            const DrawnPicture picture(width, height);
            if (meter.measure(picture.view(), sample)) {
                QCOMPARE(sample.width, width);
                QCOMPARE(sample.isLookedAt.size(), sample.cells.size());
                QVERIFY(sample.cb.size() <= sample.cells.size());
                judge.observe(sample, at(Ms(width)), Ms(40));
            }
        }
        QVERIFY(!meter.measure({}, sample));
        QVERIFY(sample.cells.empty());
    }
};

QTEST_APPLESS_MAIN(TestPictureJudge)
#include "tst_picturejudge.moc"
