// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/pem.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

namespace vigie::rpc {

base::Result<std::string> readPem(const std::filesystem::path& file) {
    constexpr std::size_t maxBytes = 4 * 1024 * 1024;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return base::failure(fmt::format("cannot read {}: {}", file.string(),
                                         std::generic_category().message(errno)));
    }
    std::string text(maxBytes, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.find("-----BEGIN ") == std::string::npos) {
        return base::failure(fmt::format("{} is not a PEM file", file.string()));
    }
    return text;
}

} // namespace vigie::rpc
