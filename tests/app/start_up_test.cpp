#include "app/start_up.h"

#include "tests/support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;

class StartUpTest : public QObject {
    Q_OBJECT
private slots:
    /// F14
    void oneProcessHasTheFolder()
    {
        QTemporaryDir dir;
        const auto first = lockDataDir(dir.path());
        QVERIFY(std::holds_alternative<std::unique_ptr<QLockFile>>(first));
        const auto second = lockDataDir(dir.path());
        const auto* failure = std::get_if<StartUpFailure>(&second);
        QVERIFY(failure);
        QCOMPARE(failure->exitCode, kExitAlreadyRunning);
        QVERIFY2(failure->text.contains(QString::number(QCoreApplication::applicationPid())),
                 qPrintable(failure->text));
    }

    /// Not the same as one that another process has: whoever watches over the program must start it again.
    void aFolderThatTakesNothingIsNotOneInUse()
    {
        QTemporaryDir dir;
        const QString gone = dir.filePath(u"gone"_s);
        const auto locked = lockDataDir(gone);
        const auto* failure = std::get_if<StartUpFailure>(&locked);
        QVERIFY(failure);
        QCOMPARE(failure->exitCode, kExitNoData);
        QVERIFY2(failure->text.contains(gone), qPrintable(failure->text));
        QVERIFY2(!failure->text.contains("already runs"_L1), qPrintable(failure->text));
    }
};

TONGDAI_TEST(StartUpTest)

}  // namespace tongdai::app

#include "start_up_test.moc"
