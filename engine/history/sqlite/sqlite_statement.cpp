#include "engine/history/sqlite/sqlite_statement.h"

#include <sqlite3.h>

#include <algorithm>

namespace tongdai {

void SqliteStatement::Finalizer::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

SqliteStatement::SqliteStatement(sqlite3* connection, const QString& sql, Life life)
{
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    m_error = sqlite3_prepare_v3(connection, text.constData(), int(text.size()),
                                 life == Life::Kept ? SQLITE_PREPARE_PERSISTENT : 0u, &statement, &rest);
    m_statement.reset(statement);
    m_hasMore = rest && std::any_of(rest, text.constData() + text.size(),
                                    [](char c) { return c != ';' && c != ' ' && c != '\n' && c != '\r' && c != '\t'; });
}

bool SqliteStatement::bindOne(int place, const SqlValue& value)
{
    sqlite3_stmt* const statement = m_statement.get();
    if (value.isNull()) {
        m_error = sqlite3_bind_null(statement, place);
        return m_error == SQLITE_OK;
    }
    switch (value.type()) {
        case SqlType::Integer: m_error = sqlite3_bind_int64(statement, place, value.toInteger()); break;
        case SqlType::Real: m_error = sqlite3_bind_double(statement, place, value.toReal()); break;
        case SqlType::Text:
        case SqlType::Json: {
            const QByteArray& text = m_texts.emplace_back(value.toBytes());
            m_error = sqlite3_bind_text64(statement, place, text.constData(), sqlite3_uint64(text.size()),
                                          SQLITE_STATIC, SQLITE_UTF8);
            break;
        }
        case SqlType::Bytes:
        case SqlType::Id:
        case SqlType::Uuid: {
            const QByteArray& bytes = m_texts.emplace_back(value.toBytes());
            m_error =
                sqlite3_bind_blob64(statement, place, bytes.constData(), sqlite3_uint64(bytes.size()), SQLITE_STATIC);
            break;
        }
    }
    return m_error == SQLITE_OK;
}

bool SqliteStatement::bind(const SqlParams& values)
{
    m_texts.clear();
    m_texts.reserve(values.size());
    int place = 0;
    return std::all_of(values.begin(), values.end(), [&](const SqlValue& value) { return bindOne(++place, value); });
}

SqlValue SqliteStatement::cell(int column) const
{
    sqlite3_stmt* const statement = m_statement.get();
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL: return {};
        case SQLITE_INTEGER: return qint64(sqlite3_column_int64(statement, column));
        case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            return SqlValue::utf8(QByteArray(text, sqlite3_column_bytes(statement, column)));
        }
        default: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
            const int size = sqlite3_column_bytes(statement, column);
            return SqlValue::bytes(size == 0 ? QByteArray("") : QByteArray(bytes, size));
        }
    }
}

bool SqliteStatement::run(const SqlParams& values, SqlRows& answer)
{
    sqlite3_stmt* const statement = m_statement.get();
    bool isDone = bind(values);
    if (isDone) {
        const int columns = sqlite3_column_count(statement);
        SqlRows rows(columns);
        while ((m_error = sqlite3_step(statement)) == SQLITE_ROW) {
            for (int column = 0; column < columns; ++column)
                rows.append(cell(column));
        }
        isDone = m_error == SQLITE_DONE;
        answer = std::move(rows);
    }
    if (isDone) m_error = SQLITE_OK;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    m_texts.clear();
    return isDone;
}

}  // namespace tongdai
