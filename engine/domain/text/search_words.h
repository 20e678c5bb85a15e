#pragma once

#include <QString>
#include <QStringList>

namespace tongdai {

/// Longest word that is searched for; a longer one is cut, in a text and in a question alike.
inline constexpr qsizetype kMaxSearchWord = 40;
/// Different words of one text that can be found.
inline constexpr qsizetype kMaxSearchWords = 1000;
/// Shorter beginnings of words are words of their own: half a language is of no use to anybody.
inline constexpr qsizetype kShortestSearchPrefix = 2;

/// The words a text can be found by, each once: every word folded (fold_text.h), and, where it carries marks, also its
/// exact form "_letters with their marks as digits_tone": "Đặt hoà" gives "dat", "_d9a8t_5", "hoa",
/// "_hoa_2". So case, composed and decomposed text and old and new tone placement (hòa, hoà) are the same word, and
/// every store can tell a word with its marks from one without. '_' stands in no word of a text.
QStringList searchWordsOf(QStringView text);

/// What somebody typed into a search box, as words. All of them must be in a text; the last one may be the beginning
/// of a word while it is still being typed.
struct SearchWords {
    QStringList folded;
    /// The same words, with the exact form of those that were typed with marks. Empty: none was.
    QStringList exact;
    bool lastIsPrefix = false;  ///< no space or sign after it

    bool isEmpty() const { return folded.isEmpty(); }
};
SearchWords searchWordsTyped(QStringView query);

/// Only what has the very marks that were typed holds these. Empty: none was typed.
SearchWords markedWordsOf(const SearchWords& typed);

/// Whether a text holds all of the words, as every store finds them. None are in no text.
bool holdsWords(QStringView text, const SearchWords& words);

/// The reading of a query as raw Telex, with the input method switched off ("ddawtj lichj" is "đặt lịch"): the folded
/// words, empty where nothing in it looks like Telex (features K2).
SearchWords searchWordsOfTelex(QStringView query);

}  // namespace tongdai
