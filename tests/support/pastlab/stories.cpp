// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <chrono>
#include <memory>

#include "core/config/rulesfile.h"
#include "tests/support/pastlab/site.h"

namespace vigie::pastlab {
namespace {

using namespace std::chrono_literals;
using alarm::ActionKind;
using test::FakeNode;

/// The shipped rules with a longer delay on black pictures, as a site would have it.
alarm::RuleSetPtr patientRules() {
    auto rules = std::make_shared<alarm::RuleSet>(*config::defaultRules());
    rules->source = "patient.yaml";
    rules->revision = "patient";
    for (alarm::Rule& rule : rules->rules) {
        if (rule.id == "content.black") {
            rule.steps.front().onDelay = 20s;
        }
    }
    return rules;
}

/// Both transponders of the uplink at both satellite nodes.
void loseUplink(Site& site, bool isLost) {
    for (FakeNode* node : {&site.satAsia, &site.satEurope}) {
        for (const int transponder : {0, 1}) {
            site.setLock(*node, transponder, !isLost);
            site.setMargin(*node, transponder, isLost ? -2.0 : 4.0);
        }
    }
}

void fadeUplink(Site& site, int seconds) {
    for (int i = 0; i < seconds; ++i) {
        for (FakeNode* node : {&site.satAsia, &site.satEurope}) {
            for (const int transponder : {0, 1}) {
                site.setMargin(*node, transponder, 4.0 - 4.0 * i / seconds);
            }
        }
        site.play(1);
    }
}

alarm::Action of(ActionKind kind, alarm::Subject subject, std::string text = {}) {
    alarm::Action action;
    action.kind = kind;
    action.subject = std::move(subject);
    action.text = std::move(text);
    return action;
}

/// What an operator does about black pictures, one thing after the other.
void handleBlack(Lab& lab, Site& site) {
    site.setBlack(site.cloudAsia, 2, true);
    site.setBlack(site.satEurope, 4, true);
    site.play(30);
    alarm::Action signOn;
    signOn.kind = ActionKind::SignOn;
    lab.act(signOn);
    lab.act(ActionKind::Acknowledge, "content.black");
    site.play(20);
    lab.act(ActionKind::Comment, "content.black", {}, "the production is told");
    lab.act(ActionKind::Assign, "content.black", {}, "Grace");
    site.play(10);
    alarm::Action undo;
    undo.kind = ActionKind::Undo;
    undo.undoes = lab.reducer().acted().value_or(0);
    lab.act(undo);
    site.play(60);
    site.setBlack(site.cloudAsia, 2, false);
    site.play(60);
    lab.act(ActionKind::Shelve, "content.black", lab.now().utc + 5min, "known");
    site.play(30);
    site.setBlack(site.satEurope, 4, false);
    site.play(30);
    site.setBlack(site.satEurope, 4, true); // while it is shelved
    site.play(360);
    site.setBlack(site.satEurope, 4, false);
    site.play(30);
    lab.act(ActionKind::Acknowledge, "content.black");
    site.play(60);
}

void loseContact(Lab& lab, Site& site) {
    site.setBlack(site.cloudAsia, 0, true);
    site.play(5);
    lab.setSilent(site.cloudAsia, true);
    site.play(4);
    lab.lose(site.cloudAsia);
    site.play(150);
    site.setBlack(site.cloudAsia, 0, false);
    lab.connect(site.cloudAsia);
    site.play(60);
    site.satAsia.restart();
    lab.connect(site.satAsia);
    site.play(60);
}

void maintain(Lab& lab, Site& site) {
    alarm::Action begin =
        of(ActionKind::BeginMaintenance, {model::Scope::Input, "cloud-europe", "in-f1"}, "cable");
    begin.until = lab.now().utc + 4min;
    lab.act(begin);
    site.setNoData(site.cloudEurope, 1, true);
    site.play(90);
    site.setNoData(site.cloudEurope, 1, false);
    site.play(200);
    alarm::Action out =
        of(ActionKind::OutOfService, {model::Scope::Path, "cloud-europe", "cloud-europe-f3"});
    out.ruleId = "content.black";
    lab.act(out);
    site.setBlack(site.cloudEurope, 3, true);
    site.play(40);
    site.setBlack(site.cloudEurope, 3, false);
    site.play(20);
    out.kind = ActionKind::ReturnToService;
    lab.act(out);
    site.play(20);
}

} // namespace

void playHour(Lab& lab) {
    Site site(lab);
    lab.seconds(2);
    site.connectAll();
    site.play(60);
    handleBlack(lab, site);
    fadeUplink(site, 90);
    loseUplink(site, true);
    site.play(45);
    lab.act(ActionKind::Acknowledge, "rf.unlocked");
    loseUplink(site, false);
    site.play(120);
    loseContact(lab, site);
    lab.setRules(patientRules());
    site.play(10);
    site.setBlack(site.origin, 5, true);
    site.setBlack(site.satAsia, 5, true);
    site.play(60);
    lab.refuseRules("rules.yaml:3:1: not a rule");
    lab.step(2500ms);
    site.play(60);
    site.setBlack(site.origin, 5, false);
    site.setBlack(site.satAsia, 5, false);
    site.play(30);
    lab.step(-1200ms);
    site.play(60);
    lab.setRules(config::defaultRules());
    lab.event(site.satAsia, "sat-asia-f0");
    maintain(lab, site);
    alarm::Action handOver;
    handOver.kind = ActionKind::HandOver;
    handOver.text = "Grace";
    lab.act(handOver);
    while (lab.now().mono < base::monoFromNs(1'000'000'000'000) + 3600s) {
        // Small things, here and there, until the hour is over.
        FakeNode& node = lab.dice(2) == 0 ? site.cloudAsia : site.satEurope;
        const int feed = static_cast<int>(lab.dice(Site::feeds));
        site.setBlack(node, feed, true);
        site.play(static_cast<int>(5 + lab.dice(40)));
        if (lab.dice(2) == 0) {
            lab.act(ActionKind::Acknowledge, "content.black");
        }
        site.setBlack(node, feed, false);
        site.play(static_cast<int>(20 + lab.dice(60)));
    }
}

void playOutage(Lab& lab) {
    Site site(lab);
    site.connectAll();
    site.play(120);
    site.setBlack(site.cloudAsia, 3, true);
    site.play(20);
    site.setBlack(site.cloudAsia, 3, false);
    site.play(60);
    fadeUplink(site, 60);
    loseUplink(site, true);
    site.play(45);
    loseUplink(site, false);
    site.play(120);
    site.setNoData(site.cloudEurope, 2, true);
    site.play(12);
    site.setNoData(site.cloudEurope, 2, false);
    site.play(103);
}

} // namespace vigie::pastlab
