// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/inspector/codecnames.h"
#include "ui/inspector/facttable.h"
#include "ui/theme/eventwords.h"
#include "ui/theme/figures.h"
#include "ui/theme/palette.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::inspector;
namespace key = model::key;
namespace state = model::state;

namespace {

/// A sample of one of our own metrics.
engine::LatestValue value(std::string_view metric, std::optional<std::int64_t> raw) {
    engine::LatestValue made;
    for (const auto& info : model::metricCatalogue()) {
        if (info.key == metric) {
            made.metric = info;
        }
    }
    made.raw = raw;
    return made;
}

struct Table {
    Table() {
        facts.setTwins(findTwins(snapshot, "f003", "south-america"));
        facts.setContact(0, true);
        facts.setContact(1, true);
    }
    void set(std::size_t side, std::vector<engine::LatestValue> values,
             model::Scope scope = model::Scope::Path) {
        facts.setLatest(side, scope, byKey(std::move(values)));
    }
    [[nodiscard]] int row(const QString& name) const {
        for (int i = 0; i < facts.rowCount(); ++i) {
            if (facts.index(i, 0).data() == name) {
                return i;
            }
        }
        return -1;
    }
    [[nodiscard]] QString text(const QString& name, int side = 0) const {
        return row(name) < 0 ? QStringLiteral("no such row")
                             : facts.index(row(name), 1 + side).data().toString();
    }
    [[nodiscard]] QString tip(const QString& name, int side = 0) const {
        return facts.index(row(name), 1 + side).data(Qt::ToolTipRole).toString();
    }
    [[nodiscard]] QColor color(const QString& name, int side = 0) const {
        return facts.index(row(name), 1 + side).data(Qt::ForegroundRole).value<QColor>();
    }
    engine::Snapshot snapshot = uitest::makeSnapshot();
    FactTable facts;
    QAbstractItemModelTester tester{&facts, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

model::Event happened(model::EventKind kind, const char* code,
                      std::vector<std::pair<std::string, std::string>> parameters = {}) {
    model::Event made;
    made.kind = kind;
    made.code = code;
    made.parameters = std::move(parameters);
    return made;
}

} // namespace

class FactsTest : public QObject {
    Q_OBJECT
private slots:
    void theUnknownIsADashThatSaysWhy() {
        Table table;
        QCOMPARE(table.text("PCR_AC accuracy"), QStringLiteral("—"));
        QVERIFY(table.tip("PCR_AC accuracy").contains("Nothing has come"));
        table.set(0, {value(key::pcrAccuracy, std::nullopt), value(key::pathBitrate, 1)});
        QVERIFY(table.tip("PCR_AC accuracy").contains("no PCRs"));
        QVERIFY(table.tip("PCR_OJ overall jitter").contains("does not measure"));
        table.facts.setContact(0, false);
        QVERIFY(table.tip("PCR_AC accuracy").contains("No contact"));
        auto twins = findTwins(table.snapshot, "f003", "south-america");
        twins.paths[0].reset();
        table.facts.setTwins(twins);
        QVERIFY(table.tip("PCR_AC accuracy").contains("no such path"));
        // Never a zero: every cell of a table that knows nothing is a dash.
        for (int row = 0; row < table.facts.rowCount(); ++row) {
            for (int side = 0; side < 2; ++side) {
                const QString text = table.facts.index(row, 1 + side).data().toString();
                QVERIFY2(text.isEmpty() || text == QStringLiteral("—"), qPrintable(text));
            }
        }
    }

    void accuracySaysItsBasis() {
        Table table;
        table.set(0,
                  {value(key::pcrAccuracy, 85), value(key::pcrAccuracyBasis, state::PcrMeasured)});
        table.set(1, {value(key::pcrAccuracy, std::nullopt),
                      value(key::pcrAccuracyBasis, state::PcrNotConstantRate)});
        QCOMPARE(table.text("PCR_AC accuracy", 0), QStringLiteral("85 ns"));
        QCOMPARE(table.text("PCR_AC accuracy", 1), QStringLiteral("n/m"));
        QVERIFY(table.tip("PCR_AC accuracy", 1).contains("constant rate"));
        table.set(0,
                  {value(key::pcrAccuracy, 731), value(key::pcrAccuracyBasis, state::PcrMeasured),
                   value(key::pcrFrequencyOffset, -8'110), value(key::pcrDriftRate, 740),
                   value(key::pcrFilter, state::Mgf2)});
        QCOMPARE(table.text("PCR_AC accuracy"), QStringLiteral("▽ 731 ns"));
        QCOMPARE(table.text("PCR_FO frequency offset"), QStringLiteral("▽ −811.0 Hz"));
        QCOMPARE(table.text("PCR_DR drift rate"), QStringLiteral("74.0 mHz/s"));
        QCOMPARE(table.text("Filter of these four"), QStringLiteral("MGF2, 100 mHz"));
    }

    void codedVideoInEngineersWords() {
        Table table;
        table.set(0, {value(key::videoCodec, state::CodecH264), value(key::videoProfile, 100),
                      value(key::videoLevel, 41), value(key::videoWidth, 1920),
                      value(key::videoHeight, 1080), value(key::videoScan, state::ScanInterlaced),
                      value(key::videoFrameRate, 25'000), value(key::gopLength, 25),
                      value(key::gopInterval, 1'000), value(key::gopAnchorDistance, 3),
                      value(key::frameSizeI, 105'300), value(key::frameSizeP, 22'100),
                      value(key::frameSizeB, 8'240), value(key::videoQp, 268)});
        QCOMPARE(table.text("Codec"), QStringLiteral("H.264"));
        QCOMPARE(table.text("Profile@level"), QStringLiteral("High@4.1"));
        QCOMPARE(table.text("Picture, scan, rate"), QStringLiteral("1920×1080i 25"));
        QCOMPARE(table.text("GOP / anchors"), QStringLiteral("25 / 3 · 1.00 s"));
        QCOMPARE(table.text("I / P / B size, kB"), QStringLiteral("105 / 22 / 8.2"));
        QCOMPARE(table.text("QP of I pictures"), QStringLiteral("27"));
        table.set(0, {value(key::videoCodec, state::CodecH265), value(key::videoProfile, 2),
                      value(key::videoLevel, 51), value(key::videoWidth, 3840),
                      value(key::videoHeight, 2160), value(key::videoScan, state::ScanProgressive),
                      value(key::videoFrameRate, 59'940)});
        QCOMPARE(table.text("Profile@level"), QStringLiteral("Main 10@5.1"));
        QCOMPARE(table.text("Picture, scan, rate"), QStringLiteral("3840×2160p 59.94"));
        QCOMPARE(profileName(state::CodecMpeg2, 4), QStringLiteral("Main"));
        QCOMPARE(levelName(state::CodecMpeg2, 3), QStringLiteral("High-1440"));
        QCOMPARE(profileName(state::CodecH264, 99), QStringLiteral("99")); // a number, not a guess
        QCOMPARE(modcodName(18), QStringLiteral("16APSK 2/3"));
        QCOMPARE(modcodName(0), QStringLiteral("0"));
    }

    void notLookedIsNotFine() {
        Table table;
        table.set(0, {value(key::contentPolicy, state::PolicyOff),
                      value(key::contentPolicyReason, state::PolicyConfigured),
                      value(key::contentBlack, state::ContentUnknown),
                      value(key::contentSilence, state::ContentUnknown)});
        table.set(1, {value(key::contentPolicy, state::PolicyFull),
                      value(key::contentPolicyReason, state::PolicyRequested),
                      value(key::contentBlack, state::ContentClear),
                      value(key::contentFreeze, state::ContentPresent),
                      value(key::contentSilence, state::ContentUnknown)});
        QCOMPARE(table.text("What is decoded", 0), QStringLiteral("off"));
        QCOMPARE(table.text("Black", 0), QStringLiteral("not looked"));
        QCOMPARE(table.text("Silence", 0), QStringLiteral("not looked"));
        QVERIFY(table.tip("Black", 0).contains("Ctrl+D"));
        QCOMPARE(table.text("What is decoded", 1), QStringLiteral("all"));
        QCOMPARE(table.text("… because", 1), QStringLiteral("requested"));
        QCOMPARE(table.text("Black", 1), QStringLiteral("clear"));
        QCOMPARE(table.text("Freeze", 1), QStringLiteral("▲ present"));
        QCOMPARE(table.text("Silence", 1), QStringLiteral("—")); // looked, and not known yet
        QVERIFY(table.color("Black", 0) != table.color("Black", 1));
        table.set(1, {value(key::contentPolicy, state::PolicyKeyFrames),
                      value(key::contentBlack, state::ContentClear)});
        QVERIFY(table.tip("Black", 1).contains("key pictures"));
    }

    void loudnessAgainstItsTarget() {
        Table table;
        table.set(0, {value(key::contentPolicy, state::PolicyFull),
                      value(key::loudnessMomentary, -211), value(key::loudnessIntegrated, -234),
                      value(key::loudnessRange, 62), value(key::loudnessTruePeak, -8),
                      value(std::string(key::audioSilencePrefix) + "1", state::ContentClear),
                      value(std::string(key::audioSilencePrefix) + "2", state::ContentPresent)});
        QCOMPARE(table.text("Loudness M"), QStringLiteral("−21.1 LUFS"));
        QVERIFY(table.tip("Loudness I · target −23").contains("−0.4 LU"));
        QVERIFY(table.tip("Loudness M").contains("+1.9 LU"));
        QCOMPARE(table.text("Loudness range"), QStringLiteral("6.2 LU"));
        QCOMPARE(table.text("True peak · at most −1"), QStringLiteral("○ −0.8 dBTP"));
        QCOMPARE(table.text("Silent channels"), QStringLiteral("○ 1 of 2: 2"));
        QCOMPARE(table.text("Loudness S"), QStringLiteral("—"));
        table.set(0, {value(key::contentPolicy, state::PolicyKeyFrames),
                      value(key::loudnessMomentary, std::nullopt)});
        QCOMPARE(table.text("Loudness M"), QStringLiteral("not looked"));
    }

    void receptionShowsWhatATransportHas() {
        Table table;
        QCOMPARE(table.row("SRT round trip"), -1);
        table.set(0, {value(key::srtRtt, 2143), value(key::srtBandwidth, 48'000)},
                  model::Scope::Input);
        table.set(1,
                  {value(key::rfEsN0, 870), value(key::rfModcod, 18),
                   value(key::rfBerAfter, 2'130'000), value(key::mdiDf, 2'630),
                   value(key::mdiMlr, 0), value(key::legAState, state::LegReceiving),
                   value(key::legBState, state::LegNoData), value(key::legOnlyA, 12'345),
                   value(key::legOnlyB, 3), value(key::legLostBoth, 0), value(key::legSkew, 1'250)},
                  model::Scope::Input);
        QCOMPARE(table.text("SRT round trip", 0), QStringLiteral("214.3 ms"));
        QCOMPARE(table.text("SRT round trip", 1), QStringLiteral("—"));
        QCOMPARE(table.text("SRT bandwidth, estimated", 0), QStringLiteral("48.00 Mb/s"));
        QCOMPARE(table.text("Es/N0", 1), QStringLiteral("8.70 dB"));
        QCOMPARE(table.text("MODCOD", 1), QStringLiteral("16APSK 2/3"));
        QCOMPARE(table.text("BER after correction", 1), QStringLiteral("2.1e-6"));
        QCOMPARE(table.text("MDI, DF : MLR", 1), QStringLiteral("2.63 ms : 0.0/s"));
        QCOMPARE(table.text("Legs A / B", 1), QStringLiteral("○ on / gone"));
        QCOMPARE(table.text("Only A / only B / lost", 1),
                 theme::grouped(12'345) + QStringLiteral(" / 3 / 0"));
        QCOMPARE(table.text("Leg B after leg A", 1), QStringLiteral("1.25 ms"));
    }

    void whatNobodyHeardOfIsShownToo() {
        Table table;
        engine::LatestValue future;
        future.metric = {
            "rist.rtt", model::Scope::Input, model::MetricKind::Gauge, "ms", 0.1, "RIST round trip",
            "RIST"};
        future.raw = 421;
        table.set(0, {future}, model::Scope::Input);
        QCOMPARE(table.text("RIST round trip"), QStringLiteral("42.1 ms"));
        QVERIFY(table.row("Other figures") > 0);
    }

    void everyMetricOfOurNodesHasAPlace() {
        Table table;
        for (const auto scope : {model::Scope::Path, model::Scope::Input}) {
            std::vector<engine::LatestValue> values;
            for (const auto& info : model::metricCatalogue()) {
                if (info.scope == scope) {
                    values.push_back(value(info.key, 1));
                }
            }
            table.set(0, std::move(values), scope);
        }
        QCOMPARE(table.row("Other figures"), -1);
    }

    void splicesCountDown() {
        Table table;
        table.set(0, {value(key::spliceCountdown, 124)});
        table.set(1, {value(key::spliceCountdown, std::nullopt)});
        QCOMPARE(table.text("Next splice, SCTE-35", 0), QStringLiteral("in 12.4 s"));
        QCOMPARE(table.text("Next splice, SCTE-35", 1), QStringLiteral("none pending"));
    }

    void sentencesForWhatHappened() {
        using model::EventKind;
        QCOMPARE(theme::eventText(happened(EventKind::Scte35, "scte35.insert",
                                           {{"event_id", "4711"},
                                            {"out_of_network", "true"},
                                            {"pts", "5812331200"},
                                            {"until_s", "8.000"},
                                            {"break_s", "30.000"}})),
                 QStringLiteral(
                     "SCTE-35 insert 4711: out of the network in 8.0 s, for 30.0 s, at PTS ") +
                     theme::grouped(5'812'331'200));
        QCOMPARE(theme::eventText(happened(
                     EventKind::Scte35, "scte35.insert",
                     {{"event_id", "4711"}, {"out_of_network", "false"}, {"immediate", "true"}})),
                 QStringLiteral("SCTE-35 insert 4711: back to the network at once"));
        QCOMPARE(theme::eventText(happened(EventKind::Scte35, "scte35.time_signal",
                                           {{"until_s", "4.5"},
                                            {"segmentation_event_id", "7"},
                                            {"segmentation", "Provider advertisement start"},
                                            {"segmentation_type", "0x30"},
                                            {"segmentation_s", "15.000"},
                                            {"segmentation_event_id", "8"},
                                            {"segmentation_canceled", "true"}})),
                 QStringLiteral("SCTE-35 time signal: in 4.5 s, Provider advertisement start (15.0 "
                                "s), segmentation 8 canceled"));
        QCOMPARE(
            theme::eventText(happened(EventKind::Capture, "capture.complete",
                                      {{"id", "cap-1"}, {"reason", "x"}, {"bytes", "12345678"}})),
            QStringLiteral("capture cap-1 is complete, 12.3 MB"));
        QCOMPARE(theme::eventText(happened(EventKind::Capture, "capture.failed",
                                           {{"id", "cap-1"}, {"reason", "the disk is full"}})),
                 QStringLiteral("capture cap-1 failed: the disk is full"));
        for (const auto code :
             {key::contentBlack, key::contentFreeze, key::contentSilence, key::contentColorBars,
              key::contentSingleColor, key::contentChromaLoss, key::contentBlockiness,
              key::contentNoVideo, key::contentDigitalZero, key::contentChannelLost,
              key::contentPhase}) {
            QVERIFY2(!theme::contentCheckText(std::string(code)).isEmpty(),
                     std::string(code).c_str());
        }
        QVERIFY(theme::isFault(happened(EventKind::Capture, "capture.failed")));
        QVERIFY(!theme::isFault(happened(EventKind::Capture, "capture.complete")));
        QVERIFY(!theme::isFault(happened(EventKind::Scte35, "scte35.insert")));
        QCOMPARE(theme::eventText(happened(EventKind::Tr101290, "es.stopped")),
                 QStringLiteral("Elementary stream stopped"));
    }
};

QTEST_MAIN(FactsTest)
#include "tst_facts.moc"
