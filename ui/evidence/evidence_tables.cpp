#include "ui/evidence/evidence_tables.h"

#include "ui/evidence/evidence_words.h"
#include "ui/stats/stats_csv.h"

#include <QFile>
#include <QTemporaryDir>

#include <xlsxwriter.h>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRowsBetweenQuestions = 500;
constexpr qsizetype kMostLettersInCell = 32'767;  // Excel's own bound

struct EvidenceTableWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::EvidenceTables)
public:
    static QStringList headers(const QString& zone)
    {
        return {tr("No."),   tr("Time (%1)").arg(zone), tr("Who"), tr("Name"), tr("Text"),
                tr("Facts"), tr("Message id"),          tr("Hash")};
    }
    static QString sheet() { return tr("Conversation"); }
    static QString about() { return tr("About"); }
};

QStringList textsOf(const EvidenceWords& words, const EvidenceLine& line)
{
    return {EvidenceWords::speaker(line.message.speaker),
            line.message.senderName,
            EvidenceWords::said(line),
            words.facts(line).join(u"; "_s),
            line.message.messageId.toString(),
            QString::fromLatin1(line.hash.toHex())};
}

QString evidenceCsvLine(const QStringList& cells)
{
    QStringList written;
    for (const QString& cell : cells)
        written << csvCell(cell);
    return written.join(u',') + u"\r\n"_s;
}

void writeXlsxText(lxw_worksheet* sheet, int row, int column, const QString& text, lxw_format* format)
{
    worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), text.left(kMostLettersInCell).toUtf8().constData(),
                           format);
}

bool writeXlsxLines(lxw_workbook* book, lxw_worksheet* sheet, const EvidenceBook& evidence, const EvidenceWords& words,
                    const EvidenceGoOn& goOn)
{
    lxw_format* const bold = workbook_add_format(book);
    format_set_bold(bold);
    lxw_format* const wrapped = workbook_add_format(book);
    format_set_text_wrap(wrapped);
    format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
    lxw_format* const times = workbook_add_format(book);
    format_set_num_format(times, "dd/mm/yyyy hh:mm:ss.000");
    format_set_align(times, LXW_ALIGN_VERTICAL_TOP);
    const QStringList headers = EvidenceTableWords::headers(words.zone(evidence.exportedAt));
    for (int column = 0; column < int(headers.size()); ++column)
        writeXlsxText(sheet, 0, column, headers[column], bold);
    static constexpr double kWidths[] = {7, 24, 12, 22, 70, 36, 22, 20};
    for (int column = 0; column < int(std::size(kWidths)); ++column)
        worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), kWidths[column], nullptr);
    worksheet_freeze_panes(sheet, 1, 0);
    int row = 1;
    for (const EvidenceLine& line : evidence.lines) {
        if (row % kRowsBetweenQuestions == 0 && !goOn(row, qint64(evidence.lines.size()))) return false;
        worksheet_write_number(sheet, lxw_row_t(row), 0, double(line.message.rev), wrapped);
        const bool isTimed = Formats::isKnown(line.message.receivedAt);
        const QDateTime at = words.formats().local(line.message.receivedAt);
        lxw_datetime time{at.date().year(), at.date().month(),  at.date().day(),
                          at.time().hour(), at.time().minute(), at.time().second() + at.time().msec() / 1000.0};
        if (isTimed)
            worksheet_write_datetime(sheet, lxw_row_t(row), 1, &time, times);
        else
            writeXlsxText(sheet, row, 1, words.time(line.message.receivedAt), wrapped);
        int column = 2;
        for (const QString& text : textsOf(words, line))
            writeXlsxText(sheet, row, column++, text, wrapped);
        ++row;
    }
    return true;
}

}  // namespace

QByteArray evidenceCsv(const EvidenceBook& book, const EvidenceGoOn& goOn)
{
    const EvidenceWords words(book);
    QString file{QChar(QChar::ByteOrderMark)};
    file += evidenceCsvLine(EvidenceTableWords::headers(words.zone(book.exportedAt)));
    qint64 done = 0;
    for (const EvidenceLine& line : book.lines) {
        if (++done % kRowsBetweenQuestions == 0 && !goOn(done, qint64(book.lines.size()))) return {};
        const TimePoint moment = line.message.receivedAt;
        const QString at = Formats::isKnown(moment)
                               ? words.formats().local(moment).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s)
                               : words.time(moment);
        file += evidenceCsvLine(QStringList{QString::number(line.message.rev), at} + textsOf(words, line));
    }
    return file.toUtf8();
}

QByteArray evidenceXlsx(const EvidenceBook& book, const EvidenceGoOn& goOn)
{
    const EvidenceWords words(book);
    const QTemporaryDir folder;  // of this user alone; the library writes to a name only
    const QByteArray path = QFile::encodeName(folder.filePath(u"book.xlsx"_s));
    QByteArray temporary = QFile::encodeName(folder.path());
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = temporary.data();
    lxw_workbook* const workbook = workbook_new_opt(path.constData(), &options);
    if (!workbook) return {};
    lxw_worksheet* const lines =
        workbook_add_worksheet(workbook, EvidenceTableWords::sheet().left(31).toUtf8().constData());
    const bool isWhole = writeXlsxLines(workbook, lines, book, words, goOn);
    lxw_worksheet* const about =
        workbook_add_worksheet(workbook, EvidenceTableWords::about().left(31).toUtf8().constData());
    worksheet_set_column(about, 0, 0, 22, nullptr);
    worksheet_set_column(about, 1, 1, 90, nullptr);
    int row = 0;
    for (const EvidenceWords::Fact& fact : words.head(book)) {
        writeXlsxText(about, row, 0, fact.name, nullptr);
        writeXlsxText(about, row++, 1, fact.value, nullptr);
    }
    for (const EvidenceWords::Sheet& sheet : words.sheets(book)) {
        writeXlsxText(about, row, 0, QStringList{sheet.heading, sheet.at}.join(u' ').trimmed(), nullptr);
        writeXlsxText(about, row++, 1, sheet.text, nullptr);
    }
    if (workbook_close(workbook) != LXW_NO_ERROR || !isWhole) return {};
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace tongdai
