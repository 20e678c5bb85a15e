#pragma once

#include "engine/server/chat/chat_socket.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>

namespace tongdai::chat {

struct MarkLimits {
    size_t atOnce = 5'000;     ///< in one transaction
    size_t waiting = 100'000;  ///< beyond them the oldest are dropped
    std::chrono::milliseconds retry{1'000};
    std::chrono::milliseconds asideRetry{60'000};  ///< where nothing but what was refused alone is left
};

/// That lines have reached their devices, on its way into the store: many marks, one commit. What could not be stored
/// is tried again: the clients have it, so nobody asks twice. Where the store refuses some, half as many are tried at
/// once, until one is refused alone: it goes aside, so that everybody else's are stored, and comes back when the store
/// has taken others, or after a minute in which there were none. One that is refused again and again while others are
/// taken is dropped, and so are the oldest of too many: their lines come with the next connection (guarantees 2.8).
/// What is dropped is counted. Engine loop.
class DeliveryMarks final : public QObject {
    Q_OBJECT
public:
    struct Mark {
        SentLine line;
        SenderId user;
        QByteArray device;  ///< empty: none is known
        int refusals = 0;   ///< alone
    };
    /// Throws StoreError.
    using Store = std::function<QCoro::Task<int>(std::vector<Delivered> lines, std::vector<DeviceCursor> cursors)>;
    explicit DeliveryMarks(Store store, MarkLimits limits = {}, QObject* parent = nullptr);

    void add(Mark mark);
    /// Waits until what was added by now is in the store as well. False: it, or what is aside, could not be stored yet.
    QCoro::Task<bool> untilStored();
    /// Nothing more will be stored: ends what waits for it.
    void giveUpWaiting();
    qint64 dropped() const { return m_dropped; }

signals:
    void stored(const std::vector<tongdai::chat::DeliveryMarks::Mark>& marks);

private:
    QCoro::Task<void> storeNext();
    void putBack(std::vector<Mark> piece, bool isRefused);
    void setAside(Mark mark);
    void bringBack();
    void tryAsideAgain();
    void startTimer(std::chrono::milliseconds pause);
    void makeRoom();
    void drop(size_t many);
    void endWaits(bool isStored);

    Store m_store;
    const MarkLimits m_limits;
    std::deque<Mark> m_waiting;
    std::deque<Mark> m_aside;  ///< refused alone, since the store has taken something
    size_t m_atOnce;
    qint64 m_noted = 0;   ///< marks that ever joined those that wait
    qint64 m_passed = 0;  ///< of these, in their order: stored, set aside or dropped
    qint64 m_dropped = 0;
    struct Wait {
        qint64 upto = 0;
        std::shared_ptr<OneShot<bool>> end;
    };
    std::vector<Wait> m_waits;
    bool m_isStoring = false;
    bool m_isTold = false;      ///< that they wait, since the last were stored
    bool m_isDropTold = false;  ///< likewise
    QTimer m_timer;
    bool m_isAsideTimer = false;  ///< it waits for nothing but what is aside
};

}  // namespace tongdai::chat
