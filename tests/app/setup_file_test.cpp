#include "app/settings/setup_file.h"

#include "app/settings/secrets.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;
using api::ConnectionForm;
using Kind = ConnectionForm::Kind;

class SetupFileTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    SettingSources sources() const
    {
        SettingSources result;
        result.dataDir = m_dir->path();
        result.settingsFile = m_dir->filePath(u"settings.conf"_s);
        result.envFile = m_dir->filePath(u".env"_s);
        return result;
    }
    void write(const QString& name, const QByteArray& text) const
    {
        QFile file(m_dir->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray read(const QString& name) const
    {
        QFile file(m_dir->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static api::SetupChanges postgres(const QString& password)
    {
        ConnectionForm form;
        form.host = u"db.example.org"_s;
        form.database = u"cửa hàng"_s;
        form.user = u"tongdai"_s;
        form.password = password;
        form.tls = false;
        api::SetupChanges changes;
        changes.history = api::SetupChanges::Store{form};
        return changes;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whatIsSavedIsReadBack()
    {
        QCOMPARE(saveSetup(sources(), postgres(u"s3cret"_s)), QString());
        const api::SetupState state = setupStateOf(sources());
        QVERIFY(state.history.has_value());
        QCOMPARE(state.history->form.host, u"db.example.org"_s);
        QCOMPARE(state.history->form.port, quint16(5432));
        QCOMPARE(state.history->form.database, u"cửa hàng"_s);
        QVERIFY(state.history->hasPassword);
        QVERIFY(state.history->form.password.isEmpty());
        const SettingsOrMistakes settings = readSettings(sources());
        QCOMPARE(std::get<Settings>(settings).database->password, u"s3cret"_s);
        QCOMPARE(withSavedPassword(sources(), state.history->form).password, u"s3cret"_s);
    }

    /// The screens have no field for it: what is tried is what the engine would do.
    void aServerIsTriedThroughThePoolerOfTheSettings()
    {
        api::ConnectionForm form;
        form.kind = api::ConnectionForm::Kind::Postgres;
        form.host = u"db.example.org"_s;
        QVERIFY(!withSavedPassword(sources(), form).isPooled);
        write(u"settings.conf"_s, "POSTGRES_POOLED=yes\n");
        QVERIFY(withSavedPassword(sources(), form).isPooled);
        form.isOnlyRead = true;
        QVERIFY(!withSavedPassword(sources(), form).isPooled);
        write(u"settings.conf"_s, "DISPUTE_POSTGRES_POOLED=true\n");
        QVERIFY(withSavedPassword(sources(), form).isPooled);
    }

    void aPlatformIsTriedWithItsTokenAndPath()
    {
        write(u"settings.conf"_s, "PANCAKE_ACTIONS_PATH=/hooks/answers\n");
        api::ConnectionForm form;
        form.kind = api::ConnectionForm::Kind::Platform;
        form.url = QUrl(u"https://platform.example.org"_s);
        const api::ConnectionForm whole = withSavedPassword(sources(), form);
        QCOMPARE(whole.path, u"/hooks/answers"_s);
        QVERIFY(whole.password.size() >= 32);
        QVERIFY(read(u"secrets"_s).contains(whole.password.toUtf8()));
    }

    void passwordsLieOnlyInTheOwnersFile()
    {
        write(u"settings.conf"_s, "POSTGRES_PASSWORD=old\n");
        QCOMPARE(saveSetup(sources(), postgres(u"s3cret"_s)), QString());
        QVERIFY(!read(u"settings.conf"_s).contains("s3cret"));
        QVERIFY(!read(u"settings.conf"_s).contains("PASSWORD"));
        QVERIFY(read(u"secrets"_s).contains("POSTGRES_PASSWORD=s3cret"));
        constexpr auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QCOMPARE(QFile::permissions(m_dir->filePath(u"secrets"_s)) & others, QFile::Permissions());
    }

    void tokensAndPasswordsLiveInOneFile()
    {
        QCOMPARE(saveSetup(sources(), postgres(u"s3cret"_s)), QString());
        const auto first = loadOrCreateSecrets(m_dir->filePath(u"secrets"_s), {});
        QVERIFY(std::holds_alternative<Secrets>(first));
        QVERIFY(read(u"secrets"_s).contains("POSTGRES_PASSWORD=s3cret"));
        QCOMPARE(saveSetup(sources(), postgres(u"changed"_s)), QString());
        const auto again = loadOrCreateSecrets(m_dir->filePath(u"secrets"_s), {});
        QCOMPARE(std::get<Secrets>(again).adminToken, std::get<Secrets>(first).adminToken);
    }

    void commentsUnknownKeysAndLineEndsStay()
    {
        const QByteArray before =
            "# my shop\r\nSOMETHING_ELSE = 'kept' # yes\r\n\r\n#REDIS_HOST=\r\nSHOP_NAME=Mộc "
            "An\r\nREDIS_PORT=1\r\nREDIS_PORT=2\r\n";
        write(u"settings.conf"_s, before);
        ConnectionForm form;
        form.kind = Kind::Redis;
        form.host = u"redis.local"_s;
        form.port = 6380;
        api::SetupChanges changes;
        changes.redis = api::SetupChanges::Store{form};
        QCOMPARE(saveSetup(sources(), changes), QString());
        const QByteArray after = read(u"settings.conf"_s);
        QVERIFY(after.startsWith(
            "# my shop\r\nSOMETHING_ELSE = 'kept' # yes\r\n\r\n#REDIS_HOST=\r\nREDIS_HOST=redis.local\r\nSHOP_NAME=Mộc "
            "An\r\nREDIS_PORT=6380\r\n"));
        QCOMPARE(after.count("REDIS_PORT="), 1);
        QCOMPARE(after.count('\n'), after.count("\r\n"));
    }

    void onlyTimesThatHaveToFitAreSetByName()
    {
        write(u"settings.conf"_s, "PROCESSING_LOCK_TTL=30\nSHOP_NAME=Mộc An\n");
        api::SetupChanges changes;
        changes.values = {{u"PROCESSING_LOCK_TTL"_s, u"60"_s}};
        QCOMPARE(saveSetup(sources(), changes), QString());
        QCOMPARE(read(u"settings.conf"_s), "PROCESSING_LOCK_TTL=60\nSHOP_NAME=Mộc An\n"_ba);
        const SettingsOrMistakes settings = readSettings(sources());
        QCOMPARE(std::get<Settings>(settings).lockTtl, std::chrono::seconds(60));
        changes.values = {{u"CUSTOMER_PAUSE_SECONDS"_s, u"3"_s}, {u"RETAIN_TURNS_DAYS"_s, u"14"_s}};
        QCOMPARE(saveSetup(sources(), changes), QString());
        QCOMPARE(std::get<Settings>(readSettings(sources())).retention.turns, 14);
        changes.values = {{u"ADMIN_ACCESS_TOKEN"_s, u"0123456789012345678901234567890123456789"_s}};
        QVERIFY(saveSetup(sources(), changes).contains(u"cannot be set"_s));
        QVERIFY(!read(u"settings.conf"_s).contains("ADMIN"));
    }

    void whichAnswersAreSentIsReadBack()
    {
        write(u"settings.conf"_s, "SHOP_NAME=Mộc An\n");
        QVERIFY(setupStateOf(sources()).botRule.isOpen());
        api::SetupChanges changes;
        changes.botRule = AnswerRule{80, {u"hỏi_giá"_s, u"ask stock"_s}};
        changes.botRule->channels[u"facebook"_s] = {90, {u"hỏi_giá"_s}};
        changes.botRule->channels[u"web"_s] = {};
        QCOMPARE(saveSetup(sources(), changes), QString());
        QCOMPARE(setupStateOf(sources()).botRule, *changes.botRule);
        QCOMPARE(std::get<Settings>(readSettings(sources())).answerRule, *changes.botRule);
        changes.botRule = AnswerRule();
        QCOMPARE(saveSetup(sources(), changes), QString());
        QVERIFY(setupStateOf(sources()).botRule.isOpen());
        QVERIFY(!read(u"settings.conf"_s).contains("\nBOT_"));
    }

    void backToThisComputerTakesTheServerAway()
    {
        QCOMPARE(saveSetup(sources(), postgres(u"s3cret"_s)), QString());
        api::SetupChanges changes;
        changes.history = api::SetupChanges::Store{};
        QCOMPARE(saveSetup(sources(), changes), QString());
        QVERIFY(!setupStateOf(sources()).history);
        QVERIFY(std::holds_alternative<Settings>(readSettings(sources())));
    }

    void onlyOneDatabaseIsEverNamed()
    {
        QCOMPARE(saveSetup(sources(), postgres(u"s3cret"_s)), QString());
        api::SetupChanges changes = postgres(u"other"_s);
        changes.history->server->kind = Kind::MySql;
        QCOMPARE(saveSetup(sources(), changes), QString());
        const SettingsOrMistakes settings = readSettings(sources());
        QVERIFY(std::holds_alternative<Settings>(settings));
        QCOMPARE(std::get<Settings>(settings).database->kind, DatabaseTarget::Kind::MySql);
    }

    void aKeptPasswordStays()
    {
        QCOMPARE(saveSetup(sources(), postgres(u"s3cret"_s)), QString());
        api::SetupChanges changes = postgres({});
        changes.history->server->keepsPassword = true;
        changes.history->server->host = u"other.example.org"_s;
        QCOMPARE(saveSetup(sources(), changes), QString());
        QCOMPARE(std::get<Settings>(readSettings(sources())).database->password, u"s3cret"_s);
    }

    void oddPasswordsComeBack_data()
    {
        QTest::addColumn<QString>("password");
        for (const QString& password : {u" with spaces "_s, u"a #b"_s, u"#x"_s, u"it's"_s, u"say \"hi\""_s,
                                        u"'quoted'"_s, u"a=b\\c$d%1"_s, u"mật khẩu"_s})
            QTest::newRow(qPrintable(password)) << password;
    }
    void oddPasswordsComeBack()
    {
        QFETCH(const QString, password);
        QCOMPARE(saveSetup(sources(), postgres(password)), QString());
        QCOMPARE(std::get<Settings>(readSettings(sources())).database->password, password);
    }

    /// F77
    void aValueThatCannotBeWrittenChangesNothing()
    {
        write(u"settings.conf"_s, "SHOP_NAME=Mộc An\n");
        for (const QString& password : {u"two\nlines"_s, u"\"it's"_s}) {
            QVERIFY(!saveSetup(sources(), postgres(password)).isEmpty());
            QCOMPARE(read(u"settings.conf"_s), "SHOP_NAME=Mộc An\n"_ba);
        }
        api::SetupChanges changes = postgres(u"s3cret"_s);
        changes.history->server->host = u"a\nSHOP_NAME=stolen"_s;
        QVERIFY(!saveSetup(sources(), changes).isEmpty());
        QCOMPARE(read(u"settings.conf"_s), "SHOP_NAME=Mộc An\n"_ba);
        QVERIFY(!QFile::exists(m_dir->filePath(u"secrets"_s)));
    }

    void whatIsSetElsewhereIsNamed()
    {
        SettingSources given = sources();
        given.environment.insert(u"REDIS_HOST"_s, u"redis"_s);
        given.options[u"API_PORT"_s] = u"0"_s;
        write(u".env"_s, "POSTGRES_HOST=db\nFOREIGN=1\n");
        const QStringList fixed = setupStateOf(given).fixed;
        QCOMPARE(QSet<QString>(fixed.begin(), fixed.end()),
                 (QSet<QString>{u"REDIS_HOST"_s, u"API_PORT"_s, u"POSTGRES_HOST"_s}));
    }

    void aBackupCarriesNoSecrets()
    {
        write(u"settings.conf"_s, "SHOP_NAME=Mộc An\nADMIN_ACCESS_TOKEN=abc\nexport REDIS_PASSWORD='x'\n# end\n");
        QCOMPARE(settingsForBackup(sources().settingsFile), "SHOP_NAME=Mộc An\n# end\n"_ba);
    }

    /// What the Setup page saved must be what the program starts with.
    void whatIsSavedWithoutEncryptionIsNamed()
    {
        write(u"settings.conf"_s, "CLEARTEXT_HOSTS=printer\n");
        api::SetupChanges changes;
        changes.ai = QUrl(u"http://ai.lan:8001"_s);
        changes.platform = QUrl(u"https://platform.example.org"_s);
        ConnectionForm redis;
        redis.kind = Kind::Redis;
        redis.host = u"10.0.0.4"_s;
        changes.redis = api::SetupChanges::Store{redis};
        QCOMPARE(saveSetup(sources(), changes), QString());
        QVERIFY(read(u"settings.conf"_s).contains("CLEARTEXT_HOSTS=printer,10.0.0.4,ai.lan\n"));
        QVERIFY(std::holds_alternative<Settings>(readSettings(sources())));
        changes = {};
        changes.ai = QUrl(u"http://localhost:8001"_s);
        QCOMPARE(saveSetup(sources(), changes), QString());
        QVERIFY(read(u"settings.conf"_s).contains("CLEARTEXT_HOSTS=printer,10.0.0.4,ai.lan\n"));
    }

    void aBackupCarriesNoSecretsInItsComments()
    {
        write(u"settings.conf"_s,
              "# Tokens: see below\n#ADMIN_ACCESS_TOKEN=c2VjcmV0==\n## export REDIS_PASSWORD = 'x\n# JWT_SECRET=\n"
              "# API_PORT=8000\n#\tPOSTGRES_PASSWORD=\"y\"\n");
        QCOMPARE(settingsForBackup(sources().settingsFile), "# Tokens: see below\n# JWT_SECRET=\n# API_PORT=8000\n"_ba);
    }

    /// Whoever made a backup does not decide where the shop's conversations go, who gets in, and with which tokens.
    void aBackupsSettingsBringNoSecretsAndNoAddressesAlong()
    {
        const QByteArray settings =
            "SHOP_NAME=Mộc An\nADMIN_ACCESS_TOKEN=abc\n#JWT_SECRET=old\n"
            "AI_SERVICE_URL=https://ai.example.org\nPOSTGRES_HOST=db.example.org\n"
            "POSTGRES_TLS=off\nAPI_HOST=0.0.0.0\nALLOWED_ORIGINS=https://x.example\n"
            "API_PORT=8123\n";
        const RestoredSettings careful = settingsFromBackup(settings, false);
        QCOMPARE(careful.text, "SHOP_NAME=Mộc An\nAPI_PORT=8123\n"_ba);
        QCOMPARE(careful.secrets, QStringList{u"ADMIN_ACCESS_TOKEN"_s});
        QStringList keys;
        for (const api::ShopSetting& each : careful.addresses)
            keys << each.key;
        QCOMPARE(keys, (QStringList{u"AI_SERVICE_URL"_s, u"POSTGRES_HOST"_s, u"POSTGRES_TLS"_s, u"API_HOST"_s,
                                    u"ALLOWED_ORIGINS"_s}));
        QCOMPARE(careful.addresses.front().value, u"https://ai.example.org"_s);

        const RestoredSettings chosen = settingsFromBackup(settings, true);
        QVERIFY(chosen.text.contains("AI_SERVICE_URL=https://ai.example.org\n"));
        QVERIFY(chosen.text.contains("POSTGRES_HOST=db.example.org\n"));
        QVERIFY2(!chosen.text.contains("TOKEN") && !chosen.text.contains("SECRET"), chosen.text.constData());
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        SettingSources nowhere = sources();
        nowhere.settingsFile = u"/proc/nowhere/settings.conf"_s;
        QVERIFY(!saveSetup(nowhere, postgres(u"s3cret"_s)).isEmpty());
    }
};

TONGDAI_TEST(SetupFileTest)

}  // namespace tongdai::app

#include "setup_file_test.moc"
