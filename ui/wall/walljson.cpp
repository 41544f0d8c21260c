// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/walljson.h"

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/wall/presets.h"

namespace vigie::ui::wall {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::wall)
};

constexpr auto formatWord = "vigie-walls";
constexpr qsizetype longestText = 200;
constexpr int longestStaySeconds = 3600;
constexpr int longestCycleSeconds = 3600;

using Value = std::pair<int, const char*>;
constexpr std::array<Value, 6> viewWords{{{static_cast<int>(TwinView::OnAir), "on-air"},
                                          {static_cast<int>(TwinView::Cloud), "cloud"},
                                          {static_cast<int>(TwinView::Satellite), "satellite"},
                                          {static_cast<int>(TwinView::Fibre), "fibre"},
                                          {static_cast<int>(TwinView::Split), "split"},
                                          {static_cast<int>(TwinView::Difference), "difference"}}};
constexpr std::array<Value, 2> orderWords{
    {{static_cast<int>(WallAssignment::Order::Number), "number"},
     {static_cast<int>(WallAssignment::Order::WorstFirst), "worst-first"}}};
constexpr std::array<Value, 4> kindWords{
    {{static_cast<int>(model::PathKind::Unknown), "any"},
     {static_cast<int>(model::PathKind::Cloud), "cloud"},
     {static_cast<int>(model::PathKind::Satellite), "satellite"},
     {static_cast<int>(model::PathKind::Fibre), "fibre"}}};

template <std::size_t N> QString wordOf(const std::array<Value, N>& words, int value) {
    for (const auto& [known, word] : words) {
        if (known == value) {
            return QLatin1String(word);
        }
    }
    return QLatin1String(words.front().second);
}

/// Reads one object; the first thing that is not as it should be is kept.
class Reader {
public:
    explicit Reader(QString where) : m_where(std::move(where)) {}

    [[nodiscard]] QString problem() const { return m_problem; }
    void expect(const QString& where, const QString& what) {
        if (m_problem.isEmpty()) {
            m_problem = Words::tr("%1%2: expected %3").arg(m_where, where, what);
        }
    }
    int number(const QJsonObject& from, const char* key, int least, int most, int otherwise) {
        const QJsonValue value = from.value(QLatin1String(key));
        if (value.isUndefined()) {
            return otherwise;
        }
        const double found = value.toDouble(std::nan(""));
        if (!(found >= least && found <= most) || found != std::floor(found)) {
            expect(QLatin1Char('.') + QLatin1String(key),
                   Words::tr("a whole number from %1 to %2").arg(least).arg(most));
            return otherwise;
        }
        return static_cast<int>(found);
    }
    QString text(const QJsonObject& from, const char* key, qsizetype longest = longestText) {
        const QJsonValue value = from.value(QLatin1String(key));
        if (value.isUndefined()) {
            return {};
        }
        if (!value.isString() || value.toString().size() > longest) {
            expect(QLatin1Char('.') + QLatin1String(key),
                   Words::tr("text of at most %1 characters").arg(longest));
            return {};
        }
        return value.toString();
    }
    bool flag(const QJsonObject& from, const char* key) {
        const QJsonValue value = from.value(QLatin1String(key));
        if (!value.isUndefined() && !value.isBool()) {
            expect(QLatin1Char('.') + QLatin1String(key), Words::tr("true or false"));
        }
        return value.toBool();
    }
    template <typename Enum, std::size_t N>
    Enum word(const QJsonObject& from, const char* key, const std::array<Value, N>& words) {
        const QJsonValue value = from.value(QLatin1String(key));
        if (value.isUndefined()) {
            return static_cast<Enum>(words.front().first);
        }
        QStringList all;
        for (const auto& [known, word] : words) {
            if (value.toString() == QLatin1String(word)) {
                return static_cast<Enum>(known);
            }
            all << QLatin1String(word);
        }
        expect(QLatin1Char('.') + QLatin1String(key),
               Words::tr("one of %1").arg(all.join(QStringLiteral(", "))));
        return static_cast<Enum>(words.front().first);
    }
    QJsonObject object(const QJsonObject& from, const char* key) {
        const QJsonValue value = from.value(QLatin1String(key));
        if (!value.isUndefined() && !value.isObject()) {
            expect(QLatin1Char('.') + QLatin1String(key), Words::tr("an object"));
        }
        return value.toObject();
    }

private:
    const QString m_where;
    QString m_problem;
};

QJsonObject toObject(const WallSpec& spec) {
    QJsonArray cells;
    for (const WallCell& cell : spec.cells) {
        QJsonObject one{{QStringLiteral("column"), cell.span.column},
                        {QStringLiteral("row"), cell.span.row},
                        {QStringLiteral("columns"), cell.span.columns},
                        {QStringLiteral("rows"), cell.span.rows}};
        if (!cell.pin.feedId.isEmpty()) {
            one[QStringLiteral("feed")] = cell.pin.feedId;
            one[QStringLiteral("region")] = cell.pin.regionId;
            one[QStringLiteral("view")] = wordOf(viewWords, static_cast<int>(cell.pin.view));
        }
        cells.append(one);
    }
    const WallAssignment& wanted = spec.assignment;
    return {
        {QStringLiteral("name"), spec.name},
        {QStringLiteral("columns"), spec.columns},
        {QStringLiteral("rows"), spec.rows},
        {QStringLiteral("cells"), cells},
        {QStringLiteral("assignment"),
         QJsonObject{{QStringLiteral("order"), wordOf(orderWords, static_cast<int>(wanted.order))},
                     {QStringLiteral("search"), wanted.search},
                     {QStringLiteral("region"), wanted.regionId},
                     {QStringLiteral("kind"), wordOf(kindWords, static_cast<int>(wanted.kind))},
                     {QStringLiteral("sport"), wanted.sport}}},
        {QStringLiteral("penaltyBox"),
         QJsonObject{
             {QStringLiteral("on"), spec.penaltyBox.isOn},
             {QStringLiteral("cells"), spec.penaltyBox.cells},
             {QStringLiteral("staySeconds"), static_cast<int>(spec.penaltyBox.stay.count())}}},
        {QStringLiteral("cycleSeconds"), static_cast<int>(spec.cycle.count())}};
}

std::optional<WallSpec> specFrom(const QJsonValue& value, const QString& where, QString& problem) {
    Reader reader(where);
    WallSpec spec;
    if (!value.isObject()) {
        reader.expect({}, Words::tr("an object"));
    }
    const QJsonObject from = value.toObject();
    spec.name = reader.text(from, "name", longestName);
    spec.columns = reader.number(from, "columns", 0, mostAlong, 0);
    spec.rows = reader.number(from, "rows", 0, mostAlong, 0);
    const QJsonValue cellsValue = from.value(QLatin1String("cells"));
    const QJsonArray cells = cellsValue.toArray();
    if ((!cellsValue.isUndefined() && !cellsValue.isArray()) ||
        cells.size() > WallSpec::mostTiles) {
        reader.expect(QStringLiteral(".cells"),
                      Words::tr("a list of at most %1 cells").arg(WallSpec::mostTiles));
    } else {
        for (const QJsonValue& one : cells) {
            const QJsonObject object = one.toObject();
            WallCell cell;
            cell.span.column = reader.number(object, "column", 0, mostAlong - 1, 0);
            cell.span.row = reader.number(object, "row", 0, mostAlong - 1, 0);
            cell.span.columns = reader.number(object, "columns", 1, mostAlong, 1);
            cell.span.rows = reader.number(object, "rows", 1, mostAlong, 1);
            cell.pin.feedId = reader.text(object, "feed");
            cell.pin.regionId = reader.text(object, "region");
            cell.pin.view = reader.word<TwinView>(object, "view", viewWords);
            spec.cells.push_back(std::move(cell));
        }
    }
    const QJsonObject wanted = reader.object(from, "assignment");
    spec.assignment.order = reader.word<WallAssignment::Order>(wanted, "order", orderWords);
    spec.assignment.search = reader.text(wanted, "search");
    spec.assignment.regionId = reader.text(wanted, "region");
    spec.assignment.kind = reader.word<model::PathKind>(wanted, "kind", kindWords);
    spec.assignment.sport = reader.text(wanted, "sport");
    const QJsonObject box = reader.object(from, "penaltyBox");
    spec.penaltyBox.isOn = reader.flag(box, "on");
    spec.penaltyBox.cells = reader.number(box, "cells", 0, WallSpec::mostTiles, 0);
    spec.penaltyBox.stay =
        std::chrono::seconds(reader.number(box, "staySeconds", 0, longestStaySeconds, 30));
    spec.cycle =
        std::chrono::seconds(reader.number(from, "cycleSeconds", 0, longestCycleSeconds, 0));
    problem = reader.problem();
    if (problem.isEmpty()) {
        const QString shape = problemOf(spec);
        problem = shape.isEmpty() ? QString() : where + QStringLiteral(": ") + shape;
    }
    if (!problem.isEmpty()) {
        return std::nullopt;
    }
    if (spec.columns > 0) {
        tidy(spec);
    }
    return spec;
}

} // namespace

QByteArray toJson(const std::vector<WallSpec>& layouts) {
    QJsonArray all;
    for (const WallSpec& spec : layouts) {
        all.append(toObject(spec));
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), QLatin1String(formatWord)},
                                     {QStringLiteral("version"), wallsVersion},
                                     {QStringLiteral("layouts"), all}})
        .toJson();
}

WallsRead wallsFromJson(const QByteArray& bytes) {
    WallsRead read;
    if (bytes.size() > longestWallsFile) {
        read.failure = Words::tr("expected at most %1 MiB").arg(longestWallsFile / 1024 / 1024);
        return read;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        read.failure =
            Words::tr("expected JSON; at byte %1: %2").arg(error.offset).arg(error.errorString());
        return read;
    }
    const QJsonObject whole = document.object();
    if (whole.value(QLatin1String("format")).toString() != QLatin1String(formatWord)) {
        read.failure = Words::tr("expected \"format\": \"%1\"").arg(QLatin1String(formatWord));
        return read;
    }
    const int version = whole.value(QLatin1String("version")).toInt();
    if (version > wallsVersion) {
        read.isNewer = true;
        read.failure = Words::tr("version %1 is of a newer Vigie; expected at most %2")
                           .arg(version)
                           .arg(wallsVersion);
        return read;
    }
    const QJsonValue layouts = whole.value(QLatin1String("layouts"));
    if (version < 1 || !layouts.isArray() ||
        layouts.toArray().size() > static_cast<qsizetype>(mostLayouts)) {
        read.failure = Words::tr("expected \"version\": %1 and a list \"layouts\" of at most %2")
                           .arg(wallsVersion)
                           .arg(static_cast<qulonglong>(mostLayouts));
        return read;
    }
    int index = 0;
    for (const QJsonValue& one : layouts.toArray()) {
        QString problem;
        if (auto spec = specFrom(one, QStringLiteral("layouts[%1]").arg(index), problem)) {
            read.layouts.push_back(std::move(*spec));
        } else {
            read.problems << problem;
        }
        ++index;
    }
    return read;
}

QByteArray specToBytes(const WallSpec& spec) {
    return QJsonDocument(toObject(spec)).toJson(QJsonDocument::Compact);
}

WallSpec specFromBytes(const QByteArray& bytes) {
    QString problem;
    return specFrom(QJsonDocument::fromJson(bytes.left(longestWallsFile)).object(), {}, problem)
        .value_or(WallSpec{});
}

} // namespace vigie::ui::wall
