// SPDX-License-Identifier: GPL-3.0-or-later
//
// The house rules that a tool can check: who may include whom, what stays out of which folder, and
// what every file carries.
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

const QString root = QStringLiteral(VIGIE_SOURCE_DIR);

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Sources below the given top folders, relative to the root.
QStringList sources(const QStringList& folders, const QStringList& patterns = {"*.h", "*.cpp"}) {
    QStringList found;
    for (const QString& folder : folders) {
        QDirIterator it(root + "/" + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            found << QDir(root).relativeFilePath(it.next());
        }
    }
    found.sort();
    return found;
}

/// "core/ts" of "core/ts/analyzer.h".
QString libraryOf(const QString& path) {
    return path.section('/', 0, 1);
}

/// What each library's CMake file lets it know: "core/probe" -> {"core/ts", ...}.
QMap<QString, QSet<QString>> allowedByCMake() {
    QMap<QString, QSet<QString>> allowed;
    static const QRegularExpression target("vigie::(ui_)?([a-z]+)");
    for (const QString& file : sources({"core", "ui", "app"}, {"CMakeLists.txt"})) {
        if (file.count('/') != 2) {
            continue;
        }
        QSet<QString>& known = allowed[libraryOf(file)];
        auto it = target.globalMatch(textOf(root + "/" + file));
        while (it.hasNext()) {
            const auto match = it.next();
            known << (match.captured(1).isEmpty() ? "core/" : "ui/") + match.captured(2);
        }
    }
    // What a known library exposes may be used too.
    for (int round = 0; round < 12; ++round) {
        for (QSet<QString>& known : allowed) {
            const auto direct = known;
            for (const QString& library : direct) {
                known.unite(allowed.value(library));
            }
        }
    }
    return allowed;
}

struct Include {
    QString file;
    QString target;
};

QList<Include> includesOf(const QStringList& files) {
    static const QRegularExpression pattern("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]",
                                            QRegularExpression::MultilineOption);
    QList<Include> all;
    for (const QString& file : files) {
        auto it = pattern.globalMatch(textOf(root + "/" + file));
        while (it.hasNext()) {
            all.append({file, it.next().captured(1)});
        }
    }
    return all;
}

} // namespace

class TestHouse : public QObject {
    Q_OBJECT
private slots:
    void includesFollowTheBuild() {
        const auto allowed = allowedByCMake();
        QVERIFY(allowed.size() > 15);
        QStringList wrong;
        int checked = 0;
        for (const Include& include : includesOf(sources({"core", "ui", "app"}))) {
            static const QRegularExpression ours("^(core|ui|app)/");
            if (!ours.match(include.target).hasMatch()) {
                continue;
            }
            const QString from = libraryOf(include.file);
            const QString to = libraryOf(include.target);
            ++checked;
            if (from != to && !allowed.value(from).contains(to)) {
                wrong << include.file + " includes " + include.target;
            }
        }
        QVERIFY(checked > 100);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    void theBuildFollowsTheHouse() {
        // The edges that docs/architecture.md forbids, whatever a CMake file says.
        const auto allowed = allowedByCMake();
        const QMap<QString, QStringList> mayKnow{
            {"core/base", {}},
            {"core/model", {"core/base"}},
            {"core/ts", {"core/base"}},
            {"core/es", {"core/base"}},
            {"core/transport", {"core/base"}},
            {"core/config",
             {"core/base", "core/model", "core/ts", "core/alarm", "core/outward", "core/sqlite",
              "core/tsl", "core/transport"}},
            {"core/tsl", {"core/base", "core/transport"}},
            {"core/fleet", {"core/base", "core/model"}},
            {"core/series", {"core/base", "core/model"}},
            {"core/health", {"core/base", "core/model"}},
            {"core/alarm", {"core/base", "core/model"}},
            {"core/incident", {"core/base", "core/model", "core/alarm"}},
            {"core/baseline", {"core/base"}},
            {"core/sqlite", {"core/base"}},
            {"core/journal", {"core/base", "core/model", "core/alarm", "core/sqlite"}},
            {"core/outward", {"core/base", "core/model", "core/alarm", "core/sqlite"}},
            {"core/media", {"core/base", "core/model", "core/es"}},
            {"core/wire", {"core/base", "core/model"}},
            {"core/rpc", {"core/base", "core/model", "core/fleet", "core/wire"}},
            {"core/record", {"core/base", "core/model", "core/fleet", "core/series", "core/wire"}},
            {"core/exchange",
             {"core/base", "core/model", "core/fleet", "core/series", "core/wire", "core/record"}},
        };
        for (auto it = mayKnow.begin(); it != mayKnow.end(); ++it) {
            for (const QString& known : allowed.value(it.key())) {
                QVERIFY2(it.value().contains(known) || !known.startsWith("core/") ||
                             known == it.key() || known == "core/proto" || known == "core/services",
                         qPrintable(it.key() + " must not know " + known));
            }
        }
        for (const QString& library : allowed.keys()) {
            if (!library.startsWith("core/")) {
                continue;
            }
            for (const QString& known : allowed.value(library)) {
                QVERIFY2(!known.startsWith("ui/"), qPrintable(library + " must not know " + known));
            }
        }
    }

    void foreignLibrariesStayInTheirFolders() {
        struct Rule {
            QRegularExpression header;
            QStringList folders;
        };
        const QList<Rule> rules{
            {QRegularExpression("^gst/"), {"core/media", "core/demo"}},
            {QRegularExpression("^(grpcpp|grpc)/|^vigie/v1/.*grpc"), {"core/rpc"}},
            {QRegularExpression("^(google/protobuf|vigie/v1)/"),
             {"core/wire", "core/rpc", "core/record", "core/exchange"}},
            {QRegularExpression("^srt/"), {"core/transport"}},
            {QRegularExpression("^curl/"), {"core/transport", "core/outward"}},
            {QRegularExpression("^net-snmp/"), {"core/transport", "core/outward"}},
            {QRegularExpression("^sqlite3"), {"core/sqlite"}},
            {QRegularExpression("^openssl/"), {"core/outward"}},
            {QRegularExpression("^ebur128"), {"core/media"}},
            {QRegularExpression("^xxhash"), {"core/ts", "core/record"}},
            {QRegularExpression("^zstd"), {"core/record", "core/exchange"}},
            {QRegularExpression("^yaml-cpp/"), {"core/config"}},
            {QRegularExpression("^libical/"), {"core/config"}},
            // Pictures are painted by the wall and compared by the inspector; the probe needs none.
            {QRegularExpression("^libyuv"), {"ui/wall", "ui/inspector"}},
            {QRegularExpression("^(Q[A-Z]|Qt)"), {"ui/", "app/vigie/"}},
        };
        QStringList wrong;
        for (const Include& include : includesOf(sources({"core", "ui", "app"}))) {
            for (const Rule& rule : rules) {
                if (!rule.header.match(include.target).hasMatch()) {
                    continue;
                }
                const bool isHome =
                    std::any_of(rule.folders.begin(), rule.folders.end(), [&](const QString& home) {
                        return include.file.startsWith(home.endsWith('/') ? home : home + "/");
                    });
                if (!isHome) {
                    wrong << include.file + " includes " + include.target;
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    void everyFileCarriesItsLicense() {
        QStringList wrong;
        for (const QString& file : sources({"core", "ui", "app", "tests"})) {
            if (!textOf(root + "/" + file)
                     .startsWith("// SPDX-License-Identifier: GPL-3.0-or-later")) {
                wrong << file;
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    void namespacesAreFolders() {
        QStringList wrong;
        for (const QString& file : sources({"core", "ui"}, {"*.h"})) {
            const QString expected = file.startsWith("core/")
                                         ? "namespace vigie::" + file.section('/', 1, 1)
                                         : "namespace vigie::ui::" + file.section('/', 1, 1);
            if (!textOf(root + "/" + file).contains(expected)) {
                wrong << file + " has no " + expected;
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    void everythingIsTranslated() {
        // French says everything, English its plurals; what is left would be shown as it stands in
        // the source.
        static const QRegularExpression unfinished("type=\"unfinished\"");
        static const QRegularExpression message("<message");
        QStringList wrong;
        int messages = 0;
        for (const QString& file : sources({"resources/translations"}, {"*.ts"})) {
            const QString text = textOf(root + "/" + file);
            messages += static_cast<int>(text.count(message));
            const auto open = text.count(unfinished);
            if (open > 0) {
                wrong << QString("%1: %2 messages").arg(file).arg(open);
            }
        }
        QVERIFY(messages > 1000);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    void noFixedSleepsInTests() {
        static const QRegularExpression sleeps("sleep_for|QTest::qSleep|QTest::qWait\\(|usleep\\(");
        QStringList wrong;
        for (const QString& file : sources({"tests"})) {
            if (file != "tests/layout/tst_house.cpp" && !file.startsWith("tests/bench/") &&
                textOf(root + "/" + file).contains(sleeps)) {
                wrong << file;
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }
};

QTEST_APPLESS_MAIN(TestHouse)
#include "tst_house.moc"
