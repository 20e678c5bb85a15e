#include "engine/history/outbox/outbox_row.h"

#include "engine/domain/shop/page_line.h"

#include <QCryptographicHash>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QByteArray dedupKey(const rows::ConversationRow& row, const OutboxDraft& draft)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData("a1"_ba);
    hash.addData(row.uuid.toRfc4122());
    hash.addData(QByteArray::number(draft.upto) + ':' + QByteArray::number(draft.ord));
    return hash.result();
}

}  // namespace

const QString kOpenOutbox =
    u"select distinct conversation_id from outbox where conversation_id in ({list}) and state in (0, 1)"_s;
/// For the store that is asked ahead: by outer ids, which are known before the rows are.
const QString kOpenOutboxAhead =
    u"select distinct conversation_id from outbox where conversation_id = any(array(select c.id from conversations c "
    "where c.conversation_id in ({list}))) and state in (0, 1)"_s;

void expectOpenOutbox(SqlSession& session, const std::vector<ConversationId>& conversations)
{
    if (session.asksAhead())
        session.expectList(kOpenOutboxAhead, SqlParams(conversations.begin(), conversations.end()));
}

QSet<QUuid> withOpenOutbox(UnitOfWork& work, const std::vector<ConversationId>& conversations)
{
    const bool isAhead = work.session().asksAhead();
    SqlParams ids;
    for (const ConversationId& conversation : conversations) {
        const rows::ConversationRow* row = work.find(conversation);
        if (isAhead)
            ids.push_back(conversation);
        else if (row)
            ids.push_back(row->uuid);
    }
    QSet<QUuid> open;
    for (SqlRow row : work.session().queryList(isAhead ? kOpenOutboxAhead : kOpenOutbox, ids))
        open.insert(row.nextUuid());
    return open;
}

OutboxItem addOutboxRow(UnitOfWork& work, rows::ConversationRow& row, const OutboxDraft& draft, bool earlierOpen)
{
    const bool sendsNow = !draft.sendFor.isEmpty() && !earlierOpen;
    OutboxItem item;
    item.conversation = row.shown.id;
    item.ord = draft.ord;
    item.dedupKey = dedupKey(row, draft);
    item.body = draft.body;
    // Where it goes is known to the row alone: what sends it knows no conversation.
    if (const auto page = pageAddress(row.shown.metadata)) item.body.insert(kPageKey, toJson(*page, work.now()));
    item.repeatable = draft.repeatable;
    item.fence = draft.fence;
    item.state = sendsNow ? OutboxState::Sending : OutboxState::Waiting;
    item.attempts = sendsNow ? 1 : 0;
    item.createdAt = work.now();
    const double lease = sendsNow ? row.storeNow + double(std::chrono::seconds(kOutboxLease).count()) : 0.0;
    work.addOutbox({row.uuid, item.ord, SqlValue::bytes(item.dedupKey), item.body, item.repeatable, item.fence,
                    draft.from, draft.upto, int(item.state), item.attempts,
                    sendsNow ? SqlValue(draft.sendFor) : SqlValue(), lease, work.now(), work.now()});
    return item;
}

}  // namespace tongdai
