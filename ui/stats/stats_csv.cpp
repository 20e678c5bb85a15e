#include "ui/stats/stats_csv.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Nothing but that: a figure that fell stays one in a spreadsheet, and no formula.
bool isNegativeNumber(const QString& text)
{
    const QStringView digits = QStringView(text).mid(1);
    return text.startsWith(u'-') && !digits.isEmpty() &&
           std::ranges::all_of(digits, [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); });
}

QString csvLine(const QStringList& cells)
{
    QStringList written;
    for (const QString& cell : cells)
        written << (isNegativeNumber(cell) ? cell : csvCell(cell));
    return written.join(u',') + u"\r\n"_s;
}

}  // namespace

QString csvCell(QString text)
{
    // Spreadsheets skip what is invisible in front, and take the wide forms of East Asian keyboards for the same signs.
    static const QString kBegins = u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20|"_s;
    qsizetype at = 0;
    while (at < text.size() &&
           (text[at] == u' ' || text[at] == QChar(0x00A0) || text[at].category() == QChar::Other_Format))
        ++at;
    if (at < text.size() && kBegins.contains(text[at])) text.prepend(u'\'');
    const bool isPlain = !text.contains(u'"') && !text.contains(u',') && !text.contains(u';') &&
                         !text.contains(u'\n') && !text.contains(u'\r') && !text.contains(u'\t');
    if (isPlain) return text;
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QByteArray statsCsv(const StatsWords& words, const QList<StatsTable>& besides)
{
    QString file{QChar(QChar::ByteOrderMark)};
    for (const StatsFigure& figure : words.fileFigures())
        file += csvLine({figure.label, figure.exact, figure.value});
    for (const StatsTable& table : words.tables() + besides) {
        file += u"\r\n"_s + csvLine({table.title}) + csvLine(table.headers);
        for (const QList<StatsCell>& row : table.rows) {
            QStringList cells;
            for (const StatsCell& cell : row)
                cells << (cell.exact.isEmpty() ? cell.shown : cell.exact);
            file += csvLine(cells);
        }
    }
    file += u"\r\n"_s + csvLine({words.common()});
    return file.toUtf8();
}

}  // namespace tongdai
