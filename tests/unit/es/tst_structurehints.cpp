// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/structure.h"

#include <QtTest>

#include "tests/unit/es/eswriter.h"
#include "tests/unit/es/structurefeeder.h"

using namespace vigie;
using namespace vigie::es::test;
using namespace eswriter;
using es::Codec;
using es::Presence;

/// Captions, and the hints of freeze and black.
class TestStructureHints : public QObject {
    Q_OBJECT
private slots:
    void captionsComeAndGo();
    void hintsOfFreezeAndBlack();
    void hintsNeedWholePictures();
};

void TestStructureHints::captionsComeAndGo() {
    const Buffer padding = {0xfc, 0x80, 0x80, 0xfa, 0x00, 0x00};
    const Buffer line21 = {0xfc, 0x94, 0x2c};
    const Buffer dtvcc = {0xff, 0x02, 0x21, 0xfe, 0x41, 0x00};
    const Buffer notValid = {0xf8, 0x94, 0x2c};
    const auto t35 = [](const Buffer& constructs) {
        return seiMessage(4, join({{0xb5, 0x00, 0x31}, captionData(constructs)}));
    };
    const auto runWith = [](Codec codec, const Buffer& before, int seconds) {
        Feeder feeder;
        feeder.codec = codec;
        for (int i = 0; i < seconds * 25; ++i) {
            feeder.push(before);
        }
        return feeder.figures().captions;
    };
    const auto h264 = [&t35](const Buffer& constructs) {
        H264Slice slice;
        slice.isIdr = true;
        return join({h264Entry(), nal({6}, t35(constructs)), h264Slice(slice)});
    };
    QCOMPARE(runWith(Codec::H264, h264(line21), 1), Presence::Present);
    QCOMPARE(runWith(Codec::H264, h264(dtvcc), 1), Presence::Present);
    QCOMPARE(runWith(Codec::H264, h264(padding), 4), Presence::Unknown);
    QCOMPARE(runWith(Codec::H264, h264(padding), 6), Presence::Clear);
    QCOMPARE(runWith(Codec::H264, h264(notValid), 6), Presence::Clear);
    const auto h265 = [&t35](const Buffer& constructs) {
        return join({h265Sps({.isFieldSequence = false}), h265Pps(0),
                     nal({39 << 1, 1}, t35(constructs)), h265Slice(19, 2, 0)});
    };
    QCOMPARE(runWith(Codec::H265, h265(line21), 1), Presence::Present);
    QCOMPARE(runWith(Codec::H265, h265(padding), 6), Presence::Clear);
    const auto mpeg2 = [](const Buffer& constructs) {
        Buffer whole = mpeg2Picture({});
        const Buffer data = mpeg2Unit(0xb2, captionData(constructs));
        // Behind the picture's headers, before its slices: 4 + 4 and 4 + 5 bytes.
        whole.insert(whole.begin() + 17, data.begin(), data.end());
        return join({mpeg2Sequence(720, 576, 3, 0x48, false), whole});
    };
    QCOMPARE(runWith(Codec::Mpeg2, mpeg2(line21), 1), Presence::Present);
    QCOMPARE(runWith(Codec::Mpeg2, mpeg2(padding), 6), Presence::Clear);

    Feeder feeder;
    feeder.push(h264(line21));
    for (int i = 0; i < 124; ++i) {
        feeder.push(h264(padding));
    }
    QCOMPARE(feeder.figures().captions, Presence::Present);
    feeder.push(h264(padding));
    feeder.push(h264(padding));
    QCOMPARE(feeder.figures().captions, Presence::Clear);
}

void TestStructureHints::hintsOfFreezeAndBlack() {
    Feeder feeder;
    // 1620 macroblocks: 10 bits each where something moves, hardly any where nothing does.
    const auto second = [&feeder](std::size_t intra, std::size_t inter) {
        feeder.push(idr(intra));
        for (int i = 1; i < 25; ++i) {
            feeder.push(picture(5, inter));
        }
    };
    for (int i = 0; i < 8; ++i) {
        second(20'000, 2000);
    }
    QCOMPARE(feeder.figures().freezeHint, Presence::Clear);
    QCOMPARE(feeder.figures().blackHint, Presence::Clear);
    for (int i = 0; i < 3; ++i) {
        second(20'000, 20);
    }
    QCOMPARE(feeder.figures().freezeHint, Presence::Present);
    QCOMPARE(feeder.figures().blackHint, Presence::Clear);
    for (int i = 0; i < 3; ++i) {
        second(150, 20);
    }
    QCOMPARE(feeder.figures().freezeHint, Presence::Present);
    QCOMPARE(feeder.figures().blackHint, Presence::Present);
    second(150, 2000);
    QCOMPARE(feeder.figures().blackHint, Presence::Clear);
    for (int i = 0; i < 2; ++i) {
        second(20'000, 2000);
    }
    QCOMPARE(feeder.figures().freezeHint, Presence::Clear);

    // Every second picture repeated is how cartoons come, not a freeze.
    Feeder cartoon;
    for (int i = 0; i < 300; ++i) {
        cartoon.push(i % 25 == 0 ? idr(20'000) : picture(5, i % 3 == 0 ? 2000 : 20));
    }
    QCOMPARE(cartoon.figures().freezeHint, Presence::Clear);

    // Only intra pictures: nothing to judge a freeze by.
    Feeder intra;
    for (int i = 0; i < 100; ++i) {
        intra.push(idr(20'000));
    }
    QCOMPARE(intra.figures().freezeHint, Presence::Unknown);
}

void TestStructureHints::hintsNeedWholePictures() {
    Feeder feeder;
    for (int i = 0; i < 250; ++i) {
        // What came of each picture is small because the rest is lost.
        feeder.push(i % 25 == 0 ? idr(150) : picture(5, 20), true);
    }
    QCOMPARE(feeder.figures().freezeHint, Presence::Unknown);
    QCOMPARE(feeder.figures().blackHint, Presence::Unknown);
}

QTEST_APPLESS_MAIN(TestStructureHints)
#include "tst_structurehints.moc"
