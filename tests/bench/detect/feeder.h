// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/transport/sender.h"
#include "core/transport/tsplayback.h"
#include "tests/bench/detect/schedule.h"

namespace vigie::detect {

enum class Carrier : std::uint8_t { Udp, Rtp, Srt };

/// A fault that was sent, and the moment of its first packet (or of the first one withheld).
struct Injection {
    Fault fault = Fault::Loss;
    Clock::time_point at;
};

/// Sends one clip over one socket, looped, each datagram when it is due, and does to it what the
/// schedule says. Owns one thread.
class Feeder {
public:
    struct Plan {
        std::string name;
        Carrier carrier = Carrier::Udp;
        std::uint16_t port = 0;
        std::filesystem::path clip;
        Times times{};
        int passes = 1;
        unsigned seed = 0;
    };
    [[nodiscard]] static base::Result<std::unique_ptr<Feeder>> make(Plan plan);
    ~Feeder();
    Feeder(const Feeder&) = delete;
    Feeder& operator=(const Feeder&) = delete;

    void start();
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] std::vector<Injection> injections() const;
    /// How late datagrams left, the worst: what the sender itself adds.
    [[nodiscard]] std::chrono::nanoseconds worstDelay() const;

private:
    Feeder(Plan plan, transport::TsPlayback playback);

    void run(const std::stop_token& stop);
    void beginPass(double nowS);
    void take(transport::TsPacket packet);
    void flush();
    void sendDatagram(std::span<const std::byte> packets);
    void note(Fault fault);
    [[nodiscard]] bool isDuring(Fault fault) const;

    const Plan m_plan;
    transport::TsPlayback m_playback;
    int m_socket = -1;
    std::unique_ptr<transport::Sender> m_srt;

    // The feeder's thread.
    std::mt19937 m_random;
    std::vector<std::byte> m_pending;
    bool m_hasData = false;
    std::uint16_t m_sequence = 0;
    std::uint32_t m_timestamp = 0;
    double m_streamS = 0;
    double m_passBeginS = 0;
    std::uint64_t m_pass = 0;
    /// Of this pass.
    Times m_times{};
    std::array<bool, faultCount> m_isNoted{};
    int m_pictures = 0;
    /// Begun in the datagram being filled.
    std::vector<Fault> m_due;
    std::optional<std::uint64_t> m_firstAudioPts;

    mutable std::mutex m_mutex;
    std::vector<Injection> m_injections; // guarded by m_mutex, as all below
    bool m_isDone = false;
    std::chrono::nanoseconds m_worstDelay{0};
    std::jthread m_thread;
};

} // namespace vigie::detect
