// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same hour out of files: whatever lies between the desk and the rerun, the same to the bit.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <future>

#include "core/record/recorder.h"
#include "core/record/tools.h"
#include "core/record/writer.h"
#include "core/replay/rerun.h"
#include "tests/support/pastlab/samplefile.h"
#include "tests/support/pastlab/site.h"
#include "tests/unit/replay/memoryrecording.h"

using namespace vigie;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const std::vector<record::Item>& hour() {
    static const std::vector<record::Item> items = [] {
        std::vector<record::Item> lived;
        pastlab::Lab lab(pastlab::sampleBegin(),
                         [&lived](record::Item item) { lived.push_back(std::move(item)); });
        pastlab::playHour(lab);
        return lived;
    }();
    return items;
}

const replay::RunReport& fromMemory() {
    static const replay::RunReport report = [] {
        test::MemoryRecording recording(hour());
        return replay::rerun(recording, {}).value();
    }();
    return report;
}

base::Result<replay::RunReport> judged(const fs::path& path, const replay::RerunOptions& options) {
    auto recording = record::Recording::open(path);
    if (!recording) {
        return tl::unexpected(recording.error());
    }
    return replay::rerun(**recording, options);
}

void compareWithMemory(const base::Result<replay::RunReport>& run) {
    QVERIFY2(run.has_value(), run ? "" : run.error().message.c_str());
    QCOMPARE(run->inputs, fromMemory().inputs);
    QVERIFY(run->damages.empty());
    QVERIFY(!run->settled.has_value());
    QVERIFY(run->alarms == fromMemory().alarms);
    QVERIFY(run->incidents == fromMemory().incidents);
    QCOMPARE(QString::fromStdString(run->fingerprint),
             QString::fromStdString(fromMemory().fingerprint));
}

} // namespace

class TestRerunFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        const auto written = pastlab::writeItems(hour(), path("whole.vigie"));
        QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    }

    void outOfAFile() {
        compareWithMemory(judged(path("whole.vigie"), {}));
        auto recording = record::Recording::open(path("whole.vigie"));
        const auto lived = replay::asRecorded(**recording, {});
        QVERIFY2(lived.has_value(), lived ? "" : lived.error().message.c_str());
        QCOMPARE(QString::fromStdString(lived->fingerprint),
                 QString::fromStdString(fromMemory().fingerprint));
        QVERIFY(lived->alarms == fromMemory().alarms);
        QVERIFY(lived->incidents == fromMemory().incidents);
    }

    void withOtherSlabs_data() {
        QTest::addColumn<int>("seconds");
        QTest::newRow("7 s") << 7;
        QTest::newRow("10 s") << 10;
        QTest::newRow("300 s") << 300;
    }
    void withOtherSlabs() {
        QFETCH(int, seconds);
        const fs::path file = path(("slab" + std::to_string(seconds) + ".vigie").c_str());
        const auto written = pastlab::writeItems(hour(), file, std::chrono::seconds{seconds});
        QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
        compareWithMemory(judged(file, {}));
    }

    void outOfARingOfHours() {
        record::RecorderOptions options;
        options.folder = path("ring");
        options.madeBy = "a test";
        options.keep = std::chrono::hours{24 * 365 * 50};
        options.leastFreeBytes = 1;
        auto recorder = record::Recorder::open(options);
        QVERIFY2(recorder.has_value(), recorder ? "" : recorder.error().message.c_str());
        QCOMPARE((*recorder)->nextOrder(), std::uint64_t{1});
        std::size_t given = 0;
        for (const record::Item& item : hour()) {
            QVERIFY((*recorder)->take(item));
            if (++given % 1000 == 0) { // its queue is bounded, and nobody hurries
                std::promise<void> flushed;
                (*recorder)->flush([&flushed] { flushed.set_value(); });
                QVERIFY(flushed.get_future().wait_for(60s) == std::future_status::ready);
            }
        }
        (*recorder)->close();
        std::size_t files = 0;
        for (const auto& entry : fs::directory_iterator(options.folder)) {
            files += entry.path().extension() == record::fileSuffix ? 1 : 0;
        }
        QVERIFY(files >= 2);
        compareWithMemory(judged(options.folder, {}));
    }

    void cutAndMerged() {
        const base::Utc middle = fromMemory().from + 32min;
        record::CutOptions early;
        early.to = middle;
        record::CutOptions late;
        late.from = middle - 1min;
        QVERIFY(record::cut(path("whole.vigie"), path("early.vigie"), early, {}).has_value());
        QVERIFY(record::cut(path("whole.vigie"), path("late.vigie"), late, {}).has_value());
        const auto merged =
            record::merge({path("early.vigie"), path("late.vigie")}, path("merged.vigie"), {});
        QVERIFY2(merged.has_value(), merged ? "" : merged.error().message.c_str());
        compareWithMemory(judged(path("merged.vigie"), {}));
    }

    void aCutSettles() {
        record::CutOptions part;
        part.from = fromMemory().from + 25min;
        part.to = fromMemory().from + 45min;
        const auto cut = record::cut(path("whole.vigie"), path("part.vigie"), part, {});
        QVERIFY2(cut.has_value(), cut ? "" : cut.error().message.c_str());
        const auto one = judged(path("part.vigie"), {});
        QVERIFY2(one.has_value(), one ? "" : one.error().message.c_str());
        QVERIFY(one->settled.has_value());
        QVERIFY(!one->alarms.empty());
        const auto other = judged(path("part.vigie"), {});
        QCOMPARE(QString::fromStdString(one->fingerprint),
                 QString::fromStdString(other->fingerprint));
        // The stretch of the whole file is the same run.
        replay::RerunOptions options;
        options.from = part.from;
        options.to = part.to;
        const auto stretch = judged(path("whole.vigie"), options);
        QVERIFY2(stretch.has_value(), stretch ? "" : stretch.error().message.c_str());
        const auto found = replay::compare(*stretch, *one, 0ms, 1s);
        const auto late = std::count_if(
            found.differences.begin(), found.differences.end(), [&](const auto& difference) {
                const auto at = difference.alarmBefore      ? difference.alarmBefore->since
                                : difference.alarmAfter     ? difference.alarmAfter->since
                                : difference.incidentBefore ? difference.incidentBefore->opened
                                                            : difference.incidentAfter->opened;
                return at > one->from + 2min;
            });
        QCOMPARE(late, 0);
    }
};

QTEST_GUILESS_MAIN(TestRerunFiles)
#include "tst_rerunfiles.moc"
