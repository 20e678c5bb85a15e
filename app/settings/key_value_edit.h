#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace tongdai::app {

/// New values by key; none: the key's line goes away.
using KeyValueChanges = QMap<QString, std::optional<QString>>;

/// A value as parseKeyValueLines() reads it back; none: it cannot be written (a line break, or both kinds of quotes
/// where quotes are needed).
std::optional<QString> spelledValue(const QString& value);

/// The text with some keys changed and everything else, comments, order, line ends and unknown keys, left byte for byte
/// as it was. A key that is new comes after its own commented-out line (as in the sample), else at the end.
/// None: a value that cannot be written.
std::optional<QByteArray> withChanges(const QByteArray& text, const KeyValueChanges& changes);

/// The text without these keys: neither set, nor kept with a value in a comment ("#KEY=old").
QByteArray withoutKeys(const QByteArray& text, const QStringList& keys);

}  // namespace tongdai::app
