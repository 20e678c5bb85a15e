#include "ui/live/live_page.h"

#include "tests/support/fake_desk.h"
#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"

#include <QDir>
#include <QLineEdit>
#include <QTimeZone>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::FakeDesk;
using testing::LiveStage;

/// Draws the page as a person would meet it and fails when it comes out empty. With TONGDAI_PICTURES=DIR the pictures
/// are kept there for looking at.
class LivePicturesTest : public QObject {
    Q_OBJECT

    /// The shop's Live page, shown, with one conversation open.
    struct Drawing : LiveStage {
        LivePage page{desk, look()};
        Drawing(SchemeChoice scheme, LanguageChoice words, QSize size, int textScale) : LiveStage(scheme, words)
        {
            theme.setTextScale(textScale);
            desk.fillShop();
            page.resize(size);
            page.show();
            openFirst(page);
        }
    };

    static void keep(const QString& name, const QImage& image)
    {
        const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
        if (!folder.isEmpty()) QVERIFY(image.save(QDir(folder).filePath(name + u".png"_s)));
        int inked = 0;
        for (int x = 0; x < image.width(); x += 7)
            for (int y = 0; y < image.height(); y += 7)
                inked += image.pixel(x, y) != image.pixel(3, 3) ? 1 : 0;
        QVERIFY2(inked > 200, qPrintable(name));
    }

private slots:
    void page_data()
    {
        QTest::addColumn<SchemeChoice>("scheme");
        QTest::addColumn<LanguageChoice>("language");
        QTest::addColumn<Density>("density");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("textScale");
        const QSize usual(1302, 700);  // what the shell leaves of 1366 × 768
        const auto row = [](const char* name, SchemeChoice scheme, LanguageChoice language, Density density, QSize size,
                            int scale) { QTest::newRow(name) << scheme << language << density << size << scale; };
        row("light", SchemeChoice::Light, LanguageChoice::English, Density::Normal, usual, 100);
        row("dark", SchemeChoice::Dark, LanguageChoice::English, Density::Normal, usual, 100);
        row("vietnamese", SchemeChoice::Light, LanguageChoice::Vietnamese, Density::Normal, usual, 100);
        row("compact", SchemeChoice::Light, LanguageChoice::English, Density::Compact, usual, 100);
        row("roomy", SchemeChoice::Dark, LanguageChoice::Vietnamese, Density::Roomy, {1856, 1000}, 100);
        row("smallest", SchemeChoice::Light, LanguageChoice::Vietnamese, Density::Normal, {960, 572}, 100);
        row("large_text", SchemeChoice::Light, LanguageChoice::Vietnamese, Density::Normal, usual, 150);
    }
    void page()
    {
        QFETCH(const SchemeChoice, scheme);
        QFETCH(const LanguageChoice, language);
        QFETCH(const Density, density);
        QFETCH(const QSize, size);
        QFETCH(const int, textScale);
        Drawing drawing(scheme, language, size, textScale);
        drawing.theme.setDensity(density);
        drawing.settle();
        keep(QString::fromLatin1(QTest::currentDataTag()), drawing.page.grab().toImage());
    }

    void search_data()
    {
        QTest::addColumn<SchemeChoice>("scheme");
        QTest::addColumn<LanguageChoice>("language");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("textScale");
        QTest::addColumn<QString>("text");
        const QSize usual(1302, 700);
        const auto row = [](const char* name, SchemeChoice scheme, LanguageChoice language, QSize size, int scale,
                            const QString& text) {
            QTest::newRow(name) << scheme << language << size << scale << text;
        };
        row("search_light", SchemeChoice::Light, LanguageChoice::English, usual, 100, u"size ao"_s);
        row("search_dark", SchemeChoice::Dark, LanguageChoice::Vietnamese, usual, 100, u"giao"_s);
        row("search_begun", SchemeChoice::Light, LanguageChoice::Vietnamese, usual, 100, {});
        row("search_nothing", SchemeChoice::Dark, LanguageChoice::English, usual, 100, u"ngựa vằn channel:zalo"_s);
        row("search_smallest", SchemeChoice::Light, LanguageChoice::Vietnamese, {960, 572}, 100, u"giao"_s);
        row("search_large_text", SchemeChoice::Light, LanguageChoice::Vietnamese, usual, 150, u"giao"_s);
    }
    void search()
    {
        QFETCH(const SchemeChoice, scheme);
        QFETCH(const LanguageChoice, language);
        QFETCH(const QSize, size);
        QFETCH(const int, textScale);
        QFETCH(const QString, text);
        Drawing drawing(scheme, language, size, textScale);
        QTest::keyClick(&drawing.page, Qt::Key_E, Qt::ControlModifier);
        auto* const box = drawing.page.findChild<QLineEdit*>(u"searchBox"_s);
        box->setText(text);
        QTest::keyClick(box, Qt::Key_Return);
        drawing.settle();
        QTest::keyClick(box, Qt::Key_Down);
        drawing.settle();
        keep(QString::fromLatin1(QTest::currentDataTag()), drawing.page.grab().toImage());
    }

    void emptyDesk()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::English);
        LivePage page(stage.desk, stage.look());
        page.resize(1302, 700);
        page.show();
        stage.settle();
        keep(u"empty"_s, page.grab().toImage());
    }

    void storeDown()
    {
        LiveStage stage(SchemeChoice::Dark, LanguageChoice::English);
        stage.desk.failNext(api::DeskError::StoreDown);
        LivePage page(stage.desk, stage.look());
        page.resize(1302, 700);
        page.show();
        stage.settle();
        keep(u"store_down"_s, page.grab().toImage());
    }

    void historyAway()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        LivePage page(stage.desk, stage.look());
        page.resize(960, 570);
        page.show();
        HealthSnapshot health;
        health.level = HealthLevel::NoDatabase;
        health.parts.push_back({Part::History, PartState::Down, {}, {}, {}, {}, {}});
        page.setHealth(health);
        stage.settle();
        keep(u"history_away"_s, page.grab().toImage());
    }
};

TONGDAI_TEST(LivePicturesTest)

}  // namespace tongdai

#include "live_pictures_gui_test.moc"
