// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tally/tsllink.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace vigie::ui::tally {
namespace {

using namespace std::chrono_literals;

/// How soon a fault that the engine has found is told.
constexpr int tickMs = 100;
constexpr std::size_t mostUnplaced = 4096;
constexpr auto farewell = 500ms;

desk::TallyColor colorOf(tsl::Lamp lamp) {
    switch (lamp) {
    case tsl::Lamp::Off:
        return desk::TallyColor::Off;
    case tsl::Lamp::Red:
        return desk::TallyColor::Red;
    case tsl::Lamp::Green:
        return desk::TallyColor::Green;
    case tsl::Lamp::Amber:
        return desk::TallyColor::Amber;
    }
    return desk::TallyColor::Off;
}

} // namespace

TslLink::TslLink(config::TslConfig config, const engine::View& engine, desk::TallyBoard& board)
    : m_config(std::move(config)), m_engine(engine), m_board(board) {
    for (const auto& mapping : m_config.map) {
        m_feedAt[mapping.index] = mapping.feedId;
    }
    for (const config::TslTarget& target : m_config.send) {
        m_senders.push_back(std::make_unique<tsl::Sender>(target.sender));
    }
    for (const tsl::ReceiverOptions& options : m_config.listen) {
        m_receivers.push_back(std::make_unique<tsl::Receiver>(options, [this] { wake(); }));
    }
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &TslLink::tell);
    m_timer.start();
    tell();
}

TslLink::~TslLink() {
    m_receivers.clear(); // nobody calls wake() any more
    const engine::SnapshotPtr snapshot = m_engine.snapshot();
    for (std::size_t i = 0; i < m_senders.size(); ++i) {
        m_senders[i]->set(displaysFor(m_config.send[i], m_feedAt, *snapshot, false));
    }
    const auto end = std::chrono::steady_clock::now() + farewell;
    for (const auto& sender : m_senders) {
        if (sender->status().isOpen) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                end - std::chrono::steady_clock::now());
            (void)sender->settle(std::max(left, 0ms)); // who does not take it by then has not
        }
    }
}

std::vector<tsl::ReceiverStatus> TslLink::listening() const {
    std::vector<tsl::ReceiverStatus> all;
    for (const auto& receiver : m_receivers) {
        all.push_back(receiver->status());
    }
    return all;
}

std::vector<tsl::SenderStatus> TslLink::sending() const {
    std::vector<tsl::SenderStatus> all;
    for (const auto& sender : m_senders) {
        all.push_back(sender->status());
    }
    return all;
}

void TslLink::wake() {
    if (!m_isAwake.exchange(true)) {
        QMetaObject::invokeMethod(this, &TslLink::hear, Qt::QueuedConnection);
    }
}

void TslLink::hear() {
    m_isAwake = false; // before taking: what comes from here on wakes anew
    for (std::size_t i = 0; i < m_receivers.size(); ++i) {
        tsl::News news = m_receivers[i]->take();
        for (std::string& sender : news.silent) {
            forget({i, std::move(sender)});
        }
        if (news.all) {
            const Heard heard{std::move(news.all->display), {i, std::move(news.all->sender)}};
            m_unplaced.clear();
            for (const auto& [index, feedId] : m_feedAt) {
                show(feedId, heard);
            }
        }
        for (auto& one : news.displays) {
            take({std::move(one.display), {i, std::move(one.sender)}});
        }
    }
}

void TslLink::take(const Heard& heard) {
    const std::uint16_t index = heard.display.index;
    if (const auto found = m_feedAt.find(index); found != m_feedAt.end()) {
        show(found->second, heard);
    } else if (m_config.map.empty() &&
               (m_unplaced.size() < mostUnplaced || m_unplaced.contains(index))) {
        m_unplaced.insert_or_assign(index, heard);
    }
}

void TslLink::show(const std::string& feedId, const Heard& heard) {
    m_origins[feedId] = heard.origin;
    desk::Tally tally;
    tally.label = QString::fromStdString(heard.display.label);
    tally.left = colorOf(heard.display.left);
    tally.text = colorOf(heard.display.text);
    tally.right = colorOf(heard.display.right);
    m_board.set(QString::fromStdString(feedId), tally);
}

void TslLink::forget(const Origin& origin) {
    std::erase_if(m_unplaced, [&origin](const auto& item) { return item.second.origin == origin; });
    for (auto it = m_origins.begin(); it != m_origins.end();) {
        if (it->second == origin) {
            m_board.clear(QString::fromStdString(it->first));
            it = m_origins.erase(it);
        } else {
            ++it;
        }
    }
}

void TslLink::tell() {
    const engine::SnapshotPtr snapshot = m_engine.snapshot();
    if (!snapshot->isLive || snapshot->revision == 0 || snapshot->revision == m_revision) {
        return;
    }
    m_revision = snapshot->revision;
    if (m_config.map.empty()) {
        place(*snapshot);
    }
    for (std::size_t i = 0; i < m_senders.size(); ++i) {
        m_senders[i]->set(displaysFor(m_config.send[i], m_feedAt, *snapshot));
    }
}

/// Numbers of the plan, and of what is seen without one.
void TslLink::place(const engine::Snapshot& snapshot) {
    FeedAt feedAt;
    const auto add = [&feedAt](std::uint32_t number, const std::string& feedId) {
        if (number > 0 && number <= tsl::highestIndex) {
            feedAt.try_emplace(static_cast<std::uint16_t>(number), feedId);
        }
    };
    if (snapshot.plan) {
        for (const model::FeedInfo& feed : snapshot.plan->feeds) {
            add(feed.number, feed.id);
        }
    }
    for (const engine::DeliveryStatus& delivery : snapshot.deliveries) {
        add(delivery.feedNumber, delivery.feedId);
    }
    if (feedAt == m_feedAt) {
        return;
    }
    for (const auto& [index, feedId] : m_feedAt) { // another one may stand there now
        const auto now = feedAt.find(index);
        if ((now == feedAt.end() || now->second != feedId) && m_origins.erase(feedId) > 0) {
            m_board.clear(QString::fromStdString(feedId));
        }
    }
    m_feedAt = std::move(feedAt);
    for (const auto& [index, feedId] : m_feedAt) {
        if (auto waiting = m_unplaced.extract(index)) {
            show(feedId, waiting.mapped());
        }
    }
}

} // namespace vigie::ui::tally
