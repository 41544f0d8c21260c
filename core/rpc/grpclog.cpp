// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/grpclog.h"

#include <mutex>

#include <grpc/support/log.h>

#include "core/base/log.h"

namespace vigie::rpc {

void adoptGrpcLog() {
    static std::once_flag once;
    std::call_once(once, [] {
        static_cast<void>(base::logger("grpc")); // made before gRPC's threads need it
        gpr_set_log_function([](gpr_log_func_args* line) {
            base::logger("grpc")->debug("{}:{}: {}", line->file, line->line, line->message);
        });
    });
}

} // namespace vigie::rpc
