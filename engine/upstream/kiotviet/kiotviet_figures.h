#pragma once

#include <QtGlobal>

namespace tongdai::upstream {

/// What became of questions, since the program started. How well the lives of copies are chosen is hits per copy kept.
struct KiotVietFigures {
    qint64 hits = 0;       ///< answered by a copy
    qint64 staleHits = 0;  ///< of these, while a new answer was on its way
    qint64 misses = 0;
    qint64 joined = 0;  ///< waited for a request of somebody else
    qint64 kept = 0;    ///< copies made
    qint64 late = 0;    ///< answers not kept: what they are about had changed meanwhile
    qint64 forgotten = 0;
    qint64 requests = 0;
    qint64 throttled = 0;
    qint64 budgetRefusals = 0;
    qint64 budgetUsed = 0;  ///< of all engines, at this engine's last request
    qint64 tokenRequests = 0;
    qint64 tokenRefusals = 0;  ///< tokens that were over before their time
};

}  // namespace tongdai::upstream
