#include "engine/host/backup/shop_backup.h"

#include "engine/domain/dispute/audit_file.h"
#include "engine/domain/log.h"
#include "engine/domain/whole_file.h"
#include "engine/history/sql_history.h"
#include "engine/history/store/migrations.h"
#include "engine/host/backup/foreign_history.h"
#include "engine/host/backup/known_backups.h"
#include "engine/host/boot/data_folder.h"

#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryFile>

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <thread>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::ShopOutcome;
using api::ShopTrouble;
using api::ShopWork;
using Phase = api::ShopProgress::Phase;

namespace {

const Log shopBackupLog("backup");

constexpr auto kHistoryEntry = "history.sqlite"_L1;
constexpr auto kSettingsEntry = "settings.conf"_L1;
constexpr auto kRulesEntry = "rules.json"_L1;
constexpr qint64 kSpareRoom = 4 * 1024 * 1024;

void syncFolder(const QString& folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

/// Atomic, and over what is there.
bool renameOver(const QString& from, const QString& to)
{
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

/// The same file under a second name where the file system can, else a copy.
bool keepAt(const QString& from, const QString& to)
{
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0) return true;
    return QFile::copy(from, to);
}

/// Not there, or nothing but comments, as the program makes it at its first start.
bool setsNothing(const QString& settingsFile)
{
    QFile file(settingsFile);
    if (!file.exists()) return true;
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QByteArrayList lines = file.readAll().split('\n');
    return std::all_of(lines.begin(), lines.end(), [](const QByteArray& line) {
        const QByteArray words = line.trimmed();
        return words.isEmpty() || words.startsWith('#');
    });
}

/// Calls `look` every moment from a thread of its own, while a call of the store blocks this one.
class Watcher {
public:
    explicit Watcher(std::function<void()> look)
        : m_thread([this, look = std::move(look)] {
              std::unique_lock lock(m_guard);
              while (!m_wake.wait_for(lock, 100ms, [this] { return m_isDone; }))
                  look();
          })
    {
    }
    ~Watcher()
    {
        {
            const std::lock_guard lock(m_guard);
            m_isDone = true;
        }
        m_wake.notify_all();
        m_thread.join();
    }
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

private:
    std::mutex m_guard;
    std::condition_variable m_wake;
    bool m_isDone = false;
    std::thread m_thread;
};

ShopTrouble troubleOf(const SqlError& error)
{
    switch (error.trouble()) {
        case SqlError::Trouble::Full: return ShopTrouble::NoRoom;
        case SqlError::Trouble::Corrupt: return ShopTrouble::ShopDamaged;
        case SqlError::Trouble::Interrupted: return ShopTrouble::Cancelled;
        default: return ShopTrouble::CannotRead;
    }
}

}  // namespace

ShopBackup::ShopBackup(ShopPlaces places, Report report, std::shared_ptr<std::atomic<bool>> cancelled)
    : m_places(std::move(places)), m_report(std::move(report)), m_cancelled(std::move(cancelled))
{
}

bool ShopBackup::say(Phase phase, qint64 done, qint64 total)
{
    m_report({m_work, phase, {}, done, total});
    return !*m_cancelled;
}

void ShopBackup::refuseIfCancelled() const
{
    if (*m_cancelled) throw Trouble{ShopTrouble::Cancelled};
}

template <class Act>
ShopOutcome ShopBackup::attempt(ShopWork work, const QString& file, Act act)
{
    m_work = work;
    ShopOutcome outcome;
    outcome.work = work;
    outcome.file = file;
    try {
        const BackupManifest manifest = act(outcome);
        outcome.program = manifest.program;
        outcome.madeAt = manifest.madeAt;
        outcome.conversations = manifest.conversations;
        outcome.messages = manifest.messages;
        outcome.bytes = QFileInfo(file).size();
    } catch (const Trouble& trouble) {
        outcome.trouble = trouble.trouble;
        outcome.detail = trouble.detail;
    } catch (const SqlError& error) {
        outcome.trouble = *m_cancelled ? ShopTrouble::Cancelled : troubleOf(error);
        outcome.detail = error.cause();
    }
    if (outcome.trouble != ShopTrouble::None)
        shopBackupLog.warn(
            "shop work ended without success",
            {{u"work"_s, int(work)}, {u"trouble"_s, int(outcome.trouble)}, {u"cause"_s, outcome.detail}});
    return outcome;
}

/// Where the file system does not tell, writing will: a work that runs out of room is taken back.
void ShopBackup::demandRoom(const QString& folder, qint64 bytes)
{
    std::error_code unknown;
    const auto space = std::filesystem::space(QFile::encodeName(folder).toStdString(), unknown);
    if (!unknown && space.available < std::uintmax_t(bytes + kSpareRoom)) throw Trouble{ShopTrouble::NoRoom, folder};
}

ShopOutcome ShopBackup::backUp(const QString& file)
{
    return attempt(ShopWork::Backup, file, [&](ShopOutcome&) {
        say(Phase::Preparing, 0, 0);
        const QString history = m_places.historyFile();
        if (!QFile::exists(history)) throw Trouble{ShopTrouble::NoShop, history};
        const QString folder = QFileInfo(file).absolutePath();
        const qint64 size = QFileInfo(history).size() + QFileInfo(history + "-wal"_L1).size();
        if (!QFileInfo(folder).isDir()) throw Trouble{ShopTrouble::CannotWrite, folder};
        demandRoom(folder, 2 * size);
        // Both begin with mode 0600 and are gone whatever happens (security S38).
        QTemporaryFile picture(folder + "/.tongdai-picture-XXXXXX"_L1);
        QTemporaryFile out(folder + "/.tongdai-backup-XXXXXX"_L1);
        if (!picture.open() || !out.open())
            throw Trouble{ShopTrouble::CannotWrite, out.isOpen() ? picture.errorString() : out.errorString()};
        BackupManifest manifest;
        manifest.program = u"" TONGDAI_VERSION ""_s;
        manifest.madeAt = QDateTime::currentDateTimeUtc();
        takePicture(picture.fileName(), manifest);
        pack(picture.fileName(), out, manifest, QFileInfo(picture.fileName()).size());
        say(Phase::Finishing, 0, 0);
        if (::fsync(out.handle()) != 0) throw Trouble{ShopTrouble::NoRoom, qt_error_string(errno)};
        refuseIfCancelled();
        out.close();
        if (!renameOver(out.fileName(), file)) throw Trouble{ShopTrouble::CannotWrite, qt_error_string(errno)};
        out.setAutoRemove(false);
        syncFolder(folder);
        KnownBackups(m_places.dataDir)
            .note({QFileInfo(file).absoluteFilePath(), manifest.madeAt, manifest.conversations});
        return manifest;
    });
}

/// `vacuum into` reads one state of the history in one read transaction: writers go on meanwhile (WAL).
void ShopBackup::takePicture(const QString& into, BackupManifest& manifest)
{
    const std::unique_ptr<SqlSession> session = sqliteBackend(m_places.historyFile()).reader();
    session->open();
    session->run(u"pragma query_only = off"_s);  // "vacuum into" writes: to the other file
    const qint64 total =
        session->run(u"pragma page_count"_s)[0][0].toInteger() * session->run(u"pragma page_size"_s)[0][0].toInteger();
    {
        const Watcher watcher([&] {
            say(Phase::Copying, QFileInfo(into).size(), total);
            if (*m_cancelled) session->interrupt();
        });
        QString quoted = into;
        quoted.replace(u'\'', u"''"_s);
        session->run(u"vacuum into '%1'"_s.arg(quoted));
    }
    refuseIfCancelled();
    session->close();
    // Counted in the picture itself: the history has moved on meanwhile.
    const std::unique_ptr<SqlSession> picture = sqliteBackend(into).reader();
    picture->open();
    picture->checkUndamaged();
    manifest.schemaVersion =
        int(picture->run(u"select max(version) from schema_version where statements < 0"_s)[0][0].toInteger());
    manifest.conversations = picture->run(u"select count(*) from conversations"_s)[0][0].toInteger();
    manifest.messages = picture->run(u"select count(*) from messages"_s)[0][0].toInteger();
    picture->close();
}

void ShopBackup::pack(const QString& picture, QFile& out, const BackupManifest& manifest, qint64 total)
{
    const auto check = [&](bool worked) {
        if (worked) return;
        refuseIfCancelled();
        const bool isFull = out.error() == QFileDevice::ResourceError || out.error() == QFileDevice::WriteError;
        throw Trouble{isFull ? ShopTrouble::NoRoom : ShopTrouble::CannotWrite, out.errorString()};
    };
    const auto progress = [&](qint64 done) { return say(Phase::Verifying, done, total); };
    BackupWriter writer(out);
    check(writer.add(kSettingsEntry, m_places.settings));
    QFile rules(m_places.rulesFile());
    if (rules.open(QIODevice::ReadOnly)) check(writer.add(kRulesEntry, rules, [](qint64) { return true; }));
    QFile history(picture);
    if (!history.open(QIODevice::ReadOnly)) throw Trouble{ShopTrouble::CannotRead, history.errorString()};
    check(writer.add(kHistoryEntry, history, progress));
    check(writer.finish(manifest));
}

BackupManifest ShopBackup::readWhole(const QString& file, const std::function<QIODevice*(const QString&)>& sinkOf)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly)) throw Trouble{ShopTrouble::CannotRead, in.errorString()};
    BackupReader reader(in);
    const qint64 total = in.size();
    switch (reader.read(sinkOf, [&](qint64 done) { return say(Phase::Copying, done, total); })) {
        case BackupReader::Verdict::Whole: break;
        case BackupReader::Verdict::NotABackup: throw Trouble{ShopTrouble::NotABackup, file};
        case BackupReader::Verdict::Damaged: throw Trouble{ShopTrouble::Damaged, file};
        case BackupReader::Verdict::CannotWrite: throw Trouble{ShopTrouble::NoRoom, m_places.dataDir};
        case BackupReader::Verdict::Stopped: throw Trouble{ShopTrouble::Cancelled};
    }
    const BackupManifest& manifest = reader.manifest();
    const bool hasHistory = std::ranges::any_of(
        manifest.entries, [](const BackupManifest::Entry& entry) { return entry.name == kHistoryEntry; });
    if (!hasHistory) throw Trouble{ShopTrouble::NotABackup, file};
    if (manifest.schemaVersion > migrationsFor(u"sqlite"_s).back().version)
        throw Trouble{ShopTrouble::NewerProgram, QString::number(manifest.schemaVersion)};
    return manifest;
}

ShopOutcome ShopBackup::inspect(const QString& file)
{
    return attempt(ShopWork::Inspect, file, [&](ShopOutcome& outcome) {
        // Where restore() would unpack it, so that both find the same room.
        const bool hasFolder = QFileInfo(m_places.dataDir).isWritable();
        QTemporaryFile history((hasFolder ? m_places.dataDir : QDir::tempPath()) + "/.restore-XXXXXX"_L1);
        QByteArray settings;
        QByteArray rules;
        const BackupManifest manifest = unpack(file, history, settings, rules);
        sieve(settings, false, outcome);
        return manifest;
    });
}

ShopOutcome ShopBackup::restore(const QString& file, bool withAddresses)
{
    return attempt(ShopWork::Restore, file, [&](ShopOutcome& outcome) {
        say(Phase::Preparing, 0, 0);
        QDir().mkpath(m_places.dataDir);
        tidyDataFolder(m_places.dataDir);
        QTemporaryFile history(m_places.dataDir + "/.restore-XXXXXX"_L1);
        QByteArray settings;
        QByteArray rules;
        const BackupManifest manifest = unpack(file, history, settings, rules);
        const QByteArray sieved = sieve(settings, withAddresses, outcome);
        say(Phase::Finishing, 0, 0);
        outcome.oldPlace = moveAside();
        // From here on an older history is what was asked for; a kill before it lies there asks for one look less.
        KeptHead restored;
        restored.at = TimePoint(std::chrono::milliseconds(QDateTime::currentMSecsSinceEpoch()));
        restored.isRestored = true;
        if (const QString problem = keepHead(m_places.dataDir, restored); !problem.isEmpty())
            throw Trouble{ShopTrouble::CannotWrite, problem};
        putInPlace(history.fileName());
        history.setAutoRemove(false);
        // Each of them whole or not at all, and for nobody else to read.
        const auto write = [](const QString& path, const QByteArray& content) {
            const QString problem = writeWholeFile(path, content);
            if (!problem.isEmpty()) throw Trouble{ShopTrouble::CannotWrite, problem};
        };
        if (!sieved.isEmpty()) write(m_places.settingsFile, sieved);
        if (!rules.isEmpty()) write(m_places.rulesFile(), rules);
        return manifest;
    });
}

/// Into `history`, which is closed afterwards; looked at before anything of it is used.
BackupManifest ShopBackup::unpack(const QString& file, QTemporaryFile& history, QByteArray& settings, QByteArray& rules)
{
    if (!history.open()) throw Trouble{ShopTrouble::CannotWrite, history.errorString()};
    demandRoom(QFileInfo(history.fileName()).absolutePath(), QFileInfo(file).size());
    QBuffer settingsSink(&settings);
    QBuffer rulesSink(&rules);
    settingsSink.open(QIODevice::WriteOnly);
    rulesSink.open(QIODevice::WriteOnly);
    const BackupManifest manifest = readWhole(file, [&](const QString& name) -> QIODevice* {
        if (name == kHistoryEntry) return &history;
        if (name == kSettingsEntry) return &settingsSink;
        return name == kRulesEntry ? &rulesSink : nullptr;
    });
    if (!history.flush() || ::fsync(history.handle()) != 0) throw Trouble{ShopTrouble::NoRoom, history.errorString()};
    history.close();
    say(Phase::Verifying, 0, 0);
    checkHistory(history.fileName(), manifest);
    refuseIfCancelled();
    return manifest;
}

void ShopBackup::checkHistory(const QString& file, const BackupManifest& manifest)
{
    const auto tidy = qScopeGuard([&file] {
        for (const QString& tail : {u"-wal"_s, u"-shm"_s})
            QFile::remove(file + tail);
    });
    try {
        const ForeignHistory found = lookIntoForeignHistory(file);
        if (found.schemaVersion != manifest.schemaVersion)
            throw Trouble{
                ShopTrouble::Damaged,
                u"it says schema version %1, and has %2"_s.arg(manifest.schemaVersion).arg(found.schemaVersion)};
        if (found.conversations != manifest.conversations || found.messages != manifest.messages) {
            throw Trouble{ShopTrouble::Damaged,
                          u"it says that it holds %1 conversations and %2 messages, and holds %3 and %4"_s
                              .arg(manifest.conversations)
                              .arg(manifest.messages)
                              .arg(found.conversations)
                              .arg(found.messages)};
        }
    } catch (const SqlError& error) {
        throw Trouble{ShopTrouble::Damaged, error.cause()};
    }
}

/// A shop that has settings keeps them; a new computer gets those of the backup, as far as they may come along.
QByteArray ShopBackup::sieve(const QByteArray& settings, bool withAddresses, ShopOutcome& outcome) const
{
    if (settings.isEmpty() || !m_places.sieve || !setsNothing(m_places.settingsFile)) return {};
    RestoredSettings sieved = m_places.sieve(settings, withAddresses);
    outcome.addresses = std::move(sieved.addresses);
    outcome.secretsLeftOut = std::move(sieved.secrets);
    return sieved.text;
}

/// The old files get a second name in a folder of their own; they leave their place only in putInPlace().
QString ShopBackup::moveAside()
{
    const QString history = m_places.historyFile();
    if (!QFile::exists(history)) return {};
    try {
        // The last connection folds the write-ahead log into the file, which then stands alone.
        const std::unique_ptr<SqlSession> session = sqliteBackend(history).writer();
        session->open();
        session->close();
    } catch (const SqlError&) {
        // A damaged history is kept as it is, log and all: perhaps it is the reason for restoring.
    }
    const QString base =
        m_places.dataDir + "/before-restore-"_L1 + QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s);
    QString folder = base;
    for (int i = 2; QFile::exists(folder); ++i)
        folder = base + u'-' + QString::number(i);
    if (!QDir().mkdir(folder)) throw Trouble{ShopTrouble::CannotWrite, folder};
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const QString& name :
         {u"history.sqlite"_s, u"history.sqlite-wal"_s, u"history.sqlite-shm"_s, u"rules.json"_s}) {
        const QString from = m_places.dataDir + u'/' + name;
        if (QFile::exists(from) && !keepAt(from, folder + u'/' + name)) throw Trouble{ShopTrouble::CannotWrite, folder};
    }
    QDir().rename(m_places.redisDir(), folder + "/redis"_L1);  // live state belongs to the history it was made from
    syncFolder(folder);
    return folder;
}

/// A log that belongs to the old file must be gone before the new one stands there; the new one comes by one rename.
void ShopBackup::putInPlace(const QString& history)
{
    for (const QString& tail : {u"-wal"_s, u"-shm"_s})
        QFile::remove(m_places.historyFile() + tail);
    if (!renameOver(history, m_places.historyFile())) throw Trouble{ShopTrouble::CannotWrite, qt_error_string(errno)};
    syncFolder(m_places.dataDir);
}

}  // namespace tongdai
