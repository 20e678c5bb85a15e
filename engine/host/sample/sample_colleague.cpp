#include "engine/host/sample/sample_colleague.h"

#include "engine/domain/conversation/conversation_lists.h"

#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const QString kColleague = u"Minh"_s;
constexpr auto kLiveIds = "sample-live-";
/// Who waits stands first in the list; the sample shop has far fewer.
constexpr int kMostListed = 200;

const QStringList kAnswers{
    u"Dạ em chào mình, em Minh bên shop đây ạ. Em kiểm tra xong rồi, mình yên tâm nha, cần gì cứ nhắn em!"_s,
    u"Dạ shop xin lỗi vì để mình chờ ạ. Em đã ghi nhận và xử lý cho mình rồi, cảm ơn mình nhiều nha!"_s,
    u"Dạ em vừa xem giúp mình rồi ạ, bên em sẽ gọi lại trong hôm nay. Cảm ơn mình đã nhắn shop!"_s};

bool isLeftAlone(const Conversation& row)
{
    return !row.isSample || !row.waitingSince || !row.assignee.isEmpty() || row.status != ConversationStatus::Active ||
           !row.id.bytes().startsWith(kLiveIds);
}

}  // namespace

QCoro::Task<int> SampleColleague::lookAround(std::function<bool(ConversationId)> isPresent)
{
    ConversationQuery query;
    query.queue = WorkQueue::Unassigned;
    query.limit = kMostListed;
    ConversationPage page = co_await m_reader.conversations(query);
    std::erase_if(page.rows, [&isPresent](const Conversation& row) { return isLeftAlone(row) || isPresent(row.id); });
    const int tooMany = std::min(int(page.rows.size()) - kLeft, kAtOnce);
    int answered = 0;
    for (int i = 0; i < tooMany; ++i) {
        Conversation row = page.rows[size_t(i)];
        const bool isAnswered = co_await answer(std::move(row));
        answered += isAnswered ? 1 : 0;
    }
    co_return answered;
}

/// Somebody at the desk may have been faster: then it is theirs.
QCoro::Task<bool> SampleColleague::answer(Conversation row)
{
    const ConversationId id = row.id;
    const OperatorId me = OperatorId::fromString(kColleague);
    const OperatorActOutcome taken = co_await m_store.assign(id, me, kColleague);
    if (!std::holds_alternative<OperatorActResult>(taken)) co_return false;
    OperatorMessage message;
    message.conversation = id;
    message.messageId = MessageId("sample-" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    message.author = me;
    message.authorName = kColleague;
    message.text = kAnswers.at(m_answered++ % kAnswers.size());
    const OperatorActOutcome sent = co_await m_store.send(std::move(message));
    if (!std::holds_alternative<OperatorActResult>(sent)) co_return false;
    const OperatorActOutcome closed = co_await m_store.setStatus(id, ConversationStatus::Closed, me, kColleague);
    co_return std::holds_alternative<OperatorActResult>(closed);
}

}  // namespace tongdai
