// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/probe/capturestore.h"

namespace vigie::probe {

/// `<id>.meta.json`, the text that tells of a capture what its bytes do not.
[[nodiscard]] std::string captureMetaText(const StoredCapture& capture);
[[nodiscard]] base::Result<StoredCapture> readCaptureMeta(const std::string& text);

/// An id as the store makes them: a file name without surprises.
[[nodiscard]] bool isCaptureId(const std::string& text);

} // namespace vigie::probe
