// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <atomic>

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>

#include "core/rpc/nodecontrol.h"
#include "core/rpc/protocol.h"
#include "core/rpc/readcapturecall.h"
#include "core/rpc/server.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "tests/unit/rpc/recordingsink.h"
#include "vigie/v1/control.grpc.pb.h"
#include "vigie/v1/telemetry.grpc.pb.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 20s;
constexpr int patienceMs = 20'000;

std::unique_ptr<Server> serve(fleet::Provider& provider) {
    auto server = Server::start(provider, {});
    return server ? std::move(*server) : nullptr;
}

Endpoint endpointOf(const Server& server) {
    return {fmt::format("127.0.0.1:{}", server.port()), std::nullopt};
}

/// Control by hand, as a foreign client speaks it.
class Client {
public:
    explicit Client(const Server& server)
        : m_stub(v1::Control::NewStub(grpc::CreateChannel(
              fmt::format("127.0.0.1:{}", server.port()), grpc::InsecureChannelCredentials()))) {}

    grpc::Status decode(const std::string& path, v1::DecodePolicy policy, std::uint32_t seconds) {
        v1::RequestDecodingRequest request;
        request.set_path_id(path);
        request.set_policy(policy);
        request.set_seconds(seconds);
        v1::RequestDecodingResponse response;
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + patience);
        return m_stub->RequestDecoding(&context, request, &response);
    }
    grpc::Status capture(const v1::CaptureRequest& request) {
        v1::CaptureResponse response;
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + patience);
        return m_stub->Capture(&context, request, &response);
    }
    [[nodiscard]] v1::Control::Stub& stub() { return *m_stub; }

private:
    std::unique_ptr<v1::Control::Stub> m_stub;
};

v1::CaptureRequest captureOf(const std::string& input, std::uint32_t before, std::uint32_t after,
                             const std::string& reason = {}) {
    v1::CaptureRequest request;
    request.set_input_id(input);
    request.set_before_seconds(before);
    request.set_after_seconds(after);
    request.set_reason(reason);
    return request;
}

v1::ReadCaptureRequest readOf(const std::string& id, v1::CapturePart part) {
    v1::ReadCaptureRequest request;
    request.set_capture_id(id);
    request.set_part(part);
    return request;
}

/// A capture that a provider has finished; its id.
std::string finishedCapture(FakeProvider& provider, const std::string& stream) {
    const auto info = provider.requestCapture({"in-a", std::nullopt, 1s, 1s, "test"});
    provider.completeCapture(info->id, stream, "{}\n");
    return info->id;
}

std::string content(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t value = 1;
    for (char& c : bytes) {
        value = value * 1'664'525 + 1'013'904'223;
        c = static_cast<char>(value >> 24);
    }
    return bytes;
}

/// A server of the former minor version: it has no Control.
class OldNode {
public:
    OldNode() {
        grpc::ServerBuilder builder;
        builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &m_port);
        builder.RegisterService(&m_telemetry);
        m_server = builder.BuildAndStart();
    }
    [[nodiscard]] Endpoint endpoint() const {
        return {fmt::format("127.0.0.1:{}", m_port), std::nullopt};
    }

private:
    v1::Telemetry::Service m_telemetry;
    int m_port = 0;
    std::unique_ptr<grpc::Server> m_server;
};

/// Answers that come from any thread.
template <typename Value> class Answers {
public:
    [[nodiscard]] std::function<void(base::Result<Value>)> taker() {
        return [this](base::Result<Value> result) {
            const std::lock_guard lock(m_mutex);
            m_results.push_back(std::move(result));
        };
    }
    [[nodiscard]] std::vector<base::Result<Value>> all() const {
        const std::lock_guard lock(m_mutex);
        return m_results;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<base::Result<Value>> m_results; // guarded by m_mutex
};

/// Never answers a request until it is told to.
class StuckProvider final : public fleet::Provider {
public:
    [[nodiscard]] model::NodeDescriptionPtr describe() const override { return m_fake.describe(); }
    [[nodiscard]] base::SubscriptionPtr subscribe(fleet::ProviderListener& listener) override {
        return m_fake.subscribe(listener);
    }
    [[nodiscard]] fleet::EventPage eventsAfter(std::uint64_t, std::size_t) const override {
        return {};
    }
    [[nodiscard]] base::Result<base::SubscriptionPtr>
    watchPreview(const std::string&, const model::PreviewRequest&,
                 fleet::PreviewListener&) override {
        return base::failure("none");
    }
    [[nodiscard]] base::Result<fleet::CaptureInfo>
    requestCapture(const fleet::CaptureRequest& request) override {
        std::unique_lock lock(m_mutex);
        m_isAsked = true;
        m_changed.wait(lock, [this] { return m_isReleased; });
        return m_fake.requestCapture(request);
    }
    void release() {
        const std::lock_guard lock(m_mutex);
        m_isReleased = true;
        m_changed.notify_all();
    }
    [[nodiscard]] bool isAsked() const {
        const std::lock_guard lock(m_mutex);
        return m_isAsked;
    }
    FakeProvider& fake() { return m_fake; }

private:
    FakeProvider m_fake;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isAsked = false;    // guarded by m_mutex
    bool m_isReleased = false; // guarded by m_mutex
};

} // namespace

/// vigie.v1.Control over loopback: as a foreign client, by our functions, and by a source.
class ControlTest : public QObject {
    Q_OBJECT
private slots:
    void decodingIsAskedFor() {
        FakeProvider provider;
        const auto server = serve(provider);
        const auto until =
            requestDecoding(endpointOf(*server), {"p1", model::DecodePolicy::Full, 90s}, patience);
        QVERIFY2(until, until ? "" : until.error().message.c_str());
        QVERIFY(*until == FakeProvider::decodingUntil);
        QCOMPARE(provider.lastDecode().pathId, std::string("p1"));
        QVERIFY(provider.lastDecode().policy == model::DecodePolicy::Full);
        QVERIFY(provider.lastDecode().duration == 90s);
    }

    void decodingIsRefusedByItsCode() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        const auto code = [](const grpc::Status& status) { return status.error_code(); };
        using grpc::StatusCode;
        QCOMPARE(code(client.decode("nope", v1::DECODE_POLICY_FULL, 60)), StatusCode::NOT_FOUND);
        QCOMPARE(code(client.decode("p1", v1::DECODE_POLICY_FULL, 3601)),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(code(client.decode("p1", v1::DECODE_POLICY_ADAPTIVE, 60)),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(code(client.decode("p1", v1::DECODE_POLICY_UNSPECIFIED, 60)),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(code(client.decode("p1", static_cast<v1::DecodePolicy>(99), 60)),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(code(client.decode("p1", v1::DECODE_POLICY_UNSPECIFIED, 0)), StatusCode::OK);
        provider.refuseRequests("no decoder left");
        const auto status = client.decode("p1", v1::DECODE_POLICY_FULL, 60);
        QCOMPARE(code(status), StatusCode::FAILED_PRECONDITION);
        QCOMPARE(status.error_message(), std::string("no decoder left"));
    }

    void capturesAreAskedForAndListed() {
        FakeProvider provider;
        const auto server = serve(provider);
        const auto around = base::utcFromNs(1'785'000'000'123'456'789);
        const auto begun =
            requestCapture(endpointOf(*server), {"in-a", around, 7s, 3s, "blocks"}, patience);
        QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
        QCOMPARE(begun->inputId, std::string("in-a"));
        QVERIFY(begun->state == fleet::CaptureState::Recording);
        const auto asked = provider.lastCapture();
        QVERIFY(asked.around == around);
        QVERIFY(asked.before == 7s && asked.after == 3s);
        QCOMPARE(asked.reason, std::string("blocks"));
        QVERIFY(requestCapture(endpointOf(*server), {"in-b", std::nullopt, 1s, 1s, ""}, patience));
        QVERIFY(!provider.lastCapture().around);
        const auto list = listCaptures(endpointOf(*server), patience);
        QVERIFY2(list, list ? "" : list.error().message.c_str());
        QVERIFY(*list == provider.captures());
        QCOMPARE(list->front().inputId, std::string("in-b"));
    }

    void capturesAreRefusedByTheirCode() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        using grpc::StatusCode;
        QCOMPARE(client.capture(captureOf("nope", 1, 1)).error_code(), StatusCode::NOT_FOUND);
        QCOMPARE(client.capture(captureOf("in-a", 601, 1)).error_code(),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(client.capture(captureOf("in-a", 1, 601)).error_code(),
                 StatusCode::INVALID_ARGUMENT);
        auto past = captureOf("in-a", 1, 1);
        past.set_around_ns(-1);
        QCOMPARE(client.capture(past).error_code(), StatusCode::INVALID_ARGUMENT);
        QCOMPARE(client.capture(captureOf("in-a", 1, 1, std::string(201, 'x'))).error_code(),
                 StatusCode::INVALID_ARGUMENT);
        std::string accents; // 200 characters, 400 bytes
        for (int i = 0; i < 200; ++i) {
            accents += "é";
        }
        QCOMPARE(client.capture(captureOf("in-a", 1, 1, accents)).error_code(), StatusCode::OK);
        QCOMPARE(client.capture(captureOf("in-a", 0, 0)).error_code(), StatusCode::OK);
        QVERIFY(provider.lastCapture().before == 10s && provider.lastCapture().after == 5s);
        auto newer = captureOf("in-a", 1, 1);
        newer.mutable_protocol()->set_major(protocolMajor + 1);
        QCOMPARE(client.capture(newer).error_code(), StatusCode::FAILED_PRECONDITION);
        provider.refuseRequests("keeps nothing");
        QCOMPARE(client.capture(captureOf("in-a", 1, 1)).error_code(),
                 StatusCode::FAILED_PRECONDITION);
        provider.refuseRequests(std::nullopt);
        while (provider.captures().size() < fleet::Provider::maximumRunningCaptures) {
            QVERIFY(client.capture(captureOf("in-a", 1, 1)).ok());
        }
        provider.refuseRequests("too many");
        QCOMPARE(client.capture(captureOf("in-a", 1, 1)).error_code(),
                 StatusCode::RESOURCE_EXHAUSTED);
    }

    void aCaptureIsReadWhole_data() {
        QTest::addColumn<int>("size");
        QTest::newRow("less than a piece") << 1000;
        QTest::newRow("one piece") << int(ReadCaptureCall::pieceBytes);
        QTest::newRow("pieces") << int(10 * ReadCaptureCall::pieceBytes + 1);
        QTest::newRow("longer than gRPC buffers") << 20'000'000;
    }
    void aCaptureIsReadWhole() {
        QFETCH(int, size);
        FakeProvider provider;
        const auto server = serve(provider);
        const std::string sent = content(static_cast<std::size_t>(size));
        const std::string id = finishedCapture(provider, sent);
        std::string got;
        std::size_t largest = 0;
        const auto read = readCapture(endpointOf(*server), id, fleet::CapturePart::Stream, patience,
                                      [&](std::string_view piece, std::uint64_t whole) {
                                          largest = std::max(largest, piece.size());
                                          got += piece;
                                          return whole == sent.size();
                                      });
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(got == sent);
        QVERIFY(largest <= ReadCaptureCall::pieceBytes);
        got.clear();
        QVERIFY(readCapture(endpointOf(*server), id, fleet::CapturePart::Analysis, patience,
                            [&](std::string_view piece, std::uint64_t) {
                                got += piece;
                                return true;
                            }));
        QCOMPARE(got, std::string("{}\n"));
        QTRY_COMPARE_WITH_TIMEOUT(provider.openReaders(), 0, patienceMs);
    }

    void readingIsRefusedByItsCode() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        const auto running = provider.requestCapture({"in-a", std::nullopt, 1s, 1s, ""});
        const auto code = [&client](const v1::ReadCaptureRequest& request) {
            grpc::ClientContext context;
            context.set_deadline(std::chrono::system_clock::now() + patience);
            const auto reader = client.stub().ReadCapture(&context, request);
            v1::ReadCaptureResponse piece;
            while (reader->Read(&piece)) {
            }
            return reader->Finish().error_code();
        };
        using grpc::StatusCode;
        QCOMPARE(code(readOf("../../etc/passwd", v1::CAPTURE_PART_STREAM)), StatusCode::NOT_FOUND);
        QCOMPARE(code(readOf(running->id, v1::CAPTURE_PART_STREAM)),
                 StatusCode::FAILED_PRECONDITION);
        QCOMPARE(code(readOf(running->id, v1::CAPTURE_PART_UNSPECIFIED)),
                 StatusCode::INVALID_ARGUMENT);
    }

    void aSlowReaderCostsOnePieceAtATime() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        const std::string id = finishedCapture(provider, content(100'000'000));
        grpc::ClientContext context;
        const auto reader =
            client.stub().ReadCapture(&context, readOf(id, v1::CAPTURE_PART_STREAM));
        v1::ReadCaptureResponse piece;
        QVERIFY(reader->Read(&piece));
        QCOMPARE(piece.size(), std::uint64_t(100'000'000));
        // Nothing more is taken here. The node reads on until gRPC's own buffers are full, and
        // then no more, however long it takes.
        int before = -1;
        QTRY_VERIFY_WITH_TIMEOUT(
            std::exchange(before, provider.piecesRead()) == provider.piecesRead() && before > 0,
            patienceMs);
        QVERIFY2(provider.piecesRead() < 400, qPrintable(QString::number(provider.piecesRead())));
        // Others are served meanwhile.
        QVERIFY(listCaptures(endpointOf(*server), patience));
        context.TryCancel();
        while (reader->Read(&piece)) {
        }
        QCOMPARE(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
        QTRY_COMPARE_WITH_TIMEOUT(provider.openReaders(), 0, patienceMs);
    }

    void aReaderThatStopsLetsTheNodeGo() {
        FakeProvider provider;
        const auto server = serve(provider);
        const std::string id = finishedCapture(provider, content(50'000'000));
        int pieces = 0;
        const auto read =
            readCapture(endpointOf(*server), id, fleet::CapturePart::Stream, patience,
                        [&pieces](std::string_view, std::uint64_t) { return ++pieces < 3; });
        QVERIFY(!read);
        QCOMPARE(pieces, 3);
        QTRY_COMPARE_WITH_TIMEOUT(provider.openReaders(), 0, patienceMs);
    }

    void tooManyReadersAreRefused() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        const std::string id = finishedCapture(provider, content(50'000'000));
        std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
        std::vector<std::unique_ptr<grpc::ClientReader<v1::ReadCaptureResponse>>> readers;
        v1::ReadCaptureResponse piece;
        for (int i = 0; i < ReadCaptureCall::maximumReaders; ++i) {
            contexts.push_back(std::make_unique<grpc::ClientContext>());
            readers.push_back(client.stub().ReadCapture(contexts.back().get(),
                                                        readOf(id, v1::CAPTURE_PART_STREAM)));
            QVERIFY(readers.back()->Read(&piece));
        }
        grpc::ClientContext context;
        const auto one = client.stub().ReadCapture(&context, readOf(id, v1::CAPTURE_PART_STREAM));
        QVERIFY(!one->Read(&piece));
        QCOMPARE(one->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
        for (std::size_t i = 0; i < readers.size(); ++i) {
            contexts[i]->TryCancel();
            while (readers[i]->Read(&piece)) {
            }
            static_cast<void>(readers[i]->Finish());
        }
    }

    void stopIsBoundedWhileACaptureIsRead() {
        FakeProvider provider;
        auto server = serve(provider);
        Client client(*server);
        const std::string id = finishedCapture(provider, content(100'000'000));
        grpc::ClientContext context;
        const auto reader =
            client.stub().ReadCapture(&context, readOf(id, v1::CAPTURE_PART_STREAM));
        v1::ReadCaptureResponse piece;
        QVERIFY(reader->Read(&piece));
        server->stop();
        QCOMPARE(provider.openReaders(), 0);
        while (reader->Read(&piece)) {
        }
        QVERIFY(!reader->Finish().ok());
    }

    void anOldNodeIsNamedAsSuch() {
        const OldNode node;
        const auto list = listCaptures(node.endpoint(), patience);
        QVERIFY(!list);
        QVERIFY2(list.error().message.find("is too old for captures") != std::string::npos,
                 list.error().message.c_str());
        const auto until =
            requestDecoding(node.endpoint(), {"p", model::DecodePolicy::Full, 1s}, patience);
        QVERIFY(!until);
        QVERIFY(until.error().message.find("is too old for decoding on demand") !=
                std::string::npos);
        const auto read = readCapture(node.endpoint(), "x", fleet::CapturePart::Stream, patience,
                                      [](auto, auto) { return true; });
        QVERIFY(!read);
        QVERIFY(read.error().message.find("is too old for captures") != std::string::npos);
    }

    void aSourceAsks() {
        FakeProvider provider;
        const auto server = serve(provider);
        RecordingSink sink;
        GrpcSourceOptions options;
        options.endpoints = {endpointOf(*server)};
        const auto source = makeGrpcSource(options);
        source->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(!sink.all<model::NodeDescriptionPtr>().empty(), patienceMs);
        Answers<base::Utc> decodings;
        Answers<fleet::CaptureInfo> captures;
        source->requestDecoding({"cloud-test", "p2"}, model::DecodePolicy::KeyFrames, 30s,
                                decodings.taker());
        source->requestCapture("cloud-test", {"in-b", std::nullopt, 2s, 2s, "desk"},
                               captures.taker());
        source->requestCapture("cloud-test", {"nope", std::nullopt, 2s, 2s, ""}, captures.taker());
        QTRY_COMPARE_WITH_TIMEOUT(captures.all().size(), std::size_t(2), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(decodings.all().size(), std::size_t(1), patienceMs);
        QVERIFY(decodings.all().front() == FakeProvider::decodingUntil);
        QCOMPARE(provider.lastDecode().pathId, std::string("p2"));
        int good = 0;
        for (const auto& answer : captures.all()) {
            good += answer ? 1 : 0;
            QVERIFY(answer ||
                    answer.error().message.find("no input \"nope\"") != std::string::npos);
        }
        QCOMPARE(good, 1);
        source->stop();
    }

    void aSourceAnswersOnceWithoutTheNode() {
        RecordingSink sink;
        GrpcSourceOptions options;
        options.endpoints = {{"127.0.0.1:1", std::nullopt}};
        const auto source = makeGrpcSource(options);
        source->start(sink);
        Answers<base::Utc> decodings;
        Answers<fleet::CaptureInfo> captures;
        source->requestDecoding({"far", "p"}, model::DecodePolicy::Full, 30s, decodings.taker());
        source->requestCapture("far", {"in", std::nullopt, 2s, 2s, ""}, captures.taker());
        QTRY_COMPARE_WITH_TIMEOUT(decodings.all().size(), std::size_t(1), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(captures.all().size(), std::size_t(1), patienceMs);
        QCOMPARE(decodings.all().front().error().message, std::string("no contact with far"));
        source->stop();
        QCOMPARE(decodings.all().size(), std::size_t(1));
    }

    void aSourceAnswersOnceWhenItEnds() {
        StuckProvider provider;
        const auto server = serve(provider);
        RecordingSink sink;
        GrpcSourceOptions options;
        options.endpoints = {endpointOf(*server)};
        auto source = makeGrpcSource(options);
        source->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(!sink.all<model::NodeDescriptionPtr>().empty(), patienceMs);
        Answers<fleet::CaptureInfo> captures;
        source->requestCapture("cloud-test", {"in-a", std::nullopt, 1s, 1s, ""}, captures.taker());
        QTRY_VERIFY_WITH_TIMEOUT(provider.isAsked(), patienceMs);
        QVERIFY(captures.all().empty());
        source.reset();
        QCOMPARE(captures.all().size(), std::size_t(1));
        QVERIFY(!captures.all().front());
        provider.release();
        server->stop();
        QCOMPARE(captures.all().size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(ControlTest)
#include "tst_control.moc"
