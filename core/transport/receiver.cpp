// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/receiver.h"

#include "core/transport/filereceiver.h"
#include "core/transport/hlsreceiver.h"
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
    return std::visit(Maker{std::move(name), options.noDataAfter}, *spec);
}

} // namespace vigie::transport
