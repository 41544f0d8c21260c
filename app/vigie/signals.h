// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace vigie::app {

/// Turns SIGTERM, SIGINT and SIGHUP into a quit of the event loop. A second one ends the process at
/// once, whatever it is doing. One per process; GUI thread.
class QuitOnSignals final : public QObject {
    Q_OBJECT
public:
    explicit QuitOnSignals(QObject* parent = nullptr);
    ~QuitOnSignals() override;

private:
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace vigie::app
