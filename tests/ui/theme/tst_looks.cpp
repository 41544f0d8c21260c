// SPDX-License-Identifier: GPL-3.0-or-later
// The three looks, by the numbers of WCAG 2; and what the preferences keep of them.
#include <set>

#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "ui/theme/glyphs.h"
#include "ui/theme/look.h"
#include "ui/theme/lookstore.h"
#include "ui/theme/palette.h"

using namespace vigie;
using namespace vigie::ui;

Q_DECLARE_METATYPE(theme::Variant)

namespace {

QColor of(QRgb rgb) {
    return QColor::fromRgb(rgb);
}

void eachLook() {
    QTest::addColumn<theme::Variant>("variant");
    QTest::newRow("dark") << theme::Variant::Dark;
    QTest::newRow("light") << theme::Variant::Light;
    QTest::newRow("contrast") << theme::Variant::HighContrast;
}

/// The contrast with its number, so that a failure says how far off it is.
void atLeast(double least, const char* name, QRgb sign, const char* on, QRgb ground) {
    const double found = theme::contrast(of(sign), of(ground));
    QVERIFY2(found >= least,
             qPrintable(QStringLiteral("%1 on %2: %3").arg(name, on).arg(found, 0, 'f', 2)));
}

} // namespace

class TestLooks : public QObject {
    Q_OBJECT
private slots:
    void contrastIsThatOfTheStandard();
    void textCanBeRead_data() { eachLook(); }
    void textCanBeRead();
    void signsCanBeSeen_data() { eachLook(); }
    void signsCanBeSeen();
    void filledStripsCanBeRead_data() { eachLook(); }
    void filledStripsCanBeRead();
    void signsDiffer_data() { eachLook(); }
    void signsDiffer();
    void highContrastIsHigher();
    void iconsExist_data() { eachLook(); }
    void iconsExist();
    void preferencesAreKept();
    void whatTheFileDoesNotKnowIsTheDefault();
    void cleanup() { theme::apply(*qApp); }
};

void TestLooks::contrastIsThatOfTheStandard() {
    QCOMPARE(qRound(theme::contrast(Qt::black, Qt::white) * 100), 2100);
    QCOMPARE(qRound(theme::contrast(Qt::red, Qt::red) * 100), 100);
    // The worked examples that everybody knows: #777 fails on white by a hair, #767676 passes.
    QVERIFY(theme::contrast(of(0xff777777), Qt::white) < 4.5);
    QVERIFY(theme::contrast(of(0xff767676), Qt::white) >= 4.5);
    QCOMPARE(theme::contrast(Qt::white, Qt::blue), theme::contrast(Qt::blue, Qt::white));
}

void TestLooks::textCanBeRead() {
    QFETCH(theme::Variant, variant);
    theme::apply(*qApp, {.variant = variant});
    for (const auto& [on, ground] :
         {std::pair("ground", theme::color::ground()), std::pair("panel", theme::color::panel())}) {
        atLeast(7, "bright", theme::color::bright(), on, ground);
        atLeast(4.5, "text", theme::color::text(), on, ground);
        atLeast(4.5, "quiet", theme::color::quiet(), on, ground);
    }
    for (const auto& [on, ground] : {std::pair("raised", theme::color::raised()),
                                     std::pair("selection", theme::color::selection())}) {
        atLeast(4.5, "bright", theme::color::bright(), on, ground);
        atLeast(4.5, "text", theme::color::text(), on, ground);
        atLeast(3, "quiet", theme::color::quiet(), on, ground);
    }
    atLeast(4.5, "live", theme::color::live(), "its badge", theme::color::liveGround());
    atLeast(4.5, "minor", theme::color::minor(), "the badge of the past",
            theme::color::pastGround());
}

void TestLooks::signsCanBeSeen() {
    QFETCH(theme::Variant, variant);
    theme::apply(*qApp, {.variant = variant});
    const std::vector<std::pair<const char*, QRgb>> signs{
        {"cloud", theme::color::cloud()},     {"satellite", theme::color::satellite()},
        {"fibre", theme::color::fibre()},     {"critical", theme::color::critical()},
        {"major", theme::color::major()},     {"minor", theme::color::minor()},
        {"warning", theme::color::warning()}, {"live", theme::color::live()},
        {"focus ring", theme::color::focus()}};
    for (const auto& [name, sign] : signs) {
        atLeast(3, name, sign, "ground", theme::color::ground());
        atLeast(3, name, sign, "panel", theme::color::panel());
        atLeast(3, name, sign, "raised", theme::color::raised());
        atLeast(3, name, sign, "well", theme::color::well());
    }
    atLeast(3, "edge", theme::color::edge(), "ground", theme::color::ground());
    atLeast(3, "edge", theme::color::edge(), "panel", theme::color::panel());
}

void TestLooks::filledStripsCanBeRead() {
    QFETCH(theme::Variant, variant);
    theme::apply(*qApp, {.variant = variant});
    for (int i = 0; i <= static_cast<int>(engine::Severity::Critical); ++i) {
        const auto severity = static_cast<engine::Severity>(i);
        atLeast(4.5, "words", theme::onSeverityColor(severity).rgb(), "a strip",
                theme::severityColor(severity).rgb());
    }
}

void TestLooks::signsDiffer() {
    QFETCH(theme::Variant, variant);
    theme::apply(*qApp, {.variant = variant});
    std::set<QRgb> colors;
    for (const auto severity : {engine::Severity::Warning, engine::Severity::Minor,
                                engine::Severity::Major, engine::Severity::Critical}) {
        colors.insert(theme::severityColor(severity).rgb());
    }
    QCOMPARE(colors.size(), 4u);
    colors.clear();
    for (const auto kind :
         {model::PathKind::Cloud, model::PathKind::Satellite, model::PathKind::Fibre}) {
        colors.insert(theme::pathKindColor(kind).rgb());
    }
    QCOMPARE(colors.size(), 3u);
    QCOMPARE(qApp->palette().color(QPalette::Window), of(theme::color::ground()));
    QCOMPARE(qApp->palette().color(QPalette::WindowText), of(theme::color::text()));
    QVERIFY(!theme::styleSheet().contains(QLatin1Char('%')));
    QVERIFY(theme::styleSheet().contains(of(theme::color::focus()).name()));
}

void TestLooks::highContrastIsHigher() {
    const auto contrasts = [](theme::Variant variant) {
        theme::apply(*qApp, {.variant = variant});
        return std::pair(theme::contrast(of(theme::color::text()), of(theme::color::ground())),
                         theme::contrast(of(theme::color::line()), of(theme::color::ground())));
    };
    const auto high = contrasts(theme::Variant::HighContrast);
    QVERIFY(high.first > contrasts(theme::Variant::Dark).first);
    QVERIFY(high.first > contrasts(theme::Variant::Light).first);
    QVERIFY(high.second >= 4.5); // there even lines are signs
}

void TestLooks::iconsExist() {
    QFETCH(theme::Variant, variant);
    theme::apply(*qApp, {.variant = variant});
    const QRegularExpression url(QStringLiteral("url\\((:[^)]*)\\)"));
    auto found = url.globalMatch(theme::styleSheet());
    int count = 0;
    while (found.hasNext()) {
        const QString file = found.next().captured(1);
        QVERIFY2(QFile::exists(file), qPrintable(file));
        ++count;
    }
    QVERIFY(count >= 2);
}

void TestLooks::preferencesAreKept() {
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("look.ini"));
    const theme::Look look{.variant = theme::Variant::HighContrast,
                           .language = theme::Language::French,
                           .zone = theme::ClockZone::Local,
                           .isPulsing = false};
    {
        QSettings settings(file, QSettings::IniFormat);
        theme::saveLook(settings, look);
        theme::saveScalePercent(settings, 175);
    }
    const QSettings settings(file, QSettings::IniFormat);
    QVERIFY(theme::savedLook(settings) == look);
    QCOMPARE(theme::savedScalePercent(settings), 175);
    QCOMPARE(settings.value(QStringLiteral("look/variant")).toString(), QStringLiteral("contrast"));
}

void TestLooks::whatTheFileDoesNotKnowIsTheDefault() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("look.ini")), QSettings::IniFormat);
    QVERIFY(theme::savedLook(settings) == theme::Look());
    QCOMPARE(theme::savedScalePercent(settings), 100);
    settings.setValue(QStringLiteral("look/variant"), QStringLiteral("plaid"));
    settings.setValue(QStringLiteral("look/scale"), 900);
    QVERIFY(theme::savedLook(settings) == theme::Look());
    QCOMPARE(theme::savedScalePercent(settings), 200);
}

QTEST_MAIN(TestLooks)
#include "tst_looks.moc"
