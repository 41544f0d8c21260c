// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <fmt/format.h>

#include "core/transport/receiver.h"
#include "core/transport/sender.h"
#include "tests/support/pace.h"
#include "tests/unit/transport/recordingsink.h"

using namespace vigie;
using namespace vigie::transport;
using vigie::transport::test::numberedPackets;
using vigie::transport::test::numbersIn;
using vigie::transport::test::RecordingSink;

namespace {

constexpr int patienceMs = 20'000;

std::unique_ptr<Receiver>
receiver(const std::string& uri, const std::string& passphrase = {},
         std::chrono::milliseconds noDataAfter = std::chrono::milliseconds(1000)) {
    auto made = Receiver::create("test", {uri, passphrase, noDataAfter});
    return made ? std::move(*made) : nullptr;
}

std::unique_ptr<Sender> openSender(const std::string& uri, const std::string& passphrase = {}) {
    auto made = makeSender(uri, passphrase);
    return made ? std::move(*made) : nullptr;
}

/// Sends numbered packets, paced, until `done`; returns how many were sent.
template <typename Done> std::uint32_t sendUntil(Sender& to, Done done, std::uint32_t first = 0) {
    QElapsedTimer timer;
    timer.start();
    std::uint32_t number = first;
    while (!done() && timer.elapsed() < patienceMs) {
        to.send(numberedPackets(number, 7));
        number += 7;
        vigie::testing::pace(std::chrono::milliseconds(2));
    }
    return number;
}

/// How many of the running numbers are missing between the first and the last.
std::uint64_t missingIn(const std::vector<std::uint32_t>& numbers) {
    std::uint64_t missing = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        missing += numbers[i] - numbers[i - 1] - 1;
    }
    return missing;
}

} // namespace

class TestSrt : public QObject {
    Q_OBJECT

private slots:
    void callerReceivesFromListener_data() {
        QTest::addColumn<QString>("passphrase");
        QTest::addColumn<QString>("options");
        QTest::newRow("plain") << ""
                               << "";
        QTest::newRow("aes-128") << "a secret phrase"
                                 << "&pbkeylen=16";
        QTest::newRow("aes-256") << "a secret phrase"
                                 << "&pbkeylen=32";
        QTest::newRow("stream id and latency") << ""
                                               << "&latency=60&streamid=#!::r=f001,m=request";
    }
    void callerReceivesFromListener() {
        QFETCH(QString, passphrase);
        QFETCH(QString, options);
        const auto secret = passphrase.toStdString();
        const auto from = openSender("srt://127.0.0.1:0?mode=listener", secret);
        QVERIFY(from);
        QVERIFY(from->boundPort() != 0);
        RecordingSink sink;
        const auto to = receiver(fmt::format("srt://127.0.0.1:{}?mode=caller{}", from->boundPort(),
                                             options.toStdString()),
                                 secret);
        QVERIFY(to);
        to->start(sink);
        sendUntil(*from, [&] { return sink.size() > 100 * 7 * 188; });
        QVERIFY(sink.size() > 100 * 7 * 188);
        QVERIFY(sink.isIn(LinkState::Receiving));
        QTRY_VERIFY_WITH_TIMEOUT(to->figures().srtRttMs.has_value(), patienceMs);
        to->stop();
        // A host that stalls beyond the latency loses packets even here, seven numbers each: then
        // they are told.
        QCOMPARE(missingIn(numbersIn(sink.bytes())), 7 * sink.lost());
        const auto figures = to->figures();
        QCOMPARE(figures.bytes, sink.size());
        QCOMPARE(figures.reconnects, 0U);
        QCOMPARE(*figures.srtDropped, sink.lost());
        QVERIFY(!figures.rtpLost.has_value());
        QCOMPARE(*figures.srtLatencyMs, options.contains("latency=60") ? 60.0 : 120.0);
    }
    void nothingIsHandedOverBeforeItsTime() {
        // Where calls of libsrt have a time limit, it hands over early what is not due: at the
        // start of a connection, and behind each pause. An analyzer would see wrong intervals.
        constexpr int latencyMs = 400;
        const auto from = openSender("srt://127.0.0.1:0?mode=listener&latency=20");
        const auto relay = makeUdpRelay(3);
        const auto link = relay->addLink(from->boundPort(), {.delayMs = 50}).value();
        RecordingSink sink;
        const auto to =
            receiver(fmt::format("srt://127.0.0.1:{}?mode=caller&latency={}", link, latencyMs));
        to->start(sink);
        std::vector<base::Mono> sentAt; // by message
        const auto send = [&](int messages) {
            for (int i = 0; i < messages; ++i) {
                sentAt.emplace_back(std::chrono::steady_clock::now());
                from->send(numberedPackets(static_cast<std::uint32_t>(sentAt.size() - 1) * 7, 7));
                vigie::testing::pace(std::chrono::milliseconds(3));
            }
        };
        QElapsedTimer timer;
        timer.start();
        while (sink.size() == 0 && timer.elapsed() < patienceMs) {
            send(1);
        }
        for (int i = 0; i < 3; ++i) {
            vigie::testing::pace(std::chrono::milliseconds(250)); // longer than any such limit
            send(20);
        }
        const auto last = static_cast<std::uint32_t>(sentAt.size() - 1) * 7 + 6;
        QTRY_VERIFY_WITH_TIMEOUT(numbersIn(sink.bytes()).back() == last, patienceMs);
        to->stop();
        const auto numbers = numbersIn(sink.bytes());
        const auto calls = sink.calls();
        QCOMPARE(calls.size() * 7, numbers.size());
        for (std::size_t i = 0; i < calls.size(); ++i) {
            const auto transit = calls[i].second.mono - sentAt.at(numbers[i * 7] / 7);
            QVERIFY2(
                transit >= std::chrono::milliseconds(latencyMs),
                fmt::format("message {} came after {} ms", i, transit.count() / 1'000'000).c_str());
        }
    }
    void figuresOfTheLink() {
        const auto from = openSender("srt://127.0.0.1:0?mode=listener");
        RecordingSink sink;
        const auto to = receiver(fmt::format("srt://127.0.0.1:{}?mode=caller", from->boundPort()));
        to->start(sink);
        sendUntil(*from, [&] { return to->figures().srtRate.has_value(); });
        const auto figures = to->figures();
        QVERIFY(figures.srtRate && *figures.srtRate > 0);
        QVERIFY(figures.srtBelated && figures.srtUndecrypted && figures.srtLost);
        QVERIFY(figures.srtRttMs && figures.srtBufferMs && figures.srtLatencyMs);
        QVERIFY(!figures.mdiDfMs && !figures.rtpJitterMs);
        to->stop();
    }
    void listenerReceivesFromCallerAndNextCallerTakesOver() {
        RecordingSink sink;
        const auto to =
            receiver("srt://127.0.0.1:0?mode=listener", {}, std::chrono::milliseconds(300));
        to->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(to->boundPort().has_value(), patienceMs);
        const auto uri = fmt::format("srt://127.0.0.1:{}?mode=caller", *to->boundPort());
        auto first = openSender(uri);
        sendUntil(*first, [&] { return sink.size() > 20 * 188; });
        QVERIFY(sink.isIn(LinkState::Receiving));
        first.reset();
        const auto before = sink.size();
        const auto second = openSender(uri);
        sendUntil(
            *second, [&] { return sink.size() > before + 20 * 188; }, 1000);
        QVERIFY(sink.size() > before + 20 * 188);
        QCOMPARE(sink.restarts(), 1);
        QCOMPARE(to->figures().reconnects, 1U);
        to->stop();
    }
    void aSecondCallerIsRefusedWhileTheFirstSends() {
        RecordingSink sink;
        const auto to = receiver("srt://127.0.0.1:0?mode=listener", {}, std::chrono::seconds(20));
        to->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(to->boundPort().has_value(), patienceMs);
        const auto uri = fmt::format("srt://127.0.0.1:{}?mode=caller", *to->boundPort());
        const auto first = openSender(uri);
        sendUntil(*first, [&] { return sink.size() > 0; });
        // A receiver that calls a receiver: all that matters is that it is turned away.
        RecordingSink refused;
        const auto second = receiver(uri);
        second->start(refused);
        sendUntil(
            *first, [&] { return refused.isIn(LinkState::Failed); }, 7);
        QVERIFY2(refused.wasTold(LinkState::Failed, "another caller is being served"),
                 refused.reason().c_str());
        second->stop();
        to->stop();
        QCOMPARE(sink.restarts(), 0);
    }
    void wrongPassphraseIsToldInWords() {
        const auto from = openSender("srt://127.0.0.1:0?mode=listener", "the right phrase");
        for (const std::string given : {"some wrong phrase", ""}) {
            RecordingSink sink;
            const auto to =
                receiver(fmt::format("srt://127.0.0.1:{}?mode=caller", from->boundPort()), given);
            to->start(sink);
            QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::Failed), patienceMs);
            QVERIFY2(sink.reason().find("the passphrase is refused") == 0, sink.reason().c_str());
            QVERIFY(given.empty() || sink.reason().find(given) == std::string::npos);
            to->stop();
        }
    }
    void listenerTellsAWrongPassphraseToo() {
        RecordingSink sink;
        const auto to = receiver("srt://127.0.0.1:0?mode=listener", "the right phrase");
        to->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(to->boundPort().has_value(), patienceMs);
        const auto from =
            openSender(fmt::format("srt://127.0.0.1:{}", *to->boundPort()), "some wrong phrase");
        QTRY_VERIFY_WITH_TIMEOUT(sink.wasTold(LinkState::Failed, "passphrase"), patienceMs);
        to->stop();
    }
    void callerReturnsWhenTheListenerReturns() {
        auto from = openSender("srt://127.0.0.1:0?mode=listener");
        const auto port = from->boundPort();
        RecordingSink sink;
        const auto to = receiver(fmt::format("srt://127.0.0.1:{}?mode=caller", port));
        to->start(sink);
        sendUntil(*from, [&] { return sink.size() > 0; });
        from.reset();
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::Failed), patienceMs);
        QCOMPARE(sink.reason(), std::string("the connection was lost"));
        QVERIFY(!to->figures().srtRttMs.has_value());
        QElapsedTimer timer;
        timer.start();
        while (!from && timer.elapsed() < patienceMs) {
            from = openSender(fmt::format("srt://127.0.0.1:{}?mode=listener", port));
            vigie::testing::pace(std::chrono::milliseconds(20));
        }
        QVERIFY(from);
        const auto before = sink.size();
        sendUntil(*from, [&] { return sink.size() > before; });
        QVERIFY(sink.size() > before);
        QCOMPARE(sink.restarts(), 1);
        QVERIFY(to->figures().reconnects == 1);
        to->stop();
    }
    void silenceIsNoData() {
        const auto from = openSender("srt://127.0.0.1:0?mode=listener");
        RecordingSink sink;
        const auto to = receiver(fmt::format("srt://127.0.0.1:{}?mode=caller", from->boundPort()),
                                 {}, std::chrono::milliseconds(200));
        to->start(sink);
        sendUntil(*from, [&] { return sink.size() > 0; });
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::NoData), patienceMs);
        QCOMPARE(sink.reason(), std::string("no data for 0.2 s"));
        sendUntil(
            *from, [&] { return sink.isIn(LinkState::Receiving); }, 7000);
        QVERIFY(sink.isIn(LinkState::Receiving));
        to->stop();
    }
    void portInUseIsToldInWords() {
        RecordingSink holderSink;
        const auto holder = receiver("udp://127.0.0.1:0");
        holder->start(holderSink);
        QTRY_VERIFY_WITH_TIMEOUT(holder->boundPort().has_value(), patienceMs);
        const auto port = *holder->boundPort();
        RecordingSink sink;
        const auto to = receiver(fmt::format("srt://127.0.0.1:{}?mode=listener", port));
        to->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::Failed), patienceMs);
        QCOMPARE(sink.reason(), fmt::format("port {} is already in use", port));
        to->stop();
        holder->stop();
    }
    void twoListenersOnOnePortInOneProcess() {
        const auto first = openSender("srt://127.0.0.1:0?mode=listener");
        const auto second =
            makeSender(fmt::format("srt://127.0.0.1:{}?mode=listener", first->boundPort()));
        QVERIFY(!second);
        QCOMPARE(second.error().message,
                 fmt::format("port {} is already in use", first->boundPort()));
    }
    void stopIsBoundedWhileConnecting() {
        // 192.0.2.0/24 answers nothing; a name that needs the resolver; a port nobody listens on.
        for (const std::string uri : {"srt://192.0.2.1:4000", "srt://no-such-host.invalid:4000",
                                      "srt://127.0.0.1:1?mode=caller"}) {
            RecordingSink sink;
            const auto to = receiver(uri);
            to->start(sink);
            QTRY_VERIFY_WITH_TIMEOUT(!sink.states().empty(), patienceMs);
            QElapsedTimer timer;
            timer.start();
            to->stop();
            to->stop();
            QVERIFY(timer.elapsed() < 2000);
        }
    }
    void unknownHostIsToldInWords() {
        RecordingSink sink;
        const auto to = receiver("srt://no-such-host.invalid:4000");
        to->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::Failed), patienceMs);
        QVERIFY2(sink.reason().find("no-such-host.invalid") != std::string::npos,
                 sink.reason().c_str());
        to->stop();
    }
};

QTEST_GUILESS_MAIN(TestSrt)
#include "tst_srt.moc"
