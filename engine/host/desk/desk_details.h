#pragma once

#include "engine/domain/ports/store/task_store.h"
#include "engine/work/message/pipeline_events.h"

#include <QObject>

namespace tongdai {

/// What is known of the customer of the watched conversation: when it comes on screen, and whenever more is found, here
/// or by another engine. Engine loop.
class DeskDetails final : public QObject {
    Q_OBJECT
public:
    explicit DeskDetails(ports::CustomerDetailsStore& store) : m_store(store) {}

    void watch(const ConversationId& conversation);
    void notice(const Change& change);
    /// Events of another engine.
    void notice(const std::vector<HistoryEvent>& events);

signals:
    void detailsChanged(tongdai::ConversationId conversation, tongdai::CustomerDetails details);

private:
    QCoro::Task<void> read(ConversationId conversation);

    ports::CustomerDetailsStore& m_store;
    ConversationId m_watched;
};

}  // namespace tongdai
