#include "app/settings/secrets.h"
#include "app/settings/settings.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;

/// How the shop's pages at Pancake are named in the settings (contracts/pancake §1).
class PageSettingsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    SettingSources sources(const QByteArray& text)
    {
        QFile file(m_dir.filePath(u"settings.conf"_s));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no settings file");
        file.write(text);
        file.close();
        SettingSources from;
        from.dataDir = m_dir.path();
        from.settingsFile = file.fileName();
        return from;
    }
    QStringList mistakes(const QByteArray& text)
    {
        QStringList said;
        const SettingsOrMistakes result = readSettings(sources(text));
        if (const auto* wrong = std::get_if<std::vector<SettingMistake>>(&result)) {
            for (const SettingMistake& one : *wrong)
                said << one.what;
        }
        return said;
    }

private slots:
    void cleanup() { QFile::remove(m_dir.filePath(u"secrets"_s)); }

    void severalPagesHaveWhatIsTheirs()
    {
        const auto settings =
            std::get<Settings>(readSettings(sources("PANCAKE_PAGES=1029 facebook Áo Xinh, zl_7 Zalo\n"
                                                    "PANCAKE_PAGE_TOKENS=zl_7=token=zalo, 1029=token-fb\n"
                                                    "PANCAKE_WEBHOOK_SECRETS=1029=0123456789abcdef\n")));
        QCOMPARE(settings.pages.size(), size_t(2));
        QCOMPARE(settings.pages[0].id, "1029"_ba);
        QCOMPARE(settings.pages[0].platform, u"facebook"_s);
        QCOMPARE(settings.pages[0].name, u"Áo Xinh"_s);
        QCOMPARE(settings.pages[0].token, u"token-fb"_s);
        QCOMPARE(settings.pages[0].hookSecret, u"0123456789abcdef"_s);
        QCOMPARE(settings.pages[1].id, "zl_7"_ba);
        QCOMPARE(settings.pages[1].platform, u"zalo"_s);
        QCOMPARE(settings.pages[1].token, u"token=zalo"_s);
        QVERIFY(settings.pages[1].hookSecret.isEmpty());
        QCOMPARE(settings.pagesApi, QUrl(u"https://pages.fm/api/public_api"_s));
    }

    void withoutAPageNothingIsAsked()
    {
        const auto settings = std::get<Settings>(readSettings(sources("PANCAKE_TIMEOUT=5\n")));
        QVERIFY(settings.pages.empty());
    }

    void theirSecretsLieWithTheOthers()
    {
        const QString secrets = m_dir.filePath(u"secrets"_s);
        QVERIFY(std::holds_alternative<Secrets>(loadOrCreateSecrets(secrets, {})));
        QVERIFY(!saveSecrets(secrets, {{u"PANCAKE_PAGE_TOKENS"_s, u"1029=aus-dem-fach"_s},
                                       {u"PANCAKE_WEBHOOK_SECRETS"_s, u"1029=0123456789abcdef"_s}}));
        const auto settings = std::get<Settings>(readSettings(sources("PANCAKE_PAGES=1029 facebook\n")));
        QCOMPARE(settings.pages.at(0).token, u"aus-dem-fach"_s);
        QCOMPARE(settings.pages.at(0).hookSecret, u"0123456789abcdef"_s);
    }

    void mistakesAreSaidAndSecretsAreNot_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        const QByteArray page = "PANCAKE_PAGES=1029 facebook\n";
        const QByteArray token = "PANCAKE_PAGE_TOKENS=1029=geheim-1\n";
        QTest::newRow("no token") << page << u"PANCAKE_PAGE_TOKENS"_s;
        QTest::newRow("no platform") << "PANCAKE_PAGES=1029\n"_ba + token << u"1029 facebook"_s;
        QTest::newRow("twice") << "PANCAKE_PAGES=1029 facebook, 1029 zalo\n"_ba + token << u"twice"_s;
        QTest::newRow("no pair") << page + "PANCAKE_PAGE_TOKENS=geheim-1\n" << u"entry 1"_s;
        QTest::newRow("of no page") << page + "PANCAKE_PAGE_TOKENS=1029=geheim-1,5=geheim-2\n" << u"5"_s;
        QTest::newRow("short secret") << page + token + "PANCAKE_WEBHOOK_SECRETS=1029=geheim-3\n" << u"16"_s;
        QTest::newRow("in clear text") << page + token + "PANCAKE_API_URL=http://pancake.example\n"
                                       << u"CLEARTEXT_HOSTS"_s;
    }
    void mistakesAreSaidAndSecretsAreNot()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, word);
        const QStringList said = mistakes(text);
        QVERIFY(!said.isEmpty());
        QVERIFY2(said.join(u'\n').contains(word), qPrintable(said.join(u'\n')));
        QVERIFY2(!said.join(u'\n').contains(u"geheim"_s), qPrintable(said.join(u'\n')));
    }
};

TONGDAI_TEST(PageSettingsTest)

}  // namespace tongdai::app

#include "page_settings_test.moc"
