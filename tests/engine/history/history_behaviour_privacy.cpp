#include "engine/history/disputes/cases/sql_cases.h"
#include "engine/history/privacy/erasure_places.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/search/search_rows.h"
#include "tests/engine/history/history_behaviour.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using SessionResult = ports::ErasureStore::SessionResult;

namespace {

const QByteArray kMarker = "khach-7f3a9c";
const OwnerId kBot{"bot"_ba};

qint64 countIn(const std::vector<ErasedPlace>& places, const QString& place)
{
    for (const ErasedPlace& one : places) {
        if (one.place == place) return one.removed + one.anonymised;
    }
    return -1;
}

}  // namespace

QStringList HistoryBehaviour::tables()
{
    const QString dialect = raw().dialect().name;
    const QString sql =
        dialect == "sqlite"_L1
            ? u"select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'"_s
        : dialect == "postgres"_L1
            ? u"select tablename::text from pg_tables where schemaname = 'public'"_s
            : u"select cast(table_name as char) from information_schema.tables where table_schema = database()"_s;
    QStringList names;
    for (SqlRow row : raw().run(sql))
        names << row.nextText();
    names.sort();
    return names;
}

QStringList HistoryBehaviour::placesOf(const QByteArray& needle)
{
    QStringList places;
    for (const QString& table : tables()) {
        const SqlRows rows = raw().run(u"select * from "_s + table);
        if (rows.isEmpty()) continue;
        bool isThere = false;
        for (const SqlRow& row : rows) {
            for (int column = 0; column < row.count(); ++column) {
                const SqlValue& cell = row[column];
                isThere |= cell.toText().toUtf8().contains(needle) || cell.toBytes().contains(needle);
            }
        }
        if (isThere) places << table;
    }
    return places;
}

/// A person with the marker in every id, name and text, in conversations of their own and in one of somebody else's.
void HistoryBehaviour::plantPerson(const QByteArray& marker)
{
    const QString word = QString::fromUtf8(marker);
    const auto from = [&](const QString& conversation, const QString& id) {
        IncomingMessage incoming = message(conversation, id, u"tôi là "_s + word);
        incoming.sender = SenderId(marker);
        incoming.metadata[u"customer_name"_s] = word;
        incoming.metadata[u"tags"_s] = QJsonArray{u"khách "_s + word};
        incoming.bodyHash = hashBody(incoming);
        return incoming;
    };
    const Accepted own = accept(from(u"c-"_s + word, u"m-"_s + word), kBot);
    FinishRequest request = answer(*own.claim, 1, u"chào "_s + word);
    request.turn.answer.entities = {{u"name"_s, word}};
    request.sendToPlatform = true;
    request.platformBody = {{u"to"_s, word}};
    await(store().finish(request));
    OperatorMessage note;
    note.conversation = ConversationId::fromString(u"c-"_s + word);
    note.messageId = MessageId::fromString(u"n-"_s + word);
    note.author = OperatorId("minh"_ba);
    note.text = u"khách "_s + word;
    note.isNote = true;
    await(store().send(note));
    await(store().saveDraft(OperatorId("minh"_ba), {note.conversation, u"gửi "_s + word, false}));
    await(store().saveDraft(OperatorId(marker), {ConversationId("other"_ba), u"nháp "_s + word, false}));

    ChatEntry entry = exchange(u"s-"_s + word, u"e-"_s + word);
    entry.user = SenderId(marker);
    entry.userMessage = word;
    entry.aiResponse = word;
    entry.metadata = {{u"who"_s, word}};
    record(entry);
    await(store().archiveChatSession(entry.session));

    SqlCases cases(store());
    const CaseActor minh{OperatorId("minh"_ba), u"Minh"_s};
    CaseDraft dispute;
    dispute.conversation = note.conversation;
    dispute.title = u"khách "_s + word;
    const std::optional<CaseFile> opened = await(cases.openCase(dispute, minh));
    await(cases.addNote(QUuid::fromString(QLatin1StringView(opened->shown.id)), u"hỏi "_s + word, minh));

    const Accepted others = accept(message(u"other"_s, u"o1"_s), kBot);
    await(store().finish(answer(*others.claim, 1)));
    const Accepted guest = accept(from(u"other"_s, u"o2-"_s + word), OwnerId("bot2"_ba));
    FinishRequest reply = answer(*guest.claim, 2, u"Dạ vâng."_s);
    reply.turn.answer.entities = {{u"name"_s, word}};
    await(store().finish(reply));
    await(store().chatSession(ConversationId("other"_ba)));
    plantMember(marker);
}

/// The same person in chats: in one alone, in one they began with another, in one they only joined.
void HistoryBehaviour::plantMember(const QByteArray& marker)
{
    const QString word = QString::fromUtf8(marker);
    ChatUser person = chatUser(word);
    person.lastName = u"Họ "_s + word.toUpper();
    const auto open = [&](const QByteArray& id, std::vector<ChatUser> users) {
        ThreadDraft draft;
        draft.id = ConversationId(id);
        draft.subject = u"Việc của "_s + word.toUpper();
        draft.metadata = {{u"who"_s, word}};
        draft.participants = std::move(users);
        await(store().openThread(draft));
    };
    open("t-" + marker, {person});
    open("shared", {person, chatUser(u"an"_s)});
    open("joined", {chatUser(u"an"_s)});
    for (const auto& thread : {u"shared"_s, u"joined"_s}) {
        const ConversationId id = ConversationId::fromString(thread);
        if (thread == "joined"_L1) write(thread, u"an"_s, u"an-first"_s);
        await(store().joinThread(id, person));
        const MessageId said = MessageId::fromString(u"chat-"_s + thread + word);
        IncomingMessage line = message(thread, said.toString(), u"Tôi là "_s + word);
        line.source = "chat"_ba;
        line.sender = person.id;
        line.metadata = {{u"customer_name"_s, word}, {u"tags"_s, QJsonArray{word}}};
        line.bodyHash = hashBody(line);
        accept(line);
        write(thread, u"an"_s, u"an-"_s + thread);
        await(store().markRead(id, SenderId("an"_ba), said));
        await(store().markRead(id, person.id, said));
        const ChatThread now = *await(store().chatThread(id));
        for (const Participant& member : now.participants)
            await(store().markDelivered({}, {{member.id, "phone-"_ba + member.user.id.bytes(), 1}}));
    }
    await(store().leaveThread(ConversationId("joined"_ba), person.id));
}

/// F80
void HistoryBehaviour::erasesEveryCopyOfAPerson()
{
    plantPerson(kMarker);
    const QStringList planted = placesOf(kMarker);
    for (const auto table :
         {"conversations"_L1, "messages"_L1, "turns"_L1, "outbox"_L1, "drafts"_L1, "events"_L1, "history_entries"_L1,
          "participants"_L1, "device_cursors"_L1, "chat_users"_L1, "chat_threads"_L1, "conversation_tags"_L1})
        QVERIFY2(planted.contains(table), qPrintable(planted.join(u' ')));

    SqlPrivacy privacy(store());
    const SenderId person(kMarker);
    const qint64 before = await(privacy.planErasure(person)).left.at(0).count;
    await(privacy.audit({"minh"_ba, u"test"_s, person.bytes(), {}}));
    const ErasureReport plan = await(privacy.planErasure(person));
    QCOMPARE(placesOf(kMarker), planted);
    QCOMPARE(plan.left.at(0).place, u"audit"_s);
    QCOMPARE(plan.left.at(0).count, before + 1);
    const auto erased = await(privacy.erasePerson(person, "admin"_ba));
    QVERIFY(erased.report.holds.empty());
    QCOMPARE(countIn(plan.places, u"messages"_s), countIn(erased.report.places, u"messages"_s));
    QCOMPARE(countIn(erased.report.places, u"conversations"_s), 3);
    QCOMPARE(countIn(erased.report.places, u"messages of others' conversations"_s), 3);
    QCOMPARE(countIn(plan.places, u"messages of others' conversations"_s), 3);
    QCOMPARE(countIn(erased.report.places, u"threads with others"_s), 2);

    // Until live state has forgotten it too, the store remembers what is to be forgotten, and nothing else.
    QCOMPARE(placesOf(kMarker).join(u' '), u"erasures"_s);
    const auto pending = await(privacy.pendingErasures(10));
    QCOMPARE(pending.size(), 1u);
    QCOMPARE(pending[0].traces.user, person);
    QVERIFY(pending[0].traces.isWholePerson);
    QCOMPARE(pending[0].traces.conversations.size(), 3u);
    QCOMPARE(pending[0].traces.touched.size(), 3u);
    await(privacy.finishErasure(pending[0].id, {{u"redis"_s, 3, 0}}));
    QVERIFY(await(privacy.pendingErasures(10)).empty());
    QCOMPARE(placesOf(kMarker).join(u' '), QString());

    // The other customer's conversation is still there, with its places kept.
    const auto lines = thread(u"other"_s);
    QCOMPARE(lines.size(), 4u);
    QCOMPARE(lines[0].body, u"còn size M không?"_s);
    QVERIFY(lines[2].body.isEmpty());
    QCOMPARE(row(u"other"_s).customer, SenderId("u1"_ba));
    QCOMPARE(thread(u"joined"_s).size(), 3u);
    QCOMPARE(await(store().chatThread(ConversationId("shared"_ba)))->participants.size(), 2u);
    QCOMPARE(await(privacy.auditLines(10))[0].action, u"erasure.person"_s);
    QVERIFY(!await(privacy.verifyAudit()).firstBad);
}

void HistoryBehaviour::findsNothingOfWhatWasErased()
{
    plantPerson(kMarker);
    const QString folded = u"7f3a9c"_s;  // the rest of the marker is a word of its own
    QVERIFY(!textsFound(folded).isEmpty());
    QVERIFY(!textsFound(u"toi la"_s).isEmpty());
    const QByteArray before = bytesOnDisk();
    const QString person = search_rows::personWord(SenderId(kMarker));
    QCOMPARE(before.contains("7f3a9c"), !before.isEmpty());

    SqlPrivacy privacy(store());
    const auto erased = await(privacy.erasePerson(SenderId(kMarker), "admin"_ba));
    await(privacy.finishErasure(erased.pending.id, {}));
    QCOMPARE(textsFound(folded), QStringList());
    QCOMPARE(textsFound(u"tôi là"_s), QStringList());
    QCOMPARE(textsFound(u"xin chao"_s).size(), 3);  // the other's lines
    MessageQuery theirs;
    theirs.person = SenderId(kMarker);
    QCOMPARE(found(theirs).size(), 0u);
    QCOMPARE(placesOf("7f3a9c").join(u' '), QString());
    QCOMPARE(placesOf("7F3A9C"), QStringList());
    QCOMPARE(placesOf(person.toUtf8()), QStringList());
    const QByteArray after = bytesOnDisk();
    QVERIFY(!after.contains("7f3a9c"));
    QVERIFY(!after.contains("7F3A9C"));
    QVERIFY(!after.contains(person.mid(2).toUtf8()));
}

void HistoryBehaviour::erasesOneSessionAndNothingElse()
{
    record(exchange(u"s1"_s, u"m1"_s, 20));
    record(exchange(u"s2"_s, u"m2"_s, 10));
    SqlPrivacy privacy(store());
    const SenderId user("u42"_ba);
    const auto foreign = await(privacy.eraseSession(SenderId("u43"_ba), ConversationId("s1"_ba), "u43"_ba));
    QVERIFY(foreign.result == SessionResult::SomeoneElses);
    QCOMPARE(page(u"s1"_s).last(), u"of 1"_s);

    const auto erased = await(privacy.eraseSession(user, ConversationId("s1"_ba), "u42"_ba));
    QVERIFY(erased.result == SessionResult::Erased);
    QCOMPARE(erased.pending.traces.conversations, std::vector{ConversationId("s1"_ba)});
    QVERIFY(!await(store().chatSession(ConversationId("s1"_ba))));
    QCOMPARE(page(u"s2"_s), QStringList({u"m2"_s, u"of 1"_s}));
    const auto again = await(privacy.eraseSession(user, ConversationId("s1"_ba), "u42"_ba));
    QVERIFY(again.result == SessionResult::NothingThere);
    // A conversation that begins anew under the same id is a new one.
    QVERIFY(std::holds_alternative<EntryRecorded>(record(exchange(u"s1"_s, u"m1"_s))));
}

/// F80
void HistoryBehaviour::takesNoOldCopyBackAfterAnErasure()
{
    const ChatEntry entry = exchange(u"s1"_s, u"m1"_s);
    record(entry);
    SqlPrivacy privacy(store());
    await(privacy.eraseSession(entry.user, entry.session, "u42"_ba));
    const auto copied = await(store().recordEntry(entry, hashEntry(entry, true), {}, true));
    QVERIFY(std::holds_alternative<SessionErased>(copied));
    QVERIFY(!await(store().chatSession(entry.session)));
}

void HistoryBehaviour::acceptsWhatComesWithAnErasure()
{
    record(exchange(u"s1"_s, u"m1"_s));
    SqlPrivacy privacy(store());
    // Both are jobs of one batch: the message begins the conversation anew.
    auto erasing = privacy.eraseSession(SenderId("u42"_ba), ConversationId("s1"_ba), "u42"_ba);
    auto accepting = store().accept(message(u"s1"_s, u"p1"_s), kBot);
    QVERIFY(await(std::move(erasing)).result == SessionResult::Erased);
    const auto accepted = std::get<Accepted>(await(std::move(accepting)));
    QVERIFY(accepted.claim);
    QCOMPARE(accepted.message.rev, 1);
    QCOMPARE(thread(u"s1"_s).size(), 1u);
    QCOMPARE(row(u"s1"_s).customer, SenderId("u1"_ba));
}

/// F80
void HistoryBehaviour::refusesToEraseWhatIsHeld()
{
    const ChatEntry entry = exchange(u"s1"_s, u"m1"_s);
    record(entry);
    SqlPrivacy privacy(store());
    LegalHold hold;
    hold.kind = HoldKind::Conversation;
    hold.subject = "s1";
    hold.reason = u"vụ 17"_s;
    hold.placedBy = u"lan"_s;
    hold = await(privacy.placeHold(hold, hold.placedBy.toUtf8()));
    QVERIFY(await(privacy.eraseSession(entry.user, entry.session, "u42"_ba)).result == SessionResult::Held);
    const auto person = await(privacy.erasePerson(entry.user, "admin"_ba));
    QCOMPARE(person.report.holds.size(), 1u);
    QCOMPARE(person.report.holds[0].reason, u"vụ 17"_s);
    QCOMPARE(page(u"s1"_s).last(), u"of 1"_s);

    QVERIFY(await(privacy.releaseHold(hold.id, "lan"_ba)));
    QVERIFY(!await(privacy.releaseHold(hold.id, "lan"_ba)));
    QVERIFY(await(privacy.holds()).empty());
    LegalHold onPerson;
    onPerson.subject = "u42";
    onPerson = await(privacy.placeHold(onPerson, onPerson.placedBy.toUtf8()));
    QVERIFY(await(privacy.eraseSession(entry.user, entry.session, "u42"_ba)).result == SessionResult::Held);
    await(privacy.releaseHold(onPerson.id, "lan"_ba));
    QVERIFY(await(privacy.eraseSession(entry.user, entry.session, "u42"_ba)).result == SessionResult::Erased);

    QStringList actions;
    for (const AuditLine& line : await(privacy.auditLines(20)))
        actions.prepend(line.action);
    QCOMPARE(actions, QStringList({u"hold.placed"_s, u"erasure.refused"_s, u"erasure.refused"_s, u"hold.released"_s,
                                   u"hold.placed"_s, u"erasure.refused"_s, u"hold.released"_s, u"erasure.session"_s}));
    QVERIFY(!await(privacy.verifyAudit()).firstBad);
}

void HistoryBehaviour::refusesToChangeAHeldConversationOfAnother()
{
    record(exchange(u"s1"_s, u"m1"_s));
    IncomingMessage guest = message(u"s1"_s, u"g1"_s, u"tôi chứng kiến"_s);
    guest.sender = SenderId("guest"_ba);
    guest.bodyHash = hashBody(guest);
    accept(guest);
    SqlPrivacy privacy(store());
    LegalHold hold;
    hold.kind = HoldKind::Conversation;
    hold.subject = "s1";
    hold = await(privacy.placeHold(hold, hold.placedBy.toUtf8()));
    QCOMPARE(await(privacy.planErasure(guest.sender)).holds.size(), 1u);
    QCOMPARE(await(privacy.erasePerson(guest.sender, "admin"_ba)).report.holds.size(), 1u);
    QCOMPARE(thread(u"s1"_s).back().body, guest.content);
    await(privacy.releaseHold(hold.id, "lan"_ba));
    QVERIFY(await(privacy.erasePerson(guest.sender, "admin"_ba)).report.holds.empty());
    QVERIFY(thread(u"s1"_s).back().body.isEmpty());
}

void HistoryBehaviour::keepsWhatRetentionSaysAndRemovesTheRest()
{
    const Accepted waiting = accept(message(u"waiting"_s, u"w1"_s));
    for (const auto& id : {u"old"_s, u"held"_s}) {
        const Accepted accepted = accept(message(id, u"m-"_s + id), kBot);
        await(store().finish(answer(*accepted.claim, 1)));
    }
    LegalHold hold;
    hold.kind = HoldKind::Conversation;
    hold.subject = "held";
    SqlPrivacy privacy(store());
    await(privacy.placeHold(hold, hold.placedBy.toUtf8()));
    await(store().saveDraft(OperatorId("minh"_ba), {ConversationId("held"_ba), u"nháp"_s, false}));
    await(store().saveDraft(OperatorId("minh"_ba), {ConversationId("waiting"_ba), u"nháp"_s, false}));
    expireLeases(u"conversations"_s);
    clock().advance(std::chrono::hours(24) * 31);
    record(exchange(u"young"_s, u"y1"_s));

    RetentionPolicy policy;
    policy.conversations = 30;
    policy.events = 30;
    policy.drafts = 30;
    policy.turns = 30;
    const auto counts = [](const std::vector<RetentionCount>& found) {
        QStringList words;
        for (const RetentionCount& count : found)
            words << u"%1 %2/%3"_s.arg(count.kind).arg(count.removed).arg(count.held);
        words.sort();
        return words;
    };
    const QStringList plan = counts(await(privacy.planRetention(policy)));
    QVERIFY2(plan.contains(u"conversations 1/1"_s), qPrintable(plan.join(u' ')));
    QVERIFY2(plan.contains(u"drafts 1/1"_s), qPrintable(plan.join(u' ')));
    QVERIFY(!thread(u"old"_s).empty());  // a plan changes nothing

    const QStringList done = counts(await(privacy.applyRetention(policy, "retention"_ba)));
    QVERIFY2(done.contains(u"conversations 1/0"_s), qPrintable(done.join(u' ')));
    QVERIFY(thread(u"old"_s).empty());
    QCOMPARE(thread(u"held"_s).size(), 2u);
    QCOMPARE(thread(u"waiting"_s).size(), 1u);
    QCOMPARE(page(u"young"_s).last(), u"of 1"_s);
    QCOMPARE(counts(await(privacy.applyRetention(policy, "retention"_ba))).filter(u"conversations"_s),
             QStringList(u"conversations 0/0"_s));
    QCOMPARE(await(privacy.pendingErasures(10)).size(), 1u);
    QVERIFY(!await(privacy.verifyAudit()).firstBad);
}

/// F79
void HistoryBehaviour::noticesAChangedAudit()
{
    SqlPrivacy privacy(store());
    for (int i = 0; i < 3; ++i)
        await(privacy.audit({"lan"_ba, u"test"_s, "object"_ba, {{u"i"_s, i}}}));
    QCOMPARE(await(privacy.verifyAudit()).entries, 3);
    QVERIFY(!await(privacy.verifyAudit()).firstBad);
    QVERIFY(!placesOf("lan").contains(u"audit"_s));

    raw().run(u"update audit set action = 'other' where n = 2"_s);
    QCOMPARE(await(privacy.verifyAudit()).firstBad, 2);
    raw().run(u"update audit set action = 'test' where n = 2"_s);
    QVERIFY(!await(privacy.verifyAudit()).firstBad);
    raw().run(u"delete from audit where n = 3"_s);
    QCOMPARE(await(privacy.verifyAudit()).firstBad, 3);
}

/// F79: every entry is what it was, and stands elsewhere.
void HistoryBehaviour::noticesAuditEntriesInAnotherOrder()
{
    SqlPrivacy privacy(store());
    for (int i = 0; i < 5; ++i)
        await(privacy.audit({"lan"_ba, u"test"_s, "object"_ba, {{u"i"_s, i}}}));
    const auto swap = [this](int one, int other) {
        raw().run(u"update audit set n = 99 where n = %1"_s.arg(one));
        raw().run(u"update audit set n = %1 where n = %2"_s.arg(one).arg(other));
        raw().run(u"update audit set n = %1 where n = 99"_s.arg(other));
    };
    for (const auto& [one, other] : {std::pair(2, 3), std::pair(1, 4), std::pair(4, 5)}) {
        swap(one, other);
        QCOMPARE(await(privacy.verifyAudit()).firstBad, one);
        swap(one, other);
        QVERIFY(!await(privacy.verifyAudit()).firstBad);
    }
    // What they say, with the hashes in their places.
    raw().run(u"update audit set detail = case n when 2 then '{\"i\":2}' else '{\"i\":1}' end where n in (2, 3)"_s);
    QCOMPARE(await(privacy.verifyAudit()).firstBad, 2);
}

/// F79
void HistoryBehaviour::noticesAuditEntriesThatAreMissingOrTooMany()
{
    SqlPrivacy privacy(store());
    for (int i = 0; i < 5; ++i)
        await(privacy.audit({"lan"_ba, u"test"_s, "object"_ba, {{u"i"_s, i}}}));
    const auto copy = [this](int from, int to) {
        raw().run(
            u"insert into audit (n, at, actor, action, object, detail, hash) select %2, at, actor, action, "
            "object, detail, hash from audit where n = %1"_s.arg(from)
                .arg(to));
    };
    copy(5, 6);
    QCOMPARE(await(privacy.verifyAudit()).firstBad, 6);
    raw().run(u"delete from audit where n = 6"_s);
    // Before the first: nobody counts there.
    copy(1, 0);
    QCOMPARE(await(privacy.verifyAudit()).firstBad, 1);
    raw().run(u"delete from audit where n = 0"_s);
    QVERIFY(!await(privacy.verifyAudit()).firstBad);

    raw().run(u"delete from audit where n = 3"_s);
    QCOMPARE(await(privacy.verifyAudit()).firstBad, 3);
    // And those behind it moved up, with a counter that fits.
    raw().run(u"update audit set n = 3 where n = 4"_s);
    raw().run(u"update audit set n = 4 where n = 5"_s);
    raw().run(u"update counters set value = 4 where name = 'audit'"_s);
    QCOMPARE(await(privacy.verifyAudit()).firstBad, 3);
}

void HistoryBehaviour::knowsEveryTableOfTheSchema()
{
    QStringList known = tablesWithPeople() + tablesWithoutPeople() + tablesOfIndexes(raw().dialect());
    known.sort();
    // A table that stands in neither list of privacy/erasure.cpp would keep what a person asked to have erased.
    QCOMPARE(tables(), known);
}

}  // namespace tongdai::testing
