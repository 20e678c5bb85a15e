#include "tests/architecture/comments.h"

#include <QStringList>

#include <map>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// Pieces of comments by their line, in order.
using CommentLines = std::map<int, QString>;

QString withoutMarks(QString piece)
{
    piece = piece.trimmed();
    while (piece.startsWith(u'/') || piece.startsWith(u'*') || piece.startsWith(u'!') || piece.startsWith(u'<'))
        piece.remove(0, 1);
    return piece.trimmed();
}

std::vector<Comment> joinedByNeighbours(const CommentLines& lines)
{
    std::vector<Comment> comments;
    int previous = -1;
    for (const auto& [number, text] : lines) {
        if (comments.empty() || number != previous + 1) comments.emplace_back();
        Comment& comment = comments.back();
        if (!comment.text.isEmpty()) comment.text += u' ';
        comment.lines.push_back({comment.text.size(), number});
        comment.text += text;
        previous = number;
    }
    return comments;
}

/// Where a text that begins at `from` with `quote` ends, behind its last quote.
qsizetype endOfText(const QString& source, qsizetype from, QChar quote)
{
    for (qsizetype i = from + 1; i < source.size() && source[i] != u'\n'; ++i) {
        if (source[i] == u'\\')
            ++i;
        else if (source[i] == quote)
            return i + 1;
    }
    return from + 1;
}

/// Behind R"mark( … )mark".
qsizetype endOfRawText(const QString& source, qsizetype quote)
{
    const qsizetype bracket = source.indexOf(u'(', quote);
    if (bracket < 0) return source.size();
    const QString end = u')' + source.sliced(quote + 1, bracket - quote - 1) + u'"';
    const qsizetype found = source.indexOf(end, bracket);
    return found < 0 ? source.size() : found + end.size();
}

}  // namespace

int Comment::lineAt(qsizetype offset) const
{
    int number = 0;
    for (const Line& line : lines) {
        if (line.at > offset) break;
        number = line.number;
    }
    return number;
}

std::vector<Comment> commentsOfCpp(const QString& source)
{
    CommentLines found;
    int line = 1;
    qsizetype i = 0;
    const auto skipTo = [&](qsizetype end) {
        line += int(QStringView(source).sliced(i, end - i).count(u'\n'));
        i = end;
    };
    while (i < source.size()) {
        const QStringView rest = QStringView(source).sliced(i);
        if (rest.startsWith(u"//")) {
            const qsizetype end = source.indexOf(u'\n', i);
            const qsizetype last = end < 0 ? source.size() : end;
            found[line] = withoutMarks(source.sliced(i, last - i));
            skipTo(last);
        } else if (rest.startsWith(u"/*")) {
            const qsizetype end = source.indexOf(u"*/"_s, i + 2);
            const qsizetype last = end < 0 ? source.size() : end;
            int each = line;
            for (const QString& piece : source.sliced(i, last - i).split(u'\n'))
                found[each++] = withoutMarks(piece);
            skipTo(last);
        } else if (rest.startsWith(u'"')) {
            const bool isRaw = i > 0 && source[i - 1] == u'R';
            skipTo(isRaw ? endOfRawText(source, i) : endOfText(source, i, u'"'));
        } else if (rest.startsWith(u'\'') && (i == 0 || !source[i - 1].isLetterOrNumber())) {
            skipTo(endOfText(source, i, u'\''));  // else it parts the digits of a number
        } else {
            if (source[i] == u'\n') ++line;
            ++i;
        }
    }
    return joinedByNeighbours(found);
}

std::vector<Comment> commentsAfterDashes(const QString& source)
{
    CommentLines found;
    int number = 0;
    for (const QString& line : source.split(u'\n')) {
        ++number;
        const qsizetype at = line.indexOf(u"--"_s);
        if (at >= 0) found[number] = line.sliced(at + 2).trimmed();
    }
    return joinedByNeighbours(found);
}

std::vector<Comment> paragraphsOf(const QString& document)
{
    std::vector<Comment> paragraphs;
    CommentLines found;
    bool isCode = false;
    int number = 0;
    for (const QString& line : document.split(u'\n')) {
        ++number;
        if (line.startsWith("```"_L1)) isCode = !isCode;
        const bool standsAlone = line.startsWith(u'|') || line.startsWith(u'#');
        if (!isCode && !line.isEmpty() && !standsAlone) {
            found[number] = line.trimmed();
            continue;
        }
        for (Comment& each : joinedByNeighbours(std::exchange(found, {})))
            paragraphs.push_back(std::move(each));
        if (standsAlone && !isCode) paragraphs.push_back({line, {{0, number}}});
    }
    for (Comment& each : joinedByNeighbours(found))
        paragraphs.push_back(std::move(each));
    return paragraphs;
}

}  // namespace tongdai::testing
