#pragma once

#include "engine/api/desk.h"
#include "engine/domain/text/search_words.h"

#include <QObject>

#include <optional>
#include <vector>

namespace tongdai {

/// Which lines of one conversation hold what is looked for, loaded or not, newest first, and at which of them somebody
/// is (features A15). The engine is asked, page after page; what arrives meanwhile is looked at here. An answer to an
/// older question is dropped. Words with marks find just those, where there are any. Lives on the GUI thread.
class ThreadHits final : public QObject {
    Q_OBJECT
public:
    static constexpr int kPage = 200;
    enum class State : quint8 { Idle, Asking, Ready, Failed };

    explicit ThreadHits(api::Desk& desk, QObject* parent = nullptr);

    /// Without a word nothing is asked, and nothing is found. `goes`: to the newest of them, as soon as it is known.
    void look(const ConversationId& conversation, const QString& typed, bool goes = true);
    void clear() { look({}, {}); }
    /// Forward is older, and round; beyond the last known one the next page is asked for. Whoever is at none yet goes
    /// to the first.
    void step(int forward);
    /// Lines nobody had seen: those that hold the words are counted.
    void takeArrived(const std::vector<StoredMessage>& lines);

    State state() const { return m_state; }
    const std::vector<qint64>& lines() const { return m_lines; }
    /// There are more than these.
    bool hasMore() const { return m_next.has_value() || m_isCut; }
    /// How many stand before it; -1: nowhere.
    int place() const;
    /// 0: none.
    qint64 current() const { return m_current; }
    /// As the lines hold them.
    const SearchWords& words() const { return m_words; }
    bool isTelex() const { return m_isTelex; }

signals:
    void changed();
    /// Somebody wants to be there.
    void lineWanted(qint64 rev);
    void failed(tongdai::api::DeskFailure failure);

private:
    void ask(const std::optional<SearchPlace>& after, api::RequestId& request);
    void askAgain();
    void take(api::RequestId request, const MessageHits& found);
    void takeFirst(const MessageHits& found);
    void takeMore(const MessageHits& found);
    void takeFailure(api::RequestId request, const api::DeskFailure& failure);
    void add(const MessageHits& found);
    void add(const StoredMessage& line);
    void insert(qint64 rev);
    void goTo(qint64 rev);
    void setState(State state);

    api::Desk& m_desk;
    ConversationId m_conversation;
    QString m_typed;
    SearchWords m_words;
    std::vector<qint64> m_lines;  ///< falling
    qint64 m_current = 0;
    std::vector<StoredMessage> m_arrived;  ///< while the first page was on its way
    std::optional<SearchPlace> m_next;
    bool m_isExact = false;  ///< only what has the marks counts
    bool m_isTelex = false;
    bool m_isCut = false;    ///< more than can be asked for
    bool m_isThere = false;  ///< somebody has gone to the current one
    bool m_isGoing = false;  ///< as soon as the answer is there
    bool m_isSteppingOn = false;
    State m_state = State::Idle;
    api::RequestId m_first = 0;
    api::RequestId m_more = 0;
};

}  // namespace tongdai
