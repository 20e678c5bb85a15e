#pragma once

#include <QJsonObject>
#include <QString>

/// Text that can be said in UTF-8. A half of a surrogate pair cannot: written down, one store keeps bytes that are no
/// text, another a question mark, and the character behind it is lost. Pure; any thread.
namespace tongdai {

/// `text` with U+FFFD in the place of every half.
QString wholeText(QString text);
/// The same for every text and name in it, however deep.
QJsonObject wholeText(const QJsonObject& object);

/// At most the first `units` UTF-16 units: a character that would be cut (a surrogate pair, a letter and its marks, an
/// emoji of several parts) is left out. One that is longer than `units` by itself is cut between two code points.
QString cutText(const QString& text, qsizetype units);

}  // namespace tongdai
