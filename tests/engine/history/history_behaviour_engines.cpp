#include "engine/history/verify_state.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kConversations = 24;
constexpr int kMessagesOfACaller = 25;
constexpr int kCallersOfAnEngine = 16;

/// Brings messages to the store as an engine does, each to another conversation than the one before: accepts, answers,
/// sends, and now and then lets a person take over and give back.
QCoro::Task<int> bring(SqlHistory& store, StandingClock& clock, QByteArray name, int start, IncomingMessage like)
{
    int answered = 0;
    for (int i = 0; i < kMessagesOfACaller; ++i) {
        const int number = (start * 7 + i * 5) % kConversations;
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

}  // namespace tongdai::testing
