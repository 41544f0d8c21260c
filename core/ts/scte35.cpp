// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/scte35.h"

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

constexpr std::uint64_t stampMask = (std::uint64_t{1} << 33) - 1;
constexpr std::uint32_t cuei = 0x43554549;

/// Takes bytes from the front of what is left; past the end it yields zeros and remembers.
class Reader {
public:
    explicit Reader(Bytes bytes) : m_bytes(bytes) {}

    std::uint64_t take(std::size_t count) {
        std::uint64_t value = 0;
        for (const std::uint8_t byte : takeBytes(count)) {
            value = value << 8 | byte;
        }
        return value;
    }
    std::uint8_t byte() { return static_cast<std::uint8_t>(take(1)); }
    Bytes takeBytes(std::size_t count) {
        if (count > m_bytes.size()) {
            m_isPastEnd = true;
            m_bytes = {};
            return {};
        }
        const Bytes taken = m_bytes.first(count);
        m_bytes = m_bytes.subspan(count);
        return taken;
    }
    [[nodiscard]] bool isPastEnd() const { return m_isPastEnd; }
    [[nodiscard]] std::size_t left() const { return m_bytes.size(); }

private:
    Bytes m_bytes;
    bool m_isPastEnd = false;
};

/// splice_time(), 9.8.1
std::optional<std::uint64_t> readSpliceTime(Reader& reader, std::uint64_t adjustment) {
    const std::uint8_t first = reader.byte();
    if ((first & 0x80) == 0) {
        return std::nullopt;
    }
    const std::uint64_t pts = (std::uint64_t{first} & 1) << 32 | reader.take(4);
    return (pts + adjustment) & stampMask;
}

/// splice_insert(), 9.7.3
void readInsert(Reader& reader, std::uint64_t adjustment, SpliceInfo& info) {
    info.eventId = static_cast<std::uint32_t>(reader.take(4));
    info.isCanceled = (reader.byte() & 0x80) != 0;
    if (info.isCanceled) {
        return;
    }
    const std::uint8_t flags = reader.byte();
    info.isOutOfNetwork = (flags & 0x80) != 0;
    const bool isProgram = (flags & 0x40) != 0;
    const bool hasDuration = (flags & 0x20) != 0;
    info.isImmediate = (flags & 0x10) != 0;
    if (isProgram && !info.isImmediate) {
        info.splicePts = readSpliceTime(reader, adjustment);
    }
    if (!isProgram) {
        // Component by component: the first time stands for all, as nearly every encoder sends it.
        const std::size_t components = reader.byte();
        for (std::size_t i = 0; i < components && !reader.isPastEnd(); ++i) {
            reader.byte();
            if (!info.isImmediate) {
                const auto time = readSpliceTime(reader, adjustment);
                info.splicePts = info.splicePts ? info.splicePts : time;
            }
        }
    }
    if (hasDuration) {
        const std::uint8_t first = reader.byte();
        info.isAutoReturn = (first & 0x80) != 0;
        info.breakDuration = (std::uint64_t{first} & 1) << 32 | reader.take(4);
    }
    info.uniqueProgramId = static_cast<std::uint16_t>(reader.take(2));
    info.availNumber = reader.byte();
    info.availsExpected = reader.byte();
}

/// segmentation_descriptor(), 10.3.3, behind its identifier.
std::optional<Segmentation> readSegmentation(Reader reader) {
    Segmentation segmentation;
    segmentation.eventId = static_cast<std::uint32_t>(reader.take(4));
    segmentation.isCanceled = (reader.byte() & 0x80) != 0;
    if (segmentation.isCanceled) {
        return reader.isPastEnd() ? std::nullopt : std::optional(segmentation);
    }
    const std::uint8_t flags = reader.byte();
    if ((flags & 0x80) == 0) {
        const std::size_t components = reader.byte();
        reader.takeBytes(components * 6);
    }
    if ((flags & 0x40) != 0) {
        segmentation.duration = reader.take(5);
    }
    segmentation.upidType = reader.byte();
    constexpr char digits[] = "0123456789abcdef";
    const std::size_t upidSize = reader.byte();
    for (const std::uint8_t byte : reader.takeBytes(upidSize)) {
        segmentation.upid += digits[byte >> 4];
        segmentation.upid += digits[byte & 15];
    }
    segmentation.type = reader.byte();
    segmentation.number = reader.byte();
    segmentation.expected = reader.byte();
    return reader.isPastEnd() ? std::nullopt : std::optional(segmentation);
}

void readDescriptors(Bytes loop, SpliceInfo& info) {
    forEachDescriptor(loop, [&info](std::uint8_t tag, Bytes body) {
        if (tag != 0x02 || body.size() < 4 || be32(body.data()) != cuei) {
            return;
        }
        if (auto segmentation = readSegmentation(Reader(body.subspan(4)))) {
            info.segmentations.push_back(std::move(*segmentation));
        }
    });
}

} // namespace

std::optional<SpliceInfo> readSpliceInfo(Bytes section) {
    constexpr std::size_t header = 14;
    constexpr std::size_t crc = 4;
    if (section.size() < header + 2 + crc || section[0] != 0xfc ||
        ((section[1] & 0x0fu) << 8 | section[2]) + 3u != section.size() || section[3] != 0) {
        return std::nullopt; // protocol_version 0 is the only one
    }
    SpliceInfo info;
    info.isEncrypted = (section[4] & 0x80) != 0;
    const std::uint64_t adjustment =
        (std::uint64_t{section[4]} & 1) << 32 | std::uint64_t{be32(&section[5])};
    info.tier = static_cast<std::uint16_t>(section[10] << 4 | section[11] >> 4);
    const std::size_t commandLength = (section[11] & 0x0fu) << 8 | section[12];
    info.command = static_cast<SpliceInfo::Command>(section[13]);
    if (info.isEncrypted) {
        // The command type itself is encrypted.
        info.command = SpliceInfo::Command::Private;
        return info;
    }
    const Bytes body = section.subspan(header, section.size() - header - crc);
    constexpr std::size_t unknownLength = 0xfff;
    if (commandLength != unknownLength && commandLength + 2 > body.size()) {
        return std::nullopt;
    }
    const bool isLengthKnown = commandLength != unknownLength;
    const Bytes commandBytes = isLengthKnown ? body.first(commandLength) : body;
    Reader reader(commandBytes);
    switch (info.command) {
    case SpliceInfo::Command::Insert:
        readInsert(reader, adjustment, info);
        break;
    case SpliceInfo::Command::TimeSignal:
        info.splicePts = readSpliceTime(reader, adjustment);
        break;
    case SpliceInfo::Command::Null:
    case SpliceInfo::Command::BandwidthReservation:
        break;
    case SpliceInfo::Command::Schedule:
    case SpliceInfo::Command::Private:
    default:
        if (!isLengthKnown) {
            return info; // where its descriptors begin cannot be told
        }
        break;
    }
    if (reader.isPastEnd()) {
        return std::nullopt;
    }
    const Bytes behind = body.subspan(isLengthKnown ? commandLength : body.size() - reader.left());
    if (behind.size() < 2) {
        return std::nullopt;
    }
    const std::size_t loopLength = be16(behind.data());
    if (loopLength + 2 > behind.size()) {
        return std::nullopt;
    }
    readDescriptors(behind.subspan(2, loopLength), info);
    return info;
}

std::string_view spliceCommandName(SpliceInfo::Command command) {
    switch (command) {
    case SpliceInfo::Command::Null:
        return "splice_null";
    case SpliceInfo::Command::Schedule:
        return "splice_schedule";
    case SpliceInfo::Command::Insert:
        return "splice_insert";
    case SpliceInfo::Command::TimeSignal:
        return "time_signal";
    case SpliceInfo::Command::BandwidthReservation:
        return "bandwidth_reservation";
    case SpliceInfo::Command::Private:
        return "private_command";
    }
    return "reserved";
}

std::string_view segmentationName(std::uint8_t type) {
    // Table 23 of SCTE 35 (segmentation_type_id)
    switch (type) {
    case 0x00:
        return "Not indicated";
    case 0x01:
        return "Content identification";
    case 0x02:
        return "Call ad server";
    case 0x10:
        return "Program start";
    case 0x11:
        return "Program end";
    case 0x12:
        return "Program early termination";
    case 0x13:
        return "Program breakaway";
    case 0x14:
        return "Program resumption";
    case 0x15:
        return "Program runover planned";
    case 0x16:
        return "Program runover unplanned";
    case 0x17:
        return "Program overlap start";
    case 0x18:
        return "Program blackout override";
    case 0x19:
        return "Program join";
    case 0x20:
        return "Chapter start";
    case 0x21:
        return "Chapter end";
    case 0x22:
        return "Break start";
    case 0x23:
        return "Break end";
    case 0x24:
        return "Opening credit start";
    case 0x25:
        return "Opening credit end";
    case 0x26:
        return "Closing credit start";
    case 0x27:
        return "Closing credit end";
    case 0x30:
        return "Provider advertisement start";
    case 0x31:
        return "Provider advertisement end";
    case 0x32:
        return "Distributor advertisement start";
    case 0x33:
        return "Distributor advertisement end";
    case 0x34:
        return "Provider placement opportunity start";
    case 0x35:
        return "Provider placement opportunity end";
    case 0x36:
        return "Distributor placement opportunity start";
    case 0x37:
        return "Distributor placement opportunity end";
    case 0x38:
        return "Provider overlay placement opportunity start";
    case 0x39:
        return "Provider overlay placement opportunity end";
    case 0x3a:
        return "Distributor overlay placement opportunity start";
    case 0x3b:
        return "Distributor overlay placement opportunity end";
    case 0x3c:
        return "Provider promo start";
    case 0x3d:
        return "Provider promo end";
    case 0x3e:
        return "Distributor promo start";
    case 0x3f:
        return "Distributor promo end";
    case 0x40:
        return "Unscheduled event start";
    case 0x41:
        return "Unscheduled event end";
    case 0x42:
        return "Alternate content opportunity start";
    case 0x43:
        return "Alternate content opportunity end";
    case 0x44:
        return "Provider ad block start";
    case 0x45:
        return "Provider ad block end";
    case 0x46:
        return "Distributor ad block start";
    case 0x47:
        return "Distributor ad block end";
    case 0x50:
        return "Network start";
    case 0x51:
        return "Network end";
    default:
        return {};
    }
}

} // namespace vigie::ts
