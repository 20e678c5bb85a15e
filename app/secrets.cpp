#include "app/secrets.h"

#include "app/key_value_file.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRandomGenerator>
#include <QSaveFile>

#include <unistd.h>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

QString makeToken()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator* const random = QRandomGenerator::system();
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(random->bounded(256));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<QString> problemWith(const QFileInfo& info)
{
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (info.ownerId() != ::geteuid()) return u"%1 belongs to another user"_s.arg(info.filePath());
    if (info.permissions() & others) {
        return u"%1 can be read by others; make new tokens by deleting it, or run: chmod 600 '%1'"_s.arg(
            info.filePath());
    }
    return std::nullopt;
}

bool write(const QString& path, const Secrets& secrets)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QString text =
        u"# Made at first start. Whoever has these may post messages and administer the engine.\n"
        u"PANCAKE_ACCESS_TOKEN=%1\nADMIN_ACCESS_TOKEN=%2\nJWT_SECRET=%3\n"_s.arg(secrets.pancakeToken,
                                                                                 secrets.adminToken, secrets.jwtSecret);
    file.write(text.toUtf8());
    file.flush();
    ::fsync(file.handle());
    return file.commit();
}

}  // namespace

std::variant<Secrets, SecretsProblem> loadOrCreateSecrets(const QString& path, const Secrets& given)
{
    Secrets kept;
    const QFileInfo info(path);
    if (info.exists()) {
        if (const auto problem = problemWith(info)) return SecretsProblem{*problem};
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return SecretsProblem{u"%1: %2"_s.arg(path, file.errorString())};
        QHash<QString, QString> values;
        for (const KeyValueLine& line : parseKeyValueLines(file.read(64 * 1024)))
            values.insert(line.key, line.value);
        kept.pancakeToken = values.value(u"PANCAKE_ACCESS_TOKEN"_s);
        kept.adminToken = values.value(u"ADMIN_ACCESS_TOKEN"_s);
        kept.jwtSecret = values.value(u"JWT_SECRET"_s);
    }
    const Secrets before = kept;
    for (QString* token : {&kept.pancakeToken, &kept.adminToken, &kept.jwtSecret}) {
        if (token->size() < 32) *token = makeToken();
    }
    const bool changed = kept.pancakeToken != before.pancakeToken || kept.adminToken != before.adminToken ||
                         kept.jwtSecret != before.jwtSecret;
    if (changed && !write(path, kept)) return SecretsProblem{u"%1 cannot be written"_s.arg(path)};

    Secrets result = kept;
    result.generated = given.pancakeToken.isEmpty() || given.adminToken.isEmpty();
    if (!given.pancakeToken.isEmpty()) result.pancakeToken = given.pancakeToken;
    if (!given.adminToken.isEmpty()) result.adminToken = given.adminToken;
    if (!given.jwtSecret.isEmpty()) result.jwtSecret = given.jwtSecret;
    return result;
}

}  // namespace tongdai::app
