// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace vigie::record {

/// A file that is made: written under another name in the same folder, and whole or absent under
/// its own. What exists is never overwritten, also not what appears meanwhile. What was not
/// committed goes away with this.
class Target {
public:
    /// Fails where the target exists or its folder does not.
    [[nodiscard]] static base::Result<Target> open(const std::filesystem::path& to);
    ~Target();
    Target(Target&& other) noexcept;
    Target& operator=(Target&&) = delete;
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;

    /// Where to write; not there yet.
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    /// Gives it its name; on disk, after a power cut too.
    [[nodiscard]] base::Result<void> commit();

private:
    Target(std::filesystem::path to, std::filesystem::path file);

    std::filesystem::path m_to;
    std::filesystem::path m_file;
    bool m_isCommitted = false;
};

} // namespace vigie::record
