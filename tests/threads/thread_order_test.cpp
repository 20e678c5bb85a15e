#include "tests/support/test_registry.h"
#include "tests/support/thread_order/ordered_application.h"

#include <QProcess>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60'000;
#ifdef TONGDAI_TELLS_THREAD_ORDER
constexpr bool kIsWatched = true;
#else
constexpr bool kIsWatched = false;
#endif

struct Verdict {
    int exitCode = -1;
    QByteArray counted;
    QByteArray report;
};

Verdict verdictOn(const QString& way)
{
    QProcess probe;
    probe.start(QStringLiteral(TONGDAI_TEST_BIN_DIR "/thread_order_probe"), {way});
    if (!probe.waitForFinished(kPatience) || probe.exitStatus() != QProcess::NormalExit) return {};
    return {probe.exitCode(), probe.readAllStandardOutput().trimmed(), probe.readAllStandardError()};
}

}  // namespace

/// A sanitizer that is told too little cries at correct code, one that is told too much is blind. In builds without it
/// the same programs just count.
class ThreadOrderTest : public QObject {
    Q_OBJECT
private slots:
    void whatQtOrdersIsNoRace_data();
    void whatQtOrdersIsNoRace();
    void whatNothingOrdersIsReported_data();
    void whatNothingOrdersIsReported();
};

void ThreadOrderTest::whatQtOrdersIsNoRace_data()
{
    QTest::addColumn<QByteArray>("counted");
    QTest::newRow("guarded") << "2000"_ba;
    QTest::newRow("posted") << "3"_ba;
    QTest::newRow("awaited") << "2000"_ba;
    QTest::newRow("emitted") << "2"_ba;
    QTest::newRow("ended") << "2"_ba;
    QTest::newRow("deleted-later") << "1"_ba;
    QTest::newRow("pooled") << "3"_ba;
}

void ThreadOrderTest::whatQtOrdersIsNoRace()
{
    QFETCH(const QByteArray, counted);
    const Verdict verdict = verdictOn(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(verdict.report.isEmpty(), verdict.report.constData());
    QCOMPARE(verdict.exitCode, 0);
    QCOMPARE(verdict.counted, counted);
}

void ThreadOrderTest::whatNothingOrdersIsReported_data()
{
    QTest::addColumn<int>("exitCode");
    for (const char* const way : {"bare", "posted-then-written", "emitted-then-written"})
        QTest::newRow(way) << (kIsWatched ? 66 : 0);
}

void ThreadOrderTest::whatNothingOrdersIsReported()
{
    QFETCH(const int, exitCode);
    const Verdict verdict = verdictOn(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(verdict.exitCode, exitCode);
    QCOMPARE(verdict.report.contains("WARNING: ThreadSanitizer: data race"), kIsWatched);
}

TONGDAI_TEST(ThreadOrderTest)

}  // namespace tongdai

#include "thread_order_test.moc"
