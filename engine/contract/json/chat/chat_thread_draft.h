#pragma once

#include "engine/contract/json/field_problem.h"
#include "engine/domain/conversation/chat.h"

#include <QByteArrayView>

#include <variant>

/// Bodies of the chat's REST routes, read strictly: kinds, names nobody knows, names that stand twice. Any thread.
namespace tongdai::contract {

/// Body of POST /api/chat/threads: `{id, type?, subject?, jobPostId?, contractId?, metadata?, bot?, participants:
/// [{userId, role, email?, firstName?, lastName?, avatar?}]}`, or all that is wrong with it.
std::variant<ThreadDraft, std::vector<FieldProblem>> readThreadDraft(QByteArrayView body);

/// Body of POST /api/chat/threads/{id}/read: `{messageId?}`, or nothing at all. An empty id: everything.
std::variant<MessageId, std::vector<FieldProblem>> readReadMark(QByteArrayView body);

}  // namespace tongdai::contract
