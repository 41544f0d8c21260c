// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/structure.h"

#include <QtTest>

#include "tests/unit/es/eswriter.h"
#include "tests/unit/es/structurefeeder.h"

using namespace vigie;
using namespace vigie::es::test;
using namespace eswriter;
using es::Codec;
using es::Scan;

/// What H.265 and MPEG-2 tell of themselves.
class TestStructureCodecs : public QObject {
    Q_OBJECT
private slots:
    void tellsH265Fields();
    void tellsMpeg2();
    void mpeg2FieldsAndScales();
};

void TestStructureCodecs::tellsH265Fields() {
    Feeder feeder;
    feeder.codec = Codec::H265;
    feeder.step = 1800;
    const Buffer entry = join({h265Sps(), h265Pps(4)});
    for (int gop = 0; gop < 3; ++gop) {
        feeder.push(join({entry, h265Slice(gop == 0 ? 19 : 21, 2, -9)}));
        feeder.push(h265Slice(1, 1, 0));
        for (int frame = 1; frame < 5; ++frame) {
            feeder.push(h265Slice(1, frame % 2 == 0 ? 1 : 0, 0));
            feeder.push(h265Slice(0, 0, 0));
        }
    }
    const auto& figures = feeder.figures();
    QCOMPARE(figures.codec, Codec::H265);
    QCOMPARE(*figures.profile, 1);
    QCOMPARE(*figures.level, 4.1);
    QCOMPARE(*figures.width, 1920);
    QCOMPARE(*figures.height, 1080);
    QCOMPARE(*figures.frameRate, 25.0);
    QCOMPARE(figures.scan, Scan::Interlaced);
    QCOMPARE(*figures.gopLength, 5);
    QVERIFY(isNear(figures.gopSeconds, 0.2, 1e-9));
    QCOMPARE(*figures.qp, 21.0); // behind a reference picture set of its own
    QCOMPARE(figures.picturesI, std::uint64_t{3});
}

void TestStructureCodecs::tellsMpeg2() {
    Feeder feeder;
    feeder.codec = Codec::Mpeg2;
    for (int gop = 0; gop < 3; ++gop) {
        const Buffer entry =
            join({mpeg2Sequence(720, 576, 3, 0x48, false), mpeg2Unit(0xb8, {0, 8, 0, 0})});
        feeder.push(join({entry, mpeg2Picture({.type = 1, .temporalReference = 2, .bytes = 4000}),
                          Buffer(2000, 0)}));
        feeder.push(mpeg2Picture({.type = 3, .temporalReference = 0}));
        feeder.push(mpeg2Picture({.type = 3, .temporalReference = 1}));
        feeder.push(mpeg2Picture({.type = 2, .temporalReference = 5, .bytes = 900}));
        feeder.push(mpeg2Picture({.type = 3, .temporalReference = 3}));
        feeder.push(mpeg2Picture({.type = 3, .temporalReference = 4}));
    }
    const auto& figures = feeder.figures();
    QCOMPARE(*figures.profile, 4);
    QCOMPARE(*figures.level, 2.0);
    QCOMPARE(*figures.width, 720);
    QCOMPARE(*figures.height, 576);
    QCOMPARE(*figures.frameRate, 25.0);
    QCOMPARE(*figures.gopLength, 6);
    QCOMPARE(*figures.anchorDistance, 3);
    QCOMPARE(*figures.qp, 20.0);
    QVERIFY(isNear(figures.sizeI, 4000, 10)); // zeros are stuffing
    QCOMPARE(figures.scan, Scan::Interlaced);
}

void TestStructureCodecs::mpeg2FieldsAndScales() {
    Feeder feeder;
    feeder.codec = Codec::Mpeg2;
    for (int gop = 0; gop < 3; ++gop) {
        feeder.push(join({mpeg2Sequence(1920, 1080, 4, 0x82, false),
                          mpeg2Picture({.type = 1,
                                        .temporalReference = 0,
                                        .structure = 1,
                                        .isNonLinear = true,
                                        .scaleCode = 20}),
                          mpeg2Picture({.type = 2, .temporalReference = 0, .structure = 2})}));
        for (int i = 1; i < 4; ++i) {
            feeder.push(mpeg2Picture({.type = 2, .temporalReference = i, .structure = 1}));
            feeder.push(mpeg2Picture({.type = 2, .temporalReference = i, .structure = 2}));
        }
    }
    const auto& figures = feeder.figures();
    QCOMPARE(*figures.gopLength, 4);
    QCOMPARE(*figures.qp, 40.0);      // table 7-6
    QCOMPARE(*figures.profile, 0x82); // 4:2:2@High has the escape bit
    QCOMPARE(*figures.level, 4.0);
    QVERIFY(isNear(figures.frameRate, 30000.0 / 1001, 1e-9));
    QCOMPARE(figures.picturesI, std::uint64_t{3});
    QCOMPARE(figures.picturesP, std::uint64_t{8});

    Feeder progressive;
    progressive.codec = Codec::Mpeg2;
    progressive.push(join({mpeg2Sequence(1280, 720, 6, 0x44, true), mpeg2Picture({})}));
    progressive.push(mpeg2Picture({.type = 2}));
    QCOMPARE(progressive.figures().scan, Scan::Progressive);
    QCOMPARE(*progressive.figures().frameRate, 50.0);
}

QTEST_APPLESS_MAIN(TestStructureCodecs)
#include "tst_structurecodecs.moc"
