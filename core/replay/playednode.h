// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/fleet/provider.h"
#include "core/record/recording.h"

namespace vigie::replay {

/// How what was recorded is made to happen now: the same for all nodes of a run through a
/// recording.
struct PlayedTime {
    /// Whole seconds, so that what a node judged by its UTC seconds still is of whole seconds.
    std::chrono::seconds utc{0};
    /// Later rounds go on after the one before.
    base::Nanoseconds mono{0};
    /// Differs for each run: a node that plays has begun anew.
    std::uint64_t run = 0;
};

/// One node of a recording as a node: described, ticking, with its events and key pictures. Told by
/// the player's thread; offers to any.
class PlayedNode final : public fleet::Provider {
public:
    /// Events for those who come late or were away.
    static constexpr std::size_t ringSize = 10'000;

    /// `description`: until the recording gives one.
    PlayedNode(const model::NodeDescription& description, const PlayedTime& time);

    [[nodiscard]] model::NodeDescriptionPtr describe() const override;
    [[nodiscard]] base::SubscriptionPtr subscribe(fleet::ProviderListener& listener) override;
    [[nodiscard]] fleet::EventPage eventsAfter(std::uint64_t after,
                                               std::size_t most) const override;
    [[nodiscard]] base::Result<base::SubscriptionPtr>
    watchPreview(const std::string& pathId, const model::PreviewRequest& request,
                 fleet::PreviewListener& listener) override;

    /// A run begins: what the node last said before its first moment rides on its first tick.
    void begin(const PlayedTime& time, const record::NodeMoment* moment);
    void describe(const model::NodeDescription& description);
    void tick(const model::Tick& tick);
    void event(const model::Event& event);
    void picture(const std::string& pathId, const model::AccessUnit& unit);
    /// Ends every watch.
    void end(const std::string& reason);

private:
    struct Preview {
        model::AccessUnitPtr newest;
        std::uint64_t count = 0;
        std::vector<fleet::PreviewListener*> watches;
    };

    void addWhatWasKnown(model::Tick& tick) const;
    void move(model::Tick& tick) const;

    std::mutex m_telling; // held while listeners are told; never taken under m_state
    std::vector<fleet::ProviderListener*> m_listeners; // guarded by m_telling

    mutable std::mutex m_state; // guards the next three
    model::NodeDescriptionPtr m_description;
    std::deque<model::EventPtr> m_ring;
    std::uint64_t m_lastEvent = 0;

    std::mutex m_previewing;                   // held while watches are told
    std::map<std::string, Preview> m_previews; // guarded by m_previewing

    // Only on the player's thread:
    PlayedTime m_time;
    std::uint64_t m_recordedIncarnation = 0;
    /// Sequences go on where the node, or the recording, began anew.
    std::uint64_t m_sequenceBase = 0;
    std::uint64_t m_lastSequence = 0;
    std::uint64_t m_knownEpoch = 0;
    std::vector<std::vector<model::Cell>> m_known;
};

} // namespace vigie::replay
