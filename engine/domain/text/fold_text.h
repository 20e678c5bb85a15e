#pragma once

#include <QString>

namespace tongdai {

/// Search form of a text: composed and decomposed, upper and lower case, marked and plain Vietnamese become the same
/// ("Đặt lịch" → "dat lich"). Marks are dropped, đ becomes d, white space runs become one space (features K2).
QString foldText(QStringView text);

}  // namespace tongdai
