// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/player.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/record/recording.h"
#include "core/replay/playednode.h"

namespace vigie::replay {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr double slowest = 0.01;
constexpr double fastest = 1000;
/// Pictures are read so much of the recording ahead.
constexpr auto pictureWindow = 10s;
/// So many wait at most; what is beyond is not shown.
constexpr std::size_t mostPictures = 2000;

std::uint64_t freshRun() {
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

class RecordingPlayer final : public Player {
public:
    RecordingPlayer(PlayerOptions options, std::unique_ptr<record::Recording> recording)
        : m_options(std::move(options)), m_recording(std::move(recording)),
          m_from(m_options.from.value_or(m_recording->info().from)),
          m_to(m_options.to.value_or(m_recording->info().to)) {
        m_time.run = freshRun();
        // Before its first moment: what is in force there, and nothing of it.
        for (auto at : {m_from - 1ns, m_to}) {
            for (const record::NodeMoment& moment : m_recording->momentAt(at, {"none"})) {
                if (moment.description && !m_byEndpoint.contains(moment.endpoint)) {
                    m_nodes.push_back(std::make_unique<PlayedNode>(*moment.description, m_time));
                    m_byEndpoint[moment.endpoint] = m_nodes.back().get();
                }
            }
        }
    }
    ~RecordingPlayer() override { stop(); }

    std::vector<fleet::Provider*> nodes() override {
        std::vector<fleet::Provider*> all;
        for (const auto& node : m_nodes) {
            all.push_back(node.get());
        }
        return all;
    }
    void start() override {
        const std::lock_guard lock(m_life);
        if (!m_thread.joinable() && !m_isStopped) {
            m_thread =
                base::startThread("player", [this](const std::stop_token& stop) { run(stop); });
        }
    }
    [[nodiscard]] bool isAtEnd() const override { return m_isAtEnd; }
    void stop() override {
        const std::lock_guard lock(m_life);
        m_isStopped = true;
        {
            const std::lock_guard waking(m_mutex);
            m_thread.request_stop();
        }
        m_wake.notify_all();
        if (m_thread.joinable()) {
            m_thread.join();
        }
        for (const auto& node : m_nodes) {
            node->end("The recording is no longer played.");
        }
    }

private:
    // All on the player's thread.
    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            playOnce(stop);
            if (!m_options.isLooped || stop.stop_requested()) {
                break;
            }
            m_time.run = freshRun();
            m_time.mono += (m_to - m_from) + 1s;
        }
        m_isAtEnd = !stop.stop_requested();
    }

    void playOnce(const std::stop_token& stop) {
        m_began = Steady::now();
        if (m_options.isNow) {
            // To whole seconds, and it begins when its first moment has come.
            const base::Utc now = base::SystemClock::instance().now().utc;
            m_time.utc = std::chrono::ceil<std::chrono::seconds>(now - m_from);
            m_began += std::chrono::duration_cast<Steady::duration>(m_from + m_time.utc - now);
        }
        m_at = m_from;
        m_pictures.clear();
        m_picturesTo = m_from;
        const auto moments = m_recording->momentAt(m_from - 1ns, {});
        for (const auto& [endpoint, node] : m_byEndpoint) {
            const auto moment =
                std::find_if(moments.begin(), moments.end(),
                             [&name = endpoint](const auto& m) { return m.endpoint == name; });
            node->begin(m_time, moment == moments.end() ? nullptr : &*moment);
        }
        const auto items = m_recording->itemsFrom(m_recording->orderAt(m_from));
        while (const auto item = items->next()) {
            const auto* input = std::get_if<fleet::Input>(&item->what);
            if (input == nullptr) {
                continue;
            }
            if (input->received.utc > m_to || !playUpTo(input->received.utc, stop)) {
                break;
            }
            play(*input);
        }
        playUpTo(m_to, stop);
        for (const record::Damage& damage : items->damages()) {
            base::logger("player")->warn("Left out: {}", damage.what);
        }
    }

    /// Waits for a moment of the recording, and shows the pictures up to it. False: to be ended.
    bool playUpTo(base::Utc at, const std::stop_token& stop) {
        while (true) {
            readPictures(at);
            const bool hasPicture = !m_pictures.empty() && m_pictures.front().received <= at;
            if (!waitFor(hasPicture ? m_pictures.front().received : at, stop)) {
                return false;
            }
            if (!hasPicture) {
                return true;
            }
            show(m_pictures.front());
            m_pictures.pop_front();
        }
    }

    void readPictures(base::Utc at) {
        while (m_pictures.empty() && m_picturesTo <= at && m_picturesTo <= m_to) {
            const base::Utc to = std::min(m_picturesTo + pictureWindow, m_to + 1ns);
            m_recording->pictures(m_picturesTo, to - 1ns, [this](const record::Picture& picture) {
                m_pictures.push_back(picture);
                return m_pictures.size() < mostPictures;
            });
            m_picturesTo = to;
        }
    }

    bool waitFor(base::Utc at, const std::stop_token& stop) {
        m_at = std::max(m_at, at); // the desk's clock may have been set back
        const auto played = std::chrono::duration<double>(m_at - m_from) / m_options.speed;
        const auto due = m_began + std::chrono::duration_cast<Steady::duration>(played);
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, due, [&stop] { return stop.stop_requested(); });
        return !stop.stop_requested();
    }

    void play(const fleet::Input& input) {
        const auto found = m_byEndpoint.find(input.endpoint);
        if (found == m_byEndpoint.end()) {
            return; // it never said who it is
        }
        PlayedNode& node = *found->second;
        if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&input.what)) {
            node.describe(**description);
        } else if (const auto* tick = std::get_if<model::TickPtr>(&input.what)) {
            node.tick(**tick);
        } else if (const auto* event = std::get_if<model::EventPtr>(&input.what)) {
            node.event(**event);
        } // contact: who gives no ticks loses it by itself
    }

    void show(const record::Picture& picture) {
        for (const auto& node : m_nodes) {
            if (node->describe()->id == picture.path.nodeId) {
                node->picture(picture.path.pathId, *picture.unit);
            }
        }
    }

    const PlayerOptions m_options;
    const std::unique_ptr<record::Recording> m_recording; // the player's thread once it runs
    const base::Utc m_from;
    const base::Utc m_to;
    std::vector<std::unique_ptr<PlayedNode>> m_nodes; // not changed any more
    std::map<std::string, PlayedNode*> m_byEndpoint;  // not changed any more

    // Only on the player's thread, and before it runs:
    PlayedTime m_time;
    Steady::time_point m_began;
    base::Utc m_at{};
    std::deque<record::Picture> m_pictures;
    base::Utc m_picturesTo{};

    std::atomic<bool> m_isAtEnd{false};
    std::mutex m_life; // guards the thread's start and end
    bool m_isStopped = false;
    std::mutex m_mutex; // only to wait with
    std::condition_variable m_wake;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace

base::Result<std::unique_ptr<Player>> Player::open(PlayerOptions options) {
    if (!(options.speed >= slowest && options.speed <= fastest)) {
        return base::failure(
            fmt::format("A recording plays at {} to {} times its own pace.", slowest, fastest));
    }
    auto recording = record::Recording::open(options.file);
    if (!recording) {
        return tl::unexpected(std::move(recording.error()));
    }
    const record::RecordingInfo& info = (*recording)->info();
    const base::Utc from = options.from.value_or(info.from);
    const base::Utc to = options.to.value_or(info.to);
    if (to <= from || to < info.from || from > info.to) {
        return base::failure(fmt::format("Nothing of that time is in it: it reaches from {} to {}.",
                                         base::toIso8601(info.from), base::toIso8601(info.to)));
    }
    auto player = std::make_unique<RecordingPlayer>(std::move(options), std::move(*recording));
    if (player->nodes().empty()) {
        return base::failure("There is no node in this recording.");
    }
    return player;
}

} // namespace vigie::replay
