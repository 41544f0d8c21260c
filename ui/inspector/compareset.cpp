// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/compareset.h"

#include <algorithm>
#include <set>
#include <utility>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

namespace vigie::ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

constexpr int version = 1;
/// Far more than the longest set; what else is on a clipboard is not looked through.
constexpr qsizetype longestText = 256 * 1024;

QString storeKey() {
    return QStringLiteral("inspector/comparisons");
}

QString text(std::string_view from) {
    return QString::fromUtf8(from.data(), static_cast<qsizetype>(from.size()));
}

QJsonObject toJson(const CompareLine& line) {
    QJsonObject object{{QStringLiteral("node"), text(line.ref.nodeId)},
                       {QStringLiteral("path"), text(line.ref.pathId)},
                       {QStringLiteral("feed"), text(line.feedId)},
                       {QStringLiteral("region"), text(line.regionId)},
                       {QStringLiteral("kind"), text(model::toString(line.kind))},
                       {QStringLiteral("metric"), line.metric.text()},
                       {QStringLiteral("style"), line.style}};
    if (line.earlier.count() != 0) {
        object[QStringLiteral("earlierSeconds")] = static_cast<qint64>(line.earlier.count());
    }
    if (line.isHidden) {
        object[QStringLiteral("hidden")] = true;
    }
    return object;
}

CompareLine lineFrom(const QJsonObject& object) {
    const auto of = [&object](const char* key) {
        return object[QLatin1String(key)].toString().toStdString();
    };
    CompareLine line;
    line.ref = {of("node"), of("path")};
    line.feedId = of("feed");
    line.regionId = of("region");
    line.kind = model::pathKindFrom(of("kind")).value_or(model::PathKind::Unknown);
    line.metric = ChartId::fromText(object[QLatin1String("metric")].toString());
    line.earlier = std::clamp<std::chrono::seconds>(
        std::chrono::seconds(object[QLatin1String("earlierSeconds")].toInteger()),
        std::chrono::seconds(0), CompareSet::mostEarlier);
    line.isHidden = object[QLatin1String("hidden")].toBool();
    line.style = object[QLatin1String("style")].toInt(-1);
    return line;
}

QJsonObject stored() {
    const QByteArray kept = QSettings().value(storeKey()).toByteArray();
    return QJsonDocument::fromJson(kept).object();
}

void store(const QJsonObject& sets) {
    QSettings().setValue(storeKey(), QJsonDocument(sets).toJson(QJsonDocument::Compact));
}

} // namespace

bool CompareLine::isSameCourse(const CompareLine& other) const {
    return ref == other.ref && metric == other.metric && earlier == other.earlier;
}

bool CompareSet::contains(const CompareLine& line) const {
    return std::any_of(lines.begin(), lines.end(),
                       [&line](const auto& one) { return one.isSameCourse(line); });
}

bool CompareSet::add(CompareLine line) {
    if (lines.size() >= mostLines || contains(line)) {
        return false;
    }
    std::set<int> taken;
    for (const CompareLine& one : lines) {
        taken.insert(one.style);
    }
    // A line that was taken back has the letter that it had, when nobody else got it since.
    if (line.style < 0 || line.style >= static_cast<int>(mostLines) || taken.contains(line.style)) {
        line.style = 0;
        while (taken.contains(line.style)) {
            ++line.style;
        }
    }
    lines.push_back(std::move(line));
    return true;
}

QString CompareSet::toText() const {
    QJsonArray array;
    for (const CompareLine& line : lines) {
        array.append(toJson(line));
    }
    const QJsonObject object{{QStringLiteral("vigieComparison"), version},
                             {QStringLiteral("spanSeconds"), static_cast<qint64>(span.count())},
                             {QStringLiteral("ownRange"), isOwnRange},
                             {QStringLiteral("lines"), array}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

base::Result<CompareSet> CompareSet::fromText(const QString& text) {
    const auto refused = [](const QString& sentence) {
        return base::failure(sentence.toStdString());
    };
    if (text.size() > longestText) {
        return refused(Words::tr("This text is too long to be a comparison."));
    }
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const int found = object[QLatin1String("vigieComparison")].toInt();
    if (found <= 0) {
        return refused(Words::tr("This text is no comparison."));
    }
    if (found > version) {
        return refused(Words::tr("This comparison was made by a newer version."));
    }
    CompareSet set;
    set.isOwnRange = object[QLatin1String("ownRange")].toBool();
    const auto minutes = object[QLatin1String("spanSeconds")].toInteger() / 60;
    for (const int offered : offeredMinutes) {
        if (offered == minutes) {
            set.span = std::chrono::minutes(offered);
        }
    }
    for (const QJsonValue& value : object[QLatin1String("lines")].toArray()) {
        CompareLine line = lineFrom(value.toObject());
        if (!line.ref.nodeId.empty() && !line.metric.key.empty()) {
            set.add(std::move(line));
        }
    }
    return set;
}

QString styleLetter(int style) {
    return style < 0 ? QString() : QString(QChar(u'A' + style));
}

QStringList CompareStore::names() {
    QStringList names = stored().keys();
    names.sort(Qt::CaseInsensitive);
    return names;
}

base::Result<CompareSet> CompareStore::load(const QString& name) {
    const QJsonObject sets = stored();
    if (!sets.contains(name)) {
        return base::failure(
            Words::tr("There is no comparison called “%1”.").arg(name).toStdString());
    }
    return CompareSet::fromText(
        QString::fromUtf8(QJsonDocument(sets[name].toObject()).toJson(QJsonDocument::Compact)));
}

void CompareStore::save(const QString& name, const CompareSet& set) {
    QJsonObject sets = stored();
    sets[name] = QJsonDocument::fromJson(set.toText().toUtf8()).object();
    store(sets);
}

void CompareStore::remove(const QString& name) {
    QJsonObject sets = stored();
    sets.remove(name);
    store(sets);
}

} // namespace vigie::ui::inspector
