#include "engine/domain/text/whole_text.h"

#include <QJsonArray>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace tongdai {

namespace {

/// Longer than any character people write; a run of a thousand combining marks is not looked through for its start.
constexpr qsizetype kLongestCharacter = 64;

bool isWhole(const QJsonValue& value)
{
    if (value.isString()) return value.toString().isValidUtf16();
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(), [](const QJsonValue& each) { return isWhole(each); });
    }
    if (!value.isObject()) return true;
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (!member.key().isValidUtf16() || !isWhole(member.value())) return false;
    }
    return true;
}

QJsonValue wholeValue(const QJsonValue& value)
{
    if (value.isString()) return wholeText(value.toString());
    if (value.isObject()) return wholeText(value.toObject());
    if (!value.isArray()) return value;
    QJsonArray array;
    for (const QJsonValue& each : value.toArray())
        array.append(wholeValue(each));
    return array;
}

/// Between a high and a low half?
bool isInsidePair(QStringView text, qsizetype at)
{
    return at > 0 && at < text.size() && text[at - 1].isHighSurrogate() && text[at].isLowSurrogate();
}

}  // namespace

QString wholeText(QString text)
{
    if (text.isValidUtf16()) return text;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isInsidePair(text, i + 1))
            ++i;
        else if (text.at(i).isSurrogate())
            text[i] = QChar(QChar::ReplacementCharacter);
    }
    return text;
}

QJsonObject wholeText(const QJsonObject& object)
{
    if (isWhole(object)) return object;
    QJsonObject whole;
    for (auto member = object.begin(); member != object.end(); ++member)
        whole.insert(wholeText(member.key()), wholeValue(member.value()));
    return whole;
}

QString cutText(const QString& text, qsizetype units)
{
    if (text.size() <= units) return text;
    qsizetype end = units;
    if (isInsidePair(text, end)) --end;
    qsizetype begin = qMax(qsizetype(0), end - kLongestCharacter);
    if (isInsidePair(text, begin)) ++begin;
    const QString around = text.mid(begin, 2 * kLongestCharacter);
    QTextBoundaryFinder characters(QTextBoundaryFinder::Grapheme, around);
    characters.setPosition(end - begin);
    const qsizetype boundary = characters.isAtBoundary() ? end - begin : characters.toPreviousBoundary();
    // No boundary but the arbitrary start of the part looked at: one character all through.
    return text.left(boundary > 0 ? begin + boundary : end);
}

}  // namespace tongdai
