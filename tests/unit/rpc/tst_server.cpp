// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <thread>

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>

#include "core/rpc/nodequery.h"
#include "core/rpc/protocol.h"
#include "core/rpc/server.h"
#include "core/wire/wire.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "vigie/v1/fleet.grpc.pb.h"
#include "vigie/v1/preview.grpc.pb.h"
#include "vigie/v1/telemetry.grpc.pb.h"

using namespace vigie;
using namespace vigie::rpc;
using wire::fromWire;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 20s;

std::unique_ptr<Server> serve(fleet::Provider& provider) {
    auto server = Server::start(provider, {});
    return server ? std::move(*server) : nullptr;
}

std::shared_ptr<grpc::Channel> channelTo(const Server& server) {
    return grpc::CreateChannel(fmt::format("127.0.0.1:{}", server.port()),
                               grpc::InsecureChannelCredentials());
}

/// A Subscribe by hand: nothing is read or acknowledged unless the test does it.
class Subscriber {
public:
    Subscriber(const Server& server, std::uint32_t window, std::uint32_t major = protocolMajor)
        : m_stub(v1::Telemetry::NewStub(channelTo(server))) {
        m_context.set_deadline(std::chrono::system_clock::now() + patience);
        m_stream = m_stub->Subscribe(&m_context);
        v1::SubscribeRequest request;
        request.mutable_open()->mutable_protocol()->set_major(major);
        request.mutable_open()->set_window(window);
        m_stream->Write(request);
    }
    ~Subscriber() { m_context.TryCancel(); }
    std::optional<v1::SubscribeResponse> read() {
        v1::SubscribeResponse response;
        return m_stream->Read(&response) ? std::optional(response) : std::nullopt;
    }
    void acknowledge(std::uint64_t sequence) {
        v1::SubscribeRequest request;
        request.set_acknowledge(sequence);
        m_stream->Write(request);
    }
    grpc::Status finish() { return m_stream->Finish(); }

private:
    std::unique_ptr<v1::Telemetry::Stub> m_stub;
    grpc::ClientContext m_context;
    std::unique_ptr<grpc::ClientReaderWriter<v1::SubscribeRequest, v1::SubscribeResponse>> m_stream;
};

class EventReader {
public:
    EventReader(const Server& server, std::uint64_t after, std::uint64_t incarnation)
        : m_stub(v1::Telemetry::NewStub(channelTo(server))) {
        m_context.set_deadline(std::chrono::system_clock::now() + patience);
        v1::EventsRequest request;
        fillProtocol(*request.mutable_protocol());
        request.set_after_sequence(after);
        request.set_incarnation(incarnation);
        m_reader = m_stub->Events(&m_context, request);
    }
    ~EventReader() { m_context.TryCancel(); }
    std::optional<v1::Event> read() {
        v1::Event event;
        return m_reader->Read(&event) ? std::optional(event) : std::nullopt;
    }

private:
    std::unique_ptr<v1::Telemetry::Stub> m_stub;
    grpc::ClientContext m_context;
    std::unique_ptr<grpc::ClientReader<v1::Event>> m_reader;
};

} // namespace

/// The server as a foreign client meets it: raw protobuf over loopback.
class ServerTest : public QObject {
    Q_OBJECT
private slots:
    void describes();
    void slowClientGetsOneFreshFoldedTick();
    void twoClientsShareTheStreamUnharmed();
    void epochChangeWithAFullWindow();
    void otherProtocolIsRefusedEverywhere();
    void eventsComeFromTheOldestAndGoOn();
    void eventsResumeAfterASequence();
    void outrunRingSaysGap();
    void manyEventsToASlowClientLoseNothing();
    void healthAndReflectionAnswer();
    void nonLoopbackWithoutTlsIsRefused();
    void nonLoopbackCanBeAllowed();
    void portInUseNamesTheAddress();
    void badAddressIsSaid_data();
    void badAddressIsSaid();
    void stopIsBoundedWithOpenStreams();
};

void ServerTest::describes() {
    FakeProvider provider;
    const auto server = serve(provider);
    QVERIFY(server);
    const Endpoint endpoint{fmt::format("127.0.0.1:{}", server->port()), std::nullopt};
    const auto answer = describeNode(endpoint, patience);
    QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    QCOMPARE(answer->description->id, std::string("cloud-test"));
    QCOMPARE(answer->protocolMajor, protocolMajor);
}

void ServerTest::slowClientGetsOneFreshFoldedTick() {
    FakeProvider provider;
    const auto server = serve(provider);
    Subscriber client(*server, 1);
    QVERIFY(client.read()->has_hello());
    provider.tick(50);
    QCOMPARE(client.read()->tick().sequence(), std::uint64_t{1});
    // Nothing is acknowledged: of these, one tick waits.
    provider.tick(900);
    provider.tick(-900);
    for (int i = 0; i < 97; ++i) {
        provider.tick(i);
    }
    client.acknowledge(1);
    const auto response = client.read();
    QVERIFY(response);
    const auto tick = fromWire(response->tick(), *provider.describe());
    QVERIFY2(tick, tick ? "" : tick.error().message.c_str());
    QCOMPARE((*tick)->sequence, std::uint64_t{100});
    QCOMPARE((*tick)->conflated, std::uint32_t{98});
    const auto& gauge = (*tick)->blocks[0].columns[0];
    QCOMPARE(gauge.values[0], std::int64_t{96});
    QCOMPARE(gauge.maxima[0], std::int64_t{900});
    QCOMPARE(gauge.minima[0], std::int64_t{-900});
    QVERIFY(!gauge.isPresent(2));
    QCOMPARE((*tick)->blocks[0].columns[1].values[0], std::int64_t{100});
}

void ServerTest::twoClientsShareTheStreamUnharmed() {
    FakeProvider provider;
    const auto server = serve(provider);
    Subscriber one(*server, 16);
    Subscriber two(*server, 16);
    QVERIFY(one.read()->has_hello());
    QVERIFY(two.read()->has_hello());
    for (int i = 1; i <= 10; ++i) {
        const auto sent = provider.tick(i);
        for (auto* client : {&one, &two}) {
            const auto response = client->read();
            QVERIFY(**fromWire(response->tick(), *provider.describe()) == *sent);
            client->acknowledge(sent->sequence);
        }
    }
}

void ServerTest::epochChangeWithAFullWindow() {
    FakeProvider provider;
    const auto server = serve(provider);
    Subscriber client(*server, 1);
    QVERIFY(client.read()->has_hello());
    provider.tick(1);
    QCOMPARE(client.read()->tick().sequence(), std::uint64_t{1});
    provider.tick(2);
    provider.tick(3);
    auto changed = makeDescription(6);
    changed.epoch = 2;
    provider.describeAnew(changed);
    provider.tick(4);
    // The last of the old epoch, folded; the new description; and a tick of it once acknowledged.
    const auto last = client.read();
    QCOMPARE(last->tick().epoch(), std::uint64_t{1});
    QCOMPARE(last->tick().sequence(), std::uint64_t{3});
    QCOMPARE(client.read()->hello().epoch(), std::uint64_t{2});
    client.acknowledge(3);
    const auto fresh = client.read();
    QCOMPARE(fresh->tick().epoch(), std::uint64_t{2});
    QVERIFY(fromWire(fresh->tick(), *provider.describe()));
}

void ServerTest::otherProtocolIsRefusedEverywhere() {
    FakeProvider provider;
    const auto server = serve(provider);
    const auto check = [](const grpc::Status& status) {
        return status.error_code() == grpc::StatusCode::FAILED_PRECONDITION &&
               status.error_message().find("upgrade the node") != std::string::npos;
    };
    v1::Protocol future;
    future.set_major(protocolMajor + 1);
    {
        Subscriber client(*server, 1, future.major());
        QVERIFY(!client.read());
        QVERIFY(check(client.finish()));
    }
    {
        grpc::ClientContext context;
        v1::DescribeRequest request;
        *request.mutable_protocol() = future;
        v1::DescribeResponse response;
        QVERIFY(
            check(v1::Fleet::NewStub(channelTo(*server))->Describe(&context, request, &response)));
    }
    {
        grpc::ClientContext context;
        v1::EventsRequest request;
        *request.mutable_protocol() = future;
        v1::Event event;
        const auto reader = v1::Telemetry::NewStub(channelTo(*server))->Events(&context, request);
        QVERIFY(!reader->Read(&event));
        QVERIFY(check(reader->Finish()));
    }
    {
        grpc::ClientContext context;
        v1::WatchRequest request;
        *request.mutable_protocol() = future;
        v1::AccessUnit unit;
        const auto reader = v1::Preview::NewStub(channelTo(*server))->Watch(&context, request);
        QVERIFY(!reader->Read(&unit));
        QVERIFY(check(reader->Finish()));
    }
}

void ServerTest::eventsComeFromTheOldestAndGoOn() {
    FakeProvider provider;
    const auto server = serve(provider);
    provider.event("a");
    provider.event("b");
    EventReader reader(*server, 0, 0);
    QCOMPARE(reader.read()->code(), std::string("a"));
    const auto second = reader.read();
    QCOMPARE(second->code(), std::string("b"));
    QCOMPARE(second->incarnation(), std::uint64_t{77});
    provider.event("c");
    QCOMPARE(reader.read()->sequence(), std::uint64_t{3});
}

void ServerTest::eventsResumeAfterASequence() {
    FakeProvider provider;
    const auto server = serve(provider);
    for (const char* code : {"a", "b", "c"}) {
        provider.event(code);
    }
    EventReader resumed(*server, 2, 77);
    QCOMPARE(resumed.read()->code(), std::string("c"));
    EventReader ofAnotherLife(*server, 2, 76);
    QCOMPARE(ofAnotherLife.read()->code(), std::string("a"));
}

void ServerTest::outrunRingSaysGap() {
    FakeProvider provider(makeDescription(), 4);
    const auto server = serve(provider);
    for (int i = 1; i <= 10; ++i) {
        provider.event(std::to_string(i));
    }
    EventReader reader(*server, 3, 77);
    const auto gap = reader.read();
    QVERIFY(gap->kind() == v1::EVENT_KIND_GAP);
    QCOMPARE(gap->sequence(), std::uint64_t{6});
    QCOMPARE(gap->count(), std::uint64_t{3});
    QCOMPARE(gap->parameters(0).value(), std::string("4"));
    QCOMPARE(gap->parameters(1).value(), std::string("6"));
    QCOMPARE(reader.read()->sequence(), std::uint64_t{7});
}

void ServerTest::manyEventsToASlowClientLoseNothing() {
    FakeProvider provider(makeDescription(), 100'000);
    const auto server = serve(provider);
    EventReader reader(*server, 0, 0);
    provider.event("first");
    QCOMPARE(reader.read()->sequence(), std::uint64_t{1});
    constexpr std::uint64_t many = 5'000;
    const std::string large(1'000, 'x'); // more than gRPC's windows park
    for (std::uint64_t i = 2; i <= many; ++i) {
        provider.event(large);
    }
    for (std::uint64_t i = 2; i <= many; ++i) {
        QCOMPARE(reader.read()->sequence(), i);
    }
}

void ServerTest::healthAndReflectionAnswer() {
    FakeProvider provider;
    const auto server = serve(provider);
    const Endpoint endpoint{fmt::format("127.0.0.1:{}", server->port()), std::nullopt};
    const auto health = checkHealth(endpoint, patience);
    QVERIFY2(health, health ? "" : health.error().message.c_str());
    QCOMPARE(health->status, std::string("SERVING"));
    for (const char* service : {"vigie.v1.Fleet", "vigie.v1.Telemetry", "vigie.v1.Preview"}) {
        QVERIFY2(std::count(health->services.begin(), health->services.end(), service) == 1,
                 service);
    }
}

void ServerTest::nonLoopbackWithoutTlsIsRefused() {
    FakeProvider provider;
    for (const char* listen : {"0.0.0.0:0", "[::]:0", "192.0.2.1:0"}) {
        const auto server = Server::start(provider, {.listen = listen});
        QVERIFY(!server);
        QVERIFY2(server.error().message.find("without TLS") != std::string::npos,
                 server.error().message.c_str());
        QVERIFY(server.error().message.find(listen) != std::string::npos);
    }
}

void ServerTest::nonLoopbackCanBeAllowed() {
    FakeProvider provider;
    const auto server = Server::start(provider, {.listen = "0.0.0.0:0", .isInsecureAllowed = true});
    QVERIFY2(server, server ? "" : server.error().message.c_str());
    QVERIFY((*server)->port() != 0);
}

void ServerTest::portInUseNamesTheAddress() {
    FakeProvider provider;
    const auto first = serve(provider);
    const auto address = fmt::format("127.0.0.1:{}", first->port());
    const auto second = Server::start(provider, {.listen = address});
    QVERIFY(!second);
    QCOMPARE(second.error().message,
             fmt::format("cannot listen on {}: Address already in use", address));
}

void ServerTest::badAddressIsSaid_data() {
    QTest::addColumn<QString>("listen");
    for (const char* text : {"", "127.0.0.1", ":7443", "127.0.0.1:", "127.0.0.1:port", "::1:7443",
                             "127.0.0.1:70000", "unix:/tmp/x"}) {
        QTest::newRow(text) << text;
    }
}

void ServerTest::badAddressIsSaid() {
    QFETCH(QString, listen);
    FakeProvider provider;
    const auto server = Server::start(provider, {.listen = listen.toStdString()});
    QVERIFY(!server);
    QVERIFY2(server.error().message.find("expected HOST:PORT") != std::string::npos,
             server.error().message.c_str());
}

void ServerTest::stopIsBoundedWithOpenStreams() {
    FakeProvider provider;
    const auto server = serve(provider);
    Subscriber client(*server, 1);
    QVERIFY(client.read()->has_hello());
    EventReader events(*server, 0, 0);
    provider.event("a");
    QVERIFY(events.read());
    server->stop();
    server->stop();
    QVERIFY(!client.read());
    QVERIFY(client.finish().error_code() == grpc::StatusCode::UNAVAILABLE);
    QVERIFY(!events.read());
    provider.tick(1); // goes nowhere, harms nothing
}

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
