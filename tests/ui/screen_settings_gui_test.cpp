#include "ui/common/look/screen_settings.h"

#include "tests/support/test_registry.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

class ScreenSettingsTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsSetIsThereNextTime()
    {
        const QTemporaryDir dir;
        const QString file = dir.filePath(u"screens.ini"_s);
        {
            ScreenSettings settings(file);
            settings.setSchemeChoice(SchemeChoice::Dark);
            settings.setLanguageChoice(LanguageChoice::Vietnamese);
            settings.setDensity(Density::Compact);
            settings.setTextScale(130);
            settings.setLayout(u"live"_s, "state"_ba);
            settings.sync();
        }
        const ScreenSettings again(file);
        QCOMPARE(again.schemeChoice(), SchemeChoice::Dark);
        QCOMPARE(again.languageChoice(), LanguageChoice::Vietnamese);
        QCOMPARE(again.density(), Density::Compact);
        QCOMPARE(again.textScale(), 130);
        QCOMPARE(again.layout(u"live"_s), "state"_ba);
    }
    /// F77
    void unknownWordsMeanTheDefault()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"screens.ini"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[look]\nscheme=neon\nlanguage=xx\ndensity=\n");
        file.close();
        const ScreenSettings settings(path);
        QCOMPARE(settings.schemeChoice(), SchemeChoice::FollowSystem);
        QCOMPARE(settings.languageChoice(), LanguageChoice::FollowSystem);
        QCOMPARE(settings.density(), Density::Normal);
        QCOMPARE(settings.textScale(), 100);
    }
    void withoutAFileNothingTouchesTheDisk()
    {
        const QTemporaryDir dir;
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(dir.path()));
        {
            ScreenSettings settings{QString()};
            settings.setTextScale(120);
            settings.sync();
            QCOMPARE(settings.textScale(), 120);
        }
        const QStringList left = QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        QVERIFY(QDir::setCurrent(before));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
    }
};

TONGDAI_TEST(ScreenSettingsTest)

}  // namespace tongdai

#include "screen_settings_gui_test.moc"
