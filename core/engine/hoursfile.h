// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/engine/reducer.h"

namespace vigie::engine {

/// Keeps the hours carried of one event across restarts: a small JSON file, replaced atomically.
/// Not thread-safe.
class HoursFile {
public:
    /// `event` chooses the file, so that another event begins at zero.
    HoursFile(const std::filesystem::path& folder, const std::string& event);

    /// Nothing where there is none yet. A file that cannot be read is moved aside (its name plus
    /// ".bad") and the error says so.
    [[nodiscard]] base::Result<std::optional<CarriedState>> load() const;
    [[nodiscard]] base::Result<void> save(const CarriedState& state) const;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    std::string m_event;
};

} // namespace vigie::engine
