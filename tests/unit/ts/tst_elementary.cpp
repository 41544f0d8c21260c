// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole PES packets: the marks by payload, and the streams of text that are put together.
#include <random>
#include <set>

#include <QtTest>

#include "tests/unit/ts/tsbench.h"

using namespace vigie;
using namespace tsbench;

namespace {

constexpr std::uint64_t second = 90'000;

Buffer payloadOf(int seed, std::size_t size = 300) {
    Buffer out;
    for (std::size_t i = 0; i < size; ++i) {
        out.push_back(static_cast<std::uint8_t>(seed * 31 + static_cast<int>(i)));
    }
    return out;
}

/// A payload unlike all others.
Buffer noise(int seed, std::size_t size = 300) {
    std::mt19937 random(static_cast<unsigned>(seed) + 1);
    Buffer out;
    for (std::size_t i = 0; i < size; ++i) {
        out.push_back(static_cast<std::uint8_t>(random()));
    }
    return out;
}

/// The bench's service, its streams written by the test.
struct Quiet : Bench {
    Quiet() {
        hasVideo = hasAudio = false;
        analyzer.assemble({1});
        run(200ms);
    }
    void video(std::uint64_t pts, const Buffer& payload, std::optional<std::uint64_t> dts = {}) {
        feed(writer.unit(videoPid, tswriter::pesPacket(0xe0, pts, payload, true, dts)));
    }
    void audio(std::uint64_t pts, const Buffer& payload) {
        feed(writer.unit(audioPid, tswriter::pesPacket(0xc0, pts, payload)));
    }
};

} // namespace

class TestElementary : public QObject {
    Q_OBJECT
private slots:
    void aboutOneInSixteenIsAMark();
    void samePacketsSameMarks();
    void lossMakesNoMark();
    void whatRepeatsIsNoMark();
    void audioOnlyWithoutVideo();
    void notAskedNotMarked();
    void textStreamsAreAssembled();
};

void TestElementary::aboutOneInSixteenIsAMark() {
    Quiet bench;
    for (int i = 0; i < 640; ++i) {
        bench.video(10 * second + static_cast<std::uint64_t>(i) * 3600, noise(i));
    }
    const auto& marks = bench.recorder.ptsMarks;
    QVERIFY2(marks.size() > 20 && marks.size() < 70, qPrintable(QString::number(marks.size())));
    std::set<std::uint64_t> hashes;
    for (const ts::PtsMark& mark : marks) {
        QCOMPARE(mark.serviceId, std::uint16_t{1});
        QCOMPARE(mark.pts % 3600, std::uint64_t{0});
        QVERIFY(mark.arrival > timeAt(0ns).utc && mark.arrival <= timeAt(bench.now).utc);
        hashes.insert(mark.payloadHash);
    }
    QCOMPARE(hashes.size(), marks.size());
    // Nothing is picked of what is too small to tell pictures apart.
    Quiet skipped;
    for (int i = 0; i < 300; ++i) {
        skipped.video(10 * second + static_cast<std::uint64_t>(i) * 3600, noise(i, 63));
    }
    QVERIFY(skipped.recorder.ptsMarks.empty());
}

void TestElementary::samePacketsSameMarks() {
    Quiet one;
    Quiet two;
    two.pcrStart += 27'000'000ull * 777;     // stamped anew
    constexpr std::uint64_t shift = 123'457; // its PTS too, by no whole number of anything
    constexpr std::uint64_t wrap = std::uint64_t{1} << 33;
    for (int i = 0; i < 400; ++i) {
        const std::uint64_t pts = wrap - second + static_cast<std::uint64_t>(i) * 3000;
        one.video(pts % wrap, noise(i));
        if (i > 140) {
            two.video((pts + shift) % wrap, noise(i));
        }
    }
    QVERIFY(two.recorder.ptsMarks.size() > 5);
    QVERIFY(one.recorder.ptsMarks.size() > two.recorder.ptsMarks.size());
    for (const ts::PtsMark& mark : two.recorder.ptsMarks) {
        const auto& all = one.recorder.ptsMarks;
        QVERIFY(std::any_of(all.begin(), all.end(), [&mark](const ts::PtsMark& other) {
            return (other.pts + shift) % wrap == mark.pts && other.payloadHash == mark.payloadHash;
        }));
    }
}

void TestElementary::lossMakesNoMark() {
    // A packet of every picture is lost: none of them is whole.
    Quiet bench;
    for (int i = 0; i < 100; ++i) {
        const std::uint64_t pts = 10 * second + static_cast<std::uint64_t>(i) * 3600;
        const Buffer whole =
            bench.writer.unit(Bench::videoPid, tswriter::pesPacket(0xe0, pts, noise(i, 600)));
        Buffer part(whole.begin(), whole.begin() + 188);
        tswriter::append(part, Buffer(whole.begin() + 2 * 188, whole.end()));
        bench.feed(part);
    }
    QVERIFY(bench.recorder.ptsMarks.empty());
}

void TestElementary::whatRepeatsIsNoMark() {
    Quiet moving;
    int picked = -1;
    for (int i = 0; i < 400 && picked < 0; ++i) {
        moving.video(10 * second + static_cast<std::uint64_t>(i) * 3600, noise(i));
        moving.video(10 * second + static_cast<std::uint64_t>(i) * 3600 + 1, noise(i, 63));
        picked = moving.recorder.ptsMarks.empty() ? -1 : i;
    }
    QVERIFY(picked >= 0);
    Quiet still;
    for (int i = 0; i < 50; ++i) {
        still.video(10 * second + static_cast<std::uint64_t>(i) * 3600, noise(picked));
    }
    QCOMPARE(still.recorder.ptsMarks.size(), std::size_t{1});
}

void TestElementary::audioOnlyWithoutVideo() {
    Quiet bench;
    for (int i = 0; i < 400; ++i) {
        bench.audio(10 * second + static_cast<std::uint64_t>(i) * 3600, noise(i));
    }
    QVERIFY(bench.recorder.ptsMarks.empty());

    Quiet radio;
    radio.streams = {{0x03, Bench::audioPid, {}}};
    radio.run(200ms);
    for (int i = 0; i < 400; ++i) {
        radio.audio(10 * second + static_cast<std::uint64_t>(i) * 3600, noise(i));
    }
    QVERIFY(!radio.recorder.ptsMarks.empty());
}

void TestElementary::notAskedNotMarked() {
    Quiet bench;
    bench.analyzer.assemble({});
    bench.run(100ms);
    for (int i = 0; i < 400; ++i) {
        bench.video(10 * second + static_cast<std::uint64_t>(i) * 3600, noise(i));
    }
    QVERIFY(bench.recorder.ptsMarks.empty());
}

void TestElementary::textStreamsAreAssembled() {
    constexpr std::uint16_t teletextPid = 0x111;
    constexpr std::uint16_t subtitlePid = 0x112;
    Bench bench;
    bench.streams.push_back(
        {0x06, teletextPid, tswriter::descriptor(0x56, {'d', 'e', 'u', 0x09, 0x00})});
    bench.streams.push_back(
        {0x06, subtitlePid, tswriter::descriptor(0x59, {'f', 'r', 'a', 0x10, 0, 1, 0, 1})});
    bench.hasVideo = bench.hasAudio = false;
    bench.analyzer.assemble({1});
    bench.run(200ms);
    bench.feed(bench.writer.unit(teletextPid, tswriter::pesPacket(0xbd, second, payloadOf(1))));
    bench.feed(bench.writer.unit(subtitlePid, tswriter::pesPacket(0xbd, second, payloadOf(2))));
    QCOMPARE(bench.recorder.units.size(), std::size_t{2});
    QCOMPARE(bench.recorder.units[0].content, std::string("Teletext"));
    QCOMPARE(bench.recorder.units[0].unit.serviceId, std::uint16_t{1});
    QVERIFY(bench.recorder.units[0].payload == payloadOf(1));
    QCOMPARE(bench.recorder.units[1].content, std::string("Subtitles"));
    QVERIFY(bench.recorder.ptsMarks.empty());
    for (const ts::PidFigures& pid : bench.analyzer.pids()) {
        if (pid.pid == teletextPid || pid.pid == subtitlePid) {
            QCOMPARE(pid.language, std::string(pid.pid == teletextPid ? "deu" : "fra"));
        }
    }
}

QTEST_APPLESS_MAIN(TestElementary)
#include "tst_elementary.moc"
