// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

#include "core/engine/snapshot.h"
#include "ui/inspector/twins.h"

class QComboBox;
class QHBoxLayout;
class QLabel;

namespace vigie::ui::inspector {

/// "▲ satellite: continuity errors 41/s since 18:03:20"; "● cloud: clean".
[[nodiscard]] QString twinStateText(const Twins& twins, std::size_t side,
                                    const engine::Snapshot& snapshot);
/// "on air: ◆ satellite · latency 0.29 s · skew cloud − satellite +0.33 s ± 4 ms [PCR]".
[[nodiscard]] QString onAirText(const engine::Snapshot& snapshot,
                                const engine::DeliveryStatus& delivery);

/// What is looked at, how its paths are, and the choice of another. GUI thread.
class InspectorHeader final : public QWidget {
    Q_OBJECT
public:
    explicit InspectorHeader(QWidget* parent = nullptr);
    void setSnapshot(const engine::Snapshot& snapshot, const Twins& twins);
    [[nodiscard]] QString title() const;
    /// Of one side, as shown: what is wrong there and since when.
    [[nodiscard]] QString stateText(std::size_t side) const;
    /// In which regions the feed is bad, as shown.
    [[nodiscard]] QString regionsText() const;
    [[nodiscard]] QComboBox* feedPicker() const { return m_feeds; }
    [[nodiscard]] QComboBox* regionPicker() const { return m_regions; }

    /// One row where there is room for all of it, otherwise two.
    static constexpr int wideEnough = 2300;

signals:
    void chosen(const QString& feedId, const QString& regionId);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QComboBox* makePicker(const QString& name);
    void arrange();
    void choose();

    QHBoxLayout* m_first;
    QHBoxLayout* m_second;
    bool m_isOneRow = true;
    QLabel* m_title;
    std::array<QLabel*, 2> m_states;
    QLabel* m_inRegions;
    QLabel* m_onAir;
    QComboBox* m_feeds;
    QComboBox* m_regions;
};

} // namespace vigie::ui::inspector
