// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/capture.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <poll.h>
#include <unistd.h>

#include <fmt/format.h>

#include "app/vigiectl/download.h"
#include "app/vigiectl/interrupt.h"
#include "app/vigiectl/json.h"
#include "app/vigiectl/table.h"
#include "core/config/scalars.h"
#include "core/rpc/nodecontrol.h"
#include "core/rpc/nodequery.h"

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;
using fleet::CaptureInfo;
using fleet::CaptureState;

/// Beyond the seconds that are still to come: copying, and the analysis of other captures.
constexpr std::chrono::seconds patience{120};
constexpr int pollMs = 300;

int say(int code, const std::string& sentence) {
    fmt::print(stderr, "vigiectl: {}\n", printable(sentence));
    return code;
}

const char* toString(CaptureState state) {
    switch (state) {
    case CaptureState::Recording:
        return "recording";
    case CaptureState::Analyzing:
        return "analyzing";
    case CaptureState::Complete:
        return "complete";
    case CaptureState::Failed:
        return "failed";
    }
    return "";
}

nlohmann::ordered_json captureJson(const CaptureInfo& info) {
    nlohmann::ordered_json json{{"id", info.id},
                                {"input", info.inputId},
                                {"state", toString(info.state)},
                                {"from", base::toIso8601(info.from)},
                                {"to", base::toIso8601(info.to)},
                                {"bytes", info.bytes}};
    if (!info.reason.empty()) {
        json["reason"] = info.reason;
    }
    if (!info.remark.empty()) {
        json["remark"] = info.remark;
    }
    return json;
}

double secondsOf(const CaptureInfo& info) {
    return std::chrono::duration<double>(info.to - info.from).count();
}

int list(const Options& options) {
    const auto captures = rpc::listCaptures(options.endpoint, options.timeout);
    if (!captures) {
        return say(NoContact, captures.error().message);
    }
    for (const CaptureInfo& info : *captures) {
        if (options.isJson) {
            fmt::print("{}\n", toLine(captureJson(info)));
            continue;
        }
        fmt::print("{}  {:9}  {}  {:6.1f} s  {:>12} bytes  {}{}{}\n", info.id, toString(info.state),
                   base::toIso8601(info.from), secondsOf(info), info.bytes, printable(info.reason),
                   info.remark.empty() ? "" : " - ", printable(info.remark));
    }
    return Ok;
}

/// What the node says of one capture now.
base::Result<CaptureInfo> lookUp(const Options& options, const std::string& id) {
    const auto captures = rpc::listCaptures(options.endpoint, options.timeout);
    if (!captures) {
        return tl::unexpected(captures.error());
    }
    const auto found = std::find_if(captures->begin(), captures->end(),
                                    [&id](const CaptureInfo& info) { return info.id == id; });
    if (found == captures->end()) {
        return base::failure(fmt::format("{} has no capture '{}'", options.endpoint.address, id));
    }
    return *found;
}

/// Where the two files go; nothing, and the sentence said, where they must not.
std::optional<std::filesystem::path> place(const CaptureOptions& wanted, const std::string& id) {
    const auto stream = wanted.output.empty() ? std::filesystem::path(id + ".ts") : wanted.output;
    if (const auto why = whyNotThere(stream, wanted.isForced); !why.empty()) {
        static_cast<void>(say(Usage, why));
        return std::nullopt;
    }
    return stream;
}

int fetch(const Options& options, const CaptureInfo& info, const std::filesystem::path& stream) {
    const auto analysis = analysisBeside(stream);
    for (const auto& [part, file] : {std::pair(fleet::CapturePart::Stream, stream),
                                     std::pair(fleet::CapturePart::Analysis, analysis)}) {
        const auto done = download(options.endpoint, info.id, part, options.timeout, file);
        if (!done) {
            return say(NoContact, done.error().message);
        }
    }
    if (options.isJson) {
        auto json = captureJson(info);
        json["stream"] = stream.string();
        json["analysis"] = analysis.string();
        fmt::print("{}\n", toLine(json));
        return Ok;
    }
    fmt::print("{}: {:.1f} s from {}, {} bytes\n{}\n{}\n", info.id, secondsOf(info),
               base::toIso8601(info.from), info.bytes, stream.string(), analysis.string());
    if (!info.remark.empty()) {
        fmt::print("{}\n", printable(info.remark));
    }
    return Ok;
}

/// The input that is meant; an error lists those that there are.
base::Result<std::string> chooseInput(const Options& options, const std::string& given) {
    const auto answer = rpc::describeNode(options.endpoint, options.timeout);
    if (!answer) {
        return tl::unexpected(answer.error());
    }
    std::string all;
    for (const auto& input : answer->description->inputs) {
        if (input.id == given || (given.empty() && answer->description->inputs.size() == 1)) {
            return input.id;
        }
        all += (all.empty() ? "" : ", ") + input.id;
    }
    return base::failure(given.empty()
                             ? "which input? One of " + all
                             : fmt::format("the node has no input '{}'; one of {}", given, all));
}

/// Until it is complete or failed.
base::Result<CaptureInfo> await(const Options& options, CaptureInfo info,
                                std::chrono::nanoseconds most) {
    const auto begin = std::chrono::steady_clock::now();
    const bool isShown = !options.isJson && isatty(STDERR_FILENO) == 1;
    while (info.state == CaptureState::Recording || info.state == CaptureState::Analyzing) {
        const auto waited = std::chrono::steady_clock::now() - begin;
        if (isShown) {
            fmt::print(stderr, "\r{}: {}, {:.0f} s \x1b[K", info.id, toString(info.state),
                       std::chrono::duration<double>(waited).count());
        }
        if (isInterrupted()) {
            return base::failure(
                fmt::format("left; the node goes on with it: --get {} fetches it", info.id));
        }
        if (waited > most) {
            return base::failure(fmt::format("{} is still {} after {:.0f} s", info.id,
                                             toString(info.state),
                                             std::chrono::duration<double>(waited).count()));
        }
        static_cast<void>(::poll(nullptr, 0, pollMs)); // a signal ends the pause
        auto now = lookUp(options, info.id);
        if (!now) {
            return now;
        }
        info = std::move(*now);
    }
    if (isShown) {
        fmt::print(stderr, "\r\x1b[K");
    }
    if (info.state == CaptureState::Failed) {
        return base::failure(fmt::format("the capture failed: {}", info.remark));
    }
    return info;
}

} // namespace

int capture(const Options& options, const CaptureOptions& wanted) {
    if (wanted.isList) {
        return list(options);
    }
    if (!wanted.get.empty()) {
        auto info = lookUp(options, wanted.get);
        if (!info) {
            return say(NoContact, info.error().message);
        }
        const auto stream = place(wanted, info->id);
        if (!stream) {
            return Usage;
        }
        info = await(options, std::move(*info), patience + fleet::Provider::maximumCaptureTime);
        return info ? fetch(options, *info, *stream) : say(NoContact, info.error().message);
    }
    fleet::CaptureRequest request;
    request.before = std::chrono::seconds(wanted.before);
    request.after = std::chrono::seconds(wanted.after);
    request.reason = wanted.reason;
    auto most = std::chrono::nanoseconds(patience + request.after);
    if (wanted.around != "now") {
        request.around = config::parseUtc(wanted.around);
        if (!request.around) {
            return say(Usage, fmt::format("--around: expected now or a UTC time such as "
                                          "2026-07-26T18:00:00Z, found '{}'",
                                          wanted.around));
        }
        most += std::max(0ns, *request.around - base::SystemClock::instance().now().utc);
    }
    // Before the node is asked: a capture that cannot be stored here is of no use.
    if (!wanted.output.empty() && !place(wanted, {})) {
        return Usage;
    }
    const auto input = chooseInput(options, wanted.input);
    if (!input) {
        return say(NoContact, input.error().message);
    }
    request.inputId = *input;
    const auto begun = rpc::requestCapture(options.endpoint, request, options.timeout);
    if (!begun) {
        return say(NoContact, begun.error().message);
    }
    const auto info = await(options, *begun, most);
    if (!info) {
        return say(NoContact, info.error().message);
    }
    const auto stream = place(wanted, info->id);
    return stream ? fetch(options, *info, *stream) : Usage;
}

} // namespace vigie::ctl
