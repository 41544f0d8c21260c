// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/rules.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/vigiectl/json.h"
#include "app/vigiectl/ruleslive.h"
#include "app/vigiectl/rulesview.h"
#include "app/vigiectl/table.h"
#include "core/config/rulesfile.h"
#include "core/config/ruletests.h"
#include "core/config/rulewords.h"
#include "core/config/scalars.h"

namespace vigie::ctl {
namespace {

using Json = nlohmann::ordered_json;

int refuse(const std::string& why, ExitCode code) {
    fmt::print(stderr, "vigiectl: {}\n", why);
    return code;
}

base::Result<alarm::RuleSetPtr> rulesFrom(const std::filesystem::path& file) {
    return file.empty() ? base::Result<alarm::RuleSetPtr>(config::defaultRules())
                        : config::readRules(file);
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

int check(const RulesOptions& options) {
    bool isGood = true;
    for (const std::string& file : options.files) {
        const auto rules = config::readRules(file);
        isGood = isGood && rules.has_value();
        if (options.isJson) {
            Json json{{"file", file}, {"ok", rules.has_value()}};
            if (rules) {
                json["rules"] = (*rules)->rules.size();
                json["revision"] = (*rules)->revision;
            } else {
                json["faults"] = linesOf(rules.error().message);
            }
            fmt::print("{}\n", toLine(json));
        } else if (rules) {
            fmt::print("{}: {} rules, revision {}\n", file, (*rules)->rules.size(),
                       (*rules)->revision);
        } else {
            fmt::print("{}\n", rules.error().message);
        }
    }
    return isGood ? Ok : FaultsFound;
}

struct TestRun {
    const alarm::RuleTest* test = nullptr;
    std::vector<alarm::TestFailure> failures;
};

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

/// The JUnit form that build servers read.
std::string junitOf(const std::string& file, const std::vector<TestRun>& runs, std::size_t failed) {
    std::string out = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite "
                                  "name=\"{}\" tests=\"{}\" failures=\"{}\">\n",
                                  escaped(file), runs.size(), failed);
    for (const TestRun& run : runs) {
        out += fmt::format("  <testcase classname=\"rules\" name=\"{}\">", escaped(run.test->name));
        for (const auto& failure : run.failures) {
            out += fmt::format("<failure message=\"{}\">{}</failure>", escaped(failure.message),
                               escaped(failure.definedAt));
        }
        out += "</testcase>\n";
    }
    return out + "</testsuite>\n";
}

struct Tests {
    config::RuleTests tests;
    alarm::RuleSetPtr rules;
};

/// The tests with the rules that they are for.
base::Result<Tests> testsFrom(const std::string& file, const std::string& rulesFile) {
    auto tests = config::readRuleTests(file);
    if (!tests) {
        return tl::unexpected(tests.error());
    }
    const auto rules =
        rulesFrom(rulesFile.empty() ? tests->rules : std::filesystem::path(rulesFile));
    if (!rules) {
        return tl::unexpected(rules.error());
    }
    return Tests{std::move(*tests), *rules};
}

int test(const RulesOptions& options) {
    const auto loaded = testsFrom(options.testFile, options.rules);
    if (!loaded) {
        return refuse(loaded.error().message, Usage);
    }
    std::vector<TestRun> runs;
    std::size_t failed = 0;
    for (const alarm::RuleTest& one : loaded->tests.tests) {
        runs.push_back({&one, alarm::runTest(one, loaded->rules)});
        const TestRun& run = runs.back();
        failed += run.failures.empty() ? 0 : 1;
        if (options.isJson) {
            Json json{{"test", one.name}, {"ok", run.failures.empty()}};
            for (const auto& failure : run.failures) {
                json["failures"].push_back({{"at", failure.definedAt}, {"why", failure.message}});
            }
            fmt::print("{}\n", toLine(json));
            continue;
        }
        fmt::print("{}  {}\n", run.failures.empty() ? "ok    " : "FAILED", printable(one.name));
        for (const auto& failure : run.failures) {
            fmt::print("        {}: {}\n", failure.definedAt, printable(failure.message));
        }
    }
    if (!options.isJson) {
        fmt::print("{} tests, {} failed; rules of {}, revision {}\n", runs.size(), failed,
                   loaded->rules->source, loaded->rules->revision);
    }
    if (!options.junit.empty()) {
        std::ofstream file(options.junit, std::ios::binary);
        file << junitOf(options.testFile, runs, failed);
        if (!file.flush()) {
            return refuse(options.junit + " could not be written", NoContact);
        }
    }
    return failed == 0 ? Ok : FaultsFound;
}

void tell(const alarm::Explanation& told, const alarm::RuleSet& rules, bool isJson, Json json) {
    // The variant that applies, otherwise any of that id.
    const auto found =
        std::find_if(rules.rules.begin(), rules.rules.end(), [&told](const alarm::Rule& rule) {
            return rule.id == told.ruleId && rule.definedAt == told.definedAt;
        });
    const alarm::Rule* rule = found == rules.rules.end() ? rules.find(told.ruleId) : &*found;
    if (isJson) {
        json.update(explanationJson(told, rule));
        fmt::print("{}\n", toLine(json));
    } else {
        fmt::print("{}", renderExplanation(told, rule));
    }
}

int explainTestFile(const RulesOptions& options) {
    const auto loaded = testsFrom(options.source, options.rules);
    if (!loaded) {
        return refuse(loaded.error().message, Usage);
    }
    const auto& tests = loaded->tests.tests;
    const auto found = std::find_if(tests.begin(), tests.end(), [&](const alarm::RuleTest& one) {
        return one.name == options.test;
    });
    if (found == tests.end()) {
        return refuse("there is no test '" + options.test + "'", Usage);
    }
    const auto at = config::parseDuration(options.at);
    if (!at) {
        return refuse("--at: expected a time such as 12s, found '" + options.at + "'", Usage);
    }
    if (!loaded->rules->find(options.rule)) {
        return refuse("there is no rule '" + options.rule + "'", Usage);
    }
    const auto told = alarm::explainTest(*found, loaded->rules,
                                         std::chrono::duration_cast<std::chrono::milliseconds>(*at),
                                         options.rule);
    tell(told, *loaded->rules, options.isJson, Json{{"test", found->name}, {"at", options.at}});
    return Ok;
}

int explain(const RulesOptions& options) {
    if (!options.test.empty()) {
        return options.at.empty() || options.rule.empty()
                   ? refuse("--test needs --at and --rule", Usage)
                   : explainTestFile(options);
    }
    const auto rules = rulesFrom(options.rules);
    if (!rules) {
        return refuse(rules.error().message, Usage);
    }
    if (!options.rule.empty() && !(*rules)->find(options.rule)) {
        return refuse("there is no rule '" + options.rule + "'", Usage);
    }
    const auto all = explainLive(options, *rules);
    if (!all) {
        return refuse(printable(all.error().message), NoContact);
    }
    for (const SubjectExplanations& one : all->subjects) {
        if (!options.isJson) {
            fmt::print("{} {}\n", config::scopeWord(one.subject.scope),
                       printable(one.subject.id.empty() ? all->node : one.subject.id));
        }
        for (const alarm::Explanation& told : one.rules) {
            Json json{{"node", all->node}, {"scope", config::scopeWord(one.subject.scope)}};
            if (!one.subject.id.empty()) {
                json["subject"] = one.subject.id;
            }
            tell(told, **rules, options.isJson, json);
        }
    }
    return Ok;
}

int list(const RulesOptions& options) {
    const auto rules = rulesFrom(options.rules);
    if (!rules) {
        return refuse(rules.error().message, Usage);
    }
    if (!options.isJson) {
        fmt::print("{}", renderRules(**rules));
        return Ok;
    }
    for (const alarm::Rule& rule : (*rules)->rules) {
        fmt::print("{}\n", toLine(ruleJson(rule)));
    }
    return Ok;
}

void addExplain(CLI::App& command, RulesOptions& options) {
    command.add_option("source", options.source, "HOST:PORT of a node, or a file of rule tests")
        ->required();
    auto* path =
        command.add_option("--path", options.path, "Id of a path, with its input and node");
    auto* input = command.add_option("--input", options.input, "Id of an input, with its node");
    command.add_option("--rule", options.rule, "Only this rule");
    auto* seconds = command.add_option("--seconds", options.seconds, "Watch for so long (5)")
                        ->check(CLI::Range(0.5, 86400.0));
    auto* test = command.add_option("--test", options.test, "Name of a test of the file");
    command.add_option("--at", options.at, "Moment of the test: 12s")->needs(test);
    path->excludes(input);
    for (auto* live : {path, input, seconds}) {
        live->excludes(test);
    }
    command.add_flag("--tls", options.isTls, "TLS with the system's authorities");
    command
        .add_option("--tls-roots", options.tls.rootCertificates, "Trust these authorities (PEM)")
        ->check(CLI::ExistingFile);
    auto* certificate =
        command.add_option("--tls-cert", options.tls.certificate, "Our own certificate (PEM)")
            ->check(CLI::ExistingFile);
    auto* key =
        command.add_option("--tls-key", options.tls.privateKey, "The key of --tls-cert (PEM)")
            ->check(CLI::ExistingFile);
    certificate->needs(key);
    key->needs(certificate);
    command.add_option("--server-name", options.tls.serverName,
                       "The name the node's certificate is for");
}

} // namespace

CLI::App* addRules(CLI::App& app, RulesOptions& options) {
    using Command = RulesOptions::Command;
    auto* command = app.add_subcommand("rules", "Alarm rules: check, test, explain and list them");
    command->require_subcommand(1);
    const auto add = [command, &options](const char* name, const char* what, Command which) {
        auto* sub = command->add_subcommand(name, what);
        sub->add_flag("--json", options.isJson, "JSON lines for scripts");
        sub->callback([&options, which] { options.command = which; });
        return sub;
    };
    auto* checks =
        add("check", "Whether rules files are right; all faults at once", Command::Check);
    checks->add_option("files", options.files, "Rules files (YAML)")->required();
    auto* tests = add("test", "Runs the tests of a file", Command::Test);
    tests->add_option("file", options.testFile, "Rule tests (YAML)")->required();
    tests->add_option("--junit", options.junit, "Write the results for a build server");
    auto* explains = add("explain", "Why alarms are or are not raised", Command::Explain);
    addExplain(*explains, options);
    auto* lists = add("list", "The rules in force", Command::List);
    for (auto* sub : {tests, explains, lists}) {
        sub->add_option("--rules", options.rules, "Rules file (default: the shipped rules)");
    }
    return command;
}

int rules(const RulesOptions& options) {
    int code = Ok;
    switch (options.command) {
    case RulesOptions::Command::Check:
        code = check(options);
        break;
    case RulesOptions::Command::Test:
        code = test(options);
        break;
    case RulesOptions::Command::Explain:
        code = explain(options);
        break;
    case RulesOptions::Command::List:
        code = list(options);
        break;
    }
    return std::fflush(stdout) == 0 ? code : refuse("the report could not be written", NoContact);
}

} // namespace vigie::ctl
