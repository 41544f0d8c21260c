// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzymatch.h"

#include <algorithm>
#include <array>

namespace vigie::ui::shell {

namespace {

// Worth of a word by where it was found. Far enough apart that no bonus turns them around.
constexpr int ofNumber = 1000;
constexpr int ofBeginning = 900;
constexpr int ofWordStart = 700;
constexpr int ofInside = 450;
constexpr int ofLetters = 150;
constexpr int wholeWord = 40;
constexpr int longest = 60;

/// One word, found in one text.
struct Place {
    int worth = 0;
    std::vector<qsizetype> at; // folded characters
};

void fill(Place& place, qsizetype from, qsizetype length) {
    for (qsizetype i = 0; i < length; ++i) {
        place.at.push_back(from + i);
    }
}

/// The letters of `word` in their order: a word start wherever one comes, otherwise right after the
/// letter before. The first stands at a word start. Nothing where that does not work out.
std::optional<Place> lettersOf(const QString& word, const SearchText& text) {
    const QString& in = text.folded();
    Place place;
    place.worth = ofLetters;
    qsizetype at = -1;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const QChar letter = word[i];
        if (at >= 0 && at + 1 < in.size() && in[at + 1] == letter) {
            ++at;
            place.worth += 6;
        } else {
            qsizetype next = at + 1;
            while (next < in.size() && (in[next] != letter || !text.isWordStart(next))) {
                ++next;
            }
            if (next >= in.size()) {
                return std::nullopt;
            }
            at = next;
            place.worth += 10;
        }
        place.at.push_back(at);
    }
    return place;
}

std::optional<Place> placeOf(const QString& word, const SearchText& text) {
    const QString& in = text.folded();
    Place best;
    for (qsizetype at = in.indexOf(word); at >= 0; at = in.indexOf(word, at + 1)) {
        int worth = ofInside;
        if (text.isWordStart(at)) {
            const qsizetype end = at + word.size();
            const bool isWhole = end == in.size() || !in[end].isLetterOrNumber();
            worth = (at == 0 ? ofBeginning : ofWordStart) + (isWhole ? wholeWord : 0);
        }
        if (worth > best.worth) {
            best.worth = worth;
            best.at.clear();
            fill(best, at, word.size());
        }
    }
    if (best.worth > 0) {
        return best;
    }
    // One letter by its order alone is found everywhere and says nothing.
    return word.size() < 2 ? std::nullopt : lettersOf(word, text);
}

bool isNumber(const QString& word, std::uint32_t number) {
    const bool isFigures =
        std::all_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
    return isFigures && word.toUInt() == number;
}

} // namespace

SearchText::SearchText(const QString& text) {
    static const std::array<std::pair<QChar, QLatin1String>, 6> joined{
        {{QChar(0x153), QLatin1String("oe")},
         {QChar(0xe6), QLatin1String("ae")},
         {QChar(0xf8), QLatin1String("o")},
         {QChar(0x142), QLatin1String("l")},
         {QChar(0xdf), QLatin1String("ss")},
         {QChar(0x2019), QLatin1String("'")}}};
    m_folded.reserve(text.size());
    m_origins.reserve(static_cast<std::size_t>(text.size()));
    const auto put = [this](QChar c, qsizetype origin) {
        m_folded += c;
        m_origins.push_back(static_cast<int>(origin));
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i].toLower();
        const auto found = std::find_if(joined.begin(), joined.end(),
                                        [c](const auto& pair) { return pair.first == c; });
        if (found != joined.end()) {
            for (const char letter : found->second) {
                put(QLatin1Char(letter), i);
            }
        } else if (c.unicode() < 0x80) {
            put(c, i);
        } else {
            const QString parts = QString(c).normalized(QString::NormalizationForm_KD);
            for (const QChar part : parts) {
                if (part.category() != QChar::Mark_NonSpacing) {
                    put(part, i);
                }
            }
        }
    }
}

bool SearchText::isWordStart(qsizetype at) const {
    if (!m_folded[at].isLetterOrNumber()) {
        return false;
    }
    if (at == 0) {
        return true;
    }
    const QChar before = m_folded[at - 1];
    return !before.isLetterOrNumber() || (m_folded[at].isDigit() && before.isLetter());
}

FuzzyQuery::FuzzyQuery(const QString& text)
    : m_words(SearchText(text).folded().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {}

std::optional<int> FuzzyQuery::score(const SearchText& name, const SearchText& detail,
                                     std::optional<std::uint32_t> number) const {
    int sum = 0;
    for (const QString& word : m_words) {
        if (number && isNumber(word, *number)) {
            sum += ofNumber;
            continue;
        }
        const auto inName = placeOf(word, name);
        const auto inDetail = placeOf(word, detail);
        const int worth = std::max(inName ? inName->worth : 0, inDetail ? inDetail->worth / 2 : 0);
        if (worth == 0) {
            return std::nullopt;
        }
        sum += worth;
    }
    const auto length = std::min(longest, static_cast<int>(name.folded().size()));
    return sum * 10 / std::max(1, static_cast<int>(m_words.size())) + longest - length;
}

std::vector<std::pair<int, int>> FuzzyQuery::found(const SearchText& name) const {
    std::vector<int> origins;
    for (const QString& word : m_words) {
        if (const auto place = placeOf(word, name)) {
            for (const qsizetype at : place->at) {
                origins.push_back(name.originOf(at));
            }
        }
    }
    std::sort(origins.begin(), origins.end());
    origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
    std::vector<std::pair<int, int>> stretches;
    for (const int at : origins) {
        if (!stretches.empty() && stretches.back().first + stretches.back().second == at) {
            ++stretches.back().second;
        } else {
            stretches.emplace_back(at, 1);
        }
    }
    return stretches;
}

} // namespace vigie::ui::shell
