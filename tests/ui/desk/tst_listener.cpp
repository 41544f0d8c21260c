// SPDX-License-Identifier: GPL-3.0-or-later
#include <mutex>

#include <QComboBox>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

#include "core/media/soundplayer.h"
#include "tests/ui/support/fakeengine.h"
#include "tests/ui/support/fakepast.h"
#include "ui/desk/deskcontext.h"
#include "ui/desk/listenbar.h"
#include "ui/desk/listener.h"

using namespace vigie;
using ui::desk::DeskContext;
using ui::desk::Listener;

namespace {

/// Notes what it is told.
class FakePlayer final : public media::SoundPlayer {
public:
    void begin() override { ++begun; }
    void push(model::SoundUnitPtr) override { ++pushed; }
    void stop() override { ++stopped; }
    void setVolume(int percent) override { volume = percent; }
    void setMuted(bool muted) override { isMuted = muted; }
    Status status() const override { return m_status; }
    Figures figures() const override { return {}; }
    void setListener(std::function<void()> changed) override { m_changed = std::move(changed); }

    void set(Status status) {
        m_status = std::move(status);
        m_changed();
    }

    int begun = 0;
    int pushed = 0;
    int stopped = 0;
    int volume = -1;
    bool isMuted = false;

private:
    Status m_status;
    std::function<void()> m_changed;
};

const model::SoundTracks twoTracks{{0x101, model::AudioCodec::Ac3, "fra"},
                                   {0x102, model::AudioCodec::Mpeg, ""}};

} // namespace

class TestListener : public QObject {
    Q_OBJECT

    using State = media::SoundPlayer::State;
    FakePlayer m_player;
    uitest::FakeEngine m_engine;
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
    std::unique_ptr<DeskContext> m_desk;
    model::PathRef m_path;
    model::PathRef m_other;

    Listener& listener() { return Listener::of(*m_desk); }
    void hear() {
        m_source.tellListeners([](fleet::SoundSink& sink) { sink.onTracks(twoTracks); });
        m_player.set({State::Playing, {}});
        QTRY_COMPARE(listener().tracks().size(), std::size_t{2});
    }

private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName("vigie-test");
        QCoreApplication::setApplicationName("listener");
    }
    void init() {
        QSettings().clear();
        m_player = {};
        m_engine.publish(uitest::makeSnapshot({.feeds = 2, .regions = 1}));
        m_engine.settle();
        m_desk = std::make_unique<DeskContext>(m_engine, m_source, m_decoders);
        const auto& node = *m_desk->snapshot()->nodes.front().description;
        m_path = {node.id, node.paths.front().id};
        m_other = {node.id, "another"};
    }
    void cleanup() {
        m_desk.reset();
        QSettings().clear();
    }

    void onePathAtATime() {
        listener().setPlayer(&m_player);
        QSignalSpy changed(&listener(), &Listener::changed);
        listener().listen(m_path);
        QCOMPARE(m_source.listenings().size(), std::size_t{1});
        QVERIFY(m_source.listenings().front().path == m_path);
        QCOMPARE(m_player.begun, 1);
        listener().toggle(m_other);
        QCOMPARE(m_source.listenings().size(), std::size_t{1});
        QVERIFY(m_source.listenings().front().path == m_other);
        QVERIFY(changed.count() >= 2);
        listener().toggle(m_other);
        QVERIFY(!listener().path());
        QVERIFY(m_source.listenings().empty());
        QVERIFY(m_player.stopped > 0);
        QVERIFY(listener().whyNot().isEmpty());
    }

    void soundGoesStraightToThePlayer() {
        listener().setPlayer(&m_player);
        listener().listen(m_path);
        hear();
        m_source.tellListeners(
            [](fleet::SoundSink& sink) { sink.onSound(std::make_shared<model::SoundUnit>()); });
        QCOMPARE(m_player.pushed, 1);
        QVERIFY(listener().whyNot().isEmpty());
    }

    void aTrackIsAWatchOfItsOwn() {
        listener().setPlayer(&m_player);
        listener().listen(m_path);
        hear();
        listener().listen(m_path, 1);
        QCOMPARE(m_source.listenings().size(), std::size_t{1});
        QCOMPARE(m_source.listenings().front().track, 1);
        QCOMPARE(listener().track(), 1);
        listener().listen(m_path, 5);
        m_source.tellListeners([](fleet::SoundSink& sink) { sink.onTracks(twoTracks); });
        QTRY_VERIFY(listener().whyNot().contains("6"));
        m_source.tellListeners([](fleet::SoundSink& sink) { sink.onTracks({}); });
        QTRY_COMPARE(listener().whyNot(), QString("This path has no sound."));
    }

    void saysWhyNothingIsHeard() {
        listener().listen(m_path);
        QVERIFY(!listener().whyNot().isEmpty()); // nothing to play with
        listener().setPlayer(&m_player);
        QCOMPARE(m_source.listenings().size(), std::size_t{1}); // and then at once
        QVERIFY(!listener().whyNot().isEmpty());                // nothing came yet
        hear();
        QVERIFY(listener().whyNot().isEmpty());
        m_player.set({State::NoDevice, "no card"});
        QVERIFY(listener().whyNot().contains("no card"));
        m_player.set({State::NoDecoder, "odd"});
        QVERIFY(listener().whyNot().contains("odd"));
        m_player.set({State::Playing, {}});
        const auto interrupt = [this](fleet::SoundTrouble trouble) {
            m_source.tellListeners(
                [trouble](fleet::SoundSink& sink) { sink.onInterrupted(trouble, "because"); });
        };
        interrupt(fleet::SoundTrouble::NodeTooOld);
        QTRY_VERIFY(listener().whyNot().contains("upgrade"));
        interrupt(fleet::SoundTrouble::NodeAway);
        QTRY_VERIFY(listener().whyNot().contains("reached"));
        interrupt(fleet::SoundTrouble::Refused);
        QTRY_VERIFY(listener().whyNot().contains("because"));
        hear();
        QTRY_VERIFY(listener().whyNot().isEmpty());
        // The node is back, and its input is not: nobody is out of reach.
        interrupt(fleet::SoundTrouble::NodeAway);
        m_player.set({State::Quiet, {}});
        QTRY_VERIFY(listener().whyNot().contains("reached"));
        m_source.tellListeners([](fleet::SoundSink& sink) { sink.onBegun(); });
        QTRY_COMPARE(listener().whyNot(), QString("No sound comes yet."));
    }

    void whatTheWatchBeforeSaidIsForgotten() {
        listener().setPlayer(&m_player);
        listener().listen(m_path);
        m_source.tellListeners([](fleet::SoundSink& sink) { sink.onTracks(twoTracks); });
        listener().listen(m_other); // before the news was read
        QSignalSpy changed(&listener(), &Listener::changed);
        m_player.set({State::Playing, {}});
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(listener().tracks().empty());
    }

    void thePastIsSilentAndThePresentIsHeardAgain() {
        listener().setPlayer(&m_player);
        listener().listen(m_path);
        hear();
        uitest::FakePast past;
        m_desk->goTo(past, past);
        QVERIFY(m_source.listenings().empty());
        QVERIFY(listener().path() == m_path);
        QVERIFY(listener().whyNot().contains("LIVE"));
        m_desk->goLive();
        QCOMPARE(m_source.listenings().size(), std::size_t{1});
    }

    void volumeAndMuteAreRemembered() {
        listener().setPlayer(&m_player);
        QCOMPARE(m_player.volume, listener().volume());
        listener().setVolume(35);
        listener().setMuted(true);
        QCOMPARE(m_player.volume, 35);
        QVERIFY(m_player.isMuted);
        listener().setVolume(-20);
        QCOMPARE(listener().volume(), 0);
        listener().setVolume(35);
        m_desk = std::make_unique<DeskContext>(m_engine, m_source, m_decoders);
        FakePlayer again;
        listener().setPlayer(&again);
        QCOMPARE(listener().volume(), 35);
        QVERIFY(listener().isMuted());
        QCOMPARE(again.volume, 35);
        QVERIFY(again.isMuted);
        m_desk.reset();
    }

    void withoutAPlayerNothingIsRemembered() {
        listener().setVolume(12);
        listener().setMuted(true);
        QVERIFY(QSettings().allKeys().isEmpty());
    }

    void theBarShowsAndChangesIt() {
        listener().setPlayer(&m_player);
        ui::desk::ListenBar bar(*m_desk);
        QVERIFY(bar.isHidden());
        listener().listen(m_path);
        QVERIFY(!bar.isHidden());
        hear();
        auto* track = bar.findChild<QComboBox*>();
        QTRY_COMPARE(track->count(), 2);
        QCOMPARE(track->itemText(0), QString("1 · fra · AC-3"));
        QCOMPARE(track->itemText(1), QString("2 · MPEG"));
        QTest::keyClick(track, Qt::Key_Down);
        QCOMPARE(listener().track(), 1);
        auto* volume = bar.findChild<QSlider*>();
        QCOMPARE(volume->value(), listener().volume());
        const int before = listener().volume();
        QTest::keyClick(volume, Qt::Key_Right);
        QCOMPARE(listener().volume(), before + 5);
        listener().setVolume(10);
        QCOMPARE(volume->value(), 10);
        const auto buttons = bar.findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 2);
        for (auto* control : bar.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            if (control->focusPolicy() != Qt::NoFocus) {
                QVERIFY2(!control->accessibleName().isEmpty(), control->metaObject()->className());
                QVERIFY2(!control->toolTip().isEmpty(), control->metaObject()->className());
            }
        }
        for (auto* button : buttons) {
            button->click();
        }
        QVERIFY(listener().isMuted());
        QVERIFY(!listener().path());
        QVERIFY(bar.isHidden());
    }

    void theBarSaysWhyNot() {
        listener().setPlayer(&m_player);
        ui::desk::ListenBar bar(*m_desk);
        listener().listen(m_path);
        const auto isSaid = [this, &bar] {
            for (const auto* label : bar.findChildren<QLabel*>()) {
                if (label->text().endsWith(listener().whyNot()) && !label->text().isEmpty()) {
                    return true;
                }
            }
            return false;
        };
        m_player.set({State::NoDevice, "no card"});
        QTRY_VERIFY(isSaid());
    }
};

QTEST_MAIN(TestListener)
#include "tst_listener.moc"
