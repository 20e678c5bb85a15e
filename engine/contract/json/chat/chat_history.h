#pragma once

#include "engine/domain/conversation/chat_session.h"

#include <QDate>
#include <QJsonObject>

#include <variant>

/// Shapes of contracts/chat-history §1 (HTTP, camelCase) and §2 (Redis list elements, PascalCase). Readers take either
/// spelling, in any case.
namespace tongdai::contract {

inline constexpr qsizetype kMaxChatTextBytes = 64 * 1024;
inline constexpr int kMaxPageSize = 100;

QJsonObject toJson(const ChatEntry& entry);
QJsonObject toJson(const ChatSession& session);
QString statusName(ChatSessionStatus status);
ChatSessionStatus statusOf(QStringView name);

struct HistoryPageAnswer {
    std::vector<ChatEntry> entries;
    int totalCount = 0;
    int currentPage = 1;
    int pageSize = 20;
    ChatSession session;
};
QJsonObject toJson(const HistoryPageAnswer& page);

/// `POST /sync`. A message id that is absent stays empty: its caller makes one.
struct SyncRequest {
    ChatEntry entry;
    bool hasTime = false;
};
/// The text is what the caller is told.
std::variant<SyncRequest, QString> readSyncRequest(QByteArrayView body);

/// One element of `chat_history:{userId}:{sessionId}`.
QByteArray writeListElement(const ChatEntry& entry);
/// Nothing: corrupt.
std::optional<ChatEntry> readListElement(QByteArrayView element);

/// `{"date","totalMessages","aiResponses","userMessages":{userId:n}}`
QJsonObject dayCountersAnswer(QDate day, const ChatDayCounters& counted);
/// `{"total_messages","ai_responses","user_{userId}_messages"}`, the fields of the hash
QJsonObject dayCountersAsInRedis(QDate day, const ChatDayCounters& counted);

}  // namespace tongdai::contract
