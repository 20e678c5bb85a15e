#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/task_desk.h"
#include "engine/domain/ports/store/audit_shelf.h"
#include "engine/domain/ports/store/case_store.h"
#include "engine/domain/ports/store/dispute_source.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/domain/shop/health.h"
#include "engine/domain/work/one_shot.h"
#include "engine/host/evidence/evidence_run.h"
#include "engine/host/people/desk_gate.h"

#include <QThreadPool>

#include <memory>

namespace tongdai {

/// Exports conversations (features F6, F8): reads them page by page beside everything else, writes and signs on a
/// thread of its own, and gives the file its name only when the audit log knows of it. Engine loop; the owner closes
/// the store before deleting this.
class EvidenceService final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        ports::HistoryReader& reader;
        ports::AuditLog& audit;
        ports::AuditShelf& shelf;
        ports::Clock& clock;
        std::function<AuditHealth()> anchor;
        std::function<QByteArray()> installation;
        const DeskGate& gate;
        ports::CaseStore& cases;
        std::vector<ports::DisputeSource*> sources;  ///< other programs' databases; more is not read from them
        ports::TaskStore& tasks;
        ports::TaskDesk& taskDesk;
    };
    struct Options {
        QByteArray secret;  ///< what the key is made from
        QString shop;
        OwnerId owner;  ///< of an export's row: this run of the engine
    };
    EvidenceService(Ports ports, Options options);

    /// @throws StoreError
    QCoro::Task<api::Answer<api::EvidenceMade>> exportConversation(api::EvidenceRequest request,
                                                                   std::shared_ptr<EvidenceRun> run);
    QCoro::Task<api::Answer<EvidenceVerdict>> verify(QString file);
    /// What is under way ends without a file.
    void stop();

private:
    struct Written {
        QByteArray bytes;
        QString problem;
        bool isCancelled = false;
    };
    template <class Work>
    auto away(Work work);
    QCoro::Task<api::Answer<api::EvidenceMade>> makeFile(api::EvidenceRequest request, std::shared_ptr<EvidenceRun> run,
                                                         OperatorId by);
    QCoro::Task<std::optional<api::DeskFailure>> readAll(std::shared_ptr<EvidenceBook> book,
                                                         api::EvidenceRequest request,
                                                         std::shared_ptr<EvidenceRun> run);
    QCoro::Task<std::optional<api::DeskFailure>> readCase(std::shared_ptr<EvidenceBook> book, QByteArray dispute);
    QCoro::Task<std::optional<QString>> readLines(std::shared_ptr<EvidenceBook> book, std::shared_ptr<EvidenceRun> run);
    QCoro::Task<std::optional<api::DeskFailure>> readForeign(std::shared_ptr<EvidenceBook> book, ConversationId thread,
                                                             std::shared_ptr<EvidenceRun> run);
    QCoro::Task<EvidenceAnchor> readAnchor();
    AuditEntry entryOf(const OperatorId& by, const api::EvidenceRequest& request, const EvidenceBook& book) const;

    Ports m_ports;
    Options m_options;
    std::weak_ptr<EvidenceRun> m_run;
    QObject m_here;      ///< answers of the other thread come by posted calls
    QThreadPool m_pool;  ///< last: its end waits
};

}  // namespace tongdai
