#include "ui/live/live_page.h"

#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/live/card/customer_card.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/list/card_rows.h"
#include "ui/live/list/queue_tabs.h"

#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextDocument>
#include <QToolButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::LiveStage;
using testing::OpenedPage;

/// The Live page around the thread: list, queues, card, keys and words, on a desk without an engine.
class LivePageTest : public QObject {
    Q_OBJECT

private slots:
    /// F75
    void whatComesFromOutsideIsNoMarkupInToolTips()
    {
        const QString hostile = u"<img src='file:///etc/passwd'> & <b>Hạnh</b>"_s;
        const QString tip = plainToolTip(hostile);
        QTextDocument shown;
        shown.setHtml(tip);
        QCOMPARE(shown.toPlainText(), hostile);
        QCOMPARE(plainToolTip(u"Hạnh & Lan, 3 < 5"_s), u"Hạnh & Lan, 3 < 5"_s);

        OpenedPage stage(true, {});
        stage.desk.conversation(ConversationId("c-12345")).customerName = u"<h1>"_s + QString(300, u'x') + u"</h1>"_s;
        stage.page.open(ConversationId("c-12345"));
        stage.desk.report(ConversationId("c-12345"));
        stage.settle();
        bool isCut = false;
        for (const QLabel* label : stage.page.view()->findChildren<QLabel*>()) {
            QVERIFY2(!label->toolTip().contains(u"<h1>"_s), qPrintable(label->toolTip()));
            isCut |= label->toolTip().contains(u"&lt;h1&gt;"_s);
        }
        QVERIFY(isCut);
    }

    void theCardNamesWhatIsKnownAndRepeatsNothing()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        Conversation c;
        c.id = ConversationId("c-1");
        c.customerName = u"Hạnh"_s;
        c.channel = u"facebook"_s;
        c.isSample = true;
        c.metadata = {
            {u"customer_name"_s, u"Hạnh"_s}, {u"platform"_s, u"facebook"_s},        {u"sample"_s, true},
            {u"phone"_s, u"0912 345 678"_s}, {u"assigned_at_pancake"_s, u"Minh"_s}, {u"loyalty_tier"_s, u"gold"_s}};
        CustomerCard card(OperatorId("Lan"), stage.look());
        card.setConversation(c);
        QStringList words;
        for (const QLabel* label : card.findChildren<QLabel*>())
            words << label->text();
        QVERIFY(words.contains(u"Điện thoại"_s) && words.contains(u"0912 345 678"_s));
        QVERIFY(words.contains(u"Ở Pancake giao cho"_s) && words.contains(u"Minh"_s));
        QVERIFY(words.contains(u"Loyalty tier"_s) && words.contains(u"gold"_s));
        QVERIFY(!words.contains(u"customer_name"_s) && !words.contains(u"platform"_s) && !words.contains(u"sample"_s));
        QCOMPARE(words.count(u"Hạnh"_s), 1);
        c.metadata = {{u"customer_name"_s, u"Hạnh"_s}};
        card.setConversation(c);
        words.clear();
        for (const QLabel* label : card.findChildren<QLabel*>())
            words << label->text();
        QVERIFY(!words.contains(u"Từ kênh chat"_s));
    }

    void theCardFollowsRenamesAndShowsNoPrograms()
    {
        LiveStage stage;
        Conversation c;
        c.id = ConversationId("c-1");
        c.customerName = u"Hạnh"_s;
        c.channel = u"web"_s;
        const QString address = u"12 Lý Tự Trọng, Phường Bến Nghé, Quận 1, "_s.repeated(4);
        c.metadata = {{u"address"_s, address},
                      {u"last_orders"_s, QJsonArray{u"DH-1"_s, u"DH-2"_s}},
                      {u"delivery_wish"_s, QJsonObject{{u"phone"_s, u"0912"_s}, {u"after_noon"_s, true}}}};
        CustomerCard card(OperatorId("Lan"), stage.look());
        card.setConversation(c);
        const auto words = [&card] {
            QStringList all;
            for (const QLabel* label : card.widget()->findChildren<QLabel*>())
                all << label->text();
            return all;
        };
        QVERIFY(words().contains(u"Hạnh"_s));
        QVERIFY(words().contains(u"Last orders"_s) && words().contains(u"DH-1, DH-2"_s));
        QVERIFY(words().contains(u"After noon: yes · Phone: 0912"_s));
        for (const QString& each : words())
            QVERIFY2(!each.contains(u'{') && !each.contains(u'[') && !each.contains(u'_'), qPrintable(each));
        bool isBehindHover = false;
        for (const QLabel* label : card.widget()->findChildren<QLabel*>()) {
            QVERIFY(label->text().size() <= kCardShown + 1);
            isBehindHover |= label->toolTip().contains(address.trimmed());
        }
        QVERIFY(isBehindHover);
        c.customerName = u"Hạnh Nguyễn"_s;
        card.setConversation(c);
        QVERIFY(words().contains(u"Hạnh Nguyễn"_s));
        QVERIFY(!words().contains(u"Hạnh"_s));
    }

    void whatTheCustomerSaidOfThemselvesLeadsToItsLine()
    {
        OpenedPage stage(true, {});
        const ConversationId id("c-12345");
        stage.desk.say(id, Speaker::Customer, u"gọi em số 0912 345 678 nhé"_s, false);
        const StoredMessage said = stage.desk.thread(id).back();
        for (int i = 0; i < 40; ++i)
            stage.desk.say(id, Speaker::Customer, u"tin %1"_s.arg(i), false);
        CustomerDetails details;
        addDetails(details, {{DetailField::Phone, u"0900000000"_s}}, {MessageId("old"), 1, said.receivedAt - 24h});
        addDetails(details,
                   {{DetailField::Phone, u"0912345678"_s},
                    {DetailField::Province, u"Bình Dương"_s},
                    {DetailField::ProvinceNow, u"Hồ Chí Minh"_s}},
                   {said.messageId, said.rev, said.receivedAt});
        stage.desk.details[id] = details;
        stage.page.open(id);
        stage.settle();
        auto* card = stage.child<CustomerCard>(u"card"_s);
        const auto words = [card] {
            QStringList all;
            for (const QLabel* label : card->widget()->findChildren<QLabel*>())
                all << label->text();
            return all;
        };
        QTRY_VERIFY(words().contains(u"0912345678"_s));
        QVERIFY(words().contains(u"Said by the customer"_s));
        QVERIFY(words().contains(u"Bình Dương (now Hồ Chí Minh)"_s));
        QVERIFY(!words().contains(u"0900000000"_s));
        card->findChild<QToolButton*>(u"saidEarlier"_s)->click();
        QTRY_VERIFY(words().contains(u"0900000000"_s));

        // The time beside it leads to the line.
        QSignalSpy wanted(card, &CustomerCard::lineWanted);
        const auto isShown = [&] {
            const int row = stage.model().rowOfRev(said.rev);
            if (row < 0) return false;
            const int top = stage.thread().topOfRow(row);
            return top >= 0 && top < stage.thread().viewport()->height() - 20;
        };
        card->findChild<QToolButton*>(u"saidLine"_s)->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(1).toLongLong(), said.rev);
        QTRY_VERIFY(isShown());

        // Of another conversation nothing of it is shown.
        for (const Conversation& other : stage.desk.conversations) {
            if (other.id == id) continue;
            stage.page.open(other.id);
            break;
        }
        stage.settle();
        QVERIFY(!words().contains(u"0912345678"_s));
    }

    void theNewestMessagesWordsCountAndEarlierOnesAreAPressAway()
    {
        OpenedPage stage;
        Conversation& c = stage.desk.conversation(ConversationId("c-12345"));
        const auto say = [&](const QJsonObject& metadata) {
            stage.desk.say(c.id, Speaker::Customer, u"Alo"_s, false);
            StoredMessage& line = stage.desk.thread(c.id).back();
            line.sender = c.customer;
            line.metadata = metadata;
            for (auto it = metadata.begin(); it != metadata.end(); ++it)
                c.metadata[it.key()] = it.value();
            stage.desk.report(c.id);
            emit stage.desk.linesChanged(c.id, {line});
            stage.settle();
        };
        say({{u"customer_name"_s, u"Chị Hạnh"_s}, {u"phone"_s, u"0911"_s}, {u"chat"_s, QJsonObject{{u"x"_s, 1}}}});
        say({{u"phone"_s, u"0922"_s}});
        say({{u"customer_name"_s, c.customerName}, {u"phone"_s, u"0933"_s}, {u"user_agent"_s, u"Firefox"_s}});
        auto* card = stage.child<CustomerCard>(u"card"_s);
        const auto words = [card] {
            QStringList all;
            for (const QLabel* label : card->widget()->findChildren<QLabel*>())
                all << label->text();
            return all;
        };
        QVERIFY(words().contains(u"0933"_s) && words().contains(u"Browser"_s));
        QVERIFY(!words().contains(u"0922"_s) && !words().contains(u"Chị Hạnh"_s) && !words().contains(u"Chat"_s));
        const auto press = [&](const QString& named) {
            for (QToolButton* button : card->widget()->findChildren<QToolButton*>(u"earlier"_s)) {
                if (button->accessibleName() == named) return QTest::mouseClick(button, Qt::LeftButton);
            }
            QFAIL(qPrintable(named));
        };
        press(u"Phone: 2 earlier"_s);
        QTRY_VERIFY(words().contains(u"0922"_s));
        QVERIFY(words().indexOf(u"0922"_s) < words().indexOf(u"0911"_s));
        press(u"Name: 1 earlier"_s);
        QTRY_VERIFY(words().contains(u"Chị Hạnh"_s));
        if (const QString folder = qEnvironmentVariable("TONGDAI_PICTURES"); !folder.isEmpty())
            QVERIFY(stage.page.grab().save(folder + u"/card_earlier.png"_s));
        press(u"Phone: Hide earlier"_s);
        QTRY_VERIFY(!words().contains(u"0922"_s));
    }

    void sixQueuesNeedTwoRowsInVietnamese()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        QueueTabs tabs;
        tabs.resize(300, 60);
        tabs.setCounts({{11, 128, 11, 96, 63, 1200}});
        tabs.show();
        stage.settle();
        const auto buttons = tabs.findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 6);
        QSet<int> rows;
        for (const QToolButton* one : buttons) {
            rows << one->y();
            QVERIFY(tabs.rect().contains(one->geometry()));
            for (const QToolButton* other : buttons)
                QVERIFY(one == other || !one->geometry().intersects(other->geometry()));
        }
        QCOMPARE(rows.size(), 2);
        tabs.resize(180, 60);
        stage.settle();
        rows.clear();
        for (const QToolButton* one : buttons)
            rows << one->y();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(tabs.height(), 3 * buttons.first()->height());
    }

    void anEmptyQueueSaysWhenNothingCanBeRead_data()
    {
        QTest::addColumn<bool>("journalWorks");
        QTest::addColumn<LanguageChoice>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("kept, English") << true << LanguageChoice::English << u"still taken"_s;
        QTest::newRow("kept, Vietnamese") << true << LanguageChoice::Vietnamese << u"vẫn được nhận"_s;
        QTest::newRow("refused, English") << false << LanguageChoice::English << u"refused"_s;
        QTest::newRow("refused, Vietnamese") << false << LanguageChoice::Vietnamese << u"chưa được nhận"_s;
    }
    void anEmptyQueueSaysWhenNothingCanBeRead()
    {
        QFETCH(const bool, journalWorks);
        QFETCH(const LanguageChoice, words);
        QFETCH(const QString, said);
        OpenedPage stage(true, {});
        stage.language.setChoice(words);
        ConversationPane& pane = *stage.page.conversations();
        const auto* empty = stage.page.conversations()->findChild<EmptyState*>();
        stage.desk.conversations.clear();
        pane.setQueue(WorkQueue::NeedsMe);
        QTRY_VERIFY(empty->isVisible());
        const QString usual = empty->sentence();

        HealthSnapshot health;
        health.level = journalWorks ? HealthLevel::NoDatabase : HealthLevel::ReadOnly;
        health.parts.push_back({Part::History, PartState::Down, {}, {}, {}, {}, {}});
        stage.page.setHealth(health);
        QVERIFY2(empty->sentence().contains(said), qPrintable(empty->sentence()));
        for (const WorkQueue queue : {WorkQueue::Mine, WorkQueue::All}) {
            stage.desk.failNext(api::DeskError::StoreDown);
            pane.setQueue(queue);
            stage.settle();
            QVERIFY2(empty->sentence().contains(said), qPrintable(empty->sentence()));
        }

        pane.setQueue(WorkQueue::NeedsMe);
        stage.desk.failNext(api::DeskError::StoreDown);
        empty->findChild<QPushButton*>()->click();
        QTRY_COMPARE(int(pane.model().state()), int(ConversationListModel::State::Failed));
        health.level = HealthLevel::Full;
        health.parts.front().state = PartState::Ok;
        stage.page.setHealth(health);
        QTRY_COMPARE(empty->sentence(), usual);  // asked again by itself
    }
    void theRingGoesAlongWithTheQueue()
    {
        OpenedPage stage;
        stage.page.conversations()->focusQueue();
        QCOMPARE(QApplication::focusWidget()->objectName(), u"queue1"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_3, Qt::AltModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"queue3"_s);
        stage.box().setFocus();
        QTest::keyClick(&stage.box(), Qt::Key_1, Qt::AltModifier);
        QVERIFY(stage.box().hasFocus());
    }

    void theLanguageSwitchesLive()
    {
        OpenedPage stage;
        auto* send = stage.child<QPushButton>(u"send"_s);
        const QString english = send->text();
        stage.language.setChoice(LanguageChoice::Vietnamese);
        stage.settle();
        QVERIFY(send->text() != english);
        stage.language.setChoice(LanguageChoice::English);
        stage.settle();
        QCOMPARE(send->text(), english);
    }

    void everyControlHasAName()
    {
        OpenedPage stage;
        for (QWidget* widget : stage.page.findChildren<QWidget*>()) {
            const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QAbstractScrollArea*>(widget) ||
                                 qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget);
            if (!control || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName() + QLatin1StringView(widget->metaObject()->className())));
        }
    }
};

TONGDAI_TEST(LivePageTest)

}  // namespace tongdai

#include "live_page_gui_test.moc"
