// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#if defined(__SANITIZE_THREAD__)
extern "C" {
void __tsan_acquire(void* address);
void __tsan_release(void* address);
}
#endif

namespace vigie::rpc {

/// What gRPC promises of a call's callbacks, said to the thread sanitizer, which cannot see it in a
/// library that is not instrumented: the start comes before every callback, reads come one after
/// another, writes likewise, OnDone comes last. Reads against writes, and both against other
/// threads, stay unordered: there our own locks must do. Costs nothing in other builds.
class CallOrder {
public:
    enum class Chain { Reads, Writes, Cancel };

    /// At the end of what starts the call, before gRPC may call back.
    void started() { release(&m_started); }
    /// In what gRPC runs after the start and is no callback of one call: a method of a service.
    void joined() { acquire(&m_started); }
    /// The first thing in OnDone.
    void done() {
        acquire(&m_started);
        acquire(&m_ended);
    }

    /// Stands in a callback for its length.
    class In {
    public:
        In(CallOrder& order, Chain chain) : m_order(order), m_chain(chain) {
            acquire(&m_order.m_started);
            acquire(m_order.tagOf(m_chain));
        }
        ~In() {
            release(m_order.tagOf(m_chain));
            release(&m_order.m_ended);
        }
        /// Before the next read or write is asked for: its callback may come before this one ends.
        void next() const { release(m_order.tagOf(m_chain)); }
        In(const In&) = delete;
        In& operator=(const In&) = delete;

    private:
        CallOrder& m_order;
        const Chain m_chain;
    };

private:
    [[nodiscard]] char* tagOf(Chain chain) {
        switch (chain) {
        case Chain::Reads:
            return &m_reads;
        case Chain::Writes:
            return &m_writes;
        case Chain::Cancel:
            return &m_cancel;
        }
        return &m_cancel;
    }
    static void acquire([[maybe_unused]] char* tag) {
#if defined(__SANITIZE_THREAD__)
        __tsan_acquire(tag);
#endif
    }
    static void release([[maybe_unused]] char* tag) {
#if defined(__SANITIZE_THREAD__)
        __tsan_release(tag);
#endif
    }

    // Only their addresses are used.
    char m_started = 0;
    char m_reads = 0;
    char m_writes = 0;
    char m_cancel = 0;
    char m_ended = 0;
};

} // namespace vigie::rpc
