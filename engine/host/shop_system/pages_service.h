#pragma once

#include "engine/api/setup/pages.h"
#include "engine/domain/ports/live/plan_reader.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/boot/page_stack.h"
#include "engine/host/people/desk_gate.h"

namespace tongdai {

/// The shop's pages at Pancake as the Setup page asks about them, on the engine loop; PagesHost is the half on the GUI
/// thread.
class PagesService final : public QObject {
    Q_OBJECT
public:
    /// Where answers that were not sent lie, and how one of them is sent again; false: somebody was faster.
    struct Outbox {
        ports::PlanReader& plans;
        ports::AuditLog& audit;
        std::function<QCoro::Task<bool>(qint64 id, OperatorId by)> sendAgain;
    };
    PagesService(const PageStack& pages, const DeskGate& gate) : m_pages(pages), m_gate(gate) {}
    void connectOutbox(Outbox outbox) { m_outbox.emplace(std::move(outbox)); }

    QCoro::Task<api::Answer<std::vector<api::PageLook>>> pages();
    QCoro::Task<api::Answer<QString>> hookAddress(QString page);
    /// @throws StoreError: some may be on their way
    QCoro::Task<api::Answer<int>> sendAgain(QString page);

private:
    /// By page, the oldest first: what the platform refused, or what was not sent in time. What may have arrived, and
    /// what a person gave up, is for a person to decide one by one. No more than `most` rows of all pages are read.
    using NotSent = QHash<QByteArray, std::vector<qint64>>;
    QCoro::Task<NotSent> notSent(int most);

    const PageStack& m_pages;
    const DeskGate& m_gate;
    std::optional<Outbox> m_outbox;
};

}  // namespace tongdai
