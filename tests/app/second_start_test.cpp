#include "app/second_start.h"

#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

namespace tongdai::app {

using namespace Qt::StringLiterals;

class SecondStartTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8()); }

    void theFirstIsAskedAndAnswers()
    {
        // Deeper than a socket's path may be.
        const QString folder = m_dir.path() + u"/"_s + QString(150, u'đ').left(60) + u"/"_s + QString(120, u'x');
        QVERIFY(QDir().mkpath(folder));
        const SecondStart first(folder);
        const QSignalSpy wanted(&first, &SecondStart::raiseWanted);
        QVERIFY(knock(folder));
        QVERIFY(knock(folder + u"/../"_s + QString(120, u'x')));  // the same folder, named otherwise
        QCOMPARE(wanted.count(), 2);
        QVERIFY(!knock(m_dir.path()));  // another shop
        QCOMPARE(wanted.count(), 2);
    }

    void theDesktopsTokenIsHandedOver()
    {
        const SecondStart first(m_dir.path());
        QByteArray seen;
        connect(&first, &SecondStart::raiseWanted, this, [&seen] { seen = qgetenv("XDG_ACTIVATION_TOKEN"); });
        qputenv("XDG_ACTIVATION_TOKEN", "token-7");
        QVERIFY(knock(m_dir.path()));
        QCOMPARE(seen, "token-7"_ba);
        qunsetenv("XDG_ACTIVATION_TOKEN");
    }

    void whoWasKilledLeavesNoDoor()
    {
        auto* killed = new SecondStart(m_dir.path());  // stays where it is, as after kill -9
        const SecondStart next(m_dir.path());
        const QSignalSpy wanted(&next, &SecondStart::raiseWanted);
        QVERIFY(knock(m_dir.path()));
        QCOMPARE(wanted.count(), 1);
        delete killed;
    }

    void theFirstMayBeOnItsWayToItsWindow()
    {
        std::unique_ptr<SecondStart> first;
        bool answered = false;
        const std::unique_ptr<QThread> second(
            QThread::create([this, &answered] { answered = SecondStart::raiseFirst(m_dir.path()); }));
        second->start();
        first = std::make_unique<SecondStart>(m_dir.path());  // most often after the first knock
        while (!second->isFinished())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QVERIFY(answered);
    }

    void withoutAFirstNobodyAnswers() { QVERIFY(!SecondStart::raiseFirst(m_dir.path())); }

private:
    /// From another thread, as from another process: the first needs its event loop.
    static bool knock(const QString& folder)
    {
        bool answered = false;
        const std::unique_ptr<QThread> second(
            QThread::create([&answered, &folder] { answered = SecondStart::raiseFirst(folder); }));
        second->start();
        while (!second->isFinished())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        return answered;
    }

    QTemporaryDir m_runtime;
    QTemporaryDir m_dir;
};

TONGDAI_TEST(SecondStartTest)

}  // namespace tongdai::app

#include "second_start_test.moc"
