// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

using namespace vigie;
using namespace vigie::ui;

class TestWords : public QObject {
    Q_OBJECT
private slots:
    void figures_data();
    void figures();
    void healthNeverRoundsUpToAHundred();
    void severitiesDifferByColorShapeAndWord();
    void pathKindsDifferByColorShapeAndWord();
    void everyFaultHasWords();
    void stripSaysWhatAndSinceWhen();
    void alarmNamesFeedPathAndNode();
    void shapesAreDrawn();
    void styleSheetIsFilledIn();
    void figuresAreTabular();
};

void TestWords::figures_data() {
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("expected");
    QTest::newRow("unknown") << theme::secondsFigure({}) << "—";
    QTest::newRow("latency") << theme::secondsFigure(612.0) << "0.61";
    QTest::newRow("bitrate") << theme::megabitsFigure(18.944e6) << "18.94";
    QTest::newRow("negative") << theme::figure(-0.3, 1) << "−0.3";
    QTest::newRow("no negative zero") << theme::figure(-0.01, 1) << "0.0";
    QTest::newRow("grouped") << theme::grouped(10'999) << QString("10\u202f999");
    QTest::newRow("small") << theme::grouped(366) << "366";
    QTest::newRow("duration") << theme::durationText(std::chrono::seconds(91)) << "00:01:31";
    QTest::newRow("long") << theme::durationText(std::chrono::hours(30)) << "30:00:00";
    QTest::newRow("clock") << theme::clockText(base::utcFromNs(1'785'089'143'000'000'000))
                           << "18:05:43";
    QTest::newRow("share of nothing") << theme::shareFigure(theme::percentOf(0, 0)) << "—";
    QTest::newRow("share") << theme::shareFigure(theme::percentOf(2, 3)) << "66.7";
    engine::Latency unknown;
    unknown.unknownBecause = "no origin";
    QTest::newRow("why") << theme::latencyText(unknown) << "not known: no origin";
    engine::Latency known{940.0, 4.0, engine::LatencyMethod::PcrMarks, ""};
    QTest::newRow("uncertainty") << theme::latencyText(known) << "0.94 s ± 4 ms [PCR]";
    known.method = engine::LatencyMethod::Pictures;
    known.uncertaintyMs = 140.2;
    QTest::newRow("pictures") << theme::latencyText(known) << "0.94 s ± 141 ms [pictures]";
    known.uncertaintyMs.reset();
    QTest::newRow("no clock") << theme::latencyText(known) << "0.94 s ± not known [pictures]";
    QTest::newRow("megabits") << theme::bitrateText(18'940'000.0) << "18.94 Mb/s";
    QTest::newRow("kilobits") << theme::bitrateText(12'340.0) << "12.3 kb/s";
    QTest::newRow("bits") << theme::bitrateText(376.0) << "376 b/s";
    QTest::newRow("almost a megabit") << theme::bitrateText(999'960.0) << "1.00 Mb/s";
    QTest::newRow("almost a kilobit") << theme::bitrateText(999.7) << "1.0 kb/s";
    QTest::newRow("no bits") << theme::bitrateText(0.0) << "0 b/s";
    QTest::newRow("unknown rate") << theme::bitrateText({}) << "—";
    QTest::newRow("short") << theme::shortBitrate(12'340.0) << "12.3 k";
    QTest::newRow("short bits") << theme::shortBitrate(376.0) << "376";
    QTest::newRow("rounded up") << theme::uncertaintyFigure(4.01) << "5";
    QTest::newRow("never none") << theme::uncertaintyFigure(0.0) << "1";
    QTest::newRow("ratio") << theme::ratioFigure(2.13e-6) << "2.1e-6";
    QTest::newRow("no errors") << theme::ratioFigure(0.0) << "0";
    QTest::newRow("no ratio") << theme::ratioFigure({}) << "—";
    QTest::newRow("leg") << theme::faultText(engine::FaultKind::LegDown, 2.0)
                         << "leg B gives nothing";
}

void TestWords::figures() {
    QFETCH(QString, shown);
    QFETCH(QString, expected);
    QCOMPARE(shown, expected);
}

void TestWords::healthNeverRoundsUpToAHundred() {
    QCOMPARE(theme::percentFigure(100.0), QString("100.00"));
    QCOMPARE(theme::percentFigure(99.9999), QString("99.99"));
    QCOMPARE(theme::percentFigure(99.98), QString("99.98"));
    QCOMPARE(theme::percentFigure(std::nullopt), QString("—"));
}

void TestWords::severitiesDifferByColorShapeAndWord() {
    std::set<QRgb> colors;
    std::set<QString> words;
    std::set<QString> glyphs;
    std::set<theme::Shape> shapes;
    for (int i = 0; i <= 4; ++i) {
        const auto severity = static_cast<engine::Severity>(i);
        colors.insert(theme::severityColor(severity).rgb());
        words.insert(theme::severityWord(severity));
        glyphs.insert(theme::severityGlyph(severity));
        shapes.insert(theme::severityShape(severity));
    }
    QCOMPARE(colors.size(), 5u);
    QCOMPARE(words.size(), 5u);
    QCOMPARE(glyphs.size(), 5u);
    QCOMPARE(shapes.size(), 5u);
}

void TestWords::pathKindsDifferByColorShapeAndWord() {
    std::set<QRgb> colors;
    std::set<QString> words;
    std::set<theme::Shape> shapes;
    for (int i = 0; i <= 4; ++i) {
        const auto kind = static_cast<model::PathKind>(i);
        colors.insert(theme::pathKindColor(kind).rgb());
        words.insert(theme::pathKindWord(kind));
        shapes.insert(theme::pathKindShape(kind));
    }
    QCOMPARE(colors.size(), 5u);
    QCOMPARE(words.size(), 5u);
    QCOMPARE(shapes.size(), 5u);
}

void TestWords::everyFaultHasWords() {
    std::set<QString> texts;
    std::set<QString> strips;
    const int last = static_cast<int>(engine::FaultKind::Other);
    for (int i = 0; i <= last; ++i) {
        texts.insert(theme::faultText(static_cast<engine::FaultKind>(i), 3.0));
        strips.insert(theme::faultStripText(static_cast<engine::FaultKind>(i), {}));
    }
    QCOMPARE(static_cast<int>(texts.size()), last + 1);
    QCOMPARE(static_cast<int>(strips.size()), last + 1);
    QCOMPARE(theme::faultText(engine::FaultKind::Continuity, 41.0),
             QString("continuity errors 41/s"));
    // While a fault is held there is no error any more: "0.0/s" would deny it.
    QCOMPARE(theme::faultStripText(engine::FaultKind::Continuity, 0.1), QString("CC 0.1/s"));
    QCOMPARE(theme::faultStripText(engine::FaultKind::Continuity, 0.0), QString("CONTINUITY"));
    QCOMPARE(theme::faultText(engine::FaultKind::Continuity, 0.04), QString("continuity errors"));
}

void TestWords::stripSaysWhatAndSinceWhen() {
    const base::Utc now = base::utcFromNs(1'785'089'143'000'000'000);
    std::vector<engine::Fault> faults{
        {engine::FaultKind::Black, engine::Severity::Critical, now - std::chrono::seconds(12), {}}};
    QCOMPARE(theme::faultsStripText(faults, now), QString("BLACK 00:00:12"));
    faults.push_back({engine::FaultKind::RfMargin, engine::Severity::Minor, now, -0.3});
    QCOMPARE(theme::faultsStripText(faults, now), QString("BLACK · RF MARGIN −0.3 dB 00:00:12"));
    faults = {{engine::FaultKind::NoContact, engine::Severity::Critical, now, {}}};
    QCOMPARE(theme::faultsStripText(faults, now), QString("NO CONTACT SINCE 18:05:43"));
    QCOMPARE(theme::faultsStripText({}, now), QString());
}

void TestWords::alarmNamesFeedPathAndNode() {
    const engine::Snapshot snapshot = uitest::makeSnapshot();
    const auto found =
        std::find_if(snapshot.alarms.begin(), snapshot.alarms.end(),
                     [](const auto& alarm) { return alarm.kind == engine::FaultKind::Continuity; });
    QVERIFY(found != snapshot.alarms.end());
    QCOMPARE(theme::alarmText(snapshot, *found),
             QString("003 Sailing · Drone ◆ Buenos Aires — continuity errors 41/s"));
    const auto lost =
        std::find_if(snapshot.alarms.begin(), snapshot.alarms.end(),
                     [](const auto& alarm) { return alarm.kind == engine::FaultKind::NoContact; });
    QVERIFY(lost != snapshot.alarms.end());
    QCOMPARE(theme::alarmText(snapshot, *lost), QString("Nairobi — no contact"));
}

void TestWords::shapesAreDrawn() {
    for (int i = 1; i <= static_cast<int>(theme::Shape::Bar); ++i) {
        QImage image(20, 20, QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter painter(&image);
        theme::drawShape(painter, image.rect(), static_cast<theme::Shape>(i), Qt::white);
        painter.end();
        int lit = 0;
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 20; ++x) {
                lit += qGray(image.pixel(x, y)) > 128 ? 1 : 0;
            }
        }
        QVERIFY2(lit > 20, qPrintable(QString::number(i)));
    }
}

void TestWords::styleSheetIsFilledIn() {
    QVERIFY(!theme::styleSheet().contains(QLatin1Char('%')));
}

void TestWords::figuresAreTabular() {
    const QFontMetricsF metrics(theme::figureFont());
    for (const QChar digit : QStringLiteral("123456789:.-")) {
        QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(QLatin1Char('0')));
    }
}

QTEST_MAIN(TestWords)
#include "tst_words.moc"
