#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kFactsOwner("engine-a"_ba);

MessageQuery happened(MessageQuery::Fact fact)
{
    MessageQuery query;
    query.fact = fact;
    return query;
}

QStringList chatsOf(const std::vector<MessageHit>& hits)
{
    QStringList chats;
    for (const MessageHit& hit : hits)
        chats << hit.message.conversation.toString();
    return chats;
}

}  // namespace

/// The conversations behind a figure: hand-overs, takeovers, failures, and turns by intent and model (features H7).
void HistoryBehaviour::findsWhatHappened()
{
    using Fact = MessageQuery::Fact;
    // c0 asks for a person, c1 fails, c2 is taken over, c3 is answered.
    for (int i = 0; i < 4; ++i) {
        const Accepted accepted =
            accept(message(u"c%1"_s.arg(i), u"m%1"_s.arg(i), u"khách số %1"_s.arg(i)), kFactsOwner);
        clock().advance(1s);
        if (i == 2) {
            await(store().takeOver(ConversationId("c2"_ba), OperatorId("lan"_ba), u"Lan"_s));
            continue;
        }
        FinishRequest request = answer(*accepted.claim, 1);
        request.handOver = i < 2;
        if (i == 0) request.turn.outcome = TurnOutcome::HandedOver;
        if (i == 0) request.turn.answer.intent = u"hoàn tiền"_s;
        if (i == 1) request.turn.outcome = TurnOutcome::Failed;
        if (i == 3) request.turn.answer.modelUsed = u"qwen"_s;
        std::get<Finished>(await(store().finish(request)));
        clock().advance(1s);
    }
    QCOMPARE(chatsOf(found(happened(Fact::HandedOver))), (QStringList{u"c1"_s, u"c0"_s}));
    QCOMPARE(found(happened(Fact::HandedOver)).front().message.speaker, Speaker::System);
    QCOMPARE(chatsOf(found(happened(Fact::TakenOver))), QStringList{u"c2"_s});
    // A run of the AI is shown by what the customer wrote.
    const auto failed = found(happened(Fact::Failed));
    QCOMPARE(chatsOf(failed), QStringList{u"c1"_s});
    QCOMPARE(failed.front().message.body, u"khách số 1"_s);
    MessageQuery query;
    query.intent = u"ask_stock"_s;
    QCOMPARE(chatsOf(found(query)), QStringList{u"c3"_s});  // a run that failed has no intent
    query.intent = u"hoàn tiền"_s;
    QCOMPARE(chatsOf(found(query)), QStringList{u"c0"_s});
    query.intent.reset();
    query.model = u"rules"_s;
    QCOMPARE(chatsOf(found(query)), (QStringList{u"c1"_s, u"c0"_s}));
    query.text = u"so 1"_s;
    QCOMPARE(chatsOf(found(query)), QStringList{u"c1"_s});
    query.text = u"so 7 "_s;
    QCOMPARE(found(query).size(), size_t(0));
    query = happened(Fact::HandedOver);
    query.conversation = ConversationId("c0"_ba);
    QCOMPARE(chatsOf(found(query)), QStringList{u"c0"_s});
    query.to = found(query).front().message.receivedAt;
    QCOMPARE(found(query).size(), size_t(0));
    QVERIFY(await(store().search(happened(Fact::TakenOver))).looked > 0);
    QVERIFY(await(store().search(happened(Fact::Failed))).looked >= 3);  // runs of the AI
}

/// One look ends after a thousand runs, also where all of them are out of sight; the next page goes on behind it.
void HistoryBehaviour::looksAtSoManyRunsWhoeverSeesThem()
{
    for (int i = 0; i < 2; ++i) {
        const ConversationId chat = ConversationId::fromString(u"c%1"_s.arg(i));
        const Accepted accepted = accept(message(chat.toString(), u"m%1"_s.arg(i), u"còn hàng không"_s), kFactsOwner);
        clock().advance(1s);
        std::get<Finished>(await(store().finish(answer(*accepted.claim, 1))));
        await(store().takeOver(chat, OperatorId(i == 0 ? "lan"_ba : "minh"_ba), u"Ai đó"_s));
        clock().advance(1s);
    }
    const SqlRows newest = raw().query(
        u"select t.conversation_id, t.upto_seq, t.created_at from turns t join conversations c on "
        "c.id = t.conversation_id where c.conversation_id = ?"_s,
        {ConversationId("c1"_ba)});
    const QUuid minhs = newest[0][0].toUuid();
    const qint64 upto = newest[0][1].toInteger();
    const double at = newest[0][2].toReal();
    raw().begin();
    for (int i = 1; i <= 1'000; ++i) {
        raw().execute(
            u"insert into turns (id, conversation_id, fence, from_seq, upto_seq, outcome, created_at) "
            "values (?, ?, ?, ?, ?, ?, ?)"_s,
            {QUuid::createUuid(), minhs, 1, upto, upto, 0, at + i * 0.01});
    }
    raw().commit();
    MessageQuery query;
    query.intent = u"ask_stock"_s;
    query.sight.isEveryones = false;
    query.sight.holders = {OperatorId("lan"_ba)};
    const MessageHits first = await(store().search(query));
    QVERIFY(first.hits.empty() && first.next);
    query.after = first.next;
    const MessageHits second = await(store().search(query));
    QCOMPARE(chatsOf(second.hits), QStringList{u"c0"_s});
    QVERIFY(!second.next);
}

void HistoryBehaviour::pagesWhatHappenedWithoutLoss()
{
    plantWeeks();
    const auto all = [this](MessageQuery query) {
        std::vector<MessageHit> hits;
        for (;;) {
            MessageHits page = await(store().search(query));
            hits.insert(hits.end(), page.hits.begin(), page.hits.end());
            if (!page.next) return hits;
            query.after = page.next;
        }
    };
    size_t seen = 0;
    for (const auto fact : {MessageQuery::Fact::HandedOver, MessageQuery::Fact::TakenOver}) {
        MessageQuery query = happened(fact);
        query.limit = 200;
        const auto whole = all(query);
        QVERIFY(whole.size() > 20);
        query.limit = 7;
        const auto paged = all(query);
        QSet<QByteArray> ids;
        for (const MessageHit& hit : paged)
            ids.insert(hit.message.messageId.bytes());
        QCOMPARE(paged.size(), whole.size());
        QCOMPARE(size_t(ids.size()), whole.size());
        seen += whole.size();
    }
    const qint64 told =
        raw().query(u"select count(*) from messages where speaker = 3 and sent = 1"_s)[0][0].toInteger();
    QVERIFY(qint64(seen) <= told);
}

/// Notes, versions and outages beside the figures: an outage that two engines saw is one.
void HistoryBehaviour::keepsMarksOfTheChart()
{
    const TimePoint now = clock().now();
    const auto mark = [&](StatsMark::Kind kind, TimePoint from, TimePoint to, const QString& text) {
        await(store().addMark({QUuid::createUuid(), kind, from, to, text, u"Lan"_s}));
    };
    using Kind = StatsMark::Kind;
    mark(Kind::Version, now - 9h, now - 9h, u"0.1.0"_s);
    mark(Kind::Version, now - 5h, now - 5h, u"0.1.0"_s);  // the same again
    mark(Kind::Version, now - 4h, now - 4h, u"0.2.0"_s);
    mark(Kind::Outage, now - 3h, now - 2h, u"redis"_s);
    mark(Kind::Outage, now - 3h - 2s, now - 2h + 5s, u"redis"_s);  // as another engine saw it
    mark(Kind::Outage, now - 3h, now - 2h, u"ai"_s);
    mark(Kind::Note, now - 1h, now - 1h, u"Flash sale áo 🌸"_s);
    const auto marks = await(store().marks(now - 10h, now));
    QCOMPARE(marks.size(), size_t(5));
    QCOMPARE(marks[0].text, u"0.1.0"_s);
    QCOMPARE(marks[0].from, now - 9h);
    QCOMPARE(marks[2].text, u"redis"_s);
    QCOMPARE(marks[2].from, now - 3h - 2s);
    QCOMPARE(marks[2].to, now - 2h + 5s);
    QCOMPARE(marks[4].text, u"Flash sale áo 🌸"_s);
    QCOMPARE(marks[4].author, u"Lan"_s);
    // An outage belongs to a range it only ends in; what is over before does not.
    QCOMPARE(await(store().marks(now - 2h - 1min, now - 90min)).size(), size_t(2));
    QCOMPARE(await(store().marks(now - 90min, now - 80min)).size(), size_t(0));
    QVERIFY(!await(store().removeNote(marks[2].id)));
    QVERIFY(await(store().removeNote(marks[4].id)));
    QVERIFY(!await(store().removeNote(marks[4].id)));
    QCOMPARE(await(store().marks(now - 10h, now)).size(), size_t(4));
}

}  // namespace tongdai::testing
