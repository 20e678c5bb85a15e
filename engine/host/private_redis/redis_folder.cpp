#include "engine/host/private_redis/redis_folder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxSocketPath = sizeof(sockaddr_un::sun_path) - 1;

/// A folder that exists, is no link, is ours, and that nobody else may enter.
bool makePrivateFolder(const QString& path, QString& problem)
{
    const QByteArray name = QFile::encodeName(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)) {
        problem = u"cannot make folder %1: %2"_s.arg(path, QString::fromLocal8Bit(std::strerror(errno)));
        return false;
    }
    struct stat found = {};
    if (::lstat(name.constData(), &found) != 0 || !S_ISDIR(found.st_mode) || found.st_uid != ::getuid()) {
        problem = u"%1 is not a folder of this user"_s.arg(path);
        return false;
    }
    if ((found.st_mode & 0077) != 0 && ::chmod(name.constData(), 0700) != 0) {
        problem = u"%1 is open to other users"_s.arg(path);
        return false;
    }
    return true;
}

/// Short enough everywhere: /run/user/1000/tongdai-0123456789abcdef/redis.sock.
QString shortSocketFolder(const QString& data)
{
    const QByteArray hash =
        QCryptographicHash::hash(QFile::encodeName(data), QCryptographicHash::Sha256).toHex().left(16);
    const QString leaf = u"tongdai-"_s + QString::fromLatin1(hash);
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString inRuntime = runtime + u'/' + leaf;
    if (!runtime.isEmpty() && QFile::encodeName(inRuntime + u"/redis.sock"_s).size() <= kMaxSocketPath)
        return inRuntime;
    return u"/tmp/%1-%2"_s.arg(leaf).arg(::getuid());
}

/// Who listens: the process id and user the system kept from listen(). Nothing when nobody does. Never blocks.
std::optional<ucred> listenerOf(const QString& socketPath)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray path = QFile::encodeName(socketPath);
    if (path.size() > kMaxSocketPath) return std::nullopt;
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return std::nullopt;
    std::optional<ucred> listener;
    ucred credentials = {};
    socklen_t size = sizeof credentials;
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0)
        listener = credentials;
    ::close(descriptor);
    return listener;
}

QByteArray procFile(qint64 pid, const char* name)
{
    QFile file(u"/proc/%1/%2"_s.arg(pid).arg(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isRedis(qint64 pid)
{
    const QByteArray name = procFile(pid, "comm").trimmed();
    return name == "redis-server" || name == "valkey-server";
}

}  // namespace

QString redisSocketPath(const QString& data)
{
    const QString beside = data + u"/redis.sock"_s;
    if (QFile::encodeName(beside).size() <= kMaxSocketPath) return beside;
    return shortSocketFolder(data) + u"/redis.sock"_s;
}

std::optional<RedisFolder> prepareRedisFolder(const QString& data, QString& problem)
{
    RedisFolder folder;
    folder.data = QDir::cleanPath(QDir(data).absolutePath());
    if (!makePrivateFolder(folder.data, problem)) return std::nullopt;
    folder.socket = redisSocketPath(folder.data);
    const QString socketFolder = QFileInfo(folder.socket).path();
    if (socketFolder != folder.data && !makePrivateFolder(socketFolder, problem)) return std::nullopt;
    return folder;
}

std::optional<qint64> findLeftoverServer(const RedisFolder& folder, bool& isStranger)
{
    isStranger = false;
    if (const auto listener = listenerOf(folder.socket)) {
        isStranger = listener->uid != ::getuid() || !isRedis(listener->pid);
        if (isStranger) return std::nullopt;
        return listener->pid;
    }
    // Its socket may be gone while it still writes to our append-only file. The pid alone proves nothing: it may be
    // somebody else's by now; a redis-server shows its socket in its title.
    QFile pidFile(folder.pidFile());
    if (!pidFile.open(QIODevice::ReadOnly)) return std::nullopt;
    const qint64 pid = pidFile.read(32).trimmed().toLongLong();
    const bool isOurs = pid > 1 && isRedis(pid) && procFile(pid, "cmdline").contains(QFile::encodeName(folder.socket));
    if (!isOurs) return std::nullopt;
    return pid;
}

}  // namespace tongdai
