#pragma once

#include "engine/api/answer.h"
#include "engine/domain/conversation/message.h"

#include <QObject>

#include <optional>
#include <vector>

namespace tongdai::api {

/// How one of the shop's pages at Pancake fares, as this engine knows it. A TimePoint{} is a time there is none of.
struct PageLook {
    QString id;
    bool takesEvents = false;  ///< it has a secret for them
    TimePoint lastEvent{};     ///< since the start
    qint64 events = 0;         ///< since the start
    TimePoint caughtUp{};      ///< until then all that was said there is here
    QString tokenTrouble;     ///< Pancake's own words when it does not accept the page's token; empty: nothing is known
    TimePoint silentSince{};  ///< longer than is usual at this hour; TimePoint{}: it is not
    TimePoint lastAnswer{};   ///< that the page took since the start
    qint64 texts = 0;         ///< taken or refused since the start; an answer may be several
    qint64 refused = 0;       ///< of them, those the platform did not take
    /// Answers to it that were refused, or not sent in time, and that sendAgain() sends. Absent: not known.
    std::optional<int> notSent = {};
};

/// The shop's pages at Pancake that the running engine uses (contracts/pancake). It answers when it is asked. GUI
/// thread.
class Pages : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Asked<std::vector<PageLook>> pages() = 0;
    /// Where Pancake is to send the page's events, with the secret in it: for the clipboard of whoever asked, and
    /// nothing else. NotFound: the engine does not run with this page, or it has no secret.
    virtual Asked<QString> hookAddress(const QString& page) = 0;
    /// What was not sent to this page goes out once more, the oldest first: its trouble was mended. The answer: how
    /// many; it stands in the audit log before.
    virtual Asked<int> sendAgain(const QString& page) = 0;
signals:
    /// The engine answers from now on.
    void ready();
};

}  // namespace tongdai::api
