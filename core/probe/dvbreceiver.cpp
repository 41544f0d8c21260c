// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/dvbreceiver.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "core/transport/uri.h"

namespace vigie::probe {
namespace {

constexpr std::chrono::milliseconds readStep{100};
constexpr std::chrono::seconds lookEvery{1};
constexpr int mostDevices = 16; // dvbsrc's range

struct Option {
    std::string_view name; // ours, and of dvbsrc where `property` is empty
    std::string_view property;
    std::int64_t least = 0, most = 0; // a whole number where most > least
    std::vector<std::string_view> choices;
};

const std::vector<Option>& options() {
    constexpr std::int64_t mostUnsigned = std::numeric_limits<std::uint32_t>::max();
    static const std::vector<Option> all{
        {"frequency", "", 1, mostUnsigned, {}},
        {"delsys",
         "",
         0,
         0,
         {"dvb-s", "dvb-s2", "dvb-t", "dvb-t2", "dvb-c-a", "dvb-c-b", "dvb-c-c", "isdb-t", "isdb-s",
          "atsc", "dtmb"}},
        {"symbol-rate", "", 1, mostUnsigned, {}},
        {"polarity", "", 0, 0, {"H", "V", "h", "v"}},
        {"modulation",
         "",
         0,
         0,
         {"qpsk", "8psk", "16apsk", "32apsk", "qam-16", "qam-32", "qam-64", "qam-128", "qam-256",
          "8vsb", "16vsb", "dqpsk", "auto"}},
        {"fec",
         "code-rate-hp",
         0,
         0,
         {"none", "1/2", "2/3", "3/4", "4/5", "5/6", "6/7", "7/8", "8/9", "3/5", "9/10", "2/5",
          "auto"}},
        {"pilot", "", 0, 0, {"on", "off", "auto"}},
        {"rolloff", "", 0, 0, {"35", "20", "25", "auto"}},
        {"inversion", "", 0, 0, {"on", "off", "auto"}},
        {"bandwidth-hz", "", 1, mostUnsigned, {}},
        {"stream-id", "", 0, 65535, {}},
        {"diseqc-source", "", 0, 7, {}},
        {"lnb-lof1", "", 0, mostUnsigned, {}},
        {"lnb-lof2", "", 0, mostUnsigned, {}},
        {"lnb-slof", "", 0, mostUnsigned, {}},
    };
    return all;
}

std::optional<std::int64_t> integerIn(std::string_view text, std::int64_t least,
                                      std::int64_t most) {
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isGood = error == std::errc{} && stop == text.data() + text.size() &&
                        value >= least && value <= most;
    return isGood ? std::optional(value) : std::nullopt;
}

/// Empty, or what is wrong.
std::string whyNoValue(const Option& option, const std::string& value) {
    if (option.choices.empty()) {
        return integerIn(value, option.least, option.most)
                   ? ""
                   : fmt::format("{}={} must be a whole number from {} to {}", option.name, value,
                                 option.least, option.most);
    }
    const auto& choices = option.choices;
    return std::find(choices.begin(), choices.end(), value) != choices.end()
               ? ""
               : fmt::format("{}={} must be one of {}", option.name, value,
                             fmt::join(choices.begin(), choices.end(), ", "));
}

/// Empty, or what is wrong.
std::string readOption(const std::string& key, const std::string& value, DvbSpec& spec) {
    if (key == "snr-step") {
        double step = 0;
        const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), step);
        if (error != std::errc{} || stop != value.data() + value.size() || step <= 0 || step > 10) {
            return fmt::format("snr-step={} must be a number of dB above 0, to 10", value);
        }
        spec.snrStepDb = step;
        return {};
    }
    const auto found = std::find_if(options().begin(), options().end(),
                                    [&key](const Option& option) { return option.name == key; });
    if (found == options().end()) {
        std::vector<std::string_view> names{"snr-step"};
        for (const Option& option : options()) {
            names.push_back(option.name);
        }
        const auto near = transport::nearestOf(key, names);
        return fmt::format(
            "unknown option \"{}\" for dvb: {}", key,
            near.empty() ? fmt::format("known are {}", fmt::join(names.begin(), names.end(), ", "))
                         : fmt::format("did you mean \"{}\"?", near));
    }
    if (auto why = whyNoValue(*found, value); !why.empty()) {
        return why;
    }
    spec.tuning.properties.emplace_back(found->property.empty() ? found->name : found->property,
                                        value);
    return {};
}

} // namespace

base::Result<DvbSpec> parseDvbUri(const std::string& text) {
    const auto wrong = [&text](const std::string& what) {
        return base::failure(fmt::format("{}: {}", text, what));
    };
    const auto uri = transport::parseUri(text);
    if (!uri) {
        return wrong(uri.error().message);
    }
    const auto adapter = integerIn(uri->host, 0, mostDevices);
    const auto frontend =
        integerIn(std::string_view(uri->path).substr(std::min<std::size_t>(uri->path.size(), 1)), 0,
                  mostDevices);
    if (!adapter || !frontend || uri->port) {
        return wrong("a tuner is written dvb://adapter/frontend?frequency=…&delsys=…, for example "
                     "dvb://0/0?frequency=12548000&delsys=dvb-s2");
    }
    DvbSpec spec;
    spec.tuning.adapter = static_cast<int>(*adapter);
    spec.tuning.frontend = static_cast<int>(*frontend);
    for (const auto& [key, value] : uri->query) {
        if (const auto why = readOption(key, value, spec); !why.empty()) {
            return wrong(why);
        }
    }
    for (const char* needed : {"frequency", "delsys"}) {
        if (uri->option(needed) == nullptr) {
            return wrong(fmt::format("{} is missing", needed));
        }
    }
    const auto* system = uri->option("delsys");
    if (*system == "dvb-s" || *system == "dvb-s2") {
        for (const char* needed : {"symbol-rate", "polarity"}) {
            if (uri->option(needed) == nullptr) {
                return wrong(fmt::format("{} is missing, which {} needs", needed, *system));
            }
        }
    }
    return spec;
}

transport::RfFigures rfFiguresFrom(const media::DvbSignal& signal,
                                   const std::optional<double>& snrStepDb) {
    transport::RfFigures figures;
    figures.isLocked = signal.isLocked;
    if (snrStepDb && signal.snr && signal.isLocked != false) {
        figures.cnDb = static_cast<double>(*signal.snr) * *snrStepDb;
    }
    return figures;
}

DvbReceiver::DvbReceiver(std::string name, DvbSpec spec, std::chrono::milliseconds noDataAfter)
    : ThreadedReceiver(std::move(name), noDataAfter), m_spec(std::move(spec)) {}

std::optional<transport::RfFigures> DvbReceiver::newest() const {
    const std::lock_guard lock(m_rfMutex);
    if (!m_newest || base::Mono{std::chrono::steady_clock::now()} - m_at > validFor) {
        return std::nullopt;
    }
    return m_newest;
}

void DvbReceiver::store(const transport::RfFigures& figures) {
    const std::lock_guard lock(m_rfMutex);
    m_newest = figures;
    m_at = std::chrono::steady_clock::now();
}

void DvbReceiver::run() {
    using transport::LinkState;
    bool wasReceiving = false;
    setState(LinkState::Connecting, fmt::format("tuning adapter {}, frontend {}",
                                                m_spec.tuning.adapter, m_spec.tuning.frontend));
    while (!isStopping()) {
        std::string reason;
        if (auto tuner = media::DvbTuner::open(m_spec.tuning); !tuner) {
            reason = tuner.error().message;
        } else {
            if (wasReceiving) {
                changeFigures([](transport::LinkFigures& figures) { ++figures.reconnects; });
                tellRestart(base::SystemClock::instance().now());
            }
            const auto before = figures().bytes;
            reason = receive(**tuner);
            wasReceiving = wasReceiving || figures().bytes != before;
        }
        if (isStopping()) {
            return;
        }
        setState(LinkState::Failed, reason);
        if (!pause(m_backoff.next())) {
            return;
        }
    }
}

std::string DvbReceiver::receive(media::DvbTuner& tuner) {
    std::optional<transport::DvbFrontend> frontend;
    if (auto opened = transport::DvbFrontend::open(m_spec.tuning.adapter, m_spec.tuning.frontend)) {
        frontend = std::move(*opened);
    }
    restartWatch();
    while (!isStopping()) {
        const auto outcome = tuner.read(readStep, [this](std::span<const std::byte> bytes) {
            m_backoff.reset();
            deliver(bytes, base::SystemClock::instance().now());
        });
        if (outcome == media::DvbTuner::Outcome::Ended) {
            return tuner.reason();
        }
        readSignal(tuner, frontend);
        watchSilence("no data from the tuner");
    }
    return {};
}

void DvbReceiver::readSignal(media::DvbTuner& tuner,
                             std::optional<transport::DvbFrontend>& frontend) {
    const base::Mono now = std::chrono::steady_clock::now();
    const auto signal = tuner.takeSignal();
    if (now - m_lastLook >= lookEvery) {
        m_lastLook = now;
        auto figures = frontend ? frontend->read() : std::nullopt;
        if (figures && figures->cnDb) {
            store(*figures);
            return;
        }
    }
    if (signal) {
        const auto old = rfFiguresFrom(*signal, m_spec.snrStepDb);
        auto figures = frontend ? frontend->read().value_or(old) : old;
        if (!figures.cnDb) {
            figures.cnDb = old.cnDb;
        }
        if (!figures.isLocked) {
            figures.isLocked = old.isLocked;
        }
        store(figures);
    }
}

} // namespace vigie::probe
