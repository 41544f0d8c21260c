// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tests/support/alarmlab/lab.h"

namespace vigie::alarmlab {

using alarm::HopType;

/// A hop that a script broke, or that noise lies on.
struct Truth {
    HopType type = HopType::Node;
    std::string id;
    auto operator<=>(const Truth&) const = default;
};

/// Breaks hops of a lab and says which alarms the rules would raise: with the delays of detection,
/// each alarm with its own jitter. Every call adds the hop to `truths`.
class Saboteur {
public:
    explicit Saboteur(Lab& lab) : m_lab(lab) {}

    /// Contact is lost; `isDying`: with losses in the second before.
    void killNode(std::int64_t ms, const std::string& node, bool isDying = false);
    void isolateRegion(std::int64_t ms, const std::string& region);
    /// The carrier weakens at all receivers of a hop (transponder, uplink, receiver, or a satellite
    /// node: rain at the site). `unlockAfterMs`: until the lock goes; negative: it holds.
    void fade(std::int64_t ms, HopType type, const std::string& id,
              std::int64_t unlockAfterMs = 4000);
    /// Nothing, or damaged packets, behind a hop whose RF is fine.
    void damage(std::int64_t ms, HopType type, const std::string& id);
    void cut(std::int64_t ms, HopType type, const std::string& id);
    /// Latency of all paths over a hop.
    void delay(std::int64_t ms, HopType type, const std::string& id);
    /// What a feed, or all feeds of an origin, or one link shows.
    void spoil(std::int64_t ms, HopType type, const std::string& id, alarm::FaultKind kind);
    /// An unrelated small alarm at an input; a truth of its own that need not be found.
    void noise(std::int64_t ms);
    /// Content of a feed at some of its paths only: no hop is the cause.
    void spoilPaths(std::int64_t ms, const std::vector<model::PathRef>& paths,
                    alarm::FaultKind kind);

    std::vector<Truth> truths;
    /// May be named, need not.
    std::vector<Truth> small;

private:
    [[nodiscard]] const std::vector<std::size_t>& over(HopType type, const std::string& id) const;
    /// Inputs that all their routes share the hop with: "node", "input", number of paths.
    struct Receiver {
        std::string node, input;
        std::vector<std::size_t> routes;
        bool isWhole = false;
    };
    [[nodiscard]] std::vector<Receiver> inputsOver(HopType type, const std::string& id) const;
    [[nodiscard]] alarm::Subject subjectOf(std::size_t route) const;
    Lab& m_lab;
};

} // namespace vigie::alarmlab
