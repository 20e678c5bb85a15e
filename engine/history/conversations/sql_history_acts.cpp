#include "engine/history/conversations/claim.h"
#include "engine/history/conversations/operator_acts.h"
#include "engine/history/conversations/upkeep.h"
#include "engine/history/outbox/reword_outbox.h"
#include "engine/history/sql_history_calls.h"

/// What people do with conversations and the sample shop: SqlHistory's part of ports::ConversationStore, and of
/// ports::OutboxStore, that stands in the audit log (guarantees 2.15). Each entry is written in its act's transaction,
/// and only where something changed.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

void noteAct(UnitOfWork& work, const OperatorId& by, const QString& action, const ConversationId& conversation,
             QJsonObject detail = {})
{
    work.addAudit({by.bytes(), action, conversation.bytes(), std::move(detail)});
}

/// Every act that changes something leaves a line in its thread.
bool hasChanged(const OperatorActOutcome& outcome)
{
    const auto* result = std::get_if<OperatorActResult>(&outcome);
    return result && result->line;
}

OperatorId assigneeOf(UnitOfWork& work, const ConversationId& conversation)
{
    const rows::ConversationRow* const row = work.lockOne(conversation);
    return row ? row->shown.assignee : OperatorId();
}

}  // namespace

QCoro::Task<OperatorActOutcome> SqlHistory::takeOver(ConversationId conversation, OperatorId by, QString name)
{
    const Actor actor{std::move(by), std::move(name)};
    return writeTo({conversation}, "take over", [=](UnitOfWork& work, WriteJob& job) {
        OperatorActOutcome outcome = tongdai::takeOver(work, job, conversation, actor);
        if (hasChanged(outcome)) {
            const int withdrawn = std::get<OperatorActResult>(outcome).withdrawn;
            noteAct(work, actor.id, u"takeover"_s, conversation, {{u"withdrawn"_s, withdrawn}});
        }
        return outcome;
    });
}

QCoro::Task<OperatorActOutcome> SqlHistory::handBack(ConversationId conversation, OperatorId by, QString name,
                                                     OwnerId claimFor, QString words)
{
    const Actor actor{std::move(by), std::move(name)};
    return writeTo({conversation}, "hand back", [=](UnitOfWork& work, WriteJob& job) {
        OperatorActOutcome outcome = tongdai::handBack(work, job, conversation, actor, claimFor, words);
        if (hasChanged(outcome)) noteAct(work, actor.id, u"hand_back"_s, conversation);
        return outcome;
    });
}

QCoro::Task<OperatorActOutcome> SqlHistory::assign(ConversationId conversation, OperatorId to, QString name)
{
    const Actor actor{std::move(to), std::move(name)};
    return writeTo({conversation}, "assign", [=](UnitOfWork& work, WriteJob& job) {
        OperatorActOutcome outcome = tongdai::assign(work, job, conversation, actor);
        if (hasChanged(outcome)) noteAct(work, actor.id, u"assigned"_s, conversation);
        return outcome;
    });
}

/// Replying takes (features A12), which is an act of its own.
QCoro::Task<OperatorActOutcome> SqlHistory::send(OperatorMessage message)
{
    return writeTo({message.conversation}, "send", [=](UnitOfWork& work, WriteJob& job) {
        const OperatorId before = assigneeOf(work, message.conversation);
        OperatorActOutcome outcome = sendAsOperator(work, job, message);
        if (hasChanged(outcome) && assigneeOf(work, message.conversation) != before)
            noteAct(work, message.author, u"assigned"_s, message.conversation, {{u"by_reply"_s, true}});
        return outcome;
    });
}

/// With the numbers of both lines, where the words before and after are read; the audit log keeps no contents.
QCoro::Task<RewordOutcome> SqlHistory::rewordOutbox(Rewording rewording)
{
    const ConversationId conversation = rewording.message.conversation;
    return writeTo({conversation}, "reword outbox", [=](UnitOfWork& work, WriteJob& job) {
        const OperatorId before = assigneeOf(work, conversation);
        RewordOutcome outcome = tongdai::rewordOutbox(work, job, rewording);
        const auto* done = std::get_if<OperatorActResult>(&outcome);
        if (!done || done->withdrawn == 0) return outcome;
        const qint64 old = done->line->metadata.value(QLatin1StringView(kInsteadOf)).toInteger();
        noteAct(work, rewording.message.author, u"outbox_decided"_s, conversation,
                {{u"decision"_s, u"reword"_s}, {u"old"_s, old}, {u"new"_s, done->line->rev}});
        if (assigneeOf(work, conversation) != before)
            noteAct(work, rewording.message.author, u"assigned"_s, conversation, {{u"by_reply"_s, true}});
        return outcome;
    });
}

QCoro::Task<OperatorActOutcome> SqlHistory::setStatus(ConversationId conversation, ConversationStatus status,
                                                      OperatorId by, QString name)
{
    const Actor actor{std::move(by), std::move(name)};
    return writeTo({conversation}, "set status", [=](UnitOfWork& work, WriteJob& job) {
        OperatorActOutcome outcome = tongdai::setStatus(work, job, conversation, status, actor);
        const bool closes = status == ConversationStatus::Closed;
        if (hasChanged(outcome)) noteAct(work, actor.id, closes ? u"closed"_s : u"reopened"_s, conversation);
        return outcome;
    });
}

/// `why` is the name of whoever may end another's claim.
QCoro::Task<ports::ConversationStore::Released> SqlHistory::forceRelease(ConversationId conversation, QString why)
{
    return writeTo({conversation}, "force release", [=](UnitOfWork& work, WriteJob& job) {
        Released released = forceReleaseClaim(work, job, conversation, why);
        if (released.existed) {
            noteAct(work, OperatorId(why.toUtf8()), u"forced_release"_s, conversation,
                    {{u"was_held"_s, released.wasHeld}});
        }
        return released;
    });
}

QCoro::Task<bool> SqlHistory::dateSample(ConversationId conversation, std::vector<LineTime> times,
                                         std::optional<TimePoint> waitingSince)
{
    return writeTo({conversation}, "date sample", [=](UnitOfWork& work, WriteJob&) {
        return tongdai::dateSample(work, conversation, times, waitingSince);
    });
}

QCoro::Task<SampleRemoval> SqlHistory::removeSample()
{
    return writeApart("remove sample", [=](UnitOfWork& work, WriteJob& job) {
        const SampleRemoval removal = tongdai::removeSample(work, job);
        if (removal.removed + removal.held > 0) {
            work.addAudit({programActor("desk"),
                           u"sample_removed"_s,
                           {},
                           {{u"removed"_s, removal.removed}, {u"held"_s, removal.held}}});
        }
        return removal;
    });
}

}  // namespace tongdai
