// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/health/share.h"

using namespace vigie;
using health::Carriage;
using health::ShareCount;
using health::ShareMeter;

class TestShare : public QObject {
    Q_OBJECT
private slots:
    void countsByCarriage() {
        ShareCount count;
        for (const auto carriage : {Carriage::Cloud, Carriage::Cloud, Carriage::Satellite,
                                    Carriage::Fibre, Carriage::None, Carriage::Unknown}) {
            health::count(count, carriage);
        }
        QCOMPARE(count, (ShareCount{2, 1, 1, 1, 1}));
        QCOMPARE(count.total(), 5U); // unknown is shown apart
        QCOMPARE(health::carriageOf(model::PathKind::Fibre), Carriage::Fibre);
        QCOMPARE(health::carriageOf(model::PathKind::Unknown), Carriage::Unknown);
        QCOMPARE(health::carriageOf(model::PathKind::Origin), Carriage::Unknown);
    }

    void secondsAndBitsAddUp() {
        ShareMeter meter;
        meter.restore({3600, 0, 0, 0});
        for (int i = 0; i < 1800; ++i) {
            meter.add(Carriage::Cloud, 8e6);
            meter.add(Carriage::Satellite, std::nullopt);
            meter.add(Carriage::None, std::nullopt);
            meter.add(Carriage::Unknown, std::nullopt);
            meter.add(Carriage::Fibre, 1.0);
        }
        QCOMPARE(meter.seconds().hours(), (health::ShareSum{1.5, 0.5, 0.5, 0.5}));
        QCOMPARE(meter.bits(), (health::ShareSum{8e6 * 1800, 0, 1800, 0}));
    }

    void historyTellsWhatWasJudgedSince() {
        ShareMeter meter;
        const auto at = [](std::int64_t second) { return base::utcFromNs(second * 1'000'000'000); };
        meter.add(Carriage::Cloud, 5.0);
        meter.add(Carriage::Unknown, std::nullopt);
        QVERIFY(meter.sample(at(1000), {1, 0, 0, 0, 1}));
        meter.add(Carriage::Satellite, 7.0);
        meter.add(Carriage::None, std::nullopt);
        QVERIFY(meter.sample(at(1010), {0, 1, 0, 1, 0}));
        QCOMPARE(meter.history()->at(0).seconds, (ShareCount{1, 0, 0, 0, 1}));
        QCOMPARE(meter.history()->at(0).bits, (health::ShareSum{5, 0, 0, 0}));
        QCOMPARE(meter.history()->at(1).seconds, (ShareCount{0, 1, 0, 1, 0}));
        QCOMPARE(meter.history()->at(1).bits, (health::ShareSum{0, 7, 0, 0}));
        QVERIFY(meter.history()->at(1).hasSums);
    }

    void historyIsSixHoursOfTenSeconds() {
        ShareMeter meter;
        QVERIFY(meter.history()->empty());
        const auto at = [](std::int64_t second) { return base::utcFromNs(second * 1'000'000'000); };
        QVERIFY(meter.sample(at(1003), {1, 0, 0, 0, 0}));
        QVERIFY(!meter.sample(at(1009), {2, 0, 0, 0, 0}));
        const auto held = meter.history();
        QVERIFY(meter.sample(at(1010), {3, 0, 0, 0, 0}));
        QCOMPARE(held->size(), std::size_t{1}); // what a snapshot holds does not change
        QCOMPARE(base::toSeconds(meter.history()->at(0).at), std::int64_t{1000});
        for (std::int64_t second = 1020; second < 100'000; second += 10) {
            QVERIFY(meter.sample(at(second), {}));
        }
        QCOMPARE(meter.history()->size(), std::size_t{2160});
        QCOMPARE(base::toSeconds(meter.history()->back().at), std::int64_t{99'990});
    }
};

QTEST_APPLESS_MAIN(TestShare)
#include "tst_share.moc"
