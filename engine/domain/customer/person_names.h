#pragma once

#include "engine/domain/text/flat_text.h"

namespace tongdai {

/// Stands for what was taken out of a text already, a letter for a letter: a name ends there, an address too.
inline constexpr QChar kTakenOut(0xFFFC);

struct PersonName {
    qsizetype begin = 0;  ///< with the words that introduce it
    qsizetype end = 0;
    QString name;  ///< empty: none
};

/// The name a customer gives: "tên em là …", "người nhận: …", "em là Lan", or a line or the place beside a telephone
/// number that is nothing but a name. Numbers and mail addresses are out of the text already. Any thread.
PersonName personName(const FlatText& text);

}  // namespace tongdai
