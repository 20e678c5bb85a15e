#include "app/shop_commands.h"

#include "app/settings/secrets.h"
#include "app/settings/setup_file.h"
#include "app/shop_audit.h"
#include "app/start_up.h"
#include "app/stop_signals.h"
#include "engine/host/backup/shop_mover.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QThread>

#include <cstdio>

namespace tongdai::app {

using namespace Qt::StringLiterals;
using api::ShopOutcome;
using api::ShopProgress;
using api::ShopTrouble;
using Act = CommandLine::Act;

namespace {

QString phaseWords(ShopProgress::Phase phase)
{
    switch (phase) {
        case ShopProgress::Phase::Stopping: return u"stopping"_s;
        case ShopProgress::Phase::Preparing: return u"preparing"_s;
        case ShopProgress::Phase::Copying: return u"copying"_s;
        case ShopProgress::Phase::Verifying: return u"verifying"_s;
        case ShopProgress::Phase::Finishing: return u"finishing"_s;
        case ShopProgress::Phase::Starting: return u"starting"_s;
    }
    Q_UNREACHABLE();
}

/// At most a line a second, and one for every phase.
class ProgressLines {
public:
    void tell(const ShopProgress& progress)
    {
        if (m_last.isValid() && m_phase == progress.phase && m_last.elapsed() < 1000) return;
        m_phase = progress.phase;
        m_last.restart();
        QString line = phaseWords(progress.phase);
        if (!progress.what.isEmpty()) line += u' ' + progress.what;
        if (progress.total > 0) line += u" %1 %"_s.arg(100 * progress.done / progress.total);
        std::fprintf(stderr, "%s\n", qUtf8Printable(line));
    }

private:
    QElapsedTimer m_last;
    ShopProgress::Phase m_phase = ShopProgress::Phase::Preparing;
};

QString troubleWords(const ShopOutcome& outcome)
{
    switch (outcome.trouble) {
        case ShopTrouble::None: return {};
        case ShopTrouble::Cancelled: return u"Cancelled; nothing was changed."_s;
        case ShopTrouble::Busy: return u"Other work is under way."_s;
        case ShopTrouble::NotAllowed: return u"Not allowed; nothing was changed."_s;
        case ShopTrouble::NotEmbedded:
            return u"The history lies on a database server; use its own backup, for example pg_dump or mariadb-dump."_s;
        case ShopTrouble::NoShop: return u"There is no history in this data folder: %1"_s.arg(outcome.detail);
        case ShopTrouble::NoRoom: return u"There is not enough room on the disk: %1"_s.arg(outcome.detail);
        case ShopTrouble::CannotWrite: return u"Cannot write: %1"_s.arg(outcome.detail);
        case ShopTrouble::CannotRead: return u"Cannot read: %1"_s.arg(outcome.detail);
        case ShopTrouble::NotABackup: return u"This is not a backup of Tongdai: %1"_s.arg(outcome.file);
        case ShopTrouble::Damaged: return u"The backup is damaged; nothing was changed: %1"_s.arg(outcome.detail);
        case ShopTrouble::ShopDamaged: return u"The history itself is damaged: %1"_s.arg(outcome.detail);
        case ShopTrouble::NewerProgram:
            return u"The backup was made by a newer program (schema version %1)."_s.arg(outcome.detail);
        case ShopTrouble::StoreTrouble:
            return u"Not moved; the server holds nothing of this shop: %1"_s.arg(outcome.detail);
        case ShopTrouble::SettingsTrouble: return u"The settings could not be written: %1"_s.arg(outcome.detail);
    }
    Q_UNREACHABLE();
}

/// What of the backup's settings came along, or would.
QString settingsWords(const ShopOutcome& outcome, const CommandLine& line)
{
    QString words;
    if (!outcome.secretsLeftOut.isEmpty())
        words += u"\nIts tokens and passwords are not taken over: %1"_s.arg(outcome.secretsLeftOut.join(", "_L1));
    if (outcome.addresses.empty()) return words;
    words += line.withAddresses
                 ? u"\nIts addresses are taken over:"_s
                 : u"\nIts addresses are not taken over; --with-addresses does it, if you know them all:"_s;
    for (const api::ShopSetting& each : outcome.addresses)
        words += u"\n  %1=%2"_s.arg(each.key, each.value);
    return words;
}

QString successWords(const ShopOutcome& outcome, const CommandLine& line)
{
    const QString counts = u"%1 conversations, %2 messages"_s.arg(outcome.conversations).arg(outcome.messages);
    const QString made =
        u"made %1 by Tongdai %2"_s.arg(outcome.madeAt.toLocalTime().toString(Qt::ISODate), outcome.program);
    switch (outcome.work) {
        case api::ShopWork::Backup:
            return u"Backed up %1 to %2 (%3 bytes)."_s.arg(counts, outcome.file).arg(outcome.bytes);
        case api::ShopWork::Inspect:
            return line.dryRun ? u"The backup is whole: %1, %2. Nothing was changed."_s.arg(counts, made) +
                                     settingsWords(outcome, line)
                               : QString();
        case api::ShopWork::Restore: {
            const QString old =
                outcome.oldPlace.isEmpty() ? QString() : u" What was there before lies in %1."_s.arg(outcome.oldPlace);
            return u"Restored %1, %2.%3"_s.arg(counts, made, old) + settingsWords(outcome, line);
        }
        case api::ShopWork::Move: {
            QString words = outcome.wasThereAlready ? u"Everything was there already and is the same:\n"_s : QString();
            for (const api::ShopTable& table : outcome.tables)
                words += u"  %1  %2 rows  %3\n"_s.arg(table.name, -20)
                             .arg(table.rows, 10)
                             .arg(QString::fromLatin1(table.checksum));
            return words + u"Moved to %1: %2, every table verified. The old file stays: %3"_s.arg(
                               outcome.target, counts, outcome.oldPlace);
        }
    }
    Q_UNREACHABLE();
}

api::ConnectionForm serverOf(const DatabaseTarget& address)
{
    api::ConnectionForm form;
    form.kind = address.kind == DatabaseTarget::Kind::Postgres ? api::ConnectionForm::Kind::Postgres
                                                               : api::ConnectionForm::Kind::MySql;
    form.host = address.host;
    form.port = address.port;
    form.database = address.database;
    form.user = address.user;
    form.password = address.password;
    form.tls = address.tls != DatabaseTarget::Tls::Off;
    form.caFile = address.caFile;
    form.isPooled = address.isPooled;
    return form;
}

int refuse(int exitCode, const QString& words)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(words.trimmed()));
    return exitCode;
}

/// On a thread of its own, so that a signal is heard meanwhile.
ShopOutcome work(
    const std::function<ShopOutcome(const ShopBackup::Report&, const std::shared_ptr<std::atomic<bool>>&)>& act)
{
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &stop, [cancelled] { *cancelled = true; });
    ShopOutcome outcome;
    ProgressLines lines;
    const std::unique_ptr<QThread> thread(QThread::create(
        [&] { outcome = act([&lines](const ShopProgress& progress) { lines.tell(progress); }, cancelled); }));
    QEventLoop loop;
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    loop.exec();
    thread->wait();
    return outcome;
}

}  // namespace

int runShopCommand(const CommandLine& line)
{
    const SettingsOrMistakes read = readSettings(line.sources);
    if (const auto* mistakes = std::get_if<std::vector<SettingMistake>>(&read)) {
        for (const SettingMistake& mistake : *mistakes)
            refuse(kExitBadSettings, u"%1: %2"_s.arg(mistake.where, mistake.what));
        return kExitBadSettings;
    }
    const auto& settings = std::get<Settings>(read);
    const bool wantsServer = line.act == Act::Move;
    const QString secrets = settings.dataDir + "/secrets"_L1;
    if (wantsServer) {
        // The server's password is among them.
        if (const auto problem = secretsOutOfReach(secrets, {})) return refuse(kExitNoSecrets, problem->what);
    }
    if (wantsServer && !settings.database)
        return refuse(kExitBadSettings, u"Name the server first: POSTGRES_HOST or MYSQL_HOST in the settings."_s);
    if (!wantsServer && settings.database) {
        ShopOutcome outcome;
        outcome.trouble = ShopTrouble::NotEmbedded;
        return refuse(kExitNotDone, troubleWords(outcome));
    }
    // A backup is taken while the shop runs; the others need the history for themselves.
    std::unique_ptr<QLockFile> lock;
    if (line.act != Act::Backup && !line.dryRun) {
        QDir().mkpath(settings.dataDir);
        auto locked = lockDataDir(settings.dataDir);
        if (const auto* failure = std::get_if<StartUpFailure>(&locked)) return refuse(failure->exitCode, failure->text);
        lock = std::get<std::unique_ptr<QLockFile>>(std::move(locked));
    }
    const ShopPlaces places = placesOf(line.sources);
    const ShopOutcome outcome =
        work([&](const ShopBackup::Report& report, const std::shared_ptr<std::atomic<bool>>& cancelled) {
            if (line.act == Act::Move) return moveShop(places, serverOf(*settings.database), report, cancelled);
            ShopBackup backup(places, report, cancelled);
            if (line.act == Act::Backup) return backup.backUp(line.backupFile);
            return line.dryRun ? backup.inspect(line.backupFile) : backup.restore(line.backupFile, line.withAddresses);
        });
    if (outcome.trouble != ShopTrouble::None) return refuse(kExitNotDone, troubleWords(outcome));
    noteShopWork(settings.dataDir, "command line"_ba, outcome);
    std::printf("%s\n", qUtf8Printable(successWords(outcome, line)));
    return 0;
}

}  // namespace tongdai::app
