// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/fleet/provider.h"

namespace vigie::rpc::test {

/// Four paths over two inputs, two PIDs; one gauge, one counter and one mark of paths, one gauge of
/// inputs, one of PIDs, one of the node.
inline model::NodeDescription makeDescription(std::size_t paths = 4) {
    using model::MetricKind;
    using model::Scope;
    model::NodeDescription d;
    d.id = "cloud-test";
    d.name = "Test";
    d.kind = model::NodeKind::Cloud;
    d.regionId = "europe";
    d.position = model::GeoPosition{51.5, -0.12};
    d.software = "fake 1";
    d.incarnation = 77;
    d.clockId = "4c1f7d0e-9a51-4d0e-8f43-0c9d3b1e2a77";
    d.epoch = 1;
    d.regions = {{"europe", "Europe"}};
    d.feeds = {{"f001", 1, "Athletics", "Athletics", "Stade"}};
    d.inputs = {{"in-a", "A", model::Transport::Srt, "srt://a:1", "dvb", ""},
                {"in-b", "B", model::Transport::Rtp, "rtp://b:2", "ott", "T7"}};
    for (std::size_t i = 0; i < paths; ++i) {
        d.paths.push_back({"p" + std::to_string(i), "f001", i % 2 == 0 ? "in-a" : "in-b", "europe",
                           model::PathKind::Cloud, static_cast<std::uint16_t>(i + 1),
                           model::DecodePolicy::KeyFrames, i != 3, ""});
    }
    d.services = {{"in-a", 1, "Nord 1 · Été", "Nord", 0x100, 0x101},
                  {"in-b", 2, "", "", 0x20, 0x1fff}};
    d.pids = {{"in-a", 256, 27, "H.264", "", 1}, {"in-b", 257, 15, "AAC", "fra", 2}};
    d.metrics = {
        {"g", Scope::Path, MetricKind::Gauge, "ms", 0.5, "Gauge", "Test", 0.0, 100.0, {}},
        {"c", Scope::Path, MetricKind::Counter, "1", 1, "Counter", "Test", {}, {}, {}},
        {"m", Scope::Path, MetricKind::Mark, "ns", 1, "Mark", "Test", {}, {}, {}},
        {"i", Scope::Input, MetricKind::Gauge, "dB", 0.1, "Input gauge", "Test", {}, {}, {}},
        {"pid", Scope::Pid, MetricKind::Gauge, "bit/s", 1, "PID gauge", "Test", {}, {}, {}},
        {"s", Scope::Node, MetricKind::State, "", 1, "State", "Test", {}, {}, {"unknown", "ok"}},
    };
    d.tickRateHz = 10;
    return d;
}

/// A node whose every word the test says. `tick` and the like tell the listeners on the calling
/// thread, one at a time.
class FakeProvider final : public fleet::Provider {
public:
    explicit FakeProvider(model::NodeDescription description = makeDescription(),
                          std::size_t ringSize = 100)
        : m_ringSize(ringSize),
          m_description(std::make_shared<const model::NodeDescription>(std::move(description))) {}

    [[nodiscard]] model::NodeDescriptionPtr describe() const override {
        const std::lock_guard lock(m_state);
        return m_description;
    }
    [[nodiscard]] base::SubscriptionPtr subscribe(fleet::ProviderListener& listener) override {
        const std::lock_guard telling(m_telling);
        m_listeners.push_back(&listener);
        listener.onDescription(describe());
        return std::make_unique<base::CallOnEnd>([this, &listener] {
            const std::lock_guard ending(m_telling);
            std::erase(m_listeners, &listener);
        });
    }
    [[nodiscard]] fleet::EventPage eventsAfter(std::uint64_t after,
                                               std::size_t most) const override {
        const std::lock_guard lock(m_state);
        fleet::EventPage page;
        page.firstAvailable = m_ring.empty() ? m_lastEvent + 1 : m_ring.front()->sequence;
        for (const auto& event : m_ring) {
            if (event->sequence > after && page.events.size() < most) {
                page.events.push_back(event);
            }
        }
        return page;
    }
    [[nodiscard]] base::Result<base::SubscriptionPtr>
    watchPreview(const std::string& pathId, const model::PreviewRequest& request,
                 fleet::PreviewListener& listener) override {
        const std::lock_guard lock(m_previewing);
        if (m_refusesPreviews) {
            return base::failure("no encoder left");
        }
        m_lastRequest = request;
        m_watches.emplace_back(pathId, &listener);
        if (m_cachedKey) {
            listener.onAccessUnit(m_cachedKey);
        }
        return std::make_unique<base::CallOnEnd>([this, &listener] {
            const std::lock_guard ending(m_previewing);
            std::erase_if(m_watches, [&](const auto& w) { return w.second == &listener; });
        });
    }

    /// Holds until noon of the day; the request is kept for lastDecode().
    [[nodiscard]] base::Result<base::Utc>
    requestDecoding(const fleet::DecodeRequest& request) override {
        const std::lock_guard lock(m_controlling);
        if (m_refusal) {
            return base::failure(*m_refusal);
        }
        m_lastDecode = request;
        return decodingUntil;
    }
    [[nodiscard]] base::Result<fleet::CaptureInfo>
    requestCapture(const fleet::CaptureRequest& request) override {
        const std::lock_guard lock(m_controlling);
        if (m_refusal) {
            return base::failure(*m_refusal);
        }
        m_lastCapture = request;
        fleet::CaptureInfo info;
        info.id = request.inputId + "-" + std::to_string(m_captures.size() + 1);
        info.inputId = request.inputId;
        info.reason = request.reason;
        m_captures.push_back(info);
        return info;
    }
    [[nodiscard]] std::vector<fleet::CaptureInfo> captures() const override {
        const std::lock_guard lock(m_controlling);
        return {m_captures.rbegin(), m_captures.rend()};
    }
    [[nodiscard]] base::Result<std::unique_ptr<fleet::CaptureReader>>
    readCapture(const std::string& captureId, fleet::CapturePart part) const override {
        const std::lock_guard lock(m_controlling);
        const auto found = m_files.find({captureId, part});
        if (found == m_files.end()) {
            return base::failure("nothing of '" + captureId + "' to read");
        }
        return std::make_unique<Reader>(found->second, m_piecesRead, m_openReaders);
    }
    /// Ends the newest capture: complete with these files, or failed where there are none.
    void completeCapture(const std::string& id, const std::string& stream,
                         const std::string& analysis) {
        const std::lock_guard lock(m_controlling);
        for (auto& info : m_captures) {
            if (info.id == id) {
                info.state =
                    stream.empty() ? fleet::CaptureState::Failed : fleet::CaptureState::Complete;
                info.bytes = stream.size();
                info.remark = stream.empty() ? "nothing came" : "";
            }
        }
        m_files[{id, fleet::CapturePart::Stream}] = std::make_shared<const std::string>(stream);
        m_files[{id, fleet::CapturePart::Analysis}] = std::make_shared<const std::string>(analysis);
    }
    void refuseRequests(std::optional<std::string> why) {
        const std::lock_guard lock(m_controlling);
        m_refusal = std::move(why);
    }
    [[nodiscard]] fleet::DecodeRequest lastDecode() const {
        const std::lock_guard lock(m_controlling);
        return m_lastDecode;
    }
    [[nodiscard]] fleet::CaptureRequest lastCapture() const {
        const std::lock_guard lock(m_controlling);
        return m_lastCapture;
    }
    [[nodiscard]] int piecesRead() const { return *m_piecesRead; }
    [[nodiscard]] int openReaders() const { return *m_openReaders; }
    static constexpr base::Utc decodingUntil = base::utcFromNs(1'785'067'200'000'000'000);

    /// A tick of every metric; path gauges are `gauge` + row.
    model::TickPtr tick(std::int64_t gauge) {
        auto tick = std::make_shared<model::Tick>();
        {
            const std::lock_guard lock(m_state);
            tick->sequence = ++m_lastTick;
            tick->epoch = m_description->epoch;
            fill(*tick, gauge);
        }
        const std::lock_guard telling(m_telling);
        for (auto* listener : m_listeners) {
            listener->onTick(tick);
        }
        return tick;
    }
    void describeAnew(model::NodeDescription description) {
        auto made = std::make_shared<const model::NodeDescription>(std::move(description));
        {
            const std::lock_guard lock(m_state);
            m_description = made;
        }
        const std::lock_guard telling(m_telling);
        for (auto* listener : m_listeners) {
            listener->onDescription(made);
        }
    }
    void event(std::string code) {
        auto event = std::make_shared<model::Event>();
        event->kind = model::EventKind::Input;
        event->code = std::move(code);
        event->scope = model::Scope::Input;
        event->subject = "in-a";
        event->utc = base::SystemClock::instance().now().utc;
        {
            const std::lock_guard lock(m_state);
            event->sequence = ++m_lastEvent;
            m_ring.push_back(event);
            if (m_ring.size() > m_ringSize) {
                m_ring.pop_front();
            }
        }
        const std::lock_guard telling(m_telling);
        for (auto* listener : m_listeners) {
            listener->onEvent(event);
        }
    }
    static model::AccessUnitPtr makeUnit(std::uint64_t sequence, bool isKey, std::size_t bytes) {
        auto unit = std::make_shared<model::AccessUnit>();
        unit->sequence = sequence;
        unit->codec = model::VideoCodec::H264;
        unit->isKey = isKey;
        unit->pts = static_cast<std::int64_t>(sequence) * 3600;
        unit->arrival = base::SystemClock::instance().now().utc;
        unit->data.assign(bytes, static_cast<char>('a' + sequence % 26));
        return unit;
    }
    void cacheKey(model::AccessUnitPtr unit) {
        const std::lock_guard lock(m_previewing);
        m_cachedKey = std::move(unit);
    }
    void unit(const model::AccessUnitPtr& unit) {
        const std::lock_guard lock(m_previewing);
        for (const auto& [path, listener] : m_watches) {
            listener->onAccessUnit(unit);
        }
    }
    void endPreviews(const std::string& reason) {
        const std::lock_guard lock(m_previewing);
        for (const auto& [path, listener] : m_watches) {
            listener->onEnded(reason);
        }
    }
    void refusePreviews(bool refuses) {
        const std::lock_guard lock(m_previewing);
        m_refusesPreviews = refuses;
    }
    [[nodiscard]] std::size_t watches() const {
        const std::lock_guard lock(m_previewing);
        return m_watches.size();
    }
    [[nodiscard]] model::PreviewRequest lastRequest() const {
        const std::lock_guard lock(m_previewing);
        return m_lastRequest;
    }

private:
    class Reader final : public fleet::CaptureReader {
    public:
        Reader(std::shared_ptr<const std::string> content, std::shared_ptr<std::atomic<int>> pieces,
               std::shared_ptr<std::atomic<int>> open)
            : m_content(std::move(content)), m_pieces(std::move(pieces)), m_open(std::move(open)) {
            ++*m_open;
        }
        ~Reader() override { --*m_open; }
        [[nodiscard]] std::uint64_t size() const override { return m_content->size(); }
        [[nodiscard]] base::Result<std::string> read(std::size_t most) override {
            ++*m_pieces;
            auto piece = m_content->substr(m_at, most);
            m_at += piece.size();
            return piece;
        }

    private:
        const std::shared_ptr<const std::string> m_content;
        std::size_t m_at = 0;
        const std::shared_ptr<std::atomic<int>> m_pieces;
        const std::shared_ptr<std::atomic<int>> m_open;
    };

    void fill(model::Tick& tick, std::int64_t gauge) const {
        const auto now = base::SystemClock::instance().now();
        tick.utc = now.utc;
        // Exactly on the tick rate, so that folding to a rate is exact.
        tick.mono = base::monoFromNs(static_cast<std::int64_t>(tick.sequence) * 100'000'000);
        const auto paths = static_cast<std::uint32_t>(m_description->paths.size());
        model::Block block{model::Scope::Path, 0, paths, {}};
        model::Column gauges{0, {}, {}, {}, {}};
        model::Column counters{1, {}, {}, {}, {}};
        for (std::uint32_t row = 0; row < paths; ++row) {
            gauges.values.push_back(gauge + row);
            counters.values.push_back(static_cast<std::int64_t>(tick.sequence));
        }
        if (paths > 2) {
            gauges.setAbsent(2);
        }
        block.columns = {gauges, counters};
        tick.blocks.push_back(std::move(block));
        tick.blocks.push_back({model::Scope::Input, 0, 2, {{3, {-5, 6}, {}, {}, {}}}});
        tick.blocks.push_back({model::Scope::Pid, 0, 2, {{4, {1000, 2000}, {}, {}, {}}}});
        tick.blocks.push_back({model::Scope::Node, 0, 1, {{5, {1}, {}, {}, {}}}});
    }

    const std::size_t m_ringSize;
    mutable std::mutex m_state;
    model::NodeDescriptionPtr m_description; // guarded by m_state
    std::deque<model::EventPtr> m_ring;      // guarded by m_state
    std::uint64_t m_lastEvent = 0;           // guarded by m_state
    std::uint64_t m_lastTick = 0;            // guarded by m_state

    std::mutex m_telling;
    std::vector<fleet::ProviderListener*> m_listeners; // guarded by m_telling

    mutable std::mutex m_previewing;
    std::vector<std::pair<std::string, fleet::PreviewListener*>>
        m_watches;                       // guarded by m_previewing
    model::AccessUnitPtr m_cachedKey;    // guarded by m_previewing
    model::PreviewRequest m_lastRequest; // guarded by m_previewing
    bool m_refusesPreviews = false;      // guarded by m_previewing

    mutable std::mutex m_controlling;
    std::optional<std::string> m_refusal;       // guarded by m_controlling
    fleet::DecodeRequest m_lastDecode;          // guarded by m_controlling
    fleet::CaptureRequest m_lastCapture;        // guarded by m_controlling
    std::vector<fleet::CaptureInfo> m_captures; // guarded by m_controlling, oldest first
    std::map<std::pair<std::string, fleet::CapturePart>, std::shared_ptr<const std::string>>
        m_files; // guarded by m_controlling
    const std::shared_ptr<std::atomic<int>> m_piecesRead = std::make_shared<std::atomic<int>>(0);
    const std::shared_ptr<std::atomic<int>> m_openReaders = std::make_shared<std::atomic<int>>(0);
};

} // namespace vigie::rpc::test
