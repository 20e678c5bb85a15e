#pragma once

#include <QString>

namespace tongdai {

/// No writing puts more marks on one letter; Unicode's stream-safe form (UAX #15 §13) has the same limit.
inline constexpr int kMaxMarksInARow = 30;

/// The text without the marks beyond the thirtieth in a row. Sorting the marks of one letter takes the square of their
/// number: a line of nothing but marks costs seconds to normalise. Everything else stays as it is. Any thread.
QString withBoundedMarks(QStringView text);

/// QString::normalized() in time that grows with the text's length, whoever wrote it. For search and for comparing;
/// what is stored and sent keeps every mark. Any thread.
QString boundedlyNormalized(QStringView text, QString::NormalizationForm form);

}  // namespace tongdai
