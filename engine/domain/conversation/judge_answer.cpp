#include "engine/domain/conversation/judge_answer.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// They are made one after the other while the row is leased (contracts/connections §2).
constexpr int kMostCalls = 3;

/// Spaces, controls and invisible characters say nothing.
bool saysSomething(const QString& text)
{
    for (const uint c : text.toStdU32String()) {
        const QChar::Category category = QChar::category(c);
        const bool isInvisible = QChar::isSpace(c) || category == QChar::Other_Control ||
                                 category == QChar::Other_Format || category == QChar::Mark_NonSpacing;
        if (!isInvisible) return true;
    }
    return false;
}

QJsonArray titledChoices(const QJsonValue& choices)
{
    QJsonArray titled;
    for (const QJsonValue& choice : choices.toArray()) {
        if (saysSomething(choice.isObject() ? choice["title"_L1].toString() : choice.toString())) titled.append(choice);
    }
    return titled;
}

/// "conversation_id", "conversationId" and "Conversation-ID" are one name.
QString plainName(const QString& name)
{
    QString plain;
    for (const QChar c : name) {
        if (c.isLetterOrNumber()) plain += c.toLower();
    }
    return plain;
}

bool isAddress(const QString& plain)
{
    static const QSet<QString> names{
        u"conversation"_s,
        u"conversationid"_s,
        u"conversationids"_s,
        u"thread"_s,
        u"threadid"_s,
        u"sessionid"_s,
        u"chatsessionid"_s,
        u"chatid"_s,
        u"recipient"_s,
        u"recipientid"_s,
        u"recipients"_s,
        u"recipientids"_s,
        u"receiver"_s,
        u"receiverid"_s,
        u"receivers"_s,
        u"customerid"_s,
        u"customerids"_s,
        u"senderid"_s,
        u"userid"_s,
        u"userids"_s,
        u"psid"_s,
        u"fromid"_s,
        u"toid"_s,
        u"sendto"_s,
        u"pageid"_s,
        u"channelid"_s,
        u"contactid"_s,
        u"to"_s,
    };
    return names.contains(plain);
}

/// One id in any spelling; empty for what cannot be one.
QString idText(const QJsonValue& value)
{
    if (value.isString()) return value.toString();
    if (!value.isDouble()) return {};
    const double number = value.toDouble();
    const bool isWhole = number == std::floor(number) && std::abs(number) < 9e15;
    return isWhole ? QString::number(qint64(number)) : QString::number(number, 'g', 17);
}

class Judge {
public:
    explicit Judge(const AnswerBounds& bounds)
    {
        m_own.insert(bounds.conversation.toString());
        for (const SenderId& customer : bounds.customers)
            m_own.insert(customer.toString());
        for (auto it = bounds.metadata.begin(); it != bounds.metadata.end(); ++it) {
            if (const QString id = idText(it.value()); !id.isEmpty()) m_known.insert(plainName(it.key()), id);
        }
    }

    /// The first name under which the data addresses somebody else; empty: none.
    QString foreignName(const Action& action) const
    {
        for (auto it = action.data.begin(); it != action.data.end(); ++it) {
            const QString plain = plainName(it.key());
            const bool isDepartment = action.type == ActionType::TransferToAgent && plain == "to"_L1;
            if (isAddress(plain) && !isDepartment && !isOwn(plain, it.value())) return it.key();
            if (const QString inside = foreignInside(it.value()); !inside.isEmpty()) return inside;
        }
        return {};
    }

private:
    bool isOwn(const QString& name, const QJsonValue& value) const
    {
        if (value.isArray()) {
            const QJsonArray list = value.toArray();
            return std::all_of(list.begin(), list.end(), [&](const QJsonValue& each) { return isOwn(name, each); });
        }
        if (value.isObject()) {
            const QJsonObject object = value.toObject();
            return std::all_of(object.begin(), object.end(), [&](const QJsonValue& each) { return isOwn(name, each); });
        }
        const QString id = idText(value);
        return id.isEmpty() || m_own.contains(id) || m_known.value(name) == id;
    }

    /// "to" inside is as often the end of a range as an address, and is left alone there.
    QString foreignInside(const QJsonValue& value) const
    {
        if (value.isArray()) {
            for (const QJsonValue& each : value.toArray()) {
                if (const QString found = foreignInside(each); !found.isEmpty()) return found;
            }
        }
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString plain = plainName(it.key());
            if (isAddress(plain) && plain != "to"_L1 && !isOwn(plain, it.value())) return it.key();
            if (const QString found = foreignInside(it.value()); !found.isEmpty()) return found;
        }
        return {};
    }

    QSet<QString> m_own;
    QHash<QString, QString> m_known;
};

/// Nothing in it for anybody. Choices without a title are taken out; a question without choices is a message.
bool isBlank(Action& action)
{
    const bool hasWords = saysSomething(action.data.value("message"_L1).toString());
    switch (action.type) {
        case ActionType::SendMessage: return !hasWords;
        case ActionType::SendQuickReplies: {
            const QJsonArray choices = titledChoices(action.data.value("quick_replies"_L1));
            if (choices.isEmpty())
                action = {ActionType::SendMessage, {{u"message"_s, action.data.value("message"_L1)}}};
            else
                action.data[u"quick_replies"_s] = choices;
            return !hasWords && choices.isEmpty();
        }
        case ActionType::SendCarousel: return titledChoices(action.data.value("elements"_L1)).isEmpty();
        case ActionType::CollectInfo: return !hasWords && action.data.value("fields"_L1).toArray().isEmpty();
        case ActionType::TransferToAgent:
        case ActionType::ExecuteApi:
        case ActionType::EndConversation: return false;
    }
    Q_UNREACHABLE();
}

CallVerdict verdictOn(const QJsonObject& data, const AnswerBounds& bounds, const std::vector<Action>& kept)
{
    if (!bounds.judgeCall) return {CallVerdict::Kind::Refused, u"no such connection is named in the settings"_s};
    if (!bounds.actionsGoOut) return {CallVerdict::Kind::Refused, u"calls need a platform"_s};
    const auto isCall = [](const Action& action) { return action.type == ActionType::ExecuteApi; };
    if (std::count_if(kept.begin(), kept.end(), isCall) >= kMostCalls)
        return {CallVerdict::Kind::Refused, u"more than %1 calls in one answer"_s.arg(kMostCalls)};
    return bounds.judgeCall(data);
}

/// What its receiver reads.
QString toldBy(const Action& action)
{
    const bool carriesWords = action.type == ActionType::SendMessage || action.type == ActionType::SendQuickReplies ||
                              action.type == ActionType::CollectInfo;
    const QString words = carriesWords ? action.data.value("message"_L1).toString() : QString();
    return saysSomething(words) ? words : QString();
}

bool asks(const std::vector<Action>& actions, ActionType type)
{
    return std::any_of(actions.begin(), actions.end(), [type](const Action& action) { return action.type == type; });
}

/// Ten thousand unknown actions are one fault, and need not all be kept.
void shorten(QStringList& skipped)
{
    const qsizetype all = skipped.size();
    if (all <= kMaxActionsPerAnswer) return;
    skipped.resize(kMaxActionsPerAnswer);
    skipped << u"and %1 more"_s.arg(all - kMaxActionsPerAnswer);
}

}  // namespace

JudgedAnswer judgeAnswer(AiAnswer answer, const AnswerBounds& bounds)
{
    const Judge judge(bounds);
    JudgedAnswer judged;
    QStringList told;
    std::vector<Action> kept;
    for (Action& action : answer.actions) {
        const QString name = actionName(action.type);
        const QString foreign = judge.foreignName(action);
        const CallVerdict verdict = action.type == ActionType::ExecuteApi ? verdictOn(action.data, bounds, kept)
                                                                          : CallVerdict{CallVerdict::Kind::Allowed, {}};
        if (verdict.kind == CallVerdict::Kind::Refused) {
            answer.skipped << u"'%1' (%2): %3"_s.arg(name, action.data.value("name"_L1).toString().left(64),
                                                     verdict.why);
            judged.handOverReason = kServiceCallRefused;
        } else if (!foreign.isEmpty()) {
            answer.skipped << u"'%1' with a '%2' of somebody else"_s.arg(name, foreign.left(64));
        } else if (isBlank(action)) {
            answer.skipped << u"'%1' with nothing in it"_s.arg(name);
        } else {
            if (verdict.kind == CallVerdict::Kind::NeedsPerson) judged.handOverReason = kServiceCallWaits;
            if (const QString words = toldBy(action); !words.isEmpty()) told << words;
            kept.push_back(std::move(action));
            continue;
        }
    }
    judged.dropped = int(answer.skipped.size());
    shorten(answer.skipped);
    if (!told.isEmpty()) {
        answer.responseText = told.join(u'\n');
    } else if (saysSomething(answer.responseText)) {
        kept.insert(kept.begin(), {ActionType::SendMessage, {{u"message"_s, answer.responseText}}});
    } else {
        answer.responseText.clear();
    }
    // A form shows itself only where a platform draws it. Ending and handing over are decisions, not silence.
    const bool reaches = std::any_of(kept.begin(), kept.end(), [&](const Action& action) {
        return action.type != ActionType::CollectInfo || bounds.actionsGoOut || !toldBy(action).isEmpty();
    });
    if (!reaches && judged.handOverReason.isEmpty()) judged.handOverReason = kNothingSaid;
    const QLatin1StringView why = bounds.rule.refusal(answer.intent, answer.confidence);
    if (asks(kept, ActionType::TransferToAgent)) {
        judged.handOverReason.clear();
        // A person comes either way, and the words say so; what the rule does not let through calls nothing.
        if (!why.isEmpty()) {
            const qsizetype calls =
                std::erase_if(kept, [](const Action& action) { return action.type == ActionType::ExecuteApi; });
            for (qsizetype i = 0; i < calls; ++i)
                answer.skipped << u"'%1' of an answer that the rule does not let through"_s.arg(
                    actionName(ActionType::ExecuteApi));
            judged.dropped += int(calls);
        }
    } else if (reaches && !why.isEmpty()) {
        judged.handOverReason = why;
        judged.held = HeldAnswer{std::exchange(answer.responseText, {}), std::exchange(kept, {})};
    }
    answer.actions = std::move(kept);
    judged.answer = std::move(answer);
    return judged;
}

}  // namespace tongdai
