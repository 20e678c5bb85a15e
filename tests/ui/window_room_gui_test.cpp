#include "tests/support/fake_desk.h"
#include "tests/support/fake_setup.h"
#include "tests/support/fake_system.h"
#include "tests/support/test_registry.h"
#include "tests/ui/cut_parts.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/system_scheme.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/window_place.h"
#include "ui/live/card/customer_card.h"
#include "ui/live/live_columns.h"
#include "ui/live/thread/thread_view.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_room.h"
#include "ui/shell/rail.h"
#include "ui/shell/rail_button.h"
#include "ui/shell/top_bar.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMap>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QTest>
#include <QTextEdit>
#include <QTimeZone>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class RoomDesktop final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

struct RoomStage {
    RoomStage(LanguageChoice words, int percent, SchemeChoice scheme = SchemeChoice::Light)
    {
        theme.setChoice(scheme);
        theme.setTextScale(percent);
        language.setZone(QTimeZone(7 * 3600));
        language.setChoice(words);
        theme.install();
        desk.fillShop();
        window = std::make_unique<MainWindow>(EngineDoors{desk, system, sample, SetupDoors{tester, works, setup}},
                                              Look{theme, language, [this] { return desk.now; }}, settings);
    }
    ~RoomStage() { theme.setTextScale(100); }
    static void settle()
    {
        for (int round = 0; round < 6; ++round)
            QCoreApplication::processEvents();
    }
    void show(QSize size, const QString& page)
    {
        window->openPage(page);
        window->resize(size);
        window->show();
        QApplication::setActiveWindow(window.get());
        emit desk.ready();
        settle();
        auto* list = window->findChild<QListView*>(u"convList"_s);
        list->setCurrentIndex(list->model()->index(0, 0));
        settle();
    }

    testing::FakeDesk desk;
    testing::FakeSystem system;
    testing::FakeSampleShop sample;
    testing::FakeTester tester;
    testing::FakeWorks works;
    testing::FakeSetupDesk setup;
    RoomDesktop desktop;
    Theme theme{desktop};
    Language language;
    ScreenSettings settings{QString()};
    std::unique_ptr<MainWindow> window;
};

bool wantsPictures()
{
    return qEnvironmentVariableIsSet("TONGDAI_PICTURE_DIR");
}

/// Pictures are kept for whoever wants to look at them when TONGDAI_PICTURE_DIR says where.
void keepRoomPicture(QWidget& window, const QString& name)
{
    const QString dir = qEnvironmentVariable("TONGDAI_PICTURE_DIR");
    if (!dir.isEmpty()) QVERIFY(window.grab().save(QDir(dir).filePath(name + u".png"_s)));
}

}  // namespace

/// The window on the screens that shops have: a laptop of 1366 × 768 with the title bar taken off, at 100 to 200 %, and
/// one of 1024 × 600; and with text at 160 %.
class WindowRoomTest : public QObject {
    Q_OBJECT

private slots:
    void everyPartOfEveryPageIsInSight_data()
    {
        QTest::addColumn<QSize>("room");
        QTest::addColumn<int>("percent");
        QTest::newRow("1366x768 at 100 %") << QSize(1366, 731) << 100;
        QTest::newRow("1366x768 at 125 %") << QSize(1092, 577) << 100;
        QTest::newRow("1366x768 at 150 %") << QSize(910, 475) << 100;
        QTest::newRow("1366x768 at 200 %") << QSize(683, 347) << 100;
        QTest::newRow("1024x600") << QSize(1024, 563) << 100;
        QTest::newRow("1366x768, large text") << QSize(1366, 731) << 160;
        QTest::newRow("1920x1080, large text") << QSize(1920, 1043) << 160;
    }
    void everyPartOfEveryPageIsInSight()
    {
        QFETCH(const QSize, room);
        QFETCH(const int, percent);
        for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
            const bool isEnglish = words == LanguageChoice::English;
            for (const auto scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                // No width depends on it; both are for looking at.
                if (!wantsPictures() && isEnglish != (scheme == SchemeChoice::Dark)) continue;
                RoomStage stage(words, percent, scheme);
                for (const QString& page : stage.window->pageNames()) {
                    stage.show(room, page);
                    QCOMPARE(stage.window->size(), room);
                    const QStringList cut = testing::cutPartsOf(*stage.window);
                    QVERIFY2(cut.isEmpty(), qPrintable(page + u":\n"_s + cut.join(u'\n')));
                    const auto* pages = stage.window->findChild<PageRoom*>();
                    QCOMPARE(pages->verticalScrollBar()->maximum(), 0);
                    QCOMPARE(pages->horizontalScrollBar()->maximum(), 0);
                    keepRoomPicture(*stage.window, u"%1_%2_%3_%4_%5"_s
                                                       .arg(page, isEnglish ? u"en"_s : u"vi"_s,
                                                            scheme == SchemeChoice::Light ? u"light"_s : u"dark"_s)
                                                       .arg(room.width())
                                                       .arg(percent));
                }
            }
        }
    }

    void everySectionAndPaneIsInSight_data()
    {
        QTest::addColumn<QSize>("room");
        QTest::addColumn<int>("percent");
        QTest::newRow("1366x768 at 200 %") << QSize(683, 347) << 100;
        QTest::newRow("1366x768 at 150 %") << QSize(910, 475) << 100;
        QTest::newRow("1024x600") << QSize(1024, 563) << 100;
        QTest::newRow("1366x768, large text") << QSize(1366, 731) << 160;
    }
    void everySectionAndPaneIsInSight()
    {
        QFETCH(const QSize, room);
        QFETCH(const int, percent);
        for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
            RoomStage stage(words, percent,
                            words == LanguageChoice::English ? SchemeChoice::Dark : SchemeChoice::Light);
            const auto verify = [&](const QString& name) {
                stage.settle();
                QCOMPARE(stage.window->size(), room);
                const QStringList cut = testing::cutPartsOf(*stage.window);
                QVERIFY2(cut.isEmpty(), qPrintable(name + u":\n"_s + cut.join(u'\n')));
                keepRoomPicture(*stage.window, u"pane_%1_%2_%3_%4"_s.arg(name)
                                                   .arg(words == LanguageChoice::English ? u"en"_s : u"vi"_s)
                                                   .arg(room.width())
                                                   .arg(percent));
            };
            stage.show(room, u"setup"_s);
            for (const QString& section : {u"history"_s, u"redis"_s, u"services"_s, u"backup"_s}) {
                stage.window->findChild<SetupPage*>()->openSection(section);
                verify(section);
                // What scrolls goes down only: nobody reads sideways.
                for (const QScrollArea* area : stage.window->findChild<SetupPage*>()->findChildren<QScrollArea*>()) {
                    if (area->isVisible()) QVERIFY2(area->horizontalScrollBar()->maximum() == 0, qPrintable(section));
                }
            }
            api::SetupState saved = stage.setup.state();
            saved.needsRestart = true;
            stage.setup.setState(saved);
            verify(u"restart"_s);
            auto* restart = stage.window->findChild<NoticeBar*>(u"restartBar"_s);
            const QWidget* seen = stage.window->findChild<PageRoom*>()->viewport();
            QVERIFY(seen->rect().contains(QRect(restart->mapTo(seen, QPoint()), restart->size())));
            stage.window->openPage(u"system"_s);
            QCOMPARE(stage.window->findChild<QScrollArea*>(u"systemScroll"_s)->horizontalScrollBar()->maximum(), 0);
            stage.window->openPage(u"live"_s);
            if (!stage.window->findChild<CustomerCard*>()->isVisible())
                QTest::keyClick(stage.window.get(), Qt::Key_I, Qt::ControlModifier);
            verify(u"card"_s);
            if (percent == 100) QCOMPARE(stage.window->findChild<PageRoom*>()->horizontalScrollBar()->maximum(), 0);
            QTest::keyClick(stage.window.get(), Qt::Key_E, Qt::ControlModifier);
            auto* box = stage.window->findChild<QLineEdit*>(u"searchBox"_s);
            box->setText(u"giao"_s);
            QTest::keyClick(box, Qt::Key_Return);
            verify(u"search"_s);
            QTest::keyClick(box, Qt::Key_Escape);
            stage.window->findChild<QLineEdit*>(u"filter"_s)->setText(u"nobody at all"_s);
            QTRY_COMPARE(stage.window->findChild<QListView*>(u"convList"_s)->model()->rowCount(), 0);
            verify(u"nothing"_s);
        }
    }

    void theThreadKeepsRoomToRead()
    {
        RoomStage stage(LanguageChoice::Vietnamese, 100);
        stage.show({683, 347}, u"live"_s);
        const auto* thread = stage.window->findChild<ThreadView*>();
        QVERIFY2(thread->height() >= 130, qPrintable(QString::number(thread->height())));
        auto* box = stage.window->findChild<QWidget*>(u"composer"_s);
        for (int line = 0; line < 12; ++line)
            QTest::keyClick(box, Qt::Key_Return, Qt::ShiftModifier);
        stage.settle();
        QVERIFY2(thread->height() >= 90, qPrintable(QString::number(thread->height())));
    }

    void theHintOfALowBoxIsNotCut()
    {
        RoomStage stage(LanguageChoice::Vietnamese, 100);
        stage.show({683, 347}, u"live"_s);
        QTest::keyClick(stage.window.get(), Qt::Key_4, Qt::AltModifier);  // the bot's
        stage.settle();
        auto* list = stage.window->findChild<QListView*>(u"convList"_s);
        list->setCurrentIndex(list->model()->index(0, 0));
        stage.settle();
        const auto* box = stage.window->findChild<QTextEdit*>(u"composer"_s);
        QVERIFY2(box->placeholderText().endsWith(u'…'), qPrintable(box->placeholderText()));
        const int room = box->viewport()->width() - int(2 * box->document()->documentMargin());
        QVERIFY(box->fontMetrics().horizontalAdvance(box->placeholderText()) <= room);
        stage.window->resize(1366, 731);
        stage.settle();
        QVERIFY2(!box->placeholderText().endsWith(u'…'), qPrintable(box->placeholderText()));
    }

    void whereThereIsTooLittleTheRoomScrollsToWhatHasTheFocus()
    {
        RoomStage stage(LanguageChoice::Vietnamese, 160);
        stage.show({683, 347}, u"live"_s);
        QCOMPARE(stage.window->size(), QSize(683, 347));
        auto* pages = stage.window->findChild<PageRoom*>();
        QVERIFY(pages->horizontalScrollBar()->maximum() > 0);
        pages->horizontalScrollBar()->setValue(0);
        const auto isSeen = [pages](const QWidget& part) {
            return QRect(part.mapTo(pages->viewport(), QPoint()), part.size())
                .intersects(pages->viewport()->rect().adjusted(20, 20, -20, -20));
        };
        auto* send = stage.window->findChild<QWidget*>(u"cardToggle"_s);
        QVERIFY(!isSeen(*send));
        for (int press = 0; press < 40 && QApplication::focusWidget() != send; ++press)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), send);
        QVERIFY(isSeen(*send));
    }

    void theCardStandsInPlaceOfTheListWhereThereIsNoRoomForBoth()
    {
        RoomStage stage(LanguageChoice::English, 100);
        stage.show({683, 347}, u"live"_s);
        auto* list = stage.window->findChild<QListView*>(u"convList"_s);
        auto* card = stage.window->findChild<CustomerCard*>();
        QVERIFY(list->isVisible() && !card->isVisible());
        QTest::keyClick(stage.window.get(), Qt::Key_I, Qt::ControlModifier);
        stage.settle();
        QVERIFY(!list->isVisible() && card->isVisible());
        const QStringList cut = testing::cutPartsOf(*stage.window);
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
        card->setFocus();  // from the thread the same key finds words there
        QTest::keyClick(stage.window.get(), Qt::Key_F, Qt::ControlModifier);
        stage.settle();
        QVERIFY(list->isVisible() && !card->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"filter"_s);
    }

    void columnsGrowWithTheText()
    {
        RoomStage stage(LanguageChoice::English, 100);
        stage.show({1920, 1043}, u"live"_s);
        const auto* list = stage.window->findChild<QListView*>(u"convList"_s);
        const int before = list->width();
        for (int step = 0; step < 6; ++step)
            QTest::keyClick(stage.window.get(), Qt::Key_Equal, Qt::ControlModifier);
        stage.settle();
        QCOMPARE(stage.theme.textScale(), 160);
        QVERIFY2(std::abs(list->width() - before * 16 / 10) <= 8, qPrintable(QString::number(list->width())));
    }

    void clockAndCountOfARowStandApart_data()
    {
        QTest::addColumn<int>("percent");
        QTest::newRow("usual") << 100;
        QTest::newRow("large text") << 160;
    }
    void clockAndCountOfARowStandApart()
    {
        QFETCH(const int, percent);
        RoomStage stage(LanguageChoice::Vietnamese, percent);
        stage.show({1366, 731}, u"live"_s);
        const auto* list = stage.window->findChild<QListView*>(u"convList"_s);
        const QRect row = list->visualRect(list->model()->index(1, 0));  // late, and with unread messages
        const QImage image = list->viewport()->grab().toImage();
        const int x = row.right() - 12 - LiveColumns::grown(7);
        int lastOfClock = -1;
        int firstOfCount = -1;
        for (int y = row.top(); y < row.bottom(); ++y) {
            const QColor color = image.pixelColor(x, y);
            if (color == colorOf(Scheme::Light, ColorRole::Danger)) lastOfClock = y;
            if (firstOfCount < 0 && color == colorOf(Scheme::Light, ColorRole::Accent)) firstOfCount = y;
        }
        QVERIFY(lastOfClock > 0 && firstOfCount > 0);
        QVERIFY2(firstOfCount - lastOfClock > 2, qPrintable(QString::number(firstOfCount - lastOfClock)));
    }

    void theRailShowsEveryPageHoweverLowItIs()
    {
        RoomStage stage(LanguageChoice::English, 100);
        stage.show({683, 347}, u"live"_s);
        auto* rail = stage.window->findChild<Rail*>();
        for (int extra = 0; extra < 4; ++extra) {
            QAction* count = rail->addCount(u"extra%1"_s.arg(extra), Glyph::Alert);
            count->setText(u"Extra"_s);
            rail->setCount(*count, 1);
        }
        stage.settle();
        const QList<RailButton*> buttons = rail->findChildren<RailButton*>();
        QVERIFY(buttons.size() >= 7);
        for (const RailButton* button : buttons) {
            if (button->objectName() == u"rail_undelivered"_s) continue;
            QVERIFY2(button->isVisible() && rail->rect().contains(button->geometry()),
                     qPrintable(button->objectName()));
        }
    }

    void aWindowIsNeverLargerThanItsScreen_data()
    {
        QTest::addColumn<QRect>("room");
        QTest::addColumn<QRect>("wanted");
        QTest::addColumn<QRect>("place");
        // A title bar of 37 on top; the place is that of the window without it.
        QTest::newRow("200 %") << QRect(0, 0, 683, 384) << QRect(0, 37, 1366, 768) << QRect(0, 37, 683, 347);
        QTest::newRow("150 %, a panel below")
            << QRect(0, 0, 910, 484) << QRect(100, 100, 1024, 640) << QRect(0, 37, 910, 447);
        QTest::newRow("one of 1024x600") << QRect(0, 0, 1024, 600) << QRect(0, 37, 1366, 768)
                                         << QRect(0, 37, 1024, 563);
        QTest::newRow("fits, half outside")
            << QRect(0, 0, 1920, 1080) << QRect(1500, 900, 1366, 768) << QRect(554, 312, 1366, 768);
        QTest::newRow("fits") << QRect(0, 0, 1920, 1080) << QRect(60, 90, 1366, 768) << QRect(60, 90, 1366, 768);
    }
    void aWindowIsNeverLargerThanItsScreen()
    {
        QFETCH(const QRect, room);
        QFETCH(const QRect, wanted);
        QTEST(placeWithin(room, {0, 37, 0, 0}, wanted), "place");
    }

    void itComesIntoSightWhenItIsShown()
    {
        RoomStage stage(LanguageChoice::English, 100);
        const QRect room = stage.window->screen()->availableGeometry();  // 800 × 800
        stage.window->setGeometry(room.right() - 100, room.bottom() - 100, 1366, 768);
        stage.window->present();
        QTRY_VERIFY(room.contains(stage.window->frameGeometry()));
    }

    void theKeySheetScrollsOnASmallScreen()
    {
        RoomStage stage(LanguageChoice::Vietnamese, 160);
        stage.show({683, 347}, u"live"_s);
        QTest::keyClick(stage.window.get(), Qt::Key_Slash, Qt::ControlModifier);
        stage.settle();
        auto* sheet = stage.window->findChild<KeySheet*>();
        QVERIFY(sheet);
        keepRoomPicture(*sheet, u"keys"_s);
        QVERIFY(sheet->width() <= mostSizeFor(*sheet).width() && sheet->height() <= mostSizeFor(*sheet).height());
        QCOMPARE(sheet->findChild<QScrollArea*>()->horizontalScrollBar()->maximum(), 0);
        sheet->resize(683, 340);
        stage.settle();
        QCOMPARE(sheet->size(), QSize(683, 340));
        auto* close = sheet->findChild<QPushButton*>();
        QVERIFY(sheet->rect().contains(QRect(close->mapTo(sheet, QPoint()), close->size())));
        auto* scroll = sheet->findChild<QScrollArea*>();
        QVERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QTest::keyClick(scroll, Qt::Key_PageDown);
        QVERIFY(scroll->verticalScrollBar()->value() > 0);
    }

    void theKeySheetIsReadColumnByColumn()
    {
        KeyGroup longer{u"Long"_s, {}};
        for (int i = 0; i < 30; ++i)
            longer.lines << KeyLine{u"F%1"_s.arg(i), u"act %1"_s.arg(i)};
        KeySheet sheet({KeyGroup{u"First"_s, {{u"F1"_s, u"help"_s}}}, longer, KeyGroup{u"None"_s, {}}});
        sheet.show();
        RoomStage::settle();
        QMap<QString, QPoint> heads;
        for (const QLabel* label : sheet.findChildren<QLabel*>())
            heads.insert(label->text(), label->mapTo(&sheet, QPoint()));
        QVERIFY(heads.contains(u"Long, continued"_s) && !heads.contains(u"None"_s));
        QVERIFY(heads[u"First"_s].x() <= heads[u"Long"_s].x());
        QVERIFY(heads[u"Long"_s].x() < heads[u"Long, continued"_s].x());
    }

    void aDialogIsNoLargerThanTheScreen()
    {
        RoomStage stage(LanguageChoice::Vietnamese, 160);
        stage.show({683, 347}, u"setup"_s);
        stage.window->findChild<SetupPage*>()->openSection(u"backup"_s);
        stage.settle();
        QTest::mouseClick(stage.window->findChild<QPushButton*>(u"backUp"_s), Qt::LeftButton);
        auto* dialog = stage.window->findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        const QSize most = mostSizeFor(*dialog);
        QVERIFY(dialog->width() <= most.width() && dialog->height() <= most.height());
        dialog->resize(683, 347);
        stage.settle();
        QCOMPARE(dialog->size(), QSize(683, 347));
        keepRoomPicture(*dialog, u"file_dialog"_s);
    }

    void troubleMovesNothingUnderThePointer_data()
    {
        QTest::addColumn<QSize>("room");
        QTest::addColumn<int>("percent");
        QTest::newRow("laptop") << QSize(1366, 731) << 100;
        QTest::newRow("laptop at 200 %") << QSize(683, 347) << 100;
        QTest::newRow("large text") << QSize(1366, 731) << 160;
    }
    void troubleMovesNothingUnderThePointer()
    {
        QFETCH(const QSize, room);
        QFETCH(const int, percent);
        for (const QString& page : {u"live"_s, u"system"_s, u"setup"_s}) {
            RoomStage stage(LanguageChoice::Vietnamese, percent);
            stage.show(room, page);
            const auto places = [&stage] {
                QHash<const QWidget*, QRect> all;
                for (const QWidget* part : stage.window->findChild<PageRoom*>()->findChildren<QWidget*>())
                    all[part] = QRect(part->mapTo(stage.window.get(), QPoint()), part->size());
                return all;
            };
            stage.sample.open();
            stage.settle();
            const auto before = places();
            auto* bar = stage.window->findChild<NoticeBar*>(u"trouble"_s);
            QVERIFY(bar->isHidden());
            stage.system.setState(Part::Redis, PartState::Down, u"connection refused"_s);
            stage.desk.now += 3s;
            emit stage.system.healthChanged(stage.system.health());
            stage.settle();
            QVERIFY(bar->isVisible() && bar->width() > 200);
            QVERIFY(stage.window->findChild<TopBar*>()->rect().contains(
                QRect(bar->mapTo(stage.window->findChild<TopBar*>(), QPoint()), bar->size())));
            const auto after = places();
            for (auto it = before.cbegin(); it != before.cend(); ++it) {
                const bool isOfSystem = page == u"system"_s && it.key()->window() == stage.window.get() &&
                                        !it.key()->inherits("QScrollArea");  // its table says it as well
                if (!isOfSystem) QCOMPARE(after.value(it.key()), it.value());
            }
            keepRoomPicture(*stage.window, u"trouble_%1_%2_%3"_s.arg(page).arg(room.width()).arg(percent));
        }
    }
};

TONGDAI_TEST(WindowRoomTest)

}  // namespace tongdai

#include "window_room_gui_test.moc"
