// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/recording.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <set>
#include <unistd.h>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/vigiectl/interrupt.h"
#include "app/vigiectl/json.h"
#include "app/vigiectl/options.h"
#include "app/vigiectl/paint.h"
#include "app/vigiectl/table.h"
#include "app/vigiectl/tooling.h"
#include "core/base/boundedqueue.h"
#include "core/config/deskfile.h"
#include "core/config/planfile.h"
#include "core/config/rulesfile.h"
#include "core/record/writer.h"
#include "core/replay/judge.h"
#include "core/rpc/grpcsource.h"

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;
using SteadyTime = std::chrono::steady_clock::time_point;

/// As a desk does: time goes on also where nothing arrives.
constexpr auto timerPeriod = 1s;
/// Inputs that wait for the disk; what does not fit is folded by the source or lost, and counted.
constexpr std::size_t mostWaiting = 100'000;

class QueueSink final : public fleet::Sink {
public:
    bool take(fleet::Input input) override { return m_queue.tryPush(std::move(input)); }
    [[nodiscard]] std::optional<fleet::Input> pop(std::chrono::nanoseconds timeout) {
        return m_queue.pop(timeout);
    }
    [[nodiscard]] std::uint64_t refused() const { return m_queue.refused(); }

private:
    base::BoundedQueue<fleet::Input> m_queue{mostWaiting};
};

struct Wanted {
    rpc::GrpcSourceOptions source;
    engine::BeginState begin;
};

base::Result<Wanted> wantedFrom(const RecordOptions& options) {
    const auto desk = options.config.empty() ? config::deskConfigFromAddresses(options.addresses)
                                             : config::readDeskConfig(options.config);
    if (!desk) {
        return tl::unexpected(desk.error());
    }
    Wanted wanted;
    for (const config::NodeEndpoint& node : desk->nodes) {
        rpc::Endpoint endpoint;
        endpoint.address = node.address;
        if (node.tls) {
            endpoint.tls = rpc::TlsOptions{node.tls->rootCertificates, node.tls->certificate,
                                           node.tls->privateKey, node.tls->serverName};
        }
        wanted.source.endpoints.push_back(std::move(endpoint));
    }
    if (wanted.source.endpoints.empty()) {
        return base::failure("there is no node to record");
    }
    wanted.source.maxRateHz = options.rateHz;
    wanted.begin.rules = config::defaultRules();
    if (!desk->rulesFile.empty()) {
        auto rules = config::readRules(desk->rulesFile);
        if (!rules) {
            return tl::unexpected(rules.error());
        }
        wanted.begin.rules = std::move(*rules);
    }
    if (!desk->planFile.empty()) {
        auto plan = config::readPlan(desk->planFile);
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        wanted.begin.plan = std::move(*plan);
    }
    return wanted;
}

/// The main thread of `record`: numbers what comes and writes it.
class NodeRecorder {
public:
    NodeRecorder(const RecordOptions& options, Wanted wanted)
        : m_options(options), m_wanted(std::move(wanted)), m_isShown(isatty(STDERR_FILENO) == 1) {}

    int run() {
        record::WriterOptions writing;
        writing.madeBy = madeBy();
        auto writer = record::Writer::create(m_options.to, writing);
        if (!writer) {
            return refuse(writer.error().message, NoContact);
        }
        m_writer = std::move(*writer);
        const auto source = rpc::makeGrpcSource(m_wanted.source);
        const base::Timestamp begin = source->now();
        // Judged as it comes, so that a desk can show it: the recording began with nothing before.
        replay::Judge judge(m_wanted.begin, 0, begin,
                            [this](const record::Item& item) { put(item); });
        m_judge = &judge;
        source->start(m_sink);
        auto nextTimer = m_begin + timerPeriod;
        while (m_error.empty() && !isInterrupted() && !isTimeOver()) {
            if (auto input = m_sink.pop(100ms)) {
                take(std::move(*input));
            }
            if (const auto now = std::chrono::steady_clock::now(); now >= nextTimer) {
                nextTimer = std::max(nextTimer + timerPeriod, now);
                judge.take(++m_order, engine::TimerInput{source->now()});
                tell();
            }
        }
        source->stop();
        while (auto input = m_sink.pop(0ns)) {
            take(std::move(*input));
        }
        m_judge = nullptr;
        clearLine();
        if (const auto closed = m_writer->close(); !closed) {
            m_error = m_error.empty() ? closed.error().message : m_error;
        }
        if (!m_error.empty()) {
            return refuse(m_error + "; what came before is in the file (vigiectl verify)",
                          NoContact);
        }
        return report();
    }

private:
    [[nodiscard]] bool isTimeOver() const {
        return m_options.seconds > 0 && std::chrono::steady_clock::now() - m_begin >
                                            std::chrono::duration<double>(m_options.seconds);
    }

    void take(fleet::Input input) {
        if (const auto* contact = std::get_if<fleet::ContactChange>(&input.what)) {
            if (contact->contact == fleet::Contact::Connected) {
                m_inContact.insert(input.endpoint);
            } else {
                m_inContact.erase(input.endpoint);
                m_reason = input.endpoint + ": " + contact->reason;
            }
        }
        m_ticks += std::holds_alternative<model::TickPtr>(input.what) ? 1 : 0;
        m_events += std::holds_alternative<model::EventPtr>(input.what) ? 1 : 0;
        // A tick of before a new description: the writer knows it, and the desk would refuse it.
        m_judge->take(++m_order, std::move(input));
    }

    void put(const record::Item& item) {
        if (!m_error.empty()) {
            return; // the file ends where it could not be written
        }
        const auto done = m_writer->put(item);
        if (done || item.isTick()) {
            m_refused += done ? 0 : 1;
            m_refusal = done ? m_refusal : done.error().message;
            return;
        }
        m_error = done.error().message;
    }

    void tell() {
        if (!m_isShown) {
            return;
        }
        m_isTold = true;
        const auto passed = std::chrono::steady_clock::now() - m_begin;
        fmt::print(stderr, "\r\x1b[K{}  {} of {} nodes in contact  {} ticks  {}", spanText(passed),
                   m_inContact.size(), m_wanted.source.endpoints.size(), grouped(m_ticks),
                   sizeText(m_writer->bytes()));
        std::fflush(stderr);
    }
    void clearLine() const {
        if (m_isTold) {
            fmt::print(stderr, "\r\x1b[K");
        }
    }

    int report() {
        if (m_ticks == 0) {
            return refuse(m_reason.empty() ? "no tick came" : m_reason, NoContact);
        }
        if (m_refused > 0) {
            fmt::print(stderr, "vigiectl: {} ticks were not written: {}\n", grouped(m_refused),
                       printable(m_refusal));
        }
        if (m_sink.refused() > 0) {
            fmt::print(stderr, "vigiectl: {} inputs came faster than they could be written\n",
                       grouped(m_sink.refused()));
        }
        const auto passed = std::chrono::steady_clock::now() - m_begin;
        if (m_options.isJson) {
            fmt::print("{}\n", toLine({{"file", m_options.to},
                                       {"seconds", std::chrono::duration<double>(passed).count()},
                                       {"nodes", m_wanted.source.endpoints.size()},
                                       {"ticks", m_ticks - m_refused},
                                       {"events", m_events},
                                       {"lost", m_refused + m_sink.refused()},
                                       {"bytes", m_writer->bytes()}}));
        } else {
            fmt::print("{}: {} ticks of {} node{} in {}, {}\n", m_options.to,
                       grouped(m_ticks - m_refused), m_wanted.source.endpoints.size(),
                       m_wanted.source.endpoints.size() == 1 ? "" : "s", spanText(passed),
                       sizeText(m_writer->bytes()));
        }
        return finishOutput(Ok);
    }

    const RecordOptions& m_options;
    const Wanted m_wanted;
    const bool m_isShown;
    const SteadyTime m_begin = std::chrono::steady_clock::now();
    QueueSink m_sink;
    std::unique_ptr<record::Writer> m_writer;
    replay::Judge* m_judge = nullptr; // while it runs
    std::uint64_t m_order = 0;
    std::uint64_t m_ticks = 0;
    std::uint64_t m_events = 0;
    std::uint64_t m_refused = 0;
    std::string m_refusal;
    std::set<std::string> m_inContact;
    std::string m_reason;
    std::string m_error;
    bool m_isTold = false;
};

} // namespace

CLI::App* addRecord(CLI::App& app, RecordOptions& options) {
    auto* command = app.add_subcommand("record", "Records nodes into a file, without a desk");
    auto* nodes =
        command->add_option("--connect", options.addresses, "The nodes: HOST:PORT,HOST:PORT");
    auto* config = command->add_option("--config", options.config, "The nodes of a desk file")
                       ->check(CLI::ExistingFile);
    nodes->excludes(config);
    command->add_option("-o,--output", options.to, "The new file; never one that is there")
        ->required();
    command->add_option("--seconds", options.seconds, "For so long; without it until interrupted")
        ->check(CLI::PositiveNumber);
    command->add_option("--rate", options.rateHz, "Ticks per second at most of each node")
        ->check(CLI::Range(0.001, 1000.0));
    command->add_flag("--json", options.isJson, "One JSON object at the end");
    return command;
}

int recordNodes(const RecordOptions& options) {
    if (options.addresses.empty() && options.config.empty()) {
        return refuse("which nodes? --connect HOST:PORT,... or --config desk.yaml", Usage);
    }
    std::error_code none;
    if (std::filesystem::exists(std::filesystem::symlink_status(options.to, none))) {
        return refuse(options.to + " exists already", Usage);
    }
    auto wanted = wantedFrom(options);
    if (!wanted) {
        return refuse(wanted.error().message, Usage);
    }
    return NodeRecorder(options, std::move(*wanted)).run();
}

} // namespace vigie::ctl
