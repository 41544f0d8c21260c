// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/syslog.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "core/outward/endpoint.h"
#include "core/outward/noticewords.h"

namespace vigie::outward {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int facilityLocal0 = 16;
/// What every receiver takes over UDP (RFC 5426, 3.2, speaks of 2048).
constexpr std::size_t mostOfDatagram = 2048;
constexpr auto acknowledgePause = 2ms;

int levelOf(const Notice& notice) {
    if (notice.what == Notice::What::Ended || notice.what == Notice::What::Test) {
        return 6;
    }
    switch (notice.severity) {
    case alarm::Severity::Critical:
        return 2;
    case alarm::Severity::Major:
        return 3;
    case alarm::Severity::Minor:
        return 4;
    case alarm::Severity::Warning:
        return 5;
    case alarm::Severity::None:
        return 6;
    }
    return 6;
}

/// Line ends would break a log.
std::string oneLine(std::string_view text) {
    std::string out(text);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return out;
}

/// RFC 5424, 6.3.3: quotes, backslashes and brackets are escaped.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : oneLine(text)) {
        if (c == '"' || c == '\\' || c == ']') {
            out += '\\';
        }
        out += c;
    }
    return out;
}

/// HOSTNAME: printable ASCII without spaces.
std::string headerWord(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, 255)) {
        if (c > ' ' && c < 0x7f) {
            out += c;
        }
    }
    return out.empty() ? "-" : out;
}

std::string words(int error) {
    return std::generic_category().message(error);
}

class Syslog final : public Sender {
public:
    Syslog(HostPort address, bool isTcp, const SenderContext& context)
        : m_address(std::move(address)), m_isTcp(isTcp), m_context(context) {
        std::array<char, 256> name{};
        if (::gethostname(name.data(), name.size() - 1) == 0) {
            m_host = name.data();
        }
    }

    Outcome send(const Waiting& waiting) override {
        m_deadline = steady_clock::now() + m_context.patience;
        const std::string text = syslogOf(waiting.notice, waiting.id, m_host, ::getpid());
        Outcome outcome = m_isTcp ? stream(text) : datagram(cut(text, mostOfDatagram));
        if (outcome.kind != Outcome::Kind::Taken) {
            m_socket.reset();
        }
        return outcome;
    }

private:
    static Outcome failed(std::string why) { return {Outcome::Kind::Failed, std::move(why)}; }

    Outcome connect() {
        const auto endpoint = m_lookup.find(m_address, m_isTcp, *m_context.wake, left());
        if (!endpoint) {
            return failed(endpoint.error().message);
        }
        Fd made(::socket(endpoint->family(),
                         (m_isTcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!made.isOpen()) {
            return failed("no socket: " + words(errno));
        }
        if (::connect(made.get(), endpoint->raw(), endpoint->length) != 0) {
            if (errno != EINPROGRESS) {
                return failed(fmt::format("no connection to {}: {}", m_address.host, words(errno)));
            }
            if (Outcome waited = waitFor(made.get(), POLLOUT); !waited.why.empty()) {
                return waited;
            }
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(made.get(), SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) {
                return failed(fmt::format("no connection to {}: {}", m_address.host, words(error)));
            }
        }
        m_socket = std::move(made);
        return {};
    }

    Outcome datagram(const std::string& text) {
        if (!m_socket.isOpen()) {
            if (Outcome outcome = connect(); !outcome.why.empty()) {
                return outcome;
            }
        }
        // An answer "port unreachable" to the one before is told here, and once.
        if (::send(m_socket.get(), text.data(), text.size(), MSG_NOSIGNAL) < 0) {
            return failed("the datagram is not taken: " + words(errno));
        }
        return {};
    }

    Outcome stream(const std::string& text) {
        if (m_socket.isOpen() && hasGone()) {
            m_socket.reset();
        }
        if (!m_socket.isOpen()) {
            if (Outcome outcome = connect(); !outcome.why.empty()) {
                return outcome;
            }
        }
        const std::string frame = fmt::format("{} {}", text.size(), text);
        std::size_t sent = 0;
        while (sent < frame.size()) {
            const auto taken =
                ::send(m_socket.get(), frame.data() + sent, frame.size() - sent, MSG_NOSIGNAL);
            if (taken >= 0) {
                sent += static_cast<std::size_t>(taken);
            } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
                if (Outcome waited = waitFor(m_socket.get(), POLLOUT); !waited.why.empty()) {
                    return waited;
                }
            } else {
                return failed("the connection broke: " + words(errno));
            }
        }
        return acknowledged();
    }

    /// The receiver closed the connection, or its host says that there is none.
    [[nodiscard]] bool hasGone() const {
        char none = 0;
        const auto got = ::recv(m_socket.get(), &none, 1, MSG_DONTWAIT | MSG_PEEK);
        return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    }

    /// Until the other host has all of it: the kernel tells how many bytes it has not.
    Outcome acknowledged() {
        for (;;) {
            int unsent = 0;
            if (::ioctl(m_socket.get(), SIOCOUTQ, &unsent) != 0 || unsent == 0) {
                break;
            }
            if (steady_clock::now() >= m_deadline) {
                return failed("the receiver acknowledges nothing");
            }
            pollfd wake{.fd = m_context.wake->get(), .events = POLLIN, .revents = 0};
            if (::poll(&wake, 1, static_cast<int>(acknowledgePause.count())) > 0) {
                return failed("stopped");
            }
        }
        // A reset empties the queue as well.
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
        return error == 0 ? Outcome{} : failed("the connection broke: " + words(error));
    }

    Outcome waitFor(int fd, short events) {
        std::array<pollfd, 2> items{
            pollfd{.fd = fd, .events = events, .revents = 0},
            pollfd{.fd = m_context.wake->get(), .events = POLLIN, .revents = 0}};
        (void)::poll(items.data(), items.size(), static_cast<int>(left().count()));
        if (items[1].revents != 0) {
            return failed("stopped");
        }
        return items[0].revents != 0 ? Outcome{}
                                     : failed("no answer in time from " + m_address.host);
    }

    [[nodiscard]] std::chrono::milliseconds left() const {
        return std::max(
            0ms, std::chrono::ceil<std::chrono::milliseconds>(m_deadline - steady_clock::now()));
    }

    const HostPort m_address;
    const bool m_isTcp;
    const SenderContext m_context;
    std::string m_host;
    Lookup m_lookup;
    Fd m_socket;
    steady_clock::time_point m_deadline;
};

} // namespace

std::string syslogOf(const Notice& notice, const std::string& id, std::string_view host, int pid) {
    // SD-ID under the enterprise number that RFC 5424 keeps for examples and private use.
    std::string data = "[vigie@32473";
    const auto put = [&data](std::string_view name, std::string_view value) {
        if (!value.empty()) {
            data += fmt::format(" {}=\"{}\"", name, escaped(value));
        }
    };
    put("id", id);
    put("key", notice.key);
    put("what", nameOf(notice.what));
    put("severity", nameOf(notice.severity));
    put("fault", nameOf(notice.fault));
    put("rule", notice.ruleId);
    put("test", notice.test);
    put("subjectType", notice.subjectType);
    put("subject", notice.subjectId);
    put("feed", notice.feedId);
    put("region", notice.regionId);
    put("node", notice.nodeId);
    put("input", notice.inputId);
    put("path", notice.pathId);
    put("value", notice.value ? figure(*notice.value) : std::string());
    put("limit", notice.limit ? figure(*notice.limit) : std::string());
    put("unit", notice.unit);
    put("since", base::toIso8601(notice.since));
    put("ended", notice.ended ? base::toIso8601(*notice.ended) : std::string());
    put("operator", notice.operatorName);
    data += ']';
    // The byte order mark says that the text is UTF-8 (6.4).
    return fmt::format("<{}>1 {} {} vigie {} {} {} \xEF\xBB\xBF{}",
                       facilityLocal0 * 8 + levelOf(notice), base::toIso8601(notice.at),
                       headerWord(host), pid, nameOf(notice.what), data, oneLine(notice.summary));
}

base::Result<std::unique_ptr<Sender>> makeSyslog(const Target& target,
                                                 const SenderContext& context) {
    const std::string_view address = target.address;
    const bool isTcp = address.starts_with("tcp://");
    const auto where =
        isTcp || address.starts_with("udp://") ? HostPort::parse(address.substr(6)) : std::nullopt;
    if (!where) {
        return base::failure("expected udp://host:port or tcp://host:port");
    }
    return std::make_unique<Syslog>(*where, isTcp, context);
}

} // namespace vigie::outward
