#include "engine/state/redis/queue/event_stream.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QJsonDocument>

namespace tongdai::redis {

using namespace Qt::StringLiterals;

namespace keys = contract::keys;

namespace {

/// Other programs may write into the stream, too: what is no number is 0.
HistoryEvent eventOf(const Reply& entry)
{
    HistoryEvent event;
    const std::vector<Reply>& fields = entry.at(1).elements();
    for (size_t i = 0; i + 1 < fields.size(); i += 2) {
        const QByteArray name = fields[i].bytes();
        const QByteArray value = fields[i + 1].bytes();
        if (name == "event") event.kind = QString::fromUtf8(value);
        if (name == "threadId") event.conversation = ConversationId(value);
        if (name == "userId") event.user = SenderId(value);
        if (name == "messageId") event.messageId = MessageId(value);
        if (name == "seq") event.rev = value.toLongLong();
        if (name == "data") event.data = QJsonDocument::fromJson(value).object();
        if (name == "eid") event.id = value.toLongLong();
    }
    return event;
}

}  // namespace

QCoro::Task<bool> EventStream::findEnd()
{
    QByteArrayList command{"XREVRANGE"_ba, QByteArray(keys::kEventStream), "+"_ba, "-"_ba, "COUNT"_ba, "1"_ba};
    auto asked = orNothing(m_connection.command(std::move(command)));
    const auto answer = co_await asked;
    if (!answer || answer->isError()) co_return false;
    const std::vector<Reply>& entries = answer->elements();
    m_place = entries.empty() ? "0-0"_ba : entries.front().at(0).bytes();
    co_return true;
}

QCoro::Task<std::optional<EventStream::Page>> EventStream::next()
{
    QByteArrayList command{"XRANGE"_ba, QByteArray(keys::kEventStream), '(' + m_place, "+"_ba,
                           "COUNT"_ba,  QByteArray::number(kPage)};
    auto asked = orNothing(m_connection.command(std::move(command)));
    const auto answer = co_await asked;
    if (!answer || answer->isError()) co_return std::nullopt;
    Page page;
    const std::vector<Reply>& entries = answer->elements();
    for (const Reply& entry : entries) {
        HistoryEvent event = eventOf(entry);
        if (event.id > 0) page.events.push_back(std::move(event));
    }
    page.isLast = entries.size() < size_t(kPage);
    if (!entries.empty()) {
        m_place = entries.back().at(0).bytes();
        page.newest = std::chrono::milliseconds(m_place.left(m_place.indexOf('-')).toLongLong());
    }
    co_return std::move(page);
}

}  // namespace tongdai::redis
