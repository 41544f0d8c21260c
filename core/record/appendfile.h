// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/base/result.h"

namespace vigie::record {

/// Of what is being made and has no name of its own yet.
inline constexpr const char* newSuffix = ".new";

/// A file that only grows. Each append is whole or leaves the file as it was; what a crash leaves
/// of one is cut off by whoever opens it next. Not thread-safe. Errors are sentences with the name.
class AppendFile {
public:
    /// Fails where the file exists; its folder is synced, so that the name outlives a power cut.
    [[nodiscard]] static base::Result<AppendFile> create(const std::filesystem::path& path);
    /// A file that exists; what lies behind `size` is cut off.
    [[nodiscard]] static base::Result<AppendFile> open(const std::filesystem::path& path,
                                                       std::uint64_t size);
    ~AppendFile();
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;
    AppendFile(const AppendFile&) = delete;
    AppendFile& operator=(const AppendFile&) = delete;

    [[nodiscard]] base::Result<void> append(std::string_view bytes);
    /// fdatasync.
    [[nodiscard]] base::Result<void> sync();
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// Gives the file another name, in place of what has it or, unless `isReplacing`, only where
    /// nothing has it; synced with its folder.
    [[nodiscard]] base::Result<void> renameTo(const std::filesystem::path& path, bool isReplacing);

private:
    AppendFile(int descriptor, std::filesystem::path path, std::uint64_t bytes);

    int m_descriptor = -1;
    std::filesystem::path m_path;
    std::uint64_t m_bytes = 0;
};

/// Names in a folder outlive a power cut from here on; what cannot be synced is left to the kernel.
void syncFolder(const std::filesystem::path& folder);

} // namespace vigie::record
