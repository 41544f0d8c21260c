// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tape, ring and named recordings together, with real files: what was kept by name is what the
// engine was seen to do.
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

#include "core/record/recorder.h"
#include "core/record/recording.h"
#include "core/replay/archive.h"
#include "core/replay/tape.h"

using namespace vigie;
using namespace std::chrono_literals;
using State = replay::ArchiveEntry::State;

namespace {

constexpr base::Utc begin = base::utcFromNs(1'785'000'000'000'000'000);

class FakeClock final : public base::Clock {
public:
    base::Timestamp now() const override { return {begin + m_after.load() * 1ns, {}}; }
    void set(base::Nanoseconds after) { m_after = after.count(); }

private:
    std::atomic<std::int64_t> m_after{0};
};

bool isDone(const replay::Archive& archive, const std::string& name) {
    for (const auto& entry : archive.entries()) {
        if (entry.name == name) {
            return entry.state == State::Done;
        }
    }
    return false;
}

} // namespace

class TestArchiveFiles : public QObject {
    Q_OBJECT
private slots:
    void whatIsKeptByNameIsWhatWasSeen() {
        QTemporaryDir folder;
        record::RecorderOptions ring;
        ring.folder = folder.filePath("ring").toStdString();
        ring.madeBy = "test";
        ring.leastFreeBytes = 0;
        auto recorder = record::Recorder::open(ring);
        QVERIFY2(recorder, recorder ? "" : recorder.error().message.c_str());
        FakeClock clock;
        replay::ArchiveOptions options;
        options.folder = folder.filePath("kept").toStdString();
        options.clock = &clock;
        auto archive = replay::Archive::open(**recorder, options);
        QVERIFY(archive);
        auto tape = std::make_unique<replay::Tape>(**recorder);
        const std::uint64_t first = tape->firstOrder();
        engine::BeginState state;
        state.rules = std::make_shared<alarm::RuleSet>();
        const auto at = [](base::Nanoseconds after) {
            return base::Timestamp{begin + after, base::monoFromNs(1'000'000'000) + after};
        };
        tape->onBegin(first - 1, state, at(0s));
        std::uint64_t order = first - 1;
        for (int second = 1; second <= 180; ++second) {
            tape->onInput(++order, engine::TimerInput{at(std::chrono::seconds(second))});
            auto snapshot = std::make_shared<engine::Snapshot>();
            snapshot->plan = std::make_shared<model::Plan>();
            snapshot->share.history = std::make_shared<std::vector<engine::SharePoint>>();
            snapshot->now = begin + std::chrono::seconds(second);
            tape->onSnapshot(order, snapshot);
            if (second == 60) {
                clock.set(60s);
                QVERIFY((*archive)->start("middle"));
            } else if (second == 120) {
                clock.set(120s);
                QVERIFY((*archive)->stop("middle"));
            }
        }
        tape.reset(); // hands on what it still holds
        QCOMPARE((*recorder)->status().lost, 0U);
        clock.set(180s);
        QVERIFY((*archive)->keepLast(30s, "last"));
        QTRY_VERIFY_WITH_TIMEOUT(isDone(**archive, "middle") && isDone(**archive, "last"), 30'000);
        QTRY_VERIFY((*recorder)->holds().empty());
        for (const auto& [name, from, to] :
             {std::tuple("middle.vigie", 60s, 120s), std::tuple("last.vigie", 150s, 180s)}) {
            auto kept = record::Recording::open(options.folder / name);
            QVERIFY2(kept, kept ? "" : kept.error().message.c_str());
            QVERIFY((*kept)->info().isComplete);
            std::vector<base::Utc> timers;
            const auto items = (*kept)->itemsFrom((*kept)->orderAt(begin + from));
            while (const auto item = items->next()) {
                const auto* note = std::get_if<record::Note>(&item->what);
                if (note != nullptr && note->kind == record::NoteKind::Timer) {
                    timers.push_back(note->at.utc);
                }
            }
            QVERIFY(items->damages().empty());
            QCOMPARE(timers.size(), static_cast<std::size_t>((to - from).count()) + 1);
            QCOMPARE(timers.front(), begin + from);
            QCOMPARE(timers.back(), begin + to);
            QVERIFY((*kept)->newestNote(record::NoteKind::Frame, begin + to));
            QVERIFY((*kept)->newestNote(record::NoteKind::Begin, begin + to));
        }
        archive->reset();
        (*recorder)->close();
    }

    void holdsOutliveTheRecorder() {
        QTemporaryDir folder;
        record::RecorderOptions ring;
        ring.folder = folder.filePath("ring").toStdString();
        ring.leastFreeBytes = 0;
        FakeClock clock;
        replay::ArchiveOptions options;
        options.folder = folder.filePath("kept").toStdString();
        options.clock = &clock;
        for (const bool isFirst : {true, false}) {
            auto recorder = record::Recorder::open(ring);
            QVERIFY2(recorder, recorder ? "" : recorder.error().message.c_str());
            auto archive = replay::Archive::open(**recorder, options);
            QVERIFY(archive);
            if (isFirst) {
                QVERIFY((*archive)->start("runs"));
                QTRY_COMPARE((*recorder)->holds().size(), 1U);
            } else {
                QCOMPARE((*archive)->entries().size(), 1U);
                QVERIFY((*archive)->entries()[0].state == State::Running);
                QCOMPARE((*archive)->entries()[0].from, begin);
            }
            archive->reset();
            (*recorder)->close();
        }
    }
};

QTEST_GUILESS_MAIN(TestArchiveFiles)
#include "tst_archivefiles.moc"
