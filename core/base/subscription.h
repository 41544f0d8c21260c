// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <utility>

namespace vigie::base {

/// An owning handle to something that goes on: destroying it ends it. After the destructor returns,
/// the callbacks that the handle stands for are not running and never run again, unless it is
/// destroyed from inside such a callback.
class Subscription {
public:
    Subscription() = default;
    virtual ~Subscription() = default;
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
};

using SubscriptionPtr = std::unique_ptr<Subscription>;

/// A Subscription that runs a function when it ends.
class CallOnEnd final : public Subscription {
public:
    explicit CallOnEnd(std::function<void()> end) : m_end(std::move(end)) {}
    ~CallOnEnd() override { m_end(); }

private:
    std::function<void()> m_end;
};

} // namespace vigie::base
