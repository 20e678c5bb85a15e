#pragma once

#include "engine/host/connection_test/trial_wire.h"

#include <QUrl>

namespace tongdai {

/// One HTTP question of a connection test, by hand, so that each of its steps is a line of its own. On the thread of
/// the test; @throws ConnectionTrial::Failure.
class TrialHttp {
public:
    TrialHttp(const QUrl& service, const ConnectionTrial::Cancelled& cancelled);

    ConnectionTrial::Finding findHost() { return m_wire.findHost(); }
    ConnectionTrial::Finding openPort() { return m_wire.openPort(); }
    ConnectionTrial::Finding secure() { return m_isTls ? m_wire.startTls() : m_wire.withoutTls(); }
    /// Nobody on the way reads along: a token may be said.
    bool isPrivate() const { return m_isTls || m_wire.isSameComputer(); }

    /// Sends the question and reads the answer's head. `fields`: whole lines with their ends. Failure OtherProtocol
    /// when it is no HTTP.
    void ask(const QByteArray& method, const QString& path, const QByteArray& fields = {}, const QByteArray& body = {});
    /// The same below the service's address, `below` being encoded already.
    void askBelow(const QByteArray& method, const QByteArray& below);
    int status() const { return m_status; }
    QByteArray field(const QByteArray& name) const;
    /// What follows the head, without the marks of its pieces; what came, when the rest does not.
    QByteArray body();

    ConnectionTrial::Finding judgeLatency() const;
    ConnectionTrial::Finding compareClocks() const;

private:
    void askAt(const QByteArray& method, const QByteArray& target, const QByteArray& fields, const QByteArray& body);
    bool isChunked() const;
    bool isWhole(const QByteArray& answer) const;
    QByteArray hostField() const;

    QUrl m_url;
    bool m_isTls;
    TrialWire m_wire;
    QByteArray m_answer;  ///< head, and what has come of the body
    qsizetype m_bodyAt = 0;
    qint64 m_askedAt = 0;
    int m_status = 0;
    double m_took = 0;
};

}  // namespace tongdai
