#pragma once

#include "engine/upstream/pancake/page_calls.h"
#include "engine/work/loops/periodic_task.h"

#include <QSet>

namespace tongdai::upstream {

/// Who the people are to whom Pancake gives conversations (contracts/pancake §2). Each page is asked at the start, when
/// somebody unknown is named, and a few times a day; until it has answered, nobody of it is known. Engine loop.
class PagePeople {
public:
    PagePeople(const std::vector<std::shared_ptr<PageCalls>>& pages, ports::Clock& clock);

    /// As known at any time; null: no such page.
    std::shared_ptr<const contract::PancakePeople> of(const QByteArray& page) const;
    /// A conversation of the page, whose people may be new.
    void note(const QByteArray& page, const QJsonObject& conversation);
    void start() { m_rounds.start(); }
    QCoro::Task<void> stopped(std::chrono::milliseconds deadline) { return m_rounds.stopped(deadline); }

private:
    struct Page {
        std::shared_ptr<PageCalls> calls;
        std::shared_ptr<contract::PancakePeople> people;
        QSet<QByteArray> strangers = {};  ///< asked for once since all were asked for
        bool isWanted = true;
    };
    QCoro::Task<std::chrono::milliseconds> round();
    QCoro::Task<void> learn(size_t at);

    std::vector<Page> m_pages;  ///< as many as at the start
    ports::Clock& m_clock;
    std::optional<std::chrono::nanoseconds> m_allAskedAt;
    bool m_isIdle = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai::upstream
