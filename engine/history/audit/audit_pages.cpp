#include "engine/history/audit/audit_pages.h"

#include "engine/history/audit/audit.h"

#include <QJsonDocument>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

namespace {

struct Named {
    OperatorId id;
    QString name;
};

const QByteArrayList kPrograms{"engine"_ba, "admin"_ba, "start"_ba, "desk"_ba, "retention"_ba};

/// Whoever may stand in the log under a name: the shop's people, who sits here without being one of them, and the
/// programs that act by themselves. These once stood under an id that a person may have too: it is theirs where nobody
/// has it.
QHash<QByteArray, Named> namesIn(SqlSession& session, const QByteArray& key, const AuditQuery& query)
{
    QHash<QByteArray, Named> names;
    for (const QByteArray& program : kPrograms) {
        const Named shown{OperatorId(programActor(program)), {}};
        names.insert(pseudonymUnder(key, program), shown);
        names.insert(pseudonymUnder(key, programActor(program)), shown);
    }
    if (!query.here.isEmpty()) names.insert(pseudonymUnder(key, query.here.bytes()), {query.here, query.hereName});
    for (SqlRow row : session.query(u"select id, name from people"_s)) {
        const auto id = row.nextId<OperatorId>();
        names.insert(pseudonymUnder(key, id.bytes()), {id, row.nextText()});
    }
    return names;
}

/// Under which pseudonyms whoever is asked for stands in the log: one, or the two of a program.
QByteArrayList pseudonymsOf(const QHash<QByteArray, Named>& names, const QByteArray& key, const QByteArray& actor)
{
    QByteArrayList found{pseudonymUnder(key, actor)};
    if (!kPrograms.contains(actor.mid(1)) || actor != programActor(actor.mid(1))) return found;
    const QByteArray before = pseudonymUnder(key, actor.mid(1));
    if (names.value(before).id.bytes() == actor) found << before;
    return found;
}

QString pageSql(const AuditQuery& query, bool isOfTwo)
{
    static const QString head = u"select n, at, actor, action, object, detail from audit where n < ?"_s;
    static const QString tail = u" order by n desc limit ?"_s;
    static const QString all = head + tail;
    static const QString ofActor = head + u" and actor = ?"_s + tail;
    static const QString ofAction = head + u" and action = ?"_s + tail;
    static const QString ofBoth = head + u" and actor = ? and action = ?"_s + tail;
    static const QString ofTwo = head + u" and actor in (?, ?)"_s + tail;
    static const QString ofTwoAndAction = head + u" and actor in (?, ?) and action = ?"_s + tail;
    if (isOfTwo) return query.action.isEmpty() ? ofTwo : ofTwoAndAction;
    if (query.actor.isEmpty()) return query.action.isEmpty() ? all : ofAction;
    return query.action.isEmpty() ? ofActor : ofBoth;
}

}  // namespace

AuditPage auditPage(SqlSession& session, const AuditQuery& query)
{
    AuditPage page;
    const SqlRows keys = session.query(u"select value from store_keys where name = 'pseudonyms'"_s);
    if (keys.isEmpty()) return page;  // nothing was ever written
    const QByteArray key = keys[0][0].toBytes();
    const QHash<QByteArray, Named> names = namesIn(session, key, query);
    constexpr qint64 kNewest = std::numeric_limits<qint64>::max();
    SqlParams values{query.before > 0 ? query.before : kNewest};
    const QByteArrayList actors = query.actor.isEmpty() ? QByteArrayList() : pseudonymsOf(names, key, query.actor);
    for (const QByteArray& actor : actors)
        values.push_back(SqlValue::bytes(actor));
    if (!query.action.isEmpty()) values.push_back(query.action);
    values.push_back(query.limit + 1);
    for (SqlRow row : session.query(pageSql(query, actors.size() == 2), values)) {
        if (int(page.rows.size()) == query.limit) {
            page.hasMore = true;
            break;
        }
        AuditRow entry;
        entry.n = row.nextInteger();
        entry.at = row.nextTime();
        Named actor = names.value(row.nextBytes());
        entry.action = row.nextText();
        // Whoever tried to sign in under a program's name is none.
        if (entry.action == "sign_in_refused"_L1 && actor.id.bytes().startsWith(' ')) actor = {};
        entry.who = actor.id;
        entry.name = actor.name;
        const Named object = names.value(row.nextBytes());
        entry.about = object.id;
        entry.aboutName = object.name;
        entry.detail = QJsonDocument::fromJson(row.nextText().toUtf8()).object();
        page.rows.push_back(std::move(entry));
    }
    return page;
}

}  // namespace tongdai::reads
