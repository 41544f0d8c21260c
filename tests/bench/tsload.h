// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace vigie::bench {

/// A typical HD service as a transport stream of constant rate: H.264 video in PES packets of one
/// picture (IDR each second, 25 pictures a second), MPEG audio of 192 kbit/s, PCR on the video PID
/// every 36 ms or less, PAT and PMT every 100 ms, NIT, SDT, EIT p/f and TDT at DVB's pace, the rest
/// null packets. Clean by every check, and laid out so that the decoder model's buffers hold.
struct TsLoad {
    std::vector<std::uint8_t> bytes;
    double seconds = 0;
    double bitrate = 0;
};

/// At least `size` bytes of it. Deterministic.
[[nodiscard]] TsLoad makeTsLoad(std::size_t size, double bitrate = 10e6);

} // namespace vigie::bench
