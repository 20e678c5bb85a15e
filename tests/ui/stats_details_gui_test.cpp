#include "ui/stats/details/details_dialog.h"

#include "tests/support/test_registry.h"
#include "tests/ui/stats_stage.h"
#include "ui/stats/details/detail_sheets.h"
#include "ui/stats/details/detail_words.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <csignal>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::StatsStage;

namespace {

ConversationFigures busyConversation()
{
    ConversationFigures figures;
    figures.conversation = ConversationId("fb-1"_ba);
    figures.customer = u"=HYPERLINK(\"http://x\")"_s;
    figures.customerId = SenderId("0007"_ba);
    figures.channel = u"facebook"_s;
    figures.openedAt = TimePoint(1'763'712'000'000ms);
    figures.status = ConversationStatus::Closed;
    figures.mode = BotMode::Human;
    figures.firstLineAt = figures.openedAt;
    figures.firstLine = u"còn size M, \"đỏ\"\nkhông?"_s;
    figures.lastSpeaker = Speaker::Operator;
    figures.lastLine = u"Dạ còn ạ"_s;
    figures.in = 3;
    figures.bot = 2;
    figures.people = 1;
    figures.answeredBy = {u"Lan"_s, u"Minh"_s};
    figures.botFirst = 4.25;
    figures.handOvers = 1;
    figures.handOverReason = u"ai_said_nothing"_s;
    figures.intents = {u"ask_stock"_s};
    return figures;
}

/// What a spreadsheet program finds in the first sheet, by Debian's unzip.
QString firstSheetOf(const QString& file)
{
    QProcess unzip;
    unzip.start(u"unzip"_s, {u"-p"_s, file, u"xl/worksheets/sheet1.xml"_s});
    if (!unzip.waitForFinished(60'000)) qFatal("unzip does not answer");
    return QString::fromUtf8(unzip.readAllStandardOutput());
}

QString textOf(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QByteArray startOf(const QString& name, qint64 length)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.read(length) : QByteArray();
}

struct DetailsStage : StatsStage {
    DetailsStage()
    {
        openBusy();
        dialog = new DetailsDialog(statistics, statistics.asked.back(),
                                   Look{theme, language, [this] { return statistics.now; }});
        dialog->show();
        dialog->activateWindow();  // the keys are its own
        settle();
    }
    ~DetailsStage() { delete dialog.data(); }

    template <class T>
    T* part(const QString& name) const
    {
        return dialog->findChild<T*>(name);
    }
    QString said() const { return part<QLabel>(u"detailsResult"_s)->text(); }
    /// As the engine does it with two pages; what went wrong.
    QString write(const QString& file) const
    {
        const auto sheet = statistics.exports.back().open(file);
        QString problem = sheet->add({busyConversation()});
        if (problem.isEmpty()) problem = sheet->add({busyConversation()});
        return problem.isEmpty() ? sheet->finish() : problem;
    }

    QPointer<DetailsDialog> dialog;
};

}  // namespace

/// The conversations behind the figures as a file (features H11).
class StatsDetailsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

private slots:
    void isOfferedToThoseWhoMay()
    {
        StatsStage stage;
        stage.open();
        auto* const button = stage.page->findChild<QPushButton*>(u"exportDetails"_s);
        QVERIFY(!button->isVisible());
        stage.page->offerDetails();
        QVERIFY(button->isVisible());
        QVERIFY2(!button->isEnabled(), "there is no range yet");
        stage.statistics.answerBusy();
        StatsStage::settle();
        QVERIFY(button->isEnabled());
        button->click();
        auto* const dialog = stage.page->findChild<DetailsDialog*>(u"detailsDialog"_s);
        QVERIFY(dialog);
        dialog->exportTo(u"/tmp/nowhere.xlsx"_s);
        QCOMPARE(stage.statistics.exports.size(), size_t(1));
        const StatsQuery& range = stage.statistics.exports[0].range;
        QCOMPARE(range.from, stage.statistics.asked.back().from);
        QVERIFY2(range.to == stage.statistics.asked.back().to, "the time that is on screen");
        QVERIFY(stage.statistics.exports[0].isMasked);
    }

    void everyColumnHasItsWordsAndItsCell()
    {
        const QStringList headers = DetailWords::headers();
        QVERIFY(headers.size() >= 20);
        QCOMPARE(DetailWords::cells(busyConversation()).size(), headers.size());
        QCOMPARE(DetailWords::cells(ConversationFigures()).size(), headers.size());
        QStringList once = headers;
        once.removeDuplicates();
        QCOMPARE(once, headers);
    }

    /// F74: what somebody else named stays text in a spreadsheet.
    void aTableForAnyProgram()
    {
        DetailsStage stage;
        const QString file = m_dir.filePath(u"details.csv"_s);
        stage.part<QRadioButton>(u"detailsCsv"_s)->setChecked(true);
        QVERIFY(stage.dialog->proposedName().endsWith(u".csv"_s));
        stage.dialog->exportTo(file);
        QCOMPARE(stage.statistics.exports.back().form, u"csv"_s);
        QCOMPARE(stage.write(file), QString());
        QVERIFY2(startOf(file, 3) == "\xEF\xBB\xBF", "spreadsheets take it for UTF-8");
        const QString written = textOf(file);
        QCOMPARE(written.count(u"\r\nfb-1,\"'=HYPERLINK(\"\"http://x\"\")\",0007,"_s), 2);
        QVERIFY(written.contains(u",2025-11-21 15:00:00,closed,"_s));
        QVERIFY(written.contains(u",\"còn size M, \"\"đỏ\"\"\nkhông?\","_s));
        QVERIFY(written.contains(u",3,2,1,\"Lan; Minh\","_s));
        QVERIFY(written.contains(u",4.250,"_s));
        QVERIFY(written.contains(u",it had nothing to say,"_s));
        QVERIFY(written.endsWith(u"\r\n"_s));
        QVERIFY2(!stage.write(m_dir.filePath(u"no/such/folder.csv"_s)).isEmpty(), "said, not thrown");
    }

    void aWorkbook()
    {
        DetailsStage stage;
        const QString file = m_dir.filePath(u"details.xlsx"_s);
        stage.dialog->exportTo(file);
        QCOMPARE(stage.statistics.exports.back().form, u"xlsx"_s);
        QCOMPARE(stage.write(file), QString());
        const QString sheet = firstSheetOf(file);
        QCOMPARE(sheet.count(u"<row "_s), 3);
        QCOMPARE(sheet.count(u"=HYPERLINK"_s), 2);
        QVERIFY2(!sheet.contains(u"<f>"_s), "a formula");
        QVERIFY(sheet.contains(u"<v>4.25</v>"_s));
        QVERIFY2(!sheet.contains(u"<v>7</v>"_s), "an id made of digits is a text");
        QVERIFY(sheet.contains(u"Customer's first line"_s) || sheet.contains(u"Customer&apos;s first line"_s));
    }

    /// A disk for temporary files that is full must not become a workbook that no program opens.
    void aFullDiskIsToldWhereverItIsMet()
    {
        DetailsStage stage;
        const DetailWords words(Look{stage.theme, stage.language, [&stage] { return stage.statistics.now; }}.formats());
        const QString file = m_dir.filePath(u"full.xlsx"_s);
        qint64 room = 1'000'000'000;
        const auto roomLeft = [&room](const QString& folder) { return QFileInfo(folder).isDir() ? room : 0; };
        auto sheet = detailXlsx(file, words, {{u"From"_s, {}}}, roomLeft);
        QCOMPARE(sheet->add({busyConversation()}), QString());
        QCOMPARE(sheet->finish(), QString());
        QCOMPARE(firstSheetOf(file).count(u"<row "_s), 2);

        sheet = detailXlsx(file, words, {}, roomLeft);
        room = 1'000;
        QCOMPARE(sheet->add({busyConversation()}), u"No space left on device"_s);
        room = 1'000'000'000;
        QVERIFY2(!sheet->finish().isEmpty(), "what went wrong once is not written");

        sheet = detailXlsx(file, words, {}, roomLeft);
        QCOMPARE(sheet->add({busyConversation()}), QString());
        room = 1'000;
        QCOMPARE(sheet->finish(), u"No space left on device"_s);
    }

    /// What the system refuses in the middle of a row is noticed as well.
    void whatIsNotWrittenAsideIsTold()
    {
        DetailsStage stage;
        const QString file = m_dir.filePath(u"cut.xlsx"_s);
        stage.dialog->exportTo(file);
        const auto sheet = stage.statistics.exports.back().open(file);
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto handled = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{256 * 1024, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        QString problem;
        for (int page = 0; page < 50 && problem.isEmpty(); ++page)
            problem = sheet->add(std::vector<ConversationFigures>(100, busyConversation()));
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handled);
        QVERIFY(!problem.isEmpty());
        QCOMPARE(sheet->finish(), problem);
    }

    void withoutAFolderForWhatIsKeptAsideThereIsNoWorkbook()
    {
        DetailsStage stage;
        const QString file = m_dir.filePath(u"aside.xlsx"_s);
        stage.dialog->exportTo(file);
        const QByteArray before = qgetenv("TMPDIR");
        const bool wasSet = qEnvironmentVariableIsSet("TMPDIR");
        qputenv("TMPDIR", "/proc");  // there, and nobody may make a folder in it
        const QString problem = stage.write(file);
        if (wasSet)
            qputenv("TMPDIR", before);
        else
            qunsetenv("TMPDIR");
        QVERIFY(!problem.isEmpty());
        QVERIFY(!QFile::exists(file));
    }

    /// An export that was ended leaves no workbook behind, and nothing that is open.
    void whatIsEndedIsNotPutTogether()
    {
        DetailsStage stage;
        const QString file = m_dir.filePath(u"dropped.xlsx"_s);
        stage.dialog->exportTo(file);
        const auto openFiles = [] {  // of those for a while
            qsizetype count = 0;
            for (const QFileInfo& each : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System))
                count += each.symLinkTarget().startsWith(QDir::tempPath());
            return count;
        };
        const auto before = openFiles();
        auto sheet = stage.statistics.exports.back().open(file);
        QCOMPARE(sheet->add({busyConversation()}), QString());
        QVERIFY(openFiles() > before);
        sheet.reset();
        QCOMPARE(openFiles(), before);
        QVERIFY(!QFile::exists(file));
    }

    /// Figures outlive the conversations they count: who adds up the rows is told.
    void saysWhereItsSumsAreNotTheFigures()
    {
        DetailsStage stage;
        const DetailWords words(Look{stage.theme, stage.language, [&stage] { return stage.statistics.now; }}.formats());
        QString about;
        for (const QStringList& line : words.about(stage.statistics.asked.back(), true))
            about += line.join(u' ') + u'\n';
        QVERIFY2(about.contains(u"conversations that were erased"_s), qPrintable(about));
    }

    void saysHowFarItIsAndWhatBecameOfIt()
    {
        DetailsStage stage;
        stage.dialog->exportTo(m_dir.filePath(u"far.xlsx"_s));
        stage.statistics.tellDetails({200, 400, 120});
        StatsStage::settle();
        QCOMPARE(stage.said(), u"200 of 400 conversations looked at, 120 rows written"_s);
        const auto* const bar = stage.part<QProgressBar>(u"detailsProgress"_s);
        QCOMPARE(bar->value() * 2, bar->maximum());
        api::DetailsMade made;
        made.file = u"/home/lan/far.xlsx"_s;
        made.rows = 240;
        made.bytes = 4'096;
        stage.statistics.answerDetails(made);
        StatsStage::settle();
        QVERIFY2(stage.said().startsWith(u"Written: 240 conversations"_s), qPrintable(stage.said()));
        QVERIFY(!bar->isVisible());
    }

    void escEndsTheExportFirst()
    {
        DetailsStage stage;
        stage.dialog->exportTo(m_dir.filePath(u"ended.xlsx"_s));
        QCOMPARE(stage.part<QPushButton>(u"closeDetails"_s)->text(), u"Cancel"_s);
        QTest::keyClick(stage.dialog.data(), Qt::Key_Escape);
        QCOMPARE(stage.statistics.detailCancels, 1);
        QVERIFY(stage.dialog->isVisible());
        api::DetailsMade made;
        made.isCancelled = true;
        stage.statistics.answerDetails(made);
        StatsStage::settle();
        QCOMPARE(stage.said(), u"Cancelled; nothing was written."_s);
        stage.dialog->exportTo(m_dir.filePath(u"refused.xlsx"_s));
        stage.statistics.answerDetails(api::DeskFailure{api::DeskError::Refused, u"No space left on device"_s});
        StatsStage::settle();
        QVERIFY2(stage.said().startsWith(u"Nothing was written: "_s), qPrintable(stage.said()));
    }

    /// A screen that is locked closes what is open on it: no dialog stays because something is under way.
    void whoClosesItEndsTheExportToo()
    {
        DetailsStage stage;
        stage.dialog->exportTo(m_dir.filePath(u"closed.xlsx"_s));
        QVERIFY(stage.dialog->close());
        QCOMPARE(stage.statistics.detailCancels, 1);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.dialog, 60'000);
        QCOMPARE(stage.statistics.detailCancels, 1);
    }

    void warnsOfNumbersInClear()
    {
        DetailsStage stage;
        QVERIFY(!stage.part<QLabel>(u"detailsWarning"_s)->isVisible());
        stage.part<QCheckBox>(u"detailsMasked"_s)->setChecked(false);
        QVERIFY(stage.part<QLabel>(u"detailsWarning"_s)->isVisible());
        stage.dialog->exportTo(m_dir.filePath(u"clear.xlsx"_s));
        QVERIFY(!stage.statistics.exports.back().isMasked);
    }
};

TONGDAI_TEST(StatsDetailsTest)

}  // namespace tongdai

#include "stats_details_gui_test.moc"
