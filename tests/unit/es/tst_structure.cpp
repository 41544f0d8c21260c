// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/structure.h"

#include <QtTest>

#include "tests/unit/es/eswriter.h"
#include "tests/unit/es/structurefeeder.h"

using namespace vigie;
using namespace vigie::es::test;
using namespace eswriter;
using namespace std::chrono_literals;
using es::Codec;
using es::Presence;
using es::Scan;
using es::Structure;

/// Pictures and groups, told from H.264, and what every codec has in common.
class TestStructure : public QObject {
    Q_OBJECT
private slots:
    void startsUnknown();
    void tellsH264();
    void countsGroups();
    void damagedGroupIsNotTold();
    void openGroupsAndRecoveryPoints();
    void severalUnitsInOnePayload();
    void fieldsAreOneFrame();
    void rateByTimeStamps();
    void scanByPictureTiming();
    void fillerIsNoPicture();
    void goesBackToUnknown();
    void codecChangeBeginsAnew();
    void anyBytesAreSurvived();
};

void TestStructure::startsUnknown() {
    Structure structure;
    const es::StructureFigures& figures = structure.figures();
    QCOMPARE(figures.codec, Codec::Unknown);
    QVERIFY(!figures.width && !figures.gopLength && !figures.qp && !figures.frameRate);
    QCOMPARE(figures.captions, Presence::Unknown);
    QCOMPARE(figures.freezeHint, Presence::Unknown);
    structure.push(Codec::Unknown, {}, {}, {}, false, at(0s));
    structure.advance(at(60s));
    QCOMPARE(figures.codec, Codec::Unknown);
    QCOMPARE(es::codecFrom("H.265"), Codec::H265);
    QCOMPARE(es::codecFrom("AAC"), Codec::Unknown);
}

void TestStructure::tellsH264() {
    Feeder feeder;
    H264Options options;
    options.widthMbs = 120;
    options.heightMbs = 68;
    options.cropBottom = 4;
    feeder.push(idr(5000, -7, options));
    feeder.push(picture(5, 500));
    const auto& figures = feeder.figures();
    QCOMPARE(figures.codec, Codec::H264);
    QCOMPARE(*figures.profile, 77);
    QCOMPARE(*figures.level, 4.0);
    QCOMPARE(*figures.width, 1920);
    QCOMPARE(*figures.height, 1080);
    QCOMPARE(*figures.frameRate, 25.0);
    QCOMPARE(figures.scan, Scan::Progressive);
    QCOMPARE(*figures.qp, 19.0);
    QVERIFY(!figures.gopLength);
}

void TestStructure::countsGroups() {
    Feeder feeder;
    for (int gop = 0; gop < 3; ++gop) {
        feeder.push(idr(6000 + static_cast<std::size_t>(gop)));
        for (int i = 0; i < 4; ++i) {
            feeder.push(picture(5, 900));
            feeder.push(picture(6, 300, false));
            feeder.push(picture(6, 200, false));
        }
    }
    const auto& figures = feeder.figures();
    QCOMPARE(*figures.gopLength, 13);
    QVERIFY(isNear(figures.gopSeconds, 13 * 0.04, 1e-9));
    QCOMPARE(*figures.anchorDistance, 3);
    // The newest picture is told once the next one begins.
    QCOMPARE(figures.picturesI, std::uint64_t{3});
    QCOMPARE(figures.picturesP, std::uint64_t{12});
    QCOMPARE(figures.picturesB, std::uint64_t{23});
    // Of slices, headers included: the second group is the last complete one.
    QVERIFY(isNear(figures.sizeI, 6001, 20));
    QVERIFY(isNear(figures.sizeP, 900, 20));
    QVERIFY(isNear(figures.sizeB, 250, 20));
}

void TestStructure::damagedGroupIsNotTold() {
    Feeder feeder;
    const auto group = [&feeder](int pictures, int damaged) {
        feeder.push(idr(5000));
        for (int i = 1; i < pictures; ++i) {
            feeder.push(picture(5, 400), i == damaged);
        }
    };
    group(10, -1);
    group(8, 3);
    group(12, -1);
    QCOMPARE(*feeder.figures().gopLength, 10);
    group(2, -1);
    QCOMPARE(*feeder.figures().gopLength, 12);
}

void TestStructure::openGroupsAndRecoveryPoints() {
    // An intra picture that is no IDR: by its parameter sets, or by a recovery point.
    H264Slice intra;
    intra.bytes = 4000;
    const Buffer byEntry = join({h264Entry(), h264Slice(intra)});
    const Buffer byRecovery =
        join({h264Delimiter(), nal({6}, seiMessage(6, {0x84})), h264Slice(intra)});
    for (const Buffer& entry : {byEntry, byRecovery}) {
        Feeder feeder;
        feeder.push(idr(5000));
        for (int gop = 0; gop < 3; ++gop) {
            feeder.push(entry);
            for (int i = 0; i < 6; ++i) {
                feeder.push(picture(5, 400));
            }
        }
        QCOMPARE(*feeder.figures().gopLength, 7);
    }
    // An intra picture with neither begins no group.
    Feeder feeder;
    for (int gop = 0; gop < 3; ++gop) {
        feeder.push(idr(5000));
        feeder.push(join({h264Delimiter(), h264Slice(intra)}));
        feeder.push(picture(5, 400));
    }
    QCOMPARE(*feeder.figures().gopLength, 3);
}

void TestStructure::severalUnitsInOnePayload() {
    Feeder feeder;
    feeder.step = 4 * 3600;
    for (int i = 0; i < 12; ++i) {
        feeder.push(join({idr(3000), picture(5, 400), picture(6, 200, false), picture(5, 400)}));
    }
    QCOMPARE(*feeder.figures().gopLength, 4);
    QVERIFY(isNear(feeder.figures().gopSeconds, 0.16, 1e-9));
    QCOMPARE(feeder.figures().picturesI, std::uint64_t{12});
    // Slices of one picture are one picture.
    Feeder slices;
    for (int i = 0; i < 3; ++i) {
        H264Slice first;
        first.isIdr = true;
        H264Slice second = first;
        second.firstMb = 100;
        slices.push(join({h264Entry(), h264Slice(first), h264Slice(second)}));
    }
    QCOMPARE(slices.figures().picturesI, std::uint64_t{2});
    QVERIFY(isNear(slices.figures().sizeI, 800, 40));
}

void TestStructure::fieldsAreOneFrame() {
    H264Options options;
    options.isFrameOnly = false;
    for (const bool isTogether : {true, false}) {
        Feeder feeder;
        for (int frame = 0; frame < 24; ++frame) {
            H264Slice top;
            top.isFrameOnly = false;
            top.isBottom = false;
            top.frameNumber = static_cast<unsigned>(frame) % 16;
            top.isIdr = frame % 8 == 0;
            top.type = top.isIdr ? 7 : 5;
            H264Slice bottom = top;
            bottom.isBottom = true;
            bottom.isIdr = false;
            bottom.type = 5; // the second field of an I frame may well be predicted
            const Buffer first =
                join({top.isIdr ? h264Entry(options) : h264Delimiter(), h264Slice(top)});
            if (isTogether) {
                feeder.push(join({first, h264Slice(bottom)}));
            } else {
                feeder.step = 1800;
                feeder.push(first);
                feeder.push(join({h264Delimiter(), h264Slice(bottom)}));
            }
        }
        const auto& figures = feeder.figures();
        QCOMPARE(*figures.gopLength, 8);
        QVERIFY(isNear(figures.gopSeconds, 0.32, 1e-9));
        QCOMPARE(figures.scan, Scan::Interlaced);
        QCOMPARE(figures.picturesI + figures.picturesP, std::uint64_t{23});
        QCOMPARE(figures.picturesI, std::uint64_t{3});
        QVERIFY(isNear(figures.sizeP, 800, 40));
        QCOMPARE(*figures.height, 576);
    }
}

void TestStructure::rateByTimeStamps() {
    H264Options silent;
    silent.hasVui = false;
    H264Options loose;
    loose.isFixed = false;
    loose.timeScale = 120; // says 60, and does not bind itself
    for (const H264Options& options : {silent, loose}) {
        Feeder feeder;
        feeder.step = 3003; // 29.97
        feeder.push(idr(3000, 0, options));
        QVERIFY(!feeder.figures().frameRate);
        for (int i = 0; i < 70; ++i) {
            feeder.push(picture(5, 300));
        }
        QVERIFY(isNear(feeder.figures().frameRate, 30000.0 / 1001, 1e-6));
    }
    Feeder blind;
    blind.hasStamps = false;
    blind.push(idr(3000, 0, silent));
    for (int i = 0; i < 70; ++i) {
        blind.push(picture(5, 300));
    }
    QVERIFY(!blind.figures().frameRate);
}

void TestStructure::scanByPictureTiming() {
    H264Options options;
    options.isFrameOnly = false;
    options.hasPicStruct = true;
    const auto frame = [&options](int structure, bool isIdr) {
        H264Slice slice;
        slice.isFrameOnly = false;
        slice.isIdr = isIdr;
        slice.type = isIdr ? 7 : 5;
        const Buffer timing =
            nal({6}, seiMessage(1, {static_cast<std::uint8_t>(structure << 4 | 8)}));
        return join({isIdr ? h264Entry(options) : h264Delimiter(), timing, h264Slice(slice)});
    };
    const auto scanOf = [&frame](std::initializer_list<int> structures) {
        Feeder feeder;
        for (int gop = 0; gop < 3; ++gop) {
            bool isFirst = true;
            for (const int structure : structures) {
                feeder.push(frame(structure, isFirst));
                isFirst = false;
            }
        }
        return feeder.figures().scan;
    };
    QCOMPARE(scanOf({0, 0, 0}), Scan::Progressive);
    QCOMPARE(scanOf({3, 3, 3}), Scan::Interlaced);
    QCOMPARE(scanOf({0, 3, 0}), Scan::Mixed);
    // Frames that may be interlaced, and nothing that tells.
    Feeder feeder;
    options.hasPicStruct = false;
    for (int i = 0; i < 4; ++i) {
        feeder.push(idr(1000, 0, options));
    }
    QCOMPARE(feeder.figures().scan, Scan::Unknown);
}

void TestStructure::fillerIsNoPicture() {
    Feeder feeder;
    for (int i = 0; i < 4; ++i) {
        Buffer filler{0, 0, 1, 12};
        filler.resize(5000, 0xff);
        filler.push_back(0x80);
        Buffer zeros(3000, 0);
        feeder.push(join({idr(1000), filler, zeros}));
        feeder.push(join({picture(5, 200), {0, 0, 3, 0, 0, 3, 0, 0, 3}}));
    }
    QVERIFY(isNear(feeder.figures().sizeI, 1000, 20));
    QVERIFY(isNear(feeder.figures().sizeP, 200, 12));
}

void TestStructure::goesBackToUnknown() {
    Feeder feeder;
    for (int i = 0; i < 60; ++i) {
        feeder.push(i % 20 == 0 ? idr(3000) : picture(5, 300));
    }
    QVERIFY(feeder.figures().gopLength && feeder.figures().width);
    feeder.structure.advance(at(feeder.now + 4s));
    QVERIFY(feeder.figures().gopLength);
    feeder.structure.advance(at(feeder.now + 6s));
    const auto& figures = feeder.figures();
    QCOMPARE(figures.codec, Codec::Unknown);
    QVERIFY(!figures.gopLength && !figures.width && !figures.frameRate && !figures.qp);
    QCOMPARE(figures.freezeHint, Presence::Unknown);
    QCOMPARE(figures.picturesI, std::uint64_t{3}); // counters stay
    feeder.push(idr(3000));
    feeder.push(picture(5, 300));
    QCOMPARE(feeder.figures().picturesI, std::uint64_t{4});
}

void TestStructure::codecChangeBeginsAnew() {
    Feeder feeder;
    feeder.push(idr(3000));
    feeder.push(picture(5, 300));
    feeder.codec = Codec::Mpeg2;
    feeder.push(join({mpeg2Sequence(720, 576, 3, 0x48, false), mpeg2Picture({})}));
    QCOMPARE(feeder.figures().codec, Codec::Mpeg2);
    QCOMPARE(*feeder.figures().width, 720);
}

void TestStructure::anyBytesAreSurvived() {
    std::uint32_t state = 99;
    const auto random = [&state](std::uint32_t bound) {
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % bound;
    };
    const Buffer h264 = join({idr(200), picture(5, 60), picture(6, 40)});
    const Buffer h265 = join({h265Sps(), h265Pps(0), h265Slice(21, 2, 0), h265Slice(1, 0, 0)});
    const Buffer mpeg2 = join({mpeg2Sequence(720, 576, 3, 0x48, false), mpeg2Picture({})});
    for (const auto& [codec, good] :
         {std::pair{Codec::H264, h264}, {Codec::H265, h265}, {Codec::Mpeg2, mpeg2}}) {
        Feeder feeder;
        feeder.codec = codec;
        for (int round = 0; round < 1500; ++round) {
            Buffer bytes = good;
            for (std::uint32_t i = random(12); i > 0; --i) {
                bytes[random(static_cast<std::uint32_t>(bytes.size()))] =
                    static_cast<std::uint8_t>(random(256));
            }
            bytes.resize(random(static_cast<std::uint32_t>(bytes.size())) + 1);
            feeder.push(bytes);
            const auto& figures = feeder.figures();
            QVERIFY(!figures.width || (*figures.width > 0 && *figures.height > 0));
            QVERIFY(!figures.frameRate || *figures.frameRate > 0);
        }
    }
}

QTEST_APPLESS_MAIN(TestStructure)
#include "tst_structure.moc"
