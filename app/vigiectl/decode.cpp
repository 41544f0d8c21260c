// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdio>

#include <fmt/format.h>

#include "app/vigiectl/capture.h"
#include "app/vigiectl/json.h"
#include "app/vigiectl/table.h"
#include "core/rpc/nodecontrol.h"

namespace vigie::ctl {

int decode(const Options& options, const DecodeOptions& wanted) {
    fleet::DecodeRequest request;
    request.pathId = wanted.path;
    request.policy = model::decodePolicyFrom(wanted.policy).value_or(model::DecodePolicy::Off);
    request.duration = std::chrono::seconds(wanted.seconds);
    const auto until = rpc::requestDecoding(options.endpoint, request, options.timeout);
    if (!until) {
        fmt::print(stderr, "vigiectl: {}\n", printable(until.error().message));
        return NoContact;
    }
    const bool isTakenBack =
        request.policy == model::DecodePolicy::Off || request.duration.count() == 0;
    if (options.isJson) {
        const nlohmann::ordered_json json{
            {"path", wanted.path}, {"policy", wanted.policy}, {"until", base::toIso8601(*until)}};
        fmt::print("{}\n", toLine(json));
    } else if (isTakenBack) {
        fmt::print("{}: as configured again\n", printable(wanted.path));
    } else {
        fmt::print("{}: {} at least, until {}\n", printable(wanted.path), wanted.policy,
                   base::toIso8601(*until));
    }
    return Ok;
}

} // namespace vigie::ctl
