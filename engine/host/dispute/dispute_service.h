#pragma once

#include "engine/api/dispute.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/case_store.h"
#include "engine/domain/ports/store/dispute_admin.h"
#include "engine/domain/ports/store/dispute_source.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/work/task_scope.h"
#include "engine/host/dispute/dispute_mask.h"
#include "engine/host/people/desk_gate.h"
#include "engine/work/loops/periodic_task.h"

#include <QObject>

namespace tongdai {

/// The Dispute page's half on the engine loop; DisputeHost is the half on the GUI thread. Looks are written into the
/// audit log before anything is given out. Its coroutines end when the stores and sources are closed; the owner closes
/// those before deleting this.
class DisputeService final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kLookAgain{5};
    static constexpr int kLinesOfAPage = 200;
    static constexpr int kWorkingDays = 3;  ///< a new case has

    struct Ports {
        std::vector<ports::DisputeSource*> sources;  ///< the own one first
        ports::CaseStore& cases;
        ports::AuditLog& audit;
        ports::LegalHoldStore& holds;
        ports::Clock& clock;
        const DeskGate& gate;
        /// Of the one source that people take part in; null: none.
        ports::DisputeAdmin* admin = nullptr;
        QString adminId = {};  ///< the user there who takes part
    };
    explicit DisputeService(Ports ports);
    ~DisputeService() override;

    /// Sources are looked at no more. Before the clock wakes its last sleepers: who sleeps anew after that never ends.
    void stop() { m_looking.stop(); }

    /// Who sits at the desk, and whose acts these are therefore.
    CaseActor me() const { return {m_ports.gate.me(), m_ports.gate.name()}; }
    QCoro::Task<api::Answer<std::vector<SourceStatus>>> sources();
    QCoro::Task<api::Answer<api::CaseList>> cases(int limit);
    QCoro::Task<api::Answer<DisputeThread>> thread(ThreadRef ref, std::optional<LineKey> before);
    QCoro::Task<api::Answer<DisputeThread>> threadAround(ThreadRef ref, QByteArray line);
    QCoro::Task<api::Answer<api::OriginalText>> original(ThreadRef ref, QByteArray line);
    QCoro::Task<api::Answer<DisputeLine>> reveal(ThreadRef ref, QByteArray line, QString reason);
    QCoro::Task<api::Answer<api::JoinAnswer>> join(QByteArray source, QByteArray dispute, QString reason);
    QCoro::Task<api::Answer<bool>> noteSaved(ThreadRef ref, int lines);
    QCoro::Task<api::Answer<api::FoundLines>> search(DisputeSearch search);
    void cancel();

    QCoro::Task<api::Answer<CaseFile>> openCase(ConversationId conversation, MessageId message);
    QCoro::Task<api::Answer<CaseFile>> caseFile(QByteArray id);
    QCoro::Task<api::Answer<CaseFile>> addNote(QByteArray id, QString body);
    QCoro::Task<api::Answer<CaseFile>> proposeVerdict(QByteArray id, DisputeVerdict verdict, QString reasoning);
    QCoro::Task<api::Answer<CaseFile>> approveVerdict(QByteArray id);
    QCoro::Task<api::Answer<CaseFile>> setHold(QByteArray id, bool held);

signals:
    void changed(std::vector<tongdai::SourceStatus> sources);

private:
    QCoro::Task<void> look();
    QCoro::Task<api::Answer<DisputeThread>> page(ThreadRef ref, std::optional<LineKey> before, bool isNewLook);
    QCoro::Task<api::Answer<CaseFile>> afterAct(QByteArray id, CaseAct act);
    std::vector<SourceStatus> statuses() const;
    void tellChanges();
    ports::DisputeSource* sourceOf(const QByteArray& name) const;
    void forgetLookOfOthers();

    /// Whose look at which thread stands in the audit log already: its further pages need no entry of their own. Ends
    /// with another thread, and with whoever looked.
    struct Look {
        ThreadRef ref;
        OperatorId by;
        friend bool operator==(const Look&, const Look&) = default;
    };

    Ports m_ports;
    Look m_look;
    DisputeMask m_mask;
    std::vector<SourceStatus> m_told;
    TaskScope m_scope;
    PeriodicTask m_looking;
};

}  // namespace tongdai
