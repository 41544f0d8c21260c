// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a desk finds again, questions to the history, and files that are not what they should be.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <future>

#include "core/base/time.h"
#include "tests/unit/journal/seededdesk.h"

using namespace vigie;
using namespace vigie::journal;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 20s;

std::unique_ptr<Journal> opened(const QString& file, std::chrono::hours keep = 24h * 20'000) {
    Journal::Options options;
    options.file = file.toStdString();
    options.keep = keep;
    auto journal = Journal::open(std::move(options));
    if (!journal) {
        qWarning("%s", journal.error().message.c_str());
        return nullptr;
    }
    return *std::move(journal);
}

/// Appends and waits until it is on disk.
bool written(Journal& journal, Entry entry) {
    auto done = std::make_shared<std::promise<void>>();
    auto waiting = done->get_future();
    return journal.append(std::move(entry), [done] { done->set_value(); }) &&
           waiting.wait_for(patience) == std::future_status::ready;
}

History asked(Journal& journal, HistoryQuery query) {
    auto answer = std::make_shared<std::promise<History>>();
    auto waiting = answer->get_future();
    journal.queryHistory(std::move(query),
                         [answer](History history) { answer->set_value(std::move(history)); });
    if (waiting.wait_for(patience) != std::future_status::ready) {
        return {{}, false, "no answer"};
    }
    return waiting.get();
}

PastIncidents incidentsIn(Journal& journal, base::Utc from, base::Utc to) {
    auto answer = std::make_shared<std::promise<PastIncidents>>();
    auto waiting = answer->get_future();
    journal.queryIncidents(from, to,
                           [answer](PastIncidents past) { answer->set_value(std::move(past)); });
    if (waiting.wait_for(patience) != std::future_status::ready) {
        return {{}, "no answer"};
    }
    return waiting.get();
}

base::Utc at(std::int64_t seconds) {
    return base::utcFromNs((1'700'000'000 + seconds) * 1'000'000'000);
}

alarm::Record record(std::uint64_t sequence, alarm::RecordKind kind, std::string text = {}) {
    alarm::Record made;
    made.sequence = sequence;
    made.at = at(static_cast<std::int64_t>(sequence));
    made.kind = kind;
    made.text = std::move(text);
    return made;
}

alarm::Incident incident(std::uint64_t id, base::Utc since) {
    alarm::Incident made;
    made.id = id;
    made.since = since;
    made.severity = alarm::Severity::Major;
    made.isNamed = true;
    made.cause.hop = {alarm::HopType::Transponder, "t7", "Transponder 7"};
    made.cause.score = 0.93;
    alarm::Evidence evidence;
    evidence.kind = alarm::Evidence::Kind::First;
    evidence.fault = alarm::FaultKind::RfMargin;
    evidence.subject = {model::Scope::Input, "lyon", "t7"};
    evidence.leadMs = 3000;
    evidence.value = 0.1;
    made.cause.evidence = {evidence};
    made.runnerUp = alarm::Suspect{{alarm::HopType::Node, "lyon", "Lyon"}, 0.2, {}};
    made.ruleId = "rf.margin";
    made.value = -0.4;
    made.alarms = {1, 5, 7};
    made.feeds = 14;
    made.paths = 14;
    made.regions = 2;
    made.deliveriesLost = 1;
    return made;
}

} // namespace

class TestJournal : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;

private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_file = m_folder->filePath("desk/journal.sqlite");
    }

    void aDeskFindsAgainWhatItLeft() {
        testing::SeededDesk desk(11);
        std::vector<alarm::Record> records;
        {
            const auto journal = opened(m_file);
            QVERIFY(journal);
            QVERIFY(journal->restored().book == alarm::BookState{});
            for (int i = 0; i < 300; ++i) {
                Entry entry = desk.next();
                records.insert(records.end(), entry.commit.records.begin(),
                               entry.commit.records.end());
                QVERIFY(journal->append(std::move(entry), {}));
            }
            journal->close(); // writes what is left
        }
        const auto journal = opened(m_file);
        QVERIFY(journal);
        const Restored& restored = journal->restored();
        QCOMPARE(restored.remark, std::string());
        QCOMPARE(restored.lastEntry, std::uint64_t{300});
        QVERIFY(restored.book == desk.state());
        // Of the records the newest 24 h, exactly.
        const auto from = std::find_if(records.begin(), records.end(), [&](const auto& one) {
            return one.at >= records.back().at - 24h;
        });
        QCOMPARE(restored.records.size(), static_cast<std::size_t>(records.end() - from));
        QVERIFY(restored.records == std::vector<alarm::Record>(from, records.end()));
        // Life goes on from there.
        alarm::Book book(restored.book);
        book.note(record(0, alarm::RecordKind::Restarted));
        QCOMPARE(book.takeCommit().records.front().sequence, desk.state().lastRecord + 1);
    }

    void everyEntryIsSaidToBeOnDisk() {
        const auto journal = opened(m_file);
        QVERIFY(journal);
        testing::SeededDesk desk(3);
        std::vector<std::uint64_t> order; // journal's thread, then read after close()
        for (int i = 0; i < 500; ++i) {
            Entry entry = desk.next();
            const auto number = entry.number;
            QVERIFY(journal->append(std::move(entry), [&, number] { order.push_back(number); }));
        }
        journal->close();
        QCOMPARE(order.size(), std::size_t{500});
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QVERIFY(!journal->append(desk.next(), {}));
        QVERIFY(!asked(*journal, {}).error.empty());
    }

    void incidentsComeBackAsTheyWere() {
        const alarm::Incident open = incident(1, at(0));
        alarm::Incident ended = incident(2, at(100));
        ended.ended = at(200);
        {
            const auto journal = opened(m_file);
            QVERIFY(journal);
            Entry entry;
            entry.number = 1;
            entry.incidents = {open, ended};
            QVERIFY(journal->append(entry, {}));
            entry = {};
            entry.number = 2;
            entry.closedIncidents = {2};
            QVERIFY(written(*journal, entry));
        }
        const auto journal = opened(m_file);
        QVERIFY(journal);
        QCOMPARE(journal->restored().lastIncidentId, std::uint64_t{2});
        QVERIFY(journal->restored().incidents == std::vector{open});
        QCOMPARE(incidentsIn(*journal, at(-10), at(1000)).error, std::string());
        QVERIFY(incidentsIn(*journal, at(-10), at(1000)).incidents == (std::vector{open, ended}));
        QVERIFY(incidentsIn(*journal, at(201), at(1000)).incidents == std::vector{open});
        QVERIFY(incidentsIn(*journal, at(150), at(160)).incidents == (std::vector{open, ended}));
        QVERIFY(incidentsIn(*journal, at(-20), at(-10)).incidents.empty());
    }

    void historyIsPagedAndSearched() {
        const auto journal = opened(m_file);
        QVERIFY(journal);
        Entry entry;
        entry.number = 1;
        for (std::uint64_t i = 1; i <= 1000; ++i) {
            alarm::Record one =
                record(i, i % 2 == 0 ? alarm::RecordKind::Raised : alarm::RecordKind::Cleared);
            one.alarmId = i % 10;
            one.incidentId = i % 5;
            one.severity = static_cast<alarm::Severity>(i % 5);
            one.subject = {model::Scope::Path, "Lyon", "path" + std::to_string(i)};
            one.feedId = i % 100 == 0 ? "Élysée 100%_'" : "tennis";
            one.value = i % 3 == 0 ? std::optional(0.1 * static_cast<double>(i)) : std::nullopt;
            one.until = i % 4 == 0 ? std::optional(at(5)) : std::nullopt;
            one.isAnnunciated = i % 7 != 0;
            entry.commit.records.push_back(one);
        }
        const auto all = entry.commit.records;
        QVERIFY(written(*journal, entry));

        // Page by page, newest first, nothing twice and nothing left out.
        std::vector<alarm::Record> pages;
        HistoryQuery query;
        query.most = 300;
        History page = asked(*journal, query);
        QCOMPARE(page.error, std::string());
        int count = 1;
        for (; page.hasMore; ++count) {
            pages.insert(pages.end(), page.records.begin(), page.records.end());
            query.before = pages.back().sequence;
            page = asked(*journal, query);
        }
        QCOMPARE(page.error, std::string());
        pages.insert(pages.end(), page.records.begin(), page.records.end());
        QCOMPARE(count, 4);
        std::reverse(pages.begin(), pages.end());
        QVERIFY(pages == all);

        const auto countOf = [&](HistoryQuery one) {
            one.most = 5000;
            return asked(*journal, std::move(one)).records.size();
        };
        QCOMPARE(countOf({.text = "lyon"}), std::size_t{1000});
        QCOMPARE(countOf({.text = "élysée 100%_'"}), std::size_t{10});
        QCOMPARE(countOf({.text = "100%x"}), std::size_t{0});
        QCOMPARE(countOf({.text = "path99"}), std::size_t{11}); // 99 and 990 to 999
        QCOMPARE(countOf({.kinds = {alarm::RecordKind::Raised}}), std::size_t{500});
        QCOMPARE(countOf({.leastSeverity = alarm::Severity::Major}), std::size_t{400});
        QCOMPARE(countOf({.alarmId = 3}), std::size_t{100});
        QCOMPARE(countOf({.incidentId = 3}), std::size_t{200});
        QCOMPARE(countOf({.from = at(10), .to = at(19)}), std::size_t{10});
        QCOMPARE(countOf({.from = at(5000)}), std::size_t{0});
    }

    void oldRecordsGoAndNumbersStay() {
        const base::Utc now = base::SystemClock::instance().now().utc;
        {
            const auto journal = opened(m_file);
            QVERIFY(journal);
            Entry entry;
            entry.number = 1;
            for (std::uint64_t i = 1; i <= 7000; ++i) {
                entry.commit.records.push_back(record(i, alarm::RecordKind::Raised));
                entry.commit.records.back().at = i <= 6990 ? now - 3h : now;
            }
            alarm::Incident old = incident(1, now - 5h);
            old.ended = now - 4h;
            alarm::Incident open = incident(2, now - 5h);
            entry.incidents = {old, open};
            entry.closedIncidents = {1};
            QVERIFY(written(*journal, entry));
        }
        const auto journal = opened(m_file, 2h);
        QVERIFY(journal);
        HistoryQuery query;
        query.most = 20'000;
        QTRY_COMPARE_WITH_TIMEOUT(asked(*journal, query).records.size(), std::size_t{10}, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(incidentsIn(*journal, now - 24h, now).incidents.size(),
                                  std::size_t{1}, 20'000);
        QCOMPARE(journal->restored().book.lastRecord, std::uint64_t{7000});
    }

    void aSecondDeskIsToldWhoHasTheFile() {
        const auto first = opened(m_file);
        QVERIFY(first);
        Journal::Options options;
        options.file = m_file.toStdString();
        const auto second = Journal::open(options);
        QVERIFY(!second);
        const QString message = QString::fromStdString(second.error().message);
        QVERIFY2(message.contains("Another desk"), qPrintable(message));
        QVERIFY(message.contains(QString::number(QCoreApplication::applicationPid())));
        // It changed nothing, and once the first is closed the second may have it.
        testing::SeededDesk desk(1);
        QVERIFY(written(*first, desk.next()));
        first->close();
        const auto third = Journal::open(options);
        QVERIFY(third);
        QCOMPARE((*third)->restored().lastEntry, std::uint64_t{1});
    }

    void aFolderThatCannotBeMadeIsSaid() {
        QFile inTheWay(m_folder->filePath("desk"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        Journal::Options options;
        options.file = m_file.toStdString();
        const auto journal = Journal::open(options);
        QVERIFY(!journal);
        QVERIFY(QString::fromStdString(journal.error().message).contains("folder"));
    }

    void whatIsNoJournalIsSetAside() {
        QVERIFY(QDir().mkpath(m_folder->filePath("desk")));
        const QByteArray text = QByteArray("a shopping list, not a journal\n").repeated(300);
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        {
            const auto journal = opened(m_file);
            QVERIFY(journal);
            QVERIFY(!journal->restored().remark.empty());
            testing::SeededDesk desk(1);
            QVERIFY(written(*journal, desk.next()));
        }
        const QStringList aside =
            QDir(m_folder->filePath("desk")).entryList({"journal.sqlite.aside-*"});
        QCOMPARE(aside.size(), 1);
        QFile kept(m_folder->filePath("desk/" + aside.front()));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), text);
        // The new one is sound.
        const auto journal = opened(m_file);
        QVERIFY(journal);
        QCOMPARE(journal->restored().remark, std::string());
        QCOMPARE(journal->restored().lastEntry, std::uint64_t{1});
    }

    void ofADamagedFileWhatCanBeReadIsTakenOver() {
        testing::SeededDesk desk(5);
        {
            const auto journal = opened(m_file);
            QVERIFY(journal);
            for (int i = 0; i < 400; ++i) {
                QVERIFY(written(*journal, desk.next()));
            }
            // The last pages hold records: the state survives their loss.
            QVERIFY(written(*journal, desk.notes(3000)));
        }
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 size = file.size();
        QVERIFY(size > 40'000);
        file.seek(size - 8192);
        file.write(QByteArray(8192, '\x5a'));
        file.close();
        {
            const auto journal = opened(m_file);
            QVERIFY(journal);
            QVERIFY2(!journal->restored().remark.empty(), "the damage was not seen");
            QCOMPARE(journal->restored().lastEntry, std::uint64_t{401});
            QVERIFY(journal->restored().book == desk.state());
            QVERIFY(written(*journal, desk.next()));
        }
        const auto journal = opened(m_file);
        QVERIFY(journal);
        QCOMPARE(journal->restored().remark, std::string());
        QVERIFY(journal->restored().book == desk.state());
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
