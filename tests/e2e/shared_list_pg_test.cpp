#include "tests/support/engine_team.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kListPatience = 90'000;
constexpr int kListSessions = 5;
constexpr int kRounds = 24;

QByteArray idOf(int session, int n)
{
    return "s" + QByteArray::number(session) + "-m" + QByteArray::number(n);
}

QByteArray savedLine(int session, int n, const QString& sender)
{
    const QString id = QString::fromLatin1(idOf(session, n));
    const QJsonObject payload{{u"client_message_id"_s, id},
                              {u"sender_type"_s, sender},
                              {u"sender_name"_s, u"Lan"_s},
                              {u"content"_s, u"tin %1"_s.arg(n)}};
    return QJsonDocument(QJsonObject{{u"id"_s, u"task-"_s + id},
                                     {u"type"_s, u"save_message"_s},
                                     {u"chat_session_id"_s, session},
                                     {u"payload"_s, payload},
                                     {u"attempts"_s, 0},
                                     {u"max_attempts"_s, 5},
                                     {u"created_at"_s, u"2025-10-01T02:03:04.005Z"_s}})
        .toJson(QJsonDocument::Compact);
}

QByteArrayList printedList(const QByteArray& printed)
{
    return printed.isEmpty() ? QByteArrayList() : printed.split('\n');
}

}  // namespace

/// Two engines on one list, of which one is killed in the middle, beside another program that pushes and another
/// that works: each task is done once by one of them or dead with its reason, those of a session in their order, and
/// what is the other program's alone has not moved.
class SharedListTest : public QObject {
    Q_OBJECT
    SharedPostgres m_store;
    std::unique_ptr<EngineTeam> m_team;

    QByteArrayList list(const QByteArray& key) const
    {
        return printedList(m_team->redis.cli({"LRANGE"_ba, key, "0"_ba, "-1"_ba}));
    }
    /// The other program's worker: takes the head, does it, says so, lets it go. What it did.
    QByteArray workOnce()
    {
        const QByteArray hands = "message_queue:processing:theirs";
        const QByteArray taken = m_team->redis.cli({"LMOVE"_ba, "message_queue"_ba, hands, "LEFT"_ba, "RIGHT"_ba});
        if (taken.isEmpty()) return {};
        const QJsonObject task = QJsonDocument::fromJson(taken).object();
        const QByteArray id = task["id"_L1].toString().toLatin1();
        const bool isOurs = task["type"_L1].toString() == "save_message"_L1;
        if (!isOurs) {  // not its turn yet: at the head again
            m_team->redis.cli({"LMOVE"_ba, hands, "message_queue"_ba, "RIGHT"_ba, "LEFT"_ba});
            return {};
        }
        m_team->redis.cli({"SET"_ba, "message_queue:done:" + id, "1"_ba});
        m_team->redis.cli({"LREM"_ba, hands, "1"_ba, taken});
        return id.mid(5);
    }

private slots:
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.problem())); }
    void cleanup()
    {
        if (!m_team) return;
        for (EngineTeam::Member& member : m_team->members) {
            if (QTest::currentTestFailed()) qInfo("%s", member.engine.errorOutput().right(4'000).constData());
            member.engine.stop();
        }
        m_team.reset();
    }
    void everyTaskIsDoneOnceByOneOfThem();
};

void SharedListTest::everyTaskIsDoneOnceByOneOfThem()
{
    const QByteArray quick = "task-lease:2,recover:1";
    QVERIFY(m_store.useNewDatabase(u"shared_list"_s));
    m_team = std::make_unique<EngineTeam>(m_store);
    QVERIFY(m_team->start());
    EngineTeam::Member& killed = m_team->members[0];
    for (EngineTeam::Member& member : m_team->members) {
        QCOMPARE(member.engine.stop(), std::optional<int>(0));
        QVERIFY(m_team->startMember(member, quick) && m_team->waitForRedis(member));
    }
    m_team->redis.cli({"SET"_ba, "message_queue:worker:theirs"_ba, "1"_ba, "EX"_ba, "600"_ba});  // it lives
    QSet<QByteArray> theirs;
    QByteArrayList others;
    QSet<QByteArray> pushed;
    for (int n = 0; n < kRounds; ++n) {
        QByteArrayList some;
        for (int session = 1; session <= kListSessions; ++session) {
            some << savedLine(session, n, n % 2 ? u"bot"_s : u"customer"_s);
            pushed << idOf(session, n);
        }
        if (n % 6 == 0) {
            others << "{\"id\":\"o" + QByteArray::number(n) + "\",\"type\":\"send_survey\"}";
            some << others.last() << savedLine(1, 900 + n, u"nobody"_s);  // poison
        }
        m_team->redis.cli(QByteArrayList{"RPUSH"_ba, "message_queue"_ba} + some);
        if (const QByteArray id = workOnce(); !id.isEmpty()) theirs << id;
        if (n == kRounds / 2) killed.engine.crash();
        if (n == kRounds * 3 / 4) QVERIFY(m_team->startMember(killed, quick));
    }
    QTRY_COMPARE_WITH_TIMEOUT(list("message_queue"), others, kListPatience);
    const auto open = [&] { return m_store.rows(u"select count(*) from tasks where state in (0, 1)"_s); };
    QTRY_COMPARE_WITH_TIMEOUT(open(), QStringList{u"0"_s}, kListPatience);
    QTRY_COMPARE_WITH_TIMEOUT(m_team->redis.cli({"KEYS"_ba, "message_queue:processing:*"_ba}), QByteArray(),
                              kListPatience);

    QSet<QByteArray> stored;
    for (int session = 1; session <= kListSessions; ++session) {
        QList<int> order;
        const QStringList found = m_store.rows(
            u"select m.message_id from messages m join conversations c on c.id = "
            "m.conversation_id where c.conversation_id = 'W-%1' and m.speaker in (0, 1) order by "
            "m.rev"_s.arg(session));
        for (const QString& id : found) {
            QVERIFY2(!stored.contains(id.toLatin1()), qPrintable(id));
            stored << id.toLatin1();
            order << id.section(u"-m"_s, 1).toInt();
        }
        QVERIFY2(std::ranges::is_sorted(order), qPrintable(found.join(u' ')));
    }
    // The poison may have met their worker, which takes whatever comes.
    QSet<QByteArray> poison;
    for (const QByteArray& element : list("message_queue:dead")) {
        QVERIFY2(element.contains("sender_type must be"), element.constData());
        poison << QJsonDocument::fromJson(element).object()["id"_L1].toString().toLatin1().mid(5);
    }
    QSet<QByteArray> ends = stored;
    ends += theirs;
    ends += poison;
    for (int n = 0; n < kRounds; n += 6)
        pushed << idOf(1, 900 + n);
    QCOMPARE(ends, pushed);
    QCOMPARE(stored.size() + theirs.size() + poison.size(), pushed.size());
}

TONGDAI_FAILPOINT_TEST(SharedListTest)

}  // namespace tongdai::testing

#include "shared_list_pg_test.moc"
