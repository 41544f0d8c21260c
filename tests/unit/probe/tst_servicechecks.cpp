// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whose an error is, of two services in one stream.
#include <QTest>

#include <algorithm>
#include <array>

#include "core/probe/servicechecks.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie;
using namespace std::chrono_literals;
using probe::ServiceChecks;

namespace {

base::Timestamp at(base::Nanoseconds t) {
    return {base::utcFromNs(1'790'000'000'000'000'000 + t.count()),
            base::monoFromNs(5'000'000'000'000 + t.count())};
}

std::size_t placeOf(std::string_view check) {
    const auto found = std::find(model::serviceChecks.begin(), model::serviceChecks.end(), check);
    return static_cast<std::size_t>(found - model::serviceChecks.begin());
}

/// Two services, PMTs on 0x100 and 0x200, each with one video, on 0x101 and 0x201; the analyzer of
/// their stream, and what it says of each.
class Stream final : public ts::AnalyzerSink {
public:
    void onOccurrence(const ts::Occurrence& occurrence) override {
        for (std::size_t i = 0; i < services.size(); ++i) {
            const auto base = static_cast<std::uint16_t>(0x100 * (i + 1));
            const bool isOwn = occurrence.pid == base || occurrence.pid == base + 1;
            if (isOwn || !ServiceChecks::isOfOneService(occurrence.pid) ||
                occurrence.phase == ts::Occurrence::Phase::End) {
                services[i].note(occurrence);
            }
        }
    }
    /// 20 ms of it. `has`: whether the video of each comes.
    void step(bool hasFirst, bool hasSecond, bool skipsAPacket = false) {
        using namespace tswriter;
        Buffer out = writer.section(0, patSection({{1, 0x100}, {2, 0x200}}));
        for (std::uint16_t number = 1; number <= 2; ++number) {
            const auto pid = static_cast<std::uint16_t>(0x100 * number);
            const auto video = static_cast<std::uint16_t>(pid + 1);
            append(out, writer.section(pid, pmtSection(number, video, {{0x1b, video, {}}})));
            PacketOptions options;
            options.pcr = static_cast<std::uint64_t>(now.count()) * 27 / 1000;
            append(out, writer.packet(video, {}, options));
            if (number == 1 ? hasFirst : hasSecond) {
                const Buffer unit = writer.unit(
                    video, pesPacket(0xe0, *options.pcr / 300 + 45'000, Buffer(40, 0x55)));
                if (!(skipsAPacket && number == 2)) {
                    append(out, unit);
                }
            }
        }
        analyzer.feed(std::as_bytes(std::span(out)), at(now));
        now += 20ms;
        analyzer.advance(at(now));
    }
    void run(base::Nanoseconds length, bool hasFirst = true, bool hasSecond = true) {
        for (const auto end = now + length; now < end;) {
            step(hasFirst, hasSecond);
        }
    }
    [[nodiscard]] ts::CheckState of(std::size_t service, std::string_view check) const {
        return services[service].states(analyzer, at(now).mono)[placeOf(check)];
    }

    tswriter::Writer writer;
    std::array<ServiceChecks, 2> services{ServiceChecks(2s), ServiceChecks(2s)};
    ts::Analyzer analyzer{ts::Profile::dvb(), *this};
    base::Nanoseconds now{};
};

} // namespace

class TestServiceChecks : public QObject {
    Q_OBJECT
private slots:
    void everyOneIsACheckOfTheAnalyzer() {
        for (const std::string_view check : model::serviceChecks) {
            bool isKnown = false;
            for (std::size_t i = 0; i < ts::checkCount; ++i) {
                isKnown = isKnown || ts::checkNumber(static_cast<ts::Check>(i)) == check;
            }
            QVERIFY2(isKnown, std::string(check).c_str());
            QVERIFY(!model::tr101290Name(check).empty());
            QCOMPARE(model::serviceCheckOf(model::tr101290StateKey(check)),
                     std::optional(placeOf(check)));
            QCOMPARE(model::serviceCheckOf(model::tr101290ErrorsKey(check)),
                     std::optional(placeOf(check)));
        }
        QVERIFY(!model::serviceCheckOf("tr101290.1.1.state"));
        QVERIFY(!model::serviceCheckOf("tr101290.3.1.a.state"));
        QVERIFY(!model::serviceCheckOf("tr101290.1.4"));
        QVERIFY(!model::serviceCheckOf("rf.margin"));
    }

    void aVideoThatStopsIsOneServices() {
        Stream stream;
        stream.run(4s);
        QVERIFY(stream.of(0, "es.stopped") == ts::CheckState::Ok);
        stream.run(3s, true, false);
        QVERIFY(stream.analyzer.check(ts::Check::EsStopped).state == ts::CheckState::Error);
        QVERIFY(stream.of(0, "es.stopped") == ts::CheckState::Ok);
        QVERIFY(stream.of(1, "es.stopped") == ts::CheckState::Error);
        stream.run(4s);
        QVERIFY(stream.of(1, "es.stopped") == ts::CheckState::Ok);
    }

    void anEventStaysForItsTime() {
        Stream stream;
        stream.run(4s);
        stream.step(true, true, true); // the counter of the second's video jumps
        stream.run(100ms);
        QVERIFY(stream.analyzer.check(ts::Check::ContinuityCountError).state ==
                ts::CheckState::Error);
        QVERIFY(stream.of(0, "1.4") == ts::CheckState::Ok);
        QVERIFY(stream.of(1, "1.4") == ts::CheckState::Error);
        stream.run(3s);
        QVERIFY(stream.of(1, "1.4") == ts::CheckState::Ok);
    }

    void whatTheStreamDoesNotKnowNobodyKnows() {
        Stream stream;
        QVERIFY(stream.of(0, "1.4") == ts::CheckState::Unknown);
        stream.run(4s);
        QVERIFY(stream.of(0, "1.4") == ts::CheckState::Ok);
    }

    void tablesOfTheStreamAreEverybodys() {
        QVERIFY(!ServiceChecks::isOfOneService(std::nullopt));
        QVERIFY(!ServiceChecks::isOfOneService(0));
        QVERIFY(!ServiceChecks::isOfOneService(0x11));
        QVERIFY(ServiceChecks::isOfOneService(0x100));
    }
};

QTEST_GUILESS_MAIN(TestServiceChecks)
#include "tst_servicechecks.moc"
