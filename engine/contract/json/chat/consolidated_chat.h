#pragma once

#include "engine/contract/json/field_problem.h"
#include "engine/domain/conversation/message.h"

#include <QByteArrayView>
#include <QJsonObject>

#include <array>
#include <variant>
#include <vector>

/// The JSON of `POST /api/v1/chat/message` and the routes beside it (contracts/handle-message §6.4). Any thread; never
/// throws.
namespace tongdai::contract {

/// One `<USER>`, `<BOT>` or `<SALE>` of a history.
struct HistoryPart {
    enum class Who : quint8 { User, Bot, Sale };
    Who who = Who::User;
    QString text;
    qsizetype end = 0;  ///< where it ends in the history
};
std::vector<HistoryPart> partsOfHistory(const QString& history);
/// What `now` has that `before` had not: nothing of a history that is contained, else without the longest end of the
/// old one that the new one begins with. An offset into `now`.
qsizetype newPartOf(const QString& before, const QString& now);

/// How much of an older history a caller may want to be looked at.
struct ContextPreset {
    const char* name;
    int messages;
    int characters;
};
inline constexpr std::array kContextPresets{
    ContextPreset{"conservative", 10, 5'000}, ContextPreset{"standard", 20, 10'000},
    ContextPreset{"extended", 50, 25'000}, ContextPreset{"maximum", 100, 50'000}};
inline constexpr size_t kStandardPreset = 1;
QJsonObject contextLimits();
/// The newest parts of a history that a preset allows, as a history again.
QString cutHistory(const QString& history, const ContextPreset& preset);

struct ConsolidatedRequest {
    ConversationId conversation;  ///< empty: the caller has none yet
    QString history;
    QJsonObject resources;
    QString botName;
    size_t preset = kStandardPreset;
};
std::variant<ConsolidatedRequest, std::vector<FieldProblem>> readConsolidatedRequest(QByteArrayView body);

enum class ConsolidatedStatus : quint8 { Started, Locked };
enum class LockAction : quint8 { Acquired, AcquiredFallback, Updated, Exists };
struct ConsolidatedAnswer {
    ConversationId conversation;
    LockAction action = LockAction::Acquired;
    QString jobId;
    QString lockId;
    int messages = 1;  ///< that wait for one answer
    int count = 1;     ///< how often the history grew meanwhile
    QString botName;
    size_t preset = kStandardPreset;
};
QJsonObject toJson(const ConsolidatedAnswer& answer);

enum class JobStatus : quint8 { Pending, Processing, Completed, Failed, Cancelled };
QString jobStatusName(JobStatus status);

}  // namespace tongdai::contract
