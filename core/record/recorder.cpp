// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recorder.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <utility>
#include <variant>

#include "core/base/filelock.h"
#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/record/holds.h"
#include "core/record/ring.h"

namespace vigie::record {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mostEntries = 100'000;
constexpr std::uint64_t mostEntryBytes = 256ULL << 20U;
constexpr std::chrono::seconds longestWait{10};
constexpr std::chrono::seconds tendInterval{1};

using Flush = std::function<void()>;
using Entry = std::variant<Item, Picture, Mark, Flush>;

/// What an entry takes while it waits, about.
std::uint64_t bytesOf(const Entry& entry) {
    constexpr std::uint64_t small = 256;
    if (const auto* picture = std::get_if<Picture>(&entry)) {
        return small + (picture->unit ? picture->unit->data.size() : 0);
    }
    const auto* item = std::get_if<Item>(&entry);
    if (item == nullptr) {
        return small;
    }
    if (const auto* note = std::get_if<Note>(&item->what)) {
        return small + note->bytes.size();
    }
    const auto* tick = std::get_if<model::TickPtr>(&std::get<fleet::Input>(item->what).what);
    return small + (tick != nullptr && *tick ? slabBytesOf(**tick) : 0);
}

class RingRecorder final : public Recorder {
public:
    RingRecorder(RecorderOptions options, base::FileLock lock, RingState state)
        : m_lock(std::move(lock)), m_folder(options.folder), m_state(std::move(state)),
          m_ring(std::move(options), m_state.origin) {
        m_thread = base::startThread("recorder", [this](const std::stop_token&) { run(); });
    }
    ~RingRecorder() override { close(); }

    std::uint64_t nextOrder() override {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, longestWait, [this] { return m_isReady; });
        return m_nextOrder;
    }

    bool take(Item item) override { return push(std::move(item)); }
    bool take(Picture picture) override { return push(std::move(picture)); }
    bool take(Mark mark) override { return push(std::move(mark)); }

    void flush(std::function<void()> done) override {
        if (!done) {
            return;
        }
        {
            const std::lock_guard lock(m_mutex);
            // A question is not what fills the queue, and must be answered.
            if (!m_isEnded) {
                m_queue.emplace_back(std::move(done));
                m_wake.notify_one();
                return;
            }
        }
        done();
    }

    RecorderStatus status() const override {
        const std::lock_guard lock(m_mutex);
        RecorderStatus status = m_status;
        status.lost += m_lostAtQueue;
        return status;
    }

    void setTroubleListener(std::function<void(std::string)> listener) override {
        const std::lock_guard lock(m_listenerMutex);
        m_listener = std::move(listener);
        m_told.clear();
    }

    void hold(Hold hold) override {
        {
            const std::lock_guard lock(m_mutex);
            std::erase_if(m_state.holds, [&](const Hold& old) { return old.name == hold.name; });
            m_state.holds.push_back(std::move(hold));
            m_areHoldsChanged = true;
        }
        m_wake.notify_one();
    }
    void release(const std::string& name) override {
        {
            const std::lock_guard lock(m_mutex);
            m_areHoldsChanged =
                std::erase_if(m_state.holds, [&](const Hold& old) { return old.name == name; }) >
                    0 ||
                m_areHoldsChanged;
        }
        m_wake.notify_one();
    }
    std::vector<Hold> holds() const override {
        const std::lock_guard lock(m_mutex);
        return m_state.holds;
    }

    const std::filesystem::path& folder() const override { return m_folder; }

    void close() override {
        {
            const std::lock_guard lock(m_mutex);
            m_isClosing = true;
            if (m_closeBy == std::chrono::steady_clock::time_point{}) {
                m_closeBy = std::chrono::steady_clock::now() + longestWait;
            }
        }
        m_wake.notify_all();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

private:
    bool push(Entry entry) {
        const std::uint64_t bytes = bytesOf(entry);
        {
            const std::lock_guard lock(m_mutex);
            if (m_isClosing) {
                return false;
            }
            if (m_queue.size() >= mostEntries || m_queuedBytes + bytes > mostEntryBytes) {
                ++m_lostAtQueue;
                ++m_lostSinceGap;
                return false;
            }
            m_queue.push_back(std::move(entry));
            m_queuedBytes += bytes;
        }
        m_wake.notify_one();
        return true;
    }

    void run() {
        m_ring.takeOver();
        {
            const std::lock_guard lock(m_mutex);
            m_nextOrder = m_ring.nextOrder();
            m_isReady = true;
            m_areHoldsChanged = true; // the origin may be new
        }
        m_changed.notify_all();
        tellStatus();
        auto tendAt = std::chrono::steady_clock::now();
        bool isClosing = false;
        while (!isClosing) {
            std::deque<Entry> entries;
            std::uint64_t missing = 0;
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait_until(lock, tendAt, [this] {
                    return m_isClosing || m_areHoldsChanged || !m_queue.empty();
                });
                entries.swap(m_queue);
                m_queuedBytes = 0;
                // What did not fit came after what is in the queue.
                missing = std::exchange(m_lostSinceGap, 0);
                isClosing = m_isClosing;
            }
            saveHolds();
            takeAll(entries);
            if (missing > 0) {
                m_ring.noteGap(missing, "the recorder could not keep up.");
            }
            if (const auto now = std::chrono::steady_clock::now(); now >= tendAt) {
                m_ring.tend(holds());
                tendAt = now + tendInterval;
            }
            tellStatus();
            tellTrouble();
        }
        end();
    }

    void takeAll(std::deque<Entry>& entries) {
        std::size_t count = 0;
        for (Entry& entry : entries) {
            if (auto* item = std::get_if<Item>(&entry)) {
                m_items += m_ring.take(*item) ? 1 : 0;
            } else if (auto* picture = std::get_if<Picture>(&entry)) {
                (void)m_ring.take(*picture);
            } else if (auto* mark = std::get_if<Mark>(&entry)) {
                (void)m_ring.take(*mark);
            } else {
                m_ring.flush();
                tellStatus();
                std::get<Flush>(entry)();
            }
            // Of a long queue the first ones need not wait for the last.
            if (++count % 1'000 == 0) {
                (void)m_ring.commit();
                if (isTooLate()) {
                    break;
                }
            }
        }
        (void)m_ring.commit();
    }

    bool isTooLate() {
        const std::lock_guard lock(m_mutex);
        return m_isClosing && std::chrono::steady_clock::now() > m_closeBy;
    }

    void saveHolds() {
        RingState state;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_areHoldsChanged) {
                return;
            }
            m_areHoldsChanged = false;
            state = m_state;
        }
        if (auto done = saveRingState(m_folder, state); !done) {
            base::logger("record")->warn("What is held of the ring is not kept over a restart: {}",
                                         done.error().message);
        }
    }

    void tellStatus() {
        const std::lock_guard lock(m_mutex);
        m_status.state = m_ring.isStopped() ? RecorderState::Stopped : RecorderState::Recording;
        m_status.reason = m_ring.trouble();
        m_status.from = m_ring.from();
        m_status.bytes = m_ring.bytes();
        m_status.durableOrder = m_ring.durableOrder();
        m_status.items = m_items;
        m_status.lost = m_ring.lost();
    }

    void tellTrouble() {
        std::function<void(std::string)> listener;
        const std::string& trouble = m_ring.trouble();
        {
            const std::lock_guard lock(m_listenerMutex);
            // Each trouble once, whatever its words; and its end.
            if (trouble.empty() == m_told.empty()) {
                return;
            }
            m_told = trouble;
            listener = m_listener;
        }
        if (listener) {
            listener(trouble);
        }
    }

    void end() {
        std::deque<Entry> entries;
        {
            const std::lock_guard lock(m_mutex);
            entries.swap(m_queue);
            m_isEnded = true;
        }
        takeAll(entries);
        saveHolds();
        m_ring.close();
        tellStatus();
        {
            const std::lock_guard lock(m_mutex);
            m_status.state = RecorderState::Closed;
        }
    }

    const base::FileLock m_lock;
    const std::filesystem::path m_folder;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_changed;
    // Guarded by m_mutex.
    std::deque<Entry> m_queue;
    std::uint64_t m_queuedBytes = 0;
    std::uint64_t m_lostAtQueue = 0;
    std::uint64_t m_lostSinceGap = 0;
    bool m_isClosing = false;
    bool m_isEnded = false;
    std::chrono::steady_clock::time_point m_closeBy{};
    RingState m_state;
    bool m_areHoldsChanged = false;
    bool m_isReady = false;
    std::uint64_t m_nextOrder = 1;
    RecorderStatus m_status;

    std::mutex m_listenerMutex;
    std::function<void(std::string)> m_listener; // guarded by m_listenerMutex
    std::string m_told;                          // guarded by m_listenerMutex

    // Of the recorder's thread.
    Ring m_ring;
    std::uint64_t m_items = 0;

    std::jthread m_thread;
};

} // namespace

base::Result<std::unique_ptr<Recorder>> Recorder::open(RecorderOptions options) {
    std::error_code code;
    std::filesystem::create_directories(options.folder, code);
    if (code) {
        return base::failure("The folder of the recording cannot be made: " +
                             options.folder.string() + ": " + code.message() + ".");
    }
    auto lock = base::FileLock::take(options.folder / "ring", "recording");
    if (!lock) {
        return tl::unexpected(std::move(lock.error()));
    }
    std::string remark;
    RingState state = loadRingState(options.folder, remark);
    if (!remark.empty()) {
        base::logger("record")->warn("{}", remark);
    }
    return std::make_unique<RingRecorder>(std::move(options), *std::move(lock), std::move(state));
}

} // namespace vigie::record
