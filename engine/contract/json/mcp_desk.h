#pragma once

#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/message_search.h"

#include <QJsonObject>

#include <variant>

/// The desk's tools as assistants see them (contracts/mcp §3).
namespace tongdai::contract {

enum class DeskTool : quint8 { SearchHistory, ReadConversation, DraftReply };
std::optional<DeskTool> deskToolOf(const QString& name);

/// The results of `initialize` and `tools/list`.
QJsonObject mcpIntroduction(const QJsonObject& params);
QJsonObject mcpDeskTools();
/// Of a `tools/call`.
QString mcpToolIn(const QJsonObject& params);
/// Nothing: they are no object.
std::optional<QJsonObject> mcpArgumentsIn(const QJsonObject& params);

inline constexpr int kMaxDraftLetters = 8'000;  ///< as in the answer box

struct WantedDraft {
    ConversationId conversation;
    QString text;
};
/// Arguments of the tools, or what is wrong with them. Strict; untrusted input.
std::variant<MessageQuery, QString> readDeskSearch(const QJsonObject& arguments);
std::variant<ThreadQuery, QString> readDeskThread(const QJsonObject& arguments);
std::variant<WantedDraft, QString> readDeskDraft(const QJsonObject& arguments);

QJsonObject deskHitsAnswer(const MessageHits& hits);
QJsonObject deskThreadAnswer(const Conversation& conversation, const ThreadPage& page);
QJsonObject deskDraftAnswer(const ConversationId& conversation);

/// The result of a `tools/call`: once as a text and once as an object, because clients differ in which they read.
QJsonObject mcpToolAnswer(const QJsonObject& answer);
/// A call that did nothing, in words for whoever called.
QJsonObject mcpToolTrouble(const QString& words);

/// Acts in the audit log.
inline constexpr QLatin1StringView kAssistantSearched{"assistant.searched"};
inline constexpr QLatin1StringView kAssistantRead{"assistant.read"};
inline constexpr QLatin1StringView kAssistantDrafted{"assistant.drafted"};

}  // namespace tongdai::contract
