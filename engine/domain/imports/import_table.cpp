#include "engine/domain/imports/import_table.h"

#include "engine/domain/imports/read_rows.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<char16_t, 32> kUpperHalf{0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                              0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

/// Where Windows-1258, the Vietnamese one, has other letters; marks stand behind their vowel.
char16_t vietnameseLetter(uchar byte)
{
    switch (byte) {
        case 0xC3: return 0x0102;  // Ă
        case 0xCC: return 0x0300;  // grave
        case 0xD0: return 0x0110;  // Đ
        case 0xD2: return 0x0309;  // hook
        case 0xD5: return 0x01A0;  // Ơ
        case 0xDD: return 0x01AF;  // Ư
        case 0xDE: return 0x0303;  // tilde
        case 0xE3: return 0x0103;  // ă
        case 0xEC: return 0x0301;  // acute
        case 0xF0: return 0x0111;  // đ
        case 0xF2: return 0x0323;  // dot below
        case 0xF5: return 0x01A1;  // ơ
        case 0xFD: return 0x01B0;  // ư
        case 0xFE: return 0x20AB;  // dong
        default: return 0;
    }
}

/// Marks behind plain letters are what Vietnamese of Windows-1258 is full of, and no other language is.
class TableGuess {
public:
    void look(const QByteArray& bytes)
    {
        m_isNeeded = true;
        for (qsizetype i = 1; i < bytes.size(); ++i) {
            const auto byte = uchar(bytes[i]);
            if (byte < 0x80) continue;
            const bool isMark = byte == 0xCC || byte == 0xD2 || byte == 0xDE || byte == 0xEC || byte == 0xF2;
            const bool followsLetter = QByteArrayView("aeiouyAEIOUY\xe2\xea\xf4\xe3\xf5\xfd").contains(bytes[i - 1]);
            ++(isMark && followsLetter ? m_marks : m_others);
        }
    }
    ImportEncoding encoding() const
    {
        if (!m_isNeeded) return ImportEncoding::Utf8;
        return m_marks * 4 > m_others ? ImportEncoding::Windows1258 : ImportEncoding::Windows1252;
    }

private:
    bool m_isNeeded = false;
    qsizetype m_marks = 0;
    qsizetype m_others = 0;
};

/// Of the cells that are no UTF-8.
ImportEncoding guessedEncoding(const std::vector<ImportTable>& tables)
{
    TableGuess guess;
    for (const ImportTable& table : tables) {
        for (const std::vector<ImportTable::Cell>& row : table.rows) {
            for (const ImportTable::Cell& cell : row) {
                if (cell && !isUtf8(*cell)) guess.look(*cell);
            }
        }
    }
    return guess.encoding();
}

/// UTF-16 becomes UTF-8; the mark of the order goes.
QByteArray inUtf8(QByteArray bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF")) return bytes.sliced(3);
    const bool isLittle = bytes.startsWith("\xFF\xFE");
    if (!isLittle && !bytes.startsWith("\xFE\xFF")) return bytes;
    QStringDecoder decoder(isLittle ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE);
    const QString text = decoder(bytes.sliced(2));
    return text.toUtf8();
}

}  // namespace

int ImportTable::column(const QString& wanted) const
{
    for (int i = 0; i < columns.size(); ++i) {
        if (columns[i].compare(wanted, Qt::CaseInsensitive) == 0) return i;
    }
    return -1;
}

const QByteArray* ImportTable::cell(size_t row, int column) const
{
    const std::vector<Cell>& cells = rows[row];
    if (column < 0 || size_t(column) >= cells.size() || !cells[size_t(column)]) return nullptr;
    return &*cells[size_t(column)];
}

const ImportTable* ImportFile::table(const QString& name) const
{
    const auto found = std::ranges::find_if(
        tables, [&](const ImportTable& each) { return each.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == tables.end() ? nullptr : &*found;
}

std::variant<ImportFile, QString> readImportFile(QByteArray bytes)
{
    bytes = inUtf8(std::move(bytes));
    ImportFile file;
    const char first = QByteArrayView(bytes).trimmed().isEmpty() ? '\0' : QByteArrayView(bytes).trimmed().front();
    if (first == '\0') return u"The file is empty"_s;
    if (first == '{' || first == '[') {
        file.kind = ImportFile::Kind::Json;
        auto tables = rows::ofJson(bytes);
        if (const auto* problem = std::get_if<QString>(&tables)) return *problem;
        file.tables = std::move(std::get<std::vector<ImportTable>>(tables));
    } else if (rows::looksLikeSql(bytes)) {
        file.kind = ImportFile::Kind::Sql;
        file.tables = rows::ofSql(bytes);
    } else {
        file.tables = rows::ofCsv(bytes);
    }
    std::erase_if(file.tables, [](const ImportTable& table) { return table.rows.empty(); });
    if (file.tables.empty()) return u"No rows were found in the file"_s;
    file.encoding = guessedEncoding(file.tables);
    return file;
}

bool isUtf8(const QByteArray& bytes)
{
    const bool isPlain = std::ranges::all_of(bytes, [](char each) { return uchar(each) < 0x80; });
    if (isPlain) return true;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError();
}

QString importedText(const QByteArray& bytes, ImportEncoding encoding)
{
    if (encoding == ImportEncoding::Utf8 || isUtf8(bytes))
        return QString::fromUtf8(bytes).normalized(QString::NormalizationForm_C);
    QString text;
    text.reserve(bytes.size());
    for (const char each : bytes) {
        const auto byte = uchar(each);
        const char16_t vietnamese = encoding == ImportEncoding::Windows1258 ? vietnameseLetter(byte) : char16_t(0);
        if (vietnamese != 0)
            text += QChar(vietnamese);
        else
            text += byte >= 0x80 && byte < 0xA0 ? QChar(kUpperHalf[byte - 0x80U]) : QChar(char16_t(byte));
    }
    return text.normalized(QString::NormalizationForm_C);
}

}  // namespace tongdai
