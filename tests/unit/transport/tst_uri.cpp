// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/transport/receiver.h"
#include "core/transport/sender.h"
#include "core/transport/spec.h"
#include "core/transport/uri.h"

using namespace vigie::transport;

class TestUri : public QObject {
    Q_OBJECT

private slots:
    void parts() {
        const auto uri = parseUri("SRT://[2001:db8::1]:4000/a%20b?x=1&streamid=#!::r=f%2C1&y");
        QVERIFY(uri);
        QCOMPARE(uri->scheme, std::string("srt"));
        QCOMPARE(uri->host, std::string("2001:db8::1"));
        QCOMPARE(*uri->port, 4000);
        QCOMPARE(uri->path, std::string("/a b"));
        QCOMPARE(*uri->option("streamid"), std::string("#!::r=f,1"));
        QCOMPARE(*uri->option("y"), std::string());
        QVERIFY(uri->option("z") == nullptr);
    }
    void srt() {
        const auto parsed = parseReceiveSpec(
            "srt://host.example:4001?mode=caller&latency=200&pbkeylen=32&adapter=127.0.0.1",
            "0123456789");
        QVERIFY(parsed);
        const auto& spec = std::get<SrtSpec>(*parsed);
        QVERIFY(!spec.isListener);
        QCOMPARE(spec.host, std::string("host.example"));
        QCOMPARE(*spec.latencyMs, 200);
        QCOMPARE(*spec.keyLength, 32);
        QCOMPARE(spec.adapter, std::string("127.0.0.1"));
        QCOMPARE(spec.passphrase, std::string("0123456789"));
        QVERIFY(std::get<SrtSpec>(parseReceiveSpec("srt://:4001", {}).value()).isListener);
        QVERIFY(!std::get<SrtSpec>(parseReceiveSpec("srt://h:4001", {}).value()).isListener);
        QCOMPARE(
            std::get<SrtSpec>(parseReceiveSpec("srt://h:4001?passphrase=abcdefghij", {}).value())
                .passphrase,
            std::string("abcdefghij"));
    }
    void otherKinds() {
        const auto udp = std::get<UdpSpec>(
            parseReceiveSpec("rtp://239.1.1.1:5004?iface=eth1&source=10.0.0.1", {}).value());
        QVERIFY(udp.isRtp);
        QCOMPARE(udp.interface, std::string("eth1"));
        QCOMPARE(udp.source, std::string("10.0.0.1"));
        const auto hls = std::get<HlsSpec>(
            parseReceiveSpec("hls+https://u:p@h/x?a=1&loop=true&b=2", {}).value());
        QCOMPARE(hls.url, std::string("https://u:p@h/x?a=1&b=2"));
        QVERIFY(hls.isLooped);
        QCOMPARE(std::get<HlsSpec>(parseReceiveSpec("http://h:8080/x.m3u8", {}).value()).url,
                 std::string("http://h:8080/x.m3u8"));
        const auto file =
            std::get<FileSpec>(parseReceiveSpec("file:///a%20b.ts?loop=false", {}).value());
        QCOMPARE(file.path, std::string("/a b.ts"));
        QVERIFY(!file.isLooped);
        const auto plain = std::get<FileSpec>(parseReceiveSpec("clips/100%25.ts", {}).value());
        QCOMPARE(plain.path, std::string("clips/100%25.ts"));
        QVERIFY(plain.isLooped);
    }
    void whatIsWrongIsNamed_data() {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("passphrase");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* uri, const char* words, const char* passphrase = "") {
            QTest::newRow(uri) << QString(uri) << QString(passphrase) << QString(words);
        };
        row("", "no URI and no file name");
        row("rtmp://h:1", "unknown scheme \"rtmp\": did you mean \"rtp\"?");
        row("gopher://h:1", "unknown scheme \"gopher\": known are srt, rtp, udp");
        row("srt://h:4000?latncy=1",
            "unknown option \"latncy\" for srt: did you mean \"latency\"?");
        row("udp://h:4000?zzzzzz=1", "unknown option \"zzzzzz\" for udp: known are iface, source");
        row("srt://h", "the port is missing");
        row("udp://h", "the port is missing");
        row("srt://h:70000", "port 70000 is out of range: 0 to 65535");
        row("srt://h:99999999999999999999", "is out of range");
        row("udp://h:12x", "\"12x\" is not a port");
        row("srt://h:0", "a caller needs a port from 1 to 65535");
        row("srt://:4000?mode=caller", "a caller needs a host");
        row("srt://h:4000?mode=rendezvous", "mode=rendezvous must be caller or listener");
        row("srt://h:4000?latency=fast", "latency=fast must be a whole number from 0 to 60000");
        row("srt://h:4000?latency=-1", "latency=-1 must be");
        row("srt://h:4000?pbkeylen=20", "pbkeylen=20 must be 16, 24 or 32");
        row("srt://h:4000?adapter=eth0", "adapter=eth0 must be an IP address");
        row("srt://:4000?streamid=x", "streamid is for callers only");
        row("srt://h:4000", "the passphrase has 5 characters, it must have 10 to 79", "short");
        row("srt://h:4000?passphrase=", "the passphrase has 0 characters");
        row("srt://h:4000?passphrase=abcdefghij", "given twice", "0123456789");
        row("udp://h:4000", "a passphrase is for srt only", "0123456789");
        row("udp://h:4000?source=name", "source=name must be an IP address");
        row("udp://h:4000?iface=", "iface= must name an interface");
        row("udp://::1:4000", "an IPv6 address is written in brackets");
        row("udp://[::1:4000", "closing bracket");
        row("http://h/x.ts", "must be a playlist");
        row("hls+http://h/x?loop=maybe", "loop=maybe must be true or false");
        row("hls+http:///x", "the host is missing");
        row("file://host/x.ts", "a file is written file:///path");
        row("file://", "the path is missing");
        row("file:///x.ts?speed=2", "unknown option \"speed\" for file");
    }
    void whatIsWrongIsNamed() {
        QFETCH(QString, uri);
        QFETCH(QString, passphrase);
        QFETCH(QString, words);
        const auto made = Receiver::create("test", {uri.toStdString(), passphrase.toStdString()});
        QVERIFY(!made);
        const auto message = QString::fromStdString(made.error().message);
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY(passphrase.isEmpty() || !message.contains(passphrase));
        QVERIFY(!message.contains("abcdefghij"));
    }
    void sendersAreChecked() {
        for (const char* uri : {"http://h/x.m3u8", "/a/file.ts", "udp://:5000", "udp://h:0",
                                "srt://h:4000?foo=1", "udp://127.0.0.1:5000?ttl=0",
                                "udp://239.1.1.1:5000?iface=nosuch0", "udp://h.invalid:5000"}) {
            const auto made = makeSender(uri);
            QVERIFY2(!made && !made.error().message.empty(), uri);
        }
    }
    void credentialsAreRemoved() {
        const std::pair<const char*, const char*> cases[] = {
            {"srt://h:1?passphrase=secret&latency=5", "srt://h:1?latency=5"},
            {"srt://h:1?latency=5&passphrase=secret", "srt://h:1?latency=5"},
            {"srt://h:1?passphrase=secret", "srt://h:1"},
            {"srt://h:1?p%61ssphrase=secret", "srt://h:1"},
            {"https://user:secret@h/x?a=b@c", "https://h/x?a=b@c"},
            {"https://user:se@cret@h/x", "https://h/x"},
            {"https://h/x@y", "https://h/x@y"},
            {"udp://@239.1.1.1:5000", "udp://239.1.1.1:5000"},
            {"/a/b.ts", "/a/b.ts"},
            {"", ""},
            {"srt://h:1?", "srt://h:1"},
        };
        for (const auto& [uri, expected] : cases) {
            QCOMPARE(withoutCredentials(uri), std::string(expected));
        }
    }
    void nearest() {
        QCOMPARE(nearestOf("latancy", {"latency", "mode"}), std::string_view("latency"));
        QCOMPARE(nearestOf("xyz", {"latency", "mode"}), std::string_view());
        QCOMPARE(nearestOf("", {"a"}), std::string_view());
    }
};

QTEST_GUILESS_MAIN(TestUri)
#include "tst_uri.moc"
