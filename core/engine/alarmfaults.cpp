// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which faults are shown on a path: its own, its node's, and those of its input that are its, too.
#include <algorithm>
#include <optional>

#include "core/engine/alarmdesk.h"
#include "core/engine/shown.h"

namespace vigie::engine {
namespace {

/// Rules hold and count over windows before they raise: an error so long before may be what an
/// alarm tells of.
constexpr std::chrono::seconds raisingTime{30};

} // namespace

std::vector<alarm::Fault> AlarmDesk::faultsOf(const PathRow& path) const {
    std::vector<alarm::Fault> faults;
    const auto append = [&faults, this](const std::optional<std::size_t>& subject) {
        if (!subject || m_evaluator.worst(*subject) == alarm::Severity::None) {
            return;
        }
        const auto more = m_evaluator.faults(*subject);
        faults.insert(faults.end(), more.begin(), more.end());
    };
    const auto number = m_rows.findPath(path.ref);
    append(path.subject);
    if (number && !isOnSchedule(*number)) {
        std::erase_if(faults, [&](const alarm::Fault& fault) {
            const alarm::Alarm* known =
                m_book.find({model::Scope::Path, path.ref.nodeId, path.ref.pathId}, fault.ruleId);
            return known == nullptr || known->isOnAirOnly;
        });
    }
    const std::vector<alarm::Fault> ofInput = inputFaultsOf(path);
    faults.insert(faults.end(), ofInput.begin(), ofInput.end());
    if (const NodeRow* node = m_rows.findNode(path.node)) {
        append(node->subject);
    }
    orderFaults(faults);
    return faults;
}

std::vector<alarm::Fault> AlarmDesk::inputFaultsOf(const PathRow& path) const {
    if (!path.input) {
        return {};
    }
    const InputRow& input = m_rows.inputs[*path.input];
    if (!input.subject || m_evaluator.worst(*input.subject) == alarm::Severity::None) {
        return {};
    }
    std::vector<alarm::Fault> faults = m_evaluator.faults(*input.subject);
    if (input.paths.size() < 2) {
        return faults;
    }
    const MetricIds& ids = m_rows.node(path.node).ids;
    std::erase_if(faults, [&](const alarm::Fault& fault) {
        const alarm::Rule* rule = m_rules->find(fault.ruleId);
        const auto check = rule != nullptr ? model::serviceCheckOf(rule->signal) : std::nullopt;
        // Where the node does not tell whose it is, it may be anybody's.
        return check &&
               m_fleet.nodes()[path.node].raw(ids.serviceChecks[*check], path.row) ==
                   model::state::CheckOk &&
               path.checkErrors[*check] + raisingTime < fault.since;
    });
    return faults;
}

} // namespace vigie::engine
