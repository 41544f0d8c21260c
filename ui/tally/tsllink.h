// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/config/tslfile.h"
#include "core/engine/view.h"
#include "core/tsl/receiver.h"
#include "core/tsl/sender.h"
#include "ui/desk/tallyboard.h"
#include "ui/tally/faultdisplays.h"

namespace vigie::ui::tally {

/// TSL UMD in and out: what routers and switchers say of the feeds goes to the tally board, and the
/// faults of the present go to multiviewers. Sockets have threads of their own; all else happens on
/// the GUI thread, coalesced, and waits for nobody. The board and the engine (the live one, never a
/// past or a replay) must outlive it. When it ends it darkens the lamps that it had lit: nobody
/// watches any more.
class TslLink final : public QObject {
    Q_OBJECT
public:
    TslLink(config::TslConfig config, const engine::View& engine, desk::TallyBoard& board);
    /// Waits for the last word to be sent, at most half a second in all.
    ~TslLink() override;

    /// In the order of the configuration.
    [[nodiscard]] std::vector<tsl::ReceiverStatus> listening() const;
    [[nodiscard]] std::vector<tsl::SenderStatus> sending() const;

private:
    /// Who said what the board shows.
    struct Origin {
        std::size_t receiver = 0;
        std::string sender;
        bool operator==(const Origin&) const = default;
    };
    struct Heard {
        tsl::Display display;
        Origin origin;
    };

    void wake();
    void hear();
    void tell();
    void place(const engine::Snapshot& snapshot);
    void take(const Heard& heard);
    void show(const std::string& feedId, const Heard& heard);
    void forget(const Origin& origin);

    const config::TslConfig m_config;
    const engine::View& m_engine;
    desk::TallyBoard& m_board;
    /// Of the configuration, or by the numbers of the newest plan.
    FeedAt m_feedAt;
    std::map<std::string, Origin> m_origins; // by feed
    /// Said before it was known of which feed; bounded.
    std::map<std::uint16_t, Heard> m_unplaced;
    std::uint64_t m_revision = 0;
    QTimer m_timer;
    std::atomic<bool> m_isAwake{false}; // a call of hear() is queued
    std::vector<std::unique_ptr<tsl::Sender>> m_senders;
    std::vector<std::unique_ptr<tsl::Receiver>> m_receivers; // these call wake()
};

} // namespace vigie::ui::tally
