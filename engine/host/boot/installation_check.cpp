#include "engine/host/boot/installation_check.h"

#include "engine/contract/json/pancake/pancake_calls.h"
#include "engine/contract/redis_keys.h"
#include "engine/history/store/migrations.h"
#include "engine/host/backup/known_backups.h"
#include "engine/host/boot/history_choice.h"
#include "engine/host/boot/page_stack.h"
#include "engine/host/boot/redis_stack.h"
#include "engine/host/boot/upstream_choice.h"
#include "engine/host/machine/system_clock.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QCoro/QCoroSignal>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>

#include <stdexcept>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Verdict = CheckedPart::Verdict;

namespace {

constexpr auto kRedisPatience = 3s;
constexpr int kProgramPatience = 3'000;

CheckedPart fine(const QString& name, const QString& words)
{
    return {name, Verdict::Fine, words};
}

CheckedPart trouble(const QString& name, const QString& words)
{
    return {name, Verdict::Trouble, words};
}

/// A SQLite file that is damaged has a way back.
QString historyTroubleWords(const EngineConfig& config, const SqlError& error)
{
    const bool isDamagedFile = !config.database && error.trouble() == SqlError::Trouble::Corrupt;
    return isDamagedFile ? error.cause() + u". "_s + KnownBackups(config.dataDir).advice() : error.cause();
}

CheckedPart checkAddress(const EngineConfig& config)
{
    const QString where = u"%1 port %2"_s.arg(config.host.toString()).arg(config.port);
    QTcpServer server;
    if (!server.listen(config.host, config.port)) return trouble(u"Address"_s, where + u": "_s + server.errorString());
    // Of "localhost" there are two, and the engine takes both.
    QTcpServer other;
    const bool isLocal = config.host == QHostAddress(QHostAddress::LocalHost);
    if (isLocal && !other.listen(QHostAddress::LocalHostIPv6, config.port) &&
        other.serverError() == QAbstractSocket::AddressInUseError)
        return trouble(u"Address"_s, u"::1 port %1: "_s.arg(config.port) + other.errorString());
    return fine(u"Address"_s, where + u" is free"_s);
}

/// `installation` is filled in where the history knows one.
CheckedPart checkHistory(const EngineConfig& config, QByteArray& installation)
{
    const QString name = u"History"_s;
    const HistoryBackend backend = historyBackend(config);
    const QString file = historyFileOf(config);
    if (!config.database && !QFileInfo::exists(file) && QFileInfo(file + "-wal"_L1).size() == 0) {
        return fine(name, backend.target + u" is made at the first start"_s);
    }
    try {
        const std::unique_ptr<SqlSession> session = backend.writer();
        session->open();
        session->checkUndamaged();
        if (const QStringList problems = session->durabilityProblems(); !problems.isEmpty()) {
            return trouble(name, backend.target + u" would not survive a power cut: "_s + problems.join("; "_L1));
        }
        const int stored = schemaVersion(*session);
        const int newest = migrationsFor(session->dialect().name).back().version;
        const QString schema = backend.target + u", schema version %1"_s.arg(stored);
        if (stored > newest) {
            return trouble(name, schema + u", made by a newer program; this one knows up to %1"_s.arg(newest));
        }
        if (stored < newest) return fine(name, schema + u", brought to %1 at the next start"_s.arg(newest));
        const SqlRows id = session->query(u"select value from installation where name = 'id'"_s);
        if (!id.isEmpty()) installation = id[0][0].toText().toLatin1();
        return fine(name, schema);
    } catch (const SqlError& error) {
        return trouble(name, backend.target + u": "_s + historyTroubleWords(config, error));
    }
}

CheckedPart checkPrivateRedis()
{
    const QString name = u"Redis"_s;
    for (const QString& program : {u"redis-server"_s, u"valkey-server"_s}) {
        const QString found = QStandardPaths::findExecutable(program);
        if (found.isEmpty()) continue;
        QProcess process;
        process.start(found, {u"--version"_s});
        if (!process.waitForFinished(kProgramPatience) || process.exitCode() != 0)
            return trouble(name, found + u" does not run: "_s + process.errorString());
        const QString version = QString::fromUtf8(process.readAllStandardOutput()).section(u' ', 2, 2);
        return fine(name, u"private, "_s + found + u' ' + version);
    }
    return trouble(name,
                   u"no redis-server on this computer (Debian: apt-get install redis-server); everything works "
                   "without, for this program alone"_s);
}

QString problemOf(const std::vector<redis::Reply>& answers, const QByteArray& installation)
{
    for (const redis::Reply& answer : answers) {
        if (answer.isError()) return QString::fromUtf8(answer.errorText().left(200));
    }
    if (answers[1].at(0).bytes() != "master") return u"it is a replica"_s;
    const QByteArray owner = answers[2].bytes();
    if (!owner.isEmpty() && !installation.isEmpty() && owner != installation)
        return u"it belongs to another installation"_s;
    return {};
}

QCoro::Task<CheckedPart> askRedis(RedisTarget target, QByteArray installation)
{
    redis::Connection connection(endpointOf(target));
    const QString where = connection.endpoint().describe();
    QString cause = u"it does not answer"_s;
    QObject::connect(&connection, &redis::Connection::failed, &connection,
                     [&cause](redis::Failure, const QString& why) { cause = why; });
    auto up = qCoro(&connection, &redis::Connection::ready, kRedisPatience);
    connection.open();
    co_await up;
    const QString name = u"Redis"_s;
    if (!connection.isReady()) co_return trouble(name, where + u": "_s + cause);
    std::vector<QByteArrayList> questions{
        {"PING"_ba}, {"ROLE"_ba}, {"GET"_ba, QByteArray(contract::keys::kEngineInstall)}};
    const auto answers = co_await redis::askAll(&connection, std::move(questions));
    const QString problem = answers ? problemOf(*answers, installation) : cause;
    if (!problem.isEmpty()) co_return trouble(name, where + u": "_s + problem);
    co_return fine(name, u"shared, "_s + where);
}

QCoro::Task<CheckedPart> askAi(const EngineConfig& config)
{
    const SystemClock clock;
    const auto ai = chooseAi(config, clock);
    const QString where = ai->describe();
    auto asked = ai->isHealthy();
    const bool isHealthy = co_await asked;
    co_return isHealthy ? fine(u"AI"_s, where) : trouble(u"AI"_s, where + u" does not answer"_s);
}

QCoro::Task<CheckedPart> askPlatform(const EngineConfig& config)
{
    const auto platform = choosePlatform(config);
    if (!platform->isConfigured()) {
        co_return CheckedPart{u"Platform"_s, Verdict::NotSetUp, u"answers stay in the conversation"_s};
    }
    const QString where = platform->describe();
    auto asked = platform->isHealthy();
    const bool isHealthy = co_await asked;
    co_return isHealthy ? fine(u"Platform"_s, where) : trouble(u"Platform"_s, where + u" does not answer"_s);
}

/// Whether Pancake answers there, and takes the page's token.
QCoro::Task<CheckedPart> askPage(const EngineConfig& config, PageTarget target)
{
    SystemClock clock;
    const QString name = u"Page "_s + QString::fromUtf8(target.id);
    const auto calls = pageCallsOf(config, target, clock);
    auto asking = calls->get(contract::pancakeTagsTarget(target.id, calls->account().token));
    const upstream::PageAnswer answer = co_await asking;
    const QString where = u"Pancake, "_s + (target.name.isEmpty() ? target.platform : target.name);
    if (answer.kind == upstream::PageAnswer::Kind::TokenRefused)
        co_return trouble(name, where + u" does not accept the page's token: "_s + answer.words);
    if (answer.kind != upstream::PageAnswer::Kind::Done) co_return trouble(name, where + u": "_s + answer.words);
    if (!contract::isPancakeTags(answer.body)) co_return trouble(name, where + u": what answers is not Pancake"_s);
    const QString events = target.hookSecret.isEmpty() ? u", no secret for its events"_s : QString();
    co_return fine(name, where + events);
}

}  // namespace

std::vector<CheckedPart> checkInstallation(const EngineConfig& config)
{
    std::vector<CheckedPart> parts;
    QByteArray installation;
    parts.push_back(checkAddress(config));
    parts.push_back(checkHistory(config, installation));
    if (!config.hasRedis) {
        parts.push_back({u"Redis"_s, Verdict::NotSetUp, u"switched off; what is live is in this process alone"_s});
    } else {
        parts.push_back(config.redis ? QCoro::waitFor(askRedis(*config.redis, installation)) : checkPrivateRedis());
    }
    parts.push_back(QCoro::waitFor(askAi(config)));
    parts.push_back(QCoro::waitFor(askPlatform(config)));
    for (const PageTarget& page : config.pages)
        parts.push_back(QCoro::waitFor(askPage(config, page)));
    return parts;
}

QString migrateHistory(const EngineConfig& config)
{
    const HistoryBackend backend = historyBackend(config);
    try {
        const std::unique_ptr<SqlSession> session = backend.writer();
        session->open();
        session->checkUndamaged();
        const int before = schemaVersion(*session);
        migrate(*session, migrationsFor(session->dialect().name));
        const int now = schemaVersion(*session);
        if (before == now) return backend.target + u" is up to date, schema version %1"_s.arg(now);
        return backend.target + u" went from schema version %1 to %2"_s.arg(before).arg(now);
    } catch (const SqlError& error) {
        throw std::runtime_error((backend.target + u": "_s + historyTroubleWords(config, error)).toStdString());
    }
}

}  // namespace tongdai
