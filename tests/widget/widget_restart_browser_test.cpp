#include "engine/history/sqlite/sqlite_session.h"
#include "engine/history/store/verify_state.h"
#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"
#include "tests/widget/shop.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace testing;

/// The engine dies under an open page and comes back: the page goes on by itself, and every message is there once.
class WidgetRestartBrowserTest : public QObject {
    Q_OBJECT
private slots:
    void anEngineThatDiedIsFoundAgain();
};

void WidgetRestartBrowserTest::anEngineThatDiedIsFoundAgain()
{
    EngineScene scene;
    QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
    const QString demo = scene.engine.url().toString() + u"/demo"_s;
    scene.engine.setArguments({u"--port"_s, QString::number(scene.engine.url().port())});
    Browser browser;
    TELL(browser, start());
    OPEN_CHAT(browser, demo);
    QStringList written;
    QStringList answers;
    const auto note = [&](const QString& text) {
        written.append(text);
        answers.append(u"Dạ em nhận được: "_s + text);
    };
    note(u"trước khi tắt"_s);
    WRITE_LINE(browser, written.last());
    TELL(browser, sees(kBot, answers.last()));

    for (int round = 1; round <= 3; ++round) {
        note(u"đang gửi %1"_s.arg(round));
        WRITE_LINE(browser, written.last());  // killed somewhere between its way there and its answer
        scene.engine.crash();
        written.append(u"khi vắng %1"_s.arg(round));
        WRITE_LINE(browser, written.last());
        TELL(browser, sees(u".note"_s, u"Mất kết nối"_s));
        QVERIFY2(scene.engine.start(), qPrintable(scene.engine.problem()));
        QTRY_COMPARE_WITH_TIMEOUT(browser.texts(u".msg.you[data-id] .text"_s), written, 60'000);
        QCOMPARE(browser.texts(u".msg.you[data-temp]"_s).size(), 0);
        // Answered, alone or together with the line before.
        QTRY_VERIFY_WITH_TIMEOUT(browser.texts(kBot).last().contains(written.last()), kPatience);
    }
    TELL(browser, isGone(u".note"_s));
    QVERIFY(scene.settles(std::chrono::seconds(30)));
    QCOMPARE(scene.wrongs({}).join(u'\n'), QString());
    SqliteSession store(scene.engine.historyFile(), SqliteSession::Access::ReadOnly);
    store.open();
    QCOMPARE(verifyState(store).join(u'\n'), QString());
    store.close();
    QCOMPARE(scene.rows(u"select content from messages where speaker = 0 order by rev"_s).join(u'\n'),
             written.join(u'\n'));
    QCOMPARE(browser.texts(u".msg[data-id] .text"_s),
             scene.rows(u"select content from messages where speaker in (0, 1, 2) and sent = 1 order by rev"_s));
    QCOMPARE(scene.rows(u"select message_id from messages where speaker = 1 and sent = 1 group by message_id "
                        "having count(*) > 1"_s),
             QStringList());

    const QStringList shown = browser.texts(u".msg[data-id] .text"_s);
    TELL(browser, close());
    OPEN_CHAT(browser, demo);
    QTRY_COMPARE_WITH_TIMEOUT(browser.texts(u".msg[data-id] .text"_s), shown, kPatience);
    browser.picture(u"9_after_restarts"_s);
}

TONGDAI_TEST(WidgetRestartBrowserTest)

}  // namespace tongdai

#include "widget_restart_browser_test.moc"
