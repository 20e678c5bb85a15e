#include "tests/support/engine_scene.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// backup, restore and move of the real program, with messages that came in over HTTP.
class ShopCommandsE2eTest : public QObject {
    Q_OBJECT

    struct Said {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };

    /// The same program on the same data folder, as an administrator types it.
    static Said run(const EngineScene& scene, const QStringList& words, const QMap<QString, QString>& settings = {})
    {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
        environment.insert(u"HOME"_s, scene.engine.dataDir());
        for (auto it = settings.cbegin(); it != settings.cend(); ++it)
            environment.insert(it.key(), it.value());
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(scene.engine.dataDir());
        process.start(QStringLiteral(TONGDAI_BIN_DIR "/tongdai-engine"),
                      QStringList{u"--data-dir"_s, scene.engine.dataDir()} + words);
        process.waitForFinished(120'000);
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    /// The same message every time: with the sender's clock it was written at.
    static ClientReply sayAgain(EngineScene& scene, int i)
    {
        const QJsonObject message = JsonClient::message(u"khách-%1"_s.arg(i % 5), u"m-%1"_s.arg(i),
                                                        u"Áo này còn size M không ạ? %1"_s.arg(i), 1'763'719'205.0 + i);
        return scene.client.post("/api/v1/enhanced-handle-message", message);
    }

    static bool talk(EngineScene& scene, int from, int to)
    {
        for (int i = from; i < to; ++i) {
            if (sayAgain(scene, i).status != 200) return false;
        }
        return scene.settles(60s);
    }

    static QString messagesIn(const EngineScene& scene)
    {
        return scene.rows(u"select count(*) from messages"_s).value(0);
    }

    static void movesTo(const QMap<QString, QString>& server, const std::function<QByteArray(const QString&)>& ask)
    {
        EngineScene scene;
        QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
        QVERIFY(talk(scene, 0, 20));
        const Said early = run(scene, {u"move"_s}, server);
        QCOMPARE(early.exitCode, 3);  // the shop is open
        QCOMPARE(scene.engine.stop(), 0);
        const QByteArray before = messagesIn(scene).toLatin1();
        const Said moved = run(scene, {u"move"_s}, server);
        QVERIFY2(moved.exitCode == 0, moved.err.constData());
        QVERIFY(moved.out.contains("every table verified"));
        QCOMPARE(ask(u"select count(*) from messages"_s), before);

        for (auto it = server.cbegin(); it != server.cend(); ++it)
            scene.engine.setEnvironment(it.key(), it.value());
        QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
        QVERIFY(sayAgain(scene, 1).json[u"result"_s][u"duplicate"_s].toBool());
        QCOMPARE(scene.say(u"khách-1"_s, u"new"_s, u"Dạ còn không ạ?"_s).status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(ask(u"select count(*) from conversations where pending = 1"_s) == "0", 60'000);
        QCOMPARE(ask(u"select max(seq) from messages m join conversations c on c.id = m.conversation_id where "
                     "c.conversation_id = 'khách-1'"_s),
                 "5"_ba);
        QCOMPARE(scene.engine.stop(), 0);
        QCOMPARE(messagesIn(scene).toLatin1(), before);  // the old file is as it was
    }

private slots:
    void comesBackFromItsBackup()
    {
        EngineScene scene;
        QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
        QVERIFY(talk(scene, 0, 20));
        const QString file = scene.engine.dataDir() + u"/shop.tar"_s;
        const QString before = messagesIn(scene);
        const Said made = run(scene, {u"backup"_s, file});  // while it runs
        QVERIFY2(made.exitCode == 0, made.err.constData());
        QVERIFY(made.out.contains("5 conversations"));
        QVERIFY(talk(scene, 20, 30));

        QCOMPARE(run(scene, {u"restore"_s, file}).exitCode, 3);  // not under a running shop
        QCOMPARE(scene.engine.stop(), 0);
        const Said back = run(scene, {u"restore"_s, file});
        QVERIFY2(back.exitCode == 0, back.err.constData());
        QCOMPARE(messagesIn(scene), before);

        QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
        QVERIFY(talk(scene, 20, 30));  // forgotten by going back, so they are new again
        QVERIFY(messagesIn(scene).toInt() > before.toInt());
        // An older history, as somebody wanted it; the log says so.
        QTRY_VERIFY(scene.admin.get("/api/v1/admin/audit").body.contains("backup_restored"));
        QCOMPARE(scene.admin.get("/api/v1/admin/audit/verify").json["history"_L1].toString(), u"ok"_s);
        QCOMPARE(scene.engine.stop(), 0);
    }

    /// An empty file beside the shop's secrets is no new shop: its owner hears of it, and of the newest backup.
    void anEmptiedHistoryIsNoNewShop()
    {
        EngineScene scene;
        QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
        QVERIFY(talk(scene, 0, 5));
        const QString older = scene.engine.dataDir() + u"/older.tar"_s;
        const QString newer = scene.engine.dataDir() + u"/newer.tar"_s;
        QCOMPARE(run(scene, {u"backup"_s, older}).exitCode, 0);
        QVERIFY(talk(scene, 5, 10));
        QCOMPARE(run(scene, {u"backup"_s, newer}).exitCode, 0);
        QCOMPARE(scene.engine.stop(), 0);
        const QString before = messagesIn(scene);
        QVERIFY(QFile::resize(scene.engine.historyFile(), 0));

        QVERIFY(!scene.start());
        QCOMPARE(scene.engine.exitCode(), 4);
        const QByteArray said = scene.engine.errorOutput();
        QVERIFY2(said.contains("the file is empty") && said.contains(newer.toUtf8()), said.constData());
        const Said checked = run(scene, {u"--check"_s, u"--port"_s, u"0"_s});
        QCOMPARE(checked.exitCode, 1);
        QVERIFY2(checked.out.contains("the file is empty") && checked.out.contains(newer.toUtf8()),
                 checked.out.constData());
        for (const QStringList& act : {QStringList{u"--migrate"_s}, QStringList{u"backup"_s, older}})
            QVERIFY(run(scene, act).exitCode != 0);
        QCOMPARE(QFileInfo(scene.engine.historyFile()).size(), 0);

        QCOMPARE(run(scene, {u"restore"_s, newer}).exitCode, 0);
        QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
        QCOMPARE(messagesIn(scene), before);
        QCOMPARE(scene.engine.stop(), 0);
    }

    void aDamagedBackupChangesNothing()
    {
        EngineScene scene;
        QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
        QVERIFY(talk(scene, 0, 5));
        QCOMPARE(scene.engine.stop(), 0);
        const QString name = scene.engine.dataDir() + u"/shop.tar"_s;
        QCOMPARE(run(scene, {u"backup"_s, name}).exitCode, 0);
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2));
        file.write("x");
        file.close();
        const QString before = messagesIn(scene);
        const Said refused = run(scene, {u"restore"_s, name});
        QCOMPARE(refused.exitCode, 6);
        QVERIFY(refused.err.contains("damaged"));
        QCOMPARE(messagesIn(scene), before);
    }

    void goesOnOnPostgres()
    {
        PostgresServer server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        QVERIFY(server.createDatabase(u"shop"_s));
        movesTo({{u"POSTGRES_HOST"_s, server.host()},
                 {u"POSTGRES_DB"_s, u"shop"_s},
                 {u"POSTGRES_USER"_s, PostgresServer::user()}},
                [&](const QString& sql) { return server.psql(u"shop"_s, sql); });
    }

    void goesOnOnMariadb()
    {
        MariadbServer server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        QVERIFY(server.createDatabase(u"shop"_s));
        movesTo({{u"MYSQL_HOST"_s, server.socketPath()},
                 {u"MYSQL_DB"_s, u"shop"_s},
                 {u"MYSQL_USER"_s, MariadbServer::user()}},
                [&](const QString& sql) { return server.ask(u"use shop; "_s + sql); });
    }
};

TONGDAI_TEST(ShopCommandsE2eTest)

#include "shop_commands_e2e_test.moc"
