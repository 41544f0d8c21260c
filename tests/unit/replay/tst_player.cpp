// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recording plays as nodes: the same samples, at their times or now, again and again.
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/record/writer.h"
#include "core/replay/player.h"
#include "core/rpc/grpcsource.h"
#include "core/rpc/server.h"
#include "tests/support/recordlab/lab.h"
#include "tests/unit/engine/fakenode.h"
#include "tests/unit/rpc/recordingsink.h"

using namespace vigie;
using namespace std::chrono_literals;
using test::FakeNode;
namespace key = model::key;

namespace {

constexpr base::Utc begin = base::utcFromNs(1'785'000'000'000'000'000);

/// Keeps what one node says.
class Notebook final : public fleet::ProviderListener {
public:
    explicit Notebook(fleet::Provider& node) : m_subscription(node.subscribe(*this)) {}
    void onDescription(model::NodeDescriptionPtr description) override {
        const std::lock_guard lock(m_mutex);
        m_descriptions.push_back(std::move(description));
    }
    void onTick(model::TickPtr tick) override {
        const std::lock_guard lock(m_mutex);
        m_isSound = m_isSound && !model::whyMalformed(*m_descriptions.back(), *tick);
        m_ticks.push_back(std::move(tick));
    }
    void onEvent(model::EventPtr event) override {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(std::move(event));
    }
    std::vector<model::TickPtr> ticks() const {
        const std::lock_guard lock(m_mutex);
        return m_ticks;
    }
    std::vector<model::EventPtr> events() const {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }
    std::set<std::uint64_t> incarnations() const {
        const std::lock_guard lock(m_mutex);
        std::set<std::uint64_t> found;
        for (const auto& description : m_descriptions) {
            found.insert(description->incarnation);
        }
        return found;
    }
    bool isSound() const {
        const std::lock_guard lock(m_mutex);
        return m_isSound;
    }

private:
    mutable std::mutex m_mutex; // guards all below
    std::vector<model::NodeDescriptionPtr> m_descriptions;
    std::vector<model::TickPtr> m_ticks;
    std::vector<model::EventPtr> m_events;
    bool m_isSound = true;
    base::SubscriptionPtr m_subscription; // first to go
};

class Watcher final : public fleet::PreviewListener {
public:
    void onAccessUnit(model::AccessUnitPtr unit) override {
        const std::lock_guard lock(m_mutex);
        m_units.push_back(std::move(unit));
    }
    void onEnded(const std::string&) override {
        const std::lock_guard lock(m_mutex);
        m_isEnded = true;
    }
    std::vector<model::AccessUnitPtr> units() const {
        const std::lock_guard lock(m_mutex);
        return m_units;
    }
    bool isEnded() const {
        const std::lock_guard lock(m_mutex);
        return m_isEnded;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<model::AccessUnitPtr> m_units; // guarded by m_mutex
    bool m_isEnded = false;                    // guarded by m_mutex
};

bool isGrowing(const std::vector<model::TickPtr>& ticks) {
    for (std::size_t i = 1; i < ticks.size(); ++i) {
        if (ticks[i]->sequence <= ticks[i - 1]->sequence || ticks[i]->mono <= ticks[i - 1]->mono) {
            return false;
        }
    }
    return true;
}

/// The samples of a metric of the first row, in order; absent ones left out.
std::vector<std::int64_t> samplesOf(const std::vector<model::TickPtr>& ticks,
                                    std::string_view metric) {
    static const auto catalogue = model::metricCatalogue();
    std::vector<std::int64_t> found;
    for (const auto& tick : ticks) {
        for (const auto& block : tick->blocks) {
            for (const auto& column : block.columns) {
                if (catalogue[column.metric].key == metric && column.isPresent(0)) {
                    found.push_back(column.values[0]);
                }
            }
        }
    }
    return found;
}

} // namespace

class TestPlayer : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    std::filesystem::path fileOf(const std::string& name) const {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    static std::unique_ptr<record::Writer> writerOf(const std::filesystem::path& file) {
        auto writer = record::Writer::create(file, {});
        return writer ? std::move(*writer) : nullptr;
    }
    /// Two nodes over 20 s, ten ticks a second, marks and a slow metric once a second.
    std::filesystem::path makePair(const std::string& name) {
        const auto file = fileOf(name);
        const auto writer = writerOf(file);
        FakeNode a("a", model::NodeKind::Cloud, "asia");
        FakeNode b("b", model::NodeKind::Satellite, "asia");
        std::uint64_t order = 0;
        bool isGood = writer != nullptr;
        const auto put = [&](fleet::Input input) {
            isGood = isGood && writer->put(record::Item{++order, std::move(input)});
        };
        for (FakeNode* node : {&a, &b}) {
            node->addPath("p", "f", model::PathKind::Cloud);
            node->edit().paths[0].hasPreview = true;
            const base::Timestamp at{begin, base::monoFromNs(1'000'000'000)};
            put(node->contactInput(fleet::Contact::Connected, at));
            put(node->describeInput(at));
        }
        for (int step = 0; step < 200; ++step) {
            const auto after = step * 100ms;
            const base::Timestamp at{begin + after, base::monoFromNs(1'000'000'000) + after};
            for (FakeNode* node : {&a, &b}) {
                node->set(key::pathBitrate, 0, 1'000'000 + step);
                if (step % 10 == 0) {
                    node->setMark(0, 90'000LL * step, begin + after - (node == &a ? 40ms : 90ms));
                }
                put(node->tickInput(at));
            }
            if (step % 50 == 10) {
                auto event = std::make_shared<model::Event>();
                event->sequence = 1000 + static_cast<std::uint64_t>(step);
                event->utc = begin + after;
                event->kind = model::EventKind::Input;
                event->code = "input.lost";
                put({a.endpoint(), model::EventPtr(event), at});
                auto unit = std::make_shared<model::AccessUnit>();
                unit->codec = model::VideoCodec::H264;
                unit->isKey = true;
                unit->arrival = begin + after;
                unit->data = "picture at " + std::to_string(step);
                isGood = isGood && writer->put(record::Picture{{"a", "p"}, unit, begin + after});
            }
        }
        isGood = isGood && writer->close();
        return isGood ? file : std::filesystem::path();
    }
    static std::unique_ptr<replay::Player> open(replay::PlayerOptions options) {
        auto player = replay::Player::open(std::move(options));
        if (!player) {
            QTest::qFail(player.error().message.c_str(), __FILE__, __LINE__);
            return nullptr;
        }
        return std::move(*player);
    }

private slots:
    void whatPlaysIsWhatWasRecorded() {
        recordlab::FleetOptions fleet;
        fleet.isUnruly = false;
        fleet.seconds = 60;
        const auto made = recordlab::makeFleet(fleet);
        const auto file = fileOf("lab.vigie");
        const auto writer = writerOf(file);
        QVERIFY(writer);
        std::map<std::string, std::vector<model::TickPtr>> recorded;
        for (const auto& item : made.items) {
            const auto put = writer->put(item);
            QVERIFY2(put, put ? "" : put.error().message.c_str());
            if (item.isTick()) {
                const auto& input = std::get<fleet::Input>(item.what);
                recorded[input.endpoint].push_back(std::get<model::TickPtr>(input.what));
            }
        }
        QVERIFY(writer->close());
        replay::PlayerOptions options;
        options.file = file;
        options.speed = 200;
        options.isNow = false;
        const auto player = open(options);
        QVERIFY(player);
        QCOMPARE(player->nodes().size(), recorded.size());
        std::vector<std::unique_ptr<Notebook>> books;
        for (fleet::Provider* node : player->nodes()) {
            books.push_back(std::make_unique<Notebook>(*node));
        }
        player->start();
        QTRY_VERIFY(player->isAtEnd());
        player->stop();
        std::vector<std::vector<model::Tick>> played;
        for (const auto& book : books) {
            QVERIFY(book->isSound());
            played.emplace_back();
            for (const auto& tick : book->ticks()) {
                played.back().push_back(*tick);
            }
        }
        for (const auto& [endpoint, ticks] : recorded) {
            std::vector<model::Tick> wanted;
            for (const auto& tick : ticks) {
                wanted.push_back(*tick);
            }
            QVERIFY2(std::find(played.begin(), played.end(), wanted) != played.end(),
                     endpoint.c_str());
        }
    }

    void anUnrulyFleetPlaysSoundly() {
        recordlab::FleetOptions fleet;
        fleet.seconds = 120;
        const auto made = recordlab::makeFleet(fleet);
        const auto file = fileOf("unruly.vigie");
        const auto writer = writerOf(file);
        QVERIFY(writer);
        for (const auto& item : made.items) {
            (void)writer->put(item); // what does not fit is refused
        }
        QVERIFY(writer->close());
        replay::PlayerOptions options;
        options.file = file;
        options.speed = 300;
        const auto player = open(options);
        QVERIFY(player);
        std::vector<std::unique_ptr<Notebook>> books;
        for (fleet::Provider* node : player->nodes()) {
            books.push_back(std::make_unique<Notebook>(*node));
        }
        player->start();
        QTRY_VERIFY(player->isAtEnd());
        for (const auto& book : books) {
            QVERIFY(book->isSound());
            QVERIFY(!book->ticks().empty());
        }
    }

    void timesAreMovedAlikeByWholeSeconds() {
        const auto file = makePair("pair.vigie");
        QVERIFY(!file.empty());
        replay::PlayerOptions options;
        options.file = file;
        options.speed = 50;
        const auto player = open(options);
        QVERIFY(player);
        QCOMPARE(player->nodes().size(), 2U);
        const Notebook a(*player->nodes()[0]);
        const Notebook b(*player->nodes()[1]);
        const base::Utc now = base::SystemClock::instance().now().utc;
        player->start();
        QTRY_VERIFY(player->isAtEnd());
        const auto moved = a.ticks().at(0)->utc - begin;
        QCOMPARE(moved % base::Nanoseconds(1s), base::Nanoseconds(0));
        QVERIFY(begin + moved >= now && begin + moved < now + 10s);
        QCOMPARE(b.ticks().at(0)->utc - begin, moved);
        QCOMPARE(a.ticks().size(), 200U);
        const auto marksA = samplesOf(a.ticks(), key::markUtc);
        const auto marksB = samplesOf(b.ticks(), key::markUtc);
        QCOMPARE(marksA.size(), 20U);
        QCOMPARE(marksA[5], base::toNs(begin + 5s - 40ms + moved));
        QCOMPARE(marksA[5] - marksB[5], 50'000'000); // the latency between them is as it was
        QCOMPARE(samplesOf(a.ticks(), key::markPcr)[5], 90'000LL * 50);
        QCOMPARE(a.events().size(), 4U);
        QCOMPARE(a.events()[1]->utc, begin + 6s + moved);
        QCOMPARE(a.events()[1]->sequence, 2U); // numbered anew
        const auto page = player->nodes()[0]->eventsAfter(1, 2);
        QCOMPARE(page.firstAvailable, 1U);
        QCOMPARE(page.events.size(), 2U);
        QCOMPARE(page.events[0]->sequence, 2U);
    }

    void fromTheMiddleNothingThatWasKnownIsMissing() {
        const auto file = fileOf("carried.vigie");
        const auto writer = writerOf(file);
        QVERIFY(writer);
        FakeNode node("a", model::NodeKind::Cloud, "asia");
        node.addPath("p", "f", model::PathKind::Cloud);
        std::uint64_t order = 0;
        const base::Timestamp at0{begin, base::monoFromNs(1)};
        QVERIFY(writer->put(record::Item{++order, node.describeInput(at0)}));
        for (int second = 0; second < 30; ++second) {
            auto tick = std::make_shared<model::Tick>();
            tick->sequence = static_cast<std::uint64_t>(second) + 1;
            tick->epoch = 1;
            tick->utc = begin + std::chrono::seconds(second);
            tick->mono = base::monoFromNs(1) + std::chrono::seconds(second);
            const auto add = [&](std::string_view metric, std::int64_t value) {
                const auto index = node.description()->metricIndex(metric);
                tick->blocks.push_back({model::Scope::Path, 0, 1, {{*index, {value}, {}, {}, {}}}});
            };
            add(key::pathBitrate, second);
            if (second == 2) {
                add(key::secondsErrored, 77); // said once
                add(key::markPcr, 5);
            }
            QVERIFY(writer->put(record::Item{
                ++order,
                fleet::Input{node.endpoint(), model::TickPtr(tick), {tick->utc, tick->mono}}}));
        }
        QVERIFY(writer->close());
        replay::PlayerOptions options;
        options.file = file;
        options.from = begin + 10s;
        options.to = begin + 20s;
        options.speed = 100;
        options.isNow = false;
        const auto player = open(options);
        QVERIFY(player);
        const Notebook book(*player->nodes().at(0));
        player->start();
        QTRY_VERIFY(player->isAtEnd());
        QVERIFY(book.isSound());
        QCOMPARE(book.ticks().size(), 11U);
        QCOMPARE(samplesOf(book.ticks(), key::pathBitrate).front(), 10);
        QCOMPARE(samplesOf(book.ticks(), key::secondsErrored), std::vector<std::int64_t>{77});
        QVERIFY(samplesOf(book.ticks(), key::markPcr).empty());
    }

    void aLoopIsANodeThatBeganAnew() {
        const auto file = makePair("loop.vigie");
        QVERIFY(!file.empty());
        replay::PlayerOptions options;
        options.file = file;
        options.speed = 200;
        options.isLooped = true;
        const auto player = open(options);
        QVERIFY(player);
        const Notebook book(*player->nodes()[0]);
        player->start();
        QTRY_VERIFY(book.ticks().size() > 450);
        QVERIFY(!player->isAtEnd());
        player->stop();
        QVERIFY(book.incarnations().size() >= 3);
        QVERIFY(isGrowing(book.ticks()));
        QVERIFY(book.isSound());
        const auto events = book.events();
        QCOMPARE(events.back()->sequence, events.size());
    }

    void keyPicturesAreShownToWhoeverWatches() {
        const auto file = makePair("pictures.vigie");
        QVERIFY(!file.empty());
        replay::PlayerOptions options;
        options.file = file;
        options.speed = 50;
        const auto player = open(options);
        QVERIFY(player);
        fleet::Provider& node = *player->nodes()[0];
        Watcher early;
        const auto watch = node.watchPreview("p", {}, early);
        QVERIFY(watch);
        QVERIFY(!node.watchPreview("q", {}, early));
        player->start();
        QTRY_COMPARE(early.units().size(), 4U);
        QCOMPARE(early.units()[0]->data, "picture at 10");
        QCOMPARE(early.units()[3]->data, "picture at 160");
        QCOMPARE(early.units()[1]->sequence, early.units()[0]->sequence + 1);
        Watcher late;
        const auto lateWatch = node.watchPreview("p", {}, late);
        QVERIFY(lateWatch);
        QCOMPARE(late.units().size(), 1U); // the newest at once
        player->stop();
        QVERIFY(early.isEnded() && late.isEnded());
    }

    void overASocketTheSamplesAreTheSame() {
        const auto file = makePair("wire.vigie");
        QVERIFY(!file.empty());
        replay::PlayerOptions options;
        options.file = file;
        options.speed = 10;
        options.isNow = false;
        const auto player = open(options);
        QVERIFY(player);
        std::vector<std::unique_ptr<rpc::Server>> servers;
        rpc::GrpcSourceOptions wanted;
        wanted.window = 16;
        for (fleet::Provider* node : player->nodes()) {
            auto server = rpc::Server::start(*node, {});
            QVERIFY(server);
            wanted.endpoints.push_back(
                {"127.0.0.1:" + std::to_string((*server)->port()), std::nullopt});
            servers.push_back(std::move(*server));
        }
        const auto source = rpc::makeGrpcSource(wanted);
        rpc::test::RecordingSink sink;
        source->start(sink);
        QTRY_COMPARE(sink.all<model::NodeDescriptionPtr>().size(), 2U);
        rpc::test::RecordingPreview preview;
        const auto watch = source->watchPreview({"a", "p"}, {}, preview);
        player->start();
        QTRY_VERIFY(player->isAtEnd());
        // Nothing is lost on the way: what was folded on a busy machine is told.
        const auto taken = [&sink] {
            std::size_t count = 0;
            for (const auto& tick : sink.all<model::TickPtr>()) {
                count += 1 + tick->conflated;
            }
            return count;
        };
        QTRY_COMPARE(taken(), 400U);
        QTRY_COMPARE(sink.all<model::EventPtr>().size(), 4U);
        QTRY_VERIFY(preview.units().size() >= 1);
        std::vector<model::TickPtr> ofA;
        for (const auto& input : sink.inputs()) {
            const auto* tick = std::get_if<model::TickPtr>(&input.what);
            if (tick != nullptr && input.endpoint == wanted.endpoints[0].address) {
                ofA.push_back(*tick);
            }
        }
        const auto rates = samplesOf(ofA, key::pathBitrate);
        for (std::size_t i = 0; i < ofA.size(); ++i) { // a tick's last step is in its sequence
            QCOMPARE(rates[i], 999'999 + static_cast<std::int64_t>(ofA[i]->sequence));
            QCOMPARE(ofA[i]->utc, begin + (ofA[i]->sequence - 1) * 100ms);
        }
        source->stop();
        for (const auto& server : servers) {
            server->stop();
        }
    }

    void whatCannotBePlayedIsTold() {
        replay::PlayerOptions options;
        options.file = fileOf("none.vigie");
        QVERIFY(!replay::Player::open(options));
        options.file = makePair("told.vigie");
        options.speed = 0;
        QVERIFY(!replay::Player::open(options));
        options.speed = 1;
        options.from = begin + 1h;
        QVERIFY(!replay::Player::open(options));
        options.from = begin + 5s;
        options.to = begin + 5s;
        QVERIFY(!replay::Player::open(options));
    }
};

QTEST_GUILESS_MAIN(TestPlayer)
#include "tst_player.moc"
