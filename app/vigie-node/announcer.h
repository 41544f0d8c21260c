// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include "core/base/time.h"
#include "core/probe/probe.h"

namespace vigie::node {

/// Tells on stdout, one JSON object a line, which ports the kernel picked (docs/configuration.md):
/// inputs and RF listeners as they bind, then the address for desks. One thread.
class Announcer {
public:
    /// `probe` must outlive it.
    Announcer(const probe::Probe& probe, std::string nodeId, std::string address);

    /// Announces what became known since the last call. Does not wait for inputs whose port is
    /// taken or not yet bound after 2 s: the node serves anyway.
    void announceWhatIsNew();
    /// Every port that there will ever be is announced.
    [[nodiscard]] bool isComplete() const { return m_isListeningAnnounced && m_pending.empty(); }

private:
    const probe::Probe& m_probe;
    const std::string m_nodeId;
    const std::string m_address;
    const base::Mono m_deadline;
    std::set<std::string> m_pending;
    bool m_isListeningAnnounced = false;
};

} // namespace vigie::node
