// SPDX-License-Identifier: GPL-3.0-or-later
//
// No name that a note holds is in what becomes of it.
#include "core/replay/redactnotes.h"

#include <QTest>

#include <set>

#include "core/replay/frame.h"
#include "core/replay/notes.h"
#include "tests/unit/replay/filled.h"

using namespace vigie;

namespace {

/// Gives each text that may tell something a word of its own; what a rule is made of stays.
class Namer {
public:
    template <typename T> void operator()(const char* name, T& value) { put(name, value); }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

private:
    static bool isKept(const std::string& field) {
        static const std::set<std::string> kept{"rule", "signal", "unit", "unless", "revision"};
        return kept.contains(field);
    }
    void put(const std::string& field, std::string& text) {
        if (!isKept(field)) {
            m_names.push_back("Secret" + std::to_string(m_names.size()) + "x");
            text = m_names.back();
        }
    }
    template <typename T> void put(const std::string& field, std::optional<T>& value) {
        if (value) {
            put(field, *value);
        }
    }
    template <typename T> void put(const std::string& field, std::vector<T>& values) {
        for (T& value : values) {
            put(field, value);
        }
    }
    void put(const std::string& /*field*/, alarm::RuleSetPtr& rules) {
        if (!rules) {
            return;
        }
        auto named = std::make_shared<alarm::RuleSet>(*rules);
        put("source", named->source);
        for (alarm::Rule& rule : named->rules) {
            put("region", rule.where.regions);
            put("feed", rule.where.feeds);
            put("sport", rule.where.sports);
            put("node", rule.where.nodes);
            put("input", rule.where.inputs);
            put("name", rule.name.en);
            put("name", rule.name.fr);
            put("todo", rule.todo.en);
            put("todo", rule.todo.fr);
            put("link", rule.link);
            put("definedAt", rule.definedAt);
        }
        rules = std::move(named);
    }
    template <typename T> void put(const std::string& field, std::map<alarm::Subject, T>& values) {
        std::map<alarm::Subject, T> named;
        for (const auto& [key, value] : values) {
            alarm::Subject subject = key;
            put(field, subject);
            named.emplace(std::move(subject), value);
        }
        values = std::move(named);
    }
    template <typename T> void put(const std::string& /*field*/, T& value) {
        if constexpr (requires { replay::fields(*this, value); }) {
            replay::fields(*this, value);
        }
    }

    std::vector<std::string> m_names;
};

template <typename T> T named(std::uint64_t seed, Namer& namer) {
    T value = test::Filler(seed).made<T>();
    namer("", value);
    return value;
}

} // namespace

class TestRedactNotes : public QObject {
    Q_OBJECT
private slots:
    void nothingIsLeft_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 20; ++seed) {
            QTest::newRow(std::to_string(seed).c_str()) << seed;
        }
    }
    void nothingIsLeft() {
        QFETCH(int, seed);
        const auto from = static_cast<std::uint64_t>(seed);
        {
            Namer namer;
            const auto state = named<engine::BeginState>(from, namer);
            check(record::NoteKind::Begin, replay::packBegin(state, true), namer);
        }
        {
            Namer namer;
            check(record::NoteKind::Act, replay::packAction(named<alarm::Action>(from, namer)),
                  namer);
        }
        {
            Namer namer;
            check(record::NoteKind::Rules, replay::packRules(named<replay::RulesNote>(from, namer)),
                  namer);
        }
        {
            Namer namer;
            check(record::NoteKind::Entry, replay::packEntry(named<journal::Entry>(from, namer)),
                  namer);
        }
        {
            Namer namer;
            check(record::NoteKind::Outline,
                  replay::packOutline(named<replay::OutlinePoint>(from, namer)), namer);
        }
    }

    void framesAndBooks() {
        engine::Snapshot snapshot;
        snapshot.now = base::utcFromNs(1'785'088'800'000'000'000);
        auto description = std::make_shared<model::NodeDescription>();
        description->id = "SecretNode";
        engine::NodeStatus node;
        node.endpoint = "SecretEndpoint";
        node.description = description;
        node.contactReason = "SecretReason";
        snapshot.nodes = {node};
        engine::PathStatus path;
        path.ref = {"SecretNode", "SecretPath"};
        path.feedId = "SecretFeed";
        path.regionId = "SecretRegion";
        snapshot.paths = {path};
        engine::DeliveryStatus delivery;
        delivery.id = "SecretDelivery";
        delivery.feedId = "SecretFeed";
        delivery.feedName = "SecretName";
        delivery.regionId = "SecretRegion";
        snapshot.deliveries = {delivery};
        engine::RegionStatus region;
        region.id = "SecretRegion";
        region.name = "SecretName";
        snapshot.regions = {region};
        Namer namer;
        engine::AlarmStatus status;
        static_cast<alarm::Alarm&>(status) = named<alarm::Alarm>(3, namer);
        status.path = path.ref;
        status.nodeId = "SecretNode";
        status.inputId = "SecretInput";
        snapshot.alarms = {status};
        snapshot.incidents = {named<alarm::Incident>(4, namer)};
        snapshot.overrides = {named<alarm::Override>(5, namer)};
        snapshot.operatorName = "SecretOperator";
        snapshot.journalTrouble = "SecretTrouble";
        check(record::NoteKind::Frame, replay::packFrame(snapshot), namer);
        check(record::NoteKind::Book, replay::packBook(snapshot), namer);
    }

    void namesAreTheSameEverywhere() {
        record::Names names;
        alarm::Action action;
        action.kind = alarm::ActionKind::Comment;
        action.operatorName = "Ada";
        action.text = "seen on the roof";
        action.subject = alarm::Subject{model::Scope::Path, "paris", "p7"};
        const auto note =
            replay::redactNote({record::NoteKind::Act, {}, replay::packAction(action)}, names);
        QVERIFY(note);
        const auto neutral = replay::readAction(note->bytes);
        QVERIFY(neutral);
        QCOMPARE(neutral->operatorName, std::string("operator"));
        QCOMPARE(neutral->text, std::string("left out"));
        QCOMPARE(neutral->subject->nodeId, names.id(record::Names::Kind::Node, "paris"));
        QCOMPARE(neutral->subject->id, names.id(record::Names::Kind::Path, "p7"));
    }

    void whatCannotBeReadIsLeftOut() {
        record::Names names;
        for (const auto kind : {record::NoteKind::Begin, record::NoteKind::Frame,
                                record::NoteKind::Book, record::NoteKind::Entry}) {
            QVERIFY(!replay::redactNote({kind, {}, "SecretBytes"}, names));
        }
    }

private:
    static void check(record::NoteKind kind, const std::string& bytes, const Namer& namer) {
        QVERIFY(bytes.find("Secret") != std::string::npos);
        record::Names names;
        const auto note = replay::redactNote({kind, {}, bytes}, names);
        QVERIFY(note);
        const auto found = note->bytes.find("Secret");
        QVERIFY2(found == std::string::npos,
                 found == std::string::npos
                     ? ""
                     : note->bytes.substr(found > 40 ? found - 40 : 0, 80).c_str());
        QVERIFY(!namer.names().empty());
    }
};

QTEST_APPLESS_MAIN(TestRedactNotes)
#include "tst_redactnotes.moc"
