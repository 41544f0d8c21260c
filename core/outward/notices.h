// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/alarm.h"
#include "core/alarm/incident.h"
#include "core/alarm/rule.h"
#include "core/model/plan.h"
#include "core/outward/outward.h"

namespace vigie::outward {

/// What one step of the engine changed.
struct NoticeInput {
    /// Opened or changed, in their new form.
    std::vector<alarm::Incident> incidents;
    /// No child is in the book any more.
    std::vector<std::uint64_t> closedIncidents;
    /// In their new form.
    std::vector<alarm::Alarm> alarms;
    std::vector<std::uint64_t> closedAlarms;
    /// `incidents` and `alarms` are all that there are: the first step after a start. What was told
    /// and is not among them has ended meanwhile.
    bool isComplete = false;
    /// In force; may be null. Both are read during the call only.
    const alarm::RuleSet* rules = nullptr;
    /// For the names of feeds; may be null.
    const model::Plan* plan = nullptr;
    base::Utc now{};
};

/// Makes notices of incidents and of alarms: opened once, changed when severity, cause, whether the
/// cause is named, or who has acknowledged it changes (at most once per 10 s and key; what came
/// sooner is told when they are over), ended once. A figure that moves is no change. What is
/// shelved, suppressed or out of service is not told; what becomes so is told as ended, by the
/// operator who did it, and opened again when it comes back. A latched alarm ends with its reset.
/// An incident stands while an alarm of its that is to be shown stands. Pure: to be called with
/// each step, and each second while anything is open. Not thread-safe; its memory is that of what
/// is open.
class NoticeMaker {
public:
    /// `hasAlarms`: alarms are wanted, not only incidents.
    explicit NoticeMaker(bool hasAlarms);
    ~NoticeMaker();
    NoticeMaker(NoticeMaker&&) noexcept;
    NoticeMaker& operator=(NoticeMaker&&) noexcept;

    /// What was told and not ended before a restart: Outward::open(). Before the first take().
    void restore(const std::vector<Notice>& open);
    [[nodiscard]] std::vector<Notice> take(const NoticeInput& input);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// "IS-20 T7 (transponder): RF margin low, 0.4 dB below 1.0 dB; 14 feeds, 3 regions".
[[nodiscard]] std::string summaryOf(const alarm::Incident& incident, const alarm::Rule* rule);
/// "Athletics Track, teleport-1/sat-a: RF margin low, 0.4 dB below 1.0 dB".
[[nodiscard]] std::string summaryOf(const alarm::Alarm& alarm, const alarm::Rule* rule,
                                    const model::Plan* plan);

} // namespace vigie::outward
