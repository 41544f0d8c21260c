// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/serve.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/vigiectl/interrupt.h"
#include "app/vigiectl/options.h"
#include "app/vigiectl/tooling.h"
#include "core/config/address.h"
#include "core/replay/player.h"
#include "core/rpc/server.h"

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;

struct Served {
    std::string node;
    std::string address;
    std::unique_ptr<rpc::Server> server;
};

/// A port for each node: the kernel's, or one after the other from the one that was named.
base::Result<std::vector<Served>> startServers(replay::Player& player,
                                               const ServeOptions& options) {
    const auto colon = options.listen.rfind(':');
    const std::string host = options.listen.substr(0, colon);
    unsigned long port = std::stoul(options.listen.substr(colon + 1));
    std::vector<Served> all;
    for (fleet::Provider* node : player.nodes()) {
        rpc::ServerOptions wanted;
        wanted.listen = host + ":" + std::to_string(port);
        wanted.certificate = options.certificate;
        wanted.privateKey = options.privateKey;
        wanted.isInsecureAllowed = options.isInsecureAllowed;
        auto server = rpc::Server::start(*node, wanted);
        if (!server) {
            return tl::unexpected(std::move(server.error()));
        }
        all.push_back({node->describe()->id, host + ":" + std::to_string((*server)->port()),
                       std::move(*server)});
        port += port == 0 ? 0 : 1;
    }
    return all;
}

/// JSON strings are YAML strings too.
std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump();
}

bool writeConfig(const ServeOptions& options, const std::vector<Served>& all) {
    std::ofstream out(options.config);
    out << "# A recording that plays as nodes: vigiectl serve " << options.file << "\n"
        << "event: " << quoted("Replay: " + std::filesystem::path(options.file).stem().string())
        << "\nnodes:\n";
    for (const Served& one : all) {
        const bool isPlain = options.certificate.empty() && !config::isLoopback(one.address);
        out << "  - {address: " << quoted(one.address) << (isPlain ? ", insecure: true" : "")
            << (options.certificate.empty() ? "" : ", tls: {}") << "}\n";
    }
    out.close();
    return !out.fail();
}

void say(const ServeOptions& options, const std::vector<Served>& all) {
    for (const Served& one : all) {
        if (options.isJson) {
            std::puts(nlohmann::ordered_json{
                {"event", "listening"}, {"node", one.node}, {"address", one.address}}
                          .dump()
                          .c_str());
        } else {
            fmt::print("{}  {}\n", one.address, one.node);
        }
    }
    std::fflush(stdout);
}

} // namespace

CLI::App* addServe(CLI::App& app, ServeOptions& options) {
    auto* command = app.add_subcommand("serve", "Plays a recording as nodes, for any desk");
    command->add_option("file", options.file, "The recording, or a ring's folder")
        ->required()
        ->check(CLI::ExistingPath);
    command->add_option("--listen", options.listen,
                        "HOST:PORT of the first node, the next one above it; port 0: the kernel's "
                        "(127.0.0.1:0)");
    command->add_option("--from", options.from, "Where to begin");
    command->add_option("--to", options.to, "Where to end");
    command->add_option("--speed", options.speed, "Times the recorded pace (1)")
        ->check(CLI::Range(0.01, 1000.0));
    command->add_flag("--loop", options.isLooped, "Begin anew at the end, until interrupted");
    command->add_flag("--as-recorded", options.isAsRecorded,
                      "Leave all times as they were; otherwise it plays now");
    command->add_option("--write-config", options.config,
                        "Write a desk configuration here, for vigie --config");
    auto* certificate = command->add_option("--tls-cert", options.certificate, "TLS: PEM file")
                            ->check(CLI::ExistingFile);
    auto* key = command->add_option("--tls-key", options.privateKey, "The key of --tls-cert")
                    ->check(CLI::ExistingFile);
    certificate->needs(key);
    key->needs(certificate);
    command->add_flag("--insecure", options.isInsecureAllowed,
                      "Allow listening beyond loopback without TLS");
    command->add_flag("--json", options.isJson, "JSON lines for scripts");
    return command;
}

int serve(const ServeOptions& options) {
    if (const auto why = config::whyNoAddress(options.listen)) {
        return refuse("--listen: " + *why, Usage);
    }
    const auto recording = record::Recording::open(options.file);
    if (!recording) {
        return refuse(recording.error().message, NoContact);
    }
    replay::PlayerOptions wanted;
    wanted.file = options.file;
    wanted.speed = options.speed;
    wanted.isLooped = options.isLooped;
    wanted.isNow = !options.isAsRecorded;
    for (const auto& [text, into] :
         {std::pair(&options.from, &wanted.from), std::pair(&options.to, &wanted.to)}) {
        if (text->empty()) {
            continue;
        }
        const auto moment = momentFrom(*text, (*recording)->info());
        if (!moment) {
            return refuse(moment.error().message, Usage);
        }
        *into = *moment;
    }
    auto player = replay::Player::open(wanted);
    if (!player) {
        return refuse(player.error().message, NoContact);
    }
    auto servers = startServers(**player, options);
    if (!servers) {
        return refuse(servers.error().message, NoContact);
    }
    if (!options.config.empty() && !writeConfig(options, *servers)) {
        return refuse(options.config + " cannot be written.", NoContact);
    }
    say(options, *servers);
    (*player)->start();
    while (!isInterrupted() && !(*player)->isAtEnd()) {
        std::this_thread::sleep_for(50ms); // a signal sets a flag, and no more
    }
    for (const Served& one : *servers) {
        one.server->stop();
    }
    (*player)->stop();
    return Ok;
}

} // namespace vigie::ctl
