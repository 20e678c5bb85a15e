#include "engine/state/redis/event_stream_reader.h"

#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/state/redis/ask_all.h"

#include <QJsonDocument>

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

const Log eventStreamReaderLog("redis.events");
constexpr auto kPauseAfterTrouble = std::chrono::seconds(1);

/// Fields of one entry; other programs may write the contract's four only, or anything at all.
HistoryEvent parseEntry(const Reply& fields)
{
    HistoryEvent event;
    const Reply::Array& all = fields.elements();
    for (std::size_t i = 0; i + 1 < all.size(); i += 2) {
        const QByteArray name = all[i].bytes();
        const QByteArray value = all[i + 1].bytes();
        if (name == "event")
            event.kind = QString::fromUtf8(value);
        else if (name == "threadId")
            event.conversation = ConversationId(value);
        else if (name == "userId")
            event.user = SenderId(value);
        else if (name == "messageId")
            event.messageId = MessageId(value);
        else if (name == "seq")
            event.rev = value.toLongLong();
        else if (name == "eid")
            event.id = value.toLongLong();
        else if (name == "data")
            event.data = QJsonDocument::fromJson(value).object();
    }
    return event;
}

}  // namespace

EventStreamReader::EventStreamReader(Endpoint endpoint, Options options, QObject* parent)
    : QObject(parent), m_options(options), m_connection(std::move(endpoint), options.connection)
{
    connect(&m_connection, &Connection::ready, this, [this] { follow(); });
}

QCoro::Task<void> EventStreamReader::follow()
{
    if (std::exchange(m_isFollowing, true)) co_return;
    const QPointer<EventStreamReader> self(this);
    auto positioning = findPosition();
    bool goOn = co_await positioning;
    if (!self) co_return;
    bool mayHaveMissed = false;
    while (goOn && m_connection.isReady()) {
        if (mayHaveMissed) {
            auto checking = findPosition();
            goOn = co_await checking;
            if (!self) co_return;
            if (!goOn) break;
        }
        const QByteArrayList command{"XREAD"_ba,
                                     "COUNT"_ba,
                                     QByteArray::number(m_options.batch),
                                     "BLOCK"_ba,
                                     QByteArray::number(m_options.block.count()),
                                     "STREAMS"_ba,
                                     QByteArray(keys::kEventStream),
                                     m_last};
        auto reading = orNothing(m_connection.command(command, m_options.block + std::chrono::seconds(1)));
        const auto answer = co_await reading;
        if (!self) co_return;
        if (!answer || answer->isError()) {
            goOn = false;
            if (answer)
                eventStreamReaderLog.warn("the event stream cannot be read",
                                          {{u"cause"_s, QString::fromUtf8(answer->errorText().left(200))}});
            break;
        }
        const Reply& entries = answer->at(0).at(1);
        // A full batch may be the rest of a stream that was trimmed behind us; an empty one of a flushed stream.
        mayHaveMissed = answer->isNil() || entries.elements().size() >= std::size_t(m_options.batch);
        announce(entries);
        if (!self) co_return;
    }
    m_isFollowing = false;
    if (m_connection.isReady())
        QTimer::singleShot(kPauseAfterTrouble, this, [this] {
            if (m_connection.isReady()) follow();
        });
}

/// First time: the end of the stream. Later: is the entry we read last still there? If not, what followed it may be
/// gone as well. False: the stream cannot be read.
QCoro::Task<bool> EventStreamReader::findPosition()
{
    const QPointer<EventStreamReader> self(this);
    const bool isFirst = m_last.isEmpty();
    const QByteArray key(keys::kEventStream);
    const std::vector<QByteArrayList> questions{
        {"XREVRANGE"_ba, key, "+"_ba, "-"_ba, "COUNT"_ba, "1"_ba},
        {"XRANGE"_ba, key, isFirst ? "-"_ba : m_last, isFirst ? "-"_ba : m_last}};
    auto asking = askAll(&m_connection, questions);
    const auto answers = co_await asking;
    if (!self || !answers) co_return false;
    if (answers->at(0).isError() || answers->at(1).isError()) {
        eventStreamReaderLog.warn("the event stream cannot be read",
                                  {{u"cause"_s, QString::fromUtf8(answers->at(0).errorText().left(200))}});
        co_return false;
    }
    const QByteArray newest = answers->at(0).at(0).at(0).bytes();
    const QByteArray start = newest.isEmpty() ? "0-0"_ba : newest;
    if (isFirst) {
        m_last = start;
        emit positioned();
    } else if (m_last != "0-0" && answers->at(1).elements().empty()) {
        m_last = start;
        emit gapFound();
    }
    co_return self != nullptr;
}

void EventStreamReader::announce(const Reply& entries)
{
    std::vector<HistoryEvent> events;
    events.reserve(entries.elements().size());
    for (const Reply& entry : entries.elements()) {
        m_last = entry.at(0).bytes();
        events.push_back(parseEntry(entry.at(1)));
    }
    if (!events.empty()) emit eventsReceived(std::move(events));
}

}  // namespace tongdai::redis
