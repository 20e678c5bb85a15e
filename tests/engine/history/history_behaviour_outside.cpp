#include "tests/engine/history/history_behaviour.h"

#include "engine/contract/json/pancake/pancake_calls.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/domain/shop/page_line.h"
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

/// As the door of Pancake's pages brings it.
IncomingMessage ofPage(IncomingMessage message, const QString& senderType)
{
    QJsonObject metadata{{u"platform"_s, u"tiktok"_s}};
    metadata.insert(kPageKey, toJson(PageAddress{"tt_5"}));
    message.source = kPageSource;
    message.sentAt = 0;
    return saidBy(std::move(message), senderType, metadata);
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

void HistoryBehaviour::foldsThePiecesAPageTookALineIn()
{
    const Claim claim = *accept(ofPage(message(u"c1"_s, u"m1"_s), u"customer"_s), kEngine).claim;
    FinishRequest request = answer(claim, 1, u"a"_s.repeated(500) + u"b"_s.repeated(500) + u"c"_s);
    request.sendToPlatform = true;
    const auto finished = std::get<Finished>(await(store().finish(request)));
    QCOMPARE(pageAddress(finished.outbox->body), std::optional(PageAddress{"tt_5"}));
    const qint64 rev = row(u"c1"_s).lastRev;
    const auto comesBack = [this](const QString& id, const QString& text) {
        return std::holds_alternative<OwnEcho>(tryAccept(ofPage(message(u"c1"_s, id, text), u"staff"_s)));
    };
    // Before their send is answered, and in any order.
    QVERIFY(comesBack(u"e2"_s, u"b"_s.repeated(500)));
    QVERIFY(comesBack(u"e1"_s, u"a"_s.repeated(500)));
    QVERIFY(comesBack(u"e3"_s, u"c"_s));
    QVERIFY(comesBack(u"e2"_s, u"b"_s.repeated(500)));
    QCOMPARE(row(u"c1"_s).lastRev, rev);
    QCOMPARE(row(u"c1"_s).mode, BotMode::Bot);
    QVERIFY(!comesBack(u"o1"_s, u"c"_s));
    QCOMPARE(row(u"c1"_s).mode, BotMode::Human);
}

void HistoryBehaviour::foldsWhatHasAnIdThePageTold()
{
    const Claim claim = *accept(ofPage(message(u"c1"_s, u"m1"_s), u"customer"_s), kEngine).claim;
    FinishRequest request = answer(claim, 1, u"Xem https://shop.vn/ao"_s);
    request.sendToPlatform = true;
    const auto finished = std::get<Finished>(await(store().finish(request)));
    SendOutcome sent;
    sent.answer = contract::sentToPage(1, {"m_sent:1"});
    QVERIFY(await(store().settleOutbox(*finished.outbox, kEngine, sent, 0ms)).wasOurs);
    // The platform shortened the address, and tells of it a day later.
    m_clock.advance(24h);
    const IncomingMessage echo = ofPage(message(u"c1"_s, u"m_sent:1"_s, u"Xem https://l.fb/x1"_s), u"staff"_s);
    QVERIFY(std::holds_alternative<OwnEcho>(tryAccept(echo)));
    QCOMPARE(row(u"c1"_s).mode, BotMode::Bot);
}

/// Security: whoever writes by another way must not have answers sent to a page.
void HistoryBehaviour::onlyAPagesOwnLinesSayWhereItLives()
{
    IncomingMessage other = ofPage(message(u"c1"_s, u"m1"_s), u"customer"_s);
    other.source = "platform"_ba;
    const Claim claim = *accept(other, kEngine).claim;
    QVERIFY(!livesOnPage(row(u"c1"_s).metadata));
    FinishRequest request = answer(claim, 1);
    request.sendToPlatform = true;
    QVERIFY(!livesOnPage(std::get<Finished>(await(store().finish(request))).outbox->body));

    OperatorMessage reply{kOutside, MessageId("d1"_ba), OperatorId("lan"_ba), u"Lan"_s, u"Dạ"_s};
    reply.sendToPages = true;
    QVERIFY(!std::get<OperatorActResult>(await(store().send(reply))).outbox);
    accept(ofPage(message(u"c1"_s, u"m2"_s), u"customer"_s), kEngine);
    QCOMPARE(pageAddress(row(u"c1"_s).metadata), std::optional(PageAddress{"tt_5"}));
    reply.messageId = MessageId("d2"_ba);
    const auto sent = std::get<OperatorActResult>(await(store().send(reply)));
    QVERIFY(sent.outbox && livesOnPage(sent.outbox->body));
    QVERIFY(firstMade(sent.outbox->body) == sent.outbox->createdAt);
    // Also after so much of another way that nothing earlier is kept beside it.
    IncomingMessage large = saidBy(message(u"c1"_s, u"m3"_s), u"customer"_s);
    large.metadata[u"card"_s] = u"x"_s.repeated(70'000);
    accept(large);
    QCOMPARE(pageAddress(row(u"c1"_s).metadata), std::optional(PageAddress{"tt_5"}));
}

void HistoryBehaviour::notesWhatIsTakenBackThere()
{
    const Accepted asked = accept(ofPage(message(u"c1"_s, u"m1"_s, u"địa chỉ cũ"_s), u"customer"_s), kEngine);
    IncomingMessage removal = ofPage(message(u"c1"_s, u"m1~removed"_s, QString()), u"removed"_s);
    removal.metadata[u"sender_name"_s] = u"Chị Hoa"_s;
    const Accepted noted = accept(removal, kEngine);
    QVERIFY(!noted.silencedBot && !noted.claim);
    QCOMPARE(noted.message.speaker, Speaker::System);
    const auto note = systemNote(noted.message.metadata);
    QVERIFY(note && note->event == SystemEvent::RemovedThere && note->actor == u"Chị Hoa"_s);
    // What was said stays, and is answered.
    QCOMPARE(thread(u"c1"_s).front().body, u"địa chỉ cũ"_s);
    QCOMPARE(row(u"c1"_s).lastText, u"địa chỉ cũ"_s);
    QVERIFY(std::holds_alternative<Finished>(await(store().finish(answer(*asked.claim, 1)))));
    const qint64 rev = row(u"c1"_s).lastRev;
    QVERIFY(std::holds_alternative<Duplicate>(tryAccept(removal)));
    QCOMPARE(row(u"c1"_s).lastRev, rev);
    // Of a conversation nobody knows yet.
    QCOMPARE(accept(ofPage(message(u"c2"_s, u"m9~removed"_s, QString()), u"removed"_s)).message.speaker,
             Speaker::System);
    accept(ofPage(message(u"c2"_s, u"m10"_s), u"customer"_s));
    QCOMPARE(row(u"c2"_s).customer, SenderId("lan"_ba));
}

}  // namespace tongdai::testing
