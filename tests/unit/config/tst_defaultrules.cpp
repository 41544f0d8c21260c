// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/config/rulesfile.h"

using namespace vigie;

class TestDefaultRules : public QObject {
    Q_OBJECT
private slots:
    void readsWithoutFault() {
        const auto read = config::readRulesText(config::defaultRulesText(), "default.yaml");
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestDefaultRules)
#include "tst_defaultrules.moc"
