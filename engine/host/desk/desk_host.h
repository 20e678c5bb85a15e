#pragma once

#include "engine/api/desk.h"
#include "engine/host/desk/desk_service.h"

#include <QPointer>

namespace tongdai {

/// The desk as the window sees it. GUI thread. Requests are numbered here and posted to DeskService; before the engine
/// is up they are answered with NotReady at once.
class DeskHost final : public api::Desk {
    Q_OBJECT
public:
    explicit DeskHost(OperatorId me, QObject* parent = nullptr);

    /// The engine is up (or, with null, gone): from here on requests go there.
    void attach(DeskService* service);

    api::RequestId requestConversations(const ConversationQuery& query) override;
    api::RequestId requestThread(const ThreadQuery& query) override;
    api::RequestId requestSearch(const MessageQuery& query) override;
    void watchThread(const ConversationId& conversation) override;
    api::RequestId requestTakeOver(const ConversationId& conversation) override;
    api::RequestId requestHandBack(const ConversationId& conversation) override;
    api::RequestId requestTake(const ConversationId& conversation) override;
    api::RequestId requestSend(const ConversationId& conversation, const MessageId& messageId, const QString& text,
                               bool isNote) override;
    api::RequestId requestClose(const ConversationId& conversation) override;
    api::RequestId requestReopen(const ConversationId& conversation) override;
    api::RequestId requestDecision(const ConversationId& conversation, qint64 outboxId,
                                   OutboxDecision decision) override;
    void saveDraft(const ConversationId& conversation, const QString& text, bool isNote) override;
    void requestDrafts() override;
    void requestUndelivered() override;
    void setTyping(const ConversationId& conversation, bool typing) override;
    void markRead(const ConversationId& conversation) override;
    OperatorId me() const override { return m_me; }

private:
    template <class Call>
    api::RequestId ask(Call call);
    template <class Call>
    void tell(Call call);

    OperatorId m_me;
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<DeskService> m_service;
    api::RequestId m_last = 0;
};

}  // namespace tongdai
