#include "engine/history/store/qt_sql.h"

#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

namespace tongdai::qtsql {

using namespace Qt::StringLiterals;

namespace {

QVariant toVariant(const SqlValue& value)
{
    if (value.isNull()) return {};
    switch (value.type()) {
        case SqlType::Integer: return value.toInteger();
        case SqlType::Real: return value.toReal();
        case SqlType::Text:
        case SqlType::Json: {
            const QString text = value.toText();
            return text.isNull() ? u""_s : text;  // Qt would store a null string as NULL
        }
        case SqlType::Bytes:
        case SqlType::Id:
        case SqlType::Uuid: {
            const QByteArray bytes = value.toBytes();
            return bytes.isNull() ? QByteArray("") : bytes;
        }
    }
    Q_UNREACHABLE();
}

SqlValue fromVariant(const QVariant& variant)
{
    if (variant.isNull()) return {};
    switch (variant.typeId()) {
        case QMetaType::Double:
        case QMetaType::Float: return variant.toDouble();
        case QMetaType::QByteArray: return SqlValue::bytes(variant.toByteArray());
        case QMetaType::QString: return variant.toString();
        default: return variant.toLongLong();
    }
}

}  // namespace

void bind(QSqlQuery& query, const SqlParams& values)
{
    for (size_t i = 0; i < values.size(); ++i)
        query.bindValue(int(i), toVariant(values[i]));
}

SqlRows rowsOf(QSqlQuery& query)
{
    const int columns = query.record().count();  // a copy of the whole description: once
    SqlRows rows(columns);
    while (query.next()) {
        for (int column = 0; column < columns; ++column)
            rows.append(fromVariant(query.value(column)));
    }
    return rows;
}

}  // namespace tongdai::qtsql
