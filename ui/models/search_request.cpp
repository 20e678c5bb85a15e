#include "ui/models/search_request.h"

#include "engine/domain/text/bounded_marks.h"
#include "engine/domain/text/fold_text.h"

#include <QDateTime>
#include <QRegularExpression>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

enum class Filter : quint8 { From, In, Channel, Tag, Before, After, On, Event, Intent, Model, Source };

/// Where it is searched: what is no filter there is a word like others.
enum class SearchedIn : quint8 { Desk, Sources };

std::optional<Filter> filterOf(QStringView name)
{
    static const QHash<QString, Filter> kNames{
        {u"from"_s, Filter::From},    {u"cua"_s, Filter::From},        {u"in"_s, Filter::In},
        {u"trong"_s, Filter::In},     {u"channel"_s, Filter::Channel}, {u"kenh"_s, Filter::Channel},
        {u"tag"_s, Filter::Tag},      {u"the"_s, Filter::Tag},         {u"before"_s, Filter::Before},
        {u"truoc"_s, Filter::Before}, {u"after"_s, Filter::After},     {u"tu"_s, Filter::After},
        {u"on"_s, Filter::On},        {u"ngay"_s, Filter::On},         {u"event"_s, Filter::Event},
        {u"viec"_s, Filter::Event},   {u"intent"_s, Filter::Intent},   {u"ydinh"_s, Filter::Intent},
        {u"model"_s, Filter::Model},  {u"mohinh"_s, Filter::Model},    {u"source"_s, Filter::Source},
        {u"nguon"_s, Filter::Source},
    };
    const auto found = kNames.constFind(foldText(name));
    if (found == kNames.constEnd()) return {};
    return *found;
}

bool isFilterOf(SearchedIn place, Filter filter)
{
    switch (filter) {
        case Filter::Before:
        case Filter::After:
        case Filter::On:
        case Filter::From:
        case Filter::Event:
        case Filter::Intent:
        case Filter::Model: return true;
        case Filter::Source: return place == SearchedIn::Sources;
        default: return place == SearchedIn::Desk;
    }
}

std::optional<Speaker> speakerOf(const QString& word)
{
    static const QHash<QString, Speaker> kWords{
        {u"customer"_s, Speaker::Customer}, {u"khach"_s, Speaker::Customer},    {u"bot"_s, Speaker::Bot},
        {u"staff"_s, Speaker::Operator},    {u"nhanvien"_s, Speaker::Operator}, {u"nhan vien"_s, Speaker::Operator},
        {u"note"_s, Speaker::Note},         {u"ghichu"_s, Speaker::Note},       {u"ghi chu"_s, Speaker::Note},
    };
    const auto found = kWords.constFind(foldText(word));
    if (found == kWords.constEnd()) return {};
    return *found;
}

std::optional<MessageQuery::Fact> factOf(const QString& word)
{
    using Fact = MessageQuery::Fact;
    static const QHash<QString, Fact> kWords{
        {u"handover"_s, Fact::HandedOver}, {u"chuyen"_s, Fact::HandedOver}, {u"takeover"_s, Fact::TakenOver},
        {u"tiepquan"_s, Fact::TakenOver},  {u"failed"_s, Fact::Failed},     {u"loi"_s, Fact::Failed},
    };
    const auto found = kWords.constFind(foldText(word));
    if (found == kWords.constEnd()) return {};
    return *found;
}

QDate dateOf(const QString& word, const QDate& today)
{
    static const QRegularExpression dayFirst(uR"(^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$)"_s);
    if (const auto parts = dayFirst.match(word); parts.hasMatch()) {
        const int day = parts.captured(1).toInt();
        const int month = parts.captured(2).toInt();
        if (parts.hasCaptured(3)) return {parts.captured(3).toInt(), month, day};
        const QDate thisYear(today.year(), month, day);
        return thisYear > today ? QDate(today.year() - 1, month, day) : thisYear;
    }
    return QDate::fromString(word, Qt::ISODate);
}

/// Reads one box.
class Reader {
public:
    Reader(SearchedIn place, const QDate& today, const QTimeZone& zone) : m_place(place), m_today(today), m_zone(zone)
    {
    }

    SearchRequest read(const QString& typed)
    {
        static const QRegularExpression filter(uR"re((?:^|(?<=\s))([\p{L}]+):(?:"([^"]*)"|(\S+)))re"_s);
        qsizetype done = 0;
        QString words;
        for (auto found = filter.globalMatch(typed); found.hasNext();) {
            const auto match = found.next();
            const auto name = filterOf(match.capturedView(1));
            const QString value = match.captured(match.hasCaptured(3) ? 3 : 2).trimmed();
            if (!name || !isFilterOf(m_place, *name) || value.isEmpty()) continue;
            if (*name == Filter::Event && !factOf(value)) continue;
            words += QStringView(typed).mid(done, match.capturedStart() - done);
            done = match.capturedEnd();
            take(*name, value);
        }
        words += QStringView(typed).mid(done);
        // What was typed last decides whether a word is still being typed: no trimming at the end.
        m_read.query.text = words;
        return m_read;
    }
    const QString& source() const { return m_source; }

private:
    void take(Filter filter, const QString& value)
    {
        MessageQuery& query = m_read.query;
        switch (filter) {
            case Filter::From:
                query.role = speakerOf(value);
                query.person = query.role ? SenderId() : SenderId(value.toUtf8());
                break;
            case Filter::In: query.conversation = ConversationId(value.toUtf8()); break;
            case Filter::Channel: query.channel = value; break;
            case Filter::Tag: query.tag = value; break;
            case Filter::Before: query.to = moment(value); break;
            case Filter::After: query.from = moment(value); break;
            case Filter::Event: query.fact = factOf(value); break;
            case Filter::Intent: query.intent = value == u"-" ? QString() : value; break;
            case Filter::Model: query.model = value; break;
            case Filter::Source: m_source = value; break;
            case Filter::On:
                query.from = dayStart(value, 0);
                query.to = dayStart(value, 1);
                break;
        }
    }

    /// A day's beginning, or a time of that day.
    std::optional<TimePoint> moment(const QString& value)
    {
        static const QRegularExpression timed(uR"(^(\S+?)[T ](\d{1,2}):(\d{2})$)"_s);
        const auto parts = timed.match(value);
        if (!parts.hasMatch()) return dayStart(value, 0);
        const QDate date = dateOf(parts.captured(1), m_today);
        const QTime time(parts.captured(2).toInt(), parts.captured(3).toInt());
        if (!date.isValid() || !time.isValid()) {
            m_read.notADate = value;
            return {};
        }
        return TimePoint(std::chrono::milliseconds(QDateTime(date, time, m_zone).toMSecsSinceEpoch()));
    }

    std::optional<TimePoint> dayStart(const QString& value, int later)
    {
        const QDate date = dateOf(value, m_today);
        if (!date.isValid()) {
            m_read.notADate = value;
            return {};
        }
        return TimePoint(std::chrono::milliseconds(date.addDays(later).startOfDay(m_zone).toMSecsSinceEpoch()));
    }

    SearchedIn m_place;
    QDate m_today;
    QTimeZone m_zone;
    SearchRequest m_read;
    QString m_source;
};

}  // namespace

bool SearchRequest::asksNothing() const
{
    return query.text.trimmed().isEmpty() && query.person.isEmpty() && query.conversation.isEmpty() &&
           query.channel.isEmpty() && !query.role && query.tag.isEmpty() && !query.from && !query.to &&
           !query.asksFacts();
}

SearchRequest readSearch(const QString& typed, const QDate& today, const QTimeZone& zone)
{
    Reader reader(SearchedIn::Desk, today, zone);
    return reader.read(boundedlyNormalized(typed, QString::NormalizationForm_C));
}

DisputeSearchRequest readDisputeSearch(const QString& typed, const QDate& today, const QTimeZone& zone)
{
    Reader reader(SearchedIn::Sources, today, zone);
    const SearchRequest read = reader.read(boundedlyNormalized(typed, QString::NormalizationForm_C));
    DisputeSearchRequest request;
    request.search.text = read.query.text.trimmed();
    request.search.from = read.query.from;
    request.search.to = read.query.to;
    request.search.own = {read.query.person, read.query.role, read.query.fact, read.query.intent, read.query.model};
    request.source = reader.source();
    request.notADate = read.notADate;
    return request;
}

}  // namespace tongdai
