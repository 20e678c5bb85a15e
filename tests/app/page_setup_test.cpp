#include "app/settings/secrets.h"
#include "app/settings/settings.h"
#include "app/settings/setup_file.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;

/// Pages at Pancake as the Setup page saves them (features E1).
class PageSetupTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    SettingSources sources() const
    {
        SettingSources sources;
        sources.dataDir = m_dir->path();
        sources.settingsFile = m_dir->filePath(u"settings.conf"_s);
        return sources;
    }
    QString save(const std::vector<api::PageForm>& pages)
    {
        api::SetupChanges changes;
        changes.pages = pages;
        return saveSetup(sources(), changes);
    }
    std::vector<PageTarget> pages() const { return std::get<Settings>(readSettings(sources())).pages; }
    QByteArray settingsText() const
    {
        QFile file(sources().settingsFile);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(std::holds_alternative<Secrets>(loadOrCreateSecrets(m_dir->filePath(u"secrets"_s), {})));
    }

    void eachGetsASecretOfItsOwn()
    {
        QCOMPARE(save({{u"1029"_s, u"facebook"_s, u"Áo Xinh, nữ"_s, u"token-1"_s},
                       {u"tt_0:1:65"_s, u"tiktok"_s, {}, u"token=2"_s}}),
                 QString());
        const std::vector<PageTarget> saved = pages();
        QCOMPARE(saved.size(), 2u);
        QCOMPARE(saved[0].name, u"Áo Xinh nữ"_s);  // a comma would begin another page
        QCOMPARE(saved[1].id, "tt_0:1:65"_ba);
        QCOMPARE(saved[1].token, u"token=2"_s);
        QVERIFY(saved[0].hookSecret.size() >= 32 && saved[0].hookSecret != saved[1].hookSecret);
        for (const QString& secret : {saved[0].token, saved[0].hookSecret, saved[1].hookSecret})
            QVERIFY(!settingsText().contains(secret.toUtf8()));
        const api::SetupState state = setupStateOf(sources());
        QVERIFY((state.pages[0] == api::PageForm{u"1029"_s, u"facebook"_s, u"Áo Xinh nữ"_s, {}}));
    }

    void whatIsNotTypedAgainStays()
    {
        QCOMPARE(save({{u"1029"_s, u"facebook"_s, u"Áo Xinh"_s, u"token-1"_s}, {u"zl_7"_s, u"zalo"_s, {}, u"t2"_s}}),
                 QString());
        const std::vector<PageTarget> before = pages();
        QCOMPARE(save({{u"1029"_s, u"facebook"_s, u"Áo Xinh mới"_s, {}}, {u"zl_7"_s, u"zalo"_s, {}, u"t3"_s}}),
                 QString());
        const std::vector<PageTarget> after = pages();
        QCOMPARE(after[0].name, u"Áo Xinh mới"_s);
        QCOMPARE(after[0].token, u"token-1"_s);
        QCOMPARE(after[0].hookSecret, before[0].hookSecret);
        QCOMPARE(after[1].token, u"t3"_s);
        QCOMPARE(after[1].hookSecret, before[1].hookSecret);
        QCOMPARE(withSavedPassword(sources(), formOf(u"1029"_s)).password, u"token-1"_s);
        QCOMPARE(withSavedPassword(sources(), formOf(u"1029"_s)).url, QUrl(u"https://pages.fm/api/public_api"_s));
    }

    void whatIsRemovedLeavesNoSecret()
    {
        QCOMPARE(save({{u"1029"_s, u"facebook"_s, {}, u"token-1"_s}}), QString());
        QCOMPARE(save({}), QString());
        QVERIFY(pages().empty());
        const auto left = savedPasswords(m_dir->filePath(u"secrets"_s));
        QVERIFY(left && left->isEmpty());
    }

    void whatCannotBeWrittenIsRefused_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("platform");
        QTest::addColumn<QString>("token");
        QTest::newRow("two words") << u"10 29"_s << u"facebook"_s << u"t"_s;
        QTest::newRow("a comma") << u"10,29"_s << u"facebook"_s << u"t"_s;
        QTest::newRow("no id") << QString() << u"facebook"_s << u"t"_s;
        QTest::newRow("no platform") << u"1029"_s << QString() << u"t"_s;
        QTest::newRow("no token") << u"1029"_s << u"facebook"_s << QString();
        QTest::newRow("a token like no token") << u"1029"_s << u"facebook"_s << u"a,b"_s;
        QTest::newRow("an id with a sign of ours") << u"10=29"_s << u"facebook"_s << u"t"_s;
    }
    void whatCannotBeWrittenIsRefused()
    {
        QFETCH(QString, id);
        QFETCH(QString, platform);
        QFETCH(QString, token);
        QVERIFY(!save({{id, platform, u"Áo Xinh"_s, token}}).isEmpty());
        QVERIFY(pages().empty());
    }

private:
    static api::ConnectionForm formOf(const QString& page)
    {
        api::ConnectionForm form;
        form.kind = api::ConnectionForm::Kind::Page;
        form.user = page;
        form.keepsPassword = true;
        return form;
    }
};

TONGDAI_TEST(PageSetupTest)

}  // namespace tongdai::app

#include "page_setup_test.moc"
