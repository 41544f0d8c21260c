// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/profilefile.h"
#include "core/ts/checknames.h"

using namespace vigie;
using namespace std::chrono_literals;
using ts::Check;

/// Threshold profiles: what a file may say, and how it is told what it may not.
class TestProfile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const char* name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", name);
        }
        file.write(text);
        return file.fileName().toStdString();
    }
    static bool isEnabled(const ts::Profile& profile, Check check) {
        return profile.isEnabled[static_cast<std::size_t>(check)];
    }

private slots:
    void whole() {
        const auto profile = config::readProfile(write("uplink.yaml", R"(
name: stadium-uplink
base: dvb
limits: {pat: 200ms, pcr: 40ms, pcr_accuracy: 250ns, eit_schedule_other: 10s, section_gap: 0s}
section_gap_of: sub-table
sync: {acquire: 3, lose: 4}
pcr_filter: MGF4
pcr_mgf4_hz: 0.5
disable: [3.6, 3.10]
enable: [es.stopped]
private_pids: [0x1ff0, 8000]
)"));
        QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
        QCOMPARE(profile->name, std::string("stadium-uplink"));
        QVERIFY(profile->patInterval == 200ms);
        QVERIFY(profile->pcrInterval == 40ms);
        QVERIFY(profile->pcrAccuracy == 250ns);
        QVERIFY(profile->eitScheduleOtherInterval == 10s);
        QVERIFY(profile->siMinimumGap == 0ns);
        QVERIFY(profile->isGapOfAnySection);
        QVERIFY(profile->pmtInterval == ts::Profile::dvb().pmtInterval);
        QCOMPARE(profile->syncAcquireAfter, 3);
        QCOMPARE(profile->syncLossAfter, 4);
        QVERIFY(profile->pcrFilter == ts::PcrFilter::Mgf4);
        QCOMPARE(profile->pcrMgf4Hz, 0.5);
        // An old form stands for all that replaced it, and 3.10 is not 3.1.
        for (const Check check : {Check::EitActualError, Check::EitOtherError, Check::EitPfError,
                                  Check::DataDelayError}) {
            QVERIFY(!isEnabled(*profile, check));
        }
        QVERIFY(isEnabled(*profile, Check::NitActualError));
        QVERIFY(isEnabled(*profile, Check::EsStopped));
        QVERIFY(profile->privatePids == (std::vector<std::uint16_t>{0x1ff0, 8000}));
    }

    void onlyABase() {
        const auto profile = config::readProfile(write("far.yaml", "base: ott\nenable: [2.3]\n"));
        QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
        QCOMPARE(profile->name, std::string("far"));
        QVERIFY(profile->patInterval == ts::Profile::ott().patInterval);
        QVERIFY(isEnabled(*profile, Check::PcrRepetitionError));
        QVERIFY(!isEnabled(*profile, Check::SdtActualError));
    }

    void example() {
        const QString source = QFINDTESTDATA("../../../resources/examples/profile.yaml");
        QVERIFY(!source.isEmpty());
        const auto profile = config::readProfile(source.toStdString());
        QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
        QVERIFY(profile->pcrInterval == 40ms);
    }

    void faults_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("what");
        QTest::newRow("no base") << QByteArray("name: a\n") << "1:1"
                                 << "missing key 'base'";
        QTest::newRow("base") << QByteArray("base: dbv\n") << "1:7"
                              << "expected one of dvb, ott";
        QTest::newRow("key") << QByteArray("base: dvb\nlimit: {}\n") << "2:1"
                             << "did you mean 'limits'?";
        QTest::newRow("limit") << QByteArray("base: dvb\nlimits: {ptm: 1s}\n") << "2:10"
                               << "unknown key 'ptm'";
        QTest::newRow("duration") << QByteArray("base: dvb\nlimits: {pat: 500}\n") << "2:15"
                                  << "expected a duration";
        QTest::newRow("zero") << QByteArray("base: dvb\nlimits: {pat: 0s}\n") << "2:15"
                              << "above zero";
        QTest::newRow("long") << QByteArray("base: dvb\nlimits: {tdt: 2h}\n") << "2:15"
                              << "up to 1h";
        QTest::newRow("check") << QByteArray("base: dvb\ndisable: [1.4, 9.9]\n") << "2:16"
                               << "found '9.9'";
        QTest::newRow("both ways")
            << QByteArray("base: dvb\nenable: [3.6.a]\ndisable: [3.6]\n") << "3:11"
            << "3.6.a is both enabled and disabled";
        QTest::newRow("PID") << QByteArray("base: dvb\nprivate_pids: [0x2000]\n") << "2:16"
                             << "expected a PID";
        QTest::newRow("PID word") << QByteArray("base: dvb\nprivate_pids: [12x]\n") << "2:16"
                                  << "expected a PID";
        QTest::newRow("frequency") << QByteArray("base: dvb\npcr_mgf4_hz: 5\n") << "2:14"
                                   << "needs 'pcr_filter: MGF4'";
        QTest::newRow("name") << QByteArray("base: dvb\nname: ott\n") << "2:7"
                              << "a name of its own";
    }
    void faults() {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, place);
        QFETCH(QString, what);
        const auto profile = config::readProfile(write("p.yaml", yaml));
        QVERIFY(!profile.has_value());
        const QString message = QString::fromStdString(profile.error().message);
        QVERIFY2(message.contains("p.yaml:" + place + ": "), qPrintable(message));
        QVERIFY2(message.contains(what), qPrintable(message));
        QCOMPARE(message.count('\n'), 0); // One fault, told once.
    }

    void byNameOrFile() {
        const std::filesystem::path folder = m_folder.path().toStdString();
        write("mine.yaml", "base: dvb\n");
        QCOMPARE(config::profileFrom("ott", folder)->name, std::string("ott"));
        QCOMPARE(config::profileFrom("mine.yaml", folder)->name, std::string("mine"));
        QVERIFY(config::profileFrom((folder / "mine.yaml").string(), {}).has_value());
        const auto none = config::profileFrom("atsc", folder);
        QVERIFY(!none.has_value());
        QVERIFY(none.error().message.find("'atsc'") != std::string::npos);
        // A file that is named as a built-in one is must say its own name.
        QVERIFY(!config::readProfile(write("dvb.yaml", "base: dvb\n")).has_value());
    }

    /// Each check is reached by its number, each old form by its own, and nothing else is known.
    void checkNumbers() {
        for (std::size_t i = 0; i < ts::checkCount; ++i) {
            const auto check = static_cast<Check>(i);
            QCOMPARE(ts::checksNamed(ts::checkNumber(check)), std::vector<Check>{check});
        }
        for (const auto& [alias, parts] :
             std::vector<std::pair<std::string, std::vector<std::string>>>{
                 {"1.3", {"1.3.a"}},
                 {"1.5", {"1.5.a"}},
                 {"2.3", {"2.3.a", "2.3.b"}},
                 {"3.1", {"3.1.a", "3.1.b"}},
                 {"3.4", {"3.4.a"}},
                 {"3.5", {"3.5.a", "3.5.b"}},
                 {"3.6", {"3.6.a", "3.6.b", "3.6.c"}}}) {
            std::vector<std::string> found;
            for (const Check check : ts::checksNamed(alias)) {
                found.emplace_back(ts::checkNumber(check));
            }
            QCOMPARE(found, parts);
        }
        QCOMPARE(ts::checkAliases().size(), std::size_t{7});
        for (const char* other : {"", "1", "3", "4.1", "1.3.b", "3.6.", "es"}) {
            QVERIFY2(ts::checksNamed(other).empty(), other);
        }
    }
};

QTEST_APPLESS_MAIN(TestProfile)
#include "tst_profile.moc"
