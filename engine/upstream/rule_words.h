#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tongdai::upstream {

/// One word of a text as rules compare it. Marks are kept apart, because without them đặt (to book) and đắt (dear) are
/// the same word: a word typed with marks must not contradict the rule's, a word typed without fits every marking.
struct RuleWord {
    QString folded;  ///< by foldText
    QString marks;   ///< sorted combining marks, đ's stroke among them
    bool endsSentence = false;

    /// `this` stands in a rule, `typed` in a message.
    bool fits(const RuleWord& typed) const;
};

/// Shortened spellings and what they stand for: "ko" → "không". Keys folded.
using Shorthand = QHash<QString, std::vector<RuleWord>>;

/// Letters and digits make words; drawn-out letters ("ơiiii") become one.
std::vector<RuleWord> wordsOf(QStringView text, const Shorthand& shorthand = {});

/// Words in a row, with "*" for up to three words between, none of them across the end of a sentence.
class RulePhrase {
public:
    explicit RulePhrase(QStringView text);
    bool isEmpty() const { return m_parts.empty(); }
    int wordCount() const { return m_words; }
    qsizetype partCount() const { return qsizetype(m_parts.size()); }  ///< words and gaps
    /// Positions of the words of its first occurrence at or behind `from`. At most parts × words × 4 steps.
    std::optional<std::vector<int>> find(const std::vector<RuleWord>& words, int from = 0) const;

private:
    struct Part {
        RuleWord word;
        bool isGap = false;
    };
    struct Search {
        const std::vector<RuleWord>& words;
        std::vector<int> found;
        std::vector<bool> failed;  ///< by part and place; whether a word was found before is the same at each of them
    };
    bool matches(Search& search, size_t part, int at) const;
    bool matchesHere(Search& search, size_t part, int at) const;

    std::vector<Part> m_parts;
    bool m_hasGaps = false;
    int m_words = 0;
};

}  // namespace tongdai::upstream
