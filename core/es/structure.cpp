// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/structure.h"

#include <utility>
#include <vector>

#include "core/es/gop.h"
#include "core/es/hints.h"
#include "core/es/picturereader.h"

namespace vigie::es {
namespace {

constexpr std::chrono::seconds forgetAfter{5};

} // namespace

Codec codecFrom(std::string_view content) {
    if (content == "MPEG-2 video") {
        return Codec::Mpeg2;
    }
    if (content == "H.264") {
        return Codec::H264;
    }
    return content == "H.265" ? Codec::H265 : Codec::Unknown;
}

class Structure::Impl {
public:
    void push(Codec codec, Bytes payload, std::optional<std::uint64_t> pts,
              std::optional<std::uint64_t> dts, bool isDamaged, base::Timestamp arrival) {
        if (codec != m_codec) {
            restart();
            m_codec = codec;
            m_reader = makePictureReader(codec);
        }
        if (!m_reader) {
            return;
        }
        m_isDamaged = m_isDamaged || isDamaged;
        m_pictures.clear();
        m_reader->push(payload, m_pictures);
        // The time stamp of a PES packet is that of the picture that begins first in it.
        auto time = dts ? dts : pts;
        for (const CodedPicture& picture : m_pictures) {
            take(picture, std::exchange(time, std::nullopt));
        }
        if (m_pictures.empty()) {
            return;
        }
        m_lastPicture = arrival.mono;
        m_figures.codec = codec;
        tell();
        watchCaptions(arrival.mono);
    }

    void advance(base::Timestamp now) {
        if (!m_lastPicture) {
            return;
        }
        if (now.mono - *m_lastPicture > forgetAfter) {
            restart();
        } else {
            judgeCaptions(now.mono);
        }
    }

    void restart() {
        m_codec = Codec::Unknown;
        m_reader.reset();
        m_frame.reset();
        m_isDamaged = false;
        m_lastPicture.reset();
        m_lastCaptions.reset();
        m_captionsSince.reset();
        m_gop.restart();
        m_rate.restart();
        m_hints.restart();
        StructureFigures fresh;
        fresh.picturesI = m_figures.picturesI;
        fresh.picturesP = m_figures.picturesP;
        fresh.picturesB = m_figures.picturesB;
        m_figures = fresh;
    }

    [[nodiscard]] const StructureFigures& figures() const { return m_figures; }

private:
    void take(const CodedPicture& picture, std::optional<std::uint64_t> time) {
        if (!picture.isFrameStart && m_frame) {
            m_frame->picture.bytes += picture.bytes;
            m_frame->picture.slices += picture.slices;
            m_frame->isAfterDamage = m_frame->isAfterDamage || m_isDamaged;
            m_isDamaged = false;
            return;
        }
        if (m_frame) {
            finish(*m_frame);
        }
        m_frame = CodedFrame{picture, time, std::exchange(m_isDamaged, false)};
    }

    /// A frame is over once the next one begins: its second field may come in a payload of its own.
    void finish(const CodedFrame& frame) {
        switch (frame.picture.type) {
        case PictureType::I:
            ++m_figures.picturesI;
            m_figures.qp = frame.picture.qp;
            break;
        case PictureType::P:
            ++m_figures.picturesP;
            break;
        case PictureType::B:
            ++m_figures.picturesB;
            break;
        }
        m_gop.add(frame);
        m_rate.add(frame);
        m_hints.add(frame, m_reader->headers().macroblocks);
    }

    void tell() {
        const StreamHeaders& headers = m_reader->headers();
        m_figures.profile = headers.profile;
        m_figures.level = headers.level;
        m_figures.width = headers.width;
        m_figures.height = headers.height;
        m_figures.frameRate = headers.frameRate ? headers.frameRate : m_rate.rate();
        const GopFigures& gop = m_gop.figures();
        m_figures.scan = m_gop.scan();
        m_figures.gopLength = gop.length;
        m_figures.gopSeconds = gop.seconds;
        m_figures.anchorDistance = gop.anchorDistance;
        m_figures.sizeI = gop.sizeI;
        m_figures.sizeP = gop.sizeP;
        m_figures.sizeB = gop.sizeB;
        m_figures.freezeHint = m_hints.freeze();
        m_figures.blackHint = m_hints.black();
    }

    void watchCaptions(base::Mono now) {
        if (!m_captionsSince) {
            m_captionsSince = now;
        }
        if (m_reader->takeCaptions()) {
            m_lastCaptions = now;
        }
        judgeCaptions(now);
    }
    void judgeCaptions(base::Mono now) {
        if (m_lastCaptions && now - *m_lastCaptions <= forgetAfter) {
            m_figures.captions = Presence::Present;
        } else if (m_captionsSince && now - *m_captionsSince >= forgetAfter) {
            m_figures.captions = Presence::Clear;
        }
    }

    Codec m_codec = Codec::Unknown;
    std::unique_ptr<PictureReader> m_reader;
    std::vector<CodedPicture> m_pictures;
    std::optional<CodedFrame> m_frame;
    bool m_isDamaged = false;
    std::optional<base::Mono> m_lastPicture;
    std::optional<base::Mono> m_captionsSince;
    std::optional<base::Mono> m_lastCaptions;
    GopWatch m_gop;
    RateWatch m_rate;
    Hints m_hints;
    StructureFigures m_figures;
};

Structure::Structure() : m_impl(std::make_unique<Impl>()) {}
Structure::~Structure() = default;
Structure::Structure(Structure&&) noexcept = default;
Structure& Structure::operator=(Structure&&) noexcept = default;

void Structure::push(Codec codec, std::span<const std::byte> payload,
                     std::optional<std::uint64_t> pts, std::optional<std::uint64_t> dts,
                     bool isDamaged, base::Timestamp arrival) {
    m_impl->push(codec, payload, pts, dts, isDamaged, arrival);
}
void Structure::advance(base::Timestamp now) {
    m_impl->advance(now);
}
void Structure::restart() {
    m_impl->restart();
}
const StructureFigures& Structure::figures() const {
    return m_impl->figures();
}

} // namespace vigie::es
