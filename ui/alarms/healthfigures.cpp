// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/healthfigures.h"

#include <QCoreApplication>

#include "ui/theme/figures.h"

namespace vigie::ui::alarms {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::alarms)
};

/// Met up to `good`, tolerable up to `most`.
Judgement judge(double value, double good, double most) {
    if (value <= good) {
        return Judgement::Met;
    }
    return value <= most ? Judgement::Tolerable : Judgement::Missed;
}

QString percent(double part) {
    return theme::figure(part * 100, 1) + QStringLiteral(" %");
}

HealthFigure perDay(const alarm::Performance& performance) {
    HealthFigure figure;
    figure.name = Words::tr("Lines per day");
    figure.target = Words::tr("≤ 150, at most 300");
    figure.meaning = Words::tr(
        "Operator lines (incidents) for 24 hours at the rate so far. An operator can take care of "
        "about one every ten minutes over a shift. Where it is more: look at the top ten and give "
        "these rules a longer on-delay, a wider deadband, or a lower severity.");
    const double hours =
        std::chrono::duration<double, std::ratio<3600>>(performance.at - performance.from).count();
    if (hours < 1) {
        figure.value = theme::unknownFigure();
        return figure; // less than an hour says nothing about a day
    }
    const double value = performance.lines * 24.0 / hours;
    figure.value = theme::figure(value, 0);
    figure.judgement = judge(value, 150, 300);
    return figure;
}

HealthFigure floods(const alarm::Performance& performance) {
    HealthFigure figure;
    figure.name = Words::tr("Time in flood");
    figure.target = QStringLiteral("< 1 %");
    figure.value = percent(performance.floodTime) +
                   (performance.floods == 1
                        ? Words::tr(" · 1 flood")
                        : Words::tr(" · %1 floods").arg(theme::grouped(performance.floods)));
    figure.judgement = performance.floodTime < 0.01 ? Judgement::Met : Judgement::Missed;
    figure.meaning = Words::tr(
        "A flood begins with more than 10 lines in 10 minutes and ends with fewer than 5: nobody "
        "can read them all. Where it happens: see which cause split into many lines, and describe "
        "its hop in the plan, so that they fold under one.");
    return figure;
}

HealthFigure topTen(const alarm::Performance& performance) {
    HealthFigure figure;
    figure.name = Words::tr("Part of the top ten");
    figure.target = Words::tr("≤ 1 %, at most 5 %");
    figure.meaning =
        Words::tr("What the ten most frequent alarms are of all. Where it is high: mending these "
                  "ten rules mends most of the load. Judged from %1 alarms on.")
            .arg(leastForParts);
    if (performance.alarms == 0) {
        figure.value = theme::unknownFigure();
        return figure;
    }
    figure.value = percent(performance.topPart);
    if (performance.alarms >= leastForParts) {
        figure.judgement = judge(performance.topPart, 0.01, 0.05);
    }
    return figure;
}

HealthFigure distribution(const alarm::Performance& performance) {
    HealthFigure figure;
    figure.name = Words::tr("Low / medium / high");
    figure.target = Words::tr("about 80 / 15 / 5 %");
    figure.meaning =
        Words::tr("Raised alarms by priority: low is warning and minor, medium is major, high is "
                  "critical. Where too much is critical, nothing is: lower the severity of what "
                  "need not be answered within minutes. Judged from %1 alarms on.")
            .arg(leastForParts);
    const auto parts = prioritiesOf(performance);
    if (!parts) {
        figure.value = theme::unknownFigure();
        return figure;
    }
    figure.value = QStringLiteral("%1 / %2 / %3 %")
                       .arg(theme::figure(parts->low, 0), theme::figure(parts->medium, 0),
                            theme::figure(parts->high, 0));
    if (performance.alarms >= leastForParts) {
        // Fewer of the high ones is no harm; twice the target is still a ranking.
        const Judgement high = judge(parts->high, targetPriorities.high, 10);
        const Judgement above = judge(parts->medium + parts->high, 20, 40);
        figure.judgement = std::max(high, above);
    }
    return figure;
}

HealthFigure counted(const QString& name, std::uint32_t count, const QString& target,
                     Judgement judgement, const QString& meaning) {
    return {name, theme::grouped(count), target, judgement, meaning};
}

} // namespace

QString judgementText(Judgement judgement) {
    switch (judgement) {
    case Judgement::Met:
        return Words::tr("met");
    case Judgement::Tolerable:
        return Words::tr("tolerable");
    case Judgement::Missed:
        return Words::tr("missed");
    case Judgement::NotKnown:
        return Words::tr("too little counted");
    case Judgement::NoTarget:
        return Words::tr("no target");
    }
    return {};
}

std::optional<Priorities> prioritiesOf(const alarm::Performance& performance) {
    const auto of = [&performance](alarm::Severity severity) {
        return static_cast<double>(performance.bySeverity[static_cast<std::size_t>(severity)]);
    };
    const double low = of(alarm::Severity::Warning) + of(alarm::Severity::Minor);
    const double medium = of(alarm::Severity::Major);
    const double high = of(alarm::Severity::Critical);
    const double all = low + medium + high;
    if (all <= 0) {
        return std::nullopt;
    }
    return Priorities{100 * low / all, 100 * medium / all, 100 * high / all};
}

std::vector<HealthFigure> healthFigures(const alarm::Performance& performance) {
    std::vector<HealthFigure> figures;
    const bool isCounted = !performance.linesPer10Min.empty();
    HealthFigure mean{Words::tr("Lines per 10 min, mean"), theme::unknownFigure(),
                      Words::tr("≤ 1, at most 2"), Judgement::NotKnown,
                      Words::tr("How often an operator is called. About one in ten minutes is "
                                "acceptable, two are manageable. Where it is more: begin with the "
                                "top ten.")};
    HealthFigure peak{Words::tr("Lines per 10 min, peak"), theme::unknownFigure(),
                      QStringLiteral("≤ 10"), Judgement::NotKnown,
                      Words::tr("The worst ten minutes. Above ten lines an operator only watches "
                                "them pass. Where it is more: look in the journal at that time for "
                                "one cause that came as many lines.")};
    HealthFigure busy{Words::tr("Periods above 10 lines"), theme::unknownFigure(),
                      QStringLiteral("< 1 %"), Judgement::NotKnown,
                      Words::tr("The part of the ten-minute periods that were too much for one "
                                "operator.")};
    if (isCounted) {
        mean.value = theme::figure(performance.linesPer10MinMean, 1);
        mean.judgement = judge(performance.linesPer10MinMean, 1, 2);
        peak.value = theme::grouped(performance.linesPer10MinPeak);
        peak.judgement = performance.linesPer10MinPeak <= 10 ? Judgement::Met : Judgement::Missed;
        busy.value = percent(performance.busyPeriods);
        busy.judgement = performance.busyPeriods < 0.01 ? Judgement::Met : Judgement::Missed;
    }
    figures.push_back(std::move(mean));
    figures.push_back(std::move(peak));
    figures.push_back(std::move(busy));
    figures.push_back(perDay(performance));
    figures.push_back(floods(performance));
    figures.push_back(topTen(performance));
    const auto zero = [](std::size_t count) {
        return count == 0 ? Judgement::Met : Judgement::Missed;
    };
    figures.push_back(counted(
        Words::tr("Chattering"), static_cast<std::uint32_t>(performance.chattering.size()),
        QStringLiteral("0"), zero(performance.chattering.size()),
        Words::tr("Alarms that came and went three times or more within a minute. Give the rule a "
                  "deadband (clear) or a longer off-delay.")));
    figures.push_back(
        counted(Words::tr("Fleeting"), performance.fleeting, QStringLiteral("0"),
                zero(performance.fleeting),
                Words::tr("Alarms that were gone within 10 s and did not come again: nobody could "
                          "act on them. Give the rule a longer on-delay.")));
    figures.push_back(counted(
        Words::tr("Stale"), static_cast<std::uint32_t>(performance.stale.size()),
        QStringLiteral("< 5"), performance.stale.size() < 5 ? Judgement::Met : Judgement::Missed,
        Words::tr("Present for more than 24 hours. Nobody acts on them any more: mend the cause, "
                  "take it out of service with a reason, or narrow the rule (where).")));
    figures.push_back(distribution(performance));
    figures.push_back(counted(Words::tr("Shelved"), performance.shelved, QString(),
                              Judgement::NoTarget,
                              Words::tr("Put aside by operators, for a time. Each has a name and a "
                                        "reason in the journal; many on one rule speak against "
                                        "it.")));
    figures.push_back(counted(Words::tr("Suppressed by design"), performance.suppressed, QString(),
                              Judgement::NoTarget,
                              Words::tr("Off air by the schedule, in maintenance, or explained by "
                                        "a parent that failed.")));
    figures.push_back(counted(Words::tr("Out of service"), performance.outOfService, QString(),
                              Judgement::NoTarget,
                              Words::tr("Taken out until someone returns them. Look through them "
                                        "at each shift: what is forgotten here is never seen.")));
    return figures;
}

} // namespace vigie::ui::alarms
