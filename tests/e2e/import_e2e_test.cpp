#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// `tongdai-engine import FILE` (features E10): another system's history into a shop that is closed.
class ImportE2eTest : public QObject {
    Q_OBJECT

private slots:
    void takesOverAHistoryTwiceAndAddsItOnce();

private:
    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    QTemporaryDir m_folder;
};

void ImportE2eTest::takesOverAHistoryTwiceAndAddsItOnce()
{
    EngineScene scene;
    QVERIFY(scene.start());
    QCOMPARE(scene.say(u"c1"_s, u"m-1"_s, u"chào shop"_s).status, 200);
    const QString broken = QString::fromLatin1("còn màu đen không ạ?");
    const QString file = write(u"old.csv"_s,
                               "thread,id,role,body,sent_at\n"
                               "t1,1,customer," +
                                   broken.toUtf8() +
                                   ",2023-05-30 09:00:00\n"
                                   "t1,2,staff,Dạ còn ạ,2023-05-30 09:01:00\n"
                                   "c1,3,customer,cũ,2023-05-30 09:01:00\n"
                                   ",4,customer,không rõ,2023-05-30 09:01:00\n");
    const auto whileOpen = scene.engine.runToEnd({u"import"_s, file, u"--column"_s, u"conversation=thread"_s});
    QCOMPARE(whileOpen.exitCode, 3);
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));

    const auto unnamed = scene.engine.runToEnd({u"import"_s, file});
    QCOMPARE(unnamed.exitCode, 6);
    QVERIFY2(unnamed.said.contains(u"No column is named for the conversation"_s), qPrintable(unnamed.said));
    const auto trial =
        scene.engine.runToEnd({u"import"_s, file, u"--column"_s, u"conversation=thread"_s, u"--dry-run"_s});
    QCOMPARE(trial.exitCode, 0);
    QVERIFY2(trial.said.contains(u"3 lines, 1 of them with repaired text"_s), qPrintable(trial.said));
    QVERIFY2(trial.said.contains(u"còn màu đen không ạ?"_s) && trial.said.contains(broken.simplified()),
             qPrintable(trial.said));
    QVERIFY2(trial.said.contains(u"Rows left out: 1 without a conversation"_s), qPrintable(trial.said));
    QCOMPARE(scene.rows(u"select count(*) from messages where source = cast('import' as blob)"_s), QStringList{u"0"_s});

    const auto first = scene.engine.runToEnd({u"import"_s, file, u"--column"_s, u"conversation=thread"_s});
    QVERIFY2(first.exitCode == 0, qPrintable(first.said));
    QVERIFY2(first.said.contains(u"Added 2 lines, 1 conversations made; 0 were here before."_s),
             qPrintable(first.said));
    QVERIFY2(first.said.contains(u"1 lines belong to conversations that live here already"_s), qPrintable(first.said));
    // What began to come in is known whatever becomes of it: by its hash, with the first lines.
    QFile whole(file);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray hash = QCryptographicHash::hash(whole.readAll(), QCryptographicHash::Sha256).toHex();
    const QStringList noted =
        scene.rows(u"select action || ' ' || detail from audit where action like 'history_import%' order by n"_s);
    QCOMPARE(noted.size(), 2);
    QVERIFY2(noted[0].startsWith(u"history_import_began"_s) && noted[0].contains(QString::fromLatin1(hash)),
             qPrintable(noted[0]));
    QVERIFY2(noted[1].startsWith(u"history_imported"_s) && noted[1].contains(u"\"added\":2"_s), qPrintable(noted[1]));
    const auto nowhere = scene.engine.runToEnd(
        {u"import"_s, file, u"--column"_s, u"conversation=thread"_s, u"--zone"_s, u"Asia/Nowhere"_s});
    QCOMPARE(nowhere.exitCode, 6);
    QVERIFY2(nowhere.said.contains(u"'Asia/Nowhere' is no time zone"_s), qPrintable(nowhere.said));
    const auto second = scene.engine.runToEnd({u"import"_s, file, u"--column"_s, u"conversation=thread"_s});
    QVERIFY2(second.said.contains(u"Added 0 lines, 0 conversations made; 2 were here before."_s),
             qPrintable(second.said));
    QCOMPARE(scene.rows(u"select content from messages where source = cast('import' as blob) order by rev"_s),
             (QStringList{u"còn màu đen không ạ?"_s, u"Dạ còn ạ"_s}));

    // The shop goes on with it; the customer comes back.
    QVERIFY(scene.start());
    QCOMPARE(scene.say(u"t1"_s, u"m-9"_s, u"em quay lại đây"_s).status, 200);
    QCOMPARE(
        scene.rows(u"select status, total_messages from conversations where conversation_id = cast('t1' as blob)"_s),
        QStringList{u"0|4"_s});
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_TEST(ImportE2eTest)

#include "import_e2e_test.moc"
