// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/tick.h"

namespace vigie::record {

struct SlabLayout;

/// A tick with what the desk knew of its coming.
struct StoredTick {
    std::uint64_t order = 0;
    base::Timestamp received{};
    model::TickPtr tick;
};

/// One series out of a slab: a sample per tick that carried it, at the tick's time. Absent samples
/// are left out.
struct SlabSample {
    base::Utc at{};
    std::int64_t value = 0;
    /// Equal to `value` where the tick was not conflated.
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
};

/// Smallest, largest, mean and count of a series over one slab; what the pyramid is made of.
struct SlabCell {
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::int64_t mean = 0;
    /// The newest sample.
    std::int64_t last = 0;
    /// Present samples; 0: none, and the rest means nothing.
    std::uint32_t count = 0;
};

/// The ticks of one node over about a minute and of one epoch, exact: sequences, times, blocks,
/// validity, extremes. Series by series rather than tick by tick, integers packed (slabrows.h), the
/// rows of a metric in groups of some thousand samples that are compressed (zstd level 1) and
/// checked each by itself, so that one series is read without the others. `ticks` must not be empty
/// and must hold well-formed ticks (model::whyMalformed), together within maxSlabPlainBytes.
[[nodiscard]] std::string packSlab(std::span<const StoredTick> ticks);

/// What a slab may need once unpacked; a writer seals well before (slabBytesOf).
inline constexpr std::uint64_t maxSlabPlainBytes = 1ULL << 30U;
/// What one tick takes of that, with reserve.
[[nodiscard]] std::uint64_t slabBytesOf(const model::Tick& tick);

/// How a slab is opened.
struct SlabTrust {
    /// Checksums are compared. Off where the chunk's own has just been; a slab that lies is still
    /// read within its bounds.
    bool isChecked = true;
    /// What is not believed above.
    std::uint64_t mostPlainBytes = maxSlabPlainBytes;
};

/// Reads a slab. Foreign bytes: everything is checked, and nothing is believed that would need
/// more than 1 GiB; the error says what is wrong. Thread-safe once opened; the bytes must outlive
/// it. Damage in one group is an error only to those who need it.
class SlabReader {
public:
    [[nodiscard]] static base::Result<SlabReader> open(std::string_view bytes,
                                                       const SlabTrust& trust = {});

    /// All ticks, oldest first, as they were given to packSlab(). They fit their description only
    /// as far as they did then: who uses them checks (model::whyMalformed).
    [[nodiscard]] base::Result<std::vector<StoredTick>> ticks() const;
    /// The same of the ticks with received.utc up to and including `until`, and only the listed
    /// metrics (empty: all): for a look at one moment.
    [[nodiscard]] base::Result<std::vector<StoredTick>>
    ticks(base::Utc until, std::span<const std::uint32_t> metrics) const;
    /// One metric of one row, oldest first; empty when the slab has none.
    [[nodiscard]] base::Result<std::vector<SlabSample>>
    series(model::Scope scope, std::uint32_t row, std::uint32_t metric) const;
    /// A cell per row [0, rows) of a metric, over the whole slab.
    [[nodiscard]] base::Result<std::vector<SlabCell>> cells(model::Scope scope,
                                                            std::uint32_t metric) const;
    /// The metrics that occur, by scope.
    [[nodiscard]] std::vector<std::uint32_t> metrics(model::Scope scope) const;
    [[nodiscard]] std::size_t tickCount() const;
    [[nodiscard]] std::uint64_t epoch() const;

private:
    explicit SlabReader(std::shared_ptr<const SlabLayout> layout) : m_layout(std::move(layout)) {}

    std::shared_ptr<const SlabLayout> m_layout;
};

} // namespace vigie::record
