#include "ui/setup/setup_words.h"

#include "ui/common/words/cause_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using api::ConnectionForm;
using api::ShopTrouble;
using api::StepOutcome;
using api::TestLine;
using api::TestStep;
using api::TestTrouble;
using Kind = ConnectionForm::Kind;

QString SetupWords::kind(Kind kind)
{
    switch (kind) {
        case Kind::Postgres: return u"PostgreSQL"_s;
        case Kind::MySql: return tr("MySQL or MariaDB");
        case Kind::Redis: return u"Redis"_s;
        case Kind::Ai: return tr("AI service");
        case Kind::Platform: return tr("Chat platform");
        case Kind::KiotViet: return u"KiotViet"_s;
        case Kind::Page: return u"Pancake"_s;
    }
    Q_UNREACHABLE();
}

QString SetupWords::step(TestStep step, Kind kind)
{
    switch (step) {
        case TestStep::Host: return tr("Address");
        case TestStep::Port: return tr("Port");
        case TestStep::Tls: return tr("Encryption");
        case TestStep::Greeting: return tr("Right kind of server");
        case TestStep::Login: return kind == Kind::Page ? tr("Page token") : tr("Login");
        case TestStep::Version: return tr("Version");
        case TestStep::Rights: return tr("Rights");
        case TestStep::Latency: return tr("Response time");
        case TestStep::Clock: return tr("Clock");
        case TestStep::Durability: return kind == Kind::Redis ? tr("Keeps pending work") : tr("Survives a power cut");
        case TestStep::Content: return tr("Contents");
    }
    Q_UNREACHABLE();
}

QString SetupWords::outcome(StepOutcome outcome)
{
    switch (outcome) {
        case StepOutcome::Running: return tr("testing…");
        case StepOutcome::Ok: return tr("ok", "a line of the connection test");
        case StepOutcome::Attention: return tr("check this");
        case StepOutcome::Failed: return tr("failed");
        case StepOutcome::Skipped: return tr("skipped");
    }
    Q_UNREACHABLE();
}

Tone SetupWords::tone(StepOutcome outcome)
{
    switch (outcome) {
        case StepOutcome::Ok: return Tone::Good;
        case StepOutcome::Attention: return Tone::Attention;
        case StepOutcome::Failed: return Tone::Danger;
        case StepOutcome::Running:
        case StepOutcome::Skipped: return Tone::Neutral;
    }
    Q_UNREACHABLE();
}

QString SetupWords::finding(const TestLine& line, const Formats& formats)
{
    const bool isMeasured = line.outcome == StepOutcome::Ok || line.outcome == StepOutcome::Attention;
    if (line.step == TestStep::Latency && isMeasured)
        return formats.duration(std::chrono::duration<double, std::milli>(line.number));
    if (line.step == TestStep::Clock && isMeasured) {
        const QString difference =
            formats.duration(std::chrono::duration<double, std::milli>(std::abs(line.number) * 1000));
        return line.number < 0 ? tr("%1 behind this computer").arg(difference)
                               : tr("%1 ahead of this computer").arg(difference);
    }
    switch (line.trouble) {
        case TestTrouble::SameComputer: return line.detail.isEmpty() ? tr("not needed on this computer") : line.detail;
        case TestTrouble::Empty: return tr("empty");
        case TestTrouble::ShopIsThere: return tr("a shop with %Ln conversation(s)", nullptr, int(line.number));
        case TestTrouble::OtherTables: return tr("%Ln table(s) of another program", nullptr, int(line.number));
        default: break;
    }
    if (line.outcome != StepOutcome::Ok) return {};
    if (line.step == TestStep::Rights && line.detail.isEmpty()) return tr("read, write, create tables");
    return line.detail;
}

QString SetupWords::explanation(const TestLine& line, const ConnectionForm& form)
{
    if (line.outcome == StepOutcome::Failed) return failure(line, form);
    if (line.outcome == StepOutcome::Attention) return warning(line, form);
    return {};
}

QString SetupWords::failure(const TestLine& line, const ConnectionForm& form)
{
    const QString server = kind(form.kind);
    if (form.kind == Kind::KiotViet && line.trouble == TestTrouble::WrongLogin)
        return tr("KiotViet does not accept this client ID and secret. Copy both anew; capital letters count.");
    if (form.kind == Kind::KiotViet && line.trouble == TestTrouble::NoRight)
        return tr("The client ID is right, but may not ask about the shop “%1”. Check the shop's name.")
            .arg(line.detail);
    if (form.kind == Kind::Page && line.trouble == TestTrouble::WrongLogin)
        return tr(
            "Pancake does not accept this page ID and token. Copy both anew from Pancake (Page settings, Tools).");
    if (form.kind == Kind::Page && line.trouble == TestTrouble::NotEncrypted)
        return tr("A page's token is not sent where others could read it. PANCAKE_API_URL must begin with https.");
    switch (line.trouble) {
        case TestTrouble::NoAddress:
            return tr("No address was given. Enter the name or IP address of the computer that runs %1.").arg(server);
        case TestTrouble::HostUnknown:
            return tr("The name “%1” is not known. Check the spelling, or enter the computer's IP address instead, for "
                      "example 192.168.1.20.")
                .arg(line.detail);
        case TestTrouble::PortClosed:
            return tr("The computer was reached, but nothing is listening at %1. Start %2 there, or check the port "
                      "number and whether it accepts connections from other computers.")
                .arg(line.detail, server);
        case TestTrouble::NoAnswer:
            if (line.step == TestStep::Greeting)
                return tr(
                    "The connection was accepted, but nothing came back for five seconds. The server may be "
                    "overloaded, or something in between is blocking the answer.");
            return tr("No answer for five seconds. A firewall may be in between, or the computer is switched off.");
        case TestTrouble::OtherProtocol:
            return line.detail.isEmpty()
                       ? tr("Something is listening there, but it is not %1: it closed the connection. Check the port "
                            "number.")
                             .arg(server)
                       : tr("Something is listening there, but it is not %1. It said: “%2”. Check the port number.")
                             .arg(server, line.detail);
        case TestTrouble::NoPlatform:
            return tr("A web server answers there (HTTP %1), but not as a chat platform does. Check the address; where "
                      "the platform takes answers on another path, set PANCAKE_ACTIONS_PATH.")
                .arg(int(line.number));
        case TestTrouble::TlsFailed:
            return tr("No secure connection could be made: %1. Check that the server has TLS switched on and a "
                      "certificate for this name.")
                .arg(line.detail);
        case TestTrouble::TooOld:
            return tr("The server is too old: %1. Have it updated, then test again.").arg(line.detail);
        case TestTrouble::WrongEncoding:
            return tr("This database cannot keep every language's letters: %1. Make a new one with the encoding UTF8.")
                .arg(line.detail);
        case TestTrouble::NoRight:
            return tr("The account lacks permissions the engine needs: %1. Ask the server's administrator to grant "
                      "them on this database.")
                .arg(line.detail);
        case TestTrouble::NotDurable:
            return tr("What this server confirms may be gone after a power cut: %1. The engine refuses such a store, "
                      "because customers' messages would be lost.")
                .arg(line.detail);
        case TestTrouble::IsCluster:
            return tr("This is a Redis Cluster, which refuses the engine's scripts. Use a single Redis.");
        case TestTrouble::ServiceError:
            return tr("The service answers, but with an error (HTTP %1). Look at its own log.").arg(int(line.number));
        case TestTrouble::NewerShop:
            return tr("A shop of a newer Tongdai lies there (schema version %1). Update this program first.")
                .arg(line.detail);
        default: return loginFailure(line, form);
    }
}

QString SetupWords::loginFailure(const TestLine& line, const ConnectionForm& form)
{
    switch (line.trouble) {
        case TestTrouble::WrongLogin:
            return tr("The server does not accept this user and password. Check both; capital letters count.");
        case TestTrouble::LoginMissing: return tr("The server wants a password, and none was given.");
        case TestTrouble::DatabaseMissing:
            if (form.kind == Kind::Redis)
                return tr("This Redis has no database number %1. Most have 0 to 15.").arg(line.detail);
            if (line.detail.isEmpty()) return tr("No database was named.");
            return tr("The login is right, but there is no database “%1”. Have it created, or check its name.")
                .arg(line.detail);
        case TestTrouble::ClientNotAllowed:
            return tr("The server does not let this computer or this user in: %1. Ask its administrator to allow it.")
                .arg(line.detail);
        case TestTrouble::ServerFull:
            return tr("The server has no connection left. Try again later, or have its limit raised.");
        case TestTrouble::PoolerThere:
            return tr("A pooler (PgBouncer, for example) stands before this PostgreSQL and shares its connections out. "
                      "Write the line %1 into the settings file, then test again.")
                .arg(form.isOnlyRead ? "DISPUTE_POSTGRES_POOLED=true"_L1 : "POSTGRES_POOLED=true"_L1);
        case TestTrouble::PoolerAlone:
            return tr("A pooler answers there, but got no connection to the PostgreSQL behind it: “%1”. See whether "
                      "that server is running and has connections left, then test again.")
                .arg(line.detail);
        default: return tr("%1 answered: “%2”.").arg(kind(form.kind), line.detail);
    }
}

QString SetupWords::warning(const TestLine& line, const ConnectionForm& form)
{
    switch (line.trouble) {
        case TestTrouble::NotEncrypted:
            return tr(
                "Everything travels unencrypted, passwords included. That is acceptable only on a network of your "
                "own.");
        case TestTrouble::Slow:
            return tr("That is slow. Every message waits for a few such round trips; a server closer by would help.");
        case TestTrouble::ClockOff:
            return tr(
                "The two clocks differ. Set both from an internet time server, or the times on the screens will not "
                "match.");
        case TestTrouble::EvictsKeys:
            return tr("When its memory is full, this Redis throws away work that waits (maxmemory-policy %1). No "
                      "message is lost, but answers come late; noeviction is right.")
                .arg(line.detail);
        case TestTrouble::TokenRefused:
            return tr("The service answers, but refuses the shop's token (HTTP %1).").arg(int(line.number));
        case TestTrouble::OtherTables:
            return tr("Another program uses this database (%1). A database of its own is safer for the shop.")
                .arg(line.detail);
        default: return line.detail.isEmpty() ? QString() : tr("%1 answered: “%2”.").arg(kind(form.kind), line.detail);
    }
}

QString SetupWords::phase(const api::ShopProgress& progress)
{
    using Phase = api::ShopProgress::Phase;
    const bool isMove = progress.work == api::ShopWork::Move;
    switch (progress.phase) {
        case Phase::Stopping: return tr("Closing the shop: work in hand is being finished.");
        case Phase::Preparing: return tr("Getting ready.");
        case Phase::Copying:
            if (isMove) return tr("Copying %1.").arg(progress.what);
            return progress.work == api::ShopWork::Backup ? tr("Taking a snapshot of the history.")
                                                          : tr("Reading the backup.");
        case Phase::Verifying:
            if (isMove) return tr("Reading %1 back and comparing every row.").arg(progress.what);
            return progress.work == api::ShopWork::Backup ? tr("Writing the file and its checksums.")
                                                          : tr("Checking the history in the backup.");
        case Phase::Finishing: return tr("Finishing.");
        case Phase::Starting: return tr("Opening the shop again.");
    }
    Q_UNREACHABLE();
}

QString SetupWords::trouble(const api::ShopOutcome& outcome)
{
    switch (outcome.trouble) {
        case ShopTrouble::None: return {};
        case ShopTrouble::Cancelled: return tr("Cancelled. Everything is as it was.");
        case ShopTrouble::Busy: return tr("Something else is under way. Wait for it to end.");
        case ShopTrouble::NotAllowed: return tr("Your role does not include this. Nothing was changed.");
        case ShopTrouble::NotEmbedded:
            return tr("The history is on a database server, which has its own backups; ask its administrator.");
        case ShopTrouble::NoShop: return tr("There is no history on this computer yet.");
        case ShopTrouble::NoRoom:
            return tr(
                "There is not enough room on the disk. Nothing was changed; free some room or choose another disk.");
        case ShopTrouble::CannotWrite:
            return tr("Nothing could be written there: %1. Nothing was changed.").arg(CauseWords::of(outcome.detail));
        case ShopTrouble::CannotRead: return tr("The file could not be read: %1.").arg(CauseWords::of(outcome.detail));
        case ShopTrouble::NotABackup: return tr("This file is not a backup of Tongdai. Nothing was changed.");
        case ShopTrouble::Damaged:
            return tr(
                "This backup is damaged: it does not match its own checksums. Nothing was changed; choose an older "
                "one.");
        case ShopTrouble::ShopDamaged:
            return tr("The history on this computer is damaged: %1. Restore the last good backup.")
                .arg(CauseWords::of(outcome.detail));
        case ShopTrouble::NewerProgram:
            return tr("This backup was made by a newer Tongdai. Update this program first; nothing was changed.");
        case ShopTrouble::StoreTrouble:
            return tr("The shop was not moved: %1. Nothing of it was left on the server; it runs on this computer as "
                      "before, and you can try again.")
                .arg(CauseWords::of(outcome.detail));
        case ShopTrouble::SettingsTrouble:
            return tr("Everything arrived and was verified, but the settings could not be written: %1. The shop runs "
                      "on this computer as before; moving again takes only the comparison.")
                .arg(CauseWords::of(outcome.detail));
    }
    Q_UNREACHABLE();
}

QString SetupWords::size(const api::ShopOutcome& outcome, const Formats& formats)
{
    return tr("%1 conversations, %2 messages")
        .arg(formats.number(outcome.conversations), formats.number(outcome.messages));
}

}  // namespace tongdai
