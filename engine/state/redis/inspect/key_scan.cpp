#include "engine/state/redis/inspect/key_scan.h"

#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;

namespace {

/// What a question of one type looks like, and where its rows begin.
struct PieceQuestion {
    QByteArrayList command;
    bool isScan = false;    ///< the answer brings its own cursor
    bool isPaired = false;  ///< field and value follow each other
    qint64 first = 0;
};

QByteArray upTo(qint64 first, qint64 count)
{
    return QByteArray::number(first + count - 1);
}

PieceQuestion questionFor(const QByteArray& type, const QByteArray& key, const QByteArray& from)
{
    const qint64 first = from.toLongLong();
    const QByteArray begin = QByteArray::number(first);
    const QByteArray rows = QByteArray::number(KeyScan::kMostRows);
    const QByteArray cursor = from.isEmpty() ? "0"_ba : from;
    if (type == "list") return {{"LRANGE"_ba, key, begin, upTo(first, KeyScan::kMostRows)}, false, false, first};
    if (type == "zset")
        return {{"ZRANGE"_ba, key, begin, upTo(first, KeyScan::kMostRows), "WITHSCORES"_ba}, false, true, first};
    if (type == "hash") return {{"HSCAN"_ba, key, cursor, "COUNT"_ba, rows}, true, true, 0};
    if (type == "set") return {{"SSCAN"_ba, key, cursor, "COUNT"_ba, rows}, true, false, 0};
    if (type == "stream")
        return {{"XREVRANGE"_ba, key, from.isEmpty() ? "+"_ba : '(' + from, "-"_ba, "COUNT"_ba, rows}, false, false, 0};
    return {{"GETRANGE"_ba, key, begin, upTo(first, KeyScan::kTextPiece)}, false, false, first};
}

/// The fields of a stream's entry in one line.
QByteArray fieldsOf(const Reply& entry)
{
    QByteArrayList fields;
    const auto& parts = entry.at(1).elements();
    for (size_t i = 0; i + 1 < parts.size(); i += 2)
        fields << parts[i].bytes() + '=' + parts[i + 1].bytes();
    return fields.join(' ');
}

void addRow(KeyScan::Piece& piece, const QByteArray& name, const QByteArray& value)
{
    piece.rows.emplace_back(name.left(KeyScan::kMostOfOne), value.left(KeyScan::kMostOfOne));
}

void readString(const Reply& answer, qint64 first, KeyScan::Piece& piece)
{
    const QByteArray text = answer.bytes();
    piece.rows.emplace_back(QByteArray::number(first), text);
    if (text.size() == KeyScan::kTextPiece) piece.next = QByteArray::number(first + text.size());
}

void readStream(const Reply& answer, KeyScan::Piece& piece)
{
    for (const Reply& entry : answer.elements())
        addRow(piece, entry.at(0).bytes(), fieldsOf(entry));
    if (piece.rows.size() == size_t(KeyScan::kMostRows)) piece.next = piece.rows.back().first;
}

void readRows(const Reply& rows, const PieceQuestion& question, KeyScan::Piece& piece)
{
    const auto& elements = rows.elements();
    const bool isScored = piece.type == "zset";
    for (size_t i = 0; i < elements.size(); i += question.isPaired ? 2 : 1) {
        const QByteArray value = elements[i].bytes();
        if (!question.isPaired)
            addRow(piece, question.isScan ? QByteArray() : QByteArray::number(question.first + qint64(i)), value);
        else if (i + 1 < elements.size())
            addRow(piece, isScored ? elements[i + 1].bytes() : value, isScored ? value : elements[i + 1].bytes());
    }
}

}  // namespace

QCoro::Task<std::optional<KeyScan::Step>> KeyScan::step(QByteArray cursor, QByteArray match)
{
    const QByteArray pattern = match.isEmpty() ? "*"_ba : match;
    const int looked = m_pace.count();
    ScanPace::Step timed(m_pace);
    std::vector<QByteArrayList> opening;
    opening.push_back({"SCAN"_ba, cursor, "MATCH"_ba, pattern, "COUNT"_ba, QByteArray::number(looked)});
    opening.push_back({"DBSIZE"_ba});
    auto looking = askAll(&m_connection, std::move(opening));
    const auto found = co_await looking;
    timed.end();
    std::optional<Step> step;
    if (!found || !found->at(0).isArray()) co_return step;
    Step made;
    made.looked = looked;
    made.cursor = found->at(0).at(0).bytes();
    made.inAll = found->at(1).integer().value_or(0);
    std::vector<QByteArrayList> questions;
    for (const Reply& key : found->at(0).at(1).elements()) {
        made.keys.push_back({key.bytes(), {}, 0, {}});
        questions.push_back({"TYPE"_ba, key.bytes()});
        questions.push_back({"PTTL"_ba, key.bytes()});
        questions.push_back({"MEMORY"_ba, "USAGE"_ba, key.bytes(), "SAMPLES"_ba, "1"_ba});
    }
    auto asking = askAll(&m_connection, std::move(questions));
    const auto answers = co_await asking;
    if (!answers) co_return step;
    for (size_t i = 0; i < made.keys.size(); ++i) {
        Key& key = made.keys[i];
        key.type = answers->at(3 * i).bytes();
        const qint64 left = answers->at(3 * i + 1).integer().value_or(-2);
        if (left >= 0) key.left = std::chrono::milliseconds(left);
        key.bytes = answers->at(3 * i + 2).integer().value_or(0);
    }
    std::erase_if(made.keys, [](const Key& key) { return key.type == "none"; });  // gone meanwhile
    step = std::move(made);
    co_return step;
}

QCoro::Task<std::optional<KeyScan::Piece>> KeyScan::piece(QByteArray key, QByteArray from)
{
    std::optional<Piece> piece;
    auto asked = orNothing(m_connection.command({"TYPE"_ba, key}));
    const auto type = co_await asked;
    if (!type || type->bytes() == "none" || type->isError()) co_return piece;
    Piece made;
    made.type = type->bytes();
    const PieceQuestion question = questionFor(made.type, key, from);
    auto reading = orNothing(m_connection.command(question.command));
    const auto answer = co_await reading;
    if (!answer) co_return piece;
    if (made.type == "string") {
        readString(*answer, question.first, made);
    } else if (made.type == "stream") {
        readStream(*answer, made);
    } else {
        readRows(question.isScan ? answer->at(1) : *answer, question, made);
        const QByteArray cursor = question.isScan ? answer->at(0).bytes() : QByteArray();
        if (question.isScan && cursor != "0") made.next = cursor;
        if (!question.isScan && made.rows.size() == size_t(kMostRows))
            made.next = QByteArray::number(question.first + kMostRows);
    }
    piece = std::move(made);
    co_return piece;
}

}  // namespace tongdai::redis
