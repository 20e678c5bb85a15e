#pragma once

#include <QByteArrayList>
#include <QProcess>
#include <QTest>

namespace tongdai::testing {

/// Every command a Redis server is given from start() on, as `redis-cli MONITOR` prints it: one line each, with its
/// arguments in quotes. Blocking calls; the test's thread.
class RedisListener {
public:
    RedisListener() = default;
    Q_DISABLE_COPY_MOVE(RedisListener)
    ~RedisListener()
    {
        m_client.kill();
        m_client.waitForFinished();
    }

    bool start(const QString& socketPath)
    {
        m_client.start(QStringLiteral("redis-cli"), {QStringLiteral("-s"), socketPath, QStringLiteral("MONITOR")});
        return m_client.waitForStarted() && waitFor("OK");
    }
    /// Until something with this text has been heard: what was sent before it has been heard as well.
    bool waitFor(const QByteArray& text)
    {
        return QTest::qWaitFor(
            [&] {
                m_heard += m_client.readAllStandardOutput();
                return m_heard.contains(text);
            },
            30'000);
    }
    /// What programs sent that names this, without what scripts did inside.
    QByteArrayList naming(const QByteArray& what) const
    {
        QByteArrayList commands;
        for (const QByteArray& line : m_heard.split('\n')) {
            if (!line.contains(" lua]") && line.contains(what)) commands << line;
        }
        return commands;
    }

private:
    QProcess m_client;
    QByteArray m_heard;
};

}  // namespace tongdai::testing
