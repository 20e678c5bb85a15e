#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/key_button.h"
#include "ui/stats/charts/engine_panels.h"
#include "ui/stats/charts/heat_map.h"
#include "ui/stats/charts/intent_bars.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/charts/twin_panel.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_tile.h"

#include <QAction>
#include <QScrollArea>
#include <QStackedWidget>

#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

void StatsPage::retranslate()
{
    m_rangeButtons[size_t(StatsRange::Live)]->setText(tr("30 minutes"));
    m_rangeButtons[size_t(StatsRange::Live)]->setToolTip(tr("The last 30 minutes, by the minute"));
    m_rangeButtons[size_t(StatsRange::Today)]->setText(tr("Today"));
    m_rangeButtons[size_t(StatsRange::Week)]->setText(tr("7 days"));
    m_rangeButtons[size_t(StatsRange::Month)]->setText(tr("30 days"));
    m_rangeButtons[size_t(StatsRange::Year)]->setText(tr("12 months"));
    m_hold->setWords(tr("Hold"), tr("Space"));
    m_tables->setWords(tr("Tables"), u"Alt+T"_s);
    m_export->setWords(tr("Export"), u"Ctrl+S"_s);
    m_holdAction->setText(tr("Hold the figures still"));
    m_tableAction->setText(tr("Tables instead of charts"));
    m_exportAction->setText(tr("Export the figures"));
    m_leave->setText(tr("Back to the first page"));
    for (const ZoomKey& key : m_zoomKeys)
        key.action->setText(tr(key.words));
    m_lead->setText(tr("Show in Live"));
    m_intents->setHint(tr("Hatched: a person had to answer."));
    m_heat->setHint(tr("The stronger the colour, the more messages."));
    m_firstReplies->setNothing(tr("Nothing was answered in this range."));
    m_intents->setNothing(tr("The bot has not answered in this range."));
    m_models->setNothing(tr("The bot has not answered in this range."));
    m_actions->setNothing(tr("No answer asked for anything in this range."));
    m_steps->setNothing(tr("No message was answered today yet."));
    m_markPanel->setNothing(tr("No notes, new versions or outages in this range. N writes a note."));
    m_engine->retranslate();
    m_operators->setNothing(tr("Nobody has replied in this range."));
    write();
}

void StatsPage::write()
{
    writeTiles();
    writeCharts();
    writeHow();
    writeState();
}

void StatsPage::writeTiles()
{
    if (!m_report) return;
    const Formats formats = m_look.formats();
    const QList<StatsFigure> figures = StatsWords(*m_report, formats).figures();
    const bool isFirst = m_tiles.isEmpty();
    for (int i = 0; i < int(figures.size()); ++i) {
        if (isFirst) {
            auto* tile = new StatsTile;
            m_tiles << tile;
            connect(tile, &QAbstractButton::clicked, this, [this, tile] {
                m_explained = tile->figure().key;
                writeHow();
            });
        }
        m_tiles[i]->setFigure(figures[i]);
    }
    if (isFirst) {
        m_explained = figures.first().key;
        arrange();
    }
}

void StatsPage::writeCharts()
{
    if (!m_report) return;
    const Formats formats = m_look.formats();
    const StatsWords words(*m_report, formats);
    m_overTime->setTable(words.overTime());
    m_overTime->setLegend(StatsWords::seriesNames());
    writeTicks();
    writeReadout(m_timeChart->cursor());
    m_firstReplies->setTable(words.firstReplies());
    m_intents->setTable(words.intents());
    QList<IntentBars::Bar> bars;
    for (const StatsIntent& intent : m_report->intents) {
        QString figure = formats.number(intent.turns);
        if (intent.handedOver > 0)
            figure +=
                u"  ·  "_s + tr("%1 to a person").arg(words.share(double(intent.handedOver), double(intent.turns)));
        bars << IntentBars::Bar{words.intentName(intent.name), intent.turns, intent.handedOver, figure};
    }
    const qsizetype more = bars.size() - IntentBars::kMost;
    m_intentBars->setBars(bars, more > 0 ? tr("and %1 more: Alt+T").arg(formats.number(more)) : QString());
    m_proposals->setTable(words.proposals());
    m_proposals->setVisible(!m_report->proposals.empty());
    m_heat->setTable(words.heat());
    m_heatMap->setCounts(m_report->heat, StatsWords::weekdays());
    m_operators->setTable(words.operators());
    m_models->setTable(words.models());
    m_actions->setTable(words.actions());
    writeSteps();
    writeMarks();
}

/// How slow the slow ones are: the bar is the p95.
void StatsPage::writeSteps()
{
    const Formats formats = m_look.formats();
    const StatsWords words(*m_report, formats);
    m_steps->setTable(words.steps(m_times));
    m_steps->setHint(tr("Bar and figure: p95, the slowest of twenty."));
    const QStringList names = StatsWords::stepNames();
    QList<IntentBars::Bar> bars;
    for (size_t i = 0; i < m_times.steps.size(); ++i) {
        const StatsTimes& step = m_times.steps.at(i);
        bars << IntentBars::Bar{names.at(qsizetype(i)), std::llround(step.p95 * 1e6), 0,
                                step.count > 0 ? words.span(step.p95) : u"–"_s};
    }
    m_stepBars->setBars(bars, {});
}

/// What a file has besides the report: of this engine, and of now.
QList<StatsTable> StatsPage::tablesBesides() const
{
    const Formats formats = m_look.formats();
    return QList<StatsTable>{StatsWords(*m_report, formats).steps(m_times)} + m_engine->tables();
}

void StatsPage::writeTicks()
{
    const Formats& formats = m_look.formats();
    const auto& points = m_report->points;
    const int count = int(points.size());
    const TimeBuckets::Size size = m_report->query.size;
    QList<std::pair<int, QString>> ticks;
    int pieces = count;
    if (size != TimeBuckets::Size::Day && m_report->query.to - m_report->query.from <= std::chrono::hours(25)) {
        const auto piece = size == TimeBuckets::Size::Minute ? std::chrono::minutes(1) : std::chrono::minutes(60);
        // A day to its end: what is still to come is room, not a stretched line.
        if (!m_span.stretch()) pieces = std::max(count, 24);
        const bool isByMinute = size == TimeBuckets::Size::Minute;
        const int every = isByMinute ? (pieces > 60 ? 15 : 5) : pieces > 12 ? 3 : 1;
        for (int i = 0; i < pieces && count > 0; ++i) {
            const TimePoint at = i < count ? points[size_t(i)].start : points.back().start + piece * (i - count + 1);
            // Minutes that move along keep their labels at full fives.
            const int place = isByMinute ? formats.local(at).time().minute() : i;
            if (place % every == 0) ticks.push_back({i, formats.shortClock(at)});
        }
    } else {
        const int days = size == TimeBuckets::Size::Day ? count : count / 24;
        const int every = days > 60 ? 30 : days > 12 ? 3 : 1;
        int day = 0;
        for (int i = 0; i < count; ++i) {
            const QDateTime at = formats.local(points[size_t(i)].start);
            const bool begins = i == 0 || at.date() != formats.local(points[size_t(i - 1)].start).date();
            if (begins && day++ % every == 0) ticks.push_back({i, at.toString(u"dd/MM"_s)});
        }
    }
    m_timeChart->setPoints(points, pieces, ticks);
}

QString StatsPage::stretchWords() const
{
    if (!m_span.stretch()) return {};
    const Formats& formats = m_look.formats();
    const auto [from, to] = *m_span.stretch();
    const bool isOneDay = formats.local(from).date() == formats.local(to - std::chrono::seconds(1)).date();
    const auto moment = [&formats](TimePoint at) { return formats.local(at).toString(u"dd/MM HH:mm"_s); };
    return moment(from) + u" – "_s + (isOneDay ? formats.shortClock(to) : moment(to));
}

void StatsPage::writeReadout(int piece)
{
    if (!m_report || piece < 0 || piece >= int(m_report->points.size())) return m_overTime->setReadout({});
    const Formats formats = m_look.formats();
    const StatsPoint& point = m_report->points[size_t(piece)];
    m_overTime->setReadout(tr("%1: %2 in, bot %3, people %4")
                               .arg(StatsWords(*m_report, formats).pieceName(piece), formats.number(point.in),
                                    formats.number(point.bot), formats.number(point.people)));
}

void StatsPage::writeHeatReadout(int weekday, int hour)
{
    if (!m_report || weekday < 0) return m_heat->setReadout({});
    const qint64 count = m_report->heat[size_t(weekday)][size_t(hour)];
    m_heat->setReadout(tr("%1, %2 to %3: %4 in")
                           .arg(StatsWords::weekdays().at(weekday), u"%1:00"_s.arg(hour), u"%1:00"_s.arg(hour + 1),
                                m_look.formats().number(count)));
}

void StatsPage::writeHow()
{
    if (!m_report) return;
    const Formats formats = m_look.formats();
    for (StatsTile* tile : std::as_const(m_tiles)) {
        const bool isExplained = tile->figure().key == m_explained;
        tile->setChecked(isExplained);
        if (!isExplained) continue;
        m_how->setText(
            u"%1. %2 %3"_s.arg(tile->figure().label, tile->figure().how, StatsWords(*m_report, formats).common()));
        m_lead->setVisible(!m_isWall && tile->figure().leads != StatsFigure::Leads::Nowhere);
    }
}

QString StatsPage::failureWords(const api::DeskFailure& failure)
{
    switch (failure.error) {
        case api::DeskError::NotReady: return tr("The engine is starting.");
        case api::DeskError::TookTooLong: return tr("Counting took too long and was stopped.");
        default:
            return failure.detail.isEmpty()
                       ? tr("The message history does not answer.")
                       : tr("The message history does not answer: %1.").arg(CauseWords::of(failure.detail));
    }
}

QString StatsPage::sourceWords() const
{
    const Formats& formats = m_look.formats();
    const QString counted = tr("Hours that are over are counted once, the open one whenever something happens, and at "
                               "least every %1 s while the page is seen.")
                                .arg(formats.number(askEvery(m_span.range()).count()));
    if (!m_news) return counted;
    const QString live =
        m_news->from == StatsNews::From::Stream
            ? tr("Live from the event stream, %1 behind.")
                  .arg(formats.duration(std::chrono::duration<double>(m_news->lag)))
            : tr("Redis is away: what this engine does is counted at once, what others do a moment later.");
    return live + u' ' + counted;
}

void StatsPage::writeState()
{
    const Formats& formats = m_look.formats();
    m_source->setText(sourceWords());
    m_hold->setChecked(m_isHeld);
    m_unzoom->setVisible(m_span.stretch().has_value());
    m_unzoom->setWords(stretchWords(), u"(0)"_s);
    m_unzoom->setToolTip(tr("Back to the whole range"));
    m_tables->setChecked(m_hasTables);
    m_export->setEnabled(m_report.has_value());
    QString asOf;
    if (m_report) {
        asOf = (m_isHeld ? tr("Held at %1 · %2") : tr("As of %1 · %2"))
                   .arg(formats.clock(m_report->at), formats.zone(m_report->at));
    }
    m_asOf->setFullText(m_exported.isEmpty() ? asOf : m_exported + u"   "_s + asOf);
    m_asOf->setMinimumWidth(m_asOf->fontMetrics().horizontalAdvance(asOf) + 2);  // half of a time says nothing

    const bool isEmpty = !m_report || (m_report->isEmpty() && m_report->waiting == 0 && m_report->undelivered == 0);
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_scroll);
    if (!m_report && m_failure) {
        m_empty->setSentence(failureWords(*m_failure) + u' ' + tr("There are no figures until it does."));
        m_empty->setAction(tr("Try again"));
        m_empty->setSecondAction({});
    } else if (!m_report) {
        m_empty->setSentence(tr("Counting …"));
        m_empty->setAction({});
        m_empty->setSecondAction({});
    } else if (m_span.stretch()) {
        m_empty->setSentence(tr("Nothing was written from %1.").arg(stretchWords()));
        m_empty->setAction(tr("Back to the whole range"));
        m_empty->setSecondAction({});
    } else if (m_span.range() == StatsRange::Year) {
        m_empty->setSentence(
            tr("Nothing was written in these 12 months. The figures begin with the first message of a customer."));
        m_empty->setAction(tr("Count again"));
        m_empty->setSecondAction(tr("Use the sample shop"));
    } else {
        m_empty->setSentence(
            m_span.range() == StatsRange::Live ? tr("Nothing was written in the last 30 minutes.")
            : m_span.range() == StatsRange::Today
                ? tr("Nothing was written today yet. The figures begin with the first message of a customer.")
            : m_span.range() == StatsRange::Week
                ? tr("Nothing was written in these 7 days. The figures begin with the first message of a customer.")
                : tr("Nothing was written in these 30 days. The figures begin with the first message of a customer."));
        m_empty->setAction(m_span.range() == StatsRange::Live    ? tr("Show today")
                           : m_span.range() == StatsRange::Today ? tr("Show 7 days")
                           : m_span.range() == StatsRange::Week  ? tr("Show 30 days")
                                                                 : tr("Show 12 months"));
        m_empty->setSecondAction(tr("Use the sample shop"));
    }

    if (m_report && m_failure) {
        m_notice->setNotice(
            Tone::Attention,
            failureWords(*m_failure) + u' ' + tr("What is shown was counted at %1.").arg(formats.clock(m_report->at)));
        m_notice->setAction(tr("Try again"));
    } else if (m_report && m_report->query.sample && !isEmpty) {
        m_notice->setNotice(Tone::Attention,
                            tr("SAMPLE: these figures are made up. As soon as a real customer has written, "
                               "only real ones are counted."));
        m_notice->setAction({});
    }
    m_notice->setVisible(m_report && !isEmpty && (m_failure || m_report->query.sample));
}

}  // namespace tongdai
