// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/uri.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <numeric>

#include <fmt/format.h>

#include "core/transport/receiver.h"

namespace vigie::transport {

namespace {

std::optional<int> hexDigit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (lower >= 'a' && lower <= 'f') {
        return lower - 'a' + 10;
    }
    return std::nullopt;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({change, above + 1, row[j - 1] + 1});
            diagonal = above;
        }
    }
    return row[b.size()];
}

base::Result<void> parseAuthority(std::string_view authority, Uri& uri) {
    std::string_view portText;
    if (authority.starts_with('[')) {
        const auto close = authority.find(']');
        if (close == std::string_view::npos) {
            return base::failure("the IPv6 address lacks its closing bracket");
        }
        uri.host = authority.substr(1, close - 1);
        const auto rest = authority.substr(close + 1);
        if (!rest.empty() && rest.front() != ':') {
            return base::failure("after the IPv6 address a colon and a port are expected");
        }
        portText = rest.empty() ? rest : rest.substr(1);
    } else {
        const auto colon = authority.rfind(':');
        if (colon != authority.find(':')) {
            return base::failure(
                "an IPv6 address is written in brackets, for example [2001:db8::1]:5004");
        }
        uri.host = authority.substr(0, colon);
        portText =
            colon == std::string_view::npos ? std::string_view{} : authority.substr(colon + 1);
    }
    if (portText.empty()) {
        return {};
    }
    unsigned port = 0;
    const auto* end = portText.data() + portText.size();
    const auto [stop, error] = std::from_chars(portText.data(), end, port);
    if (error == std::errc::invalid_argument || stop != end) {
        return base::failure(fmt::format("\"{}\" is not a port", portText));
    }
    if (error != std::errc{} || port > 65535) {
        return base::failure(fmt::format("port {} is out of range: 0 to 65535", portText));
    }
    uri.port = static_cast<std::uint16_t>(port);
    return {};
}

} // namespace

const std::string* Uri::option(std::string_view key) const {
    const auto found = std::find_if(query.begin(), query.end(),
                                    [key](const auto& pair) { return pair.first == key; });
    return found == query.end() ? nullptr : &found->second;
}

std::string percentDecoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto high = hexDigit(text[i + 1]);
            const auto low = hexDigit(text[i + 2]);
            if (high && low) {
                out.push_back(static_cast<char>(*high * 16 + *low));
                i += 2;
                continue;
            }
        }
        out.push_back(text[i]);
    }
    return out;
}

std::string_view nearestOf(std::string_view word, const std::vector<std::string_view>& candidates) {
    std::string_view best;
    std::size_t bestDistance = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const auto candidate : candidates) {
        const auto distance = editDistance(word, candidate);
        if (distance < bestDistance && distance < candidate.size()) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

base::Result<Uri> parseUri(const std::string& text) {
    const auto schemeEnd = text.find("://");
    if (schemeEnd == std::string::npos || schemeEnd == 0) {
        return base::failure("a URI is written scheme://host:port");
    }
    Uri uri;
    uri.scheme = text.substr(0, schemeEnd);
    std::transform(uri.scheme.begin(), uri.scheme.end(), uri.scheme.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::string_view rest = std::string_view(text).substr(schemeEnd + 3);
    std::string_view query;
    if (const auto mark = rest.find('?'); mark != std::string_view::npos) {
        query = rest.substr(mark + 1);
        rest = rest.substr(0, mark);
    }
    std::string_view authority = rest;
    if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
        uri.path = percentDecoded(rest.substr(slash));
        authority = rest.substr(0, slash);
    }
    // udp://@group:port, as other tools write it, and user:password@host.
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        authority = authority.substr(at + 1);
    }
    if (auto ok = parseAuthority(authority, uri); !ok) {
        return tl::unexpected(ok.error());
    }
    while (!query.empty()) {
        const auto ampersand = query.find('&');
        const auto item = query.substr(0, ampersand);
        query =
            ampersand == std::string_view::npos ? std::string_view{} : query.substr(ampersand + 1);
        if (item.empty()) {
            continue;
        }
        const auto equals = item.find('=');
        uri.query.emplace_back(percentDecoded(item.substr(0, equals)),
                               equals == std::string_view::npos
                                   ? std::string{}
                                   : percentDecoded(item.substr(equals + 1)));
    }
    return uri;
}

std::string withoutCredentials(const std::string& uri) {
    std::string out = uri;
    if (const auto schemeEnd = out.find("://"); schemeEnd != std::string::npos) {
        const auto begin = schemeEnd + 3;
        const auto end = out.find_first_of("/?", begin);
        const auto at = out.rfind('@', end == std::string::npos ? end : end - 1);
        if (at != std::string::npos && at >= begin) {
            out.erase(begin, at + 1 - begin);
        }
    }
    const auto mark = out.find('?');
    if (mark == std::string::npos) {
        return out;
    }
    std::string kept;
    std::size_t from = mark + 1;
    while (from <= out.size()) {
        const auto to = std::min(out.find('&', from), out.size());
        const auto item = out.substr(from, to - from);
        const auto key = percentDecoded(std::string_view(item).substr(0, item.find('=')));
        if (!item.empty() && key != "passphrase") {
            kept += (kept.empty() ? "?" : "&") + item;
        }
        from = to + 1;
    }
    return out.substr(0, mark) + kept;
}

} // namespace vigie::transport
