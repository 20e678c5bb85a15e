#pragma once

#include "engine/domain/ports/store/dispute_admin.h"
#include "engine/history/disputes/sources/dispute_questions.h"
#include "engine/history/disputes/sources/source_link.h"
#include "engine/history/store/sql_server_address.h"

namespace tongdai {

/// The dispute routes over a database of contracts/realtime-chat §9. What it reads it reads over sessions that cannot
/// write. Over a connection of its own it writes rows of chat_admin_access_log and, where the settings say that the
/// database is this shop's to write, participants and the state of a dispute; nothing else. Engine loop.
class DisputeDesk final : public ports::DisputeAdmin {
public:
    /// A package of more messages is refused; a page of so many is one question to the database.
    struct PackageBounds {
        qint64 most = 100'000;
        int page = 2'000;
    };
    DisputeDesk(SqlServerAddress address, bool isOursToWrite) : DisputeDesk(std::move(address), isOursToWrite, {}) {}
    DisputeDesk(SqlServerAddress address, bool isOursToWrite, PackageBounds bounds);

    void stop();
    QCoro::Task<DisputeAdminPage> list(DisputeAdminQuery query) override;
    QCoro::Task<std::optional<QJsonObject>> detail(QString dispute, TimePoint now) override;
    QCoro::Task<DisputeOutcome> join(DisputeJoin wanted) override;
    QCoro::Task<DisputeOutcome> eligibility(QString dispute) override;
    QCoro::Task<DisputeOutcome> package(DisputeJoin wanted) override;
    QCoro::Task<DisputeOutcome> close(DisputeJoin wanted) override;

private:
    using Questions = std::shared_ptr<const DisputeQuestions>;
    template <class Ask>
    auto read(const char* operation, Ask ask);
    template <class Act>
    auto write(const char* operation, Act act);
    QCoro::Task<Questions> learned();
    QCoro::Task<std::optional<QJsonArray>> chatHistory(QString contract);

    bool m_isOurs;
    PackageBounds m_bounds;
    SourceLink m_reads;
    SourceLink m_writes;
    Questions m_questions;
};

}  // namespace tongdai
