#include "engine/contract/json/hooks/hook_post.h"

#include "engine/contract/iso_time.h"
#include "engine/domain/conversation/chat_session.h"
#include "engine/domain/conversation/outbox.h"

#include <array>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kPractisingCustomers{"sample-"};

template <size_t N>
QString wordOf(const std::array<const char*, N>& words, const QJsonValue& number)
{
    const int at = number.toInt(-1);
    return at >= 0 && at < int(N) ? QString::fromLatin1(words[size_t(at)]) : QString();
}

QString speakerWord(const QJsonValue& speaker)
{
    static constexpr std::array kWords{"customer", "bot", "operator", "system"};
    return wordOf(kWords, speaker);
}

/// What is told beside the names, by the event's kind.
QJsonObject dataOf(const HistoryEvent& event)
{
    const QJsonObject& data = event.data;
    static constexpr std::array kModes{"bot", "human"};
    static constexpr std::array kStatuses{"active", "closed"};
    static constexpr std::array kStates{"waiting", "sending", "sent", "dead", "unknown", "withdrawn"};
    if (event.kind == "message_sent"_L1)
        return {{u"speaker"_s, speakerWord(data["speaker"_L1])}, {u"rev"_s, event.rev}};
    if (event.kind == "mode_changed"_L1)
        return {{u"mode"_s, wordOf(kModes, data["mode"_L1])}, {u"by"_s, data["by"_L1].toString()}};
    if (event.kind == "assigned"_L1) return {{u"to"_s, data["to"_L1].toString()}};
    if (event.kind == "status_changed"_L1)
        return {{u"status"_s, wordOf(kStatuses, data["status"_L1])}, {u"by"_s, data["by"_L1].toString()}};
    if (event.kind == "outbox"_L1)
        return {{u"state"_s, wordOf(kStates, data["state"_L1])}, {u"answer"_s, data["id"_L1].toInteger()}};
    return {};
}

}  // namespace

const QStringList& hookEventKinds()
{
    static const QStringList kinds{u"message_sent"_s,   u"mode_changed"_s, u"assigned"_s,
                                   u"status_changed"_s, u"outbox"_s,       u"customer_details"_s};
    return kinds;
}

bool isForHooks(const HistoryEvent& event)
{
    if (event.conversation.toString().startsWith(kPractisingCustomers)) return false;
    if (event.kind != "message_sent"_L1) return true;
    return !speakerWord(event.data["speaker"_L1]).isEmpty() && event.data["sent"_L1].toBool(true);
}

QJsonObject hookTaskPayload(const TimedEvent& told)
{
    const HistoryEvent& event = told.event;
    QJsonObject payload{
        {u"id"_s, event.id}, {u"event"_s, event.kind}, {u"at"_s, toUnixSeconds(told.at)}, {u"data"_s, event.data}};
    if (event.rev > 0) payload[u"rev"_s] = event.rev;
    if (!event.messageId.isEmpty()) payload[u"message_id"_s] = event.messageId.toString();
    if (!event.user.isEmpty()) payload[u"user_id"_s] = event.user.toString();
    return payload;
}

TimedEvent toldEvent(const QJsonObject& payload, const ConversationId& conversation)
{
    TimedEvent told;
    told.event.id = payload["id"_L1].toInteger();
    told.event.kind = payload["event"_L1].toString();
    told.event.conversation = conversation;
    told.event.user = SenderId::fromString(payload["user_id"_L1].toString());
    told.event.messageId = MessageId::fromString(payload["message_id"_L1].toString());
    told.event.rev = payload["rev"_L1].toInteger();
    told.event.data = payload["data"_L1].toObject();
    told.at = fromUnixSeconds(payload["at"_L1].toDouble());
    return told;
}

QJsonObject hookBody(const OutgoingHook& hook, const TimedEvent& told, const std::optional<StoredMessage>& line)
{
    const HistoryEvent& event = told.event;
    QJsonObject body{{u"hook"_s, hook.name},
                     {u"event"_s, event.kind},
                     {u"event_id"_s, event.id},
                     {u"at"_s, isoTime(toTicks(told.at))},
                     {u"conversation_id"_s, event.conversation.toString()},
                     {u"data"_s, dataOf(event)}};
    if (!event.messageId.isEmpty()) body[u"message_id"_s] = event.messageId.toString();
    if (!event.user.isEmpty()) body[u"user_id"_s] = event.user.toString();
    // What stands in a system line is for colleagues.
    if (line && line->speaker != Speaker::System && line->speaker != Speaker::Note) body[u"text"_s] = line->body;
    return body;
}

}  // namespace tongdai::contract
