#include "ui/evidence/evidence_paper.h"

#include "tests/support/evidence_sample.h"
#include "tests/support/test_registry.h"
#include "ui/common/words/language.h"
#include "ui/evidence/evidence_tables.h"
#include "ui/evidence/evidence_words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

EvidenceBook bookOnPaper(qint64 lines)
{
    EvidenceBook book;
    book.conversation.id = ConversationId("c-khiếu-nại-1"_ba);
    book.conversation.channel = u"facebook"_s;
    book.conversation.customerName = u"Nguyễn Thị Lan"_s;
    book.shop = u"Mộc An Shop"_s;
    book.exportedBy = u"Trần Minh"_s;
    book.exportedAt = TimePoint(std::chrono::milliseconds(testing::kEvidenceBegins + 86'400'000));
    book.zone = "Asia/Ho_Chi_Minh";
    book.isMasked = false;
    book.withNotes = true;
    book.expectedRev = lines;
    book.publicKey = QByteArray(32, 'k');
    for (qint64 rev = 1; rev <= lines; ++rev) {
        EvidenceLine line;
        line.message = testing::saidInEvidence(rev);
        line.hash = QCryptographicHash::hash(QByteArray::number(rev), QCryptographicHash::Sha256);
        if (rev == 4) line.message.body = u"=HYPERLINK(\"http://x\",\"bấm\")"_s;
        if (rev == 5) line.message.body = u"Đoạn dài. "_s.repeated(60) + u"\nDòng mới 😀 "_s + QString(300, u'x');
        if (rev == 6) line.message.body = u"trước \u202Eđảo ngược"_s;
        line.isWithheld = rev == 14;
        book.lines.push_back(line);
    }
    book.head = book.lines.back().hash;
    return book;
}

const EvidenceGoOn kGoesOn = [](qint64, qint64) { return true; };

QByteArray outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000)) return {};
    return process.readAllStandardOutput();
}

}  // namespace

/// What people are handed (features F6): paper and tables.
class EvidencePaperTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    Language m_language;

    QString written(const QString& name, const QByteArray& bytes) const
    {
        const QString folder = qEnvironmentVariable("TONGDAI_PICTURES", m_dir.path());
        QFile file(QDir(folder).filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

private slots:
    void init() { m_language.setChoice(LanguageChoice::Vietnamese); }

    void isPagesOfA4WithSearchableVietnameseText()
    {
        const EvidenceBook book = bookOnPaper(60);
        QByteArray pdf;
        std::thread([&] { pdf = evidencePdf(book, kGoesOn); }).join();  // as the engine does it
        const QString file = written(u"evidence.pdf"_s, pdf);
        QVERIFY(!file.isEmpty());
        const QString facts = QString::fromUtf8(outputOf(u"pdfinfo"_s, {file}));
        QVERIFY2(facts.contains(u"(A4)"_s), qPrintable(facts));
        const QString text = QString::fromUtf8(outputOf(u"pdftotext"_s, {u"-layout"_s, file, u"-"_s}));
        const qsizetype pages = text.count(QChar(u'\f'));
        QVERIFY(pages >= 3);
        for (qsizetype page = 1; page <= pages; ++page)
            QVERIFY(text.contains(u"Trang %1 / %2"_s.arg(page).arg(pages)));
        QVERIFY(text.contains(u"Nguyễn Thị Lan"_s));
        QVERIFY(text.contains(u"Dạ còn ạ. Chị cho em xin địa chỉ nhận hàng nhé."_s));
        QVERIFY2(text.contains(u"21/11/2025 15:01:01.123"_s) && text.contains(u"GMT+7"_s), "the zone beside the time");
        QCOMPARE(text.count(QString::fromLatin1(book.head.toHex())), pages + 2);  // at the top, its line, every foot
        QVERIFY(text.contains(u"[U+202E]"_s));
    }

    void saysTheCaseItsVerdictAndEveryNoteHoweverLong()
    {
        EvidenceBook book = bookOnPaper(12);
        book.file = CaseFile{};
        CaseFile& file = *book.file;
        file.shown.number = u"KN-0231"_s;
        file.shown.title = u"Giao thiếu 1 áo khoác"_s;
        file.shown.status = u"OPEN"_s;
        file.shown.parties = u"Nguyễn Thị Lan – Mộc An Shop"_s;
        file.shown.openedAt = book.exportedAt;
        file.openedName = u"Hùng"_s;
        file.verdict.verdict = DisputeVerdict::Shop;
        file.verdict.reasoning = u"Camera kho cho thấy chỉ đóng hai món."_s;
        file.verdict.proposedName = u"Hùng"_s;
        file.verdict.proposedAt = book.exportedAt;
        file.notes = {{"hung", u"Hùng"_s, u"Đã xem camera. "_s.repeated(600) + u"Hết."_s, book.exportedAt},
                      {{}, {}, {}, book.exportedAt}};
        const QString paper = written(u"case.pdf"_s, evidencePdf(book, kGoesOn));
        const QString text = QString::fromUtf8(outputOf(u"pdftotext"_s, {u"-layout"_s, paper, u"-"_s})).simplified();
        for (const QString& each : {u"KN-0231"_s, u"Camera kho cho thấy"_s, u"Hết."_s, u"Dạ còn ạ."_s})
            QVERIFY2(text.contains(each), qPrintable(each));
        QCOMPARE(text.count(u"Đã xem camera."_s), 600);
        QVERIFY(text.contains(QCoreApplication::translate("tongdai::EvidenceWords",
                                                          "An internal note stands here and was not exported.")));
    }

    void whatIsToldToEndWritesNothing()
    {
        const EvidenceBook book = bookOnPaper(600);
        const EvidenceGoOn ends = [](qint64, qint64) { return false; };
        QVERIFY(evidencePdf(book, ends).isEmpty());
        QVERIFY(evidenceCsv(book, ends).isEmpty());
        QVERIFY(evidenceXlsx(book, ends).isEmpty());
    }

    void itsQrCodeIsTheChainHead()
    {
        const QByteArray head = bookOnPaper(3).head.toHex();
        const QImage code = qrImage(head);
        QCOMPARE(code.width(), code.height());
        QVERIFY(code.width() >= 33);
        QVERIFY(qrImage(QByteArray(5000, 'x')).isNull());
        // The three corners that cameras look for.
        for (const QPoint corner : {QPoint(0, 0), QPoint(code.width() - 7, 0), QPoint(0, code.height() - 7)}) {
            QCOMPARE(code.pixelIndex(corner), 1);
            QCOMPARE(code.pixelIndex(corner + QPoint(1, 1)), 0);
            QCOMPARE(code.pixelIndex(corner + QPoint(3, 3)), 1);
        }
    }

    /// As a telephone reads it from the paper.
    void theQrCodeOfEveryPageReadsAsTheChainHead()
    {
        const EvidenceBook book = bookOnPaper(60);
        const QString file = written(u"qr.pdf"_s, evidencePdf(book, kGoesOn));
        const QString pages = m_dir.filePath(u"qr-page"_s);
        outputOf(u"pdftoppm"_s, {u"-r"_s, u"150"_s, u"-gray"_s, u"-png"_s, file, pages});
        const QStringList pictures = QDir(m_dir.path()).entryList({u"qr-page*.png"_s}, QDir::Files, QDir::Name);
        QVERIFY(pictures.size() >= 3);
        for (const QString& picture : pictures) {
            const QByteArray read = outputOf(u"zbarimg"_s, {u"-q"_s, u"--raw"_s, m_dir.filePath(picture)}).trimmed();
            QVERIFY2(!read.isEmpty(), qPrintable(picture + u": no code found (is zbar-tools installed?)"_s));
            for (const QByteArray& code : read.split('\n'))
                QCOMPARE(code, book.head.toHex());
        }
    }

    void tablesOpenRightAndRunNoFormulas()
    {
        const EvidenceBook book = bookOnPaper(20);
        const QByteArray csv = evidenceCsv(book, kGoesOn);
        QVERIFY(csv.startsWith("\xEF\xBB\xBF"));
        const QString text = QString::fromUtf8(csv);
        QVERIFY(text.contains(u"Thời gian (GMT+7)"_s));
        QVERIFY(text.contains(u"2025-11-21 15:01:01.123"_s));
        QVERIFY(text.contains(u"\"'=HYPERLINK(\"\"http://x\"\",\"\"bấm\"\")\""_s));
        QCOMPARE(text.count(u"\r\n"_s), 21);
        const QByteArray xlsx = evidenceXlsx(book, kGoesOn);
        QVERIFY(xlsx.startsWith("PK"));
        const QString file = written(u"evidence.xlsx"_s, xlsx);
        const QString sheet = QString::fromUtf8(outputOf(u"unzip"_s, {u"-p"_s, file, u"xl/worksheets/sheet1.xml"_s}));
        QVERIFY2(sheet.contains(u"Dạ còn ạ."_s), qPrintable(sheet.left(500)));
        QVERIFY2(!sheet.contains(u"<f>"_s), "no cell is a formula");
        QVERIFY(sheet.contains(u"=HYPERLINK"_s));
    }

    /// A line that another program kept no time of: not one of 1970.
    void aTimeThatNobodyWroteDownIsSaidToBeUnknown()
    {
        EvidenceBook book = bookOnPaper(3);
        book.lines[1].message.receivedAt = {};
        const QString csv = QString::fromUtf8(evidenceCsv(book, kGoesOn));
        QVERIFY2(csv.contains(u"\r\n2,không rõ giờ,"_s) && !csv.contains(u"1970"_s), qPrintable(csv));
        const QString file = written(u"timeless.xlsx"_s, evidenceXlsx(book, kGoesOn));
        const QString sheet = QString::fromUtf8(outputOf(u"unzip"_s, {u"-p"_s, file, u"xl/worksheets/sheet1.xml"_s}));
        QVERIFY2(sheet.contains(u"không rõ giờ"_s), qPrintable(sheet.left(500)));
        QCOMPARE(EvidenceWords(book).time({}), u"không rõ giờ"_s);
    }
};

TONGDAI_TEST(EvidencePaperTest)

}  // namespace tongdai

#include "evidence_paper_gui_test.moc"
