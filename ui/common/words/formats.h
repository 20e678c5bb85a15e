#pragma once

#include "engine/domain/conversation/message.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

namespace tongdai {

/// Times, figures and sizes as the chosen language writes them (workspace 3.4): 24-hour clock, `21/11/2025`,
/// `1.250.000`, `1,2 s`. A plain value; takes "now" from its caller, so a test can choose it. TimePoint{} is a time
/// that nobody wrote down, as some lines of other programs have it: it is said to be unknown, not 1970.
class Formats {
    Q_DECLARE_TR_FUNCTIONS(tongdai::Formats)
public:
    explicit Formats(const QLocale& locale = QLocale(), const QTimeZone& zone = QTimeZone::systemTimeZone());

    QString clock(TimePoint t) const;                  ///< 14:02:11
    QString shortClock(TimePoint t) const;             ///< 14:02
    QString date(TimePoint t) const;                   ///< 21/11/2025, English 21 Nov 2025
    QString date(QDate day) const;                     ///< the same of a day, whatever the zone
    QString dateTime(TimePoint t) const;               ///< 21/11/2025 14:02:11
    QString day(TimePoint t, TimePoint now) const;     ///< "Today", "Yesterday" or the date: for day lines
    QString moment(TimePoint t, TimePoint now) const;  ///< today the clock, earlier the date: for lists
    QString age(TimePoint t, TimePoint now) const;     ///< "12 s ago", "5 min ago", then moment()
    QString zone(TimePoint at) const;                  ///< GMT+7

    /// The waiting clock: 0:12, 06:12, 1:06:12, "2 d 3 h". Never negative.
    QString waiting(std::chrono::milliseconds duration) const;
    /// How long something lasted, in words: "42 s", "7 min 4 s", "1 h 12 min", "2 d 3 h". Never negative.
    QString span(std::chrono::milliseconds duration) const;
    /// "< 0,1 ms", "0,4 ms", "340 ms", "1,2 s", "2 min 5 s".
    QString duration(std::chrono::duration<double, std::milli> duration) const;
    QString number(qint64 n) const { return m_locale.toString(n); }
    QString bytes(qint64 n) const { return m_locale.formattedDataSize(n, 1, QLocale::DataSizeTraditionalFormat); }

    static bool isKnown(TimePoint t) { return t != TimePoint{}; }
    const QLocale& locale() const { return m_locale; }
    QDateTime local(TimePoint t) const;
    const QTimeZone& timeZone() const { return m_zone; }

private:
    QLocale m_locale;
    QTimeZone m_zone;
};

}  // namespace tongdai
