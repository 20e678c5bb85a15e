#include "ui/common/words/health_words.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

QString HealthWords::name(Part part)
{
    switch (part) {
        case Part::Engine: return tr("Engine");
        case Part::Redis: return tr("Redis");
        case Part::History: return tr("Message history");
        case Part::Ai: return tr("AI");
        case Part::Platform: return tr("Chat platform");
        case Part::Journal: return tr("Local journal");
        case Part::Disk: return tr("Disk");
    }
    return {};
}

QString HealthWords::shortName(Part part)
{
    switch (part) {
        case Part::Engine: return tr("Engine");
        case Part::Redis: return tr("Redis");
        case Part::History: return tr("DB");
        case Part::Ai: return tr("AI");
        case Part::Platform: return tr("Channel");
        case Part::Journal: return tr("Journal");
        case Part::Disk: return tr("Disk");
    }
    return {};
}

QString HealthWords::state(PartState state)
{
    switch (state) {
        case PartState::Off: return tr("not used");
        case PartState::Starting: return tr("starting");
        case PartState::Ok: return tr("ok");
        case PartState::Slow: return tr("slow");
        case PartState::Down: return tr("down");
    }
    return {};
}

QString HealthWords::state(const PartHealth& health)
{
    if (health.part == Part::Disk && health.state == PartState::Slow) return tr("nearly full");
    if (health.state != PartState::Down) return state(health.state);
    if (health.part == Part::Engine) return tr("takes no messages");
    switch (health.trouble) {
        case PartTrouble::Away: return state(health.state);
        case PartTrouble::DiskFull: return tr("no room left");
        case PartTrouble::Damaged: return tr("damaged");
        case PartTrouble::TokenRefused: return tr("token refused");
    }
    return {};
}

Tone HealthWords::tone(PartState state)
{
    switch (state) {
        case PartState::Off:
        case PartState::Starting: return Tone::Neutral;
        case PartState::Ok: return Tone::Good;
        case PartState::Slow: return Tone::Attention;
        case PartState::Down: return Tone::Danger;
    }
    return Tone::Neutral;
}

QString HealthWords::level(HealthLevel level)
{
    switch (level) {
        case HealthLevel::Full: return tr("full");
        case HealthLevel::NoRedis: return tr("no Redis");
        case HealthLevel::NoDatabase: return tr("no database");
        case HealthLevel::NoAi: return tr("no AI");
        case HealthLevel::NoChannel: return tr("no channel");
        case HealthLevel::ReadOnly: return tr("reading only");
    }
    return {};
}

QString HealthWords::levelMeaning(HealthLevel level)
{
    switch (level) {
        case HealthLevel::Full: return tr("Everything works.");
        case HealthLevel::NoRedis: return tr("Everything works; other desks see changes a little late.");
        case HealthLevel::NoDatabase:
            return tr(
                "Live chat works. Messages are kept in the local journal; search and old history are unavailable.");
        case HealthLevel::NoAi: return tr("People answer. The bot is silent, and waiting conversations say why.");
        case HealthLevel::NoChannel: return tr("Everything works but sending: replies wait in the outbox.");
        case HealthLevel::ReadOnly:
            return tr("What is on screen can be read. New messages are refused so that their senders try again.");
    }
    return {};
}

QString HealthWords::historyTrouble(const HealthSnapshot& snapshot, const Formats& formats)
{
    const AuditHealth& audit = snapshot.audit;
    const auto moment = [&](const std::optional<TimePoint>& at) {
        return at ? formats.moment(*at, snapshot.at) : QString();
    };
    switch (audit.state) {
        case AuditState::Unknown:
        case AuditState::Ok: return {};
        case AuditState::Older:
            if (audit.asOf)
                return tr("The message history is an older copy, from about %1: what came in since is missing. "
                          "Customers are answered from what is there.")
                    .arg(moment(audit.asOf));
            return tr("The message history is an older copy, from before %1: what came in since is missing. Customers "
                      "are answered from what is there.")
                .arg(moment(audit.keptAt));
        case AuditState::Altered:
            return tr("Somebody changed the message history's audit log in the database: it no longer reads as it did "
                      "at %1.")
                .arg(moment(audit.keptAt));
        case AuditState::Replaced:
            return tr("Another message history stands in the place of this shop's, which was last seen %1.")
                .arg(moment(audit.keptAt));
    }
    return {};
}

QString HealthWords::journalOrder(const HealthSnapshot& snapshot)
{
    if (snapshot.journalOrderKnown) return {};
    return tr(
        "Redis is away, so nobody knows what other engines keep in their local journals: messages of one "
        "conversation may reach the history in another order than they were written. None is lost.");
}

QString HealthWords::silentPages(const HealthSnapshot& snapshot, const Formats& formats)
{
    if (snapshot.silentPages.empty()) return {};
    QStringList each;
    for (const SilentPage& page : snapshot.silentPages)
        each << tr("%1 since %2", "a page, and since when").arg(page.name, formats.moment(page.since, snapshot.at));
    return tr("No event has come from %1, which is unusual at this hour; messages may come ten minutes late. Look at "
              "Pancake whether the webhook is still on.")
        .arg(each.join(u", "_s));
}

const PartHealth* HealthWords::find(const HealthSnapshot& snapshot, Part part)
{
    const auto found = std::ranges::find(snapshot.parts, part, &PartHealth::part);
    return found == snapshot.parts.end() ? nullptr : &*found;
}

}  // namespace tongdai
