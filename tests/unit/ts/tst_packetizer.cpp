// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <vector>

#include "core/ts/packetizer.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie::ts;
using tswriter::Buffer;

namespace {

class Sink final : public PacketizerSink {
public:
    void onPacket(const std::uint8_t* packet) override {
        packets.emplace_back(packet, packet + packetSize);
    }
    void onBadSync() override { ++badSyncs; }
    void onSyncAcquired(int size) override {
        ++acquired;
        acquiredSize = size;
    }
    void onSyncLost() override { ++lost; }
    void onBatchEnd() override {}

    std::vector<Buffer> packets;
    int badSyncs = 0;
    int acquired = 0;
    int acquiredSize = 0;
    int lost = 0;
};

/// Packets that are all different; `before` and `after` bytes around each.
Buffer numbered(int count, std::size_t before = 0, std::size_t after = 0, int first = 0) {
    tswriter::Writer writer;
    Buffer out;
    for (int i = first; i < first + count; ++i) {
        out.insert(out.end(), before, 0x11);
        tswriter::append(out, writer.packet(0x30, Buffer(184, static_cast<std::uint8_t>(i))));
        out.insert(out.end(), after, 0x22);
    }
    return out;
}

int numberOf(const Buffer& packet) {
    return packet[100];
}

} // namespace

class TestPacketizer : public QObject {
    Q_OBJECT
private slots:
    void sizes_data();
    void sizes();
    void needsFiveInARow();
    void oneWrongSyncByteIsNoLoss();
    void twoAreALoss();
    void insertedByteCostsOnePacket();
    void garbageFirst();
    void noStreamAtAll();
    void resetForgets();
};

void TestPacketizer::sizes_data() {
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("chunk");
    for (const int chunk : {1, 7, 187, 188, 189, 1316, 100'000}) {
        QTest::addRow("188 by %d", chunk) << 0 << 0 << chunk;
        QTest::addRow("192 by %d", chunk) << 4 << 0 << chunk;
        QTest::addRow("204 by %d", chunk) << 0 << 16 << chunk;
    }
}

void TestPacketizer::sizes() {
    QFETCH(int, before);
    QFETCH(int, after);
    QFETCH(int, chunk);
    const Buffer stream =
        numbered(40, static_cast<std::size_t>(before), static_cast<std::size_t>(after));
    Sink sink;
    Packetizer packetizer(5, 2, sink);
    for (std::size_t at = 0; at < stream.size(); at += static_cast<std::size_t>(chunk)) {
        packetizer.feed(std::span(stream).subspan(
            at, std::min<std::size_t>(static_cast<std::size_t>(chunk), stream.size() - at)));
    }
    QCOMPARE(sink.acquiredSize, 188 + before + after);
    QCOMPARE(sink.acquired, 1);
    QCOMPARE(sink.packets.size(), std::size_t{40});
    for (int i = 0; i < 40; ++i) {
        QCOMPARE(numberOf(sink.packets[static_cast<std::size_t>(i)]), i);
    }
    QCOMPARE(sink.badSyncs, 0);
}

void TestPacketizer::needsFiveInARow() {
    Sink sink;
    Packetizer packetizer(5, 2, sink);
    const Buffer stream = numbered(5);
    packetizer.feed(std::span(stream).first(4 * 188));
    QVERIFY(!packetizer.isInSync());
    QVERIFY(sink.packets.empty());
    packetizer.feed(std::span(stream).subspan(4 * 188, 1));
    QVERIFY(packetizer.isInSync());
    QCOMPARE(sink.packets.size(), std::size_t{4});
}

void TestPacketizer::oneWrongSyncByteIsNoLoss() {
    Sink sink;
    Packetizer packetizer(5, 2, sink);
    Buffer stream = numbered(20);
    stream[10 * 188] = 0x48;
    stream[12 * 188] = 0x48;
    packetizer.feed(stream);
    QCOMPARE(sink.badSyncs, 2);
    QCOMPARE(sink.lost, 0);
    QCOMPARE(sink.packets.size(), std::size_t{18});
}

void TestPacketizer::twoAreALoss() {
    Sink sink;
    Packetizer packetizer(5, 2, sink);
    Buffer stream = numbered(20);
    stream[10 * 188] = 0x48;
    stream[11 * 188] = 0x48;
    packetizer.feed(stream);
    QCOMPARE(sink.badSyncs, 2);
    QCOMPARE(sink.lost, 1);
    QCOMPARE(sink.acquired, 2);
    QCOMPARE(sink.packets.size(), std::size_t{18});
    QCOMPARE(numberOf(sink.packets[10]), 12);

    Sink patient;
    Packetizer three(5, 3, patient);
    three.feed(stream);
    QCOMPARE(patient.lost, 0);
}

void TestPacketizer::insertedByteCostsOnePacket() {
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{188}, std::size_t{9999}}) {
        Sink sink;
        Packetizer packetizer(5, 2, sink);
        Buffer stream = numbered(30);
        stream.insert(stream.begin() + 10 * 188 + 50, 0x00);
        for (std::size_t at = 0; at < stream.size(); at += chunk) {
            packetizer.feed(std::span(stream).subspan(at, std::min(chunk, stream.size() - at)));
        }
        QCOMPARE(sink.lost, 1);
        QCOMPARE(sink.acquired, 2);
        // Packet 10 was handed over before the step was lost; every later one is found.
        QCOMPARE(sink.packets.size(), std::size_t{30});
        for (int i = 11; i < 30; ++i) {
            QCOMPARE(numberOf(sink.packets[static_cast<std::size_t>(i)]), i);
        }
    }
}

void TestPacketizer::garbageFirst() {
    Sink sink;
    Packetizer packetizer(5, 2, sink);
    Buffer stream(1000, 0x47);
    stream.resize(1500, 0x12);
    tswriter::append(stream, numbered(20));
    packetizer.feed(stream);
    QVERIFY(packetizer.isInSync());
    QVERIFY(sink.packets.size() >= 20);
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(numberOf(sink.packets[sink.packets.size() - 20 + static_cast<std::size_t>(i)]), i);
    }
}

void TestPacketizer::noStreamAtAll() {
    Sink sink;
    Packetizer packetizer(5, 2, sink);
    Buffer noise;
    std::uint32_t random = 1;
    for (int i = 0; i < 100'000; ++i) {
        random = random * 1664525u + 1013904223u;
        const auto byte = static_cast<std::uint8_t>(random >> 24);
        noise.push_back(byte == syncByte ? 0 : byte);
    }
    packetizer.feed(noise);
    QCOMPARE(sink.acquired, 0);
    QCOMPARE(packetizer.searched(), noise.size());
}

void TestPacketizer::resetForgets() {
    Sink sink;
    Packetizer packetizer(5, 2, sink);
    const Buffer stream = numbered(10);
    packetizer.feed(std::span(stream).first(9 * 188 + 100));
    packetizer.reset();
    QVERIFY(!packetizer.isInSync());
    packetizer.feed(stream);
    QCOMPARE(sink.packets.size(), std::size_t{19});
    QCOMPARE(sink.badSyncs, 0);
    QCOMPARE(sink.lost, 0);
}

QTEST_APPLESS_MAIN(TestPacketizer)
#include "tst_packetizer.moc"
