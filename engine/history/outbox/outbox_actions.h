#pragma once

#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// How action rows call the state of the row that carries them.
QString actionStatus(OutboxState state);

/// What the action rows behind outbox rows (message_actions.outbox_ord) say of their way: gathered, then written in at
/// most two statements however many rows there are.
class OutboxActions {
public:
    /// `isTry` counts one more attempt that came to nothing. `error` empty: none.
    void set(const QUuid& conversation, qint64 ord, OutboxState state, const QString& error, bool isTry);
    /// At once.
    void write(UnitOfWork& work);
    /// With the transaction.
    void addTo(UnitOfWork& work);

private:
    struct Change {
        QUuid conversation;
        qint64 ord = 0;
        OutboxState state = OutboxState::Waiting;
        QString error;
    };
    static std::vector<SqlParams> valuesOf(const std::vector<Change>& changes, TimePoint now);
    std::vector<Change> m_tries;
    std::vector<Change> m_others;
};

}  // namespace tongdai
