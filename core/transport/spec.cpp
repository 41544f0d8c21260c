// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/spec.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "core/transport/receiver.h"
#include "core/transport/uri.h"

namespace vigie::transport {

namespace {

constexpr std::size_t shortestPassphrase = 10;
constexpr std::size_t longestPassphrase = 79;
constexpr std::size_t longestStreamId = 512;

tl::unexpected<base::Error> wrong(const std::string& uri, const std::string& what) {
    return base::failure(fmt::format("{}: {}", withoutCredentials(uri), what));
}

base::Result<void> checkOptions(const Uri& uri, const std::vector<std::string_view>& known) {
    for (const auto& [key, value] : uri.query) {
        if (std::find(known.begin(), known.end(), key) != known.end()) {
            continue;
        }
        const auto near = nearestOf(key, known);
        const auto hint =
            near.empty() ? fmt::format("known are {}", fmt::join(known.begin(), known.end(), ", "))
                         : fmt::format("did you mean \"{}\"?", near);
        return base::failure(
            fmt::format("unknown option \"{}\" for {}: {}", key, uri.scheme, hint));
    }
    return {};
}

base::Result<std::optional<int>> integerOption(const Uri& uri, std::string_view key, int low,
                                               int high) {
    const auto* text = uri.option(key);
    if (text == nullptr) {
        return std::optional<int>{};
    }
    int value = 0;
    const auto* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc{} || stop != end || value < low || value > high) {
        return base::failure(
            fmt::format("{}={} must be a whole number from {} to {}", key, *text, low, high));
    }
    return std::optional<int>{value};
}

base::Result<bool> booleanOption(const Uri& uri, std::string_view key, bool fallback) {
    const auto* text = uri.option(key);
    if (text == nullptr) {
        return fallback;
    }
    if (*text == "true" || *text == "1" || *text == "yes") {
        return true;
    }
    if (*text == "false" || *text == "0" || *text == "no") {
        return false;
    }
    return base::failure(fmt::format("{}={} must be true or false", key, *text));
}

bool isAddress(const std::string& text) {
    in6_addr scratch{};
    return inet_pton(AF_INET, text.c_str(), &scratch) == 1 ||
           inet_pton(AF_INET6, text.c_str(), &scratch) == 1;
}

base::Result<void> addressOption(const Uri& uri, std::string_view key, std::string& into) {
    const auto* text = uri.option(key);
    if (text == nullptr) {
        return {};
    }
    if (!isAddress(*text)) {
        return base::failure(fmt::format("{}={} must be an IP address", key, *text));
    }
    into = *text;
    return {};
}

base::Result<std::string> passphraseOf(const Uri& uri, const std::string& given) {
    const auto* inUri = uri.option("passphrase");
    if (inUri != nullptr && !given.empty() && *inUri != given) {
        return base::failure("the passphrase is given twice, and differs");
    }
    const std::string passphrase = given.empty() && inUri != nullptr ? *inUri : given;
    const bool isGiven = !given.empty() || inUri != nullptr;
    if (isGiven &&
        (passphrase.size() < shortestPassphrase || passphrase.size() > longestPassphrase)) {
        return base::failure(fmt::format("the passphrase has {} characters, it must have {} to {}",
                                         passphrase.size(), shortestPassphrase, longestPassphrase));
    }
    return passphrase;
}

base::Result<Spec> srtSpec(const Uri& uri, const std::string& passphrase) {
    if (auto ok =
            checkOptions(uri, {"mode", "latency", "streamid", "pbkeylen", "adapter", "passphrase"});
        !ok) {
        return tl::unexpected(ok.error());
    }
    SrtSpec spec;
    spec.host = uri.host;
    spec.isListener = uri.host.empty();
    if (const auto* mode = uri.option("mode")) {
        if (*mode != "caller" && *mode != "listener") {
            return base::failure(fmt::format("mode={} must be caller or listener", *mode));
        }
        spec.isListener = *mode == "listener";
    }
    if (!uri.port) {
        return base::failure("the port is missing: srt://host:port");
    }
    spec.port = *uri.port;
    if (!spec.isListener && spec.port == 0) {
        return base::failure("a caller needs a port from 1 to 65535");
    }
    if (!spec.isListener && spec.host.empty()) {
        return base::failure("a caller needs a host: srt://host:port");
    }
    auto latency = integerOption(uri, "latency", 0, 60'000);
    auto keyLength = integerOption(uri, "pbkeylen", 16, 32);
    auto secret = passphraseOf(uri, passphrase);
    auto adapter = addressOption(uri, "adapter", spec.adapter);
    if (!latency) {
        return tl::unexpected(latency.error());
    }
    if (!keyLength || (*keyLength && **keyLength % 8 != 0)) {
        return base::failure(
            fmt::format("pbkeylen={} must be 16, 24 or 32", *uri.option("pbkeylen")));
    }
    if (!secret) {
        return tl::unexpected(secret.error());
    }
    if (!adapter) {
        return tl::unexpected(adapter.error());
    }
    spec.latencyMs = *latency;
    spec.keyLength = *keyLength;
    spec.passphrase = *secret;
    if (const auto* streamId = uri.option("streamid")) {
        if (spec.isListener) {
            return base::failure("streamid is for callers only");
        }
        if (streamId->size() > longestStreamId) {
            return base::failure(
                fmt::format("streamid is longer than {} characters", longestStreamId));
        }
        spec.streamId = *streamId;
    }
    return Spec{spec};
}

base::Result<Spec> udpSpec(const Uri& uri, bool isSender) {
    const auto known = isSender ? std::vector<std::string_view>{"iface", "ttl"}
                                : std::vector<std::string_view>{"iface", "source"};
    if (auto ok = checkOptions(uri, known); !ok) {
        return tl::unexpected(ok.error());
    }
    UdpSpec spec;
    spec.isRtp = uri.scheme == "rtp";
    spec.host = uri.host;
    if (!uri.port) {
        return base::failure(fmt::format("the port is missing: {}://host:port", uri.scheme));
    }
    spec.port = *uri.port;
    if (isSender && (spec.port == 0 || spec.host.empty())) {
        return base::failure("a sender needs a host and a port from 1 to 65535");
    }
    if (const auto* interface = uri.option("iface")) {
        if (interface->empty()) {
            return base::failure("iface= must name an interface or its address");
        }
        spec.interface = *interface;
    }
    if (auto ok = addressOption(uri, "source", spec.source); !ok) {
        return tl::unexpected(ok.error());
    }
    auto ttl = integerOption(uri, "ttl", 1, 255);
    if (!ttl) {
        return tl::unexpected(ttl.error());
    }
    spec.ttl = *ttl;
    return Spec{spec};
}

base::Result<Spec> hlsSpec(const Uri& uri, const std::string& text) {
    auto isLooped = booleanOption(uri, "loop", false);
    if (!isLooped) {
        return tl::unexpected(isLooped.error());
    }
    if (uri.host.empty()) {
        return base::failure("the host is missing");
    }
    HlsSpec spec;
    spec.isLooped = *isLooped;
    spec.url = text.starts_with("hls+") ? text.substr(4) : text;
    // `loop` is ours; every other option belongs to the server.
    if (const auto mark = spec.url.find('?');
        mark != std::string::npos && uri.option("loop") != nullptr) {
        std::string kept;
        std::string_view query = std::string_view(spec.url).substr(mark + 1);
        while (!query.empty()) {
            const auto item = query.substr(0, query.find('&'));
            query.remove_prefix(std::min(query.size(), item.size() + 1));
            if (!item.starts_with("loop=") && item != "loop") {
                kept += (kept.empty() ? "?" : "&") + std::string(item);
            }
        }
        spec.url = spec.url.substr(0, mark) + kept;
    }
    return Spec{spec};
}

base::Result<Spec> plainFile(const std::string& text) {
    FileSpec spec;
    spec.path = text;
    for (const std::string_view suffix : {"?loop=true", "?loop=false"}) {
        if (text.ends_with(suffix)) {
            spec.path = text.substr(0, text.size() - suffix.size());
            spec.isLooped = suffix.ends_with("true");
        }
    }
    if (spec.path.empty()) {
        return base::failure("no URI and no file name is given");
    }
    return Spec{spec};
}

base::Result<Spec> fileSpec(const Uri& uri) {
    if (auto ok = checkOptions(uri, {"loop"}); !ok) {
        return tl::unexpected(ok.error());
    }
    auto isLooped = booleanOption(uri, "loop", true);
    if (!isLooped) {
        return tl::unexpected(isLooped.error());
    }
    if (!uri.host.empty() && uri.host != "localhost") {
        return base::failure("a file is written file:///path");
    }
    if (uri.path.size() < 2) {
        return base::failure("the path is missing: file:///path.ts");
    }
    return Spec{FileSpec{uri.path, *isLooped}};
}

template <typename Make> base::Result<Spec> told(const std::string& text, Make make) {
    auto spec = make();
    return spec ? spec : wrong(text, spec.error().message);
}

base::Result<Spec> parseSpec(const std::string& text, const std::string& passphrase,
                             bool isSender) {
    if (text.find("://") == std::string::npos && !isSender) {
        return plainFile(text);
    }
    const auto parsed = parseUri(text);
    if (!parsed) {
        return wrong(text, parsed.error().message);
    }
    const Uri& uri = *parsed;
    if (!passphrase.empty() && uri.scheme != "srt") {
        return wrong(text, "a passphrase is for srt only");
    }
    if (uri.scheme == "srt") {
        return told(text, [&] { return srtSpec(uri, passphrase); });
    }
    if (uri.scheme == "rtp" || uri.scheme == "udp") {
        return told(text, [&] { return udpSpec(uri, isSender); });
    }
    if (!isSender) {
        const bool isHttp = uri.scheme == "http" || uri.scheme == "https";
        if (isHttp && !uri.path.ends_with(".m3u8") && !uri.path.ends_with(".m3u")) {
            return wrong(text, fmt::format("an {0}:// address must be a playlist (.m3u8); write "
                                           "hls+{0}:// where the name does not show it",
                                           uri.scheme));
        }
        if (isHttp || uri.scheme == "hls+http" || uri.scheme == "hls+https") {
            return told(text, [&] { return hlsSpec(uri, text); });
        }
        if (uri.scheme == "file") {
            return told(text, [&] { return fileSpec(uri); });
        }
    }
    const auto known =
        isSender ? std::vector<std::string_view>{"srt", "rtp", "udp"}
                 : std::vector<std::string_view>{"srt",  "rtp",   "udp",      "file",
                                                 "http", "https", "hls+http", "hls+https"};
    const auto near = nearestOf(uri.scheme, known);
    return wrong(text, near.empty() ? fmt::format("unknown scheme \"{}\": known are {}", uri.scheme,
                                                  fmt::join(known.begin(), known.end(), ", "))
                                    : fmt::format("unknown scheme \"{}\": did you mean \"{}\"?",
                                                  uri.scheme, near));
}

} // namespace

base::Result<Spec> parseReceiveSpec(const std::string& uri, const std::string& passphrase) {
    return parseSpec(uri, passphrase, false);
}

base::Result<Spec> parseSendSpec(const std::string& uri, const std::string& passphrase) {
    return parseSpec(uri, passphrase, true);
}

} // namespace vigie::transport
