// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "app/vigiectl/commands.h"
#include "app/vigiectl/interrupt.h"
#include "app/vigiectl/json.h"
#include "app/vigiectl/table.h"
#include "core/base/boundedqueue.h"
#include "core/fleet/state.h"

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;

/// Hands over to the main thread. Full: the source folds or sends again.
class QueueSink final : public fleet::Sink {
public:
    bool take(fleet::Input input) override { return m_queue.tryPush(std::move(input)); }
    [[nodiscard]] std::optional<fleet::Input> pop(std::chrono::nanoseconds timeout) {
        return m_queue.pop(timeout);
    }

private:
    base::BoundedQueue<fleet::Input> m_queue{1024};
};

/// The main thread of `watch`: takes what comes, prints, decides when it is over.
class Watcher {
public:
    explicit Watcher(const Options& options)
        : m_options(options), m_isTerminal(isatty(STDOUT_FILENO) == 1),
          m_begin(std::chrono::steady_clock::now()) {}

    int run() {
        rpc::GrpcSourceOptions wanted;
        wanted.endpoints = {m_options.endpoint};
        wanted.maxRateHz = m_options.rateHz;
        wanted.metricKeys = m_options.metricKeys;
        wanted.pathIds = m_options.pathIds;
        const auto source = rpc::makeGrpcSource(wanted);
        source->start(m_sink);
        while (!m_exit && !isInterrupted() && !isTimeOver()) {
            if (auto input = m_sink.pop(100ms)) {
                take(*input);
            }
            drawIfDue();
        }
        source->stop();
        if (!m_options.isJson && m_isTerminal && m_isDrawn) {
            draw(); // the last state stays on the terminal
        }
        return m_exit.value_or(m_ticks > 0 || isInterrupted() ? Ok : noContact("no tick came"));
    }

private:
    [[nodiscard]] bool isTimeOver() const {
        return m_options.seconds > 0 && std::chrono::steady_clock::now() - m_begin >
                                            std::chrono::duration<double>(m_options.seconds);
    }

    int noContact(const std::string& reason) {
        fmt::print(stderr, "vigiectl: {}\n", printable(reason));
        return NoContact;
    }

    void take(const fleet::Input& input) {
        const auto applied = m_fleet.apply(input);
        const auto& node = m_fleet.nodes()[applied.node];
        if (applied.effect == fleet::Effect::ContactChanged) {
            onContact(node);
        } else if (const auto* tick = std::get_if<model::TickPtr>(&input.what);
                   tick != nullptr && applied.effect == fleet::Effect::Ticked) {
            onTick(node, **tick);
        } else if (const auto* event = std::get_if<model::EventPtr>(&input.what);
                   event != nullptr && m_options.isJson && m_options.hasEvents) {
            print(toLine(eventJson(node, **event)));
        }
        m_isDirty = true;
    }

    void onContact(const fleet::NodeState& node) {
        if (node.contact == fleet::Contact::Connected || node.contactReason.empty()) {
            return;
        }
        if (!m_options.isPersistent) {
            m_exit = noContact(node.contactReason);
        } else if (m_options.isJson || !m_isTerminal) {
            fmt::print(stderr, "vigiectl: {}\n", printable(node.contactReason));
        }
    }

    void onTick(const fleet::NodeState& node, const model::Tick& tick) {
        ++m_ticks;
        if (m_options.isJson) {
            print(toLine(tickJson(node, tick)));
        }
        if (m_options.count > 0 && m_ticks >= m_options.count) {
            m_exit = Ok;
        }
    }

    void print(const std::string& line) {
        const bool isWritten = std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
                               std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
        if (!isWritten) {
            m_exit = Ok; // whoever read has seen enough
        }
    }

    void drawIfDue() {
        if (m_options.isJson || !m_isDirty || m_fleet.nodes().empty()) {
            return;
        }
        const auto now = std::chrono::steady_clock::now();
        const auto every = m_isTerminal ? 200ms : 1000ms;
        if (now - m_drawn >= every || m_exit) {
            m_drawn = now;
            m_isDirty = false;
            draw();
        }
    }

    void draw() {
        const auto table = renderTable(m_fleet.nodes().front(), m_options.pathIds);
        m_isDrawn = true;
        // Home, then each line cleared to its end and the rest of the screen: no flicker.
        std::string out = m_isTerminal ? "\x1b[H" : "";
        for (const char c : table) {
            if (c == '\n' && m_isTerminal) {
                out += "\x1b[K";
            }
            out += c;
        }
        print(out + (m_isTerminal ? "\x1b[J" : ""));
    }

    const Options& m_options;
    const bool m_isTerminal;
    const std::chrono::steady_clock::time_point m_begin;
    QueueSink m_sink;
    fleet::FleetState m_fleet;
    std::optional<int> m_exit;
    std::uint64_t m_ticks = 0;
    std::chrono::steady_clock::time_point m_drawn{};
    bool m_isDirty = false;
    bool m_isDrawn = false;
};

} // namespace

int watch(const Options& options) {
    return Watcher(options).run();
}

} // namespace vigie::ctl
