#pragma once

#include "engine/contract/json/dispute_fields.h"
#include "engine/history/disputes/sources/foreign_tables.h"

#include <QJsonArray>
#include <QJsonObject>

/// Rows of contracts/realtime-chat §9 as the objects of its dispute routes.
namespace tongdai::disputes {

using contract::DisputeField;

/// "alias.column, …" of a table, each as its kind is read.
QString columnsOf(const ForeignTables& tables, const QString& alias, const QString& table,
                  std::span<const DisputeField> fields);
/// The cells of columnsOf(), taken one after the other.
QJsonObject objectOf(SqlRow& row, std::span<const DisputeField> fields);
/// Milliseconds since 1970 as the routes write a time; NULL: null.
QJsonValue timeOf(const SqlValue& milliseconds);
QString millisecondsOf(const QString& column);
QJsonValue textOrNull(const QString& text);

}  // namespace tongdai::disputes
