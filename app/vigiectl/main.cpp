// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>

#include "app/vigiectl/analyze.h"
#include "app/vigiectl/capture.h"
#include "app/vigiectl/commands.h"
#include "app/vigiectl/interrupt.h"
#include "app/vigiectl/recordings.h"
#include "app/vigiectl/replay.h"
#include "app/vigiectl/rules.h"

namespace {

using vigie::ctl::Options;

/// The options every command has.
CLI::App* addCommand(CLI::App& app, const char* name, const char* what, Options& options,
                     vigie::rpc::TlsOptions& tls, bool& isTls) {
    auto* command = app.add_subcommand(name, what);
    command->add_option("address", options.endpoint.address, "HOST:PORT of the node")->required();
    command->add_flag("--json", options.isJson, "JSON lines for scripts");
    command->add_flag("--tls", isTls, "TLS with the system's authorities");
    command->add_option("--tls-roots", tls.rootCertificates, "Trust these authorities (PEM)")
        ->check(CLI::ExistingFile);
    auto* certificate =
        command->add_option("--tls-cert", tls.certificate, "Our own certificate (PEM)")
            ->check(CLI::ExistingFile);
    auto* key = command->add_option("--tls-key", tls.privateKey, "The key of --tls-cert (PEM)")
                    ->check(CLI::ExistingFile);
    certificate->needs(key);
    key->needs(certificate);
    command->add_option("--server-name", tls.serverName, "The name the node's certificate is for");
    return command;
}

using vigie::ctl::CaptureOptions;
using vigie::ctl::DecodeOptions;
using vigie::fleet::Provider;

void addCaptureOptions(CLI::App& command, CaptureOptions& capture) {
    constexpr auto most = static_cast<std::uint32_t>(Provider::maximumCaptureTime.count());
    auto* input = command.add_option("input", capture.input,
                                     "Id of the input; may be left out where there is one");
    auto* around = command.add_option("--around", capture.around,
                                      "The moment, UTC (2026-07-26T18:00:00Z) or now");
    auto* before = command.add_option("--before", capture.before, "Seconds before it (10)")
                       ->check(CLI::Range(std::uint32_t{0}, most));
    auto* after = command.add_option("--after", capture.after, "Seconds after it (5)")
                      ->check(CLI::Range(std::uint32_t{0}, most));
    auto* reason = command.add_option("--reason", capture.reason, "Why, for people");
    auto* output = command.add_option("--output", capture.output,
                                      "Where the stream goes; its analysis goes beside it");
    command.add_flag("--force", capture.isForced, "Replace files that are there already");
    auto* list = command.add_flag("--list", capture.isList, "What the node keeps; no new capture");
    auto* get = command.add_option("--get", capture.get, "Fetch a capture that the node keeps");
    get->excludes(list);
    for (auto* option : {input, around, before, after, reason}) {
        option->excludes(list);
        option->excludes(get);
    }
    output->excludes(list);
}

void addDecodeOptions(CLI::App& command, DecodeOptions& decode) {
    constexpr auto most = static_cast<std::uint32_t>(Provider::maximumDecodeTime.count());
    command.add_option("path", decode.path, "Id of the path")->required();
    command
        .add_option("--policy", decode.policy,
                    "full or key-frames, at least; off takes an earlier request back")
        ->required()
        ->check(CLI::IsMember({"full", "key-frames", "off"}));
    command.add_option("--seconds", decode.seconds, "For how long (60)")
        ->check(CLI::Range(std::uint32_t{0}, most));
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    vigie::rpc::TlsOptions tls;
    bool isTls = false;
    double timeoutSeconds = 5;
    CLI::App app("Asks any Vigie node: who it is, how its streams are, whether it serves.",
                 "vigiectl");
    app.set_version_flag("--version", std::string("vigiectl ") + VIGIE_VERSION);
    app.require_subcommand(1);
    auto* describe =
        addCommand(app, "describe", "Who the node is and what it measures", options, tls, isTls);
    auto* watch =
        addCommand(app, "watch", "Its streams, live, until interrupted", options, tls, isTls);
    auto* health =
        addCommand(app, "health", "grpc.health.v1 and the services it lists", options, tls, isTls);
    vigie::ctl::AnalyzeOptions analyzeOptions;
    auto* analyze = vigie::ctl::addAnalyze(app, analyzeOptions);
    vigie::ctl::RulesOptions rulesOptions;
    auto* rules = vigie::ctl::addRules(app, rulesOptions);
    vigie::ctl::ReplayOptions replayOptions;
    auto* replay = vigie::ctl::addReplay(app, replayOptions);
    vigie::ctl::RecordingCommands recordings(app);
    auto* capture = addCommand(app, "capture", "The transport stream around a moment, as a file",
                               options, tls, isTls);
    CaptureOptions captureOptions;
    addCaptureOptions(*capture, captureOptions);
    auto* decode =
        addCommand(app, "decode", "More decoding of a path for a time", options, tls, isTls);
    DecodeOptions decodeOptions;
    addDecodeOptions(*decode, decodeOptions);
    for (auto* command : {describe, health, capture, decode}) {
        command->add_option("--timeout", timeoutSeconds, "Seconds to wait for an answer")
            ->check(CLI::Range(0.1, 3600.0));
    }
    watch->add_option("--metrics", options.metricKeys, "Only these metrics: key,key,...")
        ->delimiter(',');
    watch->add_option("--paths", options.pathIds, "Only these paths: id,id,...")->delimiter(',');
    watch->add_option("--rate", options.rateHz, "Ticks per second at most")
        ->check(CLI::Range(0.001, 1000.0));
    watch->add_option("--count", options.count, "End after so many ticks")
        ->check(CLI::PositiveNumber);
    watch->add_option("--seconds", options.seconds, "End after so many seconds")
        ->check(CLI::PositiveNumber);
    watch->add_flag("--events", options.hasEvents, "Events too (with --json)");
    watch->add_flag("--keep-trying", options.isPersistent, "Go on when contact is lost");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? vigie::ctl::Ok : vigie::ctl::Usage;
    }
    if (isTls ||
        !(tls.rootCertificates.empty() && tls.certificate.empty() && tls.serverName.empty())) {
        options.endpoint.tls = tls;
    }
    options.timeout = std::chrono::milliseconds(static_cast<long>(timeoutSeconds * 1000));
    vigie::ctl::catchInterrupts();
    if (*analyze) {
        return vigie::ctl::analyze(analyzeOptions);
    }
    if (*rules) {
        return vigie::ctl::rules(rulesOptions);
    }
    if (*replay) {
        return vigie::ctl::replay(replayOptions);
    }
    if (const auto code = recordings.run()) {
        return *code;
    }
    if (*capture) {
        return vigie::ctl::capture(options, captureOptions);
    }
    if (*decode) {
        return vigie::ctl::decode(options, decodeOptions);
    }
    if (*describe) {
        return vigie::ctl::describe(options);
    }
    return *watch ? vigie::ctl::watch(options) : vigie::ctl::health(options);
}
