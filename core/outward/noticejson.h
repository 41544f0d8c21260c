// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/outward/outward.h"

namespace vigie::outward {

/// What a webhook carries: docs/alarms.md has every field. `id` is the same at each attempt.
[[nodiscard]] std::string bodyOf(const Notice& notice, const std::string& id);
/// What the outbox keeps; read back exactly.
[[nodiscard]] std::string storedOf(const Notice& notice);
[[nodiscard]] std::optional<Notice> noticeFrom(std::string_view stored);

} // namespace vigie::outward
