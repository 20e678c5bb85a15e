#include "app/settings/setup_file.h"

#include "app/settings/key_value_file.h"
#include "app/settings/page_settings.h"
#include "app/settings/secrets.h"
#include "app/settings/settings_reader.h"
#include "app/settings/settings_schema.h"
#include "engine/domain/whole_file.h"
#include "engine/host/backup/known_backups.h"

#include <QFile>

#include <algorithm>

namespace tongdai::app {

using namespace Qt::StringLiterals;
using api::ConnectionForm;
using FormKind = ConnectionForm::Kind;

namespace {

/// Prefix of a store's settings, and what its database is called.
struct StoreKeys {
    QString prefix;
    QString user;
};

StoreKeys keysOf(const ConnectionForm& form)
{
    const QString of = form.isOnlyRead ? u"DISPUTE_"_s : QString();
    switch (form.kind) {
        case FormKind::Postgres: return {of + u"POSTGRES"_s, of + u"POSTGRES_USER"_s};
        case FormKind::MySql: return {of + u"MYSQL"_s, of + u"MYSQL_USER"_s};
        default: return {u"REDIS"_s, u"REDIS_USERNAME"_s};
    }
}

QString secretsOf(const SettingSources& sources)
{
    return sources.dataDir + "/secrets"_L1;
}

void addServer(SetupWords& words, const ConnectionForm& form)
{
    const StoreKeys keys = keysOf(form);
    const QString standardPort = QString(findSetting(keys.prefix + "_PORT"_L1)->standard);
    words.settings[keys.prefix + "_HOST"_L1] = form.host.trimmed();
    words.settings[keys.prefix + "_PORT"_L1] = form.port == 0 ? standardPort : QString::number(form.port);
    words.settings[keys.user] = form.user;
    if (form.kind == FormKind::Redis) {
        words.settings[u"REDIS_DB"_s] = QString::number(form.redisDatabase);
        words.settings[u"REDIS_TLS"_s] = form.tls ? u"true"_s : u"false"_s;
    } else {
        words.settings[keys.prefix + "_DB"_L1] = form.database;
        words.settings[keys.prefix + "_TLS"_L1] = form.tls ? u"auto"_s : u"off"_s;
    }
    const QString authority = keys.prefix + "_CA_FILE"_L1;
    words.settings[authority] = form.caFile.isEmpty() ? std::nullopt : std::optional(form.caFile);
    if (form.keepsPassword) return;
    const QString password = keys.prefix + "_PASSWORD"_L1;
    words.settings[password] = std::nullopt;  // a settings file holds no secrets (security S36)
    words.secrets[password] = form.password.isEmpty() ? std::nullopt : std::optional(form.password);
}

void addKiotViet(SetupWords& words, const std::optional<ConnectionForm>& form)
{
    words.settings[u"KIOTVIET_RETAILER"_s] = form ? std::optional(form->retailer) : std::nullopt;
    words.settings[u"KIOTVIET_CLIENT_ID"_s] = form ? std::optional(form->user) : std::nullopt;
    if (form && form->keepsPassword) return;
    words.settings[u"KIOTVIET_CLIENT_SECRET"_s] = std::nullopt;
    words.secrets[u"KIOTVIET_CLIENT_SECRET"_s] = form ? std::optional(form->password) : std::nullopt;
}

std::vector<PageTarget> savedPages(const SettingSources& sources)
{
    const QHash<QString, QString> values = settingValues(sources);
    return readPages(values.value(u"PANCAKE_PAGES"_s).split(u',', Qt::SkipEmptyParts),
                     values.value(u"PANCAKE_PAGE_TOKENS"_s), values.value(u"PANCAKE_WEBHOOK_SECRETS"_s), true)
        .pages;
}

/// These and no others; what is wrong with them, empty: nothing. Whoever keeps its token keeps its secret as well.
QString addPages(SetupWords& words, const SettingSources& sources, const std::vector<api::PageForm>& forms)
{
    const std::vector<PageTarget> saved = savedPages(sources);
    std::vector<PageTarget> pages;
    for (const api::PageForm& form : forms) {
        PageTarget page;
        page.id = form.id.trimmed().toUtf8();
        page.platform = form.platform.trimmed().toLower();
        page.name = form.name.simplified();
        page.token = form.token.trimmed();
        const auto known = std::ranges::find(saved, page.id, &PageTarget::id);
        if (known != saved.end() && page.token.isEmpty()) page.token = known->token;
        if (known != saved.end()) page.hookSecret = known->hookSecret;
        if (page.hookSecret.isEmpty()) page.hookSecret = newSecret();
        pages.push_back(std::move(page));
    }
    const PageWords written = writePages(pages);
    const PageSettings read =
        readPages(written.pages.split(u',', Qt::SkipEmptyParts), written.tokens, written.hookSecrets, false);
    if (!read.mistakes.empty()) return read.mistakes.front().second;
    for (size_t i = 0; i < pages.size(); ++i) {
        const bool isSame = i < read.pages.size() && read.pages[i].id == pages[i].id &&
                            read.pages[i].token == pages[i].token && read.pages[i].platform == pages[i].platform;
        if (!isSame)
            return u"'%1' in PANCAKE_PAGES must be like 1029 facebook Ao Xinh"_s.arg(
                QString::fromUtf8(pages[i].id).left(64));
    }
    const auto orNone = [](const QString& text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    words.settings[u"PANCAKE_PAGES"_s] = orNone(written.pages);
    for (const auto& [key, text] : {std::pair(u"PANCAKE_PAGE_TOKENS"_s, written.tokens),
                                    std::pair(u"PANCAKE_WEBHOOK_SECRETS"_s, written.hookSecrets)}) {
        words.settings[key] = std::nullopt;
        words.secrets[key] = orNone(text);
    }
    return {};
}

/// What is saved on the Setup page without encryption, whose test says what that means, is meant so: the host is named
/// as one that may be spoken to like that. Adds to the names that are there.
void nameCleartextHosts(const api::SetupChanges& changes, const QByteArray& settings, KeyValueChanges& into)
{
    QStringList hosts;
    if (changes.redis && changes.redis->server && !changes.redis->server->tls)
        hosts << changes.redis->server->host.trimmed();
    for (const auto& url : {changes.ai, changes.platform}) {
        if (url && url->scheme() == "http"_L1) hosts << url->host();
    }
    QStringList named;
    for (const KeyValueLine& line : parseKeyValueLines(settings)) {
        if (line.key == "CLEARTEXT_HOSTS"_L1) named = line.value.split(u',', Qt::SkipEmptyParts);
    }
    for (QString& each : named)
        each = each.trimmed();
    const qsizetype before = named.size();
    for (const QString& host : hosts) {
        if (!isThisComputer(host) && !named.contains(host, Qt::CaseInsensitive)) named << host;
    }
    if (named.size() > before) into[u"CLEARTEXT_HOSTS"_s] = named.join(u',');
}

QByteArray setupText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList keysThat(bool (*is)(const SettingRow&))
{
    QStringList keys;
    for (const SettingRow& row : settingRows()) {
        if (is(row)) keys << QString(row.key);
    }
    return keys;
}

/// Whether a setting decides where the shop's data go, or who is let in.
bool leadsElsewhere(const SettingRow& row)
{
    switch (row.kind) {
        case SettingRow::Kind::Url:
        case SettingRow::Kind::List:
        case SettingRow::Kind::File: return true;
        case SettingRow::Kind::Secret: return false;
        default: break;
    }
    const QLatin1StringView key = row.key;
    return key.startsWith("REDIS_"_L1) || key.startsWith("DISPUTE_"_L1) || key.startsWith("POSTGRES_"_L1) ||
           key.startsWith("MYSQL_"_L1) || key == "API_HOST"_L1 || key.endsWith("_PATH"_L1);
}

ConnectionForm formOf(FormKind kind, const QString& host, quint16 port, const QString& user)
{
    ConnectionForm form;
    form.kind = kind;
    form.host = host;
    form.port = port;
    form.user = user;
    form.keepsPassword = true;
    return form;
}

api::SetupState::Server savedServerOf(const DatabaseTarget& database)
{
    const FormKind kind = database.kind == DatabaseTarget::Kind::Postgres ? FormKind::Postgres : FormKind::MySql;
    ConnectionForm form = formOf(kind, database.host, database.port, database.user);
    form.database = database.database;
    form.tls = database.tls != DatabaseTarget::Tls::Off;
    form.caFile = database.caFile;
    return {form, !database.password.isEmpty()};
}

}  // namespace

SetupWords wordsOf(const api::SetupChanges& changes)
{
    SetupWords words;
    if (changes.history) {
        for (const QString& key : {u"POSTGRES_HOST"_s, u"MYSQL_HOST"_s})
            words.settings[key] = std::nullopt;
        if (changes.history->server) addServer(words, *changes.history->server);
    }
    if (changes.redis) {
        for (const QString& key : {u"REDIS_HOST"_s, u"REDIS_URL"_s, u"REDIS_SENTINELS"_s, u"REDIS_ENABLED"_s})
            words.settings[key] = std::nullopt;
        if (changes.redis->server) addServer(words, *changes.redis->server);
    }
    if (changes.disputeMysql) {
        words.settings[u"DISPUTE_MYSQL_HOST"_s] = std::nullopt;
        if (changes.disputeMysql->server) addServer(words, *changes.disputeMysql->server);
    }
    if (changes.disputePostgres) {
        words.settings[u"DISPUTE_POSTGRES_HOST"_s] = std::nullopt;
        if (changes.disputePostgres->server) addServer(words, *changes.disputePostgres->server);
    }
    const auto setUrl = [&words](const QString& key, const std::optional<QUrl>& url) {
        if (url) words.settings[key] = url->isEmpty() ? std::nullopt : std::optional(url->toString(QUrl::FullyEncoded));
    };
    setUrl(u"AI_SERVICE_URL"_s, changes.ai);
    if (changes.ai && !changes.ai->isEmpty()) words.settings[u"AI_MODEL_URL"_s] = std::nullopt;
    setUrl(u"PANCAKE_BASE_URL"_s, changes.platform);
    if (changes.kiotViet) addKiotViet(words, changes.kiotViet->server);
    if (const auto& rule = changes.botRule) {
        const bool isAny = rule->leastConfidence <= 0;
        words.settings[u"BOT_LEAST_CONFIDENCE"_s] =
            isAny ? std::nullopt : std::optional(QString::number(rule->leastConfidence));
        words.settings[u"BOT_INTENTS"_s] =
            rule->intents.isEmpty() ? std::nullopt : std::optional(rule->intents.join(u", "_s));
        words.settings[u"BOT_CHANNEL_RULES"_s] =
            rule->channels.empty() ? std::nullopt : std::optional(AnswerRule::writeChannels(rule->channels));
    }
    return words;
}

QString saveSetup(const SettingSources& sources, const api::SetupChanges& changes)
{
    SetupWords words = wordsOf(changes);
    if (changes.pages) {
        const QString problem = addPages(words, sources, *changes.pages);
        if (!problem.isEmpty()) return problem;
    }
    for (const api::ShopSetting& each : changes.values) {
        const bool isMendable = std::ranges::any_of(
            api::kMendableSettings, [&](const char* key) { return each.key == QLatin1StringView(key); });
        if (!isMendable) return u"%1 cannot be set here"_s.arg(each.key);
        words.settings.insert(each.key, each.value);
    }
    const QByteArray before = setupText(sources.settingsFile);
    nameCleartextHosts(changes, before, words.settings);
    const std::optional<QByteArray> text = withChanges(before, words.settings);
    if (!text) return u"a value has a line break, or both kinds of quotes"_s;
    if (!words.secrets.isEmpty()) {
        if (const auto problem = saveSecrets(secretsOf(sources), words.secrets)) return problem->what;
    }
    return writeWholeFile(sources.settingsFile, *text);
}

api::SetupState setupStateOf(const SettingSources& sources)
{
    api::SetupState state;
    state.settingsFile = sources.settingsFile;
    state.historyFile = sources.dataDir + "/history.sqlite"_L1;
    if (const auto newest = KnownBackups(sources.dataDir).newest()) state.newestBackup = newest->file;
    state.fixed = settingsOutsideTheFile(sources);
    const SettingsOrMistakes read = readSettings(sources);
    const auto* settings = std::get_if<Settings>(&read);
    if (!settings) return state;
    if (const auto& database = settings->database) state.history = savedServerOf(*database);
    for (const DisputeTarget& each : settings->disputes) {
        api::SetupState::Server server = savedServerOf(each.database);
        server.form.isOnlyRead = true;
        (server.form.kind == FormKind::Postgres ? state.disputePostgres : state.disputeMysql) = server;
    }
    if (const auto& redis = settings->redis) {
        ConnectionForm form = formOf(FormKind::Redis, redis->host, redis->port, redis->user);
        form.redisDatabase = redis->database;
        form.tls = redis->tls;
        form.caFile = redis->caFile;
        state.redis = api::SetupState::Server{form, !redis->password.isEmpty()};
    }
    state.ai = settings->aiUrl;
    state.platform = settings->platformUrl;
    state.botRule = settings->answerRule;
    for (const PageTarget& page : settings->pages)
        state.pages.push_back({QString::fromUtf8(page.id), page.platform, page.name, {}});
    if (const auto& kiotViet = settings->kiotViet) {
        ConnectionForm form;
        form.kind = FormKind::KiotViet;
        form.retailer = kiotViet->retailer;
        form.user = kiotViet->clientId;
        form.keepsPassword = true;
        state.kiotViet = api::SetupState::Server{form, !kiotViet->clientSecret.isEmpty()};
    }
    return state;
}

ConnectionForm withSavedPassword(const SettingSources& sources, ConnectionForm form)
{
    if (form.kind == FormKind::KiotViet) {
        const QHash<QString, QString> values = settingValues(sources);
        form.url = QUrl(values.value(u"KIOTVIET_API_URL"_s));
        form.tokenService = QUrl(values.value(u"KIOTVIET_TOKEN_URL"_s));
        if (form.keepsPassword) form.password = values.value(u"KIOTVIET_CLIENT_SECRET"_s);
        return form;
    }
    if (form.kind == FormKind::Page) {
        form.url = QUrl(settingValues(sources).value(u"PANCAKE_API_URL"_s));
        for (const PageTarget& page : savedPages(sources)) {
            if (form.keepsPassword && page.id == form.user.toUtf8()) form.password = page.token;
        }
        return form;
    }
    if (form.kind == FormKind::Postgres) {
        const QString key = form.isOnlyRead ? u"DISPUTE_POSTGRES_POOLED"_s : u"POSTGRES_POOLED"_s;
        SettingReader(sources).read(*findSetting(key), form.isPooled);
    }
    if (!form.keepsPassword && form.kind != FormKind::Platform) return form;
    const SettingsOrMistakes read = readSettings(sources);
    const auto* settings = std::get_if<Settings>(&read);
    if (!settings) return form;
    if (form.kind == FormKind::Platform) {
        const auto secrets = loadOrCreateSecrets(
            secretsOf(sources), {settings->pancakeToken, settings->adminToken, settings->jwtSecret, false});
        if (const auto* known = std::get_if<Secrets>(&secrets)) form.password = known->pancakeToken;
        form.path = settings->platformPath;
    }
    if (form.kind == FormKind::Redis && settings->redis) form.password = settings->redis->password;
    const auto kind = form.kind == FormKind::Postgres ? DatabaseTarget::Kind::Postgres : DatabaseTarget::Kind::MySql;
    if (form.isOnlyRead) {
        for (const DisputeTarget& each : settings->disputes) {
            if (each.database.kind == kind) form.password = each.database.password;
        }
        return form;
    }
    const bool isDatabase = form.kind == FormKind::Postgres || form.kind == FormKind::MySql;
    if (isDatabase && settings->database && settings->database->kind == kind)
        form.password = settings->database->password;
    return form;
}

ShopPlaces placesOf(const SettingSources& sources)
{
    return {sources.dataDir, sources.settingsFile, settingsForBackup(sources.settingsFile), settingsFromBackup};
}

QByteArray settingsForBackup(const QString& file)
{
    return withoutKeys(setupText(file),
                       keysThat([](const SettingRow& row) { return row.kind == SettingRow::Kind::Secret; }));
}

RestoredSettings settingsFromBackup(const QByteArray& settings, bool withAddresses)
{
    RestoredSettings restored;
    const QStringList secrets = keysThat([](const SettingRow& row) { return row.kind == SettingRow::Kind::Secret; });
    const QStringList addresses = keysThat(leadsElsewhere);
    for (const KeyValueLine& line : parseKeyValueLines(settings)) {
        if (line.value.isEmpty()) continue;
        if (secrets.contains(line.key) && !restored.secrets.contains(line.key)) restored.secrets << line.key;
        if (addresses.contains(line.key)) restored.addresses.push_back({line.key, line.value});
    }
    restored.text = withoutKeys(settings, withAddresses ? secrets : secrets + addresses);
    return restored;
}

}  // namespace tongdai::app
