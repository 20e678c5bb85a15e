#include "ui/models/search_excerpt.h"

#include "engine/domain/text/fold_text.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxLetters = 400;  // more than the widest list shows

bool isWanted(const QString& folded, const SearchWords& words)
{
    for (qsizetype i = 0; i < words.folded.size(); ++i) {
        const bool mayGrow = words.lastIsPrefix && i == words.folded.size() - 1;
        if (folded == words.folded[i] || (mayGrow && folded.startsWith(words.folded[i]))) return true;
    }
    return false;
}

/// At most `most` of them: a long text is not folded behind the last that is asked for.
std::vector<Excerpt::Mark> marksIn(QStringView text, const SearchWords& words, size_t most)
{
    const auto isOfWord = [](QChar c) { return c.isLetterOrNumber() || c.isMark(); };
    std::vector<Excerpt::Mark> marks;
    for (qsizetype at = 0; at < text.size() && marks.size() < most;) {
        if (!isOfWord(text[at])) {
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && isOfWord(text[end]))
            ++end;
        if (isWanted(foldText(text.mid(at, end - at)), words)) marks.push_back({at, end - at});
        at = end;
    }
    return marks;
}

}  // namespace

Excerpt excerptOf(const QString& body, const SearchWords& words, qsizetype lead)
{
    QString text = body.simplified();
    const auto found = marksIn(text, words, 1);
    if (!found.empty() && found.front().start > lead) {
        const qsizetype first = found.front().start;
        const qsizetype space = text.indexOf(u' ', first - lead);
        const qsizetype start = space >= 0 && space < first ? space + 1 : first;
        text = u"… "_s + text.mid(start);
    }
    text.truncate(kMaxLetters);
    return {text, marksIn(text, words, kMaxLetters)};
}

}  // namespace tongdai
