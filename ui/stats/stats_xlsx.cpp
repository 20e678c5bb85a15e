#include "ui/stats/stats_xlsx.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>

#include <xlsxwriter.h>

#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostSheetName = 31;  // of the file format
constexpr qsizetype kMostCellText = 32'767;

/// Excel refuses some letters in names of sheets, and two of one name whatever their case.
QByteArray sheetName(QString title, QSet<QString>& taken)
{
    for (const QChar letter : u"[]:*?/\\'"_s)
        title.replace(letter, u' ');
    title = title.simplified().left(kMostSheetName);
    for (int n = 2; taken.contains(title.toLower()); ++n)
        title = title.left(kMostSheetName - 4) + u" %1"_s.arg(n);
    taken.insert(title.toLower());
    return title.toUtf8();
}

/// One row after the other of a sheet.
class SheetRows {
public:
    SheetRows(lxw_worksheet* sheet, lxw_format* heading) : m_sheet(sheet), m_heading(heading) {}

    void addHeading(const QStringList& cells)
    {
        for (int i = 0; i < cells.size(); ++i)
            text(i, cells[i], m_heading);
        ++m_row;
    }
    /// A name made of digits stays the text it is: only what is a number in the table is one here.
    void add(const QList<StatsCell>& cells)
    {
        for (int i = 0; i < cells.size(); ++i) {
            const QString& written = cells[i].exact.isEmpty() ? cells[i].shown : cells[i].exact;
            bool isWhole = false;
            const double number = written.toDouble(&isWhole);
            if (cells[i].isNumber && isWhole && std::isfinite(number))
                worksheet_write_number(m_sheet, lxw_row_t(m_row), lxw_col_t(i), number, nullptr);
            else
                text(i, written, nullptr);
        }
        ++m_row;
    }

private:
    void text(int column, const QString& words, lxw_format* format)
    {
        worksheet_write_string(m_sheet, lxw_row_t(m_row), lxw_col_t(column),
                               words.left(kMostCellText).toUtf8().constData(), format);
    }

    lxw_worksheet* m_sheet;
    lxw_format* m_heading;
    int m_row = 0;
};

void addSheets(lxw_workbook* book, const StatsWords& words, const QList<StatsTable>& besides)
{
    lxw_format* const bold = workbook_add_format(book);
    format_set_bold(bold);
    QSet<QString> taken;
    const auto sheet = [&](const QString& title) {
        lxw_worksheet* const made = workbook_add_worksheet(book, sheetName(title, taken).constData());
        worksheet_set_column(made, 0, 0, 32, nullptr);
        worksheet_set_column(made, 1, 30, 14, nullptr);
        return SheetRows(made, bold);
    };
    SheetRows figures = sheet(QCoreApplication::translate("tongdai::StatsWords", "Figures"));
    const QList<StatsFigure> all = words.fileFigures();
    for (const StatsFigure& figure : all)
        figures.add({{figure.label, {}, false}, {figure.exact, {}, true}, {figure.value, {}, false}});
    figures.add({});
    figures.add({{words.common(), {}, false}});
    const QList<StatsTable> tables = words.tables() + besides;
    for (const StatsTable& table : tables) {
        SheetRows rows = sheet(table.title);
        rows.addHeading(table.headers);
        for (const QList<StatsCell>& row : table.rows)
            rows.add(row);
    }
}

}  // namespace

QByteArray statsXlsx(const StatsWords& words, QString& trouble, const QList<StatsTable>& besides)
{
    const QTemporaryDir folder;
    if (!folder.isValid()) {
        trouble = folder.errorString();
        return {};
    }
    const QString path = folder.filePath(u"figures.xlsx"_s);
    const QByteArray name = QFile::encodeName(path);
    QByteArray temporary = QFile::encodeName(folder.path());
    lxw_workbook_options options{};
    options.tmpdir = temporary.data();
    lxw_workbook* const book = workbook_new_opt(name.constData(), &options);
    if (!book) {
        trouble = QString::fromUtf8(lxw_strerror(LXW_ERROR_MEMORY_MALLOC_FAILED));
        return {};
    }
    addSheets(book, words, besides);
    if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR) {
        trouble = QString::fromUtf8(lxw_strerror(error));
        return {};
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        trouble = file.errorString();
        return {};
    }
    return file.readAll();
}

}  // namespace tongdai
