// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/ts/tsbench.h"

using namespace tsbench;

/// The PES units that the analyzer hands over.
class TestUnits : public QObject {
    Q_OBJECT
private slots:
    void unitsOfAskedServices();
    void unboundedUnitEndsAtNext();
    void boundedUnitEndsByItself();
    void damagedUnits();
    void duplicateDoesNotDouble();
    void oversizedUnitIsDropped();
    void manyOversizedStreamsStayInBudget();
    void restartHandsOverTheRest();
};

void TestUnits::unitsOfAskedServices() {
    Bench none;
    none.run(500ms);
    QVERIFY(none.recorder.units.empty());

    Bench other;
    other.analyzer.assemble({2});
    other.run(500ms);
    QVERIFY(other.recorder.units.empty());

    Bench first;
    first.analyzer.assemble({0});
    first.run(500ms);
    int video = 0;
    int audio = 0;
    for (const auto& entry : first.recorder.units) {
        QCOMPARE(entry.unit.serviceId, std::uint16_t{1});
        QVERIFY(!entry.unit.isDamaged);
        QVERIFY(entry.unit.pts.has_value());
        if (entry.unit.pid == Bench::videoPid) {
            ++video;
            QCOMPARE(entry.content, std::string("H.264"));
            QCOMPARE(entry.unit.streamType, std::uint8_t{0x1b});
            QCOMPARE(entry.payload, Buffer(300, 0x55));
        } else {
            ++audio;
            QCOMPARE(entry.content, std::string("MPEG audio"));
            QCOMPARE(entry.payload, Buffer(120, 0xaa));
        }
    }
    QCOMPARE(video, 12); // The thirteenth is not known to be complete.
    QCOMPARE(audio, 13);
}

void TestUnits::unboundedUnitEndsAtNext() {
    Bench bench;
    bench.analyzer.assemble({1});
    bench.hasVideo = bench.hasAudio = false;
    bench.run(200ms);
    tswriter::PacketOptions key;
    key.isRandomAccess = true;
    const Buffer picture(1000, 7);
    const auto shownAt = bench.now;
    bench.feed(bench.writer.unit(Bench::videoPid,
                                 tswriter::pesPacket(0xe0, 9000, picture, false, 5400), key));
    bench.now += 40ms;
    QVERIFY(bench.recorder.units.empty());
    bench.feed(
        bench.writer.unit(Bench::videoPid, tswriter::pesPacket(0xe0, 12'600, picture, false)));
    QCOMPARE(bench.recorder.units.size(), std::size_t{1});
    const auto& entry = bench.recorder.units[0];
    QCOMPARE(entry.payload, picture);
    QCOMPARE(entry.unit.pts.value(), std::uint64_t{9000});
    QCOMPARE(entry.unit.dts.value(), std::uint64_t{5400});
    QVERIFY(entry.unit.isRandomAccess);
    QCOMPARE(entry.unit.arrival.utc, timeAt(shownAt).utc); // Of its last byte.
    bench.feed(bench.writer.unit(Bench::videoPid, tswriter::pesPacket(0xe0, 16'200, picture)));
    QVERIFY(!bench.recorder.units[1].unit.isRandomAccess);
    QVERIFY(!bench.recorder.units[1].unit.dts.has_value());
}

void TestUnits::boundedUnitEndsByItself() {
    Bench bench;
    bench.analyzer.assemble({1});
    bench.hasVideo = bench.hasAudio = false;
    bench.run(200ms);
    bench.feed(
        bench.writer.unit(Bench::videoPid, tswriter::pesPacket(0xe0, 9000, Buffer(1000, 7))));
    QCOMPARE(bench.recorder.units.size(), std::size_t{1});
    QCOMPARE(bench.recorder.units[0].payload, Buffer(1000, 7));
    QVERIFY(!bench.recorder.units[0].unit.isDamaged);
    // What a broken stream puts after the end belongs to nothing.
    bench.feed(bench.writer.packet(Bench::videoPid, Buffer(184, 9)));
    bench.feed(
        bench.writer.unit(Bench::videoPid, tswriter::pesPacket(0xe0, 9000, Buffer(1000, 8))));
    QCOMPARE(bench.recorder.units.size(), std::size_t{2});
    QCOMPARE(bench.recorder.units[1].payload, Buffer(1000, 8));
}

void TestUnits::damagedUnits() {
    Bench bench;
    bench.analyzer.assemble({1});
    bench.hasVideo = bench.hasAudio = false;
    bench.run(200ms);
    const auto picture = [&bench] {
        return bench.writer.unit(Bench::videoPid,
                                 tswriter::pesPacket(0xe0, 9000, Buffer(1000, 7), false));
    };
    bench.feed(picture());
    // A packet in the middle is lost.
    Buffer cut = picture();
    cut.erase(cut.begin() + 2 * 188, cut.begin() + 3 * 188);
    bench.feed(cut);
    QVERIFY(!bench.recorder.units[0].unit.isDamaged);
    bench.feed(picture());
    QVERIFY(bench.recorder.units[1].unit.isDamaged);
    // The end and the next start: the one that misses its end is damaged, the next is not.
    Buffer tail = picture();
    tail.resize(tail.size() - 188);
    bench.feed(tail);
    QCOMPARE(bench.recorder.units.size(), std::size_t{3});
    QVERIFY(!bench.recorder.units[2].unit.isDamaged);
    bench.feed(picture());
    QVERIFY(bench.recorder.units[3].unit.isDamaged);
    // A packet marked bad.
    Buffer marked = picture();
    marked[3 * 188 + 1] |= 0x80;
    bench.feed(marked);
    QVERIFY(!bench.recorder.units[4].unit.isDamaged);
    bench.feed(picture());
    QVERIFY(bench.recorder.units[5].unit.isDamaged);
    bench.feed(picture());
    QCOMPARE(bench.recorder.units.size(), std::size_t{7});
    QVERIFY(!bench.recorder.units[6].unit.isDamaged);
    // A bounded one that the next start cuts short.
    Buffer bounded =
        bench.writer.unit(Bench::audioPid, tswriter::pesPacket(0xc0, 9000, Buffer(1000, 7)));
    bounded.resize(2 * 188);
    const std::size_t before = bench.recorder.units.size();
    bench.feed(bounded);
    QCOMPARE(bench.recorder.units.size(), before);
    tswriter::PacketOptions announced;
    announced.isDiscontinuity = true;
    bench.feed(bench.writer.unit(Bench::audioPid, tswriter::pesPacket(0xc0, 9000, Buffer(100, 7)),
                                 announced));
    QCOMPARE(bench.recorder.units.size(), before + 2);
    QVERIFY(bench.recorder.units[before].unit.isDamaged);
    QVERIFY(!bench.recorder.units[before + 1].unit.isDamaged);
}

void TestUnits::duplicateDoesNotDouble() {
    Bench bench;
    bench.analyzer.assemble({1});
    bench.hasVideo = bench.hasAudio = false;
    bench.run(200ms);
    Buffer unit =
        bench.writer.unit(Bench::audioPid, tswriter::pesPacket(0xc0, 9000, Buffer(500, 7)));
    const Buffer second(unit.begin() + 188, unit.begin() + 2 * 188);
    unit.insert(unit.begin() + 2 * 188, second.begin(), second.end());
    bench.feed(unit);
    QCOMPARE(bench.recorder.units.size(), std::size_t{1});
    QCOMPARE(bench.recorder.units[0].payload, Buffer(500, 7));
    QVERIFY(!bench.recorder.units[0].unit.isDamaged);
}

void TestUnits::oversizedUnitIsDropped() {
    Bench bench;
    bench.analyzer.assemble({1});
    bench.hasVideo = bench.hasAudio = false;
    bench.run(200ms);
    const auto picture = [&bench](std::size_t size) {
        bench.feed(bench.writer.unit(Bench::videoPid,
                                     tswriter::pesPacket(0xe0, 9000, Buffer(size, 7), false)));
    };
    const std::size_t header = 14;
    const std::size_t limit = 4u << 20;
    picture(limit - header);
    picture(limit - header + 1);
    picture(1000);
    picture(2000);
    picture(1);
    QCOMPARE(bench.recorder.units.size(), std::size_t{3});
    QCOMPARE(bench.recorder.units[0].payload.size(), limit - header);
    QVERIFY(!bench.recorder.units[0].unit.isDamaged);
    QCOMPARE(bench.recorder.units[1].payload.size(), std::size_t{1000});
    QVERIFY(bench.recorder.units[1].unit.isDamaged); // What it refers to was dropped.
    QVERIFY(!bench.recorder.units[2].unit.isDamaged);
}

void TestUnits::manyOversizedStreamsStayInBudget() {
    Bench bench;
    bench.analyzer.assemble({1});
    bench.hasVideo = bench.hasAudio = false;
    for (std::uint16_t pid = 0x200; pid < 0x220; ++pid) {
        bench.streams.push_back({0x1b, pid, {}});
    }
    bench.run(200ms);
    // 32 streams of 3 MB each are more than all assemblers may hold together.
    for (std::uint16_t pid = 0x200; pid < 0x220; ++pid) {
        bench.feed(
            bench.writer.unit(pid, tswriter::pesPacket(0xe0, 9000, Buffer(3'000'000, 7), false)));
    }
    for (std::uint16_t pid = 0x200; pid < 0x220; ++pid) {
        bench.feed(bench.writer.unit(pid, tswriter::pesPacket(0xe0, 9000, Buffer(100, 7))));
    }
    int whole = 0;
    int small = 0;
    for (const auto& entry : bench.recorder.units) {
        whole += entry.payload.size() == 3'000'000 ? 1 : 0;
        small += entry.payload.size() == 100 ? 1 : 0;
    }
    QVERIFY(whole > 0 && whole <= 21);
    QVERIFY(small > 0);
    QCOMPARE(whole + small, static_cast<int>(bench.recorder.units.size()));
}

void TestUnits::restartHandsOverTheRest() {
    Bench bench;
    bench.analyzer.assemble({1});
    bench.hasVideo = bench.hasAudio = false;
    bench.run(200ms);
    bench.feed(bench.writer.unit(Bench::videoPid,
                                 tswriter::pesPacket(0xe0, 9000, Buffer(1000, 7), false)));
    QVERIFY(bench.recorder.units.empty());
    bench.analyzer.restart(timeAt(bench.now));
    QCOMPARE(bench.recorder.units.size(), std::size_t{1});
    // Whether more would have come is not known.
    QVERIFY(bench.recorder.units[0].unit.isDamaged);
    QVERIFY(!bench.analyzer.totals().isInSync.has_value());
}

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"
