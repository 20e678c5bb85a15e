#include "ui/locks/queues/queue_words.h"

#include "ui/common/words/cause_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::ConfigWarning;
using api::QueueRow;
using QueueKind = api::QueueRow::Kind;

namespace {

constexpr qint64 kManyTasks = 1000;
constexpr qint64 kLongLag = 1000;
constexpr auto kSlowRedis = 50ms;
constexpr int kTightMemoryPercent = 85;

}  // namespace

QString QueueWords::name(const QueueRow& row)
{
    switch (row.kind) {
        case QueueKind::Messages: return tr("Messages without an answer");
        case QueueKind::Outbox: return tr("Outbox to the platform");
        case QueueKind::Journal: return tr("Journal of this computer");
        case QueueKind::Tasks:
        case QueueKind::Taken:
        case QueueKind::Offline:
        case QueueKind::Stream: return row.name;
    }
    return {};
}

QString QueueWords::meaning(const QueueRow& row, const Formats& formats)
{
    switch (row.kind) {
        case QueueKind::Messages:
            return row.inWork > 0 ? tr("conversations being answered: %1").arg(formats.number(row.inWork))
                                  : tr("nothing is being answered");
        case QueueKind::Outbox:
            return row.dead > 0 ? tr("waiting for a decision: %1").arg(formats.number(row.dead))
                                : tr("being sent: %1").arg(formats.number(row.inWork));
        case QueueKind::Journal: return tr("accepted while the store was away; replayed in its order");
        case QueueKind::Tasks: return tr("hints of engines, and tasks of other programs");
        case QueueKind::Taken: return tr("taken by a worker; given back when it dies");
        case QueueKind::Offline:
            return row.length >= row.most ? tr("full: older lines fell off and come from the history")
                                          : tr("missed lines of one user, sent at the next connection");
        case QueueKind::Stream:
            if (row.groups == 0) return tr("no group reads it");
            return row.lag ? tr("groups: %1, behind by %2").arg(row.groups).arg(formats.number(*row.lag))
                           : tr("groups: %1").arg(row.groups);
    }
    return {};
}

Tone QueueWords::tone(const QueueRow& row)
{
    const bool isTrouble = row.dead > 0 || (row.kind == QueueKind::Offline && row.length >= row.most) ||
                           (row.kind == QueueKind::Tasks && row.length > kManyTasks) ||
                           row.lag.value_or(0) > kLongLag || row.kind == QueueKind::Journal;
    return isTrouble ? Tone::Attention : Tone::Neutral;
}

QString QueueWords::letterState(const api::DeadLetter& letter)
{
    return letter.state == OutboxState::Unknown ? tr("nobody knows whether it arrived") : tr("given up");
}

QString QueueWords::cameOf(SendOutcome::Kind kind)
{
    switch (kind) {
        case SendOutcome::Kind::Sent: return tr("arrived");
        case SendOutcome::Kind::Retry: return tr("did not arrive");
        case SendOutcome::Kind::Ambiguous: return tr("may have arrived");
        case SendOutcome::Kind::Dead: return tr("refused");
        case SendOutcome::Kind::Unauthorised: return tr("token not accepted");
    }
    return {};
}

QStringList QueueWords::tries(const std::vector<SendTry>& all, TimePoint now, const Formats& formats)
{
    QStringList lines;
    for (const SendTry& each : all) {
        const QString meaning = CauseWords::ofPlatform(each.words);
        const QString came = cameOf(each.kind);
        lines << formats.moment(each.at, now) + u"  ·  "_s +
                     (meaning.isEmpty() ? came : tr("%1: %2").arg(came, meaning));
        if (meaning != each.words) lines << u"    "_s + each.words.simplified();
    }
    return lines;
}

QueueWords::Finding QueueWords::policy(const api::RedisSafety& redis)
{
    Finding finding{tr("When it is full"), redis.policy, {}, Tone::Good};
    const bool mayDrop = redis.maxMemory > 0 && redis.policy != "noeviction"_L1;
    if (!mayDrop) return finding;
    finding.tone = Tone::Attention;
    finding.meaning =
        tr("A full Redis throws keys away to make room. No message is lost by it, but hints, offline lists "
           "and tasks of other programs are. Set maxmemory-policy to noeviction.");
    return finding;
}

QueueWords::Finding QueueWords::memory(const api::RedisSafety& redis, const Formats& formats)
{
    if (redis.maxMemory <= 0)
        return {tr("Memory"), tr("%1, no bound").arg(formats.bytes(redis.usedMemory)), {}, Tone::Good};
    const bool isTight = redis.usedMemory * 100 > redis.maxMemory * kTightMemoryPercent;
    return {tr("Memory"), tr("%1 of %2").arg(formats.bytes(redis.usedMemory), formats.bytes(redis.maxMemory)),
            isTight ? tr("It is almost full. Engines go on without it then, more slowly.") : QString(),
            isTight ? Tone::Attention : Tone::Good};
}

std::vector<QueueWords::Finding> QueueWords::safety(const api::RedisSafety& redis, const Formats& formats)
{
    std::vector<Finding> findings;
    findings.push_back({tr("Version"), redis.version, {}, Tone::Good});
    findings.push_back(policy(redis));
    findings.push_back(memory(redis, formats));
    const qint64 evicted = redis.evicted.value_or(0);
    findings.push_back({tr("Thrown away"), formats.number(evicted),
                        evicted > 0 ? tr("It had to make room since it started.") : QString(),
                        evicted > 0 ? Tone::Attention : Tone::Good});
    const bool forgets = !redis.isAofOn && !redis.isPrivate;
    findings.push_back({tr("Kept on disk"), redis.isAofOn ? tr("yes (AOF)") : tr("snapshots at most"),
                        forgets ? tr("After its restart the newest entries are missing. No message is: the store has "
                                     "them. Other programs' tasks may be.")
                                : QString(),
                        forgets ? Tone::Attention : Tone::Good});
    if (!redis.isSnapshotOk)
        findings.push_back({tr("Last snapshot"), tr("failed"),
                            tr("Redis could not write its snapshot and may refuse to be written to."), Tone::Danger});
    if (redis.latency) {
        const bool isSlow = *redis.latency > kSlowRedis;
        findings.push_back({tr("Answers in"), formats.duration(*redis.latency),
                            isSlow ? tr("Slow: something holds it up.") : QString(),
                            isSlow ? Tone::Attention : Tone::Good});
    }
    return findings;
}

QString QueueWords::warning(const ConfigWarning& warning)
{
    switch (warning.kind) {
        case ConfigWarning::Kind::LockShorterThanAi:
            return tr("A lock lives %1 s, and an answer may take %2 s. Engines renew their locks every 10 s, so this "
                      "shop "
                      "is safe; a program that does not would answer a second time.")
                .arg(warning.first)
                .arg(warning.second);
        case ConfigWarning::Kind::AiLongerThanHold:
            return tr("An answer may take %1 s, but a claim is given back after %2 s of work: slow answers are thrown "
                      "away.")
                .arg(warning.first)
                .arg(warning.second);
        case ConfigWarning::Kind::OneTryLongerThanAll:
            return tr("One call of the AI may take %1 s, all of them together %2 s: a slow first call leaves no second "
                      "one.")
                .arg(warning.first)
                .arg(warning.second);
        case ConfigWarning::Kind::StateShorterThanLock:
            return tr("A conversation's state lives %1 s, and its lock %2 s: other programs see a lock without a "
                      "state.")
                .arg(warning.first)
                .arg(warning.second);
        case ConfigWarning::Kind::OldRedis:
            return tr("This Redis is older than 6.2: queues and timelines of other engines cannot be read.");
        case ConfigWarning::Kind::PauseLongerThanWait:
            return tr("The bot waits %1 s after a customer's last word, and callers wait %2 s for an answer at most: "
                      "none can come in that time.")
                .arg(warning.first)
                .arg(warning.second);
        case ConfigWarning::Kind::RetentionShorterThanCase:
            return tr("%1 removes after %2 days what a dispute may be judged on for up to %3 days: keep it as long, or "
                      "place a legal hold with each case.")
                .arg(warning.setting)
                .arg(warning.first)
                .arg(warning.second);
        case ConfigWarning::Kind::JournalShorterThanNight:
            return tr("Customers wrote more than %1 messages in the last twelve hours, and the journal of this "
                      "computer holds no more: with the database away for a night, it is full, and callers are told "
                      "to come again.")
                .arg(warning.second);
    }
    return {};
}

QString QueueWords::mend(const ConfigWarning& warning)
{
    switch (warning.kind) {
        case ConfigWarning::Kind::LockShorterThanAi: return u"PROCESSING_LOCK_TTL=%1"_s.arg(2 * warning.second);
        case ConfigWarning::Kind::AiLongerThanHold: return u"AI_PROCESSING_TIMEOUT=%1"_s.arg(warning.second);
        case ConfigWarning::Kind::OneTryLongerThanAll: return u"AI_SERVICE_TIMEOUT=%1"_s.arg(warning.second / 2);
        case ConfigWarning::Kind::StateShorterThanLock: return u"CONVERSATION_STATE_TTL=86400"_s;
        case ConfigWarning::Kind::PauseLongerThanWait: return u"CUSTOMER_PAUSE_SECONDS=3"_s;
        case ConfigWarning::Kind::RetentionShorterThanCase: return u"%1=%2"_s.arg(warning.setting).arg(warning.second);
        case ConfigWarning::Kind::JournalShorterThanNight:
        case ConfigWarning::Kind::OldRedis: return {};
    }
    return {};
}

}  // namespace tongdai
