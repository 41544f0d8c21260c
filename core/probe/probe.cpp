// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/probe.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "core/analysis/analysis.h"
#include "core/base/thread.h"
#include "core/model/metric.h"
#include "core/probe/facts.h"
#include "core/probe/tickbuilder.h"

namespace vigie::probe {
namespace {

constexpr std::chrono::milliseconds tickInterval{100};
// What begins or ends is told as soon as it is seen: a tick may be 100 ms away.
constexpr std::chrono::milliseconds lookInterval{20};
static_assert(tickInterval % lookInterval == lookInterval.zero());
constexpr std::int64_t tickNs = std::chrono::nanoseconds(tickInterval).count();
constexpr std::size_t eventCapacity = 10000;
// NTP slews by 0.5 ms per second at most: more than this between two ticks is a step.
constexpr std::int64_t clockStepNs = 50'000'000;

} // namespace

base::Result<std::unique_ptr<Probe>> Probe::make(NodeConfig config) {
    std::string whyNot;
    if (!media::initialize(&whyNot)) {
        return base::failure(whyNot);
    }
    std::unique_ptr<Probe> probe(new Probe(std::move(config)));
    const base::Timestamp start = base::SystemClock::instance().now();
    for (const InputConfig& input : probe->m_config.inputs) {
        auto worker = InputWorker::make(input, *probe->m_pool, start);
        if (!worker) {
            return tl::unexpected(worker.error());
        }
        probe->m_inputs.push_back(std::move(*worker));
    }
    probe->makeCaptures();
    probe->m_inventoryRevisions.assign(probe->m_inputs.size(), 0);
    probe->m_pidRows.assign(probe->m_inputs.size(), 0);
    probe->m_description =
        probe->buildDescription(1, std::vector<InputFacts>(probe->m_inputs.size()));
    return probe;
}

Probe::Probe(NodeConfig config)
    : m_config(std::move(config)), m_incarnation(static_cast<std::uint64_t>(
                                       base::toNs(base::SystemClock::instance().now().utc))),
      m_pool(media::makeContentPool(1)), m_events(eventCapacity) {}

Probe::~Probe() {
    stop();
}

void Probe::makeCaptures() {
    if (!m_config.capture) {
        return;
    }
    const auto analyze = [this](const std::filesystem::path& file, const std::string& inputId,
                                const std::stop_token& stop) -> base::Result<std::string> {
        for (const auto& input : m_inputs) {
            if (input->config().id == inputId) {
                analysis::Options options;
                options.profile = input->profile();
                return analysis::analyzeFileToJson(file, options, stop);
            }
        }
        return base::failure("the input '" + inputId + "' is no longer one of this node's");
    };
    m_captures = std::make_unique<Captures>(m_config.id, m_config.capture->store, analyze);
    for (const auto& input : m_inputs) {
        if (const auto& config = input->config().capture) {
            input->keepIn(m_captures->add(input->config().id, *config, input->profile().name));
        }
    }
}

void Probe::start() {
    if (m_captures) {
        m_captures->start();
    }
    for (const auto& input : m_inputs) {
        input->start();
    }
    m_thread = base::startThread("probe-tick", [this](const std::stop_token& stop) { run(stop); });
}

void Probe::stop() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_wake.notify_all();
        m_thread.join();
    }
    for (const auto& input : m_inputs) {
        input->stop("the node is stopping");
    }
    if (m_captures) {
        m_captures->stop();
    }
}

model::NodeDescriptionPtr Probe::describe() const {
    const std::lock_guard lock(m_listenersMutex);
    return m_description;
}

base::SubscriptionPtr Probe::subscribe(fleet::ProviderListener& listener) {
    const std::lock_guard lock(m_listenersMutex);
    m_listeners.push_back(&listener);
    listener.onDescription(m_description);
    return std::make_unique<base::CallOnEnd>([this, &listener] {
        const std::lock_guard inner(m_listenersMutex);
        std::erase(m_listeners, &listener);
    });
}

fleet::EventPage Probe::eventsAfter(std::uint64_t after, std::size_t most) const {
    return m_events.after(after, most);
}

base::Result<base::SubscriptionPtr> Probe::watchPreview(const std::string& pathId,
                                                        const model::PreviewRequest& request,
                                                        fleet::PreviewListener& listener) {
    for (const auto& input : m_inputs) {
        for (const auto& path : input->paths()) {
            if (path->config().pathId == pathId) {
                return path->hub()->watch(request, listener);
            }
        }
    }
    return base::failure("no path '" + pathId + "' at this node");
}

base::Result<base::SubscriptionPtr> Probe::watchSound(const std::string& pathId, int track,
                                                      fleet::SoundListener& listener) {
    for (const auto& input : m_inputs) {
        for (const auto& path : input->paths()) {
            if (path->config().pathId == pathId) {
                return path->sounds()->listen(track, listener);
            }
        }
    }
    return base::failure("no path '" + pathId + "' at this node");
}

base::Result<base::Utc> Probe::requestDecoding(const fleet::DecodeRequest& request) {
    for (const auto& input : m_inputs) {
        for (const auto& path : input->paths()) {
            if (path->config().pathId == request.pathId) {
                return input->requestPolicy(*path, request.policy,
                                            base::SystemClock::instance().now(), request.duration);
            }
        }
    }
    return base::failure("no path '" + request.pathId + "' at this node");
}

base::Result<fleet::CaptureInfo> Probe::requestCapture(const fleet::CaptureRequest& request) {
    if (!m_captures) {
        return Provider::requestCapture(request);
    }
    return m_captures->request(request, base::SystemClock::instance().now());
}

std::vector<fleet::CaptureInfo> Probe::captures() const {
    return m_captures ? m_captures->list() : std::vector<fleet::CaptureInfo>();
}

base::Result<std::unique_ptr<fleet::CaptureReader>>
Probe::readCapture(const std::string& captureId, fleet::CapturePart part) const {
    return m_captures ? m_captures->read(captureId, part) : Provider::readCapture(captureId, part);
}

void Probe::run(const std::stop_token& stop) {
    model::Event started;
    started.utc = base::SystemClock::instance().now().utc;
    started.kind = model::EventKind::Node;
    started.code = "node.started";
    publish(std::move(started));

    base::Timestamp last = base::SystemClock::instance().now();
    base::Mono lastSecondAt = last.mono;
    while (!stop.stop_requested()) {
        const base::Timestamp before = base::SystemClock::instance().now();
        const auto phase = base::Nanoseconds(base::toNs(before.utc)) % lookInterval;
        {
            std::unique_lock lock(m_wakeMutex);
            m_wake.wait_until(lock, stop, before.mono + (lookInterval - phase),
                              [&stop] { return stop.stop_requested(); });
        }
        if (stop.stop_requested()) {
            return;
        }
        const base::Timestamp now = base::SystemClock::instance().now();
        if (base::toNs(now.utc) / tickNs == base::toNs(last.utc) / tickNs) {
            tellUrgent(now);
            continue;
        }
        const bool isSecond = base::toSeconds(now.utc) != base::toSeconds(last.utc);
        const double elapsed = static_cast<double>((now.mono - lastSecondAt).count()) / 1e9;
        if (isSecond) {
            lastSecondAt = now.mono;
        }
        last = now;
        watchClock(now);
        makeTick(now, isSecond, elapsed);
    }
}

void Probe::watchClock(base::Timestamp now) {
    const std::int64_t offset = base::toNs(now.utc) - base::toNs(now.mono);
    if (m_hasClockOffset && std::llabs(offset - m_utcMinusMono) > clockStepNs) {
        model::Event step;
        step.utc = now.utc;
        step.kind = model::EventKind::ClockStep;
        step.code = "clock.step";
        step.parameters.emplace_back("ms", std::to_string((offset - m_utcMinusMono) / 1'000'000));
        publish(std::move(step));
    }
    m_utcMinusMono = offset;
    m_hasClockOffset = true;
}

void Probe::makeTick(base::Timestamp now, bool isSecond, double elapsedSeconds) {
    std::vector<InputFacts> facts;
    facts.reserve(m_inputs.size());
    bool isInventoryNew = false;
    for (std::size_t index = 0; index < m_inputs.size(); ++index) {
        facts.push_back(m_inputs[index]->collect(now, isSecond, elapsedSeconds));
        if (isSecond && facts.back().inventoryRevision != m_inventoryRevisions[index]) {
            m_inventoryRevisions[index] = facts.back().inventoryRevision;
            isInventoryNew = true;
        }
    }
    model::NodeDescriptionPtr description = describe();
    if (isInventoryNew) {
        description = buildDescription(description->epoch + 1, facts);
        for (std::size_t index = 0; index < facts.size(); ++index) {
            m_pidRows[index] = facts[index].pids.size();
        }
        const std::lock_guard lock(m_listenersMutex);
        m_description = description;
        for (fleet::ProviderListener* listener : m_listeners) {
            listener->onDescription(description);
        }
    }

    TickBuilder builder(description);
    std::size_t path = 0;
    std::size_t pid = 0;
    for (std::size_t index = 0; index < facts.size(); ++index) {
        writeFacts(facts[index], index, path, pid, builder);
        path += facts[index].paths.size();
        pid += m_pidRows[index];
    }
    if (isSecond) {
        const auto clockError = base::systemClockError();
        builder.set(model::key::nodeClockError, 0,
                    clockError.count() < 0
                        ? std::nullopt
                        : std::optional(static_cast<double>(clockError.count()) / 1e6));
        builder.set(model::key::nodeCpu, 0, m_usage.cpuPercent(now.mono));
        builder.set(model::key::nodeMemory, 0, HostUsage::residentBytes());
    }
    const auto tick = std::make_shared<const model::Tick>(builder.finish(++m_sequence, now));
    for (std::size_t index = 0; index < facts.size(); ++index) {
        tell(std::move(facts[index].events), m_inputs[index]->config().id, now);
    }
    if (m_captures) {
        for (model::Event& event : m_captures->takeEvents(now)) {
            publish(std::move(event));
        }
    }
    const std::lock_guard lock(m_listenersMutex);
    for (fleet::ProviderListener* listener : m_listeners) {
        listener->onTick(tick);
    }
}

void Probe::tellUrgent(base::Timestamp now) {
    for (const auto& input : m_inputs) {
        tell(input->takeUrgent(now), input->config().id, now);
    }
}

void Probe::tell(std::vector<model::Event> events, const std::string& inputId,
                 base::Timestamp now) {
    for (model::Event& event : events) {
        if (m_captures) {
            m_captures->onEvent(inputId, event, now);
        }
        publish(std::move(event));
    }
}

void Probe::publish(model::Event event) {
    const std::lock_guard lock(m_listenersMutex);
    const auto kept = m_events.add(std::move(event));
    for (fleet::ProviderListener* listener : m_listeners) {
        listener->onEvent(kept);
    }
}

model::NodeDescriptionPtr Probe::buildDescription(std::uint64_t epoch,
                                                  const std::vector<InputFacts>& facts) const {
    auto description = std::make_shared<model::NodeDescription>();
    description->id = m_config.id;
    description->name = m_config.name;
    description->kind = m_config.kind;
    description->regionId = m_config.regionId;
    description->position = m_config.position;
    description->software = "vigie-node " VIGIE_VERSION;
    description->incarnation = m_incarnation;
    description->epoch = epoch;
    description->regions = m_config.regions;
    description->feeds = m_config.feeds;
    description->clockId = base::systemClockId();
    description->metrics = model::metricCatalogue();
    description->tickRateHz = 1000.0 / static_cast<double>(tickInterval.count());
    for (std::size_t index = 0; index < m_inputs.size(); ++index) {
        const InputConfig& input = m_inputs[index]->config();
        description->inputs.push_back({input.id, input.name, input.transport,
                                       transport::withoutCredentials(input.uri), input.profile.name,
                                       input.carrier});
        for (const ServiceConfig& service : input.services) {
            description->paths.push_back({service.pathId, service.feedId, input.id,
                                          service.regionId, service.kind, service.serviceId,
                                          service.policy, true, ""});
        }
        const auto& pids = facts[index].pidTable;
        description->pids.insert(description->pids.end(), pids.begin(), pids.end());
        const auto& services = facts[index].serviceTable;
        description->services.insert(description->services.end(), services.begin(), services.end());
    }
    return description;
}

} // namespace vigie::probe
