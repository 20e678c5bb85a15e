#include "engine/host/backup/known_backups.h"

#include "engine/domain/log.h"
#include "engine/domain/whole_file.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log knownBackupsLog("backup");

constexpr qint64 kMostNoteBytes = 256 * 1024;

}  // namespace

KnownBackups::KnownBackups(const QString& dataDir) : m_file(dataDir + "/backups.json"_L1) {}

void KnownBackups::note(const KnownBackup& backup)
{
    std::vector<KnownBackup> known = all();
    std::erase_if(known, [&](const KnownBackup& each) { return each.file == backup.file; });
    known.insert(known.begin(), backup);
    QJsonArray list;
    for (const KnownBackup& each : known) {
        if (list.size() == kMost) break;
        list.append(QJsonObject{{u"file"_s, each.file},
                                {u"made_at"_s, each.madeAt.toUTC().toString(Qt::ISODateWithMs)},
                                {u"conversations"_s, each.conversations}});
    }
    const QString problem = writeWholeFile(m_file, QJsonDocument(list).toJson());
    if (!problem.isEmpty()) knownBackupsLog.warn("a backup was made, but not noted", {{u"cause"_s, problem}});
}

std::vector<KnownBackup> KnownBackups::all() const
{
    std::vector<KnownBackup> known;
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly)) return known;
    const QJsonArray list = QJsonDocument::fromJson(file.read(kMostNoteBytes)).array();
    for (const QJsonValue& each : list) {
        KnownBackup backup{each[u"file"_s].toString(),
                           QDateTime::fromString(each[u"made_at"_s].toString(), Qt::ISODateWithMs),
                           each[u"conversations"_s].toInteger()};
        if (!backup.file.isEmpty() && backup.madeAt.isValid()) known.push_back(std::move(backup));
    }
    std::ranges::stable_sort(known, std::greater(), &KnownBackup::madeAt);
    return known;
}

std::optional<KnownBackup> KnownBackups::newest() const
{
    for (const KnownBackup& each : all()) {
        if (QFileInfo(each.file).size() > 0) return each;
    }
    return std::nullopt;
}

QString KnownBackups::advice() const
{
    const auto backup = newest();
    if (!backup)
        return u"No backup of this shop is known here; if there is one elsewhere, \"tongdai-engine restore FILE\" "
               "brings it back and keeps what is there now."_s;
    return u"The newest backup known is %1, made %2 with %3 conversations: \"tongdai-engine restore '%1'\", or Setup, "
           "Backup in the window, brings it back and keeps what is there now."_s
               .arg(backup->file, backup->madeAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s))
               .arg(backup->conversations);
}

}  // namespace tongdai
