#include "engine/history/move/table_reader.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPageRows = 250;  // of up to 64 KiB text each: some megabytes at the worst

QByteArray plainJson(const QByteArray& text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    return problem.error == QJsonParseError::NoError ? document.toJson(QJsonDocument::Compact) : text;
}

/// One spelling for what three stores spell differently.
QByteArray plain(SqlType type, const SqlValue& value)
{
    switch (type) {
        case SqlType::Integer: return QByteArray::number(value.toInteger());
        // Times have microseconds here; further digits are the noise of a double's decimal spelling.
        case SqlType::Real: return QByteArray::number(std::llround(value.toReal() * 1e6));
        case SqlType::Uuid: {
            const QByteArray bytes = value.toBytes();
            const QUuid uuid = value.toUuid();
            const bool isUuid =
                bytes.size() == 16 || !uuid.isNull() || bytes == QUuid().toByteArray(QUuid::WithoutBraces);
            return isUuid ? uuid.toRfc4122() : bytes;  // what is none must not look like another one
        }
        case SqlType::Json: return plainJson(value.toBytes());
        case SqlType::Text:
        case SqlType::Bytes:
        case SqlType::Id: return value.toBytes();
    }
    Q_UNREACHABLE();
}

}  // namespace

void TableDigest::add(const SqlRow& row)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (size_t i = 0; i < m_table->columns.size(); ++i) {
        const SqlValue& value = row[int(i)];
        if (value.isNull()) {
            hash.addData("n;");
            continue;
        }
        const QByteArray bytes = plain(m_table->columns[i].type, value);
        hash.addData(QByteArray::number(bytes.size()) + ':');
        hash.addData(bytes);
    }
    const QByteArray digest = hash.result();
    m_high += qFromBigEndian<quint64>(digest.constData());
    m_low += qFromBigEndian<quint64>(digest.constData() + 8);
    ++m_rows;
}

QByteArray TableDigest::sum() const
{
    return QByteArray::number(m_high, 16).rightJustified(16, '0') +
           QByteArray::number(m_low, 16).rightJustified(16, '0');
}

SqlValue valueFor(SqlType type, const SqlValue& value)
{
    if (value.isNull()) return {};
    switch (type) {
        case SqlType::Integer: return value.toInteger();
        case SqlType::Real: return value.toReal();
        case SqlType::Text: return value.toText();
        case SqlType::Bytes: return SqlValue::bytes(value.toBytes());
        case SqlType::Id: return SqlValue::ofId(value.toBytes());
        case SqlType::Uuid: return value.toUuid();
        case SqlType::Json: return SqlValue::ofJson(value.toBytes());
    }
    Q_UNREACHABLE();
}

namespace {

/// (k1, k2) > (?, ?) spelled so that every store finds its way by the index of the key.
QString behind(const QStringList& keys)
{
    QString condition = keys.last() + u" > ?"_s;
    for (qsizetype i = keys.size() - 2; i >= 0; --i)
        condition = u"(%1 >= ? and (%1 > ? or %2))"_s.arg(keys[i], condition);
    return condition;
}

}  // namespace

TableReader::TableReader(SqlSession& session, const PlannedTable& table) : m_session(session), m_table(table)
{
    QStringList names;
    for (const PlannedColumn& column : table.columns)
        names << column.name;
    const QString select = u"select %1 from %2"_s.arg(names.join(u", "_s), table.name);
    const QString order = u" order by %1 limit %2"_s.arg(table.keys.join(u", "_s)).arg(kPageRows);
    m_first = select + order;
    m_further = select + u" where "_s + behind(table.keys) + order;
}

SqlRows TableReader::nextPage()
{
    SqlRows rows = m_isStarted ? m_session.query(m_further, m_after) : m_session.query(m_first);
    m_isStarted = true;
    if (rows.isEmpty()) return rows;
    const SqlRow last = rows[rows.size() - 1];
    m_after.clear();
    for (size_t i = 0; i < m_table.keyPlaces.size(); ++i) {
        const int place = m_table.keyPlaces[i];
        const SqlType type = m_table.columns[size_t(place)].type;
        // SQLite keeps names and uuids as bytes; a server's own spelling goes back to it as it came.
        const SqlValue key = m_session.dialect().name == "sqlite"_L1 ? last[place] : valueFor(type, last[place]);
        m_after.push_back(key);
        if (i + 1 < m_table.keyPlaces.size()) m_after.push_back(key);
    }
    return rows;
}

}  // namespace tongdai
