#include "ui/stats/stats_words.h"

#include "ui/live/live_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QString kNoFigure = u"–"_s;

QString exactSeconds(double seconds)
{
    return QString::number(seconds, 'f', 3);
}

}  // namespace

QString StatsWords::span(double seconds) const
{
    return m_formats.duration(std::chrono::duration<double, std::milli>(seconds * 1000));
}

QString StatsWords::share(double part, double whole) const
{
    if (whole <= 0) return kNoFigure;
    return m_formats.number(qRound64(part * 100 / whole)) + u'%';
}

StatsCell StatsWords::number(qint64 n) const
{
    return {m_formats.number(n), QString::number(n)};
}

StatsCell StatsWords::seconds(double value, qint64 of) const
{
    if (of == 0) return {kNoFigure, {}};
    return {span(value), exactSeconds(value)};
}

StatsCell StatsWords::text(const QString& words)
{
    return {words, {}, false};
}

QList<StatsCell> StatsWords::timeCells(const StatsTimes& times) const
{
    return {seconds(times.p50, times.count), seconds(times.p90, times.count), seconds(times.p95, times.count),
            number(times.count)};
}

QString StatsWords::waitingDetail() const
{
    if (!m_report.oldestWait) return tr("nobody waits");
    return tr("oldest %1 · all together %2")
        .arg(m_formats.waiting(m_report.at - *m_report.oldestWait),
             m_formats.waiting(std::chrono::milliseconds(qint64(m_report.answerDebt * 1000))));
}

QList<StatsFigure> StatsWords::figures() const
{
    const StatsReport& r = m_report;
    const qint64 answered = r.botFirst.count + r.peopleFirst.count;
    const auto first = [this](const StatsTimes& times) { return times.count == 0 ? kNoFigure : span(times.p50); };
    const auto slow = [this](const StatsTimes& times) {
        if (times.count == 0) return tr("nothing was answered");
        return tr("p90 %1 · p95 %2").arg(span(times.p90), span(times.p95));
    };
    using Leads = StatsFigure::Leads;
    const auto exactTime = [](const StatsTimes& times) {
        return times.count == 0 ? QString() : exactSeconds(times.p50);
    };
    const auto count = [this](qint64 n) { return m_formats.number(n); };
    const auto plain = [](qint64 n) { return QString::number(n); };
    return {
        {u"waiting"_s, tr("Waiting now"), count(r.waiting), waitingDetail(),
         tr("Conversations that a person has to answer and whose customer waits at this moment, whatever range is "
            "chosen. The oldest wait runs from the first message nobody answered; all together adds up every wait."),
         plain(r.waiting), r.waiting > 0 ? Tone::Attention : Tone::Neutral, Leads::ToWaiting},
        {u"in"_s, tr("Messages in"), count(r.in), tr("from customers"),
         tr("Every message of a customer, at the time it came in. One that was delivered twice counts once."),
         plain(r.in), Tone::Neutral, Leads::Nowhere},
        {u"bot"_s, tr("Answers by the bot"), count(r.bot),
         tr("%1 of what was answered").arg(share(double(r.botFirst.count), double(answered))),
         tr("Answers of the bot that were given. The share: of all waits that ended with an answer, those that the "
            "bot ended."),
         plain(r.bot), Tone::Neutral, Leads::Nowhere},
        {u"people"_s, tr("Replies by people"), count(r.people),
         tr("%1 of what was answered").arg(share(double(r.peopleFirst.count), double(answered))),
         tr("Replies that somebody wrote here or in the chat platform's own window. The share: of all waits that ended "
            "with an answer, those that a person ended."),
         plain(r.people), Tone::Neutral, Leads::Nowhere},
        {u"handOvers"_s, tr("Given to a person"), count(r.handOvers), tr("by the bot"),
         tr("How often the bot asked for a person, or a person had to answer because the AI had failed."),
         plain(r.handOvers), Tone::Neutral, Leads::Nowhere},
        {u"botFirst"_s, tr("First answer, bot"), first(r.botFirst), slow(r.botFirst),
         tr("Half of all waits that the bot ended were shorter (p50); nine of ten (p90) and nineteen of twenty (p95) "
            "stand below. A wait runs from the first message nobody has answered to the bot's next answer, and counts "
            "where it began. Exact to 1%. Of %1 waits.")
             .arg(count(r.botFirst.count)),
         exactTime(r.botFirst), Tone::Neutral, Leads::Nowhere},
        {u"peopleFirst"_s, tr("First reply, people"), first(r.peopleFirst), slow(r.peopleFirst),
         tr("Half of all waits that a person ended were shorter (p50); nine of ten (p90) and nineteen of twenty (p95) "
            "stand below. A wait runs from the first message nobody has answered to a person's next reply, nights "
            "included; what the bot says while it passes a customer on does not end it. Exact to 1%. Of %1 waits.")
             .arg(count(r.peopleFirst.count)),
         exactTime(r.peopleFirst), Tone::Neutral, Leads::Nowhere},
        {u"takeovers"_s, tr("Taken over"), count(r.takeovers), tr("from the bot, by people"),
         tr("How often somebody took a conversation from the bot, here or by answering in the chat platform."),
         plain(r.takeovers), Tone::Neutral, Leads::Nowhere},
        {u"failures"_s, tr("AI failures"), count(r.aiFailures),
         tr("of %1 turns · %2 tried again").arg(count(r.aiCalls), count(r.aiRepeated)),
         tr("Turns of the bot that ended without an answer because the AI did not answer, or not with sense. Tried "
            "again: calls beyond the first of their turn."),
         plain(r.aiFailures), r.aiFailures > 0 ? Tone::Attention : Tone::Neutral, Leads::Nowhere},
        {u"undelivered"_s, tr("Not sent"), count(r.undelivered + r.unknown),
         r.unknown > 0 ? tr("%1 perhaps arrived").arg(count(r.unknown)) : tr("answers that failed"),
         tr("Answers and replies of this range that have not reached their customers: the chat platform refused them, "
            "or nobody can tell whether they arrived."),
         plain(r.undelivered + r.unknown), r.undelivered + r.unknown > 0 ? Tone::Danger : Tone::Neutral,
         Leads::ToUndelivered},
    };
}

QString StatsWords::common() const
{
    QStringList words;
    words << tr("Days by %1 (%2).").arg(m_formats.zone(m_report.at), QString::fromUtf8(m_report.query.zone));
    words << (m_report.query.sample
                  ? tr("The sample shop alone, without internal notes and answers that were not given.")
                  : tr("Left out: the sample shop, internal notes, answers that were not given."));
    words << tr("What the history API brought in counts at the time it was said, and not as a wait.");
    words << tr("Who had waited for more than a day when the range began counts from their next message.");
    words << tr("Counted: %1 messages and %2 turns of the bot.")
                 .arg(m_formats.number(m_report.in + m_report.bot + m_report.people),
                      m_formats.number(m_report.aiCalls));
    if (m_report.isPartial) words << tr("The range holds more than can be counted at once: its end is missing.");
    return words.join(u' ');
}

QString StatsWords::pieceName(int piece) const
{
    const TimePoint start = m_report.points.at(size_t(piece)).start;
    if (m_report.query.size == TimeBuckets::Size::Day) return m_formats.date(start);
    const bool isOneDay = m_report.query.to - m_report.query.from <= std::chrono::hours(25);
    return isOneDay ? m_formats.shortClock(start) : m_formats.date(start) + u' ' + m_formats.shortClock(start);
}

QStringList StatsWords::seriesNames()
{
    return {tr("from customers"), tr("bot"), tr("people")};
}

QStringList StatsWords::weekdays()
{
    return {tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun")};
}

QString StatsWords::intentName(const QString& intent) const
{
    return intent.isEmpty() ? tr("(none)") : LiveWords::intent(intent);
}

StatsTable StatsWords::overTime() const
{
    StatsTable table;
    table.title = m_report.query.size == TimeBuckets::Size::Day ? tr("Messages a day") : tr("Messages an hour");
    table.headers << tr("Time") << seriesNames();
    for (int i = 0; i < int(m_report.points.size()); ++i) {
        const StatsPoint& point = m_report.points[size_t(i)];
        const QString exact = m_formats.local(point.start).toString(u"yyyy-MM-dd HH:mm"_s);
        table.rows << QList<StatsCell>{
            {pieceName(i), exact, false}, number(point.in), number(point.bot), number(point.people)};
    }
    return table;
}

StatsTable StatsWords::firstReplies() const
{
    StatsTable table;
    table.title = tr("First answer");
    table.headers << tr("Who") << u"p50"_s << u"p90"_s << u"p95"_s << tr("waits");
    table.rows << QList<StatsCell>{text(tr("bot"))} + timeCells(m_report.botFirst);
    table.rows << QList<StatsCell>{text(tr("people"))} + timeCells(m_report.peopleFirst);
    return table;
}

StatsTable StatsWords::intents() const
{
    StatsTable table;
    table.title = tr("Intents");
    table.headers << tr("Intent") << tr("turns") << tr("to a person") << tr("share") << tr("confidence");
    for (const StatsIntent& intent : m_report.intents) {
        table.rows << QList<StatsCell>{
            text(intentName(intent.name)),
            number(intent.turns),
            number(intent.handedOver),
            {share(double(intent.handedOver), double(intent.turns)),
             QString::number(double(intent.handedOver) / double(intent.turns), 'f', 4)},
            {m_formats.locale().toString(intent.confidence, 'f', 2), QString::number(intent.confidence, 'f', 4)}};
    }
    return table;
}

StatsTable StatsWords::heat() const
{
    StatsTable table;
    table.title = tr("Messages in, by weekday and hour");
    table.headers << tr("Day");
    for (int hour = 0; hour < 24; ++hour)
        table.headers << QString::number(hour);
    const QStringList days = weekdays();
    for (int day = 0; day < 7; ++day) {
        QList<StatsCell> row{text(days.at(day))};
        for (int hour = 0; hour < 24; ++hour)
            row << number(m_report.heat[size_t(day)][size_t(hour)]);
        table.rows << row;
    }
    return table;
}

StatsTable StatsWords::operators() const
{
    StatsTable table;
    table.title = tr("Staff");
    table.headers << tr("Who") << tr("replies") << tr("conversations") << tr("taken over") << tr("first reply, p50")
                  << u"p90"_s;
    for (const StatsOperator& who : m_report.operators) {
        table.rows << QList<StatsCell>{text(who.name),
                                       number(who.replies),
                                       number(who.conversations),
                                       number(who.takeovers),
                                       seconds(who.firstReply.p50, who.firstReply.count),
                                       seconds(who.firstReply.p90, who.firstReply.count)};
    }
    return table;
}

StatsTable StatsWords::models() const
{
    StatsTable table;
    table.title = tr("AI models");
    table.headers << tr("Model") << tr("turns") << tr("failed") << u"p50"_s << u"p95"_s;
    for (const StatsModel& model : m_report.models) {
        const QString name = LiveWords::model(model.name);
        table.rows << QList<StatsCell>{text(name.isEmpty() ? tr("(unknown)") : name), number(model.calls),
                                       number(model.failed), seconds(model.time.p50, model.time.count),
                                       seconds(model.time.p95, model.time.count)};
    }
    return table;
}

QList<StatsTable> StatsWords::tables() const
{
    return {overTime(), firstReplies(), intents(), heat(), operators(), models()};
}

}  // namespace tongdai
