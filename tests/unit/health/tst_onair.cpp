// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string_view>

#include "core/health/onair.h"

using namespace vigie;
using health::OnAirRule;
using health::Verdict;

namespace {

Verdict of(char letter) {
    return letter == 'E' ? Verdict::Errored : letter == 'U' ? Verdict::Unknown : Verdict::Good;
}

/// The carrier after each second: 'M' or 'B'.
std::string carriers(OnAirRule& rule, std::string_view main, std::string_view backup) {
    std::string text;
    for (std::size_t i = 0; i < main.size(); ++i) {
        rule.judge(of(main[i]), of(backup[i]));
        text += rule.carrier() == OnAirRule::Carrier::Main ? 'M' : 'B';
    }
    return text;
}

} // namespace

class TestOnAir : public QObject {
    Q_OBJECT
private slots:
    void leavesAtThreeOfFive() {
        OnAirRule rule;
        QCOMPARE(carriers(rule, "GGEGEGE", "GGGGGGG"), std::string("MMMMMMB"));
        OnAirRule spread;
        QCOMPARE(carriers(spread, "EGGEGGEGGE", "GGGGGGGGGG"), std::string("MMMMMMMMMM"));
    }
    void notToABackupThatErred() {
        OnAirRule rule;
        QCOMPARE(carriers(rule, "EEEEEEE", "GEGGGGG"), std::string("MMMMMMB"));
    }
    void notToABackupThatNobodySees() {
        OnAirRule rule;
        QCOMPARE(carriers(rule, "EEEEEEE", "UUUUUUG"), std::string("MMMMMMB"));
    }
    void unknownIsNotErrored() {
        OnAirRule rule;
        QCOMPARE(carriers(rule, "UUUUUUEE", "GGGGGGGG"), std::string("MMMMMMMM"));
    }
    void returnsAfterThirtyCleanInARow() {
        OnAirRule rule;
        QCOMPARE(carriers(rule, "EEE", "GGG"), std::string("MMB"));
        const std::string clean(29, 'G');
        QCOMPARE(carriers(rule, clean + "E", std::string(30, 'G')), std::string(30, 'B'));
        QCOMPARE(carriers(rule, clean + "U", std::string(30, 'G')), std::string(30, 'B'));
        QCOMPARE(carriers(rule, clean + "G", std::string(30, 'G')), std::string(29, 'B') + "M");
    }
    void staysOnABackupThatErrs() {
        OnAirRule rule;
        QCOMPARE(carriers(rule, "EEEEEEEE", "GGGEEEEE"), std::string("MMBBBBBB"));
    }
    void beginsWithTheMainAfterOffAir() {
        OnAirRule rule;
        QCOMPARE(carriers(rule, "EEE", "GGG"), std::string("MMB"));
        for (int i = 0; i < 5; ++i) {
            rule.judgeOffAir(Verdict::Good, Verdict::Good);
            QCOMPARE(rule.carrier(), OnAirRule::Carrier::Main);
        }
        QCOMPARE(carriers(rule, "GGG", "GGG"), std::string("MMM"));
        // The main was followed meanwhile: one more errored second is the third of five.
        rule.judgeOffAir(Verdict::Errored, Verdict::Good);
        rule.judgeOffAir(Verdict::Errored, Verdict::Good);
        QCOMPARE(carriers(rule, "E", "G"), std::string("B"));
    }
};

QTEST_APPLESS_MAIN(TestOnAir)
#include "tst_onair.moc"
