#include "engine/history/postgres/postgres_text.h"

#include <QFile>

namespace tongdai::postgres {

using namespace Qt::StringLiterals;

std::string withNumbers(const QString& sql)
{
    QString text;
    int number = 0;
    bool quoted = false;
    for (const QChar c : sql) {
        if (c == u'\'') quoted = !quoted;
        if (c == u'?' && !quoted)
            text += u'$' + QString::number(++number);
        else
            text += c;
    }
    return text.toStdString();
}

std::optional<std::string> spelled(const SqlValue& value)
{
    if (value.isNull()) return {};
    switch (value.type()) {
        case SqlType::Bytes: return "\\x" + value.toBytes().toHex().toStdString();
        case SqlType::Uuid: return value.toUuid().toString(QUuid::WithoutBraces).toStdString();
        case SqlType::Id:
        case SqlType::Json: return value.toBytes().toStdString();
        case SqlType::Integer:
        case SqlType::Real:
        case SqlType::Text: return value.toText().toStdString();
    }
    Q_UNREACHABLE();
}

namespace {

void addElement(std::string& array, const SqlValue& value)
{
    if (array.size() > 1) array += ',';
    const auto text = spelled(value);
    if (!text) {
        array += "NULL";
        return;
    }
    array += '"';
    for (const char c : *text) {
        if (c == '"' || c == '\\') array += '\\';
        array += c;
    }
    array += '"';
}

}  // namespace

std::string arrayOf(std::span<const SqlParams> rows, size_t column)
{
    std::string array = "{";
    for (const SqlParams& row : rows)
        addElement(array, row[column]);
    return array + '}';
}

std::string arrayOf(std::span<const SqlValue> values)
{
    std::string array = "{";
    for (const SqlValue& value : values)
        addElement(array, value);
    return array + '}';
}

QString typeName(SqlType type)
{
    switch (type) {
        case SqlType::Integer: return u"bigint"_s;
        case SqlType::Real: return u"double precision"_s;
        case SqlType::Text:
        case SqlType::Id: return u"text"_s;
        case SqlType::Bytes: return u"bytea"_s;
        case SqlType::Uuid: return u"uuid"_s;
        case SqlType::Json: return u"jsonb"_s;
    }
    Q_UNREACHABLE();
}

namespace {

QStringList arrays(const std::vector<SqlColumn>& columns)
{
    QStringList list;
    for (const SqlColumn& column : columns)
        list << u"?::"_s + typeName(column.type) + u"[]"_s;
    return list;
}

std::string quoted(const QString& value)
{
    std::string text = "'";
    for (const char c : value.toStdString()) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

}  // namespace

QString insertText(const SqlInsert& insert, const QString& conflictClause)
{
    QStringList names;
    for (const SqlColumn& column : insert.columns)
        names << column.name;
    return u"insert into "_s + insert.table + u" ("_s + names.join(u',') + u") select * from unnest("_s +
           arrays(insert.columns).join(u',') + u')' + conflictClause;
}

QString updateText(const SqlUpdate& update)
{
    QStringList names;
    QStringList set;
    QStringList where;
    for (const SqlColumn& key : update.keys) {
        names << u"given_"_s + key.name;
        where << update.table + u'.' + key.name + u" = given."_s + names.back();
    }
    for (const SqlColumn& column : update.columns) {
        names << u"given_"_s + column.name;
        set << column.name + u" = given."_s + names.back();
    }
    if (!update.alsoSet.isEmpty()) set << update.alsoSet;
    if (!update.where.isEmpty()) where << update.where;
    return u"update "_s + update.table + u" set "_s + set.join(u", ") + u" from unnest("_s +
           (arrays(update.keys) + arrays(update.columns)).join(u',') + u") as given ("_s + names.join(u',') +
           u") where "_s + where.join(u" and ");
}

QString listText(const QString& sql)
{
    QString text = sql;
    text.replace(" in ({list})"_L1, " = any(?)"_L1);
    Q_ASSERT(text != sql);
    return text;
}

QString anyText(const QString& sql, const SqlParams& set)
{
    const qsizetype at = sql.indexOf("{any "_L1);
    const qsizetype end = sql.indexOf(u'}', at);
    QStringList columns = sql.mid(at + 5, end - at - 5).split(" and "_L1);
    Q_ASSERT(size_t(columns.size()) == set.size());
    QStringList types;
    for (const SqlValue& value : set)
        types << u"?::"_s + typeName(value.type()) + u"[]"_s;
    for (QString& column : columns)
        column.remove(" = ?"_L1);
    QString text = sql;
    return text.replace(
        at, end + 1 - at,
        u'(' + columns.join(u", "_s) + u") in (select * from unnest("_s + types.join(u", "_s) + u"))"_s);
}

namespace {

/// libpq finds the system's authorities by itself only from version 16 on.
QString systemAuthorities()
{
    for (const QString& file : {u"/etc/ssl/certs/ca-certificates.crt"_s, u"/etc/pki/tls/certs/ca-bundle.crt"_s}) {
        if (QFile::exists(file)) return file;
    }
    return u"/etc/ssl/cert.pem"_s;
}

}  // namespace

std::string connectionString(const SqlServerAddress& address, bool readOnly)
{
    std::string text =
        "connect_timeout=5 tcp_user_timeout=10000 keepalives=1 keepalives_idle=10 "
        "keepalives_interval=5 keepalives_count=3 client_encoding=UTF8 application_name=tongdai";
    const auto add = [&text](const char* key, const QString& value) {
        if (!value.isEmpty()) text += std::string(" ") + key + '=' + quoted(value);
    };
    add("host", address.host);
    if (address.port != 0) add("port", QString::number(address.port));
    add("dbname", address.database);
    add("user", address.user);
    add("password", address.password);
    switch (address.tls) {
        case SqlServerAddress::Tls::WhereOffered: break;
        case SqlServerAddress::Tls::Off: add("sslmode", u"disable"_s); break;
        case SqlServerAddress::Tls::Required:
            add("sslmode", u"verify-full"_s);
            add("sslrootcert", address.caFile.isEmpty() ? systemAuthorities() : address.caFile);
            break;
    }
    // A client that stands still must not keep rows locked (guarantees 2.14).
    QString options =
        u"-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=5s "
        "-c client_min_messages=warning -c timezone=UTC -c bytea_output=hex "
        // Compiling a statement takes longer than any of ours.
        "-c jit=off"_s;
    // What is written is found by its keys, whatever the values: planning anew for each only costs. Questions of people
    // are planned for their values while that pays.
    options += readOnly ? u" -c default_transaction_read_only=on -c plan_cache_mode=auto"_s
                        : u" -c plan_cache_mode=force_generic_plan"_s;
    add("options", options);
    return text;
}

}  // namespace tongdai::postgres
