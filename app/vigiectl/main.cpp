// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>

#include "app/vigiectl/analyze.h"
#include "app/vigiectl/commands.h"
#include "app/vigiectl/interrupt.h"

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
    for (auto* command : {describe, health}) {
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
    if (*describe) {
        return vigie::ctl::describe(options);
    }
    return *watch ? vigie::ctl::watch(options) : vigie::ctl::health(options);
}
