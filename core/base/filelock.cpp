// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/filelock.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vigie::base {

namespace {

std::string reasonOf(int code) {
    return std::error_code(code, std::generic_category()).message();
}

} // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& file, const std::string& what) {
    std::filesystem::path beside = file;
    beside += ".lock";
    const int descriptor = ::open(beside.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return failure("The " + what + " cannot be locked: " + beside.string() + ": " +
                       reasonOf(errno) + ".");
    }
    FileLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return failure("The " + what + " cannot be locked: " + beside.string() + ": " +
                           reasonOf(errno) + ".");
        }
        std::array<char, 16> text{};
        const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
        std::string holder(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
        while (!holder.empty() && holder.back() == '\n') {
            holder.pop_back();
        }
        return failure("Another desk" + (holder.empty() ? "" : " (process " + holder + ")") +
                       " has the " + what + " " + file.string() +
                       " open; close it, or give this desk a " + what + " of its own.");
    }
    // Only for the message above: a full disk is no reason not to start.
    const std::string own = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) != 0 ||
        ::pwrite(descriptor, own.data(), own.size(), 0) != static_cast<ssize_t>(own.size())) {
        return lock;
    }
    return lock;
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileLock::~FileLock() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

} // namespace vigie::base
