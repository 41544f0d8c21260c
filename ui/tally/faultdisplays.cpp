// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tally/faultdisplays.h"

#include <algorithm>
#include <optional>

#include <QString>

#include "ui/theme/words.h"

namespace vigie::ui::tally {
namespace {

/// What is known of one feed.
struct State {
    std::string name;
    std::optional<engine::Fault> worst;
    /// Something of it is on air, in contact, and judged.
    bool isSeen = false;
};

const engine::PathStatus* pathOf(const engine::Snapshot& snapshot,
                                 const engine::DeliveryStatus& delivery) {
    for (const auto& index : {delivery.onAir, delivery.main, delivery.backup}) {
        if (index && *index < snapshot.paths.size()) {
            return &snapshot.paths[*index];
        }
    }
    return nullptr;
}

void take(State& state, const engine::Fault& fault, engine::Severity least) {
    if (fault.severity >= least && (!state.worst || fault.severity > state.worst->severity)) {
        state.worst = fault;
    }
}

std::map<std::string, State> statesOf(const engine::Snapshot& snapshot,
                                      const config::TslTarget& target) {
    std::map<std::string, State> states;
    for (const engine::DeliveryStatus& delivery : snapshot.deliveries) {
        State& state = states[delivery.feedId];
        state.name = delivery.feedName;
        const bool isElsewhere = !target.regionId.empty() && delivery.regionId != target.regionId;
        if (isElsewhere || delivery.reason == engine::OnAirReason::OffSchedule) {
            continue;
        }
        const engine::PathStatus* path = pathOf(snapshot, delivery);
        if (path == nullptr) {
            continue;
        }
        const bool isLost = !path->isInContact && path->node < snapshot.nodes.size() &&
                            snapshot.nodes[path->node].noContactSince.has_value();
        if (isLost) { // what was known before says nothing of now
            engine::Fault lost;
            lost.kind = engine::FaultKind::NoContact;
            lost.severity = engine::Severity::Critical;
            take(state, lost, target.least);
            continue;
        }
        state.isSeen = state.isSeen || path->isInContact;
        for (const engine::Fault& fault : delivery.faults) {
            take(state, fault, target.least);
        }
    }
    if (snapshot.plan) {
        for (const model::FeedInfo& feed : snapshot.plan->feeds) {
            State& state = states[feed.id];
            state.name = feed.name.empty() ? state.name : feed.name;
        }
    }
    return states;
}

tsl::Lamp lampFor(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::Critical:
        return tsl::Lamp::Red;
    case engine::Severity::Major:
    case engine::Severity::Minor:
        return tsl::Lamp::Amber;
    case engine::Severity::Warning:
    case engine::Severity::None:
        return tsl::Lamp::Off;
    }
    return tsl::Lamp::Off;
}

/// Letters without their marks, for displays that know no others.
QString plain(const QString& text) {
    QString out;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.isMark()) {
            continue;
        }
        const char16_t code = c.unicode();
        const bool isDash = c.category() == QChar::Punctuation_Dash || code == 0x2212 ||
                            code == 0x00b7 || code == 0x2022;
        const bool isQuote = code == 0x2018 || code == 0x2019;
        out += isDash ? QLatin1Char('-') : isQuote ? QLatin1Char('\'') : c;
    }
    return out;
}

std::string labelOf(const State& state, const std::string& feedId,
                    const config::TslTarget& target) {
    const QString name = QString::fromStdString(state.name.empty() ? feedId : state.name);
    QString text = name;
    if (state.worst && target.text != config::TslTarget::Text::Name) {
        const QString fault = theme::faultStripText(state.worst->kind, state.worst->value);
        text =
            target.text == config::TslTarget::Text::Both ? name + QLatin1Char(' ') + fault : fault;
    }
    return (target.sender.isUtf16 ? text : plain(text)).toStdString();
}

} // namespace

std::vector<tsl::Display> displaysFor(const config::TslTarget& target, const FeedAt& feedAt,
                                      const engine::Snapshot& snapshot, bool isWatched) {
    std::map<std::string, State> states = statesOf(snapshot, target);
    std::vector<tsl::Display> displays;
    displays.reserve(feedAt.size());
    for (const auto& [index, feedId] : feedAt) {
        State& state = states[feedId];
        if (!isWatched) {
            state.worst.reset();
            state.isSeen = false;
        }
        tsl::Display display;
        display.index = index;
        display.label = labelOf(state, feedId, target);
        tsl::Lamp lamp = state.worst ? lampFor(state.worst->severity) : tsl::Lamp::Off;
        if (target.isGreenWhenWell && state.isSeen && !state.worst) {
            lamp = tsl::Lamp::Green;
        }
        display.left = display.text = display.right = lamp;
        displays.push_back(std::move(display));
    }
    return displays;
}

} // namespace vigie::ui::tally
