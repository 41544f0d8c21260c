// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/picturecompare.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <vector>

#include <libyuv.h>

namespace vigie::ui::inspector {

namespace {

constexpr int leastSide = 16;

/// One luma plane in the size that both pictures are compared in.
class Luma {
public:
    Luma(const media::VideoFrame& frame, int width, int height) : m_plane(frame.y) {
        if (frame.width == width && frame.height == height) {
            return;
        }
        m_scaled.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        libyuv::ScalePlane(frame.y.data, frame.y.stride, frame.width, frame.height, m_scaled.data(),
                           width, width, height, libyuv::kFilterBox);
        m_plane = {m_scaled.data(), width};
    }
    [[nodiscard]] const std::uint8_t* data() const { return m_plane.data; }
    [[nodiscard]] int stride() const { return m_plane.stride; }

private:
    media::VideoFrame::Plane m_plane;
    std::vector<std::uint8_t> m_scaled;
};

double psnr(const Luma& a, const Luma& b, int width, int height) {
    const auto error = static_cast<double>(libyuv::ComputeSumSquareErrorPlane(
        a.data(), a.stride(), b.data(), b.stride(), width, height));
    if (error == 0) {
        return std::numeric_limits<double>::infinity();
    }
    const double mean = error / (static_cast<double>(width) * static_cast<double>(height));
    return 10 * std::log10(255.0 * 255.0 / mean);
}

bool isComparable(const media::VideoFrame& frame) {
    return frame.y.data != nullptr && frame.width >= leastSide && frame.height >= leastSide;
}

} // namespace

std::optional<PictureDifference> compare(const media::VideoFrame& a, const media::VideoFrame& b) {
    if (!isComparable(a) || !isComparable(b)) {
        return std::nullopt;
    }
    const int width = std::min(a.width, b.width);
    const int height = std::min(a.height, b.height);
    const Luma first(a, width, height);
    const Luma second(b, width, height);
    return PictureDifference{psnr(first, second, width, height),
                             libyuv::CalcFrameSsim(first.data(), first.stride(), second.data(),
                                                   second.stride(), width, height)};
}

std::optional<double> lumaPsnr(const media::VideoFrame& a, const media::VideoFrame& b) {
    if (!isComparable(a) || !isComparable(b)) {
        return std::nullopt;
    }
    const int width = std::min(a.width, b.width);
    const int height = std::min(a.height, b.height);
    return psnr(Luma(a, width, height), Luma(b, width, height), width, height);
}

std::optional<DifferencePicture> differencePicture(const media::VideoFrame& a,
                                                   const media::VideoFrame& b, int gain) {
    if (!isComparable(a) || !isComparable(b)) {
        return std::nullopt;
    }
    DifferencePicture picture{std::min(a.width, b.width), std::min(a.height, b.height), {}};
    const Luma first(a, picture.width, picture.height);
    const Luma second(b, picture.width, picture.height);
    picture.luma.reserve(static_cast<std::size_t>(picture.width) *
                         static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y) {
        const std::uint8_t* left = first.data() + static_cast<std::ptrdiff_t>(y) * first.stride();
        const std::uint8_t* right =
            second.data() + static_cast<std::ptrdiff_t>(y) * second.stride();
        for (int x = 0; x < picture.width; ++x) {
            picture.luma.push_back(
                static_cast<std::uint8_t>(std::min(255, gain * std::abs(left[x] - right[x]))));
        }
    }
    return picture;
}

} // namespace vigie::ui::inspector
