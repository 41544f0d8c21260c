// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/snmpsource.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <mutex>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/transport/snmpsession.h"

namespace vigie::transport {

namespace {

constexpr std::size_t shortestKey = 8;
constexpr std::chrono::milliseconds longestPause{10'000};
constexpr std::chrono::milliseconds resolvePatience{5000};

using Number = std::optional<double> RfFigures::*;

struct NamedNumber {
    std::string_view name;
    Number member;
    bool isRatio; // from 0 to 1
};
constexpr std::array numbers{
    NamedNumber{"level_dbm", &RfFigures::levelDbm, false},
    NamedNumber{"cn_db", &RfFigures::cnDb, false},
    NamedNumber{"esn0_db", &RfFigures::esN0Db, false},
    NamedNumber{"mer_db", &RfFigures::merDb, false},
    NamedNumber{"margin_db", &RfFigures::marginDb, false},
    NamedNumber{"threshold_db", &RfFigures::thresholdDb, false},
    NamedNumber{"ber_before", &RfFigures::berBefore, true},
    NamedNumber{"ber_after", &RfFigures::berAfter, true},
    NamedNumber{"per", &RfFigures::per, true},
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks(" \t\r\n\0", 5);
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<double> numberIn(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    // A unit may follow; "12.1.3" or "12,1" is no number of ours.
    if (error != std::errc{} || (stop != end && *stop != ' ' && *stop != '%' &&
                                 std::isalpha(static_cast<unsigned char>(*stop)) == 0)) {
        return std::nullopt;
    }
    return value;
}

std::optional<double> numberOf(const SnmpValue& value) {
    if (const auto* number = std::get_if<double>(&value)) {
        return *number;
    }
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? numberIn(*text) : std::nullopt;
}

std::optional<bool> lockOf(const SnmpValue& value, const std::string& locked) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return trimmed(*text) == trimmed(locked);
    }
    if (const auto* number = std::get_if<double>(&value)) {
        return numberIn(locked) == *number;
    }
    return std::nullopt;
}

std::optional<int> modcodOf(const SnmpValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (const auto named = dvbS2ModcodFromName(trimmed(*text))) {
            return named;
        }
    }
    const auto number = numberOf(value);
    const bool isOne = number && *number >= 1 && *number <= 28 && std::floor(*number) == *number;
    return isOne ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

RfFigures figuresFrom(const std::vector<SnmpItem>& items, const std::vector<SnmpValue>& values) {
    RfFigures figures;
    for (std::size_t index = 0; index < items.size(); ++index) {
        const SnmpItem& item = items[index];
        if (item.name == "lock") {
            figures.isLocked = lockOf(values[index], item.locked);
            continue;
        }
        if (item.name == "modcod") {
            figures.modcod = modcodOf(values[index]);
            continue;
        }
        const auto* named = std::find_if(numbers.begin(), numbers.end(), [&](const auto& number) {
            return number.name == item.name;
        });
        if (auto value = numberOf(values[index])) {
            *value = *value * item.scale + item.offset;
            // What cannot be is not known.
            if (std::isfinite(*value) && (!named->isRatio || (*value >= 0 && *value <= 1))) {
                figures.*named->member = value;
            }
        }
    }
    completeRfFigures(figures);
    return figures;
}

class PollingSource final : public SnmpSource {
public:
    PollingSource(std::string name, SnmpSpec spec)
        : m_name(std::move(name)), m_spec(std::move(spec)) {
        for (const SnmpItem& item : m_spec.items) {
            m_oids.push_back(parseOid(item.oid).value());
        }
        m_thread = base::startThread(m_name, [this](const std::stop_token&) { run(); });
    }
    ~PollingSource() override {
        m_isStopping = true;
        m_wake.wake();
        m_thread.join();
    }
    PollingSource(const PollingSource&) = delete;
    PollingSource& operator=(const PollingSource&) = delete;

    [[nodiscard]] std::optional<RfFigures> newest() const override {
        const std::lock_guard lock(m_mutex);
        if (!m_newest || base::Mono{std::chrono::steady_clock::now()} - m_arrival > validFor) {
            return std::nullopt;
        }
        return m_newest;
    }
    [[nodiscard]] std::string trouble() const override {
        const std::lock_guard lock(m_mutex);
        return m_trouble;
    }

private:
    void run() {
        auto wait = m_spec.interval;
        while (!m_isStopping) {
            const base::Mono begin = std::chrono::steady_clock::now();
            const auto answer = ask();
            if (m_isStopping) {
                return;
            }
            if (answer) {
                take(*answer);
                wait = m_spec.interval;
            } else {
                tellTrouble(answer.error().message);
                // The engine of a v3 agent is asked for under the library's lock: less and less
                // often where it does not answer, for the sake of the others.
                wait = m_spec.isV3 ? std::min(wait * 2, longestPause) : m_spec.interval;
            }
            const auto spent = base::Mono{std::chrono::steady_clock::now()} - begin;
            if (!m_wake.sleepFor(std::max<base::Nanoseconds>(
                    wait - spent, std::chrono::milliseconds(answer ? 0 : 50)))) {
                return;
            }
        }
    }

    base::Result<std::vector<SnmpValue>> ask() {
        if (!m_session) {
            const auto addresses =
                m_resolver.resolve(m_spec.host, m_spec.port, m_wake, resolvePatience);
            if (!addresses) {
                return tl::unexpected(addresses.error());
            }
            auto opened = SnmpSession::open(m_spec, addresses->front());
            if (!opened) {
                return tl::unexpected(opened.error());
            }
            m_session = std::move(*opened);
        }
        auto values = m_session->get(m_oids, m_wake);
        if (!values) {
            m_session.reset(); // its engine may have changed, its socket may be stale
        }
        return values;
    }

    void take(const std::vector<SnmpValue>& values) {
        for (std::size_t index = 0; index < values.size(); ++index) {
            const SnmpItem& item = m_spec.items[index];
            if (std::holds_alternative<std::monostate>(values[index]) &&
                m_missing.insert(item.name).second) {
                base::logger("transport")
                    ->warn("{}: the agent has nothing of use at {} ({})", m_name, item.oid,
                           item.name);
            }
        }
        const auto figures = figuresFrom(m_spec.items, values);
        const std::lock_guard lock(m_mutex);
        if (!m_trouble.empty()) {
            base::logger("transport")->info("{}: SNMP answers again", m_name);
            m_trouble.clear();
        }
        m_newest = figures;
        m_arrival = std::chrono::steady_clock::now();
    }

    void tellTrouble(const std::string& words) {
        const auto sentence = words == "no answer"
                                  ? fmt::format("no answer from {}:{} within {} ms", m_spec.host,
                                                m_spec.port, m_spec.timeout.count())
                                  : words;
        const std::lock_guard lock(m_mutex);
        if (m_trouble != sentence) {
            base::logger("transport")->warn("{}: SNMP: {}", m_name, sentence);
            m_trouble = sentence;
        }
    }

    const std::string m_name;
    const SnmpSpec m_spec;
    std::vector<std::vector<std::uint64_t>> m_oids; // of m_spec.items
    WakeFd m_wake;
    std::atomic<bool> m_isStopping{false}; // written by the destructor
    // The thread's.
    Resolver m_resolver;
    std::unique_ptr<SnmpSession> m_session;
    std::set<std::string> m_missing; // told already

    mutable std::mutex m_mutex;
    std::optional<RfFigures> m_newest; // guarded by m_mutex, as the next two
    base::Mono m_arrival{};
    std::string m_trouble;
    std::jthread m_thread;
};

std::string whyNoItems(const SnmpSpec& spec) {
    if (spec.items.empty()) {
        return "no object is asked for";
    }
    std::set<std::string> seen;
    for (const SnmpItem& item : spec.items) {
        const auto& known = snmpItemNames();
        if (std::find(known.begin(), known.end(), item.name) == known.end()) {
            return fmt::format("unknown figure \"{}\": known are {}", item.name,
                               fmt::join(known.begin(), known.end(), ", "));
        }
        if (!seen.insert(item.name).second) {
            return fmt::format("the figure \"{}\" is given twice", item.name);
        }
        if (!parseOid(item.oid)) {
            return fmt::format("\"{}\" is no object identifier in numbers, such as 1.3.6.1.4.1.9.1",
                               item.oid);
        }
        if (item.name == "lock" && item.locked.empty()) {
            return "lock needs the value that means locked";
        }
        if (!std::isfinite(item.scale) || item.scale == 0 || !std::isfinite(item.offset)) {
            return fmt::format("the scale of {} must be a number other than 0", item.name);
        }
    }
    return {};
}

std::string whyNoSecurity(const SnmpSpec& spec) {
    if (!spec.isV3) {
        return spec.community.empty() ? "version 2c needs a community" : "";
    }
    if (spec.user.empty() || spec.user.size() > 32) {
        return "version 3 needs a user of 1 to 32 characters";
    }
    if (!spec.authProtocol.empty() && !isSnmpAuthKnown(spec.authProtocol)) {
        return fmt::format("unknown authentication \"{}\": known are MD5, SHA, SHA-224, SHA-256, "
                           "SHA-384, SHA-512",
                           spec.authProtocol);
    }
    if (!spec.privProtocol.empty() && !isSnmpPrivKnown(spec.privProtocol)) {
        return fmt::format("unknown privacy \"{}\": known are DES, AES, AES-192, AES-256",
                           spec.privProtocol);
    }
    if (!spec.privProtocol.empty() && spec.authProtocol.empty()) {
        return "privacy needs authentication too";
    }
    if (!spec.authProtocol.empty() && spec.authKey.size() < shortestKey) {
        return fmt::format("the authentication key must have at least {} characters", shortestKey);
    }
    if (!spec.privProtocol.empty() && spec.privKey.size() < shortestKey) {
        return fmt::format("the privacy key must have at least {} characters", shortestKey);
    }
    return {};
}

} // namespace

const std::vector<std::string_view>& snmpItemNames() {
    static const auto names = [] {
        std::vector<std::string_view> all{"lock"};
        for (const auto& number : numbers) {
            all.push_back(number.name);
        }
        all.push_back("modcod");
        return all;
    }();
    return names;
}

std::string whyNoSnmp(const SnmpSpec& spec) {
    if (spec.host.empty() || spec.port == 0) {
        return "the agent is written host:port";
    }
    if (spec.interval < std::chrono::milliseconds(200) || spec.interval > std::chrono::seconds(4)) {
        return "the interval must be from 200 ms to 4 s";
    }
    if (spec.timeout < std::chrono::milliseconds(100) ||
        spec.timeout > std::chrono::milliseconds(1500)) {
        return "the timeout must be from 100 ms to 1.5 s";
    }
    const auto why = whyNoSecurity(spec);
    return why.empty() ? whyNoItems(spec) : why;
}

base::Result<std::unique_ptr<SnmpSource>> SnmpSource::create(std::string name, SnmpSpec spec) {
    if (const auto why = whyNoSnmp(spec); !why.empty()) {
        return base::failure(why);
    }
    return std::make_unique<PollingSource>(std::move(name), std::move(spec));
}

} // namespace vigie::transport
