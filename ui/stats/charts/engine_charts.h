#pragma once

#include "engine/domain/statistics/figure_trail.h"
#include "ui/stats/charts/intent_bars.h"
#include "ui/stats/stats_words.h"

#include <array>

namespace tongdai {

/// A chart of how the engine goes: at most three lines over the last half hour.
struct EngineChart {
    QString key;  ///< of the panel: "claims", "queues", …
    QString title;
    QString how;
    QStringList names;                       ///< of the lines
    std::vector<TimePoint> at;               ///< the moments
    std::vector<std::vector<double>> lines;  ///< NaN: not known then
    int decimals = 0;
    double top = 0;  ///< where its axis ends; 0: where the figures do

    bool isEmpty() const;
};

/// The engine's own figures in the current language: charts, their tables, and what a file gets of them. All of them
/// are figures of /metrics, or of this window.
class EngineCharts {
    Q_DECLARE_TR_FUNCTIONS(tongdai::EngineCharts)
public:
    /// `window`: of this window, kept by ConsoleMeter.
    EngineCharts(const FigureTrail& trail, const FigureTrail& window, const Formats& formats)
        : m_trail(trail), m_window(window), m_formats(formats)
    {
    }

    QList<EngineChart> charts() const;
    /// A row a minute, newest first.
    StatsTable table(const EngineChart& chart) const;
    /// What one moment says: "14:02:05: held 3, …".
    QString readout(const EngineChart& chart, int moment) const;

    /// Who was held back by which limit in the half hour.
    StatsTable refusals() const;
    QList<IntentBars::Bar> refusalBars() const;
    /// How often copies answered, and how long they live.
    StatsTable caches() const;
    /// All of them, in the order of the page.
    QList<StatsTable> tables() const;

private:
    EngineChart chart(const QString& key, const QString& title, const QString& how) const;
    /// As it stood at each moment, times `factor`.
    void addLevel(EngineChart& chart, const QString& name, const QByteArray& figure, double factor = 1) const;
    void addRate(EngineChart& chart, const QString& name, const QByteArray& figure) const;
    /// Hits of those that asked in the minute before, in percent.
    void addHits(EngineChart& chart, const QString& name, const QByteArray& hits, const QByteArray& misses) const;
    EngineChart claims() const;
    EngineChart queues() const;
    EngineChart database() const;
    EngineChart sockets() const;
    EngineChart memory() const;
    EngineChart hitRates() const;
    EngineChart events() const;
    EngineChart window() const;
    QString span() const;
    QString figure(double value, int decimals) const;

    const FigureTrail& m_trail;
    const FigureTrail& m_window;
    const Formats& m_formats;
};

}  // namespace tongdai
