// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <optional>
#include <thread>

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>

#include "core/rpc/grpcsource.h"
#include "core/rpc/protocol.h"
#include "core/rpc/server.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "tests/unit/rpc/recordingsink.h"
#include "vigie/v1/preview.grpc.pb.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 20'000;

std::unique_ptr<Server> serve(fleet::Provider& provider, std::uint16_t port = 0) {
    auto server = Server::start(provider, {.listen = fmt::format("127.0.0.1:{}", port)});
    return server ? std::move(*server) : nullptr;
}

std::unique_ptr<fleet::Source> sourceOf(std::uint16_t port) {
    GrpcSourceOptions options;
    options.endpoints = {{fmt::format("127.0.0.1:{}", port), std::nullopt}};
    options.staleAfter = 30s;
    return makeGrpcSource(options);
}

grpc::Status watchOnce(const Server& server, const v1::WatchRequest& request) {
    const auto stub = v1::Preview::NewStub(grpc::CreateChannel(
        fmt::format("127.0.0.1:{}", server.port()), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + 20s);
    const auto reader = stub->Watch(&context, request);
    v1::AccessUnit unit;
    while (reader->Read(&unit)) {
    }
    return reader->Finish();
}

} // namespace

class PreviewTest : public QObject {
    Q_OBJECT
private slots:
    void beginsWithTheCachedKey();
    void slowClientDropsToTheNextKey();
    void unknownPathAndOneWithoutPreview();
    void endingTheHandleEndsTheNodesWatch();
    void handleMayEndInsideItsOwnCallback();
    void nodeEndingItIsRetried();
    void survivesTheNodesRestart();
    void refusedByTheProviderIsSaid();
    void sourceGoesBeforeTheHandle();
};

void PreviewTest::beginsWithTheCachedKey() {
    FakeProvider provider;
    provider.cacheKey(FakeProvider::makeUnit(7, true, 900));
    const auto server = serve(provider);
    RecordingSink sink;
    RecordingPreview preview;
    const auto source = sourceOf(server->port());
    source->start(sink);
    const auto handle = source->watchPreview({"cloud-test", "p0"}, {240, 136, 12.5, true}, preview);
    QTRY_COMPARE_WITH_TIMEOUT(preview.units().size(), std::size_t{1}, patienceMs);
    const auto first = preview.units().front();
    QVERIFY(first->isKey);
    QCOMPARE(first->sequence, std::uint64_t{7});
    QCOMPARE(first->data, FakeProvider::makeUnit(7, true, 900)->data);
    QVERIFY((provider.lastRequest() == model::PreviewRequest{240, 136, 12.5, true}));
    provider.unit(FakeProvider::makeUnit(8, false, 100));
    QTRY_COMPARE_WITH_TIMEOUT(preview.units().size(), std::size_t{2}, patienceMs);
    QVERIFY(!preview.units().back()->isKey);
}

void PreviewTest::slowClientDropsToTheNextKey() {
    FakeProvider provider;
    const auto server = serve(provider);
    const auto stub = v1::Preview::NewStub(grpc::CreateChannel(
        fmt::format("127.0.0.1:{}", server->port()), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + 60s);
    v1::WatchRequest request;
    request.set_path_id("p0");
    const auto reader = stub->Watch(&context, request);
    QTRY_COMPARE_WITH_TIMEOUT(provider.watches(), std::size_t{1}, patienceMs);
    // Nothing is read: more than all buffers on the way hold. Keys are 50 apart.
    constexpr std::uint64_t last = 3'000;
    for (std::uint64_t i = 1; i <= last; ++i) {
        provider.unit(FakeProvider::makeUnit(i, i % 50 == 1, 20'000));
    }
    provider.unit(FakeProvider::makeUnit(last + 1, true, 10));
    std::uint64_t expected = 1;
    int gaps = 0;
    v1::AccessUnit unit;
    while (expected <= last + 1 && reader->Read(&unit)) {
        if (unit.sequence() != expected) {
            ++gaps;
            QVERIFY(unit.sequence() > expected);
            QVERIFY(unit.key()); // after a gap always a key
        }
        expected = unit.sequence() + 1;
    }
    QCOMPARE(expected, last + 2); // the newest arrived
    QVERIFY(gaps > 0);
    context.TryCancel();
}

void PreviewTest::unknownPathAndOneWithoutPreview() {
    FakeProvider provider;
    const auto server = serve(provider);
    v1::WatchRequest request;
    request.set_path_id("nonsense");
    auto status = watchOnce(*server, request);
    QVERIFY(status.error_code() == grpc::StatusCode::NOT_FOUND);
    QVERIFY(status.error_message().find("nonsense") != std::string::npos);
    request.set_path_id("p3");
    status = watchOnce(*server, request);
    QVERIFY(status.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
    request.set_path_id("p0");
    request.set_max_frame_rate(-1);
    QVERIFY(watchOnce(*server, request).error_code() == grpc::StatusCode::INVALID_ARGUMENT);
}

void PreviewTest::endingTheHandleEndsTheNodesWatch() {
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    RecordingPreview preview;
    const auto source = sourceOf(server->port());
    source->start(sink);
    auto handle = source->watchPreview({"cloud-test", "p0"}, {}, preview);
    QTRY_COMPARE_WITH_TIMEOUT(provider.watches(), std::size_t{1}, patienceMs);
    provider.unit(FakeProvider::makeUnit(1, true, 10));
    QTRY_COMPARE_WITH_TIMEOUT(preview.units().size(), std::size_t{1}, patienceMs);
    handle.reset();
    provider.unit(FakeProvider::makeUnit(2, true, 10));
    QTRY_COMPARE_WITH_TIMEOUT(provider.watches(), std::size_t{0}, patienceMs);
    QCOMPARE(preview.units().size(), std::size_t{1});
    QVERIFY(preview.reasons().empty());
}

void PreviewTest::handleMayEndInsideItsOwnCallback() {
    class Suicidal final : public fleet::PreviewSink {
    public:
        void onAccessUnit(model::AccessUnitPtr) override {
            const std::lock_guard lock(mutex);
            handle.reset();
            ++pictures;
        }
        void onInterrupted(const std::string&) override {}
        std::mutex mutex;
        base::SubscriptionPtr handle; // guarded by mutex
        std::atomic<int> pictures{0};
    };
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    Suicidal preview;
    const auto source = sourceOf(server->port());
    source->start(sink);
    {
        const std::lock_guard lock(preview.mutex);
        preview.handle = source->watchPreview({"cloud-test", "p0"}, {}, preview);
    }
    QTRY_COMPARE_WITH_TIMEOUT(provider.watches(), std::size_t{1}, patienceMs);
    provider.unit(FakeProvider::makeUnit(1, true, 10));
    provider.unit(FakeProvider::makeUnit(2, true, 10));
    QTRY_COMPARE_WITH_TIMEOUT(provider.watches(), std::size_t{0}, patienceMs);
    QCOMPARE(preview.pictures.load(), 1);
}

void PreviewTest::nodeEndingItIsRetried() {
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    RecordingPreview preview;
    const auto source = sourceOf(server->port());
    source->start(sink);
    const auto handle = source->watchPreview({"cloud-test", "p0"}, {}, preview);
    QTRY_COMPARE_WITH_TIMEOUT(provider.watches(), std::size_t{1}, patienceMs);
    provider.cacheKey(FakeProvider::makeUnit(1, true, 10));
    provider.endPreviews("the encoder failed");
    QTRY_COMPARE_WITH_TIMEOUT(preview.units().size(), std::size_t{1}, patienceMs);
    QCOMPARE(preview.reasons().size(), std::size_t{1});
    QVERIFY(preview.reasons().front().find("the encoder failed") != std::string::npos);
}

void PreviewTest::survivesTheNodesRestart() {
    FakeProvider provider;
    provider.cacheKey(FakeProvider::makeUnit(1, true, 10));
    auto server = serve(provider);
    const auto port = server->port();
    RecordingSink sink;
    RecordingPreview preview;
    const auto source = sourceOf(port);
    source->start(sink);
    const auto handle = source->watchPreview({"cloud-test", "p0"}, {}, preview);
    QTRY_COMPARE_WITH_TIMEOUT(preview.units().size(), std::size_t{1}, patienceMs);
    server->stop();
    QCOMPARE(provider.watches(), std::size_t{0});
    QTRY_COMPARE_WITH_TIMEOUT(preview.reasons().size(), std::size_t{1}, patienceMs);
    server = serve(provider, port);
    QVERIFY(server);
    QTRY_COMPARE_WITH_TIMEOUT(preview.units().size(), std::size_t{2}, patienceMs);
}

void PreviewTest::refusedByTheProviderIsSaid() {
    FakeProvider provider;
    provider.refusePreviews(true);
    const auto server = serve(provider);
    RecordingSink sink;
    RecordingPreview preview;
    const auto source = sourceOf(server->port());
    source->start(sink);
    const auto handle = source->watchPreview({"cloud-test", "p0"}, {}, preview);
    QTRY_VERIFY_WITH_TIMEOUT(!preview.reasons().empty(), patienceMs);
    QVERIFY(preview.reasons().front().find("no encoder left") != std::string::npos);
    provider.cacheKey(FakeProvider::makeUnit(1, true, 10));
    provider.refusePreviews(false);
    QTRY_COMPARE_WITH_TIMEOUT(preview.units().size(), std::size_t{1}, patienceMs);
    QCOMPARE(preview.reasons().size(), std::size_t{1}); // said once, however often it was tried
}

void PreviewTest::sourceGoesBeforeTheHandle() {
    FakeProvider provider;
    const auto server = serve(provider);
    RecordingSink sink;
    RecordingPreview preview;
    auto source = sourceOf(server->port());
    source->start(sink);
    auto handle = source->watchPreview({"cloud-test", "p0"}, {}, preview);
    QTRY_COMPARE_WITH_TIMEOUT(provider.watches(), std::size_t{1}, patienceMs);
    source.reset();
    QTRY_COMPARE_WITH_TIMEOUT(provider.watches(), std::size_t{0}, patienceMs);
    handle.reset();
    QVERIFY(preview.units().empty());
}

QTEST_GUILESS_MAIN(PreviewTest)
#include "tst_preview.moc"
