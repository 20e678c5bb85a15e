#include "ui/live/live_words.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/system_note.h"
#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"

#include <QFile>
#include <QLabel>
#include <QRegularExpression>
#include <QSet>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::LiveStage;
using testing::OpenedPage;

/// The Live page speaks as a shop does: no words of programs, and numbers with their reason.
class LiveWordsTest : public QObject {
    Q_OBJECT

    static QString receiptOf(LiveStage& stage, bool byChat)
    {
        const ThreadStyle style(stage.theme);
        const Look look = stage.look();
        Delivery delivery;
        delivery.state = OutboxState::Sent;
        delivery.conversationOnly = true;
        BlockContent content;
        content.line.message.speaker = Speaker::Operator;
        content.line.message.body = u"Dạ còn ạ"_s;
        content.line.message.metadata = {{u"delivery"_s, toJson(delivery)}};
        content.byChat = byChat;
        return ThreadBlock(content, style, look, stage.desk.me(), 600).receipt();
    }

private slots:
    void theTokenStandsBehindAHoverOnly()
    {
        OpenedPage stage;
        stage.language.setChoice(LanguageChoice::Vietnamese);
        stage.settle();
        const auto* header = stage.child<QWidget>(u"header"_s);
        QVERIFY2(!header->accessibleName().contains(u"rào"_s), qPrintable(header->accessibleName()));
        bool isBehindHover = false;
        for (const QLabel* label : header->findChildren<QLabel*>()) {
            QVERIFY2(!label->text().contains(u"rào"_s), qPrintable(label->text()));
            isBehindHover |= label->toolTip().contains(u"Số rào"_s);
        }
        QVERIFY(isBehindHover);
    }

    /// F76
    void tooManyLettersAreSaidToBe()
    {
        OpenedPage stage;
        stage.type(QString(9000, u'a'));
        QStringList words;
        for (const QLabel* label : stage.page.view()->composer()->findChildren<QLabel*>())
            words << label->text();
        QVERIFY2(words.contains(u"9,000 / 8,000 characters: too long"_s), qPrintable(words.join(u'|')));
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
    }

    void whatWasUnderstoodIsSaidInWords()
    {
        const LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        QCOMPARE(LiveWords::intent(u"hỏi_tồn_kho"_s), u"hỏi tồn kho"_s);
        QCOMPARE(LiveWords::intent(u"unknown"_s), u"chưa hiểu ý"_s);
        QCOMPARE(LiveWords::intent(u"ask_stock"_s), u"hỏi còn hàng"_s);
        QCOMPARE(LiveWords::model(u"rules"_s), u"quy tắc của cửa hàng"_s);
        QCOMPARE(LiveWords::model(u"none"_s), QString());
        QCOMPARE(LiveWords::model(u"gpt-4o"_s), u"gpt-4o"_s);
    }

    /// What the rules that come along understand, and the sample shop's customers wanted.
    void everyIntentThatComesAlongHasWords()
    {
        const LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        static const QRegularExpression kIntent(u"\\bask_[a-z]+\\b"_s);
        QSet<QString> intents;
        for (const QString& path : {u"/resources/rules/default_rules.json"_s, u"/resources/sample/shop.json"_s}) {
            QFile file(QStringLiteral(TONGDAI_SOURCE_DIR) + path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (auto found = kIntent.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext();)
                intents << found.next().captured();
        }
        QVERIFY(intents.size() >= 8);
        for (const QString& name : std::as_const(intents))
            QVERIFY2(LiveWords::intent(name) != QString(name).replace(u'_', u' '), qPrintable(name));
    }

    void whyTheBotFailedIsSaidInWords()
    {
        const LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        QCOMPARE(LiveWords::reason(u"AI service: no answer within 30000 ms"_s), u"dịch vụ AI không trả lời kịp"_s);
        QCOMPARE(LiveWords::reason(u"AI service: it answered with status 503"_s), u"dịch vụ AI báo lỗi (HTTP 503)"_s);
        QCOMPARE(LiveWords::reason(u"AI service: connection refused"_s), u"không kết nối được dịch vụ AI"_s);
        QCOMPARE(LiveWords::reason(u"the AI service's answer: no JSON"_s),
                 u"câu trả lời của dịch vụ AI không dùng được"_s);
        QCOMPARE(LiveWords::reason(u"khách cần người"_s), u"khách cần người"_s);
        StoredMessage line;
        line.speaker = Speaker::System;
        line.metadata = toJson(SystemNote{SystemEvent::TurnFailed, {}, 0, 1, u"AI service: connection refused"_s});
        QCOMPARE(LiveWords::systemLine(line),
                 u"Bot không trả lời được (không kết nối được dịch vụ AI); cần nhân viên hỗ trợ"_s);
    }

    void peopleAreCalledByTheirNames()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        Conversation c;
        c.mode = BotMode::Human;
        c.assignee = OperatorId("mnguyen");
        QCOMPARE(LiveWords::owner(c, OperatorId("lan")), u"mnguyen"_s);  // nothing else is known of them
        c.assigneeName = u"Nguyễn Minh"_s;
        QCOMPARE(LiveWords::owner(c, OperatorId("lan")), u"Nguyễn Minh"_s);
        c.lastText = u"Dạ còn ạ"_s;
        c.lastSpeaker = Speaker::Operator;
        QCOMPARE(LiveWords::preview(c, OperatorId("lan")), u"Nguyễn Minh: Dạ còn ạ"_s);
        QCOMPARE(LiveWords::owner(c, OperatorId("mnguyen")), u"Bạn"_s);

        AnswerCard card;
        card.outcome = TurnOutcome::Cancelled;
        card.cancelledBy = OperatorId("mnguyen");
        card.cancelledByName = u"Nguyễn Minh"_s;
        QCOMPARE(answerCard(toJson(card)).cancelledByName, card.cancelledByName);
    }

    void aReplyThatNobodyCarriesSaysSo()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        QCOMPARE(receiptOf(stage, false), u"Chưa gửi tới khách: chưa nối kênh"_s);
        QCOMPARE(receiptOf(stage, true), u"chờ khách trở lại"_s);
        stage.language.setChoice(LanguageChoice::English);
        QCOMPARE(receiptOf(stage, false), u"Not sent to the customer: no channel is connected"_s);
    }
};

TONGDAI_TEST(LiveWordsTest)

}  // namespace tongdai

#include "live_words_gui_test.moc"
