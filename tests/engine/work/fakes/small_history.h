#pragma once

#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/message_search.h"
#include "engine/domain/store_error.h"
#include "engine/domain/work/one_shot.h"

#include <algorithm>
#include <memory>

namespace tongdai::testing {

/// One conversation with one line, and drafts: enough for whoever reads a thread. Away when it is told so.
class SmallHistory final : public ports::HistoryReader, public ports::MessageSearch, public ports::DraftStore {
public:
    std::vector<Draft> kept;
    std::vector<MessageQuery> searched;
    std::vector<OutboxItem> undelivered;
    bool isAway = false;
    bool isUnsent = false;                ///< the line of the conversation
    std::shared_ptr<OneShot<bool>> held;  ///< the next read of a conversation waits for it

    SmallHistory()
    {
        m_conversation.id = ConversationId::fromString(QStringLiteral("fb:42"));
        m_conversation.customerName = QStringLiteral("Chị Hoa");
        m_conversation.channel = QStringLiteral("facebook");
        m_line.conversation = m_conversation.id;
        m_line.rev = 1;
        m_line.body = QStringLiteral("Áo thun đen còn size M không?");
    }

    /// Its one line.
    void say(const QString& text) { m_line.body = text; }

    QCoro::Task<std::optional<Conversation>> conversation(ConversationId id) override
    {
        beThere();
        const std::shared_ptr<OneShot<bool>> until = std::exchange(held, nullptr);
        if (until) co_await until->wait();
        std::optional<Conversation> found;
        if (id == m_conversation.id) found = m_conversation;
        co_return found;
    }
    QCoro::Task<ThreadPage> thread(ThreadQuery) override
    {
        beThere();
        ThreadPage page;
        page.lines.push_back(m_line);
        if (isUnsent) page.lines.back().metadata.insert(QStringLiteral("sent"), false);
        co_return page;
    }
    QCoro::Task<MessageHits> search(MessageQuery query) override
    {
        beThere();
        searched.push_back(query);
        MessageHits hits;
        hits.hits.push_back({m_line, m_conversation.customerName, m_conversation.channel, true});
        hits.next = SearchPlace{true, 77};
        co_return hits;
    }
    QCoro::Task<void> saveDraft(OperatorId, Draft draft) override
    {
        beThere();
        kept.push_back(draft);
        co_return;
    }
    QCoro::Task<bool> saveDraftIfNone(OperatorId, Draft draft) override
    {
        beThere();
        for (Draft& each : kept) {
            if (each.conversation != draft.conversation) continue;
            if (!each.text.isEmpty()) co_return false;
            each = draft;
            co_return true;
        }
        kept.push_back(draft);
        co_return true;
    }
    QCoro::Task<std::vector<Draft>> drafts(OperatorId) override
    {
        std::vector<Draft> copy = kept;  // whatever is returned is moved from
        co_return copy;
    }

    QCoro::Task<ConversationPage> conversations(ConversationQuery) override { co_return ConversationPage(); }
    QCoro::Task<QueueCounts> queueCounts(OperatorId, InSight) override { co_return QueueCounts(); }
    QCoro::Task<qint64> messagesSince(TimePoint, qint64) override { co_return 0; }
    QCoro::Task<QueueCounts> peopleCounts(OperatorId, InSight) override { co_return QueueCounts(); }
    QCoro::Task<std::vector<Conversation>> conversationsById(std::vector<ConversationId> ids) override
    {
        beThere();
        std::vector<Conversation> found;
        if (std::ranges::find(ids, m_conversation.id) != ids.end()) found.push_back(m_conversation);
        co_return found;
    }
    QCoro::Task<std::vector<AdminConversation>> adminConversations(int, InSight) override
    {
        co_return std::vector<AdminConversation>();
    }
    QCoro::Task<HistoryStats> stats(std::chrono::hours, std::chrono::seconds) override { co_return HistoryStats(); }
    QCoro::Task<std::vector<HistoryEvent>> eventsAfter(qint64, int) override { co_return std::vector<HistoryEvent>(); }
    QCoro::Task<qint64> newestEventId() override { co_return qint64(0); }
    QCoro::Task<bool> hasSample() override { co_return false; }
    QCoro::Task<std::vector<OutboxItem>> outbox(std::vector<OutboxState>, int) override
    {
        std::vector<OutboxItem> copy = undelivered;
        co_return copy;
    }

private:
    void beThere() const
    {
        if (!isAway) return;
        throw StoreError(StoreError::Kind::Unreachable, QStringLiteral("read"), QStringLiteral("history"),
                         QStringLiteral("away"));
    }

    Conversation m_conversation;
    StoredMessage m_line;
};

}  // namespace tongdai::testing
