// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QProcess>
#include <QTemporaryDir>

#include <filesystem>

#include <fmt/format.h>

#include "core/rpc/grpcsource.h"
#include "core/rpc/nodequery.h"
#include "core/rpc/server.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "tests/unit/rpc/recordingsink.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;
using fleet::Contact;

namespace {
constexpr int patienceMs = 20'000;
constexpr auto patience = 20s;
} // namespace

/// TLS with certificates made by the openssl tool: an authority, a node "node.example", a desk.
class TlsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void rightNameIsServed();
    void wrongNameIsRefused();
    void unknownAuthorityIsRefused();
    void clientWithoutCertificateIsRefused();
    void clientWithCertificateIsServed();
    void listensBeyondLoopbackWithTls();
    void unreadableFilesAreNamed();
    void sourceSaysWhichFile();

private:
    [[nodiscard]] std::filesystem::path file(const char* name) const {
        return m_folder.filePath(name).toStdString();
    }
    bool openssl(const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start("openssl", arguments);
        const bool isDone = process.waitForFinished(60'000) && process.exitCode() == 0;
        if (!isDone) {
            qWarning("%s", process.readAllStandardError().constData());
        }
        return isDone;
    }
    bool makeAuthority(const QString& name) {
        return openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                        "-nodes", "-days", "2", "-subj", "/CN=" + name, "-keyout", name + ".key",
                        "-out", name + ".pem"});
    }
    bool makeCertificate(const QString& name, const QString& subject) {
        return openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=" + subject, "-addext", "subjectAltName=DNS:" + subject,
                        "-keyout", name + ".key", "-out", name + ".csr"}) &&
               openssl({"x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key",
                        "-CAcreateserial", "-days", "2", "-copy_extensions", "copy", "-out",
                        name + ".pem"});
    }
    [[nodiscard]] ServerOptions serverOptions(bool wantsClientCertificates) const {
        return {.listen = "127.0.0.1:0",
                .certificate = file("node.pem"),
                .privateKey = file("node.key"),
                .clientRoots = wantsClientCertificates ? file("ca.pem") : std::filesystem::path()};
    }
    [[nodiscard]] Endpoint endpointOf(const Server& server, std::string name, const char* roots,
                                      bool hasCertificate = false) const {
        TlsOptions tls{file(roots), {}, {}, std::move(name)};
        if (hasCertificate) {
            tls.certificate = file("desk.pem");
            tls.privateKey = file("desk.key");
        }
        return {fmt::format("127.0.0.1:{}", server.port()), tls};
    }

    QTemporaryDir m_folder;
    FakeProvider m_provider;
};

void TlsTest::initTestCase() {
    QVERIFY(m_folder.isValid());
    QVERIFY(makeAuthority("ca"));
    QVERIFY(makeAuthority("other"));
    QVERIFY(makeCertificate("node", "node.example"));
    QVERIFY(makeCertificate("desk", "desk.example"));
}

void TlsTest::rightNameIsServed() {
    const auto server = Server::start(m_provider, serverOptions(false));
    QVERIFY2(server, server ? "" : server.error().message.c_str());
    const auto endpoint = endpointOf(**server, "node.example", "ca.pem");
    const auto answer = describeNode(endpoint, patience);
    QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    RecordingSink sink;
    GrpcSourceOptions options;
    options.endpoints = {endpoint};
    options.staleAfter = 30s;
    const auto source = makeGrpcSource(options);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(!sink.all<model::NodeDescriptionPtr>().empty(), patienceMs);
    m_provider.tick(1);
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Connected), patienceMs);
}

void TlsTest::wrongNameIsRefused() {
    const auto server = Server::start(m_provider, serverOptions(false));
    QVERIFY(server);
    const auto answer = describeNode(endpointOf(**server, "other.example", "ca.pem"), patience);
    QVERIFY(!answer);
    QVERIFY2(answer.error().message.find("another name") != std::string::npos,
             answer.error().message.c_str());
    // Without an override the address itself is the name, and this certificate is not for it.
    QVERIFY(!describeNode(endpointOf(**server, "", "ca.pem"), patience));
}

void TlsTest::unknownAuthorityIsRefused() {
    const auto server = Server::start(m_provider, serverOptions(false));
    QVERIFY(server);
    const auto answer = describeNode(endpointOf(**server, "node.example", "other.pem"), patience);
    QVERIFY(!answer);
    QVERIFY2(answer.error().message.find("not trusted") != std::string::npos,
             answer.error().message.c_str());
}

void TlsTest::clientWithoutCertificateIsRefused() {
    const auto server = Server::start(m_provider, serverOptions(true));
    QVERIFY(server);
    QVERIFY(!describeNode(endpointOf(**server, "node.example", "ca.pem"), patience));
}

void TlsTest::clientWithCertificateIsServed() {
    const auto server = Server::start(m_provider, serverOptions(true));
    QVERIFY(server);
    const auto endpoint = endpointOf(**server, "node.example", "ca.pem", true);
    const auto answer = describeNode(endpoint, patience);
    QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
    const auto health = checkHealth(endpoint, patience);
    QVERIFY(health);
    QCOMPARE(health->status, std::string("SERVING"));
}

void TlsTest::listensBeyondLoopbackWithTls() {
    auto options = serverOptions(false);
    options.listen = "0.0.0.0:0";
    const auto server = Server::start(m_provider, options);
    QVERIFY2(server, server ? "" : server.error().message.c_str());
}

void TlsTest::unreadableFilesAreNamed() {
    auto options = serverOptions(false);
    options.certificate = file("missing.pem");
    auto server = Server::start(m_provider, options);
    QVERIFY(!server);
    QVERIFY(server.error().message.find("missing.pem: No such file") != std::string::npos);
    options = serverOptions(false);
    options.privateKey = file("node.csr").replace_extension("txt");
    QFile text(QString::fromStdString(options.privateKey.string()));
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("hello") == 5);
    text.close();
    server = Server::start(m_provider, options);
    QVERIFY(!server);
    QVERIFY(server.error().message.find("is not a PEM file") != std::string::npos);
    options.privateKey.clear();
    QVERIFY(!Server::start(m_provider, options));
    QVERIFY(!Server::start(m_provider, {.clientRoots = file("ca.pem")}));
    // A key that does not belong to the certificate.
    options = serverOptions(false);
    options.privateKey = file("desk.key");
    QVERIFY(!Server::start(m_provider, options));
}

void TlsTest::sourceSaysWhichFile() {
    RecordingSink sink;
    GrpcSourceOptions options;
    options.endpoints = {{"127.0.0.1:1", TlsOptions{file("missing.pem"), {}, {}, {}}}};
    const auto source = makeGrpcSource(options);
    source->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(Contact::Refused), patienceMs);
    QVERIFY(sink.contact().reason.find("missing.pem") != std::string::npos);
}

QTEST_GUILESS_MAIN(TlsTest)
#include "tst_tls.moc"
