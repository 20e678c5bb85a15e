#include "engine/host/desk/desk_host.h"

#include "engine/host/ask.h"

namespace tongdai {

DeskHost::DeskHost(const api::People& people, QObject* parent) : api::Desk(parent), m_people(people) {}

OperatorId DeskHost::me() const
{
    const api::PeopleState state = m_people.state();
    return state.me ? state.me->id : OperatorId();
}

void DeskHost::attach(DeskService* service)
{
    m_service = service;
    if (!service) return;
    connect(service, &DeskService::everythingChanged, this, &Desk::ready);
    connect(service, &DeskService::conversationsListed, this, &Desk::conversationsListed);
    connect(service, &DeskService::conversationsChanged, this, &Desk::conversationsChanged);
    connect(service, &DeskService::conversationsHidden, this, &Desk::conversationsHidden);
    connect(service, &DeskService::queueCountsChanged, this, &Desk::queueCountsChanged);
    connect(service, &DeskService::threadListed, this, &Desk::threadListed);
    connect(service, &DeskService::found, this, &Desk::found);
    connect(service, &DeskService::linesChanged, this, &Desk::linesChanged);
    connect(service, &DeskService::activityChanged, this, &Desk::activityChanged);
    connect(service, &DeskService::detailsChanged, this, &Desk::detailsChanged);
    connect(service, &DeskService::attendeesChanged, this, &Desk::attendeesChanged);
    connect(service, &DeskService::draftsListed, this, &Desk::draftsListed);
    connect(service, &DeskService::undeliveredChanged, this, &Desk::undeliveredChanged);
    connect(service, &DeskService::channelsOffChanged, this, &Desk::channelsOffChanged);
    connect(service, &DeskService::nobodyCameChanged, this, &Desk::nobodyCameChanged);
    connect(service, &DeskService::acted, this, &Desk::acted);
    connect(service, &DeskService::requestFailed, this, &Desk::requestFailed);
    tell([](DeskService& desk) { desk.openWindow(); });
    emit ready();
}

template <class Call>
api::RequestId DeskHost::ask(Call call)
{
    const api::RequestId request = ++m_last;
    if (DeskService* const service = m_service) {
        QMetaObject::invokeMethod(service, [service, request, call = std::move(call)] { call(*service, request); });
    } else {
        // Never answer inside the call: the asker does not know the number yet.
        QMetaObject::invokeMethod(
            this,
            [this, request] {
                emit requestFailed(request, {api::DeskError::NotReady, {}});
            },
            Qt::QueuedConnection);
    }
    return request;
}

template <class Call>
void DeskHost::tell(Call call)
{
    if (DeskService* const service = m_service) {
        QMetaObject::invokeMethod(service, [service, call = std::move(call)] { call(*service); });
    }
}

api::RequestId DeskHost::requestConversations(const ConversationQuery& query)
{
    return ask([query](DeskService& service, api::RequestId request) { service.listConversations(request, query); });
}

api::RequestId DeskHost::requestThread(const ThreadQuery& query)
{
    return ask([query](DeskService& service, api::RequestId request) { service.listThread(request, query); });
}

api::RequestId DeskHost::requestSearch(const MessageQuery& query)
{
    return ask([query](DeskService& service, api::RequestId request) { service.search(request, query); });
}

void DeskHost::watchThread(const ConversationId& conversation)
{
    tell([conversation](DeskService& service) { service.watchThread(conversation); });
}

api::RequestId DeskHost::requestTakeOver(const ConversationId& conversation)
{
    return ask(
        [conversation](DeskService& service, api::RequestId request) { service.takeOver(request, conversation); });
}

api::RequestId DeskHost::requestTakeOverUntil(const ConversationId& conversation, const std::optional<TimePoint>& until)
{
    return ask([conversation, until](DeskService& service, api::RequestId request) {
        service.takeOverUntil(request, conversation, until);
    });
}

api::RequestId DeskHost::requestHandBack(const ConversationId& conversation, const QString& words)
{
    return ask([conversation, words](DeskService& service, api::RequestId request) {
        service.handBack(request, conversation, words);
    });
}

api::RequestId DeskHost::requestDrafting(const ConversationId& conversation, bool isOn)
{
    return ask([conversation, isOn](DeskService& service, api::RequestId request) {
        service.setDrafting(request, conversation, isOn);
    });
}

api::RequestId DeskHost::requestTake(const ConversationId& conversation)
{
    return ask([conversation](DeskService& service, api::RequestId request) { service.take(request, conversation); });
}

api::RequestId DeskHost::requestSend(const ConversationId& conversation, const MessageId& messageId,
                                     const QString& text, bool isNote)
{
    return ask([conversation, messageId, text, isNote](DeskService& service, api::RequestId request) {
        service.send(request, conversation, messageId, text, isNote);
    });
}

api::RequestId DeskHost::requestClose(const ConversationId& conversation)
{
    return ask([conversation](DeskService& service, api::RequestId request) {
        service.setOpen(request, conversation, false);
    });
}

api::RequestId DeskHost::requestReopen(const ConversationId& conversation)
{
    return ask(
        [conversation](DeskService& service, api::RequestId request) { service.setOpen(request, conversation, true); });
}

api::RequestId DeskHost::requestDecision(const ConversationId& conversation, qint64 outboxId, OutboxDecision decision)
{
    return ask([conversation, outboxId, decision](DeskService& service, api::RequestId request) {
        service.decide(request, conversation, outboxId, decision);
    });
}

api::Asked<qint64> DeskHost::sendReworded(const ConversationId& conversation, qint64 outboxId,
                                          const MessageId& messageId, const QString& text)
{
    return tongdai::ask<qint64>(this, m_service, [conversation, outboxId, messageId, text](DeskService& service) {
        return service.sendReworded(conversation, outboxId, messageId, text);
    });
}

api::Asked<StoredMessage> DeskHost::reveal(const ConversationId& conversation, qint64 rev, const QString& reason)
{
    return tongdai::ask<StoredMessage>(this, m_service, [conversation, rev, reason](DeskService& service) {
        return service.reveal(conversation, rev, reason);
    });
}

api::Asked<api::Silence> DeskHost::whyNoAnswer(const ConversationId& conversation, qint64 rev)
{
    return tongdai::ask<api::Silence>(
        this, m_service, [conversation, rev](DeskService& service) { return service.whyNoAnswer(conversation, rev); });
}

api::Asked<std::vector<ChannelOff>> DeskHost::setChannelBot(const QString& channel, ChannelBot bot)
{
    return tongdai::ask<std::vector<ChannelOff>>(
        this, m_service, [channel, bot](DeskService& service) { return service.setChannelBot(channel, bot); });
}

api::Asked<std::vector<ChannelOff>> DeskHost::channelsOff()
{
    return tongdai::ask<std::vector<ChannelOff>>(this, m_service,
                                                 [](DeskService& service) { return service.channelsOff(); });
}

void DeskHost::saveDraft(const ConversationId& conversation, const QString& text, bool isNote)
{
    tell([conversation, text, isNote](DeskService& service) { service.saveDraft(conversation, text, isNote); });
}

void DeskHost::requestDrafts()
{
    tell([](DeskService& service) { service.listDrafts(); });
}

void DeskHost::requestNobodyCame()
{
    tell([](DeskService& service) { service.tellNobodyCame(); });
}

void DeskHost::requestUndelivered()
{
    tell([](DeskService& service) { service.listUndelivered(); });
}

void DeskHost::setTyping(const ConversationId& conversation, bool typing)
{
    tell([conversation, typing](DeskService& service) { service.setTyping(conversation, typing); });
}

void DeskHost::markRead(const ConversationId& conversation)
{
    tell([conversation](DeskService& service) { service.markRead(conversation); });
}

}  // namespace tongdai
