// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/tapequeue.h"

#include <optional>

namespace vigie::replay {
namespace {

constexpr std::size_t leastBytes = 256;
/// About what an alarm, an incident or a record with its words takes.
constexpr std::size_t bytesPerAlarm = 768;

std::size_t bytesOf(const model::Tick& tick) {
    std::size_t bytes = leastBytes;
    for (const model::Block& block : tick.blocks) {
        for (const model::Column& column : block.columns) {
            bytes += sizeof(column) + column.valid.size() +
                     (column.values.size() + column.minima.size() + column.maxima.size()) *
                         sizeof(std::int64_t);
        }
    }
    return bytes;
}

std::size_t bytesOf(const engine::JournalInput& input) {
    const auto* source = std::get_if<fleet::Input>(&input);
    if (source == nullptr) {
        return leastBytes;
    }
    const auto* tick = std::get_if<model::TickPtr>(&source->what);
    return tick != nullptr && *tick ? bytesOf(**tick) : leastBytes;
}

std::size_t bytesOf(const engine::Snapshot& snapshot) {
    return leastBytes + snapshot.nodes.size() * sizeof(engine::NodeStatus) +
           snapshot.paths.size() * sizeof(engine::PathStatus) +
           snapshot.deliveries.size() * sizeof(engine::DeliveryStatus) +
           snapshot.regions.size() * sizeof(engine::RegionStatus) +
           (snapshot.alarms.size() + snapshot.incidents.size()) * bytesPerAlarm;
}

std::size_t bytesOf(const journal::Entry& entry) {
    return leastBytes +
           (entry.commit.records.size() + entry.commit.alarms.size() + entry.incidents.size()) *
               bytesPerAlarm;
}

std::size_t bytesOf(const engine::BeginState& state) {
    std::size_t bytes = leastBytes + state.baselines.size();
    if (state.restored) {
        bytes += (state.restored->records.size() + state.restored->book.alarms.size() +
                  state.restored->incidents.size()) *
                 bytesPerAlarm;
    }
    return bytes;
}

} // namespace

std::size_t bytesOf(const Work& work) {
    struct Weigh {
        std::size_t operator()(const engine::JournalInput& input) const { return bytesOf(input); }
        std::size_t operator()(const BeginWork& begin) const { return bytesOf(*begin.state); }
        std::size_t operator()(const EntryWork& entry) const { return bytesOf(*entry.entry); }
        std::size_t operator()(const engine::SnapshotPtr& shown) const { return bytesOf(*shown); }
        std::size_t operator()(const LostWork& /*lost*/) const { return leastBytes; }
    };
    return std::visit(Weigh{}, work.what);
}

bool TapeQueue::add(Work work, std::size_t bytes, bool isRare) {
    const std::size_t extra = isRare ? 4 : 0;
    const auto within = [extra](std::size_t used, std::size_t bound) {
        return used <= bound + (extra == 0 ? 0 : bound / extra);
    };
    if (m_isClosed || !within(m_work.size() + 1, m_bounds.items) ||
        (!m_work.empty() && !within(m_bytes + bytes, m_bounds.bytes))) {
        return false;
    }
    if (m_lostUnmarked > 0) {
        m_work.push_back({m_lostOrder, LostWork{std::exchange(m_lostUnmarked, 0)}});
    }
    m_bytes += bytes;
    m_work.push_back(std::move(work));
    return true;
}

bool TapeQueue::push(Work work, bool isRare) {
    const std::size_t bytes = bytesOf(work);
    const std::uint64_t order = work.order;
    {
        const std::lock_guard lock(m_mutex);
        if (!add(std::move(work), bytes, isRare)) {
            m_lostOrder = order;
            ++m_lost;
            ++m_lostUnmarked;
            return false;
        }
    }
    m_ready.notify_one();
    return true;
}

bool TapeQueue::offer(Work work) {
    const std::size_t bytes = bytesOf(work);
    {
        const std::lock_guard lock(m_mutex);
        if (!add(std::move(work), bytes, false)) {
            return false;
        }
    }
    m_ready.notify_one();
    return true;
}

std::deque<Work> TapeQueue::drain(std::chrono::nanoseconds timeout) {
    std::unique_lock lock(m_mutex);
    m_ready.wait_for(lock, timeout, [this] { return m_isClosed || !m_work.empty(); });
    if (m_lostUnmarked > 0 && m_isClosed) { // nothing comes that could carry the mark
        m_work.push_back({m_lostOrder, LostWork{std::exchange(m_lostUnmarked, 0)}});
    }
    m_bytes = 0;
    return std::exchange(m_work, {});
}

void TapeQueue::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
    }
    m_ready.notify_all();
}

bool TapeQueue::isClosed() const {
    const std::lock_guard lock(m_mutex);
    return m_isClosed;
}

std::uint64_t TapeQueue::lost() const {
    const std::lock_guard lock(m_mutex);
    return m_lost;
}

} // namespace vigie::replay
