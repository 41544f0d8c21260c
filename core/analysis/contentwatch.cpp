// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contentwatch.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace vigie::analysis {
namespace {

using namespace std::chrono_literals;
using media::Presence;

constexpr auto patience = 10s;
constexpr std::size_t maximumEvents = 10'000;

struct FaultKind {
    const char* code;
    Presence media::ContentFigures::*state;
    std::optional<base::Utc> media::ContentFigures::*since;
};

constexpr std::array<FaultKind, 11> faultKinds{{
    {"black", &media::ContentFigures::black, &media::ContentFigures::blackSince},
    {"freeze", &media::ContentFigures::freeze, &media::ContentFigures::freezeSince},
    {"silence", &media::ContentFigures::silence, &media::ContentFigures::silenceSince},
    {"no_video", &media::ContentFigures::noVideo, &media::ContentFigures::noVideoSince},
    {"color_bars", &media::ContentFigures::colorBars, &media::ContentFigures::colorBarsSince},
    {"single_color", &media::ContentFigures::singleColor, &media::ContentFigures::singleColorSince},
    {"chroma_loss", &media::ContentFigures::chromaLoss, &media::ContentFigures::chromaLossSince},
    {"blockiness", &media::ContentFigures::blockiness, &media::ContentFigures::blockinessSince},
    {"digital_zero", &media::ContentFigures::digitalZero, &media::ContentFigures::digitalZeroSince},
    {"channel_lost", &media::ContentFigures::channelLost, &media::ContentFigures::channelLostSince},
    {"phase", &media::ContentFigures::phase, &media::ContentFigures::phaseSince},
}};

/// Bounded, and a short sleep at a time: decoders tell nobody when they are done.
template <typename Condition> void waitWhile(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (condition() && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(200us);
    }
}

} // namespace

struct ContentWatch::Watched {
    std::unique_ptr<media::ContentProbe> probe;
    std::optional<std::uint16_t> videoPid, audioPid;
    struct Fault {
        bool isPresent = false;
        Presence worst = Presence::Unknown;
        std::uint64_t count = 0;
        std::optional<base::Utc> first, last;
    };
    std::array<Fault, faultKinds.size()> faults;
    media::ContentFigures figures;
};

ContentWatch::ContentWatch(model::DecodePolicy policy)
    : m_policy(policy), m_pool(media::makeContentPool(static_cast<int>(
                            std::clamp(std::thread::hardware_concurrency(), 1U, 8U)))) {}

ContentWatch::~ContentWatch() = default;

void ContentWatch::setServices(const std::vector<ts::ServiceFigures>& services,
                               const std::vector<ts::PidFigures>& pids) {
    for (const ts::ServiceFigures& service : services) {
        auto& watched = m_services[service.serviceId];
        if (!watched) {
            watched = std::make_unique<Watched>();
            watched->probe = m_pool->open("service-" + std::to_string(service.serviceId),
                                          media::ContentLimits{}, m_policy);
        }
        const auto firstOf = [&](ts::StreamClass wanted) -> std::optional<std::uint16_t> {
            for (const std::uint16_t pid : service.pids) {
                for (const ts::PidFigures& figures : pids) {
                    if (figures.pid == pid && figures.streamClass == wanted) {
                        return pid;
                    }
                }
            }
            return std::nullopt;
        };
        watched->videoPid = firstOf(ts::StreamClass::Video);
        watched->audioPid = firstOf(ts::StreamClass::Audio);
    }
}

void ContentWatch::take(const ts::PesUnit& unit) {
    const auto found = m_services.find(unit.serviceId);
    if (found == m_services.end()) {
        return;
    }
    Watched& watched = *found->second;
    media::ContentProbe& probe = *watched.probe;
    if (unit.pid == watched.videoPid) {
        waitWhile([&probe] { return probe.isFull(); });
        probe.pushVideo(unit.content, unit.payload, unit.pts, unit.isRandomAccess, unit.arrival);
    } else if (unit.pid == watched.audioPid && !unit.isDamaged) {
        waitWhile([&probe] { return probe.isFull(); });
        probe.pushAudio(unit.content, unit.payload, unit.pts, unit.arrival);
    }
}

void ContentWatch::advance(base::Timestamp now) {
    for (auto& [serviceId, watched] : m_services) {
        look(serviceId, *watched, now);
    }
}

void ContentWatch::look(std::uint16_t serviceId, Watched& watched, base::Timestamp now) {
    media::ContentProbe& probe = *watched.probe;
    // What is not judged yet must not look as if nothing came; and the same file gives the same
    // report, however busy the machine.
    waitWhile([&probe] { return !probe.isIdle(); });
    probe.advance(now);
    watched.figures = probe.figures();
    for (std::size_t i = 0; i < faultKinds.size(); ++i) {
        const FaultKind& kind = faultKinds[i];
        Watched::Fault& fault = watched.faults[i];
        const Presence state = watched.figures.*kind.state;
        fault.worst = std::max(fault.worst, state);
        const bool isPresent = state == Presence::Present;
        if (isPresent) {
            fault.last = now.utc;
        }
        if (isPresent == fault.isPresent) {
            continue;
        }
        fault.isPresent = isPresent;
        const base::Utc at = isPresent ? (watched.figures.*kind.since).value_or(now.utc) : now.utc;
        if (isPresent) {
            ++fault.count;
            fault.first = fault.first ? fault.first : std::optional(at);
        }
        if (m_events.size() < maximumEvents) {
            m_events.push_back({at, kind.code, isPresent, serviceId});
        }
    }
}

void ContentWatch::finish(base::Timestamp end) {
    advance(end);
}

std::vector<ContentEvent> ContentWatch::takeEvents() {
    return std::exchange(m_events, {});
}

std::optional<ContentReport>
ContentWatch::report(std::uint16_t serviceId,
                     const std::function<Seconds(base::Utc)>& secondsOf) const {
    const auto found = m_services.find(serviceId);
    if (found == m_services.end()) {
        return std::nullopt;
    }
    const Watched& watched = *found->second;
    ContentReport report;
    report.policy = m_policy;
    report.figures = watched.figures;
    for (std::size_t i = 0; i < faultKinds.size(); ++i) {
        const Watched::Fault& fault = watched.faults[i];
        ContentFault& out = report.faults.emplace_back();
        out.code = faultKinds[i].code;
        out.state = fault.worst;
        out.count = fault.count;
        if (fault.first) {
            out.first = secondsOf(*fault.first);
        }
        if (fault.last) {
            out.last = secondsOf(*fault.last);
        }
    }
    return report;
}

} // namespace vigie::analysis
