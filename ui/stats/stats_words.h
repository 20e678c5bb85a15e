#pragma once

#include "engine/domain/statistics/stats_mark.h"
#include "engine/domain/statistics/stats_report.h"
#include "engine/domain/statistics/step_times.h"
#include "ui/common/look/tone.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>
#include <QList>

namespace tongdai {

/// A figure as a tile shows it and a file has it.
struct StatsFigure {
    enum class Leads : quint8 {
        Nowhere,
        ToWaiting,
        ToUndelivered,
        ToCustomers,
        ToBot,
        ToPeople,
        ToHandOvers,
        ToTakeovers,
        ToFailures,
    };
    QString key;  ///< of the tile: "waiting", "in", …
    QString label;
    QString value;
    QString detail;
    QString how;    ///< how it is computed, without what holds for all
    QString exact;  ///< for files: no unit, no separators; times in seconds
    Tone tone = Tone::Neutral;
    Leads leads = Leads::Nowhere;
};

struct StatsCell {
    QString shown;
    QString exact;         ///< for files; empty: as shown
    bool isNumber = true;  ///< stands on the right
};

/// A chart in words: what the screen reader and the file get, and the eye with Alt+T.
struct StatsTable {
    QString title;
    QStringList headers;
    QList<QList<StatsCell>> rows;
    QString how = {};  ///< how its figures are computed: formula, zone, what is left out, of how many
};

/// How a report reads in the current language. Every figure on the page, in its tables and in its file comes from here.
class StatsWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::StatsWords)
public:
    StatsWords(const StatsReport& report, const Formats& formats) : m_report(report), m_formats(formats) {}

    QList<StatsFigure> figures() const;
    /// Those of a file: what the first one says in words has lines of its own there.
    QList<StatsFigure> fileFigures() const;
    /// How fast the answer debt grows or shrinks (features 2.17).
    QString debtSlope() const;
    StatsTable overTime() const;
    StatsTable firstReplies() const;
    StatsTable resolutions() const;
    StatsTable intents() const;
    StatsTable proposals() const;
    StatsTable actions() const;
    StatsTable heat() const;
    StatsTable operators() const;
    StatsTable models() const;
    /// What these figures are better read with.
    StatsTable marks(const std::vector<StatsMark>& marks) const;
    /// Of today, whatever the range.
    StatsTable steps(const StepTimes& times) const;
    /// All of them, in the order of the page.
    QList<StatsTable> tables() const;

    /// What holds for every figure: whose days, what is left out, of how many.
    QString common() const;
    /// By which hours working time is counted.
    QString workingWords() const;
    QString pieceName(int piece) const;
    QString intentName(const QString& intent) const;
    QString span(double seconds) const;
    QString share(double part, double whole) const;
    static QStringList weekdays();
    static QStringList seriesNames();
    /// The seven steps of a message, in their order.
    static QStringList stepNames();

private:
    QList<StatsCell> timeCells(const StatsTimes& times) const;
    StatsCell number(qint64 n) const;
    StatsCell seconds(double value, qint64 of) const;
    static StatsCell text(const QString& words);
    QString waitingDetail() const;
    QString debt() const;
    QList<StatsFigure> waits() const;

    const StatsReport& m_report;
    const Formats& m_formats;
};

}  // namespace tongdai
