#include "tests/support/test_registry.h"

#include <QFile>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// The systemd unit keeps the engine from what it never needs; "systemd-analyze security --offline=true" rates it
/// below 3.
class ServiceUnitTest : public QObject {
    Q_OBJECT

    QStringList m_lines;

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(TONGDAI_SOURCE_DIR "/installer/tongdai-engine.service"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        m_lines = QString::fromUtf8(file.readAll()).split(u'\n');
    }

    void keepsTheEngineFromWhatItNeverNeeds_data()
    {
        QTest::addColumn<QString>("line");
        for (const char* line : {"NoNewPrivileges=yes",
                                 "PrivateUsers=yes",
                                 "CapabilityBoundingSet=",
                                 "ProtectSystem=full",
                                 "PrivateTmp=yes",
                                 "PrivateDevices=yes",
                                 "ProtectClock=yes",
                                 "ProtectControlGroups=yes",
                                 "ProtectHostname=yes",
                                 "ProtectKernelLogs=yes",
                                 "ProtectKernelModules=yes",
                                 "ProtectKernelTunables=yes",
                                 "RestrictNamespaces=yes",
                                 "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
                                 "RestrictRealtime=yes",
                                 "RestrictSUIDSGID=yes",
                                 "LockPersonality=yes",
                                 "SystemCallArchitectures=native",
                                 "SystemCallFilter=@system-service",
                                 "SystemCallFilter=~@privileged @resources",
                                 "UMask=0077",
                                 "LimitCORE=0"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void keepsTheEngineFromWhatItNeverNeeds()
    {
        QFETCH(const QString, line);
        QVERIFY2(m_lines.contains(line), qPrintable(line));
    }

    /// The unit of several engines differs in where they listen and keep their data, and in nothing else.
    void theUnitOfSeveralIsTheSame()
    {
        QFile file(QStringLiteral(TONGDAI_SOURCE_DIR "/installer/tongdai-engine@.service"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        const auto ofUnit = [](const QStringList& all) {
            QStringList kept;
            for (const QString& line : all.mid(all.indexOf(u"[Unit]"_s))) {
                if (!line.startsWith(u"ExecStart="_s) && !line.startsWith(u"Description="_s)) kept << line;
            }
            return kept;
        };
        QCOMPARE(ofUnit(lines), ofUnit(m_lines));
        const QString start = lines.filter(u"ExecStart="_s).value(0);
        QVERIFY(start.contains(u"--port %i"_s) && start.contains(u"--data-dir %h/.local/share/tongdai-%i"_s));
    }

    /// By default five quick ends in ten seconds are the last; what stands in the way may go after that.
    void isStartedAgainHoweverLongTheTroubleLasts()
    {
        const qsizetype unit = m_lines.indexOf(u"[Unit]"_s);
        const qsizetype service = m_lines.indexOf(u"[Service]"_s);
        const qsizetype limit = m_lines.indexOf(u"StartLimitIntervalSec=0"_s);
        QVERIFY(unit >= 0 && limit > unit && limit < service);
        QVERIFY(m_lines.contains(u"Restart=on-failure"_s));
        QVERIFY(m_lines.contains(u"RestartPreventExitStatus=2 3"_s));
    }
};

TONGDAI_TEST(ServiceUnitTest)

}  // namespace tongdai

#include "service_unit_test.moc"
