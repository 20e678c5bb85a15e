#include "ui/models/search_request.h"

#include "engine/domain/bounded_marks.h"
#include "engine/domain/fold_text.h"

#include <QDateTime>
#include <QRegularExpression>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

enum class Filter : quint8 { From, In, Channel, Tag, Before, After, On };

std::optional<Filter> filterOf(QStringView name)
{
    static const QHash<QString, Filter> kNames{
        {u"from"_s, Filter::From},    {u"cua"_s, Filter::From},        {u"in"_s, Filter::In},
        {u"trong"_s, Filter::In},     {u"channel"_s, Filter::Channel}, {u"kenh"_s, Filter::Channel},
        {u"tag"_s, Filter::Tag},      {u"the"_s, Filter::Tag},         {u"before"_s, Filter::Before},
        {u"truoc"_s, Filter::Before}, {u"after"_s, Filter::After},     {u"tu"_s, Filter::After},
        {u"on"_s, Filter::On},        {u"ngay"_s, Filter::On},
    };
    const auto found = kNames.constFind(foldText(name));
    if (found == kNames.constEnd()) return {};
    return *found;
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
    Reader(const QDate& today, const QTimeZone& zone) : m_today(today), m_zone(zone) {}

    SearchRequest read(const QString& typed)
    {
        static const QRegularExpression filter(uR"re((?:^|(?<=\s))([\p{L}]+):(?:"([^"]*)"|(\S+)))re"_s);
        qsizetype done = 0;
        QString words;
        for (auto found = filter.globalMatch(typed); found.hasNext();) {
            const auto match = found.next();
            const auto name = filterOf(match.capturedView(1));
            const QString value = match.captured(match.hasCaptured(3) ? 3 : 2).trimmed();
            if (!name || value.isEmpty()) continue;
            words += QStringView(typed).mid(done, match.capturedStart() - done);
            done = match.capturedEnd();
            take(*name, value);
        }
        words += QStringView(typed).mid(done);
        // What was typed last decides whether a word is still being typed: no trimming at the end.
        m_read.query.text = words;
        return m_read;
    }

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
            case Filter::Before: query.to = dayStart(value, 0); break;
            case Filter::After: query.from = dayStart(value, 0); break;
            case Filter::On:
                query.from = dayStart(value, 0);
                query.to = dayStart(value, 1);
                break;
        }
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

    QDate m_today;
    QTimeZone m_zone;
    SearchRequest m_read;
};

}  // namespace

bool SearchRequest::asksNothing() const
{
    return query.text.trimmed().isEmpty() && query.person.isEmpty() && query.conversation.isEmpty() &&
           query.channel.isEmpty() && !query.role && query.tag.isEmpty() && !query.from && !query.to;
}

SearchRequest readSearch(const QString& typed, const QDate& today, const QTimeZone& zone)
{
    return Reader(today, zone).read(boundedlyNormalized(typed, QString::NormalizationForm_C));
}

}  // namespace tongdai
