#include "engine/host/engine_runtime.h"

#include "engine/domain/answer_card.h"

#include "tests/support/tcp_proxy.h"
#include "tests/support/test_registry.h"
#include "tests/widget/browser.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::Browser;

namespace {

constexpr int kPatience = 30'000;
const QString kLaunch = u".launch"_s;
const QString kBox = u"textarea"_s;
const QString kMine = u".msg.you .text"_s;
const QString kStaff = u".msg.staff .text"_s;
const QString kBot = u".msg.bot .text"_s;

#define TELL(browser, act) QVERIFY2((browser).act, qPrintable((browser).problem()))

/// The whole engine with its own rules and its desk: what a shop has.
struct Shop {
    Shop()
    {
        EngineConfig config;
        config.dataDir = dir.path();
        config.port = 0;
        config.pancakeToken = QString(40, u'p');
        config.adminToken = QString(40, u'a');
        config.jwtSecret = QString(48, u'j');
        config.operatorId = OperatorId("lan");
        config.operatorName = u"Lan"_s;
        engine = std::make_unique<EngineRuntime>(config);
        QSignalSpy ready(engine.get(), &EngineRuntime::ready);
        engine->start();
        if (!ready.wait(kPatience)) return;
        url = ready.first().first().toUrl();
        QObject::connect(&desk(), &api::Desk::conversationsChanged, engine.get(),
                         [this](const std::vector<Conversation>& rows) {
                             for (const Conversation& row : rows)
                                 conversations.insert(row.id, row);
                         });
        QObject::connect(&desk(), &api::Desk::linesChanged, engine.get(),
                         [this](const ConversationId&, const std::vector<StoredMessage>& changed) {
                             for (const StoredMessage& line : changed)
                                 lines.insert(line.rev, line);
                         });
        QObject::connect(&desk(), &api::Desk::activityChanged, engine.get(),
                         [this](const api::Activity& activity) { typing = activity.typing; });
        QObject::connect(&desk(), &api::Desk::attendeesChanged, engine.get(),
                         [this](const ConversationId&, const std::vector<api::Attendee>& now) { attendees = now; });
    }

    api::Desk& desk() { return engine->desk(); }
    QString demo() const { return url.toString() + u"/demo"_s; }
    /// The only conversation there is.
    ConversationId visitor() const { return conversations.isEmpty() ? ConversationId() : conversations.firstKey(); }
    std::optional<StoredMessage> line(const QString& text) const
    {
        for (const StoredMessage& each : lines) {
            if (each.body == text) return each;
        }
        return std::nullopt;
    }
    QStringList customerTexts() const
    {
        QStringList texts;
        for (const StoredMessage& each : lines) {
            if (each.speaker == Speaker::Customer) texts.append(each.body);
        }
        return texts;
    }
    std::optional<Delivery> deliveryOfLine(const QString& text) const
    {
        const auto found = line(text);
        return found ? deliveryOf(found->metadata) : std::nullopt;
    }
    Presence customerPresence() const
    {
        for (const api::Attendee& each : attendees) {
            if (!each.isStaff) return each.presence;
        }
        return Presence::Unknown;
    }

    QTemporaryDir dir;
    std::unique_ptr<EngineRuntime> engine;
    QUrl url;
    QMap<ConversationId, Conversation> conversations;
    QMap<qint64, StoredMessage> lines;  ///< of the watched thread
    QStringList typing;
    std::vector<api::Attendee> attendees;
};

}  // namespace

/// Issue B, "Done when" 5: the widget in a real browser on the real engine, and the desk at the other end.
class WidgetBrowserTest : public QObject {
    Q_OBJECT
private slots:
    void aVisitorIsAnsweredByBotAndPerson();
    void cutsLoseAndDoubleNothing();
    void injectedMarkupStaysText();
    void worksByKeyboardAlone();

private:
    void openChat(Browser& browser, const QString& url)
    {
        TELL(browser, open(url));
        TELL(browser, click(kLaunch));
        TELL(browser, isGone(u".note"_s));  // connected
    }
    static void writeLine(Browser& browser, const QString& text)
    {
        TELL(browser, click(kBox));
        TELL(browser, type(text));
        TELL(browser, press(u"Enter"_s));
    }
};

void WidgetBrowserTest::aVisitorIsAnsweredByBotAndPerson()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    const QString missing = browser.start();
    QVERIFY2(missing.isEmpty(), qPrintable(missing));
    openChat(browser, shop.demo());
    browser.picture(u"1_open"_s);

    // The bot.
    writeLine(browser, u"Áo này giá bao nhiêu?"_s);
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
    QSignalSpy acted(&shop.desk(), &api::Desk::acted);
    shop.desk().requestTakeOver(thread);
    QTRY_COMPARE_WITH_TIMEOUT(acted.size(), 1, kPatience);
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
    shop.desk().requestSend(thread, MessageId("answer-2"), u"Chị ghé lại nhé, em giữ hàng."_s, false);
    QTRY_VERIFY_WITH_TIMEOUT(acted.size() >= 3, kPatience);
    TELL(browser, open(shop.demo()));
    TELL(browser, sees(u".badge"_s, u"1"_s));
    browser.picture(u"5_unread"_s);
    TELL(browser, click(kLaunch));
    TELL(browser, sees(kStaff, u"Chị ghé lại nhé, em giữ hàng."_s));
    TELL(browser, sees(kMine, u"Áo này giá bao nhiêu?"_s));
    QCOMPARE(browser.texts(kStaff).size(), 2);
    QCOMPARE(browser.texts(kMine), (QStringList{u"Áo này giá bao nhiêu?"_s, u"Em ơi"_s}));
    browser.picture(u"6_back"_s);
    browser.setColours(u"dark"_s);
    browser.setSize(390, 720);
    browser.picture(u"7_dark_phone"_s);
    QCOMPARE(shop.conversations.size(), 1);  // the same visitor
    QCOMPARE(browser.problems(), QStringList());
}

void WidgetBrowserTest::cutsLoseAndDoubleNothing()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    const auto wire = testing::TcpProxy::toPort(quint16(shop.url.port()));
    Browser browser;
    const QString missing = browser.start();
    QVERIFY2(missing.isEmpty(), qPrintable(missing));
    openChat(browser, u"http://127.0.0.1:%1/demo"_s.arg(wire->port()));
    writeLine(browser, u"tin 0"_s);
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
        writeLine(browser, written.last());
        if (i == 6) {
            TELL(browser, sees(u".note"_s, u"Mất kết nối"_s));
            browser.picture(u"8_offline"_s);
            wire->setRefusing(false);
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(browser.texts(u".msg.you[data-id] .text"_s), written, 60'000);
    QCOMPARE(browser.texts(u".msg.you[data-temp]"_s).size(), 0);
    QSignalSpy listed(&shop.desk(), &api::Desk::threadListed);
    ThreadQuery query;
    query.conversation = shop.visitor();
    shop.desk().requestThread(query);
    QTRY_COMPARE_WITH_TIMEOUT(listed.size(), 1, kPatience);
    QStringList kept;
    for (const StoredMessage& each : listed.first().at(1).value<ThreadPage>().lines) {
        if (each.speaker == Speaker::Customer) kept.append(each.body);
    }
    QCOMPARE(kept, written);
}

void WidgetBrowserTest::injectedMarkupStaysText()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    const QString missing = browser.start();
    QVERIFY2(missing.isEmpty(), qPrintable(missing));
    openChat(browser, shop.demo());
    const QString hostile = u"<img src=x onerror=alert(1)><script>alert(2)</script>"_s;
    writeLine(browser, hostile);
    QTRY_VERIFY_WITH_TIMEOUT(!shop.visitor().isEmpty(), kPatience);
    const ConversationId thread = shop.visitor();
    QSignalSpy acted(&shop.desk(), &api::Desk::acted);
    shop.desk().requestTakeOver(thread);
    QTRY_COMPARE_WITH_TIMEOUT(acted.size(), 1, kPatience);
    const QString answer = u"<svg onload=alert(3)>\u202Eabc</svg> javascript:alert(4)"_s;
    shop.desk().requestSend(thread, MessageId("a-1"), answer, false);
    TELL(browser, sees(kStaff, u"<svg onload=alert(3)>"_s));
    QCOMPARE(browser.texts(kMine), QStringList{hostile});
    QCOMPARE(browser.texts(kStaff), QStringList{answer});
    QCOMPARE(browser.texts(u".log img, .log script, .log svg, .log iframe"_s).size(), 0);
    QCOMPARE(browser.problems(), QStringList());
}

void WidgetBrowserTest::worksByKeyboardAlone()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    const QString missing = browser.start();
    QVERIFY2(missing.isEmpty(), qPrintable(missing));
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
    QCOMPARE(browser.problems(), QStringList());
}

TONGDAI_TEST(WidgetBrowserTest)

}  // namespace tongdai

#include "widget_browser_test.moc"
