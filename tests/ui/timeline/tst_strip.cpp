// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QInputDialog>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>
#include <QWheelEvent>
#include <QtTest>

#include "tests/ui/support/fakepast.h"
#include "tests/ui/support/fakerecorder.h"
#include "ui/theme/look.h"
#include "ui/timeline/bookmarks.h"
#include "ui/timeline/timelinestrip.h"

using namespace vigie;
using namespace vigie::ui::timeline;
using namespace std::chrono_literals;
using ui::desk::DeskContext;

namespace {

base::Utc hostNow() {
    return base::SystemClock::instance().now().utc;
}

/// A strip on a live desk that records, its past opened.
struct Fixture {
    explicit Fixture(bool isOpened = true, CutJob::Cut cut = {}) : desk(engine, source, decoders) {
        TimeMachineOptions options;
        options.recorder = &recorder;
        options.open =
            [this](const std::filesystem::path&) -> base::Result<std::unique_ptr<replay::Past>> {
            if (++openings < failures) {
                return base::failure("Nothing is recorded yet.");
            }
            auto opened = std::make_unique<uitest::FakePast>(hostNow());
            past = opened.get();
            return opened;
        };
        time = std::make_unique<TimeMachine>(desk, options);
        StripOptions stripOptions;
        stripOptions.archive = &archive;
        stripOptions.cut = std::move(cut);
        stripOptions.cutFrom = "ring";
        strip = std::make_unique<TimelineStrip>(desk, *time, stripOptions);
        strip->resize(1400, 66);
        strip->show();
        if (isOpened) {
            isReady = QTest::qWaitFor(
                [this] { return time->hasPast() && !time->outline().points.empty(); });
        }
    }
    TimelineTrack& track() { return strip->track(); }
    QPoint at(base::Utc moment) {
        return {static_cast<int>(std::lround(track().positionOf(moment))), 20};
    }
    void wheel(QPoint position, int steps, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QWheelEvent event(position, track().mapToGlobal(position), QPoint(), QPoint(0, steps * 120),
                          Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&track(), &event);
    }
    void hover(QPoint position) {
        QMouseEvent event(QEvent::MouseMove, position, track().mapToGlobal(position), Qt::NoButton,
                          Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&track(), &event);
    }
    QToolButton* button(const QString& name) {
        for (auto* one : strip->findChildren<QToolButton*>()) {
            if (one->accessibleName() == name) {
                return one;
            }
        }
        return nullptr;
    }

    std::atomic<int> openings{0};
    std::atomic<int> failures{0};
    bool isReady = false;
    uitest::FakeEngine engine;
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeRecorder recorder;
    uitest::FakeArchive archive;
    DeskContext desk;
    uitest::FakePast* past = nullptr;
    std::unique_ptr<TimeMachine> time;
    std::unique_ptr<TimelineStrip> strip;
};

bool isAbout(base::Utc a, base::Utc b, base::Nanoseconds within) {
    return std::chrono::abs(a - b) <= within;
}

} // namespace

class TestStrip : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() {
        QSettings().clear();
        QSettings().setValue(QStringLiteral("timeline/spanSeconds"), 6 * 3600); // as the fake has
    }
    void clickAndDragMoveTheDesk();
    void liveComesHome();
    void wheelZoomsAroundThePointer();
    void theZoomIsRemembered();
    void keysMovePlayheadAndStep();
    void incidentsAreJumpedTo();
    void nothingBeforeIsSaidAndLeavesTheDeskLive();
    void playGoesOnAtItsSpeedAndCatchesUp();
    void outlinesAreAskedForWhatIsShown();
    void aRingThatIsEmptyIsTriedAgain();
    void hoverShowsWordsThenPictures();
    void momentsWithoutPicturesKeepTheirWords();
    void bookmarksAreKeptListedChangedAndRemoved();
    void bookmarksOfAFileGoIntoTheFile();
    void recordingsAreMadeFromTheMenu();
    void theSelectionIsCopied();
    void gapsAreHatchedAndIncidentsColored();
    void screenReadersAreTold();

private:
    QTemporaryDir m_settings;
};

void TestStrip::initTestCase() {
    QVERIFY(m_settings.isValid());
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-test-strip"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    ui::theme::apply(*qApp);
}

void TestStrip::clickAndDragMoveTheDesk() {
    Fixture f;
    QVERIFY(f.isReady);
    const base::Utc then = hostNow() - 2h;
    QTest::mousePress(&f.track(), Qt::LeftButton, Qt::NoModifier, f.at(then));
    QVERIFY(!f.desk.isLive());
    QVERIFY(isAbout(f.past->seeks().back(), then, 30s));
    const base::Utc later = hostNow() - 1h;
    QTest::mouseMove(&f.track(), f.at(later));
    QVERIFY(isAbout(f.past->seeks().back(), later, 30s));
    QVERIFY(isAbout(f.time->at(), later, 30s));
    QTest::mouseRelease(&f.track(), Qt::LeftButton, Qt::NoModifier, f.at(later));
    const auto seeks = f.past->seeks().size();
    f.hover(f.at(then)); // no button: it only looks
    QCOMPARE(f.past->seeks().size(), seeks);
    // Dragged beyond now it is live again.
    QTest::mousePress(&f.track(), Qt::LeftButton, Qt::NoModifier, f.at(later));
    QTest::mouseMove(&f.track(), QPoint(f.track().width() - 1, 20));
    QVERIFY(f.desk.isLive());
}

void TestStrip::liveComesHome() {
    Fixture f;
    auto* live = f.button(QStringLiteral("Live"));
    QVERIFY(live != nullptr);
    QCOMPARE(live->text(), QStringLiteral("● LIVE"));
    f.time->seek(hostNow() - 1h);
    QCOMPARE(live->text(), QStringLiteral("LIVE"));
    live->click();
    QVERIFY(f.desk.isLive());
    QCOMPARE(live->text(), QStringLiteral("● LIVE"));
    QCOMPARE(f.past->plays().back(), 0.0);
}

void TestStrip::wheelZoomsAroundThePointer() {
    Fixture f;
    const QPoint pointer(300, 20);
    const base::Utc under = f.track().scale().at(300);
    const auto span = f.track().scale().span();
    f.wheel(pointer, 3);
    QVERIFY(f.track().scale().span() < span);
    QVERIFY(isAbout(f.track().scale().at(300), under, 1s));
    f.wheel(pointer, -6);
    QVERIFY(f.track().scale().span() > span);
    f.wheel(pointer, 6);
    const base::Utc from = f.track().scale().from();
    const auto kept = f.track().scale().span();
    f.wheel(pointer, 1, Qt::ShiftModifier);
    QVERIFY(f.track().scale().span() == kept);
    QVERIFY(f.track().scale().from() < from);
}

void TestStrip::theZoomIsRemembered() {
    {
        Fixture f;
        f.track().setSpan(10min);
    }
    Fixture f;
    QVERIFY(f.track().scale().span() == 10min);
    QVERIFY(isAbout(f.track().scale().to(), hostNow(), 10s));
}

void TestStrip::keysMovePlayheadAndStep() {
    Fixture f;
    QVERIFY(QTest::qWaitForWindowActive(f.strip.get()));
    f.track().setFocus();
    QTest::keyClick(&f.track(), Qt::Key_Left);
    QVERIFY(!f.desk.isLive());
    const base::Utc before = f.past->seeks().back();
    QTest::keyClick(&f.track(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(f.past->seeks().back() < before - 30min);
    QTest::keyClick(f.strip.get(), Qt::Key_Comma);
    QTest::keyClick(f.strip.get(), Qt::Key_Period);
    QTest::keyClick(f.strip.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(f.past->steps(), (std::vector<int>{-1, 1, -1}));
    QTest::keyClick(&f.track(), Qt::Key_Home);
    QVERIFY(f.past->seeks().back() == f.past->playhead().from);
    const auto span = f.track().scale().span();
    QTest::keyClick(&f.track(), Qt::Key_Plus);
    QVERIFY(f.track().scale().span() < span);
    QTest::keyClick(&f.track(), Qt::Key_End);
    QVERIFY(f.desk.isLive());
    QTest::keyClick(f.strip.get(), Qt::Key_Greater);
    QCOMPARE(f.time->speed(), 2.0);
    QTest::keyClick(f.strip.get(), Qt::Key_Less);
    QTest::keyClick(f.strip.get(), Qt::Key_Less);
    QCOMPARE(f.time->speed(), 0.5);
}

void TestStrip::incidentsAreJumpedTo() {
    Fixture f;
    QVERIFY(QTest::qWaitForWindowActive(f.strip.get()));
    QTest::keyClick(f.strip.get(), Qt::Key_BracketLeft);
    QTRY_VERIFY(!f.desk.isLive());
    const base::Utc begin = f.past->playhead().from;
    QTRY_VERIFY(isAbout(f.time->at(), begin + 340min, 1s));
    f.button(QStringLiteral("Previous incident"))->click();
    QTRY_VERIFY(isAbout(f.time->at(), begin + 190min, 1s));
    f.button(QStringLiteral("Next incident"))->click();
    QTRY_VERIFY(isAbout(f.time->at(), begin + 340min, 1s));
    QCOMPARE(f.past->jumps(), (std::vector<int>{-1, -1, 1}));
    f.button(QStringLiteral("Next incident"))->click();
    QTRY_VERIFY(f.strip->message().contains(QStringLiteral("no incident after")));
}

void TestStrip::nothingBeforeIsSaidAndLeavesTheDeskLive() {
    Fixture f;
    f.past->setHasIncidents(false);
    f.time->jumpToIncident(-1);
    QTRY_VERIFY(f.strip->message().contains(QStringLiteral("no incident before")));
    QVERIFY(f.desk.isLive());
}

void TestStrip::playGoesOnAtItsSpeedAndCatchesUp() {
    Fixture f;
    f.time->setSpeed(10);
    f.time->seek(hostNow() - 10min);
    f.time->togglePlay();
    QCOMPARE(f.past->plays().back(), 10.0);
    QTRY_COMPARE(f.time->playing(), 10.0);
    f.time->setSpeed(1000); // no faster than it goes
    QCOMPARE(f.past->plays().back(), 100.0);
    f.time->togglePlay();
    QCOMPARE(f.past->plays().back(), 0.0);
    f.past->moveTo(hostNow(), true); // stands at the end: stays
    QTRY_VERIFY(isAbout(f.time->at(), hostNow(), 30s));
    QVERIFY(!f.desk.isLive());
    f.time->togglePlay();
    f.past->moveTo(hostNow(), true);
    QTRY_VERIFY(f.desk.isLive());
}

void TestStrip::outlinesAreAskedForWhatIsShown() {
    Fixture f;
    QVERIFY(f.isReady);
    const auto count = f.past->outlineQueries();
    QSignalSpy came(f.time.get(), &TimeMachine::outlineChanged);
    f.wheel(QPoint(500, 20), 8);
    QTRY_VERIFY(came.count() > 0);
    const auto& points = f.time->outline().points;
    QVERIFY(!points.empty());
    QVERIFY(points.front().at >= f.track().scale().from() - f.track().scale().span());
    // Turning the wheel fast asks a few times, not each time.
    QVERIFY(f.past->outlineQueries() - count <= 3);
}

void TestStrip::aRingThatIsEmptyIsTriedAgain() {
    Fixture f(false);
    f.failures = 1000;
    QTRY_VERIFY(f.openings >= 1);
    const bool isOpened = f.time->hasPast();
    if (!isOpened) {
        QTRY_VERIFY(!f.time->whyNoPast().isEmpty());
    }
    f.failures = 0;
    QTRY_VERIFY(f.time->hasPast());
    QVERIFY(f.time->whyNoPast().isEmpty());
}

void TestStrip::hoverShowsWordsThenPictures() {
    Fixture f;
    QVERIFY(f.isReady);
    std::vector<PreviewTile> tiles;
    for (int i = 0; i < 30; ++i) {
        tiles.push_back({{"cloud-asia", "path" + std::to_string(i)}, QStringLiteral("%1").arg(i)});
    }
    f.strip->setPreviewTiles([&tiles] { return tiles; });
    const base::Utc then = f.past->playhead().from + 195min; // within the major incident
    f.hover(f.at(then));
    QTRY_VERIFY(f.strip->preview().isVisible());
    QVERIFY(f.strip->preview().text().contains(QStringLiteral("UTC")));
    QVERIFY(f.strip->preview().text().contains(QStringLiteral("major")));
    QVERIFY(f.strip->preview().text().contains(QStringLiteral("health")));
    QTRY_COMPARE(f.strip->preview().pictures(), WallPreview::mostTiles);
    QCOMPARE(f.past->pictureQueries(), WallPreview::mostTiles);
    QCOMPARE(f.decoders.openStreams(), 0); // one picture each, and gone
    const QString shots = qEnvironmentVariable("VIGIE_TEST_SHOTS");
    if (!shots.isEmpty()) {
        QVERIFY(f.strip->preview().grab().save(shots + QStringLiteral("/preview.png")));
    }
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&f.track(), &leave);
    QVERIFY(!f.strip->preview().isVisible());
    QVERIFY(f.desk.isLive()); // it was only looked at
}

void TestStrip::momentsWithoutPicturesKeepTheirWords() {
    Fixture f;
    f.strip->setPreviewTiles([] { return std::vector<PreviewTile>(); });
    const base::Utc then = f.past->playhead().from + 245min; // nothing was recorded there
    f.hover(f.at(then));
    QTRY_VERIFY(f.strip->preview().text().contains(QStringLiteral("nothing was recorded")));
    QCOMPARE(f.strip->preview().pictures(), std::size_t(0));
}

void TestStrip::bookmarksAreKeptListedChangedAndRemoved() {
    Fixture f;
    f.time->seek(hostNow() - 1h);
    const base::Utc then = f.time->at();
    QVERIFY(QTest::qWaitForWindowActive(f.strip.get()));
    QTest::keyClick(f.strip.get(), Qt::Key_B);
    auto* dialog = f.strip->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setTextValue(QStringLiteral("  rain begins "));
    dialog->accept();
    QTRY_COMPARE(f.recorder.marks.size(), std::size_t(1));
    QCOMPARE(f.recorder.marks[0].text, std::string("rain begins"));
    QVERIFY(f.recorder.marks[0].at == then);
    QVERIFY(!f.recorder.marks[0].id.empty());
    // What was taken is found again by the ring's reader.
    f.past->setMarks(f.recorder.marks);
    f.time->putMark(f.recorder.marks[0]);
    QTRY_COMPARE(f.time->marks().size(), std::size_t(1));
    QVERIFY(f.track().textAt(then).contains(QStringLiteral("rain begins")));

    BookmarksDialog list(*f.time);
    auto* rows = list.findChild<QTreeWidget*>();
    QCOMPARE(rows->topLevelItemCount(), 1);
    rows->setCurrentItem(rows->topLevelItem(0));
    f.time->goLive();
    const auto press = [&list](const QString& text) {
        for (auto* one : list.findChildren<QPushButton*>()) {
            if (one->text().startsWith(text)) {
                one->click();
            }
        }
    };
    press(QStringLiteral("Go there"));
    QVERIFY(f.past->seeks().back() == then);
    press(QStringLiteral("Change"));
    auto* change = list.findChild<QInputDialog*>();
    QVERIFY(change != nullptr);
    QCOMPARE(change->textValue(), QStringLiteral("rain begins"));
    change->setTextValue(QStringLiteral("rain"));
    change->accept();
    QTRY_COMPARE(f.recorder.marks.back().text, std::string("rain"));
    QCOMPARE(f.recorder.marks.back().id, f.recorder.marks.front().id);
    press(QStringLiteral("Remove"));
    QTRY_VERIFY(f.recorder.marks.back().isRemoved);
    f.past->setMarks({f.recorder.marks.back()});
    f.time->putMark(f.recorder.marks.back());
    QTRY_COMPARE(rows->topLevelItemCount(), 0);
}

void TestStrip::bookmarksOfAFileGoIntoTheFile() {
    uitest::FakePast past;
    uitest::FakeDecodePool decoders;
    DeskContext desk(past, past, decoders);
    TimeMachineOptions options;
    options.replay = &past;
    TimeMachine time(desk, options);
    QSignalSpy said(&time, &TimeMachine::said);
    time.putMark({.id = {}, .at = past.playhead().from, .text = "kick-off"});
    QTRY_COMPARE(time.marks().size(), std::size_t(1));
    QCOMPARE(past.marks().front().text, std::string("kick-off"));
    QCOMPARE(said.count(), 0);
    past.setMarkRefusal("The file can not be written.");
    time.putMark({.id = {}, .at = past.playhead().from, .text = "goal"});
    QTRY_COMPARE(said.count(), 1);
    QVERIFY(said[0][0].toString().contains(QStringLiteral("can not be written")));
    QCOMPARE(time.marks().size(), std::size_t(1));
}

void TestStrip::recordingsAreMadeFromTheMenu() {
    Fixture f;
    const auto choose = [&f](const QString& text) {
        emit f.strip->recordMenu().aboutToShow();
        for (QAction* action : f.strip->recordMenu().actions()) {
            if (action->text().startsWith(text)) {
                action->trigger();
                return true;
            }
        }
        return false;
    };
    QVERIFY(choose(QStringLiteral("Keep the last 30")));
    QCOMPARE(f.archive.kept.size(), std::size_t(1));
    QVERIFY(f.archive.kept[0].first == 30min);
    QVERIFY(!choose(QStringLiteral("End “")));
    QVERIFY(choose(QStringLiteral("Record under a name")));
    auto* dialog = f.strip->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setTextValue(QStringLiteral("final"));
    dialog->accept();
    QTRY_COMPARE(f.archive.all.size(), std::size_t(1));
    RecordingsDialog list(f.archive, "/somewhere");
    auto* rows = list.findChild<QTreeWidget*>();
    QCOMPARE(rows->topLevelItemCount(), 1);
    QVERIFY(rows->topLevelItem(0)->text(4).contains(QStringLiteral("records since")));
    QVERIFY(choose(QStringLiteral("End “final”")));
    QTRY_VERIFY(rows->topLevelItem(0)->text(4).contains(QStringLiteral("25 %")));
    f.archive.refusal = "That name is taken.";
    QVERIFY(choose(QStringLiteral("Record under a name")));
    const auto dialogs = f.strip->findChildren<QInputDialog*>();
    dialogs.back()->setTextValue(QStringLiteral("final"));
    dialogs.back()->accept();
    QTRY_VERIFY(f.strip->message().contains(QStringLiteral("That name is taken.")));
}

void TestStrip::theSelectionIsCopied() {
    CutJob job([](const std::filesystem::path&, const std::filesystem::path& to,
                  const record::CutOptions& options,
                  const record::Progress& progress) -> base::Result<void> {
        progress.tell(0.5);
        if (!options.from || *options.to - *options.from != 10min) {
            return base::failure("Another stretch.");
        }
        return to == "taken.vigie" ? base::Result<void>(base::failure("It exists."))
                                   : base::Result<void>();
    });
    QSignalSpy ended(&job, &CutJob::ended);
    QSignalSpy progressed(&job, &CutJob::progressed);
    record::CutOptions options;
    options.from = hostNow() - 10min;
    options.to = *options.from + 10min;
    QVERIFY(job.start("ring", "part.vigie", options));
    QVERIFY(!job.start("ring", "other.vigie", options));
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(ended[0][1].toString(), QString());
    QCOMPARE(progressed.count(), 1);
    QVERIFY(job.start("ring", "taken.vigie", options));
    QTRY_COMPARE(ended.count(), 2);
    QCOMPARE(ended[1][1].toString(), QStringLiteral("It exists."));

    Fixture f(true, [](auto&&...) -> base::Result<void> { return {}; });
    const auto isOffered = [&f] {
        emit f.strip->recordMenu().aboutToShow();
        for (QAction* action : f.strip->recordMenu().actions()) {
            if (action->text().startsWith(QStringLiteral("Copy the selection"))) {
                return action->isEnabled();
            }
        }
        return false;
    };
    QVERIFY(!isOffered());
    const base::Utc from = hostNow() - 3h;
    QTest::mousePress(&f.track(), Qt::LeftButton, Qt::ShiftModifier, f.at(from));
    QTest::mouseMove(&f.track(), f.at(from + 1h));
    QTest::mouseRelease(&f.track(), Qt::LeftButton, Qt::ShiftModifier, f.at(from + 1h));
    QVERIFY(f.track().selection().has_value());
    QVERIFY(isAbout(f.track().selection()->from, from, 30s));
    QVERIFY(isAbout(f.track().selection()->to, from + 1h, 30s));
    QVERIFY(f.desk.isLive());
    QVERIFY(isOffered());
    QTest::keyClick(&f.track(), Qt::Key_Escape);
    QVERIFY(!f.track().selection());
}

void TestStrip::gapsAreHatchedAndIncidentsColored() {
    Fixture f;
    QVERIFY(f.isReady);
    const QImage image = f.track().grab().toImage();
    const base::Utc begin = f.past->playhead().from;
    const auto reds = [&](base::Utc at) {
        // A column of the band: how red it is compared with how blue.
        const int x = static_cast<int>(f.track().positionOf(at) * image.devicePixelRatio());
        int sum = 0;
        for (int y = 8; y < 30; ++y) {
            const QRgb pixel = image.pixel(x, y);
            sum += qRed(pixel) - qBlue(pixel);
        }
        return sum;
    };
    QVERIFY(reds(begin + 350min) > 500); // critical
    QVERIFY(reds(begin + 300min) < 100); // nothing
    const auto shades = [&](base::Utc at) {
        const int x = static_cast<int>(f.track().positionOf(at) * image.devicePixelRatio());
        std::set<QRgb> seen;
        for (int y = 12; y < 34; ++y) {
            seen.insert(image.pixel(x, y));
        }
        return seen.size();
    };
    QVERIFY(shades(begin + 245min) >= 2); // hatched: more than one shade, and no curve
    QVERIFY(f.track().pointAt(begin + 245min) == nullptr);
    QVERIFY(f.track().pointAt(begin + 100min) != nullptr);
}

void TestStrip::screenReadersAreTold() {
    Fixture f;
    for (const auto* one : f.strip->findChildren<QToolButton*>()) {
        QVERIFY2(!one->accessibleName().isEmpty() || !one->text().isEmpty(),
                 qPrintable(one->toolTip()));
        QVERIFY2(!one->toolTip().isEmpty(), qPrintable(one->accessibleName()));
    }
    f.track().setFocus();
    QTest::keyClick(&f.track(), Qt::Key_Left);
    QVERIFY(f.track().accessibleDescription().contains(QStringLiteral("health")));
    QVERIFY(f.track().accessibleDescription().contains(QStringLiteral("ago")));
}

QTEST_MAIN(TestStrip)
#include "tst_strip.moc"
