// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "ui/distribution/sharesubject.h"

namespace vigie::ui::distribution {

/// Hours of a sum as people read them: "7 633", "12.4", "0.25".
[[nodiscard]] QString hoursFigure(double hours);
/// "10 999 h distributed of 11 000 h planned"; without the plan's part where it has none.
[[nodiscard]] QString distributedText(const engine::ShareStatus& share);
/// "By bits: cloud 68.5 %, satellite 31.5 %"; says so while nothing was carried.
[[nodiscard]] QString bitsText(const engine::ShareSum& bits);

/// "cloud 7 633 h · satellite 3 366 h · fibre 0.00 h · none 0.60 h", and what is unknown.
[[nodiscard]] QString hoursText(const ShareParts& hours);

/// Hours carried by each kind since the event began, and the same by bits. GUI thread.
class ShareLegend final : public QLabel {
    Q_OBJECT
public:
    explicit ShareLegend(QWidget* parent = nullptr);
    /// With the hours planned, in words.
    void setShare(const engine::ShareStatus& share);
    /// Without them: a HoursBar stands beside it.
    void setSubject(const ShareSubject& subject);

private:
    void show(const std::optional<engine::ShareSum>& hours, const QStringList& remarks,
              base::Utc since);
};

} // namespace vigie::ui::distribution
