// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/captures.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace vigie::probe {
namespace {

/// An id as the name of a folder: no way up and nothing hidden, whatever a command line said.
std::string folderName(const std::string& id) {
    std::string name;
    for (const char c : id) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        name += isPlain ? c : '_';
    }
    return name.empty() || name.front() == '.' ? "_" + name : name;
}

CaptureStoreConfig storeIn(CaptureStoreConfig config, const std::filesystem::path& folder) {
    config.folder = folder / "captures";
    return config;
}

RingLimits limitsOf(const CaptureConfig& config) {
    RingLimits limits;
    limits.bytes = config.ringBytes;
    limits.time = config.ringTime;
    return limits;
}

} // namespace

Captures::Captures(const std::string& nodeId, CaptureStoreConfig config, AnalyzeFile analyze)
    : m_folder(config.folder / folderName(nodeId)), m_lock(m_folder),
      m_store(storeIn(std::move(config), m_folder)), m_writer(m_lock, m_folder / "ring"),
      m_recorder(m_lock, m_store, std::move(analyze)) {}

Captures::~Captures() {
    stop();
}

std::shared_ptr<CaptureRing> Captures::add(const std::string& inputId, const CaptureConfig& config,
                                           const std::string& profile) {
    auto ring = std::make_shared<CaptureRing>(inputId, m_folder / "ring" / folderName(inputId),
                                              limitsOf(config));
    m_writer.add(ring);
    m_rules.push_back(std::make_unique<CaptureRule>(config, ring, profile));
    return ring;
}

void Captures::start() {
    m_writer.start();
    m_recorder.start();
}

void Captures::stop() {
    m_recorder.stop();
    m_writer.stop();
}

CaptureRule* Captures::ruleOf(const std::string& inputId) const {
    const auto found = std::find_if(m_rules.begin(), m_rules.end(), [&inputId](const auto& rule) {
        return rule->ring()->inputId() == inputId;
    });
    return found == m_rules.end() ? nullptr : found->get();
}

void Captures::onEvent(const std::string& inputId, const model::Event& event, base::Timestamp now) {
    if (CaptureRule* rule = ruleOf(inputId)) {
        if (auto failed = rule->onEvent(event, m_recorder, now)) {
            m_events.push_back(std::move(*failed));
        }
    }
}

std::vector<model::Event> Captures::takeEvents(base::Timestamp now) {
    auto events = std::exchange(m_events, {});
    for (const auto& rule : m_rules) {
        if (auto transition = rule->ring()->takeTransition(now)) {
            events.push_back(std::move(*transition));
        }
    }
    auto told = m_recorder.takeEvents();
    events.insert(events.end(), std::make_move_iterator(told.begin()),
                  std::make_move_iterator(told.end()));
    return events;
}

base::Result<fleet::CaptureInfo> Captures::request(const fleet::CaptureRequest& request,
                                                   base::Timestamp now) {
    constexpr std::chrono::seconds most = fleet::Provider::maximumCaptureTime;
    if (request.before < std::chrono::seconds(0) || request.after < std::chrono::seconds(0) ||
        request.before > most || request.after > most ||
        request.before + request.after < std::chrono::seconds(1)) {
        return base::failure(fmt::format(
            "expected 1 s or more in all, and at most {} s each before and after", most.count()));
    }
    const CaptureRule* rule = ruleOf(request.inputId);
    if (rule == nullptr) {
        return base::failure("the input '" + request.inputId + "' keeps nothing of its stream");
    }
    const auto& ringTime = rule->config().ringTime;
    if (ringTime && request.before + request.after >= *ringTime) {
        return base::failure(fmt::format("{} s are too long: the ring of '{}' holds {} s",
                                         (request.before + request.after).count(), request.inputId,
                                         ringTime->count()));
    }
    return m_recorder.request(rule->ring(), rule->profile(), request, {}, now);
}

} // namespace vigie::probe
