// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace vigie::ctl {

/// Text as XML may hold it, in elements and in attributes; what XML cannot say becomes a space or
/// U+FFFD.
[[nodiscard]] std::string xmlText(std::string_view text);

} // namespace vigie::ctl
