// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fleet/source.h"

namespace vigie::fleet {

base::SubscriptionPtr Source::watchSound(const model::PathRef&, int, SoundSink& sink) {
    sink.onInterrupted(SoundTrouble::NoSoundHere, "a recording keeps no sound");
    return std::make_unique<base::Subscription>();
}

void Source::requestDecoding(const model::PathRef&, model::DecodePolicy, std::chrono::seconds,
                             std::function<void(base::Result<base::Utc>)> done) {
    done(base::failure("nothing can be asked of this source"));
}

void Source::requestCapture(const std::string&, const CaptureRequest&,
                            std::function<void(base::Result<CaptureInfo>)> done) {
    done(base::failure("nothing can be asked of this source"));
}

} // namespace vigie::fleet
