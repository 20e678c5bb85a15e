#include "engine/history/sql_history.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/machine/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// A draft that cannot be written, for want of a disk or a server, is kept and written when that is possible.
class KeptDraftsTest : public QObject {
    Q_OBJECT

    static QString draftIn(SqlHistory& history, const QByteArray& conversation)
    {
        for (const ports::DraftStore::Draft& draft : await(history.drafts(OperatorId("lan"_ba)))) {
            if (draft.conversation.bytes() == conversation) return draft.text;
        }
        return {};
    }

private slots:
    void areWrittenWhenTheHistoryCanBe()
    {
        const QTemporaryDir dir;
        SystemClock clock;
        SqlHistory history(sqliteBackend(dir.filePath(u"history.sqlite"_s)), clock);
        SqlTasks tasks(history);
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        DeskService desk({clock, history, history, history, tasks}, gate);
        // Not open yet: every write is refused.
        desk.drafts().save(ConversationId("c1"_ba), u"dạ em"_s, false);
        desk.drafts().save(ConversationId("c2"_ba), u"ghi chú"_s, true);
        desk.drafts().save(ConversationId("c1"_ba), u"dạ em gửi anh ạ"_s, false);
        await(history.open());
        QTRY_COMPARE_WITH_TIMEOUT(draftIn(history, "c1"), u"dạ em gửi anh ạ"_s, 10'000);
        QCOMPARE(draftIn(history, "c2"), u"ghi chú"_s);
        history.close();
    }

    void theNewestTextCounts()
    {
        const QTemporaryDir dir;
        SystemClock clock;
        SqlHistory history(sqliteBackend(dir.filePath(u"history.sqlite"_s)), clock);
        SqlTasks tasks(history);
        DeskGate gate({OperatorId("lan"_ba), u"Lan"_s});
        DeskService desk({clock, history, history, history, tasks}, gate);
        desk.drafts().save(ConversationId("c1"_ba), u"cũ"_s, false);
        desk.drafts().save(ConversationId("c2"_ba), u"khác"_s, false);
        await(history.open());
        desk.drafts().save(ConversationId("c1"_ba), u"mới"_s, false);
        QTRY_COMPARE_WITH_TIMEOUT(draftIn(history, "c2"), u"khác"_s, 10'000);  // what was kept has been written
        QCOMPARE(draftIn(history, "c1"), u"mới"_s);
        history.close();
    }
};

TONGDAI_TEST(KeptDraftsTest)

}  // namespace tongdai::testing

#include "kept_drafts_test.moc"
