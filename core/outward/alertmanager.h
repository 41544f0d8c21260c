// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/outward/sender.h"

namespace vigie::outward {

/// POST /api/v2/alerts: opened and changed notices as firing, ended ones as resolved. A change of
/// labels ends the alert with the old ones in the same request. What is open is told again, and
/// ends by itself in Alertmanager when that stops for long (5 tellings): a dead desk claims
/// nothing.
[[nodiscard]] base::Result<std::unique_ptr<Sender>> makeAlertmanager(const Target& target,
                                                                     const SenderContext& context);

/// One element of the request's list, as JSON text. `ends`: when it is over or no longer believed.
[[nodiscard]] std::string alertOf(const Notice& notice, base::Utc ends);
/// What makes it the same alert, as JSON text.
[[nodiscard]] std::string labelsOf(const Notice& notice);

} // namespace vigie::outward
