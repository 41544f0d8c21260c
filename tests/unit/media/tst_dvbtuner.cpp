// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/media/dvbtuner.h"

using namespace vigie::media;

class TestDvbTuner : public QObject {
    Q_OBJECT

private slots:
    void messages() {
        // The form that dvbsrc of GStreamer 1.22 gives them.
        const auto locked = dvbSignalFromText(
            "dvb-frontend-stats, status=(int)31, signal=(int)52428, snr=(int)118, ber=(int)14, "
            "unc=(int)3, lock=(boolean)true;");
        QVERIFY(locked);
        QCOMPARE(locked->isLocked, std::optional(true));
        QCOMPARE(*locked->signal, 52428);
        QCOMPARE(*locked->snr, 118);
        QCOMPARE(*locked->ber, 14);
        QCOMPARE(*locked->uncorrected, 3);
        const auto unlocked =
            dvbSignalFromText("dvb-frontend-stats, status=(int)0, lock=(boolean)false;");
        QVERIFY(unlocked);
        QCOMPARE(unlocked->isLocked, std::optional(false));
        QVERIFY(!unlocked->signal && !unlocked->snr && !unlocked->ber && !unlocked->uncorrected);
        // Counters beyond what an int holds, and a type of no use.
        const auto wide = dvbSignalFromText("dvb-frontend-stats, unc=(uint)4000000000, "
                                            "ber=(guint64)5000000000, snr=(string)high;");
        QVERIFY(wide);
        QCOMPARE(*wide->uncorrected, 4'000'000'000);
        QCOMPARE(*wide->ber, 5'000'000'000);
        QVERIFY(!wide->snr && !wide->isLocked);
    }
    void whatIsNoMessageOfIt() {
        QVERIFY(!dvbSignalFromText("dvb-read-failure;"));
        QVERIFY(!dvbSignalFromText(""));
        QVERIFY(!dvbSignalFromText("dvb-frontend-stats, lock=("));
    }
    void withoutTheDeviceItSaysSo() {
        const auto tuner = DvbTuner::open(
            {.adapter = 15,
             .frontend = 3,
             .properties = {{"frequency", "12548000"}, {"delsys", "dvb-s2"}, {"polarity", "V"}}});
        QVERIFY(!tuner);
        QVERIFY2(tuner.error().message.find("/dev/dvb/adapter15/frontend3") != std::string::npos,
                 tuner.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestDvbTuner)
#include "tst_dvbtuner.moc"
