#pragma once

#include "tests/support/node_project.h"

#include <QProcess>

namespace tongdai::testing {

/// A script that goes on and says "listening PORT" on its first line. Killed with this.
class NodeServer {
public:
    NodeServer(const NodeProject& project, const QStringList& scriptAndArguments)
    {
        m_node.setWorkingDirectory(project.folder());
        m_node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_node.start(QStringLiteral("node"), scriptAndArguments);
        while (!m_node.canReadLine() && m_node.waitForReadyRead(30'000)) {
        }
        m_port = m_node.readLine().trimmed().split(' ').value(1).toUShort();
    }
    ~NodeServer() { kill(); }
    quint16 port() const { return m_port; }  ///< 0: it did not start
    void kill()
    {
        m_node.kill();
        m_node.waitForFinished();
    }

private:
    QProcess m_node;
    quint16 m_port = 0;
};

}  // namespace tongdai::testing
