#include "app/settings/settings.h"

#include "app/command_line.h"
#include "app/settings/key_value_file.h"
#include "app/settings/settings_schema.h"
#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <unistd.h>

namespace tongdai::app {

using namespace Qt::StringLiterals;

class SettingsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString write(const QString& name, const QByteArray& text)
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(text);
        return file.fileName();
    }

    SettingSources sources(const QByteArray& settings = {}, const QByteArray& env = {})
    {
        SettingSources result;
        result.dataDir = m_dir.path();
        result.settingsFile = write(u"settings.conf"_s, settings);
        result.envFile = write(u".env"_s, env);
        return result;
    }

    static QStringList texts(const SettingsOrMistakes& result)
    {
        QStringList list;
        if (const auto* mistakes = std::get_if<std::vector<SettingMistake>>(&result)) {
            for (const SettingMistake& mistake : *mistakes)
                list << mistake.where + u" | "_s + mistake.what;
        }
        return list;
    }

    static QByteArray readAll(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// What lies there; with TONGDAI_UPDATE_GOLDEN set, `wanted` is written there before.
    static QByteArray recorded(const QString& path, const QByteArray& wanted)
    {
        if (qEnvironmentVariableIsSet("TONGDAI_UPDATE_GOLDEN")) {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(wanted) != wanted.size()) return {};
        }
        return readAll(path);
    }

private slots:
    void defaultsAreTheEmbeddedShop()
    {
        const auto result = readSettings(sources());
        const auto& s = std::get<Settings>(result);
        QVERIFY(s.host.isLoopback());
        QCOMPARE(s.port, 8000);
        QVERIFY(!s.redis && !s.database && s.aiUrl.isEmpty() && s.platformUrl.isEmpty());
        QCOMPARE(s.lockTtl, std::chrono::seconds(30));
        QCOMPARE(s.stateTtl, std::chrono::seconds(86400));
        QCOMPARE(s.contextSize, 100);
    }

    /// What was just installed is guarded as a live shop is, and not shown as one before somebody says that it is.
    void aShopIsLiveWhenSomebodySaysSo_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<bool>("isProduction");
        QTest::addColumn<bool>("isLive");
        QTest::newRow("just installed") << QByteArray() << true << false;
        QTest::newRow("said") << "ENVIRONMENT=Production\n"_ba << true << true;
        QTest::newRow("a test shop") << "ENVIRONMENT=test\n"_ba << false << false;
        QTest::newRow("store of a server") << "POSTGRES_HOST=localhost\nPOSTGRES_DB=shop\n"_ba << true << true;
        QTest::newRow("Redis of a server") << "REDIS_HOST=localhost\n"_ba << true << true;
        QTest::newRow("test shop on servers") << "ENVIRONMENT=test\nREDIS_HOST=localhost\n"_ba << false << false;
    }
    void aShopIsLiveWhenSomebodySaysSo()
    {
        QFETCH(const QByteArray, settings);
        const auto read = readSettings(sources(settings));
        QVERIFY2(std::holds_alternative<Settings>(read), qPrintable(texts(read).join(u' ')));
        QTEST(std::get<Settings>(read).isProduction(), "isProduction");
        QTEST(std::get<Settings>(read).isMarkedLive(), "isLive");
    }

    void laterSourcesWin()
    {
        SettingSources from = sources("API_PORT=1111\nSHOP_NAME='Mộc An'\n", "API_PORT=2222\nUNRELATED=x\n");
        QCOMPARE(std::get<Settings>(readSettings(from)).port, 2222);
        from.environment.insert(u"API_PORT"_s, u"3333"_s);
        QCOMPARE(std::get<Settings>(readSettings(from)).port, 3333);
        from.options[u"API_PORT"_s] = u"4444"_s;
        QCOMPARE(std::get<Settings>(readSettings(from)).port, 4444);
        QCOMPARE(std::get<Settings>(readSettings(from)).shopName, u"Mộc An"_s);
    }

    /// Whoever can write a file into a folder must not decide where the shop of one who starts there keeps its data.
    void anEnvFileThatOthersMayWriteIsNotRead_data()
    {
        QTest::addColumn<QFile::Permissions>("others");
        QTest::newRow("group") << QFile::Permissions(QFile::WriteGroup);
        QTest::newRow("everybody") << QFile::Permissions(QFile::WriteOther);
    }
    void anEnvFileThatOthersMayWriteIsNotRead()
    {
        QFETCH(const QFile::Permissions, others);
        const SettingSources from = sources({}, "API_PORT=2222\n");
        QVERIFY(QFile::setPermissions(from.envFile, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QCOMPARE(std::get<Settings>(readSettings(from)).port, 2222);
        QCOMPARE(settingsOutsideTheFile(from), QStringList{u"API_PORT"_s});
        QVERIFY(QFile::setPermissions(from.envFile, QFile::ReadOwner | QFile::WriteOwner | others));
        const QStringList mistakes = texts(readSettings(from));
        const QStringList outside = settingsOutsideTheFile(from);
        QFile::remove(from.envFile);  // the next one begins with usual rights
        QCOMPARE(mistakes.size(), 1);
        QVERIFY2(mistakes.front().contains("can be written by others"_L1), qPrintable(mistakes.front()));
        QCOMPARE(outside, QStringList());
    }

    void anEnvFileOfAnotherUserIsNotRead()
    {
        const QString theirs = ::geteuid() == 0 ? write(u"theirs.env"_s, "API_PORT=2222\n") : u"/etc/hostname"_s;
        if (::geteuid() == 0) QCOMPARE(::chown(QFile::encodeName(theirs).constData(), 65534, 65534), 0);
        SettingSources from = sources();
        from.envFile = theirs;
        const QStringList mistakes = texts(readSettings(from));
        QCOMPARE(mistakes.size(), 1);
        QVERIFY2(mistakes.front().contains("belongs to another user"_L1), qPrintable(mistakes.front()));
    }

    void farHostsAreSpokenToInClearTextOnlyWhenNamed_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("AI") << "AI_SERVICE_URL=http://ai.example.org\n"_ba << true;
        QTest::newRow("AI with TLS") << "AI_SERVICE_URL=https://ai.example.org\n"_ba << false;
        QTest::newRow("AI, private network") << "AI_SERVICE_URL=http://192.168.1.7:8001/\n"_ba << true;
        QTest::newRow("AI, named") << "AI_SERVICE_URL=http://AI.example.org\nCLEARTEXT_HOSTS=x, ai.example.org\n"_ba
                                   << false;
        QTest::newRow("AI, another one named")
            << "AI_SERVICE_URL=http://ai.example.org\nCLEARTEXT_HOSTS=example.org\n"_ba << true;
        QTest::newRow("AI, this computer") << "AI_SERVICE_URL=http://localhost:8001\n"_ba << false;
        QTest::newRow("AI, this computer by IPv6") << "AI_SERVICE_URL=http://[::1]:8001\n"_ba << false;
        QTest::newRow("platform") << "PANCAKE_BASE_URL=http://p.example.org\n"_ba << true;
        QTest::newRow("platform, named") << "PANCAKE_BASE_URL=http://p\nCLEARTEXT_HOSTS=p\n"_ba << false;
        QTest::newRow("Redis") << "REDIS_HOST=redis.example.org\n"_ba << true;
        QTest::newRow("Redis with TLS") << "REDIS_HOST=redis.example.org\nREDIS_TLS=true\n"_ba << false;
        QTest::newRow("Redis, named") << "REDIS_HOST=redis\nCLEARTEXT_HOSTS=redis\n"_ba << false;
        QTest::newRow("Redis, this computer") << "REDIS_HOST=127.0.0.1\n"_ba << false;
        QTest::newRow("Redis, a socket") << "REDIS_HOST=/run/redis.sock\n"_ba << false;
    }
    void farHostsAreSpokenToInClearTextOnlyWhenNamed()
    {
        QFETCH(const QByteArray, settings);
        QFETCH(const bool, isRefused);
        const QStringList mistakes = texts(readSettings(sources(settings)));
        QCOMPARE(mistakes.size(), isRefused ? 1 : 0);
        if (isRefused) {
            QVERIFY2(mistakes.front().contains("settings.conf:1 |"_L1), qPrintable(mistakes.front()));
            QVERIFY2(mistakes.front().contains("CLEARTEXT_HOSTS"_L1), qPrintable(mistakes.front()));
        }
    }

    void allMistakesAreToldTogetherWithTheirLines()
    {
        const QStringList mistakes = texts(readSettings(
            sources("\n# a comment\nAPI_PORT=ninety\nNO_SUCH=1\nthis is no line\nADMIN_ACCESS_TOKEN=short\n"
                    "AI_SERVICE_URL=ftp://x\n")));
        QCOMPARE(mistakes.size(), 5);
        QVERIFY(mistakes.filter(u"settings.conf:4 |"_s).join(QString()).contains("unknown setting 'NO_SUCH'"_L1));
        QVERIFY(!mistakes.filter(u"settings.conf:3 |"_s).isEmpty());
        QVERIFY(!mistakes.filter(u"settings.conf:5 |"_s).isEmpty());
        QVERIFY(!mistakes.filter(u"settings.conf:7 |"_s).isEmpty());
        QVERIFY2(!mistakes.join(QString()).contains("short"_L1), "a secret must not be quoted");
    }

    void theTokenOfAssistantsOpensNothingElse()
    {
        const QByteArray token(40, 'm');
        const QStringList mistakes =
            texts(readSettings(sources("MCP_ACCESS_TOKEN=" + token + "\nADMIN_ACCESS_TOKEN=" + token + "\n")));
        QCOMPARE(mistakes.size(), 1);
        QVERIFY2(mistakes.first().contains("settings.conf:1 | MCP_ACCESS_TOKEN must differ"_L1),
                 qPrintable(mistakes.first()));
        QVERIFY(texts(readSettings(sources("MCP_ACCESS_TOKEN=" + token + "\n"))).isEmpty());
    }

    void sampleTokensAreRefused()
    {
        const QStringList mistakes =
            texts(readSettings(sources({}, "PANCAKE_ACCESS_TOKEN=your-secure-pancake-token-here-long\n")));
        QCOMPARE(mistakes.size(), 1);
        QVERIFY(mistakes.first().contains("sample value"_L1));
    }

    void otherComputersAreLetInOnlyOnRequestAndWithTls()
    {
        SettingSources from = sources("API_HOST=0.0.0.0\n");
        QVERIFY(texts(readSettings(from)).value(0).contains("--allow-remote"_L1));
        from.allowRemote = true;
        QVERIFY(texts(readSettings(from)).value(0).contains("TLS_CERTIFICATE_FILE"_L1));
    }

    void sharedServersAreUsedWhenNamed()
    {
        const auto s = std::get<Settings>(
            readSettings(sources("CLEARTEXT_HOSTS=10.0.0.4,AI,p\nREDIS_HOST=10.0.0.4\nREDIS_DB=2\nPOSTGRES_HOST=db\n"
                                 "AI_SERVICE_URL=http://ai:8001/\nPANCAKE_BASE_URL=http://p/base\n")));
        QCOMPARE(s.redis->host, u"10.0.0.4"_s);
        QCOMPARE(s.redis->database, 2);
        QCOMPARE(s.database->database, u"enhanced_chatbot"_s);
        QCOMPARE(s.aiUrl, QUrl(u"http://ai:8001/"_s));
        QCOMPARE(s.aiPath, u"/process"_s);
        QCOMPARE(s.platformUrl, QUrl(u"http://p/base"_s));
        QCOMPARE(s.platformPath, u"/api/v1/actions"_s);
    }

    void historiesOnOtherComputersAreReachedByTls()
    {
        using Tls = DatabaseTarget::Tls;
        const auto tlsOf = [this](const QByteArray& text) {
            return std::get<Settings>(readSettings(sources(text))).database->tls;
        };
        QCOMPARE(tlsOf("POSTGRES_HOST=/run/postgresql\n"), Tls::WhereOffered);
        QCOMPARE(tlsOf("POSTGRES_HOST=127.0.0.1\n"), Tls::WhereOffered);
        QCOMPARE(tlsOf("POSTGRES_HOST=10.0.0.4\n"), Tls::Required);
        QCOMPARE(tlsOf("POSTGRES_HOST=db.example.com\n"), Tls::Required);
        QCOMPARE(tlsOf("POSTGRES_HOST=localhost\nPOSTGRES_TLS=on\n"), Tls::Required);
        QCOMPARE(tlsOf("POSTGRES_HOST=10.0.0.4\nPOSTGRES_TLS=off\n"), Tls::Off);
        QCOMPARE(tlsOf("MYSQL_HOST=10.0.0.4\nMYSQL_TLS=off\n"), Tls::Off);
        // Qt's driver checks no names, so the authority has to be the shop's own.
        QVERIFY(texts(readSettings(sources("MYSQL_HOST=10.0.0.4\n"))).value(0).contains("MYSQL_CA_FILE"_L1));
    }

    void aPoolerIsThereWhenItIsSaid()
    {
        const auto settings = [this](const QByteArray& text) {
            return std::get<Settings>(readSettings(sources(text)));
        };
        QVERIFY(!settings("POSTGRES_HOST=127.0.0.1\n").database->isPooled);
        const Settings pooled =
            settings("POSTGRES_HOST=127.0.0.1\nPOSTGRES_POOLED=true\nDISPUTE_POSTGRES_HOST=127.0.0.1\n");
        QVERIFY(pooled.database->isPooled);
        QVERIFY(!pooled.disputes[0].database.isPooled);
        QVERIFY(
            settings("DISPUTE_POSTGRES_HOST=127.0.0.1\nDISPUTE_POSTGRES_POOLED=true\n").disputes[0].database.isPooled);
    }

    void databasesForDisputesStandBesideTheHistory()
    {
        const auto s = std::get<Settings>(readSettings(
            sources("DISPUTE_MYSQL_HOST=127.0.0.1\nDISPUTE_MYSQL_DB=freelance\nDISPUTE_MYSQL_ADMIN_ID=u-1\n"
                    "DISPUTE_POSTGRES_HOST=db.example.com\n")));
        QVERIFY(!s.database);
        QCOMPARE(int(s.disputes.size()), 2);
        QCOMPARE(s.disputes[0].database.database, u"freelance"_s);
        QCOMPARE(s.disputes[0].database.user, u"console_ro"_s);
        QCOMPARE(s.disputes[0].admin, u"u-1"_s);
        QVERIFY2(!s.disputes[0].isOursToWrite, "only read unless somebody says otherwise");
        const auto ours = std::get<Settings>(readSettings(
            sources("DISPUTE_MYSQL_HOST=127.0.0.1\nDISPUTE_MYSQL_DB=freelance\nDISPUTE_MYSQL_WRITE=true\n")));
        QVERIFY(ours.disputes[0].isOursToWrite);
        QCOMPARE(s.disputes[1].database.tls, DatabaseTarget::Tls::Required);
        QVERIFY(texts(readSettings(sources("DISPUTE_MYSQL_HOST=127.0.0.1\n")))
                    .value(0)
                    .endsWith("DISPUTE_MYSQL_HOST needs DISPUTE_MYSQL_DB"_L1));
        QVERIFY(texts(readSettings(sources("DISPUTE_MYSQL_HOST=10.0.0.4\nDISPUTE_MYSQL_DB=x\n")))
                    .value(0)
                    .contains("DISPUTE_MYSQL_CA_FILE"_L1));
    }

    void pagesAndHostsAreReadAsBrowsersSpellThem()
    {
        const auto s = std::get<Settings>(
            readSettings(sources("ALLOWED_ORIGINS=https://Shop.Example:443/, https://b\xc3\xbc"
                                 "cher.example,"
                                 "https://shop.example,\nALLOWED_HOSTS=Shop.Example:8000,[2001:DB8::1]\n")));
        QCOMPARE(s.allowedOrigins, (QStringList{u"https://shop.example"_s, u"https://xn--bcher-kva.example"_s}));
        QCOMPARE(s.allowedHosts, (QStringList{u"shop.example"_s, u"2001:db8::1"_s}));
    }

    void pagesAndHostsThatCannotMatchAreMistakesWithTheirLines()
    {
        const QStringList mistakes = texts(
            readSettings(sources("API_PORT=0\nALLOWED_ORIGINS=shop.example,https://shop.example/vi,https://ok.example\n"
                                 "ALLOWED_HOSTS=*\n")));
        QCOMPARE(mistakes.size(), 3);
        QVERIFY(mistakes.at(0).contains("settings.conf:3 | ALLOWED_HOSTS: '*' is a pattern"_L1));
        QVERIFY(mistakes.at(1).contains("settings.conf:2 | ALLOWED_ORIGINS: 'shop.example' must begin"_L1));
        QVERIFY(mistakes.at(2).contains("settings.conf:2 | ALLOWED_ORIGINS: 'https://shop.example/vi' has a path"_L1));
    }

    void proxiesAreAddressesOrRanges()
    {
        const auto s = std::get<Settings>(readSettings(sources("TRUSTED_PROXIES=10.0.0.0/8, ::1,\n")));
        QCOMPARE(s.trustedProxies.size(), size_t(2));
        QCOMPARE(s.trustedProxies.at(0).bits, 96 + 8);
        QCOMPARE(s.trustedProxies.at(1).bits, 128);
        const QStringList mistakes =
            texts(readSettings(sources("API_PORT=0\nTRUSTED_PROXIES=proxy.lan,10.0.0.5/8,0.0.0.0/0\n")));
        QCOMPARE(mistakes.size(), 3);
        QVERIFY(mistakes.at(0).contains("settings.conf:2 | TRUSTED_PROXIES: 'proxy.lan' is no address"_L1));
        QVERIFY(mistakes.at(1).contains("'10.0.0.5/8' has more set"_L1));
        QVERIFY(mistakes.at(2).contains("'0.0.0.0/0' means every computer"_L1));
    }

    void crowdsAreBoundedByDefault()
    {
        const auto s = std::get<Settings>(readSettings(sources({})));
        QCOMPARE(s.addressMessagesPerMinute, 300);
        QCOMPARE(s.addressRequestsPerMinute, 1200);
        QCOMPARE(s.shopMessagesPerMinute, 6000);
        QVERIFY(s.trustedProxies.empty());
    }

    void twoHistoriesAreAMistake()
    {
        QCOMPARE(texts(readSettings(sources("POSTGRES_HOST=a\nMYSQL_HOST=b\n"))).size(), 1);
    }

    void aNamedFileMustExist()
    {
        SettingSources from = sources();
        from.settingsFile = m_dir.filePath(u"absent.conf"_s);
        from.settingsFileNamed = true;
        QCOMPARE(texts(readSettings(from)).size(), 1);
    }

    /// F77
    void hostileFilesAreReportedNotObeyed()
    {
        QCOMPARE(texts(readSettings(sources(QByteArray("API_PORT=\xff\xfe\n", 12)))).size(), 1);
        QCOMPARE(texts(readSettings(sources("SHOP_NAME=\"open\n"))).size(), 1);
        QCOMPARE(texts(readSettings(sources(QByteArray("A\0B=1\n", 6)))).size(), 1);
    }

    /// F77: whatever became of the file, it is read or said to be wrong.
    void damagedFilesAreReadOrRefused()
    {
        QByteArray file = sampleSettingsFile();
        file.replace("\n#", "\n");  // everything set
        for (qsizetype length = 0; length < file.size(); length += testing::isLong() ? 1 : 61)
            readSettings(sources(file.left(length)));
        QRandomGenerator random(3);
        for (int i = 0; i < (testing::isLong() ? 10'000 : 150); ++i) {
            QByteArray flipped = file;
            const qsizetype at = random.bounded(int(flipped.size()));
            flipped[at] = char(flipped[at] ^ (1 << random.bounded(8)));
            readSettings(sources(flipped));
        }
        QVERIFY(texts(readSettings(sources("\xef\xbb\xbfSHOP_NAME=Áo\n"))).size() <= 1);
        QCOMPARE(texts(readSettings(sources("API_PORT=8000\nAPI_PORT=x\nLOG_FILES=-1\n"))).size(), 2);
    }

    void secretsHaveNoCommandLineOption()
    {
        const CommandLine line = parseCommandLine({u"tongdai"_s, u"--admin-access-token"_s, u"x"_s}, false);
        QCOMPARE(line.act, CommandLine::Act::Fail);
    }

    void optionsFillTheSources()
    {
        const CommandLine line = parseCommandLine({u"tongdai"_s, u"--data-dir"_s, u"/d"_s, u"--port"_s, u"0"_s,
                                                   u"--ai-service-url"_s, u"http://x"_s, u"--size"_s, u"1366x768"_s},
                                                  true);
        QCOMPARE(line.act, CommandLine::Act::Run);
        QCOMPARE(line.sources.settingsFile, u"/d/settings.conf"_s);
        QCOMPARE(line.sources.options.value(u"API_PORT"_s), u"0"_s);
        QCOMPARE(line.sources.options.value(u"AI_SERVICE_URL"_s), u"http://x"_s);
        QCOMPARE(line.size, QSize(1366, 768));
    }

    void theShippedSampleIsTheTables()
    {
        const QString path = QStringLiteral(TONGDAI_SOURCE_DIR "/resources/settings.sample.conf");
        QCOMPARE(recorded(path, sampleSettingsFile()), sampleSettingsFile());
    }

    void theReadmesTableIsTheTables()
    {
        const QString path = QStringLiteral(TONGDAI_SOURCE_DIR "/README.md");
        const QByteArray readme = readAll(path);
        const qsizetype from = readme.indexOf("\n| Name | Default | Meaning |\n") + 1;
        const qsizetype to = readme.indexOf("|\n\n", from) + 2;
        QVERIFY(from > 0 && to > from);
        const QByteArray wanted = readme.left(from) + readmeSettingsTable() + readme.mid(to);
        QCOMPARE(recorded(path, wanted), wanted);
    }

    void theSampleIsItselfRight()
    {
        QByteArray text = sampleSettingsFile();
        text.replace("\n#API_HOST", "\nAPI_HOST");
        QVERIFY(std::holds_alternative<Settings>(readSettings(sources(text))));
    }
};

TONGDAI_TEST(SettingsTest)

}  // namespace tongdai::app

#include "settings_test.moc"
