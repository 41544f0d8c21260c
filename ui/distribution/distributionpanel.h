// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <QWidget>

#include "ui/desk/deskcontext.h"

class QComboBox;
class QToolButton;

namespace vigie::ui::desk {
class NodeChip;
}

namespace vigie::ui::distribution {

class MapView;
class RegionTable;
class SharePanel;

/// Where everything goes, beside the wall: map, share now and over time, hours, regions. Each part
/// folds at its title (remembered); where there is no room for all that are open, those opened last
/// are shown. GUI thread; costs nothing while hidden.
class DistributionPanel final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit DistributionPanel(desk::DeskContext& context, QWidget* parent = nullptr);

    enum class Part : std::uint8_t { Map, Share, Regions };
    static constexpr std::size_t partCount = 3;
    [[nodiscard]] bool isShown(Part part) const;
    /// As a click on its title does.
    void setOpen(Part part, bool isOpen);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void takeSnapshot();

    desk::DeskContext& m_context;
    struct Fold {
        QToolButton* title = nullptr;
        QWidget* body = nullptr;
        bool isOpen = true;
    };
    Fold makeFold(Part part, const QString& title, QWidget* body);
    void fit();
    [[nodiscard]] static int neededBy(const Fold& fold);
    /// All that is there with every part folded.
    [[nodiscard]] int titlesHeight() const;
    [[nodiscard]] Fold& fold(Part part) { return m_folds[static_cast<std::size_t>(part)]; }
    [[nodiscard]] const Fold& fold(Part part) const {
        return m_folds[static_cast<std::size_t>(part)];
    }

    std::array<Fold, partCount> m_folds;
    /// Who is shown first where there is little room.
    std::vector<Part> m_priority{Part::Regions, Part::Map, Part::Share};
    MapView* m_map;
    SharePanel* m_share;
    QComboBox* m_window;
    RegionTable* m_table;
    desk::NodeChip* m_chip;
};

} // namespace vigie::ui::distribution
