// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/frame.h"

#include <algorithm>
#include <utility>

#include "core/replay/framefields.h"

namespace vigie::replay {
namespace {

/// 2: what the regions were brought, and the hours planned so far.
constexpr std::uint8_t layoutVersion = 2;
/// What a frame is believed to hold: fleets have a tenth of it.
constexpr std::size_t mostRows = 100'000;
constexpr std::size_t mostTrend = 1'000'000;

template <typename Rows> auto pointersTo(Rows& rows) {
    std::vector<decltype(&*rows.begin())> pointers;
    pointers.reserve(rows.size());
    for (auto& row : rows) {
        pointers.push_back(&row);
    }
    return pointers;
}

const health::Latency* latencyOnAir(const engine::Snapshot& snapshot,
                                    const engine::DeliveryStatus& delivery) {
    return delivery.onAir && *delivery.onAir < snapshot.paths.size()
               ? &snapshot.paths[*delivery.onAir].latency
               : nullptr;
}

/// The scalars, in one order for both ways.
void scalars(auto& io, auto& snapshot) {
    io("revision", snapshot.revision);
    io("now", snapshot.now);
    io("world", snapshot.world);
    io("shareNow", snapshot.share.now);
    io("hours", snapshot.share.hours);
    io("bits", snapshot.share.bits);
    io("assumed", snapshot.share.isAssumed);
    io("plannedHours", snapshot.share.plannedHours);
    io("since", snapshot.share.since);
    io("flood", snapshot.isFlood);
    io("lines", snapshot.linesLast10Min);
    io("journalTrouble", snapshot.journalTrouble);
}

void packTrends(ColumnWriter& out, const std::vector<engine::RegionStatus>& regions) {
    std::vector<std::uint64_t> sizes;
    std::vector<std::uint64_t> values;
    for (const engine::RegionStatus& region : regions) {
        sizes.push_back(region.healthTrend.size());
        for (const float value : region.healthTrend) {
            values.push_back(wholeOf(value));
        }
    }
    out.numbers(sizes);
    out.numbers(values);
}

void readTrends(ColumnReader& in, std::vector<engine::RegionStatus>& regions) {
    std::vector<std::uint64_t> sizes(regions.size());
    in.numbers(sizes);
    std::size_t all = 0;
    for (const std::uint64_t size : sizes) {
        if (size > mostTrend || all + size > mostTrend) {
            in.fail();
            return;
        }
        all += size;
    }
    std::vector<std::uint64_t> values(all);
    in.numbers(values);
    std::size_t next = 0;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        regions[i].healthTrend.resize(sizes[i]);
        for (float& value : regions[i].healthTrend) {
            if (!fromWhole(values[next++], value)) {
                in.fail();
            }
        }
    }
}

void packCarried(ColumnWriter& out, PackColumns& columns,
                 const std::vector<engine::RegionStatus>& regions) {
    std::vector<std::uint64_t> isKnown;
    std::vector<const engine::RegionStatus*> known;
    for (const engine::RegionStatus& region : regions) {
        isKnown.push_back(region.carried ? 1 : 0);
        if (region.carried) {
            known.push_back(&region);
        }
    }
    out.numbers(isKnown);
    carriedColumns(columns, known);
}

void readCarried(ColumnReader& in, ReadColumns& columns,
                 std::vector<engine::RegionStatus>& regions) {
    std::vector<std::uint64_t> isKnown(regions.size());
    in.numbers(isKnown);
    std::vector<engine::RegionStatus*> known;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        if (isKnown[i] != 0) {
            regions[i].carried.emplace();
            known.push_back(&regions[i]);
        }
    }
    carriedColumns(columns, known);
}

template <typename T> void makeRows(ColumnReader& in, std::vector<T>& rows) {
    rows.resize(in.number(mostRows));
}

bool areIndexesSound(const engine::Snapshot& snapshot) {
    const auto isPath = [&snapshot](const std::optional<std::size_t>& index) {
        return !index || *index < snapshot.paths.size();
    };
    return std::all_of(snapshot.paths.begin(), snapshot.paths.end(),
                       [&](const auto& path) { return path.node < snapshot.nodes.size(); }) &&
           std::all_of(snapshot.deliveries.begin(), snapshot.deliveries.end(), [&](const auto& d) {
               return isPath(d.main) && isPath(d.backup) && isPath(d.onAir);
           });
}

} // namespace

std::string packFrame(const engine::Snapshot& snapshot) {
    ColumnWriter out;
    PackColumns columns(out);
    PackOne one(out);
    scalars(one, snapshot);
    for (const std::size_t size : {snapshot.nodes.size(), snapshot.paths.size(),
                                   snapshot.deliveries.size(), snapshot.regions.size()}) {
        out.number(size);
    }
    nodeColumns(columns, pointersTo(snapshot.nodes));
    pathColumns(columns, pointersTo(snapshot.paths));
    deliveryColumns(columns, pointersTo(snapshot.deliveries));
    std::vector<std::uint64_t> isOwn;
    std::vector<const engine::DeliveryStatus*> own;
    for (const engine::DeliveryStatus& delivery : snapshot.deliveries) {
        const health::Latency* onAir = latencyOnAir(snapshot, delivery);
        isOwn.push_back(onAir == nullptr || *onAir != delivery.latency ? 1 : 0);
        if (isOwn.back() == 1) {
            own.push_back(&delivery);
        }
    }
    out.numbers(isOwn);
    latencyColumns(
        columns, own, [](auto& delivery) -> auto& { return delivery.latency; });
    regionColumns(columns, pointersTo(snapshot.regions));
    packTrends(out, snapshot.regions);
    packCarried(out, columns, snapshot.regions);
    one.put(snapshot.share.plannedSoFarHours);
    // What is usual moves on between books.
    std::vector<const engine::AlarmStatus*> usual;
    for (const engine::AlarmStatus& alarm : snapshot.alarms) {
        if (alarm.usual) {
            usual.push_back(&alarm);
        }
    }
    out.number(usual.size());
    for (const engine::AlarmStatus* alarm : usual) {
        one.put(alarm->id);
        one.put(*alarm->usual);
    }
    return out.finish(layoutVersion);
}

base::Result<engine::Snapshot> readFrame(const std::string& bytes) {
    ColumnReader in(bytes);
    if (in.version() > layoutVersion) {
        return base::failure("A frame was written by a newer Vigie.");
    }
    engine::Snapshot snapshot;
    ReadColumns columns(in);
    ReadOne one(in);
    scalars(one, snapshot);
    makeRows(in, snapshot.nodes);
    makeRows(in, snapshot.paths);
    makeRows(in, snapshot.deliveries);
    makeRows(in, snapshot.regions);
    nodeColumns(columns, pointersTo(snapshot.nodes));
    pathColumns(columns, pointersTo(snapshot.paths));
    deliveryColumns(columns, pointersTo(snapshot.deliveries));
    if (!in.isSound() || !areIndexesSound(snapshot)) {
        return base::failure("A frame cannot be read: it is damaged.");
    }
    std::vector<std::uint64_t> isOwn(snapshot.deliveries.size());
    in.numbers(isOwn);
    std::vector<engine::DeliveryStatus*> own;
    for (std::size_t i = 0; i < isOwn.size(); ++i) {
        engine::DeliveryStatus& delivery = snapshot.deliveries[i];
        const health::Latency* onAir = latencyOnAir(snapshot, delivery);
        if (isOwn[i] == 0 && onAir != nullptr) {
            delivery.latency = *onAir;
        } else {
            own.push_back(&delivery);
        }
    }
    latencyColumns(
        columns, own, [](auto& delivery) -> auto& { return delivery.latency; });
    regionColumns(columns, pointersTo(snapshot.regions));
    readTrends(in, snapshot.regions);
    if (in.version() >= 2) {
        readCarried(in, columns, snapshot.regions);
        one.read(snapshot.share.plannedSoFarHours);
    }
    const std::size_t usual = in.countInHead();
    for (std::size_t i = 0; i < usual && in.isSound(); ++i) {
        engine::AlarmStatus& alarm = snapshot.alarms.emplace_back();
        one.read(alarm.id);
        one.read(alarm.usual.emplace());
    }
    if (!in.isWhole()) {
        return base::failure("A frame cannot be read: it is damaged.");
    }
    snapshot.isLive = false;
    snapshot.share.history = std::make_shared<std::vector<health::SharePoint>>();
    return snapshot;
}

} // namespace vigie::replay
