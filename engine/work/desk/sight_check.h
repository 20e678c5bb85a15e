#pragma once

#include "engine/domain/people/sight.h"
#include "engine/domain/ports/store/history_reader.h"

#include <QCoro/QCoroTask>
#include <QSet>

namespace tongdai {

/// Whether a conversation that somebody names by its id is there for them (features I2), as it stands in the store now.
/// Of who sees all of them nothing is read. Engine loop.
class SightCheck {
public:
    explicit SightCheck(ports::HistoryReader& reader) : m_reader(reader) {}

    /// One that does not exist is seen by those only who see everything. @throws StoreError
    QCoro::Task<bool> sees(InSight sight, ConversationId conversation) const;
    /// It exists, and is out of sight. @throws StoreError
    QCoro::Task<bool> isHidden(InSight sight, ConversationId conversation) const;
    /// Those of them that are seen. @throws StoreError
    QCoro::Task<QSet<ConversationId>> seenOf(InSight sight, QSet<ConversationId> conversations) const;

private:
    ports::HistoryReader& m_reader;
};

}  // namespace tongdai
