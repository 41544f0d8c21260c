// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/transport/dvbstats.h"

using namespace vigie::transport;

namespace {

dtv_property scaled(std::uint32_t command, fecap_scale_params scale, std::int64_t value) {
    dtv_property property{};
    property.cmd = command;
    property.u.st.len = 1;
    property.u.st.stat[0].scale = scale;
    property.u.st.stat[0].svalue = value;
    return property;
}

dtv_property plain(std::uint32_t command, std::uint32_t value) {
    dtv_property property{};
    property.cmd = command;
    property.u.data = value;
    return property;
}

} // namespace

class TestDvbStats : public QObject {
    Q_OBJECT

private slots:
    void decibelsAndCounters() {
        const std::vector<dtv_property> answers{
            scaled(DTV_STAT_SIGNAL_STRENGTH, FE_SCALE_DECIBEL, -41'200),
            scaled(DTV_STAT_CNR, FE_SCALE_DECIBEL, 12'150),
            scaled(DTV_STAT_PRE_ERROR_BIT_COUNT, FE_SCALE_COUNTER, 250),
            scaled(DTV_STAT_PRE_TOTAL_BIT_COUNT, FE_SCALE_COUNTER, 1'000'000),
            scaled(DTV_STAT_ERROR_BLOCK_COUNT, FE_SCALE_COUNTER, 2),
            scaled(DTV_STAT_TOTAL_BLOCK_COUNT, FE_SCALE_COUNTER, 1000),
            plain(DTV_DELIVERY_SYSTEM, SYS_DVBS2),
            plain(DTV_MODULATION, PSK_8),
            plain(DTV_INNER_FEC, FEC_2_3)};
        const auto reading = dvbReadingFrom(answers);
        QCOMPARE(*reading.levelDbm, -41.2);
        QCOMPARE(*reading.cnDb, 12.15);
        QCOMPARE(*reading.preErrors, 250U);
        QCOMPARE(*reading.blockTotal, 1000U);
        QVERIFY(!reading.postErrors);
        QCOMPARE(*reading.modcod, 13);
        const auto figures = rfFiguresFrom(reading, {});
        QCOMPARE(*figures.cnDb, 12.15);
        QCOMPARE(*figures.thresholdDb, 6.62);
        QVERIFY(!figures.marginDb);                  // C/N is not Es/N0
        QVERIFY(!figures.berBefore && !figures.per); // one reading makes no ratio
    }
    void relativeScalesAreNoUnit() {
        const std::vector<dtv_property> answers{
            scaled(DTV_STAT_SIGNAL_STRENGTH, FE_SCALE_RELATIVE, 52'428),
            scaled(DTV_STAT_CNR, FE_SCALE_NOT_AVAILABLE, 0), plain(DTV_DELIVERY_SYSTEM, SYS_DVBT),
            plain(DTV_MODULATION, QPSK), plain(DTV_INNER_FEC, FEC_1_2)};
        const auto reading = dvbReadingFrom(answers);
        QVERIFY(!reading.levelDbm && !reading.cnDb && !reading.modcod);
        dtv_property empty{};
        empty.cmd = DTV_STAT_CNR;
        QVERIFY(!dvbReadingFrom({&empty, 1}).cnDb);
        QVERIFY(!dvbReadingFrom({}).isLocked);
    }
    void ratiosOfTheGrowth() {
        DvbReading before{.isLocked = true,
                          .preErrors = 100,
                          .preTotal = 1'000,
                          .postErrors = 0,
                          .postTotal = 500,
                          .blockErrors = 5,
                          .blockTotal = 10};
        DvbReading now = before;
        now.preErrors = 150;
        now.preTotal = 11'000;
        now.postTotal = 10'500;
        now.blockErrors = 1; // tuned anew: it went back
        now.blockTotal = 3;
        const auto figures = rfFiguresFrom(now, before);
        QCOMPARE(*figures.berBefore, 0.005);
        QCOMPARE(*figures.berAfter, 0.0);
        QVERIFY(!figures.per);
        QVERIFY(!rfFiguresFrom(before, before).berBefore); // nothing was counted
        now.preErrors = 1'000'000;                         // more errors than bits
        QVERIFY(!rfFiguresFrom(now, before).berBefore);
        now.isLocked = false;
        now.cnDb = 3;
        now.levelDbm = -70;
        const auto unlocked = rfFiguresFrom(now, before);
        QVERIFY(!unlocked.cnDb && !unlocked.berAfter);
        QCOMPARE(*unlocked.levelDbm, -70.0);
        QCOMPARE(unlocked.isLocked, std::optional(false));
    }
    void everyAnswerThatIsAskedForIsUsed() {
        QCOMPARE(dvbReadingCommands().size(), std::size_t(11));
    }
    void aMissingFrontendIsTold() {
        const auto frontend = DvbFrontend::open(15, 3);
        QVERIFY(!frontend);
        QCOMPARE(frontend.error().message,
                 std::string("/dev/dvb/adapter15/frontend3: No such file or directory"));
    }
};

QTEST_APPLESS_MAIN(TestDvbStats)
#include "tst_dvbstats.moc"
