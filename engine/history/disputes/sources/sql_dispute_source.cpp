#include "engine/history/disputes/sources/sql_dispute_source.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log disputeSourceLog("source");

SourceState stateOf(const StoreError& error)
{
    switch (error.kind()) {
        case StoreError::Kind::TimedOut:
        case StoreError::Kind::Busy: return SourceState::Slow;
        case StoreError::Kind::Refused: return SourceState::Refused;
        case StoreError::Kind::Corrupt: return SourceState::NotUnderstood;
        default: return SourceState::Away;
    }
}

}  // namespace

SqlDisputeSource::SqlDisputeSource(Place place, const ports::Clock& clock)
    : m_place(std::move(place)),
      m_clock(clock),
      m_link(m_place.sessions, m_place.target),
      m_index(std::make_shared<SourceIndex>(m_place.indexBytes))
{
    if (m_place.accessLog && !m_place.admin.isEmpty()) {
        m_accessLog = std::make_unique<AccessLog>(*m_place.accessLog);
        m_access = AccessRecord::Kept;
    }
}

SqlDisputeSource::~SqlDisputeSource()
{
    close();
}

void SqlDisputeSource::close()
{
    m_scope.end();
    m_link.stop();
    if (m_accessLog) m_accessLog->stop();
}

SourceStatus SqlDisputeSource::status() const
{
    SourceStatus status;
    status.name = m_place.name;
    status.kind = m_place.kind;
    status.state = m_state;
    status.cause = m_cause;
    status.target = m_place.target;
    if (m_questions) {
        status.account = m_questions->account();
        status.keepsReceipts = m_questions->keepsReceipts();
    }
    status.messages = m_index->lines();
    status.isCounted = m_index->isWhole();
    status.access = m_access;
    return status;
}

void SqlDisputeSource::note(const StoreError& error)
{
    const SourceState state = stateOf(error);
    if (state != m_state || error.cause() != m_cause)
        disputeSourceLog.warn("a source does not answer", {{u"source"_s, m_place.target}, {u"cause"_s, error.cause()}});
    m_state = state;
    m_cause = error.cause();
    // Tables may have changed by the time it is back.
    if (state != SourceState::Slow) m_questions.reset();
}

QCoro::Task<void> SqlDisputeSource::look()
{
    const TaskScope::Token scope = m_scope.token();
    if (scope.isOver()) co_return;
    m_link.start();
    if (m_accessLog) m_accessLog->start();
    try {
        auto learning = m_link.ask("look", kDeadline, m_place.learn);
        Questions questions = co_await learning;
        if (scope.isOver()) co_return;
        m_questions = std::move(questions);
        m_state = SourceState::Open;
        m_cause.clear();
        if (!m_index->isWhole() && !m_isFull) gatherWords();
    } catch (const StoreError& error) {
        if (!scope.isOver()) note(error);
    }
}

/// Never waits for itself: whoever looks goes on, and a gap ends it until the next look.
QCoro::Task<void> SqlDisputeSource::gatherWords()
{
    const TaskScope::Token scope = m_scope.token();
    if (m_isGathering) co_return;
    m_isGathering = true;
    m_index->clear();
    m_greatest.clear();
    try {
        QByteArray before;
        while (m_questions) {
            auto asking = m_link.ask("gather words", kDeadline, [questions = m_questions, before](SqlSession& session) {
                return questions->texts(session, before, false, kTextsAtOnce);
            });
            SourceTexts texts = co_await asking;
            if (scope.isOver()) co_return;
            if (m_greatest.isEmpty()) m_greatest = texts.last;
            before = texts.first;
            m_isFull = !m_index->add(texts.piece);
            if (m_isFull) break;
            if (!texts.hasMore) {
                m_index->setWhole(true);
                m_gatheredAt = m_clock.elapsed();
                break;
            }
        }
    } catch (const StoreError& error) {
        if (scope.isOver()) co_return;
        note(error);
    }
    m_isGathering = false;
}

/// What was written since, before something is searched for.
QCoro::Task<void> SqlDisputeSource::gatherNew()
{
    const TaskScope::Token scope = m_scope.token();
    if ((!m_index->isWhole() && !m_isFull) || m_isGathering || !m_questions) co_return;
    if (!m_questions->idsGrow()) {
        if (m_clock.elapsed() - m_gatheredAt > kReadAgain) gatherWords();
        co_return;
    }
    m_isGathering = true;
    try {
        while (m_questions) {
            auto asking = m_link.ask("gather words", kDeadline,
                                     [questions = m_questions, behind = m_greatest](SqlSession& session) {
                                         return questions->texts(session, behind, true, kTextsAtOnce);
                                     });
            SourceTexts texts = co_await asking;
            if (scope.isOver()) co_return;
            if (texts.last.isEmpty()) break;
            if (!m_index->add(texts.piece)) {
                m_isFull = true;
                m_index->setWhole(false);  // the newest are not found: search is to say so
                break;
            }
            m_greatest = texts.last;
            if (!texts.hasMore) break;
        }
    } catch (const StoreError& error) {
        if (scope.isOver()) co_return;
        note(error);
    }
    m_isGathering = false;
}

QCoro::Task<SqlDisputeSource::Questions> SqlDisputeSource::opened()
{
    if (!m_questions) {
        auto looking = look();
        co_await looking;
    }
    if (!m_questions) {
        const auto kind = m_state == SourceState::Refused         ? StoreError::Kind::Refused
                          : m_state == SourceState::NotUnderstood ? StoreError::Kind::Corrupt
                          : m_state == SourceState::Slow          ? StoreError::Kind::TimedOut
                                                                  : StoreError::Kind::Unreachable;
        throw StoreError(kind, u"open"_s, m_place.target, m_cause);
    }
    Questions questions = m_questions;  // QCoro would move the member itself out
    co_return questions;
}

/// `ask(questions, session)` on a reader's thread; what goes wrong is also what the source's state says.
template <class Ask>
auto SqlDisputeSource::asked(const char* operation, Ask ask)
{
    using Answer = std::invoke_result_t<Ask&, const SourceQuestions&, SqlSession&>;
    return [](SqlDisputeSource* self, const char* name, Ask how) -> QCoro::Task<Answer> {
        const TaskScope::Token scope = self->m_scope.token();
        auto opening = self->opened();
        Questions questions = co_await opening;
        auto asking = self->m_link.ask(
            name, kDeadline, [questions, how](SqlSession& session) mutable { return how(*questions, session); });
        std::optional<StoreError> trouble;
        try {
            Answer answer = co_await asking;
            if (!scope.isOver()) self->m_state = SourceState::Open;
            co_return answer;
        } catch (const StoreError& error) {
            trouble = error;
        }
        if (!scope.isOver()) self->note(*trouble);
        throw StoreError(*trouble);
    }(this, operation, std::move(ask));
}

QCoro::Task<DisputeCasePage> SqlDisputeSource::cases(std::optional<LineKey> before, int limit)
{
    auto asking = asked("cases", [before, limit](const SourceQuestions& questions, SqlSession& session) {
        return questions.cases(session, before, limit);
    });
    DisputeCasePage page = co_await asking;
    for (DisputeCase& each : page.cases)
        each.ref.source = m_place.name;
    co_return page;
}

QCoro::Task<std::optional<DisputeThread>> SqlDisputeSource::thread(QByteArray thread, ports::DisputeLook look,
                                                                   std::optional<LineKey> before, int limit)
{
    bool isRecorded = false;
    if (m_accessLog && look == ports::DisputeLook::Begins) {
        // Written before anything is read: a look that nobody could write down is none (contracts/realtime-chat §9).
        m_accessLog->start();
        auto noting = m_accessLog->note({thread, m_place.admin, u"Dispute review"_s, m_clock.now()});
        isRecorded = co_await noting;
        m_access = isRecorded ? AccessRecord::Kept : AccessRecord::NotAllowed;
    }
    auto asking = asked("thread", [thread, before, limit](const SourceQuestions& questions, SqlSession& session) {
        return questions.thread(session, thread, before, limit);
    });
    std::optional<DisputeThread> found = co_await asking;
    if (found) {
        found->ref.source = m_place.name;
        found->isRecorded = isRecorded;
    }
    co_return found;
}

QCoro::Task<std::optional<PlaceBehind>> SqlDisputeSource::placeBehind(QByteArray thread, QByteArray line, int lines)
{
    return asked("place", [thread, line, lines](const SourceQuestions& questions, SqlSession& session) {
        return questions.placeBehind(session, thread, line, lines);
    });
}

QCoro::Task<std::optional<QString>> SqlDisputeSource::original(QByteArray thread, QByteArray line)
{
    return asked("original", [thread, line](const SourceQuestions& questions, SqlSession& session) {
        return questions.original(session, thread, line);
    });
}

QCoro::Task<DisputeHits> SqlDisputeSource::search(DisputeSearch search)
{
    auto freshening = gatherNew();
    co_await freshening;
    auto asking = asked("search", [search, index = m_index](const SourceQuestions& questions, SqlSession& session) {
        DisputeHits hits;
        SourceIndex::Found found = index->find(searchWordsTyped(search.text), search);
        // As raw Telex, where nothing was found as typed (features K2).
        if (found.found == 0) {
            if (const SearchWords telex = searchWordsOfTelex(search.text); !telex.isEmpty())
                found = index->find(telex, search);
        }
        hits.found = found.found;
        hits.searched = found.searched;
        hits.isWhole = found.isWhole;
        hits.hits = questions.hits(session, found.newest);
        return hits;
    });
    DisputeHits hits = co_await asking;
    for (DisputeHit& hit : hits.hits)
        hit.ref.source = m_place.name;
    co_return hits;
}

}  // namespace tongdai
