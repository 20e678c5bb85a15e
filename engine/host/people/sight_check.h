#pragma once

#include "engine/domain/ports/store/history_reader.h"
#include "engine/host/people/desk_gate.h"

#include <QCoro/QCoroTask>
#include <QSet>

namespace tongdai {

/// Whether whoever sits at the desk sees a conversation (features I2), as it stands in the store now. Who sees all of
/// them costs no question. Engine loop.
class SightCheck {
public:
    SightCheck(ports::HistoryReader& reader, const DeskGate& gate) : m_reader(reader), m_gate(gate) {}

    /// @throws StoreError
    QCoro::Task<bool> sees(ConversationId conversation) const;
    /// Those of them that are seen. @throws StoreError
    QCoro::Task<QSet<ConversationId>> seenOf(QSet<ConversationId> conversations) const;

private:
    ports::HistoryReader& m_reader;
    const DeskGate& m_gate;
};

}  // namespace tongdai
