// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/incident/correlator.h"
#include "core/incident/symptom.h"

namespace vigie::incident {

/// A hop with a nature of fault, held against a set of symptoms.
struct Candidate {
    std::size_t hop = 0;
    Nature nature = Nature::Soft;
    /// Routes over the hop that show what it would bring about, and that are known to be fine.
    std::uint32_t touched = 0;
    std::uint32_t clean = 0;
    /// First arrival among the symptoms.
    base::Utc first{};
    /// Of what is known, 0 to 1; routes without a symptom count little while the first is fresh.
    double coverage = 0;
    /// What choosing it would explain.
    double gain = 0;
};

/// Holds candidates against symptoms. Lives for one regrouping; `states` and the topology are
/// borrowed.
class Scoring {
public:
    Scoring(const Topology& topology, const std::vector<RouteState>& states, base::Utc at);

    /// Routes that show a fault of anybody's: they speak for no hop's health.
    void markTouched(const Symptom& symptom);

    /// Candidates for these symptoms, in no order.
    [[nodiscard]] std::vector<Candidate> candidates(std::span<const Symptom* const> symptoms);
    /// The best one; nothing where none explains more than it leaves open.
    [[nodiscard]] std::optional<Candidate> best(std::span<const Symptom* const> symptoms);
    /// `a` is the better choice.
    [[nodiscard]] bool isBetter(const Candidate& a, const Candidate& b) const;

    [[nodiscard]] bool isOver(std::size_t hop, std::size_t route) const;
    /// A fault of this nature at this hop brings the symptom about.
    [[nodiscard]] bool explains(std::size_t hop, Nature nature, const Symptom& symptom) const;
    /// Received, and without a fault that a cause of this nature could have brought about: a
    /// picture that is black speaks for the link that brought it.
    [[nodiscard]] bool isClean(std::size_t route, Nature nature) const;
    [[nodiscard]] bool isTouched(std::size_t route) const { return m_isTouched[route] != 0; }
    [[nodiscard]] RouteState stateOf(std::size_t route) const {
        return route < m_states.size() ? m_states[route] : RouteState::Unknown;
    }
    [[nodiscard]] const Topology& topology() const { return m_topology; }
    [[nodiscard]] base::Utc at() const { return m_at; }

    /// Whether the origins of the routes over a hop show what the routes do.
    enum class AtOrigin : std::uint8_t { NotKnown, Shows, IsClean };
    [[nodiscard]] AtOrigin atOrigin(std::size_t hop, Nature nature) const;

private:
    struct Marks {
        std::uint8_t path = 0;
        std::uint8_t shared = 0;
        std::uint8_t top = 0;
        std::uint8_t node = 0;
        base::Utc first{};
    };
    struct Count {
        std::array<std::uint32_t, natures> touched{};
        std::array<base::Utc, natures> first{};
        std::uint8_t own = 0;
    };
    void mark(std::span<const Symptom* const> symptoms);
    void clear();
    [[nodiscard]] std::uint32_t cleanOver(std::size_t hop, Nature nature);
    void weigh(Candidate& candidate);
    [[nodiscard]] std::uint8_t bitsFor(HopType type, const Marks& marks) const;

    const Topology& m_topology;
    const std::vector<RouteState>& m_states;
    base::Utc m_at;
    /// Bits of the natures of what routes show.
    std::vector<std::uint8_t> m_isTouched;
    std::vector<std::uint8_t> m_hasLostContact;
    std::vector<Marks> m_marks;
    std::vector<std::size_t> m_marked;
    std::vector<Count> m_counts;
    std::vector<std::size_t> m_counted;
    /// Memory of cleanOver by nature; -1: not asked yet.
    std::vector<std::array<std::int32_t, natures>> m_clean;
};

/// Until then symptoms of one cause are still coming in.
inline constexpr std::chrono::milliseconds settleTime{3000};

} // namespace vigie::incident
