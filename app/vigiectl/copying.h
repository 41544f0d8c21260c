// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace vigie::ctl {

/// What `vigiectl repair`, `cut` and `merge` were asked.
struct CopyingOptions {
    std::vector<std::string> from;
    std::string to;
    // cut
    std::string begin;
    std::string end;
    bool hasNoPictures = false;
    bool isRedacted = false;
    bool isJson = false;
};

CLI::App* addRepair(CLI::App& app, CopyingOptions& options);
CLI::App* addCut(CLI::App& app, CopyingOptions& options);
CLI::App* addMerge(CLI::App& app, CopyingOptions& options);
/// Return an exit code.
[[nodiscard]] int repair(const CopyingOptions& options);
[[nodiscard]] int cut(const CopyingOptions& options);
[[nodiscard]] int merge(const CopyingOptions& options);

} // namespace vigie::ctl
