#include "app/settings/secrets.h"

#include "app/settings/key_store.h"
#include "app/settings/key_value_edit.h"
#include "app/settings/key_value_file.h"
#include "engine/domain/whole_file.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>

#include <unistd.h>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

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

/// In the file, when what it held lies in the key store: the name of the entry there.
constexpr auto kEntryKey = "KEY_STORE_ENTRY"_L1;

/// Whole, or not at all: what is read here is written back with changes.
std::variant<QByteArray, SecretsProblem> textOfFile(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return "# Made by Tongdai. Whoever has these may post messages, administer the engine and open its stores.\n"_ba;
    if (!file.open(QIODevice::ReadOnly)) return SecretsProblem{u"%1: %2"_s.arg(path, file.errorString())};
    const QByteArray text = file.read(kMaxFileBytes);
    if (file.error() != QFileDevice::NoError || text.size() != file.size())
        return SecretsProblem{u"%1: %2"_s.arg(path, file.errorString())};
    return text;
}

QString entryOf(const QByteArray& text)
{
    for (const KeyValueLine& line : parseKeyValueLines(text)) {
        if (line.key == kEntryKey) return line.value;
    }
    return {};
}

/// What loadOrCreateSecrets() wrote has this one in any case.
bool hasSecrets(const QByteArray& text)
{
    return std::ranges::any_of(parseKeyValueLines(text),
                               [](const KeyValueLine& line) { return line.key == "EVIDENCE_KEY"_L1; });
}

QByteArray textAboutEntry(const QString& entry)
{
    return "# Made by Tongdai. The passwords and tokens of this shop lie in the key store of the desktop, in the "
           "entry\n"
           "# named here. SECRETS_IN=file brings them back into this file at the next start.\n" +
           QByteArray(kEntryKey.data()) + '=' + entry.toLatin1() + '\n';
}

SecretsProblem problemOf(const KeyStoreAnswer& answer, const QString& path)
{
    SecretsProblem problem{{}, false, true};
    switch (answer.outcome) {
        case KeyStoreAnswer::Outcome::NoEntry:
            problem.what =
                u"The key store of this desktop no longer has the passwords and tokens that %1 names. Start Tongdai "
                "in the session it was used in; only if that key store is lost for good, move the file away and have "
                "new ones made"_s.arg(path);
            return problem;
        case KeyStoreAnswer::Outcome::NoStore:
            problem.what =
                u"The passwords and tokens of this shop lie in the key store of its desktop, and here is none. "
                "Start Tongdai in that desktop; SECRETS_IN=file there brings them back into a file"_s;
            return problem;
        case KeyStoreAnswer::Outcome::Locked:
            problem.what =
                u"The key store of this desktop is locked, and the passwords and tokens of the shop lie in "
                "it. Unlock it, and start Tongdai again"_s;
            return problem;
        case KeyStoreAnswer::Outcome::Denied:
            problem.what =
                u"The key store of this desktop does not let Tongdai in to the passwords and tokens of the "
                "shop"_s;
            return problem;
        case KeyStoreAnswer::Outcome::TooSlow:
            problem.what =
                u"The key store of this desktop does not answer, and the passwords and tokens of the shop "
                "lie in it"_s;
            return problem;
        default: break;
    }
    problem.what = u"The key store of this desktop: %1"_s.arg(answer.detail);
    return problem;
}

/// What the file holds, or the entry of the key store that it names.
std::variant<QByteArray, SecretsProblem> secretsText(const QString& path, const KeyStoreUse& use = {})
{
    auto text = textOfFile(path);
    if (std::holds_alternative<SecretsProblem>(text)) return text;
    const QString entry = entryOf(std::get<QByteArray>(text));
    if (entry.isEmpty()) return text;
    KeyStoreAnswer answer = readKeyStore(entry, use.patience, use.mayAsk);
    if (answer.outcome == KeyStoreAnswer::Outcome::NoEntry) {
        // Another program may just have saved them, in another entry.
        const auto now = textOfFile(path);
        const auto* const read = std::get_if<QByteArray>(&now);
        const QString named = read ? entryOf(*read) : QString();
        if (!named.isEmpty() && named != entry) answer = readKeyStore(named, use.patience, use.mayAsk);
    }
    // An entry that was emptied is one that is gone: nothing is made anew in its place.
    if (answer.outcome == KeyStoreAnswer::Outcome::Done && !hasSecrets(answer.text.toUtf8()))
        answer.outcome = KeyStoreAnswer::Outcome::NoEntry;
    if (answer.outcome != KeyStoreAnswer::Outcome::Done) return problemOf(answer, path);
    return answer.text.toUtf8();
}

std::optional<SecretsProblem> writeSecretsFile(const QString& path, const QByteArray& text)
{
    const QString problem = writeWholeFile(path, text);
    if (problem.isEmpty()) return std::nullopt;
    return SecretsProblem{u"%1 cannot be written: %2"_s.arg(path, problem), true};
}

/// In a new entry, seen there before the file names it.
std::optional<SecretsProblem> keepInNewEntry(const QString& path, const QByteArray& text, const KeyStoreUse& use)
{
    const QString entry = QUuid::createUuid().toString(QUuid::WithoutBraces);
    KeyStoreAnswer answer = writeKeyStore(entry, QString::fromUtf8(text), use.patience);
    if (answer.outcome != KeyStoreAnswer::Outcome::Done) return problemOf(answer, path);
    answer = readKeyStore(entry, use.patience, false);
    std::optional<SecretsProblem> problem;
    if (answer.outcome != KeyStoreAnswer::Outcome::Done)
        problem = problemOf(answer, path);
    else if (answer.text.toUtf8() != text)
        problem = SecretsProblem{u"the key store gives back something else than it was given"_s, false, true};
    else
        problem = writeSecretsFile(path, textAboutEntry(entry));
    // Nothing names it then: it would lie there for good, with every password in it.
    if (problem) eraseFromKeyStore(entry, use.patience);
    return problem;
}

QString moveIntoKeyStore(const QString& path, const QByteArray& text)
{
    if (!hasSecrets(text)) return u"there are none yet"_s;
    const auto problem = keepInNewEntry(path, text, {});
    return problem ? problem->what : QString();
}

QString moveIntoFile(const QString& path, const QString& entry)
{
    const KeyStoreUse use;
    const KeyStoreAnswer answer = readKeyStore(entry, use.patience, false);
    if (answer.outcome != KeyStoreAnswer::Outcome::Done) return problemOf(answer, path).what;
    if (const auto problem = writeSecretsFile(path, answer.text.toUtf8())) return problem->what;
    const KeyStoreAnswer erased = eraseFromKeyStore(entry, use.patience);
    return erased.outcome == KeyStoreAnswer::Outcome::Done ? QString() : problemOf(erased, path).what;
}

}  // namespace

QString newSecret()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator* const random = QRandomGenerator::system();
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(random->bounded(256));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<SecretsProblem> secretsOutOfReach(const QString& path, const KeyStoreUse& use)
{
    const QFileInfo info(path);
    if (!info.exists() || problemWith(info)) return std::nullopt;  // said when the tokens are read
    const auto text = secretsText(path, use);
    if (const auto* problem = std::get_if<SecretsProblem>(&text)) return *problem;
    return std::nullopt;
}

QString bringSecretsTo(SecretsPlace place, const QString& path)
{
    const QFileInfo info(path);
    if (place == SecretsPlace::WhereTheyAre || !info.exists() || problemWith(info)) return {};
    const auto read = textOfFile(path);
    if (const auto* problem = std::get_if<SecretsProblem>(&read)) return problem->what;
    const auto& text = std::get<QByteArray>(read);
    const QString entry = entryOf(text);
    if (place == SecretsPlace::File) return entry.isEmpty() ? QString() : moveIntoFile(path, entry);
    if (!entry.isEmpty()) return {};
    const bool isOpen = keyStoreState(KeyStoreUse().patience) == KeyStoreAnswer::Outcome::Done;
    if (place == SecretsPlace::OpenKeyStore && !isOpen) return {};
    return moveIntoKeyStore(path, text);
}

std::optional<SecretsProblem> saveSecrets(const QString& path, const KeyValueChanges& changes, const KeyStoreUse& use)
{
    const QFileInfo info(path);
    if (info.exists()) {
        if (const auto problem = problemWith(info)) return SecretsProblem{*problem};
    }
    const auto before = secretsText(path, use);
    if (const auto* problem = std::get_if<SecretsProblem>(&before)) return *problem;
    const std::optional<QByteArray> text = withChanges(std::get<QByteArray>(before), changes);
    if (!text) return SecretsProblem{u"a password with a line break, or with both kinds of quotes, cannot be kept"_s};
    const auto named = textOfFile(path);
    if (const auto* problem = std::get_if<SecretsProblem>(&named)) return *problem;
    const QString entry = entryOf(std::get<QByteArray>(named));
    if (entry.isEmpty()) return writeSecretsFile(path, *text);
    if (auto problem = keepInNewEntry(path, *text, use)) return problem;
    // What is left behind where that fails is named by nothing.
    eraseFromKeyStore(entry, use.patience);
    return std::nullopt;
}

std::optional<QHash<QString, QString>> savedPasswords(const QString& path)
{
    QHash<QString, QString> passwords;
    const QFileInfo info(path);
    if (!info.exists() || problemWith(info)) return passwords;  // what is wrong is said when the tokens are read
    const auto text = secretsText(path);
    if (const auto* problem = std::get_if<SecretsProblem>(&text))
        return problem->isAway ? std::nullopt : std::optional(passwords);  // as above
    for (const KeyValueLine& line : parseKeyValueLines(std::get<QByteArray>(text))) {
        const bool isOfPages = line.key == "PANCAKE_PAGE_TOKENS"_L1 || line.key == "PANCAKE_WEBHOOK_SECRETS"_L1;
        if (line.key.endsWith("_PASSWORD"_L1) || line.key.startsWith("KIOTVIET_"_L1) || isOfPages)
            passwords.insert(line.key, line.value);
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
        const auto text = secretsText(path);
        if (const auto* problem = std::get_if<SecretsProblem>(&text)) return *problem;
        QHash<QString, QString> values;
        for (const KeyValueLine& line : parseKeyValueLines(std::get<QByteArray>(text)))
            values.insert(line.key, line.value);
        kept.pancakeToken = values.value(u"PANCAKE_ACCESS_TOKEN"_s);
        kept.adminToken = values.value(u"ADMIN_ACCESS_TOKEN"_s);
        kept.jwtSecret = values.value(u"JWT_SECRET"_s);
        kept.evidenceKey = values.value(u"EVIDENCE_KEY"_s);
    }
    const std::pair<QString*, QString> tokens[] = {{&kept.pancakeToken, u"PANCAKE_ACCESS_TOKEN"_s},
                                                   {&kept.adminToken, u"ADMIN_ACCESS_TOKEN"_s},
                                                   {&kept.jwtSecret, u"JWT_SECRET"_s},
                                                   {&kept.evidenceKey, u"EVIDENCE_KEY"_s}};
    for (const auto& [token, name] : tokens) {
        if (token->size() >= 32) continue;
        *token = newSecret();
        kept.made << name;
    }
    if (!kept.made.isEmpty()) {
        if (const auto problem = saveSecrets(path, {{u"PANCAKE_ACCESS_TOKEN"_s, kept.pancakeToken},
                                                    {u"ADMIN_ACCESS_TOKEN"_s, kept.adminToken},
                                                    {u"JWT_SECRET"_s, kept.jwtSecret},
                                                    {u"EVIDENCE_KEY"_s, kept.evidenceKey}})) {
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
