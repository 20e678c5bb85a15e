#include "tests/support/sentinel_group.h"

#include "tests/support/wait_until.h"

#include <QFile>
#include <QTcpServer>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSentinelPatience = 10'000;

quint16 unusedPort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

QByteArray cliAt(quint16 port, const char* password, const QByteArrayList& args)
{
    QStringList arguments{u"-h"_s,
                          u"127.0.0.1"_s,
                          u"-p"_s,
                          QString::number(port),
                          u"--no-auth-warning"_s,
                          u"-a"_s,
                          QString::fromLatin1(password),
                          u"--raw"_s};
    for (const QByteArray& arg : args)
        arguments << QString::fromUtf8(arg);
    QProcess client;
    client.start(u"redis-cli"_s, arguments);
    client.waitForFinished(kSentinelPatience);
    return client.readAllStandardOutput().trimmed();
}

}  // namespace

SentinelGroup::~SentinelGroup()
{
    for (size_t i = 0; i < m_sentinels.size(); ++i)
        killSentinel(i);
}

bool SentinelGroup::start()
{
    const QStringList passwords{u"--requirepass"_s, QString::fromLatin1(kServerPassword), u"--masterauth"_s,
                                QString::fromLatin1(kServerPassword)};
    m_servers.push_back(std::make_unique<RedisServer>(RedisServer::Options{true, passwords}));
    const QStringList replica{u"--replicaof"_s, u"127.0.0.1"_s, QString::number(m_servers[0]->port())};
    m_servers.push_back(std::make_unique<RedisServer>(RedisServer::Options{true, passwords + replica}));
    for (const auto& server : m_servers) {
        if (server->start()) continue;
        m_problem = server->problem();
        return false;
    }
    for (int i = 0; i < 3; ++i) {
        if (!beginSentinel(m_servers[0]->port())) return false;
    }
    const bool isReady =
        waitUntil([this] { return knowsAll(0) && knowsAll(1) && knowsAll(2); }, std::chrono::seconds(60));
    if (!isReady) m_problem = u"the sentinels have not found each other"_s;
    return isReady;
}

bool SentinelGroup::beginSentinel(quint16 primary)
{
    auto sentinel = std::make_unique<Sentinel>();
    sentinel->port = unusedPort();
    QFile file(sentinel->dir.filePath(u"sentinel.conf"_s));
    if (!file.open(QIODevice::WriteOnly)) return false;
    const QByteArray group = kGroup;
    file.write("port " + QByteArray::number(sentinel->port) + "\nbind 127.0.0.1\ndir " + sentinel->dir.path().toUtf8() +
               "\nrequirepass " + kSentinelPassword + "\nsentinel sentinel-pass " + kSentinelPassword +
               "\nsentinel monitor " + group + " 127.0.0.1 " + QByteArray::number(primary) + " 2\nsentinel auth-pass " +
               group + ' ' + kServerPassword + "\nsentinel down-after-milliseconds " + group +
               " 500\nsentinel failover-timeout " + group + " 5000\n");
    file.close();
    sentinel->process.setProcessChannelMode(QProcess::MergedChannels);
    sentinel->process.start(u"redis-server"_s, {file.fileName(), u"--sentinel"_s});
    if (!sentinel->process.waitForStarted(kSentinelPatience)) {
        m_problem = u"redis-server is missing: apt-get install redis-server redis-tools"_s;
        return false;
    }
    m_sentinels.push_back(std::move(sentinel));
    return true;
}

bool SentinelGroup::knowsAll(size_t which) const
{
    const QByteArrayList words = askSentinel(which, {"SENTINEL", "MASTER", kGroup}).split('\n');
    const auto valueOf = [&words](const char* name) {
        const qsizetype at = words.indexOf(name);
        return at < 0 || at + 1 >= words.size() ? QByteArray() : words[at + 1].trimmed();
    };
    return valueOf("num-slaves") == "1" && valueOf("num-other-sentinels") == "2" && valueOf("flags") == "master";
}

QString SentinelGroup::addresses() const
{
    QStringList all;
    for (const quint16 port : ports())
        all << u"127.0.0.1:%1"_s.arg(port);
    return all.join(u',');
}

std::vector<quint16> SentinelGroup::ports() const
{
    std::vector<quint16> all;
    for (const auto& sentinel : m_sentinels)
        all.push_back(sentinel->port);
    return all;
}

QByteArray SentinelGroup::askServer(const RedisServer& server, QByteArrayList args) const
{
    return cliAt(server.port(), kServerPassword, args);
}

QByteArray SentinelGroup::askSentinel(size_t which, const QByteArrayList& args) const
{
    return cliAt(m_sentinels[which]->port, kSentinelPassword, args);
}

void SentinelGroup::killSentinel(size_t which)
{
    m_sentinels[which]->process.kill();
    m_sentinels[which]->process.waitForFinished(kSentinelPatience);
}

}  // namespace tongdai::testing
