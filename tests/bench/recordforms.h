// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <zstd.h>

#include "core/record/slab.h"
#include "tests/bench/recordfleet.h"

/// What bench_record compares a recording with.
namespace vigie::bench {

/// A file of the bench; removed with it.
class OutFile {
public:
    explicit OutFile(const std::filesystem::path& path)
        : m_path(path), m_fd(::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600)) {
        if (m_fd < 0) {
            std::perror(path.c_str());
            std::exit(1);
        }
    }
    ~OutFile() {
        ::close(m_fd);
        std::filesystem::remove(m_path);
    }
    OutFile(const OutFile&) = delete;
    OutFile& operator=(const OutFile&) = delete;

    void write(std::string_view bytes) {
        m_bytes += bytes.size();
        while (!bytes.empty()) {
            const ssize_t done = ::write(m_fd, bytes.data(), bytes.size());
            if (done < 0) {
                std::perror(m_path.c_str());
                std::exit(1);
            }
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
    }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    std::filesystem::path m_path;
    int m_fd;
    std::uint64_t m_bytes = 0;
};

/// A minute of one node.
using Minute = std::vector<record::StoredTick>;

inline float plainOf(const model::Column& column, std::size_t row) {
    const double step = fleetMetrics()[column.metric].step;
    return column.isPresent(row)
               ? static_cast<float>(static_cast<double>(column.values[row]) * step)
               : std::nanf("");
}

/// The floor: every sample as a float, tick by tick, written 256 KiB at a time.
inline constexpr std::size_t bufferFloats = 65'536;
inline void writePlain(const Minute& minute, OutFile& out) {
    std::vector<float> floats;
    floats.reserve(bufferFloats + 65'536);
    const auto flush = [&] {
        out.write({reinterpret_cast<const char*>(floats.data()), floats.size() * sizeof(float)});
        floats.clear();
    };
    for (const auto& stored : minute) {
        for (const model::Block& block : stored.tick->blocks) {
            for (const model::Column& column : block.columns) {
                for (std::size_t row = 0; row < block.count; ++row) {
                    floats.push_back(plainOf(column, row));
                }
                if (floats.size() >= bufferFloats) {
                    flush();
                }
            }
        }
    }
    flush();
}

/// As MCAP has it: a message per path and tick with its head, a protobuf of packed floats; chunks.
class McapLike {
public:
    explicit McapLike(OutFile& out) : m_out(out), m_context(ZSTD_createCCtx(), ZSTD_freeCCtx) {}

    void add(const Minute& minute) {
        for (const auto& stored : minute) {
            for (const model::Block& block : stored.tick->blocks) {
                for (std::uint32_t row = 0; row < block.count; ++row) {
                    addMessage(*stored.tick, block, row);
                }
            }
        }
    }
    void flush() {
        m_packed.resize(ZSTD_compressBound(m_chunk.size()));
        const std::size_t size = ZSTD_compressCCtx(
            m_context.get(), m_packed.data(), m_packed.size(), m_chunk.data(), m_chunk.size(), 1);
        m_out.write(std::string_view(m_packed).substr(0, size));
        m_chunk.clear();
    }

private:
    template <typename T> void put(T value) {
        m_chunk.append(reinterpret_cast<const char*>(&value), sizeof(T));
    }
    void addMessage(const model::Tick& tick, const model::Block& block, std::uint32_t row) {
        const std::size_t floats = block.columns.size() * sizeof(float);
        put(std::uint8_t{5});
        put(std::uint64_t{22 + 2 + floats});
        put(static_cast<std::uint16_t>(row));
        put(static_cast<std::uint32_t>(tick.sequence));
        put(base::toNs(tick.utc));
        put(base::toNs(tick.utc));
        put(std::uint8_t{0x0a});
        put(static_cast<std::uint8_t>(floats));
        for (const model::Column& column : block.columns) {
            put(plainOf(column, row));
        }
        if (m_chunk.size() >= 1U << 20U) {
            flush();
        }
    }

    OutFile& m_out;
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> m_context;
    std::string m_chunk;
    std::string m_packed;
};

/// Bits that a sample of a series takes if symbols are independent.
class Entropy {
public:
    void add(const std::vector<std::int64_t>& series) {
        std::vector<std::int64_t> steps = series;
        double least = bits(steps);
        for (int order = 0; order < 2; ++order) {
            for (std::size_t i = steps.size() - 1; i > 0; --i) {
                steps[i] -= steps[i - 1];
            }
            steps.erase(steps.begin());
            least = std::min(least, bits(steps));
        }
        m_bits += least * static_cast<double>(series.size());
        m_samples += static_cast<double>(series.size());
    }
    [[nodiscard]] double bytesPerSample() const { return m_bits / 8 / m_samples; }

private:
    /// Of wide noise a few hundred samples show no value twice: there the lower bits are taken as
    /// what they are, and the distribution is that of the upper ones, of at most 64 steps.
    static double bits(const std::vector<std::int64_t>& series) {
        const auto [low, high] = std::minmax_element(series.begin(), series.end());
        const auto range = static_cast<std::uint64_t>(*high - *low);
        int shift = std::max(0, static_cast<int>(std::bit_width(range)) - 6);
        std::unordered_map<std::int64_t, int> values;
        std::unordered_map<std::int64_t, int> counts;
        for (const std::int64_t value : series) {
            ++values[value];
            ++counts[(value - *low) >> shift];
        }
        // Few values, far apart, are no noise.
        if (values.size() * 2 < series.size()) {
            shift = 0;
            counts = values;
        }
        double sum = shift;
        for (const auto& [value, count] : counts) {
            const double share = count / static_cast<double>(series.size());
            sum -= share * std::log2(share);
        }
        return sum;
    }
    double m_bits = 0;
    double m_samples = 0;
};

} // namespace vigie::bench
