// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTest>

#include "core/outward/syslog.h"
#include "tests/support/webserver.h"
#include "tests/unit/outward/samples.h"

using namespace vigie;
using namespace vigie::outward;
using vigie::testing::notice;
using vigie::testing::quickPace;
using What = Notice::What;

namespace {

class Socket {
public:
    explicit Socket(int fd) : m_fd(fd) {}
    ~Socket() { ::close(m_fd); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    /// Readable within 20 s.
    [[nodiscard]] bool isReady() const {
        pollfd item{.fd = m_fd, .events = POLLIN, .revents = 0};
        return ::poll(&item, 1, 20000) > 0;
    }
    [[nodiscard]] QByteArray read() const {
        QByteArray buffer(65536, 0);
        const auto got =
            isReady() ? ::recv(m_fd, buffer.data(), static_cast<std::size_t>(buffer.size()), 0) : 0;
        buffer.resize(std::max<qsizetype>(0, got));
        return buffer;
    }

private:
    const int m_fd;
};

Target syslog(const std::string& scheme, std::uint16_t port) {
    Target target;
    target.name = "logs";
    target.kind = TargetKind::Syslog;
    target.address = scheme + "://127.0.0.1:" + std::to_string(port);
    return target;
}

std::unique_ptr<Outward> started(const Target& target) {
    auto outward = Outward::start({.targets = {target}, .file = {}, .pace = quickPace()});
    if (!outward) {
        qFatal("%s", outward.error().message.c_str());
    }
    return std::move(*outward);
}

/// The messages of a stream with octet counting, as far as they are whole.
QList<QByteArray> framesOf(const QByteArray& stream) {
    QList<QByteArray> frames;
    qsizetype at = 0;
    for (qsizetype space = stream.indexOf(' '); space > 0; space = stream.indexOf(' ', at)) {
        const auto length = stream.mid(at, space - at).toLongLong();
        if (length <= 0 || space + 1 + length > stream.size()) {
            break;
        }
        frames << stream.mid(space + 1, length);
        at = space + 1 + length;
    }
    return frames;
}

} // namespace

/// RFC 5424 by the letter, and both transports.
class TestSyslog : public QObject {
    Q_OBJECT
private slots:
    void theMessageIsRfc5424() {
        Notice one = notice("incident-12");
        one.summary = "quote \" and ] stay\nline";
        one.operatorName = "A\"n\\a]";
        const QString text = QString::fromStdString(syslogOf(one, "abc-1", "desk one", 42));
        const QRegularExpression form(
            "^<(\\d+)>1 (\\S+) (\\S+) vigie 42 opened (\\[vigie@32473(?: \\w+=\"(?:[^\"\\\\\\]]|"
            "\\\\[\"\\\\\\]])*\")+\\]) \uFEFF(.*)$");
        const auto match = form.match(text);
        QVERIFY2(match.hasMatch(), qPrintable(text));
        QCOMPARE(match.captured(1).toInt(), 16 * 8 + 3);
        QCOMPARE(match.captured(2), QString::fromStdString(base::toIso8601(one.at)));
        QCOMPARE(match.captured(3), QString("deskone"));
        const QString data = match.captured(4);
        for (const char* expected :
             {" id=\"abc-1\"", " key=\"incident-12\"", " severity=\"major\"", " value=\"0.4\"",
              " subject=\"is20-t7\"", " operator=\"A\\\"n\\\\a\\]\""}) {
            QVERIFY2(data.contains(expected), qPrintable(data));
        }
        QVERIFY(!data.contains("feed="));
        QCOMPARE(match.captured(5), QString("quote \" and ] stay line"));
    }

    void severities() {
        const auto priority = [](alarm::Severity severity, What what) {
            const std::string text = syslogOf(notice("a", what, severity), "1", "h", 1);
            return std::stoi(text.substr(1)) - 128;
        };
        QCOMPARE(priority(alarm::Severity::Critical, What::Opened), 2);
        QCOMPARE(priority(alarm::Severity::Minor, What::Changed), 4);
        QCOMPARE(priority(alarm::Severity::Warning, What::Opened), 5);
        QCOMPARE(priority(alarm::Severity::Critical, What::Ended), 6);
    }

    void byDatagram() {
        std::uint16_t port = 0;
        const Socket receiver(testing::loopbackSocket(SOCK_DGRAM, port));
        const auto outward = started(syslog("udp", port));
        outward->post(notice("incident-1"));
        outward->post(notice("incident-1", What::Ended));
        QVERIFY(receiver.read().contains(" opened [vigie@32473 "));
        QVERIFY(receiver.read().contains(" ended [vigie@32473 "));
        QTRY_COMPARE(outward->status().front().delivered, 2U);
    }

    void byStreamWhichBreaks() {
        std::uint16_t port = testing::freePort(SOCK_STREAM);
        const auto outward = started(syslog("tcp", port));
        outward->post(notice("incident-1"));
        outward->post(notice("incident-2"));
        QTRY_VERIFY(!outward->status().front().trouble.empty());
        QTRY_COMPARE(outward->status().front().waiting, 2U);
        const Socket listener(testing::loopbackSocket(SOCK_STREAM, port));
        QVERIFY(listener.isReady());
        QByteArray stream;
        {
            const Socket receiver(::accept(listener.get(), nullptr, nullptr));
            while (framesOf(stream).size() < 2) {
                const QByteArray more = receiver.read();
                QVERIFY(!more.isEmpty());
                stream += more;
            }
            QVERIFY(framesOf(stream).at(0).contains("incident-1"));
            QVERIFY(framesOf(stream).at(1).contains("incident-2"));
            QTRY_COMPARE(outward->status().front().delivered, 2U);
        }
        // The collector closed its end: the next goes over a new connection.
        outward->post(notice("incident-3"));
        QVERIFY(listener.isReady());
        const Socket receiver(::accept(listener.get(), nullptr, nullptr));
        stream.clear();
        while (framesOf(stream).isEmpty()) {
            const QByteArray more = receiver.read();
            QVERIFY(!more.isEmpty());
            stream += more;
        }
        QVERIFY(framesOf(stream).at(0).contains("incident-3"));
    }
};

QTEST_GUILESS_MAIN(TestSyslog)
#include "tst_syslog.moc"
