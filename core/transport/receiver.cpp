// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/receiver.h"

#include "core/transport/filereceiver.h"
#include "core/transport/hlsreceiver.h"
#include "core/transport/legreceiver.h"
#include "core/transport/spec.h"
#include "core/transport/srtreceiver.h"
#include "core/transport/udpreceiver.h"

namespace vigie::transport {

namespace {

struct Maker {
    std::string name;
    std::chrono::milliseconds noDataAfter;

    std::unique_ptr<Receiver> operator()(const SrtSpec& spec) const {
        return std::make_unique<SrtReceiver>(name, noDataAfter, spec);
    }
    std::unique_ptr<Receiver> operator()(const UdpSpec& spec) const {
        return std::make_unique<UdpReceiver>(name, noDataAfter, spec);
    }
    std::unique_ptr<Receiver> operator()(const HlsSpec& spec) const {
        return std::make_unique<HlsReceiver>(name, noDataAfter, spec);
    }
    std::unique_ptr<Receiver> operator()(const FileSpec& spec) const {
        return std::make_unique<FileReceiver>(name, noDataAfter, spec);
    }
};

base::Result<std::unique_ptr<Receiver>>
makeLegReceiver(std::string name, const ReceiverOptions& options, const Spec& legA) {
    if (options.legWindow < std::chrono::milliseconds(1) ||
        options.legWindow > std::chrono::seconds(1)) {
        return base::failure("the window of the legs must be from 1 ms to 1 s");
    }
    const auto legB = parseReceiveSpec(options.legB, {});
    if (!legB) {
        return tl::unexpected(legB.error());
    }
    const auto* a = std::get_if<UdpSpec>(&legA);
    const auto* b = std::get_if<UdpSpec>(&*legB);
    for (const auto& [uri, leg] : {std::pair(&options.uri, a), std::pair(&options.legB, b)}) {
        if (leg == nullptr || !leg->isRtp) {
            return base::failure(withoutCredentials(*uri) +
                                 ": a leg of ST 2022-7 is written rtp://address:port");
        }
    }
    const bool isSame = a->port != 0 && a->port == b->port && a->host == b->host &&
                        a->interface == b->interface && a->source == b->source;
    if (isSame) {
        return base::failure(withoutCredentials(options.legB) + ": both legs are the same");
    }
    return std::make_unique<LegReceiver>(std::move(name), options.noDataAfter, options.legWindow,
                                         *a, *b);
}

} // namespace

base::Result<std::unique_ptr<Receiver>> Receiver::create(std::string name,
                                                         ReceiverOptions options) {
    if (options.noDataAfter <= std::chrono::milliseconds::zero()) {
        return base::failure("noDataAfter must be positive");
    }
    auto spec = parseReceiveSpec(options.uri, options.passphrase);
    if (!spec) {
        return tl::unexpected(spec.error());
    }
    if (!options.legB.empty()) {
        return makeLegReceiver(std::move(name), options, *spec);
    }
    return std::visit(Maker{std::move(name), options.noDataAfter}, *spec);
}

} // namespace vigie::transport
