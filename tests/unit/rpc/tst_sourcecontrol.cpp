// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "core/rpc/grpcsource.h"
#include "tests/unit/rpc/controlclient.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "tests/unit/rpc/recordingsink.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;

namespace {

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

/// What a source asks of a node by vigie.v1.Control: every question has one answer.
class SourceControlTest : public QObject {
    Q_OBJECT
private slots:
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

QTEST_GUILESS_MAIN(SourceControlTest)
#include "tst_sourcecontrol.moc"
