// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/outward/sender.h"

namespace vigie::outward {

/// One POST per notice, signed where there is a secret (X-Vigie-Signature), with the id in
/// Idempotency-Key too.
[[nodiscard]] base::Result<std::unique_ptr<Sender>> makeWebhook(const Target& target,
                                                                const SenderContext& context);

} // namespace vigie::outward
