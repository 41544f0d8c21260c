// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "core/base/result.h"

namespace vigie::probe {

/// A file that is open, closed with its owner. Errors are the system's words ("No space left on
/// device"). One thread at a time. May wait for the disk.
class DiskFile {
public:
    /// Makes the file; fails when it is there already.
    [[nodiscard]] static base::Result<DiskFile> create(const std::filesystem::path& path);
    [[nodiscard]] static base::Result<DiskFile> open(const std::filesystem::path& path);
    /// Opens or makes the file and locks it against every other process until it is closed.
    [[nodiscard]] static base::Result<DiskFile> lock(const std::filesystem::path& path);

    DiskFile(DiskFile&& other) noexcept;
    DiskFile& operator=(DiskFile&& other) noexcept;
    ~DiskFile();

    /// Everything or an error; then an unknown part was written.
    [[nodiscard]] base::Result<void> append(std::span<const std::byte> bytes);
    /// How many bytes were read at `offset`: fewer than asked for at the end of the file.
    [[nodiscard]] base::Result<std::size_t> readAt(std::uint64_t offset,
                                                   std::span<std::byte> into) const;
    [[nodiscard]] base::Result<void> truncate(std::uint64_t size);
    [[nodiscard]] base::Result<std::uint64_t> size() const;

private:
    explicit DiskFile(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

} // namespace vigie::probe
