// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <fmt/format.h>

#include "app/vigiectl/commands.h"
#include "app/vigiectl/json.h"
#include "app/vigiectl/table.h"
#include "core/rpc/nodequery.h"

namespace vigie::ctl {

int health(const Options& options) {
    const auto answer = rpc::checkHealth(options.endpoint, options.timeout);
    if (!answer) {
        fmt::print(stderr, "vigiectl: {}\n", answer.error().message);
        return NoContact;
    }
    if (options.isJson) {
        const nlohmann::ordered_json json{{"status", answer->status},
                                          {"services", answer->services}};
        fmt::print("{}\n", toLine(json));
    } else {
        fmt::print("{}\n", answer->status);
        for (const auto& service : answer->services) {
            fmt::print("{}\n", printable(service));
        }
    }
    return answer->status == "SERVING" ? Ok : NoContact;
}

} // namespace vigie::ctl
