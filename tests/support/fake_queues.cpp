#include "tests/support/fake_queues.h"

#include <algorithm>
#include <utility>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Row = api::QueueRow;

namespace {

Row queueRow(Row::Kind kind, const QString& name, qint64 length, qint64 most = 0)
{
    Row row;
    row.kind = kind;
    row.name = name;
    row.length = length;
    row.most = most;
    return row;
}

}  // namespace

void FakeQueues::watch(bool on)
{
    isWatched = on;
    if (on) QMetaObject::invokeMethod(this, &FakeQueues::tell, Qt::QueuedConnection);
}

api::RequestId FakeQueues::requestDecisions(const std::vector<qint64>& ids, OutboxDecision decision)
{
    decisions.push_back({ids, decision});
    const api::RequestId request = ++m_last;
    const int changed = int(ids.size());
    QMetaObject::invokeMethod(
        this, [this, request, changed] { emit decided(request, changed); }, Qt::QueuedConnection);
    return request;
}

api::Asked<api::DeadLetter> FakeQueues::letter(qint64 id)
{
    const auto found = std::ranges::find(picture.letters, id, &api::DeadLetter::id);
    if (found == picture.letters.end())
        return api::answered<api::DeadLetter>(api::DeskFailure{api::DeskError::AlreadyDecided, {}});
    api::DeadLetter letter = *found;
    if (!wholeText.isEmpty()) letter.text = wholeText;
    letter.tries = tries;
    letter.whyNotReworded = whyNotReworded;
    return api::answered<api::DeadLetter>(letter);
}

api::Asked<qint64> FakeQueues::sendReworded(const ConversationId& conversation, qint64 outboxId,
                                            const MessageId& messageId, const QString& text)
{
    reworded.push_back({conversation, outboxId, messageId, text});
    if (refusal) return api::answered<qint64>(*std::exchange(refusal, std::nullopt));
    return api::answered<qint64>(qint64(reworded.size()));
}

void FakeQueues::fillCalm(TimePoint now)
{
    picture = {};
    picture.at = now;
    Row messages = queueRow(Row::Kind::Messages, {}, 2);
    messages.inWork = 2;
    messages.oldest = now - 4s;
    messages.attempts = 1;
    Row outbox = queueRow(Row::Kind::Outbox, {}, 1);
    outbox.inWork = 1;
    outbox.oldest = now - 2s;
    Row events = queueRow(Row::Kind::Stream, u"chat:logs:events"_s, 8412, 10'000);
    events.groups = 2;
    events.lag = 6;
    picture.rows = {messages,
                    outbox,
                    queueRow(Row::Kind::Tasks, u"message_queue"_s, 0, 100'000),
                    events,
                    queueRow(Row::Kind::Stream, u"engine:claims:5f0c…"_s, 41),
                    queueRow(Row::Kind::Offline, u"chat:offline:u-771"_s, 12, 200),
                    queueRow(Row::Kind::Offline, u"chat:offline:u-90"_s, 3, 200)};
    picture.redis.isHere = true;
    picture.redis.version = u"7.0.15"_s;
    picture.redis.policy = u"noeviction"_s;
    picture.redis.usedMemory = 41 * 1024 * 1024;
    picture.redis.maxMemory = 512 * 1024 * 1024;
    picture.redis.isAofOn = true;
    picture.redis.evicted = 0;
    picture.redis.latency = 0.4ms;
    picture.warnings = {{api::ConfigWarning::Kind::LockShorterThanAi, 30, 30}};
}

void FakeQueues::fillTrouble(TimePoint now)
{
    fillCalm(now);
    picture.rows[1].dead = 3;
    picture.rows[1].length = 14;
    picture.rows[1].oldest = now - 41s;
    picture.rows[1].attempts = 7;
    picture.rows[5].length = 200;
    picture.rows[3].lag = 4200;
    picture.redis.policy = u"allkeys-lru"_s;
    picture.redis.evicted = 1204;
    picture.redis.isAofOn = false;
    picture.redis.usedMemory = 488 * 1024 * 1024;
    const auto letter = [now](qint64 id, const QString& conversation, const QString& text, const QString& error,
                              OutboxState state) {
        return api::DeadLetter{
            id, ConversationId::fromString(conversation), text, u"send_message"_s, 5, state, error, now - 12min};
    };
    picture.letters = {letter(679, u"c-11873"_s, u"Dạ shop còn size M màu đen ạ, chị muốn lấy mấy chiếc?"_s,
                              u"status 403: (#10) another app holds the thread"_s, OutboxState::Dead),
                       letter(671, u"c-11820"_s, u"Dạ đơn của mình đã giao cho bên vận chuyển rồi ạ."_s,
                              u"status 403: (#10) another app holds the thread"_s, OutboxState::Dead),
                       letter(655, u"c-11790"_s, u"Em xin lỗi vì đã để chị chờ ạ."_s,
                              u"the connection ended before the answer was complete"_s, OutboxState::Unknown)};
}

}  // namespace tongdai::testing
