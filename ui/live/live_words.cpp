#include "ui/live/live_words.h"

#include "engine/domain/ai_trouble.h"
#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/channel_off.h"
#include "engine/domain/conversation/judge_answer.h"
#include "engine/domain/conversation/sender_kind.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/domain/ports/service_calls.h"
#include "engine/domain/text/whole_text.h"

#include "ui/common/words/cause_words.h"
#include "ui/common/words/formats.h"

#include <QRegularExpression>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kExcerpt = 160;  // letters of what somebody wrote, in a sentence about it

}  // namespace

QString LiveWords::queue(WorkQueue queue)
{
    switch (queue) {
        case WorkQueue::NeedsMe: return tr("Needs me");
        case WorkQueue::Mine: return tr("Mine");
        case WorkQueue::Unassigned: return tr("Unassigned");
        case WorkQueue::WithBot: return tr("With bot");
        case WorkQueue::Closed: return tr("Closed");
        case WorkQueue::All: return tr("All");
    }
    return {};
}

QString LiveWords::channel(const QString& channel)
{
    static const QHash<QString, QString> names{{u"facebook"_s, u"FB"_s},       {u"zalo"_s, u"Zalo"_s},
                                               {u"tiktok"_s, u"TikTok"_s},     {u"web"_s, u"Web"_s},
                                               {u"instagram"_s, u"IG"_s},      {u"api"_s, u"API"_s},
                                               {u"whatsapp"_s, u"WhatsApp"_s}, {u"shopee"_s, u"Shopee"_s},
                                               {u"line"_s, u"LINE"_s},         {u"lazada"_s, u"Lazada"_s}};
    return names.value(channel.toLower(), channel.left(12));
}

QStringList LiveWords::usualChannels()
{
    return {u"facebook"_s, u"zalo"_s,     u"web"_s, u"instagram"_s, u"tiktok"_s,
            u"shopee"_s,   u"whatsapp"_s, u"api"_s, u"line"_s,      u"lazada"_s};
}

QString LiveWords::name(const Conversation& conversation)
{
    return conversation.customerName.isEmpty() ? conversation.id.toString() : conversation.customerName;
}

QString LiveWords::mode(BotMode mode)
{
    return mode == BotMode::Bot ? tr("BOT") : tr("HUMAN");
}

QString LiveWords::owner(const Conversation& conversation, const OperatorId& me)
{
    if (conversation.assignee.isEmpty()) return tr("Unassigned");
    if (conversation.assignee == me) return tr("You");
    return holder(conversation);
}

QString LiveWords::answerer(const Conversation& conversation, const OperatorId& me)
{
    const QString who = owner(conversation, me);
    return conversation.botDrafts ? tr("%1, the bot drafts").arg(who) : who;
}

QString LiveWords::holder(const Conversation& conversation)
{
    return conversation.assigneeName.isEmpty() ? conversation.assignee.toString() : conversation.assigneeName;
}

QString LiveWords::preview(const Conversation& conversation, const OperatorId& me)
{
    // Only what brought something else has no words.
    const bool isSomethingElse = conversation.lastText.isEmpty() && conversation.totalMessages > 0;
    const QString text = isSomethingElse ? tr("(a picture or a file)") : conversation.lastText.simplified();
    switch (conversation.lastSpeaker) {
        case Speaker::Bot: return tr("Bot: %1").arg(text);
        case Speaker::Operator:
            if (conversation.assignee == me) return tr("You: %1").arg(text);
            // Nobody has it: written on the platform, or by somebody in passing.
            return conversation.assignee.isEmpty() ? tr("Shop: %1").arg(text)
                                                   : tr("%1: %2").arg(holder(conversation), text);
        case Speaker::Note: return tr("Note: %1").arg(text);
        case Speaker::Customer:
        case Speaker::System: break;
    }
    return text;
}

QString LiveWords::excerpt(const QString& words)
{
    const QString line = words.simplified();
    const QString beginning = cutText(line, kExcerpt);
    return beginning.size() < line.size() ? beginning + u'…' : line;
}

QString LiveWords::speaker(const StoredMessage& line, const OperatorId& me,
                           const std::optional<Conversation>& conversation)
{
    switch (line.speaker) {
        case Speaker::Customer:
            if (!line.senderName.isEmpty()) return line.senderName;
            if (conversation && line.sender == conversation->customer && !conversation->customerName.isEmpty())
                return conversation->customerName;
            return tr("Customer");
        case Speaker::Bot: return tr("BOT");
        case Speaker::Operator:
            if (!line.senderName.isEmpty()) return line.senderName;
            return line.sender.bytes() == me.bytes() ? tr("You") : line.sender.toString();
        case Speaker::Note:
            return tr("%1 · internal note").arg(line.senderName.isEmpty() ? line.sender.toString() : line.senderName);
        case Speaker::System: break;
    }
    return tr("System");
}

QString LiveWords::until(TimePoint end, TimePoint now)
{
    const Formats formats;
    if (formats.date(end) == formats.date(now)) return formats.shortClock(end);
    return u"%1 %2"_s.arg(formats.date(end), formats.shortClock(end));
}

/// With who was asked, and who answers now.
QString LiveWords::nobodyCame(const SystemNote& note)
{
    const QString asked = note.reason;
    if (note.botGoesOn) return tr("Nobody came within %Ln minute(s): the bot answers again", nullptr, note.minutes);
    if (note.supervisorsAsked && !asked.isEmpty())
        return tr("Nobody came within %Ln minute(s); %1 and the supervisors were asked", nullptr, note.minutes)
            .arg(asked);
    if (note.supervisorsAsked)
        return tr("Nobody came within %Ln minute(s); the supervisors were asked", nullptr, note.minutes);
    if (!asked.isEmpty()) return tr("Nobody came within %Ln minute(s); %1 was asked", nullptr, note.minutes).arg(asked);
    return tr("Nobody came within %Ln minute(s)", nullptr, note.minutes);
}

QString LiveWords::systemLine(const StoredMessage& line)
{
    const auto note = systemNote(line.metadata);
    if (!note) return line.body;
    const QString who = note->actor.isEmpty() ? tr("The engine") : note->actor;
    switch (note->event) {
        case SystemEvent::TookOver:
            return note->cancelledTurns > 0
                       ? tr("%1 took over, %Ln bot turn(s) cancelled", nullptr, note->cancelledTurns).arg(who)
                   : note->until ? tr("%1 took over until %2").arg(who, until(*note->until, line.receivedAt))
                                 : tr("%1 took over").arg(who);
        case SystemEvent::LimitChanged:
            return note->until ? tr("%1 answers until %2, then the bot").arg(who, until(*note->until, line.receivedAt))
                               : tr("%1 answers until they hand back").arg(who);
        case SystemEvent::ReturnedByTime: return tr("The time was over: the bot answers again");
        case SystemEvent::DraftsBegan: return tr("%1 lets the bot draft; a person sends").arg(who);
        case SystemEvent::DraftsEnded: return tr("%1 goes on without the bot's drafts").arg(who);
        case SystemEvent::HandedBack: {
            const QString words = handBackWords(line.speaker, line.body);
            return words.isEmpty() ? tr("%1 handed back to the bot").arg(who)
                                   : tr("%1 handed back to the bot, and told it: %2").arg(who, words);
        }
        case SystemEvent::Taken: return tr("%1 took this conversation").arg(who);
        case SystemEvent::Closed: return tr("%1 closed the conversation").arg(who);
        case SystemEvent::Reopened:
            return note->actor.isEmpty() ? tr("Reopened by a new message")
                                         : tr("%1 reopened the conversation").arg(who);
        case SystemEvent::TransferRequested:
            return note->reason.isEmpty() ? tr("The bot asked for a person")
                                          : tr("The bot asked for a person: %1").arg(reason(note->reason));
        case SystemEvent::TurnFailed:
            return note->reason.isEmpty()
                       ? tr("The bot could not answer; a person is needed")
                       : tr("The bot could not answer (%1); a person is needed").arg(reason(note->reason));
        case SystemEvent::RemovedThere:
            return note->actor.isEmpty() ? tr("A message was taken back on the platform; it stays here")
                                         : tr("%1 took a message back on the platform; it stays here").arg(note->actor);
        case SystemEvent::AnsweredOutside: return tr("%1 answered on the platform and goes on from here").arg(who);
        case SystemEvent::NobodyCame: return nobodyCame(*note);
        case SystemEvent::ForceReleased: return tr("%1 released a stuck lock").arg(who);
    }
    return line.body;
}

QString LiveWords::reason(const QString& recorded)
{
    if (recorded == kNothingSaid) return tr("it had nothing to say");
    if (recorded == kNotSureEnough) return tr("it was not sure enough of its answer");
    if (recorded == kIntentNotAllowed) return tr("the shop leaves this kind of question to people");
    if (recorded == kServiceCallRefused) return tr("it wanted to call a service the shop has not allowed");
    if (recorded == kServiceCallWaits) return tr("it wants to call a service, and somebody has to say yes first");
    if (recorded == kDraftsOnlyForChannel) return tr("the bot only drafts for this channel");
    if (recorded == kBotOffForChannel) return tr("the bot is off for this channel");
    if (recorded.startsWith(kUnknownSenderType))
        return tr("the platform calls the sender “%1”, a word unknown here")
            .arg(recorded.mid(kUnknownSenderType.size() + 1));
    if (const auto trouble = aiTroubleIn(recorded)) {
        switch (trouble->kind) {
            case AiTrouble::Kind::Unreachable: return tr("the AI service could not be reached");
            case AiTrouble::Kind::TooLate: return tr("the AI service did not answer in time");
            case AiTrouble::Kind::AnsweredWithStatus:
                return tr("the AI service answered with an error (HTTP %1)").arg(trouble->status);
            case AiTrouble::Kind::BadAnswer: return tr("the AI service's answer could not be used");
        }
    }
    return CauseWords::of(recorded);
}

QString LiveWords::failure(const api::DeskFailure& failure)
{
    switch (failure.error) {
        case api::DeskError::NotReady: return tr("The engine is still starting.");
        case api::DeskError::NotFound:
            return tr("This conversation is not there any more, or not among those you see.");
        case api::DeskError::TakenBySomeone:
            return failure.detail.isEmpty() ? tr("Somebody else took this conversation.")
                                            : tr("%1 took this conversation.").arg(failure.detail);
        case api::DeskError::StoreDown:
            return tr("The history cannot be reached. Nothing was changed; please try again.");
        case api::DeskError::NotSignedIn: return tr("Nobody is signed in here.");
        case api::DeskError::NotAllowed: return tr("Your role does not include this.");
        case api::DeskError::AlreadyDecided: return tr("Somebody has decided this already.");
        case api::DeskError::TookTooLong:
            return tr("The history took too long to answer. Please try again, or ask for less.");
        case api::DeskError::Refused:
            return failure.detail.isEmpty() ? tr("The engine refused this.")
                                            : tr("The engine refused this: %1").arg(CauseWords::of(failure.detail));
    }
    return {};
}

QString LiveWords::ofCall(const Delivery& delivery)
{
    const QString& error = delivery.error;
    if (error.startsWith(kCallNeedsYes)) {
        return tr("The bot wants to call “%1”. Nothing has been done yet: “Try again” does it, “Drop” leaves it.")
            .arg(error.mid(kCallNeedsYes.size()));
    }
    if (error.startsWith(kCallMayBeDone)) {
        return tr("“%1” may have been called before the engine was restarted. Look there, then decide.")
            .arg(error.mid(kCallMayBeDone.size()));
    }
    if (!error.startsWith(kCallFailed)) return {};
    const QString name = error.mid(kCallFailed.size()).section(u": "_s, 0, 0);
    switch (delivery.state) {
        case OutboxState::Waiting:
            return tr("Not sent yet: “%1” could not be called. It is tried again by itself.").arg(name);
        case OutboxState::Unknown:
            return tr("Nobody knows whether “%1” was called: it was cut off meanwhile. Look there, then decide.")
                .arg(name);
        case OutboxState::Dead: return tr("The call of “%1” failed; nothing was sent to the customer.").arg(name);
        case OutboxState::Sending:
        case OutboxState::Sent:
        case OutboxState::Withdrawn: break;
    }
    return {};
}

QString LiveWords::undelivered(const Delivery& delivery)
{
    static const QRegularExpression statusOf(u"^status (\\d{3})"_s);
    const int status = statusOf.match(delivery.error).captured(1).toInt();
    if (const QString call = ofCall(delivery); !call.isEmpty()) return call;
    if (delivery.state == OutboxState::Withdrawn && delivery.error.startsWith(QLatin1StringView(kReworded))) {
        const QString cause = CauseWords::ofPlatform(delivery.error.mid(qstrlen(kReworded)));
        return cause.isEmpty() ? tr("Refused; sent with other words below.")
                               : tr("Refused; sent with other words below. The cause: %1").arg(cause);
    }
    switch (delivery.state) {
        case OutboxState::Dead:
            if (status == 403) return tr("Not delivered: the chat platform does not allow this message.");
            if (status == 404 || status == 410)
                return tr("Not delivered: the chat platform does not know this conversation.");
            if (status == 413) return tr("Not delivered: the message is too long for the chat platform.");
            if (status >= 400 && status < 500 && status != 408 && status != 429)
                return tr("Not delivered: the chat platform refused this message.");
            return tr("Not delivered: the chat platform could not be reached for too long.");
        case OutboxState::Unknown:
            return tr(
                "Nobody knows whether this arrived: it was cut off while it was being sent. Look at the channel, "
                "then decide.");
        case OutboxState::Waiting:
            if (delivery.error.isEmpty()) return {};
            if (status == 401)
                return tr(
                    "Not sent yet: the chat platform does not accept the shop's token. It goes out when that is "
                    "right again.");
            return tr("Not sent yet: the chat platform does not take it at the moment. It is tried again by itself.");
        case OutboxState::Sending:
        case OutboxState::Sent:
        case OutboxState::Withdrawn: break;
    }
    return {};
}

QString LiveWords::intent(const QString& name)
{
    if (name == "unknown"_L1) return tr("not understood");
    // Those of the rules that come along; a service's own are spelt like words.
    static const QHash<QString, const char*> known{
        {u"ask_address"_s, QT_TR_NOOP("address")},       {u"ask_hours"_s, QT_TR_NOOP("opening hours")},
        {u"ask_person"_s, QT_TR_NOOP("wants a person")}, {u"ask_price"_s, QT_TR_NOOP("price")},
        {u"ask_shipping"_s, QT_TR_NOOP("delivery")},     {u"ask_stock"_s, QT_TR_NOOP("in stock?")},
        {u"ask_payment"_s, QT_TR_NOOP("payment")},       {u"ask_product"_s, QT_TR_NOOP("about a product")},
        {u"booking"_s, QT_TR_NOOP("booking")},           {u"complaint"_s, QT_TR_NOOP("complaint")},
        {u"goodbye"_s, QT_TR_NOOP("goodbye")},           {u"greeting"_s, QT_TR_NOOP("greeting")},
        {u"order_status"_s, QT_TR_NOOP("order status")}, {u"thanks"_s, QT_TR_NOOP("thanks")}};
    if (const char* words = known.value(name)) return tr(words);
    return QString(name).replace(u'_', u' ').simplified();
}

QString LiveWords::model(const QString& name)
{
    if (name == "rules"_L1) return tr("the shop's rules");
    if (name == "human"_L1) return tr("a person");
    if (name == "none"_L1) return {};
    return name;
}

QString LiveWords::action(ActionType type)
{
    switch (type) {
        case ActionType::SendMessage: return tr("Send a message");
        case ActionType::SendQuickReplies: return tr("Offer quick replies");
        case ActionType::SendCarousel: return tr("Show a carousel");
        case ActionType::TransferToAgent: return tr("Transfer to a person");
        case ActionType::CollectInfo: return tr("Ask for details");
        case ActionType::ExecuteApi: return tr("Call a service");
        case ActionType::EndConversation: return tr("End the conversation");
    }
    return {};
}

}  // namespace tongdai
