// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/diskfile.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vigie::probe {
namespace {

tl::unexpected<base::Error> systemFailure() {
    return base::failure(std::generic_category().message(errno));
}

} // namespace

base::Result<DiskFile> DiskFile::create(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC,
                                  S_IRUSR | S_IWUSR | S_IRGRP);
    if (descriptor < 0) {
        return systemFailure();
    }
    return DiskFile(descriptor);
}

base::Result<DiskFile> DiskFile::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return systemFailure();
    }
    return DiskFile(descriptor);
}

base::Result<DiskFile> DiskFile::lock(const std::filesystem::path& path) {
    const int descriptor =
        ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        return systemFailure();
    }
    DiskFile file(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? base::failure("in use by another process") : systemFailure();
    }
    return file;
}

DiskFile::DiskFile(DiskFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

DiskFile& DiskFile::operator=(DiskFile&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

DiskFile::~DiskFile() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

base::Result<void> DiskFile::append(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return systemFailure();
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

base::Result<std::size_t> DiskFile::readAt(std::uint64_t offset, std::span<std::byte> into) const {
    std::size_t got = 0;
    while (got < into.size()) {
        const ssize_t read = ::pread(m_descriptor, into.data() + got, into.size() - got,
                                     static_cast<off_t>(offset + got));
        if (read < 0 && errno == EINTR) {
            continue;
        }
        if (read < 0) {
            return systemFailure();
        }
        if (read == 0) {
            break;
        }
        got += static_cast<std::size_t>(read);
    }
    return got;
}

base::Result<void> DiskFile::truncate(std::uint64_t size) {
    if (::ftruncate(m_descriptor, static_cast<off_t>(size)) != 0) {
        return systemFailure();
    }
    return {};
}

base::Result<std::uint64_t> DiskFile::size() const {
    struct stat info {};
    if (::fstat(m_descriptor, &info) != 0) {
        return systemFailure();
    }
    return static_cast<std::uint64_t>(info.st_size);
}

} // namespace vigie::probe
