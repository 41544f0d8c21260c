// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/rulesfile.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/config/rulereader.h"
#include "core/config/rulewords.h"
#include "core/config/scalars.h"
#include "core/config/tables.h"
#include "core/config/yaml.h"
#include "generated/config/defaultrules.h"

namespace vigie::config {
namespace {

namespace fs = std::filesystem;
using alarm::Rule;

constexpr std::size_t mostRules = 4096;
constexpr std::size_t mostFiles = 64;
constexpr std::uintmax_t largestFile = 4u << 20;

/// FNV-1a, 64 bits: names a content in reports; nothing is secured by it.
class Hash {
public:
    void add(std::string_view text) {
        for (const char c : text) {
            m_value = (m_value ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ull;
        }
        m_value = (m_value ^ 0xff) * 0x100000001b3ull; // where one text ends is part of it
    }
    [[nodiscard]] std::string hex() const { return fmt::format("{:016x}", m_value); }

private:
    std::uint64_t m_value = 0xcbf29ce484222325ull;
};

base::Result<std::string> textOf(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return base::failure(file.string() + ": is no file, expected a rules file");
    }
    if (const auto size = fs::file_size(file, error); error || size > largestFile) {
        return base::failure(file.string() + ": cannot be read, or is larger than 4 MiB");
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return base::failure(file.string() + ": cannot be read");
    }
    return std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
}

/// Reads a file with what it includes, lays overrides over what they inherit, then checks the
/// whole.
class Loader {
public:
    explicit Loader(bool hasDefaults) : m_hasDefaults(hasDefaults) {}

    base::Result<void> open(const std::string& text, const std::string& name,
                            const fs::path& folder) {
        const auto root = Value::parseText(text, name);
        if (!root) {
            return tl::unexpected(root.error());
        }
        m_hash.add(text);
        m_documents.push_back(*root);
        take(*root, folder, true);
        return {};
    }

    base::Result<alarm::RuleSetPtr> finish(const std::string& source) {
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            resolve(i);
        }
        for (const Entry& entry : m_entries) {
            if (entry.value && entry.stage == Stage::Done) {
                checkRule(*entry.value, entry.rule);
                checkUnless(entry);
            }
        }
        checkUnlessCycles();
        std::string errors;
        for (const Value& document : m_documents) {
            if (const std::string found = document.errors(); !found.empty()) {
                errors += (errors.empty() ? "" : "\n") + found;
            }
        }
        if (!errors.empty()) {
            return base::failure(errors);
        }
        auto set = std::make_shared<alarm::RuleSet>();
        set->source = source;
        set->revision = m_hash.hex();
        for (Entry& entry : m_entries) {
            set->rules.push_back(std::move(entry.rule));
        }
        return alarm::RuleSetPtr(std::move(set));
    }

private:
    enum class Stage : std::uint8_t { Waiting, Busy, Done, Broken };
    struct Entry {
        std::string id;
        /// Absent for shipped rules, which are whole.
        std::optional<Value> value;
        std::string extends;
        bool hasWhere = false;
        /// A later file, or the list `disable` of its own, switched it off.
        bool isSwitchedOff = false;
        Stage stage = Stage::Waiting;
        Rule rule;
    };

    void take(const Value& root, const fs::path& folder, bool isOutermost) {
        root.expectKeys(rulesFileKeys);
        if (!root.isMap()) {
            return;
        }
        if (const auto version = root.require("version")) {
            (void)version->integer(1, 1);
        }
        bool wantsDefaults = m_hasDefaults;
        if (const auto given = root.find("defaults")) {
            wantsDefaults = given->boolean() && m_hasDefaults;
            if (!isOutermost) {
                given->fail("only the file that includes the others says so");
            }
        }
        if (isOutermost && wantsDefaults) {
            takeDefaults();
        }
        if (const auto list = root.find("include")) {
            for (const Value& item : list->items()) {
                include(item, folder);
            }
        }
        if (const auto list = root.find("disable")) {
            disable(*list);
        }
        if (const auto list = root.find("rules")) {
            takeRules(*list);
        }
    }

    void takeDefaults() {
        m_hash.add(shippedRulesText);
        for (const Rule& rule : defaultRules()->rules) {
            Entry entry;
            entry.id = rule.id;
            entry.hasWhere = rule.where != alarm::Where{};
            entry.rule = rule;
            entry.stage = Stage::Done;
            append(std::move(entry));
        }
    }

    void include(const Value& item, const fs::path& folder) {
        const std::string name = item.text();
        if (name.empty() || folder.empty()) {
            item.fail(name.empty() ? "expected the name of a file, found nothing"
                                   : "a text that is no file can not include one");
            return;
        }
        const fs::path file = folder / name;
        std::error_code error;
        const fs::path whole = fs::weakly_canonical(file, error);
        if (!m_files.insert(error ? file : whole).second) {
            item.fail("'" + name + "' is included already");
            return;
        }
        if (m_files.size() > mostFiles) {
            item.fail(fmt::format("more than {} files", mostFiles));
            return;
        }
        const auto text = textOf(file);
        if (!text) {
            item.fail("cannot include: " + text.error().message);
            return;
        }
        const auto root = Value::parseText(*text, file.string());
        if (!root) {
            item.fail("cannot include: " + root.error().message);
            return;
        }
        m_hash.add(*text);
        m_documents.push_back(*root);
        take(*root, file.parent_path().empty() ? fs::path(".") : file.parent_path(), false);
    }

    void disable(const Value& list) {
        for (const Value& item : list.items()) {
            const std::string id = item.text();
            const auto found = m_numbers.find(id);
            if (found == m_numbers.end()) {
                failUnknown(item, id);
                continue;
            }
            for (const std::size_t number : found->second) {
                m_entries[number].isSwitchedOff = true;
                m_entries[number].rule.isEnabled = false;
            }
        }
    }

    void takeRules(const Value& list) {
        std::map<std::string, bool> own; // whether an id was defined here
        for (const Value& item : list.items()) {
            item.expectKeys(ruleKeys);
            const auto id = item.require("id");
            if (!id) {
                continue;
            }
            Entry entry;
            entry.id = readId(*id);
            entry.value = item;
            const auto where = item.find("where");
            entry.hasWhere = where && where->isMap() && !where->entries().empty();
            if (const auto extends = item.find("extends")) {
                entry.extends = extends->text();
            }
            if (own[entry.id] && !entry.hasWhere && entry.extends.empty()) {
                id->fail("the id '" + entry.id +
                         "' is given twice; a variant of it has 'where' or extends itself");
            }
            own[entry.id] = true;
            if (m_entries.size() >= mostRules) {
                item.fail(fmt::format("more than {} rules", mostRules));
                return;
            }
            append(std::move(entry));
        }
    }

    void append(Entry entry) {
        m_numbers[entry.id].push_back(m_entries.size());
        m_entries.push_back(std::move(entry));
    }

    void failUnknown(const Value& at, const std::string& id) const {
        std::vector<std::string_view> known;
        known.reserve(m_numbers.size());
        for (const auto& [name, numbers] : m_numbers) {
            known.push_back(name);
        }
        const auto near = nearestWord(id, known);
        at.fail(near.empty() ? fmt::format("there is no rule '{}'", id)
                             : fmt::format("there is no rule '{}', did you mean '{}'?", id, near));
    }

    /// What an entry inherits from: of the rules of that id (before it, if it is its own) the last
    /// one that is for all subjects, otherwise the last one.
    [[nodiscard]] std::optional<std::size_t> baseOf(std::size_t number) const {
        const Entry& entry = m_entries[number];
        const std::string& wanted = entry.extends.empty() ? entry.id : entry.extends;
        const auto found = m_numbers.find(wanted);
        if (found == m_numbers.end()) {
            return std::nullopt;
        }
        std::optional<std::size_t> last;
        std::optional<std::size_t> general;
        for (const std::size_t other : found->second) {
            if (other == number || (wanted == entry.id && other > number)) {
                continue;
            }
            last = other;
            if (!m_entries[other].hasWhere) {
                general = other;
            }
        }
        return general ? general : last;
    }

    void resolve(std::size_t number) {
        Entry& entry = m_entries[number];
        if (entry.stage != Stage::Waiting) {
            return;
        }
        entry.stage = Stage::Busy;
        const auto base = baseOf(number);
        const bool isVariant = entry.extends.empty() || entry.extends == entry.id;
        if (base) {
            resolve(*base);
            const Entry& from = m_entries[*base];
            if (from.stage != Stage::Done) {
                if (from.stage == Stage::Busy) {
                    entry.value->find("extends")
                        .value_or(*entry.value)
                        .fail(fmt::format("'{}' and '{}' extend each other", entry.id, from.id));
                }
                entry.stage = Stage::Broken;
                return;
            }
            entry.rule = from.rule;
            if (isVariant) {
                entry.rule.where = {};
            }
        } else if (!entry.extends.empty()) {
            const Value at = entry.value->find("extends").value_or(*entry.value);
            if (isVariant) {
                at.fail("it extends itself, and no rule before it has this id");
            } else {
                failUnknown(at, entry.extends);
            }
            entry.stage = Stage::Broken;
            return;
        }
        const model::Scope before = entry.rule.scope;
        entry.rule.id = entry.id;
        readRule(*entry.value, entry.rule, base.has_value());
        if (base && isVariant && entry.rule.scope != before) {
            entry.value->find("metric")
                .value_or(*entry.value)
                .fail(fmt::format("'{}' is on a {}, and so are its variants", entry.id,
                                  scopeWord(before)));
        }
        if (entry.isSwitchedOff) {
            entry.rule.isEnabled = false;
        }
        entry.stage = Stage::Done;
    }

    void checkUnless(const Entry& entry) const {
        const auto list = entry.value->find("unless");
        if (!list || !list->isList()) {
            return; // inherited: said there
        }
        for (const Value& item : list->items()) {
            const std::string id = item.text();
            const auto found = m_numbers.find(id);
            if (id.empty()) {
                continue; // said already
            }
            if (found == m_numbers.end()) {
                failUnknown(item, id);
            } else if (id == entry.id) {
                item.fail("a rule does not explain itself");
            } else if (const Entry& other = m_entries[found->second.front()];
                       other.stage == Stage::Done && other.rule.scope > entry.rule.scope) {
                item.fail(fmt::format("a rule on a {} is explained by rules on the same {}{}, and "
                                      "'{}' is on a {}",
                                      scopeWord(entry.rule.scope), scopeWord(entry.rule.scope),
                                      entry.rule.scope == model::Scope::Path
                                          ? ", its input or its node"
                                      : entry.rule.scope == model::Scope::Input ? " or its node"
                                                                                : "",
                                      id, scopeWord(other.rule.scope)));
            }
        }
    }

    /// Whether `id` is explained, through others, by `goal`.
    [[nodiscard]] bool leadsTo(const std::string& id, const std::string& goal,
                               std::set<std::string>& seen) const {
        const auto found = m_numbers.find(id);
        if (found == m_numbers.end() || !seen.insert(id).second) {
            return false;
        }
        for (const std::size_t number : found->second) {
            for (const std::string& next : m_entries[number].rule.unless) {
                if (next == goal || leadsTo(next, goal, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    void checkUnlessCycles() const {
        for (const Entry& entry : m_entries) {
            const auto list = entry.value ? entry.value->find("unless") : std::nullopt;
            if (entry.stage != Stage::Done || !list || !list->isList()) {
                continue;
            }
            for (const Value& item : list->items()) {
                std::set<std::string> seen;
                if (const std::string id = item.text();
                    id != entry.id && leadsTo(id, entry.id, seen)) {
                    item.fail(fmt::format("'{}' and '{}' explain each other", entry.id, id));
                }
            }
        }
    }

    const bool m_hasDefaults;
    std::vector<Value> m_documents;
    std::vector<Entry> m_entries;
    std::map<std::string, std::vector<std::size_t>> m_numbers;
    std::set<fs::path> m_files;
    Hash m_hash;
};

base::Result<alarm::RuleSetPtr> load(const std::string& text, const std::string& name,
                                     const fs::path& folder, bool hasDefaults) {
    Loader loader(hasDefaults);
    if (const auto opened = loader.open(text, name, folder); !opened) {
        return tl::unexpected(opened.error());
    }
    return loader.finish(name);
}

} // namespace

base::Result<alarm::RuleSetPtr> readRules(const fs::path& file) {
    const auto text = textOf(file);
    if (!text) {
        return tl::unexpected(text.error());
    }
    const fs::path folder = file.parent_path();
    return load(*text, file.string(), folder.empty() ? fs::path(".") : folder, true);
}

base::Result<alarm::RuleSetPtr>
readRulesText(const std::string& text, const std::string& nameForErrors, const fs::path& folder) {
    return load(text, nameForErrors, folder, true);
}

const alarm::RuleSetPtr& defaultRules() {
    static const alarm::RuleSetPtr rules = [] {
        // A test reads it: what ships has no faults. A desk would rather run without rules than
        // not.
        const auto read = load(shippedRulesText, "default.yaml", {}, false);
        if (!read) {
            return std::make_shared<const alarm::RuleSet>();
        }
        auto set = std::make_shared<alarm::RuleSet>(**read);
        set->source = "built-in";
        return alarm::RuleSetPtr(std::move(set));
    }();
    return rules;
}

const char* defaultRulesText() {
    return shippedRulesText;
}

} // namespace vigie::config
