// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/nodelink.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/rpc/channel.h"

namespace vigie::rpc {
namespace {

using namespace std::chrono_literals;

constexpr base::Nanoseconds firstBackoff = 200ms;
constexpr base::Nanoseconds lastBackoff = 1s;
constexpr base::Nanoseconds firstMalformedBackoff = 1s;
constexpr base::Nanoseconds refusedRetry = 10s;
/// A node that is not there is knocked at no less often than this.
constexpr base::Nanoseconds hurry = 1s;
/// How soon an owed word is offered to the sink again.
constexpr base::Nanoseconds owedRetry = 100ms;
/// So many good ticks clear a node's record of malformed ones.
constexpr std::uint64_t ticksOfTrust = 100;

base::Timestamp timeNow() {
    return base::SystemClock::instance().now();
}

} // namespace

NodeLink::NodeLink(Endpoint endpoint, const GrpcSourceOptions& options,
                   std::shared_ptr<CallCount> count, std::shared_ptr<Waker> watchdog)
    : m_endpoint(std::move(endpoint)), m_options(options), m_count(std::move(count)),
      m_watchdog(std::move(watchdog)), m_backoff(firstBackoff),
      m_malformedBackoff(firstMalformedBackoff) {}

void NodeLink::start(fleet::Sink& sink) {
    const std::lock_guard lock(m_mutex);
    m_sink = &sink;
    m_contact = {fleet::Contact::Connecting, {}, timeNow()};
    m_owedContact = m_contact;
    deliverOwed();
}

void NodeLink::stop() {
    const std::lock_guard lock(m_mutex);
    m_sink = nullptr;
    endCalls();
}

base::Mono NodeLink::poll(base::Mono now) {
    const std::lock_guard lock(m_mutex);
    if (m_sink == nullptr) {
        return base::Mono::max();
    }
    const bool isSettled = deliverOwed();
    watchStaleness(now);
    if (!m_subscribe && now >= m_retryAt) {
        subscribe(now);
    }
    if (m_description && !m_events && now >= m_eventsRetryAt) {
        follow();
    }
    base::Mono next = isSettled ? base::Mono::max() : now + owedRetry;
    if (!m_subscribe) {
        return std::min(next, m_retryAt);
    }
    if (!m_description) {
        // gRPC's own backoff also holds back name lookups, for minutes; a desk wants its node back.
        if (now >= m_hurryAt) {
            grpc::experimental::ChannelResetConnectionBackoff(m_channel.get());
            m_hurryAt = now + hurry;
        }
        return std::min({next, m_hurryAt, m_progress + m_options.staleAfter});
    }
    if (!m_events) {
        next = std::min(next, m_eventsRetryAt);
    }
    return std::min(next, m_progress + m_options.staleAfter);
}

void NodeLink::watchStaleness(base::Mono now) {
    if (!m_subscribe || now < m_progress + m_options.staleAfter) {
        return;
    }
    const double seconds = std::chrono::duration<double>(m_options.staleAfter).count();
    if (!m_description) {
        // Nothing to cancel: the call waits for the node, or for its first word.
        m_progress = now;
        if (m_contact.contact == fleet::Contact::Connecting && m_contact.reason.empty()) {
            setUnreachable(fmt::format("cannot reach {}: no answer", address()));
        }
        return;
    }
    setContact(fleet::Contact::Lost,
               fmt::format("no tick from {} for {:.1f} s", address(), seconds));
    endCalls();
    retryAfter(FailureKind::Unreachable, now);
}

void NodeLink::subscribe(base::Mono now) {
    if (!m_channel) {
        auto channel = makeChannel(m_endpoint);
        if (!channel) {
            setContact(fleet::Contact::Refused, channel.error().message);
            m_retryAt = now + refusedRetry;
            return;
        }
        m_channel = std::move(*channel);
    }
    m_subscribeCall = m_nextCall++;
    m_progress = now;
    m_hurryAt = now + hurry;
    m_ticks = 0;
    // Impatient while there is no reason to show yet, so that one comes.
    const bool isPatient = m_contact.contact == fleet::Contact::Lost || !m_contact.reason.empty();
    m_subscribe = SubscribeStream::begin(context(m_subscribeCall), m_options, isPatient);
}

void NodeLink::follow() {
    m_eventsCall = m_nextCall++;
    m_events = EventsStream::begin(context(m_eventsCall), m_eventSequence, m_eventIncarnation);
}

CallContext NodeLink::context(std::uint64_t call) {
    return {call, address(), m_channel, shared_from_this(), m_count};
}

void NodeLink::endCalls() {
    if (m_subscribe) {
        std::exchange(m_subscribe, nullptr)->cancel();
    }
    if (m_events) {
        std::exchange(m_events, nullptr)->cancel();
    }
    m_subscribeCall = 0;
    m_eventsCall = 0;
    m_description.reset();
}

void NodeLink::retryAfter(FailureKind kind, base::Mono now) {
    switch (kind) {
    case FailureKind::Unreachable:
        m_retryAt = now + m_backoff;
        m_backoff = std::min(m_backoff * 2, lastBackoff);
        break;
    case FailureKind::Refused:
        m_retryAt = now + refusedRetry;
        break;
    case FailureKind::Malformed:
        m_retryAt = now + m_malformedBackoff;
        m_malformedBackoff = std::min(m_malformedBackoff * 2, refusedRetry);
        break;
    }
    m_watchdog->wake();
}

std::shared_ptr<grpc::Channel> NodeLink::channelTo(const std::string& nodeId) const {
    const std::lock_guard lock(m_mutex);
    return m_description && m_description->id == nodeId ? m_channel : nullptr;
}

void NodeLink::onHello(std::uint64_t call, model::NodeDescriptionPtr description) {
    const std::lock_guard lock(m_mutex);
    if (m_sink == nullptr || call != m_subscribeCall) {
        return;
    }
    m_progress = timeNow().mono;
    m_description = description;
    m_owedDescription = std::move(description);
    deliverOwed();
    m_watchdog->wake(); // events and previews begin
}

void NodeLink::onTick(std::uint64_t call, model::TickPtr tick) {
    const std::lock_guard lock(m_mutex);
    if (m_sink == nullptr || call != m_subscribeCall) {
        return;
    }
    m_progress = timeNow().mono;
    m_backoff = firstBackoff;
    if (++m_ticks == ticksOfTrust) {
        m_malformedBackoff = firstMalformedBackoff;
    }
    setContact(fleet::Contact::Connected, {});
    if (deliverOwed()) {
        // A tick that is not taken is lost to this sink; the next is newer and says as much.
        static_cast<void>(deliver(std::move(tick)));
    }
}

void NodeLink::onSubscribeEnded(std::uint64_t call, const Failure& failure) {
    const std::lock_guard lock(m_mutex);
    if (m_sink == nullptr || call != m_subscribeCall) {
        return;
    }
    const bool wasReached = m_description != nullptr;
    endCalls();
    switch (failure.kind) {
    case FailureKind::Unreachable:
        setUnreachable(failure.reason);
        break;
    case FailureKind::Refused:
        setContact(fleet::Contact::Refused, failure.reason);
        break;
    case FailureKind::Malformed:
        setContact(wasReached ? fleet::Contact::Lost : fleet::Contact::Refused, failure.reason);
        break;
    }
    retryAfter(failure.kind, timeNow().mono);
}

bool NodeLink::onEvent(std::uint64_t call, std::uint64_t incarnation, model::EventPtr event) {
    const std::lock_guard lock(m_mutex);
    if (m_sink == nullptr || call != m_eventsCall) {
        return true;
    }
    const auto sequence = event->sequence;
    if (!deliverOwed() || !deliver(std::move(event))) {
        return false;
    }
    m_eventIncarnation = incarnation;
    m_eventSequence = sequence;
    return true;
}

void NodeLink::onEventsEnded(std::uint64_t call, const Failure& failure) {
    const std::lock_guard lock(m_mutex);
    if (m_sink == nullptr || call != m_eventsCall) {
        return;
    }
    m_events.reset();
    m_eventsCall = 0;
    m_eventsRetryAt =
        timeNow().mono + (failure.kind == FailureKind::Unreachable ? lastBackoff : refusedRetry);
    m_watchdog->wake();
}

void NodeLink::setUnreachable(std::string reason) {
    const bool wasReached =
        m_contact.contact == fleet::Contact::Connected || m_contact.contact == fleet::Contact::Lost;
    setContact(wasReached ? fleet::Contact::Lost : fleet::Contact::Connecting, std::move(reason));
}

void NodeLink::setContact(fleet::Contact contact, std::string reason) {
    // While contact stays lost the first reason stands: it is what happened.
    const bool isNews = contact != m_contact.contact ||
                        (contact != fleet::Contact::Lost && reason != m_contact.reason);
    if (!isNews) {
        return;
    }
    m_contact = {contact, std::move(reason), timeNow()};
    m_owedContact = m_contact;
    deliverOwed();
}

bool NodeLink::deliverOwed() {
    if (m_owedDescription && deliver(m_owedDescription)) {
        m_owedDescription.reset();
    }
    if (!m_owedDescription && m_owedContact && deliver(*m_owedContact)) {
        m_owedContact.reset();
    }
    return !m_owedDescription && !m_owedContact;
}

bool NodeLink::deliver(decltype(fleet::Input::what) what) {
    return m_sink != nullptr && m_sink->take({address(), std::move(what), timeNow()});
}

} // namespace vigie::rpc
