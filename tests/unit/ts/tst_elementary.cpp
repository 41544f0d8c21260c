// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole PES packets: the marks by time stamp, and the streams of text that are put together.
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
    void marksFirstOfSecond();
    void marksByDecodingTime();
    void samePacketsSameMarks();
    void lossMakesNoMark();
    void audioOnlyWithoutVideo();
    void notAskedNotMarked();
    void wrapMakesNoFalseMark();
    void textStreamsAreAssembled();
};

void TestElementary::marksFirstOfSecond() {
    Quiet bench;
    for (int i = 0; i < 75; ++i) {
        bench.video(10 * second + 5 + static_cast<std::uint64_t>(i) * 3600, payloadOf(i));
    }
    // The first second began before we looked: only the next two are sure.
    QCOMPARE(bench.recorder.ptsMarks.size(), std::size_t{2});
    QCOMPARE(bench.recorder.ptsMarks[0].pts, 11 * second + 5);
    QCOMPARE(bench.recorder.ptsMarks[1].pts, 12 * second + 5);
    QCOMPARE(bench.recorder.ptsMarks[0].serviceId, std::uint16_t{1});
    QVERIFY(bench.recorder.ptsMarks[0].payloadHash != bench.recorder.ptsMarks[1].payloadHash);
    QCOMPARE(bench.recorder.ptsMarks[1].arrival, timeAt(bench.now).utc);
}

void TestElementary::marksByDecodingTime() {
    Quiet bench;
    // In coding order the presentation times go to and fro over the second; the decoding times do
    // not.
    const std::uint64_t dts = 20 * second - 3600;
    bench.video(dts + 3 * 3600, payloadOf(1), dts);
    bench.video(dts + 3600 + 1, payloadOf(2), dts + 3600);
    bench.video(dts + 2 * 3600, payloadOf(3), dts + 2 * 3600);
    QCOMPARE(bench.recorder.ptsMarks.size(), std::size_t{1});
    QCOMPARE(bench.recorder.ptsMarks[0].pts, dts + 3600 + 1);
}

void TestElementary::samePacketsSameMarks() {
    Quiet one;
    Quiet two;
    two.pcrStart += 27'000'000ull * 777; // stamped anew
    for (int i = 0; i < 120; ++i) {
        const std::uint64_t pts = 30 * second + static_cast<std::uint64_t>(i) * 3000;
        one.video(pts, payloadOf(i));
        if (i > 40) {
            two.video(pts, payloadOf(i));
        }
    }
    QCOMPARE(one.recorder.ptsMarks.size(), std::size_t{3});
    QCOMPARE(two.recorder.ptsMarks.size(), std::size_t{2});
    for (const ts::PtsMark& mark : two.recorder.ptsMarks) {
        const auto& all = one.recorder.ptsMarks;
        QVERIFY(std::any_of(all.begin(), all.end(), [&mark](const ts::PtsMark& other) {
            return other.pts == mark.pts && other.payloadHash == mark.payloadHash;
        }));
    }
}

void TestElementary::lossMakesNoMark() {
    Quiet bench;
    bench.video(10 * second, payloadOf(1));
    // The first of the next second loses a packet; the one after it must not stand in for it.
    const Buffer cut = bench.writer.unit(Bench::videoPid,
                                         tswriter::pesPacket(0xe0, 11 * second, payloadOf(2, 600)));
    Buffer part(cut.begin(), cut.begin() + 188);
    tswriter::append(part, Buffer(cut.begin() + 2 * 188, cut.end()));
    bench.feed(part);
    bench.video(11 * second + 3600, payloadOf(3));
    QVERIFY(bench.recorder.ptsMarks.empty());
    bench.video(12 * second, payloadOf(4));
    QCOMPARE(bench.recorder.ptsMarks.size(), std::size_t{1});
}

void TestElementary::audioOnlyWithoutVideo() {
    Quiet bench;
    for (int i = 0; i < 50; ++i) {
        bench.audio(10 * second + static_cast<std::uint64_t>(i) * 3600, payloadOf(i));
    }
    QVERIFY(bench.recorder.ptsMarks.empty());

    Quiet radio;
    radio.streams = {{0x03, Bench::audioPid, {}}};
    radio.run(200ms);
    for (int i = 0; i < 50; ++i) {
        radio.audio(10 * second + static_cast<std::uint64_t>(i) * 3600, payloadOf(i));
    }
    QCOMPARE(radio.recorder.ptsMarks.size(), std::size_t{1});
}

void TestElementary::notAskedNotMarked() {
    Quiet bench;
    bench.analyzer.assemble({});
    bench.run(100ms);
    for (int i = 0; i < 50; ++i) {
        bench.video(10 * second + static_cast<std::uint64_t>(i) * 3600, payloadOf(i));
    }
    QVERIFY(bench.recorder.ptsMarks.empty());
}

void TestElementary::wrapMakesNoFalseMark() {
    Quiet bench;
    constexpr std::uint64_t wrap = std::uint64_t{1} << 33;
    // 2^33 ticks are no whole number of seconds: the short one at the wrap is passed over.
    for (int i = 0; i < 75; ++i) {
        bench.video((wrap - second + static_cast<std::uint64_t>(i) * 3600) % wrap, payloadOf(i));
    }
    std::vector<std::uint64_t> marks;
    for (const ts::PtsMark& mark : bench.recorder.ptsMarks) {
        marks.push_back(mark.pts / second);
    }
    QCOMPARE(marks, (std::vector<std::uint64_t>{wrap / second, 1}));
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
