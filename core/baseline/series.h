// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/baseline/baselines.h"
#include "core/baseline/level.h"
#include "core/baseline/robust.h"

namespace vigie::baseline {

/// Options as counts, made once for all series; each is brought into a range that makes sense.
struct Measures {
    explicit Measures(const BaselineOptions& options);
    /// Seconds. A sixtieth of learnEvery is the least of sampleEvery.
    std::int64_t learnEvery;
    std::int64_t sampleEvery;
    std::int64_t slopeEvery;
    std::int64_t slopeOver;
    /// Blocks are medians of learnEvery.
    std::uint32_t bins;
    std::uint32_t blocksPerBin;
    std::uint32_t warmBlocks;
    std::uint32_t acceptBlocks;
    /// How many blocks a level stands for at most: the last hour, and a bin over all days.
    double recentWeight;
    double binWeight;
    /// A series without samples for so long is not saved.
    std::int64_t forgetAfterNs;
    /// How many samples and points are kept at most.
    std::size_t windowSize;
    std::size_t slopeSize;

    [[nodiscard]] std::uint32_t binOf(std::int64_t second) const;
};

/// From so many days on a bin's own spread holds alone; more are not counted.
inline constexpr std::uint16_t mostDays = 3;

/// What a series has learned: what is saved.
struct Learned {
    /// Of the days before, and how many of them had seen enough of this bin.
    struct Bin {
        Level level;
        std::uint16_t days = 0;
        bool operator==(const Bin&) const = default;
    };
    /// Blocks in a row, up to a quarter of others, that departed to one side.
    struct Run {
        /// -1, 0 or 1.
        int side = 0;
        std::uint32_t blocks = 0;
        std::uint32_t others = 0;
        /// Their mean distance from the usual; of the last hour.
        double distance = 0;
        /// Where the last hour's level was when it began.
        double from = 0;
        bool operator==(const Run&) const = default;
    };
    /// Of about the last hour.
    Level recent;
    /// Empty before the first block.
    std::vector<Bin> bins;
    /// The bin being seen, and how many blocks of it on this day.
    std::uint32_t bin = 0;
    std::uint32_t binBlocks = 0;
    Run run;
    /// By how much the usual was moved last because it stayed away; 0: not.
    double moved = 0;
    /// -1, 0 or 1: to which side it is away now, since when (UTC).
    int awaySide = 0;
    std::int64_t awaySinceNs = 0;
    std::uint64_t samples = 0;
    std::int64_t lastNs = 0;
    bool operator==(const Learned&) const = default;
};

/// One figure of one subject. Bounded: about 1.7 kB with the default options.
class Series {
public:
    Series(std::string key, double leastSpread);

    void observe(const Measures& measures, double value, base::Utc at);
    void interrupt();
    [[nodiscard]] Usual usual(const Measures& measures, base::Utc at) const;
    [[nodiscard]] Forecast forecast(const Measures& measures, double target, base::Utc at) const;

    [[nodiscard]] const std::string& key() const { return m_key; }
    [[nodiscard]] double leastSpread() const { return m_leastSpread; }
    void setLeastSpread(double leastSpread);
    [[nodiscard]] const Learned& learned() const { return m_learned; }
    /// Begins with what was learned before; the windows are empty.
    void restore(Learned learned);
    /// Bytes in use, with the allocations.
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Sample {
        /// UTC, seconds.
        std::uint32_t second = 0;
        float value = 0;
    };
    /// The newest samples or medians; a ring once it is full.
    class Window {
    public:
        void push(Sample sample, std::size_t most);
        void clear();
        /// `back` 0: the newest.
        [[nodiscard]] const Sample& at(std::size_t back) const;
        [[nodiscard]] std::size_t size() const { return m_samples.size(); }
        [[nodiscard]] std::size_t bytes() const { return m_samples.capacity() * sizeof(Sample); }

    private:
        std::vector<Sample> m_samples;
        std::size_t m_next = 0;
    };
    struct Base {
        double location = 0;
        double spread = 0;
        bool isByTimeOfDay = false;
    };
    /// Which line held when the newest point was this one.
    struct Fit {
        std::uint32_t newest = 0;
        std::int32_t over = 0;
        std::optional<Line> line;
    };

    [[nodiscard]] bool isWarm(const Measures& measures) const;
    [[nodiscard]] Base base(const Measures& measures, std::int64_t second) const;
    /// Of the samples with from <= second < to; absent: there are none.
    [[nodiscard]] std::optional<double> medianOf(std::int64_t from, std::int64_t to) const;
    void closeBlocks(const Measures& measures, std::int64_t second);
    void learn(const Measures& measures, double value, std::int64_t second);
    void follow(const Measures& measures, double distance, const Base& base);
    void accept(const Base& base);
    void judge(const Measures& measures, double value, std::int64_t second);
    [[nodiscard]] const Fit& fit(const Measures& measures) const;

    std::string m_key;
    double m_leastSpread;
    Learned m_learned;
    /// The first blocks of all, until their median and spread begin the level.
    std::vector<double> m_first;
    Window m_window;
    Window m_slope;
    /// UTC seconds of the newest sample; absent after an interruption.
    std::optional<std::int64_t> m_last;
    mutable Fit m_fit;
};

} // namespace vigie::baseline
