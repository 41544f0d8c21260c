// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/mappedfile.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vigie::demo {

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

MappedFile::~MappedFile() {
    if (m_data != nullptr) {
        munmap(const_cast<std::uint8_t*>(m_data), m_size);
    }
}

base::Result<MappedFile> MappedFile::open(const std::filesystem::path& file) {
    const auto fail = [&file] {
        return base::failure(fmt::format("{}: {}", file.string(), std::strerror(errno)));
    };
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return fail();
    }
    struct stat status {};
    void* data = MAP_FAILED;
    if (fstat(fd, &status) == 0 && status.st_size > 0) {
        data =
            mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, fd, 0);
    }
    const int reason = errno;
    close(fd);
    errno = reason;
    if (data == MAP_FAILED) {
        return fail();
    }
    MappedFile mapped;
    mapped.m_data = static_cast<const std::uint8_t*>(data);
    mapped.m_size = static_cast<std::size_t>(status.st_size);
    return mapped;
}

} // namespace vigie::demo
