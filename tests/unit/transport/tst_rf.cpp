// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <fmt/format.h>
#include <sys/socket.h>

#include "core/transport/address.h"
#include "core/transport/rffigures.h"

using namespace vigie::transport;

namespace {

constexpr int patienceMs = 20'000;

void sendTo(std::uint16_t port, const std::string& text) {
    const auto target = SocketAddress::numeric("127.0.0.1", port).value();
    const Descriptor fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ::sendto(fd.get(), text.data(), text.size(), 0, target.raw(), target.length);
}

} // namespace

class TestRf : public QObject {
    Q_OBJECT

private slots:
    void readsWhatIsGiven() {
        const auto figures = parseRfFigures(
            R"({"lock":true,"level_dbm":-41.2,"cn_db":12.1,"esn0_db":12.4,"mer_db":12.0,)"
            R"("modcod":18,"vendor":"any"})");
        QVERIFY(figures);
        QCOMPARE(figures->isLocked, std::optional(true));
        QCOMPARE(*figures->levelDbm, -41.2);
        QCOMPARE(*figures->cnDb, 12.1);
        QCOMPARE(*figures->esN0Db, 12.4);
        QCOMPARE(*figures->merDb, 12.0);
        QCOMPARE(*figures->modcod, 18);
        QCOMPARE(*figures->thresholdDb, 8.97);
        QCOMPARE(*figures->marginDb, 12.4 - 8.97);
    }
    void absentStaysAbsent() {
        const auto figures = parseRfFigures(R"({"lock":false,"esn0_db":null,"modcod":4})");
        QVERIFY(figures);
        QCOMPARE(figures->isLocked, std::optional(false));
        QVERIFY(!figures->levelDbm && !figures->esN0Db && !figures->marginDb);
        QCOMPARE(*figures->thresholdDb, 1.0);
        const auto nothing = parseRfFigures("{}");
        QVERIFY(nothing);
        QVERIFY(!nothing->isLocked && !nothing->modcod && !nothing->thresholdDb);
    }
    void whatIsGivenIsNotDerived() {
        const auto figures =
            parseRfFigures(R"({"esn0_db":10,"modcod":4,"threshold_db":1.8,"margin_db":7.5})");
        QVERIFY(figures);
        QCOMPARE(*figures->thresholdDb, 1.8);
        QCOMPARE(*figures->marginDb, 7.5);
        const auto margin = parseRfFigures(R"({"esn0_db":10,"threshold_db":1.8})");
        QCOMPARE(*margin->marginDb, 8.2);
    }
    void errorRatiosAndNames() {
        const auto figures = parseRfFigures(
            R"({"esn0_db":9.5,"modcod":"16apsk_2/3","ber_before":1.2e-3,"ber_after":0,"per":1e-7})");
        QVERIFY(figures);
        QCOMPARE(*figures->modcod, 18);
        QCOMPARE(*figures->marginDb, 9.5 - 8.97);
        QCOMPARE(*figures->berBefore, 1.2e-3);
        QCOMPARE(*figures->berAfter, 0.0);
        QCOMPARE(*figures->per, 1e-7);
        for (int i = 1; i <= 28; ++i) {
            QCOMPARE(dvbS2ModcodFromName(dvbS2ModcodName(i)), std::optional(i));
        }
        QCOMPARE(dvbS2ModcodFromName("8psk-9/10"), std::optional(17));
        for (const char* none : {"", "8PSK", "8PSK 1/2", "64APSK 4/5", "13"}) {
            QVERIFY2(!dvbS2ModcodFromName(none), none);
        }
    }
    void malformedIsRefused_data() {
        QTest::addColumn<QByteArray>("json");
        for (const char* json :
             {"", "[]", "nonsense", "{\"lock\":1}", "{\"cn_db\":\"12\"}", "{\"modcod\":29}",
              "{\"modcod\":0}", "{\"modcod\":4.5}", "{\"modcod\":\"8PSK\"}", "{\"per\":1.1}",
              "{\"ber_before\":-1e-3}", "{\"esn0_db\":1e999}", "{\"lock\":true"}) {
            QTest::newRow(json) << QByteArray(json);
        }
    }
    void malformedIsRefused() {
        QFETCH(QByteArray, json);
        const auto figures = parseRfFigures(json.toStdString());
        QVERIFY(!figures);
        QVERIFY(!figures.error().message.empty());
    }
    void table() {
        QCOMPARE(dvbS2ModcodName(1), std::string_view("QPSK 1/4"));
        QCOMPARE(dvbS2ModcodName(13), std::string_view("8PSK 2/3"));
        QCOMPARE(dvbS2ModcodName(18), std::string_view("16APSK 2/3"));
        QCOMPARE(dvbS2ModcodName(28), std::string_view("32APSK 9/10"));
        QCOMPARE(*dvbS2ThresholdDb(1), -2.35);
        QCOMPARE(*dvbS2ThresholdDb(13), 6.62);
        QCOMPARE(*dvbS2ThresholdDb(28), 16.05);
        for (const int outside : {-1, 0, 29}) {
            QVERIFY(!dvbS2ThresholdDb(outside));
            QVERIFY(dvbS2ModcodName(outside).empty());
        }
        for (int i = 1; i <= 28; ++i) {
            QVERIFY(!dvbS2ModcodName(i).empty() && dvbS2ThresholdDb(i));
        }
    }
    void listens() {
        const auto made = RfListener::create("rf", "udp://127.0.0.1:0");
        QVERIFY(made);
        const auto& listener = *made;
        QVERIFY(listener->boundPort() != 0);
        QVERIFY(!listener->newest());
        sendTo(listener->boundPort(), "nonsense");
        QTRY_COMPARE_WITH_TIMEOUT(listener->malformed(), 1U, patienceMs);
        QVERIFY(!listener->newest());
        sendTo(listener->boundPort(), R"({"esn0_db":9.0,"modcod":13})");
        QTRY_VERIFY_WITH_TIMEOUT(listener->newest().has_value(), patienceMs);
        QCOMPARE(*listener->newest()->esN0Db, 9.0);
        // Old figures are no figures.
        QTRY_VERIFY_WITH_TIMEOUT(!listener->newest().has_value(), patienceMs);
    }
    void saysWhyItCannotListen() {
        const auto first = RfListener::create("rf", "udp://127.0.0.1:0");
        const auto second =
            RfListener::create("rf", fmt::format("udp://127.0.0.1:{}", (*first)->boundPort()));
        QVERIFY(!second);
        QVERIFY(second.error().message.find("is already in use") != std::string::npos);
        QVERIFY(!RfListener::create("rf", "srt://127.0.0.1:4000"));
        QVERIFY(!RfListener::create("rf", "rtp://127.0.0.1:4000"));
    }
};

QTEST_GUILESS_MAIN(TestRf)
#include "tst_rf.moc"
