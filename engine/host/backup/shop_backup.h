#pragma once

#include "engine/api/setup.h"
#include "engine/host/backup/backup_file.h"

#include <QTemporaryFile>

#include <atomic>
#include <functional>
#include <memory>

namespace tongdai {

/// What of a backup's settings goes into a shop that has none.
struct RestoredSettings {
    QByteArray text;                          ///< as it is written
    std::vector<api::ShopSetting> addresses;  ///< in `text` only when they were chosen
    QStringList secrets;                      ///< names; never in `text`
};
using SettingsSieve = std::function<RestoredSettings(const QByteArray& settings, bool withAddresses)>;

/// Where an embedded shop lies.
struct ShopPlaces {
    QString dataDir;
    QString settingsFile;
    QByteArray settings;       ///< as they go into a backup: without secrets
    SettingsSieve sieve = {};  ///< for those of a backup; none: they are not taken over

    QString historyFile() const { return dataDir + QStringLiteral("/history.sqlite"); }
    QString rulesFile() const { return dataDir + QStringLiteral("/rules.json"); }
    QString redisDir() const { return dataDir + QStringLiteral("/redis"); }
};

/// Backup to one file, and back. Blocking, on the thread that calls; every trouble is an outcome, nothing is thrown.
/// Not in a backup: tokens and passwords (made anew on another computer), live state in Redis (rebuilt from history).
/// Limit: writing needs twice the history's size beside the backup for a moment.
class ShopBackup {
public:
    using Report = std::function<void(const api::ShopProgress&)>;
    ShopBackup(ShopPlaces places, Report report, std::shared_ptr<std::atomic<bool>> cancelled);

    /// A consistent picture while the engine runs and goes on writing. An existing file is replaced only by a whole
    /// one.
    api::ShopOutcome backUp(const QString& file);
    /// Everything restore() checks, and nothing changed.
    api::ShopOutcome inspect(const QString& file);
    /// The engine must be stopped. What was there before lies in a folder of its own afterwards, whole. Nobody vouches
    /// for a backup: its history must be one this program could have made, and hold what the backup says; its settings
    /// bring no secrets, and addresses only when somebody chose them.
    api::ShopOutcome restore(const QString& file, bool withAddresses);

private:
    struct Trouble {
        api::ShopTrouble trouble;
        QString detail = {};
    };
    static void demandRoom(const QString& folder, qint64 bytes);
    template <class Act>
    api::ShopOutcome attempt(api::ShopWork work, const QString& file, Act act);
    void takePicture(const QString& into, BackupManifest& manifest);
    void pack(const QString& picture, QFile& out, const BackupManifest& manifest, qint64 total);
    BackupManifest readWhole(const QString& file, const std::function<QIODevice*(const QString&)>& sinkOf);
    BackupManifest unpack(const QString& file, QTemporaryFile& history, QByteArray& settings, QByteArray& rules);
    static void checkHistory(const QString& file, const BackupManifest& manifest);
    QByteArray sieve(const QByteArray& settings, bool withAddresses, api::ShopOutcome& outcome) const;
    QString moveAside();
    void putInPlace(const QString& history);
    bool say(api::ShopProgress::Phase phase, qint64 done, qint64 total);
    void refuseIfCancelled() const;

    ShopPlaces m_places;
    Report m_report;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    api::ShopWork m_work = api::ShopWork::Backup;
};

}  // namespace tongdai
