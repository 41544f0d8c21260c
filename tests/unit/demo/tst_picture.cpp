// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <random>
#include <set>

#include <QTest>

#include "core/demo/caption.h"
#include "core/demo/catalog.h"
#include "core/demo/marker.h"
#include "core/demo/scene.h"
#include "core/demo/tone.h"

using namespace vigie;
using namespace vigie::demo;

namespace {

/// Every second pixel of every second line, as a bad scaler would.
std::vector<std::uint8_t> halved(const Picture& picture) {
    std::vector<std::uint8_t> out;
    for (int y = 0; y + 1 < picture.height(); y += 2) {
        for (int x = 0; x + 1 < picture.width(); x += 2) {
            const auto at = [&](int dx, int dy) {
                return int{picture.y()[(y + dy) * picture.width() + x + dx]};
            };
            out.push_back(
                static_cast<std::uint8_t>((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4));
        }
    }
    return out;
}

double meanDifference(const Picture& a, const Picture& b) {
    double sum = 0;
    const int size = a.width() * a.height();
    for (int i = 0; i < size; ++i) {
        sum += std::abs(int{a.y()[i]} - int{b.y()[i]});
    }
    return sum / size;
}

} // namespace

class TestPicture : public QObject {
    Q_OBJECT

private slots:
    void markerComesBack() {
        Picture picture;
        for (int feed = 0; feed < 256; feed += 5) {
            for (int frame = 0; frame < 65536; frame += 997) {
                const Marker marker{static_cast<std::uint8_t>(feed),
                                    static_cast<std::uint16_t>(frame)};
                drawMarker(picture.y(), picture.width(), picture.width(), picture.height(), marker);
                const auto read =
                    readMarker(picture.y(), picture.width(), picture.width(), picture.height());
                QVERIFY(read);
                QCOMPARE(read->feed, marker.feed);
                QCOMPARE(read->frame, marker.frame);
            }
        }
    }

    void markerSurvivesNoiseAndScaling() {
        std::mt19937 random(7);
        std::normal_distribution<double> noise(0, 18);
        Picture picture;
        Scene(feedCatalog(4).back()).draw(picture, 100);
        const Marker marker{4, 51234};
        drawMarker(picture.y(), picture.width(), picture.width(), picture.height(), marker);
        for (int i = 0; i < picture.width() * picture.height(); ++i) {
            picture.y()[i] =
                static_cast<std::uint8_t>(std::clamp(picture.y()[i] + noise(random), 0.0, 255.0));
        }
        QVERIFY(readMarker(picture.y(), 320, 320, 180) == marker);
        const auto half = halved(picture);
        QVERIFY(readMarker(half.data(), 160, 160, 90) == marker);
    }

    void markerIsRefusedWhereItIsNot() {
        Picture picture;
        picture.fill({16, 128, 128});
        QVERIFY(!readMarker(picture.y(), 320, 320, 180));
        Scene(feedCatalog(2).back()).draw(picture, 10);
        QVERIFY(!readMarker(picture.y(), 320, 320, 180));
        QVERIFY(!readMarker(nullptr, 0, 320, 180));
        QVERIFY(!readMarker(picture.y(), 320, 40, 20));
    }

    void markerWithOneWrongCellIsRefused() {
        Picture picture;
        for (int cell = 0; cell < 32; ++cell) {
            drawMarker(picture.y(), 320, 320, 180, {17, 4711});
            for (int y = 0; y < 9; ++y) {
                for (int x = cell * 8; x < cell * 8 + 8; ++x) {
                    std::uint8_t& pixel = picture.y()[y * 320 + x];
                    pixel = pixel > 128 ? 32 : 220;
                }
            }
            QVERIFY2(!readMarker(picture.y(), 320, 320, 180), qPrintable(QString::number(cell)));
        }
    }

    void everySceneMovesAndDiffersFromTheOthers() {
        const auto feeds = feedCatalog(mostFeeds);
        QCOMPARE(feeds.size(), mostFeeds);
        Picture before, after, other;
        for (std::size_t i = 0; i < feeds.size(); ++i) {
            const Scene scene(feeds[i]);
            scene.draw(before, 50);
            scene.draw(after, 75);
            // The freeze check's limit is 0.1 % of full scale.
            QVERIFY2(meanDifference(before, after) > 0.255, feeds[i].info.name.c_str());
            Scene(feeds[(i + 1) % feeds.size()]).draw(other, 50);
            QVERIFY2(meanDifference(before, other) > 2, feeds[i].info.name.c_str());
        }
    }

    void captionShowsMarkerAndRunningClock() {
        const auto feed = feedCatalog(7).back().info;
        const Caption caption(feed);
        Picture first, second;
        caption.draw(first, 300, base::utcFromNs(1'000'000'000'000'000'000));
        caption.draw(second, 300, base::utcFromNs(1'000'000'001'000'000'000));
        QVERIFY(readMarker(first.y(), 320, 320, 180) == (Marker{7, 300}));
        QVERIFY(meanDifference(first, second) > 0);
    }

    void picturesAreNotBlackByTheNodesMeasure() {
        for (const auto& feed : feedCatalog(mostFeeds)) {
            Picture picture;
            Scene(feed).draw(picture, 30);
            Caption(feed.info).draw(picture, 30, {});
            int dark = 0;
            for (int i = 0; i < 320 * 180; ++i) {
                dark += picture.y()[i] < 16 + 22 ? 1 : 0;
            }
            QVERIFY2(dark < 320 * 180 * 8 / 10, feed.info.name.c_str());
        }
    }

    void soundMovesBetweenTheLevelsPromised() {
        std::set<std::vector<std::int16_t>> sounds;
        for (std::uint32_t feed = 1; feed <= mostFeeds; ++feed) {
            Tone tone(feed);
            std::vector<std::int16_t> frame(2 * samplesPerFrame);
            double loudest = 0;
            double quietest = 1;
            for (int i = 0; i < 5 * framesPerSecond; ++i) {
                tone.fill(frame);
                double peak = 0;
                for (std::size_t k = 0; k < frame.size(); k += 2) {
                    peak = std::max(peak, std::abs(frame[k] / 32768.0));
                }
                loudest = std::max(loudest, peak);
                quietest = std::min(quietest, peak);
            }
            const double loudestDb = 20 * std::log10(loudest);
            const double quietestDb = 20 * std::log10(quietest);
            QVERIFY2(loudestDb > -13 && loudestDb < -9, qPrintable(QString::number(loudestDb)));
            QVERIFY2(quietestDb > -24 && quietestDb < -16, qPrintable(QString::number(quietestDb)));
            sounds.insert(frame);
        }
        QCOMPARE(sounds.size(), mostFeeds);
    }
};

QTEST_APPLESS_MAIN(TestPicture)
#include "tst_picture.moc"
