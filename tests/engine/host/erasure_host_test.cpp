#include "engine/host/erasure/erasure_host.h"

#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sql_history.h"
#include "engine/host/machine/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// Redis, which is away.
class AwayTraces final : public ports::LiveErasure {
public:
    QCoro::Task<std::optional<std::vector<ErasedPlace>>> forget(LiveTraces) override { co_return std::nullopt; }
};

class NoSessions final : public ports::ChatSessionCache {
public:
    QCoro::Task<CacheSave> save(EntryRecorded, TimePoint) override { co_return CacheSave::Unavailable; }
    QCoro::Task<std::optional<CachedChatSession>> find(SenderId, ConversationId, int, int) override
    {
        co_return std::nullopt;
    }
    QCoro::Task<std::vector<CachedChatSession>> findAll(std::vector<ConversationId>) override { co_return {}; }
    QCoro::Task<void> fill(ChatSession, std::vector<ChatEntry>) override { co_return; }
    QCoro::Task<void> archive(ConversationId) override { co_return; }
    QCoro::Task<std::optional<std::vector<ConversationId>>> sessionIds(SenderId) override { co_return std::nullopt; }
    QCoro::Task<std::optional<ChatDayCounters>> dayCounters(QByteArray) override { co_return std::nullopt; }
    QCoro::Task<void> drop(SenderId, std::vector<ConversationId>) override { co_return; }
};

}  // namespace

/// Erasing a customer from the desk, over a real store.
class ErasureHostTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;
    AwayTraces m_traces;
    NoSessions m_sessions;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlPrivacy> m_privacy;
    std::unique_ptr<EraseChatSession> m_erase;
    DeskGate m_gate{{OperatorId("hanh"_ba), u"Hạnh"_s}};
    std::unique_ptr<ErasureService> m_service;
    ErasureHost m_host;

    void say(const QByteArray& customer, int lines)
    {
        for (int i = 0; i < lines; ++i) {
            IncomingMessage message;
            message.source = "platform";
            message.conversation = ConversationId("c-" + customer);
            message.messageId = MessageId("m-"_ba + QByteArray::number(i));
            message.sender = SenderId(customer);
            message.senderType = u"user"_s;
            message.content = u"Shop ơi"_s;
            message.metadata = {{u"customer_id"_s, QString::fromUtf8(customer)}};
            message.sentAt = 1'763'712'000 + i;
            message.bodyHash = hashBody(message);
            await(m_history->accept(message, {}));
        }
    }
    template <class T>
    static api::Answer<T> resultOf(const api::Asked<T>& asked)
    {
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, 60'000)) return api::DeskFailure{};
        return asked.result();
    }
    static qint64 removedFrom(const ErasureReport& report, const QString& place)
    {
        for (const ErasedPlace& each : report.places) {
            if (each.place == place) return each.removed;
        }
        return 0;
    }

private slots:
    void initTestCase()
    {
        m_history = std::make_unique<SqlHistory>(sqliteBackend(m_dir.filePath(u"history.sqlite"_s)), m_clock);
        await(m_history->open());
        m_gate.setRoster({});
        m_privacy = std::make_unique<SqlPrivacy>(*m_history);
        m_erase = std::make_unique<EraseChatSession>(*m_privacy, m_traces, m_sessions);
        m_service = std::make_unique<ErasureService>(ErasureService::Ports{*m_erase, m_clock, m_gate}, u"Mộc An"_s);
    }
    void cleanupTestCase()
    {
        m_host.attach(nullptr);
        m_history->close();
        m_service.reset();
    }

    void answersNotReadyBeforeTheEngineIsThere()
    {
        const auto answer = resultOf(m_host.plan(SenderId("u1"_ba)));
        QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::NotReady);
        m_host.attach(m_service.get());
    }

    void thePlanSaysWhatTheErasureThenDoes()
    {
        say("u1", 5);
        say("u2", 2);
        const auto plan = std::get<ErasureReport>(resultOf(m_host.plan(SenderId("u1"_ba))));
        QCOMPARE(removedFrom(plan, u"messages"_s), 5);
        QCOMPARE(removedFrom(plan, u"conversations"_s), 1);
        QVERIFY(plan.id.isNull() && plan.holds.empty());
        QVERIFY2(await(m_history->conversation(ConversationId("c-u1"_ba))), "a plan changes nothing");

        const auto done = std::get<api::ErasureDone>(resultOf(m_host.erase(SenderId("u1"_ba))));
        QVERIFY(!done.report.id.isNull());
        QCOMPARE(removedFrom(done.report, u"messages"_s), 5);
        QVERIFY2(done.report.livePending, "Redis is away, and is told later");
        QCOMPARE(done.by, u"Hạnh"_s);
        QCOMPARE(done.shop, u"Mộc An"_s);
        QVERIFY(!await(m_history->conversation(ConversationId("c-u1"_ba))));
        QVERIFY(await(m_history->conversation(ConversationId("c-u2"_ba))));
        QCOMPARE(await(m_privacy->auditLines(1)).front().action, u"erasure.person"_s);
    }

    /// What stays is said with the plan, as well as with what was done.
    void thePlanSaysWhatStays()
    {
        say("u9", 1);
        const auto kept = [](const ErasureReport& report, const QString& place) {
            const auto found = std::ranges::find(report.left, place, &LeftPlace::place);
            return found == report.left.end() ? std::optional<qint64>() : found->count;
        };
        QCOMPARE(kept(std::get<ErasureReport>(resultOf(m_host.plan(SenderId("u9"_ba)))), u"audit"_s),
                 std::optional<qint64>(0));
        await(m_privacy->audit({"hanh"_ba, u"dispute.viewed"_s, "c-u9"_ba, {}}));
        await(m_privacy->audit({"hanh"_ba, u"dispute.viewed"_s, "c-somebody"_ba, {}}));
        QVERIFY(std::holds_alternative<ErasureRequest>(
            resultOf(m_host.note(SenderId("u9"_ba), {}))));  // an entry about the person
        const auto plan = std::get<ErasureReport>(resultOf(m_host.plan(SenderId("u9"_ba))));
        QCOMPARE(kept(plan, u"audit"_s), std::optional<qint64>(2));
        QVERIFY(kept(plan, u"statistics"_s) && kept(plan, u"erasures"_s));
        for (const LeftPlace& each : placesNotReached())
            QVERIFY2(kept(plan, each.place), qPrintable(each.place));
        const auto done = std::get<api::ErasureDone>(resultOf(m_host.erase(SenderId("u9"_ba))));
        QCOMPARE(kept(done.report, u"audit"_s), std::optional<qint64>(2));
        QVERIFY(kept(done.report, u"backups"_s));
    }

    /// Features F12
    void theClockOfARequestIsShownWithThePlanAndEndsWithTheErasure()
    {
        say("u7", 1);
        const TimePoint asked = m_clock.now() - std::chrono::hours(24);
        const auto noted = std::get<ErasureRequest>(resultOf(m_host.note(SenderId("u7"_ba), {asked, false})));
        QCOMPARE(noted.askedAt, asked);
        const auto plan = std::get<ErasureReport>(resultOf(m_host.plan(SenderId("u7"_ba))));
        QVERIFY(plan.request && !plan.request->answeredAt);
        QVERIFY(std::get<ErasureRequest>(resultOf(m_host.note(SenderId("u7"_ba), {{}, true}))).answeredAt);
        const auto done = std::get<api::ErasureDone>(resultOf(m_host.erase(SenderId("u7"_ba))));
        QVERIFY(done.report.request && done.report.request->erasedAt && done.report.request->answeredAt);
    }

    void aHoldKeepsEverything()
    {
        say("u3", 3);
        LegalHold hold;
        hold.kind = HoldKind::Conversation;
        hold.subject = "c-u3";
        hold.reason = u"KN-0231"_s;
        hold.placedBy = u"hung"_s;
        await(m_privacy->placeHold(hold, hold.placedBy.toUtf8()));
        const auto plan = std::get<ErasureReport>(resultOf(m_host.plan(SenderId("u3"_ba))));
        QCOMPARE(plan.holds.size(), size_t(1));
        const auto done = std::get<api::ErasureDone>(resultOf(m_host.erase(SenderId("u3"_ba))));
        QCOMPARE(done.report.holds.size(), size_t(1));
        QVERIFY(await(m_history->conversation(ConversationId("c-u3"_ba))));
    }

    /// Security S16
    void onlyWhoMayIsAnswered()
    {
        Person person;
        person.id = OperatorId("minh"_ba);
        person.name = u"Minh"_s;
        for (const Role role : kAllRoles) {
            person.role = role;
            m_gate.seat(person);
            const auto isRefused = [](const auto& answer) {
                const auto* failure = std::get_if<api::DeskFailure>(&answer);
                return failure && failure->error == api::DeskError::NotAllowed;
            };
            QCOMPARE(isRefused(await(m_service->plan(SenderId("u2"_ba)))), !may(role, Permission::ErasePeople));
            QCOMPARE(isRefused(await(m_service->note(SenderId("u2"_ba), {}))), !may(role, Permission::ErasePeople));
            if (!may(role, Permission::ErasePeople)) QVERIFY(isRefused(await(m_service->erase(SenderId("u2"_ba)))));
        }
        QVERIFY(await(m_history->conversation(ConversationId("c-u2"_ba))));
    }
};

TONGDAI_TEST(ErasureHostTest)

}  // namespace tongdai::testing

#include "erasure_host_test.moc"
