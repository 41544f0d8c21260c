// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/rfreporter.h"

#include <cmath>
#include <string>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <unistd.h>

namespace vigie::demo {

base::Result<RfReporter> RfReporter::create(std::uint16_t port) {
    RfReporter made(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (made.m_socket < 0 ||
        connect(made.m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        return base::failure("no socket for the receiver figures towards port " +
                             std::to_string(port));
    }
    return made;
}

RfReporter::RfReporter(RfReporter&& other) noexcept : m_socket(std::exchange(other.m_socket, -1)) {}

RfReporter::~RfReporter() {
    if (m_socket >= 0) {
        close(m_socket);
    }
}

void RfReporter::report(const transport::RfFigures& figures) {
    nlohmann::json object = nlohmann::json::object();
    const auto put = [&object](const char* key, const std::optional<double>& value) {
        if (value) {
            object[key] = std::round(*value * 100) / 100;
        }
    };
    if (figures.isLocked) {
        object["lock"] = *figures.isLocked;
    }
    if (figures.modcod) {
        object["modcod"] = *figures.modcod;
    }
    put("level_dbm", figures.levelDbm);
    put("cn_db", figures.cnDb);
    put("esn0_db", figures.esN0Db);
    put("mer_db", figures.merDb);
    const auto putRatio = [&object](const char* key, const std::optional<double>& value) {
        if (value) {
            object[key] = *value;
        }
    };
    putRatio("ber_before", figures.berBefore);
    putRatio("per", figures.per);
    const std::string text = object.dump();
    // A node that is away refuses; the next second tries again.
    [[maybe_unused]] const auto sent = ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL);
}

} // namespace vigie::demo
