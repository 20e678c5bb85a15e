#include "engine/history/audit/audit.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <limits>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct Entry {
    qint64 n = 0;
    double at = 0;
    QByteArray actor;
    QString action;
    QByteArray object;
    QString detail;
};

QByteArray hashOf(const Entry& entry, const QByteArray& before)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray& part) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    };
    hash.addData(QByteArray(1, '\0'));
    add(before);
    add(QByteArray::number(entry.n));
    // In milliseconds: a text of the double could differ from store to store.
    add(QByteArray::number(fromUnixSeconds(entry.at).time_since_epoch().count()));
    add(entry.actor);
    add(entry.action.toUtf8());
    add(entry.object);
    add(entry.detail.toUtf8());
    return hash.result();
}

const QString kAuditColumns = u"n, at, actor, action, object, detail, hash"_s;

Entry readEntry(SqlRow& row)
{
    Entry entry;
    entry.n = row.nextInteger();
    entry.at = row.nextReal();
    entry.actor = row.nextBytes();
    entry.action = row.nextText();
    entry.object = row.nextBytes();
    entry.detail = row.nextText();
    return entry;
}

SqlValue bytesOrNull(const QByteArray& bytes)
{
    return bytes.isEmpty() ? SqlValue() : SqlValue::bytes(bytes);
}

}  // namespace

QByteArray storeKey(UnitOfWork& work, const QString& name)
{
    static const QString sql = u"select value from store_keys where name = ?"_s;
    if (const SqlRows rows = work.session().query(sql, {name}); !rows.isEmpty()) return rows[0][0].toBytes();
    QByteArray key(32, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32*>(key.data()), key.size() / 4);
    static const SqlInsert insert{u"store_keys"_s,
                                  {{u"name"_s, SqlType::Text}, {u"value"_s, SqlType::Bytes}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"name"_s}};
    const std::vector<SqlParams> rows{{name, SqlValue::bytes(key)}};
    work.session().insertMany(insert, rows);
    return work.session().query(sql, {name})[0][0].toBytes();  // another engine may have been faster
}

QByteArray pseudonymUnder(const QByteArray& key, QByteArrayView id)
{
    return QMessageAuthenticationCode::hash(id.toByteArray(), key, QCryptographicHash::Sha256);
}

QByteArray pseudonym(UnitOfWork& work, QByteArrayView id)
{
    if (id.isEmpty()) return {};
    return pseudonymUnder(storeKey(work, u"pseudonyms"_s), id);
}

QByteArray knownPseudonym(SqlSession& session, QByteArrayView id)
{
    const SqlRows rows = session.query(u"select value from store_keys where name = 'pseudonyms'"_s);
    if (rows.isEmpty() || id.isEmpty()) return {};
    return pseudonymUnder(rows[0][0].toBytes(), id);
}

void appendAudit(UnitOfWork& work, const AuditEntry& given)
{
    SqlSession& session = work.session();
    const QByteArray actor = pseudonym(work, given.actor);
    const QByteArray object = pseudonym(work, given.object);
    session.execute(u"update counters set value = value + 1 where name = 'audit'"_s);
    Entry entry;
    entry.n = session.query(u"select value from counters where name = 'audit'"_s)[0][0].toInteger();
    entry.at = toUnixSeconds(work.now());
    entry.actor = actor;
    entry.action = given.action;
    entry.object = object;
    entry.detail = QString::fromUtf8(QJsonDocument(given.detail).toJson(QJsonDocument::Compact));
    const SqlRows head = session.query(u"select hash from audit where n = ?"_s, {entry.n - 1});
    const QByteArray hash = hashOf(entry, head.isEmpty() ? QByteArray() : head[0][0].toBytes());
    session.execute(u"insert into audit (n, at, actor, action, object, detail, hash) values (?, ?, ?, ?, ?, ?, ?)"_s,
                    {entry.n, entry.at, bytesOrNull(entry.actor), entry.action, bytesOrNull(entry.object), entry.detail,
                     SqlValue::bytes(hash)});
}

namespace reads {

std::vector<AuditLine> auditLines(SqlSession& session, int limit)
{
    std::vector<AuditLine> lines;
    static const QString sql = u"select "_s + kAuditColumns + u" from audit order by n desc limit ?"_s;
    for (SqlRow row : session.query(sql, {limit})) {
        Entry entry = readEntry(row);
        lines.push_back({entry.n, fromUnixSeconds(entry.at), entry.actor, entry.action, entry.object,
                         QJsonDocument::fromJson(entry.detail.toUtf8()).object()});
    }
    return lines;
}

AuditVerdict verifyAudit(SqlSession& session)
{
    constexpr int kPiece = 1000;
    static const QString sql = u"select "_s + kAuditColumns + u" from audit where n > ? order by n limit ?"_s;
    AuditVerdict verdict;
    QByteArray before;
    // From below every number there can be: nothing may stand before the first entry either.
    qint64 last = std::numeric_limits<qint64>::min();
    while (true) {
        const SqlRows rows = session.query(sql, {last, kPiece});
        for (SqlRow row : rows) {
            const Entry entry = readEntry(row);
            const QByteArray expected = hashOf(entry, before);
            before = row.nextBytes();
            if (entry.n != verdict.entries + 1 || before != expected) {
                verdict.firstBad = verdict.entries + 1;
                return verdict;
            }
            ++verdict.entries;
            last = entry.n;
        }
        if (rows.size() < kPiece) break;
    }
    // The counter remembers entries that were cut off at the end.
    if (session.query(u"select value from counters where name = 'audit'"_s)[0][0].toInteger() != verdict.entries)
        verdict.firstBad = verdict.entries + 1;
    return verdict;
}

AuditLook lookAtAudit(SqlSession& session, qint64 then)
{
    AuditLook look;
    if (const SqlRows rows = session.query(u"select hash from audit where n = ?"_s, {then}); !rows.isEmpty())
        look.hashThen = rows[0][0].toBytes();
    if (const SqlRows rows = session.query(u"select n, hash from audit order by n desc limit 1"_s); !rows.isEmpty()) {
        look.head.n = rows[0][0].toInteger();
        look.head.hash = rows[0][1].toBytes();
    }
    look.head.events = session.query(u"select value from counters where name = 'events'"_s)[0][0].toInteger();
    return look;
}

}  // namespace reads
}  // namespace tongdai
