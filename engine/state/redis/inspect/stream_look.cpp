#include "engine/state/redis/inspect/stream_look.h"

#include "engine/state/redis/connection/ask_all.h"

#include <algorithm>

namespace tongdai::redis {

using namespace Qt::StringLiterals;

namespace {

/// The value behind a name in a list of names and values, as XINFO answers.
const Reply& infoReply(const Reply& list, QByteArrayView name)
{
    static const Reply nothing;
    const auto& parts = list.elements();
    for (size_t i = 0; i + 1 < parts.size(); i += 2) {
        if (parts[i].bytes() == name) return parts[i + 1];
    }
    return nothing;
}

qint64 infoNumber(const Reply& list, QByteArrayView name)
{
    return infoReply(list, name).integer().value_or(0);
}

qint64 entryWeight(const Reply& entry)
{
    qint64 bytes = 0;
    for (const Reply& part : entry.at(1).elements())
        bytes += part.bytes().size();
    return bytes;
}

StreamLook::Entry readEntryOf(const Reply& reply)
{
    StreamLook::Entry entry;
    entry.id = reply.at(0).bytes();
    qsizetype room = StreamLook::kMostOfEntry;
    const auto& parts = reply.at(1).elements();
    for (size_t i = 0; i + 1 < parts.size(); i += 2) {
        const QByteArray name = parts[i].bytes();
        const QByteArray value = parts[i + 1].bytes();
        entry.isCut = entry.isCut || name.size() + value.size() > room;
        if (room <= 0) break;
        entry.fields.emplace_back(name.left(room), value.left(std::max<qsizetype>(0, room - name.size())));
        room -= name.size() + value.size();
    }
    return entry;
}

/// As many as are about kMostBytes, judged by the first and the last of the stream.
int entriesAtOnce(const Reply& info)
{
    const qint64 weight =
        std::max(entryWeight(infoReply(info, "first-entry")), entryWeight(infoReply(info, "last-entry")));
    return int(std::clamp<qint64>(StreamLook::kMostBytes / std::max<qint64>(1, weight), 1, StreamLook::kMostEntries));
}

}  // namespace

QCoro::Task<std::optional<StreamLook::Page>> StreamLook::page(QByteArray stream, QByteArray before)
{
    auto looking = orNothing(m_connection.command({"XINFO"_ba, "STREAM"_ba, stream}));
    const auto info = co_await looking;
    std::optional<Page> page;
    if (!info) co_return page;
    page.emplace();
    if (!info->isArray()) co_return page;
    page->isThere = true;
    page->length = infoNumber(*info, "length");
    page->added = infoReply(*info, "entries-added").integer();
    const int count = entriesAtOnce(*info);
    const QByteArray from = before.isEmpty() ? "+"_ba : '(' + before;
    const QByteArrayList question{"XREVRANGE"_ba, stream, from, "-"_ba, "COUNT"_ba, QByteArray::number(count)};
    auto reading = orNothing(m_connection.command(question));
    const auto answer = co_await reading;
    if (!answer) co_return std::nullopt;
    for (const Reply& entry : answer->elements())
        page->entries.push_back(readEntryOf(entry));
    page->isLast = page->entries.size() < size_t(count);
    co_return page;
}

QCoro::Task<std::optional<std::vector<StreamLook::Entry>>> StreamLook::entry(QByteArray stream, QByteArray id)
{
    const QByteArrayList question{"XRANGE"_ba, stream, id, id, "COUNT"_ba, "1"_ba};
    auto reading = orNothing(m_connection.command(question));
    const auto answer = co_await reading;
    std::optional<std::vector<Entry>> found;
    if (!answer) co_return found;
    found.emplace();
    for (const Reply& entry : answer->elements())
        found->push_back(readEntryOf(entry));
    co_return found;
}

QCoro::Task<std::optional<std::vector<StreamLook::Group>>> StreamLook::groups(QByteArray stream)
{
    auto asking = orNothing(m_connection.command({"XINFO"_ba, "GROUPS"_ba, stream}));
    const auto answer = co_await asking;
    std::optional<std::vector<Group>> groups;
    if (!answer) co_return groups;
    groups.emplace();
    for (const Reply& each : answer->elements()) {
        groups->push_back({infoReply(each, "name").bytes(), infoNumber(each, "consumers"), infoNumber(each, "pending"),
                           infoReply(each, "lag").integer()});
    }
    co_return groups;
}

QCoro::Task<std::optional<std::vector<StreamLook::Consumer>>> StreamLook::consumers(QByteArray stream, QByteArray group)
{
    auto asking = orNothing(m_connection.command({"XINFO"_ba, "CONSUMERS"_ba, stream, group}));
    const auto answer = co_await asking;
    std::optional<std::vector<Consumer>> consumers;
    if (!answer) co_return consumers;
    consumers.emplace();
    for (const Reply& each : answer->elements()) {
        consumers->push_back({infoReply(each, "name").bytes(), infoNumber(each, "pending"),
                              std::chrono::milliseconds(infoNumber(each, "idle"))});
    }
    co_return consumers;
}

QCoro::Task<std::optional<std::vector<StreamLook::Pending>>> StreamLook::pending(QByteArray stream, QByteArray group,
                                                                                 QByteArray after)
{
    const QByteArray from = after.isEmpty() ? "-"_ba : '(' + after;
    const QByteArrayList question{"XPENDING"_ba, stream, group, from, "+"_ba, QByteArray::number(kMostPending)};
    auto asking = orNothing(m_connection.command(question));
    const auto answer = co_await asking;
    std::optional<std::vector<Pending>> entries;
    if (!answer) co_return entries;
    entries.emplace();
    for (const Reply& each : answer->elements()) {
        entries->push_back({each.at(0).bytes(), each.at(1).bytes(),
                            std::chrono::milliseconds(each.at(2).integer().value_or(0)),
                            each.at(3).integer().value_or(0)});
    }
    co_return entries;
}

QCoro::Task<std::optional<int>> StreamLook::settle(QByteArray stream, QByteArray group, QByteArray consumer,
                                                   std::chrono::milliseconds leastIdle, std::vector<Pending> seen)
{
    const QByteArrayList touched{stream};
    QByteArrayList args{group, consumer, QByteArray::number(qint64(leastIdle.count()))};
    for (const Pending& entry : seen)
        args << entry.id << entry.consumer << QByteArray::number(entry.deliveries);
    auto asking = orNothing(m_settle.run(m_connection, touched, args));
    const auto answer = co_await asking;
    std::optional<int> settled;
    if (answer && answer->isInteger()) settled = int(answer->integer().value_or(0));
    co_return settled;
}

}  // namespace tongdai::redis
