#include "app/settings/key_value_file.h"

#include <QStringDecoder>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

bool isKey(QStringView key)
{
    if (key.isEmpty() || key.front().isDigit()) return false;
    return std::all_of(key.begin(), key.end(),
                       [](QChar c) { return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber()); });
}

QString valueOf(QStringView rest, QString* problem)
{
    rest = rest.trimmed();
    if (!rest.isEmpty() && (rest.front() == u'"' || rest.front() == u'\'')) {
        const qsizetype end = rest.indexOf(rest.front(), 1);
        if (end < 0) {
            *problem = u"the quote is not closed"_s;
            return {};
        }
        const QStringView after = rest.sliced(end + 1).trimmed();
        if (!after.isEmpty() && after.front() != u'#') *problem = u"text after the closing quote"_s;
        return rest.sliced(1, end - 1).toString();
    }
    if (rest.startsWith(u'#')) return {};
    const qsizetype comment = rest.indexOf(" #"_L1);
    return (comment < 0 ? rest : rest.first(comment)).trimmed().toString();
}

KeyValueLine parseLine(int number, QStringView line)
{
    KeyValueLine result{number, {}, {}, {}};
    if (line.startsWith("export "_L1)) line = line.sliced(7).trimmed();
    const qsizetype equals = line.indexOf(u'=');
    if (equals < 0) {
        result.problem = u"expected KEY=value"_s;
        return result;
    }
    result.key = line.first(equals).trimmed().toString();
    if (!isKey(result.key)) {
        result.problem = u"'%1' is not a setting name"_s.arg(result.key.left(64));
        return result;
    }
    result.value = valueOf(line.sliced(equals + 1), &result.problem);
    return result;
}

}  // namespace

std::vector<KeyValueLine> parseKeyValueLines(const QByteArray& text)
{
    std::vector<KeyValueLine> lines;
    const QByteArray body = text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text;  // a byte-order mark is harmless
    int number = 0;
    for (const QByteArray& raw : body.split('\n')) {
        ++number;
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder(raw);
        const QString line = decoded.trimmed();
        if (decoder.hasError() || raw.contains('\0')) {
            lines.push_back({number, {}, {}, u"not readable as UTF-8 text"_s});
        } else if (!line.isEmpty() && !line.startsWith(u'#')) {
            lines.push_back(parseLine(number, line));
        }
    }
    return lines;
}

}  // namespace tongdai::app
