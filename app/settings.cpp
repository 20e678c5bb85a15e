#include "app/settings.h"

#include "app/key_value_file.h"
#include "app/secrets.h"
#include "app/settings_schema.h"
#include "engine/domain/web_address.h"

#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

struct RawValue {
    QString text;
    QString where;
};

/// Collects raw values from the lowest source to the highest, and mistakes from all of them.
class Collector {
public:
    void readFile(const QString& path, bool mustExist, bool unknownIsMistake)
    {
        QFile file(path);
        if (!file.exists() && !mustExist) return;
        if (!file.open(QIODevice::ReadOnly)) {
            mistake(path, u"cannot be read: %1"_s.arg(file.errorString()));
            return;
        }
        if (file.size() > kMaxFileBytes) {
            mistake(path, u"is larger than %1 bytes; is this a settings file?"_s.arg(kMaxFileBytes));
            return;
        }
        for (const KeyValueLine& line : parseKeyValueLines(file.readAll())) {
            const QString where = u"%1:%2"_s.arg(path).arg(line.line);
            if (!line.problem.isEmpty()) {
                mistake(where, line.problem);
            } else if (findSetting(line.key)) {
                m_values[line.key] = {line.value, where};
            } else if (unknownIsMistake) {
                mistake(where, u"unknown setting '%1'"_s.arg(line.key));
            }
        }
    }

    void set(const QString& key, const QString& value, const QString& where) { m_values[key] = {value, where}; }
    void mistake(const QString& where, const QString& what) { m_mistakes.push_back({where, what}); }

    RawValue raw(QLatin1StringView key) const
    {
        const auto found = m_values.constFind(QString(key));
        return found == m_values.cend() ? RawValue{QString(findSetting(key)->standard), u"default"_s} : *found;
    }

    QString text(QLatin1StringView key) { return raw(key).text.trimmed(); }

    qint64 number(QLatin1StringView key)
    {
        const SettingRow& row = *findSetting(key);
        const RawValue value = raw(key);
        bool ok = false;
        const qint64 result = value.text.trimmed().toLongLong(&ok);
        if (!ok || result < row.least || result > row.most) {
            mistake(value.where,
                    u"%1 must be a whole number from %2 to %3, not '%4'"_s.arg(key).arg(row.least).arg(row.most).arg(
                        value.text.left(64)));
            return row.standard.toLongLong();
        }
        return result;
    }

    bool flag(QLatin1StringView key)
    {
        const RawValue value = raw(key);
        const QString word = value.text.trimmed().toLower();
        if (QStringList{u"true"_s, u"1"_s, u"yes"_s, u"on"_s}.contains(word)) return true;
        if (!QStringList{u"false"_s, u"0"_s, u"no"_s, u"off"_s, QString()}.contains(word)) {
            mistake(value.where, u"%1 must be true or false, not '%2'"_s.arg(key, value.text.left(64)));
        }
        return false;
    }

    QString choice(QLatin1StringView key)
    {
        const RawValue value = raw(key);
        const QString word = value.text.trimmed().toLower();
        const QStringList choices = QString(findSetting(key)->choices).split(u'|');
        if (choices.contains(word)) return word;
        mistake(value.where,
                u"%1 must be one of %2, not '%3'"_s.arg(QString(key), choices.join(", "_L1), value.text.left(64)));
        return choices.first();
    }

    /// Secrets are never quoted in a mistake.
    QString secret(QLatin1StringView key)
    {
        const SettingRow& row = *findSetting(key);
        const RawValue value = raw(key);
        if (value.text.isEmpty()) return {};
        if (value.text.size() < row.least || value.text.size() > row.most) {
            mistake(value.where, u"%1 must have %2 to %3 characters"_s.arg(key).arg(row.least).arg(row.most));
        } else if (value.text.startsWith("your-"_L1)) {  // as in the samples of contracts/handle-message §1
            mistake(value.where,
                    u"%1 still holds a sample value; choose your own, or leave it out to have one made"_s.arg(key));
        } else if (row.least > 0 && value.text.contains(u' ')) {
            mistake(value.where, u"%1 must not contain spaces"_s.arg(key));
        }
        return value.text;
    }

    QUrl url(QLatin1StringView key)
    {
        const RawValue value = raw(key);
        if (value.text.trimmed().isEmpty()) return {};
        const QUrl result(value.text.trimmed(), QUrl::StrictMode);
        const bool known = result.scheme() == "http"_L1 || result.scheme() == "https"_L1;
        if (!result.isValid() || !known || result.host().isEmpty()) {
            mistake(value.where, u"%1 must be an http:// or https:// address"_s.arg(key));
            return {};
        }
        if (!result.userInfo().isEmpty()) mistake(value.where, u"%1 must not carry a name or password"_s.arg(key));
        return result;
    }

    QString file(QLatin1StringView key)
    {
        const RawValue value = raw(key);
        const QString path = value.text.trimmed();
        if (!path.isEmpty() && !QFileInfo(path).isReadable()) {
            mistake(value.where, u"%1: cannot read '%2'"_s.arg(QString(key), path));
        }
        return path;
    }

    QStringList list(QLatin1StringView key)
    {
        QStringList items;
        for (const QString& item : text(key).split(u',', Qt::SkipEmptyParts))
            items << item.trimmed();
        return items;
    }

    /// Each item in the one spelling that is compared; an item that has none is a mistake.
    QStringList addresses(QLatin1StringView key, WebAddress (*read)(const QString&))
    {
        QStringList found;
        const QString where = raw(key).where;
        for (const QString& item : list(key)) {
            if (item.isEmpty()) continue;
            const WebAddress address = read(item);
            if (!address.problem.isEmpty()) {
                mistake(where, u"%1: '%2' %3"_s.arg(QString(key), item.left(64), address.problem));
            } else if (!found.contains(address.text)) {
                found << address.text;
            }
        }
        return found;
    }

    std::vector<AddressRange> ranges(QLatin1StringView key)
    {
        std::vector<AddressRange> found;
        for (const QString& item : list(key)) {
            if (item.isEmpty()) continue;
            const auto range = readAddressRange(item);
            if (const auto* problem = std::get_if<QString>(&range))
                mistake(raw(key).where, u"%1: '%2' %3"_s.arg(QString(key), item.left(64), *problem));
            else
                found.push_back(std::get<AddressRange>(range));
        }
        return found;
    }

    std::vector<SettingMistake> takeMistakes() { return std::move(m_mistakes); }
    bool isClean() const { return m_mistakes.empty(); }

private:
    static constexpr qint64 kMaxFileBytes = 1024 * 1024;
    QHash<QString, RawValue> m_values;
    std::vector<SettingMistake> m_mistakes;
};

/// The working folder may be anybody's, and its .env decides where the shop's data go. Why it must not be read; empty:
/// it may, or is not there.
QString problemWithEnvFile(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists()) return {};
    if (info.ownerId() != ::geteuid())
        return u"belongs to another user and was not read; start the program in another folder, or remove the file"_s;
    if (info.permissions() & (QFile::WriteGroup | QFile::WriteOther))
        return u"can be written by others and was not read; run: chmod go-w '%1'"_s.arg(path);
    return {};
}

void collect(Collector& from, const SettingSources& sources)
{
    const QString secrets = sources.dataDir + "/secrets"_L1;
    const QHash<QString, QString> passwords = savedPasswords(secrets);
    for (auto password = passwords.cbegin(); password != passwords.cend(); ++password) {
        if (findSetting(password.key())) from.set(password.key(), password.value(), secrets);
    }
    from.readFile(sources.settingsFile, sources.settingsFileNamed, true);
    // A .env is often shared with other programs, so names that are not ours are theirs.
    if (!sources.envFile.isEmpty()) {
        if (const QString problem = problemWithEnvFile(sources.envFile); !problem.isEmpty())
            from.mistake(sources.envFile, problem);
        else
            from.readFile(sources.envFile, false, false);
    }
    for (const SettingRow& row : settingRows()) {
        const QString key(row.key);
        if (sources.environment.contains(key)) from.set(key, sources.environment.value(key), u"environment"_s);
        if (sources.options.contains(key))
            from.set(key, sources.options.value(key), u"command line --"_s + optionName(row));
    }
}

/// Other computers are spoken to in clear text only when somebody said so, by name (security S02).
void demandEncryption(Collector& from, QLatin1StringView key, const QString& host, const QString& otherwise)
{
    if (isThisComputer(host)) return;
    const QStringList allowed = from.list("CLEARTEXT_HOSTS"_L1);
    if (allowed.contains(host, Qt::CaseInsensitive)) return;
    from.mistake(from.raw(key).where,
                 u"%1 leads to %2 without encryption, where everybody on the way can read along; use %3, or, on a "
                 "network of your own, name %2 in CLEARTEXT_HOSTS"_s.arg(QString(key), host.left(64), otherwise));
}

void demandEncryption(Collector& from, QLatin1StringView key, const QUrl& url)
{
    if (url.scheme() == "http"_L1) demandEncryption(from, key, url.host(), u"https://"_s);
}

void readListening(Collector& from, const SettingSources& sources, Settings& s)
{
    const RawValue host = from.raw("API_HOST"_L1);
    const QString name = host.text.trimmed();
    s.host = name == "localhost"_L1 ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(name);
    if (s.host.isNull()) {
        from.mistake(host.where, u"API_HOST must be an IP address or localhost, not '%1'"_s.arg(name.left(64)));
    }
    s.port = quint16(from.number("API_PORT"_L1));
    s.allowedHosts = from.addresses("ALLOWED_HOSTS"_L1, hostName);
    s.allowedOrigins = from.addresses("ALLOWED_ORIGINS"_L1, webOrigin);
    s.trustedProxies = from.ranges("TRUSTED_PROXIES"_L1);
    s.certificateFile = from.file("TLS_CERTIFICATE_FILE"_L1);
    s.keyFile = from.file("TLS_KEY_FILE"_L1);
    if (s.certificateFile.isEmpty() != s.keyFile.isEmpty()) {
        from.mistake(from.raw("TLS_CERTIFICATE_FILE"_L1).where,
                     u"TLS_CERTIFICATE_FILE and TLS_KEY_FILE belong together"_s);
    }
    if (s.host.isNull() || s.host.isLoopback()) return;
    if (!sources.allowRemote) {
        from.mistake(host.where,
                     u"API_HOST %1 lets other computers in; that must be asked for with --allow-remote on the "
                     u"command line"_s.arg(name));
    } else if (s.certificateFile.isEmpty()) {
        from.mistake(
            host.where,
            u"API_HOST %1 lets other computers in; that needs TLS_CERTIFICATE_FILE and TLS_KEY_FILE"_s.arg(name));
    }
}

/// "auto": never in clear text over a network (security S02).
DatabaseAddress::Tls tlsOf(const QString& choice, const QString& host)
{
    if (choice == "off"_L1) return DatabaseAddress::Tls::Off;
    if (choice == "on"_L1 || !isThisComputer(host)) return DatabaseAddress::Tls::Required;
    return DatabaseAddress::Tls::WhereOffered;
}

void readStores(Collector& from, Settings& s)
{
    const RedisAddress redis{from.text("REDIS_HOST"_L1),       quint16(from.number("REDIS_PORT"_L1)),
                             int(from.number("REDIS_DB"_L1)),  from.text("REDIS_USERNAME"_L1),
                             from.secret("REDIS_PASSWORD"_L1), from.flag("REDIS_TLS"_L1),
                             from.file("REDIS_CA_FILE"_L1)};
    if (!redis.host.isEmpty()) s.redis = redis;
    if (!redis.tls) demandEncryption(from, "REDIS_HOST"_L1, redis.host, u"REDIS_TLS=true"_s);

    DatabaseAddress postgres{
        DatabaseAddress::Kind::Postgres, from.text("POSTGRES_HOST"_L1), quint16(from.number("POSTGRES_PORT"_L1)),
        from.text("POSTGRES_DB"_L1),     from.text("POSTGRES_USER"_L1), from.secret("POSTGRES_PASSWORD"_L1)};
    DatabaseAddress mysql{
        DatabaseAddress::Kind::MySql, from.text("MYSQL_HOST"_L1), quint16(from.number("MYSQL_PORT"_L1)),
        from.text("MYSQL_DB"_L1),     from.text("MYSQL_USER"_L1), from.secret("MYSQL_PASSWORD"_L1)};
    if (!postgres.host.isEmpty() && !mysql.host.isEmpty()) {
        from.mistake(from.raw("MYSQL_HOST"_L1).where,
                     u"MYSQL_HOST and POSTGRES_HOST are both set; the history lives in one"_s);
    }
    postgres.tls = tlsOf(from.choice("POSTGRES_TLS"_L1), postgres.host);
    postgres.caFile = from.file("POSTGRES_CA_FILE"_L1);
    mysql.tls = tlsOf(from.choice("MYSQL_TLS"_L1), mysql.host);
    mysql.caFile = from.file("MYSQL_CA_FILE"_L1);
    const bool isMysql = !mysql.host.isEmpty() && postgres.host.isEmpty();
    if (isMysql && mysql.tls == DatabaseAddress::Tls::Required && mysql.caFile.isEmpty()) {
        from.mistake(from.raw("MYSQL_HOST"_L1).where,
                     u"MYSQL_HOST %1 needs MYSQL_CA_FILE for TLS, or MYSQL_TLS=off on a network of your own"_s.arg(
                         mysql.host.left(64)));
    }
    if (!postgres.host.isEmpty()) s.database = postgres;
    if (!mysql.host.isEmpty()) s.database = mysql;
}

void readServices(Collector& from, Settings& s)
{
    s.aiUrl = from.url("AI_SERVICE_URL"_L1);
    demandEncryption(from, "AI_SERVICE_URL"_L1, s.aiUrl);
    s.aiPath = from.text("AI_SERVICE_PATH"_L1);
    s.aiTimeout = std::chrono::seconds(from.number("AI_SERVICE_TIMEOUT"_L1));
    s.aiProcessingTimeout = std::chrono::seconds(from.number("AI_PROCESSING_TIMEOUT"_L1));
    s.aiTries = int(from.number("MAX_RETRY_ATTEMPTS"_L1));
    s.contextSize = int(from.number("MAX_CONTEXT_SIZE"_L1));
    s.platformUrl = from.url("PANCAKE_BASE_URL"_L1);
    demandEncryption(from, "PANCAKE_BASE_URL"_L1, s.platformUrl);
    s.platformPath = from.text("PANCAKE_ACTIONS_PATH"_L1);
    s.platformTimeout = std::chrono::seconds(from.number("PANCAKE_TIMEOUT"_L1));
    s.stateTtl = std::chrono::seconds(from.number("CONVERSATION_STATE_TTL"_L1));
    s.lockTtl = std::chrono::seconds(from.number("PROCESSING_LOCK_TTL"_L1));
    s.maxConversationAge = std::chrono::hours(from.number("MAX_CONVERSATION_AGE_HOURS"_L1));
    s.adoptTasks = from.flag("QUEUE_ADOPT_TASKS"_L1);
    s.senderMessagesPerMinute = int(from.number("SENDER_MESSAGES_PER_MINUTE"_L1));
    s.addressMessagesPerMinute = int(from.number("ADDRESS_MESSAGES_PER_MINUTE"_L1));
    s.addressRequestsPerMinute = int(from.number("ADDRESS_REQUESTS_PER_MINUTE"_L1));
    s.shopMessagesPerMinute = int(from.number("SHOP_MESSAGES_PER_MINUTE"_L1));
    s.chatMessagesPerMinute = int(from.number("CHAT_MESSAGES_PER_MINUTE"_L1));
    s.chatConnectionsPerAddress = int(from.number("CHAT_CONNECTIONS_PER_ADDRESS"_L1));
    s.cleanupInterval = std::chrono::hours(from.number("CLEANUP_INTERVAL_HOURS"_L1));
    s.chatHistory.cacheLife = std::chrono::hours(24 * from.number("CHAT_MAX_HISTORY_DAYS"_L1));
    s.chatHistory.pageSize = int(from.number("CHAT_PAGE_SIZE"_L1));
    s.chatHistory.maxSessionsPerUser = int(from.number("CHAT_MAX_SESSIONS_PER_USER"_L1));
    s.retention.conversations = int(from.number("RETAIN_CONVERSATIONS_DAYS"_L1));
    s.retention.turns = int(from.number("RETAIN_TURNS_DAYS"_L1));
    s.retention.outbox = int(from.number("RETAIN_OUTBOX_DAYS"_L1));
    s.retention.events = int(from.number("RETAIN_EVENTS_DAYS"_L1));
    s.retention.drafts = int(from.number("RETAIN_DRAFTS_DAYS"_L1));
}

}  // namespace

bool isThisComputer(const QString& host)
{
    if (host.isEmpty() || host.startsWith(u'/') || host == "localhost"_L1) return true;
    return QHostAddress(host).isLoopback();
}

QStringList settingsOutsideTheFile(const SettingSources& sources)
{
    QStringList keys;
    for (const SettingRow& row : settingRows()) {
        const QString key(row.key);
        if (sources.environment.contains(key) || sources.options.contains(key)) keys << key;
    }
    QFile file(sources.envFile);
    if (sources.envFile.isEmpty() || !problemWithEnvFile(sources.envFile).isEmpty() || !file.open(QIODevice::ReadOnly))
        return keys;
    for (const KeyValueLine& line : parseKeyValueLines(file.readAll())) {
        if (findSetting(line.key) && !keys.contains(line.key)) keys << line.key;
    }
    return keys;
}

QHash<QString, QString> settingValues(const SettingSources& sources)
{
    Collector from;
    collect(from, sources);
    QHash<QString, QString> values;
    for (const SettingRow& row : settingRows())
        values.insert(QString(row.key), from.text(row.key));
    return values;
}

SettingsOrMistakes readSettings(const SettingSources& sources)
{
    Collector from;
    collect(from, sources);

    Settings s;
    s.dataDir = sources.dataDir;
    s.settingsFile = sources.settingsFile;
    readListening(from, sources, s);
    s.environment = from.text("ENVIRONMENT"_L1);
    s.logLevel = from.flag("DEBUG"_L1) ? u"debug"_s : from.choice("LOG_LEVEL"_L1);
    s.logMaxBytes = from.number("LOG_MAX_MB"_L1) * 1024 * 1024;
    s.logFiles = int(from.number("LOG_FILES"_L1));
    s.pancakeToken = from.secret("PANCAKE_ACCESS_TOKEN"_L1);
    s.adminToken = from.secret("ADMIN_ACCESS_TOKEN"_L1);
    s.jwtSecret = from.secret("JWT_SECRET"_L1);
    if (!s.adminToken.isEmpty() && s.adminToken == s.pancakeToken) {
        from.mistake(from.raw("ADMIN_ACCESS_TOKEN"_L1).where,
                     u"ADMIN_ACCESS_TOKEN and PANCAKE_ACCESS_TOKEN must differ"_s);
    }
    readStores(from, s);
    readServices(from, s);
    s.operatorName = from.text("OPERATOR_NAME"_L1);
    s.shopName = from.text("SHOP_NAME"_L1);

    if (!from.isClean()) return from.takeMistakes();
    return s;
}

}  // namespace tongdai::app
