// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a hostile node may send: bytes as hello, tick, event and picture. The first two bytes say
// where the hello ends and the rest begins; ticks are read under the fuzzed description where that
// is believed, otherwise under a fixed one. Whatever is believed must survive the round trip,
// folding and filtering.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/rpc/tickfilter.h"
#include "core/wire/wire.h"

using namespace vigie;

namespace {

model::NodeDescriptionPtr fixedDescription() {
    auto d = std::make_shared<model::NodeDescription>();
    d->id = "n";
    d->inputs = {{"i", "", model::Transport::Udp, "", "", ""}};
    for (int path = 0; path < 9; ++path) {
        model::PathInfo info;
        info.id = "p" + std::to_string(path);
        info.inputId = "i";
        d->paths.push_back(std::move(info));
    }
    d->metrics = {{"g", model::Scope::Path, model::MetricKind::Gauge, "", 1, "", "", {}, {}, {}},
                  {"m", model::Scope::Path, model::MetricKind::Mark, "", 1, "", "", {}, {}, {}},
                  {"n", model::Scope::Node, model::MetricKind::Counter, "", 1, "", "", {}, {}, {}}};
    return d;
}

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void useTick(const model::NodeDescription& description, const model::Tick& tick) {
    v1::Tick wire;
    wire::toWire(tick, wire);
    const auto again = wire::fromWire(wire, description);
    require(again && **again == tick);
    const auto folded = model::conflate(description, tick, tick);
    require(!model::whyMalformed(description, folded));
    const std::array<std::string, 2> paths{"p1", "p7"};
    const rpc::TickFilter filter(description, {}, paths);
    require(!model::whyMalformed(description, filter.apply(tick)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) {
        return 0;
    }
    const std::size_t split =
        std::min<std::size_t>(size - 2, static_cast<std::size_t>(data[0]) | data[1] << 8);
    const auto* begin = reinterpret_cast<const char*>(data) + 2;
    const std::string first(begin, split);
    const std::string rest(begin + split, size - 2 - split);

    static const auto fixed = fixedDescription();
    auto description = fixed;
    v1::SubscribeResponse response;
    if (response.ParseFromString(first) && response.has_hello()) {
        if (const auto read = wire::fromWire(response.hello())) {
            description = *read;
            v1::NodeDescription wire;
            wire::toWire(*description, wire);
            require(wire::fromWire(wire).has_value());
        }
    }
    if (response.ParseFromString(rest) && response.has_tick()) {
        if (const auto tick = wire::fromWire(response.tick(), *description)) {
            useTick(*description, **tick);
        }
    }
    v1::Event event;
    if (event.ParseFromString(rest)) {
        static_cast<void>(wire::fromWire(event));
    }
    v1::AccessUnit unit;
    if (unit.ParseFromString(rest)) {
        static_cast<void>(wire::fromWire(unit));
    }
    return 0;
}
