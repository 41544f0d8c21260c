// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a path knows of a service that nobody decodes: packets in, facts out.
#include <QTest>

#include "core/media/contentprobe.h"
#include "core/media/decodepool.h"
#include "core/probe/pathworker.h"
#include "tests/unit/es/eswriter.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie;
using namespace std::chrono_literals;
using tswriter::Buffer;

namespace {

constexpr std::uint16_t videoPid = 0x101;
constexpr std::uint16_t teletextPid = 0x102;
constexpr std::uint16_t subtitlePid = 0x103;
constexpr std::uint16_t splicePid = 0x104;

base::Timestamp at(base::Nanoseconds t) {
    return {base::utcFromNs(1'790'000'000'000'000'000) + t, base::monoFromNs(5'000'000'000) + t};
}

/// An analyzer with one path behind it, and a service of 25 frames/s whose GOP is 10.
class Setup final : public ts::AnalyzerSink {
public:
    explicit Setup(media::ContentPool& pool)
        : m_path(config(), pool, at(0s)), m_analyzer(ts::Profile::dvb(), *this) {
        m_analyzer.assemble({1});
    }

    void onPesUnit(const ts::PesUnit& unit) override { m_path.onPesUnit(unit); }
    void onTimeMark(const ts::TimeMark& mark) override { m_path.onTimeMark(mark); }
    void onPtsMark(const ts::PtsMark& mark) override { m_path.onPtsMark(mark); }
    void onSplice(const ts::SpliceEvent& event) override { m_path.onSplice(event); }

    void run(base::Nanoseconds length) {
        const auto until = m_now + length;
        for (; m_now < until; m_now += 40ms, ++m_frame) {
            Buffer out;
            if (m_frame % 5 == 0) {
                tswriter::append(out, m_writer.section(0, tswriter::patSection({{1, 0x100}})));
                tswriter::append(out, m_writer.section(0x100, pmt()));
            }
            const auto clock = static_cast<std::uint64_t>(m_now.count()) * 9 / 100'000;
            tswriter::append(out, m_writer.packet(videoPid, {}, {.pcr = clock * 300}));
            tswriter::append(out, m_writer.unit(videoPid, tswriter::pesPacket(0xe0, clock + 45'000,
                                                                              picture(), false)));
            if (hasTeletext) {
                Buffer data{0x10, 0x02, 0x2c};
                data.resize(48, 0x15);
                tswriter::append(
                    out, m_writer.unit(teletextPid, tswriter::pesPacket(0xbd, clock, data)));
            }
            feed(out);
            m_path.advance(at(m_now));
            if (m_frame % 25 == 24) {
                const auto services = m_analyzer.services();
                m_path.setService(services.empty() ? nullptr : &services.front());
                m_path.endSecond(at(m_now), m_analyzer.pids(), 1.0, true, 0ns);
            }
        }
    }
    void splice(base::Nanoseconds ahead) {
        const auto pts = static_cast<std::uint64_t>((m_now + ahead).count()) * 9 / 100'000;
        Buffer section{0xfc, 0x30, 22, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xf0, 5, 0x06, 0xfe};
        tswriter::put32(section, static_cast<std::uint32_t>(pts));
        tswriter::put16(section, 0);
        tswriter::put32(section, tswriter::crc32Mpeg2(section));
        feed(m_writer.section(splicePid, section));
    }
    void cutClock() { m_path.onRestart(); }
    [[nodiscard]] probe::PathFacts facts() { return m_path.takeFacts(at(m_now)); }

    bool hasTeletext = true;
    std::size_t interBytes = 900;

private:
    static probe::ServiceConfig config() {
        probe::ServiceConfig config;
        config.pathId = "p";
        config.serviceId = 1;
        config.policy = model::DecodePolicy::Off;
        return config;
    }
    static Buffer pmt() {
        return tswriter::pmtSection(
            1, videoPid,
            {{0x1b, videoPid, {}},
             {0x06, teletextPid, tswriter::descriptor(0x56, {'d', 'e', 'u', 9, 0})},
             {0x06, subtitlePid, tswriter::descriptor(0x59, {'d', 'e', 'u', 16, 0, 1, 0, 1})},
             {0x86, splicePid, {}}});
    }
    [[nodiscard]] Buffer picture() const {
        using namespace eswriter;
        H264Slice slice;
        slice.isIdr = m_frame % 10 == 0;
        slice.type = slice.isIdr ? 7 : 5;
        slice.bytes = slice.isIdr ? 6000 : interBytes;
        slice.qpDelta = 4;
        slice.frameNumber = static_cast<unsigned>(m_frame) % 16;
        return slice.isIdr ? join({h264Delimiter(), h264Sps(), h264Pps(), h264Slice(slice)})
                           : join({h264Delimiter(), h264Slice(slice)});
    }
    void feed(const Buffer& bytes) { m_analyzer.feed(std::as_bytes(std::span(bytes)), at(m_now)); }

    probe::PathWorker m_path;
    tswriter::Writer m_writer;
    ts::Analyzer m_analyzer;
    base::Nanoseconds m_now{0};
    int m_frame = 0;
};

} // namespace

class TestUndecoded : public QObject {
    Q_OBJECT
    std::unique_ptr<media::ContentPool> m_pool;
private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
        m_pool = media::makeContentPool(1);
    }

    void structureAndText() {
        Setup setup(*m_pool);
        auto facts = setup.facts();
        QCOMPARE(facts.structure.codec, es::Codec::Unknown);
        QCOMPARE(facts.teletext, es::Presence::Unknown);
        setup.run(4s);
        facts = setup.facts();
        QVERIFY(facts.policy == model::DecodePolicy::Off);
        QCOMPARE(facts.structure.codec, es::Codec::H264);
        QCOMPARE(*facts.structure.gopLength, 10);
        QCOMPARE(*facts.structure.gopSeconds, 0.4);
        QCOMPARE(*facts.structure.qp, 30.0);
        QCOMPARE(*facts.structure.width, 720);
        QCOMPARE(facts.structure.freezeHint, es::Presence::Clear);
        QCOMPARE(facts.teletext, es::Presence::Present);
        QCOMPARE(facts.subtitles, es::Presence::Unknown);
        setup.interBytes = 20;
        setup.hasTeletext = false;
        setup.run(12s);
        facts = setup.facts();
        QCOMPARE(facts.structure.freezeHint, es::Presence::Present);
        QCOMPARE(facts.teletext, es::Presence::Clear);
        QCOMPARE(facts.subtitles, es::Presence::Clear);
    }

    void marksAndSplices() {
        Setup setup(*m_pool);
        setup.run(2400ms);
        const auto mark = setup.facts().ptsMark;
        QVERIFY(mark && mark->payloadHash != 0);
        QVERIFY(!setup.facts().ptsMark); // told once
        setup.splice(3s);
        auto countdown = setup.facts().spliceCountdownS;
        QVERIFY(countdown && std::abs(*countdown - 3) < 0.05);
        setup.run(1s);
        countdown = setup.facts().spliceCountdownS;
        QVERIFY(countdown && std::abs(*countdown - 2) < 0.05);
        setup.run(2500ms);
        QCOMPARE(*setup.facts().spliceCountdownS, 0.0);
        setup.run(1s);
        QVERIFY(!setup.facts().spliceCountdownS);
        setup.splice(30s);
        QVERIFY(setup.facts().spliceCountdownS);
        setup.cutClock();
        QVERIFY(!setup.facts().spliceCountdownS);
        QCOMPARE(setup.facts().structure.codec, es::Codec::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestUndecoded)
#include "tst_undecoded.moc"
