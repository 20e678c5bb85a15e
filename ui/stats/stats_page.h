#pragma once

#include "engine/api/statistics.h"
#include "ui/common/look/look.h"
#include "ui/common/widgets/page.h"
#include "ui/stats/console_meter.h"
#include "ui/stats/stats_span.h"
#include "ui/stats/stats_words.h"

#include <QElapsedTimer>
#include <QTimer>

#include <array>

class QAction;
class QButtonGroup;
class QGridLayout;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace tongdai {

class ElidedLabel;
class EmptyState;
class EnginePanels;
class KeyButton;
class NoticeBar;
class RoleLabel;
class StatsPanels;
class StatsTile;

/// The shop in figures: tiles, charts and their tables over today, 7 or 30 days. It asks while it is on screen and not
/// held, one question at a time, at most every few seconds and never for more than a twentieth of the time; out of
/// sight it asks nothing. Every figure shown comes from one report. Lives on the GUI thread.
class StatsPage final : public Page {
    Q_OBJECT
public:
    StatsPage(api::Statistics& statistics, Look look, QWidget* parent = nullptr);

    QString title() const override { return tr("Stats"); }
    Glyph glyph() const override { return Glyph::Stats; }
    QList<KeyLine> extraKeys() const override;
    void saveLayout(ScreenSettings& settings) const override;
    void restoreLayout(const ScreenSettings& settings) override;
    void focusFirst() override;

    void setRange(StatsRange range);
    StatsRange range() const { return m_span.range(); }
    const StatsSpan& span() const { return m_span; }
    void setHeld(bool held);
    bool isHeld() const { return m_isHeld; }
    void showTables(bool tables);
    /// From now on whoever sits here can export the conversations behind the figures (Ctrl+Shift+S).
    void offerDetails();
    /// From now on what leads to lines in Live can lead to Dispute instead (Alt+D).
    void offerDisputes();
    /// Writes what is shown. What went wrong, in the system's words; empty: nothing.
    QString exportTo(const QString& file) const;

signals:
    void waitingWanted();
    /// In full screen the page is for a wall: it wants to stand alone, or (false) not any more.
    void wallChanged(bool wall);
    void undeliveredWanted();
    /// The lines behind a figure, as filters for Live's search.
    void linesWanted(const QString& search);
    /// The same for the search of Dispute.
    void disputedLinesWanted(const QString& search);
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
    void arrangeWall();
    void askNow();
    void askLater();
    void follow(const StatsNews& news);
    void take(const api::Answer<StatsReport>& answer);
    void retranslate();
    void write();
    void writeTiles();
    QString stretchWords() const;
    void writeHow();
    void writeState();
    void lead();
    void buildZoom();
    void setSpan(const StatsSpan& span);
    void zoom(int direction, int piece);
    void pan(int direction);
    void showDrawn(int first, int last);
    void buildMarks();
    void askMarks();
    void askForNote();
    void addNote(TimePoint at, const QString& words);
    void removeNote(int row);
    void takeChange(const std::optional<api::DeskFailure>& failure);
    void leadTo(const QString& search);
    void chooseFile();
    void exportDetails();
    QByteArray picture() const;
    QList<StatsTable> tablesBesides() const;
    void leaveEmptiness();
    QString sourceWords() const;
    static QString failureWords(const api::DeskFailure& failure);

    api::Statistics& m_statistics;
    Look m_look;
    StatsSpan m_span;
    bool m_isHeld = false;
    bool m_hasTables = false;
    bool m_isWall = false;
    std::optional<StatsReport> m_report;
    api::NewestAnswer m_askedSteps;
    api::NewestAnswer m_askedTrail;
    ConsoleMeter m_console;
    std::vector<StatsMark> m_marks;
    api::NewestAnswer m_askedMarks;
    std::optional<api::DeskFailure> m_failure;
    QString m_exported;  ///< of the last export: where it lies, or what went wrong
    api::NewestAnswer m_asked;
    StatsSpan m_askedSpan;
    bool m_askAgain = false;  ///< as soon as it is answered
    QElapsedTimer m_askedAt;
    std::chrono::milliseconds m_took{0};  ///< the last count
    bool m_isBehind = false;              ///< something happened since it was asked
    std::optional<StatsNews> m_news;
    QTimer m_next;
    QString m_explained;

    QWidget* m_bar = nullptr;
    QButtonGroup* m_ranges;
    std::array<QPushButton*, kStatsRanges> m_rangeButtons{};
    KeyButton* m_hold;
    KeyButton* m_unzoom;  ///< back from a stretch to the range
    KeyButton* m_tables;
    KeyButton* m_toDispute;  ///< hidden: not offered
    KeyButton* m_export;
    KeyButton* m_details;  ///< hidden: not offered
    ElidedLabel* m_asOf;
    NoticeBar* m_notice;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QScrollArea* m_scroll;
    QGridLayout* m_tileGrid = nullptr;
    QList<StatsTile*> m_tiles;
    RoleLabel* m_how;
    QPushButton* m_lead;
    StatsPanels* m_panels;
    EnginePanels* m_engine;
    RoleLabel* m_source;
    QAction* m_holdAction;
    QAction* m_tableAction;
    QAction* m_exportAction;
    QAction* m_disputeAction = nullptr;  ///< null: not offered
    QAction* m_detailsAction = nullptr;  ///< null: not offered
    QAction* m_leave;
    struct ZoomKey {
        QAction* action;
        const char* words;  ///< for tr()
    };
    std::vector<ZoomKey> m_zoomKeys;
};

}  // namespace tongdai
