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
    /// Positions of the words of its first occurrence at or behind `from`.
    std::optional<std::vector<int>> find(const std::vector<RuleWord>& words, int from = 0) const;

private:
    struct Part {
        RuleWord word;
        bool isGap = false;
    };
    bool matches(const std::vector<RuleWord>& words, size_t part, int at, std::vector<int>& found) const;

    std::vector<Part> m_parts;
    int m_words = 0;
};

}  // namespace tongdai::upstream
