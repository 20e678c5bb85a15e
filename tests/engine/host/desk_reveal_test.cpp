#include "engine/history/sql_history.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/machine/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/audit_stage.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// A masked line of Live that somebody wants to see as it is (features F11), over a real store.
class DeskRevealTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlTasks> m_tasks;
    KeptAudit m_audit;
    std::unique_ptr<DeskGate> m_gate;
    std::unique_ptr<DeskService> m_desk;
    const ConversationId m_conversation{"c1"_ba};
    api::RequestId m_request = 0;

    void seat(Role role)
    {
        Person person;
        person.id = OperatorId("minh"_ba);
        person.name = u"Minh"_s;
        person.role = role;
        m_gate->seat(person);
    }
    void say(const QByteArray& id, const QString& words, const ConversationId& conversation = ConversationId("c1"_ba))
    {
        IncomingMessage message;
        message.source = "platform";
        message.conversation = conversation;
        message.messageId = MessageId(id);
        message.sender = SenderId("khach"_ba);
        message.senderType = u"user"_s;
        message.content = words;
        message.sentAt = 1;
        message.bodyHash = hashBody(message);
        await(m_history->accept(message, {}));
    }
    api::Answer<StoredMessage> reveal(qint64 rev, const QString& reason)
    {
        return await(m_desk->reveal(m_conversation, rev, reason));
    }
    /// So many conversations the filter of the list finds.
    size_t listed(const QString& filter)
    {
        QSignalSpy lists(m_desk.get(), &DeskService::conversationsListed);
        ConversationQuery query;
        query.queue = WorkQueue::All;
        query.filter = filter;
        m_desk->listConversations(++m_request, query);
        return lists.wait(30'000) ? lists.last().at(1).value<ConversationPage>().rows.size() : size_t(99);
    }

private slots:
    void init()
    {
        m_history = std::make_unique<SqlHistory>(
            sqliteBackend(m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()))), m_clock);
        await(m_history->open());
        say("m1"_ba, u"Gọi mình 0912345678 nhé"_s);
        m_tasks = std::make_unique<SqlTasks>(*m_history);
        m_audit = KeptAudit();
        m_gate = std::make_unique<DeskGate>(DeskGate::Implicit{OperatorId("lan"_ba), u"Lan"_s});
        m_gate->setRoster({});
        m_desk = std::make_unique<DeskService>(
            DeskService::Ports{m_clock, *m_history, *m_history, *m_history, *m_tasks}, *m_gate);
        m_desk->connectAudit(m_audit);
    }
    void cleanup()
    {
        m_history->close();
        m_desk.reset();
        m_clock.wakeAll();
    }

    void itIsWrittenDownWithTheReasonFirst()
    {
        seat(Role::DisputeReviewer);
        const auto without = std::get<api::DeskFailure>(reveal(1, u"  "_s));
        QCOMPARE(without.error, api::DeskError::Refused);
        QVERIFY(m_audit.entries.isEmpty());
        QCOMPARE(std::get<StoredMessage>(reveal(1, u"Đối chiếu đơn"_s)).body, u"Gọi mình 0912345678 nhé"_s);
        QCOMPARE(m_audit.entries.size(), 1);
        const AuditEntry& written = m_audit.entries.first();
        QCOMPARE(written.actor, "minh"_ba);
        QCOMPARE(written.action, u"conversation.revealed"_s);
        QCOMPARE(written.object, "c1"_ba);
        QCOMPARE(written.detail, (QJsonObject{{u"rev"_s, 1}, {u"reason"_s, u"Đối chiếu đơn"_s}}));
        m_audit.isAway = true;
        QVERIFY_THROWS_EXCEPTION(StoreError, reveal(1, u"Đối chiếu đơn"_s));
    }

    /// Not masked again because it changed or was read again; for nobody else, and for no other line.
    void itStaysRevealedForWhoeverSaidWhyUntilTheyLeave()
    {
        QSignalSpy threads(m_desk.get(), &DeskService::threadListed);
        QSignalSpy changes(m_desk.get(), &DeskService::linesChanged);
        const auto read = [&] {
            ThreadQuery query;
            query.conversation = m_conversation;
            m_desk->listThread(++m_request, query);
            return threads.wait(30'000) ? threads.last().at(1).value<ThreadPage>().lines : std::vector<StoredMessage>();
        };
        seat(Role::DisputeReviewer);
        QVERIFY(read().at(0).isMasked);
        QVERIFY(std::holds_alternative<StoredMessage>(reveal(1, u"Đối chiếu đơn"_s)));
        const std::vector<StoredMessage> again = read();
        QVERIFY(!again.at(0).isMasked && again[0].body.contains(u"0912345678"_s));
        m_desk->openWindow();
        m_desk->watchThread(m_conversation);
        StoredMessage other = again[0];
        other.rev = 2;
        m_desk->noteChange({}, {again[0], other});
        QTRY_VERIFY(!changes.isEmpty());
        const auto told = changes.last().at(1).value<std::vector<StoredMessage>>();
        QCOMPARE(told.size(), 2u);
        QVERIFY(!told[0].isMasked && told[1].isMasked);
        m_gate->empty(api::SessionEnd::None);
        seat(Role::DisputeReviewer);
        QVERIFY(read().at(0).isMasked);
        QCOMPARE(m_audit.entries.size(), 1);
    }

    /// Nobody guesses a number digit by digit; words beside it are found, and what was revealed to them as well.
    void whatStandsBehindDotsIsNotFound()
    {
        QSignalSpy answers(m_desk.get(), &DeskService::found);
        const auto found = [&](const QString& words) {
            MessageQuery query;
            query.text = words;
            query.conversation = m_conversation;
            m_desk->search(++m_request, query);
            return answers.wait(30'000) ? answers.last().at(1).value<MessageHits>().hits.size() : size_t(99);
        };
        seat(Role::Operator);
        QCOMPARE(found(u"0912"_s), 1u);
        seat(Role::DisputeReviewer);
        QCOMPARE(found(u"0912"_s), 0u);
        QCOMPARE(found(u"0912345678"_s), 0u);
        QCOMPARE(found(u"goi 091"_s), 0u);
        QCOMPARE(found(u"goi minh"_s), 1u);
        QVERIFY(std::holds_alternative<StoredMessage>(reveal(1, u"Đối chiếu đơn"_s)));
        QCOMPARE(found(u"0912"_s), 1u);
    }

    /// The filter of the list looks for words as well.
    void norIsItsConversation()
    {
        const QStringList laterLines{QString(), u"Cảm ơn shop"_s};  // the number in the last line, or in one of before
        for (const QString& later : laterLines) {
            if (!later.isEmpty()) say("m2"_ba, later);
            seat(Role::Operator);
            QCOMPARE(listed(u"0912"_s), 1u);
            seat(Role::DisputeReviewer);
            QCOMPARE(listed(u"0912"_s), 0u);
            QCOMPARE(listed(u"goi minh 0"_s), 0u);
            QCOMPARE(listed(u"goi minh"_s), 1u);
            QCOMPARE(listed(u"c1"_s), 1u);
        }
    }

    /// An id that is a number is found by all of it: a window asks for the conversation it has chosen by its id.
    void aNumberAsAnIdIsFoundByAllOfItAlone()
    {
        say("n1"_ba, u"Chào shop"_s, ConversationId("0987654321"_ba));
        seat(Role::DisputeReviewer);
        QCOMPARE(listed(u"09876"_s), 0u);
        QCOMPARE(listed(u"0987654321"_s), 1u);
        QCOMPARE(listed(u"chao shop"_s), 1u);
    }

    void aLineThatIsNotThereIsNotRevealed()
    {
        seat(Role::DisputeReviewer);
        QCOMPARE(std::get<api::DeskFailure>(reveal(7, u"vì sao"_s)).error, api::DeskError::NotFound);
        QVERIFY(m_audit.entries.isEmpty());
    }

    void whoMayNotIsRefused()
    {
        for (const Role role : kAllRoles) {
            seat(role);
            const api::Answer<StoredMessage> answer = reveal(1, u"vì sao"_s);
            QCOMPARE(std::holds_alternative<StoredMessage>(answer), may(role, Permission::RevealMasked));
        }
    }
};

TONGDAI_TEST(DeskRevealTest)

}  // namespace tongdai::testing

#include "desk_reveal_test.moc"
