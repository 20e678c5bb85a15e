#include "app/settings/key_value_edit.h"

#include "app/settings/key_value_file.h"

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const QByteArray& line)
{
    const std::vector<KeyValueLine> parsed = parseKeyValueLines(line);
    return parsed.empty() ? QString() : parsed.front().key;
}

/// "#KEY=…" or "# KEY=…": where the sample shows what could stand there.
bool showsKey(const QByteArray& line, const QString& key)
{
    const QByteArray words = line.trimmed();
    return words.startsWith('#') && keyOf(words.mid(1).trimmed()) == key && words.contains('=');
}

}  // namespace

std::optional<QString> spelledValue(const QString& value)
{
    if (value.contains(u'\n') || value.contains(u'\r') || value.contains(QChar(u'\0'))) return std::nullopt;
    const bool isPlain = value == value.trimmed() && !value.startsWith(u'"') && !value.startsWith(u'\'') &&
                         !value.startsWith(u'#') && !value.contains(" #"_L1);
    if (isPlain) return value;
    for (const QChar quote : {u'"', u'\''}) {
        if (!value.contains(quote)) return quote + value + quote;
    }
    return std::nullopt;
}

std::optional<QByteArray> withChanges(const QByteArray& text, const KeyValueChanges& changes)
{
    QByteArrayList lines = text.isEmpty() ? QByteArrayList() : text.split('\n');
    const QByteArray lineEnd = text.contains("\r\n") ? "\r"_ba : QByteArray();
    for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
        QByteArray written;
        if (change.value()) {
            const std::optional<QString> spelled = spelledValue(*change.value());
            if (!spelled) return std::nullopt;
            written = (change.key() + u'=' + *spelled).toUtf8() + lineEnd;
        }
        // The last line of a key counts when it is read; one is enough.
        qsizetype place = -1;
        for (qsizetype i = lines.size() - 1; i >= 0; --i) {
            if (keyOf(lines[i]) != change.key()) continue;
            if (place < 0 && change.value()) {
                place = i;
            } else {
                lines.removeAt(i);
                if (place > i) --place;
            }
        }
        if (!change.value()) continue;
        if (place >= 0) {
            lines[place] = written;
            continue;
        }
        for (qsizetype i = 0; i < lines.size() && place < 0; ++i) {
            if (showsKey(lines[i], change.key())) place = i;
        }
        if (place >= 0) {
            lines.insert(place + 1, written);
        } else if (!lines.isEmpty() && lines.last().isEmpty()) {
            lines.insert(lines.size() - 1, written);  // before the end of the last line
        } else {
            lines << written << QByteArray();
        }
    }
    return lines.join('\n');
}

QByteArray withoutKeys(const QByteArray& text, const QStringList& keys)
{
    QByteArrayList kept;
    for (const QByteArray& line : text.split('\n')) {
        QByteArray words = line.trimmed();
        const bool isComment = words.startsWith('#');
        while (words.startsWith('#'))
            words = words.mid(1).trimmed();
        const std::vector<KeyValueLine> parsed = parseKeyValueLines(words);
        const bool isNamed = !parsed.empty() && keys.contains(parsed.front().key);
        const bool saysNothing =
            isComment && isNamed && parsed.front().value.isEmpty() && parsed.front().problem.isEmpty();
        if (!isNamed || saysNothing) kept << line;  // "#KEY=" only shows where the value goes
    }
    return kept.join('\n');
}

}  // namespace tongdai::app
