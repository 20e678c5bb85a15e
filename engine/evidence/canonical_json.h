#pragma once

#include <QByteArray>
#include <QJsonValue>

#include <optional>

namespace tongdai::evidence {

/// The one way to write a JSON value (RFC 8785, JSON Canonicalization Scheme): members by the UTF-16 units of their
/// names, numbers as ECMAScript writes them, nothing but what must be escaped, no space. Nothing: it cannot be written
/// so (half a surrogate pair, a number no double has). Pure; any thread.
std::optional<QByteArray> canonicalJson(const QJsonValue& value);

/// As ECMAScript writes a number; empty for infinity and NaN.
QByteArray canonicalNumber(double number);

}  // namespace tongdai::evidence
