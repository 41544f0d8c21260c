// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace vigie::journal {

/// Holds "<file>.lock" for as long as it lives; the kernel lets go of it when the process dies,
/// however that happens. The lock file carries the holder's process id and stays.
class FileLock {
public:
    [[nodiscard]] static base::Result<FileLock> take(const std::filesystem::path& file);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    FileLock& operator=(FileLock&&) = delete;

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace vigie::journal
