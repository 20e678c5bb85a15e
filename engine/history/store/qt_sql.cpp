#include "engine/history/store/qt_sql.h"

#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

namespace tongdai::qtsql {

using namespace Qt::StringLiterals;

namespace {

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
