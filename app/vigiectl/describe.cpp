// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <fmt/format.h>

#include "app/vigiectl/commands.h"
#include "app/vigiectl/json.h"
#include "app/vigiectl/table.h"
#include "core/rpc/nodequery.h"

namespace vigie::ctl {
namespace {

void printText(const rpc::NodeAnswer& answer) {
    const auto& d = *answer.description;
    fmt::print("{} ({}), {}{}{}\n", printable(d.name), printable(d.id), model::toString(d.kind),
               d.regionId.empty() ? "" : ", region ", printable(d.regionId));
    fmt::print("{}, protocol {}.{}, {} ticks per second\n", printable(d.software),
               answer.protocolMajor, answer.protocolMinor, d.tickRateHz);
    if (d.position) {
        fmt::print("at {:.4f}, {:.4f}\n", d.position->latitude, d.position->longitude);
    }
    fmt::print("\n{} inputs\n", d.inputs.size());
    for (const auto& input : d.inputs) {
        fmt::print("  {:20}  {:5}  {}  {}\n", printable(input.id), model::toString(input.transport),
                   printable(input.uri), printable(input.carrier));
    }
    fmt::print("\n{} paths\n", d.paths.size());
    for (const auto& path : d.paths) {
        fmt::print("  {:20}  feed {}, {}, input {}, decode {}{}\n", printable(path.id),
                   printable(path.feedId), model::toString(path.kind), printable(path.inputId),
                   model::toString(path.policy), path.hasPreview ? ", preview" : "");
    }
    fmt::print("\n{} services\n", d.services.size());
    for (const auto& service : d.services) {
        fmt::print("  {:20}  service {}  {}{}{}\n", printable(service.inputId), service.serviceId,
                   service.name.empty() ? "-" : printable(service.name),
                   service.provider.empty() ? "" : ", of ", printable(service.provider));
    }
    fmt::print("\n{} PIDs, {} metrics (--json lists them)\n", d.pids.size(), d.metrics.size());
}

} // namespace

int describe(const Options& options) {
    const auto answer = rpc::describeNode(options.endpoint, options.timeout);
    if (!answer) {
        fmt::print(stderr, "vigiectl: {}\n", answer.error().message);
        return NoContact;
    }
    if (options.isJson) {
        fmt::print("{}\n", toLine(describeJson(*answer)));
    } else {
        printText(*answer);
    }
    return Ok;
}

} // namespace vigie::ctl
