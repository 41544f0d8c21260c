// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/es/startcode.h"
#include "core/es/structure.h"

namespace vigie::es {

enum class PictureType : std::uint8_t { I, P, B };

/// How small pictures of a codec get, in bits per macroblock beyond what each slice takes anyway;
/// see Hints.
struct SizeFloors {
    /// Of a slice that says nothing.
    double slice = 0;
    /// P and B: at most so much where all but every macroblock is skipped.
    double inter = 0;
    /// I: at most so much where every macroblock is as predicted.
    double intra = 0;
};

/// One coded picture: a frame, or one of its two fields.
struct CodedPicture {
    PictureType type = PictureType::I;
    /// Decoding may begin here: IDR, IRAP, a recovery point, an intra picture with its sequence or
    /// group header.
    bool isRandomAccess = false;
    /// False for the second field of a frame.
    bool isFrameStart = true;
    /// As this picture tells it.
    Scan scan = Scan::Unknown;
    /// Of its slices, without stuffing: neither filler data nor zeros count.
    std::size_t bytes = 0;
    int slices = 1;
    SizeFloors floors;
    /// Of I pictures: see StructureFigures::qp.
    std::optional<double> qp;
};

/// What the headers of a stream said last.
struct StreamHeaders {
    std::optional<int> profile;
    std::optional<double> level;
    /// Of whole frames, cropped.
    std::optional<int> width, height;
    /// Frames per second, where the headers bind themselves.
    std::optional<double> frameRate;
    /// 16 x 16, of a frame; 0: not known.
    int macroblocks = 0;
};

/// Finds the pictures in the payloads of one stream. One thread; memory is bounded.
class PictureReader {
public:
    virtual ~PictureReader() = default;
    /// Appends the pictures that begin in `payload`, which begins with one.
    virtual void push(Bytes payload, std::vector<CodedPicture>& pictures) = 0;
    [[nodiscard]] const StreamHeaders& headers() const { return m_headers; }
    /// Whether captions came since the last call.
    [[nodiscard]] bool takeCaptions() { return std::exchange(m_hasCaptions, false); }

protected:
    /// No payload holds more; what does is no video.
    static void give(const CodedPicture& picture, std::vector<CodedPicture>& pictures) {
        constexpr std::size_t mostPictures = 256;
        if (pictures.size() < mostPictures) {
            pictures.push_back(picture);
        }
    }

    StreamHeaders m_headers;
    bool m_hasCaptions = false;
};

/// Nothing for Unknown.
[[nodiscard]] std::unique_ptr<PictureReader> makePictureReader(Codec codec);

/// Each in its own file.
[[nodiscard]] std::unique_ptr<PictureReader> makeH264Reader();
[[nodiscard]] std::unique_ptr<PictureReader> makeH265Reader();
[[nodiscard]] std::unique_ptr<PictureReader> makeMpeg2Reader();

/// The size of a slice without what only fills: zeros, and the cabac_zero_words of H.264 and H.265.
[[nodiscard]] std::size_t sliceBytes(Bytes unit);

} // namespace vigie::es
