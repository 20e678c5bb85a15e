#include "engine/domain/imports/read_rows.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tongdai::rows {

namespace {

bool isNameLetter(char each)
{
    return std::isalnum(uchar(each)) != 0 || each == '_' || each == '$' || uchar(each) >= 0x80;
}

/// Calls `each` with every line, without the spaces before it, until that says true.
template <class Each>
bool anyLine(const QByteArray& bytes, Each each)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', at);
        QByteArrayView line = QByteArrayView(bytes).sliced(at, (end < 0 ? bytes.size() : end) - at);
        while (!line.isEmpty() && (line.front() == ' ' || line.front() == '\t'))
            line = line.sliced(1);
        if (each(line)) return true;
        if (end < 0) break;
        at = end + 1;
    }
    return false;
}

/// The rest behind the words, whatever their capitals; nothing: it begins otherwise.
std::optional<QByteArrayView> behind(QByteArrayView line, QByteArrayView words)
{
    if (line.size() < words.size() || qstrnicmp(line.data(), words.size(), words.data(), words.size()) != 0) return {};
    return line.sliced(words.size());
}

constexpr std::array kRowsInto{QByteArrayView("INSERT INTO "), QByteArrayView("INSERT IGNORE INTO "),
                               QByteArrayView("REPLACE INTO ")};

/// Only MySQL quotes names with backticks, and only it takes a backslash in a text for an escape by default. A backtick
/// in a text says nothing.
bool isOfMySql(const QByteArray& bytes)
{
    return anyLine(bytes, [](QByteArrayView line) {
        if (line.startsWith("-- MySQL") || line.startsWith("-- MariaDB")) return true;
        const auto quotesAName = [&](QByteArrayView words) {
            const auto rest = behind(line, words);
            return rest && rest->startsWith('`');
        };
        return quotesAName("CREATE TABLE ") || quotesAName("CREATE TABLE IF NOT EXISTS ") ||
               std::ranges::any_of(kRowsInto, quotesAName);
    });
}

/// Reads statements from left to right; what it does not know it steps over.
class SqlReader {
public:
    explicit SqlReader(const QByteArray& bytes) : m_bytes(bytes), m_hasEscapes(isOfMySql(bytes)) {}

    std::vector<ImportTable> read()
    {
        while (skipSpace(), m_at < m_bytes.size()) {
            if (takesSign(';')) continue;
            const QByteArray word = keyword();
            if (word == "CREATE")
                create();
            else if (word == "INSERT" || word == "REPLACE")
                insert();
            else if (word == "COPY")
                copy();
            else
                skipStatement();
        }
        return std::move(m_tables);
    }

private:
    bool isAt(char each) const { return m_at < m_bytes.size() && m_bytes[m_at] == each; }
    bool isAt(QByteArrayView words) const
    {
        return m_at + words.size() <= m_bytes.size() &&
               qstrnicmp(m_bytes.constData() + m_at, words.size(), words.data(), words.size()) == 0;
    }
    void skipSpace()
    {
        while (m_at < m_bytes.size()) {
            if (std::isspace(uchar(m_bytes[m_at])) != 0) {
                ++m_at;
            } else if (isAt("--") || isAt('#')) {
                skipTo('\n');
            } else if (isAt("/*")) {
                const qsizetype end = m_bytes.indexOf("*/", m_at);
                m_at = end < 0 ? m_bytes.size() : end + 2;
            } else if (isAt('\\')) {  // psql's own commands
                skipTo('\n');
            } else {
                return;
            }
        }
    }
    void skipTo(char end)
    {
        const qsizetype found = m_bytes.indexOf(end, m_at);
        m_at = found < 0 ? m_bytes.size() : found + 1;
    }
    void skipStatement()
    {
        while (m_at < m_bytes.size() && m_bytes[m_at] != ';') {
            if (isAt('\'') || isAt('"') || isAt('`'))
                quoted(m_bytes[m_at]);
            else
                ++m_at;
        }
    }
    QByteArray keyword()
    {
        skipSpace();
        const qsizetype from = m_at;
        while (m_at < m_bytes.size() && isNameLetter(m_bytes[m_at]))
            ++m_at;
        if (m_at == from && m_at < m_bytes.size()) ++m_at;
        return m_bytes.sliced(from, m_at - from).toUpper();
    }
    bool takes(QByteArrayView word)
    {
        skipSpace();
        if (!isAt(word)) return false;
        const qsizetype end = m_at + word.size();
        if (end < m_bytes.size() && isNameLetter(m_bytes[end])) return false;
        m_at = end;
        return true;
    }
    bool takesSign(char sign)
    {
        skipSpace();
        if (!isAt(sign)) return false;
        ++m_at;
        return true;
    }
    /// What stands between quotes, the quotes included in the step.
    QByteArray quoted(char quote, bool hasEscapes = false)
    {
        QByteArray value;
        ++m_at;
        while (m_at < m_bytes.size()) {
            const char each = m_bytes[m_at++];
            if (each == quote) {
                if (!isAt(quote)) break;
                value += quote;
                ++m_at;
            } else if (each == '\\' && hasEscapes && m_at < m_bytes.size()) {
                value += escaped(m_bytes[m_at++]);
            } else {
                value += each;
            }
        }
        return value;
    }
    static char escaped(char each)
    {
        switch (each) {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'b': return '\b';
            case '0': return '\0';
            case 'Z': return '\x1a';
            default: return each;
        }
    }
    /// Without its schema.
    QString name()
    {
        QByteArray found;
        do {
            skipSpace();
            if (isAt('"') || isAt('`')) {
                found = quoted(m_bytes[m_at]);
            } else {
                const qsizetype from = m_at;
                while (m_at < m_bytes.size() && isNameLetter(m_bytes[m_at]))
                    ++m_at;
                found = m_bytes.sliced(from, m_at - from);
            }
        } while (takesSign('.'));
        return QString::fromUtf8(found);
    }
    QStringList names()
    {
        QStringList found;
        if (!takesSign('(')) return found;
        do
            found.append(name());
        while (takesSign(','));
        takesSign(')');
        return found;
    }
    ImportTable& table(const QString& name)
    {
        const auto found = std::ranges::find(m_tables, name, &ImportTable::name);
        if (found != m_tables.end()) return *found;
        m_tables.emplace_back();
        m_tables.back().name = name;
        return m_tables.back();
    }

    void create()
    {
        takes("TEMPORARY");
        if (!takes("TABLE")) return skipStatement();
        if (takes("IF")) {
            takes("NOT");
            takes("EXISTS");
        }
        ImportTable& made = table(name());
        if (!takesSign('(')) return skipStatement();
        QStringList columns;
        do {
            skipSpace();
            const bool isQuotedName = isAt('"') || isAt('`');
            const qsizetype from = m_at;
            const QString first = name();
            static const QStringList rules{
                QStringLiteral("PRIMARY"),    QStringLiteral("KEY"),      QStringLiteral("UNIQUE"),
                QStringLiteral("CONSTRAINT"), QStringLiteral("INDEX"),    QStringLiteral("FOREIGN"),
                QStringLiteral("CHECK"),      QStringLiteral("FULLTEXT"), QStringLiteral("EXCLUDE")};
            if (m_at > from && (isQuotedName || !rules.contains(first.toUpper()))) columns.append(first);
            skipDefinition();
        } while (takesSign(','));
        if (made.columns.isEmpty()) made.columns = columns;
        skipStatement();
    }
    /// To the comma or the bracket that ends it.
    void skipDefinition()
    {
        int depth = 0;
        while (m_at < m_bytes.size()) {
            const char each = m_bytes[m_at];
            if (each == '\'' || each == '"' || each == '`') {
                quoted(each);
                continue;
            }
            if (depth == 0 && (each == ',' || each == ')' || each == ';')) return;
            depth += each == '(' ? 1 : each == ')' ? -1 : 0;
            ++m_at;
        }
    }

    void insert()
    {
        takes("IGNORE");
        if (!takes("INTO")) return skipStatement();
        ImportTable& into = table(name());
        skipSpace();
        const QStringList columns = isAt('(') ? names() : QStringList();
        if (!takes("VALUES") && !takes("VALUE")) return skipStatement();
        if (!columns.isEmpty() && into.rows.empty()) into.columns = columns;
        do {
            if (!takesSign('(')) break;
            std::vector<ImportTable::Cell> cells;
            do
                cells.push_back(value());
            while (takesSign(','));
            takesSign(')');
            into.rows.push_back(columns.isEmpty() || columns == into.columns ? std::move(cells)
                                                                             : inOrderOf(into, columns, cells));
        } while (takesSign(','));
        skipStatement();
    }
    static std::vector<ImportTable::Cell> inOrderOf(ImportTable& into, const QStringList& columns,
                                                    const std::vector<ImportTable::Cell>& cells)
    {
        std::vector<ImportTable::Cell> ordered(size_t(into.columns.size()));
        for (size_t i = 0; i < std::min(cells.size(), size_t(columns.size())); ++i) {
            const int at = into.column(columns[qsizetype(i)]);
            if (at >= 0) ordered[size_t(at)] = cells[i];
        }
        return ordered;
    }
    ImportTable::Cell value()
    {
        skipSpace();
        if (isAt("E'") || isAt("N'") || isAt("_binary '")) {
            const bool hasEscapes = m_hasEscapes || isAt("E'");
            while (!isAt('\''))
                ++m_at;
            return withoutCast(quoted('\'', hasEscapes));
        }
        if (isAt('\'')) return withoutCast(quoted('\'', m_hasEscapes));
        const qsizetype from = m_at;
        int depth = 0;
        while (m_at < m_bytes.size()) {
            const char each = m_bytes[m_at];
            if (depth == 0 && (each == ',' || each == ')' || each == ';')) break;
            depth += each == '(' ? 1 : each == ')' ? -1 : 0;
            ++m_at;
        }
        const QByteArray plain = m_bytes.sliced(from, m_at - from).trimmed();
        if (plain.compare("NULL", Qt::CaseInsensitive) == 0 || plain.compare("DEFAULT", Qt::CaseInsensitive) == 0)
            return {};
        return plain;
    }
    /// '…'::jsonb
    QByteArray withoutCast(QByteArray text)
    {
        skipSpace();
        while (isAt("::")) {
            m_at += 2;
            name();
            skipSpace();
        }
        return text;
    }

    void copy()
    {
        ImportTable& into = table(name());
        const QStringList columns = names();
        if (!takes("FROM") || !takes("stdin")) return skipStatement();
        if (into.rows.empty() && !columns.isEmpty()) into.columns = columns;
        skipTo('\n');
        while (m_at < m_bytes.size()) {
            const qsizetype end = m_bytes.indexOf('\n', m_at);
            QByteArray line = m_bytes.sliced(m_at, (end < 0 ? m_bytes.size() : end) - m_at);
            m_at = end < 0 ? m_bytes.size() : end + 1;
            if (line.endsWith('\r')) line.chop(1);
            if (line == "\\.") break;
            std::vector<ImportTable::Cell> cells;
            for (const QByteArray& cell : line.split('\t'))
                cells.push_back(cell == "\\N" ? ImportTable::Cell() : ImportTable::Cell(copied(cell)));
            into.rows.push_back(columns == into.columns ? std::move(cells) : inOrderOf(into, columns, cells));
        }
    }
    static QByteArray copied(const QByteArray& cell)
    {
        if (!cell.contains('\\')) return cell;
        QByteArray value;
        for (qsizetype i = 0; i < cell.size(); ++i) {
            if (cell[i] != '\\' || i + 1 == cell.size()) {
                value += cell[i];
                continue;
            }
            ++i;
            value += cell[i] == 'f' ? '\f' : cell[i] == 'v' ? '\v' : escaped(cell[i]);
        }
        return value;
    }

    const QByteArray& m_bytes;
    bool m_hasEscapes;
    qsizetype m_at = 0;
    std::vector<ImportTable> m_tables;
};

}  // namespace

bool looksLikeSql(const QByteArray& bytes)
{
    return anyLine(bytes, [](QByteArrayView line) {
        if (std::ranges::any_of(kRowsInto, [&](QByteArrayView words) { return behind(line, words).has_value(); }))
            return true;
        return behind(line, "COPY ") && line.toByteArray().toUpper().contains(" FROM STDIN");
    });
}

std::vector<ImportTable> ofSql(const QByteArray& bytes)
{
    return SqlReader(bytes).read();
}

}  // namespace tongdai::rows
