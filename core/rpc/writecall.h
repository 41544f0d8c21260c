// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <grpcpp/support/server_callback.h>

#include "core/rpc/callorder.h"
#include "core/rpc/hub.h"

namespace vigie::rpc {

/// What the calls that stream to a client have in common: one write at a time, an end that waits
/// for the write in progress, a life until OnDone. `Call` is the class that derives from this, and
/// says what is next to be written: `bool fill(Message&)`, called with m_mutex held. Its begin()
/// ends in started().
template <typename Call, typename Message>
class WriteCall : public grpc::ServerWriteReactor<Message>,
                  public HubClient,
                  public std::enable_shared_from_this<Call> {
public:
    void OnWriteDone(bool ok) override {
        const CallOrder::In order(m_order, CallOrder::Chain::Writes);
        {
            const std::lock_guard lock(m_mutex);
            m_isWriting = false;
            if (!ok && !m_finish) {
                m_finish = grpc::Status(grpc::StatusCode::UNAVAILABLE, "the client is gone");
            }
            pump();
        }
        afterWrite();
    }
    void OnCancel() override {
        const CallOrder::In order(m_order, CallOrder::Chain::Cancel);
        finish({grpc::StatusCode::CANCELLED, "cancelled"});
    }
    void OnDone() override {
        m_order.done();
        m_hub->detach(this);
        const auto self = std::move(m_self); // the end of this object, once no one else holds it
        atEnd(self);
    }

    void onHello(const HelloFramePtr&) override {}
    void onTick(const TickFramePtr&) override {}
    void onEvent(const model::EventPtr&) override {}
    void onStopping() override { finish({grpc::StatusCode::UNAVAILABLE, "the node is stopping"}); }

protected:
    explicit WriteCall(std::shared_ptr<Hub> hub) : m_hub(std::move(hub)) {}

    /// A write ended; without m_mutex. gRPC's threads.
    virtual void afterWrite() {}
    /// gRPC is done with the call. `self` may be kept for what has to end elsewhere.
    virtual void atEnd(const std::shared_ptr<Call>&) {}

    void keep(const std::shared_ptr<Call>& self) { m_self = self; }
    void started() { m_order.started(); }
    [[nodiscard]] Hub& hub() { return *m_hub; }
    void finish(grpc::Status status) {
        const std::lock_guard lock(m_mutex);
        if (!m_finish) {
            m_finish = std::move(status);
        }
        pump();
    }
    [[nodiscard]] bool isFinishing() {
        const std::lock_guard lock(m_mutex);
        return isEnding();
    }
    // With m_mutex held:
    [[nodiscard]] bool isEnding() const { return m_finish || m_isFinished; }
    [[nodiscard]] bool isWriting() const { return m_isWriting; }
    void pump() {
        if (m_isWriting || m_isFinished) {
            return;
        }
        if (m_finish) {
            m_isFinished = true;
            this->Finish(*m_finish);
            return;
        }
        if (static_cast<Call*>(this)->fill(m_writing)) {
            m_isWriting = true;
            this->StartWrite(&m_writing);
        }
    }

    std::mutex m_mutex; // of the deriving class too

private:
    const std::shared_ptr<Hub> m_hub;
    std::shared_ptr<Call> m_self; // until OnDone
    CallOrder m_order;
    // Guarded by m_mutex:
    Message m_writing;
    std::optional<grpc::Status> m_finish;
    bool m_isWriting = false;
    bool m_isFinished = false;
};

} // namespace vigie::rpc
