#include "engine/history/people/sql_people.h"
#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const ConversationId kAuditedChat("c1"_ba);
const OperatorId kAuditedPerson("minh"_ba);

/// Oldest first.
QStringList actionsIn(const std::vector<AuditLine>& newestFirst)
{
    QStringList actions;
    for (const AuditLine& line : newestFirst)
        actions.prepend(line.action);
    return actions;
}

}  // namespace

/// F79: what people do to conversations is chained to the log with the act itself, once however often it is asked for;
/// what customers write is not.
void HistoryBehaviour::writesDownWhatPeopleDo()
{
    SqlPrivacy privacy(store());
    accept(message(u"c1"_s, u"m1"_s), OwnerId("engine-a"_ba));
    QVERIFY(await(privacy.auditLines(10)).empty());

    for (int i = 0; i < 2; ++i)
        await(store().takeOver(kAuditedChat, kAuditedPerson, u"Minh"_s));
    for (int i = 0; i < 2; ++i)
        await(store().handBack(kAuditedChat, kAuditedPerson, u"Minh"_s, {}));
    for (int i = 0; i < 2; ++i)
        await(store().assign(kAuditedChat, kAuditedPerson, u"Minh"_s));
    for (int i = 0; i < 2; ++i)
        await(store().setStatus(kAuditedChat, ConversationStatus::Closed, kAuditedPerson, u"Minh"_s));
    await(store().setStatus(kAuditedChat, ConversationStatus::Active, kAuditedPerson, u"Minh"_s));
    await(store().forceRelease(kAuditedChat, u"admin"_s));
    await(store().forceRelease(ConversationId("nobody"_ba), u"admin"_s));
    await(store().removeSample());  // there is none

    const std::vector<AuditLine> lines = await(privacy.auditLines(20));
    QCOMPARE(actionsIn(lines), (QStringList{u"takeover"_s, u"hand_back"_s, u"assigned"_s, u"closed"_s, u"reopened"_s,
                                            u"forced_release"_s}));
    QVERIFY(lines[5].actor == lines[1].actor && lines[5].actor != lines[0].actor);  // one person, and the administrator
    for (const AuditLine& line : lines)
        QVERIFY(!line.actor.isEmpty() && line.object == lines[0].object);
    QVERIFY(!placesOf("minh").contains(u"audit"_s));
    QVERIFY(!await(privacy.verifyAudit()).firstBad);

    // A person of the shop who answers in the platform's own window takes over as well.
    IncomingMessage outside = message(u"c1"_s, u"o1"_s, u"Dạ còn ạ"_s);
    outside.sender = SenderId("lan"_ba);
    outside.senderType = u"admin"_s;
    outside.bodyHash = hashBody(outside);
    accept(outside);
    QCOMPARE(await(privacy.auditLines(1))[0].action, u"takeover"_s);
    QCOMPARE(await(privacy.auditLines(1))[0].detail, (QJsonObject{{u"door"_s, u"platform"_s}}));

    // And who replies to a conversation that nobody has takes it.
    OperatorMessage reply;
    reply.conversation = kAuditedChat;
    reply.messageId = MessageId("r1"_ba);
    reply.author = kAuditedPerson;
    reply.authorName = u"Minh"_s;
    reply.text = u"Chào chị"_s;
    for (int i = 0; i < 2; ++i)
        await(store().send(reply));
    const std::vector<AuditLine> after = await(privacy.auditLines(20));
    QCOMPARE(after.size(), lines.size() + 2);
    QCOMPARE(after[0].action, u"assigned"_s);
    QCOMPARE(after[0].actor, lines[5].actor);
    QVERIFY(!await(privacy.verifyAudit()).firstBad);
}

/// A person may have the name of a program or of a token that names nobody: their acts stay apart.
void HistoryBehaviour::tellsAProgramFromAPersonOfItsName()
{
    SqlPrivacy privacy(store());
    SqlPeople people(store());
    const auto seen = [&](const QByteArray& actor = {}) {
        AuditQuery query;
        query.actor = actor;
        QStringList words;
        for (const AuditRow& row : await(people.auditPage(query)).rows)
            words.prepend(row.action + u':' + row.who.toString());
        return words;
    };
    await(privacy.audit({"admin"_ba, u"old"_s, {}, {}}));  // as it was written once
    await(privacy.audit({"admin"_ba, u"sign_in_refused"_s, {}, {}}));
    await(privacy.audit({programActor("admin"), u"new"_s, {}, {}}));
    await(privacy.audit({programActor("engine"), u"begun"_s, {}, {}}));
    QCOMPARE(seen(), QStringList({u"old: admin"_s, u"sign_in_refused:"_s, u"new: admin"_s, u"begun: engine"_s}));
    QCOMPARE(seen(programActor("admin")).last(), u"new: admin"_s);
    QCOMPARE(seen(programActor("admin")).first(), u"old: admin"_s);
    QVERIFY(checkId(programActor("admin")));

    ports::PeopleStore::NewPerson owner;
    owner.person.id = OperatorId("admin"_ba);
    owner.person.name = u"Chủ shop"_s;
    owner.person.role = Role::Administrator;
    owner.password = "$argon2id$"_ba;
    QCOMPARE(await(people.addPerson(owner, "admin"_ba)), ports::PersonOutcome::Done);
    QCOMPARE(seen(programActor("admin")), QStringList({u"new: admin"_s}));
    QCOMPARE(seen("admin"_ba).last(), u"person_added:admin"_s);
    const std::vector<AuditLine> lines = await(privacy.auditLines(10));
    QVERIFY(lines[0].actor != lines[2].actor);
    QVERIFY(!await(privacy.verifyAudit()).firstBad);
}

/// F41: what is kept outside of the store to know it again by.
void HistoryBehaviour::tellsWhereTheAuditEnds()
{
    SqlPrivacy privacy(store());
    QCOMPARE(await(privacy.lookAtAudit(0)).head, AuditHead());
    accept(message(u"c1"_s, u"m1"_s));
    const qint64 events = await(privacy.lookAtAudit(0)).head.events;
    QVERIFY(events > 0);
    await(privacy.audit({"lan"_ba, u"one"_s, {}, {}}));
    const AuditHead first = await(privacy.lookAtAudit(0)).head;
    QVERIFY(first.n == 1 && first.hash.size() == 32 && first.events == events);
    await(privacy.audit({"lan"_ba, u"two"_s, {}, {}}));
    const AuditLook second = await(privacy.lookAtAudit(first.n));
    QCOMPARE(second.head.n, 2);
    QCOMPARE(second.hashThen, first.hash);
    QVERIFY(await(privacy.lookAtAudit(3)).hashThen.isEmpty());
}

}  // namespace tongdai::testing
