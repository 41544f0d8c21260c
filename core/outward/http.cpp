// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/http.h"

#include <algorithm>

#include <curl/curl.h>
#include <fmt/format.h>

namespace vigie::outward {

namespace {

constexpr int pollMs = 1000;

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
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeText {
    void operator()(char* text) const { curl_free(text); }
};

std::size_t ignoreBody(const char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

std::string part(CURLU* url, CURLUPart what) {
    char* raw = nullptr;
    if (curl_url_get(url, what, &raw, 0) != CURLUE_OK) {
        return {};
    }
    const std::unique_ptr<char, FreeText> text(raw);
    return text.get();
}

std::unique_ptr<CURLU, FreeUrl> parsed(const std::string& text) {
    std::unique_ptr<CURLU, FreeUrl> url(curl_url());
    if (url && curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
        url.reset();
    }
    return url;
}

bool isThisMachine(const std::string& url) {
    const auto address = parsed(url);
    const auto host = address ? part(address.get(), CURLUPART_HOST) : std::string();
    return host == "localhost" || host.starts_with("127.") || host == "[::1]";
}

std::string failureWords(CURLcode code, const std::string& shown) {
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return fmt::format("the host of {} is unknown", shown);
    case CURLE_COULDNT_CONNECT:
        return fmt::format("no connection to {}", shown);
    case CURLE_OPERATION_TIMEDOUT:
        return fmt::format("no answer in time from {}", shown);
    case CURLE_PEER_FAILED_VERIFICATION:
        return fmt::format("the certificate of {} is not trusted", shown);
    default:
        return fmt::format("{}: {}", shown, curl_easy_strerror(code));
    }
}

Outcome outcomeOf(long status, const std::string& shown) {
    if (status >= 200 && status <= 299) {
        return {};
    }
    if (status >= 300 && status <= 399) {
        return {Outcome::Kind::Failed,
                fmt::format("{} answers {}, and redirects are not followed", shown, status)};
    }
    const bool isRefusal = status >= 400 && status <= 499 && status != 408 && status != 429;
    return {isRefusal ? Outcome::Kind::Refused : Outcome::Kind::Failed,
            fmt::format("{} answers {}", shown, status)};
}

} // namespace

struct HttpPoster::Handles {
    std::unique_ptr<CURLM, FreeMulti> multi{curl_multi_init()};
    std::unique_ptr<CURL, FreeEasy> easy{curl_easy_init()};
};

HttpPoster::HttpPoster(std::string url, std::string shown, const SenderContext& context)
    : m_url(std::move(url)), m_shown(std::move(shown)), m_context(context) {
    static const Library library;
    m_handles = std::make_unique<Handles>();
}
HttpPoster::~HttpPoster() = default;

Outcome HttpPoster::post(const std::string& body, const std::vector<std::string>& headers) {
    auto* easy = m_handles->easy.get();
    auto* multi = m_handles->multi.get();
    if (easy == nullptr || multi == nullptr) {
        return {Outcome::Kind::Failed, "the HTTP client does not start"};
    }
    curl_easy_reset(easy); // keeps the connection
    std::unique_ptr<curl_slist, FreeList> list;
    const auto addHeader = [&list](const std::string& header) {
        if (auto* longer = curl_slist_append(list.get(), header.c_str())) {
            (void)list.release(); // is part of the longer one
            list.reset(longer);
        }
    };
    addHeader("Content-Type: application/json");
    addHeader("Expect:");
    std::for_each(headers.begin(), headers.end(), addHeader);
    const auto patience = static_cast<long>(m_context.patience.count());
    curl_easy_setopt(easy, CURLOPT_URL, m_url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // a resolver under way is left behind
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, patience);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, patience);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "vigie/" VIGIE_VERSION);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list.get());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &ignoreBody);
    if (isThisMachine(m_url)) {
        curl_easy_setopt(easy, CURLOPT_PROXY, ""); // whatever the environment says
    }
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) {
        return {Outcome::Kind::Failed, "the HTTP client does not start"};
    }
    const auto remove = [multi](CURL* handle) { curl_multi_remove_handle(multi, handle); };
    const std::unique_ptr<CURL, decltype(remove)> added(easy, remove);
    int running = 1;
    while (curl_multi_perform(multi, &running) == CURLM_OK && running > 0) {
        curl_waitfd wake{.fd = m_context.wake->get(), .events = CURL_WAIT_POLLIN, .revents = 0};
        if (curl_multi_poll(multi, &wake, 1, pollMs, nullptr) != CURLM_OK || wake.revents != 0) {
            return {Outcome::Kind::Failed, "stopped"};
        }
    }
    int left = 0;
    const auto* message = curl_multi_info_read(multi, &left);
    const auto code = message == nullptr ? CURLE_FAILED_INIT : message->data.result;
    if (code != CURLE_OK) {
        return {Outcome::Kind::Failed, failureWords(code, m_shown)};
    }
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return outcomeOf(status, m_shown);
}

std::string whyNoHttp(const std::string& url) {
    const auto address = parsed(url);
    const auto scheme = address ? part(address.get(), CURLUPART_SCHEME) : std::string();
    if ((scheme != "http" && scheme != "https") || part(address.get(), CURLUPART_HOST).empty()) {
        return "expected an address such as https://host/path";
    }
    return {};
}

std::string shownHttp(const std::string& url) {
    const auto address = parsed(url);
    if (!address) {
        return {};
    }
    const auto port = part(address.get(), CURLUPART_PORT);
    const auto path = part(address.get(), CURLUPART_PATH);
    return fmt::format("{}://{}{}{}", part(address.get(), CURLUPART_SCHEME),
                       part(address.get(), CURLUPART_HOST), port.empty() ? "" : ":" + port,
                       path.empty() || path == "/" ? "" : "/…");
}

} // namespace vigie::outward
