#include "app/shop_works.h"

#include "app/setup_desk.h"
#include "app/start_up.h"
#include "engine/host/boot/engine_runtime.h"
#include "tests/support/http_client.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;
using api::ShopOutcome;
using api::ShopTrouble;
using testing::JsonClient;
using testing::PostgresServer;

/// Settings, backup, restore and move around a real engine, as the console has them: the engine is stopped and started
/// inside the running program.
class ShopWorksTest : public QObject {
    Q_OBJECT

    struct Console {
        explicit Console(const QString& dir)
            : line(lineFor(dir)),
              engine(std::get<EngineConfig>(readConfig(line))),
              desk(line, engine),
              works(desk, engine)
        {
            connect(&engine, &EngineRuntime::ready, &engine, [this](const QUrl& url) { client.setBase(url); });
            client.setToken(engine.config().pancakeToken.toUtf8());
        }
        ~Console()
        {
            QSignalSpy stopped(&engine, &EngineRuntime::stopped);
            engine.stop();
            if (stopped.isEmpty()) stopped.wait(15'000);
        }
        static CommandLine lineFor(const QString& dir)
        {
            CommandLine line;
            line.sources.dataDir = dir;
            line.sources.settingsFile = dir + u"/settings.conf"_s;
            line.sources.options[u"API_PORT"_s] = u"0"_s;
            return line;
        }
        bool start()
        {
            QSignalSpy ready(&engine, &EngineRuntime::ready);
            engine.start();
            return ready.wait(20'000);
        }
        int say(int number)
        {
            const QJsonObject message = JsonClient::message(u"c%1"_s.arg(number % 3), u"m-%1"_s.arg(number),
                                                            u"Còn size M không ạ?"_s, 1'763'719'205.0 + number);
            return client.post("/api/v1/enhanced-handle-message", message).status;
        }
        ShopOutcome outcomeOf(const std::function<void()>& act)
        {
            QSignalSpy ended(&works, &api::ShopWorks::ended);
            act();
            if (ended.isEmpty()) ended.wait(60'000);
            if (!ended.isEmpty()) return ended[0][0].value<ShopOutcome>();
            ShopOutcome none;
            none.trouble = ShopTrouble::Busy;
            return none;
        }

        CommandLine line;
        EngineRuntime engine;
        SetupDeskHost desk;
        ShopWorksHost works;
        JsonClient client{QUrl(u"http://127.0.0.1"_s)};
    };

    std::unique_ptr<QTemporaryDir> m_dir;

    static api::ConnectionForm formOf(const PostgresServer& server)
    {
        api::ConnectionForm form;
        form.host = server.host();
        form.port = server.port();
        form.database = u"shop"_s;
        form.user = PostgresServer::user();
        return form;
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QDir().mkpath(m_dir->filePath(u"data"_s));
    }

    void theEngineComesBackAfterARestart()
    {
        Console console(m_dir->filePath(u"data"_s));
        QVERIFY(console.start());
        QCOMPARE(console.say(1), 200);
        QSignalSpy saved(&console.desk, &api::SetupDesk::saved);
        api::SetupChanges changes;
        changes.platform = QUrl(u"http://127.0.0.1:9"_s);
        console.desk.save(changes);
        QVERIFY(saved.wait(5000));
        QVERIFY(console.desk.state().needsRestart);
        for (int round = 0; round < 2; ++round) {
            QSignalSpy restarted(&console.desk, &api::SetupDesk::restarted);
            console.desk.restartEngine();
            QVERIFY(restarted.wait(30'000));
            QVERIFY(!console.desk.state().needsRestart);
            QCOMPARE(console.engine.config().platformUrl, QUrl(u"http://127.0.0.1:9"_s));
            QCOMPARE(console.say(2 + round), 200);
        }
    }

    void settingsThatCannotBeUsedLeaveTheEngineRunning()
    {
        Console console(m_dir->filePath(u"data"_s));
        QVERIFY(console.start());
        QFile file(console.line.sources.settingsFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("LOG_FILES=many\n");
        file.close();
        QSignalSpy failed(&console.desk, &api::SetupDesk::restartFailed);
        QSignalSpy ready(&console.engine, &EngineRuntime::ready);
        console.desk.restartEngine();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
        QVERIFY(failed[0][0].toString().contains("LOG_FILES"_L1));
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30'000);
        QCOMPARE(console.say(1), 200);
    }

    void aBackupComesBackIntoTheRunningConsole()
    {
        Console console(m_dir->filePath(u"data"_s));
        QVERIFY(console.start());
        for (int i = 0; i < 6; ++i)
            QCOMPARE(console.say(i), 200);
        const QString file = m_dir->filePath(u"shop.tar"_s);
        const ShopOutcome made = console.outcomeOf([&] { console.works.backUp(file); });
        QCOMPARE(made.trouble, ShopTrouble::None);
        QCOMPARE(made.conversations, 3);
        QCOMPARE(console.say(10), 200);
        QCOMPARE(console.outcomeOf([&] { console.works.inspect(file); }).conversations, 3);
        QSignalSpy ready(&console.engine, &EngineRuntime::ready);
        const ShopOutcome back = console.outcomeOf([&] { console.works.restore(file, false); });
        QCOMPARE(back.trouble, ShopTrouble::None);
        QVERIFY(QFile::exists(back.oldPlace + u"/history.sqlite"_s));
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30'000);
        QCOMPARE(console.say(10), 200);  // forgotten by going back: a new message again
        QVERIFY(!console.works.isBusy());
    }

    void anUnusableBackupBringsTheShopBackAsItWas()
    {
        Console console(m_dir->filePath(u"data"_s));
        QVERIFY(console.start());
        QCOMPARE(console.say(1), 200);
        QSignalSpy ready(&console.engine, &EngineRuntime::ready);
        const ShopOutcome refused = console.outcomeOf(
            [&] { console.works.restore(console.line.sources.dataDir + u"/history.sqlite"_s, false); });
        QCOMPARE(refused.trouble, ShopTrouble::NotABackup);
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30'000);
        QCOMPARE(console.say(2), 200);
    }

    void aMovedShopGoesOnOnTheServer()
    {
        PostgresServer server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        QVERIFY(server.createDatabase(u"shop"_s));
        Console console(m_dir->filePath(u"data"_s));
        QVERIFY(console.start());
        for (int i = 0; i < 6; ++i)
            QCOMPARE(console.say(i), 200);

        api::ConnectionForm wrong = formOf(server);
        wrong.database = u"nowhere"_s;
        QSignalSpy again(&console.engine, &EngineRuntime::ready);
        QCOMPARE(console.outcomeOf([&] { console.works.move(wrong); }).trouble, ShopTrouble::StoreTrouble);
        QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 30'000);
        QVERIFY(!console.engine.config().database);
        QCOMPARE(console.say(6), 200);

        QSignalSpy ready(&console.engine, &EngineRuntime::ready);
        const ShopOutcome moved = console.outcomeOf([&] { console.works.move(formOf(server)); });
        QVERIFY2(moved.trouble == ShopTrouble::None, qPrintable(moved.detail));
        QCOMPARE(moved.conversations, 3);
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30'000);
        QVERIFY(console.engine.config().database.has_value());
        QVERIFY(!console.desk.state().historyTarget.isEmpty());
        const int before = server.psql(u"shop"_s, u"select count(*) from messages where speaker = 0"_s).toInt();
        QCOMPARE(before, 7);
        QCOMPARE(console.say(7), 200);
        QCOMPARE(server.psql(u"shop"_s, u"select count(*) from messages where speaker = 0"_s).toInt(), 8);
        QVERIFY(QFile::exists(moved.oldPlace));
        // From now on a backup is the server's business.
        QCOMPARE(console.outcomeOf([&] { console.works.backUp(m_dir->filePath(u"x.tar"_s)); }).trouble,
                 ShopTrouble::NotEmbedded);
    }
};

TONGDAI_TEST(ShopWorksTest)

}  // namespace tongdai::app

#include "shop_works_pg_test.moc"
