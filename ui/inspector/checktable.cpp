// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "ui/inspector/metricview.h"
#include "ui/inspector/sidetable.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

CheckTable::CheckTable(QObject* parent)
    : SideTable({tr("Check"), tr("Name")}, {QString(), tr("last"), tr("worst/s")}, parent) {}

void CheckTable::forget() {
    m_latest = {};
    m_accuracyBasis = {};
    m_own = {};
    m_courses = {};
    rebuild();
}

void CheckTable::setCourse(std::size_t side, const std::string& check,
                           const engine::ChartSeries& series) {
    Course course;
    for (const engine::ChartPoint& point : series.points) {
        if (point.maximum > 0) {
            course.last = point.at;
            course.worst = std::max(course.worst, point.maximum);
        }
    }
    m_courses[side][check] = course;
    rebuild();
}

std::optional<double> CheckTable::countOf(std::size_t side, const std::string& check) const {
    const auto errors = m_latest[side].find(model::tr101290ErrorsKey(check));
    return errors != m_latest[side].end() ? valueOf(errors->second) : std::nullopt;
}

std::vector<std::string> CheckTable::countedChecks(std::size_t side) const {
    std::vector<std::string> counted;
    for (const std::string& check : model::tr101290Checks()) {
        if (countOf(side, check).value_or(0) > 0) {
            counted.push_back(check);
        }
    }
    return counted;
}

SideTable::Cell CheckTable::lastCell(std::size_t side, const std::string& check) const {
    const QColor quiet = QColor::fromRgb(theme::color::quiet());
    const auto course = m_courses[side].find(check);
    if (course == m_courses[side].end() || !course->second.last) {
        return {theme::unknownFigure(), {}, quiet, tr("None in the time that the charts show")};
    }
    const base::Utc at = *course->second.last;
    return {theme::clockText(at), QString::fromStdString(base::toIso8601(at)),
            QColor::fromRgb(theme::color::text()), tr("When errors came last")};
}

SideTable::Cell CheckTable::worstCell(std::size_t side, const std::string& check) const {
    const QColor quiet = QColor::fromRgb(theme::color::quiet());
    const auto course = m_courses[side].find(check);
    if (course == m_courses[side].end() || !course->second.last) {
        return {theme::unknownFigure(), {}, quiet, tr("None in the time that the charts show")};
    }
    return {theme::figure(course->second.worst, 0), course->second.worst,
            QColor::fromRgb(theme::color::text()),
            tr("The most in a second of the time that the charts show")};
}

void CheckTable::setPathLatest(std::size_t side, const Latest& latest) {
    const auto found = latest.find(std::string(model::key::pcrAccuracyBasis));
    const std::int64_t basis = found != latest.end() ? found->second.raw.value_or(0) : 0;
    OwnStates own{};
    for (std::size_t i = 0; i < own.size(); ++i) {
        const auto state = latest.find(model::serviceCheckKey(model::serviceChecks[i]));
        own[i] = state != latest.end() ? state->second.raw.value_or(0) : 0;
    }
    if (basis != m_accuracyBasis[side] || own != m_own[side]) {
        m_accuracyBasis[side] = basis;
        m_own[side] = own;
        rebuild();
    }
}

QString CheckTable::whyNotMeasurable(std::size_t side, const std::string& check) const {
    if (check == "2.4") {
        switch (m_accuracyBasis[side]) {
        case model::state::PcrNotConstantRate:
            return tr("bytes tell time only at a constant rate, and this stream's is not");
        case model::state::PcrTooFew:
            return tr("too few PCRs");
        case model::state::PcrPacketsLost:
            return tr("packets were lost, so bytes cannot be counted");
        default:
            return tr("it needs a constant rate and no loss");
        }
    }
    if (check == "3.3" || check == "3.9" || check == "3.10") {
        return tr("the buffer model needs a clock, codecs that it knows, and no loss");
    }
    return tr("the stream has nothing to measure it by");
}

void CheckTable::setLatest(std::size_t side, Latest latest) {
    m_latest[side] = std::move(latest);
    rebuild();
}

SideTable::Cell CheckTable::cell(std::size_t side, const std::string& check) const {
    const QColor quiet = QColor::fromRgb(theme::color::quiet());
    const Cell unknown{tr("unknown"), {}, quiet, tr("Not known")};
    if (!twins().paths[side]) {
        return {theme::unknownFigure(), {}, quiet, tr("There is no such path")};
    }
    const auto state = m_latest[side].find(model::tr101290StateKey(check));
    if (state == m_latest[side].end() || !state->second.raw) {
        return unknown;
    }
    const std::optional<double> count = countOf(side, check);
    QString since =
        count ? tr("%1 since the node started").arg(theme::grouped(static_cast<qint64>(*count)))
              : tr("count not known");
    // Where there is no room for columns of their own.
    const auto course = m_courses[side].find(check);
    if (course != m_courses[side].end() && course->second.last) {
        since += tr("; last %1, at most %2 in a second of the time shown")
                     .arg(theme::clockText(*course->second.last),
                          theme::figure(course->second.worst, 0));
    }
    switch (*state->second.raw) {
    case model::state::CheckOk:
        return {tr("ok"), tr("ok"), QColor::fromRgb(theme::color::text()), since};
    case model::state::CheckError: {
        const auto at = model::serviceCheckOf(model::tr101290StateKey(check));
        if (at && m_own[side][*at] == model::state::CheckOk) {
            return {tr("other"), tr("error of another service"), quiet,
                    tr("Error now, but of another service in the stream; %1").arg(since)};
        }
        const auto severity = check.starts_with("1.") || check.starts_with("es.")
                                  ? engine::Severity::Major
                              : check.starts_with("3.") ? engine::Severity::Warning
                                                        : engine::Severity::Minor;
        const QString figure = count ? theme::grouped(static_cast<qint64>(*count)) : tr("error");
        return {theme::severityGlyph(severity) + QLatin1Char(' ') + figure,
                count ? QVariant(tr("error %1").arg(static_cast<qint64>(*count)))
                      : QVariant(tr("error")),
                theme::severityColor(severity), tr("Error now; %1").arg(since)};
    }
    case model::state::CheckNotMeasurable:
        return {tr("n/m"), tr("not measurable"), quiet,
                tr("Not measurable here, and never shown as ok: %1")
                    .arg(whyNotMeasurable(side, check))};
    case model::state::CheckDisabled:
        return {tr("off"), tr("off"), quiet, tr("Not enabled by the input's profile")};
    default:
        return unknown;
    }
}

void CheckTable::rebuild() {
    std::vector<Row> rows;
    for (const std::string& check : model::tr101290Checks()) {
        const std::string_view name = model::tr101290Name(check);
        QString words = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        words.replace(QLatin1Char('_'), QLatin1Char(' '));
        const bool isOurs = check.starts_with("es.");
        rows.push_back({check,
                        {isOurs ? theme::unknownFigure() : QString::fromStdString(check), words},
                        {cell(0, check), lastCell(0, check), worstCell(0, check), cell(1, check),
                         lastCell(1, check), worstCell(1, check)},
                        isOurs
                            ? tr("Not of the standard, which cannot see it: PCR and continuity "
                                 "are legal, and nothing comes")
                            : tr("ETSI TR 101 290, check %1").arg(QString::fromStdString(check))});
    }
    setRows(std::move(rows));
}

} // namespace vigie::ui::inspector
