// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/vigiectl/options.h"

/// One function per command; each returns an exit code. Results go to stdout, sentences to stderr.
namespace vigie::ctl {

[[nodiscard]] int describe(const Options& options);
[[nodiscard]] int watch(const Options& options);
[[nodiscard]] int health(const Options& options);

} // namespace vigie::ctl
