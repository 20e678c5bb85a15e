#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/people/privacy.h"

namespace tongdai {

/// A piece of the audit log, newest first, by its numbers.
struct AuditQuery {
    qint64 before = 0;      ///< entries with a smaller number; 0: from the newest
    QByteArray actor = {};  ///< of a person or program (programActor()); empty: everybody's
    QString action = {};    ///< empty: all
    int limit = 100;
    OperatorId here = {};  ///< who sits at this desk without having signed in: not among the shop's people
    QString hereName = {};
};

struct AuditRow {
    qint64 n = 0;
    TimePoint at{};
    OperatorId who;  ///< a person of the shop, or a program (programActor()); empty: somebody else
    QString name;    ///< of a person, as people call them now
    QString action;
    OperatorId about;  ///< what was done to a person of the shop; empty: it is about something else
    QString aboutName;
    QJsonObject detail;
};

struct AuditPage {
    std::vector<AuditRow> rows;
    bool hasMore = false;
};

}  // namespace tongdai
