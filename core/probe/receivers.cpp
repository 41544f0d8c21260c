// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/receivers.h"

#include <utility>

#include "core/probe/dvbreceiver.h"

namespace vigie::probe {

base::Result<std::unique_ptr<transport::Receiver>> makeReceiver(const InputConfig& config) {
    if (!config.uri.starts_with("dvb://")) {
        return transport::Receiver::create(config.id, {.uri = config.uri,
                                                       .passphrase = config.passphrase,
                                                       .legB = config.legB,
                                                       .legWindow = config.legWindow});
    }
    if (!config.passphrase.empty()) {
        return base::failure(config.uri + ": a passphrase is for srt only");
    }
    if (!config.legB.empty()) {
        return base::failure(config.uri + ": a leg of ST 2022-7 is written rtp://address:port");
    }
    auto spec = parseDvbUri(config.uri);
    if (!spec) {
        return tl::unexpected(spec.error());
    }
    return std::make_unique<DvbReceiver>(config.id, std::move(*spec));
}

base::Result<std::unique_ptr<transport::RfSource>> makeRfSource(const InputConfig& config) {
    if (config.rfSnmp) {
        auto made = transport::SnmpSource::create("snmp-" + config.id, *config.rfSnmp);
        if (!made) {
            return tl::unexpected(made.error());
        }
        return std::unique_ptr<transport::RfSource>(std::move(*made));
    }
    if (config.rfUri.empty()) {
        return std::unique_ptr<transport::RfSource>();
    }
    auto made = transport::RfListener::create("rf-" + config.id, config.rfUri);
    if (!made) {
        return tl::unexpected(made.error());
    }
    return std::unique_ptr<transport::RfSource>(std::move(*made));
}

} // namespace vigie::probe
