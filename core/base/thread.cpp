// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/thread.h"

#include <pthread.h>
#include <utility>

namespace vigie::base {

void nameThisThread(const std::string& name) {
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}

std::jthread startThread(std::string name, std::function<void(std::stop_token)> body) {
    return std::jthread(
        [name = std::move(name), body = std::move(body)](const std::stop_token& stop) {
            nameThisThread(name);
            body(stop);
        });
}

} // namespace vigie::base
