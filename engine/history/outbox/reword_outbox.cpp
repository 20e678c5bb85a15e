#include "engine/history/outbox/reword_outbox.h"

#include "engine/contract/json/handled_message.h"
#include "engine/history/conversations/operator_acts.h"
#include "engine/history/outbox/outbox.h"
#include "engine/history/outbox/outbox_actions.h"
#include "engine/history/outbox/send_tries.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using Why = NotReworded::Why;

namespace {

/// A row, and what became of its tries.
struct EndedRow {
    OutboxItem item;
    std::vector<SendTry> tries;
};

std::optional<EndedRow> endedRow(UnitOfWork& work, const rows::ConversationRow& of, qint64 id)
{
    static const QString sql = u"select o.tries, "_s + rows::kOutboxColumns +
                               u" from outbox o join conversations c on c.id = o.conversation_id where o.id = ? and "
                               "o.conversation_id = ?"_s;
    const SqlRows rows = work.session().query(sql, {id, of.uuid});
    if (rows.isEmpty()) return {};
    SqlRow found = rows[0];
    EndedRow row;
    row.tries = sendTriesIn(found.nextText());
    row.item = rows::readOutbox(found);
    return row;
}

/// False: another engine has just sent it again, or somebody has decided about it.
bool withdrawRefused(UnitOfWork& work, WriteJob& job, const rows::ConversationRow& of, const OutboxItem& item,
                     const OperatorId& by)
{
    const QString why = QLatin1StringView(kReworded) + item.lastError;
    const qint64 matched = work.session().execute(
        u"update outbox set state = 5, owner = null, lease_until = 0, last_error = ?, updated_at = ? where id = ? and "
        "state = 3"_s,
        {why, work.now(), item.id});
    if (matched == 0) return false;
    OutboxActions actions;
    actions.set(of.uuid, item.ord, OutboxState::Withdrawn, why, false);
    actions.write(work);
    HistoryEvent event = outboxEvent(item, OutboxState::Withdrawn);
    event.data[u"by"_s] = by.toString();
    work.addEvent(&job.events, std::move(event));
    return true;
}

/// Nobody has read it who only changes older words.
bool hasCustomerWritten(UnitOfWork& work, const rows::ConversationRow& of, qint64 after)
{
    const SqlRows rows = work.session().query(
        u"select 1 from messages where conversation_id = ? and rev > ? and speaker = 0 limit 1"_s, {of.uuid, after});
    return !rows.isEmpty();
}

RewordOutcome sentInstead(UnitOfWork& work, WriteJob& job, const OperatorMessage& message, int withdrawn)
{
    OperatorActOutcome outcome = sendAsOperator(work, job, message);
    auto* result = std::get_if<OperatorActResult>(&outcome);
    if (!result) return NoSuchConversation{};
    result->withdrawn = withdrawn;
    return std::move(*result);
}

}  // namespace

RewordOutcome rewordOutbox(UnitOfWork& work, WriteJob& job, const Rewording& rewording)
{
    OperatorMessage message = rewording.message;
    const rows::ConversationRow* const row = work.lockOne(message.conversation);
    if (!row) return NoSuchConversation{};
    if (const std::optional<QString> words = writtenByDesk(work, *row, message.messageId)) {
        if (*words != message.text) return NotReworded{Why::SentBefore};
        return sentInstead(work, job, message, 0);
    }
    const std::optional<EndedRow> refused = endedRow(work, *row, rewording.outboxId);
    if (!refused) return NotReworded{Why::Decided};
    if (const auto why = whyNotReworded(refused->item, refused->tries)) return NotReworded{*why};
    const auto body = contract::rewordedRequest(refused->item.body, message.platformBody);
    if (!body) return NotReworded{Why::MoreThanWords};
    if (!withdrawRefused(work, job, *row, refused->item, message.author)) return NotReworded{Why::Decided};
    message.platformBody = *body;
    message.answersOlder = hasCustomerWritten(work, *row, refused->item.ord);
    message.metadata[QString::fromLatin1(kInsteadOf)] = refused->item.ord;
    return sentInstead(work, job, message, 1);
}

}  // namespace tongdai
