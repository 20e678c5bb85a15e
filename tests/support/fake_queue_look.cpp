#include "tests/support/fake_queue_look.h"

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray idAt(TimePoint at, int number)
{
    return QByteArray::number(qint64(at.time_since_epoch().count())) + '-' + QByteArray::number(number);
}

}  // namespace

api::Asked<api::StreamPage> FakeQueueLook::entries(const QByteArray& name, const QByteArray& before)
{
    asked << name + '@' + before;
    if (failure) return api::answered<api::StreamPage>(*failure);
    auto from = stream.begin();
    if (!before.isEmpty()) {
        from = std::ranges::find(stream, before, &api::StreamEntry::id);
        if (from != stream.end()) ++from;
    }
    api::StreamPage page;
    for (; from != stream.end() && page.entries.size() < kPage; ++from)
        page.entries.push_back(*from);
    page.isLast = page.entries.size() < kPage;
    page.length = qint64(stream.size());
    if (saysAdded) page.added = added;
    return api::answered<api::StreamPage>(page);
}

api::Asked<api::StreamEntry> FakeQueueLook::entry(const QByteArray&, const QByteArray& id)
{
    if (failure) return api::answered<api::StreamEntry>(*failure);
    const auto found = std::ranges::find(stream, id, &api::StreamEntry::id);
    if (found == stream.end()) return api::answered<api::StreamEntry>(api::DeskFailure{api::DeskError::NotFound, {}});
    return api::answered<api::StreamEntry>(*found);
}

api::Asked<api::StreamGroups> FakeQueueLook::groups(const QByteArray&)
{
    if (failure) return api::answered<api::StreamGroups>(*failure);
    for (api::StreamGroup& group : groupsNow.groups)
        group.pending = qint64(waiting.size());
    return api::answered<api::StreamGroups>(groupsNow);
}

api::Asked<api::PendingPage> FakeQueueLook::pending(const QByteArray&, const QByteArray&, const QByteArray& after)
{
    if (latePending) return latePending->future();
    if (failure) return api::answered<api::PendingPage>(*failure);
    api::PendingPage page;
    auto from = waiting.begin();
    if (!after.isEmpty()) from = std::next(std::ranges::find(waiting, after, &api::PendingEntry::id));
    for (; from != waiting.end() && page.entries.size() < kPage; ++from)
        page.entries.push_back(*from);
    page.isLast = page.entries.size() < kPage;
    page.consumers = consumers;
    return api::answered<api::PendingPage>(page);
}

api::Asked<int> FakeQueueLook::acknowledge(const QByteArray&, const QByteArray& group,
                                           const std::vector<api::PendingEntry>& seen)
{
    QByteArray act = "ack " + group;
    for (const api::PendingEntry& entry : seen)
        act += ' ' + entry.id;
    acts << act;
    if (actFailure) return api::answered<int>(*actFailure);
    const size_t before = waiting.size();
    for (const api::PendingEntry& entry : seen)
        std::erase(waiting, entry);
    return api::answered<int>(int(before - waiting.size()));
}

api::Asked<int> FakeQueueLook::handOver(const QByteArray&, const QByteArray& group, const QByteArray& consumer,
                                        const std::vector<api::PendingEntry>& seen)
{
    QByteArray act = "give " + group + ' ' + consumer;
    for (const api::PendingEntry& entry : seen)
        act += ' ' + entry.id;
    acts << act;
    if (actFailure) return api::answered<int>(*actFailure);
    int given = 0;
    for (const api::PendingEntry& entry : seen) {
        const auto found = std::ranges::find(waiting, entry);
        if (found == waiting.end() || entry.idle < api::kInWorkFor) continue;
        found->consumer = consumer;
        found->idle = 0ms;
        ++given;
    }
    return api::answered<int>(given);
}

api::Asked<api::OfflinePage> FakeQueueLook::offline(const QByteArray& list, qint64 first)
{
    asked << list + '@' + QByteArray::number(first);
    if (failure) return api::answered<api::OfflinePage>(*failure);
    api::OfflinePage page;
    page.first = first;
    page.length = qint64(lines.size());
    page.most = 200;
    for (auto i = size_t(first); i < lines.size() && page.lines.size() < kPage; ++i)
        page.lines.push_back(lines[i]);
    return api::answered<api::OfflinePage>(page);
}

void FakeQueueLook::add(const QByteArray& id, std::vector<std::pair<QByteArray, QByteArray>> fields)
{
    const auto msOf = [](const QByteArray& of) { return of.left(of.indexOf('-')).toLongLong(); };
    const auto place =
        std::ranges::find_if(stream, [&](const api::StreamEntry& entry) { return msOf(entry.id) <= msOf(id); });
    stream.insert(place, {id, std::move(fields), false});
    ++added;
}

void FakeQueueLook::fillEvents(TimePoint now, int count)
{
    static const QByteArrayList kinds{"message_accepted"_ba, "turn_recorded"_ba, "outbox_sent"_ba, "receipt_read"_ba};
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(11'800 + i % 90);
        add(idAt(now - 400ms * (count - i), 0), {{"event"_ba, kinds.at(i % kinds.size())},
                                                 {"threadId"_ba, "c-" + number},
                                                 {"userId"_ba, "u-" + number},
                                                 {"messageId"_ba, "m-" + QByteArray::number(70'000 + i)},
                                                 {"seq"_ba, QByteArray::number(i % 40)},
                                                 {"data"_ba, R"({"speaker":"customer","channel":"facebook"})"_ba}});
    }
}

void FakeQueueLook::fillPending(TimePoint now)
{
    groupsNow.groups = {{"analytics"_ba, 2, 0, 6}, {"crm-sync"_ba, 1, 0, 0}};
    groupsNow.maySettle = true;
    for (int i = 0; i < 4; ++i) {
        const QByteArray id = idAt(now - 12min + 3s * i, 0);
        waiting.push_back({id, "worker-2"_ba, 11min + 40s, 1});
        add(id, {{"event"_ba, "message_accepted"_ba}, {"threadId"_ba, "c-" + QByteArray::number(11'700 + i)}});
    }
    const QByteArray fresh = idAt(now - 4s, 0);
    waiting.push_back({fresh, "worker-1"_ba, 4s, 1});
    add(fresh, {{"event"_ba, "turn_recorded"_ba}, {"threadId"_ba, "c-11799"_ba}});
    consumers = {{"worker-2"_ba, 4, 11min + 40s}, {"worker-1"_ba, 1, 4s}};
}

void FakeQueueLook::fillOffline(TimePoint now, int count)
{
    static const QStringList texts{u"Dạ shop còn size M màu đen ạ, chị muốn lấy mấy chiếc?"_s,
                                   u"Đơn DH-20871 của chị đã giao cho bên vận chuyển lúc 9 giờ sáng nay rồi ạ."_s,
                                   u"Chị cho em xin địa chỉ và số điện thoại nhận hàng nhé."_s};
    for (int i = 0; i < count; ++i) {
        lines.push_back({u"chat:message"_s, ConversationId("c-11873"_ba), i % 3 == 1 ? u"bot"_s : u"Lan Phạm"_s,
                         texts.at(i % texts.size()), now - 90min + 40s * i});
    }
    lines.push_back({u"chat:thread-created"_s, ConversationId("c-11990"_ba), {}, {}, std::nullopt});
}

}  // namespace tongdai::testing
