// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/base/result.h"
#include "core/probe/nodeconfig.h"
#include "core/transport/receiver.h"
#include "core/transport/rffigures.h"

namespace vigie::probe {

/// The receiver of an input: one or two legs of transport's, or a tuner's (dvb://). Checks, and
/// opens nothing. A tuner's is an RfSource too.
[[nodiscard]] base::Result<std::unique_ptr<transport::Receiver>>
makeReceiver(const InputConfig& config);

/// Where the input's RF figures come from; null when it names nothing.
[[nodiscard]] base::Result<std::unique_ptr<transport::RfSource>>
makeRfSource(const InputConfig& config);

} // namespace vigie::probe
