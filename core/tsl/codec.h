// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/tsl/counts.h"
#include "core/tsl/display.h"

namespace vigie::tsl {

/// Of 5.0, its own two bytes of length included.
inline constexpr std::size_t mostPacketBytes = 2048;

/// Packets of 5.0 that carry all `displays` to one screen (their own `screen` is not looked at):
/// as few as fit, none above 2048 bytes.
[[nodiscard]] std::vector<std::string> packV5(std::uint16_t screen,
                                              std::span<const Display> displays, bool isUtf16);
/// How many bytes one display takes in a packet.
[[nodiscard]] std::size_t sizeInV5(const Display& display, bool isUtf16);
/// A packet of 5.0 as TCP carries it: DLE STX before, each DLE doubled.
[[nodiscard]] std::string framedV5(std::string_view packet);

/// Messages of 18 bytes; 4.0 adds its checksum and colors (one display of the pair that it allows).
/// `index` must be at most highestAddress.
[[nodiscard]] std::string packV31(const Display& display, const TallyMeanings& meanings);
[[nodiscard]] std::string packV40(const Display& display, const TallyMeanings& meanings);

/// Foreign bytes to displays: one for each connection or, over UDP, each socket. Never fails: what
/// cannot be read is counted and stepped over, and what follows is found again. Holds at most one
/// packet. One thread.
class Reader {
public:
    Reader(Version version, Transport transport, TallyMeanings meanings = usualMeanings)
        : m_version(version), m_transport(transport), m_meanings(meanings) {}

    /// Of a stream: whatever came. Appends to `displays`.
    /// Of datagrams: one whole datagram; what it leaves unfinished is refused.
    void take(std::span<const std::uint8_t> bytes, std::vector<Display>& displays);
    [[nodiscard]] const Counts& counts() const { return m_counts; }

private:
    enum class State : std::uint8_t { Outside, OutsideEscape, Inside, InsideEscape };

    void takeV5Packet(std::span<const std::uint8_t> bytes, std::vector<Display>& displays);
    void takeFramed(std::uint8_t byte, std::vector<Display>& displays);
    void collect(std::uint8_t byte, std::vector<Display>& displays);
    void takeShort(std::uint8_t byte, std::vector<Display>& displays);
    void finishShort(std::vector<Display>& displays);
    void lose(Refusal why);
    void stray();

    const Version m_version;
    const Transport m_transport;
    const TallyMeanings m_meanings;
    Counts m_counts;
    std::vector<std::uint8_t> m_part;
    State m_state = State::Outside;
    bool m_isStraying = false; // a run of bytes outside is counted once
};

} // namespace vigie::tsl
