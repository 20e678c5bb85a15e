#include "tests/support/ai_stub.h"
#include "tests/support/test_registry.h"
#include "tests/widget/shop.h"
#include "tests/widget/shop_page.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace testing;

namespace {

const QString kMarkup = u"<img src=x onerror=alert(1)>"_s;

QJsonObject action(const QString& type, const QJsonObject& data)
{
    return {{u"type"_s, type}, {u"data"_s, data}};
}

QJsonObject answer(const QString& text, const QJsonArray& actions)
{
    return {{u"response_text"_s, text},     {u"intent"_s, u"offer"_s},    {u"confidence"_s, 0.9},
            {u"entities"_s, QJsonObject()}, {u"model_used"_s, u"stub"_s}, {u"actions"_s, actions}};
}

QJsonObject button(const QString& title, const QString& url)
{
    return {{u"title"_s, title}, {u"url"_s, url}};
}

}  // namespace

/// The chat on a page of somebody else: its settings, its limits, and what an answer may bring with it.
class WidgetEmbedBrowserTest : public QObject {
    Q_OBJECT
private slots:
    void followsThePagesSettings();
    void livesBesideModuleLoaders_data();
    void livesBesideModuleLoaders();
    void enterOfAnInputMethodSendsNothing();
    void forgetsWhatTheBrowserKeptDamaged();
    void customersReadNamesAndPlainWords();
    void aPageThatIsNotListedGetsNothing();
    void showsWhatAnswersOffer();
    void offersCannotInjectAnything();
    void isNamedForScreenReaders();
};

void WidgetEmbedBrowserTest::followsThePagesSettings()
{
    ShopPage page;
    QVERIFY(page.listen());
    Shop shop([&page](EngineConfig& config) { config.allowedOrigins = {QString::fromLatin1(page.origin())}; });
    QVERIFY(shop.url.isValid());
    page.embed(shop.url,
               u"data-lang=\"en\" data-title=\"Hoa &lt;b&gt;Mai&lt;/b&gt; flowers\" data-greeting=\"Hi &lt;i&gt;you\" "
               "data-color=\"#ffd54a\" data-position=\"left\" data-open=\"true\""_s);
    Browser browser;
    TELL(browser, start());
    TELL(browser, open(QString::fromLatin1(page.origin())));
    TELL(browser, sees(u".head h2"_s, u"Hoa <b>Mai</b> flowers"_s));
    TELL(browser, sees(kBot, u"Hi <i>you"_s));
    TELL(browser, isGone(u".note"_s));
    WRITE_LINE(browser, u"How much is this shirt?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(browser.texts(kBot).size() >= 2, kPatience);
    TELL(browser, sees(u".msg.you .state"_s, u"Sent"_s));
    QCOMPARE(browser.overflows(), QStringList());
    browser.picture(u"embedded_en"_s);
    browser.setSize(390, 844);
    QCOMPARE(browser.overflows(), QStringList());
    browser.picture(u"embedded_en_phone"_s);
    browser.setColours(u"dark"_s);
    browser.picture(u"embedded_en_phone_dark"_s);
    browser.setSize(320, 480);
    QCOMPARE(browser.overflows(), QStringList());
    QCOMPARE(browser.problems().join(u'\n'), QString());
}

void WidgetEmbedBrowserTest::livesBesideModuleLoaders_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("RequireJS") << u"window.define = () => { throw new Error('Mismatched anonymous define()'); };"
                                  "define.amd = {}; window.require = () => {};"_s;
    QTest::newRow("CommonJS") << u"var module = { exports: {} }; var exports = module.exports;"_s;
    QTest::newRow("exports alone") << u"var exports = {};"_s;
    QTest::newRow("a Socket.IO of its own") << u"window.io = 'mine';"_s;
}

void WidgetEmbedBrowserTest::livesBesideModuleLoaders()
{
    QFETCH(QString, script);
    ShopPage page;
    QVERIFY(page.listen());
    Shop shop([&page](EngineConfig& config) { config.allowedOrigins = {QString::fromLatin1(page.origin())}; });
    QVERIFY(shop.url.isValid());
    page.embed(shop.url, u"data-open=\"true\""_s, script);
    Browser browser;
    TELL(browser, start());
    TELL(browser, open(QString::fromLatin1(page.origin())));
    TELL(browser, evaluate(u"window.before = [typeof window.io, JSON.stringify(window.exports || null)].join()"_s));
    TELL(browser, isGone(u".note"_s));
    WRITE_LINE(browser, u"Áo này giá bao nhiêu?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(browser.texts(kBot).size() >= 2, kPatience);
    TELL(browser, evaluate(u"window.before === [typeof window.io, JSON.stringify(window.exports || null)].join()"_s));
    QVERIFY(browser.value().toBool());  // nothing of the page was taken or added to
    QCOMPARE(browser.problems().join(u'\n'), QString());
}

void WidgetEmbedBrowserTest::enterOfAnInputMethodSendsNothing()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, shop.demo());
    TELL(browser, click(kBox));
    TELL(browser, type(u"Xin chào"_s));
    const QString keyOf =
        u"document.querySelector('[data-tongdai]').shadowRoot.querySelector('textarea').dispatchEvent("
        "new KeyboardEvent('keydown', { key: '%1', keyCode: 229, bubbles: true, composed: true, "
        "cancelable: true }))"_s;
    TELL(browser, evaluate(keyOf.arg(u"Enter"_s)));
    QVERIFY(browser.value().toBool());  // left to the input method
    TELL(browser, evaluate(keyOf.arg(u"Escape"_s)));
    QCOMPARE(browser.texts(kMine), QStringList());
    TELL(browser, press(u"Enter"_s));  // the panel is still there, and so is the text
    QTRY_COMPARE_WITH_TIMEOUT(browser.texts(kMine), QStringList{u"Xin chào"_s}, kPatience);
    QCOMPARE(browser.problems().join(u'\n'), QString());
}

void WidgetEmbedBrowserTest::forgetsWhatTheBrowserKeptDamaged()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    const QStringList damages{u"{"_s,
                              u"5"_s,
                              u"\"x\""_s,
                              u"[1,null,{}]"_s,
                              u"{\"key\":5}"_s,
                              u"{\"map\":1}"_s,
                              u"true"_s,
                              u"[{\"tempId\":1,\"body\":\"a\"},{\"tempId\":\"t\",\"body\":\" \"}]"_s,
                              u"{\"key\":\"%1\"}"_s.arg(QString(20'000, u'k'))};
    const QString keepAll =
        u"for (const name of ['visitor', 'pending', 'read', 'device'])"
        " localStorage.setItem(`tongdai:${location.origin}:${name}`, %1)"_s;
    for (const QString& damage : damages) {
        TELL(browser, open(shop.url.toString() + u"/demo.css"_s));  // the same origin, without the chat
        const QJsonArray quoted{damage};
        const QString literal = QString::fromUtf8(QJsonDocument(quoted).toJson(QJsonDocument::Compact));
        TELL(browser, evaluate(keepAll.arg(literal.mid(1, literal.size() - 2))));
        TELL(browser, close());
        browser.forgetProblems();  // a style sheet has no icon
        OPEN_CHAT(browser, shop.demo());
        WRITE_LINE(browser, u"Shop ơi"_s);
        QTRY_COMPARE_WITH_TIMEOUT(browser.texts(u".msg.you[data-id] .text"_s), QStringList{u"Shop ơi"_s}, kPatience);
        QCOMPARE(browser.problems().join(u'\n'), QString());
        TELL(browser, close());
    }
}

void WidgetEmbedBrowserTest::customersReadNamesAndPlainWords()
{
    Shop shop([](EngineConfig& config) {
        config.shopName = u"Mộc An & <b>Con</b>"_s;
        config.operatorName = u"lan.nguyen"_s;  // a login
        config.operatorShownName.clear();
    });
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, shop.demo());
    TELL(browser, sees(u".head h2"_s, u"Mộc An & <b>Con</b>"_s));
    QCOMPARE(browser.roles(u"dialog"_s, u"Mộc An & <b>Con</b>"_s), 1);
    WRITE_LINE(browser, u"Xin chào"_s);
    TELL(browser, sees(u".msg.you .state"_s, u"Đã gửi"_s));
    QCOMPARE(browser.texts(u".dots"_s).size(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!shop.visitor().isEmpty(), kPatience);
    const auto takeover = shop.desk().requestTakeOver(shop.visitor());
    QTRY_VERIFY_WITH_TIMEOUT(takeover.isFinished(), kPatience);
    shop.desk().markRead(shop.visitor());
    TELL(browser, sees(u".msg.you .state"_s, u"Đã xem"_s));
    shop.desk().requestSend(shop.visitor(), MessageId("a-1"), u"Dạ em chào chị"_s, false);
    TELL(browser, sees(kStaff, u"Dạ em chào chị"_s));
    TELL(browser, sees(u".msg.staff .who"_s, u"Nhân viên"_s));
    QVERIFY(!browser.texts(u".panel"_s).join(u' ').contains(u"lan.nguyen"_s));
}

void WidgetEmbedBrowserTest::aPageThatIsNotListedGetsNothing()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    ShopPage page;
    QVERIFY(page.listen());
    page.embed(shop.url, u"data-open=\"true\""_s);
    Browser browser;
    TELL(browser, start());
    TELL(browser, open(QString::fromLatin1(page.origin())));
    TELL(browser, sees(u".note"_s, u"Mất kết nối"_s));
    WRITE_LINE(browser, u"Có ai không?"_s);
    TELL(browser, sees(u".msg.you .state"_s, u"Đang chờ gửi"_s));
    QVERIFY(shop.conversations.isEmpty());
}

void WidgetEmbedBrowserTest::showsWhatAnswersOffer()
{
    AiStub ai;
    QVERIFY(ai.listen());
    ai.setAnswer([](const StubRequest& request) -> std::optional<QJsonObject> {
        const QString asked = request.json["message"_L1]["content"_L1].toString();
        if (!asked.contains(u"chào"_s)) return {};
        const QJsonArray choices{QJsonObject{{u"title"_s, u"Xem áo"_s}, {u"payload"_s, u"AO"_s}},
                                 QJsonObject{{u"title"_s, u"Phí giao hàng"_s}, {u"payload"_s, u"SHIP"_s}}};
        const QJsonObject shirt{{u"title"_s, u"Áo thun cổ tròn"_s},
                                {u"subtitle"_s, u"199.000 ₫ · đủ cỡ S đến XXL"_s},
                                {u"buttons"_s, QJsonArray{QJsonObject{{u"title"_s, u"Chọn áo thun"_s}},
                                                          button(u"Xem ảnh"_s, u"https://shop.example/ao"_s)}}};
        const QJsonObject skirt{{u"title"_s, u"Chân váy chữ A"_s}, {u"subtitle"_s, u"259.000 ₫"_s}};
        return answer(
            u"Dạ em chào anh/chị ạ."_s,
            {action(u"send_message"_s, {{u"message"_s, u"Dạ em chào anh/chị ạ."_s}}),
             action(u"send_carousel"_s, {{u"elements"_s, QJsonArray{shirt, skirt}}}),
             action(u"send_quick_replies"_s, {{u"message"_s, u"Chọn nhé"_s}, {u"quick_replies"_s, choices}})});
    });
    Shop shop([&ai](EngineConfig& config) {
        config.aiUrl = ai.url();
        config.aiPath = u"/process"_s;
    });
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, shop.demo());
    WRITE_LINE(browser, u"Em chào shop"_s);
    TELL(browser, sees(u".card strong"_s, u"Áo thun cổ tròn"_s));
    QCOMPARE(browser.texts(u".card strong"_s), (QStringList{u"Áo thun cổ tròn"_s, u"Chân váy chữ A"_s}));
    QCOMPARE(browser.texts(u".choices button"_s), (QStringList{u"Xem áo"_s, u"Phí giao hàng"_s}));
    QCOMPARE(browser.attributes(u".card a"_s, u"href"_s), QStringList{u"https://shop.example/ao"_s});
    QCOMPARE(browser.attributes(u".card a"_s, u"rel"_s), QStringList{u"noopener noreferrer nofollow"_s});
    QCOMPARE(browser.overflows(), QStringList());
    browser.picture(u"offers"_s);
    browser.setSize(390, 844);
    QCOMPARE(browser.overflows(), QStringList());
    browser.setColours(u"dark"_s);
    browser.picture(u"offers_phone_dark"_s);
    TELL(browser, click(u".choices button"_s));
    TELL(browser, sees(kMine, u"Xem áo"_s));
    QTRY_COMPARE_WITH_TIMEOUT(browser.texts(u".choices button"_s).size(), 0, kPatience);  // answered once
    TELL(browser, click(u".card .act"_s));
    TELL(browser, sees(kMine, u"Chọn áo thun"_s));
    TELL(browser, sees(kBot, u"Dạ em nhận được: Chọn áo thun"_s));

    // They come back with the history.
    TELL(browser, close());
    OPEN_CHAT(browser, shop.demo());
    TELL(browser, sees(u".card strong"_s, u"Áo thun cổ tròn"_s));
    QCOMPARE(browser.texts(kMine), (QStringList{u"Em chào shop"_s, u"Xem áo"_s, u"Chọn áo thun"_s}));
    QCOMPARE(browser.problems().join(u'\n'), QString());
}

void WidgetEmbedBrowserTest::offersCannotInjectAnything()
{
    AiStub ai;
    QVERIFY(ai.listen());
    ai.setAnswer([](const StubRequest&) -> std::optional<QJsonObject> {
        const QJsonObject card{
            {u"title"_s, kMarkup},
            {u"subtitle"_s, u"</span><script>alert(2)</script>"_s},
            {u"image_url"_s, u"javascript:alert(3)"_s},
            {u"buttons"_s, QJsonArray{button(u"js"_s, u"javascript:alert(4)"_s),
                                      button(u"data"_s, u"data:text/html,<script>alert(5)</script>"_s),
                                      button(kMarkup, u"https://shop.example/\"onclick=alert(6)"_s)}}};
        const QJsonArray cards{card, u"<b>no card</b>"_s, QJsonValue::Null, 7};
        const QJsonArray replies{QJsonObject{{u"title"_s, kMarkup}}, QJsonValue::Null, QJsonObject(), u"plain"_s};
        return answer(kMarkup, {action(u"send_message"_s, {{u"message"_s, kMarkup}}),
                                action(u"send_carousel"_s, {{u"elements"_s, cards}}),
                                action(u"send_carousel"_s, {{u"elements"_s, u"<script>"_s}}),
                                action(u"send_quick_replies"_s, {{u"quick_replies"_s, replies}})});
    });
    Shop shop([&ai](EngineConfig& config) {
        config.aiUrl = ai.url();
        config.aiPath = u"/process"_s;
        config.operatorName = u"<b onclick=alert(7)>Lan</b>\u202E"_s;
        config.operatorShownName = config.operatorName;
    });
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, shop.demo());
    WRITE_LINE(browser, u"chào"_s);
    TELL(browser, sees(u".card strong"_s, kMarkup));
    QCOMPARE(browser.texts(u".card strong"_s).size(), 1);
    QCOMPARE(browser.attributes(u".card a"_s, u"href"_s), QStringList{u"https://shop.example/%22onclick=alert(6)"_s});
    QCOMPARE(browser.attributes(u".card a"_s, u"onclick"_s), QStringList{QString()});
    QCOMPARE(browser.texts(u".choices button"_s), (QStringList{kMarkup, u"plain"_s}));
    browser.picture(u"hostile"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!shop.visitor().isEmpty(), kPatience);
    const ConversationId thread = shop.visitor();
    const auto takeover = shop.desk().requestTakeOver(thread);
    QTRY_VERIFY_WITH_TIMEOUT(takeover.isFinished(), kPatience);
    shop.desk().requestSend(thread, MessageId("a-1"), u"Dạ"_s, false);
    TELL(browser, sees(u".msg.staff .who"_s, u"<b onclick=alert(7)>Lan</b>"_s));
    QCOMPARE(browser.texts(u".log img, .log script, .log svg, .log iframe, .log b"_s).size(), 0);
    QCOMPARE(browser.problems().join(u'\n'), QString());
}

void WidgetEmbedBrowserTest::isNamedForScreenReaders()
{
    Shop shop;
    QVERIFY(shop.url.isValid());
    Browser browser;
    TELL(browser, start());
    TELL(browser, open(shop.demo()));
    TELL(browser, sees(u"h1"_s, u"Khung chat"_s));
    QCOMPARE(browser.roles(u"button"_s, u"Mở khung chat"_s), 1);
    QCOMPARE(browser.attributes(kLaunch, u"aria-expanded"_s), QStringList{u"false"_s});
    TELL(browser, click(kLaunch));
    TELL(browser, isGone(u".note"_s));
    QCOMPARE(browser.attributes(kLaunch, u"aria-expanded"_s), QStringList{u"true"_s});
    QCOMPARE(browser.roles(u"dialog"_s, u"Chat với cửa hàng"_s), 1);
    QCOMPARE(browser.roles(u"log"_s, u"Nội dung trò chuyện"_s), 1);
    QCOMPARE(browser.attributes(u".log"_s, u"aria-live"_s), QStringList{u"polite"_s});
    QCOMPARE(browser.roles(u"textbox"_s, u"Tin nhắn của bạn"_s), 1);
    QCOMPARE(browser.roles(u"button"_s, u"Gửi"_s), 1);
    QCOMPARE(browser.roles(u"button"_s, u"Đóng khung chat"_s), 2);  // in the panel, and the round one
}

TONGDAI_TEST(WidgetEmbedBrowserTest)

}  // namespace tongdai

#include "widget_embed_browser_test.moc"
