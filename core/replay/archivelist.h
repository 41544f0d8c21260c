// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/record/recorder.h"
#include "core/replay/archive.h"

namespace vigie::replay {

/// What the archive is to do with the ring, in order.
struct HoldChange {
    record::Hold hold;
    /// Otherwise it is set, or set anew.
    bool isRelease = false;
    /// It is over for whoever watches incidents.
    [[nodiscard]] bool isOver() const { return isRelease || hold.until.has_value(); }
};

/// Named recordings and their states, and what follows for the holds. Logic only; the archive
/// guards it with its lock.
class ArchiveList {
public:
    using Steady = std::chrono::steady_clock;

    /// A hold that an earlier run left behind.
    void goOn(const record::Hold& hold);
    /// A recording that lies in the folder.
    void found(ArchiveEntry entry);
    /// Running, or with `until` to be copied. Fails where the name is taken.
    [[nodiscard]] base::Result<void> begin(const std::string& name, base::Utc from,
                                           std::optional<base::Utc> until,
                                           const std::string& because);
    /// Ends one that runs, or tries one again that failed.
    [[nodiscard]] base::Result<void> stop(const std::string& name, base::Utc until);
    [[nodiscard]] bool isRunning(const std::string& name) const;
    /// It runs, waits to be copied, is being copied or failed: there is a hold for it.
    [[nodiscard]] bool isHeld(const std::string& name) const;
    /// With its hold, if there is one.
    void drop(const std::string& name);

    /// The next one to be copied; nothing: none, or not yet.
    [[nodiscard]] std::optional<ArchiveEntry> nextCopy(Steady::time_point now) const;
    /// When the next one may be copied; far away: none waits.
    [[nodiscard]] Steady::time_point nextCopyAt() const;
    /// True where it is worth telling.
    bool progressed(const std::string& name, double progress);
    void done(const std::string& name, std::filesystem::path file, std::uint64_t bytes);
    void failed(const std::string& name, std::string reason);

    /// Newest first.
    [[nodiscard]] std::vector<ArchiveEntry> entries() const;
    [[nodiscard]] std::deque<HoldChange> takeHoldChanges() { return std::exchange(m_changes, {}); }
    [[nodiscard]] bool hasHoldChanges() const { return !m_changes.empty(); }

private:
    struct Known {
        ArchiveEntry entry;
        bool isHeld = false;
        /// Of Copying: not before; what is on its way to the recorder comes first.
        Steady::time_point copyAt{};
    };
    void hold(const ArchiveEntry& entry, bool isRelease);

    std::map<std::string, Known> m_known;
    std::deque<HoldChange> m_changes;
};

} // namespace vigie::replay
