// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/appendfile.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vigie::record {
namespace {

tl::unexpected<base::Error> failureOf(const std::filesystem::path& path, const char* what,
                                      int code) {
    return base::failure(path.string() + " " + what + ": " +
                         std::error_code(code, std::generic_category()).message() + ".");
}

} // namespace

void syncFolder(const std::filesystem::path& folder) {
    const int descriptor =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        (void)::fsync(descriptor);
        ::close(descriptor);
    }
}

AppendFile::AppendFile(int descriptor, std::filesystem::path path, std::uint64_t bytes)
    : m_descriptor(descriptor), m_path(std::move(path)), m_bytes(bytes) {}

base::Result<AppendFile> AppendFile::create(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return failureOf(path, "cannot be made", errno);
    }
    AppendFile file(descriptor, path, 0);
    syncFolder(path.parent_path());
    return file;
}

base::Result<AppendFile> AppendFile::open(const std::filesystem::path& path, std::uint64_t size) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return failureOf(path, "cannot be opened", errno);
    }
    AppendFile file(descriptor, path, size);
    if (::ftruncate(descriptor, static_cast<off_t>(size)) != 0) {
        return failureOf(path, "cannot be cut to what is whole", errno);
    }
    return file;
}

AppendFile::~AppendFile() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_path(std::move(other.m_path)),
      m_bytes(other.m_bytes) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_path, other.m_path);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

base::Result<void> AppendFile::append(std::string_view bytes) {
    std::uint64_t at = m_bytes;
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(at));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            const int code = written < 0 ? errno : ENOSPC;
            // Were this to fail too, the next append would write over it, and a reader stops there.
            (void)::ftruncate(m_descriptor, static_cast<off_t>(m_bytes));
            return failureOf(m_path, "cannot be written", code);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
        at += static_cast<std::uint64_t>(written);
    }
    m_bytes = at;
    return {};
}

base::Result<void> AppendFile::sync() {
    if (::fdatasync(m_descriptor) != 0) {
        return failureOf(m_path, "cannot be put on disk", errno);
    }
    return {};
}

base::Result<void> AppendFile::renameTo(const std::filesystem::path& path, bool isReplacing) {
    if (!isReplacing &&
        ::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno != EINVAL && errno != ENOSYS) {
            return failureOf(path, "cannot be made", errno);
        }
        // A file system that cannot do both at once: the ring's lock keeps others out.
        std::error_code code;
        if (std::filesystem::exists(path, code)) {
            return failureOf(path, "cannot be made", EEXIST);
        }
        isReplacing = true;
    }
    if (isReplacing && ::rename(m_path.c_str(), path.c_str()) != 0) {
        return failureOf(m_path, "cannot be renamed", errno);
    }
    m_path = path;
    syncFolder(path.parent_path());
    return {};
}

} // namespace vigie::record
