// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/resources.h"

#include <QFile>
#include <QString>

namespace vigie::resources {

bool areLinked() {
    for (const std::string_view name : {applicationIcon, landTopology}) {
        if (!QFile::exists(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())))) {
            return false;
        }
    }
    return true;
}

} // namespace vigie::resources
