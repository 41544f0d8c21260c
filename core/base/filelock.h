// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace vigie::base {

/// Holds "<file>.lock" for as long as it lives; the kernel lets go of it when the process dies,
/// however that happens. The lock file carries the holder's process id and stays.
class FileLock {
public:
    /// `what` names it in the error: "journal".
    [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& file,
                                               const std::string& what);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    FileLock& operator=(FileLock&&) = delete;

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace vigie::base
