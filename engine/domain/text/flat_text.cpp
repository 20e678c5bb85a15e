#include "engine/domain/text/flat_text.h"

#include "engine/domain/text/bounded_marks.h"

#include <algorithm>

namespace tongdai {

namespace {

QChar plainLetter(QChar letter)
{
    if (letter == QChar(0x0111) || letter == QChar(0x0110)) return QLatin1Char('d');
    QChar base = letter;
    while (base.decompositionTag() == QChar::Canonical) {
        const QString parts = base.decomposition();
        if (parts.isEmpty() || parts.front() == base) break;
        base = parts.front();
    }
    return base.isSpace() ? QLatin1Char(base == QLatin1Char('\n') ? '\n' : ' ') : base.toLower();
}

}  // namespace

FlatText::FlatText(QStringView from) : text(boundedlyNormalized(from, QString::NormalizationForm_C))
{
    plain.reserve(text.size());
    for (const QChar letter : std::as_const(text)) {
        const QChar base = plainLetter(letter);
        hasMarks |= base != letter.toLower() && letter.isLetter();
        plain += base;
    }
}

FlatText FlatText::part(qsizetype begin, qsizetype end) const
{
    FlatText part;
    part.text = text.mid(begin, end - begin);
    part.plain = plain.mid(begin, end - begin);
    part.hasMarks = hasMarks;
    return part;
}

bool FlatText::says(qsizetype begin, qsizetype size, QStringView word) const
{
    const QString there = QStringView(text).mid(begin, size).toString().toLower();
    if (there == word) return true;
    return !hasMarks && plain.mid(begin, size) == FlatText(word).plain;
}

QString capitalised(QStringView words)
{
    QString result = words.toString().simplified();
    if (std::ranges::any_of(result, [](QChar c) { return c.isUpper(); })) return result;
    bool isStart = true;
    for (QChar& letter : result) {
        if (isStart) letter = letter.toUpper();
        isStart = letter.isSpace();
    }
    return result;
}

}  // namespace tongdai
