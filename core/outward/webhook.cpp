// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/webhook.h"

#include "core/outward/http.h"
#include "core/outward/noticejson.h"
#include "core/outward/signature.h"

namespace vigie::outward {

namespace {

class Webhook final : public Sender {
public:
    Webhook(const Target& target, const SenderContext& context)
        : m_secret(target.secret), m_poster(target.address, shownHttp(target.address), context) {}

    Outcome send(const Waiting& waiting) override {
        const std::string body = bodyOf(waiting.notice, waiting.id);
        std::vector<std::string> headers{"Idempotency-Key: " + waiting.id};
        if (!m_secret.empty()) {
            // Of this attempt, not of the notice: a receiver may refuse old ones.
            const auto now = base::toSeconds(base::SystemClock::instance().now().utc);
            headers.push_back("X-Vigie-Signature: " + signatureOf(m_secret, now, body));
        }
        return m_poster.post(body, headers);
    }

private:
    const std::string m_secret;
    HttpPoster m_poster;
};

} // namespace

base::Result<std::unique_ptr<Sender>> makeWebhook(const Target& target,
                                                  const SenderContext& context) {
    if (const auto why = whyNoHttp(target.address); !why.empty()) {
        return base::failure(why);
    }
    return std::make_unique<Webhook>(target, context);
}

} // namespace vigie::outward
