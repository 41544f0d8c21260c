// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "app/vigiectl/options.h"

namespace vigie::ctl {

struct CaptureOptions {
    /// Empty: the node's only one.
    std::string input;
    /// "now" or a UTC time.
    std::string around = "now";
    std::uint32_t before = 10;
    std::uint32_t after = 5;
    std::string reason;
    /// Empty: `<id>.ts` here.
    std::filesystem::path output;
    bool isForced = false;
    bool isList = false;
    /// An id to fetch instead of capturing anew.
    std::string get;
};

struct DecodeOptions {
    std::string path;
    std::string policy;
    std::uint32_t seconds = 60;
};

[[nodiscard]] int capture(const Options& options, const CaptureOptions& capture);
[[nodiscard]] int decode(const Options& options, const DecodeOptions& decode);

} // namespace vigie::ctl
