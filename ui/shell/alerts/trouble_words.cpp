#include "ui/shell/alerts/trouble_words.h"

#include "ui/common/words/health_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QString TroubleWords::sentence(const TroubleWatch::Verdict& verdict, const HealthSnapshot& snapshot,
                               const Formats& formats, TimePoint now)
{
    if (verdict.kind == TroubleWatch::Kind::Quiet) return {};
    if (verdict.kind == TroubleWatch::Kind::Warning && verdict.part == Part::History)
        return HealthWords::historyTrouble(snapshot, formats);
    if (verdict.kind == TroubleWatch::Kind::Warning && verdict.part == Part::Platform)
        return HealthWords::silentPages(snapshot, formats);
    if (verdict.kind == TroubleWatch::Kind::Warning) return diskIsLow(snapshot, formats);
    const QString happened = whatHappened(verdict, snapshot, formats, now);
    if (verdict.kind == TroubleWatch::Kind::Over) return happened;
    return happened + u' ' + whatItMeans(verdict, snapshot);
}

QString TroubleWords::whatHappened(const TroubleWatch::Verdict& verdict, const HealthSnapshot& snapshot,
                                   const Formats& formats, TimePoint now)
{
    if (verdict.kind == TroubleWatch::Kind::Over) {
        const QString lasted = formats.span(verdict.lasted);
        switch (verdict.part) {
            case Part::Engine: return tr("The engine takes messages again. It was stopped for %1.").arg(lasted);
            case Part::History: return databaseIsBack(lasted, snapshot, formats);
            case Part::Platform: return tr("The chat platform is back. It was unreachable for %1.").arg(lasted);
            case Part::Ai: return tr("The AI answers again. It was unreachable for %1.").arg(lasted);
            case Part::Redis: return tr("Redis is back. It was unreachable for %1.").arg(lasted);
            case Part::Journal: return tr("The local journal can be written again. It could not for %1.").arg(lasted);
            case Part::Disk: return tr("The disk can be written again. It could not for %1.").arg(lasted);
        }
    }
    const QString away = formats.span(now - verdict.since);
    const QString since = formats.shortClock(verdict.since);
    switch (verdict.part) {
        case Part::Engine: return tr("The engine has not been taking messages for %1 (since %2).").arg(away, since);
        case Part::History:
            if (verdict.trouble == PartTrouble::Damaged)
                return tr("The message history is damaged; it is not used, and nothing in it was changed (since %1).")
                    .arg(since);
            return tr("The database has been unreachable for %1 (since %2).").arg(away, since);
        case Part::Platform:
            if (verdict.trouble == PartTrouble::TokenRefused)
                return tr("The chat platform has not accepted the shop's token for %1 (since %2).").arg(away, since);
            return tr("The chat platform has been unreachable for %1 (since %2).").arg(away, since);
        case Part::Ai: return tr("The AI has not been answering for %1 (since %2).").arg(away, since);
        case Part::Redis: return tr("Redis has been unreachable for %1 (since %2).").arg(away, since);
        case Part::Journal: return tr("The local journal could not be written for %1 (since %2).").arg(away, since);
        case Part::Disk:
            if (verdict.trouble == PartTrouble::DiskFull)
                return tr("The disk with the shop's data has been full for %1 (since %2).").arg(away, since);
            return tr("The disk with the shop's data could not be written for %1 (since %2).").arg(away, since);
    }
    return {};
}

QString TroubleWords::diskIsLow(const HealthSnapshot& snapshot, const Formats& formats)
{
    const PartHealth* disk = HealthWords::find(snapshot, Part::Disk);
    return tr("Only %1 are left on the disk with the shop's data. When it is full, new messages are refused.")
        .arg(formats.bytes(disk ? disk->room.value_or(0) : 0));
}

QString TroubleWords::databaseIsBack(const QString& lasted, const HealthSnapshot& snapshot, const Formats& formats)
{
    const qint64 kept = snapshot.journalReplayed + snapshot.journalWaiting;
    if (kept == 0) return tr("The database is back. It was unreachable for %1.").arg(lasted);
    return tr("The database is back. It was unreachable for %1; %2 of %3 journal messages replayed.")
        .arg(lasted, formats.number(snapshot.journalReplayed), formats.number(kept));
}

QString TroubleWords::refusedWhileFull()
{
    return tr(
        "Refused until there is room: customers' messages, which their senders try again, replies, notes and "
        "everything else that changes something. Drafts are kept in memory: leave the program open.");
}

QString TroubleWords::whatItMeans(const TroubleWatch::Verdict& verdict, const HealthSnapshot& snapshot)
{
    switch (verdict.part) {
        case Part::Engine:
            return tr("Platforms cannot deliver customers' messages to this computer; they will try again.");
        case Part::History:
            if (verdict.trouble == PartTrouble::Damaged)
                return tr(
                    "New messages are refused so that their senders try again. The newest backup waits under "
                    "Setup, Backup; what is there now is kept.");
            if (verdict.trouble == PartTrouble::DiskFull && snapshot.level == HealthLevel::ReadOnly)
                return refusedWhileFull();
            if (snapshot.level == HealthLevel::ReadOnly)
                return tr("New messages are refused so that their senders try again; nothing accepted is lost.");
            return tr("Customers' messages are kept in the local journal and replayed in order: %Ln waiting.", nullptr,
                      int(snapshot.journalWaiting));
        case Part::Platform:
            if (verdict.trouble == PartTrouble::TokenRefused)
                return tr(
                    "Put it right on the platform, or under Setup. Replies wait in the outbox and then go out in "
                    "order: %Ln waiting.",
                    nullptr, int(snapshot.outboxWaiting));
            return tr("Replies wait in the outbox and go out in order when it is back: %Ln waiting.", nullptr,
                      int(snapshot.outboxWaiting));
        case Part::Ai: return tr("The bot is silent; customers wait for a person.");
        case Part::Disk:
            if (snapshot.level == HealthLevel::ReadOnly) return refusedWhileFull();
            [[fallthrough]];
        case Part::Journal:
            return tr("Nothing is lost; if the database becomes unreachable now, new messages will be refused.");
        case Part::Redis: return tr("Customers still get answers; other desks see changes late. No message is lost.");
    }
    return {};
}

}  // namespace tongdai
