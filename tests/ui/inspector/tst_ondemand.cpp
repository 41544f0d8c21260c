// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/inspector/ondemand.h"
#include "ui/inspector/pictureview.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::inspector;
using std::chrono::seconds;

namespace {

struct Fixture {
    uitest::FakeEngine engine{uitest::makeSnapshot()};
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    desk::DeskContext context{engine, source, decoders};
};

const base::Utc until = base::utcFromNs(1'785'089'203'000'000'000); // 18:06:43

} // namespace

class OnDemandTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("ondemand"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        theme::apply(*qApp);
    }

    void bothPathsAreDecodedByOneKey() {
        Fixture fixture;
        fixture.source.setDecodingAnswer(until);
        InspectorPage page(fixture.context);
        page.resize(1600, 900);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        fixture.context.openFeed(QStringLiteral("f003"), QStringLiteral("south-america"));
        QTest::keyClick(&page, Qt::Key_D, Qt::ControlModifier);
        const auto asked = fixture.source.decodings();
        QCOMPARE(asked.size(), std::size_t{2});
        QCOMPARE(asked[0].path.nodeId, std::string("cloud-south-america"));
        QCOMPARE(asked[1].path.nodeId, std::string("sat-south-america"));
        QVERIFY(asked[0].policy == model::DecodePolicy::Full);
        QCOMPARE(asked[0].duration, seconds(60));
        QTRY_COMPARE(page.onDemand().text(),
                     QStringLiteral("● cloud: all of it is decoded until 18:06:43\n"
                                    "◆ satellite: all of it is decoded until 18:06:43"));
        // What was said is of these paths: others begin without it.
        fixture.context.openFeed(QStringLiteral("f001"), QStringLiteral("europe"));
        QCOMPARE(page.onDemand().text(), QString());
    }

    void aRefusalIsASentence() {
        Fixture fixture;
        fixture.source.setDecodingAnswer(base::failure("nothing can be asked of a recording"));
        OnDemand onDemand(fixture.context);
        onDemand.decode(); // of nothing
        QCOMPARE(fixture.source.decodings().size(), std::size_t{0});
        onDemand.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        onDemand.decode();
        QTRY_VERIFY(onDemand.text().contains(
            "satellite: not decoded: nothing can be asked of a recording"));
    }

    void aCaptureIsFollowedToItsEnd() {
        Fixture fixture;
        fleet::CaptureInfo info;
        info.id = "cap-";
        fixture.source.setCaptureAnswer(info);
        OnDemand onDemand(fixture.context);
        onDemand.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        onDemand.capture();
        const auto asked = fixture.source.captures();
        QCOMPARE(asked.size(), std::size_t{2});
        QCOMPARE(asked[0].nodeId, std::string("cloud-south-america"));
        QCOMPARE(asked[0].request.inputId, std::string("in-f003"));
        QCOMPARE(asked[1].request.inputId, std::string("transponder-1"));
        QCOMPARE(asked[0].request.before, seconds(10));
        QCOMPARE(asked[0].request.after, seconds(5));
        QVERIFY(!asked[0].request.around);
        QTRY_VERIFY(onDemand.text().contains("cloud: capture cap-cloud-south-america runs"));
        QTRY_VERIFY(onDemand.text().contains("satellite: capture cap-sat-south-america runs"));

        const auto told = [](const char* code, const char* id, const char* reason) {
            auto event = std::make_shared<model::Event>();
            event->kind = model::EventKind::Capture;
            event->code = code;
            event->parameters = {{"id", id}, {"reason", reason}, {"bytes", "9400000"}};
            return engine::LoggedEvent{"", std::move(event)};
        };
        onDemand.takeEvents(0, {told("capture.complete", "cap-of-another", "")});
        QVERIFY(onDemand.text().contains("cap-cloud-south-america runs"));
        onDemand.takeEvents(0, {told("capture.complete", "cap-cloud-south-america", "")});
        onDemand.takeEvents(1,
                            {told("capture.failed", "cap-sat-south-america", "the disk is full")});
        QVERIFY(
            onDemand.text().contains("capture cap-cloud-south-america is complete, 9.4 MB; fetch "
                                     "it with: vigiectl capture --get "
                                     "cap-cloud-south-america, from São Paulo"));
        QVERIFY(onDemand.text().contains("cap-sat-south-america failed: the disk is full"));
    }

    void answersToOtherPathsAreNotTold() {
        Fixture fixture;
        fixture.source.setDecodingAnswer(until);
        OnDemand onDemand(fixture.context);
        onDemand.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        QSignalSpy said(&onDemand, &OnDemand::changed);
        onDemand.decode();
        onDemand.setTwins(findTwins(*fixture.context.snapshot(), "f001", "europe"));
        const auto before = said.count();
        onDemand.decode();
        QTRY_COMPARE(said.count(), before + 4); // asking and answered, twice: only the newer ones
        QVERIFY(onDemand.text().contains("until 18:06:43"));
    }

    void theTwinsPicturesAreCompared() {
        Fixture fixture;
        InspectorPage page(fixture.context);
        page.resize(1600, 900);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        fixture.context.openFeed(QStringLiteral("f003"), QStringLiteral("south-america"));
        QVERIFY(page.differenceText().contains("no picture of ● cloud"));
        // As far apart as the skew says, however long this test takes.
        const auto skew = skewOfSides(*fixture.context.snapshot(), page.twins());
        QVERIFY(skew.ms);
        const auto deliver = [&](std::size_t side, std::uint64_t sequence, int step) {
            auto unit = *uitest::sceneUnit(sequence, 3, step);
            unit.arrival = until + std::chrono::seconds(sequence);
            if (side == 0) {
                unit.arrival += std::chrono::milliseconds(std::llround(*skew.ms));
            }
            fixture.source.deliver(page.twins().paths[side]->ref,
                                   std::make_shared<const model::AccessUnit>(std::move(unit)));
        };
        deliver(0, 1, 1);
        QTRY_VERIFY(!page.picture(0).picture().isNull());
        QVERIFY(page.differenceText().contains("no picture of ◆ satellite"));
        deliver(1, 1, 1); // equal PTS, equal picture
        QTRY_VERIFY(page.differenceText().contains("identical, by PTS"));
        deliver(0, 2, 2);
        deliver(1, 2, 9); // the same moment, and another picture
        QTRY_VERIFY(page.differenceText().contains("PSNR"));
        QVERIFY(page.differenceText().contains("SSIM"));
        QVERIFY(page.differenceText().contains("by PTS"));
        page.hide();
        QVERIFY(!page.differenceText().contains("PSNR"));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(OnDemandTest)
#include "tst_ondemand.moc"
