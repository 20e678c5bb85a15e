#include "tests/engine/history/history_behaviour.h"

#include "engine/domain/conversation/system_note.h"
#include "tests/engine/history/await_task.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const ConversationId kOutside("c1"_ba);
const OwnerId kEngine("engine-a"_ba);

IncomingMessage saidBy(IncomingMessage message, const QString& senderType, const QJsonObject& metadata = {})
{
    message.sender = SenderId("lan"_ba);
    message.senderType = senderType;
    message.metadata = metadata;
    message.bodyHash = hashBody(message);
    return message;
}

}  // namespace

void HistoryBehaviour::letsAPersonAnswerOutside()
{
    const Accepted asked = accept(message(u"c1"_s, u"m1"_s), kEngine);
    QVERIFY(asked.claim);
    const QJsonObject metadata{{u"admin_name"_s, u"Chị Lan"_s}, {u"delivery"_s, QJsonObject{{u"state"_s, u"dead"_s}}}};
    const IncomingMessage words = saidBy(message(u"c1"_s, u"o1"_s, u"Dạ còn ạ"_s), u"admin"_s, metadata);
    const Accepted outside = accept(words, kEngine);
    QVERIFY(outside.silencedBot && !outside.claim);
    QCOMPARE(outside.message.speaker, Speaker::Operator);
    QCOMPARE(outside.message.senderName, u"Chị Lan"_s);
    QCOMPARE(outside.message.body, u"Dạ còn ạ"_s);
    const auto note = systemNote(outside.note->metadata);
    QVERIFY(note && note->event == SystemEvent::AnsweredOutside && note->actor == u"Chị Lan"_s);
    QCOMPARE(note->cancelledTurns, 1);

    // The bot is shut out, and nobody waits.
    QVERIFY(std::holds_alternative<Fenced>(await(store().finish(answer(*asked.claim, 1)))));
    Conversation c = row(u"c1"_s);
    QCOMPARE(c.mode, BotMode::Human);
    QVERIFY(!c.waitingSince && !c.pending && c.assignee.isEmpty());
    QCOMPARE(c.unread, 0);
    QCOMPARE(c.lastText, u"Dạ còn ạ"_s);
    QCOMPARE(c.customerName, u"Nguyễn Thị Hạnh"_s);
    QCOMPARE(c.customer, SenderId("u1"_ba));
    const auto lines = thread(u"c1"_s);
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [](const StoredMessage& line) { return line.speaker == Speaker::Operator; });
    QVERIFY(found != lines.end());
    QVERIFY(found->metadata[u"outside"_s].toBool() && !found->metadata.contains(u"delivery"_s));

    // Once, whatever the platform repeats; and another body under the id is another message's.
    QVERIFY(std::holds_alternative<Duplicate>(tryAccept(words)));
    QVERIFY(std::holds_alternative<IdReused>(
        tryAccept(saidBy(message(u"c1"_s, u"o1"_s, u"khác"_s), u"admin"_s, metadata))));
    QCOMPARE(row(u"c1"_s).lastRev, c.lastRev);

    // The customer's next message waits for a person; a second outside answer ends that, without another note.
    QVERIFY(!accept(message(u"c1"_s, u"m2"_s), kEngine).claim);
    QVERIFY(row(u"c1"_s).waitingSince);
    const Accepted second = accept(saidBy(message(u"c1"_s, u"o2"_s, u"Dạ size M ạ"_s), u"page"_s));
    QVERIFY(!second.silencedBot && !second.note);
    QCOMPARE(second.message.senderName, u"lan"_s);
    QVERIFY(!row(u"c1"_s).waitingSince);
    QCOMPARE(textsFound(u"size M"_s).contains(u"Dạ size M ạ"_s), true);
}

void HistoryBehaviour::letsTheShopWriteFirst()
{
    const Accepted first = accept(saidBy(message(u"c1"_s, u"o1"_s, u"Shop có hàng mới ạ"_s), u"page"_s,
                                         {{u"platform"_s, u"zalo"_s}, {u"sender_name"_s, u"Shop Lan"_s}}));
    Conversation c = row(u"c1"_s);
    QCOMPARE(c.channel, u"zalo"_s);
    QVERIFY(c.customer.isEmpty() && c.customerName.isEmpty());
    QCOMPARE(first.message.seq, 0);
    accept(message(u"c1"_s, u"m1"_s));
    c = row(u"c1"_s);
    QCOMPARE(c.customer, SenderId("u1"_ba));
    QCOMPARE(c.customerName, u"Nguyễn Thị Hạnh"_s);
    QVERIFY(c.waitingSince);
}

void HistoryBehaviour::showsAMachineAndAsksNobody()
{
    const Accepted asked = accept(message(u"c1"_s, u"m1"_s), kEngine);
    const Accepted machine = accept(saidBy(message(u"c1"_s, u"o1"_s, u"Trả lời tự động"_s), u"bot"_s), kEngine);
    QVERIFY(!machine.silencedBot && !machine.note && !machine.claim);
    QCOMPARE(machine.message.speaker, Speaker::Operator);
    Conversation c = row(u"c1"_s);
    QCOMPARE(c.mode, BotMode::Bot);
    QVERIFY(c.pending);
    QVERIFY(std::holds_alternative<Finished>(await(store().finish(answer(*asked.claim, 1)))));
}

void HistoryBehaviour::foldsWhatComesBackOfOurOwn()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kEngine).claim;
    std::get<Finished>(await(store().finish(answer(claim, 1, u"Dạ còn ạ."_s))));
    await(store().send({kOutside, MessageId("d1"_ba), OperatorId("lan"_ba), u"Lan"_s, u"Em gửi giá ạ"_s}));
    const qint64 rev = row(u"c1"_s).lastRev;
    const auto comesBack = [this](const QString& id, const QString& text) {
        return std::holds_alternative<OwnEcho>(tryAccept(saidBy(message(u"c1"_s, id, text), u"page"_s)));
    };
    QVERIFY(comesBack(u"e1"_s, u" Dạ còn\nạ. "_s));
    QVERIFY(comesBack(u"e1"_s, u" Dạ còn\nạ. "_s));
    QVERIFY(comesBack(u"e2"_s, u"Em gửi giá ạ"_s.normalized(QString::NormalizationForm_D)));
    QCOMPARE(row(u"c1"_s).lastRev, rev);
    QCOMPARE(row(u"c1"_s).mode, BotMode::Bot);

    // The same words once more are somebody's own, and so are those of yesterday.
    QVERIFY(!comesBack(u"e3"_s, u"Dạ còn ạ."_s));
    QCOMPARE(row(u"c1"_s).mode, BotMode::Human);
    await(store().send({kOutside, MessageId("d2"_ba), OperatorId("lan"_ba), u"Lan"_s, u"Dạ vâng"_s}));
    m_clock.advance(24h);
    QVERIFY(!comesBack(u"e4"_s, u"Dạ vâng"_s));
    // A customer who repeats us is a customer.
    await(store().send({kOutside, MessageId("d3"_ba), OperatorId("lan"_ba), u"Lan"_s, u"Đúng rồi ạ"_s}));
    QVERIFY(std::holds_alternative<Accepted>(tryAccept(message(u"c1"_s, u"m9"_s, u"Đúng rồi ạ"_s))));
}

void HistoryBehaviour::foldsEachMessageOfAnAnswerOnce()
{
    const Claim claim = *accept(message(u"c1"_s, u"m1"_s), kEngine).claim;
    FinishRequest request = answer(claim, 1, u"Dạ còn ạ\nSize nào ạ?"_s);
    request.turn.answer.actions = {{ActionType::SendMessage, {{u"message"_s, u"Dạ còn ạ"_s}}},
                                   {ActionType::SendMessage, {{u"message"_s, u"Size nào ạ?"_s}}}};
    std::get<Finished>(await(store().finish(request)));
    for (const auto& [id, text] : {std::pair(u"e1"_s, u"Dạ còn ạ"_s), std::pair(u"e2"_s, u"Size nào ạ?"_s)})
        QVERIFY(std::holds_alternative<OwnEcho>(tryAccept(saidBy(message(u"c1"_s, id, text), u"bot"_s))));
    QVERIFY(std::holds_alternative<Accepted>(tryAccept(saidBy(message(u"c1"_s, u"e3"_s, u"Dạ còn ạ"_s), u"bot"_s))));
}

void HistoryBehaviour::leavesAnUnknownSenderToAPerson()
{
    accept(message(u"c1"_s, u"m1"_s));
    const Accepted unknown = accept(saidBy(message(u"c1"_s, u"m2"_s, u"xin chào"_s), u"superfan"_s), kEngine);
    QVERIFY(unknown.silencedBot && !unknown.claim);
    QCOMPARE(unknown.message.speaker, Speaker::Customer);
    QCOMPARE(unknown.message.seq, 2);
    QVERIFY(systemNote(unknown.note->metadata)->reason.endsWith(u"superfan"_s));
    const Conversation c = row(u"c1"_s);
    QCOMPARE(c.mode, BotMode::Human);
    QVERIFY(c.waitingSince && !c.pending);
    QCOMPARE(c.doneSeq, 2);
    QVERIFY(
        std::holds_alternative<Duplicate>(tryAccept(saidBy(message(u"c1"_s, u"m2"_s, u"xin chào"_s), u"superfan"_s))));
}

}  // namespace tongdai::testing
