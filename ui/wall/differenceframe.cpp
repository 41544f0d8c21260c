// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/differenceframe.h"

#include <algorithm>
#include <cstdlib>

#include <libyuv.h>

namespace vigie::ui::wall {

bool DifferenceFrame::scale(const media::VideoFrame& from, int width, int height, Planes& to) {
    const int halfWidth = (width + 1) / 2;
    const int halfHeight = (height + 1) / 2;
    to.y.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    to.u.resize(static_cast<std::size_t>(halfWidth) * static_cast<std::size_t>(halfHeight));
    to.v.resize(to.u.size());
    return libyuv::I420Scale(from.y.data, from.y.stride, from.u.data, from.u.stride, from.v.data,
                             from.v.stride, from.width, from.height, to.y.data(), width,
                             to.u.data(), halfWidth, to.v.data(), halfWidth, width, height,
                             libyuv::kFilterBox) == 0;
}

bool DifferenceFrame::make(const media::VideoFrame& a, const media::VideoFrame& b) {
    if (a.y.data == nullptr || b.y.data == nullptr || a.width < 2 || b.width < 2 || a.height < 2 ||
        b.height < 2) {
        return false;
    }
    const media::VideoFrame& smaller = a.width <= b.width ? a : b;
    const int columns = smaller.width;
    const int rows = smaller.height;
    if (!scale(a, columns, rows, m_a) || !scale(b, columns, rows, m_b)) {
        return false;
    }
    const auto w = static_cast<std::size_t>(columns);
    const std::size_t half = (w + 1) / 2;
    m_out.y.resize(m_a.y.size());
    m_out.u.assign(m_a.u.size(), 128);
    m_out.v.assign(m_a.v.size(), 128);
    std::size_t differing = 0;
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
        for (std::size_t column = 0; column < w; ++column) {
            const std::size_t at = row * w + column;
            const std::size_t chroma = row / 2 * half + column / 2;
            const int step =
                std::max({std::abs(m_a.y[at] - m_b.y[at]), std::abs(m_a.u[chroma] - m_b.u[chroma]),
                          std::abs(m_a.v[chroma] - m_b.v[chroma])});
            differing += step > unseen ? 1U : 0U;
            m_out.y[at] = static_cast<std::uint8_t>(std::min(235, grey + gain * step));
        }
    }
    m_differing = static_cast<double>(differing) / static_cast<double>(m_out.y.size());
    width = columns;
    height = rows;
    y = {m_out.y.data(), columns};
    u = {m_out.u.data(), static_cast<int>(half)};
    v = {m_out.v.data(), static_cast<int>(half)};
    pts = a.pts;
    arrival = a.arrival;
    queued = std::max(a.queued, b.queued);
    return true;
}

media::VideoFrame partOf(const media::VideoFrame& frame, int x, int partWidth) {
    media::VideoFrame part = frame;
    const int left = std::clamp(x, 0, frame.width) / 2 * 2;
    part.width = std::min(frame.width - left, (partWidth + 1) / 2 * 2);
    part.y.data += left;
    part.u.data += left / 2;
    part.v.data += left / 2;
    return part;
}

} // namespace vigie::ui::wall
