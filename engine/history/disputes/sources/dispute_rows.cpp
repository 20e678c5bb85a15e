#include "engine/history/disputes/sources/dispute_rows.h"

#include "engine/contract/json/chat/chat_json.h"

#include <QJsonDocument>

namespace tongdai::disputes {

using namespace Qt::StringLiterals;
using contract::DisputeKind;

namespace {

QJsonValue valueOf(const SqlValue& cell, DisputeKind kind)
{
    if (cell.isNull()) return QJsonValue::Null;
    switch (kind) {
        case DisputeKind::Text: return cell.toText();
        case DisputeKind::Number: return cell.toReal();
        case DisputeKind::Flag: return cell.toInteger() != 0;
        case DisputeKind::Time: return timeOf(cell);
        case DisputeKind::Json: {
            // A text is JSON too, and some have been written twice over.
            const QJsonArray whole = QJsonDocument::fromJson('[' + cell.toText().toUtf8() + ']').array();
            return whole.isEmpty() ? QJsonValue(QJsonValue::Null) : whole.first();
        }
    }
    Q_UNREACHABLE();
}

}  // namespace

QString millisecondsOf(const QString& column)
{
    return u"timestampdiff(microsecond, '1970-01-01', "_s + column + u") div 1000"_s;
}

QString columnsOf(const ForeignTables& tables, const QString& alias, const QString& table,
                  std::span<const DisputeField> fields)
{
    QStringList columns;
    for (const DisputeField& field : fields) {
        const QString column = tables.sql(u"#%1.%2@%3#"_s.arg(alias, QString(field.column), table));
        switch (field.kind) {
            case DisputeKind::Text:
            case DisputeKind::Json: columns << u"cast(%1 as char)"_s.arg(column); break;
            case DisputeKind::Number: columns << u"%1 + 0e0"_s.arg(column); break;
            case DisputeKind::Flag: columns << column; break;
            case DisputeKind::Time: columns << millisecondsOf(column); break;
        }
    }
    return columns.join(u", "_s);
}

QJsonObject objectOf(SqlRow& row, std::span<const DisputeField> fields)
{
    QJsonObject object;
    for (const DisputeField& field : fields)
        object.insert(field.name, valueOf(row.next(), field.kind));
    return object;
}

QJsonValue timeOf(const SqlValue& milliseconds)
{
    if (milliseconds.isNull()) return QJsonValue::Null;
    return contract::chatTime(TimePoint(std::chrono::milliseconds(milliseconds.toInteger())));
}

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

}  // namespace tongdai::disputes
