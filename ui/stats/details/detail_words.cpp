#include "ui/stats/details/detail_words.h"

#include "ui/live/live_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostOfALine = 500;  // letters; a table is read in rows

DetailCell textCell(const QString& text)
{
    return {DetailCell::Kind::Text, text};
}

DetailCell lineCell(const QString& line)
{
    return textCell(line.size() > kMostOfALine ? line.first(kMostOfALine) + u'…' : line);
}

DetailCell countCell(qint64 count)
{
    return {DetailCell::Kind::Count, {}, double(count)};
}

DetailCell secondsCell(const std::optional<double>& seconds)
{
    return seconds ? DetailCell{DetailCell::Kind::Seconds, {}, *seconds} : DetailCell();
}

DetailCell timeCell(const std::optional<TimePoint>& at)
{
    return at ? DetailCell{DetailCell::Kind::Time, {}, 0, *at} : DetailCell();
}

QString intentNames(const QStringList& intents)
{
    QStringList names;
    for (const QString& intent : intents)
        names << LiveWords::intent(intent);
    return names.join(u"; "_s);
}

}  // namespace

struct DetailWords::Column {
    const char* header;  ///< for tr()
    DetailCell (*cell)(const ConversationFigures& row);
};

const QList<DetailWords::Column>& DetailWords::columns()
{
    using Row = ConversationFigures;
    static const QList<Column> columns{
        {QT_TR_NOOP("Conversation"), [](const Row& row) { return textCell(row.conversation.toString()); }},
        {QT_TR_NOOP("Customer"), [](const Row& row) { return textCell(row.customer); }},
        {QT_TR_NOOP("Customer id"), [](const Row& row) { return textCell(row.customerId.toString()); }},
        {QT_TR_NOOP("Channel"), [](const Row& row) { return textCell(LiveWords::channel(row.channel)); }},
        {QT_TR_NOOP("Opened"), [](const Row& row) { return timeCell(row.openedAt); }},
        {QT_TR_NOOP("State now"),
         [](const Row& row) { return textCell(row.status == ConversationStatus::Closed ? tr("closed") : tr("open")); }},
        {QT_TR_NOOP("Closed"), [](const Row& row) { return timeCell(row.closedAt); }},
        {QT_TR_NOOP("Answers now"),
         [](const Row& row) { return textCell(row.mode == BotMode::Human ? tr("person") : tr("bot")); }},
        {QT_TR_NOOP("Assigned to"), [](const Row& row) { return textCell(row.assignee); }},
        {QT_TR_NOOP("Waits for a person since"), [](const Row& row) { return timeCell(row.waitingSince); }},
        {QT_TR_NOOP("Tags"), [](const Row& row) { return textCell(row.tags.join(u"; "_s)); }},
        {QT_TR_NOOP("Customer's first line at"), [](const Row& row) { return timeCell(row.firstLineAt); }},
        {QT_TR_NOOP("Customer's first line"), [](const Row& row) { return lineCell(row.firstLine); }},
        {QT_TR_NOOP("Last line at"), [](const Row& row) { return timeCell(row.lastLineAt); }},
        {QT_TR_NOOP("Last line of"),
         [](const Row& row) {
             if (!row.lastSpeaker) return DetailCell();
             return textCell(*row.lastSpeaker == Speaker::Customer ? tr("customer")
                             : *row.lastSpeaker == Speaker::Bot    ? tr("bot")
                                                                   : tr("person"));
         }},
        {QT_TR_NOOP("Last line"), [](const Row& row) { return lineCell(row.lastLine); }},
        {QT_TR_NOOP("Messages in"), [](const Row& row) { return countCell(row.in); }},
        {QT_TR_NOOP("Answers by the bot"), [](const Row& row) { return countCell(row.bot); }},
        {QT_TR_NOOP("Replies by people"), [](const Row& row) { return countCell(row.people); }},
        {QT_TR_NOOP("Answered by"), [](const Row& row) { return textCell(row.answeredBy.join(u"; "_s)); }},
        {QT_TR_NOOP("Waits the bot ended"), [](const Row& row) { return countCell(row.botWaits); }},
        {QT_TR_NOOP("Waits people ended"), [](const Row& row) { return countCell(row.peopleWaits); }},
        {QT_TR_NOOP("First response of the bot (s)"), [](const Row& row) { return secondsCell(row.botFirst); }},
        {QT_TR_NOOP("First response of a person (s)"), [](const Row& row) { return secondsCell(row.peopleFirst); }},
        {QT_TR_NOOP("The same in working hours (s)"), [](const Row& row) { return secondsCell(row.peopleFirstWork); }},
        {QT_TR_NOOP("Longest wait (s)"), [](const Row& row) { return secondsCell(row.longestWait); }},
        {QT_TR_NOOP("Closed by the bot alone"), [](const Row& row) { return countCell(row.resolvedByBot); }},
        {QT_TR_NOOP("Closed with people"), [](const Row& row) { return countCell(row.resolvedByPeople); }},
        {QT_TR_NOOP("Time until closed (s)"), [](const Row& row) { return secondsCell(row.resolution); }},
        {QT_TR_NOOP("Until closed in working hours (s)"),
         [](const Row& row) { return secondsCell(row.resolutionWork); }},
        {QT_TR_NOOP("Takeovers"), [](const Row& row) { return countCell(row.takeovers); }},
        {QT_TR_NOOP("Hand-overs"), [](const Row& row) { return countCell(row.handOvers); }},
        {QT_TR_NOOP("Why the last hand-over"),
         [](const Row& row) {
             return lineCell(row.handOverReason.isEmpty() ? QString() : LiveWords::reason(row.handOverReason));
         }},
        {QT_TR_NOOP("Intents"), [](const Row& row) { return textCell(intentNames(row.intents)); }},
        {QT_TR_NOOP("Runs of the AI"), [](const Row& row) { return countCell(row.aiCalls); }},
        {QT_TR_NOOP("Runs that failed"), [](const Row& row) { return countCell(row.aiFailures); }},
        {QT_TR_NOOP("Tries beyond the first"), [](const Row& row) { return countCell(row.aiRepeated); }},
        {QT_TR_NOOP("Actions asked for"), [](const Row& row) { return countCell(row.actions); }},
        {QT_TR_NOOP("Actions that failed"), [](const Row& row) { return countCell(row.actionsFailed); }},
        {QT_TR_NOOP("Answers not sent"), [](const Row& row) { return countCell(row.undelivered); }},
        {QT_TR_NOOP("Answers whose outcome is unknown"), [](const Row& row) { return countCell(row.unknown); }},
    };
    return columns;
}

QStringList DetailWords::headers()
{
    QStringList headers;
    for (const Column& column : columns())
        headers << tr(column.header);
    return headers;
}

QList<DetailCell> DetailWords::cells(const ConversationFigures& row)
{
    QList<DetailCell> cells;
    for (const Column& column : columns())
        cells << column.cell(row);
    return cells;
}

QString DetailWords::time(TimePoint at) const
{
    return m_formats.local(at).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QList<QStringList> DetailWords::about(const StatsQuery& range, bool isMasked) const
{
    return {{tr("From"), time(range.from)},
            {tr("Until"), time(range.to)},
            {tr("Time zone"), m_formats.zone(range.to)},
            {tr("Numbers masked"), isMasked ? tr("yes") : tr("no")},
            {tr("Rows"), tr("One for each conversation that has something in this time. Counts and times are of this "
                            "time alone; the sums of the counts are the figures of the Stats page for it, which go on "
                            "counting conversations that were erased or whose time of keeping has ended.")},
            {tr("Left out"), range.sample ? tr("Everything but the sample shop: these rows are made up.")
                                          : tr("Notes, answers that were not given, and the sample shop.")}};
}

}  // namespace tongdai
