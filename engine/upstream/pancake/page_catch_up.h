#pragma once

#include "engine/contract/json/pancake/pancake_event.h"
#include "engine/upstream/pancake/page_calls.h"
#include "engine/work/loops/periodic_task.h"
#include "engine/work/message/page_intake.h"

#include <QHash>
#include <QSet>

namespace tongdai::upstream {

/// What happened on the pages while nobody heard their events (contracts/pancake §2): at the start, every ten minutes,
/// and when an event could not be stored, the conversations changed since the last complete look are gone through and
/// what is not here yet goes into the same intake. Until when all is here is written down for the next start. Engine
/// loop.
class PageCatchUp {
public:
    struct Page {
        contract::PancakePage page;
        std::shared_ptr<PageCalls> calls;
    };
    using Marks = QHash<QByteArray, double>;  ///< by page, seconds since 1970: until then all is here
    using Keep = std::function<QCoro::Task<void>(Marks marks)>;
    /// What a list that was asked for then (by the clock's elapsed time) says of a conversation, all of which is here.
    using Listed =
        std::function<void(const QByteArray& page, const QJsonObject& conversation, std::chrono::nanoseconds askedAt)>;
    struct Figures {
        qint64 rounds = 0;         ///< complete looks at a page
        qint64 caughtUp = 0;       ///< lines that had not been heard
        qint64 conversations = 0;  ///< gone through
        bool isBehind = false;     ///< the last look at some page was not complete
    };

    PageCatchUp(std::vector<Page> pages, Marks marks, PageIntake& intake, ports::Clock& clock, Keep keep,
                Listed listed);

    void start() { m_rounds.start(); }
    /// Something was missed: look again soon.
    void hurry()
    {
        m_isHurried = true;
        if (!std::exchange(m_figures.isBehind, true)) m_rounds.wake();
    }
    QCoro::Task<void> stopped(std::chrono::milliseconds deadline) { return m_rounds.stopped(deadline); }
    const Figures& figures() const { return m_figures; }
    /// Until when all of a page is here; zero: not known.
    double markOf(const QByteArray& page) const { return m_marks.value(page); }
    /// Complete looks at a page, since the start, that had nothing to bring and found a line that was here moments
    /// after it was said: another engine of the shop hears the page's events.
    qint64 heardElsewhere(const QByteArray& page) const { return m_heardElsewhere.value(page); }

private:
    QCoro::Task<std::chrono::milliseconds> round();
    QCoro::Task<bool> catchUp(Page page);
    /// What became of one conversation.
    enum class Through : quint8 {
        Whole,
        Partly,  ///< lines of it were refused, which says nothing about the others
        Failed,  ///< it could not be read, or nothing can be stored now
    };
    QCoro::Task<Through> goThrough(Page page, contract::PancakeListed listed, double since);
    QCoro::Task<std::optional<std::vector<QJsonObject>>> messagesSince(Page page, QByteArray conversation,
                                                                       double since);
    /// One that the store refuses holds none of the others up.
    QCoro::Task<Through> takeAll(QByteArray page, std::vector<IncomingMessage> lines);
    bool isFresh(double sentAt) const;
    void endLook(const QByteArray& page, double now);
    void tellRefused(const QByteArray& bodyHash);

    std::vector<Page> m_pages;
    Marks m_marks;
    PageIntake& m_intake;
    ports::Clock& m_clock;
    Keep m_keep;
    Listed m_listed;
    QHash<QByteArray, double> m_begun;  ///< pages first seen in this run, and when: nothing of before is taken
    QHash<QByteArray, double> m_seen;   ///< conversations, as of which change they were gone through
    QSet<QByteArray> m_toldRefused;     ///< hashes of lines whose refusal was logged
    /// By the look under way at a page.
    struct Found {
        bool isCaughtUp = false;   ///< a line that nobody had heard
        bool isHeardElse = false;  ///< a fresh one that another engine had brought
    };
    QHash<QByteArray, Found> m_found;
    QHash<QByteArray, qint64> m_heardElsewhere;
    const double m_startedAt;
    Figures m_figures;
    bool m_isHurried = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai::upstream
