// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/snapshot.h"

#include <algorithm>

namespace vigie::engine {

const PathStatus* Snapshot::findPath(const model::PathRef& ref) const {
    const auto found = std::find_if(paths.begin(), paths.end(),
                                    [&ref](const PathStatus& path) { return path.ref == ref; });
    return found == paths.end() ? nullptr : &*found;
}

const NodeStatus* Snapshot::findNode(const std::string& nodeId) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&nodeId](const NodeStatus& node) {
        return node.description && node.description->id == nodeId;
    });
    return found == nodes.end() ? nullptr : &*found;
}

} // namespace vigie::engine
