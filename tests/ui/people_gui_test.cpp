#include "tests/support/fake_people.h"
#include "tests/support/fake_setup.h"
#include "tests/support/test_registry.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/role_label.h"
#include "ui/live/conversation_pane.h"
#include "ui/people/sign_in_cover.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The real window with people, over fakes of the engine.
struct PeopleStage {
    explicit PeopleStage(bool isAlone = false, LanguageChoice words = LanguageChoice::English,
                         SchemeChoice scheme = SchemeChoice::Light)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.install();
        desk.fillShop();
        isAlone ? people.sitAlone() : people.openShopOfThree();
        makeWindow();
    }
    void makeWindow()
    {
        window.reset();
        EngineDoors doors{desk, system, sample, SetupDoors{tester, works, setup}, &statistics};
        doors.people = &people;
        window = std::make_unique<MainWindow>(doors, Look{theme, language, [this] { return desk.now; }}, settings);
        window->setShopName(u"Shop Hoa Sen"_s);
        window->resize(1366, 768);
        window->show();
        QApplication::setActiveWindow(window.get());
        WindowStage::settle();
    }
    template <class W>
    W* child(const QString& name) const
    {
        return window->findChild<W*>(name);
    }
    /// As the administrator.
    void openPeople()
    {
        signIn(QStringLiteral("hạnh"), people.password);
        makeWindow();
        window->openPage(QStringLiteral("setup"));
        auto* sections = child<QListWidget>(QStringLiteral("sections"));
        sections->setCurrentRow(sections->count() - 1);
        WindowStage::settle();
    }
    SignInCover& cover() const { return *child<SignInCover>(u"signInCover"_s); }
    /// As an input method does: keyClicks() knows no Vietnamese.
    static void type(const QString& text)
    {
        QInputMethodEvent typed;
        typed.setCommitString(text);
        QApplication::sendEvent(QApplication::focusWidget(), &typed);
    }
    static void press(Qt::Key key, Qt::KeyboardModifiers with = {})
    {
        QWidget* const to = QApplication::focusWidget() ? QApplication::focusWidget() : QApplication::activeWindow();
        QTest::keyClick(to, key, with);
        WindowStage::settle();
    }
    /// By keys alone, from the first field on.
    void signIn(const QString& name, const QString& password)
    {
        type(name);
        press(Qt::Key_Tab);
        type(password);
        press(Qt::Key_Return);
    }
    QString trouble() const
    {
        const auto* label = child<RoleLabel>(u"signInTrouble"_s);
        return label->isVisibleTo(window.get()) ? label->text() : QString();
    }

    FakePeople people;
    FakeDesk desk;
    FakeSystem system;
    FakeSampleShop sample;
    FakeStatistics statistics;
    FakeTester tester;
    FakeWorks works;
    FakeSetupDesk setup;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    ScreenSettings settings{QString()};
    std::unique_ptr<MainWindow> window;
};

}  // namespace

class PeopleGuiTest : public QObject {
    Q_OBJECT
private slots:
    void oneAloneSeesNoSignIn()
    {
        PeopleStage stage(true);
        QVERIFY(!stage.cover().isVisible());
        QVERIFY(stage.window->pageNames().contains(u"setup"_s));
        // Ctrl+L hides what is on screen; without a password Enter shows it again.
        PeopleStage::press(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(stage.cover().isVisible());
        QVERIFY(stage.cover().geometry().contains(stage.window->rect()));
        PeopleStage::press(Qt::Key_Return);
        QVERIFY(!stage.cover().isVisible());
    }

    /// A store that is away for a moment loses nobody's password: what is waited for is said, and it goes on by itself.
    void waitsForAStoreThatIsAway()
    {
        PeopleStage stage;
        const api::DeskFailure away{api::DeskError::StoreDown, u"could not connect to server: Connection refused"_s};
        stage.people.away = {away, away};
        stage.signIn(u"lan"_s, stage.people.password);
        QVERIFY2(stage.trouble().contains(u"Connection refused"_s), qPrintable(stage.trouble()));
        QVERIFY2(stage.trouble().endsWith(u"You are signed in as soon as it does."_s), qPrintable(stage.trouble()));
        QVERIFY(!stage.child<QLineEdit>(u"signInPassword"_s)->text().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!stage.cover().isVisible(), 30'000);
        QCOMPARE(stage.people.now.me->id, OperatorId("lan"));
    }

    void theWaitForAStoreCanBeGivenUp()
    {
        PeopleStage stage;
        stage.people.away = {3, api::DeskFailure{api::DeskError::StoreDown, {}}};
        stage.signIn(u"lan"_s, stage.people.password);
        QVERIFY(!stage.trouble().isEmpty());
        QVERIFY(stage.child<QPushButton>(u"signInOther"_s)->isEnabled());
        PeopleStage::press(Qt::Key_Return);  // whoever is impatient gives nothing up
        QVERIFY(!stage.trouble().isEmpty());
        PeopleStage::press(Qt::Key_Escape);
        QVERIFY(stage.trouble().isEmpty());
        QVERIFY(stage.child<QLineEdit>(u"signInPassword"_s)->isEnabled());
        QVERIFY(!stage.child<QPushButton>(u"signInOther"_s)->isVisible());
        QCOMPARE(stage.people.withdrawn, 1);  // what is on its way lets nobody in
        const size_t left = stage.people.away.size();
        QTest::qWait(2500);  // longer than it takes to ask again
        QCOMPARE(stage.people.away.size(), left);
        stage.people.away.clear();
        PeopleStage::press(Qt::Key_Return);
        QTRY_VERIFY(!stage.cover().isVisible());
        QCOMPARE(stage.people.withdrawn, 1);
    }

    void signsInByKeyboard()
    {
        PeopleStage stage;
        QVERIFY(stage.cover().isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"signInName"_s);
        stage.signIn(u"lan"_s, u"sai"_s);
        QCOMPARE(stage.trouble(), u"This name and password do not match."_s);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"signInPassword"_s);
        PeopleStage::type(stage.people.password);
        PeopleStage::press(Qt::Key_Return);
        QVERIFY(!stage.cover().isVisible());
        QCOMPARE(stage.people.now.me->id, OperatorId("lan"));
    }

    /// Nothing below the cover hears a key, not even its shortcuts.
    void coversTheWholeWindow()
    {
        PeopleStage stage;
        const QString before = stage.window->windowTitle();
        for (const Qt::Key key : {Qt::Key_5, Qt::Key_6, Qt::Key_E, Qt::Key_Slash})
            PeopleStage::press(key, Qt::ControlModifier);
        QCOMPARE(stage.window->windowTitle(), before);
        QVERIFY(stage.window->findChildren<QDialog*>().isEmpty());
        for (int i = 0; i < 8; ++i) {
            PeopleStage::press(Qt::Key_Tab);
            QVERIFY(stage.cover().isAncestorOf(QApplication::focusWidget()));
        }
        stage.signIn(u"hạnh"_s, stage.people.password);
        stage.people.lock();
        WindowStage::settle();
        for (int i = 0; i < 5; ++i) {
            PeopleStage::press(Qt::Key_Tab, Qt::ShiftModifier);
            QVERIFY(stage.cover().isAncestorOf(QApplication::focusWidget()));
        }
    }

    void waitsAfterTooManyFailures()
    {
        PeopleStage stage;
        stage.people.wait = 9s;
        stage.signIn(u"lan"_s, u"sai"_s);
        QVERIFY2(stage.trouble().startsWith(u"Too many wrong passwords"_s), qPrintable(stage.trouble()));
        QVERIFY(!stage.child<QPushButton>(u"signInAccept"_s)->isEnabled());
        PeopleStage::type(stage.people.password);
        PeopleStage::press(Qt::Key_Return);
        QVERIFY(!stage.people.now.me);
    }

    void choosesAPasswordOfOnesOwn()
    {
        PeopleStage stage;
        stage.people.people.people[1].mustChangePassword = true;
        stage.signIn(u"lan"_s, stage.people.password);
        QVERIFY(stage.cover().isVisible());
        QVERIFY(stage.child<QLineEdit>(u"signInPassword"_s)->isHidden());
        stage.child<QLineEdit>(u"newPassword"_s)->setFocus();
        PeopleStage::type(u"một mật khẩu"_s);
        PeopleStage::press(Qt::Key_Tab);
        PeopleStage::type(u"khác hẳn"_s);
        PeopleStage::press(Qt::Key_Return);
        QCOMPARE(stage.trouble(), u"The two new passwords are not the same."_s);
        stage.child<QLineEdit>(u"newPasswordAgain"_s)->clear();
        PeopleStage::type(u"một mật khẩu"_s);
        PeopleStage::press(Qt::Key_Return);
        QVERIFY(!stage.cover().isVisible());
        QCOMPARE(stage.people.password, u"một mật khẩu"_s);
    }

    void showsEachRoleItsPages_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("pages");
        QTest::newRow("administrator") << u"hạnh"_s << QStringList{u"live"_s, u"stats"_s, u"system"_s, u"setup"_s};
        QTest::newRow("operator") << u"lan"_s << QStringList{u"live"_s, u"system"_s};
        QTest::newRow("auditor") << u"minh"_s << QStringList{u"live"_s, u"stats"_s, u"system"_s};
    }

    void showsEachRoleItsPages()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, pages);
        PeopleStage stage;
        stage.signIn(name, stage.people.password);
        stage.makeWindow();  // as the console does for everybody who sits down
        QCOMPARE(stage.window->pageNames(), pages);
    }

    /// From alone to two people, by keyboard: a password, the first administrator, somebody let in.
    void letsTheSecondPersonIn()
    {
        PeopleStage stage(true);
        stage.window->openPage(u"setup"_s);
        auto* sections = stage.child<QListWidget>(u"sections"_s);
        for (int i = 0; i < sections->count() && sections->currentItem()->text().trimmed() != u"People"_s; ++i)
            PeopleStage::press(Qt::Key_Down);
        QCOMPARE(sections->currentItem()->text().trimmed(), u"People"_s);
        stage.child<QPushButton>(u"addPerson"_s)->setFocus();
        PeopleStage::press(Qt::Key_Space);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"ownPassword"_s);
        PeopleStage::type(u"mật khẩu của chủ"_s);
        PeopleStage::press(Qt::Key_Tab);
        PeopleStage::type(u"mật khẩu của chủ"_s);
        PeopleStage::press(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"personId"_s);
        PeopleStage::type(u"lan"_s);
        PeopleStage::press(Qt::Key_Tab);
        PeopleStage::type(u"Trần Ngọc Lan"_s);
        PeopleStage::press(Qt::Key_Tab);
        PeopleStage::press(Qt::Key_Down);  // supervisor
        PeopleStage::press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"personTeam"_s);
        PeopleStage::press(Qt::Key_Tab);
        PeopleStage::press(Qt::Key_Space);
        const auto* table = stage.child<QTableWidget>(u"peopleTable"_s);
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->item(1, 2)->text(), u"Supervisor"_s);
        QCOMPARE(stage.child<RoleLabel>(u"madePassword"_s)->text(), u"h7kd-29mn-qwev-3xzp"_s);
    }

    /// Features I2, by keys; what the window shows is what the engine was told.
    void narrowsWhatAnOperatorSees()
    {
        PeopleStage stage;
        stage.signIn(u"hạnh"_s, stage.people.password);
        stage.makeWindow();
        stage.window->openPage(u"setup"_s);
        auto* sections = stage.child<QListWidget>(u"sections"_s);
        sections->setCurrentRow(sections->count() - 1);
        auto* table = stage.child<QTableWidget>(u"peopleTable"_s);
        QCOMPARE(table->item(1, 2)->text(), u"Operator"_s);
        table->setCurrentCell(1, 0);
        stage.child<QPushButton>(u"changePerson"_s)->setFocus();
        PeopleStage::press(Qt::Key_Space);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"personName"_s);
        PeopleStage::press(Qt::Key_Tab);
        PeopleStage::press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"personTeam"_s);
        PeopleStage::type(u"ca tối"_s);
        PeopleStage::press(Qt::Key_Tab);
        PeopleStage::press(Qt::Key_Down);  // their team's
        PeopleStage::press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"personChannel-facebook"_s);
        PeopleStage::press(Qt::Key_Space);
        PeopleStage::press(Qt::Key_Tab);
        PeopleStage::press(Qt::Key_Space);
        stage.child<QPushButton>(u"savePerson"_s)->setFocus();
        PeopleStage::press(Qt::Key_Space);
        const Sight expected{Reach::Team, u"ca tối"_s, {u"facebook"_s, u"zalo"_s}};
        QCOMPARE(stage.people.people.find(OperatorId("lan"))->sight, expected);
        QVERIFY(table->item(1, 2)->text().startsWith(u"Operator · Those of their team"_s));
        // What was set is shown, by the names the screens have.
        stage.child<QPushButton>(u"changePerson"_s)->click();
        QCOMPARE(stage.child<QCheckBox>(u"personChannel-zalo"_s)->text(), u"Zalo"_s);
        QVERIFY(stage.child<QCheckBox>(u"personChannel-zalo"_s)->isChecked());
        QVERIFY(!stage.child<QCheckBox>(u"personChannel-web"_s)->isChecked());
        // Whoever leads answers for the whole shop: there is nothing to narrow.
        table->setCurrentCell(2, 0);
        stage.child<QPushButton>(u"changePerson"_s)->click();
        QVERIFY(!stage.child<QComboBox>(u"personReach"_s)->isVisible());
        QVERIFY(stage.child<QLineEdit>(u"personTeam"_s)->isVisible());
    }

    /// A channel of the shop's own that was set before has its box as well.
    void keepsTheChannelsThatWereSet()
    {
        PeopleStage stage;
        const Sight before{Reach::Everything, {}, {u"quầy"_s, u"facebook"_s}};
        stage.people.people.people[1].sight = before;
        stage.openPeople();
        stage.child<QTableWidget>(u"peopleTable"_s)->setCurrentCell(1, 0);
        stage.child<QPushButton>(u"changePerson"_s)->click();
        QVERIFY(stage.child<QCheckBox>(u"personChannel-quầy"_s)->isChecked());
        stage.child<QLineEdit>(u"personName"_s)->setText(u"Lan"_s);
        stage.child<QPushButton>(u"savePerson"_s)->click();
        WindowStage::settle();
        const tongdai::Person* const lan = stage.people.people.find(OperatorId("lan"));
        QCOMPARE(lan->name, u"Lan"_s);
        QCOMPARE(lan->sight, before);
    }

    void refusesATeamWithoutAName()
    {
        PeopleStage stage;
        stage.openPeople();
        stage.child<QTableWidget>(u"peopleTable"_s)->setCurrentCell(1, 0);
        stage.child<QPushButton>(u"changePerson"_s)->click();
        auto* reach = stage.child<QComboBox>(u"personReach"_s);
        reach->setCurrentIndex(reach->findData(int(Reach::Team)));
        stage.child<QLineEdit>(u"personTeam"_s)->setText(u"  "_s);
        stage.child<QPushButton>(u"savePerson"_s)->click();
        WindowStage::settle();
        QCOMPARE(stage.people.changes, 0);
        QVERIFY2(stage.child<RoleLabel>(u"peopleResult"_s)->text().startsWith(u"Type the name of their team"_s),
                 qPrintable(stage.child<RoleLabel>(u"peopleResult"_s)->text()));
        QCOMPARE(QApplication::focusWidget()->objectName(), u"personTeam"_s);
        // Whoever leads sees the whole shop: no team is needed.
        auto* role = stage.child<QComboBox>(u"personRole"_s);
        role->setCurrentIndex(role->findData(int(Role::Supervisor)));
        stage.child<QPushButton>(u"savePerson"_s)->click();
        WindowStage::settle();
        QCOMPARE(stage.people.people.find(OperatorId("lan"))->role, Role::Supervisor);
    }

    /// In one step: between two, whoever signs in at once would see the whole shop.
    void whoeverIsAddedIsNarrowFromTheStart()
    {
        PeopleStage stage;
        stage.openPeople();
        stage.child<QPushButton>(u"addPerson"_s)->click();
        stage.child<QLineEdit>(u"personId"_s)->setText(u"tú"_s);
        stage.child<QLineEdit>(u"personName"_s)->setText(u"Tú"_s);
        auto* reach = stage.child<QComboBox>(u"personReach"_s);
        QVERIFY(reach->isVisible());
        reach->setCurrentIndex(reach->findData(int(Reach::Own)));
        stage.child<QCheckBox>(u"personChannel-zalo"_s)->setChecked(true);
        stage.child<QPushButton>(u"savePerson"_s)->click();
        WindowStage::settle();
        QCOMPARE(stage.people.changes, 0);
        const Sight expected{Reach::Own, {}, {u"zalo"_s}};
        QCOMPARE(stage.people.people.find(OperatorId("tú"))->sight, expected);
        QCOMPARE(stage.child<RoleLabel>(u"madePassword"_s)->text(), u"h7kd-29mn-qwev-3xzp"_s);
    }

    /// An empty list is not an empty shop: no sample shop is offered, and no channel to be connected.
    void whoIsNarrowedIsToldSoOfAnEmptyList()
    {
        PeopleStage stage;
        stage.desk.conversations.clear();
        stage.signIn(u"lan"_s, stage.people.password);
        stage.makeWindow();
        emit stage.desk.ready();
        WindowStage::settle();
        const auto* empty = stage.window->findChild<ConversationPane*>()->findChild<EmptyState*>();
        QVERIFY2(!empty->sentence().startsWith(u"No conversation among"_s), qPrintable(empty->sentence()));
        stage.people.now.me->sight.channels = QStringList{u"zalo"_s};
        emit stage.people.changed();
        WindowStage::settle();
        QVERIFY2(empty->sentence().startsWith(u"No conversation among those you see."_s),
                 qPrintable(empty->sentence()));
        for (const QPushButton* button : empty->findChildren<QPushButton*>())
            QVERIFY2(!button->isVisible(), qPrintable(button->text()));
        // The window that is made for whoever sits down knows it from the start.
        stage.makeWindow();
        emit stage.desk.ready();
        WindowStage::settle();
        empty = stage.window->findChild<ConversationPane*>()->findChild<EmptyState*>();
        QVERIFY2(empty->sentence().startsWith(u"No conversation among those you see."_s),
                 qPrintable(empty->sentence()));
    }

    void looksRight_data()
    {
        QTest::addColumn<LanguageChoice>("words");
        QTest::addColumn<SchemeChoice>("scheme");
        QTest::newRow("en-light") << LanguageChoice::English << SchemeChoice::Light;
        QTest::newRow("vi-dark") << LanguageChoice::Vietnamese << SchemeChoice::Dark;
    }

    /// Pictures for people to look at, where TONGDAI_PICTURES names a folder; here that nothing is cut off.
    void looksRight()
    {
        QFETCH(LanguageChoice, words);
        QFETCH(SchemeChoice, scheme);
        PeopleStage stage(false, words, scheme);
        const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
        const auto keep = [&](const QString& what) {
            WindowStage::settle();
            for (const RoleLabel* label : stage.window->findChildren<RoleLabel*>()) {
                if (!label->isVisible() || label->wordWrap()) continue;
                QVERIFY2(label->width() >= label->sizeHint().width() || label->text().isEmpty(),
                         qPrintable(what + u": "_s + label->text()));
            }
            if (!folder.isEmpty())
                stage.window->grab().save(
                    u"%1/%2-%3.png"_s.arg(folder, what, QString::fromLatin1(QTest::currentDataTag())));
        };
        keep(u"sign-in"_s);
        stage.signIn(u"lan"_s, u"sai"_s);
        keep(u"wrong"_s);
        stage.child<QLineEdit>(u"signInName"_s)->setText(u"hạnh"_s);
        stage.child<QLineEdit>(u"signInPassword"_s)->setText(stage.people.password);
        PeopleStage::press(Qt::Key_Return);
        stage.people.lock();
        keep(u"locked"_s);
        PeopleStage::type(stage.people.password);
        PeopleStage::press(Qt::Key_Return);
        stage.makeWindow();
        stage.window->openPage(u"setup"_s);
        auto* sections = stage.child<QListWidget>(u"sections"_s);
        sections->setCurrentRow(sections->count() - 1);
        keep(u"people"_s);
        stage.child<QPushButton>(u"addPerson"_s)->click();
        keep(u"new-person"_s);
        stage.child<QTableWidget>(u"peopleTable"_s)->setCurrentCell(1, 0);
        stage.child<QPushButton>(u"changePerson"_s)->click();
        keep(u"change-person"_s);
        stage.people.now.me->mustChangePassword = true;
        emit stage.people.changed();
        keep(u"first-password"_s);
    }
};

TONGDAI_TEST(PeopleGuiTest)

}  // namespace tongdai::testing

#include "people_gui_test.moc"
