// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/hub.h"

#include <algorithm>
#include <utility>

#include "core/rpc/bytes.h"
#include "core/wire/wire.h"

namespace vigie::rpc {

grpc::ByteBuffer serializeTick(const model::Tick& tick) {
    v1::SubscribeResponse message;
    wire::toWire(tick, *message.mutable_tick());
    return toBytes(message);
}

grpc::ByteBuffer TickFrame::bytes() const {
    std::call_once(m_once, [this] { m_bytes = serializeTick(*m_tick); });
    return m_bytes;
}

std::optional<std::string> Hub::attach(const std::shared_ptr<HubClient>& client) {
    const std::lock_guard lock(m_mutex);
    if (m_isStopping) {
        return "the node is stopping";
    }
    if (m_clients.size() >= maxClients) {
        return "the node serves too many calls already";
    }
    m_clients.push_back(client);
    if (m_hello) {
        client->onHello(m_hello);
    }
    return std::nullopt;
}

void Hub::detach(const HubClient* client) {
    std::shared_ptr<HubClient> gone; // destroyed outside the lock
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_clients.begin(), m_clients.end(),
                                    [client](const auto& c) { return c.get() == client; });
    if (found != m_clients.end()) {
        gone = std::move(*found);
        m_clients.erase(found);
    }
}

void Hub::stop() {
    const std::lock_guard lock(m_mutex);
    m_isStopping = true;
    for (const auto& client : m_clients) {
        client->onStopping();
    }
}

void Hub::onDescription(model::NodeDescriptionPtr description) {
    v1::SubscribeResponse message;
    wire::toWire(*description, *message.mutable_hello());
    auto hello = std::make_shared<HelloFrame>();
    hello->bytes = toBytes(message);
    hello->description = std::move(description);
    const std::lock_guard lock(m_mutex);
    m_hello = std::move(hello);
    for (const auto& client : m_clients) {
        client->onHello(m_hello);
    }
}

void Hub::onTick(model::TickPtr tick) {
    const auto frame = std::make_shared<const TickFrame>(std::move(tick));
    const std::lock_guard lock(m_mutex);
    for (const auto& client : m_clients) {
        client->onTick(frame);
    }
}

void Hub::onEvent(model::EventPtr event) {
    const std::lock_guard lock(m_mutex);
    for (const auto& client : m_clients) {
        client->onEvent(event);
    }
}

} // namespace vigie::rpc
