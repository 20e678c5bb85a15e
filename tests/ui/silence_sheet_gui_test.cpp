#include "ui/live/silence_sheet.h"

#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/live/live_page.h"
#include "ui/live/thread/wait_ring.h"

#include <QLabel>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::OpenedPage;

/// "Why did the bot not answer?" from the thread, and the ring that says that it waits for the customer.
class SilenceSheetTest : public QObject {
    Q_OBJECT

    static SilenceSheet* sheet(OpenedPage& stage) { return stage.child<SilenceSheet>(u"silenceSheet"_s); }

private slots:
    void saysWhyByKeysAndLeadsToTheProof()
    {
        OpenedPage stage;
        const StoredMessage first = stage.model().lineAt(0).message;
        stage.desk.silence.steps = {
            {api::SilenceCause::PersonHas, u"Lan"_s, {}, first.receivedAt, first.rev},
            {api::SilenceCause::NotDelivered, {}, u"blocked"_s, stage.desk.now, 0},
            {api::SilenceCause::AiAway, {}, u"Connection refused."_s, {}, 0},
        };
        QTest::keyClick(&stage.box(), Qt::Key_W, Qt::AltModifier);
        QTRY_VERIFY(sheet(stage) && sheet(stage)->isVisible());
        QCOMPARE(stage.desk.silencesAsked.size(), size_t(1));
        QStringList words;
        for (const QLabel* label : sheet(stage)->findChildren<QLabel*>(u"silenceStep"_s))
            words << label->text();
        QCOMPARE(words, (QStringList{u"Lan had the conversation, so the bot was silent."_s,
                                     u"There is an answer, but the channel refused it: blocked."_s,
                                     u"The AI does not answer now: Connection refused."_s}));
        const auto proofs = sheet(stage)->findChildren<QPushButton*>(u"showLine"_s);
        QCOMPARE(proofs.size(), 1);
        proofs[0]->setFocus();
        QTest::keyClick(proofs[0], Qt::Key_Space);
        QTRY_VERIFY(!sheet(stage));
        QVERIFY(stage.thread().topOfRow(stage.model().rowOfRev(first.rev)) >= 0);
    }

    void saysWhoIsAnsweringAndHowSureItWas()
    {
        const OpenedPage english;
        const Formats formats;
        api::SilenceStep step;
        step.cause = api::SilenceCause::InWork;
        step.at = english.desk.now;
        QVERIFY(SilenceSheet::words(step, formats).startsWith(u"An engine is answering right now"_s));
        step.who = u"node-2/912"_s;
        QVERIFY(SilenceSheet::words(step, formats).startsWith(u"node-2/912 is answering right now"_s));
        step = {};
        step.cause = api::SilenceCause::PersonWanted;
        step.detail = u"ai_not_sure_enough"_s;
        step.confidence = 0.71;
        step.leastConfidence = 80;
        QVERIFY2(SilenceSheet::words(step, formats).contains(u"0.71 < 0.80"_s),
                 qPrintable(SilenceSheet::words(step, formats)));
        step.leastConfidence = 60;  // the rule is another by now
        QVERIFY(SilenceSheet::words(step, formats).endsWith(u"its answer: 0.71."_s));
    }

    void aPlatformsOwnTextStandsBehindAHover()
    {
        OpenedPage stage;
        const QString own = u"status 400: (#551) This person isn't available right now."_s;
        stage.desk.silence.steps = {{api::SilenceCause::NotDelivered, {}, own, stage.desk.now, 0}};
        stage.page.view()->askForReasons();
        QTRY_VERIFY(sheet(stage) && sheet(stage)->isVisible());
        const auto* said = sheet(stage)->findChild<QLabel*>(u"silenceStep"_s);
        QCOMPARE(
            said->text(),
            u"There is an answer, but the channel refused it: the customer cannot be reached: they have blocked the "
            "page or left Messenger."_s);
        QVERIFY(said->toolTip().contains(u"#551"_s));
    }

    void asksAboutTheCustomersNewestLine()
    {
        OpenedPage stage;
        qint64 newest = 0;
        for (int row = 0; row < stage.model().rowCount(); ++row) {
            if (stage.model().lineAt(row).message.speaker == Speaker::Customer)
                newest = stage.model().lineAt(row).message.rev;
        }
        stage.page.view()->askForReasons();
        QTRY_COMPARE(stage.desk.silencesAsked, std::vector<qint64>{newest});
        QTRY_VERIFY(sheet(stage));
        QTest::keyClick(sheet(stage), Qt::Key_Escape);
        QTRY_VERIFY(!sheet(stage));
    }

    void saysThatItCannotKnow()
    {
        OpenedPage stage;
        stage.desk.failNext(api::DeskError::StoreDown);
        stage.page.view()->askForReasons();
        QTRY_VERIFY(stage.child<NoticeBar>(u"actNotice"_s)->isVisible());
        QVERIFY(!sheet(stage));
    }

    void showsHowLongItWaitsForTheCustomer()
    {
        OpenedPage stage(true, "c-12348"_ba);
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        api::Activity activity;
        activity.conversation = ConversationId("c-12348"_ba);
        activity.awaitedSince = stage.desk.now - 600ms;
        activity.answersAt = stage.desk.now + 2400ms;
        emit stage.desk.activityChanged(activity);
        auto* ring = stage.child<WaitRing>(u"waitRing"_s);
        QVERIFY(ring->isVisible());
        QCOMPARE(ring->left(), 0.8);
        QVERIFY(stage.child<ElidedLabel>(u"activity"_s)->fullText().contains(u"2.4"_s));
        activity.botThinking = true;
        activity.thinkingSince = stage.desk.now;
        activity.awaitedSince = activity.answersAt = {};
        emit stage.desk.activityChanged(activity);
        QVERIFY(!ring->isVisible());
    }
};

TONGDAI_TEST(SilenceSheetTest)

}  // namespace tongdai

#include "silence_sheet_gui_test.moc"
