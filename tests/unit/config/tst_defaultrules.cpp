// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <span>

#include "core/config/rulereader.h"
#include "core/config/rulesfile.h"
#include "core/config/rulewords.h"

using namespace vigie;

namespace {

QStringList sorted(QStringList list) {
    list.sort();
    return list;
}

QStringList wordsOf(std::span<const std::string_view> words) {
    QStringList list;
    for (const auto word : words) {
        list << QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    }
    return sorted(list);
}

} // namespace

/// What ships: it reads, speaks both languages, covers the checks, and its schema is the reader's.
class TestDefaultRules : public QObject {
    Q_OBJECT
private slots:
    void readsWithoutFault() {
        const auto read = config::readRulesText(config::defaultRulesText(), "default.yaml");
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QCOMPARE(config::defaultRules()->rules, (*read)->rules);
        QCOMPARE(config::defaultRules()->source, std::string("built-in"));
        QVERIFY(config::defaultRules()->rules.size() > 60);
    }

    void helpsInBothLanguages() {
        for (const alarm::Rule& rule : config::defaultRules()->rules) {
            const bool isWorded = !rule.name.en.empty() && !rule.name.fr.empty() &&
                                  !rule.todo.en.empty() && !rule.todo.fr.empty();
            QVERIFY2(isWorded, rule.id.c_str());
        }
    }

    void coversTheChecks() {
        for (const std::string& check : model::tr101290Checks()) {
            bool isRead = false;
            for (const alarm::Rule& rule : config::defaultRules()->rules) {
                isRead = isRead || rule.signal == model::tr101290ErrorsKey(check) ||
                         rule.signal == model::tr101290StateKey(check);
            }
            QVERIFY2(isRead, check.c_str());
        }
    }

    void contactExplainsNothing() {
        // A node that lost contact must not clear what it had said.
        for (const alarm::Rule& rule : config::defaultRules()->rules) {
            QVERIFY2(std::find(rule.unless.begin(), rule.unless.end(), "node.no_contact") ==
                         rule.unless.end(),
                     rule.id.c_str());
        }
    }

    void example() {
        const QString file = QFINDTESTDATA("../../../resources/rules/example-site.yaml");
        QVERIFY(!file.isEmpty());
        const auto read = config::readRules(file.toStdString());
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    }

    void schemaListsTheKeysOfTheReader() {
        QFile file(QFINDTESTDATA("../../../resources/rules/rules.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject schema = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject defs = schema["$defs"].toObject();
        const auto keys = [](const QJsonObject& of) {
            return sorted(of["properties"].toObject().keys());
        };
        const QJsonObject rule = defs["rule"].toObject();
        const QJsonObject ruleKeys = rule["properties"].toObject();
        QCOMPARE(keys(schema), wordsOf(config::rulesFileKeys));
        QCOMPARE(keys(rule), wordsOf(config::ruleKeys));
        QCOMPARE(keys(defs["where"].toObject()), wordsOf(config::whereKeys));
        QCOMPARE(keys(defs["step"].toObject()), wordsOf(config::stepKeys));
        QCOMPARE(keys(ruleKeys["severities"].toObject()), wordsOf(config::severityKeys));
        QCOMPARE(keys(ruleKeys["name"].toObject()), wordsOf(config::textKeys));
        QStringList faults;
        for (const auto& word : ruleKeys["fault"].toObject()["enum"].toArray()) {
            faults << word.toString();
        }
        QCOMPARE(sorted(faults), wordsOf(config::faultWords()));
    }
};

QTEST_APPLESS_MAIN(TestDefaultRules)
#include "tst_defaultrules.moc"
