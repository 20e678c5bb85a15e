#include "ui/stats/details/detail_sheets.h"

#include "ui/stats/stats_csv.h"

#include <QFile>
#include <QStorageInfo>
#include <QTemporaryDir>

#include <xlsxwriter.h>

#include <cerrno>
#include <cmath>
#include <cstdio>

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

qint64 roomOnDisk(const QString& folder)
{
    return QStorageInfo(folder).bytesAvailable();
}

class DetailXlsx final : public api::DetailSheet {
public:
    DetailXlsx(const QString& file, const DetailWords& words, QList<QStringList> about, DetailRoom room)
        : m_temporary(QFile::encodeName(m_folder.path())),
          m_words(words),
          m_about(std::move(about)),
          m_room(std::move(room))
    {
        if (!m_folder.isValid()) {
            m_problem = m_folder.errorString();
            return;
        }
        const QByteArray name = QFile::encodeName(file);
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = m_temporary.data();
        m_book = workbook_new_opt(name.constData(), &options);
        if (!m_book) {
            note(LXW_ERROR_MEMORY_MALLOC_FAILED);
            return;
        }
        m_times = workbook_add_format(m_book);
        format_set_num_format(m_times, "dd/mm/yyyy hh:mm:ss");
        lxw_format* const bold = workbook_add_format(m_book);
        format_set_bold(bold);
        m_rows = sheet(DetailWords::sheet());
        if (!m_rows) return;
        const QStringList headers = DetailWords::headers();
        note(worksheet_set_column(m_rows, 0, lxw_col_t(headers.size() - 1), kWidth, nullptr));
        worksheet_freeze_panes(m_rows, 1, 1);
        for (int i = 0; i < int(headers.size()); ++i)
            text(m_rows, 0, i, headers[i], bold);
    }
    /// Of an export that was ended: nothing is put together only to be thrown away. The library leaves the files aside
    /// open where it does not do that.
    ~DetailXlsx() override
    {
        if (!m_book) return;
        for (lxw_worksheet* each : {m_rows, m_aboutSheet}) {
            if (each && each->optimize_tmpfile) fclose(each->optimize_tmpfile);
        }
        lxw_workbook_free(m_book);
    }

    QString add(const std::vector<ConversationFigures>& rows) override
    {
        if (!m_problem.isEmpty()) return m_problem;
        for (const ConversationFigures& row : rows) {
            const QList<DetailCell> cells = DetailWords::cells(row);
            for (int i = 0; i < int(cells.size()); ++i)
                write(i, cells[i]);
            ++m_row;
        }
        checkAside(m_rows);
        checkRoom(0);
        return m_problem;
    }

    QString finish() override
    {
        if (!m_problem.isEmpty()) return m_problem;
        m_aboutSheet = sheet(DetailWords::aboutSheet());
        if (!m_aboutSheet) return m_problem;
        note(worksheet_set_column(m_aboutSheet, 0, 0, 22, nullptr));
        note(worksheet_set_column(m_aboutSheet, 1, 1, 90, nullptr));
        for (int row = 0; row < int(m_about.size()); ++row) {
            for (int i = 0; i < int(m_about[row].size()); ++i)
                text(m_aboutSheet, row, i, m_about[row][i], nullptr);
        }
        checkAside(m_rows);
        checkAside(m_aboutSheet);
        if (!m_problem.isEmpty()) return m_problem;
        checkRoom(ftell(m_rows->optimize_tmpfile));  // the sheet is written there once more, as a part of the workbook
        if (!m_problem.isEmpty()) return m_problem;
        note(workbook_close(std::exchange(m_book, nullptr)));
        return m_problem;
    }

private:
    static constexpr double kWidth = 18;
    static constexpr qint64 kSpared = 8 * 1024 * 1024;  // bytes, for everything else on that disk
    static constexpr qsizetype kMostName = 31;          // of the file format; so is the next
    static constexpr qsizetype kMostLetters = 32'767;

    /// The first thing that goes wrong is what is told.
    void note(lxw_error error)
    {
        if (error != LXW_NO_ERROR && m_problem.isEmpty()) m_problem = QString::fromUtf8(lxw_strerror(error));
    }

    /// Null: it could not be made, and that is noted.
    lxw_worksheet* sheet(const QString& name)
    {
        lxw_worksheet* const made = workbook_add_worksheet(m_book, name.left(kMostName).toUtf8().constData());
        if (!made || !made->optimize_tmpfile) note(LXW_ERROR_CREATING_TMPFILE);
        return m_problem.isEmpty() ? made : nullptr;
    }

    /// The library does not look whether what it keeps aside was written.
    void checkAside(lxw_worksheet* sheet)
    {
        const bool isFlushed = fflush(sheet->optimize_tmpfile) == 0;
        if (m_problem.isEmpty() && (!isFlushed || ferror(sheet->optimize_tmpfile)))
            m_problem = qt_error_string(isFlushed ? EIO : errno);
    }

    void checkRoom(qint64 needed)
    {
        if (m_problem.isEmpty() && m_room(m_folder.path()) < needed + kSpared) m_problem = qt_error_string(ENOSPC);
    }

    void text(lxw_worksheet* sheet, int row, int column, const QString& words, lxw_format* format)
    {
        if (words.isEmpty()) return;
        note(worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column),
                                    words.left(kMostLetters).toUtf8().constData(), format));
    }

    void write(int column, const DetailCell& cell)
    {
        switch (cell.kind) {
            case DetailKind::Text: return text(m_rows, m_row, column, cell.text, nullptr);
            case DetailKind::Count:
            case DetailKind::Seconds:
                return note(worksheet_write_number(m_rows, lxw_row_t(m_row), lxw_col_t(column),
                                                   std::round(cell.number * 1000) / 1000, nullptr));
            case DetailKind::Time: {
                const QDateTime at = m_words.formats().local(cell.at);
                lxw_datetime time{at.date().year(), at.date().month(),  at.date().day(),
                                  at.time().hour(), at.time().minute(), double(at.time().second())};
                return note(worksheet_write_datetime(m_rows, lxw_row_t(m_row), lxw_col_t(column), &time, m_times));
            }
        }
    }

    QTemporaryDir m_folder;  ///< of this user alone, for what the library keeps aside
    QByteArray m_temporary;
    DetailWords m_words;
    QList<QStringList> m_about;
    DetailRoom m_room;
    QString m_problem;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_rows = nullptr;
    lxw_worksheet* m_aboutSheet = nullptr;
    lxw_format* m_times = nullptr;
    int m_row = 1;
};

}  // namespace

std::unique_ptr<api::DetailSheet> detailCsv(const QString& file, const DetailWords& words)
{
    return std::make_unique<DetailCsv>(file, words);
}

std::unique_ptr<api::DetailSheet> detailXlsx(const QString& file, const DetailWords& words,
                                             const QList<QStringList>& about, const DetailRoom& room)
{
    return std::make_unique<DetailXlsx>(file, words, about, room ? room : roomOnDisk);
}

}  // namespace tongdai
