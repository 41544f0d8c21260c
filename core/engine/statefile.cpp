// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/statefile.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <system_error>
#include <unistd.h>

namespace vigie::engine {
namespace {

std::string lastError() {
    return std::generic_category().message(errno);
}

bool writeAll(int file, const std::string& text) {
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t now = ::write(file, text.data() + written, text.size() - written);
        if (now < 0 && errno != EINTR) {
            return false;
        }
        written += now > 0 ? static_cast<std::size_t>(now) : 0;
    }
    return ::fsync(file) == 0;
}

} // namespace

std::optional<std::string> readText(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return std::nullopt;
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return stream.bad() ? std::nullopt : std::optional(text.str());
}

base::Result<void> writeText(const std::filesystem::path& file, const std::string& text) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    const std::string fresh = file.string() + ".new";
    const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return base::failure("Cannot write " + fresh + ": " + lastError() + ".");
    }
    const bool isWritten = writeAll(descriptor, text);
    const std::string problem = isWritten ? "" : lastError();
    ::close(descriptor);
    if (!isWritten) {
        return base::failure("Cannot write " + fresh + ": " + problem + ".");
    }
    std::filesystem::rename(fresh, file, error);
    if (error) {
        return base::failure("Cannot replace " + file.string() + ": " + error.message() + ".");
    }
    return {};
}

} // namespace vigie::engine
