#include "app/settings/settings.h"

#include "app/settings/key_value_file.h"
#include "app/settings/page_settings.h"
#include "app/settings/settings_reader.h"
#include "app/settings/settings_schema.h"
#include "app/settings/written_settings.h"

#include <QFile>

#include <algorithm>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxPromptBytes = 64 * 1024;
constexpr qsizetype kMostApology = 1000;

/// What holds between settings: values that fit their rows one by one and say something together.
class SettingChecks {
public:
    SettingChecks(SettingReader& from, WrittenSettings& settings) : m_from(from), m_s(settings) {}

    void listening(bool allowRemote);
    void tokens();
    void redis();
    void history();
    void disputes();
    void kiotViet();
    void pages();
    void answers();

private:
    void mistake(QLatin1StringView key, const QString& what) { m_from.mistake(m_from.whereIs(key), what); }
    void demandEncryption(QLatin1StringView key, const QString& host, const QString& otherwise);
    void demandEncryption(QLatin1StringView key, const QUrl& url);
    void redisUrl();
    void sentinels();

    SettingReader& m_from;
    WrittenSettings& m_s;
};

/// Other computers are spoken to in clear text only when somebody said so, by name (security S02).
void SettingChecks::demandEncryption(QLatin1StringView key, const QString& host, const QString& otherwise)
{
    if (isThisComputer(host) || m_s.cleartextHosts.contains(host, Qt::CaseInsensitive)) return;
    mistake(key,
            u"%1 leads to %2 without encryption, where everybody on the way can read along; use %3, or, on a network "
            "of your own, name %2 in CLEARTEXT_HOSTS"_s.arg(QString(key), host.left(64), otherwise));
}

void SettingChecks::demandEncryption(QLatin1StringView key, const QUrl& url)
{
    if (url.scheme() == "http"_L1) demandEncryption(key, url.host(), u"https://"_s);
}

void SettingChecks::listening(bool allowRemote)
{
    const QString& name = m_s.apiHost;
    m_s.host = name == "localhost"_L1 ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(name);
    if (m_s.host.isNull())
        mistake("API_HOST"_L1, u"API_HOST must be an IP address or localhost, not '%1'"_s.arg(name.left(64)));
    if (m_s.certificateFile.isEmpty() != m_s.keyFile.isEmpty())
        mistake("TLS_CERTIFICATE_FILE"_L1, u"TLS_CERTIFICATE_FILE and TLS_KEY_FILE belong together"_s);
    if (m_s.host.isNull() || m_s.host.isLoopback()) return;
    if (!allowRemote) {
        mistake("API_HOST"_L1,
                u"API_HOST %1 lets other computers in; that must be asked for with --allow-remote on the command "
                "line"_s.arg(name));
    } else if (m_s.certificateFile.isEmpty()) {
        mistake("API_HOST"_L1,
                u"API_HOST %1 lets other computers in; that needs TLS_CERTIFICATE_FILE and TLS_KEY_FILE"_s.arg(name));
    }
}

void SettingChecks::tokens()
{
    if (!m_s.adminToken.isEmpty() && m_s.adminToken == m_s.pancakeToken)
        mistake("ADMIN_ACCESS_TOKEN"_L1, u"ADMIN_ACCESS_TOKEN and PANCAKE_ACCESS_TOKEN must differ"_s);
    const QString& ofAssistants = m_s.assistantToken;
    if (!ofAssistants.isEmpty() && (ofAssistants == m_s.adminToken || ofAssistants == m_s.pancakeToken))
        mistake("MCP_ACCESS_TOKEN"_L1, u"MCP_ACCESS_TOKEN must differ from the other tokens"_s);
}

/// redis://[user[:password]@]host[:port][/database], with rediss:// for TLS.
void SettingChecks::redisUrl()
{
    const QString text = m_s.redisUrl.trimmed();
    if (text.isEmpty()) return;
    const QUrl url(text, QUrl::StrictMode);
    const bool isTls = url.scheme() == "rediss"_L1;
    const QString database = url.path().mid(1);
    bool isNumber = database.isEmpty();
    const int number = isNumber ? 0 : database.toInt(&isNumber);
    if (!url.isValid() || (!isTls && url.scheme() != "redis"_L1) || url.host().isEmpty() || !isNumber || number < 0 ||
        number > 1023 || url.hasQuery()) {
        return mistake("REDIS_URL"_L1, u"REDIS_URL must be like redis://localhost:6379/0 or rediss://host:6379/0"_s);
    }
    if (m_s.redis)
        return mistake("REDIS_URL"_L1, u"REDIS_URL and REDIS_HOST are both set; one of them says where Redis is"_s);
    const QString password = url.password(QUrl::FullyDecoded);
    m_s.redis = RedisTarget{url.host(),
                            quint16(url.port(6379)),
                            number,
                            url.userName(QUrl::FullyDecoded),
                            password.isEmpty() ? m_s.redisServer.password : password,
                            isTls,
                            m_s.redisServer.caFile};
    if (!isTls) demandEncryption("REDIS_URL"_L1, url.host(), u"rediss://"_s);
}

/// host[:port] of each; the usual port is 26379.
void SettingChecks::sentinels()
{
    RedisTarget redis = m_s.redisServer;
    for (const QString& item : m_s.redisSentinels) {
        const QUrl url(u"redis://"_s + item, QUrl::StrictMode);
        const bool isPlain = url.isValid() && !url.host().isEmpty() && url.path().isEmpty() && url.userInfo().isEmpty();
        if (!isPlain) return mistake("REDIS_SENTINELS"_L1, u"REDIS_SENTINELS must be like host1:26379,host2:26379"_s);
        redis.sentinels.emplace_back(url.host(), quint16(url.port(26379)));
    }
    if (redis.sentinels.empty()) return;
    if (m_s.redis) {
        return mistake("REDIS_SENTINELS"_L1,
                       u"REDIS_SENTINELS and REDIS_HOST or REDIS_URL are both set; one of them says where Redis is"_s);
    }
    redis.host = redis.sentinels.front().first;
    redis.port = redis.sentinels.front().second;
    redis.group = m_s.sentinelGroup;
    redis.sentinelUser = m_s.sentinelUser;
    redis.sentinelPassword = m_s.sentinelPassword;
    for (const auto& [host, port] : redis.sentinels) {
        if (!redis.tls) demandEncryption("REDIS_SENTINELS"_L1, host, u"REDIS_TLS=true"_s);
    }
    m_s.redis = redis;
}

void SettingChecks::redis()
{
    const RedisTarget& server = m_s.redisServer;
    if (!server.host.isEmpty()) m_s.redis = server;
    redisUrl();
    sentinels();
    if (!m_s.hasRedis) m_s.redis.reset();
    if (!server.tls) demandEncryption("REDIS_HOST"_L1, server.host, u"REDIS_TLS=true"_s);
}

/// "auto": never in clear text over a network (security S02).
DatabaseTarget::Tls tlsOf(const QString& choice, const QString& hosts)
{
    const QStringList all = hosts.split(u',');
    const bool isAllHere = std::ranges::all_of(all, [](const QString& host) {
        const QString name = host.trimmed();
        return isThisComputer(name) || (name.count(u':') == 1 && isThisComputer(name.section(u':', 0, 0)));
    });
    if (choice == "off"_L1) return DatabaseTarget::Tls::Off;
    if (choice == "on"_L1 || !isAllHere) return DatabaseTarget::Tls::Required;
    return DatabaseTarget::Tls::WhereOffered;
}

/// Qt's driver checks no names, so MySQL's authority has to be the shop's own.
bool lacksAuthority(const DatabaseTarget& mysql)
{
    return mysql.tls == DatabaseTarget::Tls::Required && mysql.caFile.isEmpty();
}

void SettingChecks::history()
{
    DatabaseTarget& postgres = m_s.postgres;
    DatabaseTarget& mysql = m_s.mysql;
    mysql.kind = DatabaseTarget::Kind::MySql;
    if (!postgres.host.isEmpty() && !mysql.host.isEmpty())
        mistake("MYSQL_HOST"_L1, u"MYSQL_HOST and POSTGRES_HOST are both set; the history lives in one"_s);
    postgres.tls = tlsOf(m_s.postgresTls, postgres.host);
    mysql.tls = tlsOf(m_s.mysqlTls, mysql.host);
    if (!mysql.host.isEmpty() && postgres.host.isEmpty() && lacksAuthority(mysql)) {
        mistake("MYSQL_HOST"_L1,
                u"MYSQL_HOST %1 needs MYSQL_CA_FILE for TLS, or MYSQL_TLS=off on a network of your own"_s.arg(
                    mysql.host.left(64)));
    }
    if (!postgres.host.isEmpty()) m_s.database = postgres;
    if (!mysql.host.isEmpty()) m_s.database = mysql;
}

void SettingChecks::disputes()
{
    DatabaseTarget& mysql = m_s.disputeMysql;
    mysql.kind = DatabaseTarget::Kind::MySql;
    mysql.tls = tlsOf(m_s.disputeMysqlTls, mysql.host);
    if (!mysql.host.isEmpty()) {
        if (mysql.database.isEmpty()) mistake("DISPUTE_MYSQL_HOST"_L1, u"DISPUTE_MYSQL_HOST needs DISPUTE_MYSQL_DB"_s);
        if (lacksAuthority(mysql)) {
            mistake("DISPUTE_MYSQL_HOST"_L1,
                    u"DISPUTE_MYSQL_HOST %1 needs DISPUTE_MYSQL_CA_FILE for TLS, or DISPUTE_MYSQL_TLS=off on a network "
                    "of your own"_s.arg(mysql.host.left(64)));
        }
        m_s.disputes.push_back({mysql, m_s.disputeMysqlAdmin, m_s.isDisputeMysqlOurs});
    }
    DatabaseTarget& postgres = m_s.disputePostgres;
    postgres.tls = tlsOf(m_s.disputePostgresTls, postgres.host);
    if (!postgres.host.isEmpty()) m_s.disputes.push_back({postgres, {}});
}

/// Whoever names a shop means to ask about it: the rest must be there, too.
void SettingChecks::kiotViet()
{
    const KiotVietTarget& shop = m_s.kiotVietShop;
    if (shop.retailer.isEmpty()) return;
    if (m_from.areSecretsAway() && shop.clientSecret.isEmpty()) return;
    if (shop.clientId.isEmpty() || shop.clientSecret.isEmpty()) {
        return mistake("KIOTVIET_RETAILER"_L1,
                       u"KIOTVIET_RETAILER needs KIOTVIET_CLIENT_ID and KIOTVIET_CLIENT_SECRET"_s);
    }
    demandEncryption("KIOTVIET_API_URL"_L1, shop.api);
    demandEncryption("KIOTVIET_TOKEN_URL"_L1, shop.tokenService);
    m_s.kiotViet = shop;
}

/// Pages that are named with what belongs to each; secrets are never quoted.
void SettingChecks::pages()
{
    if (m_s.pageNames.isEmpty()) return;
    const PageSettings read = readPages(m_s.pageNames, m_s.pageTokens, m_s.pageHookSecrets, m_from.areSecretsAway());
    for (const auto& [key, what] : read.mistakes)
        mistake(key, what);
    demandEncryption("PANCAKE_API_URL"_L1, m_s.pagesApi);
    m_s.pages = read.pages;
}

/// Who answers, and who carries the answers.
void SettingChecks::answers()
{
    if (m_s.nobodyCame.apology.size() > kMostApology)
        mistake("NOBODY_CAME_TEXT"_L1, u"NOBODY_CAME_TEXT must not be longer than %1 letters"_s.arg(kMostApology));
    demandEncryption("AI_SERVICE_URL"_L1, m_s.aiUrl);
    demandEncryption("PANCAKE_BASE_URL"_L1, m_s.platformUrl);
    ModelTarget& model = m_s.languageModel;
    if (model.url.isEmpty()) return;
    if (!m_s.aiUrl.isEmpty())
        return mistake("AI_MODEL_URL"_L1, u"AI_MODEL_URL and AI_SERVICE_URL are both set; one of them answers"_s);
    demandEncryption("AI_MODEL_URL"_L1, model.url);
    model.wantsCompletionTokens = m_s.modelLimitName == "max_completion_tokens"_L1;
    QFile prompt(m_s.promptFile);
    if (!m_s.promptFile.isEmpty() && prompt.open(QIODevice::ReadOnly))
        model.prompt = QString::fromUtf8(prompt.read(kMaxPromptBytes)).trimmed();
    m_s.model = model;
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
    const SettingReader from(sources);
    QHash<QString, QString> values;
    for (const SettingRow& row : settingRows())
        values.insert(QString(row.key), from.raw(row).text.trimmed());
    return values;
}

SettingsOrMistakes readSettings(const SettingSources& sources)
{
    SettingReader from(sources);
    WrittenSettings s;
    s.dataDir = sources.dataDir;
    s.settingsFile = sources.settingsFile;
    for (const SettingRow& row : settingRows())
        row.read(from, row, s);

    SettingChecks checks(from, s);
    checks.listening(sources.allowRemote);
    checks.tokens();
    checks.redis();
    checks.history();
    checks.disputes();
    checks.kiotViet();
    checks.pages();
    checks.answers();
    if (!from.isClean()) return from.takeMistakes();

    s.isEnvironmentNamed = from.whereIs("ENVIRONMENT"_L1) != "default"_L1;
    if (s.isDebug) s.logLevel = u"debug"_s;
    s.logMaxBytes = s.logMegabytes * 1024 * 1024;
    s.chatHistory.cacheLife = std::chrono::hours(24 * s.chatHistoryDays);
    return Settings(s);
}

}  // namespace tongdai::app
