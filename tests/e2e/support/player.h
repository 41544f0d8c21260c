// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/transport/receiver.h"

namespace vigie::e2e {

/// Plays a file at its own pace, looped, and hands it on in datagrams of seven packets.
class Player final : private transport::ReceiverSink {
public:
    using Take = std::function<void(std::span<const std::byte>)>;

    Player(const std::string& file, Take take) : m_take(std::move(take)) {
        auto receiver =
            transport::Receiver::create("player", {.uri = "file://" + file, .passphrase = {}});
        if (receiver) {
            m_receiver = std::move(*receiver);
            m_receiver->start(*this);
        }
    }
    ~Player() override {
        if (m_receiver) {
            m_receiver->stop();
        }
    }
    [[nodiscard]] bool isValid() const { return m_receiver != nullptr; }

private:
    static constexpr std::size_t datagram = 7 * 188;

    void onBytes(std::span<const std::byte> bytes, base::Timestamp) override {
        m_pending.insert(m_pending.end(), bytes.begin(), bytes.end());
        std::size_t from = 0;
        for (; m_pending.size() - from >= datagram; from += datagram) {
            m_take(std::span(m_pending).subspan(from, datagram));
        }
        m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(from));
    }
    void onGap(std::uint64_t, base::Timestamp) override {}
    void onRestart(base::Timestamp) override {}
    void onState(transport::LinkState, const std::string&, base::Timestamp) override {}

    Take m_take;
    std::unique_ptr<transport::Receiver> m_receiver;
    std::vector<std::byte> m_pending; // the player's thread
};

} // namespace vigie::e2e
