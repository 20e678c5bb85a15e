#include "engine/domain/shop/hook_shelf.h"

#include <algorithm>

namespace tongdai {

namespace {

/// Of a call's head: its headers are bounded by the server.
constexpr qsizetype kHookHeadBytes = 2 * 1024;

}  // namespace

qsizetype HookShelf::bytesOf(const HookCall& call)
{
    return kHookHeadBytes + std::max(call.body.size(), call.body.capacity()) + call.answer.size();
}

qint64 HookShelf::begin(HookCall call)
{
    Count& count = m_counts.at(size_t(call.door));
    ++count.came;
    count.last = call.at;
    forgetBefore(call.at - kKept);
    call.id = ++m_newest;
    ++m_revision;
    Row& row = rowOf(call.door, false);
    row.bytes += bytesOf(call);
    row.calls.emplace_hint(row.calls.end(), call.id, std::move(call));
    makeRoom(row);
    return m_newest;
}

void HookShelf::takeBody(qint64 id, const QByteArray& body)
{
    const auto [row, at] = locate(id);
    if (!row) return;
    HookCall& call = at->second;
    row->bytes -= bytesOf(call);
    call.size = body.size();
    call.body = body.size() > kMostBody ? body.left(kBeginning) : body;
    row->bytes += bytesOf(call);
    ++m_revision;
    makeRoom(*row);
}

void HookShelf::end(qint64 id, const End& end)
{
    const auto [row, at] = locate(id);
    if (!row) return;
    HookCall& call = at->second;
    row->bytes -= bytesOf(call);
    call.status = end.status;
    call.answer = end.answer.size() > kMostAnswer ? end.answer.left(kBeginning) : end.answer;
    call.took = end.took;
    call.callerLeft = end.callerLeft;
    call.hasBody = call.hasBody && end.cameWhole;
    ++m_revision;
    if (!call.isRefused()) {
        row->bytes += bytesOf(call);
        makeRoom(*row);
        return;
    }
    ++m_counts.at(size_t(call.door)).refused;
    Row& refused = rowOf(call.door, true);
    refused.bytes += bytesOf(call);
    refused.calls.insert(row->calls.extract(at));
    makeRoom(refused);
}

std::pair<HookShelf::Row*, std::map<qint64, HookCall>::iterator> HookShelf::locate(qint64 id)
{
    for (const HookDoor door : kHookDoors) {
        Row& row = rowOf(door, false);
        const auto at = row.calls.find(id);
        if (at != row.calls.end()) return {&row, at};
    }
    return {nullptr, {}};
}

void HookShelf::makeRoom(Row& row)
{
    while (!row.calls.empty() && (row.calls.size() > size_t(m_most) || row.bytes > kMostBytes)) {
        row.bytes -= bytesOf(row.calls.begin()->second);
        row.calls.erase(row.calls.begin());
        ++m_gone;
    }
}

const HookCall* HookShelf::find(qint64 id) const
{
    for (const Row& row : m_rows) {
        const auto at = row.calls.find(id);
        if (at != row.calls.end()) return &at->second;
    }
    return nullptr;
}

std::vector<const HookCall*> HookShelf::newest() const
{
    std::vector<const HookCall*> all;
    for (const Row& row : m_rows) {
        for (const auto& [id, call] : row.calls)
            all.push_back(&call);
    }
    std::ranges::sort(all, [](const HookCall* a, const HookCall* b) { return a->id > b->id; });
    return all;
}

void HookShelf::forgetBefore(TimePoint time)
{
    for (Row& row : m_rows) {
        while (!row.calls.empty() && row.calls.begin()->second.at < time) {
            row.bytes -= bytesOf(row.calls.begin()->second);
            row.calls.erase(row.calls.begin());
            ++m_revision;
        }
    }
}

void HookShelf::forgetIf(const std::function<bool(const HookCall&)>& isMeant)
{
    for (Row& row : m_rows) {
        for (auto at = row.calls.begin(); at != row.calls.end();) {
            if (!isMeant(at->second)) {
                ++at;
                continue;
            }
            row.bytes -= bytesOf(at->second);
            at = row.calls.erase(at);
            ++m_revision;
        }
    }
}

}  // namespace tongdai
