#pragma once

#include <QJsonValue>
#include <QString>

namespace tongdai {

/// A text without what names people to strangers (features F11): telephone numbers, payment cards (13 to 19 digits
/// whose Luhn digit is right, so that order codes are not eaten), numbers of identity cards. Their letters become dots
/// but for the last three or four digits, by which people recognise what they know already; its length stays. Pure; any
/// thread.
QString maskText(const QString& text);

/// Every text in it, names of members included, and whole numbers that would be masked as texts.
QJsonValue maskJson(const QJsonValue& value);

}  // namespace tongdai
