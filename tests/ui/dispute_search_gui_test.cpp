#include "engine/domain/conversation/system_note.h"
#include "tests/support/test_registry.h"
#include "tests/ui/dispute_stage.h"
#include "ui/dispute/dispute_hits.h"

#include <QLineEdit>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// The search over all sources of disputes.
class DisputeSearchTest : public QObject {
    Q_OBJECT
private slots:
    /// Features A14, of all sources: when and where, typed into the box.
    void narrowsTheSearchDown()
    {
        DisputeStage stage;
        stage.openFilled();
        stage.press(Qt::Key_E, Qt::ControlModifier);
        auto* box = stage.child<QLineEdit>(u"disputeSearch"_s);
        QTRY_VERIFY2(stage.words(u"found"_s).contains("before:21/11/2025"_L1), qPrintable(stage.words(u"found"_s)));
        QVERIFY2(stage.words(u"found"_s).contains("intent:"_L1), qPrintable(stage.words(u"found"_s)));
        const auto type = [&](const QString& text) {
            box->selectAll();
            QTest::keyClicks(box, text);
            stage.press(Qt::Key_Return);
        };
        const auto dayAt = [](int day) {
            return TimePoint(std::chrono::milliseconds(
                QDate(2025, 11, day).startOfDay(QTimeZone("Asia/Ho_Chi_Minh")).toMSecsSinceEpoch()));
        };
        type(u"thieu after:19/11 before:21/11/2025 source:mysql"_s);
        QCOMPARE(stage.disputes.searched.back().text, u"thieu"_s);
        QCOMPARE(stage.disputes.searched.back().from, std::optional(dayAt(19)));
        QCOMPARE(stage.disputes.searched.back().to, std::optional(dayAt(21)));
        QCOMPARE(stage.disputes.searched.back().source, "mysql"_ba);
        QTRY_COMPARE(stage.child<QListView>(u"hits"_s)->model()->rowCount(), 2);
        type(u"on:20/11 source:this"_s);  // without words: all of that day
        QVERIFY(stage.disputes.searched.back().text.isEmpty());
        QCOMPARE(stage.disputes.searched.back().source, "own"_ba);

        const size_t asked = stage.disputes.searched.size();
        type(u"thieu before:31/2"_s);
        QVERIFY2(stage.words(u"found"_s).contains("is not a date"_L1), qPrintable(stage.words(u"found"_s)));
        QVERIFY(!stage.child<QListView>(u"hits"_s)->isVisible());
        type(u"thieu source:zalo"_s);
        QCOMPARE(stage.words(u"found"_s), u"There is no source “zalo”. There are: This shop, MySQL chat."_s);
        QCOMPARE(stage.disputes.searched.size(), asked);
        type(u"from:customer source:mysql"_s);
        QVERIFY2(stage.words(u"found"_s).contains("of this shop alone"_L1), qPrintable(stage.words(u"found"_s)));
        QCOMPARE(stage.disputes.searched.size(), asked);
        type(u"thieu from:customer"_s);
        QCOMPARE(stage.disputes.searched.back().own.role, std::optional(Speaker::Customer));
        QCOMPARE(stage.disputes.searched.back().text, u"thieu"_s);
        stage.disputes.isEmpty = true;
        type(u"thieu on:20/11"_s);
        QTRY_COMPARE(stage.words(u"found"_s), u"Nothing found in 1,252,542 messages with these filters."_s);
    }

    /// What the engine wrote down as a fact is found in words.
    void wordsWhatHappened()
    {
        DisputeStage stage;
        DisputeHitsModel model(Look{stage.theme, stage.language, [&stage] { return stage.disputes.now; }});
        DisputeHit hit;
        hit.at = stage.disputes.now;
        hit.role = PartyRole::System;
        SystemNote note;
        note.event = SystemEvent::TookOver;
        note.actor = u"Lan"_s;
        hit.note = toJson(note);
        model.setHits({hit}, {});
        const QString shown = model.index(0).data().toString();
        QVERIFY2(shown.contains(u"Lan took over"_s), qPrintable(shown));
        QVERIFY2(shown.startsWith(u"system, "_s), qPrintable(shown));
        hit = {};
        hit.role = PartyRole::Bot;
        model.setHits({hit}, {});
        QVERIFY(model.index(0).data().toString().startsWith(u"bot, "_s));
    }
};

TONGDAI_TEST(DisputeSearchTest)

}  // namespace tongdai::testing

#include "dispute_search_gui_test.moc"
