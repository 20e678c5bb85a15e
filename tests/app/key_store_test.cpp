#include "app/settings/key_store.h"
#include "app/settings/secrets.h"
#include "app/start_up.h"
#include "tests/support/secret_service.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tongdai::app {

using namespace Qt::StringLiterals;
using testing::SecretService;
using Mood = SecretService::Mood;

/// F78: secrets in the desktop's key store, and a store that is locked, away, slow or says no. On a session bus of the
/// test's own.
class KeyStoreTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_service = std::make_unique<SecretService>();
        // Whatever desktop this test is started in.
        for (const char* name : {"XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "KDE_SESSION_VERSION", "KDE_FULL_SESSION"})
            qunsetenv(name);
        QVERIFY2(m_service->start(), qPrintable(m_service->problem()));
    }
    void cleanupTestCase() { m_service.reset(); }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_service->setMood(Mood::Open);
        m_service->forgetAll();
    }

    void theyMoveInAndOut()
    {
        const Secrets first = made();
        QCOMPARE(bringSecretsTo(SecretsPlace::OpenKeyStore, path()), QString());
        QVERIFY2(!fileText().contains(first.adminToken.toUtf8()), fileText().constData());
        QCOMPARE(QFileInfo(path()).permissions() & 0x0077, QFile::Permissions());
        QCOMPARE(m_service->passwords().size(), 1);
        QVERIFY(m_service->passwords().constFirst().contains(first.evidenceKey));
        verifySame(first);

        QVERIFY(!saveSecrets(path(), {{u"REDIS_PASSWORD"_s, u"mật khẩu mới"_s}}));
        QCOMPARE(savedPasswords(path())->value(u"REDIS_PASSWORD"_s), u"mật khẩu mới"_s);
        QVERIFY(!fileText().contains("REDIS_PASSWORD"));
        QCOMPARE(m_service->passwords().size(), 1);

        QCOMPARE(bringSecretsTo(SecretsPlace::File, path()), QString());
        QVERIFY(fileText().contains(first.adminToken.toUtf8()));
        QCOMPARE(QFileInfo(path()).permissions() & 0x0077, QFile::Permissions());
        QVERIFY(m_service->passwords().isEmpty());
        verifySame(first);
        QCOMPARE(savedPasswords(path())->value(u"REDIS_PASSWORD"_s), u"mật khẩu mới"_s);
    }

    /// In a session whose wallet cannot be asked without asking its owner, they stay in the file.
    void theyStayInTheFileOnAnotherDesktop()
    {
        const Secrets first = made();
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        const QString said = bringSecretsTo(SecretsPlace::OpenKeyStore, path());
        qunsetenv("XDG_CURRENT_DESKTOP");
        QCOMPARE(said, QString());
        QVERIFY(m_service->passwords().isEmpty());
        verifySame(first);
    }

    /// What cannot be read whole is not taken for empty, and is not written over.
    void aFileThatCannotBeReadIsLeftAlone()
    {
        QFile large(path());
        QVERIFY(large.open(QIODevice::WriteOnly));
        large.write("EVIDENCE_KEY=" + QByteArray(100'000, 'x') + '\n');
        large.close();
        QVERIFY(large.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(std::holds_alternative<SecretsProblem>(loadOrCreateSecrets(path(), {})));
        QVERIFY(saveSecrets(path(), {{u"REDIS_PASSWORD"_s, u"x"_s}}));
        QVERIFY(!bringSecretsTo(SecretsPlace::KeyStore, path()).isEmpty());
        QVERIFY(fileText().size() > 100'000);
        // And what holds none is not moved in their place.
        QVERIFY(QFile::remove(path()));
        QVERIFY(large.open(QIODevice::WriteOnly));
        large.write("# nothing yet\n");
        large.close();
        QVERIFY(large.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(!bringSecretsTo(SecretsPlace::KeyStore, path()).isEmpty());
        QVERIFY(m_service->passwords().isEmpty());
    }

    /// Nobody is asked for the sake of moving, and nothing is lost where it cannot be.
    void theyStayInTheFileWhereNoStoreIsOpen_data()
    {
        QTest::addColumn<int>("mood");
        QTest::newRow("F78 locked") << int(Mood::Locked);
        QTest::newRow("F78 denied") << int(Mood::Denies);
    }
    void theyStayInTheFileWhereNoStoreIsOpen()
    {
        QFETCH(const int, mood);
        const Secrets first = made();
        const QByteArray before = fileText();
        m_service->setMood(Mood(mood));
        const QString said = bringSecretsTo(SecretsPlace::OpenKeyStore, path());
        QCOMPARE(said.isEmpty(), Mood(mood) == Mood::Locked);
        QVERIFY(!bringSecretsTo(SecretsPlace::KeyStore, path()).isEmpty());
        QCOMPARE(m_service->questionCount(), 0);
        QCOMPARE(fileText(), before);
        verifySame(first);
    }

    /// No file names the new entry then: with every password in it, it would lie there for good.
    void whatCannotBeReadBackIsTakenAway_data()
    {
        QTest::addColumn<int>("mood");
        QTest::newRow("F78 kept closed") << int(Mood::KeepsClosed);
        QTest::newRow("F78 garbled") << int(Mood::Garbles);
    }
    void whatCannotBeReadBackIsTakenAway()
    {
        QFETCH(const int, mood);
        const Secrets first = made();
        const QByteArray before = fileText();
        m_service->setMood(Mood(mood));
        QVERIFY(!bringSecretsTo(SecretsPlace::KeyStore, path()).isEmpty());
        QVERIFY(m_service->passwords().isEmpty());
        QCOMPARE(fileText(), before);
        verifySame(first);
    }

    /// New ones would lock out every program that has the old ones, and evidence would have another signature.
    void noNewOnesAreMadeInTheirStead_data()
    {
        QTest::addColumn<int>("mood");
        QTest::addColumn<bool>("isGone");
        QTest::addColumn<QString>("words");
        QTest::newRow("F78 locked") << int(Mood::Locked) << false << u"is locked"_s;
        QTest::newRow("F78 denied") << int(Mood::Denies) << false << u"not for you"_s;
        QTest::newRow("F78 silent") << int(Mood::Silent) << false << u"does not answer"_s;
        QTest::newRow("F78 emptied") << int(Mood::Open) << true << u"no longer has"_s;
    }
    void noNewOnesAreMadeInTheirStead()
    {
        QFETCH(const int, mood);
        QFETCH(const bool, isGone);
        QFETCH(const QString, words);
        const Secrets first = made();
        QCOMPARE(bringSecretsTo(SecretsPlace::KeyStore, path()), QString());
        const QByteArray pointer = fileText();
        m_service->setMood(Mood(mood));
        if (isGone) m_service->forgetAll();

        const KeyStoreUse shortly{Mood(mood) == Mood::Silent ? std::chrono::milliseconds(1'500)
                                                             : KeyStoreUse().patience};
        const auto problem = secretsOutOfReach(path(), shortly);
        QVERIFY(problem);
        QVERIFY2(problem->isAway && problem->what.contains(words), qPrintable(problem->what));
        if (Mood(mood) != Mood::Silent) {  // the same way with the patience of every day
            QVERIFY(std::holds_alternative<SecretsProblem>(loadOrCreateSecrets(path(), {})));
            QVERIFY(saveSecrets(path(), {{u"REDIS_PASSWORD"_s, u"x"_s}}));
            QVERIFY(!savedPasswords(path()));
            QVERIFY(!bringSecretsTo(SecretsPlace::File, path()).isEmpty());
        }
        QCOMPARE(fileText(), pointer);
        if (isGone) return;
        m_service->setMood(Mood::Open);
        QVERIFY(!secretsOutOfReach(path(), {}));
        verifySame(first);
    }

    /// F78: what was asked in vain is waited for no more, and does not stand in the way of what is asked after it.
    void oneUnansweredQuestionLeavesTheNextOneItsTurn()
    {
        using Outcome = KeyStoreAnswer::Outcome;
        constexpr std::chrono::milliseconds kShort{1'000};
        constexpr std::chrono::milliseconds kLong{15'000};  // less than the bus waits for an answer
        QCOMPARE(writeKeyStore(u"one"_s, u"first"_s, kLong).outcome, Outcome::Done);
        m_service->setMood(Mood::Forgetful);
        QCOMPARE(readKeyStore(u"one"_s, kShort, false).outcome, Outcome::TooSlow);
        QCOMPARE(writeKeyStore(u"two"_s, u"lost"_s, kShort).outcome, Outcome::TooSlow);
        QCOMPARE(eraseFromKeyStore(u"one"_s, kShort).outcome, Outcome::TooSlow);
        m_service->setMood(Mood::Open);
        const KeyStoreAnswer read = readKeyStore(u"one"_s, kLong, false);
        QCOMPARE(read.outcome, Outcome::Done);
        QCOMPARE(read.text, u"first"_s);
        QCOMPARE(writeKeyStore(u"one"_s, u"second"_s, kLong).outcome, Outcome::Done);
        QCOMPARE(readKeyStore(u"one"_s, kLong, false).text, u"second"_s);
    }

    /// F78: the key store carries out at last what was given up, when a newer one has long been kept.
    void whatIsKeptLateOvertakesNothingNewer()
    {
        const Secrets first = made();
        QCOMPARE(bringSecretsTo(SecretsPlace::KeyStore, path()), QString());
        m_service->setMood(Mood::Late);
        QVERIFY(saveSecrets(path(), {{u"REDIS_PASSWORD"_s, u"cũ"_s}}, {std::chrono::milliseconds(1'000)}));
        QVERIFY(!savedPasswords(path())->contains(u"REDIS_PASSWORD"_s));
        m_service->setMood(Mood::Open);
        QVERIFY(!saveSecrets(path(), {{u"REDIS_PASSWORD"_s, u"mới"_s}}));
        QCOMPARE(m_service->passwords().size(), 1);
        m_service->keepWhatWaits();
        QCOMPARE(savedPasswords(path())->value(u"REDIS_PASSWORD"_s), u"mới"_s);
        verifySame(first);
    }

    /// F78: with a window the desktop may ask; without one nothing is asked that nobody would see.
    void aWindowLetsTheDesktopAsk()
    {
        const Secrets first = made();
        QCOMPARE(bringSecretsTo(SecretsPlace::KeyStore, path()), QString());
        m_service->setMood(Mood::AsksAndOpens);
        QVERIFY(secretsOutOfReach(path(), {}));
        QCOMPARE(m_service->questionCount(), 0);
        QVERIFY(!secretsOutOfReach(path(), {KeyStoreUse().patience, true}));
        QCOMPARE(m_service->questionCount(), 1);
        verifySame(first);
        m_service->setMood(Mood::Locked);
        const auto turnedAway = secretsOutOfReach(path(), {KeyStoreUse().patience, true});
        QVERIFY(turnedAway && turnedAway->what.contains("is locked"_L1));
        QCOMPARE(m_service->questionCount(), 1);
    }

    /// F78: no session bus at all, as on a server: nothing is asked, and what lies in the file is used.
    void withoutABusTheFileServes()
    {
        const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        const Secrets first = made();
        QCOMPARE(bringSecretsTo(SecretsPlace::OpenKeyStore, path()), QString());
        QVERIFY(fileText().contains(first.adminToken.toUtf8()));
        verifySame(first);
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QCOMPARE(bringSecretsTo(SecretsPlace::KeyStore, path()), QString());
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        const auto problem = secretsOutOfReach(path(), {});
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QVERIFY(problem && problem->what.contains("here is none"_L1));
    }

    /// Through the whole start: a window moves them in, the engine alone reads them there, says what is wrong with a
    /// locked one, and brings them back when told to.
    void aStartUsesIt()
    {
        CommandLine line;
        line.sources.dataDir = m_dir->path();
        line.sources.settingsFile = m_dir->filePath(u"settings.conf"_s);
        line.sources.options[u"API_PORT"_s] = u"0"_s;
        const auto adminOf = [&]() -> QString {
            const auto started = startUp(line, false);
            const auto* failure = std::get_if<StartUpFailure>(&started);
            if (failure) return QString::number(failure->exitCode) + u": "_s + failure->text;
            return std::get<StartedUp>(started).engine.adminToken;
        };
        const QString first = adminOf();
        QVERIFY(first.size() > 40);
        QVERIFY(fileText().contains(first.toUtf8()));  // no window, no move
        line.hasWindow = true;
        QCOMPARE(adminOf(), first);
        QVERIFY(fileText().contains(first.toUtf8()));  // a shop that has run without one may do so again
        line.sources.options[u"SECRETS_IN"_s] = u"key-store"_s;
        QCOMPARE(adminOf(), first);
        QVERIFY(!fileText().contains(first.toUtf8()));
        line.sources.options.remove(u"SECRETS_IN"_s);
        line.hasWindow = false;
        QCOMPARE(adminOf(), first);
        m_service->setMood(Mood::Locked);
        const QString refused = adminOf();
        QVERIFY2(refused.startsWith(u"%1: The key store of this desktop is locked"_s.arg(kExitNoSecrets)),
                 qPrintable(refused));
        m_service->setMood(Mood::Open);
        line.sources.options[u"SECRETS_IN"_s] = u"file"_s;
        QCOMPARE(adminOf(), first);
        QVERIFY(fileText().contains(first.toUtf8()));
        QVERIFY(m_service->passwords().isEmpty());

        // A new shop, begun with a window.
        m_dir = std::make_unique<QTemporaryDir>();
        line.sources.dataDir = m_dir->path();
        line.sources.settingsFile = m_dir->filePath(u"settings.conf"_s);
        line.sources.options.remove(u"SECRETS_IN"_s);
        line.hasWindow = true;
        const QString second = adminOf();
        QVERIFY(second.size() > 40);
        QVERIFY(!fileText().contains(second.toUtf8()));
        QCOMPARE(m_service->passwords().size(), 1);
        QCOMPARE(adminOf(), second);
    }

    /// F78: the desktop's bus goes, and customers are served on. The last one: GLib knows one session bus a process.
    void theProgramOutlivesItsBus()
    {
        const Secrets first = made();
        QCOMPARE(bringSecretsTo(SecretsPlace::KeyStore, path()), QString());
        m_service.reset();  // GLib's way of saying so is SIGTERM
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_dir->filePath(u"gone"_s).toUtf8());
        QVERIFY(secretsOutOfReach(path(), {}));
        QVERIFY(!first.adminToken.isEmpty());
    }

private:
    QString path() const { return m_dir->filePath(u"secrets"_s); }
    QByteArray fileText() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    Secrets made() const { return std::get<Secrets>(loadOrCreateSecrets(path(), {})); }
    void verifySame(const Secrets& first) const
    {
        const auto read = loadOrCreateSecrets(path(), {});
        QVERIFY(std::holds_alternative<Secrets>(read));
        const auto& again = std::get<Secrets>(read);
        QCOMPARE(again.adminToken, first.adminToken);
        QCOMPARE(again.jwtSecret, first.jwtSecret);
        QCOMPARE(again.evidenceKey, first.evidenceKey);
        QVERIFY(again.made.isEmpty());
    }

    std::unique_ptr<SecretService> m_service;
    std::unique_ptr<QTemporaryDir> m_dir;
};

TONGDAI_TEST(KeyStoreTest)

}  // namespace tongdai::app

#include "key_store_test.moc"
