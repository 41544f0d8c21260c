// SPDX-License-Identifier: GPL-3.0-or-later
//
// An hour of a desk is recorded; what the past shows at random moments of it is what the desk
// showed then, and its questions are answered as they would have been.
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <malloc.h>
#include <random>
#include <set>

#include "core/engine/shown.h"
#include "core/replay/past.h"
#include "core/replay/pastscene.h"
#include "tests/unit/replay/recordedhour.h"
#include "tests/unit/replay/samesnapshot.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

QString said(const std::string& words) {
    return QString::fromStdString(words);
}

/// What is of that very moment: contact and samples.
std::string momentDifference(const engine::Snapshot& past, const engine::Snapshot& live) {
    test::Differences same;
    same("nodes", past.nodes.size(), live.nodes.size());
    same("paths", past.paths.size(), live.paths.size());
    same("rules", past.rules->revision, live.rules->revision);
    same("plan", *past.plan, *live.plan);
    if (!same.first().empty()) {
        return same.first();
    }
    for (std::size_t i = 0; i < live.nodes.size(); ++i) {
        const engine::NodeStatus& a = past.nodes[i];
        const engine::NodeStatus& b = live.nodes[i];
        same(b.endpoint, a.endpoint, b.endpoint);
        same(b.endpoint + " contact", a.contact, b.contact);
        same(b.endpoint + " reason", a.contactReason, b.contactReason);
        same(b.endpoint + " last tick", a.lastTick, b.lastTick);
        same(b.endpoint + " no contact since", a.noContactSince, b.noContactSince);
        same(b.endpoint + " clock", a.clockErrorMs, b.clockErrorMs);
        same(b.endpoint + " worst", a.worst, b.worst);
        same(b.endpoint + " is described", a.description != nullptr, b.description != nullptr);
    }
    for (std::size_t i = 0; i < live.paths.size(); ++i) {
        const engine::PathStatus& a = past.paths[i];
        const engine::PathStatus& b = live.paths[i];
        same(b.ref.pathId, a.ref, b.ref);
        same(b.ref.pathId + " contact", a.isInContact, b.isInContact);
        same(b.ref.pathId + " bitrate", a.bitrate, b.bitrate);
        same(b.ref.pathId + " es/n0", a.esN0, b.esN0);
        same(b.ref.pathId + " margin", a.linkMargin, b.linkMargin);
        same(b.ref.pathId + " loudness", a.loudnessShortTerm, b.loudnessShortTerm);
        same(b.ref.pathId + " channels", a.audioChannels, b.audioChannels);
        same(b.ref.pathId + " faults", a.faults.size(), b.faults.size());
        for (std::size_t k = 0; k < std::min(a.faults.size(), b.faults.size()); ++k) {
            same(b.ref.pathId + " fault", a.faults[k].ruleId, b.faults[k].ruleId);
            same(b.ref.pathId + " fault's severity", a.faults[k].severity, b.faults[k].severity);
            same(b.ref.pathId + " fault since", a.faults[k].since, b.faults[k].since);
        }
    }
    same("deliveries", past.deliveries.size(), live.deliveries.size());
    for (std::size_t i = 0; i < std::min(past.deliveries.size(), live.deliveries.size()); ++i) {
        same("on air", past.deliveries[i].onAir, live.deliveries[i].onAir);
    }
    return same.first();
}

/// What is of the newest frame.
std::string judgementDifference(engine::Snapshot past, const engine::Snapshot& frame) {
    past.revision = frame.revision;
    past.now = frame.now;
    for (std::size_t i = 0; i < std::min(past.nodes.size(), frame.nodes.size()); ++i) {
        past.nodes[i] = frame.nodes[i]; // of the moment
    }
    for (std::size_t i = 0; i < std::min(past.paths.size(), frame.paths.size()); ++i) {
        past.paths[i].isInContact = frame.paths[i].isInContact;
    }
    for (std::size_t i = 0; i < std::min(past.regions.size(), frame.regions.size()); ++i) {
        past.regions[i].worst = frame.regions[i].worst;
    }
    return test::frameDifference(past, frame);
}

/// Keeps what a watch is given.
class Unit final : public fleet::PreviewSink {
public:
    void onAccessUnit(model::AccessUnitPtr unit) override {
        const std::lock_guard lock(m_mutex);
        m_units.push_back(std::move(unit));
    }
    void onInterrupted(const std::string& reason) override {
        const std::lock_guard lock(m_mutex);
        m_reasons.push_back(reason);
    }
    std::size_t count() {
        const std::lock_guard lock(m_mutex);
        return m_units.size();
    }
    model::AccessUnitPtr newest() {
        const std::lock_guard lock(m_mutex);
        return m_units.empty() ? nullptr : m_units.back();
    }
    std::size_t interruptions() {
        const std::lock_guard lock(m_mutex);
        return m_reasons.size();
    }

private:
    std::mutex m_mutex;
    std::vector<model::AccessUnitPtr> m_units; // guarded by m_mutex
    std::vector<std::string> m_reasons;        // guarded by m_mutex
};

template <typename T> struct Answer {
    std::atomic<bool> isDone = false;
    T value{};
    std::function<void(T)> take() {
        return [this](T answer) {
            value = std::move(answer);
            isDone = true;
        };
    }
};

} // namespace

class TestPast : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path m_file;
    std::unique_ptr<test::RecordedHour> m_hour;
    std::unique_ptr<replay::Past> m_past;

    bool goTo(base::Utc at) {
        m_past->seek(at);
        return QTest::qWaitFor([&] { return m_past->snapshot()->now == at; }, 20'000);
    }

private slots:
    void initTestCase() {
        m_file = m_folder.filePath("hour.vigie").toStdString();
        m_hour = std::make_unique<test::RecordedHour>(m_file);
        m_hour->record(pastlab::playHour);
        QCOMPARE(said(m_hour->error()), QString());
        QVERIFY(m_hour->shown().size() > 3'000);
        auto past = replay::Past::open(m_file);
        QVERIFY2(past, past ? "" : past.error().message.c_str());
        m_past = std::move(*past);
        QVERIFY(!m_past->isLive());
        QVERIFY(!m_past->snapshot()->isLive);
    }

    void atAnyMomentItShowsWhatTheDeskShowed() {
        std::mt19937_64 random(1);
        const auto& shown = m_hour->shown();
        int withAlarms = 0;
        int withIncidents = 0;
        int withFaults = 0;
        for (int i = 0; i < 80; ++i) {
            const engine::SnapshotPtr& live = shown[random() % shown.size()];
            QVERIFY(goTo(live->now));
            const engine::SnapshotPtr past = m_past->snapshot();
            const std::string at = base::toIso8601(live->now) + ": ";
            QVERIFY(!past->isLive);
            QCOMPARE(said(at + test::bookDifference(*past, *live, false)), said(at));
            QCOMPARE(said(at + momentDifference(*past, *live)), said(at));
            const engine::SnapshotPtr frame = m_hour->frameAt(live->now);
            QVERIFY(frame && live->now - frame->now <= 10s);
            QCOMPARE(said(at + judgementDifference(*past, *frame)), said(at));
            withAlarms += live->alarms.empty() ? 0 : 1;
            withIncidents += live->incidents.empty() ? 0 : 1;
            withFaults += std::any_of(live->paths.begin(), live->paths.end(),
                                      [](const auto& path) { return !path.faults.empty(); });
        }
        QVERIFY(withAlarms > 10 && withIncidents > 5 && withFaults > 5);
    }

    void goingOnShowsTheSameAsGoingThere() {
        const auto& shown = m_hour->shown();
        for (std::size_t i = shown.size() / 2; i < shown.size() / 2 + 120; i += 3) {
            QVERIFY(goTo(shown[i]->now));
            QCOMPARE(said(test::bookDifference(*m_past->snapshot(), *shown[i], false)), QString());
        }
    }

    void theShareHasItsHistory() {
        const engine::SnapshotPtr& last = m_hour->shown().back();
        QVERIFY(goTo(last->now));
        const auto history = m_past->snapshot()->share.history;
        QVERIFY(history->size() > 300);
        QVERIFY(history->back().at <= last->now);
        QVERIFY(std::is_sorted(history->begin(), history->end(),
                               [](const auto& a, const auto& b) { return a.at < b.at; }));
        QVERIFY(goTo(m_hour->shown()[300]->now));
        QVERIFY(m_past->snapshot()->share.history->size() < 100);
    }

    void picturesFollowThePlayhead() {
        const auto& shown = m_hour->shown();
        const base::Utc at = shown[1'000]->now;
        QVERIFY(goTo(at));
        Unit unit;
        Unit none;
        const auto watch = m_past->watchPreview(test::RecordedHour::picturedPath(), {}, unit);
        const auto other = m_past->watchPreview({"cloud-asia", "cloud-asia-f1"}, {}, none);
        QTRY_COMPARE(unit.count(), 1U);
        QTRY_COMPARE(none.interruptions(), 1U);
        QVERIFY(unit.newest()->arrival <= at && at - unit.newest()->arrival < 7s);
        QVERIFY(goTo(shown[1'020]->now));
        QTRY_COMPARE(unit.count(), 2U);
        QVERIFY(unit.newest()->arrival > at);
        QVERIFY(goTo(at));
        QTRY_COMPARE(unit.count(), 3U);
        QVERIFY(unit.newest()->arrival <= at);
        Answer<model::AccessUnitPtr> answer;
        m_past->queryPicture(test::RecordedHour::picturedPath(), at, answer.take());
        QTRY_VERIFY(answer.isDone);
        QVERIFY(answer.value && answer.value->data == unit.newest()->data);
        QCOMPARE(none.count(), 0U);
        QCOMPARE(none.interruptions(), 1U); // said once
    }

    void tablesAndExplanationsAreOfThatMoment() {
        const auto& shown = m_hour->shown();
        const auto found = std::find_if(shown.begin(), shown.end(), [](const auto& s) {
            return !s->alarms.empty() && s->alarms.front().isPresent() &&
                   s->alarms.front().scope == model::Scope::Path;
        });
        QVERIFY(found != shown.end());
        QVERIFY(goTo((*found)->now));
        Answer<std::vector<engine::LatestValue>> latest;
        const engine::PathStatus& path = (*found)->paths[3];
        m_past->queryLatest(path.ref.nodeId, model::Scope::Path, path.ref.pathId, latest.take());
        QTRY_VERIFY(latest.isDone);
        const auto bitrate =
            std::find_if(latest.value.begin(), latest.value.end(),
                         [](const auto& v) { return v.metric.key == model::key::pathBitrate; });
        QVERIFY(bitrate != latest.value.end() && bitrate->raw);
        QCOMPARE(static_cast<double>(*bitrate->raw) * bitrate->metric.step, *path.bitrate);
        const engine::AlarmStatus& alarm = (*found)->alarms.front();
        Answer<alarm::Explanation> explanation;
        m_past->queryExplanation(alarm.subject, alarm.ruleId, explanation.take());
        QTRY_VERIFY(explanation.isDone);
        QVERIFY(explanation.value.verdict == alarm::Explanation::Verdict::Raised);
        QVERIFY(explanation.value.definedAt.find("not evaluated in the past") != std::string::npos);
    }

    void theJournalEndsAtThePlayhead() {
        const auto& shown = m_hour->shown();
        const base::Utc at = shown[shown.size() / 2]->now;
        std::vector<alarm::Record> expected;
        for (const journal::Entry& entry : m_hour->entries()) {
            for (const alarm::Record& record : entry.commit.records) {
                if (record.at <= at) {
                    expected.insert(expected.begin(), record);
                }
            }
        }
        QVERIFY(expected.size() > 20);
        QVERIFY(goTo(at));
        Answer<journal::History> all;
        journal::HistoryQuery query;
        query.most = 100'000;
        m_past->queryHistory(query, all.take());
        QTRY_VERIFY(all.isDone);
        QCOMPARE(said(all.value.error), QString());
        QVERIFY(!all.value.hasMore);
        QCOMPARE(all.value.records.size(), expected.size());
        QVERIFY(all.value.records == expected);
        // Page by page.
        query.most = 7;
        std::vector<alarm::Record> paged;
        for (bool hasMore = true; hasMore;) {
            Answer<journal::History> page;
            m_past->queryHistory(query, page.take());
            QTRY_VERIFY(page.isDone);
            paged.insert(paged.end(), page.value.records.begin(), page.value.records.end());
            hasMore = page.value.hasMore;
            query.before = paged.back().sequence;
        }
        QVERIFY(paged == expected);
        query = {};
        query.from = shown.front()->now - 24h;
        query.text = "no such thing";
        Answer<journal::History> nothing;
        m_past->queryHistory(query, nothing.take());
        QTRY_VERIFY(nothing.isDone);
        QVERIFY(nothing.value.records.empty());
        QVERIFY(nothing.value.error.find("begins at") != std::string::npos);
    }

    void incidentsPerformanceAndEvents() {
        const auto& shown = m_hour->shown();
        const base::Utc at = shown.back()->now;
        QVERIFY(goTo(at));
        std::set<std::uint64_t> expected;
        for (const engine::SnapshotPtr& then : shown) {
            for (const alarm::Incident& is : then->incidents) {
                expected.insert(is.id);
            }
        }
        Answer<journal::PastIncidents> incidents;
        m_past->queryIncidents(shown.front()->now, at, incidents.take());
        QTRY_VERIFY(incidents.isDone);
        std::set<std::uint64_t> found;
        for (const alarm::Incident& is : incidents.value.incidents) {
            found.insert(is.id);
        }
        QVERIFY(std::includes(found.begin(), found.end(), expected.begin(), expected.end()));
        QVERIFY(expected.size() > 3);
        Answer<alarm::Performance> performance;
        m_past->queryPerformance(performance.take());
        QTRY_VERIFY(performance.isDone);
        QVERIFY(performance.value.alarms > 10);
        QCOMPARE(performance.value.at, at);
        Answer<std::vector<engine::LoggedEvent>> events;
        m_past->queryEvents("", "", 100, events.take());
        QTRY_VERIFY(events.isDone);
        QCOMPARE(events.value.size(), 1U);
        QCOMPARE(events.value[0].nodeId, std::string("sat-asia"));
    }

    void nothingCanBeDone() {
        Answer<base::Result<std::uint64_t>> acted;
        m_past->act({}, acted.take());
        QVERIFY(acted.isDone && !acted.value);
        Answer<base::Result<base::Utc>> decoding;
        m_past->requestDecoding({}, model::DecodePolicy::Full, 1s, decoding.take());
        QVERIFY(decoding.isDone && !decoding.value && !decoding.value.error().message.empty());
        Answer<base::Result<fleet::CaptureInfo>> capture;
        m_past->requestCapture("sat-asia", {}, capture.take());
        QVERIFY(capture.isDone && !capture.value);
    }

    void stepsGoFromTickToTick() {
        std::vector<base::Utc> ticks = m_hour->ticks();
        std::sort(ticks.begin(), ticks.end());
        const std::size_t place = 4'000;
        QVERIFY(goTo(ticks[place]));
        for (std::size_t i = 1; i <= 6; ++i) {
            m_past->step(1);
            QTRY_COMPARE(m_past->playhead().at, ticks[place + i]);
        }
        for (std::size_t i = 1; i <= 4; ++i) {
            m_past->step(-1);
            QTRY_COMPARE(m_past->playhead().at, ticks[place + 6 - i]);
        }
        QCOMPARE(m_past->playhead().speed, 0.0);
    }

    void incidentsAreJumpedTo() {
        std::set<base::Utc> begins;
        for (const journal::Entry& entry : m_hour->entries()) {
            for (const alarm::Incident& is : entry.incidents) {
                begins.insert(is.since);
            }
        }
        QVERIFY(begins.size() > 3);
        QVERIFY(goTo(m_hour->shown().front()->now));
        std::size_t found = 0;
        for (bool isThere = true; isThere;) {
            const base::Utc before = m_past->playhead().at;
            Answer<bool> jumped;
            m_past->jumpToIncident(1, jumped.take());
            QTRY_VERIFY(jumped.isDone);
            isThere = jumped.value;
            if (isThere) {
                ++found;
                QVERIFY(begins.contains(m_past->playhead().at));
                QVERIFY(m_past->playhead().at > before);
            }
        }
        QVERIFY(found > 3);
        const base::Utc last = m_past->playhead().at;
        Answer<bool> back;
        m_past->jumpToIncident(-1, back.take());
        QTRY_VERIFY(back.isDone);
        QVERIFY(back.value && m_past->playhead().at < last);
    }

    void theOutlineLosesNoIncident() {
        const replay::Playhead head = m_past->playhead();
        Answer<replay::Outline> whole;
        Answer<replay::Outline> thinned;
        m_past->queryOutline(head.from, head.to, 100'000, whole.take());
        m_past->queryOutline(head.from, head.to, 20, thinned.take());
        QTRY_VERIFY(whole.isDone && thinned.isDone);
        QVERIFY(whole.value.points.size() > 300);
        QCOMPARE(thinned.value.points.size(), 20U);
        const auto idsOf = [](const replay::Outline& outline) {
            std::set<std::uint64_t> ids;
            for (const auto& point : outline.points) {
                for (const alarm::Incident& is : point.incidents) {
                    ids.insert(is.id);
                }
            }
            return ids;
        };
        QVERIFY(!idsOf(whole.value).empty());
        QVERIFY(idsOf(thinned.value) == idsOf(whole.value));
        QCOMPARE(whole.value.from, head.from);
    }

    void aMarkTravelsWithTheFile() {
        record::Mark mark;
        mark.id = "m1";
        mark.at = m_hour->shown()[100]->now;
        mark.until = mark.at;
        mark.text = "Here it began.";
        mark.author = "Ada";
        Answer<base::Result<void>> added;
        m_past->addMark(mark, added.take());
        QTRY_VERIFY(added.isDone);
        QVERIFY2(added.value, added.value ? "" : added.value.error().message.c_str());
        Answer<replay::Outline> outline;
        m_past->queryOutline(mark.at - 1s, mark.at + 1s, 10, outline.take());
        QTRY_VERIFY(outline.isDone);
        QCOMPARE(outline.value.marks.size(), 1U);
        QVERIFY(outline.value.marks[0] == mark);
    }

    /// As playing an hour at a hundred times would: a scene each ten seconds.
    void memoryDoesNotGrowWithTheHour() {
        auto recording = record::Recording::open(m_file);
        QVERIFY2(recording, recording ? "" : recording.error().message.c_str());
        replay::PastBook book(**recording);
        replay::OutlineShelf outlines(**recording);
        replay::PastScene scene(**recording, book, outlines);
        const base::Utc from = (*recording)->info().from;
        const base::Utc to = (*recording)->info().to;
        const auto play = [&](base::Utc begin, base::Utc end) {
            for (base::Utc at = begin; at < end; at += 10s) {
                QVERIFY(scene.make(at)->now == at);
            }
        };
        play(from, to); // what is kept is kept now
        const auto before = mallinfo2().uordblks;
        play(from, to);
        const auto after = mallinfo2().uordblks;
        QVERIFY2(after < before + (2U << 20U),
                 qPrintable(QStringLiteral("%1 then %2 bytes").arg(before).arg(after)));
    }
};

QTEST_GUILESS_MAIN(TestPast)
#include "tst_past.moc"
