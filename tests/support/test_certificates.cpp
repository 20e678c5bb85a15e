#include "tests/support/test_certificates.h"

#include <QFile>
#include <QProcess>

#include <pwd.h>
#include <unistd.h>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

bool TestCertificates::openssl(const QStringList& arguments)
{
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.setWorkingDirectory(m_dir.path());
    program.start(u"openssl"_s, arguments);
    if (program.waitForFinished(30'000) && program.exitCode() == 0) return true;
    m_problem = u"openssl failed (apt-get install openssl): "_s + QString::fromUtf8(program.readAll());
    return false;
}

bool TestCertificates::makeAuthority(const QString& name)
{
    return openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, name + u".key"_s,
                    u"-out"_s, name + u".pem"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=authority "_s + name,
                    u"-addext"_s, u"basicConstraints=critical,CA:TRUE"_s});
}

bool TestCertificates::makeServer(const QString& name, const QString& names)
{
    QFile extension(file(name + u".ext"_s));
    if (!extension.open(QIODevice::WriteOnly)) return false;
    extension.write("subjectAltName=" + names.toUtf8() + '\n');
    extension.close();
    return openssl({u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s,
                    name + u".csr"_s, u"-subj"_s, u"/CN="_s + name}) &&
           openssl({u"x509"_s, u"-req"_s, u"-in"_s, name + u".csr"_s, u"-CA"_s, u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s,
                    u"-CAcreateserial"_s, u"-out"_s, name + u".pem"_s, u"-days"_s, u"2"_s, u"-extfile"_s,
                    name + u".ext"_s}) &&
           QFile::setPermissions(file(name + u".key"_s), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
}

bool TestCertificates::make()
{
    // Servers that give up root must get in.
    QFile::setPermissions(m_dir.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup |
                                            QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
    return makeAuthority(u"ca"_s) && makeAuthority(u"other-ca"_s) &&
           makeServer(u"server"_s, u"DNS:localhost,IP:127.0.0.1"_s) &&
           makeServer(u"stranger"_s, u"DNS:elsewhere.test"_s);
}

bool TestCertificates::copyKeyFor(const QString& account, const QString& to) const
{
    if (!QFile::copy(key(), to)) return false;
    QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner);
    if (::geteuid() != 0) return true;
    const passwd* who = ::getpwnam(account.toLatin1().constData());
    return who && ::chown(QFile::encodeName(to).constData(), who->pw_uid, who->pw_gid) == 0;
}

}  // namespace tongdai::testing
