#include "engine/domain/text/search_words.h"

#include "engine/domain/text/bounded_marks.h"
#include "engine/domain/text/fold_text.h"

#include <QSet>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// VNI's digits for Vietnamese marks; 0: another mark, which searching passes over.
char16_t digitOf(char16_t mark)
{
    switch (mark) {
        case 0x0301: return u'1';  // sắc
        case 0x0300: return u'2';  // huyền
        case 0x0309: return u'3';  // hỏi
        case 0x0303: return u'4';  // ngã
        case 0x0323: return u'5';  // nặng
        case 0x0302: return u'6';  // â ê ô
        case 0x031b: return u'7';  // ơ ư
        case 0x0306: return u'8';  // ă
        default: return 0;
    }
}

/// Collects one word, folded and with its marks.
class Word {
public:
    void addLetter(QChar c)
    {
        if (m_folded.size() >= kMaxSearchWord) return;
        if (c == QChar(0x0111)) {  // đ is a letter of its own, not d with a mark
            m_folded += u'd';
            m_exact += "d9"_L1;
            m_isMarked = true;
            return;
        }
        m_folded += c;
        m_exact += c;
    }
    void addMark(QChar mark)
    {
        const char16_t digit = digitOf(mark.unicode());
        if (digit == 0 || m_folded.isEmpty()) return;
        m_isMarked = true;
        // The tone goes to the end: where it stands in the word is a matter of taste.
        if (digit <= u'5')
            m_tone = QChar(digit);
        else if (m_folded.size() < kMaxSearchWord)
            m_exact += QChar(digit);
    }
    bool isEmpty() const { return m_folded.isEmpty(); }
    QString folded() const { return m_folded; }
    bool isMarked() const { return m_isMarked; }
    QString exact() const
    {
        return m_isMarked ? u'_' + m_exact + u'_' + (m_tone.isNull() ? QString() : QString(m_tone)) : m_folded;
    }

private:
    QString m_folded;
    QString m_exact;
    QChar m_tone;
    bool m_isMarked = false;
};

/// Calls `take(word, isOpen)` for each word; isOpen: the text ends in it.
template <class Take>
void forEachWord(QStringView text, Take take)
{
    const QString letters = boundedlyNormalized(text, QString::NormalizationForm_KD).toCaseFolded();
    Word word;
    for (const QChar c : letters) {
        if (c.isMark()) {
            word.addMark(c);
        } else if (c.isLetterOrNumber()) {
            word.addLetter(c);
        } else if (!word.isEmpty()) {
            take(word, false);
            word = Word();
        }
    }
    if (!word.isEmpty()) take(word, true);
}

bool looksLikeTelex(const QString& word)
{
    for (const auto pair : {"dd"_L1, "aa"_L1, "aw"_L1, "ee"_L1, "oo"_L1, "ow"_L1, "uw"_L1}) {
        if (word.contains(pair)) return true;
    }
    static constexpr QStringView kTones = u"sfrxj";
    static constexpr QStringView kVowels = u"aeiouy";
    return word.size() > 2 && kTones.contains(word.back()) &&
           std::any_of(word.begin(), word.end(), [](QChar c) { return kVowels.contains(c); });
}

QString withoutTelex(QString word)
{
    if (!looksLikeTelex(word)) return word;
    static constexpr QStringView kTones = u"sfrxj";
    if (word.size() > 2 && kTones.contains(word.back())) word.chop(1);
    for (const QChar doubled : {u'd', u'a', u'e', u'o'})
        word.replace(QString(2, doubled), QString(doubled));
    for (const QChar horned : {u'a', u'o', u'u'})
        word.replace(QString(horned) + u'w', QString(horned));
    return word;
}

}  // namespace

QStringList searchWordsOf(QStringView text)
{
    QStringList words;
    QSet<QString> seen;
    const auto add = [&](const QString& word) {
        if (words.size() >= kMaxSearchWords || seen.contains(word)) return;
        seen.insert(word);
        words << word;
    };
    forEachWord(text, [&](const Word& word, bool) {
        add(word.folded());
        if (word.isMarked()) add(word.exact());
    });
    return words;
}

SearchWords searchWordsTyped(QStringView query)
{
    SearchWords typed;
    bool anyMarked = false;
    forEachWord(query, [&](const Word& word, bool isOpen) {
        typed.folded << word.folded();
        typed.exact << word.exact();
        anyMarked = anyMarked || word.isMarked();
        typed.lastIsPrefix = isOpen;
    });
    if (!anyMarked) typed.exact.clear();
    return typed;
}

SearchWords markedWordsOf(const SearchWords& typed)
{
    return {typed.exact, typed.exact, false};  // the marks of a word that is still being typed are not there yet
}

bool holdsWords(QStringView text, const SearchWords& words)
{
    if (words.isEmpty()) return false;
    const QStringList said = searchWordsOf(text);
    const bool mayGrow = words.lastIsPrefix && words.folded.back().size() >= kShortestSearchPrefix;
    for (qsizetype i = 0; i < words.folded.size(); ++i) {
        const QString& word = words.folded[i];
        const bool isBeginning = mayGrow && i == words.folded.size() - 1;
        const bool isSaid = std::ranges::any_of(
            said, [&](const QString& one) { return isBeginning ? one.startsWith(word) : one == word; });
        if (!isSaid) return false;
    }
    return true;
}

SearchWords searchWordsOfTelex(QStringView query)
{
    SearchWords typed = searchWordsTyped(query);
    if (!typed.exact.isEmpty()) return {};  // typed with an input method
    QStringList read;
    for (const QString& word : std::as_const(typed.folded))
        read << withoutTelex(word);
    if (read == typed.folded) return {};
    typed.folded = read;
    return typed;
}

}  // namespace tongdai
