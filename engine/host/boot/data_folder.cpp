#include "engine/host/boot/data_folder.h"

#include "engine/domain/log.h"

#include <QDir>
#include <QFileInfo>

#include <unistd.h>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log dataFolderLog("data");

/// Names that only a killed run leaves: each of them is renamed or deleted by the run that made it.
const QStringList kLeftovers{u".restore-*"_s, u"history.sqlite.new-*"_s, u"journal.sqlite.new-*"_s};

constexpr auto kOwnFiles = QDir::Files | QDir::Hidden | QDir::NoSymLinks;

void removeLeftovers(const QDir& folder)
{
    for (const QFileInfo& each : folder.entryInfoList(kLeftovers, kOwnFiles | QDir::Dirs)) {
        const bool isGone = each.isDir() ? QDir(each.filePath()).removeRecursively() : QFile::remove(each.filePath());
        if (isGone)
            dataFolderLog.info("removed what a killed run had left", {{u"file"_s, each.fileName()}});
        else
            dataFolderLog.warn("what a killed run left cannot be removed", {{u"file"_s, each.fileName()}});
    }
}

void tightenModes(const QDir& folder)
{
    constexpr auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    for (const QFileInfo& each : folder.entryInfoList(kOwnFiles)) {
        // A file of secrets that others could read is no secret any more: that is said, not mended
        // (app/settings/secrets.h). A lock holds nothing.
        const bool isLeft = each.fileName() == "secrets"_L1 || each.suffix() == "lock"_L1;
        if (isLeft || each.ownerId() != ::geteuid() || !(each.permissions() & others)) continue;
        if (QFile::setPermissions(each.filePath(), QFile::ReadOwner | QFile::WriteOwner))
            dataFolderLog.warn("others could read a file of the shop; now they cannot", {{u"file"_s, each.fileName()}});
        else
            dataFolderLog.warn("others can read a file of the shop", {{u"file"_s, each.fileName()}});
    }
}

}  // namespace

void tidyDataFolder(const QString& dataDir)
{
    const QDir folder(dataDir);
    removeLeftovers(folder);
    tightenModes(folder);
}

}  // namespace tongdai
