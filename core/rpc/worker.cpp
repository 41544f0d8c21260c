// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/worker.h"

#include <chrono>
#include <utility>

#include "core/base/thread.h"

namespace vigie::rpc {

Worker::Worker(std::string name, std::size_t capacity)
    : m_tasks(capacity), m_thread(base::startThread(std::move(name), [this](std::stop_token) {
          for (;;) {
              if (auto task = m_tasks.pop(std::chrono::hours(1))) {
                  (*task)();
              } else if (m_tasks.isClosed()) {
                  return;
              }
          }
      })) {}

Worker::~Worker() {
    const std::lock_guard lock(m_posting);
    m_tasks.close();
}

bool Worker::post(std::function<void()> task) {
    const std::lock_guard lock(m_posting);
    return m_tasks.tryPush(std::move(task));
}

} // namespace vigie::rpc
