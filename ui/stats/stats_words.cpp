#include "ui/stats/stats_words.h"

#include "engine/domain/conversation/action.h"
#include "ui/live/live_words.h"

#include <cmath>

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
    // As a clock from a minute on: the columns of a table have no room for words.
    const bool isLong = value >= 60;
    return {isLong ? m_formats.waiting(std::chrono::milliseconds(qRound64(value * 1000))) : span(value),
            exactSeconds(value)};
}

StatsCell StatsWords::text(const QString& words)
{
    return {words, {}, false};
}

QList<StatsCell> StatsWords::timeCells(const StatsTimes& times) const
{
    return {seconds(times.p50, times.count), seconds(times.p90, times.count), seconds(times.p95, times.count),
            seconds(times.p99, times.count), number(times.count)};
}

QString StatsWords::waitingDetail() const
{
    if (!m_report.oldestWait) return tr("nobody waits");
    return tr("oldest %1 · all together %2, %3")
        .arg(m_formats.waiting(m_report.at - *m_report.oldestWait), debt(), debtSlope());
}

QString StatsWords::debt() const
{
    return m_formats.waiting(std::chrono::milliseconds(qint64(m_report.answerDebt * 1000)));
}

QString StatsWords::debtSlope() const
{
    const double slope = m_report.answerDebtSlope();
    const qint64 minutes = qRound64(std::abs(slope) / 60);
    if (minutes == 0) return tr("as an hour ago");
    const QString amount = minutes < 100 ? tr("%1 min").arg(m_formats.number(minutes))
                                         : tr("%1 h").arg(m_formats.locale().toString(double(minutes) / 60, 'f', 1));
    return (slope > 0 ? tr("grows by %1 an hour") : tr("shrinks by %1 an hour")).arg(amount);
}

QList<StatsFigure> StatsWords::waits() const
{
    const StatsReport& r = m_report;
    const auto oldest = [&r] { return std::chrono::duration<double>(r.at - *r.oldestWait).count(); };
    return {{u"oldestWait"_s,
             tr("Oldest wait"),
             r.oldestWait ? m_formats.waiting(r.at - *r.oldestWait) : kNoFigure,
             {},
             {},
             r.oldestWait ? exactSeconds(oldest()) : QString()},
            {u"debt"_s, tr("All waits together"), debt(), {}, {}, exactSeconds(r.answerDebt)},
            {u"debtSlope"_s, tr("All waits together, change"), debtSlope(), {}, {}, exactSeconds(r.answerDebtSlope())}};
}

QList<StatsFigure> StatsWords::fileFigures() const
{
    QList<StatsFigure> all = figures();
    const QList<StatsFigure> more = waits();
    for (qsizetype i = 0; i < more.size(); ++i)
        all.insert(1 + i, more.at(i));
    return all;
}

QList<StatsFigure> StatsWords::figures() const
{
    const StatsReport& r = m_report;
    const qint64 answered = r.botFirst.count + r.peopleFirst.count;
    const auto first = [this](const StatsTimes& times) { return times.count == 0 ? kNoFigure : span(times.p50); };
    const auto slow = [this](const StatsTimes& times) {
        if (times.count == 0) return tr("nothing was answered");
        return tr("p90 %1 · p95 %2 · p99 %3").arg(span(times.p90), span(times.p95), span(times.p99));
    };
    const auto slowPeople = [&] {
        if (!r.working.hasHours() || r.peopleWork.count == 0) return slow(r.peopleFirst);
        return tr("p90 %1 · working hours %2").arg(span(r.peopleFirst.p90), span(r.peopleWork.p50));
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
            "chosen. The oldest wait runs from the first message nobody answered; all together adds up every wait. It "
            "grows or shrinks by what it is now less what it was an hour ago: whoever waits adds an hour an hour, and "
            "an answer takes away what its customer had waited."),
         plain(r.waiting), r.waiting > 0 ? Tone::Attention : Tone::Neutral, Leads::ToWaiting},
        {u"in"_s, tr("Messages in"), count(r.in), tr("from customers"),
         tr("Every message of a customer, at the time it came in. One that was delivered twice counts once."),
         plain(r.in), Tone::Neutral, Leads::ToCustomers},
        {u"bot"_s, tr("Answers by the bot"), count(r.bot),
         tr("%1 of what was answered").arg(share(double(r.botFirst.count), double(answered))),
         tr("Answers of the bot that were given. The share: of all waits that ended with an answer, those that the "
            "bot ended."),
         plain(r.bot), Tone::Neutral, Leads::ToBot},
        {u"people"_s, tr("Replies by people"), count(r.people),
         tr("%1 of what was answered").arg(share(double(r.peopleFirst.count), double(answered))),
         tr("Replies that somebody wrote here or in the chat platform's own window. The share: of all waits that ended "
            "with an answer, those that a person ended."),
         plain(r.people), Tone::Neutral, Leads::ToPeople},
        {u"handOvers"_s, tr("Handed to a person"), count(r.handOvers), tr("by the bot"),
         tr("How often the bot asked for a person, or a person had to answer because the AI had failed."),
         plain(r.handOvers), Tone::Neutral, Leads::ToHandOvers},
        {u"botFirst"_s, tr("First answer, bot"), first(r.botFirst), slow(r.botFirst),
         tr("Half of all waits that the bot ended were shorter (p50); nine of ten (p90), nineteen of twenty (p95) and "
            "99 of a hundred (p99) stand below. A wait runs from the first message nobody has answered to the bot's "
            "next answer, and counts "
            "where it began. Exact to 1%. Of %1 waits.")
             .arg(count(r.botFirst.count)),
         exactTime(r.botFirst), Tone::Neutral, Leads::ToBot},
        {u"peopleFirst"_s, tr("First reply, people"), first(r.peopleFirst), slowPeople(),
         tr("Half of all waits that a person ended were shorter (p50); nine of ten (p90), nineteen of twenty (p95) and "
            "99 of a hundred (p99) stand below or in the table. A wait runs from the first message nobody has answered "
            "to a person's next reply, nights "
            "included; what the bot says while it passes a customer on does not end it. Exact to 1%. Of %1 waits.")
                 .arg(count(r.peopleFirst.count)) +
             u' ' + workingWords(),
         exactTime(r.peopleFirst), Tone::Neutral, Leads::ToPeople},
        {u"takeovers"_s, tr("Taken over"), count(r.takeovers), tr("from the bot, by people"),
         tr("How often somebody took a conversation from the bot, here or by answering in the chat platform."),
         plain(r.takeovers), Tone::Neutral, Leads::ToTakeovers},
        {u"failures"_s, tr("AI failures"), count(r.aiFailures),
         tr("of %1 turns · %2 tried again").arg(count(r.aiCalls), count(r.aiRepeated)),
         tr("Turns of the bot that ended without an answer because the AI gave none, or none that could be used. Tried "
            "again: calls beyond the first of their turn."),
         plain(r.aiFailures), r.aiFailures > 0 ? Tone::Attention : Tone::Neutral, Leads::ToFailures},
        {u"undelivered"_s, tr("Not sent"), count(r.undelivered + r.unknown),
         r.unknown > 0 ? tr("%1 perhaps arrived").arg(count(r.unknown)) : tr("answers that failed"),
         tr("Answers and replies of this range that have not reached their customers: the chat platform refused them, "
            "or nobody can tell whether they arrived."),
         plain(r.undelivered + r.unknown), r.undelivered + r.unknown > 0 ? Tone::Danger : Tone::Neutral,
         Leads::ToUndelivered},
    };
}

QString StatsWords::workingWords() const
{
    if (!m_report.working.hasHours())
        return tr("Working hours are not set (Setup, Working hours): nights and holidays are counted.");
    QStringList days;
    const QStringList names = weekdays();
    for (qsizetype day = 0; day < names.size(); ++day) {
        const auto& stretches = m_report.working.days.at(size_t(day));
        if (!stretches.isEmpty()) days << names.at(day) + u' ' + WorkingRules::words(stretches);
    }
    QString words = tr("Working hours by %1: %2.").arg(QString::fromUtf8(m_report.working.zone), days.join(u"; "_s));
    if (m_report.working.keepsHolidays) words += u' ' + tr("Public holidays are left out.");
    if (!m_report.working.closed.isEmpty())
        words += u' ' + tr("%Ln other day(s) are left out.", nullptr, int(m_report.working.closed.size()));
    return words;
}

QString StatsWords::common() const
{
    QStringList words;
    words << tr("Days by %1 (%2).").arg(m_formats.zone(m_report.at), QString::fromUtf8(m_report.query.zone));
    words << (m_report.query.sample
                  ? tr("The sample shop alone, without internal notes and answers that were not given.")
                  : tr("Left out: the sample shop, internal notes, answers that were not given."));
    words << tr("What the history API brought in counts at the time it was said, and not as a wait.");
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
    switch (m_report.query.size) {
        case TimeBuckets::Size::Minute: table.title = tr("Messages a minute"); break;
        case TimeBuckets::Size::Hour: table.title = tr("Messages an hour"); break;
        case TimeBuckets::Size::Day: table.title = tr("Messages a day"); break;
    }
    table.how = tr("Messages of customers, answers of the bot that were given, and replies of people, each at the time "
                   "it came in or was given.") +
                u' ' + common();
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
    table.how =
        tr("A wait runs from the first message nobody has answered to the bot's next answer or a person's next "
           "reply, and counts where it began. First: nobody had answered since the customer came, after a day of "
           "silence or for the first time; later: all others. Half were shorter than p50, nine of ten than "
           "p90, nineteen of twenty than p95, 99 of a hundred than p99. Exact to 1%.") +
        u' ' + workingWords() + u' ' + common();
    table.headers << tr("Who") << u"p50"_s << u"p90"_s << u"p95"_s << u"p99"_s << tr("waits");
    const StatsReport::Responses& apart = m_report.responses;
    QString of;
    // Rows under another say only what is different; files say all.
    const auto add = [&](const QString& who, const StatsTimes& times) {
        of = who;
        table.rows << QList<StatsCell>{text(who)} + timeCells(times);
    };
    const auto below = [&](const QString& which, const StatsTimes& times) {
        table.rows << QList<StatsCell>{{u"– "_s + which, of + u", "_s + which, false}} + timeCells(times);
    };
    add(tr("bot"), m_report.botFirst);
    below(tr("first"), apart.botFirst);
    below(tr("later"), apart.botNext);
    add(tr("people"), m_report.peopleFirst);
    below(tr("first"), apart.peopleFirst);
    below(tr("later"), apart.peopleNext);
    if (!m_report.working.hasHours()) return table;
    add(tr("in working hours"), m_report.peopleWork);
    below(tr("first"), apart.workFirst);
    below(tr("later"), apart.workNext);
    return table;
}

StatsTable StatsWords::resolutions() const
{
    StatsTable table;
    table.title = tr("Until it was settled");
    table.how =
        tr("Of conversations that were closed in the range, by somebody or by the bot at its end: from the customer's "
           "first message since they came – a new conversation, one that had been closed, or after a day of silence "
           "in which nothing was left unanswered – until it was closed. Bot alone: no person had written to the "
           "customer since. Left out: what was closed without an answer, and hours that an older version counted. One "
           "that was opened again and closed counts once more, from the same beginning. Exact to 1%.") +
        u' ' + workingWords() + u' ' + common();
    table.headers << tr("Who") << u"p50"_s << u"p90"_s << u"p95"_s << u"p99"_s << tr("closed");
    const StatsReport::Resolutions& took = m_report.resolutions;
    if (took.bot.count + took.people.count == 0) return table;
    const auto add = [&](const QString& who, const StatsTimes& times) {
        table.rows << QList<StatsCell>{text(who)} + timeCells(times);
    };
    add(tr("bot alone"), took.bot);
    add(tr("people"), took.people);
    if (m_report.working.hasHours()) add(tr("in working hours"), took.work);
    return table;
}

StatsTable StatsWords::intents() const
{
    StatsTable table;
    table.title = tr("Intents");
    table.how = tr("Turns of the bot by the intent the AI named. The share: of those turns, the ones that ended with a "
                   "person because the bot asked for one. Taken over: conversations that a person took from the bot "
                   "unasked, by the intent of the bot's newest turn; the rate: of the turns. Confidence: the mean of "
                   "what the AI said about "
                   "itself, where it said anything. Turns that "
                   "failed are left out.") +
                u' ' + common();
    table.headers << tr("Intent") << tr("turns") << tr("to a person") << tr("share") << tr("taken over")
                  << tr("takeover rate") << tr("confidence");
    for (const StatsIntent& intent : m_report.intents) {
        table.rows << QList<StatsCell>{
            text(intentName(intent.name)),
            number(intent.turns),
            number(intent.handedOver),
            {share(double(intent.handedOver), double(intent.turns)),
             intent.turns > 0 ? QString::number(double(intent.handedOver) / double(intent.turns), 'f', 4) : QString()},
            number(intent.takenOver),
            {share(double(intent.takenOver), double(intent.turns)),
             intent.takeoverRate() ? QString::number(*intent.takeoverRate(), 'f', 4) : QString()},
            {m_formats.locale().toString(intent.confidence, 'f', 2), QString::number(intent.confidence, 'f', 4)}};
    }
    return table;
}

StatsTable StatsWords::proposals() const
{
    StatsTable table;
    table.title = tr("Bot's drafts");
    table.how =
        tr("What the bot proposed to people, by the intent the AI named. Answered: a person sent something before "
           "the customer wrote again. Unchanged: word for word what was proposed. Letters: changed on the way, "
           "on average. Alike: the share of letters kept, on average.") +
        u' ' + common();
    table.headers << tr("Intent") << tr("proposed") << tr("answered") << tr("unchanged") << tr("letters")
                  << tr("alike");
    for (const StatsProposal& each : m_report.proposals) {
        const bool isKnown = each.answered > 0;
        table.rows << QList<StatsCell>{
            text(intentName(each.name)),
            number(each.proposed),
            number(each.answered),
            {share(double(each.unchanged), double(each.answered)),
             isKnown ? QString::number(double(each.unchanged) / double(each.answered), 'f', 4) : QString()},
            {isKnown ? m_formats.locale().toString(each.changed, 'f', 1) : u"–"_s,
             isKnown ? QString::number(each.changed, 'f', 4) : QString()},
            {isKnown ? share(each.similarity, 1) : u"–"_s,
             isKnown ? QString::number(each.similarity, 'f', 4) : QString()}};
    }
    return table;
}

StatsTable StatsWords::actions() const
{
    StatsTable table;
    table.title = tr("Actions");
    table.how = tr("What answers of the bot asked for, by its type, at the time the answer was written. Done: the chat "
                   "platform took it. Failed: given up, or nobody can tell whether it arrived. What is neither waits, "
                   "is on its way, or was withdrawn. Retried: one try was not enough. In vain: tries that came "
                   "to nothing, all together. Hours that an older version counted have none.") +
                u' ' + common();
    table.headers << tr("Action") << tr("asked for") << tr("done") << tr("failed") << tr("retried") << tr("in vain");
    for (const StatsActions& each : m_report.actions) {
        const std::optional<ActionType> type = actionType(each.name);
        const QString name = type ? LiveWords::action(*type) : each.name;
        table.rows << QList<StatsCell>{{name, each.name, false}, number(each.asked),     number(each.done),
                                       number(each.failed),      number(each.notAtOnce), number(each.triesInVain)};
    }
    return table;
}

StatsTable StatsWords::heat() const
{
    StatsTable table;
    table.title = tr("Messages in, by weekday and hour");
    table.how =
        tr("Messages of customers by the weekday and hour at which they came in, all weeks of the range together.") +
        u' ' + common();
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
    table.how = tr("Replies somebody wrote, the conversations they stand in, how often they took one from the bot, and "
                   "how long the customers they answered had waited. Exact to 1%.") +
                u' ' + common();
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
    table.how = tr("Turns of the bot by the model that answered. Failed: without an answer. The times are those of "
                   "turns that did not fail, as the AI's service took them. Exact to 1%.") +
                u' ' + common();
    table.headers << tr("Model") << tr("turns") << tr("failed") << u"p50"_s << u"p90"_s << u"p95"_s << u"p99"_s;
    for (const StatsModel& model : m_report.models) {
        const QString name = LiveWords::model(model.name);
        QList<StatsCell> times = timeCells(model.time);
        times.removeLast();  // how many did not fail can be told from the others
        table.rows << QList<StatsCell>{text(name.isEmpty() ? tr("(unknown)") : name), number(model.calls),
                                       number(model.failed)} +
                          times;
    }
    return table;
}

QStringList StatsWords::stepNames()
{
    return {tr("taken in"),       tr("claimed"), tr("context read"), tr("AI asked"),
            tr("actions judged"), tr("written"), tr("sent")};
}

StatsTable StatsWords::steps(const StepTimes& times) const
{
    const QStringList names = stepNames();
    StatsTable table;
    table.title = tr("Steps of a message, today");
    table.how =
        tr("How long each of the seven steps took, in messages the bot answered today (a day of UTC, or since the "
           "start), measured by this engine alone. Exact to 1%.");
    table.headers << tr("Step") << u"p50"_s << u"p90"_s << u"p95"_s << u"p99"_s << tr("messages");
    if (times.steps.front().count == 0 && times.steps.back().count == 0 && times.steps[3].count == 0) return table;
    for (size_t i = 0; i < times.steps.size(); ++i) {
        const StatsTimes& step = times.steps.at(i);
        table.rows << QList<StatsCell>{text(names.at(qsizetype(i)))} + timeCells(step);
    }
    return table;
}

QList<StatsTable> StatsWords::tables() const
{
    QList<StatsTable> tables{overTime(), firstReplies(), resolutions(), intents(),
                             heat(),     operators(),    models(),      actions()};
    if (!m_report.proposals.empty()) tables.insert(4, proposals());
    return tables;
}

}  // namespace tongdai
