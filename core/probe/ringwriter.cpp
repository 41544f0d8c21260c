// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/ringwriter.h"

#include <system_error>
#include <utility>

#include "core/base/thread.h"

namespace vigie::probe {
namespace {

constexpr std::chrono::milliseconds interval{100};

} // namespace

RingWriter::~RingWriter() {
    stop();
}

void RingWriter::add(std::shared_ptr<CaptureRing> ring) {
    ring->setWake([this] {
        {
            const std::lock_guard lock(m_mutex);
            m_isWoken = true;
        }
        m_changed.notify_one();
    });
    m_rings.push_back(std::move(ring));
}

void RingWriter::start() {
    m_thread =
        base::startThread("capture-ring", [this](const std::stop_token& stop) { run(stop); });
}

void RingWriter::stop() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

void RingWriter::sweep() const {
    // Of inputs too that are no longer configured.
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_ringsFolder, error)) {
        if (entry.is_directory(error) && !entry.is_symlink(error)) {
            removeRingSegments(entry.path());
        }
    }
}

void RingWriter::run(const std::stop_token& stop) {
    bool isSwept = false;
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, stop, interval, [this] { return m_isWoken; });
            m_isWoken = false;
        }
        const auto now = [] { return base::SystemClock::instance().now(); };
        const std::string why = m_folder.take(now().mono);
        if (why.empty() && !isSwept) {
            sweep();
            isSwept = true;
        }
        for (const auto& ring : m_rings) {
            if (stop.stop_requested()) {
                return;
            }
            if (why.empty()) {
                ring->flush(now());
            } else {
                ring->refuse(why, now());
            }
        }
    }
}

} // namespace vigie::probe
