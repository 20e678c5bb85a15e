#include "ui/privacy/erasure_words.h"

#include "engine/domain/people/erasure_clock.h"

#include <QHash>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLivePlace = "redis: "_L1;

}  // namespace

ErasureWords::Branch ErasureWords::branchOf(const QString& place)
{
    if (place.startsWith(kLivePlace)) return Branch::Live;
    if (place.endsWith("elsewhere"_L1) || place.contains("others"_L1)) return Branch::Elsewhere;
    if (place == "participants"_L1 || place == "chat_threads"_L1 || place == "device_cursors"_L1 ||
        place == "chat_users"_L1 || place.startsWith("history_"_L1))
        return Branch::Chat;
    if (place == "turns"_L1 || place == "tasks"_L1 || place == "outbox"_L1 || place == "events"_L1 ||
        place == "message_actions"_L1 || place == "session_statuses"_L1)
        return Branch::Work;
    return Branch::Conversations;
}

QString ErasureWords::branch(Branch branch)
{
    switch (branch) {
        case Branch::Conversations: return tr("Conversations and what was said");
        case Branch::Chat: return tr("Chat and its history");
        case Branch::Work: return tr("What the bot and the deliveries did");
        case Branch::Elsewhere: return tr("Traces in what belongs to others");
        case Branch::Live: return tr("Live state (Redis)");
    }
    Q_UNREACHABLE();
}

QString ErasureWords::place(const QString& place)
{
    static const QHash<QString, const char*> words{
        {u"conversations"_s, QT_TR_NOOP("Conversations")},
        {u"messages"_s, QT_TR_NOOP("Messages, answers and notes")},
        {u"drafts"_s, QT_TR_NOOP("Drafts")},
        {u"dispute_cases"_s, QT_TR_NOOP("Disputes with their notes")},
        {u"conversation_tags"_s, QT_TR_NOOP("Tags")},
        {u"customer_details"_s, QT_TR_NOOP("Telephone numbers and addresses that were found")},
        {u"participants"_s, QT_TR_NOOP("Memberships")},
        {u"chat_threads"_s, QT_TR_NOOP("Chat threads")},
        {u"history_entries"_s, QT_TR_NOOP("Lines of the chat history")},
        {u"history_sessions"_s, QT_TR_NOOP("Sessions of the chat history")},
        {u"turns"_s, QT_TR_NOOP("Runs of the bot")},
        {u"tasks"_s, QT_TR_NOOP("Background work")},
        {u"outbox"_s, QT_TR_NOOP("Deliveries")},
        {u"events"_s, QT_TR_NOOP("Events")},
        {u"message_actions"_s, QT_TR_NOOP("Actions of answers")},
        {u"session_statuses"_s, QT_TR_NOOP("Web sessions")},
        {u"messages of others' conversations"_s, QT_TR_NOOP("Lines in conversations of others")},
        {u"events elsewhere"_s, QT_TR_NOOP("Events of others")},
        {u"drafts elsewhere"_s, QT_TR_NOOP("Drafts written by them")},
        {u"conversations elsewhere"_s, QT_TR_NOOP("Conversations assigned to them")},
        {u"participants elsewhere"_s, QT_TR_NOOP("Memberships in threads of others")},
        {u"device_cursors elsewhere"_s, QT_TR_NOOP("Places of their devices")},
        {u"chat_users elsewhere"_s, QT_TR_NOOP("Their entry as a chat user")},
        {u"legal_holds elsewhere"_s, QT_TR_NOOP("Holds that were released")},
        {u"channel_bots elsewhere"_s, QT_TR_NOOP("Switching a channel's bot")},
    };
    const char* const found = words.value(place);
    if (found) return tr(found);
    return place.startsWith(kLivePlace) ? tr("Copies: %1").arg(place.mid(kLivePlace.size())) : place;
}

QString ErasureWords::count(const ErasedPlace& place, const Formats& formats)
{
    QStringList words;
    if (place.removed > 0) words << tr("%1 removed").arg(formats.number(place.removed));
    if (place.anonymised > 0) words << tr("%1 made anonymous").arg(formats.number(place.anonymised));
    return words.join(u", "_s);
}

QString ErasureWords::left(LeftPlace::Why why)
{
    switch (why) {
        case LeftPlace::Why::Kept: return tr("Stays, because it has to be kept");
        case LeftPlace::Why::NotReached: return tr("Not reached from here");
    }
    Q_UNREACHABLE();
}

QString ErasureWords::leftPlace(const LeftPlace& place)
{
    static const QHash<QString, const char*> words{
        {u"audit"_s, QT_TR_NOOP("Entries of the audit log")},
        {u"erasures"_s, QT_TR_NOOP("That they were erased")},
        {u"statistics"_s, QT_TR_NOOP("Sums of the statistics")},
        {u"platform"_s, QT_TR_NOOP("The platform the messages came by")},
        {u"AI service"_s, QT_TR_NOOP("The AI service")},
        {u"backups"_s, QT_TR_NOOP("Backups made before")},
        {u"exported files"_s, QT_TR_NOOP("Files that were exported")},
    };
    const char* const found = words.value(place.place);
    return found ? tr(found) : place.place;
}

QString ErasureWords::leftWords(const LeftPlace& place)
{
    if (place.place == "audit"_L1) return tr("%Ln entries, which name nobody", nullptr, int(place.count));
    if (place.place == "erasures"_L1) return tr("a code without a name, so that old copies are not taken in again");
    if (place.place == "statistics"_L1) return tr("name nobody");
    if (place.place == "backups"_L1) return tr("hold them still: delete them by hand");
    if (place.place == "exported files"_L1) return tr("wherever they were saved: delete them by hand");
    return place.why == LeftPlace::Why::NotReached ? tr("has to be asked to erase them") : QString();
}

QString ErasureWords::answerClock(const ErasureRequest& request, TimePoint now, const Formats& formats)
{
    const QString due = formats.date(lawfulDay(answerBy(request)));
    const bool isLate = isAnswerLate(request, now);
    if (request.answeredAt) {
        const QString when = formats.date(lawfulDay(*request.answeredAt));
        return isLate ? tr("Answered on %1, due on %2: too late.").arg(when, due) : tr("Answered on %1.").arg(when);
    }
    if (request.erasedAt) return {};
    const int days = workingDaysUntil(answerBy(request), now);
    if (isLate && days == 0) return tr("The answer was due on %1.").arg(due);
    if (isLate) return tr("The answer was due on %1: %Ln working day(s) late.", nullptr, -days).arg(due);
    return days == 0 ? tr("Answer them today.") : tr("Answer by %1: %Ln working day(s) left.", nullptr, days).arg(due);
}

QString ErasureWords::erasureClock(const ErasureRequest& request, TimePoint now, const Formats& formats)
{
    const QString due = formats.date(lawfulDay(eraseBy(request)));
    const bool isLate = isErasureLate(request, now);
    if (request.erasedAt) {
        const QString when = formats.date(lawfulDay(*request.erasedAt));
        return isLate ? tr("Erased on %1, due on %2: too late.").arg(when, due)
                      : tr("Erased on %1, due on %2.").arg(when, due);
    }
    const int days = daysUntil(eraseBy(request), now);
    if (isLate) return tr("The erasure was due on %1: %Ln day(s) late.", nullptr, -days).arg(due);
    return days == 0 ? tr("Erase today.") : tr("Erase by %1: %Ln day(s) left.", nullptr, days).arg(due);
}

QString ErasureWords::clock(const std::optional<ErasureRequest>& request, TimePoint now, const Formats& formats)
{
    if (!request) return tr("No request is written down. Its clock starts on the day they asked.");
    QStringList lines{tr("Asked on %1.").arg(formats.date(lawfulDay(request->askedAt))),
                      answerClock(*request, now, formats), erasureClock(*request, now, formats)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

ColorRole ErasureWords::clockColour(const std::optional<ErasureRequest>& request, TimePoint now)
{
    if (!request) return ColorRole::SecondaryText;
    return isAnswerLate(*request, now) || isErasureLate(*request, now) ? ColorRole::Danger : ColorRole::Text;
}

QString ErasureWords::hold(const LegalHold& hold, const Formats& formats)
{
    return tr("%1, placed by %2, %3").arg(hold.reason, hold.placedBy, formats.dateTime(hold.placedAt));
}

QString ErasureWords::certificate(const api::ErasureDone& done, const Formats& formats)
{
    QStringList lines{tr("CERTIFICATE OF ERASURE"), QString()};
    if (!done.shop.isEmpty()) lines << tr("Shop: %1").arg(done.shop);
    lines << tr("Number: %1").arg(done.report.id.toString(QUuid::WithoutBraces))
          << tr("Erased: %1 %2").arg(formats.dateTime(done.at), formats.zone(done.at))
          << tr("Erased by: %1").arg(done.by);
    if (done.report.request) lines << clock(done.report.request, done.at, formats).split(u'\n');
    lines << QString();
    for (const ErasedPlace& each : done.report.places) {
        if (each.removed + each.anonymised > 0) lines << u"- "_s + place(each.place) + u": "_s + count(each, formats);
    }
    lines << QString();
    if (done.report.livePending)
        lines << tr("Redis could not be reached then: what it holds is erased as soon as it answers.");
    for (const LeftPlace::Why why : {LeftPlace::Why::Kept, LeftPlace::Why::NotReached}) {
        lines << left(why) + u':';
        for (const LeftPlace& each : done.report.left) {
            if (each.why == why) lines << u"- "_s + leftPlace(each) + u": "_s + leftWords(each);
        }
    }
    return lines.join(u"\r\n"_s) + u"\r\n"_s;
}

}  // namespace tongdai
