#include "engine/domain/text/mask_text.h"

#include "engine/domain/customer/phone_numbers.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar kMaskDot(0x2022);
constexpr int kShownOfCard = 4;
constexpr int kShownOfOthers = 3;

/// Letters and digits of the part become dots, but for its last `shown` digits.
void maskPart(QString& text, qsizetype begin, qsizetype end, int shown)
{
    for (qsizetype at = end - 1; at >= begin; --at) {
        const bool isDigit = text[at].isDigit();
        if (isDigit && shown > 0)
            --shown;
        else if (text[at].isLetterOrNumber())
            text[at] = kMaskDot;
        if (!isDigit && text[at] != u' ' && text[at] != u'.' && text[at] != u'-') shown = 0;
    }
}

bool isLuhn(QStringView digits)
{
    int sum = 0;
    bool isDoubled = false;
    for (qsizetype at = digits.size() - 1; at >= 0; --at) {
        const int digit = digits[at].digitValue() * (isDoubled ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
        isDoubled = !isDoubled;
    }
    return sum % 10 == 0;
}

/// Twelve digits of a citizen's card: province, century and sex, year, six more. Old cards have nine, and say so.
bool isIdentity(const QString& digits, QStringView before)
{
    static const QRegularExpression named(
        u"(?:cmnd|cmtnd|cccd|căn cước|chứng minh|hộ chiếu|passport|identity)[^0-9]{0,20}$"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    if (digits.size() != 9 && digits.size() != 12) return false;
    if (named.match(before.last(std::min<qsizetype>(before.size(), 48)).toString()).hasMatch()) return true;
    const int province = digits.first(3).toInt();
    return digits.size() == 12 && province >= 1 && province <= 96 && digits[3].digitValue() <= 3;
}

void maskDigits(QString& text)
{
    static const QRegularExpression runs(u"(?<![0-9])[0-9](?:[ .-]?[0-9]){8,18}(?![0-9])"_s);
    const QString whole = text;
    auto each = runs.globalMatch(whole);
    while (each.hasNext()) {
        const QRegularExpressionMatch run = each.next();
        QString digits = run.captured();
        digits.removeIf([](QChar c) { return !c.isDigit(); });
        if (digits.size() >= 13 && isLuhn(digits))
            maskPart(text, run.capturedStart(), run.capturedEnd(), kShownOfCard);
        else if (isIdentity(digits, QStringView(whole).first(run.capturedStart())))
            maskPart(text, run.capturedStart(), run.capturedEnd(), kShownOfOthers);
    }
}

}  // namespace

QString maskText(const QString& text)
{
    const FlatText flat(text);
    QString masked = flat.text;
    for (const PhoneNumber& phone : phoneNumbers(flat))
        maskPart(masked, phone.begin, phone.end, kShownOfOthers);
    maskDigits(masked);
    return masked == flat.text ? text : masked;
}

QJsonValue maskJson(const QJsonValue& value)
{
    switch (value.type()) {
        case QJsonValue::String: return maskText(value.toString());
        case QJsonValue::Double: {
            const qint64 whole = value.toInteger(-1);
            if (whole < 0) return value;
            // A number has lost the zero it began with.
            for (const QString& text : {QString::number(whole), u'0' + QString::number(whole)}) {
                const QString masked = maskText(text);
                if (masked != text) return masked;
            }
            return value;
        }
        case QJsonValue::Array: {
            QJsonArray masked;
            for (const QJsonValue& each : value.toArray())
                masked.append(maskJson(each));
            return masked;
        }
        case QJsonValue::Object: {
            QJsonObject masked;
            const QJsonObject object = value.toObject();
            for (auto each = object.begin(); each != object.end(); ++each)
                masked.insert(maskText(each.key()), maskJson(each.value()));
            return masked;
        }
        default: return value;
    }
}

}  // namespace tongdai
