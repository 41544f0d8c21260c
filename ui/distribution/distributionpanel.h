// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/desk/deskcontext.h"

class QComboBox;
class QLabel;

namespace vigie::ui::distribution {

class MapView;
class RegionTable;
class SharePanel;

/// Where everything goes, beside the wall: map, share now and over time, hours, regions. GUI
/// thread; costs nothing while hidden.
class DistributionPanel final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit DistributionPanel(desk::DeskContext& context, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void takeSnapshot();

    desk::DeskContext& m_context;
    QLabel* m_heading = nullptr;
    MapView* m_map;
    SharePanel* m_share;
    QComboBox* m_window;
    RegionTable* m_table;
};

} // namespace vigie::ui::distribution
