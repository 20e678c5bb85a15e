#include "ui/setup/bot_section.h"

#include "tests/support/test_registry.h"
#include "tests/ui/setup_stage.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTableWidget>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::SetupStage;

/// What the bot may send by itself, on the Setup page (features C12, 2.9).
class SetupBotTest : public QObject {
    Q_OBJECT

    /// The section, with a week's intents in its table.
    static QWidget& opened(SetupStage& stage)
    {
        stage.page->show();
        QWidget& bot = *stage.open(u"bot"_s);
        StatsReport week;
        for (const QString& name : {u"ask_price"_s, u"ask_stock"_s, u"complaint"_s, QString()})
            week.intents.push_back({name, 5});
        stage.statistics.answer(week);
        return bot;
    }
    static QTableWidget& table(QWidget& bot, const QString& name) { return *bot.findChild<QTableWidget*>(name); }
    static void choose(QWidget& bot, int percent)
    {
        auto* box = bot.findChild<QComboBox*>(u"confidence"_s);
        const int index = box->findData(percent);
        QVERIFY(index >= 0);
        box->setCurrentIndex(index);
        emit box->activated(index);
    }
    static RuleEffect effectOf(const AnswerRule& rule)
    {
        RuleEffect effect;
        effect.rule = rule;
        effect.sent = 1'904;
        effect.nowHeld = 282;
        effect.nowUnsure = 210;
        effect.heldBack = 87;
        effect.nowSent = 5;
        effect.intents = {{u"ask_price"_s, 900, 200, 0, 0.3}, {u"complaint"_s, 60, 60, 0, 0.9}};
        effect.conversations = {{ConversationId("fb-7"_ba), u"Nguyễn Thị Hạnh"_s,
                                 TimePoint(std::chrono::milliseconds(1'763'700'000'000)), u"ask_price"_s, 0.42, 3},
                                {ConversationId("fb-8"_ba), QString(),
                                 TimePoint(std::chrono::milliseconds(1'763'600'000'000)), u"complaint"_s, 0.9, 1}};
        effect.changedConversations = 240;
        return effect;
    }
    static QString result(QWidget& bot) { return bot.findChild<QLabel*>(u"effect"_s)->text(); }
    static bool isOn(QWidget& bot, const QString& name) { return SetupStage::button(bot, name)->isEnabled(); }

private slots:
    void aChangeIsTriedBeforeItIsSaved()
    {
        SetupStage stage;
        QWidget& bot = opened(stage);
        QVERIFY(!isOn(bot, u"save"_s) && !isOn(bot, u"discard"_s));
        choose(bot, 80);
        QVERIFY2(!isOn(bot, u"save"_s), "not tried yet");
        QVERIFY(isOn(bot, u"discard"_s));
        SetupStage::button(bot, u"try"_s)->click();
        QCOMPARE(stage.statistics.tried, (std::vector<AnswerRule>{{80, {}}}));
        QVERIFY(!isOn(bot, u"save"_s));
        stage.statistics.answerTrial(effectOf({80, {}}));
        QVERIFY2(result(bot).contains(u"1,904"_s) && result(bot).contains(u"282"_s), qPrintable(result(bot)));
        QVERIFY(result(bot).contains(u"210"_s) && result(bot).contains(u"72"_s) && result(bot).contains(u"240"_s));
        QVERIFY(result(bot).contains(u"87"_s) && result(bot).contains(u"40 a day"_s));
        QVERIFY(isOn(bot, u"save"_s));
        choose(bot, 85);
        QVERIFY2(!isOn(bot, u"save"_s), "another rule was tried");
        QVERIFY(!table(bot, u"changedConversations"_s).isVisible());
        choose(bot, 80);
        SetupStage::button(bot, u"save"_s)->click();
        QCOMPARE(stage.desk.saves.back().botRule, std::optional(AnswerRule{80, {}}));
        QVERIFY(!isOn(bot, u"save"_s) && !isOn(bot, u"discard"_s));
        QVERIFY(stage.bar().isVisible());
    }

    void anIntentIsLeftToPeopleAndGivenBack()
    {
        SetupStage stage;
        QWidget& bot = opened(stage);
        QTableWidget& intents = table(bot, u"intents"_s);
        QCOMPARE(intents.rowCount(), 3);
        intents.selectRow(2);
        QTest::keyClick(&intents, Qt::Key_Return);
        QCOMPARE(intents.item(2, 1)->text(), u"a person"_s);
        QCOMPARE(intents.item(0, 1)->text(), u"the bot"_s);
        QVERIFY(bot.findChild<QLabel*>(u"intentsState"_s)->text().contains(u"2 of 3"_s));
        bot.findChild<QLineEdit*>(u"newIntent"_s)->setText(u"đặt lịch, gấp"_s);
        SetupStage::button(bot, u"addIntent"_s)->click();
        QCOMPARE(intents.rowCount(), 4);
        SetupStage::button(bot, u"try"_s)->click();
        const AnswerRule rule{0, {u"ask_price"_s, u"ask_stock"_s, u"đặt lịch gấp"_s}};
        QCOMPARE(stage.statistics.tried, std::vector{rule});
        stage.statistics.answerTrial(effectOf(rule));
        QCOMPARE(intents.item(0, 2)->text(), u"900"_s);
        QCOMPARE(intents.item(0, 3)->text(), u"200"_s);
        QCOMPARE(intents.item(1, 2)->text(), u"0"_s);
        intents.selectRow(2);
        SetupStage::button(bot, u"turnIntent"_s)->click();
        QCOMPARE(intents.item(2, 1)->text(), u"the bot"_s);
        SetupStage::button(bot, u"allIntents"_s)->click();
        QVERIFY2(!isOn(bot, u"discard"_s), "as it was");
    }

    void aChannelHasARuleOfItsOwn()
    {
        SetupStage stage;
        QWidget& bot = opened(stage);
        choose(bot, 50);
        auto* channels = bot.findChild<QComboBox*>(u"ruleChannel"_s);
        const auto* said = bot.findChild<QLabel*>(u"ruleChannelState"_s);
        channels->setFocus();
        channels->setCurrentIndex(channels->findData(u"zalo"_s));
        QVERIFY2(said->text().contains(u"Zalo follows"_s), qPrintable(said->text()));
        QCOMPARE(bot.findChild<QComboBox*>(u"confidence"_s)->currentData().toInt(), 50);
        choose(bot, 90);
        QVERIFY2(said->text().contains(u"Zalo has a rule"_s), qPrintable(said->text()));
        QTableWidget& intents = table(bot, u"intents"_s);
        intents.selectRow(2);
        SetupStage::button(bot, u"turnIntent"_s)->click();
        QCOMPARE(intents.item(2, 1)->text(), u"a person"_s);
        channels->setCurrentIndex(0);
        QCOMPARE(intents.item(2, 1)->text(), u"the bot"_s);
        AnswerRule rule{50, {}};
        rule.channels[u"zalo"_s] = {90, {u"ask_price"_s, u"ask_stock"_s}};
        SetupStage::button(bot, u"try"_s)->click();
        QCOMPARE(stage.statistics.tried, std::vector{rule});
        stage.statistics.answerTrial(effectOf(rule));
        SetupStage::button(bot, u"save"_s)->click();
        QCOMPARE(stage.desk.saves.back().botRule, std::optional(rule));
        channels->setCurrentIndex(channels->findData(u"zalo"_s));
        SetupStage::button(bot, u"dropOwnRule"_s)->click();
        QVERIFY(said->text().contains(u"Zalo follows"_s));
        SetupStage::button(bot, u"try"_s)->click();
        QCOMPARE(stage.statistics.tried.back(), (AnswerRule{50, {}}));
    }

    void leadsToTheConversations()
    {
        SetupStage stage;
        QWidget& bot = opened(stage);
        QSignalSpy wanted(stage.page.get(), &SetupPage::conversationWanted);
        choose(bot, 50);
        SetupStage::button(bot, u"try"_s)->click();
        stage.statistics.answerTrial(effectOf({50, {}}));
        QTableWidget& changed = table(bot, u"changedConversations"_s);
        QCOMPARE(changed.rowCount(), 2);
        QCOMPARE(changed.item(0, 0)->text(), u"Nguyễn Thị Hạnh"_s);
        QCOMPARE(changed.item(1, 0)->text(), u"fb-8"_s);
        changed.selectRow(1);
        QTest::keyClick(&changed, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<ConversationId>(), ConversationId("fb-8"_ba));
    }

    void aTrialCanBeStoppedAndMayFail()
    {
        SetupStage stage;
        QWidget& bot = opened(stage);
        choose(bot, 50);
        SetupStage::button(bot, u"try"_s)->click();
        QVERIFY(SetupStage::button(bot, u"cancelTrial"_s)->isVisible());
        SetupStage::button(bot, u"cancelTrial"_s)->click();
        QCOMPARE(stage.statistics.cancels, 1);
        QVERIFY(SetupStage::button(bot, u"try"_s)->isVisible() && !isOn(bot, u"save"_s));
        stage.statistics.answerTrial(effectOf({50, {}}));
        QVERIFY2(!isOn(bot, u"save"_s), "nobody waits for it any more");
        SetupStage::button(bot, u"try"_s)->click();
        stage.statistics.answerTrial(api::DeskFailure{api::DeskError::StoreDown, u"connection refused"_s});
        QVERIFY(bot.findChild<QLabel*>(u"problem"_s)->isVisible());
        QVERIFY(!isOn(bot, u"save"_s));
        SetupStage::button(bot, u"try"_s)->click();
        choose(bot, 60);
        QCOMPARE(stage.statistics.cancels, 2);
    }

    void saysWhatIsSetElsewhereAndWhatIsSaved()
    {
        SetupStage stage;
        api::SetupState state = stage.desk.state();
        state.botRule = {72, {u"ask_stock"_s}};
        state.fixed = {u"BOT_INTENTS"_s};
        stage.desk.setState(state);
        QWidget& bot = opened(stage);
        QVERIFY(SetupStage::wordsOf(bot).contains(u"BOT_INTENTS"_s));
        QCOMPARE(bot.findChild<QComboBox*>(u"confidence"_s)->currentText(), u"0.72"_s);
        QTableWidget& intents = table(bot, u"intents"_s);
        QCOMPARE(intents.item(0, 1)->text(), u"the bot"_s);
        QCOMPARE(intents.item(1, 1)->text(), u"a person"_s);
        intents.selectRow(0);
        QVERIFY2(!isOn(bot, u"turnIntent"_s), "an empty list would mean all");
    }
};

TONGDAI_TEST(SetupBotTest)

}  // namespace tongdai

#include "setup_bot_gui_test.moc"
