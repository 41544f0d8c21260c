// SPDX-License-Identifier: GPL-3.0-or-later
//
// Named recordings: what holds the ring, when it becomes a file, and what a restart finds. The ring
// and the copying are a test's own here; tst_archivefiles has the real ones.
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/replay/archive.h"
#include "core/replay/recordingname.h"
#include "tests/unit/replay/fakerecorder.h"

using namespace vigie;
using namespace std::chrono_literals;
using replay::ArchiveEntry;
using State = replay::ArchiveEntry::State;
using test::FakeRecorder;

namespace {

constexpr base::Utc begin = base::utcFromNs(1'785'000'000'000'000'000);

class FakeClock final : public base::Clock {
public:
    base::Timestamp now() const override { return {begin + m_after.load() * 1ns, {}}; }
    void set(base::Nanoseconds after) { m_after = after.count(); }

private:
    std::atomic<std::int64_t> m_after{0};
};

/// Copies nothing, and can be made to fail or to go on until it is stopped.
class FakeCopy {
public:
    base::Result<void> operator()(const std::filesystem::path&, const std::filesystem::path& to,
                                  const record::CutOptions& options,
                                  const record::Progress& progress) {
        {
            const std::lock_guard lock(m_mutex);
            ++m_calls;
            m_last = options;
        }
        progress.tell(0.5);
        while (m_isEndless && !progress.stop.stop_requested()) {
            progress.tell(0.6);
            std::this_thread::yield();
        }
        if (progress.stop.stop_requested()) {
            return base::failure("it was stopped");
        }
        if (m_isFull) {
            return base::failure("the disk is full");
        }
        std::ofstream(to) << "copied";
        return {};
    }
    int calls() const {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }
    record::CutOptions last() const {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }
    std::atomic<bool> m_isFull{false};
    std::atomic<bool> m_isEndless{false};

private:
    mutable std::mutex m_mutex;
    int m_calls = 0;           // guarded by m_mutex
    record::CutOptions m_last; // guarded by m_mutex
};

std::optional<ArchiveEntry> find(const replay::Archive& archive, const std::string& name) {
    for (const ArchiveEntry& entry : archive.entries()) {
        if (entry.name == name) {
            return entry;
        }
    }
    return std::nullopt;
}

bool isIn(const replay::Archive& archive, const std::string& name, State state) {
    const auto entry = find(archive, name);
    return entry && entry->state == state;
}

engine::SnapshotPtr shown(base::Nanoseconds after, std::optional<alarm::Incident> incident) {
    auto snapshot = std::make_shared<engine::Snapshot>();
    snapshot->now = begin + after;
    if (incident) {
        snapshot->incidents = {*incident};
    }
    return snapshot;
}

} // namespace

class TestArchive : public QObject {
    Q_OBJECT
private:
    struct Bench {
        QTemporaryDir folder;
        FakeClock clock;
        FakeRecorder recorder{"/nowhere"};
        FakeCopy copy;
        std::unique_ptr<replay::Archive> archive;

        replay::ArchiveOptions options() {
            replay::ArchiveOptions wanted;
            wanted.folder = (folder.path() + "/kept").toStdString();
            wanted.clock = &clock;
            wanted.copy = std::ref(copy);
            return wanted;
        }
        void open(std::optional<replay::ArchiveOptions> wanted = {}) {
            archive.reset();
            auto opened = replay::Archive::open(recorder, wanted ? *wanted : options());
            QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
            archive = std::move(*opened);
        }
    };

private slots:
    void aRecordingHoldsTheRingAndBecomesAFile() {
        Bench bench;
        bench.open();
        std::atomic<int> told{0};
        bench.archive->setListener([&told] { ++told; });
        QVERIFY(bench.archive->start("Opening"));
        QTRY_COMPARE(bench.recorder.holds().size(), 1U);
        QCOMPARE(bench.recorder.holds()[0],
                 (record::Hold{"Opening", begin, std::nullopt, "by hand"}));
        QVERIFY(isIn(*bench.archive, "Opening", State::Running));
        QVERIFY(!bench.archive->start("Opening"));
        QVERIFY(!bench.archive->start("a/b"));
        QVERIFY(!bench.archive->start(replay::incidentName(1, begin)));
        bench.clock.set(60s);
        QVERIFY(bench.archive->stop("Opening"));
        QTRY_VERIFY(isIn(*bench.archive, "Opening", State::Done));
        QTRY_VERIFY(bench.recorder.holds().empty());
        const auto entry = find(*bench.archive, "Opening");
        QCOMPARE(entry->until, begin + 60s);
        QCOMPARE(entry->bytes, 6U);
        QVERIFY(std::filesystem::exists(entry->file));
        QCOMPARE(bench.copy.last().from, begin);
        QCOMPARE(bench.copy.last().to, begin + 60s);
        QTRY_VERIFY(told > 2);
        QVERIFY(!bench.archive->stop("Opening"));
        QVERIFY(!bench.archive->stop("another"));
        bench.archive->cancel("Opening"); // a file that is done stays
        QVERIFY(isIn(*bench.archive, "Opening", State::Done));
        QVERIFY(!bench.archive->start("Opening"));
    }

    void theLastMinutesAreKept() {
        Bench bench;
        bench.open();
        bench.clock.set(1h);
        QVERIFY(!bench.archive->keepLast(0s, "x"));
        QVERIFY(bench.archive->keepLast(30min, "x"));
        QTRY_VERIFY(isIn(*bench.archive, "x", State::Done));
        QCOMPARE(bench.copy.last().from, begin + 30min);
        QCOMPARE(bench.copy.last().to, begin + 1h);
    }

    void aFullDiskIsToldAndTriedAgainWhenAsked() {
        Bench bench;
        bench.copy.m_isFull = true;
        bench.open();
        QVERIFY(bench.archive->keepLast(30s, "x"));
        QTRY_VERIFY(isIn(*bench.archive, "x", State::Failed));
        QCOMPARE(find(*bench.archive, "x")->reason, "the disk is full");
        QCOMPARE(bench.recorder.holds().size(), 1U); // the ring keeps it
        bench.copy.m_isFull = false;
        QVERIFY(bench.archive->stop("x"));
        QTRY_VERIFY(isIn(*bench.archive, "x", State::Done));
        QTRY_VERIFY(bench.recorder.holds().empty());
    }

    void aCopyCanBeEndedAndOthersBeginMeanwhile() {
        Bench bench;
        bench.copy.m_isEndless = true;
        bench.open();
        QVERIFY(bench.archive->keepLast(30s, "x"));
        QTRY_VERIFY(find(*bench.archive, "x")->progress > 0.4);
        QVERIFY(bench.archive->start("y"));
        QTRY_COMPARE(bench.recorder.holds().size(), 2U); // while the copy runs
        bench.archive->cancel("x");
        QTRY_VERIFY(!find(*bench.archive, "x"));
        QTRY_COMPARE(bench.recorder.holds().size(), 1U);
        bench.archive->cancel("y");
        QTRY_VERIFY(bench.recorder.holds().empty());
        QVERIFY(bench.archive->entries().empty());
    }

    void aRestartGoesOnWithWhatRanAndWhatWasCopied() {
        Bench bench;
        bench.copy.m_isEndless = true;
        bench.open();
        QVERIFY(bench.archive->start("runs"));
        QVERIFY(bench.archive->keepLast(30s, "copied"));
        QTRY_COMPARE(bench.copy.calls(), 1);
        bench.archive.reset(); // in the middle of the copy
        QCOMPARE(bench.recorder.holds().size(), 2U);
        bench.copy.m_isEndless = false;
        bench.open();
        QVERIFY(isIn(*bench.archive, "runs", State::Running));
        QTRY_VERIFY(isIn(*bench.archive, "copied", State::Done));
        bench.clock.set(90s);
        QVERIFY(bench.archive->stop("runs"));
        QTRY_VERIFY(isIn(*bench.archive, "runs", State::Done));
        QCOMPARE(bench.copy.last().from, begin);
        // The desk ended between the file and the hold.
        bench.recorder.hold({"runs", begin, begin + 90s, "by hand"});
        const int calls = bench.copy.calls();
        bench.open();
        QTRY_VERIFY(bench.recorder.holds().empty());
        QCOMPARE(bench.copy.calls(), calls);
    }

    void anIncidentIsKeptByItself() {
        Bench bench;
        bench.open();
        alarm::Incident incident;
        incident.id = 12;
        incident.severity = alarm::Severity::Critical;
        incident.since = begin + 400s;
        const std::string name = replay::incidentName(12, incident.since);
        bench.archive->follow(shown(410s, incident));
        QTRY_VERIFY(isIn(*bench.archive, name, State::Running));
        QTRY_COMPARE(bench.recorder.holds().size(), 1U);
        QCOMPARE(bench.recorder.holds()[0],
                 (record::Hold{name, begin + 100s, std::nullopt, "incident 12"}));
        bench.open(); // a restart in between
        QVERIFY(isIn(*bench.archive, name, State::Running));
        incident.ended = begin + 500s;
        bench.archive->follow(shown(600s, incident));
        bench.archive->follow(shown(801s, incident));
        QTRY_VERIFY(isIn(*bench.archive, name, State::Done));
        QCOMPARE(bench.copy.last().from, begin + 100s);
        QCOMPARE(bench.copy.last().to, begin + 800s);
        QCOMPARE(find(*bench.archive, name)->because, "incident 12");
        bench.archive->follow(shown(810s, incident));
        QVERIFY(bench.archive->keepLast(5s, "by hand")); // taken after what follow() asked for
        QTRY_VERIFY(isIn(*bench.archive, "by hand", State::Done));
        QCOMPARE(bench.archive->entries().size(), 2U);
    }

    void thoseOfIncidentsAreDroppedBeyondTheirBytes() {
        Bench bench;
        auto options = bench.options();
        options.mostIncidentBytes = 13; // two of six bytes
        options.afterIncident = 0s;
        bench.open(options);
        for (std::uint64_t id = 1; id <= 3; ++id) {
            alarm::Incident incident;
            incident.id = id;
            incident.severity = alarm::Severity::Major;
            incident.since = begin + id * 1000s;
            const std::string name = replay::incidentName(id, incident.since);
            bench.archive->follow(shown(id * 1000s + 1s, incident));
            QTRY_VERIFY(isIn(*bench.archive, name, State::Running));
            bench.archive->follow(shown(id * 1000s + 10s, {}));
            QTRY_VERIFY(isIn(*bench.archive, name, State::Done));
        }
        QTRY_COMPARE(bench.archive->entries().size(), 2U);
        QVERIFY(!find(*bench.archive, replay::incidentName(1, begin + 1000s)));
        QVERIFY(!std::filesystem::exists(options.folder /
                                         (replay::incidentName(1, begin + 1000s) + ".vigie")));
    }

    void whatACrashLeftBesideGoesAway() {
        Bench bench;
        const auto folder = bench.options().folder;
        std::filesystem::create_directories(folder);
        const auto left = folder / ".x.vigie.part-999999999"; // above any process's number
        std::ofstream(left) << "half";
        std::ofstream(folder / "broken.vigie") << "no recording";
        bench.open();
        QTRY_VERIFY(!std::filesystem::exists(left));
        QTRY_VERIFY(isIn(*bench.archive, "broken", State::Failed));
        QVERIFY(!bench.archive->stop("broken")); // nothing to try again
    }

    void aFolderThatCannotBeMadeIsTold() {
        Bench bench;
        auto options = bench.options();
        std::ofstream(bench.folder.filePath("file").toStdString()) << "x";
        options.folder = bench.folder.filePath("file/below").toStdString();
        QVERIFY(!replay::Archive::open(bench.recorder, options));
    }
};

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"
