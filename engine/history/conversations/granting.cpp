#include "engine/history/conversations/granting.h"

#include "engine/domain/failpoint.h"
#include "engine/domain/text/whole_text.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

constexpr qsizetype kShownText = 200;
const QByteArray kOwnSource = "engine"_ba;

}  // namespace

bool isFenceChecked()
{
    return FAILPOINT_AMOUNT("no-fence", 0) == 0;
}

double leaseSeconds()
{
    return FAILPOINT_AMOUNT("lease", double(kLease.count()));
}

void extendLease(ConversationRow& row)
{
    row.leaseUntil = row.storeNow + leaseSeconds();
    row.shown.leaseUntil = fromUnixSeconds(row.leaseUntil);
}

Claim claimOf(const ConversationRow& row)
{
    const Conversation& c = row.shown;
    return {c.id, c.owner, c.fence, c.doneSeq, c.attempts, c.restarts};
}

Claim grantClaim(ConversationRow& row, const OwnerId& owner)
{
    raiseFence(row, u"claim"_s);
    row.shown.owner = owner;
    row.shown.attempts += 1;
    extendLease(row);
    return claimOf(row);
}

std::optional<Claim> currentClaim(const ConversationRow& row, const OwnerId& owner)
{
    if (owner.isEmpty() || row.shown.owner != owner || !row.isHeld() || !row.shown.pending) return {};
    return claimOf(row);
}

void raiseFence(ConversationRow& row, const QString& cause)
{
    row.shown.fence += 1;
    row.fenceCause = cause;
    row.release();
}

void appendLine(UnitOfWork& work, ConversationRow& row, MessageRow& line, bool visible)
{
    Conversation& c = row.shown;
    line.conversation = row.uuid;
    line.shown.conversation = c.id;
    line.shown.rev = ++c.lastRev;
    c.totalMessages += 1;
    row.live = true;
    if (visible) {
        c.lastText = cutText(line.shown.body, kShownText);
        c.lastSpeaker = line.shown.speaker;
        c.lastActivity = std::max(c.lastActivity, line.shown.receivedAt);  // a replayed line may be older
    }
    work.addMessage(line, c.channel);
    if (visible && c.members > 0)
        work.addShownLine({line.uuid, row.uuid, line.shown.sender, line.shown.messageId, line.shown.rev});
    work.changed(row);
}

MessageRow systemLine(const UnitOfWork& work, const ConversationRow& row, const QJsonObject& note)
{
    MessageRow line;
    line.uuid = rows::newUuid(work.now());
    line.source = kOwnSource;
    line.shown.conversation = row.shown.id;
    line.shown.messageId = rows::lineId(line.uuid);
    line.shown.speaker = Speaker::System;
    line.shown.sentAt = toUnixSeconds(work.now());
    line.shown.receivedAt = work.now();
    line.shown.metadata = note;
    return line;
}

HistoryEvent lineEvent(const ConversationRow& row, const MessageRow& line)
{
    const StoredMessage& m = line.shown;
    QJsonObject data{{u"rev"_s, m.rev}, {u"speaker"_s, int(m.speaker)}, {u"state"_s, int(m.state)}};
    if (m.seq > 0) data[u"seq"_s] = m.seq;
    if (!line.sent) data[u"sent"_s] = false;
    if (m.speaker == Speaker::System) data[u"note"_s] = m.metadata;
    return {0, u"message_sent"_s, row.shown.id, m.sender, m.messageId, m.rev, data};
}

HistoryEvent rowEvent(const ConversationRow& row, const QString& kind, QJsonObject data)
{
    data[u"fence"_s] = row.shown.fence;
    data[u"mode"_s] = int(row.shown.mode);
    return {0, kind, row.shown.id, {}, {}, row.shown.lastRev, data};
}

}  // namespace tongdai
