// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/record/item.h"

namespace vigie::record {

/// Ends of file names: a recording and the journal of its open minute.
inline constexpr const char* fileSuffix = ".vigie";
inline constexpr const char* journalSuffix = ".journal";

struct WriterOptions {
    /// Who made it, for people: "vigie 0.1.0 on host".
    std::string madeBy;
    /// How much of the recording's clock one slab spans.
    std::chrono::seconds slab{60};
    /// Each item is in the journal file before put() returns, so that a crash loses none. Off for
    /// copies that can be made again.
    bool hasJournal = true;
    /// Names were replaced and pictures left out.
    bool isRedacted = false;
    /// Names the desk whose orders these are, for a merge to know; empty: not told.
    std::string origin;
};

/// Writes one file, append only: nothing that was written is ever changed, so that a reader may
/// read along and damage stays where it is. Items must come with growing order. Not thread-safe.
/// After a failed write (a full disk) the file ends at the last whole chunk, and the next call
/// tries again; what was refused is the caller's to tell.
class Writer {
public:
    /// Fails where the file exists.
    [[nodiscard]] static base::Result<std::unique_ptr<Writer>>
    create(const std::filesystem::path& file, WriterOptions options);
    /// Goes on with a file that was not closed: cuts a torn end off, takes over its journal.
    [[nodiscard]] static base::Result<std::unique_ptr<Writer>>
    resume(const std::filesystem::path& file, WriterOptions options);

    virtual ~Writer() = default;
    /// Ticks of an endpoint need its description first; a tick that does not fit it is refused.
    [[nodiscard]] virtual base::Result<void> put(const Item& item) = 0;
    [[nodiscard]] virtual base::Result<void> put(const Picture& picture) = 0;
    [[nodiscard]] virtual base::Result<void> put(const Mark& mark) = 0;
    /// Ends the open slab; what is read from the file is then complete up to here.
    [[nodiscard]] virtual base::Result<void> seal() = 0;
    /// seal(), index, end. Nothing may be put afterwards. The destructor does not close.
    [[nodiscard]] virtual base::Result<void> close() = 0;

    [[nodiscard]] virtual std::uint64_t bytes() const = 0;
    [[nodiscard]] virtual std::uint64_t lastOrder() const = 0;
};

} // namespace vigie::record
