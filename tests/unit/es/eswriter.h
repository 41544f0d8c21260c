// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

/// Writes coded video for tests, from the standards and not from the code under test: headers that
/// are true, and slices that hold noise.
namespace eswriter {

using Buffer = std::vector<std::uint8_t>;

class BitWriter {
public:
    BitWriter& bits(std::uint64_t value, int count) {
        for (int i = count - 1; i >= 0; --i) {
            m_current = static_cast<std::uint8_t>((m_current << 1) | ((value >> i) & 1));
            if (++m_filled == 8) {
                m_bytes.push_back(m_current);
                m_current = 0;
                m_filled = 0;
            }
        }
        return *this;
    }
    BitWriter& ue(std::uint32_t value) {
        int length = 0;
        while (((std::uint64_t{value} + 1) >> (length + 1)) != 0) {
            ++length;
        }
        return bits(0, length).bits(std::uint64_t{value} + 1, length + 1);
    }
    BitWriter& se(int value) {
        return ue(value > 0 ? static_cast<std::uint32_t>(2 * value - 1)
                            : static_cast<std::uint32_t>(-2 * value));
    }
    /// rbsp_trailing_bits
    Buffer finish() {
        bits(1, 1);
        while (m_filled != 0) {
            bits(0, 1);
        }
        return m_bytes;
    }
    /// Zeros up to the next byte: MPEG-2.
    Buffer align() {
        while (m_filled != 0) {
            bits(0, 1);
        }
        return m_bytes;
    }

private:
    Buffer m_bytes;
    std::uint8_t m_current = 0;
    int m_filled = 0;
};

inline void append(Buffer& to, const Buffer& more) {
    to.insert(to.end(), more.begin(), more.end());
}
inline Buffer join(std::initializer_list<Buffer> parts) {
    Buffer out;
    for (const Buffer& part : parts) {
        append(out, part);
    }
    return out;
}

/// A unit with its start code and emulation prevention.
inline Buffer nal(std::initializer_list<int> header, const Buffer& rbsp) {
    Buffer out{0, 0, 0, 1};
    for (const int byte : header) {
        out.push_back(static_cast<std::uint8_t>(byte));
    }
    int zeros = 0;
    for (const std::uint8_t byte : rbsp) {
        if (zeros >= 2 && byte <= 3) {
            out.push_back(3);
            zeros = 0;
        }
        zeros = byte == 0 ? zeros + 1 : 0;
        out.push_back(byte);
    }
    return out;
}

/// Bytes that look like coded macroblocks.
inline void noise(BitWriter& writer, std::size_t bytes) {
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < bytes; ++i) {
        state = state * 1664525u + 1013904223u;
        writer.bits((state >> 24) | 4, 8);
    }
}

struct H264Options {
    int widthMbs = 45;
    /// Of a frame.
    int heightMbs = 36;
    bool isFrameOnly = true;
    bool isMbaff = false;
    int cropBottom = 0; // in crop units
    bool hasVui = true;
    std::uint32_t unitsInTick = 1;
    std::uint32_t timeScale = 50;
    bool isFixed = true;
    bool hasPicStruct = false;
    int levelIdc = 40;
};

inline Buffer h264Sps(const H264Options& o = {}) {
    BitWriter w;
    w.bits(77, 8).bits(0, 8).bits(static_cast<std::uint64_t>(o.levelIdc), 8);
    w.ue(0).ue(0).ue(0).ue(4); // id, frame_num 4 bits, order count type 0, lsb 8 bits
    w.ue(1).bits(0, 1);
    w.ue(static_cast<std::uint32_t>(o.widthMbs - 1));
    w.ue(static_cast<std::uint32_t>((o.isFrameOnly ? o.heightMbs : o.heightMbs / 2) - 1));
    w.bits(o.isFrameOnly ? 1 : 0, 1);
    if (!o.isFrameOnly) {
        w.bits(o.isMbaff ? 1 : 0, 1);
    }
    w.bits(1, 1);
    w.bits(o.cropBottom > 0 ? 1 : 0, 1);
    if (o.cropBottom > 0) {
        w.ue(0).ue(0).ue(0).ue(static_cast<std::uint32_t>(o.cropBottom));
    }
    w.bits(o.hasVui ? 1 : 0, 1);
    if (o.hasVui) {
        w.bits(0, 4); // aspect, overscan, signal type, chroma location
        w.bits(1, 1).bits(o.unitsInTick, 32).bits(o.timeScale, 32).bits(o.isFixed ? 1 : 0, 1);
        w.bits(0, 2).bits(o.hasPicStruct ? 1 : 0, 1).bits(0, 1);
    }
    return nal({0x67}, w.finish());
}

/// `initQp` as coded: pic_init_qp_minus26.
inline Buffer h264Pps(int initQp = 0) {
    BitWriter w;
    w.ue(0).ue(0).bits(1, 1).bits(0, 1).ue(0).ue(0).ue(0).bits(0, 3);
    w.se(initQp).se(0).se(0).bits(0, 3);
    return nal({0x68}, w.finish());
}

struct H264Slice {
    int type = 7; // 5 P, 6 B, 7 I
    bool isIdr = false;
    bool isReference = true;
    std::uint32_t firstMb = 0;
    unsigned frameNumber = 0;
    /// Absent: a frame.
    std::optional<bool> isBottom;
    bool isFrameOnly = true;
    int qpDelta = 0;
    std::size_t bytes = 400;
};

inline Buffer h264Slice(const H264Slice& s) {
    BitWriter w;
    w.ue(s.firstMb).ue(static_cast<std::uint32_t>(s.type)).ue(0);
    w.bits(s.frameNumber, 4);
    if (!s.isFrameOnly) {
        w.bits(s.isBottom ? 1 : 0, 1);
        if (s.isBottom) {
            w.bits(*s.isBottom ? 1 : 0, 1);
        }
    }
    if (s.isIdr) {
        w.ue(0);
    }
    w.bits(0, 8); // order count
    if (s.type == 7) {
        if (s.isIdr) {
            w.bits(0, 2);
        } else if (s.isReference) {
            w.bits(0, 1);
        }
        w.se(s.qpDelta);
    }
    noise(w, s.bytes);
    const int type = s.isIdr ? 5 : 1;
    return nal({type | (s.isReference ? 0x60 : 0)}, w.finish());
}

inline Buffer h264Delimiter() {
    return {0, 0, 0, 1, 9, 0xf0};
}

/// One message.
inline Buffer seiMessage(int type, const Buffer& payload) {
    Buffer out{static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(payload.size())};
    append(out, payload);
    out.push_back(0x80);
    return out;
}

/// cc_data as ATSC A/53 has it.
inline Buffer captionData(const Buffer& constructs) {
    Buffer out{'G', 'A', '9', '4', 3, static_cast<std::uint8_t>(0x40 | (constructs.size() / 3)),
               0xff};
    append(out, constructs);
    out.push_back(0xff);
    return out;
}

struct Mpeg2Picture {
    int type = 1;
    int temporalReference = 0;
    int structure = 3;
    bool isProgressive = false;
    bool isNonLinear = false;
    int scaleCode = 10;
    std::size_t bytes = 300;
};

inline Buffer mpeg2Unit(int code, const Buffer& body) {
    Buffer out{0, 0, 1, static_cast<std::uint8_t>(code)};
    append(out, body);
    return out;
}
inline Buffer mpeg2Sequence(int width, int height, int rateCode, int profileAndLevel,
                            bool isProgressive) {
    BitWriter header;
    header.bits(static_cast<std::uint64_t>(width), 12).bits(static_cast<std::uint64_t>(height), 12);
    header.bits(3, 4).bits(static_cast<std::uint64_t>(rateCode), 4).bits(0x2710, 18).bits(1, 1);
    header.bits(112, 10).bits(0, 3);
    BitWriter extension;
    extension.bits(1, 4).bits(static_cast<std::uint64_t>(profileAndLevel), 8);
    extension.bits(isProgressive ? 1 : 0, 1).bits(1, 2).bits(0, 4).bits(0, 12).bits(1, 1);
    extension.bits(0, 8).bits(0, 1).bits(0, 7);
    return join({mpeg2Unit(0xb3, header.align()), mpeg2Unit(0xb5, extension.align())});
}
inline Buffer mpeg2Picture(const Mpeg2Picture& p) {
    BitWriter header;
    header.bits(static_cast<std::uint64_t>(p.temporalReference), 10);
    header.bits(static_cast<std::uint64_t>(p.type), 3).bits(0xffff, 16).bits(0, 3);
    BitWriter extension;
    extension.bits(8, 4)
        .bits(0x1111, 16)
        .bits(0, 2)
        .bits(static_cast<std::uint64_t>(p.structure), 2);
    extension.bits(0, 3).bits(p.isNonLinear ? 1 : 0, 1).bits(0, 4);
    extension.bits(p.isProgressive ? 1 : 0, 1).bits(0, 1);
    BitWriter slice;
    slice.bits(static_cast<std::uint64_t>(p.scaleCode), 5).bits(0, 1);
    noise(slice, p.bytes);
    return join({mpeg2Unit(0x00, header.align()), mpeg2Unit(0xb5, extension.align()),
                 mpeg2Unit(0x01, slice.align())});
}

struct H265Options {
    int width = 1920;
    int height = 544; // of a field
    bool isFieldSequence = true;
    std::uint32_t timeScale = 50;
};
inline Buffer h265Sps(const H265Options& o = {}) {
    BitWriter w;
    w.bits(0, 4).bits(0, 3).bits(1, 1);
    w.bits(0, 3).bits(1, 5).bits(0x60000000, 32); // Main
    w.bits(0, 1).bits(1, 1).bits(0, 2).bits(0, 43).bits(0, 1).bits(123, 8);
    w.ue(0).ue(1).ue(static_cast<std::uint32_t>(o.width)).ue(static_cast<std::uint32_t>(o.height));
    w.bits(1, 1).ue(0).ue(0).ue(0).ue(2); // 4 rows are cropped
    w.ue(0).ue(0).ue(4).bits(1, 1).ue(4).ue(0).ue(0);
    w.ue(0).ue(3).ue(0).ue(3).ue(0).ue(0);         // CTB 64
    w.bits(0, 1).bits(0, 1).bits(1, 1).bits(0, 1); // scaling, amp, sao, pcm
    w.ue(1).ue(1).ue(0).ue(0).bits(1, 1);          // one reference set
    w.bits(0, 1).bits(1, 1).bits(0, 1);
    w.bits(1, 1).bits(0, 4).bits(0, 1); // VUI
    w.bits(o.isFieldSequence ? 1 : 0, 1).bits(0, 1).bits(0, 1);
    w.bits(1, 1).bits(1, 32).bits(o.timeScale, 32).bits(0, 1).bits(0, 1).bits(0, 1);
    w.bits(0, 1);
    return nal({33 << 1, 1}, w.finish());
}
inline Buffer h265Pps(int initQp) {
    BitWriter w;
    w.ue(0).ue(0).bits(0, 2).bits(0, 3).bits(0, 2).ue(0).ue(0).se(initQp).bits(0, 3);
    return nal({34 << 1, 1}, w.finish());
}
/// `sliceType`: 0 B, 1 P, 2 I.
inline Buffer h265Slice(int nalType, int sliceType, int qpDelta, std::size_t bytes = 300) {
    BitWriter w;
    w.bits(1, 1);
    if (nalType >= 16 && nalType <= 23) {
        w.bits(0, 1);
    }
    w.ue(0).ue(static_cast<std::uint32_t>(sliceType));
    if (sliceType == 2) {
        if (nalType != 19 && nalType != 20) {
            w.bits(5, 8).bits(0, 1);             // order count, a set of its own
            w.bits(1, 1).ue(0).bits(0, 1).ue(0); // predicted from the first: delta_idx
            w.bits(1, 1).bits(1, 1);             // both are used
            w.bits(1, 1);                        // temporal motion
        }
        w.bits(3, 2); // SAO
        w.se(qpDelta);
    }
    noise(w, bytes);
    return nal({nalType << 1, 1}, w.finish());
}

} // namespace eswriter
