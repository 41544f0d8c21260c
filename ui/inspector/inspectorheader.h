// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

#include "core/engine/snapshot.h"
#include "ui/inspector/twins.h"

class QComboBox;
class QLabel;

namespace vigie::ui::inspector {

/// "▲ satellite: continuity errors 41/s since 18:03:20"; "● cloud: clean".
[[nodiscard]] QString twinStateText(const Twins& twins, std::size_t side,
                                    const engine::Snapshot& snapshot);
/// "on air: ◆ satellite, main path on air · skew cloud − satellite +0.33 s ± 4 ms [PCR]".
[[nodiscard]] QString onAirText(const engine::Snapshot& snapshot,
                                const engine::DeliveryStatus& delivery);

/// What is looked at, how its paths are, and the choice of another. GUI thread.
class InspectorHeader final : public QWidget {
    Q_OBJECT
public:
    explicit InspectorHeader(QWidget* parent = nullptr);
    void setSnapshot(const engine::Snapshot& snapshot, const Twins& twins);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QComboBox* feedPicker() const { return m_feeds; }
    [[nodiscard]] QComboBox* regionPicker() const { return m_regions; }

signals:
    void chosen(const QString& feedId, const QString& regionId);

private:
    QComboBox* makePicker(const QString& name);
    void choose();

    QLabel* m_title;
    std::array<QLabel*, 2> m_states;
    QLabel* m_onAir;
    QComboBox* m_feeds;
    QComboBox* m_regions;
};

} // namespace vigie::ui::inspector
