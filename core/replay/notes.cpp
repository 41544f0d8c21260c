// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/notes.h"

#include <utility>

#include "core/replay/packed.h"

namespace vigie::replay {
namespace {

/// Of all these layouts; a newer one is refused with a word about it.
constexpr std::uint64_t layoutVersion = 1;
constexpr const char* versionName = "v";
constexpr const char* startName = "start";

template <typename T> std::string pack(const T& value) {
    Json json = packValue(value);
    json[versionName] = layoutVersion;
    return json.dump();
}

template <typename T> base::Result<T> read(const char* what, const std::string& bytes) {
    const std::string of = std::string("A note of ") + what;
    Json json = Json::parse(bytes, nullptr, false);
    if (!json.is_object() || !json.contains(versionName) ||
        !json[versionName].is_number_unsigned()) {
        return base::failure(of + " is no such note.");
    }
    if (json[versionName].get<std::uint64_t>() > layoutVersion) {
        return base::failure(of + " was written by a newer Vigie.");
    }
    if constexpr (std::is_same_v<T, engine::BeginState>) {
        // Earlier versions kept the hours of the world only.
        if (const auto carried = json.find("carried");
            carried != json.end() && carried->is_object() && !carried->contains("regions")) {
            (*carried)["regions"] = Json::array();
            (*carried)["regionsSince"] = nullptr;
        }
    }
    T value;
    try {
        readValue(json, value);
    } catch (const Unreadable& error) {
        return base::failure(of + " cannot be read: " + error.what() + ".");
    } catch (const Json::exception& error) {
        return base::failure(of + " cannot be read: " + error.what() + ".");
    }
    return value;
}

record::Item note(std::uint64_t order, record::NoteKind kind, const base::Timestamp& at,
                  std::string bytes) {
    return {order, record::Note{kind, at, std::move(bytes)}};
}

} // namespace

std::string packBegin(const engine::BeginState& state, bool isStart) {
    Json json = packValue(state);
    json[versionName] = layoutVersion;
    json[startName] = isStart;
    return json.dump();
}

bool isStartOf(const std::string& bytes) {
    const Json json = Json::parse(bytes, nullptr, false);
    const auto found = json.is_object() ? json.find(startName) : json.end();
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

base::Result<engine::BeginState> readBegin(const std::string& bytes) {
    return read<engine::BeginState>("what to begin from", bytes);
}

std::string packAction(const alarm::Action& action) {
    return pack(action);
}

base::Result<alarm::Action> readAction(const std::string& bytes) {
    return read<alarm::Action>("an operator's action", bytes);
}

std::string packRules(const RulesNote& rules) {
    return pack(rules);
}

base::Result<RulesNote> readRules(const std::string& bytes) {
    return read<RulesNote>("rules", bytes);
}

std::string packEntry(const journal::Entry& entry) {
    return pack(entry);
}

base::Result<journal::Entry> readEntry(const std::string& bytes) {
    return read<journal::Entry>("alarms that changed", bytes);
}

std::string packOutline(const OutlinePoint& point) {
    return pack(point);
}

base::Result<OutlinePoint> readOutline(const std::string& bytes) {
    return read<OutlinePoint>("the timeline", bytes);
}

base::Result<std::optional<engine::JournalInput>> inputOf(const record::Item& item) {
    using Found = std::optional<engine::JournalInput>;
    if (const auto* input = std::get_if<fleet::Input>(&item.what)) {
        return Found(*input);
    }
    const auto& note = std::get<record::Note>(item.what);
    switch (note.kind) {
    case record::NoteKind::Timer:
        return Found(engine::TimerInput{note.at});
    case record::NoteKind::Act: {
        auto action = readAction(note.bytes);
        if (!action) {
            return tl::unexpected(action.error());
        }
        return Found(engine::ActInput{std::move(*action), note.at});
    }
    case record::NoteKind::Rules: {
        auto rules = readRules(note.bytes);
        if (!rules) {
            return tl::unexpected(rules.error());
        }
        return Found(
            engine::RulesInput{std::move(rules->rules), note.at, std::move(rules->refusal)});
    }
    default:
        return Found();
    }
}

record::Item itemOf(std::uint64_t order, const engine::JournalInput& input) {
    if (const auto* source = std::get_if<fleet::Input>(&input)) {
        return {order, *source};
    }
    if (const auto* timer = std::get_if<engine::TimerInput>(&input)) {
        return note(order, record::NoteKind::Timer, timer->at, {});
    }
    if (const auto* act = std::get_if<engine::ActInput>(&input)) {
        return note(order, record::NoteKind::Act, act->at, packAction(act->action));
    }
    const auto& rules = std::get<engine::RulesInput>(input);
    return note(order, record::NoteKind::Rules, rules.at, packRules({rules.rules, rules.refusal}));
}

} // namespace vigie::replay
