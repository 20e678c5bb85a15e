#pragma once

#include "engine/api/dispute.h"
#include "engine/api/people.h"
#include "engine/host/dispute/dispute_service.h"

#include <QPointer>

namespace tongdai {

/// Disputes as the window sees them. GUI thread. Questions are posted to DisputeService; before the engine is up they
/// are answered with NotReady.
class DisputeHost final : public api::Disputes {
    Q_OBJECT
public:
    explicit DisputeHost(const api::People& people) : m_people(people) {}

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(DisputeService* service);

    api::Asked<std::vector<SourceStatus>> sources() override;
    api::Asked<api::CaseList> cases(int limit) override;
    api::Asked<DisputeThread> thread(const ThreadRef& ref, const std::optional<LineKey>& before) override;
    api::Asked<DisputeThread> threadAround(const ThreadRef& ref, const QByteArray& line) override;
    api::Asked<api::OriginalText> original(const ThreadRef& ref, const QByteArray& line) override;
    api::Asked<DisputeLine> reveal(const ThreadRef& ref, const QByteArray& line, const QString& reason) override;
    api::Asked<api::JoinAnswer> join(const QByteArray& source, const QByteArray& dispute,
                                     const QString& reason) override;
    api::Asked<bool> noteSaved(const ThreadRef& ref, int lines) override;
    api::Asked<api::FoundLines> search(const DisputeSearch& search) override;
    void cancel() override;
    api::Asked<CaseFile> openCase(const ConversationId& conversation, const MessageId& message) override;
    api::Asked<CaseFile> caseFile(const QByteArray& id) override;
    api::Asked<CaseFile> addNote(const QByteArray& id, const QString& body) override;
    api::Asked<CaseFile> proposeVerdict(const QByteArray& id, DisputeVerdict verdict,
                                        const QString& reasoning) override;
    api::Asked<CaseFile> approveVerdict(const QByteArray& id) override;
    api::Asked<CaseFile> setHold(const QByteArray& id, bool held) override;
    OperatorId me() const override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<DisputeService> m_service;
    const api::People& m_people;
};

}  // namespace tongdai
