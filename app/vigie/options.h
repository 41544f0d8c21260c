// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "ui/shell/topbar.h"
#include "ui/theme/look.h"

namespace vigie::app {

/// What the command line asks for.
struct Options {
    bool isDemo = false;
    std::filesystem::path configFile;
    std::string addresses;
    std::filesystem::path mediaFolder;
    std::filesystem::path scenarioFile;
    /// Of the demo's chance; absent: the demo's own, which is always the same.
    std::optional<std::uint64_t> seed;
    /// Recordings to look at; of two, the second stands beside the first.
    std::vector<std::filesystem::path> replayFiles;
    /// Where in them to begin; absent: at their beginning.
    std::optional<base::Utc> at;
    bool isRecordingOff = false;
    std::string regionId;
    std::string feedId;
    std::filesystem::path snapshotFile;
    double snapshotAfterSeconds = 10;
    /// Where pictures of every page go; empty: none are taken.
    std::filesystem::path pictureFolder;
    std::optional<ui::shell::Page> page;
    /// Absent: as the preferences say; of a snapshot the default.
    std::optional<ui::theme::Variant> variant;
    std::optional<ui::theme::Language> language;
    std::optional<ui::theme::ClockZone> zone;
    /// Percent, 100 to 200.
    std::optional<int> scale;
    int width = 1920;
    int height = 1080;

    [[nodiscard]] bool hasFleet() const {
        return isDemo || !configFile.empty() || !addresses.empty() || !replayFiles.empty();
    }
    /// Nobody sits at it: it takes pictures and ends.
    [[nodiscard]] bool isSnapshot() const {
        return !snapshotFile.empty() || !pictureFolder.empty();
    }
};

/// What to do after reading the command line: go on, or end with a code (0 after --help).
struct Parsed {
    Options options;
    std::optional<int> exitCode;
};

/// Prints help, version and errors by itself.
[[nodiscard]] Parsed parseOptions(int argc, char** argv);

} // namespace vigie::app
