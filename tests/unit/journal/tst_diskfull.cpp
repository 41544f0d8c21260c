// SPDX-License-Identifier: GPL-3.0-or-later
//
// A full disk, played by a limit on the size of files (RLIMIT_FSIZE): it is said, nothing that
// memory can hold is lost, and writing goes on when there is room.
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <mutex>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "tests/unit/journal/seededdesk.h"

using namespace vigie;
using namespace vigie::journal;
using namespace std::chrono_literals;

namespace {

/// While it lives, files cannot grow beyond `bytes`.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit small = m_before;
        small.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    rlimit m_before{};
};

class Troubles {
public:
    void take(std::string reason) {
        const std::lock_guard lock(m_mutex);
        m_all.push_back(std::move(reason));
    }
    [[nodiscard]] std::vector<std::string> all() const {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_all;
};

std::unique_ptr<Journal> opened(const QString& file, Troubles& troubles) {
    Journal::Options options;
    options.file = file.toStdString();
    options.keep = 24h * 20'000;
    options.trouble = [&troubles](std::string reason) { troubles.take(std::move(reason)); };
    auto journal = Journal::open(std::move(options));
    return journal ? *std::move(journal) : nullptr;
}

} // namespace

class TestDiskFull : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        // Writing beyond the limit is an error then, as on a full disk, and not the end.
        QVERIFY(std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    }

    void nothingIsLostThatMemoryCanHold() {
        QTemporaryDir folder;
        const QString file = folder.filePath("journal.sqlite");
        Troubles troubles;
        testing::SeededDesk desk(21);
        std::atomic<std::uint64_t> durable{0};
        const auto journal = opened(file, troubles);
        QVERIFY(journal);
        std::uint64_t last = 0;
        {
            const SmallDisk full(200'000);
            for (int i = 0; i < 3000; ++i) {
                Entry entry = desk.next();
                last = entry.number;
                QVERIFY(journal->append(std::move(entry),
                                        [&durable, number = last] { durable = number; }));
            }
            QTRY_COMPARE_WITH_TIMEOUT(troubles.all().size(), std::size_t{1}, 60'000);
            QVERIFY(!troubles.all().front().empty());
            QVERIFY(durable < last);
            // Questions are still answered.
            std::atomic<bool> isAnswered{false};
            journal->queryHistory({}, [&](History) { isAnswered = true; });
            QTRY_VERIFY_WITH_TIMEOUT(isAnswered, 60'000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(durable.load(), last, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(troubles.all().size(), std::size_t{2}, 60'000);
        QCOMPARE(troubles.all().back(), std::string());
        journal->close();
        const auto again = opened(file, troubles);
        QVERIFY(again);
        QCOMPARE(again->restored().remark, std::string());
        QCOMPARE(again->restored().lastEntry, last);
        QVERIFY(again->restored().book == desk.state());
    }

    void beyondThatTheStateIsKept() {
        QTemporaryDir folder;
        const QString file = folder.filePath("journal.sqlite");
        Troubles troubles;
        testing::SeededDesk desk(22);
        const auto journal = opened(file, troubles);
        QVERIFY(journal);
        std::uint64_t last = 0;
        int dropped = 0;
        {
            const SmallDisk full(100'000);
            for (int i = 0; i < 13'000; ++i) {
                Entry entry = desk.next();
                last = entry.number;
                dropped += journal->append(std::move(entry), {}) ? 0 : 1;
            }
            QVERIFY(dropped >= 2000);
            // That something is being lost is said too.
            QTRY_VERIFY_WITH_TIMEOUT(!troubles.all().empty() &&
                                         troubles.all().back().find("lost") != std::string::npos,
                                     60'000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(troubles.all().back(), std::string(), 30'000);
        // From here entries are kept again.
        QTRY_VERIFY_WITH_TIMEOUT(journal->append(desk.next(), {}), 60'000);
        journal->close();
        const auto again = opened(file, troubles);
        QVERIFY(again);
        QVERIFY(again->restored().lastEntry > last);
        QVERIFY(again->restored().book == desk.state());
    }
};

QTEST_GUILESS_MAIN(TestDiskFull)
#include "tst_diskfull.moc"
