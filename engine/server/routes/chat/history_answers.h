#pragma once

#include "engine/server/http/http_message.h"
#include "engine/work/chat/chat_history.h"

/// How `/api/chathistory` answers (contracts/chat-history §1): the formats of the framework the callers know.
namespace tongdai {

/// `text/plain`, or a JSON string when the caller takes nothing else.
http::Response plainError(const http::Request& request, int status, const QString& text);
http::Response jsonAnswer(const QByteArray& json);
/// `{"message": …}`
http::Response messageAnswer(const QString& text);
http::Response storeTrouble(const http::Request& request, const StoreError& error);

/// `page`, `pageSize`, `fromDate`, `toDate`; names without case. The text says what is wrong.
std::variant<ChatPageRequest, QString> readPageRequest(const http::Request& request, int usualPageSize);

}  // namespace tongdai
