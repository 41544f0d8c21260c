// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/result.h"
#include "core/sqlite/sqlite.h"

namespace vigie::outward {

/// "VgOb": tells our file from another program's.
inline constexpr std::int64_t outboxApplicationId = 0x56674f62;
inline constexpr std::int64_t outboxSchemaVersion = 1;

struct OutboxFile {
    sqlite::Database database;
    /// What was set aside, for people; empty: nothing.
    std::string remark;
};

/// Opens the file for this process alone, in WAL mode. What is damaged or not ours is set aside
/// under another name, never deleted, and a new file begun. Empty: memory only.
[[nodiscard]] base::Result<OutboxFile> openOutboxFile(const std::filesystem::path& file);

} // namespace vigie::outward
