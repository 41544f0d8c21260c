// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <grpcpp/support/byte_buffer.h>

#include "core/fleet/provider.h"

namespace vigie::rpc {

/// A description with its wire form, made once for all clients.
struct HelloFrame {
    model::NodeDescriptionPtr description;
    grpc::ByteBuffer bytes;
};
using HelloFramePtr = std::shared_ptr<const HelloFrame>;

/// A tick with its wire form, made once and only if some client takes it as it is. Thread-safe.
class TickFrame {
public:
    explicit TickFrame(model::TickPtr tick) : m_tick(std::move(tick)) {}
    [[nodiscard]] const model::TickPtr& tick() const { return m_tick; }
    [[nodiscard]] grpc::ByteBuffer bytes() const;

private:
    const model::TickPtr m_tick;
    mutable std::once_flag m_once;
    mutable grpc::ByteBuffer m_bytes; // written once, under m_once
};
using TickFramePtr = std::shared_ptr<const TickFrame>;

/// The wire form of one tick as a SubscribeResponse.
[[nodiscard]] grpc::ByteBuffer serializeTick(const model::Tick& tick);

/// A client of the hub: one call. Told on the provider's thread, or on a gRPC thread while it
/// attaches. Returns at once; must not call the hub back.
class HubClient {
public:
    virtual ~HubClient() = default;
    virtual void onHello(const HelloFramePtr& hello) = 0;
    virtual void onTick(const TickFramePtr& tick) = 0;
    virtual void onEvent(const model::EventPtr& event) = 0;
    /// The node stops: end the call.
    virtual void onStopping() = 0;
};

/// Fans what one Provider tells out to the calls. Listens on the provider's thread; holds its lock
/// while it tells, so that a call that attaches sees the description before any tick of it.
class Hub final : public fleet::ProviderListener {
public:
    /// Calls served at once; the next is refused.
    static constexpr std::size_t maxClients = 2048;

    /// Tells the present description. A sentence when the node stops, or serves too many already.
    [[nodiscard]] std::optional<std::string> attach(const std::shared_ptr<HubClient>& client);
    void detach(const HubClient* client);
    /// Ends every call; none attaches any more. Idempotent.
    void stop();

    void onDescription(model::NodeDescriptionPtr description) override;
    void onTick(model::TickPtr tick) override;
    void onEvent(model::EventPtr event) override;

private:
    std::mutex m_mutex;
    HelloFramePtr m_hello;                             // guarded by m_mutex
    std::vector<std::shared_ptr<HubClient>> m_clients; // guarded by m_mutex
    bool m_isStopping = false;                         // guarded by m_mutex
};

} // namespace vigie::rpc
