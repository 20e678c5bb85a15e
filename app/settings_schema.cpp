#include "app/settings_schema.h"

#include <array>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

using RowKind = SettingRow::Kind;

// Names and defaults: contracts/handle-message §1, except where a comment says why not.
constexpr std::array kRows{
    // The older system binds 0.0.0.0; this one leaves the machine only if the command line asks for it (security S01).
    SettingRow{"API_HOST"_L1, RowKind::Text, "127.0.0.1"_L1, 0, 0, {}, "Address the engine listens on."_L1},
    SettingRow{
        "API_PORT"_L1, RowKind::Port, "8000"_L1, 0, 65535, {}, "Port the engine listens on; 0 takes any free one."_L1},
    SettingRow{"ALLOWED_HOSTS"_L1,
               RowKind::List,
               ""_L1,
               0,
               0,
               {},
               "Host names callers may use besides loopback, separated by commas."_L1},
    SettingRow{"ALLOWED_ORIGINS"_L1,
               RowKind::List,
               ""_L1,
               0,
               0,
               {},
               "Origins of web pages whose scripts may connect (https://shop.example), separated by commas."_L1},
    // Not in the seed, which takes everybody behind a proxy for one caller (security S07).
    SettingRow{
        "TRUSTED_PROXIES"_L1,
        RowKind::List,
        ""_L1,
        0,
        0,
        {},
        "Own proxies whose word is believed about where callers come from (10.0.0.2, 10.0.0.0/8), separated by commas."_L1},
    SettingRow{"TLS_CERTIFICATE_FILE"_L1,
               RowKind::File,
               ""_L1,
               0,
               0,
               {},
               "PEM certificate chain; with TLS_KEY_FILE the engine speaks HTTPS."_L1},
    SettingRow{"TLS_KEY_FILE"_L1, RowKind::File, ""_L1, 0, 0, {}, "PEM private key of the certificate."_L1},
    // The older system speaks to everybody in clear text (security S02).
    SettingRow{"CLEARTEXT_HOSTS"_L1,
               RowKind::List,
               ""_L1,
               0,
               0,
               {},
               "Other computers that services and Redis are spoken to without encryption on, separated by commas."_L1},
    SettingRow{"DEBUG"_L1, RowKind::Flag, "false"_L1, 0, 0, {}, "Writes debug lines to the log."_L1},
    SettingRow{
        "ENVIRONMENT"_L1,
        RowKind::Text,
        "production"_L1,
        0,
        0,
        {},
        "A word shown in health answers. While it is production, releasing a lock by hand asks for the typed id."_L1},
    SettingRow{"LOG_LEVEL"_L1, RowKind::Choice, "info"_L1, 0, 0, "debug|info|warning|error"_L1,
               "Lowest level written to the log."_L1},
    SettingRow{"LOG_MAX_MB"_L1, RowKind::Integer, "10"_L1, 1, 1024, {}, "Size at which the log file is rotated."_L1},
    SettingRow{"LOG_FILES"_L1, RowKind::Integer, "5"_L1, 1, 100, {}, "Rotated log files kept."_L1},
    SettingRow{"PANCAKE_ACCESS_TOKEN"_L1,
               RowKind::Secret,
               ""_L1,
               32,
               1024,
               {},
               "Token of the platform, both ways; made at first start when absent."_L1},
    SettingRow{"ADMIN_ACCESS_TOKEN"_L1,
               RowKind::Secret,
               ""_L1,
               32,
               1024,
               {},
               "Token of the admin routes; made at first start when absent."_L1},
    // Empty means the embedded default: a private Redis, SQLite. The older default is localhost for both.
    SettingRow{
        "REDIS_HOST"_L1, RowKind::Text, ""_L1, 0, 0, {}, "Shared Redis; empty: a private one beside the data."_L1},
    SettingRow{"REDIS_PORT"_L1, RowKind::Port, "6379"_L1, 1, 65535, {}, "Port of the shared Redis."_L1},
    SettingRow{"REDIS_DB"_L1, RowKind::Integer, "0"_L1, 0, 1023, {}, "Database number of the shared Redis."_L1},
    SettingRow{"REDIS_USERNAME"_L1, RowKind::Text, ""_L1, 0, 0, {}, "ACL user of the shared Redis."_L1},
    SettingRow{"REDIS_PASSWORD"_L1, RowKind::Secret, ""_L1, 0, 1024, {}, "Password of the shared Redis."_L1},
    SettingRow{"REDIS_TLS"_L1, RowKind::Flag, "false"_L1, 0, 0, {}, "Connects to the shared Redis with TLS."_L1},
    SettingRow{"REDIS_CA_FILE"_L1,
               RowKind::File,
               ""_L1,
               0,
               0,
               {},
               "PEM of the authority; empty: the system's authorities."_L1},
    SettingRow{
        "QUEUE_ADOPT_TASKS"_L1,
        RowKind::Flag,
        "true"_L1,
        0,
        0,
        {},
        "Carries out the tasks other programs push into message_queue; false: they are left to their own workers."_L1},
    SettingRow{"POSTGRES_HOST"_L1,
               RowKind::Text,
               ""_L1,
               0,
               0,
               {},
               "PostgreSQL for the history; empty: SQLite beside the data."_L1},
    SettingRow{"POSTGRES_PORT"_L1, RowKind::Port, "5432"_L1, 1, 65535, {}, "Port of PostgreSQL."_L1},
    SettingRow{"POSTGRES_DB"_L1, RowKind::Text, "enhanced_chatbot"_L1, 0, 0, {}, "Database of PostgreSQL."_L1},
    SettingRow{"POSTGRES_USER"_L1, RowKind::Text, "postgres"_L1, 0, 0, {}, "User of PostgreSQL."_L1},
    SettingRow{"POSTGRES_PASSWORD"_L1, RowKind::Secret, ""_L1, 0, 1024, {}, "Password of PostgreSQL."_L1},
    SettingRow{"POSTGRES_TLS"_L1, RowKind::Choice, "auto"_L1, 0, 0, "auto|on|off"_L1,
               "TLS with a checked certificate; auto: when PostgreSQL is on another computer."_L1},
    SettingRow{"POSTGRES_CA_FILE"_L1,
               RowKind::File,
               ""_L1,
               0,
               0,
               {},
               "PEM of the authority; empty: the system's authorities."_L1},
    SettingRow{
        "MYSQL_HOST"_L1, RowKind::Text, ""_L1, 0, 0, {}, "MySQL or MariaDB for the history instead of PostgreSQL."_L1},
    SettingRow{"MYSQL_PORT"_L1, RowKind::Port, "3306"_L1, 1, 65535, {}, "Port of MySQL."_L1},
    SettingRow{"MYSQL_DB"_L1, RowKind::Text, "tongdai"_L1, 0, 0, {}, "Database of MySQL."_L1},
    SettingRow{"MYSQL_USER"_L1, RowKind::Text, "tongdai"_L1, 0, 0, {}, "User of MySQL."_L1},
    SettingRow{"MYSQL_PASSWORD"_L1, RowKind::Secret, ""_L1, 0, 1024, {}, "Password of MySQL."_L1},
    SettingRow{"MYSQL_TLS"_L1, RowKind::Choice, "auto"_L1, 0, 0, "auto|on|off"_L1,
               "TLS with a checked certificate; auto: when MySQL is on another computer."_L1},
    SettingRow{"MYSQL_CA_FILE"_L1,
               RowKind::File,
               ""_L1,
               0,
               0,
               {},
               "PEM of the authority that signs only this shop's servers; needed for TLS."_L1},
    // Empty means the rules that ship with the program; the older default is http://ai-service:8001.
    SettingRow{"AI_SERVICE_URL"_L1,
               RowKind::Url,
               ""_L1,
               0,
               0,
               {},
               "AI service to ask; empty: answers come from the rules file."_L1},
    SettingRow{"AI_SERVICE_PATH"_L1, RowKind::Text, "/process"_L1, 0, 0, {}, "Path of the AI service."_L1},
    SettingRow{
        "AI_SERVICE_TIMEOUT"_L1, RowKind::Seconds, "30"_L1, 1, 600, {}, "One try of the AI service, seconds."_L1},
    SettingRow{
        "AI_PROCESSING_TIMEOUT"_L1, RowKind::Seconds, "30"_L1, 1, 600, {}, "All tries of one answer, seconds."_L1},
    SettingRow{"MAX_RETRY_ATTEMPTS"_L1, RowKind::Integer, "3"_L1, 1, 10, {}, "Tries of the AI within one answer."_L1},
    SettingRow{"MAX_CONTEXT_SIZE"_L1, RowKind::Integer, "100"_L1, 0, 1000, {}, "Earlier lines the AI is given."_L1},
    // Empty means no platform: actions stay in the conversation; the older default is http://pancake:8000.
    SettingRow{"PANCAKE_BASE_URL"_L1,
               RowKind::Url,
               ""_L1,
               0,
               0,
               {},
               "Platform that carries answers to customers; empty: none."_L1},
    SettingRow{"PANCAKE_ACTIONS_PATH"_L1,
               RowKind::Text,
               "/api/v1/actions"_L1,
               0,
               0,
               {},
               "Path of the platform's action route."_L1},
    SettingRow{"PANCAKE_TIMEOUT"_L1, RowKind::Seconds, "10"_L1, 1, 120, {}, "One try of the platform, seconds."_L1},
    // Guarantees G8 allow 25 to a chat user. A platform may gather what several people write under one id, or bring a
    // backlog at once, and must not be stopped by default: only what floods the shop is.
    SettingRow{"SENDER_MESSAGES_PER_MINUTE"_L1,
               RowKind::Integer,
               "600"_L1,
               0,
               1000000,
               {},
               "Messages the platform may bring from one sender in any minute; 0: any number."_L1},
    // Security S40. An address may be that of a whole town behind its telephone company.
    SettingRow{
        "ADDRESS_MESSAGES_PER_MINUTE"_L1,
        RowKind::Integer,
        "300"_L1,
        0,
        1000000,
        {},
        "Messages customers may send from one address in any minute, by chat, widget and sync; 0: any number."_L1},
    SettingRow{"ADDRESS_REQUESTS_PER_MINUTE"_L1,
               RowKind::Integer,
               "1200"_L1,
               0,
               1000000,
               {},
               "REST requests customers and strangers may make from one address in any minute; 0: any number."_L1},
    SettingRow{"SHOP_MESSAGES_PER_MINUTE"_L1,
               RowKind::Integer,
               "6000"_L1,
               0,
               1000000,
               {},
               "Messages of customers taken in any minute through all doors together; 0: any number."_L1},
    SettingRow{"CONVERSATION_STATE_TTL"_L1,
               RowKind::Seconds,
               "86400"_L1,
               60,
               31536000,
               {},
               "Life of conv_state: in Redis, seconds."_L1},
    SettingRow{"PROCESSING_LOCK_TTL"_L1,
               RowKind::Seconds,
               "30"_L1,
               5,
               3600,
               {},
               "Life of conv_lock: in Redis, seconds; renewed while work goes on."_L1},
    SettingRow{"MAX_CONVERSATION_AGE_HOURS"_L1,
               RowKind::Integer,
               "24"_L1,
               1,
               87600,
               {},
               "Age at which cleanup forgets finished conversations' live state."_L1},
    SettingRow{"CLEANUP_INTERVAL_HOURS"_L1, RowKind::Integer, "6"_L1, 1, 8760, {}, "Hours between two cleanups."_L1},
    // ChatSettings of the history API (contracts/chat-history §2).
    SettingRow{"CHAT_MAX_HISTORY_DAYS"_L1,
               RowKind::Integer,
               "30"_L1,
               1,
               3650,
               {},
               "Days the history API's copies stay in Redis after the last sync."_L1},
    SettingRow{
        "CHAT_PAGE_SIZE"_L1, RowKind::Integer, "20"_L1, 1, 100, {}, "Messages of a history page nobody sized."_L1},
    SettingRow{"CHAT_MAX_SESSIONS_PER_USER"_L1,
               RowKind::Integer,
               "100"_L1,
               1,
               10000,
               {},
               "Sessions the history API shows of one user; older ones are set aside."_L1},
    // What is deleted by itself; 0 keeps it for ever.
    SettingRow{"RETAIN_CONVERSATIONS_DAYS"_L1,
               RowKind::Integer,
               "0"_L1,
               0,
               36500,
               {},
               "Days a finished conversation is kept after its last activity; 0: for ever."_L1},
    SettingRow{"RETAIN_TURNS_DAYS"_L1,
               RowKind::Integer,
               "0"_L1,
               0,
               36500,
               {},
               "Days what the bot understood of a message is kept; 0: for ever."_L1},
    SettingRow{"RETAIN_OUTBOX_DAYS"_L1,
               RowKind::Integer,
               "0"_L1,
               0,
               36500,
               {},
               "Days a settled delivery is kept; 0: for ever."_L1},
    SettingRow{
        "RETAIN_EVENTS_DAYS"_L1, RowKind::Integer, "0"_L1, 0, 36500, {}, "Days the event log is kept; 0: for ever."_L1},
    SettingRow{"RETAIN_DRAFTS_DAYS"_L1,
               RowKind::Integer,
               "0"_L1,
               0,
               36500,
               {},
               "Days an untouched draft is kept; 0: for ever."_L1},
    SettingRow{"JWT_SECRET"_L1,
               RowKind::Secret,
               ""_L1,
               32,
               1024,
               {},
               "HS256 key of chat users' tokens; made at first start when absent."_L1},
    SettingRow{"CHAT_MESSAGES_PER_MINUTE"_L1,
               RowKind::Integer,
               "25"_L1,
               1,
               100000,
               {},
               "Messages a chat user may send in any minute."_L1},
    SettingRow{"CHAT_CONNECTIONS_PER_ADDRESS"_L1,
               RowKind::Integer,
               "256"_L1,
               1,
               100000,
               {},
               "Socket.IO connections from one address at a time."_L1},
    SettingRow{"OPERATOR_NAME"_L1,
               RowKind::Text,
               ""_L1,
               0,
               0,
               {},
               "Who sits at this desk, as customers read it; empty: the full name of the system's account."_L1},
    SettingRow{"SHOP_NAME"_L1,
               RowKind::Text,
               ""_L1,
               0,
               0,
               {},
               "Name of the shop in the top bar, and in the chat of its web pages."_L1},
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

}  // namespace tongdai::app
