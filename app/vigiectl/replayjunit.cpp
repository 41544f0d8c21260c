// SPDX-License-Identifier: GPL-3.0-or-later
//
// The JUnit form that build servers read: a test case for each kind of difference that there is
// not, and a failed one for each difference that there is.
#include <fmt/format.h>

#include "app/vigiectl/junit.h"
#include "app/vigiectl/replayview.h"

namespace vigie::ctl {
namespace {

using replay::Difference;

std::string_view nothingOf(Kind kind) {
    switch (kind) {
    case Kind::Vanished:
        return "no alarm or incident vanishes";
    case Kind::Appeared:
        return "no alarm or incident appears";
    case Kind::Moved:
        return "no alarm or incident moves";
    case Kind::SeverityChanged:
        return "no alarm or incident has another severity";
    }
    return "";
}

struct Cases {
    std::string text;
    std::size_t count = 0;
    std::size_t failed = 0;

    void add(std::string_view group, std::string_view name, std::string_view failure) {
        ++count;
        text +=
            fmt::format("  <testcase classname=\"replay.{}\" name=\"{}\"", group, xmlText(name));
        if (failure.empty()) {
            text += "/>\n";
            return;
        }
        ++failed;
        text += fmt::format(">\n    <failure message=\"{}\">{}</failure>\n  </testcase>\n",
                            xmlText(failure), xmlText(failure));
    }
};

} // namespace

std::string replayJunit(const ReplayFindings& findings) {
    Cases cases;
    const auto outages = hiddenOutages(findings);
    if (outages.empty()) {
        cases.add("outages", "no outage is hidden", {});
    }
    const bool isOutageFault = findings.failing.contains(Kind::Vanished);
    for (const HiddenOutage& outage : outages) {
        cases.add("outages",
                  fmt::format("outage at {}, {}", base::toIso8601(outage.incident->opened),
                              causeOf(outage.incident->incident)),
                  isOutageFault ? "Hidden outage: " + sentenceOf(outage) : std::string());
    }
    for (const Kind kind : differenceKinds) {
        bool isAny = false;
        for (const Difference& difference : findings.compared.differences) {
            if (difference.kind != kind) {
                continue;
            }
            isAny = true;
            const std::string sentence = sentenceOf(findings, difference);
            cases.add(kindWord(kind),
                      fmt::format("{} {}", base::toIso8601(timeOf(difference)), sentence),
                      findings.isFault(difference) ? fmt::format("{}: {}", kindWord(kind), sentence)
                                                   : std::string());
        }
        if (!isAny) {
            cases.add(kindWord(kind), nothingOf(kind), {});
        }
    }
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite "
                       "name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}</testsuite>\n"
                       "</testsuites>\n",
                       xmlText(findings.recording), cases.count, cases.failed, cases.text);
}

} // namespace vigie::ctl
