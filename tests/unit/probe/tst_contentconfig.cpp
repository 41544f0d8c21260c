// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/contentconfig.h"

#include <QtTest>

using namespace vigie;
using namespace std::chrono_literals;

namespace {

struct Read {
    media::ContentLimits limits;
    std::string errors;
};

Read read(const std::string& text) {
    const auto value = config::Value::parseText(text, "t.yaml");
    if (!value) {
        return {{}, value.error().message};
    }
    Read result;
    result.limits = probe::readContentLimits(*value);
    result.errors = value->errors();
    return result;
}

} // namespace

class TestContentConfig : public QObject {
    Q_OBJECT

private slots:
    void everyThreshold() {
        const auto [limits, errors] = read("black_luma: 0.08\n"
                                           "black_pixels: 0.99\n"
                                           "black_after: 3s\n"
                                           "freeze_difference: 0.002\n"
                                           "freeze_after: 4s\n"
                                           "silence_dbfs: -50\n"
                                           "silence_after: 6s\n"
                                           "color_bars_after: 7s\n"
                                           "single_color_deviation: 3\n"
                                           "single_color_after: 8s\n"
                                           "chroma_loss_level: 2.5\n"
                                           "chroma_loss_after: 9s\n"
                                           "blockiness_ratio: 2.25\n"
                                           "blockiness_after: 1500ms\n"
                                           "no_video_after: 1s\n"
                                           "digital_zero_after: 500ms\n"
                                           "channel_lost_after: 1min\n"
                                           "phase_correlation: -0.75\n"
                                           "phase_after: 20s\n"
                                           "masks: [{left: 0.8, top: 0.05, width: 0.15, "
                                           "height: 0.1}]\n");
        QVERIFY2(errors.empty(), errors.c_str());
        QCOMPARE(limits.blackLuma, 0.08);
        QCOMPARE(limits.blackPixels, 0.99);
        QVERIFY(limits.blackAfter == 3s && limits.freezeAfter == 4s && limits.silenceAfter == 6s);
        QCOMPARE(limits.freezeDifference, 0.002);
        QCOMPARE(limits.silenceDbfs, -50.0);
        QVERIFY(limits.colorBarsAfter == 7s && limits.singleColorAfter == 8s);
        QCOMPARE(limits.singleColorDeviation, 3.0);
        QCOMPARE(limits.chromaLossLevel, 2.5);
        QVERIFY(limits.chromaLossAfter == 9s && limits.blockinessAfter == 1500ms);
        QCOMPARE(limits.blockinessRatio, 2.25);
        QVERIFY(limits.noVideoAfter == 1s && limits.digitalZeroAfter == 500ms);
        QVERIFY(limits.channelLostAfter == 1min && limits.phaseAfter == 20s);
        QCOMPARE(limits.phaseCorrelation, -0.75);
        QCOMPARE(limits.masks.size(), std::size_t{1});
        QVERIFY((limits.masks[0] == media::MaskRectangle{0.8, 0.05, 0.15, 0.1}));
    }

    void whatIsNotNamedKeepsItsDefault() {
        const auto [limits, errors] = read("freeze_after: 10s\n");
        QVERIFY2(errors.empty(), errors.c_str());
        QVERIFY(limits.freezeAfter == 10s);
        const media::ContentLimits defaults;
        QVERIFY(limits.blackAfter == defaults.blackAfter && limits.masks.empty());
        QCOMPARE(limits.blackLuma, defaults.blackLuma);
    }

    void faults_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("unknown key") << "blak_after: 3s"
                                     << "t.yaml:1:1: ";
        QTest::newRow("out of range") << "black_luma: 2"
                                      << "t.yaml:1:13: ";
        QTest::newRow("no duration") << "black_after: 3"
                                     << "t.yaml:1:14: ";
        QTest::newRow("too short") << "black_after: 10ms"
                                   << "expected 200ms to 1h";
        QTest::newRow("too long") << "black_after: 2h"
                                  << "expected 200ms to 1h";
        QTest::newRow("half a mask") << "masks: [{left: 0.1, top: 0.1, width: 0.1}]"
                                     << "height";
        QTest::newRow("mask beyond the picture")
            << "masks: [{left: 0.9, top: 0.1, width: 0.2, height: 0.1}]"
            << "beyond the picture";
        QTest::newRow("mask over all") << "masks: [{left: 0, top: 0, width: 1, height: 1}]"
                                       << "too little to judge";
    }
    void faults() {
        QFETCH(QString, text);
        QFETCH(QString, error);
        const auto result = read(text.toStdString());
        QVERIFY2(QString::fromStdString(result.errors).contains(error), result.errors.c_str());
    }
};

QTEST_APPLESS_MAIN(TestContentConfig)
#include "tst_contentconfig.moc"
