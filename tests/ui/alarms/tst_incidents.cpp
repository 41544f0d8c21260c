// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/alarmsound.h"
#include "ui/alarms/incidentmodel.h"

using namespace vigie;
using namespace std::chrono_literals;
using ui::alarms::Grouping;
using ui::alarms::IncidentFilter;
using ui::alarms::IncidentModel;
using ui::alarms::Show;
using ui::alarms::SoundRules;

namespace {

engine::SnapshotPtr shared(engine::Snapshot snapshot) {
    return std::make_shared<engine::Snapshot>(std::move(snapshot));
}

QString text(const IncidentModel& model, int row, int column, const QModelIndex& parent = {}) {
    return model.index(row, column, parent).data(Qt::DisplayRole).toString();
}

int rowWith(const IncidentModel& model, const QString& part) {
    for (int row = 0; row < model.rowCount(); ++row) {
        if (text(model, row, IncidentModel::Incident).contains(part)) {
            return row;
        }
    }
    return -1;
}

/// Incident and alarm ids, depth first, as the snapshot has them.
QStringList wantedRows(const engine::Snapshot& snapshot) {
    QStringList rows;
    for (const auto& incident : snapshot.incidents) {
        QStringList children;
        for (const auto& alarm : snapshot.alarms) {
            if (alarm.incidentId == incident.id) {
                children << QStringLiteral(" a%1").arg(alarm.id);
            }
        }
        if (!children.isEmpty()) {
            rows << QStringLiteral("i%1").arg(incident.id);
            rows << (children.size() > 1 ? children : QStringList());
        }
    }
    return rows;
}

QStringList shownRows(const IncidentModel& model) {
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex top = model.index(row, 0);
        rows << QStringLiteral("i%1").arg(model.lineAt(top)->incident->id);
        for (int child = 0; child < model.rowCount(top); ++child) {
            rows << QStringLiteral(" a%1").arg(
                model.lineAt(model.index(child, 0, top))->speaker->id);
        }
    }
    return rows;
}

alarm::Incident* incidentOf(engine::Snapshot& snapshot, engine::FaultKind fault) {
    for (auto& incident : snapshot.incidents) {
        if (incident.fault == fault) {
            return &incident;
        }
    }
    return nullptr;
}

void setAll(engine::Snapshot& snapshot, engine::AlarmState state) {
    for (auto& alarm : snapshot.alarms) {
        alarm.state = state;
    }
}

} // namespace

class TestIncidents : public QObject {
    Q_OBJECT
private slots:
    void oneCauseIsOneLine();
    void unnamedCausesSaySo();
    void statesAreSaid();
    void modelIsSoundThroughAnyChange();
    void unchangedRowsAreLeftAlone();
    void aThousandAlarmsCostFewSignals();
    void filters();
    void groups();
    void chosenLeavesNothingTwice();
    void soundsForWhatIsNew();
    void soundsRepeatForCriticalUntilSeen();
    void mutesDelayAndNeverSwallow();
    void silentForWhatIsHidden();
    void somethingNewUnderAnAcknowledgedLineSounds();
    void tonesDifferAndEndInSilence();
};

void TestIncidents::oneCauseIsOneLine() {
    IncidentModel model;
    const auto snapshot = shared(uitest::makeSnapshot());
    model.setSnapshot(snapshot);
    model.setFilter({.show = Show::All});
    QCOMPARE(model.rowCount(), 5);
    int row = rowWith(model, QStringLiteral("Buenos Aires T7"));
    QVERIFY(row >= 0);
    QCOMPARE(text(model, row, IncidentModel::Incident),
             QStringLiteral("Buenos Aires T7 ◆ — RF margin 0.4 dB below the limit of 0.1 dB; C/N "
                            "fell first, 7 s before the first loss, twins clean"));
    QCOMPARE(text(model, row, IncidentModel::Severity), QStringLiteral("MAJOR"));
    QCOMPARE(text(model, row, IncidentModel::Since), QStringLiteral("18:03:13"));
    QCOMPARE(text(model, row, IncidentModel::State), QStringLiteral("UNACK"));
    QCOMPARE(text(model, row, IncidentModel::Age), QStringLiteral("00:02:30"));
    QCOMPARE(model.rowCount(model.index(row, 0)), 2);
    row = rowWith(model, QStringLiteral("Swimming"));
    QCOMPARE(text(model, row, IncidentModel::Incident),
             QStringLiteral("005 Swimming · Underwater — black picture; both twins: before the "
                            "split"));
    QCOMPARE(text(model, row, IncidentModel::Affects), QStringLiteral("6 deliveries lost"));
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }
    // All alarms are accounted for under their causes.
    QCOMPARE(shownRows(model), wantedRows(*snapshot));
}

void TestIncidents::unnamedCausesSaySo() {
    IncidentModel model;
    model.setSnapshot(shared(uitest::makeSnapshot()));
    const int row = rowWith(model, QStringLiteral("Asia"));
    QVERIFY(row >= 0);
    QVERIFY(
        text(model, row, IncidentModel::Incident).endsWith(QStringLiteral("cause not certain")));
}

void TestIncidents::statesAreSaid() {
    IncidentModel model;
    model.setFilter({.show = Show::All});
    engine::Snapshot snapshot = uitest::makeSnapshot();
    const auto stateIs = [&](const QString& wanted) {
        model.setSnapshot(shared(snapshot));
        const QString state =
            text(model, rowWith(model, QStringLiteral("Nairobi")), IncidentModel::State);
        if (state != wanted) {
            qWarning() << state << "instead of" << wanted;
        }
        return state == wanted;
    };
    auto& alarm = *std::find_if(snapshot.alarms.begin(), snapshot.alarms.end(), [](const auto& a) {
        return a.kind == engine::FaultKind::NoContact;
    });
    QVERIFY(stateIs(QStringLiteral("UNACK")));
    alarm.state = engine::AlarmState::Acknowledged;
    alarm.acknowledgedBy = "Marie Vidal";
    QVERIFY(stateIs(QStringLiteral("ACK MV")));
    alarm.state = engine::AlarmState::Returned;
    QVERIFY(stateIs(QStringLiteral("RETURNED")));
    alarm.state = engine::AlarmState::LatchedAcknowledged;
    QVERIFY(stateIs(QStringLiteral("LATCHED")));
    alarm.state = engine::AlarmState::Active;
    alarm.shelf = alarm::Shelf{false, snapshot.now + 61min, "Marie Vidal", "known"};
    QVERIFY(stateIs(QStringLiteral("SHELVED 19:06")));
    alarm.suppressed = alarm::bit(alarm::Suppression::OffAir);
    QVERIFY(stateIs(QStringLiteral("SUPPRESSED")));
    alarm.isOutOfService = true;
    QVERIFY(stateIs(QStringLiteral("OUT OF SERVICE")));
}

void TestIncidents::modelIsSoundThroughAnyChange() {
    IncidentModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFilter({.show = Show::All});
    engine::Snapshot snapshot = uitest::makeSnapshot();
    model.setSnapshot(shared(snapshot));
    std::uint32_t random = 12345;
    const auto next = [&random](std::size_t below) {
        random = random * 1664525u + 1013904223u;
        return static_cast<std::ptrdiff_t>((random >> 8) % below);
    };
    std::uint64_t freshId = 1000;
    for (int round = 0; round < 300; ++round) {
        auto& alarms = snapshot.alarms;
        auto& incidents = snapshot.incidents;
        switch (next(7)) {
        case 0:
            if (!alarms.empty()) {
                alarms.erase(alarms.begin() + next(alarms.size()));
            }
            break;
        case 1: {
            engine::AlarmStatus alarm = uitest::makeSnapshot().alarms.front();
            alarm.id = freshId++;
            alarm.incidentId = incidents[static_cast<std::size_t>(next(incidents.size()))].id;
            alarms.insert(alarms.begin() + next(alarms.size() + 1), alarm);
            break;
        }
        case 2:
            if (alarms.size() > 1) {
                std::swap(alarms[static_cast<std::size_t>(next(alarms.size()))],
                          alarms[static_cast<std::size_t>(next(alarms.size()))]);
            }
            break;
        case 3: // it joins another cause
            if (!alarms.empty()) {
                alarms[static_cast<std::size_t>(next(alarms.size()))].incidentId =
                    incidents[static_cast<std::size_t>(next(incidents.size()))].id;
            }
            break;
        case 4:
            std::swap(incidents[static_cast<std::size_t>(next(incidents.size()))],
                      incidents[static_cast<std::size_t>(next(incidents.size()))]);
            break;
        case 5: {
            alarm::Incident incident = incidents.front();
            incident.id = freshId++;
            incidents.insert(incidents.begin() + next(incidents.size()), incident);
            break;
        }
        default:
            if (!alarms.empty()) {
                alarms[static_cast<std::size_t>(next(alarms.size()))].state =
                    engine::AlarmState::Acknowledged;
            }
            break;
        }
        model.setSnapshot(shared(snapshot));
        QCOMPARE(shownRows(model), wantedRows(snapshot));
        if (round % 50 == 49) {
            for (const auto grouping :
                 {Grouping::Region, Grouping::Feed, Grouping::None, Grouping::Cause}) {
                model.setGrouping(grouping);
            }
        }
    }
    model.setSnapshot(shared({}));
    QCOMPARE(model.rowCount(), 0);
}

void TestIncidents::unchangedRowsAreLeftAlone() {
    IncidentModel model;
    engine::Snapshot snapshot = uitest::makeSnapshot();
    model.setSnapshot(shared(snapshot));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setSnapshot(shared(snapshot));
    QCOMPARE(changed.count(), 0);
    alarm::Incident* incident = incidentOf(snapshot, engine::FaultKind::Black);
    incident->deliveriesLost = 3;
    model.setSnapshot(shared(snapshot));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex(), model.indexOfIncident(incident->id));
    QCOMPARE(reset.count(), 0);
}

void TestIncidents::aThousandAlarmsCostFewSignals() {
    IncidentModel model;
    engine::Snapshot snapshot = uitest::makeSnapshot();
    const engine::AlarmStatus one = snapshot.alarms.front();
    for (std::uint64_t id = 5000; id < 6000; ++id) {
        snapshot.alarms.push_back(one);
        snapshot.alarms.back().id = id;
    }
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setSnapshot(shared(snapshot));
    QVERIFY(inserted.count() <= 5);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    for (int tick = 1; tick <= 10; ++tick) {
        snapshot.now += 100ms;
        model.setSnapshot(shared(snapshot));
    }
    // Only the second that went by, for the lines and for each line's children.
    QVERIFY2(changed.count() <= 12, qPrintable(QString::number(changed.count())));
}

void TestIncidents::filters() {
    IncidentModel model;
    engine::Snapshot snapshot = uitest::makeSnapshot();
    snapshot.alarms.front().assignedTo = "Marie Vidal";
    for (auto& alarm : snapshot.alarms) {
        if (alarm.kind == engine::FaultKind::Black) {
            alarm.suppressed = alarm::bit(alarm::Suppression::OffAir);
        }
    }
    model.setSnapshot(shared(snapshot));
    const auto rows = [&](IncidentFilter filter) {
        model.setFilter(std::move(filter));
        return model.rowCount();
    };
    QCOMPARE(rows({}), 4); // the suppressed one is not open
    QCOMPARE(rows({.show = Show::All}), 5);
    QCOMPARE(rows({.show = Show::Hidden}), 1);
    QCOMPARE(rows({.show = Show::Returned}), 1);
    QCOMPARE(rows({.show = Show::Unacknowledged}), 3);
    QCOMPARE(rows({.show = Show::Shelved}), 0);
    QCOMPARE(rows({.text = QStringLiteral("CONTINUITY")}), 1);
    QCOMPARE(model.rowCount(model.index(0, 0)), 1); // the child that says it
    QCOMPARE(rows({.text = QStringLiteral("sailing buenos")}), 1);
    QCOMPARE(rows({.text = QStringLiteral("no such words")}), 0);
    QCOMPARE(rows({.least = engine::Severity::Major}), 3);
    QCOMPARE(rows({.regionId = "asia"}), 1);
    const std::string node = snapshot.alarms.front().nodeId;
    QVERIFY(rows({.show = Show::All, .nodeId = node}) >= 1);
    QVERIFY(rows({.show = Show::All, .nodeId = node}) < 5);
    QCOMPARE(rows({.show = Show::All, .nodeId = "nowhere"}), 0);
    QCOMPARE(rows({.show = Show::All, .operatorName = "Marie Vidal"}), 2);
    QCOMPARE(rows({.operatorName = "Somebody Else"}), 0);
}

void TestIncidents::groups() {
    IncidentModel model;
    const auto snapshot = shared(uitest::makeSnapshot());
    model.setSnapshot(snapshot);
    model.setFilter({.show = Show::All});
    model.setGrouping(Grouping::None);
    QCOMPARE(model.rowCount(), static_cast<int>(snapshot->alarms.size()));
    model.setGrouping(Grouping::Region);
    QCOMPARE(model.rowCount(), 6);
    const int row = rowWith(model, QStringLiteral("South America"));
    QVERIFY(row >= 0);
    // Two of black, one each of continuity and RF margin.
    QCOMPARE(model.rowCount(model.index(row, 0)), 4);
    QCOMPARE(text(model, row, IncidentModel::Affects), QStringLiteral("4 alarms"));
    model.setGrouping(Grouping::Feed);
    int alarms = 0;
    for (int group = 0; group < model.rowCount(); ++group) {
        alarms += model.rowCount(model.index(group, 0));
    }
    QCOMPARE(alarms, static_cast<int>(snapshot->alarms.size()));
}

void TestIncidents::chosenLeavesNothingTwice() {
    IncidentModel model;
    model.setSnapshot(shared(uitest::makeSnapshot()));
    const QModelIndex top = model.index(rowWith(model, QStringLiteral("Swimming")), 0);
    const QModelIndex child = model.index(1, 0, top);
    const QModelIndex other =
        model.index(0, 0, model.index(rowWith(model, QStringLiteral("Buenos Aires T7")), 0));
    const auto chosen = model.chosen({child, top, other});
    QCOMPARE(chosen.incidents, std::vector<std::uint64_t>{model.lineAt(top)->incident->id});
    QCOMPARE(chosen.alarms, std::vector<std::uint64_t>{model.lineAt(other)->speaker->id});
}

void TestIncidents::soundsForWhatIsNew() {
    SoundRules rules;
    engine::Snapshot snapshot = uitest::makeSnapshot({.hasFaults = false});
    QVERIFY(!rules.step(snapshot, snapshot.now));
    engine::Snapshot faulty = uitest::makeSnapshot();
    for (auto& alarm : faulty.alarms) {
        if (alarm.severity == engine::Severity::Critical) {
            alarm.state = engine::AlarmState::Acknowledged;
        }
    }
    QCOMPARE(rules.step(faulty, faulty.now), std::optional(media::Tone::Major));
    QVERIFY(!rules.step(faulty, faulty.now + 30s)); // once only
    // A return and a new raise of what nobody has seen is no news.
    for (auto& alarm : faulty.alarms) {
        alarm.state =
            alarm.state == engine::AlarmState::Active ? engine::AlarmState::Returned : alarm.state;
    }
    QVERIFY(!rules.step(faulty, faulty.now + 40s));
}

void TestIncidents::soundsRepeatForCriticalUntilSeen() {
    SoundRules rules;
    engine::Snapshot snapshot = uitest::makeSnapshot();
    const base::Utc start = snapshot.now;
    QCOMPARE(rules.step(snapshot, start), std::optional(media::Tone::Critical));
    QVERIFY(!rules.step(snapshot, start + 9s));
    QCOMPARE(rules.step(snapshot, start + 10s), std::optional(media::Tone::Critical));
    setAll(snapshot, engine::AlarmState::Acknowledged);
    QVERIFY(!rules.step(snapshot, start + 30s));
}

void TestIncidents::mutesDelayAndNeverSwallow() {
    SoundRules rules;
    engine::Snapshot snapshot = uitest::makeSnapshot();
    for (auto& alarm : snapshot.alarms) {
        if (alarm.severity == engine::Severity::Critical) {
            alarm.state = engine::AlarmState::Acknowledged;
        }
    }
    const base::Utc start = snapshot.now;
    snapshot.mutedUntil = start + 60s;
    for (int second = 0; second < 60; ++second) {
        QVERIFY(!rules.step(snapshot, start + std::chrono::seconds(second)));
    }
    QCOMPARE(rules.step(snapshot, start + 60s), std::optional(media::Tone::Major));
    QVERIFY(!rules.step(snapshot, start + 70s));
}

void TestIncidents::silentForWhatIsHidden() {
    engine::Snapshot snapshot = uitest::makeSnapshot();
    for (auto& alarm : snapshot.alarms) {
        alarm.suppressed = alarm::bit(alarm::Suppression::Maintenance);
    }
    SoundRules hidden;
    QVERIFY(!hidden.step(snapshot, snapshot.now));
    snapshot = uitest::makeSnapshot();
    for (auto& alarm : snapshot.alarms) {
        alarm.severity = engine::Severity::Warning;
    }
    SoundRules warnings;
    QVERIFY(!warnings.step(snapshot, snapshot.now));
    snapshot = uitest::makeSnapshot();
    snapshot.isLive = false;
    SoundRules replay;
    QVERIFY(!replay.step(snapshot, snapshot.now));
}

void TestIncidents::somethingNewUnderAnAcknowledgedLineSounds() {
    SoundRules rules;
    engine::Snapshot snapshot = uitest::makeSnapshot();
    setAll(snapshot, engine::AlarmState::Acknowledged);
    QVERIFY(!rules.step(snapshot, snapshot.now));
    for (auto& alarm : snapshot.alarms) {
        if (alarm.kind == engine::FaultKind::Continuity) {
            alarm.state = engine::AlarmState::Active;
        }
    }
    QCOMPARE(rules.step(snapshot, snapshot.now + 5s), std::optional(media::Tone::Major));
}

void TestIncidents::tonesDifferAndEndInSilence() {
    std::vector<std::vector<float>> tones;
    for (const auto tone : {media::Tone::Critical, media::Tone::Major, media::Tone::Minor}) {
        const auto samples = media::toneSamples(tone);
        QVERIFY(samples.size() > media::toneRate / 5 && samples.size() < 2 * media::toneRate);
        const auto peak = std::max_element(samples.begin(), samples.end());
        QVERIFY(*peak > 0.1f && *peak <= 1.0f);
        QVERIFY(std::abs(samples.front()) < 0.01f && samples.back() == 0.0f);
        QVERIFY(std::find(tones.begin(), tones.end(), samples) == tones.end());
        tones.push_back(samples);
    }
}

QTEST_MAIN(TestIncidents)
#include "tst_incidents.moc"
