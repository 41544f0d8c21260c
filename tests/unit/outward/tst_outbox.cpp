// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/outward/noticejson.h"
#include "core/outward/outbox.h"
#include "tests/unit/outward/samples.h"

using namespace vigie;
using namespace vigie::outward;
using vigie::testing::notice;
using What = Notice::What;

namespace {

Target named(const std::string& name, alarm::Severity least = alarm::Severity::Warning,
             bool hasAlarms = false) {
    Target target;
    target.name = name;
    target.address = "http://127.0.0.1:1/";
    target.least = least;
    target.hasAlarms = hasAlarms;
    return target;
}

/// What waits for a target, as "opened incident-1".
QStringList waitingFor(Outbox& outbox, const std::string& target) {
    QStringList all;
    std::int64_t row = 0;
    for (auto next = outbox.next(target, row); next && *next; next = outbox.next(target, row)) {
        row = (*next)->row;
        const char* const whats[] = {"opened", "changed", "ended", "test"};
        all << QString(whats[static_cast<int>((*next)->notice.what)]) + " " +
                   QString::fromStdString((*next)->notice.key);
    }
    return all;
}

void add(Outbox& outbox, const std::vector<Notice>& notices) {
    std::map<std::string, std::uint64_t> dropped;
    const auto added = outbox.append(notices, {}, dropped);
    QVERIFY2(added.has_value(), added ? "" : added.error().message.c_str());
    QVERIFY(dropped.empty());
}

} // namespace

/// What waits, for whom, and what a new start finds.
class TestOutbox : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::filesystem::path file(const char* name) const {
        return m_folder.filePath(name).toStdString();
    }
    static std::unique_ptr<Outbox> opened(const std::filesystem::path& file,
                                          const std::vector<Target>& targets,
                                          std::string* remark = nullptr) {
        auto opened = Outbox::open(file, targets);
        if (!opened) {
            qFatal("%s", opened.error().message.c_str());
        }
        if (remark != nullptr) {
            *remark = opened->remark;
        }
        return std::move(opened->outbox);
    }

private slots:
    void aNoticeIsReadBackExactly() {
        Notice full = notice("incident-1", What::Ended);
        full.isIncident = false;
        full.test = "1.4";
        full.feedId = "athletics";
        full.nodeId = "teleport";
        full.inputId = "t7";
        full.pathId = "p";
        full.operatorName = "Ana \xC3\x89";
        QCOMPARE(noticeFrom(storedOf(full)), std::optional(full));
        Notice bare;
        bare.key = "alarm-1";
        QCOMPARE(noticeFrom(storedOf(bare)), std::optional(bare));
        QVERIFY(!noticeFrom("{}"));
        QVERIFY(!noticeFrom("nothing"));
    }

    void eachTargetHearsItsOwnInOrder() {
        const auto outbox = opened({}, {named("all", alarm::Severity::Warning, true),
                                        named("critical", alarm::Severity::Critical)});
        Notice alarm = notice("alarm-9");
        alarm.isIncident = false;
        add(*outbox, {notice("incident-1"), alarm,
                      notice("incident-1", What::Changed, alarm::Severity::Critical),
                      notice("incident-1", What::Changed, alarm::Severity::Minor),
                      notice("incident-1", What::Ended), notice("incident-2", What::Ended)});
        QCOMPARE(waitingFor(*outbox, "all"),
                 QStringList({"opened incident-1", "opened alarm-9", "changed incident-1",
                              "changed incident-1", "ended incident-1"}));
        // From when it is critical, and then to its end.
        QCOMPARE(waitingFor(*outbox, "critical"),
                 QStringList({"opened incident-1", "changed incident-1", "ended incident-1"}));
        QCOMPARE(outbox->waiting("critical"), 3U);
        QCOMPARE(outbox->told("all").size(), 1U);
        QVERIFY(outbox->told("critical").empty());
    }

    void whatWasToldBeforeGoesAlong() {
        const auto outbox = opened({}, {named("a")});
        add(*outbox, {notice("incident-1")});
        add(*outbox, {notice("incident-1", What::Changed, alarm::Severity::Critical)});
        const auto first = outbox->next("a", 0);
        QVERIFY(first && *first && !(*first)->before);
        const auto second = outbox->next("a", (*first)->row);
        QVERIFY(second && *second && (*second)->before);
        QCOMPARE((*second)->before->severity, alarm::Severity::Major);
        QVERIFY((*first)->id != (*second)->id);
    }

    void aStartFindsEverything() {
        const auto path = file("start.db");
        std::string id;
        {
            const auto outbox = opened(path, {named("a"), named("b")});
            QCOMPARE(outbox->boots(), 1U);
            add(*outbox, {notice("incident-1"), notice("incident-2")});
            const auto first = outbox->next("a", 0);
            QVERIFY(first && *first);
            QVERIFY(outbox->remove("a", (*first)->row).has_value());
            const auto next = outbox->next("a", 0);
            QVERIFY(next && *next);
            id = (*next)->id;
        }
        const auto outbox = opened(path, {named("a"), named("b")});
        QCOMPARE(outbox->boots(), 2U);
        QCOMPARE(outbox->waiting("a"), 1U);
        QCOMPARE(waitingFor(*outbox, "a"), QStringList({"opened incident-2"}));
        QCOMPARE(waitingFor(*outbox, "b"), QStringList({"opened incident-1", "opened incident-2"}));
        QCOMPARE((*outbox->next("a", 0))->id, id);
        QCOMPARE(outbox->told().size(), 2U);
        QCOMPARE(outbox->told().front(), notice("incident-1"));
    }

    void targetsComeAndGo() {
        const auto path = file("targets.db");
        {
            const auto outbox = opened(path, {named("old")});
            add(*outbox, {notice("incident-1"), notice("incident-2"),
                          notice("incident-1", What::Changed, alarm::Severity::Critical),
                          notice("incident-2", What::Ended)});
        }
        std::string remark;
        {
            // The new one hears what is open; the old one is still there.
            const auto outbox = opened(path, {named("old"), named("new")}, &remark);
            QVERIFY(remark.empty());
            QCOMPARE(waitingFor(*outbox, "new"), QStringList({"opened incident-1"}));
            QCOMPARE((*outbox->next("new", 0))->notice.severity, alarm::Severity::Critical);
        }
        const auto outbox = opened(path, {named("new")}, &remark);
        QVERIFY2(remark.find("4 notices waited for 'old'") != std::string::npos, remark.c_str());
        QCOMPARE(waitingFor(*outbox, "new"), QStringList({"opened incident-1"}));
        QVERIFY(waitingFor(*outbox, "old").isEmpty());
    }

    void aFullTargetHoldsUpNoOther() {
        const auto outbox = opened({}, {named("down"), named("up")});
        add(*outbox, {notice("incident-1")});
        std::map<std::string, std::uint64_t> dropped;
        const auto added = outbox->append({notice("incident-2"), notice("incident-1", What::Ended)},
                                          {"down"}, dropped);
        QVERIFY(added.has_value());
        QCOMPARE(dropped["down"], 1U);
        QVERIFY(!dropped.contains("up"));
        // The end of what it was told is taken all the same.
        QCOMPARE(waitingFor(*outbox, "down"),
                 QStringList({"opened incident-1", "ended incident-1"}));
        QCOMPARE(waitingFor(*outbox, "up").size(), 3);
        // What it never heard of has no end for it.
        add(*outbox, {notice("incident-2", What::Ended)});
        QCOMPARE(waitingFor(*outbox, "down").size(), 2);
    }

    void anotherDeskIsToldSo() {
        const auto path = file("two.db");
        const auto first = opened(path, {named("a")});
        const auto second = Outbox::open(path, {named("a")});
        QVERIFY(!second);
        QVERIFY2(second.error().message.find("in use by another desk") != std::string::npos,
                 second.error().message.c_str());
        add(*first, {notice("incident-1")});
    }

    void whatIsNotOursIsSetAside_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("a text")
            << QByteArray("these are somebody's notes, not a database\n").repeated(100);
        QTest::newRow("a damaged database")
            << QByteArray("SQLite format 3\0", 16) + QByteArray(5000, '\x5a');
    }
    void whatIsNotOursIsSetAside() {
        QFETCH(QByteArray, content);
        const auto path = file(QTest::currentDataTag());
        QFile foreign(QString::fromStdString(path.string()));
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        foreign.write(content);
        foreign.close();
        std::string remark;
        const auto outbox = opened(path, {named("a")}, &remark);
        QVERIFY2(remark.find("set aside") != std::string::npos, remark.c_str());
        add(*outbox, {notice("incident-1")});
        QFile aside(QString::fromStdString(path.string()) + ".set-aside-1");
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
    }

    void aFolderThatCannotBeIsSaid() {
        const auto failed = Outbox::open("/proc/vigie/outbox.db", {});
        QVERIFY(!failed);
        QVERIFY(failed.error().message.find("cannot be made") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
