#pragma once

#include "ui/models/thread_model.h"

namespace tongdai {

/// Keeps a ThreadModel filled with the open conversation: asks for the newest page, follows what is added, fetches
/// older pages on demand. Lives on the GUI thread.
class ThreadFeed final : public QObject {
    Q_OBJECT
public:
    enum class State : quint8 { Empty, Loading, Ready, Failed };
    static constexpr int kPageLines = 100;
    static constexpr int kMaxFirstPage = 500;

    ThreadFeed(api::Desk& desk, ThreadModel& model, QObject* parent = nullptr);

    /// Empty id: nothing is open. `unread` decides how much the first page brings.
    void open(const ConversationId& conversation, int unread);
    void retry();
    void fetchOlder();
    /// Loads older pages until the line is there; then reached(), at once if it is. Nothing, when it is gone.
    void reach(qint64 rev);
    void stopReaching() { m_reaching.reset(); }
    const ConversationId& conversation() const { return m_conversation; }
    State state() const { return m_state; }
    bool hasOlder() const { return m_hasOlder; }
    bool isFetchingOlder() const { return m_olderRequest != 0; }
    const std::optional<api::DeskFailure>& failure() const { return m_failure; }

signals:
    void stateChanged();
    void reached(qint64 rev);
    void reachFailed(tongdai::api::DeskFailure failure);
    /// The first page is in the model.
    void opened();
    /// Lines nobody had seen came in at the live end, while it was followed or while it could not be.
    void linesArrived(std::vector<tongdai::StoredMessage> lines);
    /// Nothing of the conversation is there any more: it was erased, or went with the sample shop.
    void gone();

private:
    void askNewest();
    void askOlder(int limit);
    void goOnReaching();
    void takePage(api::RequestId request, const ThreadPage& page);
    void takeLines(const ConversationId& conversation, const std::vector<StoredMessage>& lines);
    void takeFailure(api::RequestId request, const api::DeskFailure& failure);
    void catchUp();
    void askOn(qint64 afterRev);
    void finishCatchingUp();
    void showAtEnd(const std::vector<StoredMessage>& lines);
    void setState(State state);

    api::Desk& m_desk;
    ThreadModel& m_model;
    ConversationId m_conversation;
    int m_unread = 0;
    State m_state = State::Empty;
    bool m_hasOlder = false;
    std::optional<qint64> m_reaching;
    api::RequestId m_firstRequest = 0;
    api::RequestId m_olderRequest = 0;
    api::RequestId m_catchUpRequest = 0;
    qint64 m_catchUpFrom = 0;                ///< the lowest rev that is read again
    std::vector<StoredMessage> m_readAgain;  ///< its lines so far
    std::vector<StoredMessage> m_early;      ///< live lines that came before the first page
    std::optional<api::DeskFailure> m_failure;
};

}  // namespace tongdai
