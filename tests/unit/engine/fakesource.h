// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <string>
#include <utility>

#include "core/fleet/source.h"

namespace vigie::test {

/// A source whose deliveries and clock a test scripts. Thread-safe.
class FakeSource final : public fleet::Source {
public:
    explicit FakeSource(base::Timestamp begin) : m_now(begin) {}

    void start(fleet::Sink& sink) override {
        const std::lock_guard lock(m_mutex);
        m_sink = &sink;
    }
    void stop() override {
        const std::lock_guard lock(m_mutex);
        m_sink = nullptr;
    }
    base::SubscriptionPtr watchPreview(const model::PathRef&, const model::PreviewRequest&,
                                       fleet::PreviewSink&) override {
        return std::make_unique<base::CallOnEnd>([] {});
    }
    base::Timestamp now() const override {
        const std::lock_guard lock(m_mutex);
        return m_now;
    }
    bool isLive() const override { return true; }

    /// Both clocks go on together.
    void advance(base::Nanoseconds by) {
        const std::lock_guard lock(m_mutex);
        m_now.utc += by;
        m_now.mono += by;
    }
    /// False when nobody took it.
    bool deliver(fleet::Input input) {
        const std::lock_guard lock(m_mutex);
        return m_sink != nullptr && m_sink->take(std::move(input));
    }
    [[nodiscard]] bool isStarted() const {
        const std::lock_guard lock(m_mutex);
        return m_sink != nullptr;
    }

private:
    mutable std::mutex m_mutex;
    base::Timestamp m_now;         // guarded by m_mutex
    fleet::Sink* m_sink = nullptr; // guarded by m_mutex
};

} // namespace vigie::test
