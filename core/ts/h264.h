// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Just enough H.264 to cut and judge coded pictures without decoding them.
namespace vigie::ts::h264 {

enum class NalType : std::uint8_t {
    Slice = 1,
    SliceIdr = 5,
    Sei = 6,
    Sps = 7,
    Pps = 8,
    AccessUnitDelimiter = 9
};

/// One NAL unit of an Annex B byte stream; borrowed from it.
struct Nal {
    /// nal_unit_type; compare with NalType.
    std::uint8_t type = 0;
    /// Where its start code begins in the stream, the leading zero byte of a long one included.
    std::size_t start = 0;
    /// From the header byte on, without start code and trailing zero bytes; never empty.
    std::span<const std::byte> bytes;

    [[nodiscard]] bool is(NalType which) const { return type == static_cast<std::uint8_t>(which); }
};

/// Walks the NAL units of an Annex B byte stream:
///
///     NalReader reader(payload);
///     while (const auto nal = reader.next()) { ... }
///
/// Bytes before the first start code are passed over. Never reads past the span.
class NalReader {
public:
    explicit NalReader(std::span<const std::byte> stream);
    [[nodiscard]] std::optional<Nal> next();

private:
    /// Index of the 00 00 01 at or after `from`; size() where there is none.
    [[nodiscard]] std::size_t findStartCode(std::size_t from) const;

    std::span<const std::byte> m_stream;
    std::size_t m_next;
};

/// What a payload holds.
struct Summary {
    bool hasAud = false;
    bool hasSps = false;
    bool hasPps = false;
    bool hasIdr = false;
    /// A recovery point SEI: decoding may begin here, though no IDR comes.
    bool hasRecoveryPoint = false;
    /// Any slice data at all.
    bool hasPicture = false;

    /// A decoder that begins here shows a whole picture (soon).
    [[nodiscard]] bool isRandomAccess() const { return hasIdr || hasRecoveryPoint; }
};
[[nodiscard]] Summary summarize(std::span<const std::byte> payload);

/// Cuts a payload before each access unit delimiter. One part where there is at most one; what
/// precedes the first delimiter stays with the first part when it holds no picture, and is a part
/// of its own (the end of a picture begun earlier) when it does.
[[nodiscard]] std::vector<std::span<const std::byte>>
splitAccessUnits(std::span<const std::byte> payload);

} // namespace vigie::ts::h264
