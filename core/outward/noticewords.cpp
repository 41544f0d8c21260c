// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/noticewords.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace vigie::outward {

namespace {

using namespace std::string_view_literals;
using alarm::FaultKind;

struct FaultWords {
    FaultKind kind;
    std::string_view name;
    std::string_view words;
    std::string_view check;
    std::string_view cause;
};

// In the order of FaultKind.
constexpr std::array<FaultWords, alarm::faultKinds> faults{{
    {FaultKind::NoContact, "no_contact", "no contact to the node", "",
     "communicationsSubsystemFailure"},
    {FaultKind::NoData, "no_data", "no data", "", "lossOfSignal"},
    {FaultKind::ServiceMissing, "service_missing", "service missing", "", "lossOfSignal"},
    {FaultKind::SyncLoss, "sync_loss", "TS sync lost", "1.1", "lossOfFrame"},
    {FaultKind::Continuity, "continuity", "continuity errors", "1.4", "transmissionError"},
    {FaultKind::Pat, "pat", "PAT missing or wrong", "1.3.a", "framingError"},
    {FaultKind::Pmt, "pmt", "PMT missing or wrong", "1.5.a", "framingError"},
    {FaultKind::PidMissing, "pid_missing", "PID missing", "1.6", "lossOfSignal"},
    {FaultKind::Loss, "loss", "packets lost", "", "transmissionError"},
    {FaultKind::Black, "black", "black picture", "", "lossOfSignal"},
    {FaultKind::Freeze, "freeze", "frozen picture", "", "lossOfSignal"},
    {FaultKind::Silence, "silence", "silence", "", "lossOfSignal"},
    {FaultKind::RfMargin, "rf_margin", "RF margin low", "", "degradedSignal"},
    {FaultKind::RfUnlocked, "rf_unlocked", "receiver unlocked", "", "lossOfSignal"},
    {FaultKind::Latency, "latency", "latency high", "", "thresholdCrossed"},
    {FaultKind::EsStopped, "es_stopped", "elementary stream stands still", "", "lossOfSignal"},
    {FaultKind::PtsStopped, "pts_stopped", "time stamps stand still", "", "timingProblem"},
    {FaultKind::Pcr, "pcr", "PCR out of tolerance", "", "timingProblem"},
    {FaultKind::Transport, "transport", "packets marked as damaged", "2.1", "transmissionError"},
    {FaultKind::Crc, "crc", "CRC errors", "2.2", "transmissionError"},
    {FaultKind::NoVideo, "no_video", "no picture", "", "lossOfSignal"},
    {FaultKind::SingleColor, "single_color", "picture of one color", "", "lossOfSignal"},
    {FaultKind::ColorBars, "color_bars", "color bars", "", "lossOfSignal"},
    {FaultKind::ChromaLoss, "chroma_loss", "color lost", "", "degradedSignal"},
    {FaultKind::Blockiness, "blockiness", "blocky picture", "", "degradedSignal"},
    {FaultKind::ChannelLost, "channel_lost", "audio channel lost", "", "lossOfSignal"},
    {FaultKind::Phase, "phase", "audio out of phase", "", "degradedSignal"},
    {FaultKind::LegDown, "leg_down", "one of two legs down", "", "lossOfSignal"},
    {FaultKind::RfErrors, "rf_errors", "uncorrected errors on the RF link", "", "excessiveBER"},
    {FaultKind::Skew, "skew", "twins apart in time", "", "timingProblem"},
    {FaultKind::ErroredSeconds, "errored_seconds", "many errored seconds", "", "degradedSignal"},
    {FaultKind::Departure, "departure", "away from the usual", "", "thresholdCrossed"},
    {FaultKind::RfForecast, "rf_forecast", "RF margin falls", "", "degradedSignal"},
    {FaultKind::MissingData, "missing_data", "not measured any more", "", "lossOfSignal"},
    {FaultKind::Other, "other", "fault", "", "thresholdCrossed"},
}};

constexpr bool areInOrder() {
    for (std::size_t i = 0; i < faults.size(); ++i) {
        if (static_cast<std::size_t>(faults[i].kind) != i) {
            return false;
        }
    }
    return true;
}
static_assert(areInOrder());

const FaultWords& of(FaultKind fault) {
    return faults[std::min(static_cast<std::size_t>(fault), faults.size() - 1)];
}

constexpr std::array severities{"none"sv, "warning"sv, "minor"sv, "major"sv, "critical"sv};
constexpr std::array whats{"opened"sv, "changed"sv, "ended"sv, "test"sv};

template <typename Enum, std::size_t Count>
std::optional<Enum> from(const std::array<std::string_view, Count>& names, std::string_view name) {
    const auto* const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt
                                : std::optional(static_cast<Enum>(found - names.begin()));
}

} // namespace

std::string_view nameOf(TargetKind kind) {
    switch (kind) {
    case TargetKind::Webhook:
        return "webhook";
    case TargetKind::Snmp:
        return "snmp";
    case TargetKind::Alertmanager:
        return "alertmanager";
    case TargetKind::Syslog:
        return "syslog";
    }
    return {};
}

std::string_view nameOf(Notice::What what) {
    return whats.at(static_cast<std::size_t>(what));
}

std::string_view nameOf(alarm::Severity severity) {
    return severities.at(static_cast<std::size_t>(severity));
}

std::string_view nameOf(FaultKind fault) {
    return of(fault).name;
}

std::string_view nameOf(alarm::HopType type) {
    switch (type) {
    case alarm::HopType::Feed:
        return "feed";
    case alarm::HopType::Origin:
        return "origin";
    case alarm::HopType::Uplink:
        return "uplink";
    case alarm::HopType::Transponder:
        return "transponder";
    case alarm::HopType::CloudRegion:
        return "cloud_region";
    case alarm::HopType::Link:
        return "link";
    case alarm::HopType::Receiver:
        return "receiver";
    case alarm::HopType::Input:
        return "input";
    case alarm::HopType::Node:
        return "node";
    case alarm::HopType::Region:
        return "region";
    }
    return {};
}

std::string_view nameOf(model::Scope scope) {
    switch (scope) {
    case model::Scope::Node:
        return "node";
    case model::Scope::Input:
        return "input";
    case model::Scope::Path:
        return "path";
    case model::Scope::Pid:
        return "pid";
    }
    return {};
}

std::optional<Notice::What> whatFrom(std::string_view name) {
    return from<Notice::What>(whats, name);
}

std::optional<alarm::Severity> severityFrom(std::string_view name) {
    return from<alarm::Severity>(severities, name);
}

std::optional<FaultKind> faultFrom(std::string_view name) {
    const auto* const found = std::find_if(
        faults.begin(), faults.end(), [name](const auto& fault) { return fault.name == name; });
    return found == faults.end() ? std::nullopt : std::optional(found->kind);
}

std::string_view wordsOf(FaultKind fault) {
    return of(fault).words;
}

std::string_view checkOf(FaultKind fault) {
    return of(fault).check;
}

std::string_view probableCauseOf(FaultKind fault) {
    return of(fault).cause;
}

int testIndexOf(std::string_view check) {
    int priority = 0;
    int number = 0;
    const char* const end = check.data() + check.size();
    const auto [dot, error] = std::from_chars(check.data(), end, priority);
    if (error != std::errc{} || dot == end || *dot != '.' || priority < 1 || priority > 3) {
        return 0;
    }
    const auto [rest, wrong] = std::from_chars(dot + 1, end, number);
    if (wrong != std::errc{} || number < 1 || number > 99) {
        return 0;
    }
    int variant = 0;
    if (rest != end) {
        if (end - rest != 2 || rest[0] != '.' || rest[1] < 'a' || rest[1] > 'i') {
            return 0;
        }
        variant = rest[1] - 'a' + 1;
    }
    return priority * 1000 + number * 10 + variant;
}

std::string figure(double value) {
    const double size = std::abs(value);
    if (value == std::floor(value) && size >= 10 && size < 1e9) {
        return fmt::format("{:.0f}", value);
    }
    if (size != 0 && (size < 0.01 || size >= 1e9)) {
        return fmt::format("{:.2g}", value);
    }
    return size >= 100 ? fmt::format("{:.0f}", value)
                       : fmt::format("{:.{}f}", value, size < 0.1 && size > 0 ? 2 : 1);
}

std::string cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) {
        return std::string(text);
    }
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
        --most;
    }
    return std::string(text.substr(0, most));
}

} // namespace vigie::outward
