// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/http.h"

#include <algorithm>
#include <cstring>

#include <curl/curl.h>
#include <fmt/format.h>

#include "core/transport/receiver.h"

namespace vigie::transport {

namespace {

constexpr int pollMs = 200;
constexpr long connectTimeoutMs = 4000;
constexpr long mostRedirects = 5;

struct Library {
    Library() { curl_global_init(CURL_GLOBAL_DEFAULT); }
    ~Library() { curl_global_cleanup(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

struct FreeEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeText {
    void operator()(char* text) const { curl_free(text); }
};

struct Sink {
    std::vector<std::byte> bytes;
    std::size_t most = 0;
    bool isTooLong = false;
};

std::size_t onBody(const char* data, std::size_t size, std::size_t count, void* opaque) {
    auto& sink = *static_cast<Sink*>(opaque);
    const auto length = size * count;
    if (sink.bytes.size() + length > sink.most) {
        sink.isTooLong = true;
        return 0;
    }
    const auto* begin = reinterpret_cast<const std::byte*>(data);
    sink.bytes.insert(sink.bytes.end(), begin, begin + length);
    return length;
}

std::string failureWords(CURLcode code, bool isTooLong, const std::string& url) {
    const auto shown = shownUrl(url);
    if (isTooLong) {
        return fmt::format("{} is too large", shown);
    }
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return fmt::format("the host of {} is unknown", shown);
    case CURLE_COULDNT_CONNECT:
        return fmt::format("no connection to {}", shown);
    case CURLE_OPERATION_TIMEDOUT:
        return fmt::format("no answer in time from {}", shown);
    case CURLE_PEER_FAILED_VERIFICATION:
        return fmt::format("the certificate of {} is not trusted", shown);
    case CURLE_TOO_MANY_REDIRECTS:
        return fmt::format("{} redirects too often", shown);
    case CURLE_UNSUPPORTED_PROTOCOL:
        return fmt::format("{} leads away from http and https", shown);
    default:
        return fmt::format("{}: {}", shown, curl_easy_strerror(code));
    }
}

} // namespace

struct HttpClient::Handles {
    std::unique_ptr<CURLM, FreeMulti> multi{curl_multi_init()};
    std::unique_ptr<CURL, FreeEasy> easy{curl_easy_init()};
};

HttpClient::HttpClient(const WakeFd& wake) : m_wake(wake) {
    static const Library library;
    m_handles = std::make_unique<Handles>();
}
HttpClient::~HttpClient() = default;

base::Result<HttpBody> HttpClient::get(const Request& request,
                                       const std::function<void()>& onIdle) {
    auto* easy = m_handles->easy.get();
    auto* multi = m_handles->multi.get();
    if (easy == nullptr || multi == nullptr) {
        return base::failure("the HTTP client does not start");
    }
    Sink sink{.bytes = {}, .most = request.mostBytes};
    curl_easy_reset(easy); // keeps the connections
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, mostRedirects);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // a resolver under way is left behind
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connectTimeoutMs);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "vigie/" VIGIE_VERSION);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &onBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &sink);
    std::string range;
    if (request.range) {
        range = fmt::format("{}-{}", request.range->offset,
                            request.range->offset + request.range->length - 1);
        curl_easy_setopt(easy, CURLOPT_RANGE, range.c_str());
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, nullptr);
    }
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) {
        return base::failure("the HTTP client does not start");
    }
    const auto remove = [multi](CURL* handle) { curl_multi_remove_handle(multi, handle); };
    const std::unique_ptr<CURL, decltype(remove)> added(easy, remove);
    int running = 1;
    while (curl_multi_perform(multi, &running) == CURLM_OK && running > 0) {
        curl_waitfd wake{.fd = m_wake.get(), .events = CURL_WAIT_POLLIN, .revents = 0};
        if (curl_multi_poll(multi, &wake, 1, pollMs, nullptr) != CURLM_OK || wake.revents != 0) {
            return base::failure("stopped");
        }
        onIdle();
    }
    HttpBody body{.bytes = {}, .url = request.url, .arrival = base::SystemClock::instance().now()};
    int left = 0;
    const auto* message = curl_multi_info_read(multi, &left);
    if (message == nullptr || message->data.result != CURLE_OK) {
        return base::failure(
            failureWords(message == nullptr ? CURLE_FAILED_INIT : message->data.result,
                         sink.isTooLong, request.url));
    }
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299) {
        return base::failure(
            fmt::format("the server answers {} for {}", status, shownUrl(request.url)));
    }
    char* effective = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &effective) == CURLE_OK &&
        effective != nullptr) {
        body.url = effective;
    }
    // A server that knows no ranges sends everything.
    if (request.range && status != 206) {
        const auto begin = std::min<std::uint64_t>(request.range->offset, sink.bytes.size());
        const auto end = std::min<std::uint64_t>(begin + request.range->length, sink.bytes.size());
        body.bytes.assign(sink.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                          sink.bytes.begin() + static_cast<std::ptrdiff_t>(end));
    } else {
        body.bytes = std::move(sink.bytes);
    }
    return body;
}

std::string resolvedUrl(const std::string& base, const std::string& reference) {
    const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (!url || curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
        curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), 0) != CURLUE_OK) {
        return {};
    }
    char* raw = nullptr;
    if (curl_url_get(url.get(), CURLUPART_URL, &raw, 0) != CURLUE_OK) {
        return {};
    }
    const std::unique_ptr<char, FreeText> text(raw);
    std::string out(text.get());
    return out.starts_with("http://") || out.starts_with("https://") ? out : std::string{};
}

std::string shownUrl(const std::string& url) {
    const auto shown = withoutCredentials(url);
    return shown.substr(0, shown.find_first_of("?#"));
}

} // namespace vigie::transport
