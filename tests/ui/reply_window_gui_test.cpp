#include "engine/domain/shop/page_line.h"
#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/live/thread/reply_window_label.h"

#include <QPushButton>
#include <QRadioButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::LiveStage;
using testing::OpenedPage;

/// How long a channel may still be answered, on the Live page (features B9).
class ReplyWindowLabelTest : public QObject {
    Q_OBJECT

    static constexpr int kGenerous = 60'000;
    const ConversationId m_id{"c-12345"};

    /// The open conversation lives on a page there, and its customer writes now.
    void live(OpenedPage& stage, const QString& platform) const
    {
        Conversation& conversation = stage.desk.conversation(m_id);
        conversation.channel = platform;
        conversation.mode = BotMode::Human;
        conversation.assignee = stage.desk.me();
        conversation.metadata.insert(kPageKey, toJson(PageAddress{"1029"}));
        stage.desk.say(m_id, Speaker::Customer, u"còn không shop"_s);
        stage.settle();
    }

    static ReplyWindowLabel& label(OpenedPage& stage) { return *stage.child<ReplyWindowLabel>(u"replyWindow"_s); }
    static QString span(OpenedPage& stage, std::chrono::milliseconds time) { return stage.look().formats().span(time); }
    static QColor colour(OpenedPage& stage) { return label(stage).palette().color(QPalette::WindowText); }

private slots:
    void countsDownByItself()
    {
        OpenedPage stage;
        QVERIFY(!label(stage).isVisible());  // it lives on no page
        live(stage, u"facebook"_s);
        QVERIFY(label(stage).isVisible());
        QCOMPARE(label(stage).fullText(), u"Facebook: %1 left"_s.arg(span(stage, 24h)));
        stage.desk.now += 2h + 46min;
        QTRY_COMPARE_WITH_TIMEOUT(label(stage).fullText(), u"Facebook: %1 left"_s.arg(span(stage, 21h + 14min)),
                                  kGenerous);
        QCOMPARE(colour(stage), stage.theme.color(ColorRole::SecondaryText));
        stage.desk.now += 20h + 30min + 20s;
        QTRY_COMPARE_WITH_TIMEOUT(label(stage).fullText(), u"Facebook: 43 min left"_s, kGenerous);
        QCOMPARE(colour(stage), stage.theme.color(ColorRole::Attention));
        stage.desk.now += 43min;
        QTRY_COMPARE_WITH_TIMEOUT(label(stage).fullText(), u"Facebook: less than 1 min left"_s, kGenerous);
        stage.desk.now += 1min;
        QTRY_COMPARE_WITH_TIMEOUT(label(stage).fullText(),
                                  u"Human-agent window: %1 left"_s.arg(span(stage, 6 * 24h - 20s)), kGenerous);
        QCOMPARE(colour(stage), stage.theme.color(ColorRole::SecondaryText));
        QVERIFY(stage.box().isEnabled());
        stage.type(u"Dạ còn ạ"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(stage.desk.sent.size(), size_t(1), kGenerous);
    }

    void whatIsTooLateIsNotWritten()
    {
        OpenedPage stage;
        live(stage, u"facebook"_s);
        stage.type(u"Dạ"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.box().hasFocus(), kGenerous);
        stage.desk.now += 7 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        QCOMPARE(label(stage).fullText(), u"Facebook: no answer is taken"_s);
        QCOMPARE(colour(stage), stage.theme.color(ColorRole::Danger));
        const QString why = label(stage).refusal();
        QVERIFY(why.contains(u"more than 7 days old"_s) && why.contains(u"Notes are possible"_s));
        QVERIFY(!stage.child<QPushButton>(u"send"_s)->isEnabled());
        QCOMPARE(stage.box().toPlainText(), u"Dạ"_s);  // what is written stays, and the reason stands below it
        QStringList said;
        for (const auto* each : stage.page.view()->composer()->findChildren<ElidedLabel*>())
            said << each->fullText();
        QVERIFY(said.contains(why));
        stage.page.view()->composer()->trySend(false);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        // The keys stand where none does anything, and in an empty box the reason is read.
        QVERIFY(stage.child<QRadioButton>(u"modeReply"_s)->hasFocus());
        stage.box().clear();
        QCOMPARE(stage.box().placeholderText(), why);
    }

    /// Who writes on without looking tells nobody anything, and no colleague either.
    void whatIsTypedWhileItIsOffGoesNowhere()
    {
        OpenedPage stage;
        live(stage, u"facebook"_s);
        stage.box().setFocus();
        QTRY_VERIFY_WITH_TIMEOUT(stage.box().hasFocus(), kGenerous);
        stage.desk.now += 8 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        const int saves = stage.desk.draftSaves;
        for (const QChar letter : u"Dạ em"_s) {
            QWidget* keys = QApplication::focusWidget();
            QVERIFY(keys && keys->objectName() == u"modeReply"_s);
            const Qt::Key key = letter == u' ' ? Qt::Key_Space : Qt::Key(letter.toUpper().unicode());
            QTest::sendKeyEvent(QTest::Click, keys, key, QString(letter), Qt::NoModifier);
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        QVERIFY(!stage.page.view()->composer()->isNote());
        QVERIFY(!stage.box().isEnabled());
        QVERIFY(stage.box().toPlainText().isEmpty());
        QCOMPARE(stage.desk.draftSaves, saves);
        QVERIFY(stage.child<QRadioButton>(u"modeReply"_s)->hasFocus());
    }

    void aNoteIsStillPossible()
    {
        OpenedPage stage;
        live(stage, u"instagram"_s);
        stage.box().setFocus();
        QTRY_VERIFY_WITH_TIMEOUT(stage.box().hasFocus(), kGenerous);
        stage.desk.now += 8 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        QTest::keyClick(stage.child<QRadioButton>(u"modeReply"_s), Qt::Key_M, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(stage.box().isEnabled() && stage.box().hasFocus(), kGenerous);
        stage.type(u"gọi lại cho khách"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(stage.desk.sent.size(), size_t(1), kGenerous);
        QVERIFY(stage.desk.sent.front().isNote);
        QTest::keyClick(&stage.box(), Qt::Key_M, Qt::ControlModifier);
        QVERIFY(!stage.box().isEnabled());
    }

    void aNewLineOfTheCustomerOpensItAtOnce()
    {
        OpenedPage stage;
        live(stage, u"facebook"_s);
        stage.desk.now += 8 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        stage.desk.say(m_id, Speaker::Customer, u"shop ơi"_s);
        QVERIFY(stage.box().isEnabled());
        QCOMPARE(label(stage).fullText(), u"Facebook: %1 left"_s.arg(span(stage, 24h)));
        QCOMPARE(stage.box().placeholderText(), u"Write to Nguyễn Thị Hạnh…"_s);
    }

    void whatTheBotProposesIsNotPutIntoIt()
    {
        OpenedPage stage;
        live(stage, u"facebook"_s);
        Composer& composer = *stage.page.view()->composer();
        stage.desk.now += 8 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        composer.insert(u"Dạ còn ạ"_s);
        QVERIFY(stage.box().toPlainText().isEmpty());
        composer.setNote(true);
        composer.insert(u"Dạ còn ạ"_s);
        QVERIFY(composer.isNote());
        QVERIFY(stage.box().toPlainText().isEmpty());
        composer.setNote(false);
        stage.desk.say(m_id, Speaker::Customer, u"shop ơi"_s);
        composer.insert(u"Dạ còn ạ"_s);
        QCOMPARE(stage.box().toPlainText(), u"Dạ còn ạ"_s);
    }

    /// Who was writing writes on; who went elsewhere meanwhile stays there.
    void theKeysGoBackToTheBox()
    {
        OpenedPage stage;
        live(stage, u"facebook"_s);
        stage.type(u"Dạ"_s);
        QTRY_VERIFY_WITH_TIMEOUT(stage.box().hasFocus(), kGenerous);
        stage.desk.now += 8 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        QVERIFY(stage.child<QRadioButton>(u"modeReply"_s)->hasFocus());
        stage.desk.say(m_id, Speaker::Customer, u"shop ơi"_s);
        QVERIFY(stage.box().isEnabled());
        QVERIFY(stage.box().hasFocus());
        QTest::keyClicks(&stage.box(), u" em"_s);
        QCOMPARE(stage.box().toPlainText(), u"Dạ em"_s);
        stage.desk.now += 8 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        stage.thread().setFocus();
        stage.desk.say(m_id, Speaker::Customer, u"alo"_s);
        QVERIFY(stage.box().isEnabled());
        QVERIFY(stage.thread().hasFocus());
    }

    void zaloSaysHowManyAreLeft()
    {
        OpenedPage stage;
        live(stage, u"zalo"_s);
        QCOMPARE(label(stage).fullText(), u"Zalo: 8 of 8 replies left in 48 h"_s);
        stage.desk.say(m_id, Speaker::Operator, u"Dạ còn ạ"_s);
        stage.desk.say(m_id, Speaker::Bot, u"Chị lấy màu nào?"_s);
        QCOMPARE(label(stage).fullText(), u"Zalo: 6 of 8 replies left in 48 h"_s);
        // What the platform did not take is not counted.
        stage.desk.settleDelivery(m_id, OutboxState::Dead, u"(#10)"_s);
        QTRY_COMPARE_WITH_TIMEOUT(label(stage).fullText(), u"Zalo: 7 of 8 replies left in 48 h"_s, kGenerous);
        stage.desk.now += 48h;
        QTRY_COMPARE_WITH_TIMEOUT(label(stage).fullText(), u"Zalo: %1 left"_s.arg(span(stage, 5 * 24h)), kGenerous);
    }

    /// Where a thread is at its narrowest it is cut and not left out, and the whole of it can be read.
    void aNarrowRowKeepsIt()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        Conversation conversation;
        conversation.id = m_id;
        conversation.channel = u"facebook"_s;
        conversation.metadata.insert(kPageKey, toJson(PageAddress{"1029"}));
        conversation.lastMessageTimestamp = toUnixSeconds(stage.desk.now - 25h);
        Composer composer(stage.desk.me(), stage.look());
        composer.resize(396, 160);
        composer.show();
        composer.setConversation(conversation);
        composer.setReplyTerms(ReplyTerms(conversation));
        stage.settle();
        const auto& label = *composer.findChild<ReplyWindowLabel*>();
        QVERIFY(label.isVisible());
        QVERIFY2(label.width() >= label.minimumSizeHint().width(), qPrintable(QString::number(label.width())));
        QVERIFY(label.width() > 0 && label.toolTip().contains(label.fullText()));
    }

    void aLowWindowSaysWhy()
    {
        OpenedPage stage;
        live(stage, u"facebook"_s);
        Composer& composer = *stage.page.view()->composer();
        composer.setLow(true);
        stage.settle();
        const QString why = u"more than 7 days old"_s;
        const auto said = [&composer, &why] {
            for (const auto* each : composer.findChildren<ElidedLabel*>()) {
                if (each->isVisible() && each->fullText().contains(why)) return true;
            }
            return false;
        };
        QVERIFY(!said());
        stage.desk.now += 8 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        QVERIFY(said());
        composer.setNote(true);
        QVERIFY(!said());
        composer.setNote(false);
        QVERIFY(said());
        stage.desk.say(m_id, Speaker::Customer, u"shop ơi"_s);
        QVERIFY(!said());
    }

    /// What is known of one conversation is not said of the next.
    void anotherConversationHasItsOwn()
    {
        OpenedPage stage;
        live(stage, u"facebook"_s);
        stage.desk.now += 8 * 24h;
        QTRY_VERIFY_WITH_TIMEOUT(!stage.box().isEnabled(), kGenerous);
        stage.page.open(ConversationId("c-12346"));
        stage.settle();
        QVERIFY(stage.box().isEnabled());
        QVERIFY(!label(stage).isVisible());
        stage.page.open(m_id);
        stage.settle();
        QVERIFY(!stage.box().isEnabled());
        QVERIFY(label(stage).isVisible());
    }
};

TONGDAI_TEST(ReplyWindowLabelTest)

}  // namespace tongdai

#include "reply_window_gui_test.moc"
