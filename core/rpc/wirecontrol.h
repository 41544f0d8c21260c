// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/fleet/provider.h"
#include "vigie/v1/control.pb.h"

/// Wire <-> model of what may be asked of a node; as in wire.h, what comes in is checked.
namespace vigie::rpc {

void toWire(const fleet::DecodeRequest& request, v1::RequestDecodingRequest& out);
/// Fails for a policy or a time that cannot be asked for.
[[nodiscard]] base::Result<fleet::DecodeRequest> fromWire(const v1::RequestDecodingRequest& in);

void toWire(const fleet::CaptureRequest& request, v1::CaptureRequest& out);
[[nodiscard]] base::Result<fleet::CaptureRequest> fromWire(const v1::CaptureRequest& in);

void toWire(const fleet::CaptureInfo& info, v1::Capture& out);
/// Fails where the id could not be the name of a file.
[[nodiscard]] base::Result<fleet::CaptureInfo> fromWire(const v1::Capture& in);

[[nodiscard]] v1::CapturePart toWire(fleet::CapturePart part);
/// False for none or one that this version does not know.
[[nodiscard]] bool fromWire(v1::CapturePart in, fleet::CapturePart& out);

} // namespace vigie::rpc
