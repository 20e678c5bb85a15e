#pragma once

#include <QString>
#include <QTemporaryDir>

namespace tongdai::testing {

/// Certificates of a test's own, made with the openssl program: an authority, a server's for localhost and 127.0.0.1,
/// one for another name, and an authority nobody knows. PEM files that any account may read. Blocking calls.
class TestCertificates {
public:
    /// False, with an explanation in problem().
    bool make();
    QString problem() const { return m_problem; }

    QString authority() const { return file(QStringLiteral("ca.pem")); }
    QString otherAuthority() const { return file(QStringLiteral("other-ca.pem")); }
    QString certificate() const { return file(QStringLiteral("server.pem")); }
    QString key() const { return file(QStringLiteral("server.key")); }
    /// Signed by the same authority for another name.
    QString strangersCertificate() const { return file(QStringLiteral("stranger.pem")); }
    QString strangersKey() const { return file(QStringLiteral("stranger.key")); }
    /// A server that checks whose its key is (PostgreSQL) wants a copy of its own.
    bool copyKeyFor(const QString& account, const QString& to) const;

private:
    QString file(const QString& name) const { return m_dir.filePath(name); }
    bool openssl(const QStringList& arguments);
    bool makeAuthority(const QString& name);
    bool makeServer(const QString& name, const QString& names);

    QTemporaryDir m_dir;
    QString m_problem;
};

}  // namespace tongdai::testing
