#include "tests/e2e/older_history_behaviour.h"
#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// In the embedded store.
class OlderHistoryE2eTest : public OlderHistoryBehaviour {
    Q_OBJECT
protected:
    void makeShop() override { m_scene = std::make_unique<EngineScene>(); }
    bool start() override { return m_scene->start(); }
    EngineProcess& engine() override { return m_scene->engine; }
    JsonClient& client() override { return m_scene->client; }
    JsonClient& admin() override { return m_scene->admin; }
    void change(const QString& sql) override
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"intruder"_s);
            database.setDatabaseName(m_scene->engine.historyFile());
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY2(query.exec(sql), qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(u"intruder"_s);
    }

private slots:
    /// The whole file, as somebody puts an older one back by hand.
    void anOlderFileIsFound()
    {
        beginShop();
        QCOMPARE(engine().stop(), 0);
        const QString file = m_scene->engine.historyFile();
        QVERIFY(QFile::copy(file, file + ".old"_L1));
        QVERIFY(m_scene->start());
        say(u"m2"_s);
        QCOMPARE(engine().stop(), 0);
        QVERIFY(QFile::remove(file));
        for (const QLatin1StringView tail : {"-wal"_L1, "-shm"_L1})
            QFile::remove(file + tail);
        QVERIFY(QFile::copy(file + ".old"_L1, file));
        QVERIFY2(m_scene->start(), qPrintable(engine().problem()));
        QTRY_COMPARE(told(), u"older_copy"_s);
        QCOMPARE(engine().stop(), 0);
    }

private:
    std::unique_ptr<EngineScene> m_scene;
};

TONGDAI_TEST(OlderHistoryE2eTest)
#include "older_history_e2e_test.moc"
