#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/key_button.h"
#include "ui/stats/charts/engine_panels.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_panels.h"
#include "ui/stats/stats_tile.h"

#include <QAction>
#include <QScrollArea>
#include <QStackedWidget>

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
    m_toDispute->setWords(tr("Lead to Dispute"), u"Alt+D"_s);
    if (m_disputeAction) m_disputeAction->setText(tr("Lead to Dispute instead of Live"));
    m_details->setWords(tr("Export details…"), u"Ctrl+Shift+S"_s);
    if (m_detailsAction) m_detailsAction->setText(tr("Export the conversations behind the figures"));
    m_holdAction->setText(tr("Hold the figures still"));
    m_tableAction->setText(tr("Tables instead of charts"));
    m_exportAction->setText(tr("Export the figures"));
    m_leave->setText(tr("Back to the first page"));
    for (const ZoomKey& key : m_zoomKeys)
        key.action->setText(tr(key.words));
    m_lead->setText(tr("Show in Live"));
    m_panels->retranslate();
    m_engine->retranslate();
    write();
}

void StatsPage::write()
{
    writeTiles();
    if (m_report) m_panels->write(m_span.stretch().has_value());
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

/// What a file has besides the report: of this engine, and of now.
QList<StatsTable> StatsPage::tablesBesides() const
{
    return QList<StatsTable>{m_panels->stepsTable()} + m_engine->tables();
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
        const StatsFigure::Leads leads = tile->figure().leads;
        m_lead->setVisible(!m_isWall && leads != StatsFigure::Leads::Nowhere);
        // Who waits and what was not sent is a list of Live.
        const bool isSearch = leads > StatsFigure::Leads::ToUndelivered;
        m_lead->setText(isSearch && m_toDispute->isChecked() ? tr("Show in Dispute") : tr("Show in Live"));
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
    m_details->setEnabled(m_report.has_value());
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
