#include "app/secrets.h"

#include "app/key_value_edit.h"
#include "app/key_value_file.h"
#include "engine/domain/whole_file.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRandomGenerator>

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

constexpr qint64 kMaxFileBytes = 64 * 1024;

QByteArray secretsText(const QString& path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) return file.read(kMaxFileBytes);
    return "# Made by Tongdai. Whoever has these may post messages, administer the engine and open its stores.\n";
}

}  // namespace

std::optional<SecretsProblem> saveSecrets(const QString& path, const KeyValueChanges& changes)
{
    const QFileInfo info(path);
    if (info.exists()) {
        if (const auto problem = problemWith(info)) return SecretsProblem{*problem};
    }
    const std::optional<QByteArray> text = withChanges(secretsText(path), changes);
    if (!text) return SecretsProblem{u"a password with a line break, or with both kinds of quotes, cannot be kept"_s};
    const QString problem = writeWholeFile(path, *text);
    if (problem.isEmpty()) return std::nullopt;
    return SecretsProblem{u"%1 cannot be written: %2"_s.arg(path, problem), true};
}

QHash<QString, QString> savedPasswords(const QString& path)
{
    QHash<QString, QString> passwords;
    const QFileInfo info(path);
    if (!info.exists() || problemWith(info)) return passwords;  // what is wrong is said when the tokens are read
    for (const KeyValueLine& line : parseKeyValueLines(secretsText(path))) {
        if (line.key.endsWith("_PASSWORD"_L1)) passwords.insert(line.key, line.value);
    }
    return passwords;
}

std::variant<Secrets, SecretsProblem> loadOrCreateSecrets(const QString& path, const Secrets& given)
{
    Secrets kept;
    const QFileInfo info(path);
    if (info.exists()) {
        if (const auto problem = problemWith(info)) return SecretsProblem{*problem};
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return SecretsProblem{u"%1: %2"_s.arg(path, file.errorString())};
        QHash<QString, QString> values;
        for (const KeyValueLine& line : parseKeyValueLines(file.read(kMaxFileBytes)))
            values.insert(line.key, line.value);
        kept.pancakeToken = values.value(u"PANCAKE_ACCESS_TOKEN"_s);
        kept.adminToken = values.value(u"ADMIN_ACCESS_TOKEN"_s);
        kept.jwtSecret = values.value(u"JWT_SECRET"_s);
    }
    const std::pair<QString*, QString> tokens[] = {{&kept.pancakeToken, u"PANCAKE_ACCESS_TOKEN"_s},
                                                   {&kept.adminToken, u"ADMIN_ACCESS_TOKEN"_s},
                                                   {&kept.jwtSecret, u"JWT_SECRET"_s}};
    for (const auto& [token, name] : tokens) {
        if (token->size() >= 32) continue;
        *token = makeToken();
        kept.made << name;
    }
    if (!kept.made.isEmpty()) {
        if (const auto problem = saveSecrets(path, {{u"PANCAKE_ACCESS_TOKEN"_s, kept.pancakeToken},
                                                    {u"ADMIN_ACCESS_TOKEN"_s, kept.adminToken},
                                                    {u"JWT_SECRET"_s, kept.jwtSecret}})) {
            return *problem;
        }
    }

    Secrets result = kept;
    result.generated = given.pancakeToken.isEmpty() || given.adminToken.isEmpty();
    if (!given.pancakeToken.isEmpty()) result.pancakeToken = given.pancakeToken;
    if (!given.adminToken.isEmpty()) result.adminToken = given.adminToken;
    if (!given.jwtSecret.isEmpty()) result.jwtSecret = given.jwtSecret;
    return result;
}

}  // namespace tongdai::app
