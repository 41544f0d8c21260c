// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/snmp.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include <fmt/format.h>
#include <net-snmp/net-snmp-config.h>
// The library's configuration comes first.
#include <net-snmp/net-snmp-includes.h>

#include <net-snmp/library/large_fd_set.h>
#include <net-snmp/library/lcd_time.h>
#include <poll.h>

#include "core/outward/endpoint.h"
#include "core/outward/snmpvariables.h"

namespace vigie::outward {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto discoveryTimeout = 1000ms;
constexpr auto answerTimeout = 3000ms;
/// RFC 3414, 11.2.
constexpr std::size_t leastKey = 8;

constexpr std::array<oid, 9> sysUpTime{1, 3, 6, 1, 2, 1, 1, 3, 0};
constexpr std::array<oid, 11> snmpTrapOid{1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0};

std::mutex& libraryMutex() {
    static std::mutex mutex;
    return mutex;
}

/// Under the mutex.
void useLibrary() {
    static const bool isReady = [] {
        // Nothing of this host's SNMP set-up is ours to read or to write.
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_READ_CONFIGS, 1);
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_PERSIST_STATE, 1);
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_PERSISTENT_LOAD, 1);
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_PERSISTENT_SAVE, 1);
        netsnmp_set_mib_directory(""); // objects are given by numbers
        // What fails is told in our own words.
        netsnmp_register_loghandler(NETSNMP_LOGHANDLER_NONE, LOG_DEBUG);
        init_snmp("vigie");
        return true;
    }();
    (void)isReady;
}

struct FreePdu {
    void operator()(netsnmp_pdu* pdu) const { snmp_free_pdu(pdu); }
};
using PduPtr = std::unique_ptr<netsnmp_pdu, FreePdu>;

/// Where the answer to the inform under way goes.
struct Pending {
    int requestId = 0;
    bool isDone = false;
    std::string error;
};

std::string reportWords(netsnmp_pdu* pdu) {
    switch (snmpv3_get_report_type(pdu)) {
    case SNMPERR_UNKNOWN_USER_NAME:
        return "the receiver does not know the user";
    case SNMPERR_AUTHENTICATION_FAILURE:
        return "the receiver refuses the authentication key";
    case SNMPERR_UNSUPPORTED_SEC_LEVEL:
        return "the receiver refuses this level of security for the user";
    case SNMPERR_DECRYPTION_ERR:
        return "the receiver cannot decrypt: the privacy key or protocol differs";
    case SNMPERR_UNKNOWN_ENG_ID:
        return "the receiver has another engine than before";
    case SNMPERR_NOT_IN_TIME_WINDOW:
        return "the receiver's clock and ours have come apart";
    default:
        return "the receiver reports a fault of SNMPv3";
    }
}

int onAnswer(int operation, netsnmp_session*, int requestId, netsnmp_pdu* pdu, void* opaque) {
    auto& pending = *static_cast<Pending*>(opaque);
    // A report carries the number of the message, which need not be that of the request.
    const bool isReport = pdu != nullptr && pdu->command == SNMP_MSG_REPORT;
    if (pending.isDone || (requestId != pending.requestId && !isReport)) {
        return 1;
    }
    pending.isDone = true;
    if (isReport) {
        pending.error = reportWords(pdu);
    } else if (operation != NETSNMP_CALLBACK_OP_RECEIVED_MESSAGE || pdu == nullptr) {
        pending.error = "no answer";
    } else if (pdu->errstat != SNMP_ERR_NOERROR) {
        pending.error = fmt::format("the receiver answers with an error: {}",
                                    snmp_errstring(static_cast<int>(pdu->errstat)));
    }
    return 1;
}

/// Writes the key derived from a passphrase into the session; false when the library cannot.
bool makeKey(const netsnmp_session& session, const std::string& passphrase, u_char* key,
             size_t& length) {
    return generate_Ku(session.securityAuthProto, static_cast<u_int>(session.securityAuthProtoLen),
                       reinterpret_cast<const u_char*>(passphrase.data()), passphrase.size(), key,
                       &length) == SNMPERR_SUCCESS;
}

/// Under the mutex. The pointers that it puts into `session` are `snmp`'s or the library's own.
bool secure(netsnmp_session& session, const Target::Snmp& snmp) {
    session.version = SNMP_VERSION_3;
    session.securityName = const_cast<char*>(snmp.user.c_str());
    session.securityNameLen = snmp.user.size();
    session.securityLevel = SNMP_SEC_LEVEL_NOAUTH;
    if (snmp.authProtocol.empty()) {
        return true;
    }
    session.securityLevel = SNMP_SEC_LEVEL_AUTHNOPRIV;
    session.securityAuthProto = sc_get_auth_oid(usm_lookup_auth_type(snmp.authProtocol.c_str()),
                                                &session.securityAuthProtoLen);
    session.securityAuthKeyLen = USM_AUTH_KU_LEN;
    if (!makeKey(session, snmp.authKey, session.securityAuthKey, session.securityAuthKeyLen)) {
        return false;
    }
    if (snmp.privProtocol.empty()) {
        return true;
    }
    session.securityLevel = SNMP_SEC_LEVEL_AUTHPRIV;
    session.securityPrivProto = sc_get_priv_oid(usm_lookup_priv_type(snmp.privProtocol.c_str()),
                                                &session.securityPrivProtoLen);
    session.securityPrivKeyLen = USM_PRIV_KU_LEN;
    return makeKey(session, snmp.privKey, session.securityPrivKey, session.securityPrivKeyLen);
}

class Snmp final : public Sender {
public:
    Snmp(const Target& target, HostPort address, const SenderContext& context)
        : m_target(target), m_address(std::move(address)), m_context(context),
          m_engineId(engineIdFrom(target.snmp.engineId).value_or(std::string())) {
        const auto root = oidFrom(target.snmp.root.empty() ? snmpRoot : target.snmp.root);
        m_root.assign(root->begin(), root->end());
    }
    ~Snmp() override { close(); }

    Outcome send(const Waiting& waiting) override {
        if (m_handle == nullptr) {
            if (Outcome outcome = open(); outcome.kind != Outcome::Kind::Taken) {
                return outcome;
            }
        }
        Outcome outcome = m_target.snmp.isInform ? inform(waiting) : trap(waiting);
        if (outcome.kind != Outcome::Kind::Taken) {
            close();
        }
        return outcome;
    }

private:
    static Outcome failed(std::string why) { return {Outcome::Kind::Failed, std::move(why)}; }

    [[nodiscard]] auto age() const { return steady_clock::now() - m_context.started; }

    Outcome open() {
        const auto endpoint = m_lookup.find(m_address, false, *m_context.wake,
                                            std::min(m_context.patience, answerTimeout));
        if (!endpoint) {
            return failed(endpoint.error().message);
        }
        const auto peer =
            (endpoint->family() == AF_INET6 ? "udp6:" : "udp:") + endpoint->toString();
        const std::lock_guard lock(libraryMutex());
        useLibrary();
        netsnmp_session session{};
        snmp_sess_init(&session);
        session.peername = const_cast<char*>(peer.c_str());
        session.retries = 0;
        session.timeout = static_cast<long>(
            std::chrono::microseconds(std::min(m_context.patience, discoveryTimeout)).count());
        if (m_target.snmp.isV3) {
            if (!secure(session, m_target.snmp)) {
                return failed("the keys cannot be derived from the passphrases");
            }
            if (!m_target.snmp.isInform) {
                // Of a trap we are the authoritative engine (RFC 3414, 1.5.1), of an inform the
                // receiver is, and the library asks for it.
                session.securityEngineID = octets(m_engineId);
                session.securityEngineIDLen = m_engineId.size();
                session.contextEngineID = octets(m_engineId);
                session.contextEngineIDLen = m_engineId.size();
                session.engineBoots = m_context.boots;
                session.engineTime = static_cast<u_int>(
                    1 + std::chrono::duration_cast<std::chrono::seconds>(age()).count());
            }
        } else {
            session.version = SNMP_VERSION_2c;
            session.community = octets(m_target.secret);
            session.community_len = m_target.secret.size();
        }
        m_handle = snmp_sess_open(&session);
        if (m_handle == nullptr) {
            return failed(
                session.s_snmp_errno == SNMPERR_TIMEOUT
                    ? std::string("no answer")
                    : fmt::format("no session: {}", snmp_api_errstring(session.s_snmp_errno)));
        }
        return {};
    }

    /// The library's structures are not const; it copies what it is given.
    static u_char* octets(const std::string& text) {
        return const_cast<u_char*>(reinterpret_cast<const u_char*>(text.data()));
    }

    void close() {
        if (m_handle == nullptr) {
            return;
        }
        const std::lock_guard lock(libraryMutex());
        if (m_target.snmp.isV3 && m_target.snmp.isInform) {
            // A receiver that was set up anew begins its boots anew: what the library remembers of
            // its clock would shut it out for good.
            const auto* session = snmp_sess_session(m_handle);
            if (session != nullptr && session->securityEngineIDLen > 0) {
                free_enginetime(session->securityEngineID, session->securityEngineIDLen);
            }
        }
        snmp_sess_close(std::exchange(m_handle, nullptr));
    }

    /// Under the mutex.
    [[nodiscard]] PduPtr pduOf(int command, const Waiting& waiting) const {
        PduPtr pdu(snmp_pdu_create(command));
        const auto ticks = static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::milliseconds>(age()).count() / 10);
        snmp_pdu_add_variable(pdu.get(), sysUpTime.data(), sysUpTime.size(), ASN_TIMETICKS, &ticks,
                              sizeof ticks);
        std::vector<oid> name = m_root;
        name.push_back(0);
        name.push_back(snmpNotificationOf(waiting.notice.what));
        snmp_pdu_add_variable(pdu.get(), snmpTrapOid.data(), snmpTrapOid.size(), ASN_OBJECT_ID,
                              name.data(), name.size() * sizeof(oid));
        for (const SnmpVariable& variable : snmpVariablesOf(waiting.notice, waiting.id)) {
            name = m_root;
            name.insert(name.end(), {1, variable.object, 0});
            add(*pdu, name, variable);
        }
        return pdu;
    }

    static void add(netsnmp_pdu& pdu, const std::vector<oid>& name, const SnmpVariable& variable) {
        if (const auto* text = std::get_if<std::string>(&variable.value)) {
            snmp_pdu_add_variable(&pdu, name.data(), name.size(), ASN_OCTET_STR, text->data(),
                                  text->size());
        } else if (const auto* integer = std::get_if<std::int32_t>(&variable.value)) {
            const long value = *integer;
            snmp_pdu_add_variable(&pdu, name.data(), name.size(), ASN_INTEGER, &value,
                                  sizeof value);
        } else if (const auto* count = std::get_if<std::uint32_t>(&variable.value)) {
            const long value = *count;
            snmp_pdu_add_variable(&pdu, name.data(), name.size(), ASN_UNSIGNED, &value,
                                  sizeof value);
        }
    }

    Outcome trap(const Waiting& waiting) {
        const std::lock_guard lock(libraryMutex());
        PduPtr pdu = pduOf(SNMP_MSG_TRAP2, waiting);
        if (snmp_sess_send(m_handle, pdu.get()) == 0) {
            return failed("the trap cannot be sent");
        }
        (void)pdu.release(); // the library's from here on
        return {};
    }

    Outcome inform(const Waiting& waiting) {
        Pending pending;
        int fd = -1;
        {
            const std::lock_guard lock(libraryMutex());
            PduPtr pdu = pduOf(SNMP_MSG_INFORM, waiting);
            pending.requestId = static_cast<int>(pdu->reqid);
            if (snmp_sess_async_send(m_handle, pdu.get(), &onAnswer, &pending) == 0) {
                return failed("the inform cannot be sent");
            }
            (void)pdu.release(); // the library's from here on
            fd = snmp_sess_transport(m_handle)->sock;
        }
        const auto end = steady_clock::now() + std::min(m_context.patience, answerTimeout);
        bool isWoken = false;
        while (!pending.isDone && !isWoken) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(end - steady_clock::now());
            if (left.count() <= 0) {
                break;
            }
            std::array<pollfd, 2> items{
                pollfd{.fd = fd, .events = POLLIN, .revents = 0},
                pollfd{.fd = m_context.wake->get(), .events = POLLIN, .revents = 0}};
            (void)::poll(items.data(), items.size(), static_cast<int>(left.count()));
            isWoken = items[1].revents != 0;
            if (items[0].revents != 0) {
                const std::lock_guard lock(libraryMutex());
                netsnmp_large_fd_set readable;
                netsnmp_large_fd_set_init(&readable, FD_SETSIZE);
                netsnmp_large_fd_setfd(fd, &readable);
                snmp_sess_read2(m_handle, &readable);
                netsnmp_large_fd_set_cleanup(&readable);
            }
        }
        // What the library still holds of a request without an answer points at our stack: the
        // session must end before this returns.
        if (!pending.isDone) {
            close();
            return failed(isWoken ? "stopped" : "no answer");
        }
        return pending.error.empty() ? Outcome{} : failed(pending.error);
    }

    const Target m_target;
    const HostPort m_address;
    const SenderContext m_context;
    const std::string m_engineId;
    std::vector<oid> m_root;
    Lookup m_lookup;
    void* m_handle = nullptr; // owned; closed by close()
};

std::string whyNoV3(const Target::Snmp& snmp) {
    if (snmp.user.empty()) {
        return "SNMP v3 needs a 'user'";
    }
    if (!snmp.authProtocol.empty() && !isSnmpAuthKnown(snmp.authProtocol)) {
        return fmt::format("'{}' is no authentication protocol here", snmp.authProtocol);
    }
    if (!snmp.privProtocol.empty() && !isSnmpPrivKnown(snmp.privProtocol)) {
        return fmt::format("'{}' is no privacy protocol here", snmp.privProtocol);
    }
    if (!snmp.authProtocol.empty() && snmp.authKey.size() < leastKey) {
        return "'auth_key' needs 8 characters or more";
    }
    if (!snmp.privProtocol.empty() && snmp.privKey.size() < leastKey) {
        return "'priv_key' needs 8 characters or more";
    }
    if (snmp.authProtocol.empty() && (!snmp.privProtocol.empty() || !snmp.authKey.empty())) {
        return "'priv' and 'auth_key' need 'auth'";
    }
    if (snmp.privProtocol.empty() && !snmp.privKey.empty()) {
        return "'priv_key' needs 'priv'";
    }
    if (!snmp.isInform && snmp.engineId.empty()) {
        return "traps of SNMP v3 need an 'engine_id', which their receiver must know too";
    }
    return {};
}

} // namespace

bool isSnmpAuthKnown(const std::string& name) {
    const std::lock_guard lock(libraryMutex());
    useLibrary();
    return usm_lookup_auth_type(name.c_str()) > 0;
}

bool isSnmpPrivKnown(const std::string& name) {
    const std::lock_guard lock(libraryMutex());
    useLibrary();
    return usm_lookup_priv_type(name.c_str()) > 0;
}

std::string whyNoSnmp(const Target& target) {
    if (!HostPort::parse(target.address)) {
        return "expected the receiver as host:port, for example 10.0.0.7:162";
    }
    if (!target.snmp.root.empty() && !oidFrom(target.snmp.root)) {
        return "'root' must be an object identifier in numbers";
    }
    if (!target.snmp.engineId.empty() && !engineIdFrom(target.snmp.engineId)) {
        return "'engine_id' must be 5 to 32 octets in hexadecimal";
    }
    if (target.snmp.isV3) {
        return whyNoV3(target.snmp);
    }
    return target.secret.empty() ? "SNMP v2c needs a 'community'" : std::string();
}

base::Result<std::unique_ptr<Sender>> makeSnmp(const Target& target, const SenderContext& context) {
    if (const auto why = whyNoSnmp(target); !why.empty()) {
        return base::failure(why);
    }
    return std::make_unique<Snmp>(target, *HostPort::parse(target.address), context);
}

} // namespace vigie::outward
