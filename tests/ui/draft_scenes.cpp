#include "tests/ui/draft_scenes.h"

#include "engine/domain/conversation/answer_card.h"
#include "ui/live/live_page.h"
#include "ui/live/takeover_menu.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_range.h"

#include <QScrollArea>
#include <QScrollBar>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::Scene;
using testing::WholeStage;

namespace {

/// A conversation whose bot drafts, with what it proposes to the newest question.
QWidget* proposal(WholeStage& stage, const QString& text)
{
    const ConversationId id("c-12348");
    stage.desk.say(id, Speaker::Customer, u"Còn size M màu đen không shop? Giao Thủ Đức trước 5 giờ được không ạ"_s);
    stage.child<LivePage>()->open(id);
    stage.desk.requestDrafting(id, true);
    stage.settle();
    AnswerCard card;
    card.outcome = TurnOutcome::Proposed;
    card.intent = u"còn hàng"_s;
    card.confidence = 0.91;
    stage.desk.say(id, Speaker::Bot, text, false);
    StoredMessage& line = stage.desk.thread(id).back();
    line.metadata = toJson(card);
    line.metadata[u"sent"_s] = false;
    emit stage.desk.linesChanged(id, {line});
    stage.desk.report(id);
    stage.settle();
    return stage.window.get();
}

QWidget* draftsInNumbers(WholeStage& stage)
{
    stage.statistics.now = stage.desk.now;
    stage.child<StatsPage>()->setRange(StatsRange::Week);
    stage.window->openPage(u"stats"_s);
    stage.settle();
    stage.statistics.answerBusy();
    stage.settle();
    auto* const scroll = stage.child<QScrollArea>(u"statsScroll"_s);
    scroll->ensureWidgetVisible(stage.child<QWidget>(u"proposalsPanel"_s), 0, 40);
    stage.settle();
    return stage.window.get();
}

const std::vector<Scene> kDrafts{
    {"live_proposal", true,
     [](WholeStage& stage) {
         return proposal(stage, u"Dạ còn size M màu đen chị nhé. Bên em giao Thủ Đức trước 5 giờ chiều nay ạ."_s);
     }},
    {"live_proposal_long", true,
     [](WholeStage& stage) {
         return proposal(stage, u"Dạ bên em còn đủ size, chị xem giúp em bảng số đo bên dưới nhé ạ. "_s.repeated(12));
     }},
    {"live_proposal_menu", true,
     [](WholeStage& stage) -> QWidget* {
         proposal(stage, u"Dạ còn ạ"_s);
         auto* menu = stage.child<TakeoverMenu>(u"takeoverMenu"_s);
         menu->popup(QPoint(200, 44));
         stage.settle();
         return menu;
     }},
    {"stats_drafts", true, [](WholeStage& stage) { return draftsInNumbers(stage); }},
};

}  // namespace

const std::vector<Scene>& testing::draftScenes()
{
    return kDrafts;
}

}  // namespace tongdai
