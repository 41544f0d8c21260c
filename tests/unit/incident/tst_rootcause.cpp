// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "tests/support/alarmlab/score.h"

using namespace vigie;

/// The scripts of bench_rootcause with one seed.
class TestRootCause : public QObject {
    Q_OBJECT
private slots:
    void thereAreEnoughScripts() {
        std::set<std::string> groups;
        std::set<std::string> names;
        for (const auto& scenario : alarmlab::scenarios()) {
            groups.insert(scenario.group);
            names.insert(scenario.name);
        }
        QCOMPARE(groups,
                 (std::set<std::string>{"cascading", "misleading", "simultaneous", "single"}));
        QVERIFY(names.size() >= 48);
        QCOMPARE(names.size(), alarmlab::scenarios().size());
    }

    void theRightCauseIsSaid() {
        const auto score = alarmlab::playAll(1);
        for (const auto& failure : score.failures) {
            qInfo("%s", failure.c_str());
        }
        QVERIFY2(score.precision() >= 0.95, qPrintable(QString::number(score.precision())));
        QVERIFY2(score.recall() >= 0.90, qPrintable(QString::number(score.recall())));
        QVERIFY(score.mostLines < 10);
    }

    void theSameSeedGivesTheSame() {
        const auto first = alarmlab::playAll(2);
        const auto second = alarmlab::playAll(2);
        QCOMPARE(first.named, second.named);
        QCOMPARE(first.right, second.right);
        QVERIFY(first.failures == second.failures);
    }
};

QTEST_APPLESS_MAIN(TestRootCause)
#include "tst_rootcause.moc"
