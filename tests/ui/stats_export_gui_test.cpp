#include "ui/stats/stats_page.h"

#include "tests/support/test_registry.h"
#include "tests/ui/stats_stage.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::StatsStage;

namespace {

QStringList csvFirstColumn(const QByteArray& csv)
{
    QStringList cells;
    const QStringList lines = QString::fromUtf8(csv).split(u"\r\n"_s);
    for (const QString& line : lines)
        cells << line.section(u',', 0, 0);
    return cells;
}

}  // namespace

/// The figures as files: a table, a workbook, a picture.
class StatsExportTest : public QObject {
    Q_OBJECT
private slots:
    /// F74: what somebody else named stays text in a spreadsheet.
    void exportsWhatIsShown()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"figures.csv"_s);
        StatsStage stage;
        stage.open();
        QVERIFY2(!stage.page->exportTo(path).isEmpty(), "there is nothing yet");
        stage.statistics.answerBusy();
        QCOMPARE(stage.page->exportTo(path), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray csv = file.readAll();
        QVERIFY(csv.startsWith("\xEF\xBB\xBF"));
        const StatsReport report = testing::busyReport(stage.statistics.asked[0], stage.statistics.now);
        QVERIFY(csv.contains("Messages in," + QByteArray::number(report.in) + ','));
        for (const StatsPoint& point : report.points) {
            const QByteArray line =
                stage.language.formats().local(point.start).toString(u"yyyy-MM-dd HH:mm"_s).toUtf8() + ',' +
                QByteArray::number(point.in) + ',' + QByteArray::number(point.bot) + ',' +
                QByteArray::number(point.people) + "\r\n";
            QVERIFY2(csv.contains(line), line.constData());
        }
        QVERIFY(csv.contains("\r\n'=1+1"));
        QVERIFY(csv.contains("\r\nOldest wait,372.000,06:12\r\nAll waits together,1040.000,17:20\r\n"));
        QVERIFY(csv.contains("720.000,grows by 12 min an hour\r\n"));
        for (const QString& cell : csvFirstColumn(csv))
            QVERIFY2(cell.isEmpty() || !u"=+-@\t\r"_s.contains(cell[0]), qPrintable(cell));
        QVERIFY2(!stage.page->exportTo(folder.filePath(u"no/such\0file"_s) + u"/x"_s).isNull(), "said, not thrown");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"figures.csv"_s});
    }

    void exportsAWorkbookAndAPicture()
    {
        const QTemporaryDir folder;
        StatsStage stage;
        stage.openBusy();
        const QString book = folder.filePath(u"figures.xlsx"_s);
        QCOMPARE(stage.page->exportTo(book), QString());
        QFile file(book);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith("PK\x03\x04"));
        // A sheet of figures and one for each table: eight of the report, drafts, the steps, ten of how the engine
        // goes.
        QVERIFY(bytes.contains("xl/worksheets/sheet21.xml"));
        QVERIFY(!bytes.contains("xl/worksheets/sheet22.xml"));
        const QString picture = folder.filePath(u"figures.png"_s);
        QCOMPARE(stage.page->exportTo(picture), QString());
        const QImage shown(picture);
        QVERIFY(shown.height() > stage.page->height());  // also what is scrolled out of sight
    }
};

TONGDAI_TEST(StatsExportTest)

}  // namespace tongdai

#include "stats_export_gui_test.moc"
