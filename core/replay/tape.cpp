// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/tape.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/replay/frame.h"
#include "core/replay/notes.h"
#include "core/replay/outliner.h"
#include "core/replay/tapequeue.h"

namespace vigie::replay {
namespace {

using std::chrono::seconds;

/// Of the recording's clock.
constexpr seconds framePeriod{10};
constexpr seconds leastBetweenFrames{1};
constexpr seconds bookPeriod{600};
constexpr std::chrono::milliseconds waitForWork{500};

/// What a frame is written for between its times: what is on air and in contact, as indexes. They
/// shift with the tables, which is reason enough for a frame.
std::vector<std::uint32_t> shownBy(const engine::Snapshot& snapshot) {
    std::vector<std::uint32_t> shown;
    shown.reserve(snapshot.nodes.size() + snapshot.deliveries.size());
    for (const engine::NodeStatus& node : snapshot.nodes) {
        shown.push_back(static_cast<std::uint32_t>(node.contact));
    }
    for (const engine::DeliveryStatus& delivery : snapshot.deliveries) {
        const std::uint32_t path =
            delivery.onAir ? static_cast<std::uint32_t>(*delivery.onAir) + 1 : 0;
        shown.push_back(path * 8 + static_cast<std::uint32_t>(delivery.reason));
    }
    return shown;
}

base::Timestamp timeOf(const engine::JournalInput& input) {
    struct When {
        base::Timestamp operator()(const fleet::Input& i) const { return i.received; }
        base::Timestamp operator()(const engine::TimerInput& i) const { return i.at; }
        base::Timestamp operator()(const engine::ActInput& i) const { return i.at; }
        base::Timestamp operator()(const engine::RulesInput& i) const { return i.at; }
    };
    return std::visit(When{}, input);
}

/// Ticks and timers come by themselves and many; all else is rare.
bool isRare(const engine::JournalInput& input) {
    const auto* source = std::get_if<fleet::Input>(&input);
    return source != nullptr ? !std::holds_alternative<model::TickPtr>(source->what)
                             : !std::holds_alternative<engine::TimerInput>(input);
}

/// The one thread that packs and hands on.
class Packer {
public:
    explicit Packer(record::Recorder& recorder) : m_recorder(recorder) {}

    void take(Work& work) {
        m_order = std::max(m_order, work.order);
        std::visit([this, &work](auto& what) { take(work.order, what); }, work.what);
    }

private:
    void take(std::uint64_t order, engine::JournalInput& input) {
        m_at = timeOf(input);
        m_recorder.take(itemOf(order, input));
        if (m_late && m_at.utc - m_frameAt >= leastBetweenFrames) {
            writeFrame(m_late);
        }
    }
    void take(std::uint64_t order, const BeginWork& begin) {
        m_at = begin.at;
        m_outliner.begin(*begin.state);
        put(order, record::NoteKind::Begin, packBegin(*begin.state, std::exchange(m_isNew, false)));
        m_wantsBook = true;
    }
    void take(std::uint64_t order, const EntryWork& entry) {
        m_outliner.take(*entry.entry, entry.at);
        m_at = entry.at;
        put(order, record::NoteKind::Entry, packEntry(*entry.entry));
    }
    void take(std::uint64_t order, const LostWork& lost) {
        base::logger("record")->error("{} inputs were lost on the way to the recording.",
                                      lost.count);
        put(order, record::NoteKind::Gap,
            std::to_string(lost.count) + (lost.count == 1 ? " input is" : " inputs are") +
                " missing: the desk was too busy to hand them to the recorder.");
    }
    void take(std::uint64_t order, const engine::SnapshotPtr& shown) {
        const engine::Snapshot& snapshot = *shown;
        if (snapshot.now == base::Utc{}) { // nothing has happened yet
            return;
        }
        const base::Utc now = snapshot.now;
        if (m_wantsBook || now < m_bookAt || now - m_bookAt >= bookPeriod) {
            m_wantsBook = false;
            m_bookAt = now;
            put(order, record::NoteKind::Book, packBook(snapshot));
        }
        auto shownNow = shownBy(snapshot);
        const bool isChanged = shownNow != m_shown;
        if (isDue(now, m_frameAt)) {
            m_shown = std::move(shownNow);
            writeFrame(shown);
        } else if (isChanged) {
            m_shown = std::move(shownNow);
            m_late = shown;
            if (now - m_frameAt >= leastBetweenFrames) {
                writeFrame(shown);
            }
        } else if (m_late) {
            m_late = shown;
        }
        if (isDue(now, m_outlineAt)) {
            m_outlineAt = now;
            put(order, record::NoteKind::Outline, packOutline(m_outliner.point(snapshot)));
        }
    }

    /// At whole tens of seconds, and whenever the clock goes back.
    static bool isDue(base::Utc now, base::Utc last) {
        const auto slot = [](base::Utc at) { return at.time_since_epoch() / framePeriod; };
        return slot(now) != slot(last);
    }
    void writeFrame(engine::SnapshotPtr shown) { // by value: m_late may be what it is called with
        m_late.reset();
        m_frameAt = shown->now;
        put(m_order, record::NoteKind::Frame, packFrame(*shown));
    }
    void put(std::uint64_t order, record::NoteKind kind, std::string bytes) {
        m_recorder.take(record::Item{order, record::Note{kind, m_at, std::move(bytes)}});
    }

    record::Recorder& m_recorder;
    Outliner m_outliner;
    std::uint64_t m_order = 0;
    /// Of the newest fact: verdicts carry it.
    base::Timestamp m_at{};
    bool m_isNew = true;
    bool m_wantsBook = true;
    base::Utc m_bookAt{};
    base::Utc m_frameAt{};
    base::Utc m_outlineAt{};
    std::vector<std::uint32_t> m_shown;
    /// Changed too soon after a frame: written once its second is over. Null: nothing waits.
    engine::SnapshotPtr m_late;
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
        Packer packer(m_recorder);
        for (;;) {
            // Asked first: what came before the end is then drained.
            const bool isLast = m_queue.isClosed();
            for (Work& work : m_queue.drain(waitForWork)) {
                packer.take(work);
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
