#include "app/settings/settings.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;

/// How the shop's own system is named in the settings, and Redis as an older system names it (contracts/kiotviet §5).
class ShopSystemSettingsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    SettingsOrMistakes read(const QByteArray& text)
    {
        QFile file(m_dir.filePath(u"settings.conf"_s));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no settings file");
        file.write(text);
        file.close();
        SettingSources sources;
        sources.dataDir = m_dir.path();
        sources.settingsFile = file.fileName();
        return readSettings(sources);
    }
    QString mistake(const QByteArray& text)
    {
        const SettingsOrMistakes result = read(text);
        const auto* mistakes = std::get_if<std::vector<SettingMistake>>(&result);
        return mistakes ? mistakes->front().what : QString();
    }

private slots:
    void isNotAskedUnlessNamed()
    {
        const auto settings = std::get<Settings>(read("KIOTVIET_CLIENT_ID=app\n"));
        QVERIFY(!settings.kiotViet);
        QVERIFY(settings.hasRedis);
    }
    void needsAllThatItsTokenNeeds()
    {
        QVERIFY(mistake("KIOTVIET_RETAILER=aoxinh\n").contains("KIOTVIET_CLIENT_SECRET"_L1));
        const auto settings = std::get<Settings>(
            read("KIOTVIET_RETAILER=aoxinh\nKIOTVIET_CLIENT_ID=app\nKIOTVIET_CLIENT_SECRET=pwd-0\n"));
        QCOMPARE(settings.kiotViet->retailer, u"aoxinh"_s);
        QCOMPARE(settings.kiotViet->api, QUrl(u"https://public.kiotapi.com"_s));
        QCOMPARE(settings.kiotViet->requestsPerHour, 4500);
    }
    void staysBelowTheServicesLimit() { QVERIFY(mistake("KIOTVIET_REQUESTS_PER_HOUR=5000\n").contains("4999"_L1)); }
    void isSpokenToInSecret()
    {
        const QByteArray shop = "KIOTVIET_RETAILER=a\nKIOTVIET_CLIENT_ID=b\nKIOTVIET_CLIENT_SECRET=c\n";
        QVERIFY(mistake(shop + "KIOTVIET_API_URL=http://kiot.example\n").contains("CLEARTEXT_HOSTS"_L1));
        QVERIFY(mistake(shop + "KIOTVIET_TOKEN_URL=http://kiot.example\n").contains("CLEARTEXT_HOSTS"_L1));
        QVERIFY(mistake(shop + "KIOTVIET_API_URL=http://127.0.0.1:9\n").isEmpty());
    }
    void readsRedisFromOneAddress()
    {
        const auto settings = std::get<Settings>(read("REDIS_URL=rediss://desk:p%40ss@redis.example:6380/3\n"));
        QCOMPARE(settings.redis->host, u"redis.example"_s);
        QCOMPARE(settings.redis->port, 6380);
        QCOMPARE(settings.redis->database, 3);
        QCOMPARE(settings.redis->user, u"desk"_s);
        QCOMPARE(settings.redis->password, u"p@ss"_s);
        QVERIFY(settings.redis->tls);
        const auto watched = std::get<Settings>(
            read("REDIS_SENTINELS=localhost:26380, 127.0.0.1\nREDIS_SENTINEL_GROUP=shop\nREDIS_DB=2\n"
                 "REDIS_SENTINEL_PASSWORD=s3cret\n"));
        const std::vector<std::pair<QString, quint16>> sentinels{{u"localhost"_s, 26380}, {u"127.0.0.1"_s, 26379}};
        QVERIFY(watched.redis->sentinels == sentinels);
        QCOMPARE(watched.redis->group, u"shop"_s);
        QCOMPARE(watched.redis->sentinelPassword, u"s3cret"_s);
        QCOMPARE(watched.redis->database, 2);
        const auto local = std::get<Settings>(read("REDIS_URL=redis://localhost:6379/0\n"));
        QVERIFY(local.redis && !local.redis->tls && local.redis->database == 0);
    }
    void refusesAnAddressThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("another kind") << "REDIS_URL=http://localhost\n"_ba;
        QTest::newRow("no host") << "REDIS_URL=redis:///0\n"_ba;
        QTest::newRow("no number") << "REDIS_URL=redis://localhost/zero\n"_ba;
        QTest::newRow("sentinels and a server") << "REDIS_SENTINELS=localhost\nREDIS_HOST=localhost\n"_ba;
        QTest::newRow("sentinels without a port") << "REDIS_SENTINELS=localhost:x\n"_ba;
        QTest::newRow("sentinels in clear text") << "REDIS_SENTINELS=localhost,redis.example\n"_ba;
        QTest::newRow("two of them") << "REDIS_URL=redis://localhost\nREDIS_HOST=localhost\n"_ba;
        QTest::newRow("in clear text over a network") << "REDIS_URL=redis://redis.example\n"_ba;
    }
    void refusesAnAddressThatIsNone()
    {
        QFETCH(QByteArray, text);
        const QString said = mistake(text);
        QVERIFY(said.contains("REDIS_URL"_L1) || said.contains("REDIS_SENTINELS"_L1));
        QVERIFY2(!said.contains("p@ss"_L1), "it may hold a password");
    }
    void goesWithoutRedisWhenToldSo()
    {
        const auto settings = std::get<Settings>(read("REDIS_ENABLED=false\nREDIS_HOST=localhost\n"));
        QVERIFY(!settings.hasRedis && !settings.redis);
    }
};

TONGDAI_TEST(ShopSystemSettingsTest)

}  // namespace tongdai::app

#include "shop_system_settings_test.moc"
