// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "core/wire/wire.h"

namespace vigie::wire {
namespace {

v1::NodeKind kindToWire(model::NodeKind kind) {
    switch (kind) {
    case model::NodeKind::Unknown:
        return v1::NODE_KIND_UNSPECIFIED;
    case model::NodeKind::Origin:
        return v1::NODE_KIND_ORIGIN;
    case model::NodeKind::Cloud:
        return v1::NODE_KIND_CLOUD;
    case model::NodeKind::Satellite:
        return v1::NODE_KIND_SATELLITE;
    }
    return v1::NODE_KIND_UNSPECIFIED;
}

model::NodeKind kindFromWire(v1::NodeKind kind) {
    switch (static_cast<int>(kind)) {
    case v1::NODE_KIND_ORIGIN:
        return model::NodeKind::Origin;
    case v1::NODE_KIND_CLOUD:
        return model::NodeKind::Cloud;
    case v1::NODE_KIND_SATELLITE:
        return model::NodeKind::Satellite;
    default: // open enum: a newer node may know more
        return model::NodeKind::Unknown;
    }
}

v1::PathKind kindToWire(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Unknown:
        return v1::PATH_KIND_UNSPECIFIED;
    case model::PathKind::Origin:
        return v1::PATH_KIND_ORIGIN;
    case model::PathKind::Cloud:
        return v1::PATH_KIND_CLOUD;
    case model::PathKind::Satellite:
        return v1::PATH_KIND_SATELLITE;
    case model::PathKind::Fibre:
        return v1::PATH_KIND_FIBRE;
    }
    return v1::PATH_KIND_UNSPECIFIED;
}

model::PathKind kindFromWire(v1::PathKind kind) {
    switch (static_cast<int>(kind)) {
    case v1::PATH_KIND_ORIGIN:
        return model::PathKind::Origin;
    case v1::PATH_KIND_CLOUD:
        return model::PathKind::Cloud;
    case v1::PATH_KIND_SATELLITE:
        return model::PathKind::Satellite;
    case v1::PATH_KIND_FIBRE:
        return model::PathKind::Fibre;
    default:
        return model::PathKind::Unknown;
    }
}

v1::Transport transportToWire(model::Transport transport) {
    switch (transport) {
    case model::Transport::Unknown:
        return v1::TRANSPORT_UNSPECIFIED;
    case model::Transport::Srt:
        return v1::TRANSPORT_SRT;
    case model::Transport::Rtp:
        return v1::TRANSPORT_RTP;
    case model::Transport::Udp:
        return v1::TRANSPORT_UDP;
    case model::Transport::Hls:
        return v1::TRANSPORT_HLS;
    case model::Transport::File:
        return v1::TRANSPORT_FILE;
    case model::Transport::Dvb:
        return v1::TRANSPORT_DVB;
    }
    return v1::TRANSPORT_UNSPECIFIED;
}

model::Transport transportFromWire(v1::Transport transport) {
    switch (static_cast<int>(transport)) {
    case v1::TRANSPORT_SRT:
        return model::Transport::Srt;
    case v1::TRANSPORT_RTP:
        return model::Transport::Rtp;
    case v1::TRANSPORT_UDP:
        return model::Transport::Udp;
    case v1::TRANSPORT_HLS:
        return model::Transport::Hls;
    case v1::TRANSPORT_FILE:
        return model::Transport::File;
    case v1::TRANSPORT_DVB:
        return model::Transport::Dvb;
    default:
        return model::Transport::Unknown;
    }
}

v1::DecodePolicy policyToWire(model::DecodePolicy policy) {
    switch (policy) {
    case model::DecodePolicy::Off:
        return v1::DECODE_POLICY_OFF;
    case model::DecodePolicy::KeyFrames:
        return v1::DECODE_POLICY_KEY_FRAMES;
    case model::DecodePolicy::Full:
        return v1::DECODE_POLICY_FULL;
    case model::DecodePolicy::Adaptive:
        return v1::DECODE_POLICY_ADAPTIVE;
    }
    return v1::DECODE_POLICY_UNSPECIFIED;
}

model::DecodePolicy policyFromWire(v1::DecodePolicy policy) {
    switch (static_cast<int>(policy)) {
    case v1::DECODE_POLICY_KEY_FRAMES:
        return model::DecodePolicy::KeyFrames;
    case v1::DECODE_POLICY_FULL:
        return model::DecodePolicy::Full;
    case v1::DECODE_POLICY_ADAPTIVE:
        return model::DecodePolicy::Adaptive;
    default:
        return model::DecodePolicy::Off;
    }
}

v1::MetricKind kindToWire(model::MetricKind kind) {
    switch (kind) {
    case model::MetricKind::Gauge:
        return v1::METRIC_KIND_GAUGE;
    case model::MetricKind::Counter:
        return v1::METRIC_KIND_COUNTER;
    case model::MetricKind::State:
        return v1::METRIC_KIND_STATE;
    case model::MetricKind::Mark:
        return v1::METRIC_KIND_MARK;
    }
    return v1::METRIC_KIND_UNSPECIFIED;
}

bool kindFromWire(v1::MetricKind in, model::MetricKind& out) {
    switch (static_cast<int>(in)) {
    case v1::METRIC_KIND_GAUGE:
        out = model::MetricKind::Gauge;
        return true;
    case v1::METRIC_KIND_COUNTER:
        out = model::MetricKind::Counter;
        return true;
    case v1::METRIC_KIND_STATE:
        out = model::MetricKind::State;
        return true;
    case v1::METRIC_KIND_MARK:
        out = model::MetricKind::Mark;
        return true;
    default:
        return false;
    }
}

/// Reads a description once, stopping at the first thing that is wrong.
class Reader {
public:
    explicit Reader(const v1::NodeDescription& in) : m_in(in) {}

    base::Result<model::NodeDescriptionPtr> read() {
        readNode();
        if (m_error.empty()) {
            checkSizes();
        }
        if (m_error.empty()) {
            readRegionsAndFeeds();
            readInputs();
            readPaths();
            readPids();
            readServices();
            readMetrics();
        }
        if (!m_error.empty()) {
            return base::failure(std::move(m_error));
        }
        return std::make_shared<const model::NodeDescription>(std::move(m_out));
    }

private:
    void fail(std::string why) {
        if (m_error.empty()) {
            m_error = std::move(why);
        }
    }
    std::string text(const std::string& in, std::string_view what) {
        if (in.size() > DescriptionLimits::text) {
            fail(fmt::format("{} is {} bytes long", what, in.size()));
            return {};
        }
        return in;
    }
    std::string uniqueId(const std::string& in, std::string_view what,
                         std::unordered_set<std::string>& seen) {
        auto id = text(in, what);
        if (m_error.empty() && id.empty()) {
            fail(fmt::format("a {} without id", what));
        } else if (m_error.empty() && !seen.insert(id).second) {
            fail(fmt::format("{} \"{}\" twice", what, id));
        }
        return id;
    }

    void readNode() {
        m_out.id = text(m_in.id(), "node id");
        if (m_out.id.empty()) {
            fail("a node without id");
        }
        m_out.name = text(m_in.name(), "node name");
        m_out.kind = kindFromWire(m_in.kind());
        m_out.regionId = text(m_in.region_id(), "node region");
        m_out.software = text(m_in.software(), "node software");
        m_out.incarnation = m_in.incarnation();
        m_out.epoch = m_in.epoch();
        m_out.clockId = text(m_in.clock_id(), "node clock");
        m_out.tickRateHz = m_in.tick_rate_hz();
        if (!(m_out.tickRateHz > 0 && m_out.tickRateHz <= 1000)) { // false for NaN too
            fail(fmt::format("a tick rate of {} Hz", m_in.tick_rate_hz()));
        }
        if (m_in.has_position()) {
            const model::GeoPosition position{m_in.position().latitude(),
                                              m_in.position().longitude()};
            if (!(std::abs(position.latitude) <= 90 && std::abs(position.longitude) <= 180)) {
                fail("a position that is not on Earth");
            }
            m_out.position = position;
        }
    }

    void checkSizes() {
        const std::pair<int, std::string_view> tables[] = {
            {m_in.regions_size(), "regions"}, {m_in.feeds_size(), "feeds"},
            {m_in.inputs_size(), "inputs"},   {m_in.paths_size(), "paths"},
            {m_in.pids_size(), "PIDs"},       {m_in.services_size(), "services"},
        };
        for (const auto& [size, what] : tables) {
            if (size > DescriptionLimits::rows) {
                fail(fmt::format("{} {}, more than {}", size, what, DescriptionLimits::rows));
            }
        }
        if (m_in.metrics_size() > DescriptionLimits::metrics) {
            fail(fmt::format("{} metrics, more than {}", m_in.metrics_size(),
                             DescriptionLimits::metrics));
        }
    }

    void readRegionsAndFeeds() {
        std::unordered_set<std::string> regions;
        for (const auto& region : m_in.regions()) {
            m_out.regions.push_back(
                {uniqueId(region.id(), "region", regions), text(region.name(), "region name")});
        }
        std::unordered_set<std::string> feeds;
        for (const auto& feed : m_in.feeds()) {
            m_out.feeds.push_back({uniqueId(feed.id(), "feed", feeds), feed.number(),
                                   text(feed.name(), "feed name"), text(feed.sport(), "feed sport"),
                                   text(feed.venue(), "feed venue")});
        }
    }

    void readInputs() {
        for (const auto& input : m_in.inputs()) {
            m_out.inputs.push_back(
                {uniqueId(input.id(), "input", m_inputIds), text(input.name(), "input name"),
                 transportFromWire(input.transport()), text(input.uri(), "input URI"),
                 text(input.profile(), "input profile"), text(input.carrier(), "input carrier")});
        }
    }

    void readPaths() {
        std::unordered_set<std::string> paths;
        for (const auto& in : m_in.paths()) {
            model::PathInfo path;
            path.id = uniqueId(in.id(), "path", paths);
            path.feedId = text(in.feed_id(), "path feed");
            path.inputId = knownInput(in.input_id(), "path", path.id);
            path.regionId = text(in.region_id(), "path region");
            path.kind = kindFromWire(in.kind());
            path.serviceId = service(in.service_id());
            path.policy = policyFromWire(in.policy());
            path.hasPreview = in.has_preview();
            path.previewUri = text(in.preview_uri(), "preview URI");
            m_out.paths.push_back(std::move(path));
            if (!m_error.empty()) {
                return;
            }
        }
    }

    void readPids() {
        std::set<std::pair<std::string_view, std::uint32_t>> seen;
        for (const auto& in : m_in.pids()) {
            model::PidInfo pid;
            pid.inputId = knownInput(in.input_id(), "PID", std::to_string(in.pid()));
            if (in.pid() > 0x1fff || in.stream_type() > 0xff) {
                fail(fmt::format("PID {} with stream type {}", in.pid(), in.stream_type()));
            }
            if (!seen.emplace(in.input_id(), in.pid()).second) {
                fail(fmt::format("PID {} of input \"{}\" twice", in.pid(), in.input_id()));
            }
            pid.pid = static_cast<std::uint16_t>(in.pid());
            pid.streamType = static_cast<std::uint8_t>(in.stream_type());
            pid.content = text(in.content(), "PID content");
            pid.language = text(in.language(), "PID language");
            pid.serviceId = service(in.service_id());
            m_out.pids.push_back(std::move(pid));
            if (!m_error.empty()) {
                return;
            }
        }
    }

    void readServices() {
        std::set<std::pair<std::string_view, std::uint32_t>> seen;
        for (const auto& in : m_in.services()) {
            model::ServiceInfo one;
            one.inputId = knownInput(in.input_id(), "service", std::to_string(in.service_id()));
            if (!seen.emplace(in.input_id(), in.service_id()).second) {
                fail(fmt::format("service {} of input \"{}\" twice", in.service_id(),
                                 in.input_id()));
            }
            if (in.pmt_pid() > 0x1fff || in.pcr_pid() > 0x1fff) {
                fail(fmt::format("service {} with PMT PID {} and PCR PID {}", in.service_id(),
                                 in.pmt_pid(), in.pcr_pid()));
            }
            one.serviceId = service(in.service_id());
            one.name = text(in.name(), "service name");
            one.provider = text(in.provider(), "service provider");
            one.pmtPid = static_cast<std::uint16_t>(in.pmt_pid());
            one.pcrPid = static_cast<std::uint16_t>(in.pcr_pid());
            m_out.services.push_back(std::move(one));
            if (!m_error.empty()) {
                return;
            }
        }
    }

    void readMetrics() {
        std::unordered_set<std::string> keys;
        for (const auto& in : m_in.metrics()) {
            model::MetricInfo metric;
            metric.key = uniqueId(in.key(), "metric", keys);
            if (!fromWire(in.scope(), metric.scope) || !kindFromWire(in.kind(), metric.kind)) {
                fail(fmt::format("metric \"{}\" of a scope or kind that this version does not know",
                                 metric.key));
            }
            metric.unit = text(in.unit(), "metric unit");
            metric.step = in.step();
            if (!(std::isfinite(metric.step) && metric.step > 0)) {
                fail(fmt::format("metric \"{}\" has a step of {}", metric.key, metric.step));
            }
            metric.name = text(in.name(), "metric name");
            metric.group = text(in.group(), "metric group");
            if (in.has_minimum()) {
                metric.minimum = in.minimum();
            }
            if (in.has_maximum()) {
                metric.maximum = in.maximum();
            }
            if (!std::isfinite(metric.minimum.value_or(0)) ||
                !std::isfinite(metric.maximum.value_or(0))) {
                fail(fmt::format("metric \"{}\" has a range that is not finite", metric.key));
            }
            if (in.states_size() > DescriptionLimits::states) {
                fail(fmt::format("metric \"{}\" has {} states", metric.key, in.states_size()));
            } else {
                for (const auto& state : in.states()) {
                    metric.states.push_back(text(state, "metric state"));
                }
            }
            m_out.metrics.push_back(std::move(metric));
            if (!m_error.empty()) {
                return;
            }
        }
    }

    std::string knownInput(const std::string& id, std::string_view what, std::string_view which) {
        if (!m_inputIds.contains(id)) {
            fail(fmt::format("{} {} refers to an input that is not described", what, which));
        }
        return id;
    }
    std::uint16_t service(std::uint32_t id) {
        if (id > 0xffff) {
            fail(fmt::format("service {}", id));
        }
        return static_cast<std::uint16_t>(id);
    }

    const v1::NodeDescription& m_in;
    model::NodeDescription m_out;
    std::unordered_set<std::string> m_inputIds;
    std::string m_error;
};

void metricToWire(const model::MetricInfo& metric, v1::Metric& out) {
    out.set_key(metric.key);
    out.set_scope(toWire(metric.scope));
    out.set_kind(kindToWire(metric.kind));
    out.set_unit(metric.unit);
    out.set_step(metric.step);
    out.set_name(metric.name);
    out.set_group(metric.group);
    if (metric.minimum) {
        out.set_minimum(*metric.minimum);
    }
    if (metric.maximum) {
        out.set_maximum(*metric.maximum);
    }
    for (const auto& state : metric.states) {
        out.add_states(state);
    }
}

void pathToWire(const model::PathInfo& path, v1::Path& out) {
    out.set_id(path.id);
    out.set_feed_id(path.feedId);
    out.set_input_id(path.inputId);
    out.set_region_id(path.regionId);
    out.set_kind(kindToWire(path.kind));
    out.set_service_id(path.serviceId);
    out.set_policy(policyToWire(path.policy));
    out.set_has_preview(path.hasPreview);
    out.set_preview_uri(path.previewUri);
}

void pidToWire(const model::PidInfo& pid, v1::Pid& out) {
    out.set_input_id(pid.inputId);
    out.set_pid(pid.pid);
    out.set_stream_type(pid.streamType);
    out.set_content(pid.content);
    out.set_language(pid.language);
    out.set_service_id(pid.serviceId);
}

void serviceToWire(const model::ServiceInfo& service, v1::Service& out) {
    out.set_input_id(service.inputId);
    out.set_service_id(service.serviceId);
    out.set_name(service.name);
    out.set_provider(service.provider);
    out.set_pmt_pid(service.pmtPid);
    out.set_pcr_pid(service.pcrPid);
}

} // namespace

void toWire(const model::NodeDescription& description, v1::NodeDescription& out) {
    out.set_id(description.id);
    out.set_name(description.name);
    out.set_kind(kindToWire(description.kind));
    out.set_region_id(description.regionId);
    if (description.position) {
        out.mutable_position()->set_latitude(description.position->latitude);
        out.mutable_position()->set_longitude(description.position->longitude);
    }
    out.set_software(description.software);
    out.set_incarnation(description.incarnation);
    out.set_epoch(description.epoch);
    out.set_tick_rate_hz(description.tickRateHz);
    out.set_clock_id(description.clockId);
    for (const auto& region : description.regions) {
        auto& added = *out.add_regions();
        added.set_id(region.id);
        added.set_name(region.name);
    }
    for (const auto& feed : description.feeds) {
        auto& added = *out.add_feeds();
        added.set_id(feed.id);
        added.set_number(feed.number);
        added.set_name(feed.name);
        added.set_sport(feed.sport);
        added.set_venue(feed.venue);
    }
    for (const auto& input : description.inputs) {
        auto& added = *out.add_inputs();
        added.set_id(input.id);
        added.set_name(input.name);
        added.set_transport(transportToWire(input.transport));
        added.set_uri(input.uri);
        added.set_profile(input.profile);
        added.set_carrier(input.carrier);
    }
    for (const auto& path : description.paths) {
        pathToWire(path, *out.add_paths());
    }
    for (const auto& pid : description.pids) {
        pidToWire(pid, *out.add_pids());
    }
    for (const auto& service : description.services) {
        serviceToWire(service, *out.add_services());
    }
    for (const auto& metric : description.metrics) {
        metricToWire(metric, *out.add_metrics());
    }
}

base::Result<model::NodeDescriptionPtr> fromWire(const v1::NodeDescription& in) {
    return Reader(in).read();
}

} // namespace vigie::wire
