#include "app/json_log.h"

#include "engine/domain/log.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;

class JsonLogTest : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { stopLogging(); }

    /// F66
    void aLineIsOneObjectWithItsFields()
    {
        QTemporaryDir dir;
        startLogging({dir.filePath(u"log"_s), 1000000, 3, false, u"info"_s});
        const Log log("pipeline");
        log.warn("late finish refused", {{u"fence"_s, 42}, {u"text"_s, u"two\nlines"_s}});
        log.debug("not written");
        stopLogging();
        QFile file(dir.filePath(u"log"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 1);
        const QJsonObject line = QJsonDocument::fromJson(lines.first()).object();
        QCOMPARE(line.value("message"_L1).toString(), u"late finish refused"_s);
        QCOMPARE(line.value("level"_L1).toString(), u"warning"_s);
        QCOMPARE(line.value("category"_L1).toString(), u"pipeline"_s);
        QCOMPARE(line.value("fence"_L1).toInt(), 42);
    }

    void rotatesBySizeAndKeepsTheAskedNumber()
    {
        QTemporaryDir dir;
        startLogging({dir.filePath(u"log"_s), 2000, 3, false, u"info"_s});
        const Log log("x");
        for (int i = 0; i < 200; ++i)
            log.info("a line of some length that fills the file");
        stopLogging();
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 3);
        for (const QFileInfo& info : QDir(dir.path()).entryInfoList(QDir::Files))
            QVERIFY(info.size() <= 2000);
    }
};

TONGDAI_TEST(JsonLogTest)

}  // namespace tongdai::app

#include "json_log_test.moc"
