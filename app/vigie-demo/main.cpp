// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "core/base/log.h"
#include "core/demo/fleet.h"
#include "core/demo/linereader.h"
#include "core/demo/scenario.h"

namespace {

using namespace vigie;
using Steady = std::chrono::steady_clock;

struct Options {
    demo::FleetOptions fleet;
    std::filesystem::path scenario;
    bool hasScenario = true;
    bool readsCommands = true;
};

/// One JSON object on standard output.
void say(const nlohmann::ordered_json& object) {
    std::puts(object.dump().c_str());
    std::fflush(stdout);
}

int complain(const std::string& message) {
    std::fprintf(stderr, "vigie-demo: %s\n", message.c_str());
    return 1;
}

/// A folder that goes with the demo where the user named none.
class WorkFolder {
public:
    explicit WorkFolder(std::filesystem::path chosen)
        : m_path(std::move(chosen)), m_isTemporary(m_path.empty()) {
        if (m_isTemporary) {
            std::string pattern =
                (std::filesystem::temp_directory_path() / "vigie-demo-XXXXXX").string();
            const char* made = mkdtemp(pattern.data());
            m_path = made != nullptr ? made : "";
        } else {
            std::error_code ignored; // what is missing shows at the first write
            std::filesystem::create_directories(m_path, ignored);
        }
    }
    ~WorkFolder() {
        if (m_isTemporary && !m_path.empty()) {
            std::error_code ignored;
            std::filesystem::remove_all(m_path, ignored);
        }
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    bool m_isTemporary;
};

/// SIGTERM and SIGINT as something to poll. Blocked before any thread starts, so in all of them.
class StopSignal {
public:
    StopSignal() {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        sigprocmask(SIG_BLOCK, &signals, nullptr);
        m_fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
        std::signal(SIGPIPE, SIG_IGN);
    }
    ~StopSignal() { close(m_fd); }
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;
    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] bool isRaised() const {
        pollfd one{m_fd, POLLIN, 0};
        return poll(&one, 1, 0) > 0;
    }

private:
    int m_fd = -1;
};

void answer(demo::Fleet& fleet, const std::string& line) {
    const auto command = demo::parseCommand(line);
    const auto done = command ? fleet.execute(*command)
                              : base::Result<void>(base::failure(command.error().message));
    if (done) {
        say({{"event", "done"},
             {"do", nlohmann::ordered_json::parse(line).at("do").get<std::string>()}});
    } else {
        say({{"event", "error"}, {"message", done.error().message}});
    }
}

/// Until a signal or the end of standard input.
void serve(demo::Fleet& fleet, const StopSignal& stop, std::optional<demo::ScenarioPlayer> scenario,
           bool readsCommands) {
    const auto log = base::logger("demo");
    demo::LineReader lines(STDIN_FILENO);
    const auto start = Steady::now();
    std::string toldTroubles;
    auto nextTroubles = start + std::chrono::seconds(10);
    while (!stop.isRaised()) {
        std::vector<pollfd> waits{{stop.fd(), POLLIN, 0}};
        if (readsCommands) {
            waits.push_back({STDIN_FILENO, POLLIN, 0});
        }
        for (const int fd : fleet.outputFds()) {
            waits.push_back({fd, POLLIN, 0});
        }
        poll(waits.data(), waits.size(), 100);
        fleet.supervise();
        if (scenario) {
            for (const demo::Command& command : scenario->due(Steady::now() - start)) {
                if (!fleet.knows(command)) {
                    continue; // a smaller fleet than the scenario was written for
                }
                if (const auto done = fleet.execute(command); !done) {
                    log->warn("scenario: {}", done.error().message);
                }
            }
        }
        if (readsCommands && (waits[1].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
            for (const std::string& line : lines.read()) {
                answer(fleet, line);
            }
            if (lines.isAtEnd()) {
                return;
            }
        }
        if (Steady::now() >= nextTroubles) {
            nextTroubles = Steady::now() + std::chrono::seconds(10);
            if (const std::string troubles = fleet.troubles(); troubles != toldTroubles) {
                log->warn("the sending side is not clean:\n{}", troubles);
                toldTroubles = troubles;
            }
        }
    }
}

std::string scenarioName(const Options& options) {
    if (!options.hasScenario) {
        return "none";
    }
    return options.scenario.empty() ? "built in" : options.scenario.string();
}

int run(Options options) {
    const StopSignal stop;
    std::optional<demo::ScenarioPlayer> player;
    if (options.hasScenario) {
        auto scenario = options.scenario.empty() ? demo::defaultScenario()
                                                 : demo::readScenario(options.scenario);
        if (!scenario) {
            std::fprintf(stderr, "%s\n", scenario.error().message.c_str());
            return 2;
        }
        player.emplace(std::move(*scenario));
    }
    const WorkFolder folder(options.fleet.folder);
    options.fleet.folder = folder.path();
    if (options.fleet.folder.empty()) {
        return complain("no temporary folder can be made; name one with --folder");
    }
    std::error_code unknown;
    options.fleet.nodeProgram =
        std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path() / "vigie-node";
    if (access(options.fleet.nodeProgram.c_str(), X_OK) != 0) {
        return complain(fmt::format("vigie-node is missing beside this program: {}",
                                    options.fleet.nodeProgram.string()));
    }
    demo::Fleet fleet(options.fleet);
    if (const auto started = fleet.start([&stop] { return stop.isRaised(); }); !started) {
        return stop.isRaised() ? 0 : complain(started.error().message);
    }
    std::puts(fleet.readyLine().c_str());
    std::fflush(stdout);
    fleet.beginWeather();
    std::fprintf(stderr, "vigie-demo: scenario %s, seed %llu\n", scenarioName(options).c_str(),
                 static_cast<unsigned long long>(options.fleet.seed));
    serve(fleet, stop, std::move(player), options.readsCommands);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "A demo fleet: programmes, links with faults, and vigie-node processes on loopback.");
    app.set_version_flag("--version", VIGIE_VERSION);
    Options options;
    bool noScenario = false;
    bool noStdin = false;
    app.add_option("--media", options.fleet.media, "Show the video files of this folder")
        ->check(CLI::ExistingDirectory);
    app.add_option("--scenario", options.scenario, "Faults by the clock (docs/demo.md)")
        ->check(CLI::ExistingFile);
    app.add_flag("--no-scenario", noScenario, "No faults but those of the commands");
    app.add_option("--feeds", options.fleet.feeds, "Number of feeds")
        ->check(CLI::Range(std::size_t{1}, demo::mostFeeds))
        ->capture_default_str();
    app.add_option("--regions", options.fleet.regions, "Number of regions")
        ->check(CLI::Range(std::size_t{1}, demo::mostRegions))
        ->capture_default_str();
    app.add_option("--seed", options.fleet.seed, "Of weather, losses and plan")
        ->capture_default_str();
    app.add_option("--folder", options.fleet.folder,
                   "Where configurations and outputs are kept (default: a temporary folder)");
    app.add_flag("--no-stdin", noStdin, "Read no commands; go on when standard input ends");
    CLI11_PARSE(app, argc, argv);
    options.hasScenario = !noScenario;
    options.readsCommands = !noStdin;
    return run(std::move(options));
}
