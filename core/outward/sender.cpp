// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/sender.h"

#include "core/outward/alertmanager.h"
#include "core/outward/http.h"
#include "core/outward/snmp.h"
#include "core/outward/syslog.h"
#include "core/outward/webhook.h"

namespace vigie::outward {

base::Result<std::unique_ptr<Sender>> makeSender(const Target& target,
                                                 const SenderContext& context) {
    switch (target.kind) {
    case TargetKind::Webhook:
        return makeWebhook(target, context);
    case TargetKind::Snmp:
        return makeSnmp(target, context);
    case TargetKind::Alertmanager:
        return makeAlertmanager(target, context);
    case TargetKind::Syslog:
        return makeSyslog(target, context);
    }
    return base::failure("unknown kind of target");
}

std::string shownAddress(const Target& target) {
    switch (target.kind) {
    case TargetKind::Webhook:
    case TargetKind::Alertmanager:
        return shownHttp(target.address);
    case TargetKind::Snmp:
    case TargetKind::Syslog:
        return target.address; // a host and a port
    }
    return {};
}

} // namespace vigie::outward
