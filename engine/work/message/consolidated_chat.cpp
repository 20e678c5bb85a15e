#include "engine/work/message/consolidated_chat.h"

#include "engine/domain/ports/live/live_state.h"

#include <QCryptographicHash>
#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::ConsolidatedAnswer;
using contract::ConsolidatedRequest;
using contract::HistoryPart;
using contract::JobStatus;
using contract::LockAction;

namespace {

/// Who holds what a program has cancelled.
OperatorId programId()
{
    return OperatorId("api"_ba);
}

MessageId idOf(const QString& history, const HistoryPart& part)
{
    return MessageId("h-" +
                     QCryptographicHash::hash(QStringView(history).first(part.end).toUtf8(), QCryptographicHash::Sha256)
                         .toHex()
                         .left(40));
}

/// The customer's messages that nobody answered in the history itself.
std::vector<HistoryPart> unanswered(const QString& history, qsizetype from)
{
    std::vector<HistoryPart> open;
    for (HistoryPart& part : contract::partsOfHistory(history)) {
        if (part.who != HistoryPart::Who::User)
            open.clear();
        else if (part.end > from)
            open.push_back(std::move(part));
    }
    return open;
}

/// Why nothing was promised; empty: it is stored.
QString troubleOf(const HandleResult& result)
{
    if (const auto* away = std::get_if<Unavailable>(&result)) return away->cause;
    if (const auto* failed = std::get_if<Failed>(&result)) return failed->cause;
    if (std::holds_alternative<ReusedMessageId>(result)) return u"message_id_reused"_s;
    return {};
}

bool isRepetition(const HandleResult& result)
{
    if (const auto* locked = std::get_if<Locked>(&result)) return locked->duplicate;
    if (const auto* done = std::get_if<Completed>(&result)) return done->duplicate;
    if (const auto* restart = std::get_if<RestartNeeded>(&result)) return restart->duplicate;
    if (const auto* running = std::get_if<StillRunning>(&result)) return running->duplicate;
    return false;
}

}  // namespace

QString ConsolidatedChat::newId()
{
    return QUuid::fromRfc4122(m_services.random.bytes(16)).toString(QUuid::WithoutBraces);
}

QCoro::Task<ConsolidatedChat::Outcome> ConsolidatedChat::take(ConsolidatedRequest request)
{
    if (request.conversation.isEmpty()) request.conversation = ConversationId(newId().toLatin1());
    const ConversationId conversation = request.conversation;
    co_await takeBack(conversation);
    const qsizetype from = contract::newPartOf(m_histories.value(conversation), request.history);
    const Stored stored = co_await store(request, from);
    if (!stored.trouble.isEmpty()) co_return Outcome(NotTaken{stored.trouble});

    const std::optional<ConsolidationJob> before = jobOf(conversation);
    ConsolidatedAnswer answer;
    answer.conversation = conversation;
    answer.botName = request.botName;
    answer.preset = request.preset;
    if (stored.added == 0 && before) {
        answer.action = LockAction::Exists;
        answer.jobId = before->id;
        answer.lockId = before->lock;
        answer.messages = before->messages;
        answer.count = before->count;
        co_return Outcome(std::move(answer));
    }
    if (before) end(m_jobs[before->id], JobStatus::Cancelled);
    ConsolidationJob& job = begin(conversation, stored.added + (before ? before->messages : 0));
    if (before) {
        job.lock = before->lock;
        job.count = before->count + 1;
    }
    m_histories.insert(conversation, request.history.right(kMostKept));
    answer.action = before                       ? LockAction::Updated
                    : m_services.live.isShared() ? LockAction::Acquired
                                                 : LockAction::AcquiredFallback;
    answer.jobId = job.id;
    answer.lockId = job.lock;
    answer.messages = job.messages;
    answer.count = job.count;
    // What nobody will answer any more was answered before, or waits for a person.
    if (!stored.isWaiting) end(job, JobStatus::Completed);
    co_return Outcome(std::move(answer));
}

QCoro::Task<ConsolidatedChat::Stored> ConsolidatedChat::store(ConsolidatedRequest request, qsizetype from)
{
    Stored stored;
    std::vector<HistoryPart> parts = unanswered(request.history, from);
    // The same history again: each of it is looked up, and none is added.
    if (parts.empty()) parts = unanswered(request.history, 0);
    for (size_t i = 0; i < parts.size(); ++i) {
        IncomingMessage message;
        message.source = "consolidated"_ba;
        message.conversation = request.conversation;
        message.messageId = idOf(request.history, parts[i]);
        message.sender = SenderId(request.conversation.bytes());
        message.senderType = u"user"_s;
        message.content = parts[i].text;
        message.metadata = {{u"platform"_s, u"api"_s}};
        message.bodyHash = hashBody(message);
        message.metadata.insert(u"history"_s,
                                contract::cutHistory(request.history, contract::kContextPresets[request.preset]));
        if (!request.resources.isEmpty()) message.metadata.insert(u"resources"_s, request.resources);
        message.sentAt = toUnixSeconds(m_services.clock.now());
        const HandleResult result = co_await m_services.handleMessage.gather(std::move(message), kDebounce);
        stored.trouble = troubleOf(result);
        if (!stored.trouble.isEmpty()) break;
        if (!isRepetition(result)) ++stored.added;
        const auto* locked = std::get_if<Locked>(&result);
        const bool isInWork = locked && locked->reason == Locked::Reason::ProcessingInProgress;
        stored.isWaiting = stored.isWaiting || isInWork || std::holds_alternative<StillRunning>(result);
    }
    co_return stored;
}

/// What a program cancelled is the bot's again when the program goes on.
QCoro::Task<void> ConsolidatedChat::takeBack(ConversationId conversation)
{
    const std::optional<Conversation> row = co_await m_services.reader.conversation(conversation);
    if (!row || row->mode != BotMode::Human || row->assignee != programId()) co_return;
    co_await m_services.acts.handBack(conversation, programId(), u"API"_s);
}

ConsolidationJob& ConsolidatedChat::begin(const ConversationId& conversation, int messages)
{
    ConsolidationJob job;
    job.id = newId();
    job.lock = newId();
    job.conversation = conversation;
    job.messages = messages;
    job.createdAt = m_services.clock.now();
    m_order.push_back(job.id);
    while (m_order.size() > kMostJobs) {
        const ConsolidationJob oldest = m_jobs.take(m_order.front());
        m_order.pop_front();
        if (m_active.value(oldest.conversation) == oldest.id) m_active.remove(oldest.conversation);
        if (!m_active.contains(oldest.conversation)) m_histories.remove(oldest.conversation);
    }
    m_active.insert(conversation, job.id);
    return m_jobs[job.id] = std::move(job);
}

void ConsolidatedChat::end(ConsolidationJob& job, JobStatus status, const QString& error)
{
    job.status = status;
    job.endedAt = m_services.clock.now();
    job.error = error;
    if (m_active.value(job.conversation) == job.id) m_active.remove(job.conversation);
}

std::optional<ConsolidationJob> ConsolidatedChat::job(const QString& id) const
{
    const auto found = m_jobs.constFind(id);
    return found == m_jobs.cend() ? std::nullopt : std::optional(*found);
}

std::optional<ConsolidationJob> ConsolidatedChat::jobOf(const ConversationId& conversation) const
{
    const auto active = m_active.constFind(conversation);
    return active == m_active.cend() ? std::nullopt : job(*active);
}

QCoro::Task<bool> ConsolidatedChat::cancel(QString id)
{
    const std::optional<ConsolidationJob> wanted = job(id);
    if (!wanted || wanted->isOver()) co_return false;
    const OperatorActOutcome outcome = co_await m_services.acts.takeOver(wanted->conversation, programId(), u"API"_s);
    const auto now = m_jobs.find(id);
    if (now == m_jobs.end() || now->isOver() || std::holds_alternative<NoSuchConversation>(outcome)) co_return false;
    end(*now, JobStatus::Cancelled);
    co_return true;
}

void ConsolidatedChat::turnStarted(const ConversationId& conversation, TimePoint since)
{
    const auto active = m_active.constFind(conversation);
    if (active == m_active.cend()) return;
    ConsolidationJob& job = m_jobs[*active];
    job.status = JobStatus::Processing;
    if (!job.startedAt) job.startedAt = since;
}

void ConsolidatedChat::turnEnded(const ConversationId& conversation, TurnOutcome outcome)
{
    const auto active = m_active.constFind(conversation);
    // Overtaken by a newer message, the same claim goes on.
    if (active == m_active.cend() || outcome == TurnOutcome::Superseded) return;
    ConsolidationJob& job = m_jobs[*active];
    if (!job.startedAt) return;  // the turn before this job's messages
    switch (outcome) {
        case TurnOutcome::Cancelled: return end(job, JobStatus::Cancelled);
        case TurnOutcome::Failed: return end(job, JobStatus::Failed, u"the AI did not answer"_s);
        default: return end(job, JobStatus::Completed);
    }
}

}  // namespace tongdai
