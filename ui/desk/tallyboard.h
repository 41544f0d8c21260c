// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include <QObject>
#include <QString>

namespace vigie::ui::desk {

class DeskContext;

/// The lamps of a display, as a router or switcher sets them (TSL UMD).
enum class TallyColor : std::uint8_t { Off, Red, Green, Amber };

struct Tally {
    /// Replaces nothing: it stands beside the feed's own name.
    QString label;
    TallyColor left = TallyColor::Off;
    TallyColor text = TallyColor::Off;
    TallyColor right = TallyColor::Off;
    bool operator==(const Tally&) const = default;
};

/// Labels and tallies of the feeds as a router or switcher tells them. One for each desk; empty
/// until something speaks. GUI thread.
class TallyBoard final : public QObject {
    Q_OBJECT
public:
    /// The desk's own; made at the first call, owned by it.
    [[nodiscard]] static TallyBoard& of(DeskContext& desk);

    /// Nothing for a feed that nobody told of, or whose sender has fallen silent.
    [[nodiscard]] std::optional<Tally> tally(const QString& feedId) const;
    void set(const QString& feedId, const Tally& tally);
    void clear(const QString& feedId);
    void clearAll();

signals:
    void changed(const QString& feedId);

private:
    explicit TallyBoard(DeskContext& desk);
    std::map<QString, Tally> m_tallies;
};

} // namespace vigie::ui::desk
