// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fleet/provider.h"

namespace vigie::fleet {

base::Result<base::SubscriptionPtr> Provider::watchSound(const std::string&, int, SoundListener&) {
    return base::failure("this node serves no sound");
}

base::Result<base::Utc> Provider::requestDecoding(const DecodeRequest&) {
    return base::failure("this node decodes nothing on demand");
}

base::Result<CaptureInfo> Provider::requestCapture(const CaptureRequest&) {
    return base::failure("this node captures nothing");
}

std::vector<CaptureInfo> Provider::captures() const {
    return {};
}

base::Result<std::unique_ptr<CaptureReader>> Provider::readCapture(const std::string&,
                                                                   CapturePart) const {
    return base::failure("this node captures nothing");
}

} // namespace vigie::fleet
