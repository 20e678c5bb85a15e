#pragma once

#include "engine/api/desk.h"
#include "engine/api/people.h"
#include "engine/host/desk/desk_service.h"

#include <QPointer>

namespace tongdai {

/// The desk as the window sees it. GUI thread. Requests are numbered here and posted to DeskService; before the engine
/// is up they are answered with NotReady at once.
class DeskHost final : public api::Desk {
    Q_OBJECT
public:
    /// `people` say whose desk it is.
    explicit DeskHost(const api::People& people, QObject* parent = nullptr);

    /// The engine is up (or, with null, gone): from here on requests go there.
    void attach(DeskService* service);

    api::RequestId requestConversations(const ConversationQuery& query) override;
    api::RequestId requestThread(const ThreadQuery& query) override;
    api::RequestId requestSearch(const MessageQuery& query) override;
    void watchThread(const ConversationId& conversation) override;
    api::RequestId requestTakeOver(const ConversationId& conversation) override;
    api::RequestId requestTakeOverUntil(const ConversationId& conversation,
                                        const std::optional<TimePoint>& until) override;
    api::RequestId requestHandBack(const ConversationId& conversation, const QString& words) override;
    api::RequestId requestDrafting(const ConversationId& conversation, bool isOn) override;
    api::RequestId requestTake(const ConversationId& conversation) override;
    api::RequestId requestSend(const ConversationId& conversation, const MessageId& messageId, const QString& text,
                               bool isNote) override;
    api::RequestId requestClose(const ConversationId& conversation) override;
    api::RequestId requestReopen(const ConversationId& conversation) override;
    api::RequestId requestDecision(const ConversationId& conversation, qint64 outboxId,
                                   OutboxDecision decision) override;
    api::Asked<qint64> sendReworded(const ConversationId& conversation, qint64 outboxId, const MessageId& messageId,
                                    const QString& text) override;
    api::Asked<StoredMessage> reveal(const ConversationId& conversation, qint64 rev, const QString& reason) override;
    api::Asked<api::Silence> whyNoAnswer(const ConversationId& conversation, qint64 rev) override;
    api::Asked<std::vector<ChannelOff>> setChannelBot(const QString& channel, ChannelBot bot) override;
    api::Asked<std::vector<ChannelOff>> channelsOff() override;
    void saveDraft(const ConversationId& conversation, const QString& text, bool isNote) override;
    void requestDrafts() override;
    void requestUndelivered() override;
    void requestNobodyCame() override;
    void setTyping(const ConversationId& conversation, bool typing) override;
    void markRead(const ConversationId& conversation) override;
    OperatorId me() const override;

private:
    template <class Call>
    api::RequestId ask(Call call);
    template <class Call>
    void tell(Call call);

    const api::People& m_people;
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<DeskService> m_service;
    api::RequestId m_last = 0;
};

}  // namespace tongdai
