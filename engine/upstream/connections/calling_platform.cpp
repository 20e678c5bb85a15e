#include "engine/upstream/connections/calling_platform.h"

#include "engine/domain/conversation/action.h"

#include <QCryptographicHash>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

SendOutcome askedOfPerson(QLatin1StringView why, const QString& name)
{
    SendOutcome made;
    made.kind = SendOutcome::Kind::Dead;
    made.error = why + name;
    made.isOfPlatform = false;
    return made;
}

/// The same for the same call of the same row, another for each of them.
QByteArray keyOfCall(const QByteArray& row, int at)
{
    return QCryptographicHash::hash(row + ':' + QByteArray::number(at), QCryptographicHash::Sha256).toHex();
}

}  // namespace

CallingPlatform::CallingPlatform(std::unique_ptr<ports::PlatformClient> platform,
                                 std::shared_ptr<ports::ServiceCalls> calls)
    : m_platform(std::move(platform)), m_calls(std::move(calls))
{
}

std::vector<CallingPlatform::Wanted> CallingPlatform::callsIn(const QJsonArray& actions, QJsonArray& others)
{
    std::vector<Wanted> wanted;
    for (qsizetype i = 0; i < actions.size(); ++i) {
        const QJsonObject action = actions[i].toObject();
        if (action.value("type"_L1).toString() == actionName(ActionType::ExecuteApi)) {
            wanted.push_back({int(i), action.value("data"_L1).toObject()});
        } else {
            others.append(action);
        }
    }
    return wanted;
}

/// What a person has to decide before anything is done; nothing: go on.
std::optional<SendOutcome> CallingPlatform::questionFor(const OutboxItem& item, const std::vector<Wanted>& wanted,
                                                        const ports::ServiceCalls& calls, Memory& memory)
{
    const bool isBegunHere = memory.contains(item.id);
    Progress& progress = memory[item.id];
    if (progress.isAskedOfPerson) return {};
    for (const Wanted& one : wanted) {
        if (calls.judge(one.data).kind != CallVerdict::Kind::NeedsPerson) continue;
        progress.isAskedOfPerson = true;
        return askedOfPerson(kCallNeedsYes, one.data.value("name"_L1).toString());
    }
    if (isBegunHere || item.attempts <= 1) return {};
    progress.isAskedOfPerson = true;
    return askedOfPerson(kCallMayBeDone, wanted.front().data.value("name"_L1).toString());
}

QCoro::Task<SendOutcome> CallingPlatform::send(OutboxItem item)
{
    // Held here: this object may be gone while somebody is asked.
    const auto platform = m_platform;
    const auto calls = m_calls;
    const auto memory = m_memory;
    QJsonArray others;
    const std::vector<Wanted> wanted = callsIn(item.body.value("actions"_L1).toArray(), others);
    if (wanted.empty()) {
        auto sending = platform->send(std::move(item));
        SendOutcome sent = co_await sending;
        co_return sent;
    }
    if (auto question = questionFor(item, wanted, *calls, *memory)) co_return std::move(*question);
    for (const Wanted& one : wanted) {
        if ((*memory)[item.id].done.contains(one.at)) continue;
        const QByteArray key = keyOfCall(item.dedupKey, one.at);
        const QJsonObject data = one.data;
        auto calling = calls->call(data, key);
        SendOutcome made = co_await calling;
        if (made.kind == SendOutcome::Kind::Sent) {
            (*memory)[item.id].done.insert(one.at, made.answer);
            continue;
        }
        made.error = kCallFailed + one.data.value("name"_L1).toString() + u": "_s + made.error;
        made.isOfPlatform = false;
        made.isPartly = !(*memory)[item.id].done.isEmpty();
        // From here only a person brings the row back, who has read this.
        if (made.kind != SendOutcome::Kind::Retry) (*memory)[item.id].isAskedOfPerson = true;
        co_return made;
    }
    QJsonArray answers;
    for (const Wanted& one : wanted) {
        answers.append(
            QJsonObject{{u"name"_s, one.data.value("name"_L1)}, {u"answer"_s, (*memory)[item.id].done.value(one.at)}});
    }
    SendOutcome sent;
    if (others.isEmpty()) {
        sent.answer = {{u"status"_s, u"success"_s}};
    } else {
        OutboxItem rest = item;
        rest.body.insert("actions"_L1, others);
        auto sending = platform->send(std::move(rest));
        sent = co_await sending;
    }
    // All calls are done: their services are to know them by the same keys.
    if (sent.kind != SendOutcome::Kind::Sent) sent.isPartly = true;
    if (sent.kind == SendOutcome::Kind::Sent) {
        sent.answer.insert("calls"_L1, answers);
        memory->remove(item.id);
    } else if (sent.kind != SendOutcome::Kind::Retry) {
        (*memory)[item.id].isAskedOfPerson = true;
    }
    co_return sent;
}

}  // namespace tongdai::upstream
