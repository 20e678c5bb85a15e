#pragma once

#include "engine/api/setup.h"
#include "engine/host/backup_file.h"

#include <atomic>
#include <functional>
#include <memory>

namespace tongdai {

/// Where an embedded shop lies.
struct ShopPlaces {
    QString dataDir;
    QString settingsFile;
    QByteArray settings;  ///< as they go into a backup: without secrets

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
    api::ShopOutcome inspect(const QString& file);
    /// The engine must be stopped. What was there before lies in a folder of its own afterwards, whole.
    api::ShopOutcome restore(const QString& file);

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
    void checkHistory(const QString& file);
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
