// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/alarmlab/scenarios.h"

namespace vigie::alarmlab {
namespace {

using alarm::FaultKind;
using enum HopType;

std::vector<Scenario> single() {
    const std::string group = "single";
    return {
        {group, "a cloud node loses contact",
         [](Saboteur& s, Lab&) { s.killNode(1000, "cloud-r3"); }},
        {group, "a satellite node loses contact",
         [](Saboteur& s, Lab&) { s.killNode(1000, "sat-r5"); }},
        {group, "the origin's probe loses contact",
         [](Saboteur& s, Lab&) { s.killNode(1000, "origin"); }},
        {group, "a region loses contact", [](Saboteur& s, Lab&) { s.isolateRegion(1000, "r4"); }},
        {group, "a transponder fades and unlocks",
         [](Saboteur& s, Lab&) { s.fade(1000, Transponder, "t1-1"); }},
        {group, "a transponder fades and holds",
         [](Saboteur& s, Lab&) { s.fade(1000, Transponder, "t2-2", -1); }},
        {group, "a transponder's multiplex is damaged",
         [](Saboteur& s, Lab&) { s.damage(1000, Transponder, "t2-1"); }},
        {group, "a transponder's multiplex stops",
         [](Saboteur& s, Lab&) { s.cut(1000, Transponder, "t1-2"); }},
        {group, "an uplink loses its carriers",
         [](Saboteur& s, Lab&) { s.fade(1000, Uplink, "up-1", 500); }},
        {group, "an uplink sends no data", [](Saboteur& s, Lab&) { s.cut(1000, Uplink, "up-2"); }},
        {group, "a receiver fades",
         [](Saboteur& s, Lab&) { s.fade(1000, Receiver, "sat-r2/in-t1"); }},
        {group, "rain over a site", [](Saboteur& s, Lab&) { s.fade(1000, Node, "sat-r6"); }},
        {group, "an input loses RTP",
         [](Saboteur& s, Lab&) { s.damage(1000, Input, "sat-r3/in-t2"); }},
        {group, "an input is silent",
         [](Saboteur& s, Lab&) { s.cut(1000, Input, "sat-r1/in-t1"); }},
        {group, "a feed goes black",
         [](Saboteur& s, Lab&) { s.spoil(1000, Feed, "f5", FaultKind::Black); }},
        {group, "a feed freezes",
         [](Saboteur& s, Lab&) { s.spoil(1000, Feed, "f8", FaultKind::Freeze); }},
        {group, "a feed is silent",
         [](Saboteur& s, Lab&) { s.spoil(1000, Feed, "f11", FaultKind::Silence); }},
        {group, "a feed stops", [](Saboteur& s, Lab&) { s.cut(1000, Feed, "f12"); }},
        {group, "the origin goes black",
         [](Saboteur& s, Lab&) { s.spoil(1000, Origin, "origin", FaultKind::Black); }},
        {group, "the origin stops", [](Saboteur& s, Lab&) { s.cut(1000, Origin, "origin"); }},
        {group, "a link loses packets",
         [](Saboteur& s, Lab&) { s.damage(1000, Link, "cloud-r4/in-f2"); }},
        {group, "a link is cut", [](Saboteur& s, Lab&) { s.cut(1000, Link, "cloud-r6/in-f7"); }},
        {group, "a link takes a detour",
         [](Saboteur& s, Lab&) { s.delay(1000, Link, "cloud-r5/in-f9"); }},
        {group, "a cloud region loses packets",
         [](Saboteur& s, Lab&) { s.damage(1000, CloudRegion, "r3"); }},
        {group, "a cloud region is late",
         [](Saboteur& s, Lab&) { s.delay(1000, CloudRegion, "r5"); }},
        {group, "a shared cloud region is cut",
         [](Saboteur& s, Lab&) { s.cut(1000, CloudRegion, "eu-west"); }},
        {group, "a region gets nothing though its nodes answer",
         [](Saboteur& s, Lab&) { s.cut(1000, Region, "r2"); }},
    };
}

std::vector<Scenario> cascading() {
    const std::string group = "cascading";
    return {
        {group, "a node stumbles, then dies",
         [](Saboteur& s, Lab&) { s.killNode(1000, "cloud-r2", true); }},
        {group, "a satellite node stumbles, then dies",
         [](Saboteur& s, Lab&) { s.killNode(1000, "sat-r4", true); }},
        {group, "a slow fade: margin, errors, and 12 s later the lock",
         [](Saboteur& s, Lab&) { s.fade(1000, Transponder, "t1-2", 12000); }},
        {group, "rain at a receiver: margin, and 10 s later the lock",
         [](Saboteur& s, Lab&) { s.fade(1000, Receiver, "sat-r4/in-t2", 10000); }},
        {group, "a link loses packets, then everything",
         [](Saboteur& s, Lab&) {
             s.damage(1000, Link, "cloud-r1/in-f4");
             s.cut(8000, Link, "cloud-r1/in-f4");
         }},
        {group, "a cloud region is late, then loses packets",
         [](Saboteur& s, Lab&) {
             s.delay(1000, CloudRegion, "r6");
             s.damage(7000, CloudRegion, "r6");
         }},
        {group, "a feed freezes, then is silent",
         [](Saboteur& s, Lab&) {
             s.spoil(1000, Feed, "f3", FaultKind::Freeze);
             s.spoil(6000, Feed, "f3", FaultKind::Silence);
         }},
        {group, "a feed goes black, then stops",
         [](Saboteur& s, Lab& lab) {
             s.spoil(1000, Feed, "f6", FaultKind::Black);
             s.cut(14000, Feed, "f6");
             lab.acknowledgeAll(9000);
         }},
        {group, "an uplink loses one transponder 2 s before the other",
         [](Saboteur& s, Lab&) {
             s.fade(1000, Transponder, "t1-1", 500);
             s.fade(3000, Transponder, "t1-2", 500);
             s.truths = {{Uplink, "up-1"}};
         }},
        {group, "a region loses one node 2 s before the other",
         [](Saboteur& s, Lab&) {
             s.killNode(1000, "sat-r3");
             s.killNode(3000, "cloud-r3");
             s.truths = {{Region, "r3"}};
         }},
    };
}

std::vector<Scenario> simultaneous() {
    const std::string group = "simultaneous";
    return {
        {group, "a fade and a black feed",
         [](Saboteur& s, Lab&) {
             s.fade(1000, Transponder, "t1-1");
             s.spoil(1000, Feed, "f2", FaultKind::Black);
         }},
        {group, "two feeds black at once",
         [](Saboteur& s, Lab&) {
             s.spoil(1000, Feed, "f2", FaultKind::Black);
             s.spoil(1300, Feed, "f9", FaultKind::Black);
         }},
        {group, "two nodes of different regions die",
         [](Saboteur& s, Lab&) {
             s.killNode(1000, "cloud-r2");
             s.killNode(1200, "sat-r5");
         }},
        {group, "a dead node and a fade elsewhere",
         [](Saboteur& s, Lab&) {
             s.killNode(1000, "cloud-r1");
             s.fade(1500, Transponder, "t2-1");
         }},
        {group, "fades of two transponders on different uplinks",
         [](Saboteur& s, Lab&) {
             s.fade(1000, Transponder, "t1-2");
             s.fade(1500, Transponder, "t2-1", -1);
         }},
        {group, "two links of different regions",
         [](Saboteur& s, Lab&) {
             s.damage(1000, Link, "cloud-r2/in-f3");
             s.cut(1500, Link, "cloud-r6/in-f10");
         }},
        {group, "a silent feed and a late cloud region",
         [](Saboteur& s, Lab&) {
             s.spoil(1000, Feed, "f7", FaultKind::Silence);
             s.delay(1000, CloudRegion, "r4");
         }},
        {group, "a node, a fade and a black feed",
         [](Saboteur& s, Lab&) {
             s.killNode(1000, "cloud-r5");
             s.fade(1800, Transponder, "t1-1");
             s.spoil(500, Feed, "f10", FaultKind::Black);
         }},
        {group, "a stopped feed and a damaged link",
         [](Saboteur& s, Lab&) {
             s.cut(1000, Feed, "f1");
             s.damage(1200, Link, "cloud-r3/in-f8");
         }},
        {group, "an uplink and a cloud region",
         [](Saboteur& s, Lab&) {
             s.fade(1000, Uplink, "up-2", 500);
             s.damage(1500, CloudRegion, "r3");
         }},
    };
}

std::vector<Scenario> misleading() {
    const std::string group = "misleading";
    return {
        {group, "a feed was black before its transponder fades",
         [](Saboteur& s, Lab&) {
             s.spoil(1000, Feed, "f4", FaultKind::Black);
             s.fade(15000, Transponder, "t2-1");
         }},
        {group, "a node dies while a fade is on",
         [](Saboteur& s, Lab&) {
             s.fade(1000, Transponder, "t1-1");
             s.killNode(15000, "sat-r2");
         }},
        {group, "a feed goes black while its transponder fades",
         [](Saboteur& s, Lab&) {
             s.fade(1000, Transponder, "t1-1");
             s.spoil(14000, Feed, "f3", FaultKind::Black);
         }},
        {group, "three links of one region are late, each for itself",
         [](Saboteur& s, Lab&) {
             s.delay(1000, Link, "cloud-r4/in-f1");
             s.delay(1200, Link, "cloud-r4/in-f5");
             s.delay(1500, Link, "cloud-r4/in-f9");
         }},
        {group, "one feed by cloud is late in two regions",
         [](Saboteur& s, Lab&) {
             s.delay(1000, Link, "cloud-r4/in-f6");
             s.delay(1000, Link, "cloud-r6/in-f6");
         }},
        {group, "one link is black, its feed is not",
         [](Saboteur& s, Lab&) { s.spoil(1000, Link, "cloud-r2/in-f5", FaultKind::Black); }},
        {group, "the origin's tap is black, what leaves is not",
         [](Saboteur& s, Lab&) { s.spoil(1000, Input, "origin/in-f7", FaultKind::Black); }},
        {group, "a feed freezes at the receivers of one transponder only",
         [](Saboteur& s, Lab&) {
             s.spoilPaths(
                 1000, {{"sat-r1", "sat-r1-f2"}, {"sat-r2", "sat-r2-f2"}, {"sat-r3", "sat-r3-f2"}},
                 FaultKind::Freeze);
         }},
        {group, "rain at two of three receivers of a transponder",
         [](Saboteur& s, Lab&) {
             s.fade(1000, Receiver, "sat-r1/in-t1");
             s.fade(1500, Receiver, "sat-r2/in-t1");
         }},
        {group, "all links of one node, not of the shared cloud region",
         [](Saboteur& s, Lab&) { s.damage(1000, Node, "cloud-r2"); }},
        {group, "a receiver fades while its node's twin is dead",
         [](Saboteur& s, Lab&) {
             s.killNode(1000, "cloud-r6");
             s.fade(14000, Receiver, "sat-r6/in-t1");
         }},
        {group, "a link is black while another feed is",
         [](Saboteur& s, Lab&) {
             s.spoil(1000, Feed, "f5", FaultKind::Black);
             s.spoil(2000, Link, "cloud-r3/in-f6", FaultKind::Black);
         }},
        {group, "a fade at one site, and the other transponder of its uplink",
         [](Saboteur& s, Lab&) {
             s.fade(1000, Transponder, "t1-1");
             s.fade(1500, Receiver, "sat-r3/in-t2", -1);
         }},
    };
}

} // namespace

const std::vector<Scenario>& scenarios() {
    static const std::vector<Scenario> all = [] {
        std::vector<Scenario> scripts;
        for (const auto& group : {single(), cascading(), simultaneous(), misleading()}) {
            scripts.insert(scripts.end(), group.begin(), group.end());
        }
        return scripts;
    }();
    return all;
}

} // namespace vigie::alarmlab
