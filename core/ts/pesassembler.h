// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/time.h"
#include "core/ts/analyzer.h"
#include "core/ts/pes.h"

namespace vigie::ts {

/// How many bytes all assemblers of one analyzer may hold together; shared by reference.
struct PesBudget {
    std::size_t left = std::size_t{64} << 20;
};

/// Puts the PES packets of one PID together. A unit is handed over when its length is complete or,
/// where it has none (or is cut), when the next one begins. A PES packet above 4 MB, or above what
/// the budget still gives, is dropped, and the unit after it says that it is damaged.
class PesAssembler {
public:
    static constexpr std::size_t maxPes = std::size_t{4} << 20;
    /// Gets a unit with time stamps, flags, arrival and payload set; the rest is the owner's.
    using OnUnit = std::function<void(PesUnit&)>;

    PesAssembler(PesBudget& budget, OnUnit onUnit);
    ~PesAssembler();
    PesAssembler(const PesAssembler&) = delete;
    PesAssembler& operator=(const PesAssembler&) = delete;

    void take(std::span<const std::uint8_t> payload, bool isUnitStart, bool isRandomAccess,
              base::Timestamp arrival);
    /// Packets were lost or bad before the one that take() gets next.
    void damage() { m_isDamaged = true; }
    /// The stream is cut here: hands over what there is, as damaged.
    void cut();

private:
    void append(std::span<const std::uint8_t> payload);
    void finish();
    void drop();

    PesBudget& m_budget;
    OnUnit m_onUnit;
    std::vector<std::uint8_t> m_bytes;
    bool m_isOpen = false;
    bool m_isRandomAccess = false;
    bool m_isDamaged = false;
    bool m_wasDropped = false;
    /// Of the whole PES packet; 0: unbounded, or not known yet.
    std::size_t m_total = 0;
    base::Timestamp m_arrival{};
};

} // namespace vigie::ts
