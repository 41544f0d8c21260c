// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <nlohmann/json.hpp>

#include "core/base/thread.h"
#include "core/probe/capturemeta.h"
#include "core/probe/captures.h"
#include "tests/support/pace.h"
#include "tests/unit/probe/capturesupport.h"

using namespace vigie;
using namespace vigie::probe;
using namespace vigie::probe::test;
using namespace std::chrono_literals;
using fleet::CaptureState;

namespace {

constexpr int patienceMs = 30'000;

base::Timestamp now() {
    return base::SystemClock::instance().now();
}

/// Pushes seven packets each 10 ms into a ring until the end of the scope, and remembers them.
class Stream {
public:
    explicit Stream(std::shared_ptr<CaptureRing> ring)
        : m_ring(std::move(ring)),
          m_thread(base::startThread("test-stream", [this](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  const std::string bytes = packets(7);
                  {
                      const std::lock_guard lock(m_mutex);
                      m_sent += bytes;
                  }
                  m_ring->push(bytesOf(bytes), now());
                  vigie::testing::pace(10ms);
              }
          })) {}
    [[nodiscard]] std::string sent() const {
        const std::lock_guard lock(m_mutex);
        return m_sent;
    }

private:
    const std::shared_ptr<CaptureRing> m_ring;
    mutable std::mutex m_mutex;
    std::string m_sent; // guarded by m_mutex
    std::jthread m_thread;
};

/// An analysis that can be held back.
class Gate {
public:
    base::Result<std::string> pass(const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_changed.wait(lock, stop, [this] { return m_isOpen; });
        return std::string("{\"analyzed\":true}\n");
    }
    void open() {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }
    [[nodiscard]] int waiting() {
        const std::lock_guard lock(m_mutex);
        return m_waiting;
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_isOpen = false; // guarded by m_mutex
    int m_waiting = 0;     // guarded by m_mutex
};

base::Result<std::string> analyzed(const std::filesystem::path& file, const std::string&,
                                   const std::stop_token&) {
    return nlohmann::json{{"bytes", std::filesystem::file_size(file)}}.dump();
}

std::string readAll(const Captures& captures, const std::string& id, fleet::CapturePart part) {
    const auto reader = captures.read(id, part);
    if (!reader) {
        return "failed: " + reader.error().message;
    }
    std::string all;
    for (;;) {
        const auto piece = (*reader)->read(10'000);
        if (!piece || piece->empty()) {
            return all.size() == (*reader)->size() ? all : "failed: size";
        }
        all += *piece;
    }
}

std::optional<fleet::CaptureInfo> find(const Captures& captures, const std::string& id) {
    for (const auto& info : captures.list()) {
        if (info.id == id) {
            return info;
        }
    }
    return std::nullopt;
}

bool isIn(const Captures& captures, const std::string& id, CaptureState state) {
    const auto info = find(captures, id);
    return info && info->state == state;
}

model::Event fault(const std::string& code, model::EventPhase phase = model::EventPhase::Once) {
    model::Event event;
    event.utc = now().utc;
    event.kind = model::EventKind::Tr101290;
    event.phase = phase;
    event.code = code;
    event.scope = model::Scope::Input;
    event.subject = "in";
    event.pid = 256;
    return event;
}

} // namespace

/// Captures out of a ring that is being written, by request and by rule, and what is kept of them.
class TestCaptures : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] CaptureStoreConfig store() const {
        CaptureStoreConfig config;
        config.folder = pathOf(*m_folder);
        return config;
    }
    [[nodiscard]] std::filesystem::path capturesFolder() const {
        return pathOf(*m_folder) / "node" / "captures";
    }
    static CaptureConfig second() {
        CaptureConfig config;
        config.before = 1s;
        config.after = 1s;
        config.on = {"1.4", "content.black"};
        config.atMostEvery = 3600s;
        return config;
    }
    /// Once the folder is open.
    [[nodiscard]] static base::Result<fleet::CaptureInfo> request(Captures& captures,
                                                                  fleet::CaptureRequest wanted) {
        base::Result<fleet::CaptureInfo> begun = base::failure("not tried");
        static_cast<void>(QTest::qWaitFor(
            [&] {
                begun = captures.request(wanted, now());
                return begun || begun.error().message.find("yet") == std::string::npos;
            },
            patienceMs));
        return begun;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aRequestBecomesAFileAndItsAnalysis() {
        Captures captures("node", store(), analyzed);
        const auto ring = captures.add("in", second(), "dvb");
        captures.start();
        const Stream stream(ring);
        QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 1.5, patienceMs);
        const auto begun = request(captures, {"in", std::nullopt, 1s, 1s, "look at it"});
        QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
        QVERIFY(begun->state == CaptureState::Recording);
        QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, begun->id, CaptureState::Complete), patienceMs);
        const auto info = *find(captures, begun->id);
        QCOMPARE(info.reason, std::string("look at it"));
        QCOMPARE(info.inputId, std::string("in"));
        QVERIFY2(info.remark.empty(), info.remark.c_str());
        const auto length = info.to - info.from;
        QVERIFY(length > 1500ms && length < 2500ms);
        const std::string bytes = readAll(captures, begun->id, fleet::CapturePart::Stream);
        QCOMPARE(std::uint64_t(bytes.size()), info.bytes);
        QVERIFY(stream.sent().find(bytes) != std::string::npos);
        QCOMPARE(readAll(captures, begun->id, fleet::CapturePart::Analysis),
                 nlohmann::json({{"bytes", bytes.size()}}).dump());
        const auto events = captures.takeEvents(now());
        const auto complete = std::find_if(events.begin(), events.end(), [](const auto& event) {
            return event.code == "capture.complete";
        });
        QVERIFY(complete != events.end());
        QVERIFY(complete->kind == model::EventKind::Capture);
        QCOMPARE(complete->subject, std::string("in"));
        QCOMPARE(complete->parameters.at(0).second, begun->id);
    }

    void shorterThanAskedForIsTold() {
        Captures captures("node", store(), analyzed);
        const auto ring = captures.add("in", second(), "dvb");
        captures.start();
        std::optional<Stream> stream(ring);
        QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 0.2, patienceMs);
        const auto begun = request(captures, {"in", std::nullopt, 30s, 2s, ""});
        QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
        stream.reset();
        QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, begun->id, CaptureState::Complete), patienceMs);
        const std::string remark = find(captures, begun->id)->remark;
        QVERIFY2(remark.find("later than asked for") != std::string::npos, remark.c_str());
        QVERIFY2(remark.find("earlier than asked for") != std::string::npos, remark.c_str());
    }

    void nothingKeptIsAFailure() {
        Captures captures("node", store(), analyzed);
        static_cast<void>(captures.add("in", second(), "dvb"));
        captures.start();
        const auto begun = request(captures, {"in", std::nullopt, 1s, 1s, ""});
        QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, begun->id, CaptureState::Failed), patienceMs);
        QVERIFY(!find(captures, begun->id)->remark.empty());
        QVERIFY(!captures.read(begun->id, fleet::CapturePart::Stream));
        const auto events = captures.takeEvents(now());
        QVERIFY(std::any_of(events.begin(), events.end(),
                            [](const auto& event) { return event.code == "capture.failed"; }));
    }

    void refusals() {
        Captures captures("node", store(), analyzed);
        static_cast<void>(captures.add("in", second(), "dvb"));
        captures.start();
        const auto why = [&captures](const fleet::CaptureRequest& wanted) {
            const auto begun = request(captures, wanted);
            return begun ? std::string("begun") : begun.error().message;
        };
        const auto contains = [&why](const fleet::CaptureRequest& wanted, const char* text) {
            const std::string told = why(wanted);
            return told.find(text) != std::string::npos;
        };
        QVERIFY(contains({"other", {}, 1s, 1s, ""}, "'other' keeps nothing"));
        QVERIFY(contains({"in", {}, 601s, 1s, ""}, "at most 600 s"));
        QVERIFY(contains({"in", {}, 0s, 0s, ""}, "1 s or more"));
        QVERIFY(contains({"in", {}, 59s, 1s, ""}, "the ring of 'in' holds 60 s"));
        QVERIFY(contains({"in", now().utc - 1h, 1s, 1s, ""}, "that moment is gone"));
        QVERIFY(contains({"in", now().utc + 1h, 1s, 1s, ""}, "too far ahead"));
        for (std::size_t i = 0; i < fleet::Provider::maximumRunningCaptures; ++i) {
            QCOMPARE(why({"in", {}, 1s, 50s, ""}), std::string("begun"));
        }
        QVERIFY(contains({"in", {}, 1s, 50s, ""}, "being made already"));
        const auto list = captures.list();
        QCOMPARE(list.size(), fleet::Provider::maximumRunningCaptures);
        for (const auto& info : list) {
            QCOMPARE(std::count_if(list.begin(), list.end(),
                                   [&info](const auto& other) { return other.id == info.id; }),
                     std::ptrdiff_t(1));
            QVERIFY2(isCaptureId(info.id), info.id.c_str());
        }
    }

    void aBurstOfFaultsIsOneCapture() {
        Captures captures("node", store(), analyzed);
        const auto ring = captures.add("in", second(), "dvb");
        captures.start();
        const Stream stream(ring);
        QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 1, patienceMs);
        captures.onEvent("in", fault("1.3.a"), now()); // not asked for
        captures.onEvent("in", fault("1.4", model::EventPhase::End), now());
        QVERIFY(captures.list().empty());
        for (int i = 0; i < 5; ++i) {
            captures.onEvent("in", fault("1.4"), now());
        }
        QCOMPARE(captures.list().size(), std::size_t(1));
        const std::string id = captures.list().front().id;
        QCOMPARE(captures.list().front().reason, std::string("1.4, PID 0x0100"));
        QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, id, CaptureState::Complete), patienceMs);
        QVERIFY(find(captures, id)->remark.find("5 faults in one capture") != std::string::npos);
        captures.onEvent("in", fault("content.black", model::EventPhase::Begin), now());
        QCOMPARE(captures.list().size(), std::size_t(1)); // too soon after the last
    }

    void faultsBetweenCapturesAreCounted() {
        Captures captures("node", store(), analyzed);
        CaptureConfig config = second();
        config.atMostEvery = 2s;
        const auto ring = captures.add("in", config, "dvb");
        captures.start();
        const Stream stream(ring);
        QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 1, patienceMs);
        const base::Timestamp start = now();
        captures.onEvent("in", fault("1.4"), start);
        captures.onEvent("in", fault("1.4"), {start.utc + 2s, start.mono + 2s}); // over, too soon
        captures.onEvent("in", fault("1.4"), {start.utc + 2s, start.mono + 2s});
        QCOMPARE(captures.list().size(), std::size_t(1));
        captures.onEvent("in", fault("1.4"), {start.utc + 4s, start.mono + 4s});
        QTRY_VERIFY_WITH_TIMEOUT(captures.list().size() == 2 &&
                                     captures.list()[0].state == CaptureState::Complete &&
                                     captures.list()[1].state == CaptureState::Complete,
                                 patienceMs);
        const auto list = captures.list();
        QVERIFY(std::any_of(list.begin(), list.end(), [](const auto& info) {
            return info.remark.find("2 faults before it came too soon") != std::string::npos;
        }));
    }

    void theOldestGo() {
        CaptureStoreConfig config = store();
        config.keep = 2;
        Captures captures("node", config, analyzed);
        const auto ring = captures.add("in", second(), "dvb");
        captures.start();
        const Stream stream(ring);
        QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 3, patienceMs);
        std::vector<std::string> ids;
        for (int i = 0; i < 3; ++i) {
            const auto begun =
                request(captures, {"in", now().utc - 3s + i * 500ms, 0s, 1s, std::to_string(i)});
            QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
            ids.push_back(begun->id);
            QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, begun->id, CaptureState::Complete), patienceMs);
        }
        QVERIFY(!find(captures, ids[0]));
        QVERIFY(find(captures, ids[1]) && find(captures, ids[2]));
        for (const char* ending : {".ts", ".json", ".meta.json"}) {
            QVERIFY(!std::filesystem::exists(capturesFolder() / (ids[0] + ending)));
            QVERIFY(std::filesystem::exists(capturesFolder() / (ids[2] + ending)));
        }
    }

    void onThatIsLargerThanAllMayKeepFails() {
        CaptureStoreConfig config = store();
        config.keepBytes = 1000;
        Captures captures("node", config, analyzed);
        const auto ring = captures.add("in", second(), "dvb");
        captures.start();
        const Stream stream(ring);
        QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 1, patienceMs);
        const auto begun = request(captures, {"in", std::nullopt, 1s, 0s, ""});
        QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, begun->id, CaptureState::Failed), patienceMs);
        QVERIFY(find(captures, begun->id)->remark.find("no room") == 0);
    }

    void whatIsKeptIsFoundAfterARestart() {
        std::string id;
        std::string bytes;
        fleet::CaptureInfo before;
        {
            Captures captures("node", store(), analyzed);
            const auto ring = captures.add("in", second(), "dvb");
            captures.start();
            const Stream stream(ring);
            QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 1, patienceMs);
            const auto begun = request(captures, {"in", std::nullopt, 1s, 0s, "kept"});
            QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
            id = begun->id;
            QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, id, CaptureState::Complete), patienceMs);
            bytes = readAll(captures, id, fleet::CapturePart::Stream);
            before = *find(captures, id);
        }
        // What is not ours, and what a cut-off run of ours left behind.
        const std::string part = id + ".json.part";
        for (const std::string& name :
             {std::string("mine.meta.json"), std::string("mine.ts.part"), part}) {
            std::ofstream(capturesFolder() / name) << "{}";
        }
        Captures captures("node", store(), analyzed);
        captures.start();
        QTRY_VERIFY_WITH_TIMEOUT(find(captures, id), patienceMs);
        QVERIFY(*find(captures, id) == before);
        QCOMPARE(captures.list().size(), std::size_t(1));
        QVERIFY(readAll(captures, id, fleet::CapturePart::Stream) == bytes);
        QVERIFY(std::filesystem::exists(capturesFolder() / "mine.meta.json"));
        QVERIFY(std::filesystem::exists(capturesFolder() / "mine.ts.part"));
        QVERIFY(!std::filesystem::exists(capturesFolder() / part));
    }

    void anAnalysisThatWasCutOffIsMadeAfterTheRestart() {
        std::string id;
        {
            Gate gate;
            Captures captures("node", store(),
                              [&gate](const auto&, const auto&, const std::stop_token& stop) {
                                  return gate.pass(stop);
                              });
            const auto ring = captures.add("in", second(), "dvb");
            captures.start();
            const Stream stream(ring);
            QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 1, patienceMs);
            const auto begun = request(captures, {"in", std::nullopt, 1s, 0s, ""});
            QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
            id = begun->id;
            QTRY_VERIFY_WITH_TIMEOUT(gate.waiting() > 0, patienceMs);
            QVERIFY(isIn(captures, id, CaptureState::Analyzing));
            QVERIFY(!captures.read(id, fleet::CapturePart::Stream));
            captures.stop();
        }
        Captures captures("node", store(), analyzed);
        captures.start();
        QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, id, CaptureState::Complete), patienceMs);
        QVERIFY(captures.read(id, fleet::CapturePart::Analysis));
    }

    void aFailedAnalysisLeavesTheStream() {
        Captures captures(
            "node", store(),
            [](const auto&, const auto&, const std::stop_token&) -> base::Result<std::string> {
                return base::failure("no transport stream in it");
            });
        const auto ring = captures.add("in", second(), "dvb");
        captures.start();
        const Stream stream(ring);
        QTRY_VERIFY_WITH_TIMEOUT(ring->status(now().mono).seconds.value_or(0) > 1, patienceMs);
        const auto begun = request(captures, {"in", std::nullopt, 1s, 0s, ""});
        QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(isIn(captures, begun->id, CaptureState::Complete), patienceMs);
        QVERIFY(captures.read(begun->id, fleet::CapturePart::Stream));
        const auto analysis = captures.read(begun->id, fleet::CapturePart::Analysis);
        QVERIFY(!analysis);
        QVERIFY(analysis.error().message.find("no transport stream in it") != std::string::npos);
        QVERIFY(find(captures, begun->id)->remark.find("no analysis") == 0);
    }

    void unknownIdsAndPathsAreRefused() {
        Captures captures("node", store(), analyzed);
        captures.start();
        for (const char* id : {"", "nothing", "../../../etc/passwd", "/etc/passwd"}) {
            QVERIFY(!captures.read(id, fleet::CapturePart::Stream));
        }
        QVERIFY(isCaptureId("in-f001-20260726t180543.120z"));
        QVERIFY(isCaptureId("in-f001-20260726t180543.120z-2"));
        for (const char* id : {"../x-20260726t180543.120z", "x", ".x-20260726t180543.120z",
                               "x-20260726t180543.120z.ts"}) {
            QVERIFY2(!isCaptureId(id), id);
        }
    }

    void ringsOfAFormerRunAreRemoved() {
        const auto old = pathOf(*m_folder) / "node" / "ring" / "gone";
        std::filesystem::create_directories(old);
        std::ofstream(old / "seg-0000000001.ts") << "x";
        std::ofstream(old / "mine.ts") << "x";
        Captures captures("node", store(), analyzed);
        captures.start();
        QTRY_VERIFY_WITH_TIMEOUT(!std::filesystem::exists(old / "seg-0000000001.ts"), patienceMs);
        QVERIFY(std::filesystem::exists(old / "mine.ts"));
    }

    void aNodeNameIsNoWayOut() {
        Captures captures("../out", store(), analyzed);
        static_cast<void>(captures.add("..", second(), "dvb"));
        captures.start();
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(pathOf(*m_folder) / "_.._out" / "lock"),
                                 patienceMs);
    }
};

QTEST_GUILESS_MAIN(TestCaptures)
#include "tst_captures.moc"
