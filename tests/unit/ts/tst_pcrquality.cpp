// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>

#include "core/ts/pcrquality.h"
#include "tests/unit/ts/tsbench.h"

using namespace tsbench;
using ts::Check;
using ts::CheckState;
using Basis = ts::PcrFigures::Basis;

namespace {

constexpr double tickNs = 1000.0 / 27.0;

/// PCRs of a multiplex of 10 Mb/s, one every 200 packets (30.08 ms), with errors that the test
/// adds.
struct Source {
    double bitrate = 10e6;
    /// Packets from one PCR to the next.
    std::function<std::uint64_t(int)> packets = [](int) { return 200; };
    /// Added to the value of PCR i at `t`, ns.
    std::function<double(int, double)> error = [](int, double) { return 0.0; };
    /// Bit rate at `t`, where it varies.
    std::function<double(double)> rate;
    /// Arrival of what is due at `t`, seconds.
    std::function<double(double)> arrival = [](double t) { return t; };
    /// Before PCR i so many packets never came; `isTold`: somebody noticed.
    std::function<int(int)> lost = [](int) { return 0; };
    bool isTold = true;
    /// Noticed only after the PCR that follows the loss.
    bool isToldLate = false;

    ts::PcrQuality quality;
    std::uint64_t errors = 0;
    double worst = 0;

    explicit Source(const ts::Profile& profile) : quality(profile) {}

    void run(double seconds) {
        double due = m_due;
        while (due < m_due + seconds) {
            const std::uint64_t sent = packets(m_index);
            const double now = rate ? rate(due) : bitrate;
            due += static_cast<double>(sent) * 1504 / now;
            const int missing = lost(m_index);
            m_position += (sent - static_cast<std::uint64_t>(missing)) * 188;
            const auto value =
                static_cast<std::int64_t>(std::llround((due * 1e9 + error(m_index, due)) / tickNs));
            const auto at = base::monoFromNs(std::llround(arrival(due) * 1e9));
            if (m_index == 0) {
                quality.restart(m_position, at);
            } else {
                if (isTold && ((missing > 0 && !isToldLate) || m_isLate)) {
                    quality.bytesLost();
                }
                m_isLate = isToldLate && missing > 0;
                errors += quality.take(value - m_value, m_position, at);
                if (const auto ac = quality.figures().accuracyNs) {
                    worst = std::max(worst, *ac);
                }
            }
            m_value = value;
            ++m_index;
        }
        m_due = due;
    }

private:
    double m_due = 0;
    int m_index = 0;
    std::uint64_t m_position = 0;
    std::int64_t m_value = 0;
    bool m_isLate = false;
};

ts::Profile profileWith(ts::PcrFilter filter, double mgf4 = 10) {
    ts::Profile profile = ts::Profile::dvb();
    profile.pcrFilter = filter;
    profile.pcrMgf4Hz = mgf4;
    return profile;
}

double sine(double t, double hz, double amplitude) {
    return amplitude * std::sin(2 * std::numbers::pi * hz * t);
}

} // namespace

/// PCR_AC, PCR_OJ, PCR_FO and PCR_DR against errors of known size.
class TestPcrQuality : public QObject {
    Q_OBJECT
private slots:
    void demarcation_data();
    void demarcation();
    void step_data();
    void step();
    void oneBadPcr();
    void warmUp();
    void varyingRate_data();
    void varyingRate();
    void rateBeginsToVary();
    void lossIsNoError_data();
    void lossIsNoError();
    void lossWithoutEnd();
    void tooFewPcrs();
    void offset();
    void offsetUnderJitter();
    void drift();
    void driftHasNoPlaceInJitter();
    void overallJitter();
    void noArrivalPace();
    void throughTheAnalyzer();
    void datagramsShareAnArrival();
    void variableThroughTheAnalyzer();
};

void TestPcrQuality::demarcation_data() {
    QTest::addColumn<int>("filter");
    QTest::addColumn<double>("hz");
    QTest::addColumn<double>("share");
    // |jw / (jw + p)|^3, p the pole that puts 1/sqrt(2) at the demarcation frequency.
    const auto row = [](const char* name, ts::PcrFilter filter, double hz, double corner) {
        const double x = hz / corner * 1.9614;
        QTest::newRow(name) << static_cast<int>(filter) << hz << std::pow(x * x / (1 + x * x), 1.5);
    };
    row("MGF1 above", ts::PcrFilter::Mgf1, 0.5, 0.01);
    row("MGF1 at it", ts::PcrFilter::Mgf1, 0.01, 0.01);
    row("MGF2 far above", ts::PcrFilter::Mgf2, 3.1, 0.1);
    row("MGF2 at it", ts::PcrFilter::Mgf2, 0.1, 0.1);
    row("MGF2 below", ts::PcrFilter::Mgf2, 0.03, 0.1);
    row("MGF3 above", ts::PcrFilter::Mgf3, 4.3, 1);
    row("MGF3 below", ts::PcrFilter::Mgf3, 0.2, 1);
}

void TestPcrQuality::demarcation() {
    QFETCH(int, filter);
    QFETCH(double, hz);
    QFETCH(double, share);
    Source source(profileWith(static_cast<ts::PcrFilter>(filter)));
    constexpr double amplitude = 4000;
    source.error = [hz](int, double t) { return sine(t, hz, amplitude); };
    source.run(std::max(400.0, 20 / hz));
    source.worst = 0;
    source.quality.resetInterval();
    source.run(20 / hz + 2);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Measured);
    // A PCR is rounded to 37 ns; at MGF3 the PCRs are no longer dense against the corner.
    const double expected = share * amplitude;
    QVERIFY2(std::abs(source.worst - expected) < 60 + 0.15 * expected,
             qPrintable(QStringLiteral("%1 ns, expected %2").arg(source.worst).arg(expected)));
}

void TestPcrQuality::step_data() {
    QTest::addColumn<double>("size");
    QTest::addColumn<bool>("isError");
    QTest::newRow("400 ns") << 400.0 << false;
    QTest::newRow("-400 ns") << -400.0 << false;
    QTest::newRow("600 ns") << 600.0 << true;
    QTest::newRow("-600 ns") << -600.0 << true;
    QTest::newRow("20 us") << 20'000.0 << true;
}

void TestPcrQuality::step() {
    QFETCH(double, size);
    QFETCH(bool, isError);
    Source source(profileWith(ts::PcrFilter::Mgf2));
    source.error = [size](int, double t) { return t > 30 ? size : 0.0; };
    source.run(29);
    QCOMPARE(source.errors, std::uint64_t{0});
    QVERIFY2(source.worst < 40, qPrintable(QString::number(source.worst)));
    source.run(20);
    QCOMPARE(source.errors > 0, isError);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Measured);
    QVERIFY2(std::abs(source.worst - std::abs(size)) < 40,
             qPrintable(QString::number(source.worst)));
    // It is over once the filter has forgotten it.
    source.run(60);
    source.quality.resetInterval();
    source.run(2);
    QVERIFY(*source.quality.figures().accuracyNs < 40);
}

void TestPcrQuality::oneBadPcr() {
    Source source(profileWith(ts::PcrFilter::Mgf2));
    source.error = [](int i, double) { return i == 1200 ? 1e6 : 0.0; };
    source.run(60);
    QCOMPARE(source.errors, std::uint64_t{1});
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Measured);
}

void TestPcrQuality::warmUp() {
    Source source(profileWith(ts::PcrFilter::Mgf2));
    // An error from the start is not judged by a filter that knows nothing yet.
    source.run(0.5);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Unknown);
    QVERIFY(!source.quality.figures().accuracyNs);
    source.run(7);
    QVERIFY(!source.quality.figures().accuracyNs);
    source.run(6);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Measured);
    QVERIFY(*source.quality.figures().accuracyNs < 30);
    QVERIFY(source.quality.figures().filter == ts::PcrFilter::Mgf2);
}

void TestPcrQuality::varyingRate_data() {
    QTest::addColumn<double>("depth");
    QTest::newRow("20 %") << 0.2;
    QTest::newRow("2 %") << 0.02;
    QTest::newRow("0.2 %") << 0.002;
}

void TestPcrQuality::varyingRate() {
    QFETCH(double, depth);
    Source source(profileWith(ts::PcrFilter::Mgf2));
    std::mt19937 random(7);
    std::normal_distribution<double> spread(0, depth);
    source.rate = [&](double) { return 10e6 * std::max(0.1, 1 + spread(random)); };
    source.run(120);
    QCOMPARE(source.errors, std::uint64_t{0});
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::NotConstantRate);
    QVERIFY(!source.quality.figures().accuracyNs);
}

void TestPcrQuality::rateBeginsToVary() {
    Source source(profileWith(ts::PcrFilter::Mgf2));
    source.rate = [](double t) { return t < 40 ? 10e6 : 10e6 * (1 + 0.05 * std::sin(t * 3)); };
    source.run(39);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Measured);
    source.run(20);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::NotConstantRate);
    QCOMPARE(source.errors, std::uint64_t{0});
    source.rate = nullptr;
    source.run(30);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Measured);
    QCOMPARE(source.errors, std::uint64_t{0});
}

void TestPcrQuality::lossIsNoError_data() {
    QTest::addColumn<bool>("isTold");
    QTest::addColumn<bool>("isToldLate");
    QTest::newRow("told") << true << false;
    QTest::newRow("told after the next PCR") << true << true;
    QTest::newRow("nobody noticed: null packets") << false << false;
}

void TestPcrQuality::lossIsNoError() {
    QFETCH(bool, isTold);
    QFETCH(bool, isToldLate);
    Source source(profileWith(ts::PcrFilter::Mgf2));
    source.isTold = isTold;
    source.isToldLate = isToldLate;
    // A datagram every seven seconds or so.
    source.lost = [](int i) { return i > 800 && i % 233 == 0 ? 7 : 0; };
    source.run(120);
    QCOMPARE(source.errors, std::uint64_t{0});
    QVERIFY(source.quality.figures().accuracyBasis != Basis::NotConstantRate);
}

void TestPcrQuality::lossWithoutEnd() {
    Source source(profileWith(ts::PcrFilter::Mgf2));
    source.run(30);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Measured);
    source.lost = [](int i) { return i % 10 == 0 ? 7 : 0; };
    source.run(20);
    QCOMPARE(source.errors, std::uint64_t{0});
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::PacketsLost);
    QVERIFY(!source.quality.figures().accuracyNs);
    source.lost = [](int) { return 0; };
    source.run(20);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::Measured);
    QCOMPARE(source.errors, std::uint64_t{0});
}

void TestPcrQuality::tooFewPcrs() {
    Source source(profileWith(ts::PcrFilter::Mgf4, 20));
    source.run(20);
    QCOMPARE(source.quality.figures().accuracyBasis, Basis::TooFewPcrs);
}

void TestPcrQuality::offset() {
    Source source(profileWith(ts::PcrFilter::Mgf2));
    // The programme clock is 25 ppm fast: its second is over early.
    source.arrival = [](double t) { return t / (1 + 25e-6); };
    source.run(9);
    QVERIFY(!source.quality.figures().frequencyOffsetHz);
    source.run(60);
    QVERIFY(source.quality.figures().frequencyOffsetHz);
    QVERIFY2(std::abs(*source.quality.figures().frequencyOffsetHz - 675) < 0.5,
             qPrintable(QString::number(*source.quality.figures().frequencyOffsetHz)));
    QVERIFY(!source.quality.figures().driftRateHzPerS);
    source.run(120);
    QVERIFY(std::abs(*source.quality.figures().driftRateHzPerS) < 1e-4);
}

void TestPcrQuality::offsetUnderJitter() {
    Source source(profileWith(ts::PcrFilter::Mgf2));
    std::mt19937 random(3);
    std::exponential_distribution<double> delay(1 / 300e-6);
    source.arrival = [&](double t) { return t / (1 + 25e-6) + delay(random); };
    source.run(200);
    const auto figures = source.quality.figures();
    QVERIFY(figures.frequencyOffsetHz);
    QVERIFY2(std::abs(*figures.frequencyOffsetHz - 675) < 81,
             qPrintable(QString::number(*figures.frequencyOffsetHz)));
    // Three minutes of such a network tell nothing of the drift, and that is what is said.
    QVERIFY(!figures.driftRateHzPerS);
}

void TestPcrQuality::drift() {
    Source source(profileWith(ts::PcrFilter::Mgf2));
    // 5 ppm an hour: 37.5 mHz/s.
    const double perSecond = 5e-6 / 3600;
    source.arrival = [perSecond](double t) { return t - perSecond * t * t / 2; };
    source.run(3600);
    const auto figures = source.quality.figures();
    QVERIFY(figures.driftRateHzPerS);
    QVERIFY2(std::abs(*figures.driftRateHzPerS - 0.0375) < 0.0005,
             qPrintable(QString::number(*figures.driftRateHzPerS)));
    // The offset is that of the last minute.
    QVERIFY(std::abs(*figures.frequencyOffsetHz - 5e-6 * 27e6) < 3);
}

void TestPcrQuality::driftHasNoPlaceInJitter() {
    Source source(profileWith(ts::PcrFilter::Mgf1));
    const double perSecond = 10e-6 / 3600;
    source.arrival = [perSecond](double t) { return t * (1 + 30e-6) - perSecond * t * t / 2; };
    source.run(900);
    source.quality.resetInterval();
    source.run(10);
    QVERIFY(source.quality.figures().overallJitterNs);
    QVERIFY2(*source.quality.figures().overallJitterNs < 40,
             qPrintable(QString::number(*source.quality.figures().overallJitterNs)));
}

void TestPcrQuality::overallJitter() {
    Source source(profileWith(ts::PcrFilter::Mgf2));
    source.arrival = [](double t) { return t + sine(t, 2.3, 2e-3) + 0.25; };
    source.run(30);
    source.quality.resetInterval();
    source.run(5);
    const auto figures = source.quality.figures();
    QVERIFY2(std::abs(*figures.overallJitterNs - 2e6) < 0.05e6,
             qPrintable(QString::number(*figures.overallJitterNs)));
    // The network's jitter is no inaccuracy of the PCR.
    QVERIFY(*figures.accuracyNs < 40);
}

void TestPcrQuality::noArrivalPace() {
    ts::Profile profile = ts::Profile::dvb();
    profile.hasArrivalPace = false;
    Source source(profile);
    source.run(300);
    const auto figures = source.quality.figures();
    QVERIFY(figures.accuracyNs);
    QVERIFY(!figures.overallJitterNs && !figures.frequencyOffsetHz && !figures.driftRateHzPerS);
}

namespace {

/// A constant multiplex of 3.008 Mb/s: 2000 packets a second in datagrams of seven, a PCR every 60
/// packets, filled up with null packets.
class Multiplex {
public:
    explicit Multiplex(const ts::Profile& profile) : analyzer(profile, recorder) {}
    Recorder recorder;
    ts::Analyzer analyzer;
    /// Added to the PCR, ns.
    std::function<double(double)> error = [](double) { return 0.0; };
    /// Packets left out, as a stage that drops null packets does.
    std::function<bool(std::uint64_t)> isLeftOut = [](std::uint64_t) { return false; };

    void run(double seconds) {
        const auto until = m_slot + static_cast<std::uint64_t>(seconds * 2000);
        for (; m_slot < until; ++m_slot) {
            const double due = static_cast<double>(m_slot) / 2000;
            if (m_slot % 200 == 0) {
                put(m_writer.section(0, tswriter::patSection({{1, 0x100}})));
            } else if (m_slot % 200 == 1) {
                put(m_writer.section(0x100, tswriter::pmtSection(1, 0x101, {{0x1b, 0x101, {}}})));
            } else if (m_slot % 60 == 2) {
                tswriter::PacketOptions options;
                options.pcr = static_cast<std::uint64_t>(
                    std::llround((due * 1e9 + error(due)) / tickNs + 27e6 * 50));
                put(m_writer.packet(0x101, {}, options));
            } else if (!isLeftOut(m_slot)) {
                put(tswriter::Writer::null());
            }
        }
    }
    [[nodiscard]] ts::PcrFigures figures() const { return analyzer.services().at(0).pcr; }
    [[nodiscard]] base::Nanoseconds elapsed() const {
        return base::Nanoseconds{std::llround(static_cast<double>(m_slot) / 2000 * 1e9)};
    }

private:
    void put(const Buffer& packet) {
        tswriter::append(m_datagram, packet);
        if (m_datagram.size() == std::size_t{7} * 188) {
            analyzer.feed(
                std::as_bytes(std::span(m_datagram)),
                timeAt(base::Nanoseconds{std::llround(static_cast<double>(m_slot) / 2000 * 1e9)}));
            m_datagram.clear();
        }
    }
    tswriter::Writer m_writer;
    Buffer m_datagram;
    std::uint64_t m_slot = 0;
};

} // namespace

void TestPcrQuality::throughTheAnalyzer() {
    Multiplex multiplex(ts::Profile::dvb());
    multiplex.run(2);
    QCOMPARE(multiplex.analyzer.check(Check::PcrAccuracyError).state, CheckState::Unknown);
    QCOMPARE(multiplex.figures().accuracyBasis, Basis::Unknown);
    multiplex.run(18);
    QCOMPARE(multiplex.analyzer.check(Check::PcrAccuracyError).state, CheckState::Ok);
    QCOMPARE(multiplex.figures().accuracyBasis, Basis::Measured);
    QVERIFY(*multiplex.figures().accuracyNs < 40);
    multiplex.error = [](double t) { return t > 20.5 ? 700.0 : 0.0; };
    multiplex.run(3);
    QCOMPARE(multiplex.analyzer.check(Check::PcrAccuracyError).state, CheckState::Error);
    QVERIFY(multiplex.analyzer.check(Check::PcrAccuracyError).errors > 0);
    QVERIFY(*multiplex.figures().accuracyNs > 600);
    QCOMPARE(multiplex.recorder.count(Check::PcrDiscontinuityError, ts::Occurrence::Phase::Once),
             0);
    // The bit rate of each PID by the PCRs, and their sum.
    double sum = 0;
    for (const auto& pid : multiplex.analyzer.pids()) {
        QVERIFY(pid.pcrBitrate);
        sum += *pid.pcrBitrate;
    }
    QVERIFY2(std::abs(sum - 3.008e6) < 10, qPrintable(QString::number(sum)));

    // Nothing comes any more. The worst since the last look is true; what is of now is not known.
    multiplex.analyzer.advance(timeAt(multiplex.elapsed() + 4s));
    QVERIFY(multiplex.analyzer.totals().pcrBitrate);
    multiplex.analyzer.advance(timeAt(multiplex.elapsed() + 6s));
    QVERIFY(!multiplex.analyzer.totals().pcrBitrate);
    QVERIFY(multiplex.analyzer.totals().pcrBitrateMean);
    QVERIFY(!multiplex.analyzer.services().at(0).pcrBitrate);
    for (const auto& pid : multiplex.analyzer.pids()) {
        QVERIFY(!pid.pcrBitrate);
    }
    QVERIFY(*multiplex.figures().accuracyNs > 600);
    multiplex.analyzer.resetInterval();
    QVERIFY(!multiplex.figures().accuracyNs);
    QCOMPARE(multiplex.figures().accuracyBasis, Basis::Unknown);
}

void TestPcrQuality::datagramsShareAnArrival() {
    // Each PCR is due at its own place in the datagram: what is left of the 3.5 ms that a datagram
    // lasts is the rounding of one packet.
    Multiplex multiplex(ts::Profile::dvb());
    multiplex.run(70);
    multiplex.analyzer.resetInterval();
    multiplex.run(2);
    QVERIFY(multiplex.figures().overallJitterNs);
    QVERIFY2(*multiplex.figures().overallJitterNs < 1000,
             qPrintable(QString::number(*multiplex.figures().overallJitterNs)));
}

void TestPcrQuality::variableThroughTheAnalyzer() {
    Multiplex multiplex(ts::Profile::dvb());
    multiplex.isLeftOut = [](std::uint64_t slot) { return slot * 2654435761u % 97 < 40; };
    multiplex.run(40);
    QCOMPARE(multiplex.analyzer.check(Check::PcrAccuracyError).state, CheckState::NotMeasurable);
    QCOMPARE(multiplex.analyzer.check(Check::PcrAccuracyError).errors, std::uint64_t{0});
    QCOMPARE(multiplex.figures().accuracyBasis, Basis::NotConstantRate);
}

QTEST_APPLESS_MAIN(TestPcrQuality)
#include "tst_pcrquality.moc"
