// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include <QObject>
#include <QTimer>

#include "ui/desk/deskcontext.h"

namespace vigie::ui::wall {

/// Has the node decode all of the path that somebody looks at closely, for as long as that lasts:
/// asked for a short time and again before it is over, so that it ends by itself, also when this
/// desk is gone, and takes nothing from another desk that asked for more. Only in the present; a
/// refusal is the node's right and is not asked about again until the next time. GUI thread.
class FullDecoding final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds asked{45};
    static constexpr std::chrono::seconds renewed{30};

    explicit FullDecoding(desk::DeskContext& desk, QObject* parent = nullptr);

    /// This one from now on; absent: none.
    void follow(const std::optional<model::PathRef>& path);
    [[nodiscard]] const std::optional<model::PathRef>& path() const { return m_path; }

private:
    void ask();

    desk::DeskContext& m_desk;
    std::optional<model::PathRef> m_path;
    QTimer m_renewal;
};

} // namespace vigie::ui::wall
