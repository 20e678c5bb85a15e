#include "ui/live/card/order_sheet.h"

#include "tests/support/fake_shop_system.h"
#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"
#include "ui/common/look/system_scheme.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/card/shop_pane.h"
#include "ui/live/conversation_view.h"
#include "ui/live/thread/composer.h"
#include "ui/live/thread/thread_view.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::FakeShopSystem;
using OutcomeKind = ShopOrderOutcome::Kind;

namespace {

class OrderSheetDesktop final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// The card of a customer who said who they are, at a shop with KiotViet.
struct OrderStage {
    explicit OrderStage(LanguageChoice words = LanguageChoice::English, SchemeChoice scheme = SchemeChoice::Light)
    {
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.install();
        shop.said = {true, 12, 4500};
        ShopStock stock;
        stock.lines = {{u"SP1"_s, u"Áo thun cotton - M"_s, u"Quận 1"_s, 199000, 4, 1, 11, 1},
                       {u"SP2"_s, u"Áo thun cotton - L"_s, u"Thủ Đức"_s, 199000, 9, 0, 12, 2}};
        shop.stockSaid = stock;
        pane = std::make_unique<ShopPane>(shop, Look{theme, language, &systemNow});
        pane->resize(320, 480);
        pane->show();
        pane->setConversation(ConversationId("c1"));
        CustomerDetails details;
        const auto says = [&details](DetailField field, const QString& value) {
            DetailValue said;
            said.value = value;
            details.values[field] = {said};
        };
        says(DetailField::Phone, u"0901234567"_s);
        says(DetailField::Name, u"Chị Hoa"_s);
        says(DetailField::Address, u"12 Lê Lợi"_s);
        says(DetailField::District, u"Quận 1"_s);
        pane->setDetails(ConversationId("c1"), details);
    }
    OrderSheet* sheet() const { return pane->findChild<OrderSheet*>(); }
    template <class W>
    W* part(const char* name) const
    {
        return pane->findChild<W*>(QLatin1StringView(name));
    }
    QString state() const { return part<QLabel>("orderState")->text(); }
    void open() { QTest::keyClick(part<QPushButton>("createOrder"), Qt::Key_Space); }
    void press() { QTest::keyClick(part<QPushButton>("orderCreate"), Qt::Key_Space); }
    /// By keys alone: words, Enter, and Enter on what was found.
    void choose(int down = 0)
    {
        auto* words = part<QLineEdit>("orderWords");
        words->clear();
        QTest::keyClicks(words, u"thun"_s);
        QTest::keyClick(words, Qt::Key_Return);
        auto* list = part<QListWidget>("orderFound");
        for (int i = 0; i < down; ++i)
            QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
    }
    static ShopOrderOutcome outcome(OutcomeKind kind, const QString& code = {})
    {
        ShopOrderOutcome said;
        said.kind = kind;
        said.code = code;
        said.reference = "TD-1";
        return said;
    }

    FakeShopSystem shop;
    OrderSheetDesktop desktop;
    Theme theme{desktop};
    Language language;
    std::unique_ptr<ShopPane> pane;
};

}  // namespace

/// An order from the thread (features E5), by keys.
class OrderSheetTest : public QObject {
    Q_OBJECT

private slots:
    void isOfferedWithASystemAlone()
    {
        OrderStage stage;
        QVERIFY(!stage.part<QPushButton>("createOrder")->isHidden());
        stage.shop.said = {};
        QSignalSpy offered(stage.pane.get(), &ShopPane::orderOffered);
        emit stage.shop.ready();
        QTRY_COMPARE(offered.count(), 1);
        QCOMPARE(offered.at(0).at(0).toBool(), false);
        QVERIFY(stage.pane->isHidden());
        stage.pane->openOrder();
        QVERIFY(!stage.sheet());
    }

    void isFilledWithWhatTheCustomerSaid()
    {
        OrderStage stage;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        QCOMPARE(stage.part<QLineEdit>("orderPhone")->text(), u"0901234567"_s);
        QCOMPARE(stage.part<QLineEdit>("orderName")->text(), u"Chị Hoa"_s);
        QCOMPARE(stage.part<QLineEdit>("orderAddress")->text(), u"12 Lê Lợi, Quận 1"_s);
        QVERIFY(stage.part<QLineEdit>("orderWords")->isEnabled());
    }

    void nothingIsSentWhileSomethingIsMissing()
    {
        OrderStage stage;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        auto* create = stage.part<QPushButton>("orderCreate");
        QVERIFY(!create->isEnabled());
        QVERIFY(stage.state().contains("at least one product"_L1));
        QTest::keyClick(stage.sheet(), Qt::Key_Return, Qt::ControlModifier);
        stage.choose();
        QVERIFY(create->isEnabled());
        auto* phone = stage.part<QLineEdit>("orderPhone");
        phone->selectAll();
        QTest::keyClick(phone, Qt::Key_Delete);
        QVERIFY(!create->isEnabled());
        QVERIFY(stage.state().contains("telephone number is missing"_L1));
        QCOMPARE(stage.shop.ordered.size(), 0);
    }

    void isSentByTheSecondPress()
    {
        OrderStage stage;
        stage.shop.orderSaid = OrderStage::outcome(OutcomeKind::Made, u"DH9000"_s);
        QSignalSpy made(stage.pane.get(), &ShopPane::orderMade);
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        auto* quantity = stage.part<QSpinBox>("orderQuantity1");
        QVERIFY(quantity);
        QTest::keyClick(quantity, Qt::Key_Up);
        QCOMPARE(stage.part<QLabel>("orderSum")->text(), u"Sum: 398,000 ₫"_s);
        stage.press();
        QCOMPARE(stage.shop.ordered.size(), 0);
        QVERIFY(stage.part<QPushButton>("orderCreate")->text().startsWith("Press again"_L1));
        // What is written in between takes the first press back.
        stage.part<QLineEdit>("orderNote")->insert(u"chiều"_s);  // as an input method does
        QVERIFY(!stage.part<QPushButton>("orderCreate")->text().startsWith("Press again"_L1));
        stage.press();
        const QPointer<OrderSheet> sheet = stage.sheet();
        const qsizetype asked = stage.shop.askedOf.size();
        stage.press();
        QCOMPARE(stage.shop.ordered.size(), 1);
        const NewShopOrder& sent = stage.shop.ordered.at(0);
        QCOMPARE(sent.conversation, ConversationId("c1"));
        QCOMPARE(sent.phone, u"0901234567"_s);
        QCOMPARE(sent.note, u"chiều"_s);
        QCOMPARE(sent.branch, 1);
        QCOMPARE(sent.lines.size(), 1u);
        QCOMPARE(sent.lines[0].product, 11);
        QCOMPARE(sent.lines[0].quantity, 2);
        QCOMPARE(made.count(), 1);
        QCOMPARE(made.at(0).at(1).toString(), u"DH9000"_s);
        QCOMPARE(stage.shop.askedOf.size(), asked + 1);  // the card shows it
        QTRY_VERIFY(!sheet);
    }

    void isSentOnceWhileItIsOnItsWay()
    {
        OrderStage stage;
        stage.shop.isHolding = true;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        stage.press();
        stage.press();
        QCOMPARE(stage.shop.ordered.size(), 1);
        QVERIFY(!stage.part<QPushButton>("orderCreate")->isEnabled());
        QTest::keyClick(stage.sheet(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(stage.shop.ordered.size(), 1);
        // The sheet may be closed meanwhile: what came of it is told all the same.
        QSignalSpy made(stage.pane.get(), &ShopPane::orderMade);
        QTest::keyClick(stage.sheet(), Qt::Key_Escape);
        stage.shop.orderSaid = OrderStage::outcome(OutcomeKind::Made, u"DH9000"_s);
        stage.shop.answerHeld();
        QTRY_COMPARE(made.count(), 1);
    }

    void anEngineThatWentMeanwhileDoesNotHoldItForever()
    {
        OrderStage stage;
        stage.shop.isHolding = true;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        stage.press();
        stage.press();
        QVERIFY(!stage.part<QPushButton>("orderCreate")->isEnabled());
        emit stage.shop.ready();
        QTRY_VERIFY(stage.part<QPushButton>("orderCreate")->isEnabled());
        QVERIFY2(stage.state().contains("being made, or looked for"_L1), qPrintable(stage.state()));
    }

    void anOrderIsOfOneBranch()
    {
        OrderStage stage;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose(0);
        stage.choose(1);
        QVERIFY2(stage.state().contains(u"Quận 1"_s), qPrintable(stage.state()));
        QVERIFY(!stage.part<QSpinBox>("orderQuantity2"));
        stage.choose(0);
        QCOMPARE(stage.part<QSpinBox>("orderQuantity1")->value(), 2);
        auto* quantity = stage.part<QSpinBox>("orderQuantity1");
        quantity->setValue(4);
        QVERIFY2(stage.state().contains("only 3 can be sold"_L1), qPrintable(stage.state()));
        QTest::keyClick(stage.part<QPushButton>("orderRemove1"), Qt::Key_Space);
        QTRY_VERIFY(!stage.part<QSpinBox>("orderQuantity1"));
    }

    void escapeKeepsWhatWasWrittenUntilItIsThrownAway()
    {
        OrderStage stage;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        stage.part<QLineEdit>("orderNote")->insert(u"gói quà"_s);
        QPointer<OrderSheet> sheet = stage.sheet();
        QTest::keyClick(stage.sheet(), Qt::Key_Escape);
        QTRY_VERIFY(!sheet);
        QCOMPARE(stage.shop.ordered.size(), 0);
        stage.pane->setConversation(ConversationId("c2"));
        QVERIFY(stage.part<QPushButton>("createOrder")->text().startsWith("Create"_L1));
        stage.pane->setConversation(ConversationId("c1"));
        QVERIFY(stage.part<QPushButton>("createOrder")->text().startsWith("Go on"_L1));
        stage.open();
        QTRY_VERIFY(stage.sheet());
        QCOMPARE(stage.part<QLineEdit>("orderNote")->text(), u"gói quà"_s);
        QVERIFY(stage.part<QSpinBox>("orderQuantity1"));
        sheet = stage.sheet();
        QTest::keyClick(stage.part<QPushButton>("orderDiscard"), Qt::Key_Space);
        QTRY_VERIFY(!sheet);
        QVERIFY(stage.part<QPushButton>("createOrder")->text().startsWith("Create"_L1));
    }

    void whatIsRefusedIsToldInWords()
    {
        OrderStage stage;
        ShopOrderOutcome refused = OrderStage::outcome(OutcomeKind::NotMade);
        refused.fault = ShopFault{ShopFault::Kind::Refused, u"Hàng không đủ tồn kho"_s};
        stage.shop.orderSaid = refused;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        stage.press();
        stage.press();
        QTRY_VERIFY(stage.state().contains(u"Hàng không đủ tồn kho"_s));
        // It can be sent again, as the next one of the conversation.
        stage.press();
        stage.press();
        QCOMPARE(stage.shop.ordered.size(), 2);
        QCOMPARE(stage.shop.ordered.at(1).after, "TD-1"_ba);
        QVERIFY(stage.shop.ordered.at(1).lookFor.isEmpty());
    }

    void whatIsUnclearIsOnlyLookedFor()
    {
        OrderStage stage;
        stage.shop.orderSaid = OrderStage::outcome(OutcomeKind::Unclear);
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        stage.press();
        stage.press();
        QTRY_VERIFY(stage.state().contains("nobody knows"_L1));
        QVERIFY(!stage.part<QLineEdit>("orderNote")->isEnabled());
        QVERIFY(!stage.part<QPushButton>("orderDiscard")->isEnabled());
        QVERIFY(!stage.part<QLabel>("orderPending")->isHidden());
        QTest::keyClick(stage.sheet(), Qt::Key_Escape);
        QTRY_VERIFY(!stage.sheet());
        // It goes on by itself.
        stage.shop.orderSaid = OrderStage::outcome(OutcomeKind::NotMade);
        QTRY_COMPARE_WITH_TIMEOUT(stage.part<QLabel>("orderPending")->text(), u"The order was not made."_s, 60'000);
        QVERIFY(!stage.shop.ordered.at(0).isTimed);
        for (qsizetype i = 1; i < stage.shop.ordered.size(); ++i) {
            QCOMPARE(stage.shop.ordered.at(i).lookFor, "TD-1"_ba);
            QVERIFY(stage.shop.ordered.at(i).isTimed);
        }
        stage.open();
        QTRY_VERIFY(stage.sheet());
        QVERIFY2(stage.state().contains("does not have it"_L1), qPrintable(stage.state()));
        QVERIFY(stage.part<QLineEdit>("orderNote")->isEnabled());
    }

    void whatNobodyLooksForAnyMoreIsLookedForByAPress()
    {
        OrderStage stage;
        ShopOrderOutcome stuck = OrderStage::outcome(OutcomeKind::Unclear);
        stuck.fault = ShopFault{ShopFault::Kind::Unreachable, u"no answer in time"_s};
        stage.shop.orderSaid = stuck;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        stage.press();
        stage.press();
        QTRY_VERIFY2(stage.state().contains("could not be asked: no answer in time"_L1), qPrintable(stage.state()));
        stage.press();
        const auto& asked = stage.shop.ordered;
        QVERIFY(std::ranges::count_if(
                    asked, [](const NewShopOrder& order) { return !order.lookFor.isEmpty() && !order.isTimed; }) == 1);
    }

    void aHeldKeyIsOnePress()
    {
        OrderStage stage;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        const auto shortcuts = stage.sheet()->findChildren<QShortcut*>();
        QCOMPARE(shortcuts.size(), 2);
        for (const QShortcut* shortcut : shortcuts)
            QVERIFY(!shortcut->autoRepeat());
    }

    void whoTurnsToSomethingElseHasNotAgreed()
    {
        OrderStage stage;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        auto* create = stage.part<QPushButton>("orderCreate");
        stage.press();
        QVERIFY(create->text().startsWith("Press again"_L1));
        emit qApp->focusChanged(create, stage.part<QLineEdit>("orderNote"));
        QVERIFY(!create->text().startsWith("Press again"_L1));
        stage.press();
        QCOMPARE(stage.shop.ordered.size(), 0);
    }

    void whoScrollsOrdersNothingElse()
    {
        OrderStage stage;
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        auto* quantity = stage.part<QSpinBox>("orderQuantity1");
        quantity->setFocus();
        const QPointF at = quantity->rect().center();
        QWheelEvent up(at, quantity->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                       false);
        QCoreApplication::sendEvent(quantity, &up);
        QCOMPARE(quantity->value(), 1);
    }

    void whoDidNotKnowOfAnOrderIsToldOfIt()
    {
        OrderStage stage;
        stage.shop.orderSaid = OrderStage::outcome(OutcomeKind::Earlier, u"DH8999"_s);
        stage.open();
        QTRY_VERIFY(stage.sheet());
        stage.choose();
        stage.press();
        stage.press();
        QTRY_VERIFY(stage.state().contains(u"DH8999"_s));
        QVERIFY(stage.part<QPushButton>("orderCreate")->isEnabled());
    }

    void itsCodeIsTheBeginningOfAnAnswerThatNobodySent()
    {
        testing::LiveStage stage;
        stage.desk.fillShop();
        FakeShopSystem shop;
        shop.said = {true, 12, 4500};
        ShopStock stock;
        stock.lines = {{u"SP1"_s, u"Áo thun cotton - M"_s, u"Quận 1"_s, 199000, 4, 0, 11, 1}};
        shop.stockSaid = stock;
        shop.orderSaid = OrderStage::outcome(OutcomeKind::Made, u"DH9000"_s);
        DetailValue said;
        said.value = u"0901234567"_s;
        stage.desk.details[ConversationId("c-12345")].values[DetailField::Phone] = {said};
        LivePage page(stage.desk, stage.look());
        page.setShop(shop);
        page.resize(1200, 800);
        page.show();
        stage.openFirst(page);
        auto* key = page.findChild<QAction*>(u"shopOrder"_s);
        QVERIFY(key && key->isEnabled());
        QCOMPARE(key->shortcut(), QKeySequence(Qt::ALT | Qt::Key_O));
        key->trigger();
        QTRY_VERIFY(page.findChild<OrderSheet*>());
        QTRY_COMPARE(page.findChild<QLineEdit*>(u"orderPhone"_s)->text(), u"0901234567"_s);
        auto* words = page.findChild<QLineEdit*>(u"orderWords"_s);
        QTest::keyClicks(words, u"thun"_s);
        QTest::keyClick(words, Qt::Key_Return);
        QTest::keyClick(page.findChild<QListWidget*>(u"orderFound"_s), Qt::Key_Return);
        auto* create = page.findChild<QPushButton*>(u"orderCreate"_s);
        QTest::keyClick(create, Qt::Key_Space);
        QTest::keyClick(create, Qt::Key_Space);
        QTRY_COMPARE(page.view()->composer()->text(), u"Your order DH9000 has been made."_s);
        QVERIFY(!page.view()->composer()->isNote());
        QVERIFY(stage.desk.sent.empty());
    }

    /// It was looked for, and somebody does something else by now.
    void whatIsToldLateChangesNothingThatIsWritten()
    {
        testing::LiveStage stage;
        stage.desk.fillShop();
        FakeShopSystem shop;
        LivePage page(stage.desk, stage.look());
        page.setShop(shop);
        page.resize(1200, 800);
        page.show();
        stage.openFirst(page);
        auto* pane = page.findChild<ShopPane*>();
        const ConversationId open = page.view()->conversation()->id;
        const auto offered = [&page](const QString& words) {
            return std::ranges::any_of(page.findChildren<NoticeBar*>(),
                                       [&](const NoticeBar* bar) { return bar->offered().contains(words); });
        };
        auto* composer = page.view()->composer();
        page.view()->thread()->setFocus();
        emit pane->orderMade(open, u"DH1"_s, false);
        QCOMPARE(composer->text(), u"Your order DH1 has been made."_s);
        QVERIFY(!composer->boxHasFocus());
        // Something is being written already.
        emit pane->orderMade(open, u"DH2"_s, false);
        QCOMPARE(composer->text(), u"Your order DH1 has been made."_s);
        QVERIFY(offered(u"Your order DH2 has been made."_s));
        // Another conversation is open.
        const ConversationId other("c-other");
        page.view()->drafts().write(other, {u"Dạ"_s, false});
        emit pane->orderMade(other, u"DH3"_s, false);
        QCOMPARE(page.view()->drafts().draft(other).text, u"Dạ\nYour order DH3 has been made."_s);
        QCOMPARE(composer->text(), u"Your order DH1 has been made."_s);
        QVERIFY(std::ranges::any_of(page.findChildren<NoticeBar*>(), [](const NoticeBar* bar) {
            return bar->sentence().contains("c-other: order DH3"_L1);
        }));
        // A note that is begun goes to colleagues.
        page.view()->drafts().write(other, {u"nhớ gọi lại"_s, true});
        emit pane->orderMade(other, u"DH4"_s, false);
        QCOMPARE(page.view()->drafts().draft(other).text, u"nhớ gọi lại"_s);
        QVERIFY(offered(u"Your order DH4 has been made."_s));
    }

    /// With TONGDAI_PICTURES=DIR the pictures are kept there for looking at.
    void fitsInBothLanguagesAndThemes()
    {
        for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
            for (const auto scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                OrderStage stage(words, scheme);
                stage.open();
                QTRY_VERIFY(stage.sheet());
                stage.choose();
                for (int round = 0; round < 5; ++round) {
                    QCoreApplication::sendPostedEvents();
                    QCoreApplication::processEvents();
                }
                QVERIFY(stage.sheet()->sizeHint().width() <= 760);
                const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
                const QString name = u"order-%1-%2.png"_s.arg(int(words)).arg(int(scheme));
                if (!folder.isEmpty()) QVERIFY(stage.sheet()->grab().save(QDir(folder).filePath(name)));
            }
        }
    }
};

TONGDAI_TEST(OrderSheetTest)

}  // namespace tongdai

#include "order_sheet_gui_test.moc"
