// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <sys/socket.h>

#include "core/media/decodepool.h"
#include "core/probe/inputworker.h"
#include "core/transport/address.h"
#include "core/transport/rtppacket.h"
#include "tests/support/pace.h"

using namespace vigie;

namespace {

constexpr int patienceMs = 20'000;

base::Timestamp now() {
    return base::SystemClock::instance().now();
}

void sendTo(std::uint16_t port, const void* bytes, std::size_t size) {
    const auto target = transport::SocketAddress::numeric("127.0.0.1", port).value();
    const transport::Descriptor fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ::sendto(fd.get(), bytes, size, 0, target.raw(), target.length);
}

/// Null packets in RTP.
void sendRtp(std::uint16_t port, std::uint16_t sequence) {
    const auto header = transport::rtpHeader(sequence, sequence * 900U, 5);
    std::vector<std::byte> datagram(header.begin(), header.end());
    datagram.resize(header.size() + 188, std::byte{0xff});
    datagram[header.size()] = std::byte{0x47};
    datagram[header.size() + 1] = std::byte{0x1f};
    datagram[header.size() + 3] = std::byte{0x10};
    sendTo(port, datagram.data(), datagram.size());
}

} // namespace

class TestInputSources : public QObject {
    Q_OBJECT

    std::unique_ptr<media::ContentPool> m_pool;

    std::unique_ptr<probe::InputWorker> start(const probe::InputConfig& config) {
        auto made = probe::InputWorker::make(config, *m_pool, now());
        if (!made) {
            qFatal("%s", made.error().message.c_str());
        }
        (*made)->start();
        return std::move(*made);
    }

private slots:
    void initTestCase() {
        QVERIFY(media::initialize(nullptr));
        m_pool = media::makeContentPool(1);
    }

    void twoLegsReachTheFacts() {
        probe::InputConfig config;
        config.id = "legs";
        config.uri = "rtp://127.0.0.1:0";
        config.legB = "rtp://127.0.0.1:0";
        config.legWindow = std::chrono::milliseconds(20);
        const auto worker = start(config);
        QTRY_VERIFY_WITH_TIMEOUT(worker->boundPort() && worker->boundPortB(), patienceMs);
        QElapsedTimer timer;
        timer.start();
        std::uint16_t sequence = 0;
        probe::InputFacts facts;
        do {
            sendRtp(*worker->boundPort(), sequence);
            if (sequence % 2 == 0) {
                sendRtp(*worker->boundPortB(), sequence);
            }
            ++sequence;
            vigie::testing::pace(std::chrono::milliseconds(5));
            facts = worker->collect(now(), true, 1.0);
        } while (timer.elapsed() < patienceMs &&
                 !(facts.link.legOnlyA.value_or(0) > 20 && facts.link.legSkewMedianMs));
        QVERIFY(facts.link.legOnlyA.value_or(0) > 20);
        QCOMPARE(facts.link.legOnlyB, std::optional<std::uint64_t>(0));
        QCOMPARE(facts.link.legLostBoth, std::optional<std::uint64_t>(0));
        QVERIFY(facts.link.legSkewMedianMs);
        QCOMPARE(facts.link.isLegBReceiving, std::optional(true));
        QVERIFY(facts.totals.packets > 20);
    }

    void figuresOfAReceiverByDatagram() {
        probe::InputConfig config;
        config.id = "sat";
        config.uri = "udp://127.0.0.1:0";
        config.rfUri = "udp://127.0.0.1:0";
        const auto worker = start(config);
        QVERIFY(worker->rfPort());
        const std::string json = R"({"lock":true,"esn0_db":9.5,"modcod":"8PSK 2/3","per":1e-6})";
        QElapsedTimer timer;
        timer.start();
        probe::InputFacts facts;
        do {
            sendTo(*worker->rfPort(), json.data(), json.size());
            vigie::testing::pace(std::chrono::milliseconds(5));
            facts = worker->collect(now(), true, 1.0);
        } while (timer.elapsed() < patienceMs && !facts.rf);
        QVERIFY(facts.rf);
        QCOMPARE(*facts.rf->marginDb, 9.5 - 6.62);
        QCOMPARE(*facts.rf->per, 1e-6);
    }

    void aReceiverThatDoesNotAnswerIsUnknown() {
        probe::InputConfig config;
        config.id = "sat";
        config.uri = "udp://127.0.0.1:0";
        transport::SnmpSpec snmp;
        snmp.host = "127.0.0.1";
        snmp.port = 9; // discard
        snmp.community = "not-public";
        snmp.timeout = std::chrono::milliseconds(100);
        snmp.items.push_back({.name = "cn_db", .oid = "1.3.6.1", .locked = {}});
        config.rfSnmp = snmp;
        const auto worker = start(config);
        QVERIFY(!worker->rfPort());
        QVERIFY(!worker->collect(now(), true, 1.0).rf);
        worker->stop("the test ends");
    }

    void whatCannotBeMadeIsToldWithItsInput() {
        probe::InputConfig config;
        config.id = "tuner";
        config.uri = "dvb://0/0?frequency=1&delsys=dvb-s2";
        const auto made = probe::InputWorker::make(config, *m_pool, now());
        QVERIFY(!made);
        QCOMPARE(made.error().message,
                 std::string("input 'tuner': dvb://0/0?frequency=1&delsys=dvb-s2: symbol-rate is "
                             "missing, which dvb-s2 needs"));
    }
};

QTEST_GUILESS_MAIN(TestInputSources)
#include "tst_inputsources.moc"
