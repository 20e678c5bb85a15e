#include "engine/host/dispute/dispute_host.h"

#include "engine/host/ask.h"

namespace tongdai {

OperatorId DisputeHost::me() const
{
    const api::PeopleState state = m_people.state();
    return state.me ? state.me->id : OperatorId();
}

void DisputeHost::attach(DisputeService* service)
{
    m_service = service;
    if (!service) return;
    connect(service, &DisputeService::changed, this, &api::Disputes::sourcesChanged, Qt::QueuedConnection);
    emit ready();
}

api::Asked<std::vector<SourceStatus>> DisputeHost::sources()
{
    return ask<std::vector<SourceStatus>>(this, m_service, [](DisputeService& service) { return service.sources(); });
}

api::Asked<api::CaseList> DisputeHost::cases(int limit)
{
    return ask<api::CaseList>(this, m_service, [limit](DisputeService& service) { return service.cases(limit); });
}

api::Asked<DisputeThread> DisputeHost::thread(const ThreadRef& ref, const std::optional<LineKey>& before)
{
    return ask<DisputeThread>(this, m_service,
                              [ref, before](DisputeService& service) { return service.thread(ref, before); });
}

api::Asked<DisputeThread> DisputeHost::threadAround(const ThreadRef& ref, const QByteArray& line)
{
    return ask<DisputeThread>(this, m_service,
                              [ref, line](DisputeService& service) { return service.threadAround(ref, line); });
}

api::Asked<DisputeLine> DisputeHost::reveal(const ThreadRef& ref, const QByteArray& line, const QString& reason)
{
    return ask<DisputeLine>(this, m_service,
                            [ref, line, reason](DisputeService& service) { return service.reveal(ref, line, reason); });
}

api::Asked<api::JoinAnswer> DisputeHost::join(const QByteArray& source, const QByteArray& dispute,
                                              const QString& reason)
{
    return ask<api::JoinAnswer>(this, m_service,
                                [=](DisputeService& service) { return service.join(source, dispute, reason); });
}

api::Asked<bool> DisputeHost::noteSaved(const ThreadRef& ref, int lines)
{
    return ask<bool>(this, m_service, [ref, lines](DisputeService& service) { return service.noteSaved(ref, lines); });
}

api::Asked<api::OriginalText> DisputeHost::original(const ThreadRef& ref, const QByteArray& line)
{
    return ask<api::OriginalText>(this, m_service,
                                  [ref, line](DisputeService& service) { return service.original(ref, line); });
}

api::Asked<api::FoundLines> DisputeHost::search(const DisputeSearch& search)
{
    return ask<api::FoundLines>(this, m_service, [search](DisputeService& service) { return service.search(search); });
}

void DisputeHost::cancel()
{
    if (DisputeService* const service = m_service)
        QMetaObject::invokeMethod(
            service, [service] { service->cancel(); }, Qt::QueuedConnection);
}

api::Asked<CaseFile> DisputeHost::openCase(const ConversationId& conversation, const MessageId& message)
{
    return ask<CaseFile>(this, m_service, [conversation, message](DisputeService& service) {
        return service.openCase(conversation, message);
    });
}

api::Asked<CaseFile> DisputeHost::caseFile(const QByteArray& id)
{
    return ask<CaseFile>(this, m_service, [id](DisputeService& service) { return service.caseFile(id); });
}

api::Asked<CaseFile> DisputeHost::addNote(const QByteArray& id, const QString& body)
{
    return ask<CaseFile>(this, m_service, [id, body](DisputeService& service) { return service.addNote(id, body); });
}

api::Asked<CaseFile> DisputeHost::proposeVerdict(const QByteArray& id, DisputeVerdict verdict, const QString& reasoning)
{
    return ask<CaseFile>(this, m_service, [id, verdict, reasoning](DisputeService& service) {
        return service.proposeVerdict(id, verdict, reasoning);
    });
}

api::Asked<CaseFile> DisputeHost::approveVerdict(const QByteArray& id)
{
    return ask<CaseFile>(this, m_service, [id](DisputeService& service) { return service.approveVerdict(id); });
}

api::Asked<CaseFile> DisputeHost::setHold(const QByteArray& id, bool held)
{
    return ask<CaseFile>(this, m_service, [id, held](DisputeService& service) { return service.setHold(id, held); });
}

}  // namespace tongdai
