#include "engine/history/privacy/erasure_threads.h"

#include "engine/domain/text/fold_text.h"

#include <QJsonDocument>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

namespace {

struct SharedThread {
    QUuid uuid;
    ConversationId id;
    QString subject;
    bool beganWithThem = false;
};

std::vector<SharedThread> sharedThreads(SqlSession& session, const SenderId& user)
{
    std::vector<SharedThread> threads;
    for (SqlRow row : session.query(
             u"select c.id, c.conversation_id, c.subject, c.customer_id from conversations c where c.id in (select id "
             u"from "
             "conversations where customer_id = ? union select conversation_id from participants where user_id = ?) "
             "order by c.conversation_id"_s,
             {user, user})) {
        SharedThread thread;
        thread.uuid = row.nextUuid();
        thread.id = row.nextId<ConversationId>();
        thread.subject = row.nextText();
        thread.beganWithThem = row.nextId<SenderId>() == user;
        threads.push_back(std::move(thread));
    }
    return threads;
}

/// Everything they are known by, folded; so short that it would be found in any text: left out.
QStringList foldedNames(SqlSession& session, const SenderId& user, QStringList names)
{
    constexpr qsizetype kShortest = 3;
    names << user.toString();
    for (SqlRow row :
         session.query(u"select email, first_name, last_name from chat_users where user_id = ?"_s, {user})) {
        names << row.nextText();
        const QString first = row.nextText();
        const QString last = row.nextText();
        names << first + u' ' + last << last + u' ' + first;
    }
    QStringList folded;
    for (const QString& name : std::as_const(names))
        folded << foldText(name).trimmed();
    folded.removeDuplicates();
    folded.removeIf([](const QString& name) { return name.size() < kShortest; });
    return folded;
}

bool mentions(const QString& text, const QStringList& names)
{
    const QString folded = foldText(text);
    return std::any_of(names.begin(), names.end(), [&folded](const QString& name) { return folded.contains(name); });
}

QString textOf(const QJsonObject& json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/// Subject and metadata of a thread that speaks of them; both and the tags of one that began with them.
bool renameThread(UnitOfWork& work, const SharedThread& thread, const QStringList& names)
{
    SqlSession& session = work.session();
    bool isRenamed = false;
    if (thread.beganWithThem) {
        ConversationRow& row = *work.find(thread.id);
        row.shown.customer = {};
        row.shown.customerName.clear();
        row.shown.metadata = {};
        work.changed(row);
        session.execute(u"delete from conversation_tags where conversation_id = ?"_s, {thread.uuid});
        isRenamed = true;
    }
    if (thread.beganWithThem || mentions(thread.subject, names)) {
        session.execute(u"update conversations set subject = null where id = ?"_s, {thread.uuid});
        isRenamed |= !thread.subject.isEmpty();
    }
    const SqlRows found =
        session.query(u"select metadata from chat_threads where conversation_id = ? {for_update}"_s, {thread.uuid});
    if (!found.isEmpty() && (thread.beganWithThem || mentions(textOf(found[0][0].toJson()), names))) {
        session.execute(u"update chat_threads set metadata = '{}' where conversation_id = ?"_s, {thread.uuid});
        isRenamed = true;
    }
    return isRenamed;
}

/// Who came and went stands in the data of such events.
qint64 blankEvents(SqlSession& session, const SqlParams& threads, const SenderId& user)
{
    SqlParams theirs;
    for (SqlRow row : session.queryList(u"select id, data from events where kind in ('participant_joined', "
                                        "'participant_left') and conversation_id in ({list})"_s,
                                        threads)) {
        const qint64 id = row.nextInteger();
        if (row.nextJson()["user"_L1].toString() == user.toString()) theirs.push_back(id);
    }
    return session.executeList(u"update events set data = '{}' where id in ({list})"_s, theirs);
}

}  // namespace

void leaveSharedThreads(UnitOfWork& work, const SenderId& user, QStringList names, std::vector<ConversationId>& touched,
                        std::vector<ErasedPlace>& places)
{
    const std::vector<SharedThread> threads = sharedThreads(work.session(), user);
    const QStringList folded = foldedNames(work.session(), user, std::move(names));
    std::vector<ConversationId> ids;
    ids.reserve(threads.size());
    for (const SharedThread& thread : threads)
        ids.push_back(thread.id);
    work.checkLocked(ids);
    for (const ConversationId& id : ids) {
        if (std::find(touched.begin(), touched.end(), id) == touched.end()) touched.push_back(id);
    }
    qint64 renamed = 0;
    for (const SharedThread& thread : threads) {
        if (work.find(thread.id) && renameThread(work, thread, folded)) ++renamed;
    }
    if (renamed > 0) places.push_back({u"threads with others"_s, 0, renamed});
    const qint64 events = blankEvents(work.session(), SqlParams(ids.begin(), ids.end()), user);
    if (events > 0) places.push_back({u"events of threads with others"_s, 0, events});
}

void anonymiseMembership(UnitOfWork& work, const SenderId& user, std::vector<ErasedPlace>& places)
{
    std::vector<SqlParams> changes;
    for (SqlRow row : work.session().query(u"select id from participants where user_id = ?"_s, {user})) {
        const QUuid id = row.nextUuid();
        changes.push_back(
            {id, SenderId("erased:"_ba + rows::lineId(rows::newUuid(work.now())).bytes()), SqlValue(), QJsonObject()});
    }
    if (changes.empty()) return;
    static const SqlUpdate update{
        u"participants"_s,
        {{u"id"_s, SqlType::Uuid}},
        {{u"user_id"_s, SqlType::Id}, {u"last_read_message_id"_s, SqlType::Id}, {u"metadata"_s, SqlType::Json}}};
    work.session().updateMany(update, changes);
    places.push_back({u"participants elsewhere"_s, 0, qint64(changes.size())});
}

}  // namespace tongdai
