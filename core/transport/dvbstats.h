// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <linux/dvb/frontend.h>

#include "core/base/result.h"
#include "core/transport/rffigures.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

/// One reading of a frontend through the kernel's DVB version 5 statistics. Absent: the driver does
/// not give it, or only on a relative scale, which is no unit.
struct DvbReading {
    std::optional<bool> isLocked;
    std::optional<double> levelDbm, cnDb;
    /// Cumulative while the frontend stays tuned; bits, and blocks.
    std::optional<std::uint64_t> preErrors, preTotal, postErrors, postTotal, blockErrors,
        blockTotal;
    /// DVB-S2 only.
    std::optional<int> modcod;
};

/// The commands that a reading asks for, to be answered by FE_GET_PROPERTY.
[[nodiscard]] std::span<const std::uint32_t> dvbReadingCommands();
/// Puts the answers together. Of several layers the first, which stands for the whole, is taken.
[[nodiscard]] DvbReading dvbReadingFrom(std::span<const dtv_property> answers);

/// Reads a frontend beside whoever has tuned it: opened for reading only. Makes error ratios of the
/// counters' growth between two readings. Never tried on hardware. One thread.
class DvbFrontend {
public:
    [[nodiscard]] static base::Result<DvbFrontend> open(int adapter, int frontend);
    /// Nothing when the driver does not answer.
    [[nodiscard]] std::optional<RfFigures> read();

private:
    explicit DvbFrontend(Descriptor fd) : m_fd(std::move(fd)) {}
    Descriptor m_fd;
    std::optional<DvbReading> m_before;
};

/// What `now` says, its error ratios over the time since `before`; a counter that went back, or
/// that did not move, gives none.
[[nodiscard]] RfFigures rfFiguresFrom(const DvbReading& now,
                                      const std::optional<DvbReading>& before);

} // namespace vigie::transport
