#include "engine/domain/conversation/action.h"

#include "engine/domain/text/whole_text.h"

#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct Name {
    ActionType type;
    QLatin1StringView name;
};

constexpr std::array kNames{
    Name{ActionType::SendMessage, "send_message"_L1},
    Name{ActionType::SendQuickReplies, "send_quick_replies"_L1},
    Name{ActionType::SendCarousel, "send_carousel"_L1},
    Name{ActionType::TransferToAgent, "transfer_to_agent"_L1},
    Name{ActionType::CollectInfo, "collect_info"_L1},
    Name{ActionType::ExecuteApi, "execute_api"_L1},
    Name{ActionType::EndConversation, "end_conversation"_L1},
};

Action sendMessage(const QString& text)
{
    return {ActionType::SendMessage, {{u"message"_s, text}}};
}

}  // namespace

QLatin1StringView actionName(ActionType type)
{
    return kNames[size_t(type)].name;
}

std::optional<ActionType> actionType(QStringView name)
{
    for (const Name& entry : kNames) {
        if (entry.name == name) return entry.type;
    }
    return std::nullopt;
}

const QStringList& actionNames()
{
    static const QStringList names = [] {
        QStringList list;
        for (const Name& entry : kNames)
            list << entry.name;
        return list;
    }();
    return names;
}

QJsonObject toJson(const Action& action)
{
    return {{u"type"_s, QString(actionName(action.type))}, {u"data"_s, action.data}};
}

QJsonArray toJson(const std::vector<Action>& actions)
{
    QJsonArray array;
    for (const Action& action : actions)
        array.append(toJson(action));
    return array;
}

ExtractedActions extractActions(const QJsonValue& actions, const QString& responseText)
{
    ExtractedActions result;
    if (!actions.isArray()) {
        if (!responseText.isEmpty()) result.actions.push_back(sendMessage(responseText));
        return result;
    }
    for (const QJsonValue& value : actions.toArray()) {
        const QJsonObject entry = value.toObject();
        const QString name = entry.value("type"_L1).toString();
        const auto type = actionType(name);
        if (!type) {
            result.skipped << (name.isEmpty() ? u"an entry without a type"_s
                                              : u"unknown action type '%1'"_s.arg(cutText(name, 64)));
        } else if (!entry.value("data"_L1).isObject() && !entry.value("data"_L1).isUndefined()) {
            result.skipped << u"'%1' with data that is not an object"_s.arg(name);
        } else if (qsizetype(result.actions.size()) >= kMaxActionsPerAnswer) {
            result.skipped << u"'%1' beyond the limit of %2 actions"_s.arg(name).arg(kMaxActionsPerAnswer);
        } else {
            result.actions.push_back({*type, entry.value("data"_L1).toObject()});
        }
    }
    return result;
}

bool isRepeatable(ActionType type)
{
    return type == ActionType::SendMessage || type == ActionType::SendQuickReplies ||
           type == ActionType::SendCarousel || type == ActionType::CollectInfo;
}

}  // namespace tongdai
