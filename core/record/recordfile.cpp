// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recordfile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vigie::record {
namespace {

constexpr std::size_t windowBytes = std::size_t{256} << 10U;

/// What every chunk begins with, as packChunk() writes it.
const std::string& chunkMagic() {
    static const std::string magic = [] {
        ChunkHead head;
        return packChunk(head, {}, false).substr(0, 8);
    }();
    return magic;
}

} // namespace

base::Result<RecordFile> RecordFile::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) {
        return base::failure(path.string() +
                             " cannot be opened: " + std::generic_category().message(errno));
    }
    RecordFile file(descriptor, path);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        return base::failure(path.string() + " is not a file");
    }
    file.m_inode = static_cast<std::uint64_t>(status.st_ino) ^
                   (static_cast<std::uint64_t>(status.st_dev) << 48U);
    file.measure();
    return file;
}

RecordFile::RecordFile(int descriptor, std::filesystem::path path)
    : m_descriptor(descriptor), m_path(std::move(path)) {}

RecordFile::~RecordFile() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

RecordFile::RecordFile(RecordFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_path(std::move(other.m_path)),
      m_size(other.m_size), m_inode(other.m_inode), m_isUnlinked(other.m_isUnlinked) {}

RecordFile& RecordFile::operator=(RecordFile&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_path, other.m_path);
    m_size = other.m_size;
    m_inode = other.m_inode;
    m_isUnlinked = other.m_isUnlinked;
    return *this;
}

void RecordFile::measure() {
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0) {
        m_size = 0;
        return;
    }
    m_size = status.st_size > 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
    m_isUnlinked = status.st_nlink == 0;
}

std::string RecordFile::read(std::uint64_t offset, std::size_t count) const {
    std::string bytes;
    if (offset >= m_size) {
        return bytes;
    }
    bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(count, m_size - offset)));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::pread(m_descriptor, bytes.data() + done, bytes.size() - done,
                                    static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break; // it shrank, or the disk does not give it
        }
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

base::Result<ChunkPlace> RecordFile::headAt(std::uint64_t offset) const {
    auto head = readChunkHead(read(offset, chunkHeadBytes));
    if (!head) {
        return base::failure(head.error().message);
    }
    const ChunkPlace place{*head, offset};
    if (place.end() > m_size) {
        return base::failure("the file ends within a chunk");
    }
    return place;
}

base::Result<std::string> RecordFile::payloadOf(const ChunkPlace& place) const {
    const auto count = static_cast<std::size_t>(std::min(place.head.storedBytes, maxChunkBytes));
    return unpackChunk(place.head, read(place.offset + chunkHeadBytes, count));
}

std::optional<ChunkPlace> RecordFile::searchForward(std::uint64_t offset, std::uint64_t end) const {
    const std::string& magic = chunkMagic();
    end = std::min(end, m_size);
    while (offset < end) {
        // A file that was copied in part may have holes of any size.
        const off_t data = ::lseek(m_descriptor, static_cast<off_t>(offset), SEEK_DATA);
        if (data < 0 && errno == ENXIO) {
            return std::nullopt;
        }
        if (data > 0 && static_cast<std::uint64_t>(data) > offset) {
            // A hole reads as zeros, which no head has in it at first.
            offset = static_cast<std::uint64_t>(data);
            continue;
        }
        const std::string window = read(offset, windowBytes + magic.size());
        if (window.size() < chunkHeadBytes) {
            return std::nullopt;
        }
        std::size_t at = 0;
        while ((at = window.find(magic, at)) != std::string::npos) {
            if (offset + at >= end) {
                return std::nullopt;
            }
            if (auto place = headAt(offset + at)) {
                return *place;
            }
            ++at;
        }
        offset += std::min(window.size() - (magic.size() - 1), windowBytes);
    }
    return std::nullopt;
}

std::optional<ChunkPlace> RecordFile::searchBackward(ChunkKind kind, std::uint64_t begin,
                                                     std::uint64_t end) const {
    const std::string& magic = chunkMagic();
    end = std::min(end, m_size);
    while (end > begin) {
        const std::uint64_t start = end - begin > windowBytes ? end - windowBytes : begin;
        const auto span = static_cast<std::size_t>(end - start);
        const std::string window = read(start, span + magic.size() - 1);
        std::size_t at = window.size();
        while (at > 0 && (at = window.rfind(magic, at - 1)) != std::string::npos) {
            const auto place = headAt(start + at);
            if (place && place->head.kind == kind) {
                return *place;
            }
        }
        end = start;
    }
    return std::nullopt;
}

} // namespace vigie::record
