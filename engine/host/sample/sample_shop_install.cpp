#include "engine/host/sample/sample_shop_content.h"

#include "engine/contract/json/handled_message.h"

#include <algorithm>
#include <map>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Enough to share commits, few enough to leave the writer free for real customers.
constexpr size_t kAtOnce = 20;

/// What a bot that thought for a while would have left behind.
Turn turnOf(const SampleLine& line, const Claim& claim, Seq upto)
{
    Turn turn;
    turn.fence = claim.fence;
    turn.from = claim.from;
    turn.upto = upto;
    turn.outcome = line.handsOver ? TurnOutcome::HandedOver : TurnOutcome::Answered;
    turn.answer.responseText = line.text;
    turn.answer.intent = line.intent;
    turn.answer.confidence = line.confidence;
    turn.answer.modelUsed = u"rules"_s;
    const auto length = double(line.text.size());
    turn.answer.processingTime = std::chrono::duration<double, std::milli>(300 + 9 * length);
    turn.steps = {2.1, 0.8, 1.2, 300 + 9 * length, 0.1, 3.4, 0};
    turn.answer.actions.push_back({ActionType::SendMessage, {{u"message"_s, line.text}}});
    if (line.handsOver) {
        turn.answer.actions.push_back({ActionType::TransferToAgent, {{u"reason"_s, line.intent}}});
    }
    return turn;
}

/// Plays one conversation into the store. One object for one coroutine; the caller keeps both.
class Player {
public:
    Player(ports::ConversationStore* store, SampleConversation conversation)
        : m_store(store), m_conversation(std::move(conversation))
    {
    }

    QCoro::Task<bool> play()
    {
        for (size_t i = 0; i < m_conversation.lines.size(); ++i) {
            const SampleLine line = m_conversation.lines[i];
            bool isNew = true;
            if (line.speaker == Speaker::Customer) {
                isNew = co_await write(line, i);
            } else if (line.speaker == Speaker::Bot) {
                co_await answer(line);
            } else {
                co_await speak(line, i);
            }
            if (!isNew) co_return false;
        }
        if (m_conversation.end == SampleConversation::End::Closed) co_await close();
        const ConversationId id = m_conversation.id;
        std::vector<LineTime> times = datedLines();
        const std::optional<TimePoint> waiting = waitingSince();
        co_await m_store->dateSample(id, std::move(times), waiting);
        co_return true;
    }

private:
    QCoro::Task<bool> write(SampleLine line, size_t index)
    {
        IncomingMessage message;
        message.source = kSampleSource;
        message.conversation = m_conversation.id;
        message.messageId = MessageId(m_conversation.id.bytes() + "-" + QByteArray::number(qsizetype(index) + 1));
        message.sender = SenderId("customer-" + m_conversation.id.bytes());
        message.senderType = u"user"_s;
        message.content = line.text;
        message.sentAt = toUnixSeconds(line.at);
        message.metadata = {{u"sample"_s, true},
                            {u"platform"_s, m_conversation.channel},
                            {u"customer_name"_s, m_conversation.customerName},
                            {u"phone"_s, m_conversation.phone}};
        message.bodyHash = hashBody(message);
        // The times differ from one installation to the next; the id alone tells whether it is here already.
        const OwnerId owner(QByteArrayLiteral("sample-shop"));
        const AcceptOutcome outcome = co_await m_store->accept(std::move(message), owner);
        const auto* accepted = std::get_if<Accepted>(&outcome);
        if (!accepted) co_return false;
        m_lastSeq = accepted->message.seq;
        if (accepted->claim) m_claim = accepted->claim;
        note(accepted->conversation, accepted->message.rev, line.at);
        co_return true;
    }

    QCoro::Task<void> answer(SampleLine line)
    {
        if (!m_claim) co_return;  // a person has it: the bot is silent
        FinishRequest request;
        request.claim = *m_claim;
        request.upto = m_lastSeq;
        request.turn = turnOf(line, *m_claim, m_lastSeq);
        contract::HandledMessage handled;
        handled.answer = request.turn.answer;
        handled.platformResult = contract::platformAbsent();
        handled.storageBackend = u"Memory"_s;
        request.reply = contract::completedResult(handled);
        request.mayRestart = false;
        request.handOver = line.handsOver;
        const FinishOutcome outcome = co_await m_store->finish(std::move(request));
        m_claim.reset();
        if (const auto* finished = std::get_if<Finished>(&outcome)) {
            note(finished->conversation, finished->botMessage.rev, line.at);
        }
    }

    QCoro::Task<void> speak(SampleLine line, size_t index)
    {
        const ConversationId id = m_conversation.id;
        const OperatorId owner = m_conversation.owner;
        const QString name = m_conversation.ownerName;
        if (!m_isTaken && line.speaker == Speaker::Operator) {
            m_isTaken = true;
            m_claim.reset();
            const OperatorActOutcome taken = co_await m_store->takeOver(id, owner, name);
            noteAct(taken, line.at - std::chrono::seconds(4));
        }
        OperatorMessage message;
        message.conversation = id;
        message.messageId = MessageId(id.bytes() + "-" + QByteArray::number(qsizetype(index) + 1));
        message.author = owner;
        message.authorName = name;
        message.text = line.text;
        message.isNote = line.speaker == Speaker::Note;
        const OperatorActOutcome sent = co_await m_store->send(std::move(message));
        noteAct(sent, line.at);
    }

    QCoro::Task<void> close()
    {
        const ConversationId id = m_conversation.id;
        const OperatorId owner = m_conversation.owner;
        const QString name = owner.isEmpty() ? QString() : m_conversation.ownerName;
        const OperatorActOutcome closed = co_await m_store->setStatus(id, ConversationStatus::Closed, owner, name);
        noteAct(closed, m_conversation.lines.back().at + std::chrono::minutes(2));
    }

    void note(const Conversation& conversation, qint64 rev, TimePoint at)
    {
        m_lastRev = std::max(m_lastRev, conversation.lastRev);
        if (rev > 0) m_times.insert_or_assign(rev, at);
    }
    void noteAct(const OperatorActOutcome& outcome, TimePoint at)
    {
        const auto* result = std::get_if<OperatorActResult>(&outcome);
        if (result) note(result->conversation, result->line ? result->line->rev : 0, at);
    }

    /// Every line of the thread; what the store added by itself (a hand-over, a take-over) goes with the line before.
    std::vector<LineTime> datedLines() const
    {
        std::vector<LineTime> lines;
        TimePoint at = m_conversation.lines.front().at;
        for (qint64 rev = 1; rev <= m_lastRev; ++rev) {
            const auto known = m_times.find(rev);
            at = known != m_times.end() ? known->second : at + std::chrono::milliseconds(1);
            lines.push_back({rev, at});
        }
        return lines;
    }

    std::optional<TimePoint> waitingSince() const
    {
        if (m_conversation.end != SampleConversation::End::Waiting &&
            m_conversation.end != SampleConversation::End::OwnedWaiting)
            return {};
        // The first word of the customer that no person has answered.
        std::optional<TimePoint> since;
        for (const SampleLine& line : m_conversation.lines) {
            if (line.speaker == Speaker::Operator) since.reset();
            if (line.speaker == Speaker::Bot && !line.handsOver) since.reset();
            if (line.speaker == Speaker::Customer && !since) since = line.at;
        }
        return since;
    }

    ports::ConversationStore* m_store;
    SampleConversation m_conversation;
    std::optional<Claim> m_claim;
    Seq m_lastSeq = 0;
    bool m_isTaken = false;
    qint64 m_lastRev = 0;
    std::map<qint64, TimePoint> m_times;
};

QCoro::Task<bool> playOne(ports::ConversationStore* store, SampleConversation conversation)
{
    Player player(store, std::move(conversation));
    const bool isNew = co_await player.play();
    co_return isNew;
}

}  // namespace

QCoro::Task<int> installSample(ports::ConversationStore* store, std::vector<SampleConversation> conversations)
{
    int installed = 0;
    for (size_t from = 0; from < conversations.size(); from += kAtOnce) {
        std::vector<QCoro::Task<bool>> running;
        const size_t end = std::min(conversations.size(), from + kAtOnce);
        for (size_t i = from; i < end; ++i)
            running.push_back(playOne(store, conversations[i]));
        std::exception_ptr error;
        for (auto& task : running) {
            try {
                const bool isNew = co_await task;
                installed += isNew ? 1 : 0;
            } catch (...) {
                error = std::current_exception();  // the others still use the store: wait for them first
            }
        }
        if (error) std::rethrow_exception(error);
    }
    co_return installed;
}

}  // namespace tongdai
