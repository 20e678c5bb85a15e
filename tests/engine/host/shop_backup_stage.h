#pragma once

#include "engine/history/sql_history.h"
#include "engine/history/store/sql_session.h"
#include "engine/host/backup/shop_backup.h"
#include "tests/engine/history/fakes/filled_shop.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

/// A shop of 500 answered messages in a temporary folder, made anew for every function, and its backup.
class ShopBackupStage : public QObject {
    Q_OBJECT

protected:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<std::atomic<bool>> m_cancelled;

    QString dataDir() const { return m_dir->filePath(QStringLiteral("data")); }
    QString file() const { return m_dir->filePath(QStringLiteral("backups/shop.tar")); }
    ShopPlaces places() const { return {dataDir(), dataDir() + QStringLiteral("/settings.conf"), "API_PORT=8123\n"}; }
    ShopBackup backup(ShopBackup::Report report = [](const api::ShopProgress&) {}) const
    {
        return ShopBackup(places(), std::move(report), m_cancelled);
    }
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    qint64 messages() const
    {
        const auto session = sqliteBackend(dataDir() + QStringLiteral("/history.sqlite")).reader();
        session->open();
        return session->run(QStringLiteral("select count(*) from messages"))[0][0].toInteger();
    }
    static RestoredSettings asTheyAre(const QByteArray& settings, bool) { return {settings, {}, {}}; }

    void forgetHalf() const
    {
        const auto session = sqliteBackend(dataDir() + QStringLiteral("/history.sqlite")).writer();
        session->open();
        session->run(QStringLiteral("delete from messages where speaker = 1"));
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_cancelled = std::make_shared<std::atomic<bool>>(false);
        QDir().mkpath(dataDir());
        QDir().mkpath(m_dir->filePath(QStringLiteral("backups")));
        QVERIFY(fillShop(dataDir() + QStringLiteral("/history.sqlite"), 500));
    }
};

}  // namespace tongdai::testing
