#include "engine/domain/text/bounded_marks.h"

namespace tongdai {

namespace {

/// Also what is a letter until it is taken apart, as the halfwidth voiced sound marks.
bool isMarkOnceDecomposed(char32_t c)
{
    if (c < 0x300) return false;
    if (QChar::isMark(c)) return true;
    if (QChar::decompositionTag(c) == QChar::NoDecomposition) return false;
    const QString parts = QChar::decomposition(c);
    const QChar first = parts.isEmpty() ? QChar() : parts.front();
    return first.isMark() || first.combiningClass() > 0;
}

char32_t codePointAt(QStringView text, qsizetype at)
{
    const QChar high = text[at];
    const bool isPair = high.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
    return isPair ? QChar::surrogateToUcs4(high, text[at + 1]) : char32_t(high.unicode());
}

}  // namespace

QString withBoundedMarks(QStringView text)
{
    QString bounded;
    qsizetype copied = 0;
    int marks = 0;
    for (qsizetype at = 0; at < text.size();) {
        const char32_t c = codePointAt(text, at);
        const qsizetype next = at + (QChar::requiresSurrogates(c) ? 2 : 1);
        marks = isMarkOnceDecomposed(c) ? marks + 1 : 0;
        if (marks > kMaxMarksInARow) {
            bounded += text.sliced(copied, at - copied);
            copied = next;
        }
        at = next;
    }
    bounded += text.sliced(copied);
    return bounded;
}

QString boundedlyNormalized(QStringView text, QString::NormalizationForm form)
{
    return withBoundedMarks(text).normalized(form);
}

}  // namespace tongdai
