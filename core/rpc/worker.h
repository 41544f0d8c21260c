// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/boundedqueue.h"

namespace vigie::rpc {

/// One thread that runs what gRPC's few threads must not wait for. Tasks run in order; a full queue
/// refuses. Destroying it runs what is queued, then ends.
class Worker {
public:
    Worker(std::string name, std::size_t capacity);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    [[nodiscard]] bool post(std::function<void()> task);

private:
    std::mutex m_posting; // held while a task is posted: who posts last may be overtaken by the end
    base::BoundedQueue<std::function<void()>> m_tasks;
    std::jthread m_thread;
};

} // namespace vigie::rpc
