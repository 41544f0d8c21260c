// SPDX-License-Identifier: GPL-3.0-or-later
//
// The goals of bench_baselines, on fewer seeds.
#include <QTest>

#include "tests/unit/baseline/baselinescore.h"

using namespace vigie::baselinescore;

class TestScore : public QObject {
    Q_OBJECT
private slots:
    void rainIsWarnedOf() {
        Score score;
        for (std::uint64_t seed = 200; seed < 202; ++seed) {
            score.add(scoreRf(seed, 3, true));
        }
        QVERIFY2(score.cases >= 5, qPrintable(QString::number(score.cases)));
        QVERIFY2(score.warnedPart() >= 0.9, qPrintable(QString::number(score.warnedPart())));
    }
    void clearSkyIsNot() {
        Score score;
        score.add(scoreRf(100, 2, false));
        QCOMPARE(score.cases, 0u);
        QVERIFY(score.falsePerWeek() < 1);
    }
    void latencyIsWarnedOf() {
        Score score;
        for (const auto fault :
             {LatencyFault::Drift, LatencyFault::StepThenDrift, LatencyFault::Stairs}) {
            for (std::uint64_t seed = 400; seed < 404; ++seed) {
                score.add(scoreLatency(seed, fault));
            }
        }
        QCOMPARE(score.cases, 12u);
        QVERIFY2(score.warnedPart() >= 0.9, qPrintable(QString::number(score.warnedPart())));
    }
    void usualLatencyIsNot() {
        Score score;
        for (std::uint64_t seed = 300; seed < 302; ++seed) {
            score.add(scoreUsualLatency(seed, 2));
        }
        QVERIFY2(score.falsePerWeek() < 1, qPrintable(QString::number(score.falsePerWeek())));
    }
    void theSameSeedGivesTheSameScore() {
        const Score first = scoreLatency(400, LatencyFault::Drift);
        QCOMPARE(scoreLatency(400, LatencyFault::Drift).leads, first.leads);
    }
};

QTEST_APPLESS_MAIN(TestScore)
#include "tst_score.moc"
