#include "ui/stats/stats_xlsx.h"

#include "tests/support/fake_statistics.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A cell of a sheet as the file has it.
struct WorkbookCell {
    bool isText = false;
    QString value;
};

/// The workbook as a spreadsheet program would read it, by Debian's unzip.
class Workbook {
public:
    explicit Workbook(const QByteArray& bytes)
    {
        QFile file(m_dir.filePath(u"book.xlsx"_s));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no room for a workbook");
        file.write(bytes);
        file.close();
        QXmlStreamReader shared(part(u"xl/sharedStrings.xml"_s));
        while (!shared.atEnd()) {
            if (shared.readNext() == QXmlStreamReader::StartElement && shared.name() == "t"_L1)
                m_texts << shared.readElementText();
        }
    }

    /// By rows; what is empty is left out.
    QList<QList<WorkbookCell>> sheet(int number) const
    {
        QList<QList<WorkbookCell>> rows;
        QXmlStreamReader xml(part(u"xl/worksheets/sheet%1.xml"_s.arg(number)));
        bool isText = false;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            if (xml.name() == "row"_L1) rows.emplace_back();
            if (xml.name() == "c"_L1) isText = xml.attributes().value("t"_L1) == "s"_L1;
            if (xml.name() == "f"_L1) qFatal("a formula");
            if (xml.name() != "v"_L1) continue;
            const QString value = xml.readElementText();
            rows.back() << WorkbookCell{isText, isText ? m_texts.at(value.toInt()) : value};
        }
        return rows;
    }

private:
    QByteArray part(const QString& name) const
    {
        QProcess unzip;
        unzip.start(u"unzip"_s, {u"-p"_s, m_dir.filePath(u"book.xlsx"_s), name});
        if (!unzip.waitForFinished(60'000)) qFatal("unzip does not answer");
        return unzip.readAllStandardOutput();
    }

    QTemporaryDir m_dir;
    QStringList m_texts;
};

}  // namespace

/// What the Stats page writes for a spreadsheet (features H6, H11): the numbers of its tables, and nothing else.
class StatsWorkbookTest : public QObject {
    Q_OBJECT
private slots:
    void hasEveryCellOfEveryTable()
    {
        const TimePoint now(std::chrono::milliseconds(1'763'712'000'000));
        StatsQuery query;
        query.from = now - 24h;
        query.to = now;
        query.zone = "Asia/Ho_Chi_Minh";
        StatsReport report = testing::busyReport(query, now);
        // Names that a spreadsheet would like to take for something else.
        report.intents = {{u"007"_s, 12, 3, 2, 0.5}, {u"=1+1"_s, 9, 0, 0, 0.25}, {u"1e5"_s, 4, 4, 0, 1}};
        report.operators = {{SenderId("n"_ba), u"nan"_s, 5, 2, 1, {}},
                            {SenderId("i"_ba), u"0912345678"_s, 4, 1, 0, {}}};
        const Formats formats(QLocale(QLocale::Vietnamese, QLocale::Vietnam), QTimeZone("Asia/Ho_Chi_Minh"));
        const StatsWords words(report, formats);
        QString trouble;
        const Workbook book(statsXlsx(words, trouble));
        QCOMPARE(trouble, QString());

        const QList<QList<WorkbookCell>> figures = book.sheet(1);
        const QList<StatsFigure> shown = words.fileFigures();
        QVERIFY(figures.size() > shown.size());
        for (qsizetype i = 0; i < shown.size(); ++i) {
            QCOMPARE(figures[i][0].value, shown[i].label);
            if (shown[i].exact.isEmpty()) continue;
            QVERIFY2(!figures[i][1].isText, qPrintable(shown[i].label));
            QCOMPARE(figures[i][1].value.toDouble(), shown[i].exact.toDouble());
        }

        const QList<StatsTable> tables = words.tables();
        qsizetype cells = 0;
        for (qsizetype t = 0; t < tables.size(); ++t) {
            const QList<QList<WorkbookCell>> rows = book.sheet(int(t) + 2);
            QCOMPARE(rows.size(), tables[t].rows.size() + 1);
            for (qsizetype c = 0; c < tables[t].headers.size(); ++c)
                QCOMPARE(rows[0][c].value, tables[t].headers[c]);
            for (qsizetype r = 0; r < tables[t].rows.size(); ++r) {
                for (qsizetype c = 0; c < tables[t].rows[r].size(); ++c) {
                    const StatsCell& cell = tables[t].rows[r][c];
                    const WorkbookCell& found = rows[r + 1][c];
                    const QString wanted = cell.exact.isEmpty() ? cell.shown : cell.exact;
                    const bool isText = !cell.isNumber || cell.exact.isEmpty();
                    QVERIFY2(found.isText == isText, qPrintable(tables[t].title + u": "_s + wanted));
                    if (isText)
                        QCOMPARE(found.value, wanted);
                    else
                        QCOMPARE(found.value.toDouble(), wanted.toDouble());
                    ++cells;
                }
            }
        }
        QVERIFY(cells > 100);
    }
};

TONGDAI_TEST(StatsWorkbookTest)

}  // namespace tongdai

#include "stats_workbook_test.moc"
