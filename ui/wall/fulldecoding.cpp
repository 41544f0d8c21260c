// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/fulldecoding.h"

namespace vigie::ui::wall {

FullDecoding::FullDecoding(desk::DeskContext& desk, QObject* parent)
    : QObject(parent), m_desk(desk) {
    m_renewal.setInterval(renewed);
    connect(&m_renewal, &QTimer::timeout, this, &FullDecoding::ask);
}

void FullDecoding::follow(const std::optional<model::PathRef>& path) {
    const std::optional<model::PathRef> wanted = m_desk.isLive() ? path : std::nullopt;
    if (wanted == m_path) {
        return;
    }
    m_path = wanted;
    if (m_path) {
        ask();
        m_renewal.start();
    } else {
        m_renewal.stop();
    }
}

void FullDecoding::ask() {
    if (!m_path) {
        return;
    }
    m_desk.requestDecoding(*m_path, model::DecodePolicy::Full, asked, this,
                           [this, path = *m_path](const base::Result<base::Utc>& until) {
                               if (!until && m_path == path) {
                                   m_renewal.stop();
                               }
                           });
}

} // namespace vigie::ui::wall
