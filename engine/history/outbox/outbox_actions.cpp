#include "engine/history/outbox/outbox_actions.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QString actionStatus(OutboxState state)
{
    switch (state) {
        case OutboxState::Waiting: return u"pending"_s;
        case OutboxState::Sending: return u"executing"_s;
        case OutboxState::Sent: return u"succeeded"_s;
        case OutboxState::Dead:
        case OutboxState::Unknown: return u"failed"_s;
        case OutboxState::Withdrawn: return u"skipped"_s;
    }
    Q_UNREACHABLE();
}

namespace {

SqlUpdate updateOfActions(const QString& alsoSet)
{
    return {u"message_actions"_s,
            {{u"conversation_id"_s, SqlType::Uuid}, {u"outbox_ord"_s, SqlType::Integer}},
            {{u"status"_s, SqlType::Text}, {u"error"_s, SqlType::Text}, {u"executed_at"_s, SqlType::Real}},
            alsoSet};
}

}  // namespace

void OutboxActions::set(const QUuid& conversation, qint64 ord, OutboxState state, const QString& error, bool isTry)
{
    (isTry ? m_tries : m_others).push_back({conversation, ord, state, error});
}

std::vector<SqlParams> OutboxActions::valuesOf(const std::vector<Change>& changes, TimePoint now)
{
    std::vector<SqlParams> values;
    values.reserve(changes.size());
    for (const Change& change : changes) {
        values.push_back({change.conversation, change.ord, actionStatus(change.state),
                          change.error.isEmpty() ? SqlValue() : SqlValue(change.error),
                          change.state == OutboxState::Sent ? SqlValue(now) : SqlValue()});
    }
    return values;
}

void OutboxActions::addTo(UnitOfWork& work)
{
    static const SqlUpdate plain = updateOfActions({});
    static const SqlUpdate counting = updateOfActions(u"retry_count = retry_count + 1"_s);
    work.alsoUpdate(plain, valuesOf(std::exchange(m_others, {}), work.now()));
    work.alsoUpdate(counting, valuesOf(std::exchange(m_tries, {}), work.now()));
}

void OutboxActions::write(UnitOfWork& work)
{
    addTo(work);
    work.flush();
}

}  // namespace tongdai
