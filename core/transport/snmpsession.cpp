// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/snmpsession.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>

#include <fmt/format.h>
#include <net-snmp/net-snmp-config.h>
// The library's configuration comes first.
#include <net-snmp/net-snmp-includes.h>

#include <net-snmp/library/large_fd_set.h>
#include <poll.h>

namespace vigie::transport {

namespace {

/// Guards the library's tables; see SnmpSource.
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

/// Where the answer to the request under way goes.
struct Pending {
    int requestId = 0;
    bool isDone = false;
    std::string error;
    std::vector<std::pair<std::vector<std::uint64_t>, SnmpValue>> values;
};

std::string reportWords(netsnmp_pdu* pdu) {
    switch (snmpv3_get_report_type(pdu)) {
    case SNMPERR_UNKNOWN_USER_NAME:
        return "the agent does not know the user";
    case SNMPERR_AUTHENTICATION_FAILURE:
        return "the agent refuses the authentication key";
    case SNMPERR_UNSUPPORTED_SEC_LEVEL:
        return "the agent refuses this level of security for the user";
    case SNMPERR_DECRYPTION_ERR:
        return "the agent cannot decrypt: the privacy key or protocol differs";
    case SNMPERR_UNKNOWN_ENG_ID:
        return "the agent has another engine than before";
    case SNMPERR_NOT_IN_TIME_WINDOW:
        return "the agent's clock and ours have come apart";
    default:
        return "the agent reports a fault of SNMPv3";
    }
}

SnmpValue valueOf(const netsnmp_variable_list& variable) {
    switch (variable.type) {
    case ASN_INTEGER:
        return static_cast<double>(*variable.val.integer);
    case ASN_COUNTER:
    case ASN_GAUGE:
    case ASN_TIMETICKS:
    case ASN_UINTEGER:
        return static_cast<double>(static_cast<std::uint32_t>(*variable.val.integer));
    case ASN_COUNTER64:
    case ASN_OPAQUE_COUNTER64:
    case ASN_OPAQUE_U64:
        return static_cast<double>(variable.val.counter64->high) * 4294967296.0 +
               static_cast<double>(variable.val.counter64->low);
    case ASN_OPAQUE_FLOAT:
        return static_cast<double>(*variable.val.floatVal);
    case ASN_OPAQUE_DOUBLE:
        return *variable.val.doubleVal;
    case ASN_OCTET_STR:
        return std::string(reinterpret_cast<const char*>(variable.val.string), variable.val_len);
    default:
        return std::monostate{}; // no such object, no such instance, or of no use
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
        pending.error = reportWords(pdu); // the operation is then a security error
    } else if (operation != NETSNMP_CALLBACK_OP_RECEIVED_MESSAGE || pdu == nullptr) {
        pending.error = "no answer";
    } else if (pdu->errstat != SNMP_ERR_NOERROR) {
        pending.error = fmt::format("the agent answers with an error: {}",
                                    snmp_errstring(static_cast<int>(pdu->errstat)));
    } else {
        for (const auto* variable = pdu->variables; variable != nullptr;
             variable = variable->next_variable) {
            pending.values.emplace_back(
                std::vector<std::uint64_t>(variable->name, variable->name + variable->name_length),
                valueOf(*variable));
        }
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

/// Under the mutex. The pointers that it puts into `session` are `spec`'s or the library's own.
bool secure(netsnmp_session& session, const SnmpSpec& spec) {
    session.version = SNMP_VERSION_3;
    session.securityName = const_cast<char*>(spec.user.c_str());
    session.securityNameLen = spec.user.size();
    session.securityLevel = SNMP_SEC_LEVEL_NOAUTH;
    if (spec.authProtocol.empty()) {
        return true;
    }
    session.securityLevel = SNMP_SEC_LEVEL_AUTHNOPRIV;
    session.securityAuthProto = sc_get_auth_oid(usm_lookup_auth_type(spec.authProtocol.c_str()),
                                                &session.securityAuthProtoLen);
    session.securityAuthKeyLen = USM_AUTH_KU_LEN;
    if (!makeKey(session, spec.authKey, session.securityAuthKey, session.securityAuthKeyLen)) {
        return false;
    }
    if (spec.privProtocol.empty()) {
        return true;
    }
    session.securityLevel = SNMP_SEC_LEVEL_AUTHPRIV;
    session.securityPrivProto = sc_get_priv_oid(usm_lookup_priv_type(spec.privProtocol.c_str()),
                                                &session.securityPrivProtoLen);
    session.securityPrivKeyLen = USM_PRIV_KU_LEN;
    return makeKey(session, spec.privKey, session.securityPrivKey, session.securityPrivKeyLen);
}

} // namespace

std::optional<std::vector<std::uint64_t>> parseOid(std::string_view text) {
    if (text.starts_with('.')) {
        text.remove_prefix(1);
    }
    std::vector<std::uint64_t> out;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        std::uint32_t part = 0;
        const auto [stop, error] = std::from_chars(at, end, part);
        if (error != std::errc{} || (stop != end && (*stop != '.' || stop + 1 == end))) {
            return std::nullopt;
        }
        out.push_back(part);
        at = stop == end ? end : stop + 1;
    }
    // The first two arcs share one number (X.690, 8.19.4).
    const bool isValid = out.size() >= 2 && out.size() <= MAX_OID_LEN && out[0] <= 2 &&
                         (out[0] == 2 || out[1] <= 39);
    return isValid ? std::optional(out) : std::nullopt;
}

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

base::Result<std::unique_ptr<SnmpSession>> SnmpSession::open(const SnmpSpec& spec,
                                                             const SocketAddress& agent) {
    const std::lock_guard lock(libraryMutex());
    useLibrary();
    std::unique_ptr<SnmpSession> made(new SnmpSession(spec.timeout));
    netsnmp_session session{};
    snmp_sess_init(&session);
    const auto peer = (agent.family() == AF_INET6 ? "udp6:" : "udp:") + agent.toString();
    session.peername = const_cast<char*>(peer.c_str());
    session.retries = 0;
    session.timeout = static_cast<long>(std::chrono::microseconds(spec.timeout).count());
    if (spec.isV3) {
        if (!secure(session, spec)) {
            return base::failure("the keys cannot be derived from the passphrases");
        }
    } else {
        session.version = SNMP_VERSION_2c;
        session.community =
            const_cast<u_char*>(reinterpret_cast<const u_char*>(spec.community.data()));
        session.community_len = spec.community.size();
    }
    made->m_handle = snmp_sess_open(&session);
    if (made->m_handle == nullptr) {
        return base::failure(
            session.s_snmp_errno == SNMPERR_TIMEOUT
                ? std::string("no answer")
                : fmt::format("no session: {}", snmp_api_errstring(session.s_snmp_errno)));
    }
    return made;
}

SnmpSession::~SnmpSession() {
    if (m_handle != nullptr) {
        const std::lock_guard lock(libraryMutex());
        snmp_sess_close(m_handle);
    }
}

base::Result<std::vector<SnmpValue>>
SnmpSession::get(const std::vector<std::vector<std::uint64_t>>& oids, const WakeFd& wake) {
    Pending pending;
    int fd = -1;
    {
        const std::lock_guard lock(libraryMutex());
        std::unique_ptr<netsnmp_pdu, FreePdu> request(snmp_pdu_create(SNMP_MSG_GET));
        for (const auto& parts : oids) {
            const std::vector<oid> name(parts.begin(), parts.end());
            snmp_add_null_var(request.get(), name.data(), name.size());
        }
        pending.requestId = static_cast<int>(request->reqid);
        if (snmp_sess_async_send(m_handle, request.get(), &onAnswer, &pending) == 0) {
            return base::failure("the request cannot be sent");
        }
        (void)request.release(); // the library's from here on
        fd = snmp_sess_transport(m_handle)->sock;
    }
    // The library resends once by itself where the agent's clock has moved (RFC 3414, 3.2.7).
    const auto end = std::chrono::steady_clock::now() + m_timeout;
    bool isWoken = false;
    while (!pending.isDone && !isWoken) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            break;
        }
        std::array<pollfd, 2> items{pollfd{.fd = fd, .events = POLLIN, .revents = 0},
                                    pollfd{.fd = wake.get(), .events = POLLIN, .revents = 0}};
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
    if (!pending.isDone) {
        // What the library still holds of this request points at our stack: its own deadline, which
        // is the same, ends it.
        const std::lock_guard lock(libraryMutex());
        snmp_sess_close(std::exchange(m_handle, nullptr));
        return base::failure("no answer");
    }
    if (!pending.error.empty()) {
        return base::failure(pending.error);
    }
    std::vector<SnmpValue> out;
    for (const auto& wanted : oids) {
        const auto found =
            std::find_if(pending.values.begin(), pending.values.end(),
                         [&wanted](const auto& value) { return value.first == wanted; });
        out.push_back(found == pending.values.end() ? SnmpValue{} : found->second);
    }
    return out;
}

} // namespace vigie::transport
