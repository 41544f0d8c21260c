// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/ruleslive.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "app/vigiectl/interrupt.h"
#include "core/engine/engine.h"

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;

/// Counts answers until all have come. Shared with them: a late one must find it alive.
struct Answers {
    std::mutex mutex;
    std::condition_variable hasCome;
    std::vector<std::optional<alarm::Explanation>> told;
    std::size_t missing = 0;
};

/// Wakes up for interrupts; false when interrupted.
bool waitFor(std::chrono::duration<double> time) {
    const auto end = std::chrono::steady_clock::now() + time;
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    while (!isInterrupted() && std::chrono::steady_clock::now() < end) {
        never.wait_for(lock, 50ms);
    }
    return !isInterrupted();
}

base::Result<std::vector<alarm::Subject>> subjectsOf(const RulesOptions& options,
                                                     const model::NodeDescription& description) {
    const alarm::Subject node{model::Scope::Node, description.id, ""};
    std::string inputId = options.input;
    std::vector<alarm::Subject> subjects;
    if (!options.path.empty()) {
        const auto path =
            std::find_if(description.paths.begin(), description.paths.end(),
                         [&](const model::PathInfo& info) { return info.id == options.path; });
        if (path == description.paths.end()) {
            return base::failure("the node has no path '" + options.path + "'");
        }
        inputId = path->inputId;
        subjects.push_back({model::Scope::Path, description.id, options.path});
    }
    const bool hasInput =
        std::any_of(description.inputs.begin(), description.inputs.end(),
                    [&](const model::InputInfo& info) { return info.id == inputId; });
    if (hasInput) {
        subjects.push_back({model::Scope::Input, description.id, inputId});
    } else if (!options.input.empty()) {
        return base::failure("the node has no input '" + options.input + "'");
    }
    subjects.push_back(node);
    return subjects;
}

std::vector<alarm::Explanation> askAll(engine::Engine& engine, const alarm::Subject& subject,
                                       const std::vector<std::string>& ids) {
    const auto answers = std::make_shared<Answers>();
    answers->told.resize(ids.size());
    answers->missing = ids.size();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        engine.queryExplanation(subject, ids[i], [answers, i](alarm::Explanation told) {
            const std::lock_guard lock(answers->mutex);
            answers->told[i] = std::move(told);
            if (--answers->missing == 0) {
                answers->hasCome.notify_all();
            }
        });
    }
    std::unique_lock lock(answers->mutex);
    answers->hasCome.wait_for(lock, 5s, [&answers] { return answers->missing == 0; });
    std::vector<alarm::Explanation> told;
    for (auto& answer : answers->told) {
        if (answer) {
            told.push_back(*answer);
        }
    }
    return told;
}

/// Ids of a scope, each once, in the order of the file.
std::vector<std::string> idsOf(const alarm::RuleSet& rules, model::Scope scope,
                               const std::string& only) {
    std::vector<std::string> ids;
    std::set<std::string> seen;
    for (const alarm::Rule& rule : rules.rules) {
        if (rule.scope == scope && (only.empty() || rule.id == only) &&
            seen.insert(rule.id).second) {
            ids.push_back(rule.id);
        }
    }
    return ids;
}

} // namespace

base::Result<LiveExplanations> explainLive(const RulesOptions& options,
                                           const alarm::RuleSetPtr& rules) {
    rpc::GrpcSourceOptions wanted;
    rpc::Endpoint endpoint{options.source, std::nullopt};
    const bool isTls = options.isTls || !options.tls.rootCertificates.empty() ||
                       !options.tls.certificate.empty() || !options.tls.serverName.empty();
    if (isTls) {
        endpoint.tls = options.tls;
    }
    wanted.endpoints = {endpoint};
    const auto source = rpc::makeGrpcSource(wanted);
    engine::EngineOptions engineOptions;
    engineOptions.rules = rules;
    engine::Engine engine(*source, engineOptions);
    engine.start();
    struct Stop {
        engine::Engine& engine;
        ~Stop() { engine.stop(); }
    } const stop{engine};
    if (!waitFor(std::chrono::duration<double>(options.seconds))) {
        return base::failure("interrupted");
    }
    const auto snapshot = engine.snapshot();
    if (!snapshot || snapshot->nodes.empty() || !snapshot->nodes.front().description) {
        const std::string reason = snapshot && !snapshot->nodes.empty()
                                       ? snapshot->nodes.front().contactReason
                                       : std::string();
        return base::failure(reason.empty() ? "no contact to " + options.source : reason);
    }
    const auto& description = *snapshot->nodes.front().description;
    const auto subjects = subjectsOf(options, description);
    if (!subjects) {
        return tl::unexpected(subjects.error());
    }
    LiveExplanations all;
    all.node = description.id;
    for (const alarm::Subject& subject : *subjects) {
        const auto ids = idsOf(*rules, subject.scope, options.rule);
        if (!ids.empty()) {
            all.subjects.push_back({subject, askAll(engine, subject, ids)});
        }
    }
    return all;
}

} // namespace vigie::ctl
