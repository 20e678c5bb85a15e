#include "engine/work/desk/hook_inspector.h"

#include "engine/contract/json/chat/consolidated_chat.h"
#include "engine/contract/json/handle_message_request.h"
#include "engine/contract/json/hooks/hook_doors.h"
#include "engine/contract/json/hooks/hook_reading.h"
#include "engine/contract/json/notices/kiotviet_notice.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/conversation/sender_kind.h"
#include "engine/domain/text/lay_out_json.h"
#include "engine/domain/text/mask_text.h"
#include "engine/work/message/consolidated_chat.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::FieldProblem;

namespace {

QString shownHookText(const QString& text, bool isMasked)
{
    return isMasked ? maskText(text) : text;
}

HookReplay refusedFor(const std::vector<FieldProblem>& problems)
{
    HookReplay replay;
    replay.verdict = HookReplay::Verdict::Refused;
    replay.problems = contract::problemLines(contract::toJson(problems));
    return replay;
}

}  // namespace

const HookReading& HookInspector::reading(const HookCall& call)
{
    if (!call.took) {
        m_inWork = contract::readHook(call);
        return m_inWork;
    }
    auto read = m_read.find(call.id);
    if (read == m_read.end()) read = m_read.insert(call.id, contract::readHook(call));
    return *read;
}

HookRow HookInspector::rowOf(const HookCall& call, bool isMasked)
{
    const HookReading& read = reading(call);
    HookRow row;
    row.id = call.id;
    row.door = call.door;
    row.at = call.at;
    row.caller = call.caller;
    row.size = call.size;
    row.status = call.status;
    row.took = call.took;
    row.callerLeft = call.callerLeft;
    row.fate = read.fate;
    row.refusal = read.refusal;
    row.isDuplicate = read.isDuplicate;
    row.detail = shownHookText(read.problems.isEmpty() ? read.detail : read.problems.join(u"; "_s), isMasked);
    row.conversation = shownHookText(read.conversation.toString(), isMasked);
    row.message = shownHookText(read.message.toString(), isMasked);
    return row;
}

HookInspector::List HookInspector::list(bool isMasked, int most)
{
    forgetOld();
    List list;
    qsizetype bytes = 0;
    std::vector<const HookCall*> calls = m_ports.shelf.newest();
    if (calls.size() > size_t(most)) calls.resize(size_t(most));
    for (const HookCall* const call : calls) {
        const bool isNew = !call->took || !m_read.contains(call->id);
        if (isNew && bytes > kReadAtOnce) {
            list.isWhole = false;
            break;
        }
        if (isNew) bytes += call->body.size() + call->answer.size();
        list.rows.push_back(rowOf(*call, isMasked));
    }
    dropReadings();
    return list;
}

std::vector<HookDoorState> HookInspector::doors() const
{
    std::vector<HookDoorState> doors;
    for (const HookDoor door : kHookDoors) {
        const HookShelf::Count& count = m_ports.shelf.count(door);
        const bool isKiotViet = door == HookDoor::KiotViet;
        if (isKiotViet && !m_kiotViet.isWanted && count.came == 0) continue;
        HookDoorState state;
        state.door = door;
        state.path = QString::fromUtf8(contract::pathOf(door));
        state.lacksSecret = isKiotViet && !m_kiotViet.hasSecret;
        state.isOpen = !state.lacksSecret;
        state.came = count.came;
        state.refused = count.refused;
        state.last = count.last;
        doors.push_back(std::move(state));
    }
    return doors;
}

std::optional<HookDetail> HookInspector::detail(qint64 id, bool isMasked)
{
    const HookCall* const call = m_ports.shelf.find(id);
    if (!call) return std::nullopt;
    const HookReading& read = reading(*call);
    HookDetail detail;
    detail.row = rowOf(*call, isMasked);
    detail.request = shownHookText(QString::fromUtf8(call->method + ' ' + call->target), isMasked);
    detail.headers = call->headers;
    const QString body = QString::fromUtf8(call->body);
    const QString answer = QString::fromUtf8(call->answer);
    detail.body = shownHookText(laidOutJson(body), isMasked);
    detail.hasBody = call->hasBody;
    detail.isCut = call->hasBody && !call->isWhole();
    detail.answer = shownHookText(laidOutJson(answer), isMasked);
    detail.isMasked = isMasked && (detail.body != laidOutJson(body) || detail.answer != laidOutJson(answer));
    for (const QString& problem : read.problems)
        detail.problems << shownHookText(problem, isMasked);
    detail.endpoints = read.endpoints;
    detail.conversation = read.conversation;
    detail.curl = contract::curlOf(*call, shownHookText(body, isMasked));
    return detail;
}

QCoro::Task<std::optional<HookReplay>> HookInspector::replay(qint64 id, bool isMasked)
{
    const HookCall* const call = m_ports.shelf.find(id);
    if (!call) co_return std::nullopt;
    if (!call->isWhole()) co_return std::optional<HookReplay>(HookReplay());
    const HookDoor door = call->door;
    QByteArray body = call->body;  // the shelf may let the call go meanwhile
    auto replaying = replayBody(door, std::move(body));
    HookReplay replay = co_await replaying;
    replay.conversation = shownHookText(replay.conversation, isMasked);
    replay.message = shownHookText(replay.message, isMasked);
    for (QString& problem : replay.problems)
        problem = shownHookText(problem, isMasked);
    co_return std::optional<HookReplay>(std::move(replay));
}

QCoro::Task<HookReplay> HookInspector::replayBody(HookDoor door, QByteArray body)
{
    if (door == HookDoor::KiotViet) {
        auto replaying = replayNotice(std::move(body));
        co_return co_await replaying;
    }
    std::vector<IncomingMessage> messages;
    if (door == HookDoor::Platform) {
        auto read = contract::readHandleMessageRequest(body);
        if (const auto* problems = std::get_if<std::vector<FieldProblem>>(&read)) co_return refusedFor(*problems);
        messages.push_back(std::move(std::get<contract::HandleMessageRequest>(read).message));
    } else {
        auto read = contract::readConsolidatedRequest(body);
        if (const auto* problems = std::get_if<std::vector<FieldProblem>>(&read)) co_return refusedFor(*problems);
        messages = openMessages(std::get<contract::ConsolidatedRequest>(read), 0, m_ports.clock.now());
    }
    auto replaying = replayMessages(std::move(messages));
    co_return co_await replaying;
}

QCoro::Task<HookReplay> HookInspector::replayNotice(QByteArray body)
{
    const contract::KiotVietNotice notice = contract::readKiotVietNotice(body);
    HookReplay replay;
    replay.verdict = HookReplay::Verdict::Accepted;
    replay.next = HookReplay::Next::Notice;
    replay.endpoints = notice.changed;
    replay.message = QString::fromUtf8(notice.id);
    if (!notice.id.isEmpty()) {
        auto looking = m_ports.shared.value(contract::keys::kiotVietNotice(notice.id));
        const std::optional<QByteArray> heard = co_await looking;
        if (heard) replay.verdict = HookReplay::Verdict::Known;
    }
    co_return replay;
}

/// What the sample shop's customers wrote is known by a source of its own.
QCoro::Task<std::optional<ports::KnownMessage>> HookInspector::findKnown(MessageKey key)
{
    auto looking = m_ports.known.find(key);
    std::optional<ports::KnownMessage> known = co_await looking;
    if (known) co_return known;
    key.source = kSampleSource;
    auto lookingAgain = m_ports.known.find(std::move(key));
    known = co_await lookingAgain;
    co_return known;
}

QCoro::Task<HookReplay> HookInspector::replayMessages(std::vector<IncomingMessage> messages)
{
    HookReplay replay;
    replay.verdict = HookReplay::Verdict::Accepted;
    replay.messages = int(messages.size());
    std::optional<IncomingMessage> unknown;
    for (size_t i = 0; i < messages.size(); ++i) {
        const MessageKey key = messages[i].key();
        replay.conversation = key.conversation.toString();
        replay.message = key.id.toString();
        auto looking = findKnown(key);
        const std::optional<ports::KnownMessage> known = co_await looking;
        if (known && !known->bodyHash.isEmpty() && known->bodyHash != messages[i].bodyHash) {
            replay.verdict = HookReplay::Verdict::ReusedId;
            replay.knownSeq = known->seq;
            co_return replay;
        }
        if (known) {
            ++replay.known;
            replay.knownSeq = known->seq;
        } else if (!unknown) {
            unknown = messages[i];
        }
    }
    if (!unknown) {
        replay.verdict = HookReplay::Verdict::Known;
        co_return replay;
    }
    replay.message = unknown->messageId.toString();
    auto asking = m_ports.reader.conversation(unknown->conversation);
    const std::optional<Conversation> conversation = co_await asking;
    foresee(replay, *unknown, conversation);
    co_return replay;
}

void HookInspector::foresee(HookReplay& replay, const IncomingMessage& message,
                            const std::optional<Conversation>& conversation)
{
    const SenderKind kind = senderKind(message.senderType);
    replay.isNew = !conversation;
    replay.nextSeq = conversation ? conversation->nextSeq + 1 : 1;
    if (kind == SenderKind::Person || kind == SenderKind::Machine) {
        replay.next = HookReplay::Next::ShopLine;
        replay.nextSeq = 0;  // has none
        return;
    }
    if (const auto use = m_ports.rates.use(RateScope::Sender, message.sender.bytes()))
        replay.isHeldBack = message.source == "platform" && use->rule.most > 0 && use->used >= use->rule.most;
    const bool isHeld =
        conversation && !conversation->owner.isEmpty() && conversation->leaseUntil > m_ports.clock.now();
    if (kind == SenderKind::Unknown || (conversation && conversation->mode == BotMode::Human))
        replay.next = HookReplay::Next::Person;
    else
        replay.next = isHeld ? HookReplay::Next::Waits : HookReplay::Next::Bot;
}

void HookInspector::dropReadings()
{
    m_read.removeIf([this](QHash<qint64, HookReading>::iterator read) { return !m_ports.shelf.find(read.key()); });
}

void HookInspector::forget(const LiveTraces& traces)
{
    m_ports.shelf.forgetIf([this, &traces](const HookCall& call) {
        // What KiotViet sends names customers in ways of its own.
        if (call.door == HookDoor::KiotViet || (call.hasBody && !call.isWhole())) return true;
        const HookReading& read = reading(call);
        const bool isTheirs =
            !traces.user.isEmpty() && (read.sender == traces.user || call.body.contains(traces.user.bytes()));
        return isTheirs || std::ranges::find(traces.conversations, read.conversation) != traces.conversations.end();
    });
    dropReadings();
}

}  // namespace tongdai
