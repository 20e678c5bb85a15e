#include "app/settings/settings_memory.h"

#include "app/settings/settings_schema.h"
#include "app/shop_audit.h"
#include "engine/domain/dispute/audit_file.h"
#include "engine/domain/log.h"
#include "engine/domain/whole_file.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

const Log settingsMemoryLog("settings");

constexpr qsizetype kMostOfAValue = 200;

QJsonObject readSeen(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QJsonDocument::fromJson(file.read(1024 * 1024)).object();
}

QString newSalt()
{
    QByteArray salt(32, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32*>(salt.data()), salt.size() / 4);
    return QString::fromLatin1(salt.toBase64());
}

/// Of a secret: tells whether it is the same, and nothing else. Empty: there is none.
QString markOf(const QString& secret, const QString& salt)
{
    if (secret.isEmpty()) return {};
    const QByteArray mac = QMessageAuthenticationCode::hash(secret.toUtf8(), QByteArray::fromBase64(salt.toLatin1()),
                                                            QCryptographicHash::Sha256);
    return QString::fromLatin1(mac.toBase64());
}

QString changeOfSecret(const QString& before, const QString& now)
{
    if (before.isEmpty()) return u"set"_s;
    return now.isEmpty() ? u"removed"_s : u"changed"_s;
}

}  // namespace

void noteSettings(const SettingSources& sources, const QByteArray& actor, const QString& door,
                  const std::optional<Secrets>& secrets)
{
    // What cannot be read now was not removed.
    if (!savedPasswords(sources.dataDir + "/secrets"_L1)) return;
    QHash<QString, QString> values = settingValues(sources);
    if (secrets) {
        values[u"PANCAKE_ACCESS_TOKEN"_s] = secrets->pancakeToken;
        values[u"ADMIN_ACCESS_TOKEN"_s] = secrets->adminToken;
        values[u"JWT_SECRET"_s] = secrets->jwtSecret;
    }
    const QString path = sources.dataDir + "/settings-seen"_L1;
    const QJsonObject seen = readSeen(path);
    const QString salt = seen.contains("salt"_L1) ? seen["salt"_L1].toString() : newSalt();
    QJsonObject known = seen["values"_L1].toObject();
    QJsonObject settings;
    QJsonObject changedSecrets;
    for (const SettingRow& row : settingRows()) {
        const QString key(row.key);
        const bool isSecret = row.kind == SettingRow::Kind::Secret;
        const bool isToken = isSecret && !key.endsWith("_PASSWORD"_L1);
        if (isToken && !secrets) continue;
        const QString now = isSecret ? markOf(values.value(key), salt) : values.value(key);
        const QString before = known.value(key).toString();
        const bool isKnown = known.contains(key);
        known[key] = now;
        if (!isKnown || before == now) continue;
        if (isSecret)
            changedSecrets.insert(key, changeOfSecret(before, now));
        else
            settings.insert(key, QJsonArray{before.left(kMostOfAValue), now.left(kMostOfAValue)});
    }
    const QJsonObject remembered{{u"salt"_s, salt}, {u"values"_s, known}};
    if (remembered == seen) return;
    QString problem;
    if (!settings.isEmpty() || !changedSecrets.isEmpty()) {
        const QJsonObject detail{{u"door"_s, door}, {u"settings"_s, settings}, {u"secrets"_s, changedSecrets}};
        problem = keepForAudit(sources.dataDir, {{actor, u"settings_changed"_s, {}, detail}}, auditNow());
    }
    if (problem.isEmpty()) problem = writeWholeFile(path, QJsonDocument(remembered).toJson(QJsonDocument::Compact));
    if (!problem.isEmpty()) settingsMemoryLog.warn("a change of settings was not noted", {{u"cause"_s, problem}});
}

}  // namespace tongdai::app
