// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/tsfile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <system_error>

#include <fmt/format.h>

namespace vigie::transport {

namespace {

constexpr std::size_t bufferSize = 1024 * 1024;
constexpr std::size_t packetsToBelieve = 5;
constexpr std::uint16_t nullPid = 0x1fff;

std::uint32_t at(std::span<const std::byte> bytes, std::size_t index) {
    return std::to_integer<std::uint32_t>(bytes[index]);
}

bool hasAdaptation(const TsPacket& packet) {
    return (at(packet, 3) & 0x20) != 0;
}
bool hasPayload(const TsPacket& packet) {
    return (at(packet, 3) & 0x10) != 0;
}
bool hasPcr(const TsPacket& packet) {
    return hasAdaptation(packet) && at(packet, 4) >= 7 && (at(packet, 5) & 0x10) != 0;
}

void putPcr(TsPacket& packet, std::int64_t pcr) {
    const auto base = static_cast<std::uint64_t>(pcr / 300);
    const auto extension = static_cast<std::uint64_t>(pcr % 300);
    const std::uint64_t field = base << 15 | std::uint64_t{0x3f} << 9 | extension;
    for (std::size_t i = 0; i < 6; ++i) {
        packet[6 + i] = static_cast<std::byte>(field >> (8 * (5 - i)));
    }
}

/// Shifts the 33-bit time stamp of a PES header, five bytes with marker bits, modulo 2^33.
void shiftStamp(std::span<std::byte> field, std::int64_t ticks90k) {
    constexpr std::uint64_t mask = (std::uint64_t{1} << 33) - 1;
    std::uint64_t value = std::uint64_t{at(field, 0) >> 1 & 7U} << 30 |
                          std::uint64_t{at(field, 1)} << 22 |
                          std::uint64_t{at(field, 2) >> 1} << 15 |
                          std::uint64_t{at(field, 3)} << 7 | std::uint64_t{at(field, 4) >> 1};
    value = (value + static_cast<std::uint64_t>(ticks90k)) & mask;
    field[0] = (field[0] & std::byte{0xf1}) | static_cast<std::byte>((value >> 30 & 7) << 1);
    field[1] = static_cast<std::byte>(value >> 22);
    field[2] = (field[2] & std::byte{0x01}) | static_cast<std::byte>((value >> 15 & 0x7f) << 1);
    field[3] = static_cast<std::byte>(value >> 7);
    field[4] = (field[4] & std::byte{0x01}) | static_cast<std::byte>((value & 0x7f) << 1);
}

bool hasOptionalHeader(std::uint32_t streamId) {
    constexpr std::array<std::uint32_t, 8> without{0xbc, 0xbe, 0xbf, 0xf0, 0xf1, 0xf2, 0xf8, 0xff};
    return std::find(without.begin(), without.end(), streamId) == without.end();
}

void shiftPes(TsPacket& packet, std::int64_t ticks90k) {
    const bool isStart = (at(packet, 1) & 0x40) != 0;
    const bool isScrambled = (at(packet, 3) & 0xc0) != 0;
    if (!isStart || isScrambled || !hasPayload(packet)) {
        return;
    }
    const std::size_t begin = 4 + (hasAdaptation(packet) ? 1 + at(packet, 4) : 0);
    if (begin + 14 > packet.size()) {
        return;
    }
    const auto pes = std::span(packet).subspan(begin);
    if (at(pes, 0) != 0 || at(pes, 1) != 0 || at(pes, 2) != 1 || !hasOptionalHeader(at(pes, 3)) ||
        at(pes, 6) >> 6 != 2) {
        return;
    }
    const auto flags = at(pes, 7) >> 6;
    if (flags >= 2) {
        shiftStamp(pes.subspan(9, 5), ticks90k);
    }
    if (flags == 3 && pes.size() >= 19) {
        shiftStamp(pes.subspan(14, 5), ticks90k);
    }
}

} // namespace

std::uint16_t pidOf(const TsPacket& packet) {
    return static_cast<std::uint16_t>((at(packet, 1) & 0x1f) << 8 | at(packet, 2));
}

std::optional<std::int64_t> pcrOf(const TsPacket& packet) {
    if (!hasPcr(packet)) {
        return std::nullopt;
    }
    std::uint64_t field = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        field = field << 8 | at(packet, 6 + i);
    }
    return static_cast<std::int64_t>((field >> 15) * 300 + (field & 0x1ff));
}

std::optional<TsLayout> detectLayout(std::span<const std::byte> head) {
    for (const std::size_t stride : {std::size_t{188}, std::size_t{192}, std::size_t{204}}) {
        for (std::size_t first = 0; first < stride && first < head.size(); ++first) {
            std::size_t packets = 0;
            for (std::size_t i = first; i < head.size() && head[i] == tsSyncByte; i += stride) {
                if (++packets == packetsToBelieve) {
                    break;
                }
            }
            // A short file may hold fewer, but then nothing else.
            const bool isWhole = first == (stride == 192 ? 4U : 0U) && packets > 1 &&
                                 first + packets * stride >= head.size();
            if (packets == packetsToBelieve || isWhole) {
                return TsLayout{stride, first};
            }
        }
    }
    return std::nullopt;
}

base::Result<TsFileReader> TsFileReader::open(const std::string& path) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) {
        return base::failure(
            fmt::format("{} cannot be opened: {}", path, std::generic_category().message(errno)));
    }
    // Opening a pipe would wait for its writer.
    if (!S_ISREG(info.st_mode)) {
        return base::failure(fmt::format("{} is {}, not a transport stream", path,
                                         S_ISDIR(info.st_mode) ? "a folder" : "no file"));
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return base::failure(
            fmt::format("{} cannot be opened: {}", path, std::generic_category().message(errno)));
    }
    std::vector<std::byte> head(bufferSize);
    file.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    const auto layout = detectLayout(head);
    if (!layout) {
        return base::failure(
            fmt::format("{} is {}", path, head.empty() ? "empty" : "not a transport stream"));
    }
    TsFileReader reader(std::move(file), *layout);
    reader.rewind();
    return reader;
}

TsFileReader::TsFileReader(std::ifstream file, TsLayout layout)
    : m_file(std::move(file)), m_layout(layout), m_buffer(bufferSize) {}

void TsFileReader::rewind() {
    m_file.clear();
    m_file.seekg(static_cast<std::streamoff>(m_layout.first));
    m_at = 0;
    m_end = 0;
}

bool TsFileReader::refill() {
    std::memmove(m_buffer.data(), m_buffer.data() + m_at, m_end - m_at);
    m_end -= m_at;
    m_at = 0;
    m_file.read(reinterpret_cast<char*>(m_buffer.data() + m_end),
                static_cast<std::streamsize>(m_buffer.size() - m_end));
    const auto count = static_cast<std::size_t>(m_file.gcount());
    m_end += count;
    return count > 0;
}

bool TsFileReader::resync() {
    for (;;) {
        while (m_at + m_layout.stride < m_end) {
            if (m_buffer[m_at] == tsSyncByte && m_buffer[m_at + m_layout.stride] == tsSyncByte) {
                return true;
            }
            ++m_at;
        }
        if (!refill()) {
            return false;
        }
    }
}

std::optional<TsPacket> TsFileReader::next() {
    while (m_end - m_at < tsPacketSize) {
        if (!refill()) {
            return std::nullopt;
        }
    }
    if (m_buffer[m_at] != tsSyncByte && !resync()) {
        return std::nullopt;
    }
    TsPacket packet;
    std::copy_n(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_at), tsPacketSize, packet.begin());
    // The bytes between packets may be missing behind the last one.
    if (m_end - m_at < m_layout.stride) {
        refill();
    }
    m_at += std::min(m_layout.stride, m_end - m_at);
    return packet;
}

void TsRestamper::beginPass(std::int64_t offset) {
    m_offset = ((offset % pcrWrap) + pcrWrap) % pcrWrap;
    ++m_pass;
}

void TsRestamper::apply(TsPacket& packet) {
    const auto pid = pidOf(packet);
    if (pid == nullPid) {
        return;
    }
    if (m_offset != 0) {
        if (const auto pcr = pcrOf(packet)) {
            putPcr(packet, (*pcr + m_offset) % pcrWrap);
        }
        shiftPes(packet, m_offset / 300);
    }
    auto& counter = m_counters[pid];
    const auto own = static_cast<std::uint8_t>(at(packet, 3) & 0x0f);
    if (counter.pass != m_pass) {
        // A packet without payload repeats the counter, one with payload goes on.
        const auto due = static_cast<std::uint8_t>(counter.last + (hasPayload(packet) ? 1 : 0));
        counter.shift = counter.pass == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(due - own);
        counter.pass = m_pass;
    }
    counter.last = static_cast<std::uint8_t>((own + counter.shift) & 0x0f);
    packet[3] = (packet[3] & std::byte{0xf0}) | static_cast<std::byte>(counter.last);
}

} // namespace vigie::transport
