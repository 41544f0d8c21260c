// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>
#include <vector>

#include "core/analysis/pcrpacer.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie;
using namespace std::chrono_literals;
using analysis::PcrPacer;
using analysis::TimeBasis;
using tswriter::Buffer;

namespace {

constexpr std::uint64_t pcrWrap = 2'576'980'377'600;
constexpr std::uint16_t pid = 0x101;

/// Packets at 1.504 Mbit/s: one lasts exactly a millisecond. A PCR every `pcrEvery` packets.
class Stream {
public:
    explicit Stream(std::uint64_t start = 27'000'000) : m_pcr(start) {}

    void run(int packets, int pcrEvery = 40, std::uint16_t pcrPid = pid) {
        for (int i = 0; i < packets; ++i) {
            m_pcr = (m_pcr + 27'000) % pcrWrap;
            const bool isDue = pcrEvery > 0 && m_count++ % pcrEvery == 0;
            if (isDue) {
                tswriter::PacketOptions options;
                options.pcr = m_pcr;
                options.isDiscontinuity = std::exchange(m_isAnnounced, false);
                append(m_writer.packet(pcrPid, {}, options));
            } else {
                append(tswriter::Writer::null());
            }
        }
    }
    void jump(std::int64_t ticks, bool isAnnounced) {
        m_pcr = (m_pcr + pcrWrap + static_cast<std::uint64_t>(ticks)) % pcrWrap;
        m_isAnnounced = isAnnounced;
    }
    /// Time passes and nothing is sent.
    void pause(int milliseconds) { m_pcr += static_cast<std::uint64_t>(milliseconds) * 27'000; }
    void append(const Buffer& packet) { tswriter::append(m_bytes, packet); }
    [[nodiscard]] const Buffer& bytes() const { return m_bytes; }

private:
    tswriter::Writer m_writer;
    std::uint64_t m_pcr;
    int m_count = 7;
    bool m_isAnnounced = false;
    Buffer m_bytes;
};

struct Paced {
    struct Slice {
        std::size_t end;
        std::int64_t ns;
        bool operator==(const Slice&) const = default;
    };
    Buffer bytes;
    std::vector<Slice> slices;
    TimeBasis basis;

    [[nodiscard]] double seconds() const {
        return slices.empty() ? 0 : static_cast<double>(slices.back().ns) / 1e9;
    }
    [[nodiscard]] bool isMonotonic() const {
        return std::is_sorted(slices.begin(), slices.end(),
                              [](const Slice& a, const Slice& b) { return a.ns < b.ns; }) &&
               (slices.empty() || slices.front().ns >= 0);
    }
    /// The longest wait between two slices.
    [[nodiscard]] double longestWait() const {
        std::int64_t longest = 0;
        for (std::size_t i = 1; i < slices.size(); ++i) {
            longest = std::max(longest, slices[i].ns - slices[i - 1].ns);
        }
        return static_cast<double>(longest) / 1e9;
    }
};

Paced pace(const Buffer& bytes, std::size_t chunk = 1 << 20) {
    Paced paced;
    PcrPacer pacer([&](std::span<const std::byte> slice, base::Nanoseconds at) {
        const auto* begin = reinterpret_cast<const std::uint8_t*>(slice.data());
        paced.bytes.insert(paced.bytes.end(), begin, begin + slice.size());
        paced.slices.push_back({paced.bytes.size(), at.count()});
    });
    const auto all = std::as_bytes(std::span(bytes));
    for (std::size_t at = 0; at < all.size(); at += chunk) {
        pacer.push(all.subspan(at, std::min(chunk, all.size() - at)));
    }
    pacer.finish();
    paced.basis = pacer.basis();
    return paced;
}

/// 188 to 192 or 204 bytes.
Buffer widened(const Buffer& bytes, std::size_t before, std::size_t behind) {
    Buffer out;
    for (std::size_t at = 0; at < bytes.size(); at += 188) {
        out.insert(out.end(), before, 0x11);
        out.insert(out.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                   bytes.begin() + static_cast<std::ptrdiff_t>(at + 188));
        out.insert(out.end(), behind, 0x22);
    }
    return out;
}

bool isNear(double a, double b, double within = 1e-6) {
    return std::abs(a - b) <= within;
}

} // namespace

class TestPcrPacer : public QObject {
    Q_OBJECT
private slots:
    void bytesTellTimeBetweenPcrs() {
        Stream stream;
        stream.run(5000);
        const Paced paced = pace(stream.bytes());
        QVERIFY(paced.bytes == stream.bytes());
        QVERIFY(paced.basis.kind == TimeBasis::Kind::Pcr);
        QCOMPARE(paced.basis.pid.value(), pid);
        QCOMPARE(paced.basis.jumps, 0u);
        QVERIFY(!paced.basis.assumedBitrate);
        for (const Paced::Slice& slice : paced.slices) {
            // Each packet lasts a millisecond, from the first byte on.
            QVERIFY(isNear(static_cast<double>(slice.ns) / 1e9,
                           static_cast<double>(slice.end) / 188e3));
        }
        QVERIFY(paced.longestWait() <= 0.0071);
    }

    void chunksDoNotMatter_data() {
        QTest::addColumn<int>("chunk");
        for (const int chunk : {1, 187, 188, 997, 65'536}) {
            QTest::addRow("%d", chunk) << chunk;
        }
    }
    void chunksDoNotMatter() {
        QFETCH(int, chunk);
        Stream stream(pcrWrap - 27'000'000);
        stream.run(1500);
        stream.append(Buffer(1000, 0x00)); // a hole in the step
        stream.run(1500);
        stream.jump(-5 * 27'000'000, false);
        stream.run(1000);
        const Paced whole = pace(stream.bytes());
        const Paced split = pace(stream.bytes(), static_cast<std::size_t>(chunk));
        QVERIFY(whole.slices == split.slices);
        QVERIFY(whole.bytes == split.bytes);
    }

    void wrapIsNoJump() {
        Stream stream(pcrWrap - 2'500 * 27'000);
        stream.run(5000);
        const Paced paced = pace(stream.bytes());
        QCOMPARE(paced.basis.jumps, 0u);
        QVERIFY(isNear(paced.seconds(), 5));
    }

    void jumpsAreNoTime_data() {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<bool>("isAnnounced");
        QTest::newRow("forward by hours") << qint64{7200} << false;
        QTest::newRow("forward by hours, announced") << qint64{7200} << true;
        QTest::newRow("forward by a second, announced") << qint64{1} << true;
        QTest::newRow("back by a second") << qint64{-1} << false;
        QTest::newRow("back by hours, announced") << qint64{-7200} << true;
    }
    void jumpsAreNoTime() {
        QFETCH(qint64, seconds);
        QFETCH(bool, isAnnounced);
        Stream stream(30'000ull * 27'000'000);
        stream.run(3000);
        stream.jump(seconds * 27'000'000, isAnnounced);
        stream.run(3000);
        const Paced paced = pace(stream.bytes());
        QCOMPARE(paced.basis.jumps, 1u);
        QVERIFY(paced.isMonotonic());
        QVERIFY(isNear(paced.seconds(), 6));
        QVERIFY(paced.longestWait() < 0.01);
    }

    void aPauseIsTime() {
        // A recorder's hole, or a rate that falls: the clock went on.
        Stream stream;
        stream.run(3000);
        stream.pause(1500);
        stream.run(3000);
        const Paced paced = pace(stream.bytes());
        QCOMPARE(paced.basis.jumps, 0u);
        // What follows the last PCR goes at the rate of the newest seconds, the pause included.
        QVERIFY(isNear(paced.seconds(), 7.5, 0.05));
    }

    void farPcrsAreBelievedWhereTheBytesBearThemOut() {
        Stream stream;
        stream.run(3000);
        stream.run(8000, 0); // 8 s of packets and no PCR
        stream.run(3000);
        const Paced paced = pace(stream.bytes());
        QCOMPARE(paced.basis.jumps, 0u);
        QVERIFY(isNear(paced.seconds(), 14));
    }

    void anotherPidTakesOver() {
        Stream stream;
        for (int i = 0; i < 50; ++i) {
            stream.run(40, 40, 0x101);
            stream.run(40, 40, 0x201);
        }
        stream.run(4000, 40, 0x201);
        const Paced paced = pace(stream.bytes());
        QCOMPARE(paced.basis.pid.value(), std::uint16_t{0x101});
        QCOMPARE(paced.basis.jumps, 0u);
        QVERIFY(paced.isMonotonic());
        QVERIFY(isNear(paced.seconds(), 8, 1e-3));
    }

    void withoutPcrsTimeIsAssumed() {
        Stream stream;
        stream.run(1000, 0);
        const Paced paced = pace(stream.bytes());
        QVERIFY(paced.basis.kind == TimeBasis::Kind::Assumed);
        QCOMPARE(paced.basis.assumedBitrate.value(), PcrPacer::assumedBitrate);
        QVERIFY(paced.bytes == stream.bytes());
        QVERIFY(isNear(paced.seconds(), 1000 * 1504 / PcrPacer::assumedBitrate));
    }

    void whatComesBeforeTheFirstPcrHasItsRate() {
        Stream stream;
        stream.run(2000, 0);
        stream.run(3000);
        const Paced paced = pace(stream.bytes());
        QVERIFY(paced.basis.kind == TimeBasis::Kind::Pcr);
        QVERIFY(!paced.basis.assumedBitrate);
        QVERIFY(isNear(paced.seconds(), 5));
    }

    void waitingIsBounded() {
        Stream stream;
        stream.run(100'000, 0); // 18.8 MB
        stream.run(3000);
        const Paced paced = pace(stream.bytes());
        QVERIFY(paced.bytes == stream.bytes());
        QVERIFY(paced.basis.kind == TimeBasis::Kind::Pcr);
        QCOMPARE(paced.basis.assumedBitrate.value(), PcrPacer::assumedBitrate);
        QVERIFY(paced.isMonotonic());
        const Paced split = pace(stream.bytes(), 100'003);
        QVERIFY(paced.slices == split.slices);
    }

    void otherPacketSizes_data() {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("behind");
        QTest::newRow("192") << 4 << 0;
        QTest::newRow("204") << 0 << 16;
    }
    void otherPacketSizes() {
        QFETCH(int, before);
        QFETCH(int, behind);
        Stream stream;
        stream.run(5000);
        const Buffer wide = widened(stream.bytes(), static_cast<std::size_t>(before),
                                    static_cast<std::size_t>(behind));
        const Paced paced = pace(wide);
        QVERIFY(paced.bytes == wide);
        QVERIFY(paced.basis.kind == TimeBasis::Kind::Pcr);
        QVERIFY(isNear(paced.seconds(), 5, 1e-4));
    }

    void anyBytesComeOutInOrder() {
        std::mt19937 random(1);
        Stream stream;
        stream.run(4000, 7);
        for (int round = 0; round < 30; ++round) {
            Buffer bytes = stream.bytes();
            for (int i = 0; i < 400; ++i) {
                bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
            }
            bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(random() % bytes.size()));
            const Paced paced = pace(bytes, 1 + random() % 100'000);
            QVERIFY(paced.bytes == bytes);
            QVERIFY(paced.isMonotonic());
            QVERIFY(paced.longestWait() < 10);
        }
    }
};

QTEST_APPLESS_MAIN(TestPcrPacer)
#include "tst_pcrpacer.moc"
