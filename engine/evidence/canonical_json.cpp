#include "engine/evidence/canonical_json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tongdai::evidence {

namespace {

constexpr int kDeepest = 200;

class CanonicalWriter {
public:
    bool write(const QJsonValue& value, int depth = 0)
    {
        if (depth > kDeepest) return false;
        switch (value.type()) {
            case QJsonValue::Null: m_text += "null"; return true;
            case QJsonValue::Bool: m_text += value.toBool() ? "true" : "false"; return true;
            case QJsonValue::Double: {
                const QByteArray number = canonicalNumber(value.toDouble());
                m_text += number;
                return !number.isEmpty();
            }
            case QJsonValue::String: return writeText(value.toString());
            case QJsonValue::Array: return writeArray(value.toArray(), depth);
            case QJsonValue::Object: return writeObject(value.toObject(), depth);
            case QJsonValue::Undefined: return false;
        }
        return false;
    }
    QByteArray take() { return std::move(m_text); }

private:
    bool writeArray(const QJsonArray& array, int depth)
    {
        m_text += '[';
        bool isFirst = true;
        for (const QJsonValue& each : array) {
            if (!std::exchange(isFirst, false)) m_text += ',';
            if (!write(each, depth + 1)) return false;
        }
        m_text += ']';
        return true;
    }

    bool writeObject(const QJsonObject& object, int depth)
    {
        QStringList names = object.keys();
        std::sort(names.begin(), names.end(), [](const QString& a, const QString& b) {
            return std::lexicographical_compare(a.utf16(), a.utf16() + a.size(), b.utf16(), b.utf16() + b.size());
        });
        m_text += '{';
        bool isFirst = true;
        for (const QString& name : std::as_const(names)) {
            if (!std::exchange(isFirst, false)) m_text += ',';
            if (!writeText(name)) return false;
            m_text += ':';
            if (!write(object.value(name), depth + 1)) return false;
        }
        m_text += '}';
        return true;
    }

    bool writeText(const QString& text)
    {
        if (!text.isValidUtf16()) return false;
        m_text += '"';
        const QByteArray utf8 = text.toUtf8();
        for (const char c : utf8) {
            switch (c) {
                case '"': m_text += "\\\""; break;
                case '\\': m_text += "\\\\"; break;
                case '\b': m_text += "\\b"; break;
                case '\t': m_text += "\\t"; break;
                case '\n': m_text += "\\n"; break;
                case '\f': m_text += "\\f"; break;
                case '\r': m_text += "\\r"; break;
                default:
                    if (uchar(c) < 0x20)
                        m_text += "\\u00" + QByteArray(1, c).toHex();
                    else
                        m_text += c;
            }
        }
        m_text += '"';
        return true;
    }

    QByteArray m_text;
};

}  // namespace

QByteArray canonicalNumber(double number)
{
    if (!std::isfinite(number)) return {};
    if (number == 0) return "0";
    // The shortest digits that come back as the same double, and where the point is.
    char written[32];
    const auto end = std::to_chars(written, written + sizeof written, std::abs(number), std::chars_format::scientific);
    const QByteArray shortest(written, end.ptr - written);
    const qsizetype e = shortest.indexOf('e');
    const int point = shortest.sliced(e + 1).toInt() + 1;  // digits before it
    QByteArray digits = shortest.first(e);
    digits.replace(".", "");
    const int count = int(digits.size());
    QByteArray text;
    if (count <= point && point <= 21) {
        text = digits + QByteArray(point - count, '0');
    } else if (0 < point && point <= 21) {
        text = digits.first(point) + '.' + digits.sliced(point);
    } else if (-6 < point && point <= 0) {
        text = "0." + QByteArray(-point, '0') + digits;
    } else {
        const int exponent = point - 1;
        text = digits.first(1);
        if (count > 1) text += '.' + digits.sliced(1);
        text += exponent < 0 ? "e-" : "e+";
        text += QByteArray::number(std::abs(exponent));
    }
    return number < 0 ? '-' + text : text;
}

std::optional<QByteArray> canonicalJson(const QJsonValue& value)
{
    CanonicalWriter writer;
    if (!writer.write(value)) return std::nullopt;
    return writer.take();
}

}  // namespace tongdai::evidence
