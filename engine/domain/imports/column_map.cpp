#include "engine/domain/imports/column_map.h"

#include "engine/domain/conversation/sender_kind.h"
#include "engine/domain/text/repair_text.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kFieldNames{"conversation"_L1, "message"_L1, "sender"_L1, "role"_L1,
                                 "name"_L1,         "text"_L1,    "time"_L1,   "channel"_L1};

/// Names of columns, the surest first.
const std::array<QStringList, kImportFields>& knownNames()
{
    static const std::array<QStringList, kImportFields> names{
        QStringList{u"conversation_id"_s, u"conversationId"_s, u"thread_id"_s, u"threadId"_s, u"session_id"_s,
                    u"sessionId"_s, u"chat_id"_s, u"ticket_id"_s, u"conversation"_s, u"parent.id"_s},
        QStringList{u"message_id"_s, u"messageId"_s, u"msg_id"_s, u"id"_s, u"uuid"_s},
        QStringList{u"sender_id"_s, u"senderId"_s, u"from.id"_s, u"from_id"_s, u"author_id"_s, u"user_id"_s,
                    u"userId"_s, u"customer_id"_s},
        QStringList{u"sender_type"_s, u"senderType"_s, u"sender_role"_s, u"message_role"_s, u"role"_s, u"author_type"_s,
                    u"speaker"_s, u"type"_s},
        QStringList{u"sender_name"_s, u"senderName"_s, u"from.name"_s, u"from_name"_s, u"customer_name"_s, u"name"_s},
        QStringList{u"message_content"_s, u"content"_s, u"body"_s, u"text"_s, u"original_message"_s, u"message"_s,
                    u"msg"_s},
        QStringList{u"sent_at"_s, u"sentAt"_s, u"timestamp"_s, u"created_at"_s, u"createdAt"_s, u"inserted_at"_s,
                    u"time"_s, u"date"_s, u"received_at"_s},
        QStringList{u"platform"_s, u"channel"_s, u"source"_s}};
    return names;
}

/// Conversations by the key that messages name them with, and people's names by their ids.
struct Lookups {
    QHash<QByteArray, QByteArray> conversations;
    QHash<QByteArray, QByteArray> channels;  ///< by the same key
    QHash<QByteArray, QByteArray> people;
};

const QByteArray* cellOf(const ImportTable& table, size_t row, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (const QByteArray* cell = table.cell(row, table.column(QString::fromLatin1(name)))) return cell;
    }
    return nullptr;
}

Lookups lookupsOf(const ImportFile& file, const ColumnMap& map)
{
    Lookups lookups;
    for (const ImportTable& table : file.tables) {
        if (table.name == map.table) continue;
        const bool isConversations = table.name.compare("conversations"_L1, Qt::CaseInsensitive) == 0;
        const bool isPeople =
            table.column(u"first_name"_s) >= 0 || table.name.compare("users"_L1, Qt::CaseInsensitive) == 0;
        for (size_t row = 0; row < table.rows.size() && (isConversations || isPeople); ++row) {
            const QByteArray* const key = cellOf(table, row, {isPeople ? "user_id" : "id", "id"});
            if (!key) continue;
            if (isConversations) {
                if (const QByteArray* outer = cellOf(table, row, {"conversation_id"}))
                    lookups.conversations[*key] = *outer;
                if (const QByteArray* channel = cellOf(table, row, {"channel", "platform"}))
                    lookups.channels[*key] = *channel;
                continue;
            }
            QByteArray name = cellOf(table, row, {"name", "full_name", "first_name"})
                                  ? *cellOf(table, row, {"name", "full_name", "first_name"})
                                  : QByteArray();
            if (const QByteArray* last = cellOf(table, row, {"last_name"})) name = (name + ' ' + *last).trimmed();
            if (!name.isEmpty()) lookups.people[*key] = name;
        }
    }
    return lookups;
}

/// The older chat calls its people by other words than its customers' messages do.
Speaker speakerOf(const QString& role)
{
    const QString word = role.trimmed().toLower();
    if (word.isEmpty() || word == "freelancer"_L1) return Speaker::Customer;
    if (word == "arbitrator"_L1) return Speaker::Operator;
    switch (senderKind(word)) {
        case SenderKind::Customer: return Speaker::Customer;
        case SenderKind::Person: return Speaker::Operator;
        case SenderKind::Machine: return Speaker::Bot;
        case SenderKind::Removal:
        case SenderKind::Unknown: break;
    }
    return Speaker::Customer;
}

class LineMaker {
public:
    LineMaker(const ImportFile& file, const ColumnMap& map, const QTimeZone& zone)
        : m_file(file), m_map(map), m_zone(zone), m_table(*file.table(map.table)), m_lookups(lookupsOf(file, map))
    {
    }

    std::variant<ImportedLine, ImportProblem> at(size_t row, bool& isRepaired)
    {
        ImportedLine line;
        const QByteArray* const key = cell(row, ImportField::Conversation);
        if (!key || key->isEmpty()) return ImportProblem::NoConversation;
        line.conversation = ConversationId(m_lookups.conversations.value(*key, *key));
        if (checkId(line.conversation.bytes())) return ImportProblem::BadId;
        const QByteArray* const said = cell(row, ImportField::Text);
        if (!said) return ImportProblem::NoText;
        const RepairedText repaired = repairText(importedText(*said, m_file.encoding));
        line.text = repaired.text.trimmed();
        if (line.text.isEmpty()) return ImportProblem::NoText;
        isRepaired = repaired.isRepaired();
        if (isRepaired || !isUtf8(*said)) line.original = *said;
        const QByteArray* const when = cell(row, ImportField::Time);
        const auto time = when ? importedTime(QString::fromUtf8(*when), m_zone) : std::nullopt;
        if (!time) return ImportProblem::NoTime;
        line.at = *time;
        line.speaker = speakerOf(text(row, ImportField::Role));
        if (const QByteArray* sender = cell(row, ImportField::Sender); sender && !checkId(*sender)) {
            line.sender = SenderId(*sender);
            line.senderName = word(m_lookups.people.value(*sender));
        }
        if (const QString name = text(row, ImportField::Name); !name.isEmpty()) line.senderName = name;
        line.channel = text(row, ImportField::Channel).toLower();
        if (line.channel.isEmpty()) line.channel = word(m_lookups.channels.value(*key)).toLower();
        if (const QByteArray* id = cell(row, ImportField::Message)) line.givenId = QString::fromUtf8(*id);
        line.messageId = idOf(line);
        return line;
    }

private:
    const QByteArray* cell(size_t row, ImportField field) const { return m_table.cell(row, m_map.of(field)); }
    QString word(const QByteArray& bytes) const
    {
        return repairText(importedText(bytes, m_file.encoding)).text.trimmed().left(200);
    }
    QString text(size_t row, ImportField field) const
    {
        const QByteArray* const found = cell(row, field);
        return found ? word(*found) : QString();
    }
    /// Where the file gives none, the line itself; the same words at the same time are told apart by their order.
    MessageId idOf(const ImportedLine& line)
    {
        QByteArray from = line.conversation.bytes() + '\0' + line.givenId.toUtf8();
        if (line.givenId.isEmpty()) {
            from += QByteArray::number(qint64(line.at.time_since_epoch().count())) + '\0' +
                    QByteArray::number(int(line.speaker)) + '\0' + line.text.toUtf8();
            from += QByteArray::number(m_same[from]++);
        }
        return MessageId("i-" + QCryptographicHash::hash(from, QCryptographicHash::Sha256).toHex().left(32));
    }

    const ImportFile& m_file;
    const ColumnMap& m_map;
    const QTimeZone& m_zone;
    const ImportTable& m_table;
    Lookups m_lookups;
    QHash<QByteArray, int> m_same;
};

}  // namespace

QLatin1StringView importFieldName(ImportField field)
{
    return kFieldNames.at(size_t(field));
}

QString ColumnMap::problem() const
{
    for (const ImportField field : kNeededFields) {
        if (of(field) < 0) return u"No column is named for the %1"_s.arg(importFieldName(field));
    }
    return {};
}

ColumnMap guessColumnsOf(const ImportTable& table)
{
    ColumnMap map;
    map.table = table.name;
    for (size_t field = 0; field < kImportFields; ++field) {
        for (const QString& name : knownNames().at(field)) {
            const int column = table.column(name);
            if (column < 0 || std::ranges::find(map.columns, column) != map.columns.end()) continue;
            // A picture beside a message is no message because its message has a text and a time.
            const bool isOwnWord = field == size_t(ImportField::Text) || field == size_t(ImportField::Time);
            if (isOwnWord && table.inherited.contains(table.columns[column])) continue;
            map.columns.at(field) = column;
            break;
        }
    }
    return map;
}

ColumnMap guessColumns(const ImportFile& file)
{
    ColumnMap best;
    int mostFound = -1;
    for (const ImportTable& table : file.tables) {
        const ColumnMap map = guessColumnsOf(table);
        const auto found = int(std::ranges::count_if(map.columns, [](int column) { return column >= 0; }));
        const int worth = found + (map.problem().isEmpty() ? 100 : 0);
        if (worth <= mostFound) continue;
        mostFound = worth;
        best = map;
    }
    return best;
}

QString applyColumns(ColumnMap& map, const ImportFile& file, const QStringList& words)
{
    for (const QString& word : words) {
        const QString field = word.section(u'=', 0, 0).trimmed();
        const QString column = word.section(u'=', 1).trimmed();
        if (field == "table"_L1) {
            if (!file.table(column)) return u"There is no table '%1' in the file"_s.arg(column);
            map = guessColumnsOf(*file.table(column));
            continue;
        }
        const auto known = std::ranges::find(kFieldNames, field);
        if (known == kFieldNames.end()) return u"'%1' is nothing a line is made of"_s.arg(field);
        const ImportTable* const table = file.table(map.table);
        const int at = column.isEmpty() || !table ? -1 : table->column(column);
        if (at < 0 && !column.isEmpty()) return u"There is no column '%1' in the table"_s.arg(column);
        map.columns.at(size_t(known - kFieldNames.begin())) = at;
    }
    return {};
}

ImportLines importedLines(const ImportFile& file, const ColumnMap& map, const QTimeZone& zone)
{
    ImportLines result;
    const ImportTable* const table = file.table(map.table);
    if (!table || !map.problem().isEmpty()) return result;
    LineMaker maker(file, map, zone);
    for (size_t row = 0; row < table->rows.size(); ++row) {
        bool isRepaired = false;
        auto made = maker.at(row, isRepaired);
        if (const auto* problem = std::get_if<ImportProblem>(&made)) {
            ++result.leftOut.at(size_t(*problem));
            continue;
        }
        result.repaired += isRepaired ? 1 : 0;
        const QByteArray* const when = table->cell(row, map.of(ImportField::Time));
        result.zoneless += when && !namesItsZone(QString::fromUtf8(*when)) ? 1 : 0;
        result.lines.push_back(std::move(std::get<ImportedLine>(made)));
    }
    std::ranges::stable_sort(result.lines, [](const ImportedLine& one, const ImportedLine& other) {
        return std::tie(one.conversation, one.at) < std::tie(other.conversation, other.at);
    });
    return result;
}

namespace {

/// By its size: seconds until the year 5138, then thousandths, then millionths, then billionths.
std::optional<TimePoint> sinceEpoch(double number)
{
    if (!std::isfinite(number) || number <= 0 || number > 1e20) return {};
    while (number > 1e11)
        number /= 1000;
    return fromUnixSeconds(number);
}

std::optional<TimePoint> momentOf(const QDate& date, const QTime& time, const QTimeZone& zone, qint64 thousandths = 0)
{
    if (!date.isValid() || !time.isValid()) return {};
    const QDateTime moment(date, time, zone);
    if (!moment.isValid()) return {};
    return TimePoint(std::chrono::milliseconds(moment.toMSecsSinceEpoch() + thousandths));
}

/// 20250530 or 20250530090405.
bool isCompactTime(const QString& text)
{
    static const QRegularExpression compact(u"^(?:19|20)\\d{6}(?:\\d{6})?$"_s);
    return compact.match(text).hasMatch();
}

std::optional<TimePoint> compactTime(const QString& digits, const QTimeZone& zone)
{
    const QDate date = QDate::fromString(digits.left(8), u"yyyyMMdd"_s);
    const QTime time = digits.size() == 8 ? QTime(0, 0) : QTime::fromString(digits.mid(8), u"HHmmss"_s);
    return momentOf(date, time, zone);
}

}  // namespace

bool namesItsZone(const QString& text)
{
    const QString given = text.trimmed();
    if (isCompactTime(given)) return false;
    bool isNumber = false;
    given.toDouble(&isNumber);
    static const QRegularExpression zoned(u"(?:Z|[+-]\\d{2}:?(?:\\d{2})?)$"_s);
    return isNumber || (given.contains(u':') && zoned.match(given).hasMatch());
}

std::optional<TimePoint> importedTime(const QString& text, const QTimeZone& zone)
{
    const QString given = text.trimmed();
    if (isCompactTime(given)) return compactTime(given, zone);
    bool isNumber = false;
    const double number = given.toDouble(&isNumber);
    if (isNumber) return sinceEpoch(number);
    static const QRegularExpression dayFirst(
        u"^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})(?:[ T,]+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?$"_s);
    if (const auto found = dayFirst.match(given); found.hasMatch()) {
        const QDate date(found.captured(3).toInt(), found.captured(2).toInt(), found.captured(1).toInt());
        const QTime time(found.captured(4).toInt(), found.captured(5).toInt(), found.captured(6).toInt());
        return momentOf(date, time, zone);
    }
    static const QRegularExpression iso(
        u"^(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}(?::\\d{2})?)(?:[.,](\\d{1,9}))?\\s*(Z|[+-]\\d{2}:?(?:\\d{2})?)?$"_s);
    const auto found = iso.match(given);
    if (!found.hasMatch()) return {};
    const QDate date = QDate::fromString(found.captured(1), Qt::ISODate);
    const QTime time = QTime::fromString(found.captured(2), Qt::ISODate);
    const qint64 thousandths = (found.captured(3) + u"000"_s).left(3).toInt();
    const QString named = QString(found.captured(4)).remove(u':');
    if (named.isEmpty()) return momentOf(date, time, zone, thousandths);
    qint64 offset = 0;
    if (named.size() >= 3) {
        offset = named.mid(1, 2).toInt() * 60 + named.mid(3, 2).toInt();
        if (named.startsWith(u'-')) offset = -offset;
    }
    return momentOf(date, time, QTimeZone::utc(), thousandths - offset * 60'000);
}

}  // namespace tongdai
