#pragma once

#include <QString>

namespace tongdai {

/// How far one text is from another, in letters that were put in, left out or exchanged.
struct EditDistance {
    int changed = 0;
    int longest = 0;  ///< letters of the longer text; 0: both are empty
    friend bool operator==(const EditDistance&, const EditDistance&) = default;
};

/// Letters are code points of the composed text; how much space stands between words does not count. Of each text only
/// the first kMostMeasured letters are looked at, which bounds the cost to some milliseconds. Pure; any thread.
inline constexpr int kMostMeasured = 2000;
EditDistance editDistance(const QString& from, const QString& to);

}  // namespace tongdai
