// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "core/outward/outbox.h"
#include "core/outward/outward.h"
#include "core/outward/sender.h"

namespace vigie::outward {

/// Empties the outbox of one target, oldest first, on a thread of its own; what is not taken is
/// tried again after a pause that doubles. The outbox outlives it. All methods: any thread.
class Worker {
public:
    Worker(Target target, Outbox& outbox, Outward::Pace pace,
           std::chrono::steady_clock::time_point started);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Fails where the target cannot work as it is given.
    [[nodiscard]] base::Result<void> start();
    /// There is something new in the outbox.
    void notify();
    void test(std::function<void(base::Result<void>)> done);
    [[nodiscard]] TargetStatus status() const;
    [[nodiscard]] const std::string& name() const { return m_target.name; }
    void countDropped(std::uint64_t count);
    /// Why nothing can be written into the outbox; empty: it can.
    void setOutboxTrouble(const std::string& trouble);
    /// Ends every wait; join() then returns soon.
    void requestStop();
    void join();

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] SenderContext context() const;
    /// False: nothing could be sent, or the outbox could not be read.
    bool sendNext(Sender& sender);
    void retellIfDue(Sender& sender);
    void fail(const std::string& why);
    void succeed(bool isNotice);
    void wait(const std::stop_token& stop, std::optional<std::chrono::milliseconds> most);

    const Target m_target;
    const Outward::Pace m_pace;
    const std::chrono::steady_clock::time_point m_started;
    Outbox& m_outbox;
    Wake m_wake;

    // Written by the thread alone.
    std::int64_t m_lastRow = 0;
    std::chrono::milliseconds m_pause{0};
    std::chrono::steady_clock::time_point m_toldAt;
    bool m_isFailing = false;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    // Under m_mutex.
    TargetStatus m_status;
    std::string m_trouble;
    std::string m_outboxTrouble;
    bool m_hasNews = false;
    bool m_isTesting = false;
    bool m_isStopping = false;
    std::jthread m_testThread;
    std::jthread m_thread;
};

} // namespace vigie::outward
