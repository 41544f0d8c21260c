// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/rpc/worker.h"
#include "core/rpc/writecall.h"
#include "vigie/v1/preview.pb.h"

namespace vigie::rpc {

/// One client's Preview.Listen. Frames wait in a queue bounded in units and bytes; when a slow
/// client fills it the oldest go, and the sequence shows the gap; of the tracks the newest are
/// told. The provider's watch is opened and ended on the worker. Frames come on the provider's
/// threads; owns itself until OnDone and until the watch has ended.
class ListenCall final : public WriteCall<ListenCall, v1::SoundUnit>, public fleet::SoundListener {
public:
    /// More than two seconds of the shortest frames in use.
    static constexpr std::size_t maxQueuedUnits = 128;
    static constexpr std::size_t maxQueuedBytes = 256 * 1024;
    static constexpr std::uint32_t maxTrack = 255;

    [[nodiscard]] static ListenCall* begin(std::shared_ptr<Hub> hub, Worker& worker,
                                           fleet::Provider& provider,
                                           const v1::ListenRequest& request);

    void onTracks(const model::SoundTracks& tracks) override;
    void onSound(model::SoundUnitPtr unit) override;
    void onEnded(const std::string& reason) override;

private:
    friend WriteCall;

    ListenCall(std::shared_ptr<Hub> hub, Worker& worker, fleet::Provider& provider)
        : WriteCall(std::move(hub)), m_worker(worker), m_provider(provider) {}

    [[nodiscard]] std::optional<grpc::Status> accept(const v1::ListenRequest& request);
    void watch();
    void atEnd(const std::shared_ptr<ListenCall>& self) override;
    // With m_mutex held:
    bool fill(v1::SoundUnit& into);

    Worker& m_worker;            // outlives every call
    fleet::Provider& m_provider; // outlives the server
    std::string m_pathId;
    int m_track = 0;
    std::mutex m_watching;
    base::SubscriptionPtr m_watch; // guarded by m_watching, which is never taken under m_mutex

    // Guarded by m_mutex:
    std::deque<model::SoundUnitPtr> m_queue;
    std::size_t m_queuedBytes = 0;
    std::optional<model::SoundTracks> m_tracks; // not told yet
    bool m_isBeginDue = false;                  // a client waits for the first message
    bool m_isBegun = false;                     // something was written
};

} // namespace vigie::rpc
