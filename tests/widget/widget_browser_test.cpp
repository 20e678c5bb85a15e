#include "tests/support/tcp_proxy.h"
#include "tests/support/test_registry.h"
#include "tests/widget/shop.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace testing;

/// The widget in a real browser on the real engine, and the desk at the other end.
class WidgetBrowserTest : public QObject {
    Q_OBJECT
private slots:
    void aVisitorIsAnsweredByBotAndPerson();
    void whatArrivesIsDeliveredBeforeItIsRead();
    void cutsLoseAndDoubleNothing();
    void injectedMarkupStaysText();
    void worksByKeyboardAlone();
};

void WidgetBrowserTest::aVisitorIsAnsweredByBotAndPerson()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, shop.demo());
    browser.picture(u"1_open"_s);

    // The bot.
    WRITE_LINE(browser, u"Áo này giá bao nhiêu?"_s);
    TELL(browser, sees(kMine, u"Áo này giá bao nhiêu?"_s));
    QTRY_VERIFY_WITH_TIMEOUT(browser.texts(kBot).size() >= 2, kPatience);  // the greeting is one
    browser.picture(u"2_bot"_s);

    // The desk sees who is there and what they do.
    QTRY_VERIFY_WITH_TIMEOUT(!shop.visitor().isEmpty(), kPatience);
    const ConversationId thread = shop.visitor();
    shop.desk().watchThread(thread);
    QTRY_COMPARE_WITH_TIMEOUT(shop.customerPresence(), Presence::Online, kPatience);
    TELL(browser, click(kBox));
    TELL(browser, type(u"Em ơi"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!shop.typing.isEmpty(), kPatience);
    TELL(browser, press(u"Enter"_s));
    QTRY_VERIFY_WITH_TIMEOUT(shop.typing.isEmpty(), kPatience);

    // A person takes over, types, answers.
    const auto takeover = shop.desk().requestTakeOver(thread);
    QTRY_VERIFY_WITH_TIMEOUT(takeover.isFinished(), kPatience);
    shop.desk().setTyping(thread, true);
    TELL(browser, sees(u".typing"_s, u"đang soạn tin"_s));
    browser.picture(u"3_typing"_s);
    shop.desk().markRead(thread);
    TELL(browser, sees(u".msg.you .state"_s, u"Đã xem"_s));
    shop.desk().setTyping(thread, false);
    shop.desk().requestSend(thread, MessageId("answer-1"), u"Dạ 250.000 ₫ ạ, em là Lan."_s, false);
    TELL(browser, sees(kStaff, u"Dạ 250.000 ₫ ạ, em là Lan."_s));
    TELL(browser, sees(u".msg.staff .who"_s, u"Lan"_s));
    browser.picture(u"4_person"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        shop.deliveryOfLine(u"Dạ 250.000 ₫ ạ, em là Lan."_s).value_or(Delivery{}).readAt.has_value(), kPatience);

    // The tab is closed; what is written meanwhile waits for its return.
    TELL(browser, close());
    QTRY_COMPARE_WITH_TIMEOUT(shop.customerPresence(), Presence::Offline, 90'000);
    const auto second =
        shop.desk().requestSend(thread, MessageId("answer-2"), u"Chị ghé lại nhé, em giữ hàng."_s, false);
    QTRY_VERIFY_WITH_TIMEOUT(second.isFinished(), kPatience);
    TELL(browser, open(shop.demo()));
    TELL(browser, sees(u".badge"_s, u"1"_s));
    browser.picture(u"5_unread"_s);
    const auto waiting = [&] { return shop.deliveryOfLine(u"Chị ghé lại nhé, em giữ hàng."_s).value_or(Delivery{}); };
    QTRY_VERIFY_WITH_TIMEOUT(waiting().deliveredAt.has_value(), kPatience);
    QVERIFY(!waiting().readAt.has_value());  // the panel is closed
    TELL(browser, click(kLaunch));
    TELL(browser, sees(kStaff, u"Chị ghé lại nhé, em giữ hàng."_s));
    QTRY_VERIFY_WITH_TIMEOUT(waiting().readAt.has_value(), kPatience);
    TELL(browser, sees(u".msg.you .state"_s, u"Đã xem"_s));
    TELL(browser, sees(kMine, u"Áo này giá bao nhiêu?"_s));
    QCOMPARE(browser.texts(kStaff).size(), 2);
    QCOMPARE(browser.texts(kMine), (QStringList{u"Áo này giá bao nhiêu?"_s, u"Em ơi"_s}));
    browser.picture(u"6_back"_s);
    browser.setColours(u"dark"_s);
    browser.picture(u"6_back_dark"_s);
    browser.setSize(390, 844);
    QCOMPARE(browser.overflows(), QStringList());
    browser.picture(u"7_phone_dark"_s);
    browser.setColours(u"light"_s);
    browser.picture(u"7_phone"_s);
    QCOMPARE(shop.conversations.size(), 1);  // the same visitor
    QCOMPARE(browser.problems().join(u'\n'), QString());
}

/// Steps 4 and 5 of a receipt: the page has it, the visitor has looked at it.
void WidgetBrowserTest::whatArrivesIsDeliveredBeforeItIsRead()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, shop.demo());
    WRITE_LINE(browser, u"Xin chào"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!shop.visitor().isEmpty(), kPatience);
    const ConversationId thread = shop.visitor();
    shop.desk().watchThread(thread);
    const auto takeover = shop.desk().requestTakeOver(thread);
    QTRY_VERIFY_WITH_TIMEOUT(takeover.isFinished(), kPatience);

    const auto of = [&](const QString& text) { return shop.deliveryOfLine(text).value_or(Delivery{}); };
    shop.desk().requestSend(thread, MessageId("open-1"), u"Em chào chị"_s, false);
    TELL(browser, sees(kStaff, u"Em chào chị"_s));
    QTRY_VERIFY_WITH_TIMEOUT(of(u"Em chào chị"_s).readAt.has_value(), kPatience);
    QVERIFY(of(u"Em chào chị"_s).deliveredAt.has_value());

    // The page stays open, its panel closed: it gets the line, and nobody reads it.
    TELL(browser, press(u"Escape"_s));
    TELL(browser, isGone(u".panel"_s));
    shop.desk().requestSend(thread, MessageId("closed-1"), u"Chị cần gì ạ?"_s, false);
    TELL(browser, sees(u".badge"_s, u"1"_s));
    QTRY_VERIFY_WITH_TIMEOUT(of(u"Chị cần gì ạ?"_s).deliveredAt.has_value(), 10'000);
    QVERIFY(!of(u"Chị cần gì ạ?"_s).readAt.has_value());
    TELL(browser, click(kLaunch));
    QTRY_VERIFY_WITH_TIMEOUT(of(u"Chị cần gì ạ?"_s).readAt.has_value(), kPatience);
    QVERIFY(*of(u"Chị cần gì ạ?"_s).readAt >= *of(u"Chị cần gì ạ?"_s).deliveredAt);

    // The other way: the operator's desk has the line before the operator reads it.
    WRITE_LINE(browser, u"Áo này còn không?"_s);
    TELL(browser, sees(u".msg.you .state[data-stage=\"3\"]"_s, u"Đã gửi"_s));
    shop.desk().markRead(thread);
    TELL(browser, sees(u".msg.you .state"_s, u"Đã xem"_s));
}

void WidgetBrowserTest::cutsLoseAndDoubleNothing()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    const auto wire = TcpProxy::toPort(quint16(shop.url.port()));
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, u"http://127.0.0.1:%1/demo"_s.arg(wire->port()));
    WRITE_LINE(browser, u"tin 0"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!shop.visitor().isEmpty(), kPatience);
    shop.desk().watchThread(shop.visitor());

    QStringList written{u"tin 0"_s};
    for (int i = 1; i <= 9; ++i) {
        written.append(u"tin %1"_s.arg(i));
        if (i % 3 == 1) wire->cutAfter(40 + 60 * i);  // somewhere in an answer
        if (i == 5) {
            wire->setRefusing(true);
            wire->resetAll();
        }
        WRITE_LINE(browser, written.last());
        if (i == 6) {
            TELL(browser, sees(u".note"_s, u"Mất kết nối"_s));
            browser.picture(u"8_offline"_s);
            wire->setRefusing(false);
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(browser.texts(u".msg.you[data-id] .text"_s), written, 60'000);
    QCOMPARE(browser.texts(u".msg.you[data-temp]"_s).size(), 0);
    ThreadQuery query;
    query.conversation = shop.visitor();
    const auto listed = shop.desk().requestThread(query);
    QTRY_VERIFY_WITH_TIMEOUT(listed.isFinished(), kPatience);
    const auto page = std::get<ThreadPage>(listed.result());
    QStringList kept;
    for (const StoredMessage& each : page.lines) {
        if (each.speaker == Speaker::Customer) kept.append(each.body);
    }
    QCOMPARE(kept, written);
}

/// F75
void WidgetBrowserTest::injectedMarkupStaysText()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, shop.demo());
    const QString hostile = u"<img src=x onerror=alert(1)><script>alert(2)</script>"_s;
    WRITE_LINE(browser, hostile);
    QTRY_VERIFY_WITH_TIMEOUT(!shop.visitor().isEmpty(), kPatience);
    const ConversationId thread = shop.visitor();
    const auto takeover = shop.desk().requestTakeOver(thread);
    QTRY_VERIFY_WITH_TIMEOUT(takeover.isFinished(), kPatience);
    const QString answer = u"<svg onload=alert(3)>\u202Eabc</svg> javascript:alert(4)"_s;
    shop.desk().requestSend(thread, MessageId("a-1"), answer, false);
    TELL(browser, sees(kStaff, u"<svg onload=alert(3)>"_s));
    QCOMPARE(browser.texts(kMine), QStringList{hostile});
    QCOMPARE(browser.texts(kStaff), QStringList{answer});
    QCOMPARE(browser.texts(u".log img, .log script, .log svg, .log iframe"_s).size(), 0);
    QCOMPARE(browser.problems().join(u'\n'), QString());
}

void WidgetBrowserTest::worksByKeyboardAlone()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    TELL(browser, open(shop.demo()));
    TELL(browser, sees(u"h1"_s, u"Khung chat"_s));
    for (int i = 0; i < 20 && browser.focused() != "launch"_L1; ++i)
        TELL(browser, press(u"Tab"_s));
    QCOMPARE(browser.focused(), u"launch"_s);
    TELL(browser, press(u"Enter"_s));
    QTRY_COMPARE_WITH_TIMEOUT(browser.focused(), u"textarea"_s, kPatience);
    TELL(browser, type(u"Xin chào"_s));
    TELL(browser, press(u"Shift+Enter"_s));
    TELL(browser, type(u"hai dòng"_s));
    TELL(browser, press(u"Enter"_s));
    QTRY_COMPARE_WITH_TIMEOUT(browser.texts(kMine), QStringList{u"Xin chào\nhai dòng"_s}, kPatience);
    TELL(browser, press(u"Escape"_s));
    TELL(browser, isGone(u".panel"_s));
    QCOMPARE(browser.focused(), u"launch"_s);
    QCOMPARE(browser.problems().join(u'\n'), QString());
}

TONGDAI_TEST(WidgetBrowserTest)

}  // namespace tongdai

#include "widget_browser_test.moc"
