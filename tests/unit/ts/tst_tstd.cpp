// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/ts/decoderlimits.h"
#include "tests/support/tsload.h"
#include "tests/unit/ts/tsbench.h"

using namespace tsbench;
using ts::Check;
using ts::CheckState;

namespace {

/// A stream of tsload through an analyzer, in datagrams at their pace.
class Load {
public:
    explicit Load(tsload::Options options = {}, ts::Profile profile = ts::Profile::dvb())
        : stream(std::move(options)), analyzer(std::move(profile), recorder) {}

    void run(double seconds) {
        const double until = stream.now() + seconds;
        while (stream.now() < until) {
            Buffer bytes = stream.take(7);
            if (spoil) {
                spoil(bytes);
            }
            analyzer.feed(std::as_bytes(std::span(bytes)),
                          timeAt(base::Nanoseconds{std::llround(stream.now() * 1e9)}));
        }
    }
    [[nodiscard]] CheckState state(Check check) const { return analyzer.check(check).state; }
    [[nodiscard]] std::uint64_t errors(Check check) const { return analyzer.check(check).errors; }
    /// Of all PIDs of a check.
    [[nodiscard]] std::vector<std::uint16_t> pids(Check check) const {
        std::vector<std::uint16_t> found;
        for (const auto& o : recorder.occurrences) {
            if (o.check == check && o.pid &&
                std::find(found.begin(), found.end(), *o.pid) == found.end()) {
                found.push_back(*o.pid);
            }
        }
        return found;
    }
    /// Errors of every check but `which`.
    [[nodiscard]] QString others(std::initializer_list<Check> which = {}) const {
        QString all;
        for (std::size_t i = 0; i < ts::checkCount; ++i) {
            const auto check = static_cast<Check>(i);
            if (std::find(which.begin(), which.end(), check) == which.end() && errors(check) > 0) {
                all += QString::fromLatin1(ts::checkNumber(check).data()) + ' ';
            }
        }
        return all;
    }

    tsload::Stream stream;
    Recorder recorder;
    ts::Analyzer analyzer;
    std::function<void(Buffer&)> spoil;
};

const std::vector<std::uint16_t> onlyAudio{tsload::audioPid};
const std::vector<std::uint16_t> onlyVideo{tsload::videoPid};

} // namespace

/// 3.3, 3.9 and 3.10 by the decoder model: a stream that keeps every buffer, and one for each way
/// not to.
class TestTStd : public QObject {
    Q_OBJECT
private slots:
    void limits_data();
    void limits();
    void clean();
    void transportOverflow();
    void transportNeverEmpty();
    void audioOverflow_data();
    void audioOverflow();
    void audioUnderflow();
    void videoUnderflow();
    void videoOverflow();
    void systemOverflow();
    void delay_data();
    void delay();
    void notWhileRateVaries();
    void notWithoutPcr();
    void scrambledVideo();
    void lossStartsAnew();
    void disabled();
};

void TestTStd::limits_data() {
    QTest::addColumn<QString>("content");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<double>("transport");
    QTest::addColumn<double>("main");
    QTest::addColumn<double>("frameMs");
    const auto row = [](const char* name, const char* content, const char* hex, double transport,
                        double main, double frameMs) {
        QTest::newRow(name) << QString(content) << QByteArray::fromHex(hex) << transport << main
                            << frameMs;
    };
    row("AVC High 4.0", "H.264", "0000000109f000000001676400 28acd9", 1.2 * 1500 * 20000,
        1500.0 * 25000 / 8, 0);
    row("AVC Main 3.0", "H.264", "00000001674d401eacd9", 1.2 * 1200 * 10000, 1200.0 * 10000 / 8, 0);
    row("AVC 1b", "H.264", "00000001674d500bacd9", 1.2 * 2e6, 1200.0 * 350 / 8, 0);
    row("AVC unknown profile", "H.264", "00000001671f001eacd9", 0, 0, 0);
    row("HEVC Main 10 4.1 high tier", "H.265", "00000001420101226000000300b0000003000003007ba0",
        1.2 * 1100 * 50000, 1100.0 * 50000 / 8, 0);
    row("MPEG-2 MP@ML", "MPEG-2 video", "000001b32d02403 31d4c2380000001b5148200010000", 1.2 * 15e6,
        1835008.0 / 8, 0);
    row("MPEG-1 layer 2", "MPEG audio", "fffda404", 2e6, 3584, 24);
    row("AAC stereo", "AAC", "fff15080200ffc", 2e6, 3584, 1024.0 / 44.1);
    row("AAC 5.1", "AAC", "fff14d80200ffc", 5.5296e6, 8976, 1024 / 48.0);
    row("AC-3", "AC-3", "0b770000 1c40", 2e6, 5696, 32);
    row("nothing of it", "H.264", "00112233", 0, 0, 0);
    row("not modelled", "AAC LATM", "56e0aabbcc", 0, 0, 0);
}

void TestTStd::limits() {
    QFETCH(QString, content);
    QFETCH(QByteArray, bytes);
    QFETCH(double, transport);
    QFETCH(double, main);
    QFETCH(double, frameMs);
    const auto limits = ts::readDecoderLimits(
        content.toStdString(), {reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                                static_cast<std::size_t>(bytes.size())});
    QCOMPARE(limits.has_value(), transport > 0);
    if (limits) {
        QCOMPARE(limits->transportRate, transport);
        QCOMPARE(limits->mainSize, main);
        QVERIFY(std::abs(static_cast<double>(limits->frameTicks) / 27e3 - frameMs) < 0.001);
    }
    // Cut anywhere, it reads nothing that is not there.
    for (int size = 0; size < bytes.size(); ++size) {
        const std::vector<std::uint8_t> part(bytes.constData(), bytes.constData() + size);
        static_cast<void>(ts::readDecoderLimits(content.toStdString(), part));
    }
}

void TestTStd::clean() {
    Load load;
    load.run(1);
    QCOMPARE(load.state(Check::BufferError), CheckState::Unknown);
    load.run(29);
    QCOMPARE(load.others(), QString());
    for (const Check check : {Check::BufferError, Check::EmptyBufferError, Check::DataDelayError,
                              Check::PcrAccuracyError}) {
        QCOMPARE(load.state(check), CheckState::Ok);
    }
}

void TestTStd::transportOverflow() {
    // Eleven audio packets in a row come at 10 Mb/s into 512 bytes that drain at 2 Mb/s.
    tsload::Options options;
    options.isAudioInBursts = true;
    options.audioFrames = 3;
    options.audioDelay = 0.09;
    Load load(options);
    load.run(15);
    QVERIFY(load.errors(Check::BufferError) > 0);
    QCOMPARE(load.pids(Check::BufferError), onlyAudio);
    QCOMPARE(load.state(Check::BufferError), CheckState::Error);
    QCOMPARE(load.others({Check::BufferError}), QString());
}

void TestTStd::transportNeverEmpty() {
    // What drains 1 Mb/s of system information is given a little more than that, so it is never
    // empty; that it overflows too is a consequence.
    tsload::Options options;
    options.psiEvery = 0.0029;
    Load load(options);
    load.run(15);
    QVERIFY(load.errors(Check::EmptyBufferError) > 0);
    QVERIFY(load.errors(Check::BufferError) > 0);
    QCOMPARE(load.others({Check::BufferError, Check::EmptyBufferError}), QString());
}

void TestTStd::audioOverflow_data() {
    QTest::addColumn<double>("delay");
    QTest::addColumn<bool>("isOver");
    // 192 kbit/s are 24 bytes a millisecond: 3584 hold 149 ms, less the PES packet being filled.
    QTest::newRow("just held") << 0.12 << false;
    QTest::newRow("too early for it") << 0.19 << true;
}

void TestTStd::audioOverflow() {
    QFETCH(double, delay);
    QFETCH(bool, isOver);
    tsload::Options options;
    options.audioDelay = delay;
    Load load(options);
    load.run(15);
    QCOMPARE(load.errors(Check::BufferError) > 0, isOver);
    QCOMPARE(load.others({Check::BufferError}), QString());
    if (isOver) {
        QCOMPARE(load.pids(Check::BufferError), onlyAudio);
    }
}

void TestTStd::audioUnderflow() {
    // Decoded two milliseconds after the PES packet begins, of which seven packets come one each
    // two milliseconds.
    tsload::Options options;
    options.audioDelay = 0.002;
    Load load(options);
    load.run(15);
    QVERIFY(load.errors(Check::BufferError) > 0);
    QCOMPARE(load.pids(Check::BufferError), onlyAudio);
    QCOMPARE(load.others({Check::BufferError}), QString());
}

void TestTStd::videoUnderflow() {
    tsload::Options options;
    options.videoDelay = 0.05;
    Load load(options);
    load.run(15);
    QVERIFY(load.errors(Check::BufferError) > 0);
    QCOMPARE(load.pids(Check::BufferError), onlyVideo);
    QCOMPARE(load.others({Check::BufferError}), QString());
}

void TestTStd::videoOverflow() {
    // Level 3 in High profile holds 1.9 MB and 8.8 Mb/s fill it in 1.7 s: three are too much. So
    // long a delay is legal for this coding.
    tsload::Options options;
    options.level = 30;
    options.videoDelay = 3;
    Load load(options);
    load.run(20);
    QVERIFY(load.errors(Check::BufferError) > 0);
    QCOMPARE(load.pids(Check::BufferError), onlyVideo);
    QCOMPARE(load.errors(Check::DataDelayError), std::uint64_t{0});
    // Level 4 holds 4.7 MB.
    options.level = 40;
    Load larger(options);
    larger.run(20);
    QCOMPARE(larger.errors(Check::BufferError), std::uint64_t{0});
}

void TestTStd::systemOverflow() {
    // Every 8 ms two sections of some 30 bytes: 80 kbit/s drain less.
    tsload::Options options;
    options.psiEvery = 0.004;
    Load load(options);
    load.run(15);
    QVERIFY(load.errors(Check::BufferError) > 0);
    QCOMPARE(load.errors(Check::EmptyBufferError), std::uint64_t{0});
    QCOMPARE(load.others({Check::BufferError}), QString());
    options.psiEvery = 0.025;
    Load usual(options);
    usual.run(15);
    QCOMPARE(usual.others(), QString());
}

void TestTStd::delay_data() {
    QTest::addColumn<double>("video");
    QTest::addColumn<double>("audio");
    QTest::addColumn<bool>("isLate");
    QTest::newRow("audio 0.9 s") << 0.6 << 0.9 << false;
    QTest::newRow("audio 1.1 s") << 0.6 << 1.1 << true;
    QTest::newRow("H.264 9.5 s") << 9.5 << 0.09 << false;
    QTest::newRow("H.264 10.5 s") << 10.5 << 0.09 << true;
}

void TestTStd::delay() {
    QFETCH(double, video);
    QFETCH(double, audio);
    QFETCH(bool, isLate);
    tsload::Options options;
    options.videoDelay = video;
    options.audioDelay = audio;
    Load load(options);
    load.run(15);
    QCOMPARE(load.errors(Check::DataDelayError) > 0, isLate);
}

void TestTStd::notWhileRateVaries() {
    tsload::Options options;
    options.videoDelay = 0.05;
    Load load(options);
    // A stage that drops the null packets now and then.
    int count = 0;
    load.spoil = [&count](Buffer& bytes) {
        if (++count % 50 < 25) {
            Buffer kept;
            for (std::size_t at = 0; at < bytes.size(); at += 188) {
                if (bytes[at + 1] != 0x1f) {
                    kept.insert(kept.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                bytes.begin() + static_cast<std::ptrdiff_t>(at + 188));
                }
            }
            bytes = kept;
        }
    };
    load.run(20);
    for (const Check check : {Check::BufferError, Check::EmptyBufferError, Check::DataDelayError,
                              Check::PcrAccuracyError}) {
        QCOMPARE(load.state(check), CheckState::NotMeasurable);
        QCOMPARE(load.errors(check), std::uint64_t{0});
    }
}

void TestTStd::notWithoutPcr() {
    tsload::Options options;
    options.pcrEvery = 1e9;
    options.videoDelay = 0.05;
    Load load(options);
    load.run(20);
    QCOMPARE(load.state(Check::BufferError), CheckState::NotMeasurable);
    QCOMPARE(load.errors(Check::BufferError), std::uint64_t{0});
}

void TestTStd::scrambledVideo() {
    // Its time stamps cannot be read; the audio's can, and tell.
    tsload::Options options;
    options.isScrambled = true;
    options.videoDelay = 0.01;
    options.audioDelay = 0.3;
    Load load(options);
    load.run(15);
    QCOMPARE(load.pids(Check::BufferError), onlyAudio);
    options.hasAudio = false;
    Load alone(options);
    alone.run(15);
    QCOMPARE(alone.state(Check::BufferError), CheckState::NotMeasurable);
    QCOMPARE(alone.errors(Check::BufferError), std::uint64_t{0});
}

void TestTStd::lossStartsAnew() {
    Load load;
    load.run(15);
    int lost = 0;
    int count = 0;
    load.spoil = [&](Buffer& bytes) {
        if (++count % 700 == 0) {
            bytes.clear();
            ++lost;
        }
    };
    load.run(15);
    QVERIFY(lost > 5);
    QVERIFY(load.errors(Check::ContinuityCountError) > 0);
    QCOMPARE(load.others({Check::ContinuityCountError}), QString());
}

void TestTStd::disabled() {
    ts::Profile profile = ts::Profile::dvb();
    for (const Check check : {Check::BufferError, Check::EmptyBufferError, Check::DataDelayError}) {
        profile.isEnabled[static_cast<std::size_t>(check)] = false;
    }
    tsload::Options options;
    options.videoDelay = 0.05;
    Load load(options, profile);
    load.run(15);
    QCOMPARE(load.state(Check::BufferError), CheckState::Disabled);
    QCOMPARE(load.errors(Check::BufferError), std::uint64_t{0});
}

QTEST_APPLESS_MAIN(TestTStd)
#include "tst_tstd.moc"
