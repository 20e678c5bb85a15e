#include "ui/stats/details/detail_sheets.h"

#include "ui/stats/stats_csv.h"

#include <QFile>
#include <QTemporaryDir>

#include <xlsxwriter.h>

#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

using DetailKind = DetailCell::Kind;

class DetailCsv final : public api::DetailSheet {
public:
    DetailCsv(const QString& file, const DetailWords& words) : m_file(file), m_words(words)
    {
        // Unbuffered: what is left in a buffer is lost without a word where the disk is full.
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
            m_problem = m_file.errorString();
            return;
        }
        QStringList headers;
        for (const QString& header : DetailWords::headers())
            headers << csvCell(header);
        write(QString(QChar(QChar::ByteOrderMark)) + headers.join(u',') + u"\r\n"_s);
    }

    QString add(const std::vector<ConversationFigures>& rows) override
    {
        QString lines;
        for (const ConversationFigures& row : rows) {
            QStringList cells;
            for (const DetailCell& cell : DetailWords::cells(row))
                cells << written(cell);
            lines += cells.join(u',') + u"\r\n"_s;
        }
        write(lines);
        return m_problem;
    }

    QString finish() override
    {
        m_file.close();
        return m_problem;
    }

private:
    QString written(const DetailCell& cell) const
    {
        switch (cell.kind) {
            case DetailKind::Text: return csvCell(cell.text);
            case DetailKind::Count: return QString::number(qint64(cell.number));
            case DetailKind::Seconds: return QString::number(cell.number, 'f', 3);
            case DetailKind::Time: return m_words.time(cell.at);
        }
        Q_UNREACHABLE();
    }

    void write(const QString& text)
    {
        const QByteArray bytes = text.toUtf8();
        if (m_problem.isEmpty() && m_file.write(bytes) != bytes.size()) m_problem = m_file.errorString();
    }

    QFile m_file;
    DetailWords m_words;
    QString m_problem;
};

class DetailXlsx final : public api::DetailSheet {
public:
    DetailXlsx(const QString& file, const DetailWords& words, QList<QStringList> about)
        : m_temporary(QFile::encodeName(m_folder.path())), m_words(words), m_about(std::move(about))
    {
        const QByteArray name = QFile::encodeName(file);
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = m_temporary.data();
        m_book = workbook_new_opt(name.constData(), &options);
        if (!m_book) return;
        m_times = workbook_add_format(m_book);
        format_set_num_format(m_times, "dd/mm/yyyy hh:mm:ss");
        lxw_format* const bold = workbook_add_format(m_book);
        format_set_bold(bold);
        m_rows = workbook_add_worksheet(m_book, nameOf(DetailWords::sheet()).constData());
        const QStringList headers = DetailWords::headers();
        worksheet_set_column(m_rows, 0, lxw_col_t(headers.size() - 1), kWidth, nullptr);
        worksheet_freeze_panes(m_rows, 1, 1);
        for (int i = 0; i < int(headers.size()); ++i)
            text(m_rows, 0, i, headers[i], bold);
    }
    ~DetailXlsx() override
    {
        if (m_book) workbook_close(m_book);  // of an export that was ended: what it wrote is thrown away
    }

    QString add(const std::vector<ConversationFigures>& rows) override
    {
        if (!m_book) return QString::fromUtf8(lxw_strerror(LXW_ERROR_MEMORY_MALLOC_FAILED));
        for (const ConversationFigures& row : rows) {
            const QList<DetailCell> cells = DetailWords::cells(row);
            for (int i = 0; i < int(cells.size()); ++i)
                write(i, cells[i]);
            ++m_row;
        }
        return {};
    }

    QString finish() override
    {
        if (!m_book) return QString::fromUtf8(lxw_strerror(LXW_ERROR_MEMORY_MALLOC_FAILED));
        lxw_worksheet* const about = workbook_add_worksheet(m_book, nameOf(DetailWords::aboutSheet()).constData());
        worksheet_set_column(about, 0, 0, 22, nullptr);
        worksheet_set_column(about, 1, 1, 90, nullptr);
        for (int row = 0; row < int(m_about.size()); ++row) {
            for (int i = 0; i < int(m_about[row].size()); ++i)
                text(about, row, i, m_about[row][i], nullptr);
        }
        const lxw_error error = workbook_close(std::exchange(m_book, nullptr));
        return error == LXW_NO_ERROR ? QString() : QString::fromUtf8(lxw_strerror(error));
    }

private:
    static constexpr double kWidth = 18;
    static constexpr qsizetype kMostName = 31;  // of the file format; so is the next
    static constexpr qsizetype kMostLetters = 32'767;

    static QByteArray nameOf(const QString& sheet) { return sheet.left(kMostName).toUtf8(); }

    static void text(lxw_worksheet* sheet, int row, int column, const QString& words, lxw_format* format)
    {
        worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), words.left(kMostLetters).toUtf8().constData(),
                               format);
    }

    void write(int column, const DetailCell& cell)
    {
        switch (cell.kind) {
            case DetailKind::Text:
                if (!cell.text.isEmpty()) text(m_rows, m_row, column, cell.text, nullptr);
                return;
            case DetailKind::Count:
            case DetailKind::Seconds:
                worksheet_write_number(m_rows, lxw_row_t(m_row), lxw_col_t(column),
                                       std::round(cell.number * 1000) / 1000, nullptr);
                return;
            case DetailKind::Time: {
                const QDateTime at = m_words.formats().local(cell.at);
                lxw_datetime time{at.date().year(), at.date().month(),  at.date().day(),
                                  at.time().hour(), at.time().minute(), double(at.time().second())};
                worksheet_write_datetime(m_rows, lxw_row_t(m_row), lxw_col_t(column), &time, m_times);
                return;
            }
        }
    }

    QTemporaryDir m_folder;  ///< of this user alone, for what the library keeps aside
    QByteArray m_temporary;
    DetailWords m_words;
    QList<QStringList> m_about;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_rows = nullptr;
    lxw_format* m_times = nullptr;
    int m_row = 1;
};

}  // namespace

std::unique_ptr<api::DetailSheet> detailCsv(const QString& file, const DetailWords& words)
{
    return std::make_unique<DetailCsv>(file, words);
}

std::unique_ptr<api::DetailSheet> detailXlsx(const QString& file, const DetailWords& words,
                                             const QList<QStringList>& about)
{
    return std::make_unique<DetailXlsx>(file, words, about);
}

}  // namespace tongdai
