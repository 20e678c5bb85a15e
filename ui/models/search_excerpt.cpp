#include "ui/models/search_excerpt.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxLetters = 400;  // more than the widest list shows

bool isWanted(QStringView word, const SearchWords& words)
{
    const QStringList forms = searchWordsOf(word);
    if (forms.isEmpty()) return false;
    return std::ranges::any_of(words.folded, [&](const QString& wanted) {
        const bool isLast = &wanted == &words.folded.back();
        const bool mayGrow = words.lastIsPrefix && isLast && wanted.size() >= kShortestSearchPrefix;
        return mayGrow ? forms.front().startsWith(wanted) : forms.contains(wanted);
    });
}

}  // namespace

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
        if (isWanted(text.mid(at, end - at), words)) marks.push_back({at, end - at});
        at = end;
    }
    return marks;
}

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
