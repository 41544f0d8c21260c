// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "tests/support/tsload.h"
#include "tests/unit/ts/tsbench.h"

using namespace tsbench;
using ts::Check;
using ts::CheckState;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
/// Sanitizers take twenty times as long, and keep what was freed: twenty minutes, memory not
/// judged.
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif
constexpr double hours = isSanitized ? 1200 : 8 * 3600;
/// The PCR wraps with the PTS; this long after the begin.
constexpr double wrapAt = hours * 0.29 + 17.3;
constexpr double clockStepAt = hours * 0.38 + 0.4;
constexpr double timeBaseAt = hours * 0.63 + 0.7;
constexpr auto settledAt = static_cast<std::uint64_t>(hours / 8);

/// Counts what comes and keeps the marks' distance to what they should be; keeps nothing else.
class Witness final : public ts::AnalyzerSink {
public:
    void onOccurrence(const ts::Occurrence& o) override {
        ++occurrences[std::string(ts::checkNumber(o.check))];
    }
    void onTimeMark(const ts::TimeMark& mark) override {
        ++marks;
        if (!offset) {
            return;
        }
        // When the stream's own time was there, by the mark's PCR, and when it arrived.
        const double late = static_cast<double>(base::toNs(mark.arrival)) / 1e9 - utcOf(mark.pcr);
        worst = std::max(worst, std::abs(late - *offset));
    }
    [[nodiscard]] double utcOf(std::uint64_t pcr) const {
        // The second that lies nearest to where the test is.
        const double wrap = 2'576'980'377'600.0 / 27e6;
        const double shown = static_cast<double>(pcr) / 27e6;
        const double raw = shown - start - timeBase;
        return raw + std::round((now - raw) / wrap) * wrap + clockStep;
    }

    std::map<std::string, std::uint64_t> occurrences;
    std::uint64_t marks = 0;
    double start = 0;
    double timeBase = 0;
    double clockStep = 0;
    double now = 0;
    std::optional<double> offset;
    double worst = 0;
};

/// Of this process, kB.
long residentKb() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word == "VmRSS:") {
            long kb = 0;
            status >> kb;
            return kb;
        }
    }
    return 0;
}

} // namespace

/// Eight hours of a small multiplex as fast as it goes: the PCR and the PTS wrap, the host's UTC
/// steps by an hour, the programme clock is replaced with due notice. Nothing may be raised,
/// nothing may drift, nothing may grow.
class TestEightHours : public QObject {
    Q_OBJECT
private slots:
    void replay();
};

void TestEightHours::replay() {
    tsload::Options options;
    options.bitrate = 500e3;
    options.videoShare = 0.2;
    options.videoPace = 0.45;
    options.level = 10;
    options.pcrEvery = 0.095;
    options.psiEvery = 0.2;
    options.start = 8'589'934'592.0 / 90e3 - wrapAt;
    double timeBase = 0;
    options.timeBase = [&timeBase](double) { return timeBase; };
    tsload::Stream stream(options);
    Witness witness;
    witness.start = options.start;
    ts::Profile profile = ts::Profile::dvb();
    ts::Analyzer analyzer(profile, witness);

    double clockStep = 0;
    double nextSecond = 1;
    bool isRebased = false;
    long residentEarly = 0;
    double worstAccuracy = 0;
    double worstInterval = 0;
    double worstDistance = 0;
    double worstOffset = 0;
    std::uint64_t seconds = 0;
    const auto mono = [](double t) { return base::monoFromNs(std::llround(t * 1e9) + 1); };
    while (stream.now() < hours) {
        if (clockStep == 0 && stream.now() >= clockStepAt) {
            clockStep = 3600;
        }
        if (!isRebased && stream.now() >= timeBaseAt && stream.isIdle()) {
            isRebased = true;
            timeBase = 12'345.678;
            stream.announceTimeBase();
            witness.timeBase = timeBase;
            witness.offset.reset();
        }
        const Buffer bytes = stream.take(7);
        const double now = stream.now();
        witness.now = now;
        witness.clockStep = clockStep;
        const auto utc = static_cast<std::int64_t>(std::llround((now + clockStep) * 1e9));
        analyzer.feed(std::as_bytes(std::span(bytes)), {base::utcFromNs(utc), mono(now)});
        if (now < nextSecond) {
            continue;
        }
        nextSecond += 1;
        ++seconds;
        if (!witness.offset && (seconds == 10 || (isRebased && now > timeBaseAt + 10))) {
            witness.offset = 0;
        }
        const auto services = analyzer.services();
        QCOMPARE(services.size(), std::size_t{1});
        const ts::ServiceFigures& service = services[0];
        const bool isQuiet = now > 30 && std::abs(now - timeBaseAt) > 30;
        if (isQuiet) {
            QVERIFY2(service.pcr.accuracyNs, qPrintable(QString::number(now)));
            worstAccuracy = std::max(worstAccuracy, *service.pcr.accuracyNs);
            worstInterval =
                std::max(worstInterval, static_cast<double>(service.pcrIntervalMax->count()) / 1e6);
            QVERIFY(service.ptsPcrDistance);
            worstDistance = std::max(
                worstDistance,
                std::abs(static_cast<double>(service.ptsPcrDistance->count()) / 1e6 - 600));
            if (service.pcr.frequencyOffsetHz) {
                worstOffset = std::max(worstOffset, std::abs(*service.pcr.frequencyOffsetHz));
            }
        }
        analyzer.resetInterval();
        if (seconds == settledAt) {
            residentEarly = residentKb();
        }
    }
    for (const auto& [check, count] : witness.occurrences) {
        qInfo("%s was raised %llu times", check.c_str(), static_cast<unsigned long long>(count));
    }
    QCOMPARE(witness.occurrences.size(), std::size_t{0});
    qInfo("worst: mark %.3f ms, PCR_AC %.0f ns, interval %.1f ms, PTS to PCR off by %.1f ms, "
          "PCR_FO %.4f Hz; memory %ld kB after an hour, %ld kB at the end",
          witness.worst * 1e3, worstAccuracy, worstInterval, worstDistance, worstOffset,
          residentEarly, residentKb());
    // A mark a second, but for the one or two that a new time base costs; each is as late as a
    // datagram lasts, after eight hours as in the first.
    QVERIFY(witness.marks > hours - 5 && witness.marks < hours + 5);
    QVERIFY(witness.worst < 0.05);
    QVERIFY(worstAccuracy < 40);
    QVERIFY(worstInterval < 100);
    QVERIFY(worstDistance < 400);
    QVERIFY(worstOffset < 5);
    QVERIFY(isSanitized || residentKb() < residentEarly + 512);
    for (const Check check :
         {Check::PatError2, Check::PmtError2, Check::PidError, Check::ContinuityCountError,
          Check::PcrRepetitionError, Check::PcrDiscontinuityError, Check::PcrAccuracyError,
          Check::PtsError, Check::SiRepetitionError, Check::BufferError, Check::EmptyBufferError,
          Check::DataDelayError, Check::EsStopped, Check::PtsStopped}) {
        QVERIFY2(analyzer.check(check).state == CheckState::Ok,
                 std::string(ts::checkNumber(check)).c_str());
    }
}

QTEST_APPLESS_MAIN(TestEightHours)
#include "tst_eighthours.moc"
