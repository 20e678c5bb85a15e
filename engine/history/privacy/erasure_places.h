#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/history/store/sql_session.h"

/// Where a person's traces lie in the store: the one list that planning and erasing work from, and that a test compares
/// with the schema (guarantees 2.16). Reads only.
namespace tongdai {

/// What hangs on a conversation, in an order in which it may be deleted. Receipts, device cursors and the words a line
/// is found by go with their messages and participants, notes with their dispute (on delete cascade).
struct Hanging {
    QString table;
    bool byUuid;  ///< of the conversation's row; else by the id given from outside
};
const std::vector<Hanging>& hanging();

/// A person's traces outside of the conversations that are theirs.
struct Elsewhere {
    QString place;
    QString where;  ///< one value: the person's id
    QString change;
    bool isRemoval = false;
};
const std::vector<Elsewhere>& elsewhere();

/// The conversations that are theirs alone.
struct Owned {
    std::vector<ConversationId> ids;
    SqlParams uuids;
};
Owned ownedBy(SqlSession& session, const SenderId& user);
/// Every conversation that an erasure would change: a hold on any of them forbids it.
std::vector<ConversationId> concernedBy(SqlSession& session, const SenderId& user);
/// Conversations of others that are assigned to them.
std::vector<ConversationId> assignedTo(SqlSession& session, const SenderId& user);
/// What has to stay of it in this store, the entries of the audit log about them and these conversations counted.
std::vector<LeftPlace> keptOf(SqlSession& session, const SenderId& user, const std::vector<ConversationId>& ids);
/// Of the audit log, those about any of these pseudonyms.
extern const QString kAuditEntriesSql;
SqlParams paramsOf(const std::vector<ConversationId>& ids);

/// Tables that hold something about people, and tables that never do: together the whole schema, so that a new table
/// cannot be forgotten (a test compares).
QStringList tablesWithPeople();
QStringList tablesWithoutPeople();
/// Tables that a full-text index lives in: rows follow `message_search` by themselves, old words go with tidy.h.
QStringList tablesOfIndexes(const SqlDialect& dialect);

namespace reads {
ErasureReport planErasure(SqlSession& session, const SenderId& user, const ErasureTerms& terms);
}  // namespace reads

}  // namespace tongdai
