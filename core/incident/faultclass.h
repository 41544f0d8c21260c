// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/alarm/alarm.h"
#include "core/alarm/incident.h"

/// What kinds of fault say of their causes: values and pure functions, for the correlator.
namespace vigie::incident {

/// The nature of a fault, and of what causes it. Rising in what it can cause: what takes the
/// carrier away also damages packets and pictures, never the other way round.
enum class Nature : std::uint8_t {
    /// Statistics and departures: they go along with whatever else is wrong.
    Soft,
    Timing,
    Content,
    Carriage,
    Rf,
    Contact
};
inline constexpr std::size_t natures = 6;
inline constexpr std::array<Nature, natures> allNatures{
    Nature::Soft, Nature::Timing, Nature::Content, Nature::Carriage, Nature::Rf, Nature::Contact};

[[nodiscard]] constexpr std::uint8_t bit(Nature nature) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(nature));
}

[[nodiscard]] Nature natureOf(alarm::FaultKind kind);
/// Bits of the natures of fault that a cause of this nature brings with it, its own included.
[[nodiscard]] std::uint8_t effectsOf(Nature cause);
/// Whether a hop of this type can have a fault of this nature of its own.
[[nodiscard]] bool canCause(alarm::HopType type, Nature nature);
/// Told of an input, it may be about one of its programs only.
[[nodiscard]] bool isMaybeOfOneProgram(alarm::FaultKind kind);
/// It compares a path with its twin: either may be the one that is wrong.
[[nodiscard]] bool isAboutTwins(const alarm::Alarm& alarm);
/// How usual it is that a hop of this type is the cause, 0 to 1: decides between hops that the
/// evidence carries as well as each other.
[[nodiscard]] double priorOf(alarm::HopType type, Nature nature);
/// Which of several hops with the same paths is said: the lowest.
[[nodiscard]] int rankOf(alarm::HopType type, Nature nature);

} // namespace vigie::incident
