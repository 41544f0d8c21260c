// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <mutex>
#include <vector>

#include "core/probe/dvbreceiver.h"
#include "core/probe/receivers.h"

using namespace vigie;

namespace {

class StateSink final : public transport::ReceiverSink {
public:
    void onBytes(std::span<const std::byte>, base::Timestamp) override {}
    void onGap(std::uint64_t, base::Timestamp) override {}
    void onRestart(base::Timestamp) override {}
    void onState(transport::LinkState state, const std::string& reason, base::Timestamp) override {
        const std::lock_guard lock(m_mutex);
        m_states.emplace_back(state, reason);
    }
    [[nodiscard]] std::string failure() const {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_states.begin(), m_states.end(), [](const auto& told) {
            return told.first == transport::LinkState::Failed;
        });
        return found == m_states.end() ? std::string() : found->second;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::pair<transport::LinkState, std::string>> m_states; // guarded by m_mutex
};

} // namespace

class TestDvbReceiver : public QObject {
    Q_OBJECT

private slots:
    void uris() {
        const auto spec = probe::parseDvbUri("dvb://2/1?frequency=12548000&delsys=dvb-s2&"
                                             "symbol-rate=27500&polarity=V&modulation=8psk&fec=2/3&"
                                             "stream-id=0&snr-step=0.1");
        QVERIFY2(spec.has_value(), spec ? "" : spec.error().message.c_str());
        QCOMPARE(spec->tuning.adapter, 2);
        QCOMPARE(spec->tuning.frontend, 1);
        QCOMPARE(*spec->snrStepDb, 0.1);
        const auto has = [&](const char* name, const char* value) {
            const auto& all = spec->tuning.properties;
            return std::find(all.begin(), all.end(),
                             std::pair<std::string, std::string>(name, value)) != all.end();
        };
        QVERIFY(has("frequency", "12548000") && has("code-rate-hp", "2/3") &&
                has("modulation", "8psk"));
        QVERIFY(probe::parseDvbUri("dvb://0/0?frequency=514000000&delsys=dvb-t2"));
    }
    void faults() {
        for (const auto& [uri, expected] :
             {std::pair("dvb://17/0?frequency=1&delsys=dvb-t", "a tuner is written"),
              std::pair("dvb://0/0:5?frequency=1&delsys=dvb-t", "a tuner is written"),
              std::pair("dvb://0/0?delsys=dvb-t", "frequency is missing"),
              std::pair("dvb://0/0?frequency=514e6&delsys=dvb-t",
                        "frequency=514e6 must be a whole number"),
              std::pair("dvb://0/0?frequency=1&delsys=dvb-t&fec=7/9", "fec=7/9 must be one of"),
              std::pair("dvb://0/0?frequency=1&delsys=dvb-t&snr-step=0", "snr-step=0 must be"),
              std::pair("dvb://0/0?frequency=1&delsys=dvb-s&symbol-rate=27500",
                        "polarity is missing")}) {
            const auto spec = probe::parseDvbUri(uri);
            QVERIFY2(!spec, uri);
            QVERIFY2(spec.error().message.find(expected) != std::string::npos,
                     spec.error().message.c_str());
        }
        probe::InputConfig config;
        config.uri = "dvb://0/0?frequency=1&delsys=dvb-t";
        config.passphrase = "a long secret";
        QVERIFY(!probe::makeReceiver(config));
    }
    void oldFiguresHaveNoUnitUnlessItIsNamed() {
        media::DvbSignal signal{.isLocked = true, .signal = 40'000, .snr = 118, .ber = 7};
        const auto without = probe::rfFiguresFrom(signal, {});
        QCOMPARE(without.isLocked, std::optional(true));
        QVERIFY(!without.cnDb && !without.levelDbm && !without.berBefore && !without.berAfter);
        QCOMPARE(*probe::rfFiguresFrom(signal, 0.1).cnDb, 11.8);
        signal.isLocked = false;
        QVERIFY(!probe::rfFiguresFrom(signal, 0.1).cnDb);
    }
    void withoutHardwareItFailsInWordsAndTriesAgain() {
        probe::InputConfig config;
        config.id = "tuner";
        config.uri = "dvb://15/3?frequency=514000000&delsys=dvb-t";
        const auto receiver = probe::makeReceiver(config);
        QVERIFY(receiver);
        StateSink sink;
        (*receiver)->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(!sink.failure().empty(), 20'000);
        QVERIFY2(sink.failure().find("/dev/dvb/adapter15/frontend3") != std::string::npos,
                 sink.failure().c_str());
        const auto* rf = dynamic_cast<const transport::RfSource*>(receiver->get());
        QVERIFY(rf != nullptr && !rf->newest() && !rf->listenPort());
        (*receiver)->stop();
    }
};

QTEST_GUILESS_MAIN(TestDvbReceiver)
#include "tst_dvbreceiver.moc"
