// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/engine/engine.h"
#include "core/outward/notices.h"
#include "core/outward/outward.h"

namespace vigie::app {

/// Tells the outward targets what the engine says of alarms and incidents. Entries come on the
/// engine's thread, the rest happens on the GUI thread; nothing waits for a target.
class OutwardLink final : public QObject {
    Q_OBJECT
public:
    /// Fails when the outbox cannot be opened.
    [[nodiscard]] static base::Result<std::unique_ptr<OutwardLink>>
    start(std::vector<outward::Target> targets, const std::filesystem::path& stateFolder);
    ~OutwardLink() override;

    /// For EngineOptions::entryListener.
    void take(const journal::Entry& entry, const alarm::RuleSetPtr& rules);
    /// Once the engine runs, which must outlive this; what is open by then is told first.
    void follow(const engine::Engine& engine);
    [[nodiscard]] outward::Outward& outward() { return *m_outward; }

private:
    OutwardLink(std::unique_ptr<outward::Outward> outward, bool hasAlarms);
    void tick();
    void tell(const outward::NoticeInput& input);

    std::unique_ptr<outward::Outward> m_outward;
    outward::NoticeMaker m_maker;
    const engine::Engine* m_engine = nullptr;
    QTimer m_timer;
    bool m_isPrimed = false;

    struct Waiting {
        journal::Entry entry;
        alarm::RuleSetPtr rules;
    };
    std::mutex m_mutex;
    std::vector<Waiting> m_waiting; // guarded by m_mutex; bounded
    std::uint64_t m_dropped = 0;    // guarded by m_mutex
};

} // namespace vigie::app
