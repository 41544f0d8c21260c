// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <atomic>
#include <functional>
#include <limits>
#include <thread>

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>

#include "core/rpc/grpcsource.h"
#include "core/wire/wire.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "tests/unit/rpc/recordingsink.h"
#include "vigie/v1/telemetry.grpc.pb.h"

using namespace vigie;
using namespace vigie::rpc;
using wire::toWire;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;
using fleet::Contact;

namespace {

constexpr int patienceMs = 20'000;

using Stream = grpc::ServerReaderWriter<v1::SubscribeResponse, v1::SubscribeRequest>;
using Script = std::function<grpc::Status(Stream&)>;

/// A node that answers each Subscribe by a script, through raw protobuf.
class LyingNode final : public v1::Telemetry::Service {
public:
    explicit LyingNode(Script script) : m_script(std::move(script)) {
        grpc::ServerBuilder builder;
        int port = 0;
        builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
        builder.RegisterService(this);
        m_server = builder.BuildAndStart();
        m_address = fmt::format("127.0.0.1:{}", port);
    }
    ~LyingNode() override { m_server->Shutdown(std::chrono::system_clock::now()); }

    [[nodiscard]] const std::string& address() const { return m_address; }
    [[nodiscard]] int calls() const { return m_calls; }

private:
    grpc::Status Subscribe(grpc::ServerContext*, Stream* stream) override {
        ++m_calls;
        return m_script(*stream);
    }

    const Script m_script;
    std::atomic<int> m_calls{0};
    std::unique_ptr<grpc::Server> m_server;
    std::string m_address;
};

void sendHello(
    Stream& stream, const std::function<void(v1::NodeDescription&)>& spoil = [](auto&) {}) {
    v1::SubscribeResponse response;
    toWire(makeDescription(), *response.mutable_hello());
    spoil(*response.mutable_hello());
    stream.Write(response);
}

void sendTick(
    Stream& stream, std::uint64_t sequence,
    const std::function<void(v1::Tick&)>& spoil = [](auto&) {}) {
    model::Tick tick;
    tick.sequence = sequence;
    tick.epoch = 1;
    tick.blocks = {{model::Scope::Node, 0, 1, {{5, {1}, {}, {}, {}}}}};
    v1::SubscribeResponse response;
    toWire(tick, *response.mutable_tick());
    spoil(*response.mutable_tick());
    stream.Write(response);
}

/// Until the client goes.
grpc::Status drain(Stream& stream) {
    v1::SubscribeRequest request;
    while (stream.Read(&request)) {
    }
    return grpc::Status::OK;
}

std::unique_ptr<fleet::Source> sourceOf(const LyingNode& node) {
    GrpcSourceOptions options;
    options.endpoints = {{node.address(), std::nullopt}};
    options.staleAfter = 30s;
    return makeGrpcSource(options);
}

} // namespace

Q_DECLARE_METATYPE(Script)

/// What a source does with a node that is wrong, broken or hostile.
class LiesTest : public QObject {
    Q_OBJECT
private slots:
    void versionRefusalIsShown();
    void foreignServiceIsShown();
    void badDescriptionIsRefused_data();
    void badDescriptionIsRefused();
    void badTicksLoseContactAndAreRetried_data();
    void badTicksLoseContactAndAreRetried();
    void streamThatEndsIsRetried();
};

void LiesTest::versionRefusalIsShown() {
    const LyingNode node([](Stream&) {
        return grpc::Status(grpc::StatusCode::FAILED_PRECONDITION,
                            "the client speaks protocol 1, this node speaks 2: upgrade the client");
    });
    RecordingSink sink;
    const auto source = sourceOf(node);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Refused), patienceMs);
    QVERIFY(sink.contact().reason.ends_with("upgrade the client"));
    QCOMPARE(node.calls(), 1); // the next is seconds away
}

void LiesTest::foreignServiceIsShown() {
    const LyingNode node([](Stream&) { return grpc::Status(grpc::StatusCode::UNIMPLEMENTED, ""); });
    RecordingSink sink;
    const auto source = sourceOf(node);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Refused), patienceMs);
    QVERIFY(sink.contact().reason.find("does not serve vigie.v1") != std::string::npos);
}

void LiesTest::badDescriptionIsRefused_data() {
    QTest::addColumn<Script>("script");
    QTest::newRow("step NaN") << Script([](Stream& stream) {
        sendHello(stream, [](auto& hello) {
            hello.mutable_metrics(0)->set_step(std::numeric_limits<double>::quiet_NaN());
        });
        return drain(stream);
    });
    QTest::newRow("duplicate path") << Script([](Stream& stream) {
        sendHello(stream, [](auto& hello) { *hello.add_paths() = hello.paths(0); });
        return drain(stream);
    });
    QTest::newRow("huge table") << Script([](Stream& stream) {
        sendHello(stream, [](auto& hello) {
            for (int i = 0; i < 200'000; ++i) {
                hello.add_regions();
            }
        });
        return drain(stream);
    });
}

void LiesTest::badDescriptionIsRefused() {
    QFETCH(Script, script);
    const LyingNode node(script);
    RecordingSink sink;
    const auto source = sourceOf(node);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Refused), patienceMs);
    QVERIFY(sink.contact().reason.find("cannot be believed") != std::string::npos);
    QVERIFY(sink.all<model::NodeDescriptionPtr>().empty());
}

void LiesTest::badTicksLoseContactAndAreRetried_data() {
    QTest::addColumn<Script>("script");
    const auto row = [](const char* name, std::function<void(Stream&)> lie) {
        QTest::newRow(name) << Script([lie = std::move(lie)](Stream& stream) {
            sendHello(stream);
            sendTick(stream, 1);
            lie(stream);
            return drain(stream);
        });
    };
    row("wrong length", [](Stream& s) {
        sendTick(s, 2, [](auto& t) { t.mutable_blocks(0)->mutable_columns(0)->add_values(1); });
    });
    row("4 G rows", [](Stream& s) {
        sendTick(s, 2, [](auto& t) { t.mutable_blocks(0)->set_count(0xffff'ffff); });
    });
    row("unknown metric", [](Stream& s) {
        sendTick(s, 2, [](auto& t) { t.mutable_blocks(0)->mutable_columns(0)->set_metric(999); });
    });
    row("other epoch", [](Stream& s) { sendTick(s, 2, [](auto& t) { t.set_epoch(9); }); });
    row("sequence falls", [](Stream& s) { sendTick(s, 1); });
    row("larger than any message", [](Stream& s) {
        sendTick(s, 2, [](auto& t) {
            t.mutable_blocks(0)->mutable_columns(0)->set_valid(std::string(20'000'000, 'x'));
        });
    });
}

void LiesTest::badTicksLoseContactAndAreRetried() {
    QFETCH(Script, script);
    const LyingNode node(script);
    RecordingSink sink;
    const auto source = sourceOf(node);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Lost), patienceMs);
    QVERIFY(!sink.contact().reason.empty());
    QTRY_VERIFY_WITH_TIMEOUT(node.calls() >= 2, patienceMs);
    for (const auto& tick : sink.all<model::TickPtr>()) {
        QCOMPARE(tick->sequence, std::uint64_t{1}); // nothing of the lie got through
    }
}

void LiesTest::streamThatEndsIsRetried() {
    const LyingNode node([](Stream& stream) {
        sendHello(stream);
        return grpc::Status::OK;
    });
    RecordingSink sink;
    const auto source = sourceOf(node);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(node.calls() >= 3, patienceMs);
    QVERIFY(sink.isIn(Contact::Connecting)); // never a tick: never contact
    QVERIFY(!sink.contact().reason.empty());
}

QTEST_GUILESS_MAIN(LiesTest)
#include "tst_lies.moc"
