#include "app/second_start.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDoorOpens = 1000;       // ms
constexpr unsigned long kKnocks = 50;  // ms
constexpr int kWindowAnswers = 3000;   // ms
constexpr qint64 kLongestToken = 4096;
constexpr auto kTokenName = "XDG_ACTIVATION_TOKEN";

/// Short, whatever the folder is called: a socket's path has room for a hundred bytes.
QString doorOf(const QString& dataDir)
{
    const QFileInfo folder(dataDir);
    const QString real = folder.canonicalFilePath();
    const QByteArray name = (real.isEmpty() ? folder.absoluteFilePath() : real).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex().first(16);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) +
           u"/tongdai-%1"_s.arg(QLatin1StringView(hash));
}

}  // namespace

SecondStart::SecondStart(const QString& dataDir, QObject* parent) : QObject(parent)
{
    m_door.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_door, &QLocalServer::newConnection, this, &SecondStart::answer);
    const QString name = doorOf(dataDir);
    QLocalServer::removeServer(name);  // of one that was killed: the folder's lock is ours
    m_door.listen(name);               // without it a second start only says that there is a first
}

void SecondStart::answer()
{
    while (QLocalSocket* socket = m_door.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        const auto read = [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > kLongestToken) socket->abort();
                return;
            }
            // Under Wayland only the desktop's token of the second start may bring the first to the front.
            const QByteArray token = socket->readLine().trimmed();
            if (!token.isEmpty()) qputenv(kTokenName, token);
            emit raiseWanted();
            socket->write("raised\n");
            socket->disconnectFromServer();
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

bool SecondStart::raiseFirst(const QString& dataDir)
{
    QLocalSocket socket;
    // The first may be on its way to its window.
    const QDeadlineTimer patience(kDoorOpens);
    socket.connectToServer(doorOf(dataDir));
    while (!socket.waitForConnected(kDoorOpens)) {
        if (patience.hasExpired()) return false;
        QThread::msleep(kKnocks);
        socket.connectToServer(doorOf(dataDir));
    }
    socket.write(qgetenv(kTokenName) + '\n');
    while (!socket.canReadLine())
        if (!socket.waitForReadyRead(kWindowAnswers)) return false;
    return socket.readLine() == "raised\n";
}

}  // namespace tongdai::app
