#pragma once

#include "engine/domain/ports/live/plain_sessions.h"
#include "engine/upstream/pancake/page_calls.h"
#include "engine/work/loops/periodic_task.h"

#include <QHash>
#include <QSet>

namespace tongdai::upstream {

/// The tags that conversations have at Pancake, on their way to the store (contracts/pancake §2). Pancake decides about
/// every tag that its page's list names; what is called otherwise was set here and stays. The newest word about each
/// conversation is taken, many together, beside the path of a message; what the store has already is not written.
/// Engine loop.
class PageTags {
public:
    struct Figures {
        qint64 changed = 0;     ///< conversations whose tags were written
        bool isBehind = false;  ///< the last round could not take all of it
    };

    PageTags(const std::vector<std::shared_ptr<PageCalls>>& pages, ports::ConversationTags& store, ports::Clock& clock);

    /// What an event says of a conversation of this page. At once; of one that is not stored yet it is lost.
    void note(const QByteArray& page, const QJsonObject& conversation);
    /// What a list says that was asked for then: nothing of a conversation of which an event has said more since.
    void noteListed(const QByteArray& page, const QJsonObject& conversation, std::chrono::nanoseconds askedAt);
    void start() { m_rounds.start(); }
    QCoro::Task<void> stopped(std::chrono::milliseconds deadline) { return m_rounds.stopped(deadline); }
    const Figures& figures() const { return m_figures; }

private:
    using Waiting = QHash<ConversationId, QByteArrayList>;  ///< ids of the tags of each, as last said
    struct TakenTags {
        QByteArrayList ids;
        std::chrono::nanoseconds at{};
    };
    struct Page {
        std::shared_ptr<PageCalls> calls;
        Waiting waiting = {};
        QHash<QByteArray, QByteArray> names = {};                    ///< by id
        QSet<QByteArray> allNames = {};                              ///< with those of before a renaming
        QHash<QByteArray, std::chrono::nanoseconds> strangers = {};  ///< ids that the list did not name, and when
        QHash<ConversationId, TakenTags> taken = {};  ///< of late: nothing is done about the same once more
        QHash<ConversationId, std::chrono::nanoseconds> heard = {};  ///< when an event said so last, of late
        std::optional<std::chrono::nanoseconds> askedAt = {};
        std::optional<std::chrono::nanoseconds> restsUntil = {};  ///< its token may not list tags
        QString trouble = {};                                     ///< as told last, why they cannot be read
    };

    QCoro::Task<std::chrono::milliseconds> round();
    /// False: what waits for this page goes on waiting.
    QCoro::Task<bool> takeOf(size_t at);
    QCoro::Task<bool> learnNames(size_t at);
    QCoro::Task<bool> store(size_t at, Waiting said);
    Page* pageOf(const QByteArray& page);
    void take(Page& page, const ConversationId& conversation, const QByteArrayList& ids);
    bool mustAsk(const Page& page) const;
    bool isResting(const Page& page) const;
    void noteTrouble(Page& page, const PageAnswer& answer);
    void takeNames(Page& page, const std::vector<contract::PancakeTag>& listed);
    /// Nothing has to be asked about them, nor can they get another name before the list is read again.
    bool areNamed(const Page& page, const QByteArrayList& ids) const;

    std::vector<Page> m_pages;  ///< as many as at the start
    ports::ConversationTags& m_store;
    ports::Clock& m_clock;
    Figures m_figures;
    bool m_isIdle = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai::upstream
