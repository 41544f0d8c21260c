// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <thread>

#include <fmt/format.h>

#include "core/rpc/grpcsource.h"
#include "core/rpc/server.h"
#include "tests/support/pace.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "tests/unit/rpc/recordingsink.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;
using fleet::Contact;

namespace {

constexpr int patienceMs = 20'000;

std::unique_ptr<Server> serve(fleet::Provider& provider, std::uint16_t port = 0) {
    auto server = Server::start(provider, {.listen = fmt::format("127.0.0.1:{}", port)});
    if (!server) {
        qWarning("%s", server.error().message.c_str());
        return nullptr;
    }
    return std::move(*server);
}

std::string addressOf(std::uint16_t port) {
    return fmt::format("127.0.0.1:{}", port);
}

GrpcSourceOptions to(const std::string& address) {
    GrpcSourceOptions options;
    options.endpoints = {{address, std::nullopt}};
    options.staleAfter = 30s; // only the tests of staleness want it short
    return options;
}

/// Ticks now and then until the end of the scope.
class Ticker {
public:
    explicit Ticker(FakeProvider& provider)
        : m_thread([&provider](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  provider.tick(0);
                  vigie::testing::pace(std::chrono::milliseconds(20));
              }
          }) {}

private:
    std::jthread m_thread;
};

} // namespace

/// A real server and a real source over loopback, with a provider that says what the test wants.
class SourceTest : public QObject {
    Q_OBJECT
private slots:
    void helloThenContactThenTicks();
    void newEpochBringsAnotherHello();
    void nodeStopIsNoticedAndItsReturn();
    void nodeThatStopsTickingIsLost();
    void unreachableNodeSaysWhyAndDelaysNobody();
    void unknownHostSaysSo();
    void refusingSinkLosesTicksButNoDescriptionAndNoEvent();
    void eventsResumeAcrossReconnect();
    void filtersAreAskedFor();
    void rateIsAskedFor();
    void stopIsBoundedAndFinal();
};

void SourceTest::helloThenContactThenTicks() {
    FakeProvider provider;
    const auto server = serve(provider);
    QVERIFY(server);
    RecordingSink sink;
    const auto source = makeGrpcSource(to(addressOf(server->port())));
    source->start(sink);
    QVERIFY(source->isLive());
    QTRY_VERIFY_WITH_TIMEOUT(!sink.all<model::NodeDescriptionPtr>().empty(), patienceMs);
    QVERIFY(!sink.isIn(Contact::Connected)); // not before a tick
    const auto sent = provider.tick(10);
    QTRY_COMPARE_WITH_TIMEOUT(sink.ticks(), std::size_t{1}, patienceMs);
    const auto inputs = sink.inputs();
    QCOMPARE(inputs.size(), std::size_t{4});
    QVERIFY(std::get<fleet::ContactChange>(inputs[0].what).contact == Contact::Connecting);
    const auto described = std::get<model::NodeDescriptionPtr>(inputs[1].what);
    QCOMPARE(described->id, std::string("cloud-test"));
    QCOMPARE(described->paths, provider.describe()->paths);
    QVERIFY(described->metrics == provider.describe()->metrics);
    QVERIFY(std::get<fleet::ContactChange>(inputs[2].what).contact == Contact::Connected);
    QVERIFY(*std::get<model::TickPtr>(inputs[3].what) == *sent);
    QCOMPARE(inputs[3].endpoint, addressOf(server->port()));
    QVERIFY(base::toNs(inputs[3].received.utc) > 0);
}

void SourceTest::newEpochBringsAnotherHello() {
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    const auto source = makeGrpcSource(to(addressOf(server->port())));
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(!sink.all<model::NodeDescriptionPtr>().empty(), patienceMs);
    provider.tick(1);
    auto changed = makeDescription(7);
    changed.epoch = 2;
    provider.describeAnew(changed);
    const auto sent = provider.tick(2);
    QTRY_COMPARE_WITH_TIMEOUT(sink.ticks(), std::size_t{2}, patienceMs);
    QCOMPARE(sink.all<model::NodeDescriptionPtr>().back()->paths.size(), std::size_t{7});
    QVERIFY(*sink.all<model::TickPtr>().back() == *sent);
}

void SourceTest::nodeStopIsNoticedAndItsReturn() {
    FakeProvider provider;
    auto server = serve(provider);
    const auto port = server->port();
    RecordingSink sink;
    const auto source = makeGrpcSource(to(addressOf(port)));
    source->start(sink);
    {
        const Ticker ticker(provider);
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Connected), patienceMs);
    }
    server->stop();
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Lost), patienceMs);
    QVERIFY(!sink.contact().reason.empty());
    server = serve(provider, port);
    QVERIFY(server);
    const Ticker ticker(provider);
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Connected), patienceMs);
    QVERIFY(sink.contact().reason.empty());
}

void SourceTest::nodeThatStopsTickingIsLost() {
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    auto options = to(addressOf(server->port()));
    options.staleAfter = 500ms;
    const auto source = makeGrpcSource(options);
    source->start(sink);
    {
        const Ticker ticker(provider);
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Connected), patienceMs);
    }
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Lost), patienceMs);
    QVERIFY(sink.contact().reason.find("no tick") != std::string::npos);
    const Ticker ticker(provider);
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Connected), patienceMs);
}

void SourceTest::unreachableNodeSaysWhyAndDelaysNobody() {
    FakeProvider provider;
    const auto server = serve(provider);
    std::uint16_t freePort = 0;
    {
        const auto other = serve(provider);
        freePort = other->port();
    }
    RecordingSink sink;
    auto options = to(addressOf(freePort));
    options.endpoints.push_back({addressOf(server->port()), std::nullopt});
    const auto source = makeGrpcSource(options);
    source->start(sink);
    const Ticker ticker(provider);
    QTRY_VERIFY_WITH_TIMEOUT(sink.ticks() > 3, patienceMs);
    const auto whyNot = [&]() -> std::string {
        for (const auto& input : sink.inputs()) {
            const auto* change = std::get_if<fleet::ContactChange>(&input.what);
            if (change != nullptr && input.endpoint == addressOf(freePort) &&
                change->contact == Contact::Connecting && !change->reason.empty()) {
                return change->reason;
            }
        }
        return {};
    };
    QTRY_VERIFY_WITH_TIMEOUT(!whyNot().empty(), patienceMs);
    QCOMPARE(whyNot(), fmt::format("cannot reach {}: connection refused", addressOf(freePort)));
}

void SourceTest::unknownHostSaysSo() {
    RecordingSink sink;
    const auto source = makeGrpcSource(to("node.invalid:7443"));
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(!sink.contact().reason.empty(), patienceMs);
    QVERIFY(sink.isIn(Contact::Connecting));
    QVERIFY(sink.contact().reason.find("node.invalid:7443") != std::string::npos);
}

void SourceTest::refusingSinkLosesTicksButNoDescriptionAndNoEvent() {
    FakeProvider provider;
    const auto server = serve(provider);
    provider.event("input.connected");
    RecordingSink sink;
    sink.refuse(true);
    const auto source = makeGrpcSource(to(addressOf(server->port())));
    source->start(sink);
    const Ticker ticker(provider);
    QTRY_VERIFY_WITH_TIMEOUT(provider.tick(0)->sequence > 20, patienceMs);
    QCOMPARE(sink.size(), std::size_t{0});
    sink.refuse(false);
    QTRY_VERIFY_WITH_TIMEOUT(sink.ticks() > 0, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(sink.all<model::EventPtr>().size(), std::size_t{1}, patienceMs);
    QVERIFY(std::holds_alternative<model::NodeDescriptionPtr>(sink.inputs().front().what));
    // Waited for: on a busy machine the ticker may have paused for long enough to count as lost.
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Connected), patienceMs);
}

void SourceTest::eventsResumeAcrossReconnect() {
    FakeProvider provider;
    auto server = serve(provider);
    const auto port = server->port();
    provider.event("one");
    RecordingSink sink;
    const auto source = makeGrpcSource(to(addressOf(port)));
    source->start(sink);
    const Ticker ticker(provider);
    QTRY_COMPARE_WITH_TIMEOUT(sink.all<model::EventPtr>().size(), std::size_t{1}, patienceMs);
    provider.event("two");
    QTRY_COMPARE_WITH_TIMEOUT(sink.all<model::EventPtr>().size(), std::size_t{2}, patienceMs);
    server->stop();
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Lost), patienceMs);
    provider.event("three");
    server = serve(provider, port);
    QVERIFY(server);
    QTRY_COMPARE_WITH_TIMEOUT(sink.all<model::EventPtr>().size(), std::size_t{3}, patienceMs);
    provider.event("four");
    QTRY_COMPARE_WITH_TIMEOUT(sink.all<model::EventPtr>().size(), std::size_t{4}, patienceMs);
    std::uint64_t expected = 1;
    for (const auto& event : sink.all<model::EventPtr>()) {
        QCOMPARE(event->sequence, expected++);
    }
    QCOMPARE(sink.all<model::EventPtr>()[2]->code, std::string("three"));
}

void SourceTest::filtersAreAskedFor() {
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    auto options = to(addressOf(server->port()));
    options.metricKeys = {"g", "i", "pid"};
    options.pathIds = {"p1", "p3", "nonsense"};
    const auto source = makeGrpcSource(options);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(!sink.all<model::NodeDescriptionPtr>().empty(), patienceMs);
    provider.tick(10);
    QTRY_COMPARE_WITH_TIMEOUT(sink.ticks(), std::size_t{1}, patienceMs);
    const auto tick = sink.all<model::TickPtr>().front();
    const std::vector<model::Block> expected{
        {model::Scope::Path, 1, 1, {{0, {11}, {}, {}, {}}}},
        {model::Scope::Path, 3, 1, {{0, {13}, {}, {}, {}}}},
        {model::Scope::Input, 1, 1, {{3, {6}, {}, {}, {}}}},
        {model::Scope::Pid, 1, 1, {{4, {2000}, {}, {}, {}}}},
    };
    QVERIFY(tick->blocks == expected);
}

void SourceTest::rateIsAskedFor() {
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    auto options = to(addressOf(server->port()));
    options.maxRateHz = 2; // of the 10 that the node makes
    const auto source = makeGrpcSource(options);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(!sink.all<model::NodeDescriptionPtr>().empty(), patienceMs);
    std::size_t received = 0;
    for (int i = 1; i <= 21; ++i) {
        provider.tick(i == 3 ? 500 : i);
        if (i % 5 == 1) {
            ++received;
            QTRY_COMPARE_WITH_TIMEOUT(sink.ticks(), received, patienceMs);
        }
    }
    const auto ticks = sink.all<model::TickPtr>();
    QCOMPARE(ticks.size(), std::size_t{5});
    QCOMPARE(ticks[1]->sequence, std::uint64_t{6});
    QCOMPARE(ticks[1]->conflated, std::uint32_t{4});
    QCOMPARE(ticks[1]->blocks[0].columns[0].maxima[0], std::int64_t{500});
    QCOMPARE(ticks[1]->blocks[0].columns[0].minima[0], std::int64_t{2});
    QCOMPARE(ticks[1]->blocks[0].columns[0].values[0], std::int64_t{6});
}

void SourceTest::stopIsBoundedAndFinal() {
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    const auto source = makeGrpcSource(to(addressOf(server->port())));
    source->start(sink);
    const Ticker ticker(provider);
    QTRY_VERIFY_WITH_TIMEOUT(sink.ticks() > 0, patienceMs);
    source->stop();
    const auto count = sink.size();
    provider.tick(1);
    source->stop();
    QCOMPARE(sink.size(), count);
}

QTEST_GUILESS_MAIN(SourceTest)
#include "tst_source.moc"
