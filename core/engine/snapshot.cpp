// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/snapshot.h"

#include <algorithm>

namespace vigie::engine {

const PathStatus* Snapshot::findPath(const model::PathRef& ref) const {
    const auto found = std::find_if(paths.begin(), paths.end(),
                                    [&ref](const PathStatus& path) { return path.ref == ref; });
    return found == paths.end() ? nullptr : &*found;
}

const AlarmStatus* Snapshot::findAlarm(std::uint64_t id) const {
    const auto found =
        std::find_if(alarms.begin(), alarms.end(), [id](const auto& a) { return a.id == id; });
    return found == alarms.end() ? nullptr : &*found;
}

const alarm::Incident* Snapshot::findIncident(std::uint64_t id) const {
    const auto found = std::find_if(incidents.begin(), incidents.end(),
                                    [id](const auto& i) { return i.id == id; });
    return found == incidents.end() ? nullptr : &*found;
}

const NodeStatus* Snapshot::findNode(const std::string& nodeId) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&nodeId](const NodeStatus& node) {
        return node.description && node.description->id == nodeId;
    });
    return found == nodes.end() ? nullptr : &*found;
}

} // namespace vigie::engine
