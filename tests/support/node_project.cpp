#include "tests/support/node_project.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kScriptTimeout_ms = 120'000;
constexpr int kInstallTimeout_ms = 180'000;

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void copyFresh(const QString& from, const QString& to)
{
    if (contents(from) == contents(to)) return;
    QFile::remove(to);
    QFile::copy(from, to);
}

}  // namespace

NodeProject::NodeProject(const QString& name) : m_folder(QStringLiteral(TONGDAI_BIN_DIR "/../") + name)
{
    for (const QString& program : {u"node"_s, u"npm"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty()) {
            m_failure = program + u" is missing: apt-get install nodejs npm"_s;
            return;
        }
    }
    m_failure = install(name);
}

QString NodeProject::install(const QString& name) const
{
    QDir().mkpath(m_folder);
    QLockFile lock(m_folder + u"/install.lock"_s);  // several test programs may come at once
    if (!lock.tryLock(kInstallTimeout_ms)) return u"another test holds the npm folder"_s;
    const QDir source(QStringLiteral(TONGDAI_SOURCE_DIR "/tests/") + name);
    for (const QString& file : source.entryList({u"*.mjs"_s, u"*.json"_s}, QDir::Files)) {
        copyFresh(source.filePath(file), m_folder + u'/' + file);
    }
    const QString installedFor = m_folder + u"/installed_for.txt"_s;
    const QByteArray wanted = contents(source.filePath(u"package-lock.json"_s));
    if (contents(installedFor) == wanted) return {};

    QProcess npm;
    npm.setWorkingDirectory(m_folder);
    npm.setProcessChannelMode(QProcess::MergedChannels);
    npm.start(u"npm"_s, {u"ci"_s, u"--no-audit"_s, u"--no-fund"_s});
    if (!npm.waitForFinished(kInstallTimeout_ms) || npm.exitCode() != 0) {
        return u"npm ci failed (does it reach a package registry?): "_s + QString::fromUtf8(npm.readAll());
    }
    QFile stamp(installedFor);
    if (stamp.open(QIODevice::WriteOnly)) stamp.write(wanted);
    return {};
}

QString NodeProject::run(const QString& script, const QStringList& arguments) const
{
    QProcess node;
    node.setWorkingDirectory(m_folder);
    node.setProcessChannelMode(QProcess::MergedChannels);
    node.start(u"node"_s, QStringList{script} + arguments);
    const bool hasEnded = QTest::qWaitFor([&] { return node.state() == QProcess::NotRunning; }, kScriptTimeout_ms);
    const bool endedWell = hasEnded && node.exitStatus() == QProcess::NormalExit && node.exitCode() == 0;
    node.kill();
    node.waitForFinished();
    const QString said = QString::fromUtf8(node.readAll());
    if (!endedWell) return u"%1 %2:\n%3"_s.arg(script, arguments.join(u' '), said);
    for (const QString& line : said.split(u'\n')) {
        if (line.startsWith(u"# "_s)) qInfo("%s", qUtf8Printable(line.mid(2)));
    }
    return {};
}

}  // namespace tongdai::testing
