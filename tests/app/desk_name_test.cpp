#include "app/desk_name.h"

#include "tests/support/test_registry.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;

/// Nobody's name is a login.
class DeskNameTest : public QObject {
    Q_OBJECT

private slots:
    void aLoginIsWrittenAsAName_data()
    {
        QTest::addColumn<QString>("fullName");
        QTest::addColumn<QString>("login");
        QTest::addColumn<QLocale::Language>("language");
        QTest::addColumn<QString>("name");
        QTest::newRow("full name") << u"Nguyễn Thị Lan"_s << u"lan"_s << QLocale::Vietnamese << u"Nguyễn Thị Lan"_s;
        QTest::newRow("one word") << QString() << u"lan"_s << QLocale::Vietnamese << u"Lan"_s;
        QTest::newRow("parts") << QString() << u"lan.nguyen"_s << QLocale::English << u"Lan Nguyen"_s;
        QTest::newRow("only marks") << QString() << u"._-"_s << QLocale::English << u"._-"_s;
        QTest::newRow("none") << QString() << QString() << QLocale::Vietnamese << u"Chủ cửa hàng"_s;
        QTest::newRow("a job") << QString() << u"root"_s << QLocale::Vietnamese << u"Chủ cửa hàng"_s;
        QTest::newRow("a job, in English") << QString() << u"Operator"_s << QLocale::English << u"Shop owner"_s;
    }
    void aLoginIsWrittenAsAName()
    {
        QFETCH(const QString, fullName);
        QFETCH(const QString, login);
        QFETCH(const QLocale::Language, language);
        QTEST(deskNameOf(fullName, login, language), "name");
    }

    void theNameIsInTheLanguageOfTheScreens()
    {
        QTemporaryDir dir;
        const QString screens = dir.filePath(u"screens.ini"_s);
        QCOMPARE(deskLanguage({}, screens), QLocale::system().language());
        QCOMPARE(deskLanguage(u"vi"_s, screens), QLocale::Vietnamese);
        const auto choose = [&screens](const QString& word) {
            QSettings(screens, QSettings::IniFormat).setValue(u"look/language"_s, word);  // as the menu keeps it
        };
        choose(u"vi"_s);
        QCOMPARE(deskLanguage({}, screens), QLocale::Vietnamese);
        QCOMPARE(deskLanguage(u"en"_s, screens), QLocale::English);
        choose(u"en"_s);
        QCOMPARE(deskLanguage({}, screens), QLocale::English);
        QCOMPARE(deskLanguage(u"vi"_s, screens), QLocale::Vietnamese);  // asked for at this start
        choose(u"system"_s);
        QCOMPARE(deskLanguage({}, screens), QLocale::system().language());
    }
};

TONGDAI_TEST(DeskNameTest)

}  // namespace tongdai::app

#include "desk_name_test.moc"
