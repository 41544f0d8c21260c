// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/threadedreceiver.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/thread.h"

namespace vigie::transport {

namespace {

base::Timestamp now() {
    return base::SystemClock::instance().now();
}

} // namespace

ThreadedReceiver::ThreadedReceiver(std::string name, std::chrono::milliseconds noDataAfter)
    : m_name(std::move(name)), m_noDataAfter(noDataAfter) {}

void ThreadedReceiver::start(ReceiverSink& sink) {
    if (m_thread.joinable() || isStopping()) {
        return;
    }
    m_sink = &sink;
    m_thread = base::startThread(m_name, [this](const std::stop_token&) {
        restartWatch();
        run();
    });
}

void ThreadedReceiver::stop() {
    m_isStopping = true;
    m_wake.wake();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

LinkFigures ThreadedReceiver::figures() const {
    const std::lock_guard lock(m_mutex);
    LinkFigures figures = m_figures;
    figures.bytes = m_bytes.load();
    return figures;
}

std::optional<std::uint16_t> ThreadedReceiver::boundPort() const {
    const int port = m_boundPort.load();
    return port < 0 ? std::nullopt : std::optional(static_cast<std::uint16_t>(port));
}

void ThreadedReceiver::setState(LinkState state, const std::string& reason) {
    if (m_isStateTold && state == m_state && reason == m_reason) {
        return;
    }
    m_isStateTold = true;
    m_state = state;
    m_reason = reason;
    m_sink->onState(state, reason, now());
}

void ThreadedReceiver::deliver(std::span<const std::byte> bytes, base::Timestamp arrival) {
    m_lastByte = std::chrono::steady_clock::now();
    setState(LinkState::Receiving, m_note);
    m_bytes.fetch_add(bytes.size(), std::memory_order_relaxed);
    m_sink->onBytes(bytes, arrival);
}

void ThreadedReceiver::restartWatch() {
    m_lastByte = std::chrono::steady_clock::now();
}

void ThreadedReceiver::watchSilence(std::string_view what) {
    if (base::Mono{std::chrono::steady_clock::now()} - m_lastByte < m_noDataAfter) {
        return;
    }
    const double seconds = static_cast<double>(m_noDataAfter.count()) / 1000.0;
    setState(LinkState::NoData, fmt::format("{} for {:.4g} s", what, seconds));
}

} // namespace vigie::transport
