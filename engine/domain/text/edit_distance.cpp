#include "engine/domain/text/edit_distance.h"

#include <QList>

#include <algorithm>
#include <numeric>
#include <vector>

namespace tongdai {

namespace {

QList<uint> measuredLetters(const QString& text)
{
    QList<uint> letters = text.simplified().normalized(QString::NormalizationForm_C).toUcs4();
    if (letters.size() > kMostMeasured) letters.resize(kMostMeasured);
    return letters;
}

}  // namespace

EditDistance editDistance(const QString& from, const QString& to)
{
    const QList<uint> a = measuredLetters(from);
    const QList<uint> b = measuredLetters(to);
    EditDistance result;
    result.longest = int(std::max(a.size(), b.size()));
    // What both begin and end with costs nothing.
    const auto differ = std::mismatch(a.cbegin(), a.cend(), b.cbegin(), b.cend());
    const qsizetype head = differ.first - a.cbegin();
    qsizetype tail = 0;
    while (tail < std::min(a.size(), b.size()) - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    const qsizetype rows = a.size() - head - tail;
    const qsizetype columns = b.size() - head - tail;
    std::vector<int> above(size_t(columns) + 1);
    std::iota(above.begin(), above.end(), 0);
    std::vector<int> row(above.size());
    for (qsizetype i = 0; i < rows; ++i) {
        row[0] = int(i) + 1;
        for (size_t j = 0; j < size_t(columns); ++j) {
            const int exchanged = above[j] + (a[head + i] == b[head + qsizetype(j)] ? 0 : 1);
            row[j + 1] = std::min({exchanged, above[j + 1] + 1, row[j] + 1});
        }
        std::swap(row, above);
    }
    result.changed = above.back();
    return result;
}

}  // namespace tongdai
