// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/probe/diskfile.h"

namespace vigie::probe {

/// Makes sure that one process at a time keeps its files in a folder: a lock on a file `lock` in
/// it, until the end. Thread-safe; take() may wait for the disk.
class FolderLock {
public:
    explicit FolderLock(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    /// Empty once it is held; otherwise why not. Tries again every 2 s.
    [[nodiscard]] std::string take(base::Mono now);

private:
    const std::filesystem::path m_folder;
    std::mutex m_mutex;
    std::optional<DiskFile> m_file; // guarded by m_mutex, as all below
    std::string m_reason;
    std::optional<base::Mono> m_retryAt;
};

} // namespace vigie::probe
