#include "tests/engine/history/history_behaviour.h"

#include "tests/support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class SqliteHistoryTest : public HistoryBehaviour {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

protected:
    HistoryBackend makeBackend() override
    {
        m_dir = std::make_unique<QTemporaryDir>();
        return sqliteBackend(m_dir->filePath(u"history.sqlite"_s));
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
};

TONGDAI_TEST(SqliteHistoryTest)

}  // namespace tongdai::testing

#include "sqlite_history_test.moc"
