// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "core/transport/rffigures.h"
#include "core/transport/rtpreorder.h"
#include "core/transport/spec.h"
#include "core/transport/tsfile.h"

using namespace vigie;
using namespace vigie::transport;

/// What arrives in datagrams and files, and what a user types: RTP (the input cut into packets), RF
/// figures, packets to be re-stamped, URIs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
    const std::string_view text(reinterpret_cast<const char*>(data), size);

    std::uint64_t out = 0;
    std::int64_t lastNs = 0;
    RtpReorder reorder({.onPayload =
                            [&](auto, auto arrival) {
                                ++out;
                                if (base::toNs(arrival.mono) < lastNs) {
                                    std::abort(); // time goes forward
                                }
                                lastNs = base::toNs(arrival.mono);
                            },
                        .onLost = [](auto lost, auto) { lost == 0 ? std::abort() : void(); },
                        .onRestart = [](auto) {}});
    std::uint64_t in = 0;
    constexpr std::size_t packetSize = 16;
    for (std::size_t at = 0; at + packetSize <= size; at += packetSize) {
        if (const auto packet = parseRtp(bytes.subspan(at, packetSize))) {
            ++in;
            reorder.add(*packet, {base::utcFromNs(0),
                                  base::monoFromNs(static_cast<std::int64_t>(in * 1'000'000))});
        }
    }
    if (out > in) {
        std::abort();
    }
    (void)parseRtp(bytes);
    (void)parseRfFigures(text);
    (void)detectLayout(bytes);
    (void)parseReceiveSpec(std::string(text), {});

    TsRestamper restamper;
    restamper.beginPass(300 * 12345);
    for (std::size_t at = 0; at + tsPacketSize <= size; at += tsPacketSize) {
        TsPacket packet;
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), tsPacketSize, packet.begin());
        restamper.apply(packet);
    }
    return 0;
}
