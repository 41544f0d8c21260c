// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "core/ts/analyzer.h"

using namespace vigie;
using ts::Check;
using ts::CheckState;
using Basis = ts::PcrFigures::Basis;

namespace {

std::vector<char> readAll(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The stream at the even rate that its PCRs tell (or 5 Mb/s), in datagrams.
void play(ts::Analyzer& analyzer, const std::vector<char>& bytes, double bitrate) {
    constexpr std::size_t datagram = std::size_t{7} * 188;
    for (std::size_t at = 0; at < bytes.size(); at += datagram) {
        const std::size_t size = std::min(datagram, bytes.size() - at);
        const auto ns = static_cast<std::int64_t>(static_cast<double>(at + size) * 8e9 / bitrate);
        analyzer.feed(std::as_bytes(std::span(bytes).subspan(at, size)),
                      {base::utcFromNs(1'790'000'000'000'000'000 + ns), base::monoFromNs(ns)});
    }
}

} // namespace

/// PCR accuracy and the decoder model on real streams, which are too short for MGF2: a filter of
/// 10 Hz settles in a third of a second.
class TestPcrCorpus : public QObject {
    Q_OBJECT
private slots:
    void streams_data();
    void streams();
};

void TestPcrCorpus::streams_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("basis");
    const auto row = [](const char* name, const char* file, Basis basis) {
        QTest::newRow(name) << QString(file) << static_cast<int>(basis);
    };
    row("contribution encoder, 2.5 Mb/s constant", "moq/kyrion_mpeg2av_ac3.ts", Basis::Measured);
    // Constant to a tick, but a quarter of a second has only seven PCRs.
    row("30 Mb/s constant", "ltn/demo.ts", Basis::Unknown);
    row("gst", "gst/test.ts", Basis::NotConstantRate);
    row("025", "tsduck-test/test-025.ts", Basis::NotConstantRate);
    row("026", "tsduck-test/test-026.ts", Basis::NotConstantRate);
    row("064", "tsduck-test/test-064.ts", Basis::NotConstantRate);
    row("137", "tsduck-test/test-137.ts", Basis::Unknown);
    row("188 bytes",
        "mpeg-ts-analyzer/sample_188byte_video_mpeg2_320x240_25fps_audio_mp2_48000Hz.ts",
        Basis::NotConstantRate);
    row("192 bytes",
        "mpeg-ts-analyzer/sample_192byte_video_mpeg2_320x240_25fps_audio_mp2_48000Hz.ts",
        Basis::NotConstantRate);
    row("ad break", "eyevinn/80s_with_ad.ts", Basis::NotConstantRate);
    row("1 s clip", "eyevinn/bbb_1s.ts", Basis::NotConstantRate);
}

void TestPcrCorpus::streams() {
    const std::string folder = qEnvironmentVariable("VIGIE_CORPUS").toStdString();
    if (folder.empty()) {
        QSKIP("Skipped: VIGIE_CORPUS does not name the folder of corpus streams.");
    }
    QFETCH(QString, file);
    QFETCH(int, basis);
    const auto bytes = readAll(folder + "/" + file.toStdString());
    QVERIFY(!bytes.empty());
    ts::Profile profile = ts::Profile::dvb();
    profile.pcrFilter = ts::PcrFilter::Mgf4;
    profile.pcrMgf4Hz = 10;
    profile.persistence = std::chrono::milliseconds(200);
    ts::AnalyzerSink sink;
    double bitrate = 5e6;
    {
        ts::Analyzer first(profile, sink);
        play(first, bytes, bitrate);
        bitrate = first.totals().pcrBitrateMean.value_or(bitrate);
    }
    ts::Analyzer analyzer(profile, sink);
    play(analyzer, bytes, bitrate);
    for (const auto& service : analyzer.services()) {
        qInfo("service %d: basis %d, AC %.0f ns, OJ %.0f us, PTS-PCR %.0f ms, A/V %.0f ms",
              service.serviceId, static_cast<int>(service.pcr.accuracyBasis),
              service.pcr.accuracyNs.value_or(-1), service.pcr.overallJitterNs.value_or(-1e3) / 1e3,
              service.ptsPcrDistance ? static_cast<double>(service.ptsPcrDistance->count()) / 1e6
                                     : -1e9,
              service.avPtsGap ? static_cast<double>(service.avPtsGap->count()) / 1e6 : -1e9);
    }
    for (const Check check : {Check::PcrAccuracyError, Check::BufferError, Check::EmptyBufferError,
                              Check::DataDelayError}) {
        qInfo("%s: %d errors, state %d", ts::checkNumber(check).data(),
              static_cast<int>(analyzer.check(check).errors),
              static_cast<int>(analyzer.check(check).state));
        QCOMPARE(analyzer.check(check).errors, std::uint64_t{0});
    }
    QVERIFY(!analyzer.services().empty());
    const ts::PcrFigures pcr = analyzer.services()[0].pcr;
    QCOMPARE(static_cast<int>(pcr.accuracyBasis), basis);
    QCOMPARE(pcr.accuracyNs.has_value(), pcr.accuracyBasis == Basis::Measured);
    if (pcr.accuracyNs) {
        QVERIFY(*pcr.accuracyNs < 500);
        QCOMPARE(analyzer.check(Check::PcrAccuracyError).state, CheckState::Ok);
        QCOMPARE(analyzer.check(Check::BufferError).state, CheckState::Ok);
        return;
    }
    const auto services = analyzer.services();
    const bool isVarying = std::any_of(services.begin(), services.end(), [](const auto& service) {
        return service.pcr.accuracyBasis == Basis::NotConstantRate;
    });
    const CheckState expected = isVarying ? CheckState::NotMeasurable : CheckState::Unknown;
    QCOMPARE(analyzer.check(Check::PcrAccuracyError).state, expected);
    QCOMPARE(analyzer.check(Check::BufferError).state, expected);
}

QTEST_APPLESS_MAIN(TestPcrCorpus)
#include "tst_pcr.moc"
