// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/inspector/picturecompare.h"
#include "ui/inspector/twinpictures.h"

using namespace vigie;
using namespace vigie::ui::inspector;
using std::chrono::milliseconds;
using uitest::FakeFrame;

namespace {

const base::Utc begin = base::utcFromNs(1'785'089'143'000'000'000);

base::Mono seconds(int count) {
    return base::monoFromNs(count * std::int64_t{1'000'000'000});
}

std::shared_ptr<FakeFrame> scene(int step, std::int64_t pts, milliseconds at, int width = 320,
                                 int height = 180) {
    auto frame = FakeFrame::scene(width, height, 3, step);
    frame->pts = pts;
    frame->arrival = begin + at;
    return frame;
}

health::Latency skewOf(double ms, double uncertaintyMs) {
    health::Latency skew;
    skew.ms = ms;
    skew.uncertaintyMs = uncertaintyMs;
    return skew;
}

/// Two seconds of one programme at 25 Hz, the second twin 400 ms later.
void fill(TwinPictures& twins, std::int64_t restamp) {
    for (int i = 0; i < 50; ++i) {
        twins.add(0, scene(i, i * 3600, milliseconds{40 * i}));
        twins.add(1, scene(i, i * 3600 + restamp, milliseconds{40 * i + 400}));
    }
}

} // namespace

class PicturesTest : public QObject {
    Q_OBJECT
private slots:
    void equalPicturesDoNotDiffer() {
        const auto picture = scene(1, 0, milliseconds{0});
        const auto difference = compare(*picture, *picture);
        QVERIFY(difference);
        QVERIFY(std::isinf(difference->psnrDb));
        QVERIFY(std::abs(difference->ssim - 1) < 1e-9);
    }

    void knownErrorsGiveKnownFigures() {
        const FakeFrame grey(320, 180, 100, 128, 128);
        const FakeFrame lighter(320, 180, 110, 128, 128);
        // Mean squared error 100: 10 log10(65025 / 100).
        QVERIFY(std::abs(compare(grey, lighter)->psnrDb - 28.1308) < 1e-3);
        // Flat windows: SSIM is the term of their means alone, C1 = (0.01 * 255)^2.
        const double c1 = 2.55 * 2.55;
        const double expected = (2.0 * 100 * 110 + c1) / (100.0 * 100 + 110.0 * 110 + c1);
        QVERIFY(std::abs(compare(grey, lighter)->ssim - expected) < 1e-3);
        // One pixel of 57,600 off by 240.
        FakeFrame speck(320, 180, 10, 128, 128);
        speck.luma()[5000] = 250;
        const FakeFrame dark(320, 180, 10, 128, 128);
        const double mean = 240.0 * 240.0 / (320.0 * 180.0);
        QVERIFY(std::abs(compare(speck, dark)->psnrDb - 10 * std::log10(65025.0 / mean)) < 1e-6);
        // Chroma does not count.
        const FakeFrame blue(320, 180, 100, 200, 90);
        QVERIFY(std::isinf(compare(grey, blue)->psnrDb));
    }

    void worseIsLess() {
        const auto sharp = scene(1, 0, milliseconds{0});
        auto noisy = scene(1, 0, milliseconds{0});
        auto noisier = scene(1, 0, milliseconds{0});
        for (std::size_t i = 0; i < noisy->luma().size(); ++i) {
            const int noise = static_cast<int>(i * 7919 % 17) - 8;
            noisy->luma()[i] = static_cast<std::uint8_t>(noisy->luma()[i] + noise / 4);
            noisier->luma()[i] = static_cast<std::uint8_t>(noisier->luma()[i] + noise);
        }
        QVERIFY(compare(*sharp, *noisy)->psnrDb > compare(*sharp, *noisier)->psnrDb + 6);
        QVERIFY(compare(*sharp, *noisy)->ssim > compare(*sharp, *noisier)->ssim);
    }

    void aLargerPictureIsScaledToTheSmaller() {
        const FakeFrame large(640, 360, 90, 128, 128);
        const FakeFrame small(320, 180, 90, 128, 128);
        QVERIFY(std::isinf(compare(large, small)->psnrDb));
        QVERIFY(std::isinf(compare(small, large)->psnrDb));
        const FakeFrame tiny(8, 8, 90, 128, 128);
        QVERIFY(!compare(large, tiny)); // no room for a window
        FakeFrame empty(320, 180, 90, 128, 128);
        empty.y.data = nullptr;
        QVERIFY(!compare(large, empty));
    }

    void twinsArePairedByPts() {
        TwinPictures twins;
        QVERIFY(!twins.compareNewest(seconds(0)));
        fill(twins, 0);
        QVERIFY(!twins.compareNewest(seconds(0))); // equal stamps prove nothing without a skew
        twins.setSkew(skewOf(-400, 4));
        QVERIFY(twins.compareNewest(seconds(0)));
        const auto newest = twins.newest(seconds(2));
        QVERIFY(newest);
        QCOMPARE(newest->pairing, Pairing::Pts);
        QVERIFY(std::isinf(newest->difference.psnrDb));
        QVERIFY(!twins.compareNewest(seconds(0))); // the same pair again
        QVERIFY(!twins.newest(seconds(6)));
        twins.clear();
        QVERIFY(!twins.newest(seconds(2)));
        QVERIFY(!twins.hasPictures(0));
    }

    void whereStampsAreNewTheSkewTells() {
        TwinPictures twins;
        fill(twins, 12'345);
        QVERIFY(!twins.compareNewest(seconds(0))); // no skew, no pair
        twins.setSkew(skewOf(-380, 90));           // side 0 is earlier; half a picture off
        QVERIFY(twins.compareNewest(seconds(0)));
        const auto newest = twins.newest(seconds(2));
        QVERIFY(newest);
        QCOMPARE(newest->pairing, Pairing::Skew);
        QVERIFY(std::isinf(newest->difference.psnrDb)); // the one that fits best
        // The twins never saw one moment within what is kept.
        TwinPictures apart;
        apart.setSkew(skewOf(1800, 20));
        apart.add(0, scene(1, 1, milliseconds{0}));
        apart.add(1, scene(1, 2, milliseconds{5000}));
        QVERIFY(!apart.compareNewest(seconds(0)));
    }

    void equalStampsOfOtherMomentsAreNotPaired() {
        TwinPictures twins;
        fill(twins, 10 * 3600); // stamped anew, ten pictures off: stamps meet, moments do not
        twins.setSkew(skewOf(-400, 4));
        QVERIFY(twins.compareNewest(seconds(0)));
        QCOMPARE(twins.newest(seconds(0))->pairing, Pairing::Skew);
        QVERIFY(std::isinf(twins.newest(seconds(0))->difference.psnrDb));
    }

    void bothAreShownAtOneMoment() {
        TwinPictures twins;
        fill(twins, 12'345);
        Misalignment why = Misalignment::None;
        QVERIFY(!twins.alignedNow(why).isWhole());
        QCOMPARE(why, Misalignment::NoSkew);
        twins.setSkew(skewOf(-400, 40));
        QVERIFY(!twins.alignedNow(why).isWhole());
        QCOMPARE(why, Misalignment::NoPair); // nobody has found out yet how stamps meet
        QVERIFY(twins.compareNewest(seconds(0)));
        const TwinMoment moment = twins.alignedNow(why);
        QVERIFY(moment.isWhole());
        QCOMPARE(why, Misalignment::None);
        QCOMPARE(ptsBetween(moment.frames[1]->pts, moment.frames[0]->pts), std::int64_t{12'345});
        // The later twin's newest is the moment; the earlier one is held back.
        QCOMPARE(moment.frames[1], twins.newestOf(1));
        // One side stands still: what moves is not held back with it.
        for (int i = 50; i < 130; ++i) {
            twins.add(1, scene(i, i * 3600 + 12'345, milliseconds{40 * i + 400}));
        }
        QVERIFY(!twins.alignedNow(why).isWhole());
        QCOMPARE(why, Misalignment::Stale);
    }

    void momentsAreSteppedThroughTogether() {
        TwinPictures twins;
        twins.setSkew(skewOf(-400, 4));
        fill(twins, 0);
        QVERIFY(twins.compareNewest(seconds(0)));
        const auto moments = twins.moments();
        QCOMPARE(moments.size(), std::size_t(50));
        for (std::size_t i = 0; i < moments.size(); ++i) {
            QVERIFY(moments[i].isWhole());
            QCOMPARE(moments[i].frames[0]->pts, moments[i].frames[1]->pts);
            QVERIFY(i == 0 || moments[i].frames[0]->pts > moments[i - 1].frames[0]->pts);
        }
        // A picture that one side lost leaves a hole there, not another picture.
        TwinPictures holed;
        holed.setSkew(skewOf(0, 4));
        for (int i = 0; i < 20; ++i) {
            holed.add(0, scene(i, i * 3600, milliseconds{40 * i}));
            if (i != 7) {
                holed.add(1, scene(i, i * 3600, milliseconds{40 * i}));
            }
        }
        QVERIFY(holed.compareNewest(seconds(0)));
        const auto withHole = holed.moments();
        QCOMPARE(withHole.size(), std::size_t(20));
        QVERIFY(!withHole[7].isWhole());
        QVERIFY(withHole[8].isWhole());
    }

    void stampsGoRoundAt33Bits() {
        const std::int64_t whole = std::int64_t{1} << 33U;
        QCOMPARE(ptsBetween(3600, whole - 3600), std::int64_t{7200});
        QCOMPARE(ptsBetween(whole - 3600, 3600), std::int64_t{-7200});
        QCOMPARE(ptsBetween(5000, 1000), std::int64_t{4000});
    }

    void theDifferenceIsAPictureToo() {
        const FakeFrame grey(320, 180, 100, 128, 128);
        FakeFrame other(320, 180, 100, 128, 128);
        other.luma()[0] = 110;
        other.luma()[1] = 255;
        const auto difference = differencePicture(grey, other, 4);
        QVERIFY(difference);
        QCOMPARE(difference->luma.size(), std::size_t(320 * 180));
        QCOMPARE(static_cast<int>(difference->luma[0]), 40);
        QCOMPARE(static_cast<int>(difference->luma[1]), 255);
        QCOMPARE(static_cast<int>(difference->luma[2]), 0);
    }

    void whatIsKeptIsBounded() {
        TwinPictures twins;
        std::weak_ptr<const media::VideoFrame> first;
        for (int i = 0; i < 400; ++i) {
            auto frame = scene(0, i, milliseconds{20 * i}, 32, 18);
            if (i == 0) {
                first = frame;
            }
            twins.add(0, std::move(frame));
        }
        QVERIFY(first.expired());
        twins.add(1, scene(0, 3, milliseconds{0}, 32, 18)); // its twin went long ago
        QVERIFY(!twins.compareNewest(seconds(0)));
    }
};

QTEST_APPLESS_MAIN(PicturesTest)
#include "tst_pictures.moc"
