// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "core/replay/columnfields.h"

/// The columns of a frame and the fields of a book, each said once. Adding one is another version
/// of the layout (frame.cpp, book.cpp).
namespace vigie::replay {

template <> struct Last<fleet::Contact> { static constexpr auto value = fleet::Contact::Refused; };
template <> struct Last<model::DecodePolicy> {
    static constexpr auto value = model::DecodePolicy::Adaptive;
};
template <> struct Last<engine::OnAirReason> {
    static constexpr auto value = engine::OnAirReason::OffSchedule;
};
template <> struct Last<health::LatencyMethod> {
    static constexpr auto value = health::LatencyMethod::Pictures;
};

/// `get` finds a health::Health in a row.
template <typename Rows, typename Get> void healthColumns(auto& io, const Rows& rows, Get get) {
    io(
        rows, [get](auto& row) -> auto& { return get(row).onAirSeconds; });
    io(
        rows, [get](auto& row) -> auto& { return get(row).erroredSeconds; });
    io(
        rows, [get](auto& row) -> auto& { return get(row).unknownSeconds; });
}

template <typename Rows, typename Get> void windowColumns(auto& io, const Rows& rows, Get get) {
    healthColumns(
        io, rows, [get](auto& row) -> auto& { return get(row).minute; });
    healthColumns(
        io, rows, [get](auto& row) -> auto& { return get(row).quarterHour; });
    healthColumns(
        io, rows, [get](auto& row) -> auto& { return get(row).day; });
}

template <typename Rows, typename Get> void latencyColumns(auto& io, const Rows& rows, Get get) {
    io(
        rows, [get](auto& row) -> auto& { return get(row).ms; });
    io(
        rows, [get](auto& row) -> auto& { return get(row).uncertaintyMs; });
    io(
        rows, [get](auto& row) -> auto& { return get(row).method; });
    io(
        rows, [get](auto& row) -> auto& { return get(row).unknownBecause; });
}

template <typename Rows> void pathColumns(auto& io, const Rows& rows) {
    io(
        rows, [](auto& path) -> auto& { return path.ref.nodeId; });
    io(
        rows, [](auto& path) -> auto& { return path.ref.pathId; });
    io(
        rows, [](auto& path) -> auto& { return path.feedId; });
    io(
        rows, [](auto& path) -> auto& { return path.regionId; });
    io(
        rows, [](auto& path) -> auto& { return path.kind; });
    io(
        rows, [](auto& path) -> auto& { return path.node; });
    io(
        rows, [](auto& path) -> auto& { return path.isInContact; });
    io(
        rows, [](auto& path) -> auto& { return path.hasPreview; });
    io(
        rows, [](auto& path) -> auto& { return path.policy; });
    windowColumns(
        io, rows, [](auto& path) -> auto& { return path.health; });
    latencyColumns(
        io, rows, [](auto& path) -> auto& { return path.latency; });
}

/// Without the latency, which mostly is that of the path on air.
template <typename Rows> void deliveryColumns(auto& io, const Rows& rows) {
    io(
        rows, [](auto& delivery) -> auto& { return delivery.id; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.feedId; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.feedNumber; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.feedName; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.regionId; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.main; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.backup; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.onAir; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.reason; });
    io(
        rows, [](auto& delivery) -> auto& { return delivery.onAirSince; });
    windowColumns(
        io, rows, [](auto& delivery) -> auto& { return delivery.health; });
    latencyColumns(
        io, rows, [](auto& delivery) -> auto& { return delivery.skew; });
}

template <typename Rows> void regionColumns(auto& io, const Rows& rows) {
    io(
        rows, [](auto& region) -> auto& { return region.id; });
    io(
        rows, [](auto& region) -> auto& { return region.name; });
    windowColumns(
        io, rows, [](auto& region) -> auto& { return region.health; });
    io(
        rows, [](auto& region) -> auto& { return region.latencyMedianMs; });
    io(
        rows, [](auto& region) -> auto& { return region.latencyP95Ms; });
    io(
        rows, [](auto& region) -> auto& { return region.latencyUncertaintyMs; });
    io(
        rows, [](auto& region) -> auto& { return region.latencyKnown; });
    io(
        rows, [](auto& region) -> auto& { return region.deliveries; });
    io(
        rows, [](auto& region) -> auto& { return region.share.cloud; });
    io(
        rows, [](auto& region) -> auto& { return region.share.satellite; });
    io(
        rows, [](auto& region) -> auto& { return region.share.fibre; });
    io(
        rows, [](auto& region) -> auto& { return region.share.none; });
    io(
        rows, [](auto& region) -> auto& { return region.share.unknown; });
    io(
        rows, [](auto& region) -> auto& { return region.worst; });
}

/// Of regions that have it; since version 2.
template <typename Rows> void carriedColumns(auto& io, const Rows& rows) {
    const auto sum = [&io, &rows](auto get) {
        io(
            rows, [get](auto& region) -> auto& { return get(region).cloud; });
        io(
            rows, [get](auto& region) -> auto& { return get(region).satellite; });
        io(
            rows, [get](auto& region) -> auto& { return get(region).fibre; });
        io(
            rows, [get](auto& region) -> auto& { return get(region).none; });
    };
    io(
        rows, [](auto& region) -> auto& { return region.carried->since; });
    sum([](auto& region) -> auto& { return region.carried->hours; });
    sum([](auto& region) -> auto& { return region.carried->bits; });
    io(
        rows, [](auto& region) -> auto& { return region.carried->plannedHours; });
    io(
        rows, [](auto& region) -> auto& { return region.carried->plannedSoFarHours; });
}

template <typename Rows> void nodeColumns(auto& io, const Rows& rows) {
    io(
        rows, [](auto& node) -> auto& { return node.endpoint; });
    io(
        rows, [](auto& node) -> auto& { return node.contact; });
    io(
        rows, [](auto& node) -> auto& { return node.contactReason; });
    io(
        rows, [](auto& node) -> auto& { return node.noContactSince; });
    io(
        rows, [](auto& node) -> auto& { return node.worst; });
}

void fields(auto& each, Of<health::Health> auto& value) {
    auto& [onAirSeconds, erroredSeconds, unknownSeconds] = value;
    each("onAir", onAirSeconds);
    each("errored", erroredSeconds);
    each("unknown", unknownSeconds);
}

void fields(auto& each, Of<health::HealthWindows> auto& value) {
    auto& [minute, quarterHour, day] = value;
    each("minute", minute);
    each("quarterHour", quarterHour);
    each("day", day);
}

void fields(auto& each, Of<health::ShareSum> auto& value) {
    auto& [cloud, satellite, fibre, none] = value;
    each("cloud", cloud);
    each("satellite", satellite);
    each("fibre", fibre);
    each("none", none);
}

void fields(auto& each, Of<baseline::Usual> auto& value) {
    auto& [isWarmingUp, warmth, location, spread, isByTimeOfDay, number, departure, awaySince,
           samples] = value;
    each("warmingUp", isWarmingUp);
    each("warmth", warmth);
    each("location", location);
    each("spread", spread);
    each("byTimeOfDay", isByTimeOfDay);
    each("value", number);
    each("departure", departure);
    each("awaySince", awaySince);
    each("samples", samples);
}

/// Everything of an AlarmStatus, what it has from alarm::Alarm included.
void alarmFields(auto& io, auto& one, auto& alarm) {
    fields(io, alarm);
    io("scope", one.scope);
    io("path", one.path);
    io("nodeId", one.nodeId);
    io("inputId", one.inputId);
    io("unit", one.unit);
    io("usual", one.usual);
}

} // namespace vigie::replay
