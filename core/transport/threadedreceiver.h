// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>

#include "core/transport/receiver.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

/// What all receivers share: the one thread, what the sink is told and when, the figures.
/// A subclass implements run(), returns from it soon after isStopping(), and calls stop() in its
/// destructor (its members must outlive the thread). All protected functions but isStopping() and
/// wakeFd() are for the receiver's thread.
class ThreadedReceiver : public Receiver {
public:
    void start(ReceiverSink& sink) final;
    void stop() final;
    [[nodiscard]] LinkFigures figures() const final;
    [[nodiscard]] std::optional<std::uint16_t> boundPort() const final;

protected:
    ThreadedReceiver(std::string name, std::chrono::milliseconds noDataAfter);

    virtual void run() = 0;

    /// Tells the sink, unless it was told the same last.
    void setState(LinkState state, const std::string& reason);
    /// Bytes for the sink; the state becomes Receiving, with `note` as its reason.
    void deliver(std::span<const std::byte> bytes, base::Timestamp arrival);
    void tellGap(std::uint64_t lost, base::Timestamp at) { m_sink->onGap(lost, at); }
    void tellRestart(base::Timestamp at) { m_sink->onRestart(at); }
    /// A remark shown while Receiving; empty for none.
    void setNote(std::string note) { m_note = std::move(note); }

    /// The silence counts from now on.
    void restartWatch();
    /// LinkState::NoData once the silence has lasted; `what` names what is missing.
    void watchSilence(std::string_view what);
    void setNoDataAfter(std::chrono::milliseconds limit) { m_noDataAfter = limit; }
    [[nodiscard]] std::chrono::milliseconds noDataAfter() const { return m_noDataAfter; }

    template <typename Change> void changeFigures(Change change) {
        const std::lock_guard lock(m_mutex);
        change(m_figures);
    }
    void setBoundPort(std::uint16_t port) { m_boundPort.store(port); }

    [[nodiscard]] bool isStopping() const { return m_isStopping.load(); }
    [[nodiscard]] const WakeFd& wakeFd() const { return m_wake; }
    /// False when asked to stop.
    [[nodiscard]] bool pause(base::Nanoseconds duration) const { return m_wake.sleepFor(duration); }
    [[nodiscard]] const std::string& name() const { return m_name; }

private:
    const std::string m_name;
    WakeFd m_wake;
    std::atomic<bool> m_isStopping{false}; // written by stop()
    std::atomic<std::uint64_t> m_bytes{0}; // written by the receiver's thread
    std::atomic<int> m_boundPort{-1};      // written by the receiver's thread

    mutable std::mutex m_mutex;
    LinkFigures m_figures; // guarded by m_mutex, written by the receiver's thread

    // The receiver's thread only.
    ReceiverSink* m_sink = nullptr;
    std::chrono::milliseconds m_noDataAfter;
    bool m_isStateTold = false;
    LinkState m_state = LinkState::Connecting;
    std::string m_reason;
    std::string m_note;
    base::Mono m_lastByte{};

    std::jthread m_thread;
};

} // namespace vigie::transport
