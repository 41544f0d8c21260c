// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/deskfile.h"

using namespace vigie;
using namespace std::chrono_literals;

class TestRecordingConfig : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    base::Result<config::DeskConfig> read(const QByteArray& recording) {
        QFile file(m_folder.filePath("desk.yaml"));
        if (!file.open(QIODevice::WriteOnly)) {
            return base::failure("not written");
        }
        file.write("nodes: [127.0.0.1:7070]\n" + recording);
        file.close();
        return config::readDeskConfig(file.fileName().toStdString());
    }

private slots:
    void byItselfTheDeskRecords() {
        const auto desk = read("");
        QVERIFY(desk.has_value());
        QVERIFY(desk->recording == config::RecordingConfig{});
        QVERIFY(desk->recording.isOn && desk->recording.keep == 24h);
        QVERIFY(!read("recording: false\n")->recording.isOn);
        QVERIFY(read("recording: true\n")->recording.isOn);
    }

    void everyKeyIsRead() {
        const auto desk = read(R"(
recording:
  folder: ring
  keep: 48h
  size: 20GB
  free: 2GB
  recordings: /var/kept
  pictures: {every: 10s, rate: 500kB}
  incidents: {from: critical, before: 10min, after: 1min, size: 1GB}
)");
        QVERIFY2(desk.has_value(), desk ? "" : desk.error().message.c_str());
        const config::RecordingConfig& recording = desk->recording;
        QCOMPARE(QString::fromStdString(recording.folder.string()), m_folder.filePath("ring"));
        QVERIFY(recording.keep == 48h);
        QCOMPARE(recording.mostBytes, std::uint64_t{20'000'000'000});
        QCOMPARE(recording.leastFreeBytes, std::uint64_t{2'000'000'000});
        QCOMPARE(recording.keptFolder.string(), std::string("/var/kept"));
        QVERIFY(recording.picturePeriod == 10s);
        QCOMPARE(recording.pictureBytesPerSecond, std::uint64_t{500'000});
        QVERIFY(recording.leastIncident == alarm::Severity::Critical);
        QVERIFY(recording.beforeIncident == 10min && recording.afterIncident == 1min);
        QCOMPARE(recording.mostIncidentBytes, std::uint64_t{1'000'000'000});
        const auto less = read("recording: {pictures: false, incidents: false}\n");
        QVERIFY(less->recording.picturePeriod == 0s);
        QVERIFY(less->recording.leastIncident == alarm::Severity::None);
    }

    void whatIsWrongIsToldWithItsPlace_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("told");
        QTest::newRow("key") << QByteArray("recording: {kep: 24h}\n") << "desk.yaml:2:13: ";
        QTest::newRow("hours") << QByteArray("recording: {keep: 90min}\n") << "whole hours";
        QTest::newRow("size") << QByteArray("recording: {size: much}\n") << "'50GB', not 'much'";
        QTest::newRow("small") << QByteArray("recording: {size: 1MB}\n") << "at least 100 MB";
        QTest::newRow("word") << QByteArray("recording: maybe\n") << "desk.yaml:2:12: ";
        QTest::newRow("pictures") << QByteArray("recording: {pictures: {every: 0s}}\n")
                                  << "1 s to 3600 s";
        QTest::newRow("severity") << QByteArray("recording: {incidents: {from: bad}}\n")
                                  << "critical";
    }
    void whatIsWrongIsToldWithItsPlace() {
        QFETCH(QByteArray, text);
        QFETCH(QString, told);
        const auto desk = read(text);
        QVERIFY(!desk.has_value());
        const QString error = QString::fromStdString(desk.error().message);
        QVERIFY2(error.contains(told) && error.contains("desk.yaml:2:"), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestRecordingConfig)
#include "tst_recording.moc"
