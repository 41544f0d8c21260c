// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vigie::base {

/// Keeps the C library's heap in two arenas instead of up to eight for each processor. A program
/// that runs for weeks, with a dozen threads that hand pictures and ticks to one another, otherwise
/// holds in each arena the most that was ever in use there: its memory grows for hours while what
/// is in use does not. To be called before the first thread is started; without glibc it does
/// nothing. What it brings: docs/bench.md, eight hours of a wall.
void limitArenas();

} // namespace vigie::base
