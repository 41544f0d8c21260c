// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/sender.h"

#include "core/transport/spec.h"
#include "core/transport/srtsender.h"
#include "core/transport/udpsender.h"

namespace vigie::transport {

base::Result<std::unique_ptr<Sender>> makeSender(const std::string& uri,
                                                 const std::string& passphrase) {
    const auto spec = parseSendSpec(uri, passphrase);
    if (!spec) {
        return tl::unexpected(spec.error());
    }
    if (const auto* srt = std::get_if<SrtSpec>(&*spec)) {
        return SrtSender::make(*srt);
    }
    return UdpSender::make(std::get<UdpSpec>(*spec));
}

} // namespace vigie::transport
