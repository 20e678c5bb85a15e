#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/imports/import_table.h"

#include <QHash>
#include <QTimeZone>

#include <array>

namespace tongdai {

/// What a line of the history is made of.
enum class ImportField : quint8 { Conversation, Message, Sender, Role, Name, Text, Time, Channel };
inline constexpr int kImportFields = 8;
/// Without these there are no lines.
inline constexpr std::array kNeededFields{ImportField::Conversation, ImportField::Text, ImportField::Time};
/// How people name it on a command line: "conversation", "message", …
QLatin1StringView importFieldName(ImportField field);

/// Which column of which table is what; -1: none is.
struct ColumnMap {
    QString table;
    std::array<int, kImportFields> columns{-1, -1, -1, -1, -1, -1, -1, -1};

    int& of(ImportField field) { return columns.at(size_t(field)); }
    int of(ImportField field) const { return columns.at(size_t(field)); }
    /// What is missing without which there are no lines; empty: nothing.
    QString problem() const;
    friend bool operator==(const ColumnMap&, const ColumnMap&) = default;
};

/// The table that looks most like messages, and its columns by their names: those of the older systems whose callers
/// are served here (contracts/handle-message §7, contracts/realtime-chat) and usual ones besides.
ColumnMap guessColumns(const ImportFile& file);
/// The columns of one table by their names.
ColumnMap guessColumnsOf(const ImportTable& table);
/// "text=content" for each; what is wrong with the words, empty: nothing. A column is named as in the table.
QString applyColumns(ColumnMap& map, const ImportFile& file, const QStringList& words);

/// One line of another system's history, ready to be kept (features E10).
struct ImportedLine {
    ConversationId conversation;
    MessageId messageId;  ///< made of the conversation and the line's own id, or of the line itself: the same each time
    QString givenId;      ///< as the file has it; may be empty
    Speaker speaker = Speaker::Customer;
    SenderId sender;
    QString senderName;
    QString text;
    QByteArray original;  ///< its bytes in the file, where the text was repaired or was no UTF-8; else empty
    TimePoint at{};
    QString channel;
};

/// Rows that cannot be lines, by what is wrong with them.
enum class ImportProblem : quint8 { NoConversation, NoText, NoTime, BadId };
struct ImportLines {
    std::vector<ImportedLine> lines;  ///< in the order of their conversations and times
    qint64 repaired = 0;
    qint64 zoneless = 0;              ///< whose time names no zone
    std::array<qint64, 4> leftOut{};  ///< by ImportProblem
};
/// All lines of the mapped table. Ids of conversations and names of people are looked up in the file's other tables
/// where it has them. `zone`: of times that name none. Pure.
ImportLines importedLines(const ImportFile& file, const ColumnMap& map, const QTimeZone& zone = QTimeZone::utc());

/// A time as exports write them: seconds, milliseconds or microseconds since 1970, ISO 8601 (also without its signs:
/// 20250530090405), or day/month/year.
std::optional<TimePoint> importedTime(const QString& text, const QTimeZone& zone = QTimeZone::utc());
/// Of such a time: it is the same moment in every zone.
bool namesItsZone(const QString& text);

}  // namespace tongdai
