#pragma once

#include "engine/api/desk.h"

#include <QPointer>

namespace tongdai {

namespace api {
class People;
}  // namespace api

class DeskService;

/// The desk as the window sees it. GUI thread. Requests are posted to DeskService; before the engine is up they are
/// answered with NotReady.
class DeskHost final : public api::Desk {
    Q_OBJECT
public:
    /// `people` say whose desk it is.
    explicit DeskHost(const api::People& people, QObject* parent = nullptr);

    /// The engine is up (or, with null, gone): from here on requests go there.
    void attach(DeskService* service);

    api::Asked<ConversationPage> requestConversations(const ConversationQuery& query) override;
    api::Asked<ThreadPage> requestThread(const ThreadQuery& query) override;
    api::Asked<MessageHits> requestSearch(const MessageQuery& query) override;
    void watchThread(const ConversationId& conversation) override;
    api::Asked<Conversation> requestTakeOver(const ConversationId& conversation) override;
    api::Asked<Conversation> requestTakeOverUntil(const ConversationId& conversation,
                                                  const std::optional<TimePoint>& until) override;
    api::Asked<Conversation> requestHandBack(const ConversationId& conversation) override;
    api::Asked<Conversation> requestDrafting(const ConversationId& conversation, bool isOn) override;
    api::Asked<Conversation> requestTake(const ConversationId& conversation) override;
    api::Asked<Conversation> requestSend(const ConversationId& conversation, const MessageId& messageId,
                                         const QString& text, bool isNote) override;
    api::Asked<Conversation> requestClose(const ConversationId& conversation) override;
    api::Asked<Conversation> requestReopen(const ConversationId& conversation) override;
    api::Asked<Conversation> requestDecision(const ConversationId& conversation, qint64 outboxId,
                                             OutboxDecision decision) override;
    api::Asked<api::Silence> whyNoAnswer(const ConversationId& conversation, qint64 rev) override;
    api::Asked<std::vector<ChannelOff>> setChannelBot(const QString& channel, ChannelBot bot) override;
    api::Asked<std::vector<ChannelOff>> channelsOff() override;
    void saveDraft(const ConversationId& conversation, const QString& text, bool isNote) override;
    void requestDrafts() override;
    void requestUndelivered() override;
    void setTyping(const ConversationId& conversation, bool typing) override;
    void markRead(const ConversationId& conversation) override;
    OperatorId me() const override;

private:
    template <class Act>
    api::Asked<Conversation> act(Act act);
    template <class Call>
    void tell(Call call);

    const api::People& m_people;
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<DeskService> m_service;
};

}  // namespace tongdai
