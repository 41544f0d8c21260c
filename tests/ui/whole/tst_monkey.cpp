// SPDX-License-Identifier: GPL-3.0-or-later
//
// Somebody who clicks, drags, scrolls and types at random, everywhere, while the fleet changes.
// What must hold is that nothing crashes, hangs or asks in vain, and that the desk still works
// after it. VIGIE_MONKEY_SECONDS (default 6) and VIGIE_MONKEY_SEED; a failure names the seed.
#include <cstdio>
#include <random>

#include <QAbstractButton>
#include <QApplication>
#include <QFileDialog>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "tests/ui/support/fakepast.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/look.h"

using namespace vigie;
using ui::shell::MainWindow;
using ui::shell::Page;

namespace {

/// Presses whatever is in front: the popup, the dialog, or the window.
class Monkey final : public QObject {
public:
    Monkey(std::uint32_t seed, QWidget& window) : m_random(seed), m_window(window) {}

    [[nodiscard]] std::uint64_t acts() const { return m_acts; }

    void act() {
        ++m_acts;
        QWidget* front = QApplication::activePopupWidget();
        if (front == nullptr) {
            front = QApplication::activeModalWidget();
        }
        if (front == nullptr) {
            front = anyWindow();
        }
        if (qobject_cast<QFileDialog*>(front) != nullptr) {
            key(*front, Qt::Key_Escape, Qt::NoModifier); // it would write somewhere
            return;
        }
        const int what = number(100);
        if (what < 40) {
            click(*front, number(8) == 0);
        } else if (what < 50) {
            drag(*front);
        } else if (what < 60) {
            wheel(*front);
        } else if (what < 95) {
            type(*front);
        } else if (what < 97) {
            resizeSome();
        } else {
            QTest::mouseMove(front, point(*front));
        }
    }

private:
    int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }
    QPoint point(const QWidget& widget) {
        return {number(std::max(1, widget.width())), number(std::max(1, widget.height()))};
    }

    QWidget* anyWindow() {
        QList<QWidget*> shown;
        for (QWidget* top : QApplication::topLevelWidgets()) {
            const bool isOther = top != &m_window && top->isVisible() &&
                                 (top->windowFlags() & Qt::ToolTip) != Qt::ToolTip;
            if (isOther) {
                shown << top;
            }
        }
        // Mostly the desk itself.
        return shown.isEmpty() || number(3) > 0 ? &m_window : shown.at(number(shown.size()));
    }

    /// From smaller than it may be to three screens wide: what is laid out anew while events wait.
    void resizeSome() { anyWindow()->resize(200 + number(5000), 150 + number(2000)); }

    /// The widget that a person would hit there.
    static QWidget* hit(QWidget& front, QPoint& at) {
        QWidget* child = front.childAt(at);
        if (child == nullptr) {
            return &front;
        }
        at = child->mapFrom(&front, at);
        return child;
    }

    void click(QWidget& front, bool isDouble) {
        QPoint at = point(front);
        QWidget* widget = hit(front, at);
        const auto button = number(6) == 0 ? Qt::RightButton : Qt::LeftButton;
        const Qt::KeyboardModifiers with =
            number(10) == 0 ? Qt::KeyboardModifiers(Qt::ControlModifier) : Qt::NoModifier;
        // Posted: what it opens may run a loop of its own, in which this goes on.
        const QPointer<QWidget> target(widget);
        const auto send = [target, at, button, with](QEvent::Type type) {
            if (target) {
                const auto held = type == QEvent::MouseButtonRelease ? Qt::NoButton : button;
                QCoreApplication::postEvent(
                    target, new QMouseEvent(type, at, target->mapToGlobal(at), button, held, with));
            }
        };
        send(QEvent::MouseButtonPress);
        send(QEvent::MouseButtonRelease);
        if (isDouble) {
            send(QEvent::MouseButtonDblClick);
            send(QEvent::MouseButtonRelease);
        }
        if (button == Qt::RightButton && target) {
            QCoreApplication::postEvent(target, new QContextMenuEvent(QContextMenuEvent::Mouse, at,
                                                                      target->mapToGlobal(at)));
        }
    }

    void drag(QWidget& front) {
        QPoint from = point(front);
        QWidget* widget = hit(front, from);
        const QPoint way(number(400) - 200, number(300) - 150);
        const auto post = [widget](QEvent::Type type, QPoint at, Qt::MouseButtons held) {
            QCoreApplication::postEvent(
                widget, new QMouseEvent(type, at, widget->mapToGlobal(at),
                                        type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                                        held, Qt::NoModifier));
        };
        post(QEvent::MouseButtonPress, from, Qt::LeftButton);
        for (int step = 1; step <= 4; ++step) {
            post(QEvent::MouseMove, from + way * step / 4, Qt::LeftButton);
        }
        post(QEvent::MouseButtonRelease, from + way, Qt::NoButton);
    }

    void wheel(QWidget& front) {
        QPoint at = point(front);
        QWidget* widget = hit(front, at);
        const Qt::KeyboardModifiers with =
            number(4) == 0 ? Qt::KeyboardModifiers(Qt::ControlModifier) : Qt::NoModifier;
        QCoreApplication::postEvent(widget,
                                    new QWheelEvent(at, widget->mapToGlobal(at), QPoint(),
                                                    QPoint(0, number(2) == 0 ? 120 : -120),
                                                    Qt::NoButton, with, Qt::NoScrollPhase, false));
    }

    void key(QWidget& front, int code, Qt::KeyboardModifiers with) {
        QWidget* focus = front.focusWidget() != nullptr ? front.focusWidget() : &front;
        const QString text =
            with == Qt::NoModifier && code >= Qt::Key_Space && code <= Qt::Key_AsciiTilde
                ? QString(QChar(code)).toLower()
                : QString();
        // As a window system does it: shortcuts see it first. In an event of its own: what it opens
        // may run a loop of its own, in which a timer that is still at work would not come again.
        QTimer::singleShot(0, focus, [focus, code, text, with] {
            QTest::sendKeyEvent(QTest::Click, focus, static_cast<Qt::Key>(code), text, with, -1);
        });
    }

    void type(QWidget& front) {
        static constexpr int named[] = {
            Qt::Key_Escape, Qt::Key_Return, Qt::Key_Tab,  Qt::Key_Backtab, Qt::Key_Left,
            Qt::Key_Right,  Qt::Key_Up,     Qt::Key_Down, Qt::Key_PageUp,  Qt::Key_PageDown,
            Qt::Key_Home,   Qt::Key_End,    Qt::Key_F1,   Qt::Key_F5,      Qt::Key_Delete,
            Qt::Key_Space,  Qt::Key_F2,     Qt::Key_Menu, Qt::Key_F11,     Qt::Key_Backspace};
        const int which = number(3);
        int code = named[number(std::size(named))];
        Qt::KeyboardModifiers with = Qt::NoModifier;
        if (which == 1) {
            code = Qt::Key_Space + number(Qt::Key_AsciiTilde - Qt::Key_Space);
        } else if (which == 2) {
            code = number(3) == 0 ? Qt::Key_0 + number(10) : Qt::Key_A + number(26);
            with = number(3) == 0 ? Qt::AltModifier : Qt::ControlModifier;
            if (code == Qt::Key_Q || code == Qt::Key_S || code == Qt::Key_E) {
                return; // ends the desk, or writes files
            }
        }
        key(front, code, with);
    }

    std::mt19937 m_random;
    QWidget& m_window;
    std::uint64_t m_acts = 0;
};

/// The menu or the dialog that is in front.
void closeOne() {
    if (QWidget* popup = QApplication::activePopupWidget()) {
        popup->close();
    } else if (QWidget* dialog = QApplication::activeModalWidget()) {
        dialog->close();
    }
}

} // namespace

class TestMonkey : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void deskSurvives_data();
    void deskSurvives();

private:
    QTemporaryDir m_settings;
};

void TestMonkey::initTestCase() {
    QVERIFY(m_settings.isValid());
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-monkey"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QGuiApplication::setQuitOnLastWindowClosed(false);
}

void TestMonkey::deskSurvives_data() {
    QTest::addColumn<bool>("isReplay");
    QTest::newRow("live") << false;
    QTest::newRow("replay") << true;
}

void TestMonkey::deskSurvives() {
    QFETCH(bool, isReplay);
    bool isSet = false;
    int seconds = qEnvironmentVariableIntValue("VIGIE_MONKEY_SECONDS", &isSet);
    seconds = isSet ? std::max(1, seconds / 2) : 3; // of each
    const int wanted = qEnvironmentVariableIntValue("VIGIE_MONKEY_SEED", &isSet);
    const std::uint32_t seed = isSet ? static_cast<std::uint32_t>(wanted) : 20260726U;
    std::printf("monkey: seed %u, %d s\n", seed, seconds);
    std::fflush(stdout);

    ui::theme::apply(*qApp, {});
    uitest::FakeEngine engine;
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakePast past;
    ui::desk::DeskContext desk(isReplay ? static_cast<engine::View&>(past) : engine,
                               isReplay ? static_cast<fleet::Source&>(past) : source, decoders);
    ui::shell::MainWindowOptions options;
    if (isReplay) {
        options.time.replay = &past;
        options.time.replayName = QStringLiteral("monkey.vigie");
    }
    MainWindow window(desk, options);
    window.resize(1280, 720);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));

    Monkey monkey(seed, window);
    QElapsedTimer clock;
    clock.start();
    // A busy machine gets the time that it needs, up to a bound.
    const auto least = static_cast<std::uint64_t>(seconds) * 10;
    const auto isBusy = [&] {
        return clock.elapsed() < seconds * 1000 ||
               (monkey.acts() <= least && clock.elapsed() < seconds * 1000 + 40'000);
    };
    QTimer acts;
    QObject::connect(&acts, &QTimer::timeout, &monkey, [&] {
        if (isBusy()) {
            monkey.act();
        } else {
            closeOne(); // a loop below may wait for it
        }
    });
    acts.start(2);
    // The fleet goes on meanwhile: faults come and go, feeds and regions with them.
    QTimer fleet;
    int step = 0;
    QObject::connect(&fleet, &QTimer::timeout, &monkey, [&] {
        ++step;
        auto shape = uitest::FleetShape{
            .feeds = 12 + step % 7 * 4, .regions = 2 + step % 5, .hasFaults = step % 3 != 0};
        shape.now += std::chrono::seconds(step);
        (isReplay ? past.engine() : engine).publish(uitest::makeSnapshot(shape));
        window.resize(1000 + step % 4 * 300, 640 + step % 3 * 200);
        window.show(); // should it have been closed
    });
    fleet.start(250);
    while (isBusy()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
    }
    fleet.stop();
    // Dialogs that are still open run loops of their own above this one: none may be left.
    for (int round = 0; round < 50 && (QApplication::activeModalWidget() != nullptr ||
                                       QApplication::activePopupWidget() != nullptr);
         ++round) {
        closeOne();
        QCoreApplication::processEvents();
    }
    acts.stop();
    QVERIFY(QApplication::activeModalWidget() == nullptr);
    QVERIFY(monkey.acts() > least);
    // The desk works as before.
    window.show();
    for (int page = 0; page < ui::shell::pageCount; ++page) {
        window.showPage(static_cast<Page>(page));
        QCOMPARE(window.page(), static_cast<Page>(page));
        QCoreApplication::processEvents();
    }
    QVERIFY(!window.grab().isNull());
}

QTEST_MAIN(TestMonkey)
#include "tst_monkey.moc"
