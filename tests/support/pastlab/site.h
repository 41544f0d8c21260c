// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/model/plan.h"
#include "tests/support/pastlab/lab.h"

namespace vigie::pastlab {

/// A small fleet of a lab: six feeds leave at "origin" and reach "asia" and "europe" by one
/// satellite node each ("sat-…", three feeds on each of two transponders) and one cloud node each
/// ("cloud-…", a link for each feed). Figures move a little each second.
class Site {
public:
    static constexpr int feeds = 6;
    static constexpr int feedsOnTransponder = 3;
    explicit Site(Lab& lab);

    /// By satellite, with the cloud as backup; of each feed and region. Uplink "up" carries the
    /// transponders "t0" and "t1".
    [[nodiscard]] static model::Plan plan();
    [[nodiscard]] static std::string feed(int number) { return "f" + std::to_string(number); }

    void connectAll();
    /// Seconds with what is broken now; `count` is as many as pass.
    void play(int count);
    /// Margin in dB of one transponder at one satellite node.
    void setMargin(test::FakeNode& node, int transponder, double db) const;
    void setLock(test::FakeNode& node, int transponder, bool isLocked);
    void setBlack(test::FakeNode& node, int number, bool isBlack) const;
    /// Nothing arrives on one path, or on all paths of a satellite input.
    void setNoData(test::FakeNode& node, int number, bool hasNoData);

    test::FakeNode& origin;
    test::FakeNode& satAsia;
    test::FakeNode& satEurope;
    test::FakeNode& cloudAsia;
    test::FakeNode& cloudEurope;

private:
    void wobble(test::FakeNode& node);
    void set(test::FakeNode& node, std::string_view key, std::size_t row, double value) const;

    Lab& m_lab;
    std::map<std::string, std::string_view> m_errored;
};

/// An hour with all that a desk sees: black pictures, an outage of an uplink, lost contact, a node
/// that starts anew; acknowledgements, shelves, maintenance, an undone action, two rule reloads and
/// one that was refused; a clock that steps forward and back.
void playHour(Lab& lab);

/// Nine minutes: all is well; a black picture for 20 s; then the uplink fades and both transponders
/// are lost in both regions for 45 s, so that every satellite delivery fails over; all is well
/// again; one cloud link stops for 12 s. The shipped sample recording.
void playOutage(Lab& lab);

} // namespace vigie::pastlab
