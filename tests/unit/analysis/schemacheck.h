// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// As much of JSON Schema as docs/analyze.schema.json uses: type, properties, required,
/// additionalProperties, items, enum, minimum, maximum, oneOf and references within the document.
/// An unknown keyword is a fault, so that nothing is passed by in silence.
class SchemaCheck {
public:
    explicit SchemaCheck(nlohmann::json schema) : m_schema(std::move(schema)) {}

    /// What does not fit, each with its place.
    [[nodiscard]] std::vector<std::string> faultsOf(const nlohmann::json& value) const {
        std::vector<std::string> faults;
        check(value, m_schema, "$", faults);
        return faults;
    }

private:
    using Json = nlohmann::json;

    static bool isOfType(const Json& value, const std::string& type) {
        return (type == "null" && value.is_null()) || (type == "object" && value.is_object()) ||
               (type == "array" && value.is_array()) || (type == "string" && value.is_string()) ||
               (type == "boolean" && value.is_boolean()) ||
               (type == "integer" && value.is_number_integer()) ||
               (type == "number" && value.is_number());
    }
    static bool fitsType(const Json& value, const Json& type) {
        if (type.is_string()) {
            return isOfType(value, type.get<std::string>());
        }
        for (const Json& one : type) {
            if (isOfType(value, one.get<std::string>())) {
                return true;
            }
        }
        return false;
    }

    void check(const Json& value, const Json& schema, const std::string& where,
               std::vector<std::string>& faults) const {
        for (const auto& [keyword, rule] : schema.items()) {
            if (keyword == "$schema" || keyword == "title" || keyword == "description" ||
                keyword == "$defs") {
                continue;
            }
            if (keyword == "type") {
                if (!fitsType(value, rule)) {
                    faults.push_back(where + " is not of type " + rule.dump());
                }
            } else if (keyword == "enum") {
                if (std::find(rule.begin(), rule.end(), value) == rule.end()) {
                    faults.push_back(where + " is none of " + rule.dump());
                }
            } else if (keyword == "minimum") {
                if (value.is_number() && value.get<double>() < rule.get<double>()) {
                    faults.push_back(where + " is too small");
                }
            } else if (keyword == "maximum") {
                if (value.is_number() && value.get<double>() > rule.get<double>()) {
                    faults.push_back(where + " is too large");
                }
            } else if (keyword == "$ref") {
                check(value, m_schema.at(Json::json_pointer(rule.get<std::string>().substr(1))),
                      where, faults);
            } else if (keyword == "oneOf") {
                checkOneOf(value, rule, where, faults);
            } else if (keyword == "required") {
                for (const Json& key : rule) {
                    if (value.is_object() && !value.contains(key.get<std::string>())) {
                        faults.push_back(where + " has no " + key.dump());
                    }
                }
            } else if (keyword == "items") {
                for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
                    check(value[i], rule, where + "[" + std::to_string(i) + "]", faults);
                }
            } else if (keyword == "properties" || keyword == "additionalProperties") {
                checkMembers(value, schema, keyword == "properties", where, faults);
            } else {
                faults.push_back(where + ": the schema has the unknown keyword " + keyword);
            }
        }
    }

    void checkMembers(const Json& value, const Json& schema, bool areNamed,
                      const std::string& where, std::vector<std::string>& faults) const {
        if (!value.is_object()) {
            return;
        }
        const Json named = schema.value("properties", Json::object());
        for (const auto& [key, member] : value.items()) {
            const std::string inside = where + "." + key;
            if (named.contains(key)) {
                if (areNamed) {
                    check(member, named.at(key), inside, faults);
                }
            } else if (!areNamed) {
                const Json& others = schema.at("additionalProperties");
                if (others == false) {
                    faults.push_back(inside + " is not in the schema");
                } else if (others.is_object()) {
                    check(member, others, inside, faults);
                }
            }
        }
    }

    void checkOneOf(const Json& value, const Json& rules, const std::string& where,
                    std::vector<std::string>& faults) const {
        std::vector<std::string> last;
        int fitting = 0;
        for (const Json& one : rules) {
            std::vector<std::string> mine;
            check(value, one, where, mine);
            fitting += mine.empty() ? 1 : 0;
            last = mine.empty() ? last : mine;
        }
        if (fitting != 1) {
            faults.insert(faults.end(), last.begin(), last.end());
            faults.push_back(where + " fits " + std::to_string(fitting) + " of oneOf");
        }
    }

    const Json m_schema;
};
