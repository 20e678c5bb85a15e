#include "ui/locks/queues/task_words.h"

#include "engine/domain/shop/outgoing_hook.h"
#include "ui/common/words/cause_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QString TaskWords::kind(const QString& kind)
{
    if (kind == QLatin1StringView(task_kind::kCustomerDetails)) return tr("Customer details");
    if (kind == QLatin1StringView(task_kind::kSaveMessage)) return tr("Line of another program");
    if (kind == QLatin1StringView(task_kind::kExtractCustomerInfo)) return tr("Customer details, asked for");
    if (kind == QLatin1StringView(task_kind::kUpdateSessionStatus)) return tr("Who answers, by another program");
    if (kind == QLatin1StringView(task_kind::kRollUpStatistics)) return tr("Statistics");
    if (kind == QLatin1StringView(task_kind::kRetention)) return tr("Keeping periods");
    if (kind == QLatin1StringView(task_kind::kOutboxRetry)) return tr("Answer, sent again");
    if (kind == QLatin1StringView(task_kind::kExport)) return tr("Export");
    if (kind == QLatin1StringView(task_kind::kImport)) return tr("Import of a history");
    if (kind == QLatin1StringView(task_kind::kShopOrder)) return tr("Order at KiotViet, looked for");
    if (kind == QLatin1StringView(task_kind::kIndexUpkeep)) return tr("Search index");
    if (kind == QLatin1StringView(task_kind::kRuleTrial)) return tr("Rule tried on last week");
    if (kind == QLatin1StringView(task_kind::kDetailExport)) return tr("Export of conversations in detail");
    if (kind.startsWith(QLatin1StringView(kHookTasks)))
        return tr("Outgoing hook %1").arg(kind.mid(int(sizeof(kHookTasks)) - 1));
    return kind;
}

QString TaskWords::doing(const QString& kind)
{
    if (kind == QLatin1StringView(task_kind::kCustomerDetails))
        return tr("Looks for phone numbers, names and addresses in what the customer wrote last.");
    if (kind == QLatin1StringView(task_kind::kSaveMessage))
        return tr("Saves a line that another program put into the queue.");
    if (kind == QLatin1StringView(task_kind::kExtractCustomerInfo))
        return tr("Looks for the customer's details because another program asked for it.");
    if (kind == QLatin1StringView(task_kind::kUpdateSessionStatus))
        return tr("Gives the conversation to the bot or to a person because another program said so.");
    if (kind == QLatin1StringView(task_kind::kRollUpStatistics))
        return tr("Counts the hours that are over, some at a time, so that long ranges are quick to read.");
    if (kind == QLatin1StringView(task_kind::kRetention))
        return tr("Removes what is older than the shop keeps it, once a day, a piece at a time.");
    if (kind == QLatin1StringView(task_kind::kOutboxRetry))
        return tr(
            "Sends an answer again that did not reach the platform. Cancelled, it waits among the answers not "
            "sent for your decision.");
    if (kind == QLatin1StringView(task_kind::kExport))
        return tr("Writes a conversation into a file. Cancelled, no file is left.");
    if (kind == QLatin1StringView(task_kind::kImport))
        return tr("Brings another system's history into the shop. Cancelled, what came stays, and it can go on.");
    if (kind == QLatin1StringView(task_kind::kShopOrder))
        return tr(
            "Looks at KiotViet for an order of which nobody knows whether it was made; it is never sent again. Until "
            "it is settled, its conversation takes no other order.");
    if (kind == QLatin1StringView(task_kind::kIndexUpkeep))
        return tr("Makes older messages searchable. Cancelled, it goes on by itself, slowly.");
    if (kind == QLatin1StringView(task_kind::kRuleTrial))
        return tr("Judges last week's answers by a rule that is not saved yet. Cancelled, nothing is changed.");
    if (kind == QLatin1StringView(task_kind::kDetailExport))
        return tr("Writes the conversations of a range into a file, a row for each. Cancelled, no file is left.");
    if (kind.startsWith(QLatin1StringView(kHookTasks)))
        return tr("Tells another program of the shop what happened here. Cancelled or dropped, it is not told.");
    return tr("A kind that this version does not know; it is left for one that does.");
}

QString TaskWords::state(const TaskOnDesk& shown)
{
    switch (shown.task.state) {
        case TaskState::Waiting: return shown.task.attempts > 0 ? tr("waits for its next try") : tr("waits");
        case TaskState::Working: return shown.isCancelWanted ? tr("is being stopped") : tr("in work");
        case TaskState::Done: return tr("done");
        case TaskState::Dead: return tr("given up");
    }
    return {};
}

Tone TaskWords::tone(const TaskOnDesk& shown)
{
    if (shown.task.state == TaskState::Dead) return Tone::Danger;
    const bool hasFailed = shown.task.state == TaskState::Waiting && shown.task.attempts > 0;
    return hasFailed || shown.isCancelWanted ? Tone::Attention : Tone::Neutral;
}

QString TaskWords::progress(const TaskOnDesk& shown, const Formats& formats)
{
    if (shown.task.state != TaskState::Working) return {};
    if (shown.total > 0) return tr("%1 of %2").arg(formats.number(shown.done), formats.number(shown.total));
    return shown.done > 0 ? tr("%1 so far").arg(formats.number(shown.done)) : tr("begun");
}

QString TaskWords::error(const QString& kind, const QString& error)
{
    if (error == "cancelled"_L1) return tr("somebody cancelled it");
    if (error == QLatin1StringView(kHookRemoved)) return tr("the hook was taken out of connections.json");
    return kind == QLatin1StringView(task_kind::kOutboxRetry) ? CauseWords::ofPlatform(error) : CauseWords::of(error);
}

QString TaskWords::errorWhole(const QString& kind, const QString& error)
{
    const QString words = TaskWords::error(kind, error);
    return words == error ? words : words + u'\n' + error;
}

bool TaskWords::canBeCancelled(const TaskOnDesk& shown)
{
    static const QStringList inPieces{
        QString::fromLatin1(task_kind::kRollUpStatistics), QString::fromLatin1(task_kind::kRetention),
        QString::fromLatin1(task_kind::kExport),           QString::fromLatin1(task_kind::kImport),
        QString::fromLatin1(task_kind::kIndexUpkeep),      QString::fromLatin1(task_kind::kRuleTrial),
        QString::fromLatin1(task_kind::kDetailExport)};
    const bool isInPieces = inPieces.contains(shown.task.kind);
    return shown.task.state == TaskState::Waiting ||
           (shown.task.state == TaskState::Working && isInPieces && !shown.isCancelWanted);
}

}  // namespace tongdai
