#include "engine/domain/dispute/audit_file.h"

#include "engine/domain/whole_file.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QLockFile>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxAuditFile = 16 * 1024 * 1024;

QString waitingFile(const QString& dataDir)
{
    return dataDir + "/audit-waiting"_L1;
}
QString takenFile(const QString& dataDir)
{
    return dataDir + "/audit-taken"_L1;
}
QString headsFile(const QString& dataDir)
{
    return dataDir + "/audit-heads"_L1;
}

QByteArray auditFileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kMaxAuditFile) : QByteArray();
}

std::vector<QJsonObject> auditFileLines(const QString& path)
{
    std::vector<QJsonObject> lines;
    for (const QByteArray& line : auditFileText(path).split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (!object.isEmpty()) lines.push_back(object);
    }
    return lines;
}

QByteArray auditFileLine(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QString auditFileTime(TimePoint at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QString base64(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray fromBase64(const QJsonValue& value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

/// Between threads and programs; waits as long as a disk may take.
class AuditFileLock {
public:
    explicit AuditFileLock(const QString& dataDir) : m_lock(dataDir + "/audit.lock"_L1)
    {
        m_lock.setStaleLockTime(10'000);
        m_isHeld = m_lock.tryLock(5'000);
    }
    bool isHeld() const { return m_isHeld; }

private:
    QLockFile m_lock;
    bool m_isHeld = false;
};

}  // namespace

QString keepForAudit(const QString& dataDir, const std::vector<AuditEntry>& entries, TimePoint now)
{
    if (entries.empty()) return {};
    const AuditFileLock lock(dataDir);
    if (!lock.isHeld()) return u"%1 cannot be locked"_s.arg(waitingFile(dataDir));
    QByteArray text = auditFileText(waitingFile(dataDir));
    for (const AuditEntry& entry : entries) {
        QJsonObject detail = entry.detail;
        if (!detail.contains("happened_at"_L1)) detail.insert(u"happened_at"_s, auditFileTime(now));
        text += auditFileLine({{u"actor"_s, base64(entry.actor)},
                               {u"action"_s, entry.action},
                               {u"object"_s, base64(entry.object)},
                               {u"detail"_s, detail}});
    }
    return writeWholeFile(waitingFile(dataDir), text);
}

std::vector<AuditEntry> takeKeptAudit(const QString& dataDir)
{
    if (!QFile::exists(waitingFile(dataDir)) && !QFile::exists(takenFile(dataDir))) return {};
    const AuditFileLock lock(dataDir);
    if (!lock.isHeld()) return {};
    // What was taken by an engine that ended before it had written it comes first.
    if (!QFile::exists(takenFile(dataDir))) QFile::rename(waitingFile(dataDir), takenFile(dataDir));
    std::vector<AuditEntry> entries;
    for (const QJsonObject& line : auditFileLines(takenFile(dataDir))) {
        entries.push_back({fromBase64(line["actor"_L1]), line["action"_L1].toString(), fromBase64(line["object"_L1]),
                           line["detail"_L1].toObject()});
    }
    return entries;
}

void forgetTakenAudit(const QString& dataDir)
{
    QFile::remove(takenFile(dataDir));
}

std::vector<KeptHead> keptHeads(const QString& dataDir)
{
    std::vector<KeptHead> heads;
    for (const QJsonObject& line : auditFileLines(headsFile(dataDir))) {
        KeptHead kept;
        kept.head = {line["n"_L1].toInteger(), QByteArray::fromHex(line["hash"_L1].toString().toLatin1()),
                     line["events"_L1].toInteger()};
        kept.installation = line["installation"_L1].toString().toLatin1();
        kept.target = line["target"_L1].toString();
        const QDateTime at = QDateTime::fromString(line["at"_L1].toString(), Qt::ISODateWithMs);
        kept.at = TimePoint(std::chrono::milliseconds(at.toMSecsSinceEpoch()));
        kept.isRestored = line["restored"_L1].toBool();
        heads.push_back(std::move(kept));
    }
    return heads;
}

QString keepHead(const QString& dataDir, const KeptHead& kept)
{
    const AuditFileLock lock(dataDir);
    if (!lock.isHeld()) return u"%1 cannot be locked"_s.arg(headsFile(dataDir));
    QByteArrayList lines = auditFileText(headsFile(dataDir)).split('\n');
    lines.removeAll(QByteArray());
    if (lines.size() >= kMostKeptHeads) lines = lines.last(kMostKeptHeads - 1);
    QJsonObject line{{u"at"_s, auditFileTime(kept.at)}};
    if (kept.isRestored) {
        line.insert(u"restored"_s, true);
    } else {
        line.insert(u"installation"_s, QString::fromLatin1(kept.installation));
        line.insert(u"target"_s, kept.target);
        line.insert(u"n"_s, kept.head.n);
        line.insert(u"hash"_s, QString::fromLatin1(kept.head.hash.toHex()));
        line.insert(u"events"_s, kept.head.events);
    }
    return writeWholeFile(headsFile(dataDir), lines.join('\n') + (lines.isEmpty() ? "" : "\n") + auditFileLine(line));
}

}  // namespace tongdai
