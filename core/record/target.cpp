// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/target.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

namespace vigie::record {
namespace {

std::string reason(int error) {
    return std::generic_category().message(error);
}

/// What was written is on the disk, data and length, or the folder's entries are.
bool sync(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags); // NOLINT: the call's form
    if (file < 0) {
        return false;
    }
    const bool isDone = ::fdatasync(file) == 0;
    const int error = errno;
    ::close(file);
    errno = error;
    return isDone;
}

std::filesystem::path folderOf(const std::filesystem::path& file) {
    return file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
}

} // namespace

Target::Target(std::filesystem::path to, std::filesystem::path file)
    : m_to(std::move(to)), m_file(std::move(file)) {}

Target::Target(Target&& other) noexcept
    : m_to(std::move(other.m_to)), m_file(std::move(other.m_file)),
      m_isCommitted(std::exchange(other.m_isCommitted, true)) {}

Target::~Target() {
    if (!m_isCommitted) {
        std::error_code none;
        std::filesystem::remove(m_file, none);
    }
}

base::Result<Target> Target::open(const std::filesystem::path& to) {
    std::error_code none;
    if (to.filename().empty() || !std::filesystem::is_directory(folderOf(to), none)) {
        return base::failure(fmt::format("{} cannot be written: there is no folder {}", to.string(),
                                         folderOf(to).string()));
    }
    if (std::filesystem::exists(std::filesystem::symlink_status(to, none))) {
        return base::failure(fmt::format("{} exists already", to.string()));
    }
    // Beside it, because only within a file system a name is given at once.
    const auto file = folderOf(to) / fmt::format(".{}.part-{}", to.filename().string(), ::getpid());
    std::filesystem::remove(file, none); // of a run of that number that was killed
    return Target(to, file);
}

base::Result<void> Target::commit() {
    const auto failed = [this](int error) {
        return base::failure(fmt::format("{} cannot be written: {}", m_to.string(), reason(error)));
    };
    if (!sync(m_file, 0)) {
        return failed(errno);
    }
    // A second name and then one less: unlike rename() this never replaces what is there.
    if (::link(m_file.c_str(), m_to.c_str()) != 0) {
        if (errno == EEXIST) {
            return base::failure(fmt::format("{} exists already", m_to.string()));
        }
        // File systems without links (FAT): the name was free when we looked a moment ago.
        std::error_code error;
        if (std::filesystem::exists(m_to, error)) {
            return base::failure(fmt::format("{} exists already", m_to.string()));
        }
        std::filesystem::rename(m_file, m_to, error);
        if (error) {
            return failed(error.value());
        }
    } else {
        ::unlink(m_file.c_str());
    }
    m_isCommitted = true;
    return sync(folderOf(m_to), O_DIRECTORY) ? base::Result<void>{} : failed(errno);
}

} // namespace vigie::record
