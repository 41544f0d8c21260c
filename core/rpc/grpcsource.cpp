// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/grpcsource.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/rpc/controlcalls.h"
#include "core/rpc/nodelink.h"
#include "core/rpc/previewwatch.h"

namespace vigie::rpc {
namespace {

/// How long stop() waits for gRPC to let go of cancelled calls.
constexpr std::chrono::seconds maxWait{2};
/// The watchdog looks at least this often.
constexpr std::chrono::seconds slowest{10};

class GrpcSource final : public fleet::Source {
public:
    explicit GrpcSource(GrpcSourceOptions options)
        : m_count(std::make_shared<CallCount>()), m_waker(std::make_shared<Waker>()),
          m_watches(std::make_shared<WatchBoard>()), m_control(m_count) {
        constexpr int maxWindow = 16;
        options.window = std::clamp(options.window, 1, maxWindow);
        auto endpoints = std::exchange(options.endpoints, {});
        for (auto& endpoint : endpoints) {
            m_links.push_back(
                std::make_shared<NodeLink>(std::move(endpoint), options, m_count, m_waker));
        }
    }
    ~GrpcSource() override { stop(); }

    void start(fleet::Sink& sink) override {
        const std::lock_guard lock(m_mutex);
        if (m_isStopped || m_watchdog.joinable()) {
            return;
        }
        for (const auto& link : m_links) {
            link->start(sink);
        }
        m_watchdog =
            base::startThread("rpc-watchdog", [this](const std::stop_token& stop) { watch(stop); });
    }

    void stop() override {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
        if (m_watchdog.joinable()) {
            m_watchdog.request_stop();
            m_waker->wake();
            m_watchdog.join();
        }
        m_control.stop();
        m_watches->stop();
        for (const auto& link : m_links) {
            link->stop();
        }
        if (!m_count->waitForNone(maxWait)) {
            base::logger("rpc")->warn("some calls did not end in time; left behind");
        }
    }

    [[nodiscard]] base::SubscriptionPtr watchPreview(const model::PathRef& path,
                                                     const model::PreviewRequest& request,
                                                     fleet::PreviewSink& sink) override {
        return open(std::make_shared<PreviewWatch>(path, request, sink, m_count, m_waker));
    }

    [[nodiscard]] base::SubscriptionPtr watchSound(const model::PathRef& path, int track,
                                                   fleet::SoundSink& sink) override {
        return open(std::make_shared<SoundWatch>(path, track, sink, m_count, m_waker));
    }

    void requestDecoding(const model::PathRef& path, model::DecodePolicy policy,
                         std::chrono::seconds duration,
                         std::function<void(base::Result<base::Utc>)> done) override {
        m_control.requestDecoding(channelTo(path.nodeId), path.nodeId,
                                  {path.pathId, policy, duration}, std::move(done));
    }
    void requestCapture(const std::string& nodeId, const fleet::CaptureRequest& request,
                        std::function<void(base::Result<fleet::CaptureInfo>)> done) override {
        m_control.requestCapture(channelTo(nodeId), nodeId, request, std::move(done));
    }

    [[nodiscard]] base::Timestamp now() const override {
        return base::SystemClock::instance().now();
    }
    [[nodiscard]] bool isLive() const override { return true; }

private:
    [[nodiscard]] base::SubscriptionPtr open(std::shared_ptr<NodeWatch> watch) {
        m_watches->add(watch);
        m_waker->wake();
        return std::make_unique<base::CallOnEnd>(
            [watch = std::move(watch), board = std::weak_ptr(m_watches)] {
                watch->end();
                if (const auto alive = board.lock()) {
                    alive->remove(watch.get());
                }
            });
    }

    [[nodiscard]] std::shared_ptr<grpc::Channel> channelTo(const std::string& nodeId) const {
        for (const auto& link : m_links) {
            if (auto channel = link->channelTo(nodeId)) {
                return channel;
            }
        }
        return nullptr;
    }

    void watch(const std::stop_token& stop) {
        const auto channels = [this](const std::string& nodeId) { return channelTo(nodeId); };
        while (!stop.stop_requested()) {
            const auto moment = now().mono;
            base::Mono next = moment + slowest;
            for (const auto& link : m_links) {
                next = std::min(next, link->poll(moment));
            }
            next = std::min(next, m_watches->poll(moment, channels));
            m_waker->sleepUntil(next);
        }
    }

    const std::shared_ptr<CallCount> m_count;
    const std::shared_ptr<Waker> m_waker;
    const std::shared_ptr<WatchBoard> m_watches;
    ControlCalls m_control;
    std::vector<std::shared_ptr<NodeLink>> m_links; // fixed after construction
    std::mutex m_mutex;                             // start and stop
    bool m_isStopped = false;                       // guarded by m_mutex
    std::jthread m_watchdog;                        // guarded by m_mutex
};

} // namespace

std::unique_ptr<fleet::Source> makeGrpcSource(GrpcSourceOptions options) {
    return std::make_unique<GrpcSource>(std::move(options));
}

} // namespace vigie::rpc
