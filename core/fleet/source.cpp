// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fleet/source.h"

namespace vigie::fleet {

void Source::requestDecoding(const model::PathRef&, model::DecodePolicy, std::chrono::seconds,
                             std::function<void(base::Result<base::Utc>)> done) {
    done(base::failure("nothing can be asked of this source"));
}

void Source::requestCapture(const std::string&, const CaptureRequest&,
                            std::function<void(base::Result<CaptureInfo>)> done) {
    done(base::failure("nothing can be asked of this source"));
}

} // namespace vigie::fleet
