#include "ui/models/search_excerpt.h"

#include "engine/domain/fold_text.h"

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

std::vector<Excerpt::Mark> marksIn(QStringView text, const SearchWords& words)
{
    const auto isOfWord = [](QChar c) { return c.isLetterOrNumber() || c.isMark(); };
    std::vector<Excerpt::Mark> marks;
    for (qsizetype at = 0; at < text.size();) {
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
    const auto all = marksIn(text, words);
    if (!all.empty() && all.front().start > lead) {
        const qsizetype space = text.indexOf(u' ', all.front().start - lead);
        const qsizetype start = space >= 0 && space < all.front().start ? space + 1 : all.front().start;
        text = u"… "_s + text.mid(start);
    }
    text.truncate(kMaxLetters);
    return {text, marksIn(text, words)};
}

}  // namespace tongdai
