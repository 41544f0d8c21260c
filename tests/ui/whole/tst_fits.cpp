// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every page in both languages at the sizes that are promised: no word is cut, and every control
// has a name for screen readers.
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "tests/ui/whole/cuttext.h"
#include "ui/alarms/alarmspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/look.h"

using namespace vigie;
using ui::alarms::AlarmsPage;
using ui::shell::MainWindow;
using ui::shell::Page;
using ui::theme::Language;

class TestFits : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void nothingIsCut_data();
    void nothingIsCut();
    void everyControlHasAName();

private:
    /// Calls `look` with the name of each page, shown.
    template <typename Look>
    void eachPage(MainWindow& window, ui::desk::DeskContext& desk, const Look& look) {
        for (int page = 0; page < ui::shell::pageCount; ++page) {
            window.showPage(static_cast<Page>(page));
            const int tabs = static_cast<Page>(page) == Page::Alarms ? AlarmsPage::tabCount : 1;
            for (int tab = 0; tab < tabs; ++tab) {
                if (static_cast<Page>(page) == Page::Alarms) {
                    window.alarmsPage().showTab(static_cast<AlarmsPage::Tab>(tab));
                }
                m_engine.settle();
                // Answers of the engine and layouts that they ask for.
                for (int round = 0; round < 4; ++round) {
                    QCoreApplication::sendPostedEvents();
                    QCoreApplication::processEvents();
                }
                look(QStringLiteral("page %1.%2").arg(page).arg(tab));
            }
        }
        desk.openRegion(QStringLiteral("asia"));
        m_engine.settle();
        for (int round = 0; round < 4; ++round) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
        look(QStringLiteral("region"));
    }

    QTemporaryDir m_settings;
    uitest::FakeEngine m_engine;
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestFits::initTestCase() {
    QVERIFY(m_settings.isValid());
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-test"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
}

void TestFits::nothingIsCut_data() {
    QTest::addColumn<Language>("language");
    QTest::addColumn<QSize>("size");
    for (const Language language : {Language::English, Language::French}) {
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)}) {
            QTest::addRow("%s %d", language == Language::French ? "fr" : "en", size.width())
                << language << size;
        }
    }
}

void TestFits::nothingIsCut() {
    QFETCH(Language, language);
    QFETCH(QSize, size);
    ui::theme::apply(*qApp, {.language = language});
    ui::desk::DeskContext desk(m_engine, m_source, m_decoders);
    MainWindow window(desk, {.isRemembered = false});
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY2(window.size() == size, // the desk itself fits
             qPrintable(QStringLiteral("%1x%2:\n").arg(window.width()).arg(window.height()) +
                        uitest::tooLarge(window, size).join('\n')));
    desk.openFeed(QStringLiteral("f003"), QString());
    QStringList wrong;
    eachPage(window, desk, [&](const QString& page) {
        for (const QString& cut : uitest::cutTexts(window)) {
            wrong << page + QStringLiteral(": ") + cut;
        }
    });
    wrong.removeDuplicates();
    QVERIFY2(wrong.isEmpty(),
             qPrintable(QStringLiteral("%1 cut:\n").arg(wrong.size()) + wrong.join('\n')));
}

void TestFits::everyControlHasAName() {
    ui::theme::apply(*qApp, {});
    ui::desk::DeskContext desk(m_engine, m_source, m_decoders);
    MainWindow window(desk, {.isRemembered = false});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    desk.openFeed(QStringLiteral("f003"), QString());
    QStringList wrong;
    eachPage(window, desk, [&](const QString& page) {
        for (const QString& nameless : uitest::namelessControls(window)) {
            wrong << page + QStringLiteral(": ") + nameless;
        }
    });
    wrong.removeDuplicates();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

QTEST_MAIN(TestFits)
#include "tst_fits.moc"
