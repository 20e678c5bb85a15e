#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QScopeGuard>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Features F12
void HistoryBehaviour::timesARequestForErasure()
{
    const ChatEntry entry = exchange(u"s1"_s, u"m1"_s);
    record(entry);
    SqlPrivacy privacy(store());
    QVERIFY(!await(privacy.planErasure(entry.user)).request);
    const TimePoint asked = clock().now() - std::chrono::hours(24 * 30);
    const ErasureRequest noted = await(privacy.noteErasureRequest(entry.user, {asked, false}, "admin"_ba));
    QCOMPARE(noted.askedAt, asked);
    QVERIFY(!noted.answeredAt);
    // Its clock does not begin anew, and is nobody else's.
    QCOMPARE(await(privacy.noteErasureRequest(entry.user, {clock().now(), false}, "admin"_ba)).askedAt, asked);
    QCOMPARE(await(privacy.planErasure(entry.user)).request->askedAt, asked);
    QVERIFY(!await(privacy.planErasure(SenderId("u43"_ba))).request);
    SqlPrivacy slower(store(), {7, 40});  // the settings of this shop
    QCOMPARE(await(slower.planErasure(entry.user)).request->terms, (ErasureTerms{7, 40}));
    QCOMPARE(await(slower.openErasures(10)).at(0).request.terms, (ErasureTerms{7, 40}));
    const TimePoint answered = clock().now();
    await(privacy.noteErasureRequest(entry.user, {{}, true}, "admin"_ba));
    clock().advance(std::chrono::hours(1));
    QCOMPARE(await(privacy.noteErasureRequest(entry.user, {{}, true}, "admin"_ba)).answeredAt, answered);
    QVERIFY(!placesOf("u42").contains(u"erasures"_s));

    const auto erased = await(privacy.erasePerson(entry.user, "admin"_ba));
    QVERIFY(erased.report.request);
    QCOMPARE(erased.report.request->askedAt, asked);
    QCOMPARE(erased.report.request->erasedAt, clock().now());
    QVERIFY(!await(privacy.planErasure(entry.user)).request);
    QStringList late;
    QStringList actions;
    for (const AuditLine& line : await(privacy.auditLines(10))) {
        actions.prepend(line.action);
        if (line.detail.contains("late"_L1)) late.prepend(line.detail["late"_L1].toBool() ? u"late"_s : u"in time"_s);
    }
    QCOMPARE(actions, QStringList({u"erasure.requested"_s, u"erasure.answered"_s, u"erasure.person"_s}));
    QCOMPARE(late, QStringList({u"late"_s, u"late"_s}));
    // A day that has not come is today; another request has a clock of its own.
    const auto again =
        await(privacy.noteErasureRequest(entry.user, {clock().now() + std::chrono::hours(48), false}, "admin"_ba));
    QCOMPARE(again.askedAt, clock().now());
    QCOMPARE(await(privacy.pendingErasures(10)).size(), 1u);
    // An answer that is noted later was in time all the same, though never before they asked.
    const SenderId other("u43"_ba);
    const TimePoint yesterday = clock().now() - 24h;
    await(privacy.noteErasureRequest(other, {yesterday, false}, "admin"_ba));
    QCOMPARE(await(privacy.noteErasureRequest(other, {{}, true, yesterday + 2h}, "admin"_ba)).answeredAt,
             yesterday + 2h);
    const SenderId third("u44"_ba);
    QCOMPARE(await(privacy.noteErasureRequest(third, {yesterday, true, yesterday - 2h}, "admin"_ba)).answeredAt,
             yesterday);
}

/// Features F12: a shop that wrote requests down before there was the list finds them there all the same.
void HistoryBehaviour::listsRequestsFromBeforeTheList()
{
    accept(message(u"c1"_s, u"m1"_s));
    openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"ba"_s)});
    {
        SqlPrivacy privacy(store());
        for (const auto& who : {"u1"_ba, "an"_ba, "ba"_ba, "unknown"_ba})
            await(privacy.noteErasureRequest(SenderId(who), {clock().now() - 48h, false}, "admin"_ba));
        await(privacy.erasePerson(SenderId("ba"_ba), "admin"_ba));
        await(privacy.noteErasureRequest(SenderId("u1"_ba), {{}, true}, "admin"_ba));
    }
    raw().run(u"delete from erasure_requests"_s);
    SqlHistory opened(backend(), clock());
    await(opened.open());
    SqlPrivacy privacy(opened);
    QStringList listed;
    for (const OpenErasure& open : await(privacy.openErasures(10)))
        listed << open.customer.toString() + (open.request.answeredAt ? u"/answered"_s : QString());
    QCOMPARE(listed, (QStringList{u"an"_s, u"u1/answered"_s}));
    await(privacy.erasePerson(SenderId("an"_ba), "admin"_ba));
    QCOMPARE(await(privacy.openErasures(10)).size(), 1u);
}

/// Features F12: longest ago first, under the names they have here; whoever is erased is not among them any more.
void HistoryBehaviour::listsWhoWaitsToBeErased()
{
    SqlPrivacy privacy(store());
    const auto listed = [&] {
        QStringList words;
        for (const OpenErasure& open : await(privacy.openErasures(10))) {
            words << open.customer.toString() + u'/' + open.name +
                         (open.request.answeredAt ? u"/answered"_s : QString());
        }
        return words.join(u' ');
    };
    QCOMPARE(listed(), QString());
    IncomingMessage first = message(u"c1"_s, u"m1"_s);
    first.metadata = {{u"customer_name"_s, u"Hạnh"_s}};
    first.bodyHash = hashBody(first);
    accept(first);
    const TimePoint asked = clock().now() - 48h;
    await(privacy.noteErasureRequest(SenderId("u7"_ba), {asked + 24h, false}, "admin"_ba));
    await(privacy.noteErasureRequest(SenderId("u1"_ba), {asked, false}, "admin"_ba));
    await(privacy.noteErasureRequest(SenderId("u7"_ba), {{}, true}, "admin"_ba));
    QCOMPARE(listed(), u"u1/Hạnh u7//answered"_s);
    QCOMPARE(await(privacy.openErasures(1)).size(), 1u);
    QCOMPARE(await(privacy.openErasures(1))[0].request.askedAt, asked);
    await(privacy.erasePerson(SenderId("u1"_ba), "admin"_ba));
    QCOMPARE(listed(), u"u7//answered"_s);
    QVERIFY(!placesOf("u1").contains(u"erasure_requests"_s));
    await(privacy.erasePerson(SenderId("u7"_ba), "admin"_ba));
    QCOMPARE(listed(), QString());
    // Who asks again is there again.
    await(privacy.noteErasureRequest(SenderId("u7"_ba), {{}, false}, "admin"_ba));
    QCOMPARE(listed(), u"u7/"_s);
}

void HistoryBehaviour::forgetsNoEventOfWhatIsHeld()
{
    const auto begin = [this](const QString& conversation, const QByteArray& customer) {
        IncomingMessage incoming = message(conversation, u"m-"_s + conversation);
        incoming.sender = SenderId(customer);
        incoming.bodyHash = hashBody(incoming);
        accept(incoming);
    };
    begin(u"held"_s, "u1");
    begin(u"free"_s, "u2");
    begin(u"theirs"_s, "u3");
    begin(u"late"_s, "u4");
    // Further behind what is held than one clean-up goes.
    raw().execute(u"update events set id = id + 50000 where conversation_id = ?"_s, {ConversationId("late"_ba)});
    SqlPrivacy privacy(store());
    LegalHold onConversation;
    onConversation.kind = HoldKind::Conversation;
    onConversation.subject = "held";
    onConversation = await(privacy.placeHold(onConversation, onConversation.placedBy.toUtf8()));
    LegalHold onPerson;
    onPerson.kind = HoldKind::Person;
    onPerson.subject = "u3";
    await(privacy.placeHold(onPerson, onPerson.placedBy.toUtf8()));
    const auto left = [this] {
        QByteArrayList conversations;
        for (SqlRow row : raw().run(u"select distinct conversation_id from events order by conversation_id"_s))
            conversations << row.nextBytes();
        return conversations.join(' ');
    };
    QCOMPARE(left(), "free held late theirs"_ba);
    await(store().cleanUp(24h));
    QCOMPARE(left(), "free held late theirs"_ba);  // too young
    clock().advance(48h);
    await(store().cleanUp(24h));
    QCOMPARE(left(), "held late theirs"_ba);
    await(store().cleanUp(24h));
    QCOMPARE(left(), "held theirs"_ba);
    await(store().cleanUp(24h));
    QCOMPARE(left(), "held theirs"_ba);
    await(privacy.releaseHold(onConversation.id, "lan"_ba));
    await(store().cleanUp(24h));
    QCOMPARE(left(), "theirs"_ba);
}

/// Another engine's "send again" stands and is not committed when this one has chosen what is old enough to go.
void HistoryBehaviour::keepsALineThatIsJustSentAgain()
{
    FinishRequest request = answer(*accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba)).claim, 1);
    request.sendToPlatform = true;
    await(store().finish(request));
    raw().run(u"update outbox set state = 3"_s);
    clock().advance(std::chrono::hours(24) * 31);
    SqlPrivacy privacy(store());
    RetentionPolicy policy;
    policy.outbox = 30;
    const auto states = [this] {
        QByteArrayList found;
        for (SqlRow row : raw().run(u"select state from outbox"_s))
            found << QByteArray::number(row.nextInteger());
        return found.join(' ');
    };
    raw().begin();
    auto undone = qScopeGuard([this] {
        if (raw().isOpen()) raw().rollback();
    });
    raw().run(u"update outbox set state = 0"_s);
    auto keeping = privacy.applyRetention(policy, "retention"_ba);
    QTRY_COMPARE(store().queueLength(), 0u);
    QTRY_VERIFY_WITH_TIMEOUT(someoneWaitsForRaw() || keeping.isReady(), 30'000);
    undone.dismiss();
    raw().commit();
    QCOMPARE(await(std::move(keeping)).at(0).removed, 0);
    QCOMPARE(states(), "0"_ba);
    raw().run(u"update outbox set state = 3"_s);
    QCOMPARE(await(privacy.applyRetention(policy, "retention"_ba)).at(0).removed, 1);
    QCOMPARE(states(), ""_ba);
}

bool HistoryBehaviour::someoneWaitsForRaw()
{
    raw().query(u"select 1"_s);
    return someoneWaits();
}

void HistoryBehaviour::keepsWhatAnotherEngineIsJustHolding_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<QString>("act");
    QTest::newRow("conversation, retention") << int(HoldKind::Conversation) << "s1"_ba << u"retention"_s;
    QTest::newRow("person, retention") << int(HoldKind::Person) << "u42"_ba << u"retention"_s;
    QTest::newRow("conversation, drafts") << int(HoldKind::Conversation) << "s1"_ba << u"drafts"_s;
    QTest::newRow("conversation, erasure of a session") << int(HoldKind::Conversation) << "s1"_ba << u"session"_s;
    QTest::newRow("person, erasure of a person") << int(HoldKind::Person) << "u42"_ba << u"person"_s;
    QTest::newRow("conversation, clean-up") << int(HoldKind::Conversation) << "s1"_ba << u"clean-up"_s;
    QTest::newRow("person, clean-up") << int(HoldKind::Person) << "u42"_ba << u"clean-up"_s;
    QTest::newRow("conversation, sample") << int(HoldKind::Conversation) << "s1"_ba << u"sample"_s;
    QTest::newRow("person, sample") << int(HoldKind::Person) << "u42"_ba << u"sample"_s;
}

/// The hold of another engine stands and is not committed when this one has chosen what to remove.
void HistoryBehaviour::keepsWhatAnotherEngineIsJustHolding()
{
    QFETCH(const int, kind);
    QFETCH(const QByteArray, subject);
    QFETCH(const QString, act);
    const ChatEntry entry = exchange(u"s1"_s, u"m1"_s);
    record(entry);
    await(store().saveDraft(OperatorId("minh"_ba), {ConversationId("s1"_ba), u"nháp"_s, false}));
    if (act == "sample"_L1) raw().run(u"update conversations set is_sample = 1"_s);
    clock().advance(std::chrono::hours(24) * 31);
    SqlPrivacy privacy(store());
    RetentionPolicy policy;
    policy.conversations = act == "retention"_L1 ? 30 : 0;
    policy.drafts = act == "drafts"_L1 ? 30 : 0;
    await(privacy.audit({"lan"_ba, u"test"_s, {}, {}}));  // the keys of the store are made

    std::optional<QCoro::Task<std::vector<RetentionCount>>> keeping;
    std::optional<QCoro::Task<ports::ErasureStore::SessionErased>> session;
    std::optional<QCoro::Task<ports::ErasureStore::PersonErased>> person;
    std::optional<QCoro::Task<std::vector<ConversationId>>> cleaning;
    std::optional<QCoro::Task<SampleRemoval>> sample;
    const auto countEvents = [&] {
        const QString sql = u"select count(*) from events where conversation_id = ?"_s;
        return raw().query(sql, {entry.session})[0][0].toInteger();
    };
    const qint64 events = countEvents();
    QVERIFY(events > 0);
    raw().begin();
    auto undone = qScopeGuard([this] {
        if (raw().isOpen()) raw().rollback();
    });
    raw().query(u"select value from counters where name = 'privacy' {for_update}"_s);
    raw().execute(
        u"insert into legal_holds (id, kind, subject, reason, placed_by, placed_at) values (?, ?, ?, '', 'lan', 1)"_s,
        {QUuid::createUuid(), kind, SqlValue::ofId(subject)});
    if (act == "session"_L1)
        session.emplace(privacy.eraseSession(entry.user, entry.session, "u42"_ba));
    else if (act == "person"_L1)
        person.emplace(privacy.erasePerson(entry.user, "admin"_ba));
    else if (act == "clean-up"_L1)
        cleaning.emplace(store().cleanUp(24h));
    else if (act == "sample"_L1)
        sample.emplace(store().removeSample());
    else
        keeping.emplace(privacy.applyRetention(policy, "retention"_ba));
    QTRY_COMPARE(store().queueLength(), 0u);
    QTRY_VERIFY_WITH_TIMEOUT(someoneWaitsForRaw(), 30'000);
    undone.dismiss();
    raw().commit();
    if (keeping) await(std::move(*keeping));
    if (session) QCOMPARE(await(std::move(*session)).result, ports::ErasureStore::SessionResult::Held);
    if (sample) QCOMPARE(await(std::move(*sample)).held, 1);
    if (cleaning) await(std::move(*cleaning));
    if (person) QCOMPARE(await(std::move(*person)).report.holds.size(), 1u);
    QCOMPARE(page(u"s1"_s).last(), u"of 1"_s);
    QCOMPARE(raw().query(u"select count(*) from drafts"_s)[0][0].toInteger(), 1);
    QCOMPARE(countEvents(), events);
    QCOMPARE(raw().query(u"select count(*) from legal_holds"_s)[0][0].toInteger(), 1);
}

}  // namespace tongdai::testing
