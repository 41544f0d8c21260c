// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/soundplayer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/media/soundbuffer.h"
#include "core/media/sounddecoder.h"

namespace vigie::media {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Two seconds of the shortest frames in use.
constexpr std::size_t mostUnits = 96;
constexpr auto piece = 10ms;
constexpr std::size_t pieceFrames = soundOutputRate / 100;
/// Nothing played for so long is quiet.
constexpr auto quietAfter = 1s;
/// Without a device the audio libraries complain at each try.
constexpr auto firstRetry = 5s;
constexpr auto lastRetry = 60s;

class ThreadedPlayer final : public SoundPlayer {
public:
    explicit ThreadedPlayer(std::unique_ptr<SoundOutput> output)
        : m_decoder([this](std::span<const float> samples) { m_buffer.append(samples); }),
          m_output(std::move(output)),
          m_thread(
              base::startThread("listen", [this](const std::stop_token& stop) { run(stop); })) {}
    ~ThreadedPlayer() override {
        setListener({});
        m_thread.request_stop();
        m_wake.notify_all();
        m_thread.join();
    }
    ThreadedPlayer(const ThreadedPlayer&) = delete;
    ThreadedPlayer& operator=(const ThreadedPlayer&) = delete;

    void begin() override { restart(true); }
    void stop() override { restart(false); }

    void push(model::SoundUnitPtr unit) override {
        const std::lock_guard lock(m_mutex);
        if (!m_isBegun) {
            return;
        }
        if (m_units.size() >= mostUnits) {
            m_units.pop_front();
            ++m_figures.unitsDropped;
        }
        m_units.push_back(std::move(unit));
        m_wake.notify_one();
    }
    void setVolume(int percent) override {
        const std::lock_guard lock(m_mutex);
        m_volume = percent;
    }
    void setMuted(bool isMuted) override {
        const std::lock_guard lock(m_mutex);
        m_isMuted = isMuted;
    }
    [[nodiscard]] Status status() const override {
        const std::lock_guard lock(m_mutex);
        return m_status;
    }
    [[nodiscard]] Figures figures() const override {
        const std::lock_guard lock(m_mutex);
        return m_figures;
    }
    void setListener(std::function<void()> changed) override {
        const std::lock_guard lock(m_listenerMutex);
        m_listener = std::move(changed);
    }

private:
    /// What one turn of the thread works with.
    struct Turn {
        bool isNew = false;
        bool isBegun = false;
        std::deque<model::SoundUnitPtr> units;
        float gain = 0;
    };

    void restart(bool isBegun) {
        const std::lock_guard lock(m_mutex);
        m_isBegun = isBegun;
        m_isNew = true;
        m_units.clear();
        m_wake.notify_one();
    }

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            Turn turn = nextTurn(stop);
            if (turn.isNew) {
                m_decoder.reset();
                m_buffer.clear();
                m_playedUntil = {};
                if (!turn.isBegun) {
                    m_output->close();
                    m_isOpen = false;
                }
            }
            for (const auto& unit : turn.units) {
                m_decoder.decode(unit);
            }
            if (turn.isBegun) {
                play(turn.gain);
            }
            publish(turn);
        }
        m_output->close();
    }

    [[nodiscard]] Turn nextTurn(const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        const auto isDue = [this] { return m_isNew || !m_units.empty(); };
        m_wake.wait_for(lock, stop, m_isBegun ? piece : 1s, isDue);
        return {std::exchange(m_isNew, false), m_isBegun, std::exchange(m_units, {}),
                m_isMuted ? 0.0f : static_cast<float>(soundGain(m_volume))};
    }

    void play(float gain) {
        const auto now = Clock::now();
        if (!m_isOpen && m_buffer.frames() > 0 && now >= m_retryAt) {
            openOutput(now);
        }
        if (!m_isOpen) {
            m_buffer.clear(); // by the time that a device is there it is old
            return;
        }
        std::array<float, pieceFrames * soundOutputChannels> samples{};
        while (m_output->room() >= pieceFrames && m_buffer.take(samples)) {
            applyGain(samples, gain);
            m_output->write(samples);
            m_playedUntil = std::max(m_playedUntil, now) + piece;
            m_backoff = firstRetry;
        }
        if (m_buffer.isPrimed() && now >= m_playedUntil) {
            m_buffer.ranOut(); // as far as the clock can tell what the device still has
        }
        if (std::string trouble = m_output->trouble(); !trouble.empty()) {
            failOutput(std::move(trouble), now);
        }
    }

    void openOutput(Clock::time_point now) {
        if (std::string failure = m_output->open(); !failure.empty()) {
            failOutput(std::move(failure), now);
            return;
        }
        m_isOpen = true;
        m_outputTrouble.clear();
    }

    void failOutput(std::string why, Clock::time_point now) {
        m_output->close();
        m_isOpen = false;
        m_retryAt = now + m_backoff;
        m_backoff = std::min<Clock::duration>(m_backoff * 2, lastRetry);
        if (why != m_outputTrouble) {
            base::logger("listen")->warn("The audio device does not play: {}", why);
        }
        m_outputTrouble = std::move(why);
    }

    /// From the gain before to this one over the piece: a step would click.
    void applyGain(std::span<float> samples, float gain) {
        const float step = (gain - m_gain) / static_cast<float>(pieceFrames);
        for (std::size_t frame = 0; frame < pieceFrames; ++frame) {
            m_gain += step;
            samples[frame * 2] *= m_gain;
            samples[frame * 2 + 1] *= m_gain;
        }
        m_gain = gain;
    }

    void publish(const Turn& turn) {
        Status next;
        if (turn.isBegun && !m_outputTrouble.empty()) {
            next = {State::NoDevice, m_outputTrouble};
        } else if (turn.isBegun && !m_decoder.trouble().empty()) {
            next = {State::NoDecoder, m_decoder.trouble()};
        } else if (turn.isBegun && Clock::now() < m_playedUntil + quietAfter) {
            next.state = State::Playing;
        }
        bool isChanged = false;
        {
            const std::lock_guard lock(m_mutex);
            m_figures.unitsDecoded += turn.units.size();
            m_figures.secondsDropped =
                static_cast<double>(m_buffer.framesDropped()) / soundOutputRate;
            m_figures.shortages = m_buffer.shortages();
            isChanged = next != m_status && !m_isNew;
            if (isChanged) {
                m_status = next;
            }
        }
        if (isChanged) {
            const std::lock_guard lock(m_listenerMutex);
            if (m_listener) {
                m_listener();
            }
        }
    }

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<model::SoundUnitPtr> m_units; // guarded by m_mutex, as all of this block
    bool m_isBegun = false;
    bool m_isNew = false;
    int m_volume = 100;
    bool m_isMuted = false;
    Status m_status;
    Figures m_figures;

    std::mutex m_listenerMutex; // held while the listener runs
    std::function<void()> m_listener;

    // The thread's own.
    SoundBuffer m_buffer;
    SoundDecoder m_decoder;
    std::unique_ptr<SoundOutput> m_output;
    bool m_isOpen = false;
    std::string m_outputTrouble;
    Clock::time_point m_retryAt{};
    Clock::duration m_backoff = firstRetry;
    Clock::time_point m_playedUntil{};
    float m_gain = 0;

    std::jthread m_thread; // last: it uses the others
};

} // namespace

double soundGain(int percent) {
    const double part = std::clamp(percent, 0, 100) / 100.0;
    return part * part * part;
}

std::unique_ptr<SoundPlayer> makeSoundPlayer(std::unique_ptr<SoundOutput> output) {
    return std::make_unique<ThreadedPlayer>(std::move(output));
}

} // namespace vigie::media
