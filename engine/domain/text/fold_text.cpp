#include "engine/domain/text/fold_text.h"

#include "engine/domain/text/bounded_marks.h"

namespace tongdai {

QString foldText(QStringView text)
{
    const QString decomposed = boundedlyNormalized(text, QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(decomposed.size());
    bool space = false;
    for (const QChar c : decomposed) {
        if (c.isMark()) continue;
        if (c.isSpace()) {
            space = !folded.isEmpty();
            continue;
        }
        if (space) folded += QLatin1Char(' ');
        space = false;
        folded += c == QChar(0x0111) ? QLatin1Char('d') : c;  // đ is a letter of its own, not d with a mark
    }
    return folded;
}

}  // namespace tongdai
