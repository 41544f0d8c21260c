// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "ui/shell/fuzzymatch.h"

using vigie::ui::shell::FuzzyQuery;
using vigie::ui::shell::SearchText;

namespace {

std::optional<int> scoreOf(const char* query, const char* name, const char* detail = "",
                           std::optional<std::uint32_t> number = {}) {
    return FuzzyQuery(QString::fromUtf8(query))
        .score(SearchText(QString::fromUtf8(name)), SearchText(QString::fromUtf8(detail)), number);
}

} // namespace

class TestFuzzyMatch : public QObject {
    Q_OBJECT
private slots:
    void betterPlacesAreWorthMore();
    void accentsAndCaseDoNotCount();
    void everyWordMustBeFound();
    void numbersAreFoundByTheirFigures();
    void lettersInOrder();
    void detailCountsLess();
    void shorterNamesComeFirst();
    void whatWasFoundIsShown();
    void oddTexts();
};

void TestFuzzyMatch::betterPlacesAreWorthMore() {
    const auto beginning = scoreOf("swim", "Swimming · Main");
    const auto wordStart = scoreOf("main", "Swimming · Main");
    const auto inside = scoreOf("imm", "Swimming · Main");
    const auto letters = scoreOf("sm", "Swimming · Main");
    QVERIFY(beginning && wordStart && inside && letters);
    QVERIFY(*beginning > *wordStart);
    QVERIFY(*wordStart > *inside);
    QVERIFY(*inside > *letters);
    QVERIFY(!scoreOf("xyz", "Swimming · Main"));
}

void TestFuzzyMatch::accentsAndCaseDoNotCount() {
    QVERIFY(scoreOf("sao", "São Paulo"));
    QVERIFY(scoreOf("SÃO", "sao paulo"));
    QCOMPARE(scoreOf("sao", "São Paulo"), scoreOf("são", "São Paulo"));
    QVERIFY(scoreOf("coeur", "Cœur de ville"));
    QVERIFY(scoreOf("resume", "Résumé"));
    QVERIFY(scoreOf("l'a", "L’alarme"));
}

void TestFuzzyMatch::everyWordMustBeFound() {
    QVERIFY(scoreOf("under swim", "Swimming · Underwater"));
    QVERIFY(scoreOf("swim asia", "Swimming · Underwater", "feed in Asia"));
    QVERIFY(!scoreOf("swim mars", "Swimming · Underwater", "feed in Asia"));
}

void TestFuzzyMatch::numbersAreFoundByTheirFigures() {
    const auto own = scoreOf("5", "005 Swimming · Underwater", "", 5);
    const auto other = scoreOf("5", "015 Tennis · Court 5", "", 15);
    QVERIFY(own && other);
    QVERIFY(*own > *other);
    QVERIFY(scoreOf("005", "005 Swimming · Underwater", "", 5));
    QVERIFY(!scoreOf("7", "005 Swimming · Underwater", "", 5));
    QVERIFY(scoreOf("99999999999999999999", "005 Swimming", "", 5) == std::nullopt);
}

void TestFuzzyMatch::lettersInOrder() {
    QVERIFY(scoreOf("swun", "Swimming · Underwater"));
    QVERIFY(scoreOf("at1", "Alpine Track 1"));
    QVERIFY(!scoreOf("nuws", "Swimming · Underwater"));
    QVERIFY(!scoreOf("wmg", "Swimming · Underwater")); // not from a word's beginning
}

void TestFuzzyMatch::detailCountsLess() {
    const auto name = scoreOf("asia", "Asia", "region");
    const auto detail = scoreOf("asia", "Tokyo", "Asia");
    QVERIFY(name && detail);
    QVERIFY(*name > *detail);
}

void TestFuzzyMatch::shorterNamesComeFirst() {
    QVERIFY(*scoreOf("judo", "Judo") > *scoreOf("judo", "Judo · Tatami 2"));
}

void TestFuzzyMatch::whatWasFoundIsShown() {
    const QString name = QStringLiteral("Cœur · São");
    const auto found = FuzzyQuery(QStringLiteral("coe sa")).found(SearchText(name));
    QCOMPARE(static_cast<int>(found.size()), 2);
    QCOMPARE(name.mid(found[0].first, found[0].second), QStringLiteral("Cœ"));
    QCOMPARE(name.mid(found[1].first, found[1].second), QStringLiteral("Sã"));
}

void TestFuzzyMatch::oddTexts() {
    QVERIFY(FuzzyQuery(QStringLiteral("  \t ")).isEmpty());
    QVERIFY(scoreOf("", "anything")); // nothing asked, everything fits
    QVERIFY(!scoreOf("a", ""));
    QVERIFY(scoreOf("東京", "東京 Tokyo"));
}

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzymatch.moc"
