#include "engine/host/sample/sample_colleague.h"

#include "engine/domain/conversation/conversation_lists.h"
#include "engine/history/sql_history.h"
#include "engine/host/machine/system_clock.h"

#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <set>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::await;

/// The sample shop's waiting queue in a real store.
class SampleColleagueTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<SqlHistory>(sqliteBackend(m_dir->filePath(u"history.sqlite"_s)), m_clock);
        await(m_store->open());
    }
    void cleanup()
    {
        m_store->close();
        m_store.reset();
    }

    void theQueueDoesNotGrowWithoutEnd()
    {
        SampleColleague colleague(*m_store, *m_store);
        for (int minute = 0; minute < 30; ++minute) {
            letWait("sample-live-" + QByteArray::number(minute));
            if (minute % 2 == 1) await(colleague.lookAround(nobody));
        }
        QCOMPARE(int(waiting().size()), SampleColleague::kLeft);
        // Who came last is still there to be helped by whoever tries the desk.
        QVERIFY(waiting().contains("sample-live-29"));
        const Conversation helped = *await(m_store->conversation(ConversationId("sample-live-0")));
        QCOMPARE(helped.status, ConversationStatus::Closed);
        ThreadQuery query;
        query.conversation = helped.id;
        const auto lines = await(m_store->thread(query)).lines;
        QVERIFY(
            std::ranges::any_of(lines, [](const StoredMessage& line) { return line.speaker == Speaker::Operator; }));
    }

    void thoseOfEarlierRunsAreWorkedOff()
    {
        for (int i = 0; i < 20; ++i)
            letWait("sample-live-" + QByteArray::number(i));
        SampleColleague colleague(*m_store, *m_store);
        QCOMPARE(await(colleague.lookAround(nobody)), SampleColleague::kAtOnce);
        int answered = SampleColleague::kAtOnce;
        while (const int more = await(colleague.lookAround(nobody)))
            answered += more;
        QCOMPARE(answered, 20 - SampleColleague::kLeft);
    }

    void nobodyElseIsTouched()
    {
        for (int i = 0; i < 20; ++i) {
            letWait("c-" + QByteArray::number(i), "platform");             // real
            letWait("sample-live-x" + QByteArray::number(i), "platform");  // real, whatever it is called
            letWait("sample-0" + QByteArray::number(i));                   // installed: there to be helped
        }
        for (int i = 0; i < 20; ++i) {
            const QByteArray taken = "sample-live-t" + QByteArray::number(i);
            letWait(taken);
            await(m_store->assign(ConversationId(taken), OperatorId("lan"), u"Lan"_s));
        }
        for (int i = 0; i < 20; ++i)
            letWait("sample-live-p" + QByteArray::number(i));
        SampleColleague colleague(*m_store, *m_store);
        const auto writesStill = [](const ConversationId& id) { return id.bytes().startsWith("sample-live-p"); };
        QCOMPARE(await(colleague.lookAround(writesStill)), 0);
        QCOMPARE(waiting().size(), 100u);
    }

private:
    static bool nobody(const ConversationId&) { return false; }

    void letWait(const QByteArray& id, const QByteArray& source = kSampleSource)
    {
        IncomingMessage message;
        message.source = source;
        message.conversation = ConversationId(id);
        message.messageId = MessageId(id + "-1");
        message.sender = SenderId("customer-" + id);
        message.senderType = u"user"_s;
        message.content = u"cho mình gặp nhân viên"_s;
        message.bodyHash = hashBody(message);
        const AcceptOutcome outcome = await(m_store->accept(message, OwnerId("engine")));
        FinishRequest request;
        request.claim = *std::get<Accepted>(outcome).claim;
        request.upto = 1;
        request.turn.fence = request.claim.fence;
        request.turn.upto = 1;
        request.turn.outcome = TurnOutcome::HandedOver;
        request.handOver = true;
        QVERIFY(std::holds_alternative<Finished>(await(m_store->finish(request))));
    }

    std::set<QByteArray> waiting()
    {
        std::set<QByteArray> ids;
        for (const Conversation& row : await(m_store->conversations(ConversationQuery{})).rows)
            if (row.waitingSince && row.status == ConversationStatus::Active) ids.insert(row.id.bytes());
        return ids;
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SqlHistory> m_store;
};

TONGDAI_TEST(SampleColleagueTest)

}  // namespace tongdai

#include "sample_colleague_test.moc"
