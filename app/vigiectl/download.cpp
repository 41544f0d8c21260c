// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/download.h"

#include <fstream>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "app/vigiectl/interrupt.h"
#include "core/rpc/nodecontrol.h"

namespace vigie::ctl {

std::filesystem::path analysisBeside(const std::filesystem::path& stream) {
    auto analysis = stream;
    return analysis.replace_extension(".json");
}

std::string whyNotThere(const std::filesystem::path& stream, bool isForced) {
    const auto analysis = analysisBeside(stream);
    if (stream == analysis) {
        return fmt::format("'{}': expected a file for the stream; its analysis is {}",
                           stream.string(), analysis.string());
    }
    for (const auto& file : {stream, analysis}) {
        std::error_code error;
        if (!isForced && std::filesystem::exists(file, error)) {
            return fmt::format("'{}' is there already (--force replaces it)", file.string());
        }
    }
    return {};
}

base::Result<void> download(const rpc::Endpoint& endpoint, const std::string& id,
                            fleet::CapturePart part, std::chrono::milliseconds timeout,
                            const std::filesystem::path& file) {
    auto partFile = file;
    partFile += ".part";
    std::ofstream out(partFile, std::ios::binary | std::ios::trunc);
    if (!out) {
        return base::failure(fmt::format("cannot write '{}'", partFile.string()));
    }
    auto read = rpc::readCapture(
        endpoint, id, part, timeout, [&out](std::string_view piece, std::uint64_t) {
            out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
            return out.good() && !isInterrupted();
        });
    out.close();
    std::error_code error;
    if (!out) {
        read = base::failure(fmt::format("cannot write '{}'", partFile.string()));
    } else if (read) {
        std::filesystem::rename(partFile, file, error);
        if (error) {
            read =
                base::failure(fmt::format("cannot write '{}': {}", file.string(), error.message()));
        }
    }
    if (!read) {
        std::filesystem::remove(partFile, error);
    }
    return read;
}

} // namespace vigie::ctl
