#pragma once

#include <QString>

class QLabel;
class QVBoxLayout;

namespace tongdai {

// Rows of the customer card. What they show comes from outside: plain text, cut, the rest behind a hover (security
// S27).

inline constexpr int kCardShown = 120;  ///< letters of a value on the card
inline constexpr int kCardValue = 400;  ///< and behind the hover

void addCardTitle(QVBoxLayout& rows, const QString& words);
/// The label and the value, which can be copied; nullptr and no row for an empty one.
QLabel* addCardRow(QVBoxLayout& rows, const QString& label, const QString& value);

}  // namespace tongdai
