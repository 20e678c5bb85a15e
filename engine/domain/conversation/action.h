#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tongdai {

/// The closed list of what an answer may ask for (contracts/handle-message §2).
enum class ActionType : quint8 {
    SendMessage,
    SendQuickReplies,
    SendCarousel,
    TransferToAgent,
    CollectInfo,
    ExecuteApi,
    EndConversation,
};

struct Action {
    ActionType type = ActionType::SendMessage;
    QJsonObject data;
    friend bool operator==(const Action&, const Action&) = default;
};

/// At most this many actions of one answer are carried out; the rest is dropped and logged (guarantees F49).
inline constexpr qsizetype kMaxActionsPerAnswer = 20;

QLatin1StringView actionName(ActionType type);
std::optional<ActionType> actionType(QStringView name);
const QStringList& actionNames();

QJsonObject toJson(const Action& action);
QJsonArray toJson(const std::vector<Action>& actions);

/// What an AI asked for, reduced to what we know how to do. Never throws: the input is untrusted.
struct ExtractedActions {
    std::vector<Action> actions;
    QStringList skipped;  ///< why each left-out entry was left out, for the log
};
/// `actions` absent (not an array): one send_message of `responseText`, as the contract says.
ExtractedActions extractActions(const QJsonValue& actions, const QString& responseText);

/// True for actions that a receiver may safely see twice; the others end as "outcome unknown" when a send
/// was cut after its body was written, and wait for a person (guarantees 2.6).
bool isRepeatable(ActionType type);

}  // namespace tongdai
