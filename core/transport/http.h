// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/transport/playlist.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

struct HttpBody {
    std::vector<std::byte> bytes;
    std::string url;         // after redirects
    base::Timestamp arrival; // when its last byte was there
};

/// Fetches over http and https, one request at a time, connections kept. Each request is bounded in
/// time and size, and ends at once when `wake` is woken. One thread.
class HttpClient {
public:
    explicit HttpClient(const WakeFd& wake);
    ~HttpClient();

    struct Request {
        std::string url;
        std::optional<ByteRange> range;
        std::chrono::milliseconds timeout{5000};
        std::size_t mostBytes = 0;
    };
    /// `onIdle` is called now and then while it waits. Anything but success in words, without
    /// credentials and query.
    [[nodiscard]] base::Result<HttpBody> get(const Request& request,
                                             const std::function<void()>& onIdle);

private:
    struct Handles;
    const WakeFd& m_wake;
    std::unique_ptr<Handles> m_handles;
};

/// `reference` as seen from `base`; empty when the two make no http or https address.
[[nodiscard]] std::string resolvedUrl(const std::string& base, const std::string& reference);
/// For messages: without user, password and query, which may hold tokens.
[[nodiscard]] std::string shownUrl(const std::string& url);

} // namespace vigie::transport
