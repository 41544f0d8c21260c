// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/analyze.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>
#include <variant>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/vigiectl/interrupt.h"
#include "app/vigiectl/options.h"
#include "app/vigiectl/reportview.h"
#include "app/vigiectl/table.h"
#include "core/analysis/analysis.h"
#include "core/base/thread.h"
#include "core/config/profilefile.h"
#include "core/transport/spec.h"

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t eventsAlways = 100;
constexpr std::size_t eventsAtMost = 1'000'000;
constexpr std::uintmax_t largeFile = std::uintmax_t{256} << 20;

int refuse(const std::string& reason, int code) {
    fmt::print(stderr, "vigiectl: {}\n", printable(reason));
    return code;
}

/// A file, or what is received.
struct Source {
    std::filesystem::path file;
    bool isLive = false;
    bool isHls = false;
};

base::Result<Source> sourceFrom(const AnalyzeOptions& options, const std::string& passphrase) {
    Source source;
    if (options.source.find("://") == std::string::npos &&
        (std::filesystem::exists(options.source) || !options.source.ends_with(".m3u8"))) {
        source.file = options.source;
        return source;
    }
    const auto spec = transport::parseReceiveSpec(options.source, passphrase);
    if (!spec) {
        return tl::unexpected(spec.error());
    }
    if (const auto* file = std::get_if<transport::FileSpec>(&*spec)) {
        source.file = file->path;
        return source;
    }
    source.isLive = true;
    source.isHls = std::holds_alternative<transport::HlsSpec>(*spec);
    return source;
}

/// "dvb", "ott" or a file; without a wish what fits the source.
base::Result<ts::Profile> profileFrom(const std::string& wish, const Source& source) {
    if (wish.empty()) {
        return source.isHls ? ts::Profile::ott() : ts::Profile::dvb();
    }
    return config::profileFrom(wish, std::filesystem::current_path());
}

/// Asks the analysis to stop when the user does.
std::jthread watchForInterrupt(std::stop_source analysis) {
    return base::startThread("interrupt", [analysis](const std::stop_token& stop) mutable {
        while (!stop.stop_requested()) {
            if (isInterrupted()) {
                analysis.request_stop();
                return;
            }
            std::this_thread::sleep_for(20ms);
        }
    });
}

/// One line on the terminal that goes away at the end.
class Progress {
public:
    explicit Progress(const std::filesystem::path& file) {
        std::error_code none;
        const auto size = std::filesystem::file_size(file, none);
        m_size = none ? 0 : size;
        m_isShown = isatty(STDERR_FILENO) == 1 && m_size >= largeFile;
    }
    ~Progress() {
        if (m_isShown) {
            fmt::print(stderr, "\r\x1b[K");
        }
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void tell(double part) {
        const auto now = std::chrono::steady_clock::now();
        if (!m_isShown || now - m_told < 200ms) {
            return;
        }
        m_told = now;
        const double seconds = std::chrono::duration<double>(now - m_begin).count();
        fmt::print(stderr, "\r\x1b[K{:3.0f} %  {:.0f} MB/s", part * 100,
                   seconds > 0 ? part * static_cast<double>(m_size) / seconds / 1e6 : 0.0);
        std::fflush(stderr);
    }

private:
    std::uintmax_t m_size = 0;
    bool m_isShown = false;
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point m_told{};
};

int terminalWidth() {
    winsize size{};
    const bool isKnown = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 60;
    return isKnown ? std::min<int>(size.ws_col, 120) : 80;
}

ReportStyle styleOfTerminal() {
    const char* const noColor = std::getenv("NO_COLOR");
    ReportStyle style;
    style.isColored = isatty(STDOUT_FILENO) == 1 && (noColor == nullptr || *noColor == '\0');
    style.width = terminalWidth();
    return style;
}

int exitCode(const analysis::Report& report, const std::string& failOn) {
    const auto worst = analysis::worstPriority(report);
    const bool isBad = failOn != "never" && worst && *worst <= failOn.front() - '0';
    return isBad ? FaultsFound : Ok;
}

} // namespace

CLI::App* addAnalyze(CLI::App& app, AnalyzeOptions& options) {
    auto* command = app.add_subcommand("analyze", "A file or a stream, by every check; no node");
    command->add_option("source", options.source, "FILE, or the URI of an input")->required();
    command->add_option("--profile", options.profile,
                        "dvb, ott or a YAML file (default: dvb, of HLS ott)");
    command->add_flag("--json", options.isJson, "One JSON object (docs/analyze.schema.json)");
    command->add_flag("--events", options.hasEvents, "All events, not only the first 100");
    command->add_option("--seconds", options.seconds, "End after so much time of the stream")
        ->check(CLI::Range(0.001, 31'536'000.0));
    command->add_option("--content", options.content, "Decode and judge: off, key-frames or full")
        ->check(CLI::IsMember({"off", "key-frames", "full"}));
    command
        ->add_option("--fail-on", options.failOn,
                     "Exit with 3 on errors of this priority or a graver one: 1, 2, 3 or never")
        ->check(CLI::IsMember({"1", "2", "3", "never"}));
    command->add_option("--passphrase-env", options.passphraseVariable,
                        "The environment variable with the passphrase of SRT");
    return command;
}

int analyze(const AnalyzeOptions& options) {
    transport::ReceiverOptions receiver;
    receiver.uri = options.source;
    if (!options.passphraseVariable.empty()) {
        const char* const passphrase = std::getenv(options.passphraseVariable.c_str());
        if (passphrase == nullptr) {
            return refuse("the environment has no " + options.passphraseVariable, Usage);
        }
        receiver.passphrase = passphrase;
    }
    const auto source = sourceFrom(options, receiver.passphrase);
    if (!source) {
        return refuse(source.error().message, Usage);
    }
    auto profile = profileFrom(options.profile, *source);
    if (!profile) {
        return refuse(profile.error().message, Usage);
    }
    analysis::Options wanted;
    wanted.profile = std::move(*profile);
    wanted.content = model::decodePolicyFrom(options.content).value_or(model::DecodePolicy::Off);
    wanted.seconds = options.seconds;
    wanted.maximumEvents = options.hasEvents ? eventsAtMost : eventsAlways;

    std::stop_source stop;
    const auto watch = watchForInterrupt(stop);
    base::Result<analysis::Report> report;
    if (source->isLive) {
        report = analysis::analyzeLive(receiver, wanted, stop.get_token());
    } else {
        Progress progress(source->file);
        report = analysis::analyzeFile(source->file, wanted, stop.get_token(),
                                       [&progress](double part) { progress.tell(part); });
    }
    if (!report) {
        return refuse(report.error().message, NoContact);
    }
    if (options.isJson) {
        fmt::print("{}\n", analysis::toJson(*report));
    } else {
        auto style = styleOfTerminal();
        style.hasAllEvents = options.hasEvents;
        fmt::print("{}", renderReport(*report, style));
    }
    if (std::fflush(stdout) != 0) {
        return refuse("the report could not be written", NoContact);
    }
    return exitCode(*report, options.failOn);
}

} // namespace vigie::ctl
