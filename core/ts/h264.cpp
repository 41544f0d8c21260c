// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/h264.h"

#include <cstring>

namespace vigie::ts::h264 {
namespace {

constexpr std::size_t startCodeSize = 3;
constexpr std::uint32_t recoveryPoint = 6;

std::uint8_t at(std::span<const std::byte> bytes, std::size_t index) {
    return std::to_integer<std::uint8_t>(bytes[index]);
}

/// Reads the bytes of an SEI behind its NAL header, leaving out emulation prevention.
class SeiReader {
public:
    explicit SeiReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    std::optional<std::uint8_t> next() {
        if (m_zeros >= 2 && m_index < m_bytes.size() && at(m_bytes, m_index) == 3) {
            ++m_index;
            m_zeros = 0;
        }
        if (m_index >= m_bytes.size()) {
            return std::nullopt;
        }
        const std::uint8_t byte = at(m_bytes, m_index++);
        m_zeros = byte == 0 ? m_zeros + 1 : 0;
        return byte;
    }
    /// A value coded as 0xFF bytes and a last one. Cannot overflow: a NAL has fewer bytes.
    std::optional<std::uint32_t> nextValue() {
        std::uint32_t value = 0;
        while (const auto byte = next()) {
            value += *byte;
            if (*byte != 0xff) {
                return value;
            }
        }
        return std::nullopt;
    }
    bool skip(std::uint32_t count) {
        for (; count > 0; --count) {
            if (!next()) {
                return false;
            }
        }
        return true;
    }
    /// Only the trailing bits are left.
    [[nodiscard]] bool isAtEnd() const {
        return m_index >= m_bytes.size() ||
               (m_index + 1 == m_bytes.size() && at(m_bytes, m_index) == 0x80);
    }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_index = 0;
    int m_zeros = 0;
};

bool hasRecoveryPointMessage(std::span<const std::byte> nal) {
    SeiReader reader(nal.subspan(1));
    while (!reader.isAtEnd()) {
        const auto type = reader.nextValue();
        const auto size = type ? reader.nextValue() : std::nullopt;
        if (!size) {
            return false;
        }
        if (*type == recoveryPoint) {
            return true;
        }
        if (!reader.skip(*size)) {
            return false;
        }
    }
    return false;
}

bool isSlice(std::uint8_t type) {
    return type >= 1 && type <= 5;
}

} // namespace

NalReader::NalReader(std::span<const std::byte> stream) : m_stream(stream) {
    m_next = findStartCode(0);
}

std::size_t NalReader::findStartCode(std::size_t from) const {
    const std::size_t size = m_stream.size();
    // The 1 is the rare byte: look for it and then back.
    for (std::size_t one = from + 2; one < size; ++one) {
        const void* const found = std::memchr(m_stream.data() + one, 1, size - one);
        if (found == nullptr) {
            return size;
        }
        one = static_cast<std::size_t>(static_cast<const std::byte*>(found) - m_stream.data());
        if (at(m_stream, one - 1) == 0 && at(m_stream, one - 2) == 0) {
            return one - 2;
        }
    }
    return size;
}

std::optional<Nal> NalReader::next() {
    while (m_next < m_stream.size()) {
        const std::size_t code = m_next;
        const std::size_t begin = code + startCodeSize;
        m_next = findStartCode(begin);
        std::size_t end = m_next;
        while (end > begin && at(m_stream, end - 1) == 0) {
            --end;
        }
        if (end == begin) {
            continue;
        }
        Nal nal;
        nal.type = at(m_stream, begin) & 0x1f;
        nal.start = code > 0 && at(m_stream, code - 1) == 0 ? code - 1 : code;
        nal.bytes = m_stream.subspan(begin, end - begin);
        return nal;
    }
    return std::nullopt;
}

Summary summarize(std::span<const std::byte> payload) {
    Summary summary;
    NalReader reader(payload);
    while (const auto nal = reader.next()) {
        summary.hasAud = summary.hasAud || nal->is(NalType::AccessUnitDelimiter);
        summary.hasSps = summary.hasSps || nal->is(NalType::Sps);
        summary.hasPps = summary.hasPps || nal->is(NalType::Pps);
        summary.hasIdr = summary.hasIdr || nal->is(NalType::SliceIdr);
        summary.hasPicture = summary.hasPicture || isSlice(nal->type);
        if (nal->is(NalType::Sei) && !summary.hasRecoveryPoint) {
            summary.hasRecoveryPoint = hasRecoveryPointMessage(nal->bytes);
        }
    }
    return summary;
}

std::vector<std::span<const std::byte>> splitAccessUnits(std::span<const std::byte> payload) {
    std::vector<std::span<const std::byte>> parts;
    std::size_t begin = 0;
    bool mayCut = false;
    NalReader reader(payload);
    while (const auto nal = reader.next()) {
        if (nal->is(NalType::AccessUnitDelimiter)) {
            if (mayCut) {
                parts.push_back(payload.subspan(begin, nal->start - begin));
                begin = nal->start;
            }
            mayCut = true;
        } else if (isSlice(nal->type)) {
            mayCut = true;
        }
    }
    if (begin < payload.size()) {
        parts.push_back(payload.subspan(begin));
    }
    return parts;
}

} // namespace vigie::ts::h264
