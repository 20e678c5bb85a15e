#include "engine/host/desk/desk_host.h"

#include "engine/domain/ports/store/message_search.h"
#include "engine/host/ask.h"
#include "engine/host/desk/desk_service.h"

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
    connect(service, &DeskService::conversationsChanged, this, &Desk::conversationsChanged);
    connect(service, &DeskService::queueCountsChanged, this, &Desk::queueCountsChanged);
    connect(service, &DeskService::linesChanged, this, &Desk::linesChanged);
    connect(service, &DeskService::activityChanged, this, &Desk::activityChanged);
    connect(service, &DeskService::detailsChanged, this, &Desk::detailsChanged);
    connect(service, &DeskService::attendeesChanged, this, &Desk::attendeesChanged);
    connect(service, &DeskService::draftsListed, this, &Desk::draftsListed);
    connect(service, &DeskService::undeliveredChanged, this, &Desk::undeliveredChanged);
    connect(service, &DeskService::channelsOffChanged, this, &Desk::channelsOffChanged);
    tell([](DeskService& desk) { desk.openWindow(); });
    emit ready();
}

template <class Act>
api::Asked<Conversation> DeskHost::act(Act act)
{
    return ask<Conversation>(this, m_service,
                             [act = std::move(act)](DeskService& service) { return act(service.acts()); });
}

template <class Call>
void DeskHost::tell(Call call)
{
    if (DeskService* const service = m_service) {
        QMetaObject::invokeMethod(service, [service, call = std::move(call)] { call(*service); });
    }
}

api::Asked<ConversationPage> DeskHost::requestConversations(const ConversationQuery& query)
{
    return ask<ConversationPage>(this, m_service,
                                 [query](DeskService& service) { return service.conversations(query); });
}

api::Asked<ThreadPage> DeskHost::requestThread(const ThreadQuery& query)
{
    return ask<ThreadPage>(this, m_service, [query](DeskService& service) { return service.thread(query); });
}

api::Asked<MessageHits> DeskHost::requestSearch(const MessageQuery& query)
{
    return ask<MessageHits>(this, m_service, [query](DeskService& service) { return service.search(query); });
}

void DeskHost::watchThread(const ConversationId& conversation)
{
    tell([conversation](DeskService& service) { service.watchThread(conversation); });
}

api::Asked<Conversation> DeskHost::requestTakeOver(const ConversationId& conversation)
{
    return act([conversation](DeskActs& acts) { return acts.takeOver(conversation); });
}

api::Asked<Conversation> DeskHost::requestTakeOverUntil(const ConversationId& conversation,
                                                        const std::optional<TimePoint>& until)
{
    return act([conversation, until](DeskActs& acts) { return acts.takeOverUntil(conversation, until); });
}

api::Asked<Conversation> DeskHost::requestHandBack(const ConversationId& conversation)
{
    return act([conversation](DeskActs& acts) { return acts.handBack(conversation); });
}

api::Asked<Conversation> DeskHost::requestDrafting(const ConversationId& conversation, bool isOn)
{
    return act([conversation, isOn](DeskActs& acts) { return acts.setDrafting(conversation, isOn); });
}

api::Asked<Conversation> DeskHost::requestTake(const ConversationId& conversation)
{
    return act([conversation](DeskActs& acts) { return acts.take(conversation); });
}

api::Asked<Conversation> DeskHost::requestSend(const ConversationId& conversation, const MessageId& messageId,
                                               const QString& text, bool isNote)
{
    return act([conversation, messageId, text, isNote](DeskActs& acts) {
        return acts.send(conversation, messageId, text, isNote);
    });
}

api::Asked<Conversation> DeskHost::requestClose(const ConversationId& conversation)
{
    return act([conversation](DeskActs& acts) { return acts.setOpen(conversation, false); });
}

api::Asked<Conversation> DeskHost::requestReopen(const ConversationId& conversation)
{
    return act([conversation](DeskActs& acts) { return acts.setOpen(conversation, true); });
}

api::Asked<Conversation> DeskHost::requestDecision(const ConversationId& conversation, qint64 outboxId,
                                                   OutboxDecision decision)
{
    return act(
        [conversation, outboxId, decision](DeskActs& acts) { return acts.decide(conversation, outboxId, decision); });
}

api::Asked<api::Silence> DeskHost::whyNoAnswer(const ConversationId& conversation, qint64 rev)
{
    return ask<api::Silence>(
        this, m_service, [conversation, rev](DeskService& service) { return service.whyNoAnswer(conversation, rev); });
}

api::Asked<std::vector<ChannelOff>> DeskHost::setChannelBot(const QString& channel, ChannelBot bot)
{
    return ask<std::vector<ChannelOff>>(
        this, m_service, [channel, bot](DeskService& service) { return service.setChannelBot(channel, bot); });
}

api::Asked<std::vector<ChannelOff>> DeskHost::channelsOff()
{
    return ask<std::vector<ChannelOff>>(this, m_service, [](DeskService& service) { return service.channelsOff(); });
}

void DeskHost::saveDraft(const ConversationId& conversation, const QString& text, bool isNote)
{
    tell([conversation, text, isNote](DeskService& service) { service.drafts().save(conversation, text, isNote); });
}

void DeskHost::requestDrafts()
{
    tell([](DeskService& service) { service.drafts().list(); });
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
