// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include "core/fleet/source.h"
#include "core/rpc/callcount.h"
#include "core/rpc/nodewatch.h"
#include "core/wire/wire.h"

namespace vigie::rpc {

/// One preview that somebody wants. See NodeWatch.
class PreviewWatch final : public NodeWatch {
public:
    PreviewWatch(model::PathRef path, model::PreviewRequest request, fleet::PreviewSink& sink,
                 std::shared_ptr<CallCount> count, std::shared_ptr<Waker> watchdog)
        : NodeWatch(std::move(path), std::move(watchdog)), m_request(request),
          m_count(std::move(count)), m_sink(sink) {}

    /// By the stream.
    void onAccessUnit(const WatchStream* stream, model::AccessUnitPtr unit);

private:
    [[nodiscard]] std::shared_ptr<WatchStream>
    open(const std::shared_ptr<grpc::Channel>& channel) override;
    void tellInterrupted(const Failure& failure) override;

    const model::PreviewRequest m_request;
    const std::shared_ptr<CallCount> m_count;
    fleet::PreviewSink& m_sink; // lives until end()
};

/// One sound that somebody listens to. See NodeWatch.
class SoundWatch final : public NodeWatch {
public:
    SoundWatch(model::PathRef path, int track, fleet::SoundSink& sink,
               std::shared_ptr<CallCount> count, std::shared_ptr<Waker> watchdog)
        : NodeWatch(std::move(path), std::move(watchdog)), m_track(track),
          m_count(std::move(count)), m_sink(sink) {}

    /// By the stream.
    void onNews(const WatchStream* stream, wire::SoundNews news);

private:
    [[nodiscard]] std::shared_ptr<WatchStream>
    open(const std::shared_ptr<grpc::Channel>& channel) override;
    void tellInterrupted(const Failure& failure) override;
    void tellAbsent() override;

    const int m_track;
    const std::shared_ptr<CallCount> m_count;
    fleet::SoundSink& m_sink; // lives until end()
};

} // namespace vigie::rpc
