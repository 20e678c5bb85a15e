#pragma once

#include "engine/domain/conversation/message.h"

#include <QDate>
#include <QHash>
#include <QList>
#include <QTimeZone>

#include <array>
#include <optional>

namespace tongdai {

/// When somebody is there to answer: several stretches a day, by weekday, but for holidays. Plain value.
struct WorkingRules {
    struct Stretch {
        int from = 0;  ///< minutes since midnight
        int to = 0;    ///< greater; up to 24:00
        friend bool operator==(const Stretch&, const Stretch&) = default;
    };
    std::array<QList<Stretch>, 7> days{};  ///< 0 Monday; in order, apart from each other; empty: closed
    bool keepsHolidays = true;             ///< closed on public holidays (working_days.h)
    QList<QDate> closed;                   ///< besides; in order
    QByteArray zone = "Asia/Ho_Chi_Minh";  ///< IANA name

    /// Whether there are any; if not, working time is all the time.
    bool hasHours() const;
    friend bool operator==(const WorkingRules&, const WorkingRules&) = default;

    /// One line, as the store keeps it: "v1|Asia/Ho_Chi_Minh|holidays|8:00-12:00,13:30-17:30|…|2026-06-01,2026-06-02".
    QString toText() const;
    /// Nothing: not written by toText().
    static std::optional<WorkingRules> fromText(const QString& text);
    /// "8:00-12:00, 13:30-17:30" or "8h-12h"; empty: closed. Nothing: it cannot be read, or stretches overlap.
    static std::optional<QList<Stretch>> readStretches(const QString& typed);
    static QString words(const QList<Stretch>& stretches);
};

/// How long it was open. Remembers the days it was asked about; one thread at a time.
class WorkingHours {
public:
    explicit WorkingHours(WorkingRules rules = {});

    const WorkingRules& rules() const { return m_rules; }
    /// Working time between the two; without rules all of it. A wait of more than kMostDays counts so many.
    std::chrono::milliseconds between(TimePoint from, TimePoint to) const;
    static constexpr int kMostDays = 400;

private:
    struct Open {
        TimePoint from;
        TimePoint to;
    };
    const QList<Open>& openOn(QDate day) const;

    WorkingRules m_rules;
    QTimeZone m_zone;
    bool m_isSet;
    mutable QHash<QDate, QList<Open>> m_days;
};

}  // namespace tongdai
