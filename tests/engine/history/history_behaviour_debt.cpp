#include "engine/history/statistics/answer_debt.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

/// What customers who wait for a person have waited, and how fast that grows (features 2.17), on every store.
namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OperatorId kDebtLan("lan"_ba);
const OwnerId kDebtEngine("engine-a"_ba);

ConversationId debtChat(const QString& id)
{
    return ConversationId::fromString(id);
}

}  // namespace

/// Each customer is a sum of their own: the debt now, and an hour ago.
void HistoryBehaviour::tellsHowFastTheDebtGrows()
{
    const TimePoint begin = clock().now();
    const auto at = [this, begin](std::chrono::milliseconds after) { clock().advance(begin + after - clock().now()); };
    int ids = 0;
    const auto writes = [&](const QString& id) { return accept(message(id, u"m%1"_s.arg(++ids))); };
    const auto replies = [&](const QString& id) {
        OperatorMessage reply;
        reply.conversation = debtChat(id);
        reply.messageId = MessageId("r" + QByteArray::number(++ids));
        reply.author = kDebtLan;
        reply.authorName = u"Lan"_s;
        reply.text = u"Dạ còn ạ"_s;
        return await(store().send(reply));
    };
    const auto takes = [&](const QString& id) { await(store().takeOver(debtChat(id), kDebtLan, u"Lan"_s)); };
    // A person has these, and has answered all of them.
    for (const QString& id : {u"stays"_s, u"answered"_s, u"closed"_s, u"back"_s, u"new"_s, u"twice"_s}) {
        writes(id);
        takes(id);
        replies(id);
    }
    at(30min);
    writes(u"stays"_s);  // waits to the end: 90 min at the end, 30 min an hour before
    at(40min);
    writes(u"answered"_s);  // waited for 20 min an hour before the end
    writes(u"twice"_s);
    at(50min);
    writes(u"closed"_s);                                                     // for 10 min
    writes(u"back"_s);                                                       // for 10 min
    const Accepted bots = accept(message(u"bots"_s, u"b1"_s), kDebtEngine);  // the bot's, not a person's
    at(61min);
    await(store().finish(answer(*bots.claim, 1)));
    takes(u"bots"_s);
    at(80min);
    replies(u"answered"_s);
    replies(u"twice"_s);
    at(90min);
    await(store().setStatus(debtChat(u"closed"_s), ConversationStatus::Closed, kDebtLan, u"Lan"_s));
    await(store().handBack(debtChat(u"back"_s), kDebtLan, u"Lan"_s, {}));
    at(100min);
    writes(u"new"_s);  // 20 min at the end
    at(110min);
    writes(u"twice"_s);  // once more, for 10 min
    at(120min);

    StatsQuery query;
    query.from = begin;
    query.to = clock().now();
    query.zone = "Asia/Ho_Chi_Minh";
    const StatsReport report = await(store().statistics(query));
    QCOMPARE(report.waiting, 3);
    QCOMPARE(*report.oldestWait, begin + 30min);
    const auto isAbout = [](double seconds, std::chrono::minutes wanted) {
        return std::abs(seconds - double(std::chrono::seconds(wanted).count())) < 1;
    };
    QVERIFY2(isAbout(report.answerDebt, 90min + 20min + 10min), qPrintable(QString::number(report.answerDebt)));
    QVERIFY2(isAbout(report.answerDebtBefore, 30min + 20min + 20min + 10min + 10min),
             qPrintable(QString::number(report.answerDebtBefore)));
    QVERIFY(isAbout(report.answerDebtSlope(), 30min));
    // Whatever the pieces.
    for (const int piece : {1, 3}) {
        reads::AnswerDebt debt(clock().now(), false, piece);
        while (debt.next(raw())) {
        }
        StatsReport same;
        debt.writeTo(same);
        QCOMPARE(same.answerDebtBefore, report.answerDebtBefore);
        QCOMPARE(same.waiting, report.waiting);
    }
    // Nobody waits in the sample shop.
    query.sample = true;
    const StatsReport sample = await(store().statistics(query));
    QCOMPARE((std::array{sample.answerDebt, sample.answerDebtBefore}), (std::array{0.0, 0.0}));

    // All are answered: it shrinks by what they had waited an hour before.
    for (const QString& id : {u"stays"_s, u"new"_s, u"twice"_s})
        replies(id);
    query.sample = false;
    QVERIFY(isAbout(await(store().statistics(query)).answerDebtSlope(), -90min));
}

}  // namespace tongdai::testing
