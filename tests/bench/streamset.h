// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/unit/media/encodedunits.h"

namespace vigie::bench {

/// One pre-encoded stream: 320x180 at 25 fps, about 300 kbit/s, a key picture each second.
using Stream = std::vector<testing::EncodedUnit>;

/// Reads a stream written by writeStream(); empty when there is none or it is cut.
inline Stream readStream(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    Stream stream;
    std::uint32_t size = 0;
    std::uint8_t isKey = 0;
    while (in.read(reinterpret_cast<char*>(&size), sizeof size)) {
        testing::EncodedUnit unit;
        in.read(reinterpret_cast<char*>(&isKey), sizeof isKey);
        in.read(reinterpret_cast<char*>(&unit.pts), sizeof unit.pts);
        unit.isKey = isKey != 0;
        unit.data.resize(size < (1U << 24) ? size : 0);
        if (!in.read(unit.data.data(), static_cast<std::streamsize>(unit.data.size()))) {
            return {};
        }
        stream.push_back(std::move(unit));
    }
    return stream;
}

/// Host byte order: the files are a cache beside the bench, not for exchange.
inline void writeStream(const std::filesystem::path& file, const Stream& stream) {
    const auto partial = file.string() + ".part";
    {
        std::ofstream out(partial, std::ios::binary);
        for (const auto& unit : stream) {
            const auto size = static_cast<std::uint32_t>(unit.data.size());
            const std::uint8_t isKey = unit.isKey ? 1 : 0;
            out.write(reinterpret_cast<const char*>(&size), sizeof size);
            out.write(reinterpret_cast<const char*>(&isKey), sizeof isKey);
            out.write(reinterpret_cast<const char*>(&unit.pts), sizeof unit.pts);
            out.write(unit.data.data(), static_cast<std::streamsize>(unit.data.size()));
        }
    }
    std::filesystem::rename(partial, file);
}

/// `count` distinct moving streams of `seconds` each, cached as files in `folder`. Streams begin
/// with a key picture and may be looped. Empty when GStreamer lacks an element.
inline std::vector<Stream> makeStreamSet(const std::filesystem::path& folder, int count,
                                         int seconds = 10) {
    std::filesystem::create_directories(folder);
    std::vector<Stream> set;
    for (int i = 0; i < count; ++i) {
        const auto file = folder / ("stream-" + std::to_string(seconds) + "s-" + std::to_string(i));
        auto stream = readStream(file);
        if (stream.size() != static_cast<std::size_t>(seconds) * 25) {
            // A moving zone plate fills the bit rate at any parameters; each has its own.
            const auto source = "pattern=zone-plate kx2=" + std::to_string(3 + i % 9) +
                                " ky2=" + std::to_string(3 + i % 7) +
                                " kt=" + std::to_string(4 + i % 5) +
                                " kxt=" + std::to_string(i % 3) + " k0=" + std::to_string(i);
            stream = testing::encodeH264(seconds * 25, source);
            if (stream.empty()) {
                return {};
            }
            writeStream(file, stream);
        }
        set.push_back(std::move(stream));
    }
    return set;
}

/// The whole set's mean bit rate per stream.
inline double meanBitsPerSecond(const std::vector<Stream>& set) {
    double bits = 0;
    double seconds = 0;
    for (const auto& stream : set) {
        for (const auto& unit : stream) {
            bits += static_cast<double>(unit.data.size()) * 8;
        }
        seconds += static_cast<double>(stream.size()) / 25;
    }
    return seconds > 0 ? bits / seconds : 0;
}

} // namespace vigie::bench
