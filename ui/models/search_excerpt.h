#pragma once

#include "engine/domain/text/search_words.h"

#include <vector>

namespace tongdai {

/// One line of a text around what was searched for, and where in it the words stand.
struct Excerpt {
    struct Mark {
        qsizetype start = 0;
        qsizetype length = 0;
    };
    QString text;
    std::vector<Mark> marks;
};

/// `lead`: letters that may stand before the first hit; what is before them is cut at a word. A word counts as found
/// however it is marked, as the search counts it.
Excerpt excerptOf(const QString& body, const SearchWords& words, qsizetype lead);

/// Where the words stand in a text, in its order; a word with marks is found by those of markedWordsOf() alone. At most
/// `most` of them: a long text is not folded behind the last that is asked for.
std::vector<Excerpt::Mark> marksIn(QStringView text, const SearchWords& words, size_t most);

}  // namespace tongdai
