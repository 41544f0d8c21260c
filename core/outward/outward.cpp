// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/outward.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/boundedqueue.h"
#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/outward/outbox.h"
#include "core/outward/worker.h"

namespace vigie::outward {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto writePause = 1000ms;
/// Notices of one transaction.
constexpr std::size_t mostAtOnce = 1000;

class Impl final : public Outward {
public:
    Impl(Options options, std::unique_ptr<Outbox> outbox)
        : m_options(std::move(options)), m_outbox(std::move(outbox)), m_open(m_outbox->told()),
          m_posted(m_options.mostWaiting) {}
    ~Impl() override { halt(); }

    base::Result<void> begin() {
        const auto started = steady_clock::now();
        for (const Target& target : m_options.targets) {
            m_workers.push_back(
                std::make_unique<Worker>(target, *m_outbox, m_options.pace, started));
            if (auto done = m_workers.back()->start(); !done) {
                return done;
            }
        }
        m_writer = base::startThread("outward", [this](const std::stop_token& stop) { run(stop); });
        return {};
    }

    [[nodiscard]] std::vector<Notice> open() const override { return m_open; }

    bool post(Notice notice) override {
        if (m_workers.empty()) {
            return true; // nobody wants to hear it
        }
        const bool isEnd = notice.what == Notice::What::Ended;
        if (!m_posted.tryPush(std::move(notice))) {
            if (!m_hasSaidFull.exchange(true)) {
                base::logger("outward")->error(
                    "{} notices wait to be written: new ones are dropped", m_options.mostWaiting);
            }
            for (const auto& worker : m_workers) {
                worker->countDropped(1);
            }
            return false;
        }
        return isEnd || !m_isFull;
    }

    void test(const std::string& target, std::function<void(base::Result<void>)> done) override {
        const auto found = std::find_if(m_workers.begin(), m_workers.end(),
                                        [&](const auto& item) { return item->name() == target; });
        if (found == m_workers.end()) {
            done(base::failure("there is no target '" + target + "'"));
            return;
        }
        (*found)->test(std::move(done));
    }

    [[nodiscard]] std::vector<TargetStatus> status() const override {
        std::vector<TargetStatus> all;
        all.reserve(m_workers.size());
        for (const auto& worker : m_workers) {
            all.push_back(worker->status());
        }
        return all;
    }

    void stop() override { halt(); }

private:
    void halt() {
        m_posted.close();
        if (m_writer.joinable()) {
            m_writer.request_stop();
            m_writer.join();
        }
        for (const auto& worker : m_workers) {
            worker->requestStop();
        }
        for (const auto& worker : m_workers) {
            worker->join();
        }
    }

    void run(const std::stop_token& stop) {
        std::deque<Notice> left;
        while (!stop.stop_requested()) {
            if (left.empty()) {
                left = m_posted.drain(writePause);
                m_hasSaidFull = false;
            }
            write(left);
            if (!left.empty()) {
                pause(stop);
            }
        }
        for (Notice& notice : m_posted.drain(0ms)) {
            left.push_back(std::move(notice));
        }
        write(left);
        if (!left.empty()) {
            base::logger("outward")->error("{} notices could not be written and are lost",
                                           left.size());
        }
    }

    /// Takes from the front what is on disk.
    void write(std::deque<Notice>& left) {
        while (!left.empty()) {
            const auto count = std::min(left.size(), mostAtOnce);
            const std::vector<Notice> batch(left.begin(),
                                            left.begin() + static_cast<std::ptrdiff_t>(count));
            std::set<std::string> full;
            for (const auto& worker : m_workers) {
                if (m_outbox->waiting(worker->name()) + count > m_options.mostWaiting) {
                    full.insert(worker->name());
                }
            }
            std::map<std::string, std::uint64_t> dropped;
            const auto added = m_outbox->append(batch, full, dropped);
            setTrouble(added ? std::string()
                             : "the outbox cannot be written: " + added.error().message);
            if (!added) {
                return;
            }
            left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(count));
            m_isFull = !full.empty();
            for (const auto& worker : m_workers) {
                if (added->rows.contains(worker->name())) {
                    worker->notify();
                }
                if (const auto lost = dropped.find(worker->name()); lost != dropped.end()) {
                    worker->countDropped(lost->second);
                    base::logger("outward")->error("{} notices for {} are dropped: too many wait",
                                                   lost->second, worker->name());
                }
            }
        }
    }

    void setTrouble(const std::string& trouble) {
        if (trouble == m_trouble) {
            return;
        }
        if (trouble.empty()) {
            base::logger("outward")->info("the outbox can be written again");
        } else {
            base::logger("outward")->error("{}", trouble);
        }
        m_trouble = trouble;
        for (const auto& worker : m_workers) {
            worker->setOutboxTrouble(trouble);
        }
    }

    void pause(const std::stop_token& stop) {
        std::unique_lock lock(m_pauseMutex);
        m_never.wait_for(lock, stop, writePause, [] { return false; });
    }

    const Options m_options;
    const std::unique_ptr<Outbox> m_outbox;
    const std::vector<Notice> m_open;
    base::BoundedQueue<Notice> m_posted;
    std::vector<std::unique_ptr<Worker>> m_workers; // fixed after begin()
    std::atomic<bool> m_isFull{false};
    std::atomic<bool> m_hasSaidFull{false};
    std::string m_trouble; // the writer's
    std::mutex m_pauseMutex;
    std::condition_variable_any m_never;
    std::jthread m_writer;
};

} // namespace

base::Result<std::unique_ptr<Outward>> Outward::start(Options options) {
    std::set<std::string> names;
    for (const Target& target : options.targets) {
        if (target.name.empty() || !names.insert(target.name).second) {
            return base::failure("each target needs a name of its own");
        }
    }
    auto opened = Outbox::open(options.file, options.targets);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    if (!opened->remark.empty()) {
        base::logger("outward")->warn("{}", opened->remark);
    }
    auto made = std::make_unique<Impl>(std::move(options), std::move(opened->outbox));
    if (const auto begun = made->begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    return made;
}

} // namespace vigie::outward
