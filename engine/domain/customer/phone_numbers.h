#pragma once

#include "engine/domain/text/flat_text.h"

#include <optional>
#include <vector>

namespace tongdai {

/// A telephone number as it stands in a text.
struct PhoneNumber {
    qsizetype begin = 0;
    qsizetype end = 0;
    QString number;  ///< as one dials it in Vietnam, "0912345678"; of another country with its code, "+16502530000"
};

/// Numbers as people write them: with spaces, dots, strokes and +84, with o for 0, in words ("không chín một …"), with
/// the prefixes of before 2018. What is no number anybody could have is left out (libphonenumber), and so is what is
/// said to be something else: an account, an order. Any thread.
std::vector<PhoneNumber> phoneNumbers(const FlatText& text);

}  // namespace tongdai
