#pragma once

#include "engine/domain/ids.h"

#include <QCoro/QCoroTask>
#include <QObject>
#include <QTimer>

namespace tongdai {

namespace chat {
class ChatGateway;
}  // namespace chat

namespace ports {
class ChatStore;
}  // namespace ports

/// The operator at this desk as somebody who gets chat lines: no socket confirms them, the window that shows them is in
/// this process. So what is recorded for the operator counts as delivered once a window is there (features D6, step 4;
/// step 5, read, is the operator's own doing). Engine loop; its coroutines end when the store is closed.
class DeskReceipts final : public QObject {
    Q_OBJECT
public:
    DeskReceipts(ports::ChatStore& store, chat::ChatGateway& gateway, SenderId desk);

    /// Somebody else sits there, or nobody (empty).
    void setDesk(const SenderId& desk);
    /// A window is there from now on. Repeating changes nothing.
    void arrive();
    /// There may be lines for the operator.
    void lookSoon();

private:
    QCoro::Task<void> look();

    ports::ChatStore& m_store;
    chat::ChatGateway& m_gateway;
    SenderId m_desk;
    QTimer m_soon;
    bool m_isThere = false;
    bool m_isLooking = false;
};

}  // namespace tongdai
