#pragma once

#include "engine/upstream/pancake/page_calls.h"
#include "engine/work/platform/platform_breaker.h"

#include <QHash>

namespace tongdai::upstream {

/// Whether a try is worth it (guarantees 2.6), where the shop has pages: apart for the platform behind them, for
/// Pancake as far as it can be reached at all, and for what it answers for each page. Whoever is in trouble holds up
/// nobody else. What is refused, or not to be asked because of its token, each page knows itself (PageCalls). Values
/// only; the caller brings the time.
class PageBreakers {
public:
    using Elapsed = PlatformBreaker::Elapsed;

    /// What becomes of a row that is not tried now; nothing: try it.
    std::optional<SendOutcome> holdBehind(Elapsed now);
    std::optional<SendOutcome> holdPage(const QByteArray& page, Elapsed now);
    void noteBehind(const SendOutcome& outcome, Elapsed now);
    void notePage(const QByteArray& page, const PageAnswer& answer, Elapsed now);
    /// Why nothing is sent to one of them; empty: nothing is known against any. Of a page only while it rests: nobody
    /// may want to send to it any more.
    QString pause(Elapsed now) const;
    /// Likewise of what is behind, and of Pancake as a whole.
    QString wholePause() const;

private:
    PlatformBreaker m_behind;
    PlatformBreaker m_pancake;
    QHash<QByteArray, PlatformBreaker> m_pages;
};

}  // namespace tongdai::upstream
