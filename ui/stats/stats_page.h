#pragma once

#include "engine/api/statistics.h"
#include "ui/common/look.h"
#include "ui/common/page.h"
#include "ui/stats/stats_range.h"
#include "ui/stats/stats_words.h"

#include <QElapsedTimer>
#include <QTimer>

#include <array>

class QAction;
class QBoxLayout;
class QButtonGroup;
class QGridLayout;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace tongdai {

class ElidedLabel;
class EmptyState;
class HeatMap;
class IntentBars;
class KeyButton;
class NoticeBar;
class RoleLabel;
class StatsTile;
class TimeChart;
class TwinPanel;

/// The shop in figures: tiles, charts and their tables over today, 7 or 30 days. It asks while it is on screen and not
/// held, one question at a time, at most every few seconds and never for more than a twentieth of the time; out of
/// sight it asks nothing. Every figure shown comes from one report. Lives on the GUI thread.
class StatsPage final : public Page {
    Q_OBJECT
public:
    StatsPage(api::Statistics& statistics, Look look, QWidget* parent = nullptr);
    ~StatsPage() override;

    QString title() const override { return tr("Stats"); }
    Glyph glyph() const override { return Glyph::Stats; }
    QList<KeyLine> extraKeys() const override;
    void saveLayout(ScreenSettings& settings) const override;
    void restoreLayout(const ScreenSettings& settings) override;
    void focusFirst() override;

    void setRange(StatsRange range);
    StatsRange range() const { return m_range; }
    void setHeld(bool held);
    bool isHeld() const { return m_isHeld; }
    void showTables(bool tables);
    /// Writes what is shown. What went wrong, in the system's words; empty: nothing.
    QString exportTo(const QString& file) const;

signals:
    void waitingWanted();
    void undeliveredWanted();
    void sampleShopWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildBar();
    void buildSheet();
    void buildActions();
    void arrange();
    void askNow();
    void askLater();
    void take(api::RequestId request, const StatsReport& report);
    void noteFailure(api::RequestId request, const api::DeskFailure& failure);
    void answered();
    void retranslate();
    void write();
    void writeTiles();
    void writeCharts();
    void writeTicks();
    void writeHow();
    void writeState();
    void writeReadout(int piece);
    void writeHeatReadout(int weekday, int hour);
    void lead();
    void chooseFile();
    void leaveEmptiness();
    static QString failureWords(const api::DeskFailure& failure);

    api::Statistics& m_statistics;
    Look m_look;
    StatsRange m_range = StatsRange::Today;
    bool m_isHeld = false;
    bool m_hasTables = false;
    std::optional<StatsReport> m_report;
    std::optional<api::DeskFailure> m_failure;
    QString m_exported;          ///< of the last export: where it lies, or what went wrong
    api::RequestId m_asked = 0;  ///< 0: nothing is asked
    StatsRange m_askedRange = StatsRange::Today;
    bool m_askAgain = false;  ///< as soon as it is answered
    QElapsedTimer m_askedAt;
    QTimer m_next;
    QString m_explained;

    QButtonGroup* m_ranges;
    std::array<QPushButton*, kStatsRanges> m_rangeButtons{};
    KeyButton* m_hold;
    KeyButton* m_tables;
    KeyButton* m_export;
    ElidedLabel* m_asOf;
    NoticeBar* m_notice;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QScrollArea* m_scroll;
    QGridLayout* m_tileGrid = nullptr;
    QList<StatsTile*> m_tiles;
    RoleLabel* m_how;
    QPushButton* m_lead;
    QBoxLayout* m_columns = nullptr;
    TimeChart* m_timeChart;
    IntentBars* m_intentBars;
    HeatMap* m_heatMap;
    TwinPanel* m_overTime;
    TwinPanel* m_firstReplies;
    TwinPanel* m_intents;
    TwinPanel* m_heat;
    TwinPanel* m_operators;
    TwinPanel* m_models;
    RoleLabel* m_source;
    QAction* m_holdAction;
    QAction* m_tableAction;
    QAction* m_exportAction;
    QAction* m_leave;
};

}  // namespace tongdai
