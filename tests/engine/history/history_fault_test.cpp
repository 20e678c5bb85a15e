#include "engine/history/sql_history.h"
#include "engine/history/sqlite/sqlite_session.h"
#include "engine/history/store/verify_state.h"
#include "tests/engine/history/history_behaviour.h"

#include "tests/support/test_registry.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>
#include <cstdio>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMessages = 12;
const char kStoreVariable[] = "TONGDAI_FAULT_STORE";
const char kLimitVariable[] = "TONGDAI_FAULT_FILE_LIMIT";

IncomingMessage message(int number)
{
    IncomingMessage incoming;
    incoming.source = "platform"_ba;
    incoming.conversation = ConversationId(u"c%1"_s.arg(number % 3).toUtf8());
    incoming.messageId = MessageId(u"m%1"_s.arg(number).toUtf8());
    incoming.sender = SenderId("u1"_ba);
    incoming.content = u"tin %1 "_s.arg(number) + QString(2000, u'x');
    incoming.sentAt = 1.7e9 + number;
    incoming.bodyHash = hashBody(incoming);
    return incoming;
}

FinishRequest answer(const Accepted& accepted)
{
    FinishRequest request;
    request.claim = *accepted.claim;
    request.upto = accepted.message.seq;
    request.turn.answer.responseText = u"Dạ "_s + accepted.message.messageId.toString();
    request.turn.answer.actions = {{ActionType::SendMessage, {{u"message"_s, u"Dạ"_s}}}};
    request.reply = {{u"status"_s, u"completed"_s}};
    return request;
}

void say(const QString& line)
{
    std::printf("SAID %s\n", qPrintable(line));
    std::fflush(stdout);
}

}  // namespace

/// Crashes of the process around the store's commits (guarantees F01, F02, F05, F06, F36, F38). Each test starts this
/// same program again as the victim (the slot isTheVictim, with a store to work on and a fault to meet) and then looks
/// at what it left behind.
class HistoryFaultTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_stores = 0;

    QString newStore() { return m_dir.filePath(u"store-%1.sqlite"_s.arg(++m_stores)); }

    struct Victim {
        QStringList said;
        bool wasKilled = false;
    };
    static Victim runVictim(const QString& store, const QString& fault, const QString& fileLimit = {})
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(kStoreVariable), store);
        environment.insert(u"FAIL"_s, fault);
        if (!fileLimit.isEmpty()) environment.insert(QString::fromLatin1(kLimitVariable), fileLimit);
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), {u"HistoryFaultTest"_s, u"isTheVictim"_s});
        process.waitForFinished(60'000);
        Victim victim;
        for (const QString& line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n')) {
            if (line.startsWith("SAID "_L1)) victim.said << line.mid(5);
        }
        victim.wasKilled = process.exitStatus() == QProcess::CrashExit;
        return victim;
    }

    // Repeats everything with the same ids, as the callers of a crashed engine do, and checks the promises.
    static void checkNothingIsLostOrDoubled(const QString& store, const QStringList& said)
    {
        StandingClock clock;
        SqlHistory history(sqliteBackend(store), clock);
        await(history.open());
        SqliteSession session(store, SqliteSession::Access::ReadWrite);
        session.open();
        session.checkUndamaged();
        QCOMPARE(verifyState(session), QStringList());

        session.run(u"update conversations set lease_until = 0"_s);
        for (int i = 0; i < kMessages; ++i) {
            const AcceptOutcome outcome = await(history.accept(message(i), OwnerId(u"after-%1"_s.arg(i).toUtf8())));
            const bool isKnown = std::holds_alternative<Duplicate>(outcome);
            const bool wasAnswered = said.contains(u"stored m%1"_s.arg(i));
            QVERIFY2(isKnown || !wasAnswered, qPrintable(u"m%1 was acknowledged and is lost"_s.arg(i)));
            if (const auto* accepted = std::get_if<Accepted>(&outcome); accepted && accepted->claim) {
                FinishRequest request = answer(*accepted);
                await(history.finish(request));
            }
        }
        for (const ConversationId& id : await(history.due(100))) {
            const auto claim = std::get<Claim>(await(history.claim(id, OwnerId("poller"_ba))));
            FinishRequest request;
            request.claim = claim;
            request.upto = await(history.context(claim, 1)).upto;
            request.turn.answer.responseText = u"Dạ"_s;
            QVERIFY(std::holds_alternative<Finished>(await(history.finish(request))));
        }
        QCOMPARE(verifyState(session), QStringList());
        QCOMPARE(session.run(u"select count(*) from messages where speaker = 0"_s)[0][0].toInteger(), kMessages);
        QCOMPARE(session.run(u"select count(*) from messages where speaker = 0 and state = 0"_s)[0][0].toInteger(), 0);
    }

private slots:
    void isTheVictim()
    {
        const QString store = qEnvironmentVariable(kStoreVariable);
        if (store.isEmpty()) return;  // an ordinary run of the tests: nobody to harm
        if (const int limit = qEnvironmentVariableIntValue(kLimitVariable); limit > 0) {
            ::signal(SIGXFSZ, SIG_IGN);  // a write beyond the limit fails, as on a full disk
            const rlimit bytes{rlim_t(limit), rlim_t(limit)};
            ::setrlimit(RLIMIT_FSIZE, &bytes);
        }
        StandingClock clock;
        SqlHistory history(sqliteBackend(store), clock);
        try {
            await(history.open());
        } catch (const StoreError&) {
            return;  // the limit has no room for the schema
        }
        for (int i = 0; i < kMessages; ++i) {
            try {
                const AcceptOutcome outcome =
                    await(history.accept(message(i), OwnerId(u"victim-%1"_s.arg(i).toUtf8())));
                const auto* accepted = std::get_if<Accepted>(&outcome);
                say(u"stored m%1"_s.arg(i));
                if (!accepted) say(u"as a repetition m%1"_s.arg(i));
                if (!accepted || !accepted->claim) continue;
                const FinishOutcome finished = await(history.finish(answer(*accepted)));
                say((std::holds_alternative<Finished>(finished) ? u"finished m%1"_s : u"refused m%1"_s).arg(i));
            } catch (const StoreError& error) {
                say(u"failed m%1: %2"_s.arg(i).arg(error.cause()));
            }
        }
    }

    void killedAroundACommit_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char* place :
             {"accept.before-commit@1", "accept.before-commit@5", "accept.committed@1", "accept.committed@5",
              "finish.before-commit@1", "finish.before-commit@4", "finish.committed@1", "finish.committed@4"})
            QTest::newRow(place) << QString::fromLatin1(place) + u":kill"_s;
    }
    void killedAroundACommit()
    {
        QFETCH(QString, fault);
        const QString store = newStore();
        const Victim victim = runVictim(store, fault);
        QVERIFY2(victim.wasKilled, "the fault did not happen");
        checkNothingIsLostOrDoubled(store, victim.said);
    }

    void readsTheTruthBackWhenACommitsAnswerIsLost()
    {
        // The commit succeeded, its answer did not arrive: the callers still get their own outcome, once.
        const QString store = newStore();
        const Victim victim = runVictim(store, u"accept.committed@3:err,finish.committed@5:err"_s);
        QVERIFY(!victim.wasKilled);
        QCOMPARE(victim.said.filter(u"stored"_s).size(), kMessages);
        QCOMPARE(victim.said.filter(u"finished"_s).size(), kMessages);
        QCOMPARE(victim.said.filter(u"repetition"_s).size(), 0);
        checkNothingIsLostOrDoubled(store, victim.said);
    }

    void survivesAnErrorBeforeTheCommit()
    {
        const QString store = newStore();
        const Victim victim = runVictim(store, u"accept.before-commit@2:err,finish.before-commit@2:err"_s);
        QCOMPARE(victim.said.filter(u"finished"_s).size(), kMessages);
        checkNothingIsLostOrDoubled(store, victim.said);
    }

    void saysSoWhenTheDiskIsFull()
    {
        // The limit has to be met among the messages; the schema before them fills some 300 kilobytes. Where it does
        // not fit, the victim ends without a word.
        for (int limit = 300'000; limit <= 1'500'000; limit += 15'000) {
            const QString store = newStore();
            const Victim victim = runVictim(store, {}, QString::number(limit));
            if (victim.said.isEmpty()) continue;
            QVERIFY(!victim.wasKilled);
            if (victim.said.filter(u"failed"_s).isEmpty() || victim.said.filter(u"stored"_s).isEmpty()) continue;
            checkNothingIsLostOrDoubled(store, victim.said);
            return;
        }
        QFAIL("no limit was met among the messages");
    }

    void refusesADamagedStore()
    {
        const QString store = newStore();
        runVictim(store, {});
        QFile file(store);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(8192);
        file.write(QByteArray(4096, '\x5a'));
        file.close();
        StandingClock clock;
        SqlHistory history(sqliteBackend(store), clock);
        try {
            await(history.open());
            QFAIL("a damaged store was opened");
        } catch (const StoreError& error) {
            QCOMPARE(error.kind(), StoreError::Kind::Corrupt);
        }
    }

    void endsEveryCallWhenItIsClosed()
    {
        StandingClock clock;
        auto history = std::make_unique<SqlHistory>(sqliteBackend(newStore()), clock);
        await(history->open());
        std::vector<QCoro::Task<AcceptOutcome>> tasks;
        for (int i = 0; i < kMessages; ++i)
            tasks.push_back(history->accept(message(i), OwnerId()));
        auto question = history->queueCounts({}, {});
        history->close();
        int ended = 0;
        for (auto& task : tasks) {
            try {
                await(std::move(task));
                ++ended;
            } catch (const StoreError& error) {
                QCOMPARE(error.kind(), StoreError::Kind::Unreachable);
                ++ended;
            }
        }
        QCOMPARE(ended, kMessages);
        try {
            await(std::move(question));
        } catch (const StoreError& error) {
            QCOMPARE(error.kind(), StoreError::Kind::Unreachable);
        }
        bool refused = false;
        try {
            await(history->accept(message(99), OwnerId()));
        } catch (const StoreError&) {
            refused = true;
        }
        QVERIFY(refused);
    }
};

TONGDAI_FAILPOINT_TEST(HistoryFaultTest)

}  // namespace tongdai::testing

#include "history_fault_test.moc"
