// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/tape.h"

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/replay/scribe.h"
#include "core/replay/tapequeue.h"

namespace vigie::replay {
namespace {

constexpr std::chrono::milliseconds waitForWork{500};

/// Ticks and timers come by themselves and many; all else is rare.
bool isRare(const engine::JournalInput& input) {
    const auto* source = std::get_if<fleet::Input>(&input);
    return source != nullptr ? !std::holds_alternative<model::TickPtr>(source->what)
                             : !std::holds_alternative<engine::TimerInput>(input);
}

/// On the one thread that packs and hands on.
struct Hand {
    Scribe& scribe;
    std::uint64_t order;

    void operator()(const engine::JournalInput& input) const { scribe.input(order, input); }
    void operator()(const BeginWork& begin) const { scribe.begin(order, *begin.state, begin.at); }
    void operator()(const EntryWork& entry) const { scribe.entry(order, *entry.entry, entry.at); }
    void operator()(const engine::SnapshotPtr& shown) const { scribe.snapshot(order, shown); }
    void operator()(const LostWork& lost) const {
        base::logger("record")->error("{} inputs were lost on the way to the recording.",
                                      lost.count);
        scribe.gap(order, std::to_string(lost.count) +
                              (lost.count == 1 ? " input is" : " inputs are") +
                              " missing: the desk was too busy to hand them to the recorder.");
    }
};

} // namespace

class Tape::Impl {
public:
    explicit Impl(record::Recorder& recorder) : m_recorder(recorder) {
        m_thread = base::startThread("tape", [this](const std::stop_token&) { run(); });
    }
    ~Impl() {
        m_queue.close();
        m_thread.join();
    }

    void push(Work work, bool hasRoom) { m_queue.push(std::move(work), hasRoom); }
    void offer(Work work) { m_queue.offer(std::move(work)); }
    [[nodiscard]] std::uint64_t lost() const { return m_queue.lost(); }
    [[nodiscard]] std::uint64_t firstOrder() { return m_recorder.nextOrder(); }

private:
    void run() {
        Scribe scribe([this](record::Item item) { m_recorder.take(std::move(item)); });
        for (;;) {
            // Asked first: what came before the end is then drained.
            const bool isLast = m_queue.isClosed();
            for (Work& work : m_queue.drain(waitForWork)) {
                std::visit(Hand{scribe, work.order}, work.what);
            }
            if (isLast) {
                return;
            }
        }
    }

    record::Recorder& m_recorder;
    TapeQueue m_queue{TapeQueue::Bounds{}};
    std::jthread m_thread;
};

Tape::Tape(record::Recorder& recorder) : m_impl(std::make_unique<Impl>(recorder)) {}

Tape::~Tape() = default;

std::uint64_t Tape::firstOrder() {
    return m_impl->firstOrder();
}

void Tape::onBegin(std::uint64_t order, const engine::BeginState& state,
                   const base::Timestamp& at) {
    m_impl->push({order, BeginWork{std::make_shared<engine::BeginState>(state), at}}, true);
}

void Tape::onInput(std::uint64_t order, const engine::JournalInput& input) {
    const bool hasRoom = isRare(input);
    m_impl->push({order, input}, hasRoom);
}

void Tape::onEntry(std::uint64_t order, const journal::Entry& entry, const base::Timestamp& at) {
    m_impl->push({order, EntryWork{std::make_shared<journal::Entry>(entry), at}}, true);
}

void Tape::onSnapshot(std::uint64_t order, const engine::SnapshotPtr& snapshot) {
    m_impl->offer({order, snapshot});
}

std::uint64_t Tape::lost() const {
    return m_impl->lost();
}

} // namespace vigie::replay
