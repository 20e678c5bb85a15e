#include "tests/support/fake_desk.h"
#include "tests/support/fake_system.h"
#include "tests/support/test_registry.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/system_scheme.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_picture.h"

#include <QApplication>
#include <QDir>
#include <QTest>
#include <QTimeZone>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class LightPictureDesktop final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

struct PictureStage {
    PictureStage(SchemeChoice scheme, LanguageChoice words) : settings(QString())
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.install();
        window = std::make_unique<MainWindow>(EngineDoors{desk, system, sample},
                                              Look{theme, language, [this] { return now; }}, settings);
        system.moveToServer();
    }
    void pass(std::chrono::seconds time)
    {
        now += time;
        emit system.healthChanged(system.health());
    }
    QString sentence() const
    {
        const auto* bar = window->findChild<NoticeBar*>(u"trouble"_s);
        return bar->isHidden() ? QString() : bar->sentence();
    }

    TimePoint now = testing::FakeDesk::shopTime();
    testing::FakeDesk desk;
    testing::FakeSystem system;
    testing::FakeSampleShop sample;
    LightPictureDesktop desktop;
    Theme theme{desktop};
    Language language;
    ScreenSettings settings;
    std::unique_ptr<MainWindow> window;
};

/// What is away at this level.
void enter(HealthLevel level, testing::FakeSystem& system)
{
    switch (level) {
        case HealthLevel::Full: break;
        case HealthLevel::NoRedis:
            system.setState(Part::Redis, PartState::Down, u"connect: Connection refused"_s);
            break;
        case HealthLevel::NoDatabase:
            system.setState(Part::History, PartState::Down, u"could not connect to server: Connection refused"_s);
            system.setWaiting(0, 18);
            break;
        case HealthLevel::NoAi: system.setState(Part::Ai, PartState::Down, u"does not answer"_s); break;
        case HealthLevel::NoChannel:
            system.setState(Part::Platform, PartState::Down, u"does not answer"_s);
            system.setWaiting(7, 0);
            break;
        case HealthLevel::ReadOnly:
            system.setState(Part::History, PartState::Down, u"could not connect to server: Connection refused"_s);
            system.setState(Part::Journal, PartState::Down, u"database or disk is full"_s);
            break;
    }
}

}  // namespace

/// Every step of the ladder as a person meets it, in words and as a picture. With TONGDAI_PICTURES=DIR the pictures are
/// kept there for looking at.
class LevelPicturesTest : public QObject {
    Q_OBJECT
private slots:
    void everyLevel_data();
    void everyLevel();
    void anExchangedHistoryIsSaidOnEveryPage();
    void theJournalsCountIsSaidWhileItGrowsAndWhenItIsDone();
    void aJournalThatCannotBeWrittenIsSaidBeforeItIsNeeded();
};

void LevelPicturesTest::everyLevel_data()
{
    QTest::addColumn<HealthLevel>("level");
    QTest::addColumn<QString>("page");
    QTest::addColumn<SchemeChoice>("scheme");
    QTest::addColumn<LanguageChoice>("words");
    for (int step = 1; step <= 6; ++step) {
        const auto level = HealthLevel(step);
        const QString name = levelName(level);
        const auto row = [&](const QString& page, const QString& look, SchemeChoice scheme, LanguageChoice words) {
            const QString tag = u"level%1_%2_%3_%4"_s.arg(step).arg(name, page, look);
            QTest::newRow(qPrintable(tag)) << level << page << scheme << words;
        };
        row(u"system"_s, u"light_vi"_s, SchemeChoice::Light, LanguageChoice::Vietnamese);
        row(u"system"_s, u"dark"_s, SchemeChoice::Dark, LanguageChoice::English);
        row(u"live"_s, u"light"_s, SchemeChoice::Light, LanguageChoice::English);
        row(u"live"_s, u"dark_vi"_s, SchemeChoice::Dark, LanguageChoice::Vietnamese);
    }
}

void LevelPicturesTest::everyLevel()
{
    QFETCH(const HealthLevel, level);
    QFETCH(const QString, page);
    QFETCH(const SchemeChoice, scheme);
    QFETCH(const LanguageChoice, words);
    PictureStage stage(scheme, words);
    stage.desk.fillShop();
    emit stage.desk.ready();
    QCoreApplication::processEvents();
    enter(level, stage.system);
    stage.pass(3s);
    stage.pass(39s);
    QCOMPARE(stage.system.health().level, level);
    QCOMPARE(stage.sentence().isEmpty(), level == HealthLevel::Full);
    const QImage image = pictureOf(*stage.window, page, QSize(1366, 768));
    QCOMPARE(image.size() / image.devicePixelRatio(), QSize(1366, 768));
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(image.save(QDir(folder).filePath(QString::fromLatin1(QTest::currentDataTag()) + u".png"_s)));
}

/// F41
void LevelPicturesTest::anExchangedHistoryIsSaidOnEveryPage()
{
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    for (const LanguageChoice words : {LanguageChoice::Vietnamese, LanguageChoice::English}) {
        const bool isVietnamese = words == LanguageChoice::Vietnamese;
        PictureStage stage(isVietnamese ? SchemeChoice::Light : SchemeChoice::Dark, words);
        stage.desk.fillShop();
        emit stage.desk.ready();
        QCoreApplication::processEvents();
        stage.system.setAudit({AuditState::Older, 12, stage.now - 1h, stage.now - 2h});
        stage.system.setJournalOrderKnown(false);
        stage.pass(3s);
        QVERIFY2(stage.sentence().contains(isVietnamese ? u"bản cũ"_s : u"older copy"_s), qPrintable(stage.sentence()));
        const QImage image = pictureOf(*stage.window, u"system"_s, QSize(1366, 768));
        const QString name = isVietnamese ? u"exchanged_vi.png"_s : u"exchanged_dark.png"_s;
        if (!folder.isEmpty()) QVERIFY(image.save(QDir(folder).filePath(name)));
    }
}

void LevelPicturesTest::theJournalsCountIsSaidWhileItGrowsAndWhenItIsDone()
{
    PictureStage stage(SchemeChoice::Light, LanguageChoice::English);
    enter(HealthLevel::NoDatabase, stage.system);
    stage.pass(3s);
    QVERIFY2(stage.sentence().contains(u"18 waiting"_s), qPrintable(stage.sentence()));
    stage.language.setChoice(LanguageChoice::Vietnamese);
    stage.pass(1s);
    QVERIFY2(stage.sentence().contains(u"sổ cục bộ"_s), qPrintable(stage.sentence()));
    QVERIFY2(stage.sentence().contains(u"18"_s), qPrintable(stage.sentence()));
    stage.language.setChoice(LanguageChoice::English);
    stage.system.setWaiting(0, 6, 12);
    stage.system.setState(Part::History, PartState::Ok);
    stage.pass(1s);
    QVERIFY2(stage.sentence().contains(u"12 of 18"_s), qPrintable(stage.sentence()));
    stage.system.setWaiting(0, 0, 18);
    stage.pass(1s);
    QVERIFY2(stage.sentence().contains(u"18 of 18"_s), qPrintable(stage.sentence()));
    stage.pass(6s);
    QCOMPARE(stage.sentence(), QString());
}

void LevelPicturesTest::aJournalThatCannotBeWrittenIsSaidBeforeItIsNeeded()
{
    PictureStage stage(SchemeChoice::Light, LanguageChoice::English);
    stage.system.setState(Part::Journal, PartState::Down, u"database or disk is full"_s);
    stage.pass(3s);
    QCOMPARE(stage.system.health().level, HealthLevel::Full);
    QVERIFY2(stage.sentence().contains(u"journal"_s), qPrintable(stage.sentence()));
}

TONGDAI_TEST(LevelPicturesTest)

}  // namespace tongdai

#include "level_pictures_gui_test.moc"
