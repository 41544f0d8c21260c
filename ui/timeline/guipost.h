// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include <QObject>

namespace vigie::ui::timeline {

/// Carries answers from other threads to the thread of an object, for as long as the object wants
/// them: whoever answers holds the post, not the object. Thread-safe.
class GuiPost {
public:
    explicit GuiPost(QObject* receiver) : m_receiver(receiver) {}
    /// By the receiver, before it goes: nothing comes any more.
    void close() {
        const std::lock_guard lock(m_mutex);
        m_receiver = nullptr;
    }
    void post(std::function<void()> job) {
        const std::lock_guard lock(m_mutex);
        if (m_receiver != nullptr) {
            QMetaObject::invokeMethod(m_receiver, std::move(job), Qt::QueuedConnection);
        }
    }

private:
    std::mutex m_mutex;
    QObject* m_receiver; // guarded by m_mutex
};

/// `done` as a callback for another thread. Answers are few: whoever asks waits for them.
template <typename Value>
std::function<void(Value)> throughPost(std::shared_ptr<GuiPost> post,
                                       std::function<void(Value)> done) {
    return [post = std::move(post), done = std::move(done)](Value value) {
        // Shared, for a std::function must be copyable and the value need not be.
        auto kept = std::make_shared<Value>(std::move(value));
        post->post([kept, done] { done(std::move(*kept)); });
    };
}

} // namespace vigie::ui::timeline
