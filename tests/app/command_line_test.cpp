#include "app/command_line.h"

#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

namespace tongdai::app {

using namespace Qt::StringLiterals;

class CommandLineTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

private slots:
    void cleanup() { qunsetenv("POSTGRES_HOST"); }

    /// Whatever is set for the shop of this computer: a picture's made-up customers never write into it.
    void aPictureNeverTouchesARealShop()
    {
        qputenv("POSTGRES_HOST", "db.example.org");
        CommandLine line = parseCommandLine(
            {u"tongdai"_s, u"--screenshot"_s, u"x.png"_s, u"--redis-host"_s, u"redis.example.org"_s,
             u"--pancake-base-url"_s, u"https://platform.example.org"_s, u"--shop-name"_s, u"Mộc An"_s},
            true);
        QCOMPARE(line.act, CommandLine::Act::Run);
        drawFromAShopOfItsOwn(line, m_dir.path());
        QVERIFY(line.sampleShop);
        const auto read = readSettings(line.sources);
        QVERIFY(std::holds_alternative<Settings>(read));
        const auto& settings = std::get<Settings>(read);
        QVERIFY(!settings.database && !settings.redis && settings.platformUrl.isEmpty() && settings.aiUrl.isEmpty());
        QCOMPARE(settings.dataDir, m_dir.path());
        QVERIFY(settings.settingsFile.startsWith(m_dir.path()));
        QCOMPARE(settings.port, 0);
        QCOMPARE(settings.shopName, u"Mộc An"_s);
    }

    /// What the session starts is the shop that was open when the switch was set.
    void theSameShopCanBeStartedAgain()
    {
        const CommandLine plain = parseCommandLine({u"tongdai"_s, u"--minimised"_s, u"--sample"_s}, true);
        QCOMPARE(plain.act, CommandLine::Act::Run);
        QVERIFY(plain.minimised);
        QVERIFY(shopArguments(plain).isEmpty());
        const CommandLine line = parseCommandLine({u"tongdai"_s, u"--data-dir"_s, m_dir.path(), u"--port"_s, u"8123"_s,
                                                   u"--shop-name"_s, u"Mộc An"_s, u"--minimized"_s},
                                                  true);
        QVERIFY(line.minimised);
        const CommandLine again = parseCommandLine(QStringList{u"tongdai"_s} + shopArguments(line), true);
        QCOMPARE(again.act, CommandLine::Act::Run);
        QCOMPARE(again.sources.dataDir, m_dir.path());
        QCOMPARE(again.sources.options, line.sources.options);
        QVERIFY(again.sources.options.contains(u"API_PORT"_s));
    }

    void aPictureOfANamedShopIsRefused_data()
    {
        QTest::addColumn<QString>("option");
        QTest::newRow("data folder") << u"--data-dir"_s;
        QTest::newRow("settings file") << u"--settings"_s;
    }
    void aPictureOfANamedShopIsRefused()
    {
        QFETCH(const QString, option);
        const CommandLine line =
            parseCommandLine({u"tongdai"_s, u"--screenshot"_s, u"x.png"_s, option, m_dir.path()}, true);
        QCOMPARE(line.act, CommandLine::Act::Fail);
        QVERIFY2(line.message.contains("made-up shop"_L1), qPrintable(line.message));
    }
};

TONGDAI_TEST(CommandLineTest)

}  // namespace tongdai::app

#include "command_line_test.moc"
