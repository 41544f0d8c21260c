// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <QString>
#include <QStringList>

namespace vigie::ui::shell {

/// A text made ready to be searched in: lower case, without accents ("São" is "sao", "œ" is "oe").
class SearchText {
public:
    SearchText() = default;
    explicit SearchText(const QString& text);

    [[nodiscard]] const QString& folded() const { return m_folded; }
    /// Where in the text that it was made of a folded character stood.
    [[nodiscard]] int originOf(qsizetype folded) const {
        return m_origins[static_cast<std::size_t>(folded)];
    }
    /// A letter or a figure that begins a word, or a figure after a letter.
    [[nodiscard]] bool isWordStart(qsizetype at) const;

private:
    QString m_folded;
    std::vector<int> m_origins; // as many as m_folded has characters
};

/// What somebody types to find a thing by its name: every word must be found, in whatever order. In
/// falling worth: the thing's own number, the beginning of the name, the beginning of a word,
/// inside a word, the letters in their order ("swun": "Swimming · Underwater"). Shorter names
/// first.
class FuzzyQuery {
public:
    FuzzyQuery() = default;
    explicit FuzzyQuery(const QString& text);

    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    /// How well it fits, more is better; nothing: not at all. `detail` counts less than the name;
    /// `number` is found by its figures with or without leading zeros.
    [[nodiscard]] std::optional<int> score(const SearchText& name, const SearchText& detail,
                                           std::optional<std::uint32_t> number) const;
    /// Stretches of the name, begin and length in it as it is written, to be shown as found.
    [[nodiscard]] std::vector<std::pair<int, int>> found(const SearchText& name) const;

private:
    QStringList m_words; // folded
};

} // namespace vigie::ui::shell
