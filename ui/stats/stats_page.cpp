#include "ui/stats/stats_page.h"

#include "engine/domain/whole_file.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/key_button.h"
#include "ui/stats/charts/engine_panels.h"
#include "ui/stats/details/details_dialog.h"
#include "ui/stats/stats_csv.h"
#include "ui/stats/stats_panels.h"
#include "ui/stats/stats_tile.h"
#include "ui/stats/stats_xlsx.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QButtonGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QToolButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kStatsLayout = "statsRange"_L1;
constexpr int kMostOfTheTime = 20;  // a question that took a second is asked again after twenty
constexpr auto kSoonestAgain = 500ms;
constexpr int kTileWidth = 195;
constexpr int kTwoPanels = 1060;  // for their tables; below it they stand one under the other; grows with the text
constexpr std::array kRangeWords{"live"_L1, "today"_L1, "week"_L1, "month"_L1, "year"_L1};

}  // namespace

StatsPage::StatsPage(api::Statistics& statistics, Look look, QWidget* parent)
    : Page(parent),
      m_statistics(statistics),
      m_look(look),
      m_console(look),
      m_ranges(new QButtonGroup(this)),
      m_hold(new KeyButton),
      m_unzoom(new KeyButton),
      m_tables(new KeyButton),
      m_toDispute(new KeyButton),
      m_export(new KeyButton),
      m_details(new KeyButton),
      m_asOf(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText, Qt::ElideMiddle)),
      m_notice(new NoticeBar),
      m_stack(new QStackedWidget),
      m_empty(new EmptyState),
      m_scroll(new QScrollArea),
      m_how(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_lead(new QPushButton),
      m_panels(new StatsPanels(m_report, look)),
      m_engine(new EnginePanels(look)),
      m_source(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_holdAction(new QAction(this)),
      m_tableAction(new QAction(this)),
      m_exportAction(new QAction(this)),
      m_leave(new QAction(this))
{
    setObjectName(u"stats"_s);
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &StatsPage::askNow);
    buildBar();
    buildSheet();
    buildActions();
    connect(&statistics, &api::Statistics::ready, this, [this] {
        m_asked.forget();  // what was asked before has gone with the engine of before
        askNow();
    });
    connect(&statistics, &api::Statistics::moved, this, &StatsPage::follow);
    connect(&look.language, &Language::changed, this, &StatsPage::retranslate);
    connect(&look.theme, &Theme::changed, this, &StatsPage::arrange);
    retranslate();
    setRange(StatsRange::Today);
}

void StatsPage::buildBar()
{
    m_bar = new QWidget;
    auto* bar = new FittingRow(m_bar);
    bar->setContentsMargins(20, 12, 20, 8);
    bar->setSpacing(8);
    for (int i = 0; i < kStatsRanges; ++i) {
        auto* button = new QPushButton;
        button->setObjectName(u"range-"_s + kRangeWords.at(size_t(i)));
        button->setCheckable(true);
        m_ranges->addButton(button, i);
        m_rangeButtons[size_t(i)] = button;
        bar->add(button, FittingRow::kAlways);
    }
    connect(m_ranges, &QButtonGroup::idClicked, this, [this](int id) { setRange(StatsRange(id)); });
    using Width = FittingRow::Width;
    bar->addBreak();  // the ranges fill a line of a small laptop at 200 %
    bar->add(m_hold, FittingRow::kAlways, Width::Shrinks);
    bar->add(m_unzoom, 5, Width::Shrinks);
    bar->add(m_asOf, 1, Width::Grows);
    bar->addGap();
    bar->add(m_toDispute, 0, Width::Shrinks);
    bar->add(m_tables, 3, Width::Shrinks);
    bar->add(m_export, 2, Width::Shrinks);
    bar->add(m_details, 0, Width::Shrinks);
    m_hold->setObjectName(u"hold"_s);
    m_unzoom->setObjectName(u"unzoom"_s);
    m_unzoom->hide();
    m_tables->setObjectName(u"tables"_s);
    m_toDispute->setObjectName(u"toDispute"_s);
    m_toDispute->setCheckable(true);
    m_toDispute->hide();
    m_export->setObjectName(u"export"_s);
    m_details->setObjectName(u"exportDetails"_s);
    m_details->hide();
    m_asOf->setObjectName(u"asOf"_s);
    m_hold->setCheckable(true);
    m_tables->setCheckable(true);
    connect(m_hold, &QPushButton::clicked, this, &StatsPage::setHeld);
    connect(m_tables, &QPushButton::clicked, this, &StatsPage::showTables);
    connect(m_toDispute, &QPushButton::toggled, this, &StatsPage::writeHow);
    // Where figures lead somewhere else than usual, that is seen.
    connect(m_toDispute, &QPushButton::toggled, bar,
            [this, bar](bool isOn) { bar->setImportance(m_toDispute, isOn ? FittingRow::kAlways : 0); });
    connect(m_export, &QPushButton::clicked, this, &StatsPage::chooseFile);
    connect(m_details, &QPushButton::clicked, this, &StatsPage::exportDetails);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_bar);
    rows->addWidget(m_notice);
    rows->addWidget(m_stack, 1);
    m_notice->setObjectName(u"statsNotice"_s);
    m_notice->hide();
    connect(m_notice, &NoticeBar::actionChosen, this, &StatsPage::askNow);
    m_asOf->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void StatsPage::buildSheet()
{
    auto* sheet = new QWidget;
    auto* rows = new QVBoxLayout(sheet);
    rows->setContentsMargins(20, 4, 20, 16);
    rows->setSpacing(12);
    m_tileGrid = new QGridLayout;
    m_tileGrid->setSpacing(10);
    rows->addLayout(m_tileGrid);
    auto* how = new QHBoxLayout;
    how->setSpacing(12);
    m_how->setObjectName(u"how"_s);
    m_how->setWordWrap(true);
    m_how->setTextFormat(Qt::PlainText);
    m_how->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lead->setObjectName(u"lead"_s);
    how->addWidget(m_how, 1);
    how->addWidget(m_lead, 0, Qt::AlignTop);
    connect(m_lead, &QPushButton::clicked, this, &StatsPage::lead);
    rows->addLayout(how);
    rows->addWidget(m_panels, 1);
    rows->addWidget(m_engine);
    m_source->setObjectName(u"statsSource"_s);
    m_source->setWordWrap(true);
    rows->addWidget(m_source);
    connect(m_panels, &StatsPanels::linesWanted, this, &StatsPage::leadTo);
    m_scroll->setObjectName(u"statsScroll"_s);
    m_scroll->setWidget(sheet);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    new FocusRing(*m_scroll);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_scroll);
    connect(m_empty, &EmptyState::actionChosen, this, &StatsPage::leaveEmptiness);
    connect(m_empty, &EmptyState::secondActionChosen, this, &StatsPage::sampleShopWanted);
}

void StatsPage::buildActions()
{
    const auto bind = [this](QAction* action, const QString& name, const QKeySequence& key) {
        action->setObjectName(name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    };
    bind(m_holdAction, u"holdAction"_s, QKeySequence(Qt::Key_Space));
    bind(m_tableAction, u"tableAction"_s, QKeySequence(u"Alt+T"_s));
    bind(m_exportAction, u"exportAction"_s, QKeySequence(u"Ctrl+S"_s));
    bind(m_leave, u"leaveAction"_s, QKeySequence(Qt::Key_Escape));
    connect(m_holdAction, &QAction::triggered, this, [this] { setHeld(!m_isHeld); });
    connect(m_tableAction, &QAction::triggered, this, [this] { showTables(!m_hasTables); });
    connect(m_exportAction, &QAction::triggered, this, &StatsPage::chooseFile);
    connect(m_leave, &QAction::triggered, this, &Page::leaveRequested);
    buildZoom();
    buildMarks();
    // On a button Space presses it, as everywhere.
    const QList<QPushButton*> buttons = findChildren<QPushButton*>();
    for (QPushButton* button : buttons)
        button->installEventFilter(this);
    const QList<QToolButton*> small = findChildren<QToolButton*>();
    for (QToolButton* button : small)
        button->installEventFilter(this);
}

bool StatsPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != window() && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        event->accept();
        return true;
    }
    if (watched == window() && event->type() == QEvent::WindowStateChange) arrangeWall();
    return Page::eventFilter(watched, event);
}

QList<KeyLine> StatsPage::extraKeys() const
{
    return {{tr("Enter"), tr("On a figure: how it is computed")},
            {u"← →"_s, tr("On a chart: from one piece of time to the next")},
            {tr("Enter"), tr("On a chart or in a table: the conversations behind it")},
            {u"Ctrl+"_s + tr("wheel"), tr("On the chart: zoom; with Shift: earlier, later")}};
}

void StatsPage::saveLayout(ScreenSettings& settings) const
{
    const QLatin1StringView word = kRangeWords.at(size_t(m_span.range()));
    settings.setLayout(kStatsLayout, QByteArray(word.data(), word.size()));
}

void StatsPage::restoreLayout(const ScreenSettings& settings)
{
    const auto* const found = std::ranges::find(kRangeWords, QLatin1StringView(settings.layout(kStatsLayout)));
    if (found != kRangeWords.end()) setRange(StatsRange(found - kRangeWords.begin()));
}

void StatsPage::focusFirst()
{
    m_rangeButtons[size_t(m_span.range())]->setFocus();
}

/// For a screen on a wall: figures and charts alone.
void StatsPage::arrangeWall()
{
    const bool wall = isVisible() && window()->isFullScreen();
    if (std::exchange(m_isWall, wall) == wall) return;
    m_bar->setVisible(!wall);
    m_source->setVisible(!wall);
    m_how->setVisible(!wall);
    writeHow();
    emit wallChanged(wall);
}

void StatsPage::setRange(StatsRange range)
{
    const bool isNew = m_span != StatsSpan(range);
    m_span = StatsSpan(range);
    m_rangeButtons[size_t(range)]->setChecked(true);
    if (!isNew) return;
    // Somebody wants to see other figures: held ones would be those of another range.
    m_isHeld = false;
    m_failure.reset();
    m_report.reset();
    write();
    askNow();
}

void StatsPage::setHeld(bool held)
{
    m_isHeld = held;
    writeState();
    if (!held) askNow();
}

void StatsPage::showTables(bool tables)
{
    m_hasTables = tables;
    m_panels->showTables(tables);
    m_engine->showTables(tables);
    writeState();
}

void StatsPage::askNow()
{
    m_next.stop();
    if (!isVisible() || m_isHeld) return;
    if (window()->isMinimized()) return m_next.start(askEvery(m_span.range()));  // looks again, and asks nothing
    if (m_asked.isWaiting()) {
        m_askAgain = true;
        return;
    }
    m_askedAt.start();
    m_isBehind = false;
    m_askedSpan = m_span;
    m_asked.await(this, m_statistics.report(m_span.query(m_look.now(), m_look.formats().timeZone())),
                  [this](const api::Answer<StatsReport>& answer) { take(answer); });
    m_askedSteps.await(this, m_statistics.steps(), [this](const api::Answer<StepTimes>& answer) {
        if (const auto* times = std::get_if<StepTimes>(&answer); times && !m_isHeld) m_panels->setSteps(*times);
    });
    m_askedTrail.await(this, m_statistics.trail(), [this](const api::Answer<FigureTrail>& answer) {
        const auto* trail = std::get_if<FigureTrail>(&answer);
        if (trail && !m_isHeld) m_engine->setTrails(*trail, m_console.trail());
    });
}

void StatsPage::askLater()
{
    m_took = std::chrono::milliseconds(m_askedAt.elapsed());
    const auto soonest = std::max<std::chrono::milliseconds>(kSoonestAgain, m_took * kMostOfTheTime);
    m_next.start(m_isBehind ? soonest : std::max<std::chrono::milliseconds>(askEvery(m_span.range()), soonest));
}

/// What happened is counted at once, as long as counting takes little of the time.
void StatsPage::follow(const StatsNews& news)
{
    m_news = news;
    m_isBehind = true;
    if (!isVisible() || m_isHeld || m_asked.isWaiting()) return;
    const auto soonest = std::max<std::chrono::milliseconds>(kSoonestAgain, m_took * kMostOfTheTime);
    const auto left = soonest - std::chrono::milliseconds(m_askedAt.isValid() ? m_askedAt.elapsed() : 0);
    const auto wait = std::max(0ms, left);
    if (!m_next.isActive() || m_next.remainingTimeAsDuration() > wait) m_next.start(wait);
}

void StatsPage::take(const api::Answer<StatsReport>& answer)
{
    const bool isOld = m_askedSpan != m_span || m_isHeld;
    if (std::exchange(m_askAgain, false))
        askNow();
    else
        askLater();
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_failure = *failure;
        writeState();
    } else if (!isOld) {
        m_failure.reset();
        m_report = std::get<StatsReport>(answer);
        write();
        askMarks();
    }
}

void StatsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    window()->installEventFilter(this);
    arrangeWall();
    arrange();
    askNow();
}

void StatsPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    arrangeWall();
    m_next.stop();
    m_asked.forget();  // whatever comes now is for nobody
    m_askAgain = false;
}

void StatsPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Page::changeEvent(event);
}

void StatsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

/// As many tiles in a row, and panels side by side, as the width has room for.
void StatsPage::arrange()
{
    const int columns = std::clamp((width() - 40) / grownWith(QApplication::font(), kTileWidth), 2, 5);
    for (int i = 0; i < int(m_tiles.size()); ++i)
        m_tileGrid->addWidget(m_tiles[i], i / columns, i % columns);
    for (int column = 0; column < m_tileGrid->columnCount(); ++column)
        m_tileGrid->setColumnStretch(column, column < columns ? 1 : 0);
    const bool isWide = width() >= grownWith(QApplication::font(), kTwoPanels);
    m_panels->setWide(isWide);
    m_engine->setColumns(isWide ? 2 : 1);
}

QString StatsPage::exportTo(const QString& file) const
{
    if (!m_report) return tr("There are no figures yet.");
    const Formats formats = m_look.formats();
    const StatsWords words(*m_report, formats);
    const QString kind = QFileInfo(file).suffix().toLower();
    QString trouble;
    QByteArray content;
    if (kind == "xlsx"_L1)
        content = statsXlsx(words, trouble, tablesBesides());
    else if (kind == "png"_L1)
        content = picture();
    else
        content = statsCsv(words, tablesBesides());
    return trouble.isEmpty() ? writeWholeFile(file, content) : trouble;
}

/// The whole sheet, also what is scrolled out of sight.
QByteArray StatsPage::picture() const
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    m_scroll->widget()->grab().save(&buffer, "PNG");
    return png;
}

void StatsPage::chooseFile()
{
    if (!m_report) return;
    const QString day = m_look.formats().local(m_report->at).toString(u"yyyy-MM-dd"_s);
    const QString suggested = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) +
                              u"/tongdai-%1-%2"_s.arg(kRangeWords.at(size_t(m_span.range())), day);
    const StatsReport shown = *m_report;
    QString kind;
    QString file = QFileDialog::getSaveFileName(
        this, tr("Export the figures"), suggested,
        tr("Tables (*.csv)") + u";;"_s + tr("Workbook (*.xlsx)") + u";;"_s + tr("Picture (*.png)"), &kind);
    if (file.isEmpty()) return;
    // A name without an ending gets that of the kind that was chosen.
    if (QFileInfo(file).suffix().isEmpty())
        file += kind.contains("*.xlsx"_L1) ? u".xlsx"_s : kind.contains("*.png"_L1) ? u".png"_s : u".csv"_s;
    m_report = shown;  // what was on screen when the button was pressed
    const QString trouble = exportTo(file);
    m_exported = trouble.isEmpty() ? tr("Written to %1").arg(file)
                                   : tr("Cannot be written to %1: %2").arg(file, CauseWords::of(trouble));
    writeState();
}

void StatsPage::offerDetails()
{
    if (m_detailsAction) return;
    m_detailsAction = new QAction(this);
    m_detailsAction->setObjectName(u"detailsAction"_s);
    m_detailsAction->setShortcut(QKeySequence(u"Ctrl+Shift+S"_s));
    m_detailsAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_detailsAction);
    connect(m_detailsAction, &QAction::triggered, this, &StatsPage::exportDetails);
    m_details->show();
    retranslate();
}

/// Of the time that is on screen.
void StatsPage::exportDetails()
{
    if (m_report) openOnScreen(*new DetailsDialog(m_statistics, m_report->query, m_look, this));
}

void StatsPage::leaveEmptiness()
{
    if (m_span.stretch())
        setSpan(StatsSpan(m_span.range()));
    else if (m_failure || m_span.range() == StatsRange::Year)
        askNow();
    else
        setRange(StatsRange(int(m_span.range()) + 1));
}

}  // namespace tongdai
