#include "engine/history/store/sql_value.h"

#include "engine/domain/text/whole_text.h"

#include <QJsonDocument>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// PostgreSQL keeps no U+0000 in text or jsonb, and a client library cuts the text there without a word. The sign for
// "a character was here" is kept instead, on every store alike.
QString withoutNul(QString text)
{
    if (text.contains(QChar(u'\0'))) text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return text;
}

// The same for JSON; Qt writes half a surrogate pair as an escape, which PostgreSQL refuses as well.
QByteArray withoutNul(QByteArray json)
{
    for (const QByteArrayView escape : {QByteArrayView("\\u0000"), QByteArrayView("\\ud")}) {
        for (qsizetype at = json.indexOf(escape); at >= 0; at = json.indexOf(escape, at + escape.size())) {
            qsizetype slashes = 0;
            while (at > slashes && json[at - slashes - 1] == '\\')
                ++slashes;
            if (slashes % 2 == 0) json.replace(at, 6, "\\ufffd");
        }
    }
    return json;
}

}  // namespace

SqlValue::SqlValue(const QString& text) : m_type(SqlType::Text), m_value(wholeText(withoutNul(text))) {}

SqlValue::SqlValue(const QJsonObject& json)
    : m_type(SqlType::Json), m_value(withoutNul(QJsonDocument(json).toJson(QJsonDocument::Compact)))
{
}

SqlValue SqlValue::ofJson(const QByteArray& text)
{
    return {SqlType::Json, withoutNul(text)};
}

qint64 SqlValue::toInteger() const
{
    if (const auto* integer = std::get_if<qint64>(&m_value)) return *integer;
    if (const auto* real = std::get_if<double>(&m_value)) return qint64(*real);
    if (const auto* text = std::get_if<QString>(&m_value)) return text->toLongLong();
    if (const auto* bytes = std::get_if<QByteArray>(&m_value)) return bytes->toLongLong();
    return 0;
}

double SqlValue::toReal() const
{
    if (const auto* real = std::get_if<double>(&m_value)) return *real;
    if (const auto* integer = std::get_if<qint64>(&m_value)) return double(*integer);
    if (const auto* text = std::get_if<QString>(&m_value)) return text->toDouble();
    if (const auto* bytes = std::get_if<QByteArray>(&m_value)) return bytes->toDouble();
    return 0;
}

QString SqlValue::toText() const
{
    if (const auto* text = std::get_if<QString>(&m_value)) return *text;
    if (const auto* bytes = std::get_if<QByteArray>(&m_value)) return QString::fromUtf8(*bytes);
    if (const auto* integer = std::get_if<qint64>(&m_value)) return QString::number(*integer);
    if (const auto* real = std::get_if<double>(&m_value)) return QString::number(*real, 'g', 17);
    return {};
}

QByteArray SqlValue::toBytes() const
{
    if (const auto* bytes = std::get_if<QByteArray>(&m_value)) return *bytes;
    return isNull() ? QByteArray() : toText().toUtf8();
}

QUuid SqlValue::toUuid() const
{
    const QByteArray bytes = toBytes();
    return bytes.size() == 16 ? QUuid::fromRfc4122(bytes) : QUuid::fromString(QLatin1StringView(bytes));
}

QJsonObject SqlValue::toJson() const
{
    return isNull() ? QJsonObject() : QJsonDocument::fromJson(toBytes()).object();
}

void SqlRows::append(SqlRows other)
{
    if (m_columns == 0) m_columns = other.m_columns;
    Q_ASSERT(other.m_columns == 0 || other.m_columns == m_columns);
    m_cells.insert(m_cells.end(), std::make_move_iterator(other.m_cells.begin()),
                   std::make_move_iterator(other.m_cells.end()));
}

}  // namespace tongdai
