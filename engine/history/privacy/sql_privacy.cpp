#include "engine/history/privacy/sql_privacy.h"

#include "engine/domain/log.h"
#include "engine/history/audit/audit.h"
#include "engine/history/privacy/erasure.h"
#include "engine/history/privacy/erasure_places.h"
#include "engine/history/privacy/erasure_record.h"
#include "engine/history/privacy/erasure_request.h"
#include "engine/history/privacy/legal_holds.h"
#include "engine/history/privacy/retention.h"
#include "engine/history/privacy/tidy.h"
#include "engine/history/sql_history_calls.h"

#include <QScopeGuard>

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log sqlPrivacyLog("privacy");

class MergeJob final : public WriteJob {
public:
    explicit MergeJob(bool begins) : m_begins(begins) {}
    Kind kind() const override { return Kind::Alone; }
    void run(UnitOfWork& work) override { hasMore = mergeIndexStep(work.session(), m_begins); }
    bool hasMore = false;

private:
    bool m_begins;
};

class ClearLogJob final : public WriteJob {
public:
    Kind kind() const override { return Kind::Alone; }
    void run(UnitOfWork& work) override { clearLog(work.session()); }
};

}  // namespace

QCoro::Task<void> SqlPrivacy::tidyFiles()
{
    m_isTidyDue = true;
    if (m_isTidying) co_return;  // the one at work goes round once more
    m_isTidying = true;
    const auto done = qScopeGuard([this] { m_isTidying = false; });
    try {
        while (std::exchange(m_isTidyDue, false)) {
            auto tidying = tidyOnce();
            co_await tidying;
        }
    } catch (const StoreError& error) {
        // The erasure stands; what is left behind goes with the next one.
        sqlPrivacyLog.warn("the store's files were not tidied after an erasure", {{u"cause"_s, error.cause()}});
    }
}

QCoro::Task<void> SqlPrivacy::tidyOnce()
{
    bool begins = true;
    while (true) {
        const auto job = std::make_shared<MergeJob>(begins);
        m_history.submit(job, "tidy index");
        co_await m_history.m_calls.outcomeOf(job);
        m_history.m_calls.throwTrouble(*job, "tidy index");
        if (!job->hasMore) break;
        begins = false;
    }
    const auto job = std::make_shared<ClearLogJob>();
    m_history.submit(job, "tidy files");
    co_await m_history.m_calls.outcomeOf(job);
    m_history.m_calls.throwTrouble(*job, "tidy files");
}

QCoro::Task<ports::ErasureStore::SessionErased> SqlPrivacy::eraseSession(SenderId user, ConversationId session,
                                                                         QByteArray actor)
{
    auto erasing = m_history.writeApart("erase session", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::eraseSession(work, job, user, session, actor);
    });
    SessionErased erased = co_await erasing;
    if (erased.result == SessionResult::Erased) {
        auto tidying = tidyFiles();
        co_await tidying;
    }
    co_return erased;
}

QCoro::Task<ErasureRequest> SqlPrivacy::noteErasureRequest(SenderId user, ErasureNote note, QByteArray actor)
{
    return m_history.writeApart("note a request for erasure", [=, terms = m_terms](UnitOfWork& work, WriteJob&) {
        return tongdai::noteErasureRequest(work, user, note, actor, terms);
    });
}

QCoro::Task<std::vector<OpenErasure>> SqlPrivacy::openErasures(int limit)
{
    return m_history.read("list requests for erasure", [=, terms = m_terms](SqlSession& session) {
        return reads::openErasures(session, limit, terms);
    });
}

QCoro::Task<ErasureReport> SqlPrivacy::planErasure(SenderId user)
{
    return m_history.read(
        "plan erasure", [=, terms = m_terms](SqlSession& session) { return reads::planErasure(session, user, terms); });
}

QCoro::Task<ports::ErasureStore::PersonErased> SqlPrivacy::erasePerson(SenderId user, QByteArray actor)
{
    auto erasing = m_history.writeApart("erase person", [=, terms = m_terms](UnitOfWork& work, WriteJob& job) {
        return tongdai::erasePerson(work, job, user, actor, terms);
    });
    PersonErased erased = co_await erasing;
    if (erased.report.holds.empty()) {
        auto tidying = tidyFiles();
        co_await tidying;
    }
    co_return erased;
}

QCoro::Task<std::vector<PendingErasure>> SqlPrivacy::pendingErasures(int limit)
{
    return m_history.read("read erasures", [=](SqlSession& session) { return reads::pendingErasures(session, limit); });
}

QCoro::Task<void> SqlPrivacy::finishErasure(QUuid id, std::vector<ErasedPlace> places)
{
    auto finishing = m_history.write("finish erasure", [=](UnitOfWork& work, WriteJob&) {
        tongdai::finishErasure(work, id, places);
        return true;
    });
    co_await finishing;
    auto tidying = tidyFiles();
    co_await tidying;
}

QCoro::Task<LegalHold> SqlPrivacy::placeHold(LegalHold hold, QByteArray actor)
{
    if (hold.id.isNull()) hold.id = QUuid::createUuid();  // the same one when the transaction is run again
    return m_history.writeApart("place hold",
                                [=](UnitOfWork& work, WriteJob&) { return tongdai::placeHold(work, hold, actor); });
}

QCoro::Task<bool> SqlPrivacy::releaseHold(QUuid id, QByteArray actor)
{
    return m_history.writeApart("release hold",
                                [=](UnitOfWork& work, WriteJob&) { return tongdai::releaseHold(work, id, actor); });
}

QCoro::Task<std::vector<LegalHold>> SqlPrivacy::holds()
{
    return m_history.read("read holds", [](SqlSession& session) { return reads::holds(session); });
}

QCoro::Task<std::vector<RetentionCount>> SqlPrivacy::applyRetention(RetentionPolicy policy, QByteArray actor)
{
    return m_history.writeApart("apply retention", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::applyRetention(work, job, policy, actor);
    });
}

QCoro::Task<std::vector<RetentionCount>> SqlPrivacy::planRetention(RetentionPolicy policy)
{
    const TimePoint now = m_history.m_clock.now();
    return m_history.read("plan retention",
                          [=](SqlSession& session) { return reads::planRetention(session, policy, now); });
}

QCoro::Task<void> SqlPrivacy::audit(AuditEntry entry)
{
    auto writing = m_history.write("audit", [=](UnitOfWork& work, WriteJob&) {
        work.addAudit(entry);
        return true;
    });
    co_await writing;
}

QCoro::Task<std::vector<AuditLine>> SqlPrivacy::auditLines(int limit)
{
    return m_history.read("read audit", [=](SqlSession& session) { return reads::auditLines(session, limit); });
}

QCoro::Task<AuditVerdict> SqlPrivacy::verifyAudit()
{
    return m_history.read("verify audit", [](SqlSession& session) { return reads::verifyAudit(session); });
}

QCoro::Task<AuditLook> SqlPrivacy::lookAtAudit(qint64 then)
{
    return m_history.read("look at audit", [=](SqlSession& session) { return reads::lookAtAudit(session, then); });
}

}  // namespace tongdai
