#include "engine/upstream/rule_words.h"

#include "engine/domain/text/bounded_marks.h"
#include "engine/domain/text/fold_text.h"

#include <algorithm>

namespace tongdai::upstream {

namespace {

constexpr int kMaxGap = 3;
constexpr QChar kStroke(0x0335);  // stands for what makes d to đ; Unicode does not take it apart

QString marksOf(const QString& lower)
{
    QString marks;
    for (const QChar c : boundedlyNormalized(lower, QString::NormalizationForm_D)) {
        if (c.category() == QChar::Mark_NonSpacing) marks += c;
        if (c == QChar(0x0111)) marks += kStroke;
    }
    std::sort(marks.begin(), marks.end());
    return marks;
}

/// "ơiiiii" → "ơi"; two in a row may be meant ("soon", "XXL").
QString withoutDrawl(const QString& word)
{
    QString result;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const bool isDrawn = i >= 2 && word[i] == word[i - 1] && word[i] == word[i - 2] && word[i].isLetter();
        if (!isDrawn) {
            result += word[i];
        } else if (result.size() >= 2 && result.back() == result[result.size() - 2]) {
            result.chop(1);
        }
    }
    return result;
}

bool isSentenceEnd(QChar c)
{
    return QStringView(u".!?;\n").contains(c);
}

}  // namespace

bool RuleWord::fits(const RuleWord& typed) const
{
    return folded == typed.folded && std::includes(marks.begin(), marks.end(), typed.marks.begin(), typed.marks.end());
}

std::vector<RuleWord> wordsOf(QStringView text, const Shorthand& shorthand)
{
    std::vector<RuleWord> words;
    QString current;
    const auto flush = [&] {
        if (current.isEmpty()) return;
        const QString word = withoutDrawl(current);
        current.clear();
        const RuleWord made{foldText(word), marksOf(word), false};
        if (made.folded.isEmpty()) return;  // nothing but marks is no word
        const auto longForm = shorthand.constFind(made.folded);
        const bool isPlain =
            made.marks.isEmpty() || made.marks == kStroke;  // "dc" and "đc" alike, but not "bàn" for "ban"
        if (longForm != shorthand.cend() && isPlain) {
            words.insert(words.end(), longForm->begin(), longForm->end());
        } else {
            words.push_back(made);
        }
    };
    const QString lower = boundedlyNormalized(text, QString::NormalizationForm_C).toLower();
    for (const QChar c : lower) {
        if (c.isLetterOrNumber() || c.isMark()) {
            current += c;
            continue;
        }
        flush();
        if (isSentenceEnd(c) && !words.empty()) words.back().endsSentence = true;
    }
    flush();
    return words;
}

RulePhrase::RulePhrase(QStringView text)
{
    for (const QStringView piece : text.split(u' ', Qt::SkipEmptyParts)) {
        if (piece == u"*") {
            m_parts.push_back({{}, true});
            m_hasGaps = true;
            continue;
        }
        for (RuleWord& word : wordsOf(piece)) {
            m_parts.push_back({std::move(word), false});
            ++m_words;
        }
    }
    if (m_words == 0) m_parts.clear();
}

std::optional<std::vector<int>> RulePhrase::find(const std::vector<RuleWord>& words, int from) const
{
    if (m_parts.empty()) return {};
    Search search{words, {}, {}};
    if (m_hasGaps) search.failed.resize(m_parts.size() * (words.size() + 1), false);
    for (int at = from; at < int(words.size()); ++at) {
        if (matches(search, 0, at)) return std::move(search.found);
    }
    return {};
}

bool RulePhrase::matches(Search& search, size_t part, int at) const
{
    if (part == m_parts.size()) return true;
    if (!m_hasGaps) return matchesHere(search, part, at);
    // What failed once from here fails again: without that, each further gap would multiply the work by four.
    const size_t place = part * (search.words.size() + 1) + size_t(at);
    if (search.failed[place]) return false;
    const bool isFound = matchesHere(search, part, at);
    if (!isFound) search.failed[place] = true;
    return isFound;
}

bool RulePhrase::matchesHere(Search& search, size_t part, int at) const
{
    const std::vector<RuleWord>& words = search.words;
    std::vector<int>& found = search.found;
    const bool crossesEnd = !found.empty() && at > 0 && words[size_t(at) - 1].endsSentence;
    if (crossesEnd) return false;
    if (m_parts[part].isGap) {
        for (int skip = 0; skip <= kMaxGap && at + skip <= int(words.size()); ++skip) {
            if (skip > 0 && words[size_t(at + skip) - 1].endsSentence) return false;
            if (matches(search, part + 1, at + skip)) return true;
        }
        return false;
    }
    if (at >= int(words.size()) || !m_parts[part].word.fits(words[size_t(at)])) return false;
    found.push_back(at);
    if (matches(search, part + 1, at + 1)) return true;
    found.pop_back();
    return false;
}

}  // namespace tongdai::upstream
