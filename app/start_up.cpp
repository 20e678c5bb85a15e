#include "app/start_up.h"

#include "app/desk_name.h"
#include "app/import_command.h"
#include "app/json_log.h"
#include "app/settings/secrets.h"
#include "app/settings/settings_memory.h"
#include "app/settings/settings_schema.h"
#include "app/shop_audit.h"
#include "app/shop_commands.h"
#include "app/verify_command.h"
#include "engine/domain/dispute/audit_file.h"
#include "engine/domain/log.h"
#include "engine/domain/whole_file.h"
#include "engine/host/boot/data_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <cstdio>

#include <pwd.h>
#include <unistd.h>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

QString mistakeList(const std::vector<SettingMistake>& mistakes)
{
    QString text = u"These settings cannot be used:\n"_s;
    for (const SettingMistake& mistake : mistakes)
        text += u"  %1: %2\n"_s.arg(mistake.where, mistake.what);
    return text;
}

std::optional<QString> prepareFolder(const QString& path)
{
    if (!QDir().mkpath(path)) return u"The data folder '%1' cannot be made.\n"_s.arg(path);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!QFileInfo(path).isWritable()) return u"The data folder '%1' cannot be written.\n"_s.arg(path);
    return std::nullopt;
}

/// The System page names this file, so it is there to be opened: everything that can be set, commented out. Where it
/// cannot be made the page says nothing of it.
void makeSettingsFile(const SettingSources& sources)
{
    if (sources.settingsFileNamed || QFileInfo::exists(sources.settingsFile)) return;
    writeWholeFile(sources.settingsFile, sampleSettingsFile());
}

QString loginName()
{
    const QString name = qEnvironmentVariable("USER");
    return name.isEmpty() ? u"operator"_s : name;
}

/// As the person is called, where the system was told; a login is no name.
QString fullName()
{
    const passwd* entry = ::getpwuid(::getuid());
    if (!entry) return {};
    const QString name = QString::fromLocal8Bit(entry->pw_gecos).section(u',', 0, 0).trimmed();
    return name == QString::fromLocal8Bit(entry->pw_name) || name.contains(u'&') ? QString() : name;
}

EngineConfig engineConfig(const Settings& s, const Secrets& secrets, const CommandLine& line)
{
    EngineConfig config = s;
    config.logFile = s.dataDir + "/tongdai.log"_L1;
    config.pancakeToken = secrets.pancakeToken;
    config.adminToken = secrets.adminToken;
    config.jwtSecret = secrets.jwtSecret;
    config.evidenceKey = secrets.evidenceKey;
    config.tokensGenerated = secrets.generated;
    config.operatorShownName = s.operatorName.isEmpty() ? fullName() : s.operatorName;
    config.operatorName = deskNameOf(config.operatorShownName, qEnvironmentVariable("USER"),
                                     deskLanguage(line.language, s.dataDir + "/screens.ini"_L1));
    config.operatorId = OperatorId::fromString(s.operatorName.isEmpty() ? loginName() : s.operatorName);
    config.openSample = line.sampleShop;
    return config;
}

/// Before the audit log, for the engine that is about to start: tokens that were made, settings that differ.
void noteBeginning(const CommandLine& line, const Secrets& secrets)
{
    const QByteArray actor = programActor("start");
    if (!secrets.made.isEmpty()) {
        const QJsonObject names{{u"tokens"_s, QJsonArray::fromStringList(secrets.made)}};
        keepForAudit(line.sources.dataDir, {{actor, u"tokens_made"_s, {}, names}}, auditNow());
    }
    if (line.act == CommandLine::Act::Run) noteSettings(line.sources, actor, u"start"_s, secrets);
}

StartUpFailure failureOf(const SecretsProblem& problem)
{
    if (problem.isAway) return {kExitNoSecrets, problem.what + u'\n'};
    return {problem.noRoom ? kExitNoData : kExitBadSettings, problem.what + u'\n'};
}

/// Long enough for somebody to type the password of the key store; without a window nobody can.
KeyStoreUse keyStoreUse(const CommandLine& line)
{
    return line.hasWindow ? KeyStoreUse{std::chrono::minutes(2), true} : KeyStoreUse();
}

/// By itself only what was made at this very start, with a window: a shop that has run before may be run without
/// anybody at its desktop the next time, where no key store is open.
void bringSecretsHome(const CommandLine& line, const Settings& settings, const Secrets& secrets, const QString& path)
{
    if (line.act != CommandLine::Act::Run) return;
    const bool isFresh = secrets.made.contains(u"PANCAKE_ACCESS_TOKEN"_s);
    const auto automatic = line.hasWindow && isFresh ? SecretsPlace::OpenKeyStore : SecretsPlace::WhereTheyAre;
    const auto place = settings.secretsIn == "file"_L1        ? SecretsPlace::File
                       : settings.secretsIn == "key-store"_L1 ? SecretsPlace::KeyStore
                                                              : automatic;
    const QString problem = bringSecretsTo(place, path);
    if (!problem.isEmpty()) Log("secrets").warn("the secrets stay where they were", {{u"cause"_s, problem}});
}

}  // namespace

std::variant<std::unique_ptr<QLockFile>, StartUpFailure> lockDataDir(const QString& folder)
{
    auto lock = std::make_unique<QLockFile>(folder + "/running.lock"_L1);
    lock->setStaleLockTime(std::chrono::milliseconds(0));  // stale only when its process is gone
    if (lock->tryLock()) return lock;
    if (lock->error() != QLockFile::LockFailedError) {
        return StartUpFailure{kExitNoData,
                              u"Nothing can be written to the data folder '%1': its disk is full, or it "
                              u"may not be written. Make room there, and start again.\n"_s.arg(folder)};
    }
    qint64 pid = 0;
    lock->getLockInfo(&pid, nullptr, nullptr);
    return StartUpFailure{kExitAlreadyRunning,
                          u"Tongdai already runs on '%1' (process %2). Stop it, or give this one a "
                          u"folder of its own with --data-dir.\n"_s.arg(folder)
                              .arg(pid)};
}

std::variant<EngineConfig, StartUpFailure> readConfig(const CommandLine& line)
{
    const auto read = readSettings(line.sources);
    if (const auto* mistakes = std::get_if<std::vector<SettingMistake>>(&read))
        return StartUpFailure{kExitBadSettings, mistakeList(*mistakes)};
    const auto& settings = std::get<Settings>(read);
    const auto secrets = loadOrCreateSecrets(settings.dataDir + "/secrets"_L1,
                                             {settings.pancakeToken, settings.adminToken, settings.jwtSecret, false});
    if (const auto* problem = std::get_if<SecretsProblem>(&secrets)) return failureOf(*problem);
    noteBeginning(line, std::get<Secrets>(secrets));
    return engineConfig(settings, std::get<Secrets>(secrets), line);
}

std::variant<StartedUp, StartUpFailure> startUp(const CommandLine& line, bool logToStandardError)
{
    const QString secretsFile = line.sources.dataDir + "/secrets"_L1;
    std::unique_ptr<QLockFile> lock;
    if (QFileInfo::exists(secretsFile)) {
        // Who runs already is brought to the front; nobody has to unlock anything for that.
        auto early = lockDataDir(line.sources.dataDir);
        const auto* failure = std::get_if<StartUpFailure>(&early);
        if (failure && failure->exitCode == kExitAlreadyRunning) return *failure;
        if (!failure) lock = std::get<std::unique_ptr<QLockFile>>(std::move(early));
    }
    if (const auto problem = secretsOutOfReach(secretsFile, keyStoreUse(line))) return failureOf(*problem);
    auto read = readSettings(line.sources);
    if (const auto* mistakes = std::get_if<std::vector<SettingMistake>>(&read)) {
        return StartUpFailure{kExitBadSettings, mistakeList(*mistakes)};
    }
    const auto& settings = std::get<Settings>(read);
    if (const auto problem = prepareFolder(settings.dataDir)) return StartUpFailure{kExitNoData, *problem};

    if (!lock) {
        auto locked = lockDataDir(settings.dataDir);
        if (auto* failure = std::get_if<StartUpFailure>(&locked)) return std::move(*failure);
        lock = std::get<std::unique_ptr<QLockFile>>(std::move(locked));
    }

    auto secrets =
        loadOrCreateSecrets(secretsFile, {settings.pancakeToken, settings.adminToken, settings.jwtSecret, false});
    if (const auto* problem = std::get_if<SecretsProblem>(&secrets)) return failureOf(*problem);
    makeSettingsFile(line.sources);
    StartedUp started{settings, engineConfig(settings, std::get<Secrets>(secrets), line), std::move(lock)};
    startLogging(
        {started.engine.logFile, settings.logMaxBytes, settings.logFiles, logToStandardError, settings.logLevel});
    tidyDataFolder(settings.dataDir);
    bringSecretsHome(line, settings, std::get<Secrets>(secrets), secretsFile);
    noteBeginning(line, std::get<Secrets>(secrets));
    return started;
}

std::optional<int> answerSimpleAct(const CommandLine& line)
{
    switch (line.act) {
        case CommandLine::Act::ShowHelp:
        case CommandLine::Act::ShowVersion: std::printf("%s\n", qUtf8Printable(line.message)); return 0;
        case CommandLine::Act::PrintSample: std::printf("%s", sampleSettingsFile().constData()); return 0;
        case CommandLine::Act::Fail:
            std::fprintf(stderr, "%s\nTry --help.\n", qUtf8Printable(line.message));
            return kExitBadSettings;
        case CommandLine::Act::Backup:
        case CommandLine::Act::Restore:
        case CommandLine::Act::Move: return runShopCommand(line);
        case CommandLine::Act::Import: return runImportCommand(line);
        case CommandLine::Act::Verify: return runVerifyCommand(line);
        default: return std::nullopt;
    }
}

}  // namespace tongdai::app
