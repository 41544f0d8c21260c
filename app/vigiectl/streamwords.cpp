// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/streamwords.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/analysis/names.h"

namespace vigie::ctl {
namespace {

std::string rateOfPictures(double rate) {
    const double whole = std::round(rate);
    return std::abs(rate - whole) < 0.005 ? fmt::format("{:.0f}", whole)
                                          : fmt::format("{:.2f}", rate);
}

std::string bytesText(double bytes) {
    return bytes >= 1000 ? fmt::format("{:.1f} kB", bytes / 1000) : fmt::format("{:.0f} B", bytes);
}

} // namespace

std::string percent(double part) {
    return part >= 0.1 || part == 0 ? fmt::format("{:.1f} %", part * 100)
                                    : fmt::format("{:.2f} %", part * 100);
}

std::string formatOf(const es::StructureFigures& figures) {
    std::string text;
    if (figures.width && figures.height) {
        text = fmt::format("{}×{}", *figures.width, *figures.height);
    }
    switch (figures.scan) {
    case es::Scan::Progressive:
        text += "p";
        break;
    case es::Scan::Interlaced:
        text += "i";
        break;
    case es::Scan::Mixed:
        text += " mixed";
        break;
    case es::Scan::Unknown:
        break;
    }
    if (figures.frameRate) {
        text += " " + rateOfPictures(*figures.frameRate);
    }
    return text;
}

std::string codingOf(const es::StructureFigures& figures) {
    if (!figures.profile) {
        return {};
    }
    std::string text = analysis::profileName(figures.codec, *figures.profile);
    if (figures.level) {
        text += "@" + analysis::levelName(figures.codec, *figures.level);
    }
    return text;
}

std::vector<std::string> groupOf(const es::StructureFigures& figures) {
    std::vector<std::string> facts;
    if (figures.gopLength) {
        std::string text = fmt::format("GOP {}", *figures.gopLength);
        if (figures.gopSeconds) {
            text += fmt::format(" ({:.2f} s)", *figures.gopSeconds);
        }
        if (figures.anchorDistance) {
            text += fmt::format(" M={}", *figures.anchorDistance);
        }
        facts.push_back(std::move(text));
    }
    std::string sizes;
    for (const auto& [letter, size] : {std::pair('I', figures.sizeI), std::pair('P', figures.sizeP),
                                       std::pair('B', figures.sizeB)}) {
        if (size) {
            sizes += fmt::format("{}{} {}", sizes.empty() ? "" : " ", letter, bytesText(*size));
        }
    }
    if (!sizes.empty()) {
        facts.push_back(std::move(sizes));
    }
    if (figures.qp) {
        facts.push_back(fmt::format("QP {:.0f}", *figures.qp));
    }
    if (figures.captions == es::Presence::Present) {
        facts.emplace_back("captions");
    }
    return facts;
}

} // namespace vigie::ctl
