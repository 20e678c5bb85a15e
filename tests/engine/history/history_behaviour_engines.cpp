#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/store/verify_state.h"
#include "tests/engine/history/history_behaviour.h"

#include <QScopeGuard>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kSharedConversations = 24;
constexpr int kMessagesOfACaller = 25;
constexpr int kCallersOfAnEngine = 16;

/// Brings messages to the store as an engine does, each to another conversation than the one before: accepts, answers,
/// sends, and now and then lets a person take over and give back.
QCoro::Task<int> bring(SqlHistory& store, StandingClock& clock, QByteArray name, int start, IncomingMessage like)
{
    int answered = 0;
    for (int i = 0; i < kMessagesOfACaller; ++i) {
        const int number = (start * 7 + i * 5) % kSharedConversations;
        // Some are new, and to both engines at about the same time.
        const QByteArray prefix = i % 5 == 4 ? "new" + QByteArray::number(i) : "c"_ba;
        clock.advance(3ms);
        IncomingMessage incoming = like;
        incoming.conversation = ConversationId(prefix + '-' + QByteArray::number(number));
        incoming.messageId = MessageId(name + '-' + QByteArray::number(i));
        incoming.bodyHash = hashBody(incoming);
        const ConversationId conversation = incoming.conversation;
        const OwnerId owner(name);
        const AcceptOutcome outcome = co_await store.accept(std::move(incoming), owner);
        const auto& accepted = std::get<Accepted>(outcome);
        if (i % 8 == 7) {
            co_await store.takeOver(conversation, OperatorId("lan"_ba), u"Lan"_s);
            co_await store.handBack(conversation, OperatorId("lan"_ba), u"Lan"_s, OwnerId());
        }
        std::optional<Claim> claim = accepted.claim;
        Seq upto = accepted.message.seq;
        while (claim) {
            FinishRequest request;
            request.claim = *claim;
            request.upto = upto;
            request.mayRestart = false;
            request.turn.answer.responseText = u"Dạ còn ạ."_s;
            request.turn.answer.actions = {{ActionType::SendMessage, {{u"message"_s, u"Dạ còn ạ."_s}}}};
            request.reply = {{u"status"_s, u"completed"_s}};
            request.sendToPlatform = true;
            request.platformBody = {{u"text"_s, u"Dạ còn ạ."_s}};
            const FinishOutcome finish = co_await store.finish(std::move(request));
            claim.reset();
            const auto* finished = std::get_if<Finished>(&finish);
            if (!finished) break;
            ++answered;
            if (finished->outbox && finished->outbox->state == OutboxState::Sending) {
                OutboxItem item = *finished->outbox;
                SendOutcome sent;
                sent.kind = SendOutcome::Kind::Sent;
                co_await store.settleOutbox(std::move(item), owner, std::move(sent), 0ms);
            }
            claim = finished->next;
            upto = finished->conversation.nextSeq;
        }
    }
    co_return answered;
}

}  // namespace

void HistoryBehaviour::holdTheWriter()
{
    accept(message(u"held"_s, u"before"_s));
    raw().begin();
    raw().query(u"select id from conversations where conversation_id = ? {for_update}"_s, {ConversationId("held"_ba)});
    m_held.push_back(store().accept(message(u"held"_s, u"m"_s), OwnerId()));
    QTRY_COMPARE(store().queueLength(), 0u);
}

void HistoryBehaviour::leaveIt()
{
    raw().rollback();
    awaitAll(std::exchange(m_held, {}));
}

void HistoryBehaviour::aRenewalHoldsBesideANewMessage()
{
    const OwnerId owner("a"_ba);
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), owner).claim;
    raw().run(u"update conversations set lease_until = lease_until - 25"_s);
    const auto commits = store().figures().commits;
    holdTheWriter();
    auto renewed = store().renew({claim});
    auto accepted = store().accept(message(u"c1"_s, u"m2"_s), OwnerId("b"_ba));
    leaveIt();
    QVERIFY(await(std::move(renewed)).empty());
    QVERIFY(!std::get<Accepted>(await(std::move(accepted))).claim);
    QCOMPARE(store().figures().commits - commits, 3);
    const QString left = u"select lease_until - {now} from conversations where conversation_id = ?"_s;
    QVERIFY(raw().query(left, {claim.conversation})[0][0].toReal() > 20);
    QVERIFY(std::holds_alternative<Finished>(await(store().finish(answer(claim, 2)))));
}

void HistoryBehaviour::aRepetitionFindsTheAnswerOfItsBatch()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), OwnerId("a"_ba)).claim;
    holdTheWriter();
    auto finished = store().finish(answer(claim, 1));
    auto repeated = store().accept(message(u"c1"_s, u"m1"_s), OwnerId("b"_ba));
    leaveIt();
    QVERIFY(std::holds_alternative<Finished>(await(std::move(finished))));
    const auto duplicate = std::get<Duplicate>(await(std::move(repeated)));
    QCOMPARE(duplicate.state, MessageState::Answered);
    QVERIFY(duplicate.reply.has_value());
    QCOMPARE(thread(u"c1"_s).size(), 2u);
}

void HistoryBehaviour::anAnswerGoesOutBehindWhatItsBatchSettles()
{
    const OwnerId owner("a"_ba);
    const auto goingOut = [](FinishRequest request) {
        request.sendToPlatform = true;
        request.platformBody = {{u"text"_s, u"Dạ còn ạ."_s}};
        return request;
    };
    const Claim first = *accept(message(u"c1"_s, u"m1"_s), owner).claim;
    const auto sent = std::get<Finished>(await(store().finish(goingOut(answer(first, 1)))));
    const Claim second = *accept(message(u"c1"_s, u"m2"_s), owner).claim;
    SendOutcome outcome;
    outcome.kind = SendOutcome::Kind::Sent;
    holdTheWriter();
    auto finishing = store().finish(goingOut(answer(second, 2)));
    auto settling = store().settleOutbox(*sent.outbox, owner, outcome, 0ms);
    leaveIt();
    QVERIFY(await(std::move(settling)).wasOurs);
    const auto finished = std::get<Finished>(await(std::move(finishing)));
    QCOMPARE(finished.outbox->state, OutboxState::Sending);
    QVERIFY(finished.outbox->id > sent.outbox->id);
}

/// F37: each engine locks what a batch needs at once, in one order: whoever waits holds nothing the other waits for. A
/// server would notice a circle only after a second, and undo the work of one of them.
void HistoryBehaviour::twoEnginesNeverWaitInACircle()
{
    const qint64 before = deadlocks();
    int answered = 0;
    qint64 retries = 0;
    {
        SqlHistory one(backend(), clock());
        SqlHistory other(backend(), clock());
        await(one.open());
        await(other.open());
        std::vector<QCoro::Task<int>> callers;
        for (int i = 0; i < kCallersOfAnEngine; ++i) {
            callers.push_back(bring(one, clock(), "one" + QByteArray::number(i), i, message(u"c"_s, u"m"_s)));
            callers.push_back(bring(other, clock(), "other" + QByteArray::number(i), kCallersOfAnEngine - i,
                                    message(u"c"_s, u"m"_s)));
        }
        for (const int done : awaitAll(std::move(callers)))
            answered += done;
        retries = one.figures().retries + other.figures().retries;
    }
    QVERIFY(answered > 0);
    QCOMPARE(deadlocks() - before, 0);
    qInfo("%d answers, %lld transactions run again", answered, retries);
    QCOMPARE(verifyState(raw()), QStringList());
}

void HistoryBehaviour::waitsForNobodyWithTheAuditLogInHand_data()
{
    QTest::addColumn<QString>("act");
    QTest::addColumn<QString>("conversation");
    QTest::addColumn<QString>("locked");
    const QString row = u"select id from conversations where conversation_id = ? {for_update}"_s;
    const QString draft = u"select author from drafts where conversation_id = ? {for_update}"_s;
    const QString toPlatform =
        u"select id from outbox where conversation_id = (select id from conversations where conversation_id = ?) "
        "{for_update}"_s;
    QTest::newRow("erasure, a line in it") << u"guest"_s << u"c1"_s << row;
    QTest::newRow("erasure, takes part in it") << u"guest"_s << u"t1"_s << row;
    QTest::newRow("erasure, it is assigned to them") << u"guest"_s << u"c2"_s << row;
    QTest::newRow("erasure, a line on its way out") << u"u1"_s << u"c3"_s << toPlatform;
    QTest::newRow("erasure, a draft") << u"u1"_s << u"c2"_s << draft;
    QTest::newRow("retention of drafts") << u"drafts"_s << u"c2"_s << row;
    QTest::newRow("retention of drafts, one is written") << u"drafts"_s << u"c2"_s << draft;
    QTest::newRow("sample, a line on its way out") << u"sample"_s << u"c3"_s << toPlatform;
}

/// F37: whoever acts on a conversation, a draft or a line on its way out has it, and takes the audit log at the end:
/// who has the log must not wait for one.
void HistoryBehaviour::waitsForNobodyWithTheAuditLogInHand()
{
    QFETCH(const QString, act);
    QFETCH(const QString, conversation);
    QFETCH(const QString, locked);
    accept(message(u"c1"_s, u"m1"_s));
    IncomingMessage guest = message(u"c1"_s, u"m2"_s, u"tôi chứng kiến"_s);
    guest.sender = SenderId("guest"_ba);
    guest.bodyHash = hashBody(guest);
    accept(guest);
    openThread(u"t1"_s, {chatUser(u"an"_s), chatUser(u"guest"_s)});
    accept(message(u"c2"_s, u"m3"_s));
    await(store().takeOver(ConversationId("c2"_ba), OperatorId("guest"_ba), u"Khách"_s));
    await(store().saveDraft(OperatorId("minh"_ba), {ConversationId("c2"_ba), u"nháp"_s, false}));
    FinishRequest goesOut = answer(*accept(message(u"c3"_s, u"m4"_s), OwnerId("a"_ba)).claim, 1);
    goesOut.sendToPlatform = true;
    await(store().finish(goesOut));
    if (act == "sample"_L1) raw().run(u"update conversations set is_sample = 1"_s);
    clock().advance(std::chrono::hours(24) * 31);
    SqlPrivacy privacy(store());
    RetentionPolicy policy;
    policy.drafts = 30;
    LegalHold elsewhere;  // whose conversation it is has to be looked up
    elsewhere.subject = "someone";
    await(privacy.placeHold(elsewhere, elsewhere.placedBy.toUtf8()));

    std::optional<QCoro::Task<ports::ErasureStore::PersonErased>> erasing;
    std::optional<QCoro::Task<std::vector<RetentionCount>>> keeping;
    std::optional<QCoro::Task<SampleRemoval>> removing;
    raw().begin();
    auto undone = qScopeGuard([this] {
        if (raw().isOpen()) raw().rollback();
    });
    QCOMPARE(raw().query(locked, {ConversationId::fromString(conversation)}).size(), 1);
    if (act == "drafts"_L1)
        keeping.emplace(privacy.applyRetention(policy, "retention"_ba));
    else if (act == "sample"_L1)
        removing.emplace(store().removeSample());
    else
        erasing.emplace(privacy.erasePerson(SenderId(act.toUtf8()), "admin"_ba));
    QTRY_COMPARE(store().queueLength(), 0u);
    QTRY_VERIFY_WITH_TIMEOUT(someoneWaitsForRaw() || (keeping && keeping->isReady()), 30'000);
    QCOMPARE(raw().query(u"select value from counters where name = 'audit' {skip_locked}"_s).size(), 1);
    undone.dismiss();
    raw().commit();
    if (keeping) QCOMPARE(await(std::move(*keeping)).at(0).removed, 1);
    if (removing) QVERIFY(await(std::move(*removing)).removed > 0);
    if (!erasing) return;
    QVERIFY(await(std::move(*erasing)).report.holds.empty());
    QVERIFY(!placesOf(act.toUtf8()).contains(u"conversations"_s));
    if (act == "guest"_L1) QVERIFY(thread(u"c1"_s).back().body.isEmpty());
}

}  // namespace tongdai::testing
