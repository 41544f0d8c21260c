// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fleet.h"

#include <utility>

namespace vigie::model {
namespace {

template <typename E, std::size_t N> using Names = std::array<std::pair<E, std::string_view>, N>;

constexpr Names<NodeKind, 4> nodeKinds{{{NodeKind::Unknown, "unknown"},
                                        {NodeKind::Origin, "origin"},
                                        {NodeKind::Cloud, "cloud"},
                                        {NodeKind::Satellite, "satellite"}}};
constexpr Names<PathKind, 5> pathKinds{{{PathKind::Unknown, "unknown"},
                                        {PathKind::Origin, "origin"},
                                        {PathKind::Cloud, "cloud"},
                                        {PathKind::Satellite, "satellite"},
                                        {PathKind::Fibre, "fibre"}}};
constexpr Names<Transport, 7> transports{{{Transport::Unknown, "unknown"},
                                          {Transport::Srt, "srt"},
                                          {Transport::Rtp, "rtp"},
                                          {Transport::Udp, "udp"},
                                          {Transport::Hls, "hls"},
                                          {Transport::File, "file"},
                                          {Transport::Dvb, "dvb"}}};
constexpr Names<DecodePolicy, 4> policies{{{DecodePolicy::Off, "off"},
                                           {DecodePolicy::KeyFrames, "key-frames"},
                                           {DecodePolicy::Full, "full"},
                                           {DecodePolicy::Adaptive, "adaptive"}}};

template <typename E, std::size_t N> std::string_view nameOf(const Names<E, N>& names, E value) {
    for (const auto& [candidate, name] : names) {
        if (candidate == value) {
            return name;
        }
    }
    return "unknown";
}

template <typename E, std::size_t N>
std::optional<E> valueOf(const Names<E, N>& names, std::string_view text) {
    for (const auto& [value, name] : names) {
        if (name == text) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view toString(NodeKind kind) {
    return nameOf(nodeKinds, kind);
}
std::string_view toString(PathKind kind) {
    return nameOf(pathKinds, kind);
}
std::string_view toString(Transport transport) {
    return nameOf(transports, transport);
}
std::string_view toString(DecodePolicy policy) {
    return nameOf(policies, policy);
}
std::optional<NodeKind> nodeKindFrom(std::string_view text) {
    return valueOf(nodeKinds, text);
}
std::optional<PathKind> pathKindFrom(std::string_view text) {
    return valueOf(pathKinds, text);
}
std::optional<Transport> transportFrom(std::string_view text) {
    return valueOf(transports, text);
}
std::optional<DecodePolicy> decodePolicyFrom(std::string_view text) {
    return valueOf(policies, text);
}

} // namespace vigie::model
