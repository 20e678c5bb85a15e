#include "engine/work/tasks/queue_tasks.h"

#include "engine/contract/json/notices/queue_task.h"
#include "engine/work/message/pipeline_events.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

TaskResult refusedTask(const QString& why)
{
    return {TaskResult::Kind::Dead, why, {}};
}

Speaker speakerOf(const QString& senderType)
{
    if (senderType == "customer"_L1) return Speaker::Customer;
    return senderType == "bot"_L1 ? Speaker::Bot : Speaker::Operator;
}

SavedLine lineOf(const contract::SavedMessage& message, const ConversationId& conversation, TimePoint now)
{
    SavedLine line;
    line.messageId = message.messageId;
    line.speaker = speakerOf(message.senderType);
    // As a session's own messages have it.
    line.sender =
        line.speaker == Speaker::Customer ? SenderId(conversation.bytes()) : SenderId(message.senderType.toUtf8());
    line.senderName = message.senderName;
    line.text = message.content.isEmpty() ? message.images.join(u'\n') : message.content;
    if (!message.images.isEmpty()) line.metadata[u"image"_s] = QJsonArray::fromStringList(message.images);
    line.at = std::min(message.createdAt.value_or(now), now);
    return line;
}

}  // namespace

QCoro::Task<TaskResult> SaveQueuedMessage::run(BackgroundTask task)
{
    const auto read = contract::readSavedMessage(task.payload);
    if (const auto* problem = std::get_if<QString>(&read)) co_return refusedTask(*problem);
    const SavedLine line = lineOf(std::get<contract::SavedMessage>(read), task.conversation, m_clock.now());
    auto saving = m_store.saveLine(task, line);
    const ports::SessionTaskStore::LineSaved saved = co_await saving;
    if (saved.isNew) {
        Change change;
        change.conversation = saved.conversation;
        change.lines = {saved.line};
        change.events = saved.events;
        m_events.changed(change);
    }
    co_return TaskResult{saved.wasOurs ? TaskResult::Kind::Settled : TaskResult::Kind::Refused, {}, {}};
}

QCoro::Task<TaskResult> ChangeSessionStatus::run(BackgroundTask task)
{
    using Age = ports::SessionTaskStore::StatusAge;
    const auto read = contract::readSessionStatus(task.payload);
    if (const auto* problem = std::get_if<QString>(&read)) co_return refusedTask(*problem);
    if (!m_acts) co_return TaskResult{TaskResult::Kind::GivenBack, {}, std::chrono::seconds(1)};
    const auto& change = std::get<contract::SessionStatusChange>(read);
    auto noting = m_store.noteStatusVersion(task, change.version);
    const Age age = co_await noting;
    if (age == Age::Refused) co_return TaskResult{TaskResult::Kind::Refused, {}, {}};
    if (age == Age::NoSuchSession) co_return refusedTask(u"there is no such session"_s);
    if (age == Age::Older) co_return TaskResult{};
    // Both acts leave what is so already as it is: doing one again after a crash changes nothing.
    const QString name = change.receiver.isEmpty() ? u"admin"_s : change.receiver;
    const OperatorId by = OperatorId::fromString(name);
    auto acting = change.botMayReply ? m_acts->handBack(task.conversation, by, name)
                                     : m_acts->takeOverUntil(task.conversation, by, name, change.until);
    const OperatorActOutcome outcome = co_await acting;
    if (std::holds_alternative<NoSuchConversation>(outcome)) co_return refusedTask(u"there is no such session"_s);
    co_return TaskResult{};  // also where another person has it already: the bot is silent either way
}

}  // namespace tongdai
