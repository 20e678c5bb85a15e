#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"

#include <QJsonObject>
#include <QString>
#include <QUuid>

#include <initializer_list>
#include <variant>
#include <vector>

namespace tongdai {

/// What a column holds, whatever the store calls it.
///   Integer  bigint            Real  double precision      Text  text (UTF-8)
///   Bytes    bytea / blob      Id    bytes of a name given from outside: text COLLATE "C" (PostgreSQL),
///   VARBINARY (MySQL), BLOB (SQLite): compared byte for byte (guarantees 2.17)
///   Uuid     uuid / BINARY(16) / BLOB(16)                  Json  jsonb / JSON / TEXT
enum class SqlType : quint8 { Integer, Real, Text, Bytes, Id, Uuid, Json };

/// One value on its way to a store or back. A parameter knows its exact type; a result knows only how the store
/// spelled it, and the accessor says what is expected. Plain value, any thread.
class SqlValue {
public:
    SqlValue() = default;  ///< NULL
    SqlValue(qint64 value) : m_type(SqlType::Integer), m_value(value) {}
    SqlValue(int value) : SqlValue(qint64(value)) {}
    SqlValue(bool value) : SqlValue(qint64(value)) {}
    SqlValue(double value) : m_type(SqlType::Real), m_value(value) {}
    SqlValue(const QString& text);
    SqlValue(TimePoint time) : SqlValue(toUnixSeconds(time)) {}
    SqlValue(const QUuid& uuid) : m_type(SqlType::Uuid), m_value(uuid.toRfc4122()) {}
    SqlValue(const QJsonObject& json);
    template <class Tag>
    SqlValue(const Id<Tag>& id) : SqlValue(ofId(id.bytes()))
    {
    }
    SqlValue(const QByteArray&) = delete;  // say bytes() or ofId()
    SqlValue(const char*) = delete;
    static SqlValue bytes(QByteArray value) { return {SqlType::Bytes, std::move(value)}; }
    static SqlValue ofId(QByteArray utf8) { return {SqlType::Id, std::move(utf8)}; }
    /// Text as a store gave it.
    static SqlValue utf8(QByteArray text) { return {SqlType::Text, std::move(text)}; }
    /// JSON as it was written elsewhere, an array too.
    static SqlValue ofJson(const QByteArray& text);
    /// NULL when the optional is empty.
    template <class T>
    static SqlValue orNull(const std::optional<T>& value)
    {
        return value ? SqlValue(*value) : SqlValue();
    }
    /// As an empty id is never a name, it is stored as NULL.
    template <class Tag>
    static SqlValue orNull(const Id<Tag>& id)
    {
        return id.isEmpty() ? SqlValue() : SqlValue(id);
    }

    SqlType type() const { return m_type; }
    bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    bool isInteger() const { return std::holds_alternative<qint64>(m_value); }
    bool isReal() const { return std::holds_alternative<double>(m_value); }

    // Reading; NULL reads as 0, empty, or a null uuid.
    qint64 toInteger() const;
    double toReal() const;
    QString toText() const;
    QByteArray toBytes() const;
    QUuid toUuid() const;
    QJsonObject toJson() const;

private:
    SqlValue(SqlType type, QByteArray value) : m_type(type), m_value(std::move(value)) {}
    SqlType m_type = SqlType::Text;
    std::variant<std::monostate, qint64, double, QString, QByteArray> m_value;
};

using SqlParams = std::vector<SqlValue>;

/// One row of an answer. Either by column number, or one after the other with next…(), in the order of the select
/// list; a column list and its reader stand side by side (see conversations/rows.h).
class SqlRow {
public:
    SqlRow(const SqlValue* cells, int count) : m_cells(cells), m_count(count) {}
    const SqlValue& operator[](int column) const
    {
        Q_ASSERT(column < m_count);
        return m_cells[column];
    }
    int count() const { return m_count; }
    const SqlValue& next() { return (*this)[m_next++]; }
    qint64 nextInteger() { return next().toInteger(); }
    double nextReal() { return next().toReal(); }
    QString nextText() { return next().toText(); }
    QByteArray nextBytes() { return next().toBytes(); }
    QUuid nextUuid() { return next().toUuid(); }
    QJsonObject nextJson() { return next().toJson(); }
    TimePoint nextTime() { return fromUnixSeconds(next().toReal()); }
    std::optional<TimePoint> nextTimeOrNull()
    {
        const SqlValue& value = next();
        return value.isNull() ? std::nullopt : std::optional(fromUnixSeconds(value.toReal()));
    }
    template <class Id>
    Id nextId()
    {
        return Id(next().toBytes());
    }

private:
    const SqlValue* m_cells;
    int m_count;
    int m_next = 0;
};

/// A whole answer, read to its end: no statement stays open behind it.
class SqlRows {
public:
    SqlRows() = default;
    explicit SqlRows(int columns) : m_columns(columns) {}
    void append(SqlValue cell) { m_cells.push_back(std::move(cell)); }
    void append(SqlRows other);
    int size() const { return m_columns == 0 ? 0 : int(m_cells.size()) / m_columns; }
    bool isEmpty() const { return m_cells.empty(); }
    SqlRow operator[](int row) const { return {m_cells.data() + size_t(row) * size_t(m_columns), m_columns}; }

    class Iterator {
    public:
        Iterator(const SqlRows& rows, int row) : m_rows(rows), m_row(row) {}
        SqlRow operator*() const { return m_rows[m_row]; }
        Iterator& operator++()
        {
            ++m_row;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return m_row != other.m_row; }

    private:
        const SqlRows& m_rows;
        int m_row;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

private:
    std::vector<SqlValue> m_cells;
    int m_columns = 0;
};

}  // namespace tongdai
