#include "engine/domain/imports/read_rows.h"

#include <array>

namespace tongdai::rows {

namespace {

/// Of its first line, outside quotes.
char separatorOf(const QByteArray& bytes)
{
    constexpr std::array kSeparators{',', ';', '\t', '|'};
    std::array<int, kSeparators.size()> counts{};
    bool isQuoted = false;
    for (const char each : bytes) {
        if (each == '"') isQuoted = !isQuoted;
        if (isQuoted) continue;
        if (each == '\n') break;
        for (size_t i = 0; i < kSeparators.size(); ++i)
            counts.at(i) += each == kSeparators.at(i) ? 1 : 0;
    }
    size_t best = 0;
    for (size_t i = 1; i < kSeparators.size(); ++i) {
        if (counts.at(i) > counts.at(best)) best = i;
    }
    return kSeparators.at(best);
}

/// A quote inside a quoted field stands twice; a field may go on over lines (RFC 4180).
class CsvReader {
public:
    CsvReader(const QByteArray& bytes, char separator) : m_bytes(bytes), m_separator(separator) {}

    bool isAtEnd() const { return m_at >= m_bytes.size(); }
    std::vector<ImportTable::Cell> next()
    {
        std::vector<ImportTable::Cell> cells;
        while (true) {
            cells.emplace_back(field());
            if (isAtEnd()) break;
            const char after = m_bytes[m_at++];
            if (after == m_separator) continue;
            if (after == '\r' && !isAtEnd() && m_bytes[m_at] == '\n') ++m_at;
            break;
        }
        return cells;
    }

private:
    bool endsField(char each) const { return each == m_separator || each == '\n' || each == '\r'; }
    QByteArray field()
    {
        QByteArray value;
        if (isAtEnd() || m_bytes[m_at] != '"') {
            const qsizetype from = m_at;
            while (!isAtEnd() && !endsField(m_bytes[m_at]))
                ++m_at;
            return m_bytes.sliced(from, m_at - from);
        }
        ++m_at;
        while (!isAtEnd()) {
            const char each = m_bytes[m_at++];
            if (each != '"') {
                value += each;
            } else if (!isAtEnd() && m_bytes[m_at] == '"') {
                value += m_bytes[m_at++];
            } else {
                break;
            }
        }
        while (!isAtEnd() && !endsField(m_bytes[m_at]))
            value += m_bytes[m_at++];
        return value;
    }

    const QByteArray& m_bytes;
    char m_separator;
    qsizetype m_at = 0;
};

}  // namespace

std::vector<ImportTable> ofCsv(const QByteArray& bytes)
{
    CsvReader reader(bytes, separatorOf(bytes));
    ImportTable table;
    for (const ImportTable::Cell& name : reader.next())
        table.columns.append(QString::fromUtf8(name.value_or(QByteArray())).trimmed());
    while (!reader.isAtEnd()) {
        std::vector<ImportTable::Cell> cells = reader.next();
        const bool isBlank = cells.size() == 1 && cells[0]->trimmed().isEmpty();
        if (!isBlank) table.rows.push_back(std::move(cells));
    }
    std::vector<ImportTable> tables;
    tables.push_back(std::move(table));
    return tables;
}

}  // namespace tongdai::rows
