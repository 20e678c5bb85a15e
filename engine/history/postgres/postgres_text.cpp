#include "engine/history/postgres/postgres_text.h"

#include "engine/history/postgres/session_terms.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

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

namespace {

void appendHex(std::string& text, QByteArrayView bytes)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    for (const char byte : bytes) {
        text += kDigits[uchar(byte) >> 4];
        text += kDigits[uchar(byte) & 15];
    }
}

void appendUuid(std::string& text, const QByteArray& bytes)
{
    if (bytes.size() != 16) {  // spelled already
        text.append(bytes.constData(), size_t(bytes.size()));
        return;
    }
    const QByteArrayView all(bytes);
    qsizetype from = 0;
    for (const qsizetype part : {4, 2, 2, 2, 6}) {
        if (from > 0) text += '-';
        appendHex(text, all.sliced(from, part));
        from += part;
    }
}

template <class Number>
void appendNumber(std::string& text, Number number)
{
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

/// Not for NULL. Inside of an array a value stands in quotes.
void append(std::string& text, const SqlValue& value, bool isElement)
{
    switch (value.type()) {
        case SqlType::Integer: appendNumber(text, value.toInteger()); return;
        case SqlType::Real:
            if (const double real = value.toReal(); std::isfinite(real)) return appendNumber(text, real);
            break;
        case SqlType::Uuid: appendUuid(text, value.toBytes()); return;
        case SqlType::Bytes:
            text += isElement ? "\\\\x" : "\\x";
            appendHex(text, value.toBytes());
            return;
        case SqlType::Id:
        case SqlType::Json:
        case SqlType::Text: break;
    }
    const QByteArray bytes = value.toBytes();
    if (!isElement) {
        text.append(bytes.constData(), size_t(bytes.size()));
        return;
    }
    text += '"';
    const char* rest = bytes.constData();
    const char* const end = rest + bytes.size();
    while (rest != end) {  // most texts have nothing to escape, and go over at once
        const char* const next = std::find_if(rest, end, [](char c) { return c == '"' || c == '\\'; });
        text.append(rest, next);
        if (next == end) break;
        text += '\\';
        text += *next;
        rest = next + 1;
    }
    text += '"';
}

void appendElement(std::string& array, const SqlValue& value)
{
    if (array.size() > 1) array += ',';
    if (value.isNull())
        array += "NULL";
    else
        append(array, value, true);
}

}  // namespace

std::optional<std::string> spelled(const SqlValue& value)
{
    if (value.isNull()) return {};
    std::string text;
    append(text, value, false);
    return text;
}

std::string arrayOf(std::span<const SqlParams> rows, size_t column)
{
    std::string array = "{";
    for (const SqlParams& row : rows)
        appendElement(array, row[column]);
    return array + '}';
}

std::string arrayOf(std::span<const SqlValue> values)
{
    std::string array = "{";
    for (const SqlValue& value : values)
        appendElement(array, value);
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

namespace {

QString unnested(const SqlParams& set)
{
    QStringList types;
    for (const SqlValue& value : set)
        types << u"?::"_s + typeName(value.type()) + u"[]"_s;
    return u"unnest("_s + types.join(u", "_s) + u')';
}

}  // namespace

QString anyText(const QString& sql, const SqlParams& set)
{
    if (sql.contains("{given}"_L1)) return QString(sql).replace("{given}"_L1, unnested(set) + u" as given"_s);
    const qsizetype at = sql.indexOf("{any "_L1);
    const qsizetype end = sql.indexOf(u'}', at);
    QStringList columns = sql.mid(at + 5, end - at - 5).split(" and "_L1);
    Q_ASSERT(size_t(columns.size()) == set.size());
    for (QString& column : columns)
        column.remove(" = ?"_L1);
    return QString(sql).replace(at, end + 1 - at,
                                u'(' + columns.join(u", "_s) + u") in (select * from "_s + unnested(set) + u')');
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

HostList hostsOf(const SqlServerAddress& address)
{
    static const QRegularExpression withPort(u"^([^:]+):(\\d{1,5})$"_s);
    const QString usual = address.port == 0 ? QString() : QString::number(address.port);
    HostList hosts;
    bool hasPorts = !usual.isEmpty();
    for (const QString& item : address.host.split(u',', Qt::SkipEmptyParts)) {
        const QRegularExpressionMatch match = withPort.match(item.trimmed());
        hosts.names << (match.hasMatch() ? match.captured(1) : item.trimmed());
        hosts.ports << (match.hasMatch() ? match.captured(2) : usual);
        hasPorts = hasPorts || match.hasMatch();
    }
    if (!hasPorts) hosts.ports.clear();
    return hosts;
}

std::string connectionString(const SqlServerAddress& address, bool readOnly)
{
    std::string text =
        "connect_timeout=5 tcp_user_timeout=10000 keepalives=1 keepalives_idle=10 "
        "keepalives_interval=5 keepalives_count=3 client_encoding=UTF8 application_name=tongdai";
    const auto add = [&text](const char* key, const QString& value) {
        if (!value.isEmpty()) text += std::string(" ") + key + '=' + quoted(value);
    };
    const HostList hosts = hostsOf(address);
    add("host", hosts.names.join(u','));
    add("port", hosts.ports.join(u','));
    // Of several servers one takes writes; the others follow it and refuse them.
    if (hosts.names.size() > 1) add("target_session_attrs", u"primary"_s);
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
    // A pooler refuses them, or keeps them for itself: see SessionTerms.
    if (!address.isPooled) add("options", QString::fromStdString(SessionTerms(readOnly).options()));
    return text;
}

}  // namespace tongdai::postgres
