#include "engine/history/store/migrations.h"
#include "tests/engine/history/history_behaviour.h"

#include "tests/support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class SqliteHistoryTest : public HistoryBehaviour {
    Q_OBJECT

    QTemporaryDir m_migrated;
    std::unique_ptr<QTemporaryDir> m_dir;

    static QString fileIn(const QTemporaryDir& dir) { return dir.filePath(u"history.sqlite"_s); }

protected:
    /// A copy of a migrated one: the migrations take longer than most functions here.
    HistoryBackend makeBackend() override
    {
        m_dir = std::make_unique<QTemporaryDir>();
        if (!QFile::copy(fileIn(m_migrated), fileIn(*m_dir))) qFatal("the store could not be copied");
        return sqliteBackend(fileIn(*m_dir));
    }
    void dropBackend() override { m_dir.reset(); }
    QByteArray bytesOnDisk() override
    {
        QByteArray bytes;
        for (const QFileInfo& info : QDir(m_dir->path()).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly)) bytes += file.readAll();
        }
        return bytes;
    }
    QByteArray logPosition() override { return QByteArray::number(QFileInfo(fileIn(*m_dir) + u"-wal"_s).size()); }
    StoreWrites writesSince(const QByteArray& position) override
    {
        return {0, 0, logPosition().toLongLong() - position.toLongLong()};  // it begins anew after 1,000 pages only
    }

private slots:
    void initTestCase()
    {
        const std::unique_ptr<SqlSession> session = sqliteBackend(fileIn(m_migrated)).writer();
        session->open();
        migrate(*session, migrationsFor(session->dialect().name));
        session->close();
    }

    /// Who copies the file alone after a stop has everything: nothing is left in the log beside it.
    void leavesAWholeFileAtTheStop()
    {
        const QTemporaryDir dir;
        const QString file = fileIn(dir);
        for (int stop = 1; stop <= 25; ++stop) {
            SqlHistory history(sqliteBackend(file), clock());
            await(history.open());
            await(history.accept(message(u"c1"_s, u"m%1"_s.arg(stop)), {}));
            std::vector<QCoro::Task<QueueCounts>> reads;
            for (int i = 0; i < 8; ++i)  // busies every reader
                reads.push_back(history.queueCounts(OperatorId("lan"_ba), {}));
            awaitAll(std::move(reads));
            history.close();
            QVERIFY2(!QFile::exists(file + u"-wal"_s), qPrintable(u"after stop %1"_s.arg(stop)));
        }
    }
};

TONGDAI_TEST(SqliteHistoryTest)

}  // namespace tongdai::testing

#include "sqlite_history_test.moc"
