// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <functional>
#include <limits>

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>

#include "core/rpc/grpcsource.h"
#include "core/rpc/hub.h"
#include "core/rpc/listencall.h"
#include "core/rpc/server.h"
#include "core/rpc/services.h"
#include "core/wire/wire.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "tests/unit/rpc/recordingsink.h"
#include "vigie/v1/preview.grpc.pb.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 20'000;

const model::SoundTracks tracks{{0x101, model::AudioCodec::Ac3, "fra"},
                                {0x102, model::AudioCodec::AacLatm, ""}};

/// A node with sound, as the test says it.
class SoundingProvider final : public fleet::Provider {
public:
    model::NodeDescriptionPtr describe() const override { return m_rest.describe(); }
    base::SubscriptionPtr subscribe(fleet::ProviderListener& listener) override {
        return m_rest.subscribe(listener);
    }
    fleet::EventPage eventsAfter(std::uint64_t after, std::size_t most) const override {
        return m_rest.eventsAfter(after, most);
    }
    base::Result<base::SubscriptionPtr> watchPreview(const std::string& pathId,
                                                     const model::PreviewRequest& request,
                                                     fleet::PreviewListener& listener) override {
        return m_rest.watchPreview(pathId, request, listener);
    }
    base::Result<base::SubscriptionPtr> watchSound(const std::string& pathId, int track,
                                                   fleet::SoundListener& listener) override {
        const std::lock_guard lock(m_mutex);
        if (m_isMute) {
            return Provider::watchSound(pathId, track, listener);
        }
        m_asked = fmt::format("{} {}", pathId, track);
        m_listeners.push_back(&listener);
        if (m_hasPmt) {
            listener.onTracks(tracks);
        }
        return std::make_unique<base::CallOnEnd>([this, &listener] {
            const std::lock_guard ending(m_mutex);
            std::erase(m_listeners, &listener);
        });
    }

    void tell(const std::function<void(fleet::SoundListener&)>& what) {
        const std::lock_guard lock(m_mutex);
        for (auto* listener : m_listeners) {
            what(*listener);
        }
    }
    std::size_t listeners() {
        const std::lock_guard lock(m_mutex);
        return m_listeners.size();
    }
    std::string asked() {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }
    void losePmt() {
        const std::lock_guard lock(m_mutex);
        m_hasPmt = false;
    }
    void fallMute() {
        const std::lock_guard lock(m_mutex);
        m_isMute = true;
    }

private:
    FakeProvider m_rest;
    std::mutex m_mutex;
    std::vector<fleet::SoundListener*> m_listeners; // guarded by m_mutex
    std::string m_asked;                            // guarded by m_mutex
    bool m_hasPmt = true;                           // guarded by m_mutex
    bool m_isMute = false;                          // guarded by m_mutex
};

model::SoundUnitPtr makeUnit(std::uint64_t sequence, std::size_t bytes = 100,
                             std::optional<std::int64_t> pts = {}) {
    auto unit = std::make_shared<model::SoundUnit>();
    unit->sequence = sequence;
    unit->codec = model::AudioCodec::Ac3;
    unit->pts = pts;
    unit->arrival = base::utcFromNs(1'785'067'200'000'000'000);
    unit->data.assign(bytes, static_cast<char>('a' + sequence % 26));
    return unit;
}

std::unique_ptr<Server> serve(fleet::Provider& provider) {
    auto server = Server::start(provider, {.listen = "127.0.0.1:0"});
    return server ? std::move(*server) : nullptr;
}

std::unique_ptr<fleet::Source> sourceOf(int port) {
    GrpcSourceOptions options;
    options.endpoints = {{fmt::format("127.0.0.1:{}", port), std::nullopt}};
    options.staleAfter = 30s;
    return makeGrpcSource(options);
}

std::unique_ptr<v1::Preview::Stub> stubOf(const Server& server) {
    return v1::Preview::NewStub(grpc::CreateChannel(fmt::format("127.0.0.1:{}", server.port()),
                                                    grpc::InsecureChannelCredentials()));
}

grpc::StatusCode listenOnce(const Server& server, const v1::ListenRequest& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + 20s);
    const auto reader = stubOf(server)->Listen(&context, request);
    v1::SoundUnit unit;
    while (reader->Read(&unit)) {
    }
    return reader->Finish().error_code();
}

/// A server of the minor version before: its Preview has no Listen.
class OldNode {
public:
    OldNode() : m_hub(std::make_shared<Hub>()), m_telemetry(m_provider, m_hub) {
        m_subscription = m_provider.subscribe(*m_hub);
        grpc::ServerBuilder builder;
        builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &m_port);
        builder.RegisterService(&m_telemetry);
        m_server = builder.BuildAndStart();
    }
    ~OldNode() {
        m_hub->stop();
        m_server->Shutdown(std::chrono::system_clock::now() + 5s);
        m_server.reset();
    }
    [[nodiscard]] int port() const { return m_port; }

private:
    FakeProvider m_provider;
    std::shared_ptr<Hub> m_hub;
    TelemetryService m_telemetry;
    base::SubscriptionPtr m_subscription;
    int m_port = 0;
    std::unique_ptr<grpc::Server> m_server;
};

} // namespace

/// Preview.Listen: its wire, and over loopback from a provider to a source.
class ListenTest : public QObject {
    Q_OBJECT
private slots:
    void wireKeepsAll() {
        v1::SoundUnit message;
        wire::toWire(*makeUnit(7, 50, (std::int64_t{1} << 33) - 1), message);
        wire::toWire(tracks, *message.mutable_tracks());
        v1::SoundUnit read;
        QVERIFY(read.ParseFromString(message.SerializeAsString()));
        const auto news = wire::fromWire(read);
        QVERIFY(news);
        QVERIFY(news->tracks == tracks);
        QCOMPARE(news->unit->sequence, std::uint64_t{7});
        QVERIFY(news->unit->codec == model::AudioCodec::Ac3);
        QVERIFY(news->unit->pts == (std::int64_t{1} << 33) - 1);
        QVERIFY(news->unit->arrival == makeUnit(7)->arrival);
        QCOMPARE(news->unit->data, makeUnit(7, 50)->data);
        wire::toWire(*makeUnit(8), read);
        const auto next = wire::fromWire(read);
        QVERIFY(next && !next->unit->pts);
    }

    void wireBelievesNothing() {
        const auto isRefused = [](const std::function<void(v1::SoundUnit&)>& spoil) {
            v1::SoundUnit message;
            wire::toWire(*makeUnit(1), message);
            wire::toWire(tracks, *message.mutable_tracks());
            spoil(message);
            return !wire::fromWire(message);
        };
        QVERIFY(!isRefused([](auto&) {}));
        QVERIFY(!isRefused([](auto& m) { m.clear_data(); })); // only tracks
        QVERIFY(!isRefused([](auto& m) { m.set_codec(static_cast<v1::AudioCodec>(99)); }));
        QVERIFY(isRefused([](auto& m) { m.set_data(std::string(70'000, 'x')); }));
        QVERIFY(isRefused([](auto& m) { m.set_pts(-1); }));
        QVERIFY(isRefused([](auto& m) { m.set_pts(std::numeric_limits<std::int64_t>::max()); }));
        QVERIFY(isRefused([](auto& m) { m.mutable_tracks()->mutable_track(0)->set_pid(0x2000); }));
        QVERIFY(isRefused([](auto& m) {
            m.mutable_tracks()->mutable_track(0)->set_language(std::string(5'000, 'x'));
        }));
        QVERIFY(isRefused([](auto& m) {
            for (int i = 0; i < 1'000; ++i) {
                m.mutable_tracks()->add_track();
            }
        }));
    }

    void tracksComeFirstThenSound() {
        SoundingProvider provider;
        const auto server = serve(provider);
        RecordingSink sink;
        RecordingSound sound;
        const auto source = sourceOf(server->port());
        source->start(sink);
        auto handle = source->watchSound({"cloud-test", "p1"}, 1, sound);
        QTRY_COMPARE_WITH_TIMEOUT(sound.tracks().size(), std::size_t{1}, patienceMs);
        QVERIFY(sound.tracks().front() == tracks);
        QCOMPARE(provider.asked(), std::string("p1 1"));
        provider.tell([](auto& listener) { listener.onSound(makeUnit(0, 10, 900)); });
        QTRY_COMPARE_WITH_TIMEOUT(sound.units().size(), std::size_t{1}, patienceMs);
        QCOMPARE(sound.units().front()->data, makeUnit(0, 10)->data);
        QVERIFY(sound.units().front()->pts == 900);
        provider.tell([](auto& listener) { listener.onTracks({}); });
        QTRY_COMPARE_WITH_TIMEOUT(sound.tracks().size(), std::size_t{2}, patienceMs);
        QVERIFY(sound.tracks().back().empty());
        handle.reset();
        QTRY_COMPARE_WITH_TIMEOUT(provider.listeners(), std::size_t{0}, patienceMs);
    }

    void withoutAPmtOnlyTheBeginIsTold() {
        SoundingProvider provider;
        provider.losePmt();
        const auto server = serve(provider);
        RecordingSink sink;
        RecordingSound sound;
        const auto source = sourceOf(server->port());
        source->start(sink);
        const auto handle = source->watchSound({"cloud-test", "p1"}, 0, sound);
        QTRY_COMPARE_WITH_TIMEOUT(sound.begun(), 1, patienceMs);
        QVERIFY(sound.tracks().empty());
        QVERIFY(sound.units().empty());
        provider.tell([](auto& listener) { listener.onTracks(tracks); });
        QTRY_COMPARE_WITH_TIMEOUT(sound.tracks().size(), std::size_t{1}, patienceMs);
        QCOMPARE(sound.begun(), 1);
    }

    void aSlowClientLosesTheOldest() {
        SoundingProvider provider;
        const auto server = serve(provider);
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + 60s);
        v1::ListenRequest request;
        request.set_path_id("p0");
        const auto stub = stubOf(*server);
        const auto reader = stub->Listen(&context, request);
        QTRY_COMPARE_WITH_TIMEOUT(provider.listeners(), std::size_t{1}, patienceMs);
        // Nothing is read: more than all buffers on the way hold.
        constexpr std::uint64_t last = 3'000;
        for (std::uint64_t i = 0; i <= last; ++i) {
            provider.tell([i](auto& listener) { listener.onSound(makeUnit(i, 20'000)); });
        }
        v1::SoundUnit unit;
        std::uint64_t expected = 0;
        int gaps = 0;
        while (expected <= last && reader->Read(&unit)) {
            if (unit.data().empty()) {
                QVERIFY(unit.has_tracks());
                continue;
            }
            QVERIFY(unit.sequence() >= expected);
            gaps += unit.sequence() > expected ? 1 : 0;
            expected = unit.sequence() + 1;
        }
        QCOMPARE(expected, last + 1); // the newest arrived
        QVERIFY(gaps > 0);
        context.TryCancel();
    }

    void whatCannotBeHeardIsRefusedByItsCode() {
        SoundingProvider provider;
        const auto server = serve(provider);
        v1::ListenRequest request;
        request.set_path_id("nonsense");
        QVERIFY(listenOnce(*server, request) == grpc::StatusCode::NOT_FOUND);
        request.set_path_id("p0");
        request.set_track(ListenCall::maxTrack + 1);
        QVERIFY(listenOnce(*server, request) == grpc::StatusCode::INVALID_ARGUMENT);
        request.set_track(0);
        request.mutable_protocol()->set_major(9);
        QVERIFY(listenOnce(*server, request) == grpc::StatusCode::FAILED_PRECONDITION);
        request.clear_protocol();
        provider.fallMute();
        QVERIFY(listenOnce(*server, request) == grpc::StatusCode::FAILED_PRECONDITION);
    }

    void anOldNodeIsSaidToBeTooOld() {
        const OldNode node;
        RecordingSink sink;
        RecordingSound sound;
        const auto source = sourceOf(node.port());
        source->start(sink);
        const auto handle = source->watchSound({"cloud-test", "p0"}, 0, sound);
        const auto isTooOld = [&sound] {
            for (const auto& [trouble, detail] : sound.troubles()) {
                if (trouble == fleet::SoundTrouble::NodeTooOld) {
                    return detail.find("upgrade") != std::string::npos;
                }
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTooOld(), patienceMs);
    }

    void aNodeThatIsAwayIsSaidToBe() {
        RecordingSink sink;
        RecordingSound sound;
        const auto source = sourceOf(1); // nobody is there
        source->start(sink);
        const auto handle = source->watchSound({"cloud-test", "p0"}, 0, sound);
        QTRY_VERIFY_WITH_TIMEOUT(!sound.troubles().empty(), patienceMs);
        QVERIFY(sound.troubles().front().first == fleet::SoundTrouble::NodeAway);
    }

    void anEndIsTriedAgain() {
        SoundingProvider provider;
        const auto server = serve(provider);
        RecordingSink sink;
        RecordingSound sound;
        const auto source = sourceOf(server->port());
        source->start(sink);
        const auto handle = source->watchSound({"cloud-test", "p0"}, 0, sound);
        QTRY_COMPARE_WITH_TIMEOUT(sound.tracks().size(), std::size_t{1}, patienceMs);
        provider.tell([](auto& listener) { listener.onEnded("the input was removed"); });
        QTRY_COMPARE_WITH_TIMEOUT(sound.tracks().size(), std::size_t{2}, patienceMs);
        const auto troubles = sound.troubles();
        QVERIFY(!troubles.empty());
        QVERIFY(troubles.back().first == fleet::SoundTrouble::NodeAway);
        QVERIFY(troubles.back().second.find("removed") != std::string::npos);
    }

    void aSourceWithoutSoundSaysSo() {
        class Recorded final : public fleet::Source {
            void start(fleet::Sink&) override {}
            void stop() override {}
            base::SubscriptionPtr watchPreview(const model::PathRef&, const model::PreviewRequest&,
                                               fleet::PreviewSink&) override {
                return nullptr;
            }
            base::Timestamp now() const override { return {}; }
            bool isLive() const override { return false; }
        };
        Recorded recorded;
        RecordingSound sound;
        const auto handle = static_cast<fleet::Source&>(recorded).watchSound({"n", "p"}, 0, sound);
        QCOMPARE(sound.troubles().size(), std::size_t{1});
        QVERIFY(sound.troubles().front().first == fleet::SoundTrouble::NoSoundHere);
    }
};

QTEST_GUILESS_MAIN(ListenTest)
#include "tst_listen.moc"
