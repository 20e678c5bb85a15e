#include "engine/domain/ids.h"

#include <QStringDecoder>

namespace tongdai {

QByteArray idBytes(QStringView text)
{
    QByteArray bytes = text.toUtf8();
    if (!text.isValidUtf16()) bytes += '\xff';
    return bytes;
}

std::optional<IdProblem> checkId(QByteArrayView utf8)
{
    if (utf8.isEmpty()) return IdProblem::Empty;
    if (utf8.size() > kMaxIdBytes) return IdProblem::TooLong;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(utf8);
    if (decoder.hasError()) return IdProblem::NotUtf8;
    for (const uint point : text.toUcs4()) {
        const auto category = QChar::category(point);
        if (category == QChar::Other_Control || category == QChar::Separator_Space ||
            category == QChar::Separator_Line || category == QChar::Separator_Paragraph) {
            return IdProblem::NotPrintable;
        }
    }
    return std::nullopt;
}

}  // namespace tongdai
