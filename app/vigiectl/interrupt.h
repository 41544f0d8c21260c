// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vigie::ctl {

/// From now on SIGINT and SIGTERM are noted instead of ending the process.
void catchInterrupts();
[[nodiscard]] bool isInterrupted();

} // namespace vigie::ctl
