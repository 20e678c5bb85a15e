#include "app/settings/settings_schema.h"

#include "app/settings/settings_reader.h"
#include "app/settings/written_settings.h"
#include "engine/domain/web_address.h"

#include <array>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

using RowKind = SettingRow::Kind;
using RowReader = SettingRow::Reader;

template <auto first, auto... rest>
auto& settingMember(auto& of)
{
    if constexpr (sizeof...(rest) == 0)
        return of.*first;
    else
        return settingMember<rest...>(of.*first);
}

/// Reads a row into the member at the end of the path: how, say the row's kind and the member's type.
template <auto... path>
void into(SettingReader& from, const SettingRow& row, WrittenSettings& settings)
{
    from.read(row, settingMember<path...>(settings));
}

/// Reads addresses as browsers spell them.
template <auto member, WebAddress (*spelled)(const QString&)>
void intoWeb(SettingReader& from, const SettingRow& row, WrittenSettings& settings)
{
    settings.*member = from.addresses(row, spelled);
}

using L1 = QLatin1StringView;

constexpr SettingRow textRow(const char* key, const char* standard, RowReader reader, const char* about)
{
    return {L1(key), RowKind::Text, L1(standard), 0, 0, {}, L1(about), reader};
}

constexpr SettingRow numberRow(const char* key, const char* standard, qint64 least, qint64 most, RowReader reader,
                               const char* about)
{
    return {L1(key), RowKind::Integer, L1(standard), least, most, {}, L1(about), reader};
}

constexpr SettingRow secondsRow(const char* key, const char* standard, qint64 least, qint64 most, RowReader reader,
                                const char* about)
{
    return {L1(key), RowKind::Seconds, L1(standard), least, most, {}, L1(about), reader};
}

constexpr SettingRow portRow(const char* key, const char* standard, qint64 least, RowReader reader, const char* about)
{
    return {L1(key), RowKind::Port, L1(standard), least, 65535, {}, L1(about), reader};
}

constexpr SettingRow flagRow(const char* key, const char* standard, RowReader reader, const char* about)
{
    return {L1(key), RowKind::Flag, L1(standard), 0, 0, {}, L1(about), reader};
}

constexpr SettingRow urlRow(const char* key, const char* standard, RowReader reader, const char* about)
{
    return {L1(key), RowKind::Url, L1(standard), 0, 0, {}, L1(about), reader};
}

constexpr SettingRow choiceRow(const char* key, const char* standard, const char* choices, RowReader reader,
                               const char* about)
{
    return {L1(key), RowKind::Choice, L1(standard), 0, 0, L1(choices), L1(about), reader};
}

constexpr SettingRow fileRow(const char* key, RowReader reader, const char* about)
{
    return {L1(key), RowKind::File, L1(""), 0, 0, {}, L1(about), reader};
}

/// Characters from `least` to `most`.
constexpr SettingRow secretRow(const char* key, qint64 least, qint64 most, RowReader reader, const char* about)
{
    return {L1(key), RowKind::Secret, L1(""), least, most, {}, L1(about), reader};
}

constexpr SettingRow listRow(const char* key, RowReader reader, const char* about)
{
    return {L1(key), RowKind::List, L1(""), 0, 0, {}, L1(about), reader};
}

// Names and defaults: contracts/handle-message §1, except where a comment says why not. A new row is all that the
// sample file and README's table need (TONGDAI_UPDATE_GOLDEN=1 test_app SettingsTest writes both anew).
constexpr std::array kRows{
    // The older system binds 0.0.0.0; this one leaves the machine only if the command line asks for it (security S01).
    textRow("API_HOST", "127.0.0.1", into<&WrittenSettings::apiHost>, "Address the engine listens on."),
    portRow("API_PORT", "8000", 0, into<&Settings::port>, "Port the engine listens on; 0 takes any free one."),
    listRow("ALLOWED_HOSTS", intoWeb<&Settings::allowedHosts, hostName>,
            "Host names callers may use besides loopback, separated by commas."),
    listRow("ALLOWED_ORIGINS", intoWeb<&Settings::allowedOrigins, webOrigin>,
            "Origins of web pages whose scripts may connect (https://shop.example), separated by commas."),
    // Not in the seed, which takes everybody behind a proxy for one caller (security S07).
    listRow("TRUSTED_PROXIES", into<&Settings::trustedProxies>,
            "Own proxies whose word is believed about where callers come from (10.0.0.2, 10.0.0.0/8), separated by "
            "commas."),
    fileRow("TLS_CERTIFICATE_FILE", into<&Settings::certificateFile>,
            "PEM certificate chain; with TLS_KEY_FILE the engine speaks HTTPS."),
    fileRow("TLS_KEY_FILE", into<&Settings::keyFile>, "PEM private key of the certificate."),
    // The older system speaks to everybody in clear text (security S02).
    listRow("CLEARTEXT_HOSTS", into<&WrittenSettings::cleartextHosts>,
            "Other computers that services and Redis are spoken to without encryption on, separated by commas."),
    flagRow("DEBUG", "false", into<&WrittenSettings::isDebug>, "Writes debug lines to the log."),
    textRow("ENVIRONMENT", "production", into<&Settings::environment>,
            "A word shown in health answers. While it is production, releasing a lock by hand asks for the typed id."),
    choiceRow("LOG_LEVEL", "info", "debug|info|warning|error", into<&Settings::logLevel>,
              "Lowest level written to the log."),
    numberRow("LOG_MAX_MB", "10", 1, 1024, into<&WrittenSettings::logMegabytes>,
              "Size at which the log file is rotated."),
    numberRow("LOG_FILES", "5", 1, 100, into<&Settings::logFiles>, "Rotated log files kept."),
    choiceRow(
        "SECRETS_IN", "auto", "auto|file|key-store", into<&Settings::secretsIn>,
        "Where passwords and tokens are kept: file, the file secrets of the data folder; key-store, the key store "
        "of the desktop; auto, the key store for a new shop that is begun with a window where one is open; "
        "every other shop's stay where they are."),
    secretRow("PANCAKE_ACCESS_TOKEN", 32, 1024, into<&Settings::pancakeToken>,
              "Token of the platform, both ways; made at first start when absent."),
    secretRow("ADMIN_ACCESS_TOKEN", 32, 1024, into<&Settings::adminToken>,
              "Token of the admin routes; made at first start when absent."),
    // Empty means the embedded default: a private Redis, SQLite. The older default is localhost for both.
    textRow("REDIS_HOST", "", into<&WrittenSettings::redisServer, &RedisTarget::host>,
            "Shared Redis; empty: a private one beside the data."),
    portRow("REDIS_PORT", "6379", 1, into<&WrittenSettings::redisServer, &RedisTarget::port>,
            "Port of the shared Redis."),
    numberRow("REDIS_DB", "0", 0, 1023, into<&WrittenSettings::redisServer, &RedisTarget::database>,
              "Database number of the shared Redis."),
    textRow("REDIS_USERNAME", "", into<&WrittenSettings::redisServer, &RedisTarget::user>,
            "ACL user of the shared Redis."),
    secretRow("REDIS_PASSWORD", 0, 1024, into<&WrittenSettings::redisServer, &RedisTarget::password>,
              "Password of the shared Redis."),
    flagRow("REDIS_TLS", "false", into<&WrittenSettings::redisServer, &RedisTarget::tls>,
            "Connects to the shared Redis with TLS."),
    fileRow("REDIS_CA_FILE", into<&WrittenSettings::redisServer, &RedisTarget::caFile>,
            "PEM of the authority; empty: the system's authorities."),
    // Two names of an older system (contracts/kiotviet §5). A password may be part of the first.
    secretRow("REDIS_URL", 0, 1024, into<&WrittenSettings::redisUrl>,
              "Shared Redis in one address, redis://user@host:6379/0, or rediss:// with TLS; instead of REDIS_HOST and "
              "its kin."),
    textRow("REDIS_SENTINELS", "", into<&WrittenSettings::redisSentinels>,
            "Sentinels that say where the shared Redis is, host1:26379,host2:26379; instead of REDIS_HOST."),
    textRow("REDIS_SENTINEL_GROUP", "mymaster", into<&WrittenSettings::sentinelGroup>,
            "What the sentinels call the group of servers."),
    textRow("REDIS_SENTINEL_USERNAME", "", into<&WrittenSettings::sentinelUser>, "ACL user of the sentinels."),
    secretRow("REDIS_SENTINEL_PASSWORD", 0, 1024, into<&WrittenSettings::sentinelPassword>,
              "Password of the sentinels."),
    flagRow("REDIS_ENABLED", "true", into<&Settings::hasRedis>,
            "false: no Redis at all, neither a shared nor a private one; this process alone keeps what is live."),
    flagRow("QUEUE_ADOPT_TASKS", "true", into<&Settings::adoptTasks>,
            "Carries out the tasks other programs push into message_queue; false: they are left to their own workers."),
    textRow("POSTGRES_HOST", "", into<&WrittenSettings::postgres, &DatabaseTarget::host>,
            "PostgreSQL for the history, also several hosts of which one takes writes (db1,db2:5433); empty: SQLite "
            "beside the data."),
    portRow("POSTGRES_PORT", "5432", 1, into<&WrittenSettings::postgres, &DatabaseTarget::port>, "Port of PostgreSQL."),
    textRow("POSTGRES_DB", "enhanced_chatbot", into<&WrittenSettings::postgres, &DatabaseTarget::database>,
            "Database of PostgreSQL."),
    textRow("POSTGRES_USER", "postgres", into<&WrittenSettings::postgres, &DatabaseTarget::user>,
            "User of PostgreSQL."),
    secretRow("POSTGRES_PASSWORD", 0, 1024, into<&WrittenSettings::postgres, &DatabaseTarget::password>,
              "Password of PostgreSQL."),
    choiceRow("POSTGRES_TLS", "auto", "auto|on|off", into<&WrittenSettings::postgresTls>,
              "TLS with a checked certificate; auto: when PostgreSQL is on another computer."),
    fileRow("POSTGRES_CA_FILE", into<&WrittenSettings::postgres, &DatabaseTarget::caFile>,
            "PEM of the authority; empty: the system's authorities."),
    flagRow("POSTGRES_POOLED", "false", into<&WrittenSettings::postgres, &DatabaseTarget::isPooled>,
            "true: a pooler or proxy that numbers processes itself stands before PostgreSQL, as PgBouncer does; it may "
            "give its connections out by the transaction or by the session."),
    textRow("MYSQL_HOST", "", into<&WrittenSettings::mysql, &DatabaseTarget::host>,
            "MySQL or MariaDB for the history instead of PostgreSQL."),
    portRow("MYSQL_PORT", "3306", 1, into<&WrittenSettings::mysql, &DatabaseTarget::port>, "Port of MySQL."),
    textRow("MYSQL_DB", "tongdai", into<&WrittenSettings::mysql, &DatabaseTarget::database>, "Database of MySQL."),
    textRow("MYSQL_USER", "tongdai", into<&WrittenSettings::mysql, &DatabaseTarget::user>, "User of MySQL."),
    secretRow("MYSQL_PASSWORD", 0, 1024, into<&WrittenSettings::mysql, &DatabaseTarget::password>,
              "Password of MySQL."),
    choiceRow("MYSQL_TLS", "auto", "auto|on|off", into<&WrittenSettings::mysqlTls>,
              "TLS with a checked certificate; auto: when MySQL is on another computer."),
    fileRow("MYSQL_CA_FILE", into<&WrittenSettings::mysql, &DatabaseTarget::caFile>,
            "PEM of the authority that signs only this shop's servers; needed for TLS."),
    // Other programs' databases that disputes are judged on (contracts/realtime-chat §9, contracts/handle-message §7).
    textRow("DISPUTE_MYSQL_HOST", "", into<&WrittenSettings::disputeMysql, &DatabaseTarget::host>,
            "MySQL of another chat, read for disputes; empty: none."),
    portRow("DISPUTE_MYSQL_PORT", "3306", 1, into<&WrittenSettings::disputeMysql, &DatabaseTarget::port>,
            "Port of the disputes' MySQL."),
    textRow("DISPUTE_MYSQL_DB", "", into<&WrittenSettings::disputeMysql, &DatabaseTarget::database>,
            "Database of the disputes' MySQL."),
    textRow("DISPUTE_MYSQL_USER", "console_ro", into<&WrittenSettings::disputeMysql, &DatabaseTarget::user>,
            "User of the disputes' MySQL; one that may only read is best."),
    secretRow("DISPUTE_MYSQL_PASSWORD", 0, 1024, into<&WrittenSettings::disputeMysql, &DatabaseTarget::password>,
              "Password of the disputes' MySQL."),
    choiceRow("DISPUTE_MYSQL_TLS", "auto", "auto|on|off", into<&WrittenSettings::disputeMysqlTls>,
              "TLS with a checked certificate; auto: when the disputes' MySQL is on another computer."),
    fileRow("DISPUTE_MYSQL_CA_FILE", into<&WrittenSettings::disputeMysql, &DatabaseTarget::caFile>,
            "PEM of the authority of the disputes' MySQL; needed for TLS."),
    textRow("DISPUTE_MYSQL_ADMIN_ID", "", into<&WrittenSettings::disputeMysqlAdmin>,
            "Id of the user there in whose name looks are written into chat_admin_access_log; empty: they are not."),
    flagRow("DISPUTE_MYSQL_WRITE", "false", into<&WrittenSettings::isDisputeMysqlOurs>,
            "true: this shop keeps the disputes' MySQL; who joins by REST takes part there and changes the state."),
    textRow("DISPUTE_POSTGRES_HOST", "", into<&WrittenSettings::disputePostgres, &DatabaseTarget::host>,
            "PostgreSQL of another chatbot, read for disputes; empty: none."),
    portRow("DISPUTE_POSTGRES_PORT", "5432", 1, into<&WrittenSettings::disputePostgres, &DatabaseTarget::port>,
            "Port of the disputes' PostgreSQL."),
    textRow("DISPUTE_POSTGRES_DB", "enhanced_chatbot",
            into<&WrittenSettings::disputePostgres, &DatabaseTarget::database>,
            "Database of the disputes' PostgreSQL."),
    textRow("DISPUTE_POSTGRES_USER", "console_ro", into<&WrittenSettings::disputePostgres, &DatabaseTarget::user>,
            "User of the disputes' PostgreSQL; one that may only read is best."),
    secretRow("DISPUTE_POSTGRES_PASSWORD", 0, 1024, into<&WrittenSettings::disputePostgres, &DatabaseTarget::password>,
              "Password of the disputes' PostgreSQL."),
    choiceRow("DISPUTE_POSTGRES_TLS", "auto", "auto|on|off", into<&WrittenSettings::disputePostgresTls>,
              "TLS with a checked certificate; auto: when the disputes' PostgreSQL is on another computer."),
    fileRow("DISPUTE_POSTGRES_CA_FILE", into<&WrittenSettings::disputePostgres, &DatabaseTarget::caFile>,
            "PEM of the authority of the disputes' PostgreSQL; empty: the system's authorities."),
    flagRow("DISPUTE_POSTGRES_POOLED", "false", into<&WrittenSettings::disputePostgres, &DatabaseTarget::isPooled>,
            "true: such a pooler stands before the disputes' PostgreSQL."),
    // Empty means the rules that ship with the program; the older default is http://ai-service:8001.
    urlRow("AI_SERVICE_URL", "", into<&Settings::aiUrl>, "AI service to ask; empty: answers come from the rules file."),
    textRow("AI_SERVICE_PATH", "/process", into<&Settings::aiPath>, "Path of the AI service."),
    secondsRow("AI_SERVICE_TIMEOUT", "30", 1, 600, into<&Settings::aiTimeout>, "One try of the AI service, seconds."),
    secondsRow("AI_PROCESSING_TIMEOUT", "30", 1, 600, into<&Settings::aiProcessingTimeout>,
               "All tries of one answer, seconds."),
    numberRow("MAX_RETRY_ATTEMPTS", "3", 1, 10, into<&Settings::aiTries>, "Tries of the AI within one answer."),
    numberRow("MAX_CONTEXT_SIZE", "100", 0, 1000, into<&Settings::contextSize>, "Earlier lines the AI is given."),
    // contracts/openai-chat
    urlRow("AI_MODEL_URL", "", into<&WrittenSettings::languageModel, &ModelTarget::url>,
           "Language model to ask instead of an AI service (llama.cpp, Ollama, vLLM, OpenAI); ends with /v1."),
    textRow("AI_MODEL", "", into<&WrittenSettings::languageModel, &ModelTarget::model>, "Name of the model there."),
    secretRow("AI_MODEL_KEY", 0, 1024, into<&WrittenSettings::languageModel, &ModelTarget::key>,
              "Key of the model's service."),
    flagRow("AI_MODEL_STREAM", "true", into<&WrittenSettings::languageModel, &ModelTarget::isStreamed>,
            "Has answers come in pieces; false: at once."),
    numberRow("AI_MODEL_MAX_TOKENS", "600", 16, 100000, into<&WrittenSettings::languageModel, &ModelTarget::mostTokens>,
              "Longest answer of the model."),
    choiceRow("AI_MODEL_LIMIT_NAME", "max_tokens", "max_tokens|max_completion_tokens",
              into<&WrittenSettings::modelLimitName>,
              "What that limit is called there; OpenAI's newest models know max_completion_tokens alone."),
    numberRow("AI_MODEL_PARALLEL", "4", 1, 256, into<&WrittenSettings::languageModel, &ModelTarget::parallel>,
              "Answers the model is asked for at once."),
    numberRow("AI_MODEL_TOKENS_PER_DAY", "0", 0, 1000000000,
              into<&WrittenSettings::languageModel, &ModelTarget::tokensPerDay>,
              "Tokens the model may use in a day (UTC), counted by each engine; then people answer. 0: any number."),
    fileRow("AI_MODEL_PROMPT_FILE", into<&WrittenSettings::promptFile>,
            "Text file with what the model is told about the shop and its work; empty: the standard words."),
    // Empty means no platform: actions stay in the conversation; the older default is http://pancake:8000.
    urlRow("PANCAKE_BASE_URL", "", into<&Settings::platformUrl>,
           "Platform that carries answers to customers; empty: none."),
    textRow("PANCAKE_ACTIONS_PATH", "/api/v1/actions", into<&Settings::platformPath>,
            "Path of the platform's action route."),
    secondsRow("PANCAKE_TIMEOUT", "10", 1, 120, into<&Settings::platformTimeout>,
               "One try of the platform, seconds; of a page at Pancake 12 at most."),
    // contracts/pancake §1: a page's id, its platform, and what the shop calls it, parted by blanks.
    listRow("PANCAKE_PAGES", into<&WrittenSettings::pageNames>,
            "Pages at Pancake, separated by commas: id, platform and name (1029 facebook Ao Xinh, zl_7 zalo Ao Xinh "
            "Zalo); empty: none."),
    secretRow("PANCAKE_PAGE_TOKENS", 0, 65536, into<&WrittenSettings::pageTokens>,
              "page_access_token of each of these pages, separated by commas: id=token."),
    secretRow("PANCAKE_WEBHOOK_SECRETS", 0, 65536, into<&WrittenSettings::pageHookSecrets>,
              "Secret in the address of each page's webhook, 16 characters at least, separated by commas: id=secret; "
              "a page without one is only asked every ten minutes."),
    urlRow("PANCAKE_API_URL", "https://pages.fm/api/public_api", into<&Settings::pagesApi>,
           "Address of Pancake's public API."),
    // contracts/kiotviet
    textRow("KIOTVIET_RETAILER", "", into<&WrittenSettings::kiotVietShop, &KiotVietTarget::retailer>,
            "Name of the shop at KiotViet; empty: KiotViet is not asked."),
    textRow("KIOTVIET_CLIENT_ID", "", into<&WrittenSettings::kiotVietShop, &KiotVietTarget::clientId>,
            "Client ID of the shop's connection at KiotViet."),
    secretRow("KIOTVIET_CLIENT_SECRET", 0, 1024, into<&WrittenSettings::kiotVietShop, &KiotVietTarget::clientSecret>,
              "Client secret of that connection."),
    secretRow("KIOTVIET_WEBHOOK_SECRET", 8, 1024, into<&WrittenSettings::kiotVietShop, &KiotVietTarget::hookSecret>,
              "Secret KiotViet signs its webhooks with; empty: none are taken."),
    urlRow("KIOTVIET_API_URL", "https://public.kiotapi.com", into<&WrittenSettings::kiotVietShop, &KiotVietTarget::api>,
           "Address of KiotViet's public API."),
    urlRow("KIOTVIET_TOKEN_URL", "https://id.kiotviet.vn/connect/token",
           into<&WrittenSettings::kiotVietShop, &KiotVietTarget::tokenService>, "Where KiotViet gives out tokens."),
    numberRow("KIOTVIET_REQUESTS_PER_HOUR", "4500", 1, 4999,
              into<&WrittenSettings::kiotVietShop, &KiotVietTarget::requestsPerHour>,
              "Requests KiotViet is sent in any hour, all engines together; it allows 5,000."),
    // features E7
    numberRow("HOOKS_KEPT", "500", 0, 1000, into<&Settings::hooksKept>,
              "Newest calls of each platform endpoint kept in memory for the hook inspector, a day at most; 0: none."),
    // Guarantees G8 allow 25 to a chat user. A platform may gather what several people write under one id, or bring a
    // backlog at once, and must not be stopped by default: only what floods the shop is.
    numberRow("SENDER_MESSAGES_PER_MINUTE", "600", 0, 1000000, into<&Settings::senderMessagesPerMinute>,
              "Messages the platform may bring from one sender in any minute; 0: any number."),
    // Security S40. An address may be that of a whole town behind its telephone company.
    numberRow("ADDRESS_MESSAGES_PER_MINUTE", "300", 0, 1000000, into<&Settings::addressMessagesPerMinute>,
              "Messages customers may send from one address in any minute, by chat, widget and sync; 0: any number."),
    numberRow("ADDRESS_REQUESTS_PER_MINUTE", "1200", 0, 1000000, into<&Settings::addressRequestsPerMinute>,
              "REST requests customers and strangers may make from one address in any minute; 0: any number."),
    numberRow("SHOP_MESSAGES_PER_MINUTE", "6000", 0, 1000000, into<&Settings::shopMessagesPerMinute>,
              "Messages of customers taken in any minute through all doors together; 0: any number."),
    numberRow("API_REQUESTS_PER_MINUTE", "300", 0, 1000000, into<&Settings::apiRequestsPerMinute>,
              "REST requests one person or program with a token may make in any minute; 0: any number."),
    numberRow("API_SHOP_REQUESTS_PER_MINUTE", "6000", 0, 1000000, into<&Settings::apiShopRequestsPerMinute>,
              "REST requests all who bring a token may make together in any minute; 0: any number."),
    numberRow("CONNECTION_CALLS_PER_MINUTE", "1200", 0, 1000000, into<&Settings::connectionCallsPerMinute>,
              "Calls taken on one chat connection in any minute; 0: any number."),
    numberRow("PAGE_ANSWERS_PER_MINUTE", "300", 0, 1000000, into<&Settings::pageAnswersPerMinute>,
              "Answers sent to one page of the platform in any minute, all engines together; 0: any number."),
    numberRow("PLATFORM_REQUESTS_PER_MINUTE", "0", 0, 1000000, into<&Settings::platformRequestsPerMinute>,
              "Answers sent to the platform in any minute, all engines together; 0: any number."),
    secondsRow("CONVERSATION_STATE_TTL", "86400", 60, 31536000, into<&Settings::stateTtl>,
               "Life of conv_state: in Redis, seconds."),
    secondsRow("PROCESSING_LOCK_TTL", "30", 5, 3600, into<&Settings::lockTtl>,
               "Life of conv_lock: in Redis, seconds; renewed while work goes on."),
    numberRow("MAX_CONVERSATION_AGE_HOURS", "24", 1, 87600, into<&Settings::maxConversationAge>,
              "Age at which cleanup forgets finished conversations' live state."),
    numberRow("CLEANUP_INTERVAL_HOURS", "6", 1, 8760, into<&Settings::cleanupInterval>, "Hours between two cleanups."),
    // ChatSettings of the history API (contracts/chat-history §2).
    numberRow("CHAT_MAX_HISTORY_DAYS", "30", 1, 3650, into<&WrittenSettings::chatHistoryDays>,
              "Days the history API's copies stay in Redis after the last sync."),
    numberRow("CHAT_PAGE_SIZE", "20", 1, 100, into<&Settings::chatHistory, &ChatHistoryLimits::pageSize>,
              "Messages of a history page nobody sized."),
    numberRow("CHAT_MAX_SESSIONS_PER_USER", "100", 1, 10000,
              into<&Settings::chatHistory, &ChatHistoryLimits::maxSessionsPerUser>,
              "Sessions the history API shows of one user; older ones are set aside."),
    // What is deleted by itself; 0 keeps it for ever.
    numberRow("RETAIN_CONVERSATIONS_DAYS", "0", 0, 36500, into<&Settings::retention, &RetentionPolicy::conversations>,
              "Days a finished conversation is kept after its last activity; 0: for ever."),
    numberRow("RETAIN_TURNS_DAYS", "0", 0, 36500, into<&Settings::retention, &RetentionPolicy::turns>,
              "Days what the bot understood of a message is kept; 0: for ever."),
    numberRow("RETAIN_OUTBOX_DAYS", "0", 0, 36500, into<&Settings::retention, &RetentionPolicy::outbox>,
              "Days a settled delivery is kept; 0: for ever."),
    numberRow("RETAIN_EVENTS_DAYS", "0", 0, 36500, into<&Settings::retention, &RetentionPolicy::events>,
              "Days the event log is kept; 0: for ever."),
    numberRow("RETAIN_DRAFTS_DAYS", "0", 0, 36500, into<&Settings::retention, &RetentionPolicy::drafts>,
              "Days an untouched draft is kept; 0: for ever."),
    numberRow("ERASURE_ANSWER_WORKING_DAYS", "2", 1, 365,
              into<&Settings::erasureTerms, &ErasureTerms::answerWorkingDays>,
              "Working days within which whoever asks to be erased is answered; the law gives two."),
    numberRow("ERASURE_DAYS", "20", 1, 3650, into<&Settings::erasureTerms, &ErasureTerms::erasureDays>,
              "Days within which they are erased; the law gives twenty."),
    secretRow("JWT_SECRET", 32, 1024, into<&Settings::jwtSecret>,
              "HS256 key of chat users' tokens; made at first start when absent."),
    // contracts/mcp §3
    secretRow("MCP_ACCESS_TOKEN", 32, 1024, into<&Settings::assistantToken>,
              "Token with which assistants of this computer use the desk's tools at /mcp; empty: there are none."),
    textRow("MCP_OPERATOR", "", into<&Settings::assistantOwner>,
            "Sign-in name of whom assistants act for, with what their role allows; empty: the operator of this "
            "computer."),
    listRow("CUSTOMER_PAUSE_CHANNELS", into<&Settings::pauseChannels>,
            "Channels whose customers are let finish before the bot answers (web, facebook), separated by commas; a "
            "caller who waits for an answer there is told 202."),
    secondsRow("CUSTOMER_PAUSE_SECONDS", "3", 1, 30, into<&Settings::pause>,
               "How long the bot waits there after a customer's last word; 30 s after their first it answers anyway."),
    numberRow("BOT_LEAST_CONFIDENCE", "0", 0, 100, into<&Settings::answerRule, &AnswerRule::leastConfidence>,
              "Percent of confidence an answer of the AI needs to be sent; a person is asked instead of one below it. "
              "0: any will do."),
    textRow("BOT_INTENTS", "", into<&Settings::answerRule, &AnswerRule::intents>,
            "Intents whose answers are sent, as the AI names them, separated by commas; for others a person is asked. "
            "Empty: all are."),
    textRow("BOT_CHANNEL_RULES", "", into<&Settings::answerRule, &AnswerRule::channels>,
            "What holds in a channel instead of the two above, as 'facebook: 80, ask_price, ask_stock; web: 60': its "
            "name, percent, and intents or none for all."),
    // Not in the seed (features C6).
    numberRow("NOBODY_CAME_MINUTES", "10", 0, 10080, into<&Settings::nobodyCame, &NobodyCameRule::after>,
              "Minutes of working time a customer waits for a person while nobody has the conversation, until the four "
              "below are done, once a wait; 0: never."),
    textRow("NOBODY_CAME_TEXT", "", into<&Settings::nobodyCame, &NobodyCameRule::apology>,
            "What such a customer is told then, 1,000 letters at most, unless they have waited for three days; empty: "
            "nothing."),
    flagRow("NOBODY_CAME_SUPERVISORS", "true", into<&Settings::nobodyCame, &NobodyCameRule::asksSupervisors>,
            "Supervisors and administrators are asked to go to them."),
    listRow("NOBODY_CAME_ASKS", into<&Settings::nobodyCame, &NobodyCameRule::asked>,
            "Sign-in names of others who are asked to go to them, separated by commas."),
    flagRow("NOBODY_CAME_BOT_GOES_ON", "false", into<&Settings::nobodyCame, &NobodyCameRule::botGoesOn>,
            "true: the bot answers them again, and they wait for a person no more."),
    flagRow("CUSTOMER_DETAILS_FROM_AI", "false", into<&Settings::detailsFromAi>,
            "Names, numbers and addresses that the AI finds in a customer's own words go onto their card, too; a model "
            "is asked for them with every answer."),
    numberRow("CHAT_MESSAGES_PER_MINUTE", "25", 1, 100000, into<&Settings::chatMessagesPerMinute>,
              "Messages a chat user may send in any minute."),
    numberRow("CHAT_CONNECTIONS_PER_ADDRESS", "256", 1, 100000, into<&Settings::chatConnectionsPerAddress>,
              "Socket.IO connections from one address at a time."),
    numberRow("LOCK_AFTER_MINUTES", "15", 0, 1440, into<&Settings::lockAfter>,
              "Minutes without a key or a movement until the desk of somebody who signed in is locked; 0: never."),
    textRow("OPERATOR_NAME", "", into<&Settings::operatorName>,
            "Who sits at this desk, as customers read it; empty: the full name of the system's account."),
    textRow("SHOP_NAME", "", into<&Settings::shopName>,
            "Name of the shop in the top bar, and in the chat of its web pages."),
};

}  // namespace

std::span<const SettingRow> settingRows()
{
    return kRows;
}

const SettingRow* findSetting(QAnyStringView key)
{
    for (const SettingRow& row : kRows) {
        if (QAnyStringView(row.key) == key) return &row;
    }
    return nullptr;
}

QString optionName(const SettingRow& row)
{
    return QString(row.key).toLower().replace(u'_', u'-');
}

QByteArray sampleSettingsFile()
{
    QByteArray text =
        "# Settings of Tongdai. Lines are KEY=value; take the # away to change one.\n"
        "# Later sources win: this file, .env in the working folder, the environment, the command line.\n";
    for (const SettingRow& row : kRows) {
        text += "\n# " + QByteArray(row.about.data(), row.about.size()) + "\n#" +
                QByteArray(row.key.data(), row.key.size()) + '=' +
                QByteArray(row.standard.data(), row.standard.size()) + '\n';
    }
    return text;
}

QByteArray readmeSettingsTable()
{
    QByteArray text = "| Name | Default | Meaning |\n|---|---|---|\n";
    for (const SettingRow& row : kRows) {
        const QByteArray standard = QByteArrayView(row.standard.data(), row.standard.size()).toByteArray();
        text += "| `" + QByteArray(row.key.data(), row.key.size()) + "` | " +
                (standard.isEmpty() ? QByteArray("\xe2\x80\x93") : '`' + standard + '`') + " | " +
                QByteArray(row.about.data(), row.about.size()) + " |\n";
    }
    return text;
}

}  // namespace tongdai::app
