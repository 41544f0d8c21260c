// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/captureextract.h"

#include <algorithm>
#include <span>
#include <system_error>

#include <fmt/format.h>

#include "core/probe/packetgrid.h"

namespace vigie::probe {
namespace {

constexpr std::size_t blockBytes = 256 * 1024;
/// Packets are looked for in so much of the beginning and of the end.
constexpr std::size_t searchBytes = 64 * 1024;

base::Result<void> copyPiece(const RingExtract::Piece& piece, DiskFile& into,
                             std::vector<std::byte>& block, const std::stop_token& stop) {
    const auto file = DiskFile::open(piece.file->path());
    if (!file) {
        return base::failure(fmt::format("the ring's file {} is gone: {}",
                                         piece.file->path().string(), file.error().message));
    }
    for (std::uint64_t done = 0; done < piece.bytes;) {
        if (stop.stop_requested()) {
            return base::failure("the node is stopping");
        }
        const auto wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), piece.bytes - done));
        const auto got = file->readAt(piece.offset + done, std::span(block).first(wanted));
        if (!got || *got < wanted) {
            return base::failure(
                fmt::format("cannot read {}: {}", piece.file->path().string(),
                            got ? "it is shorter than it was" : got.error().message));
        }
        if (auto written = into.append(std::span(block).first(wanted)); !written) {
            return base::failure("cannot write the capture: " + written.error().message);
        }
        done += wanted;
    }
    return {};
}

/// Where its packets lie; `offset` is what belongs to a packet that began before it.
base::Result<std::optional<PacketGrid>> gridOf(const RingExtract& extract) {
    std::vector<std::byte> head(
        static_cast<std::size_t>(std::min<std::uint64_t>(searchBytes, extract.bytes)));
    std::size_t filled = 0;
    for (const auto& piece : extract.pieces) {
        if (filled == head.size()) {
            break;
        }
        const auto file = DiskFile::open(piece.file->path());
        if (!file) {
            return base::failure(fmt::format("the ring's file {} is gone: {}",
                                             piece.file->path().string(), file.error().message));
        }
        const auto wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(piece.bytes, head.size() - filled));
        const auto got = file->readAt(piece.offset, std::span(head).subspan(filled, wanted));
        if (!got || *got < wanted) {
            return base::failure("cannot read " + piece.file->path().string());
        }
        filled += wanted;
    }
    auto grid = findFirstPackets(head);
    if (grid) {
        grid->offset %= grid->packetSize; // what lies before is kept, whatever it is
    }
    return grid;
}

/// Cuts the packet that is not whole off the end; the new size.
base::Result<std::uint64_t> cutEnd(DiskFile& file, std::uint64_t bytes, std::size_t packetSize) {
    std::vector<std::byte> tail(
        static_cast<std::size_t>(std::min<std::uint64_t>(searchBytes, bytes)));
    const std::uint64_t begin = bytes - tail.size();
    const auto got = file.readAt(begin, tail);
    if (!got || *got < tail.size()) {
        return base::failure("cannot read the capture back");
    }
    const auto end = findLastPacketsEnd(tail, packetSize);
    if (!end) {
        return bytes;
    }
    const std::uint64_t whole = bytes - (tail.size() - *end) % packetSize;
    if (auto cut = file.truncate(whole); !cut) {
        return base::failure("cannot write the capture: " + cut.error().message);
    }
    return whole;
}

base::Result<WrittenExtract> writeInto(RingExtract extract, DiskFile& file,
                                       const std::stop_token& stop) {
    const auto grid = gridOf(extract);
    if (!grid) {
        return tl::unexpected(grid.error());
    }
    const std::uint64_t skipped = *grid ? (*grid)->offset : 0;
    for (std::uint64_t left = skipped; left > 0;) {
        auto& piece = extract.pieces.front();
        const std::uint64_t taken = std::min(left, piece.bytes);
        piece.offset += taken;
        piece.bytes -= taken;
        left -= taken;
        if (piece.bytes == 0) {
            extract.pieces.erase(extract.pieces.begin());
        }
    }
    std::vector<std::byte> block(blockBytes);
    for (const auto& piece : extract.pieces) {
        if (auto copied = copyPiece(piece, file, block, stop); !copied) {
            return tl::unexpected(copied.error());
        }
    }
    WrittenExtract written;
    written.bytes = extract.bytes - skipped;
    if (*grid) {
        written.packetSize = (*grid)->packetSize;
        const auto whole = cutEnd(file, written.bytes, (*grid)->packetSize);
        if (!whole) {
            return tl::unexpected(whole.error());
        }
        written.bytes = *whole;
    }
    for (RingMark mark : extract.marks) {
        mark.offset -= std::min(mark.offset, skipped);
        if (mark.offset < written.bytes) {
            written.marks.push_back(mark);
        }
    }
    return written;
}

} // namespace

base::Result<WrittenExtract> writeExtract(const RingExtract& extract,
                                          const std::filesystem::path& path,
                                          const std::stop_token& stop) {
    auto file = DiskFile::create(path);
    if (!file) {
        return base::failure(
            fmt::format("cannot write {}: {}", path.string(), file.error().message));
    }
    auto written = writeInto(extract, *file, stop);
    if (!written) {
        std::error_code ignored; // what was written of it is worth nothing
        std::filesystem::remove(path, ignored);
    }
    return written;
}

} // namespace vigie::probe
