// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/outward/sender.h"

namespace vigie::outward {

/// Posts JSON to one http or https address. Certificates are verified, redirects are not followed,
/// each attempt is bounded in time and ends when woken. The connection is kept. One thread.
class HttpPoster {
public:
    /// `shown`: what messages call it, without credentials.
    HttpPoster(std::string url, std::string shown, const SenderContext& context);
    ~HttpPoster();
    HttpPoster(const HttpPoster&) = delete;
    HttpPoster& operator=(const HttpPoster&) = delete;

    /// 2xx: taken; 4xx other than 408 and 429: refused; anything else: failed.
    [[nodiscard]] Outcome post(const std::string& body, const std::vector<std::string>& headers);

private:
    struct Handles;
    const std::string m_url;
    const std::string m_shown;
    const SenderContext m_context;
    std::unique_ptr<Handles> m_handles;
};

/// Why `url` is no http or https address with a host; empty when it is one. Never repeats it.
[[nodiscard]] std::string whyNoHttp(const std::string& url);
/// "https://hooks.example:8443/…": scheme, host and port alone.
[[nodiscard]] std::string shownHttp(const std::string& url);

} // namespace vigie::outward
