// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QElapsedTimer>
#include <QTest>

#include "core/config/rulesfile.h"
#include "core/engine/engine.h"
#include "core/rpc/grpcsource.h"

namespace vigie::e2e {

/// The desk without its screen: the same source and engine.
class HeadlessDesk {
public:
    explicit HeadlessDesk(const std::vector<std::string>& addresses,
                          std::optional<model::Plan> plan = std::nullopt,
                          engine::Witness* witness = nullptr) {
        rpc::GrpcSourceOptions options;
        for (const std::string& address : addresses) {
            options.endpoints.push_back({address, std::nullopt});
        }
        m_source = rpc::makeGrpcSource(options);
        engine::EngineOptions engineOptions;
        engineOptions.rules = config::defaultRules();
        engineOptions.plan = std::move(plan);
        engineOptions.witness = witness;
        m_engine = std::make_unique<engine::Engine>(*m_source, engineOptions);
        m_engine->start();
    }
    ~HeadlessDesk() { m_engine->stop(); }

    [[nodiscard]] engine::SnapshotPtr snapshot() const { return m_engine->snapshot(); }
    [[nodiscard]] fleet::Source& source() { return *m_source; }
    [[nodiscard]] engine::Engine& engine() { return *m_engine; }

    /// True as soon as `condition` holds of a snapshot; false after `timeoutMs`.
    bool waitUntil(const std::function<bool(const engine::Snapshot&)>& condition, int timeoutMs) {
        return QTest::qWaitFor([&] { return condition(*snapshot()); }, timeoutMs);
    }

    /// The newest raw value of a metric, or nothing while it is not known.
    std::optional<std::int64_t> latest(const std::string& node, model::Scope scope,
                                       const std::string& subject, std::string_view key) {
        struct Answer {
            std::atomic<bool> isDone{false};
            std::optional<std::int64_t> value;
        };
        auto answer = std::make_shared<Answer>();
        m_engine->queryLatest(
            node, scope, subject,
            [answer, wanted = std::string(key)](const std::vector<engine::LatestValue>& values) {
                for (const auto& value : values) {
                    if (value.metric.key == wanted) {
                        answer->value = value.raw;
                    }
                }
                answer->isDone = true;
            });
        return QTest::qWaitFor([&] { return answer->isDone.load(); }, 5000) ? answer->value
                                                                            : std::nullopt;
    }

private:
    std::unique_ptr<fleet::Source> m_source;
    std::unique_ptr<engine::Engine> m_engine;
};

} // namespace vigie::e2e
