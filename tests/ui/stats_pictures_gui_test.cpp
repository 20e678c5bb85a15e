#include "tests/support/test_registry.h"
#include "tests/ui/stats_stage.h"

#include <QDir>
#include <QScrollArea>
#include <QScrollBar>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::StatsStage;

namespace {

void keepStatsPicture(const QString& name, QWidget& widget)
{
    const QImage image = widget.grab().toImage();
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    if (!folder.isEmpty()) QVERIFY(image.save(QDir(folder).filePath(name + u".png"_s)));
    int inked = 0;
    for (int x = 0; x < image.width(); x += 7)
        for (int y = 0; y < image.height(); y += 7)
            inked += image.pixel(x, y) != image.pixel(3, 3) ? 1 : 0;
    QVERIFY2(inked > 200, qPrintable(name));
}

}  // namespace

/// Draws the page as a person would meet it and fails when it comes out empty or does not fit. With
/// TONGDAI_PICTURES=DIR the pictures are kept there for looking at.
class StatsPicturesTest : public QObject {
    Q_OBJECT
private slots:
    void page_data()
    {
        QTest::addColumn<SchemeChoice>("scheme");
        QTest::addColumn<LanguageChoice>("words");
        QTest::addColumn<int>("textScale");
        QTest::addColumn<StatsRange>("range");
        QTest::addColumn<QString>("state");
        QTest::newRow("light-vi") << SchemeChoice::Light << LanguageChoice::Vietnamese << 100 << StatsRange::Today
                                  << u"busy"_s;
        QTest::newRow("dark-en-week") << SchemeChoice::Dark << LanguageChoice::English << 100 << StatsRange::Week
                                      << u"busy"_s;
        QTest::newRow("dark-vi-150") << SchemeChoice::Dark << LanguageChoice::Vietnamese << 150 << StatsRange::Month
                                     << u"busy"_s;
        QTest::newRow("light-en-tables") << SchemeChoice::Light << LanguageChoice::English << 100 << StatsRange::Month
                                         << u"tables"_s;
        QTest::newRow("contrast-en") << SchemeChoice::HighContrast << LanguageChoice::English << 100
                                     << StatsRange::Month << u"busy"_s;
        QTest::newRow("first-day-vi") << SchemeChoice::Light << LanguageChoice::Vietnamese << 100 << StatsRange::Today
                                      << u"empty"_s;
        QTest::newRow("away-en") << SchemeChoice::Light << LanguageChoice::English << 100 << StatsRange::Today
                                 << u"away"_s;
        QTest::newRow("away-later-vi") << SchemeChoice::Dark << LanguageChoice::Vietnamese << 100 << StatsRange::Today
                                       << u"away later"_s;
    }

    void page()
    {
        QFETCH(SchemeChoice, scheme);
        QFETCH(LanguageChoice, words);
        QFETCH(int, textScale);
        QFETCH(StatsRange, range);
        QFETCH(QString, state);
        StatsStage stage(scheme, words, textScale);
        stage.page->setRange(range);
        stage.open();
        if (state == "empty"_L1) stage.statistics.answerEmpty();
        if (state == "away"_L1) stage.statistics.fail(u"could not connect to server: Connection refused"_s);
        if (state == "busy"_L1 || state == "tables"_L1 || state == "away later"_L1) stage.statistics.answerBusy();
        if (state == "tables"_L1) stage.page->showTables(true);
        if (state == "away later"_L1) {
            stage.page->setHeld(true);
            stage.page->setHeld(false);
            stage.statistics.fail(u"could not connect to server: Connection refused"_s);
        }
        StatsStage::settle();
        const QString name = u"stats-"_s + QString::fromLatin1(QTest::currentDataTag());
        keepStatsPicture(name, *stage.page);
        if (state != "busy"_L1) return;
        auto* scroll = stage.page->findChild<QScrollArea*>(u"statsScroll"_s);
        if (!qEnvironmentVariableIsEmpty("TONGDAI_PICTURES")) keepStatsPicture(name + u"-all"_s, *scroll->widget());
        QVERIFY2(scroll->horizontalScrollBar()->maximum() == 0, "nothing beside the page");
    }
};

TONGDAI_TEST(StatsPicturesTest)

}  // namespace tongdai

#include "stats_pictures_gui_test.moc"
