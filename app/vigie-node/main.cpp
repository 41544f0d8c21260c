// SPDX-License-Identifier: GPL-3.0-or-later
//
// vigie-node: a probe. Receives transport streams, measures them, and serves what it finds by gRPC.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <pthread.h>

#include "app/vigie-node/announcer.h"
#include "core/base/log.h"
#include "core/config/address.h"
#include "core/probe/nodeconfig.h"
#include "core/probe/probe.h"
#include "core/rpc/server.h"

namespace {

using namespace vigie;

constexpr int exitUsage = 2;
constexpr int exitCannotServe = 1;

/// SIGTERM and SIGINT are taken by sigtimedwait() on the main thread; every other thread inherits
/// the mask, so none is ever interrupted.
sigset_t blockStopSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

int fail(int code, const std::string& message) {
    std::fprintf(stderr, "vigie-node: %s\n", message.c_str());
    return code;
}

int serve(probe::NodeConfig config) {
    const bool hasTls = !config.certificate.empty();
    if (!hasTls && !config.isInsecureAllowed && !config::isLoopback(config.listen)) {
        return fail(exitUsage,
                    "will not listen on " + config.listen +
                        " without TLS: give 'tls' in the configuration, or --insecure in so "
                        "many words");
    }
    const sigset_t stopSignals = blockStopSignals();
    auto probe = probe::Probe::make(std::move(config));
    if (!probe) {
        return fail(exitCannotServe, probe.error().message);
    }
    const probe::NodeConfig& running = (*probe)->config();
    rpc::ServerOptions options;
    options.listen = running.listen;
    options.certificate = running.certificate;
    options.privateKey = running.privateKey;
    options.clientRoots = running.clientRoots;
    options.isInsecureAllowed = running.isInsecureAllowed;
    auto server = rpc::Server::start(**probe, options);
    if (!server) {
        return fail(exitCannotServe, server.error().message);
    }
    (*probe)->start();

    node::Announcer announcer(**probe, running.id,
                              running.listen.substr(0, running.listen.rfind(':')) + ":" +
                                  std::to_string((*server)->port()));
    const timespec pause{0, 20'000'000};
    int signal = -1;
    while (signal < 0) {
        announcer.announceWhatIsNew();
        // Once all is announced there is nothing left to do but to wait for the end.
        signal = announcer.isComplete() ? sigwaitinfo(&stopSignals, nullptr)
                                        : sigtimedwait(&stopSignals, nullptr, &pause);
    }
    (*server)->stop();
    (*probe)->stop();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{"Measures transport streams and serves what it finds to Vigie desks."};
    app.set_version_flag("--version", "vigie-node " VIGIE_VERSION);
    std::string configFile;
    std::string uri;
    std::string listen;
    std::string id;
    std::string kind = "cloud";
    bool isInsecureAllowed = false;
    bool isCheckOnly = false;
    app.add_option(
        "uri", uri,
        "One stream to watch: srt://host:port?mode=caller|listener, rtp://..., udp://..., "
        "http(s)://....m3u8, or a .ts file");
    app.add_option("--config", configFile, "Node configuration (YAML); see docs/configuration.md");
    app.add_option("--id", id,
                   "Id of the node in the fleet; default: from the file, or from the URI");
    app.add_option("--kind", kind, "How the one stream comes (default cloud)")
        ->check(CLI::IsMember({"cloud", "satellite", "fibre"}));
    app.add_option("--listen", listen,
                   "Address for desks; overrides the file (default 127.0.0.1:0)");
    app.add_flag("--insecure", isInsecureAllowed, "Allow listening beyond loopback without TLS");
    app.add_flag("--check", isCheckOnly, "Check the configuration and exit");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return error.get_exit_code() == 0 ? app.exit(error) : (app.exit(error), exitUsage);
    }
    if (configFile.empty() == uri.empty()) {
        return fail(exitUsage, "give either one stream's URI or --config FILE (see --help)");
    }
    const auto pathKind = model::pathKindFrom(kind).value_or(model::PathKind::Cloud);
    auto config = configFile.empty() ? probe::nodeConfigFromUri(uri, pathKind)
                                     : probe::readNodeConfig(configFile);
    if (!config) {
        return fail(exitUsage, config.error().message);
    }
    if (!listen.empty()) {
        if (const auto why = config::whyNoAddress(listen)) {
            return fail(exitUsage, "--listen: " + *why);
        }
        config->listen = listen;
    }
    if (!id.empty()) {
        config->id = id;
        config->name = id;
    }
    config->isInsecureAllowed = config->isInsecureAllowed || isInsecureAllowed;
    if (isCheckOnly) {
        std::printf("%s: ok, %zu inputs\n", configFile.empty() ? uri.c_str() : configFile.c_str(),
                    config->inputs.size());
        return 0;
    }
    return serve(std::move(*config));
}
