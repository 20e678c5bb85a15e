#pragma once

#include "engine/domain/imports/import_table.h"

/// Rows of files that other systems wrote. What cannot be read as a row is left out, never guessed. Pure.
namespace tongdai::rows {

std::vector<ImportTable> ofCsv(const QByteArray& bytes);
/// Or what is wrong.
std::variant<std::vector<ImportTable>, QString> ofJson(const QByteArray& bytes);
bool looksLikeSql(const QByteArray& bytes);
/// INSERT and COPY statements; columns from there or from CREATE TABLE.
std::vector<ImportTable> ofSql(const QByteArray& bytes);

}  // namespace tongdai::rows
