// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <fmt/format.h>

#include "core/transport/address.h"
#include "core/transport/datagramform.h"
#include "core/transport/receiver.h"
#include "core/transport/sender.h"
#include "core/transport/tsdetect.h"
#include "core/transport/udpsocket.h"
#include "core/ts/analyzer.h"
#include "tests/support/pace.h"
#include "tests/unit/transport/recordingsink.h"

using namespace vigie;
using namespace vigie::transport;
using vigie::transport::test::numberedPackets;

namespace {

constexpr int patienceMs = 20'000;
using Bytes = std::vector<std::byte>;

/// What a node does with what a receiver tells: the analyzer behind a socket.
class AnalyzingSink final : public ReceiverSink {
public:
    AnalyzingSink() : m_analyzer(ts::Profile::dvb(), m_none) {}
    void onBytes(std::span<const std::byte> bytes, base::Timestamp arrival) override {
        const std::lock_guard lock(m_mutex);
        m_analyzer.feed(bytes, arrival);
    }
    void onGap(std::uint64_t lost, base::Timestamp) override {
        const std::lock_guard lock(m_mutex);
        m_lost += lost;
    }
    void onRestart(base::Timestamp at) override {
        const std::lock_guard lock(m_mutex);
        m_analyzer.restart(at);
    }
    void onState(LinkState, const std::string&, base::Timestamp) override {}

    [[nodiscard]] ts::Totals totals() const {
        const std::lock_guard lock(m_mutex);
        return m_analyzer.totals();
    }
    [[nodiscard]] std::uint64_t errors(ts::Check check) const {
        const std::lock_guard lock(m_mutex);
        return m_analyzer.check(check).errors;
    }
    [[nodiscard]] std::uint64_t lost() const {
        const std::lock_guard lock(m_mutex);
        return m_lost;
    }

private:
    mutable std::mutex m_mutex;
    ts::AnalyzerSink m_none;
    ts::Analyzer m_analyzer;  // guarded by m_mutex
    std::uint64_t m_lost = 0; // guarded by m_mutex
};

class Running {
public:
    explicit Running(const std::string& uri)
        : m_receiver(Receiver::create("test", {uri, {}, std::chrono::milliseconds(1000)}).value()) {
        m_receiver->start(sink);
    }
    ~Running() { m_receiver->stop(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    [[nodiscard]] std::uint16_t port() const {
        QElapsedTimer timer;
        timer.start();
        while (!m_receiver->boundPort() && timer.elapsed() < patienceMs) {
            vigie::testing::pace(std::chrono::milliseconds(1));
        }
        return m_receiver->boundPort().value_or(0);
    }
    AnalyzingSink sink;

private:
    std::unique_ptr<Receiver> m_receiver;
};

/// Sends datagrams of any content, which the product's own sender does not: bare, in RTP, or in SRT
/// (whole packets only) by that one.
class AnySender {
public:
    AnySender(const std::string& scheme, std::uint16_t port)
        : m_isRtp(scheme == "rtp"), m_target(SocketAddress::numeric("127.0.0.1", port).value()),
          m_fd(::socket(m_target.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        if (scheme == "srt") {
            m_srt =
                makeSender(fmt::format("srt://127.0.0.1:{}?mode=caller&latency=20", port)).value();
        }
    }
    void send(std::span<const std::byte> bytes) {
        if (m_srt) {
            m_srt->send(bytes);
            return;
        }
        Bytes datagram;
        if (m_isRtp) {
            const auto header = rtpHeader(m_sequence, m_sequence * 900u, 7);
            ++m_sequence;
            datagram.assign(header.begin(), header.end());
        }
        datagram.insert(datagram.end(), bytes.begin(), bytes.end());
        ::sendto(m_fd.get(), datagram.data(), datagram.size(), 0, m_target.raw(), m_target.length);
    }
    [[nodiscard]] std::uint64_t dropped() const { return m_srt ? m_srt->dropped() : 0; }

private:
    const bool m_isRtp;
    const SocketAddress m_target;
    const Descriptor m_fd;
    std::uint16_t m_sequence = 100;
    std::unique_ptr<Sender> m_srt;
};

/// A stream of packets of 188, 192 or 204 bytes.
Bytes stream(std::size_t packets, std::size_t size) {
    const Bytes plain = numberedPackets(0, packets);
    Bytes out;
    for (std::size_t i = 0; i < packets; ++i) {
        const auto begin = plain.begin() + static_cast<std::ptrdiff_t>(i * 188);
        if (size == 192) { // A time stamp before each.
            for (int k = 3; k >= 0; --k) {
                out.push_back(static_cast<std::byte>((0x8000'0000u + i * 20'000u) >> (8 * k)));
            }
        }
        out.insert(out.end(), begin, begin + 188);
        if (size == 204) {
            out.insert(out.end(), 16, std::byte{0x55});
        }
    }
    return out;
}

void add(std::vector<Bytes>& datagrams, std::size_t packets, std::uint32_t& number) {
    datagrams.push_back(numberedPackets(number, packets));
    number += static_cast<std::uint32_t>(packets);
}

/// Seven packets each; something is done to one datagram among them.
std::vector<Bytes> damaged(const QString& how) {
    std::vector<Bytes> datagrams;
    std::uint32_t number = 0;
    for (int i = 0; i < 20; ++i) {
        add(datagrams, 7, number);
    }
    Bytes& one = datagrams[10];
    const auto spoil = [&one](std::size_t packet) { one[packet * 188] = std::byte{0x80}; };
    if (how == "one wrong") {
        spoil(3);
    } else if (how == "the first wrong") {
        spoil(0);
    } else if (how == "two wrong") {
        spoil(3);
        spoil(4);
    } else if (how == "all wrong") {
        for (std::size_t i = 0; i < 7; ++i) {
            spoil(i);
        }
    } else if (how == "shifted") {
        one.insert(one.begin(), std::byte{0});
        one.pop_back();
    } else if (how == "cut") {
        one.resize(one.size() - 100);
    } else if (how == "garbage") {
        std::fill(one.begin(), one.end(), std::byte{0x55});
    }
    return datagrams;
}

} // namespace

/// Loss of sync and wrong sync bytes are seen by the analyzer when the stream comes in datagrams,
/// and packets of any size and payloads cut anywhere are whole again behind the socket.
class TestSync : public QObject {
    Q_OBJECT

private slots:
    void damage_data() {
        QTest::addColumn<QByteArray>("scheme");
        QTest::addColumn<QString>("how");
        QTest::addColumn<qulonglong>("badSyncs");
        QTest::addColumn<bool>("isLost");
        for (const char* const name : {"udp", "rtp", "srt"}) {
            const auto add = [name](const QString& how, qulonglong bad, bool isLost) {
                QTest::newRow(qPrintable(QString("%1, %2").arg(name, how)))
                    << QByteArray(name) << how << bad << isLost;
            };
            add("nothing", 0, false);
            add("one wrong", 1, false);
            add("the first wrong", 1, false);
            add("two wrong", 2, true);
            add("all wrong", 2, true);
            add("garbage", 2, true);
            // Out of step once where it begins, and again where the next one is as before.
            add("shifted", 4, true);
            if (std::string_view(name) != "srt") {
                add("cut", 2, true);
            }
        }
    }
    void damage() {
        QFETCH(QByteArray, scheme);
        QFETCH(QString, how);
        QFETCH(qulonglong, badSyncs);
        QFETCH(bool, isLost);
        const std::string name = scheme.toStdString();
        const Running running(
            name + (name == "srt" ? "://127.0.0.1:0?mode=listener&latency=20" : "://127.0.0.1:0"));
        QVERIFY(running.port() != 0);
        AnySender sender(name, running.port());
        std::uint64_t sent = 0;
        // An SRT sender drops until it is connected.
        const Bytes first = numberedPackets(0, 7);
        const auto isThere = [&] {
            sender.send(first);
            sent += first.size();
            vigie::testing::pace(std::chrono::milliseconds(5));
            return running.sink.totals().bytes > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), patienceMs);
        sent -= sender.dropped() * first.size();
        for (const Bytes& datagram : damaged(how)) {
            sender.send(datagram);
            sent += datagram.size();
        }
        QTRY_COMPARE_WITH_TIMEOUT(running.sink.totals().bytes, sent, patienceMs);
        QCOMPARE(running.sink.lost(), std::uint64_t{0});
        QCOMPARE(running.sink.errors(ts::Check::SyncByteError), std::uint64_t{badSyncs});
        QCOMPARE(running.sink.errors(ts::Check::TsSyncLoss) > 0, isLost);
        QCOMPARE(running.sink.totals().isInSync, std::optional(true));
    }

    void anySplit_data() {
        QTest::addColumn<QByteArray>("scheme");
        QTest::addColumn<int>("packet");
        QTest::addColumn<int>("payload");
        for (const char* const name : {"udp", "rtp"}) {
            for (const int packet : {188, 192, 204}) {
                for (const int payload :
                     {packet / 2, packet, packet + packet / 2, 1000, 7 * packet}) {
                    if (std::string_view(name) == "udp" && packet == 192 && payload < packet) {
                        continue; // Half a packet in a bare datagram tells nothing of itself.
                    }
                    QTest::newRow(
                        qPrintable(QString("%1, %2 in %3").arg(name).arg(packet).arg(payload)))
                        << QByteArray(name) << packet << payload;
                }
            }
        }
    }
    void anySplit() {
        QFETCH(QByteArray, scheme);
        QFETCH(int, packet);
        QFETCH(int, payload);
        const std::string name = scheme.toStdString();
        const Running running(name + "://127.0.0.1:0");
        QVERIFY(running.port() != 0);
        AnySender sender(name, running.port());
        const Bytes bytes = stream(140, static_cast<std::size_t>(packet));
        const auto step = static_cast<std::size_t>(payload);
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            sender.send(std::span(bytes).subspan(at, std::min(step, bytes.size() - at)));
        }
        // Where no piece shows a sync byte at its begin, the second makes it sure.
        const bool isLate = packet == 192 && payload < packet;
        QTRY_COMPARE_WITH_TIMEOUT(running.sink.totals().packets,
                                  std::uint64_t{isLate ? 139u : 140u}, patienceMs);
        QCOMPARE(running.sink.totals().packetSize, packet);
        for (const ts::Check check :
             {ts::Check::SyncByteError, ts::Check::TsSyncLoss, ts::Check::ContinuityCountError}) {
            QCOMPARE(running.sink.errors(check), std::uint64_t{0});
        }
        QCOMPARE(running.sink.lost(), std::uint64_t{0});
    }

    /// A stream that never begins where a datagram does.
    void neverAligned() {
        for (const char* const name : {"udp", "rtp"}) {
            const Running running(std::string(name) + "://127.0.0.1:0");
            QVERIFY(running.port() != 0);
            AnySender sender(name, running.port());
            const Bytes bytes = stream(141, 188);
            for (std::size_t at = 100; at + 1316 <= bytes.size(); at += 1316) {
                sender.send(std::span(bytes).subspan(at, 1316));
            }
            QTRY_VERIFY_WITH_TIMEOUT(running.sink.totals().packets >= 139, patienceMs);
            QCOMPARE(running.sink.errors(ts::Check::SyncByteError), std::uint64_t{0});
            QCOMPARE(running.sink.errors(ts::Check::TsSyncLoss), std::uint64_t{0});
        }
    }

    /// The form of datagrams is held against damage, and follows a sender that changes.
    void form() {
        using Form = DatagramForm::Form;
        const Bytes raw = numberedPackets(0, 7);
        const auto rtp = [](std::uint16_t sequence, const Bytes& payload) {
            const auto header = rtpHeader(sequence, 0, 7);
            Bytes datagram(header.begin(), header.end());
            datagram.insert(datagram.end(), payload.begin(), payload.end());
            return datagram;
        };
        Bytes wrong = raw;
        wrong[0] = std::byte{0x80};
        Bytes shifted(12, std::byte{0x80}); // Like the header of an RTP packet.
        shifted[1] = std::byte{33};
        shifted.insert(shifted.end(), raw.begin(), raw.end() - 12);

        DatagramForm one;
        QVERIFY(one.take({}) == Form::Unknown);
        QVERIFY(one.take(Bytes(100, std::byte{1})) == Form::Unknown);
        QVERIFY(one.take(raw) == Form::Raw);
        QVERIFY(one.take(wrong) == Form::Raw);
        QVERIFY(one.take(shifted) == Form::Raw);
        QVERIFY(one.take(Bytes(100, std::byte{1})) == Form::Raw);
        QVERIFY(one.take(rtp(1, raw)) == Form::Rtp);
        QVERIFY(one.take(rtp(2, wrong)) == Form::Rtp);
        QVERIFY(one.take(rtp(3, Bytes(raw.begin() + 50, raw.end()))) == Form::Rtp);
        QVERIFY(one.take(Bytes(5, std::byte{0x80})) == Form::Rtp);
        QVERIFY(one.take(raw) == Form::Raw);

        // Cut anywhere: two in sequence make the change sure.
        QVERIFY(one.take(rtp(9, Bytes(raw.begin() + 50, raw.end()))) == Form::Raw);
        QVERIFY(one.take(rtp(10, Bytes(raw.begin() + 50, raw.end()))) == Form::Rtp);
    }

    void detection() {
        for (const std::size_t size : {188U, 192U, 204U}) {
            const Bytes bytes = stream(7, size);
            QVERIFY(looksLikeTransportStream(bytes));
            QVERIFY(looksLikeTransportStream(std::span(bytes).subspan(77)));
        }
        QVERIFY(!looksLikeTransportStream({}));
        QVERIFY(!looksLikeTransportStream(Bytes(1316, std::byte{0x80})));
        const Bytes two = numberedPackets(0, 2);
        QVERIFY(!looksLikeTransportStream(std::span(two).subspan(10)));
        QVERIFY(looksLikeTransportStream(numberedPackets(0, 1)));
    }
};

QTEST_APPLESS_MAIN(TestSync)
#include "tst_sync.moc"
