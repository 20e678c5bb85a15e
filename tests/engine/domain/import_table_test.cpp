#include "engine/domain/imports/column_map.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// What other systems write, read as it stands (features E10).
class ImportTableTest : public QObject {
    Q_OBJECT

    static ImportFile fileOf(const QByteArray& bytes)
    {
        auto read = readImportFile(bytes);
        if (const auto* problem = std::get_if<QString>(&read)) qFatal("%s", qPrintable(*problem));
        return std::get<ImportFile>(std::move(read));
    }
    static ImportLines linesOf(const ImportFile& file) { return importedLines(file, guessColumns(file)); }
    static QStringList texts(const ImportLines& lines)
    {
        QStringList said;
        for (const ImportedLine& line : lines.lines)
            said << line.text;
        return said;
    }

private slots:
    void readsCsv()
    {
        const ImportFile file = fileOf(
            "\xEF\xBB\xBFthread_id;role;body;sent_at;sender_name\r\n"
            "t1;customer;\"Còn size M; màu \"\"đen\"\"\nkhông?\";1700000000;Chị Hoa\r\n"
            "t1;staff;Dạ còn ạ;1700000060;Lan\r\n"
            "\r\n"
            "t2;bot;Chào anh;1700000000.5;\r\n");
        QCOMPARE(file.kind, ImportFile::Kind::Csv);
        const ImportLines lines = linesOf(file);
        QCOMPARE(lines.lines.size(), 3u);
        QCOMPARE(lines.lines[0].text, u"Còn size M; màu \"đen\"\nkhông?"_s);
        QCOMPARE(lines.lines[0].senderName, u"Chị Hoa"_s);
        QCOMPARE(lines.lines[0].speaker, Speaker::Customer);
        QCOMPARE(lines.lines[1].speaker, Speaker::Operator);
        QCOMPARE(lines.lines[2].speaker, Speaker::Bot);
        QVERIFY(lines.lines[0].original.isEmpty());
        QVERIFY(lines.lines[0].messageId != lines.lines[1].messageId);
        QCOMPARE(linesOf(file).lines[0].messageId, lines.lines[0].messageId);
    }

    /// A conversation with its messages in it, and one object a line.
    void readsJson()
    {
        const ImportFile nested = fileOf(R"({"conversations":[{"id":"c1","platform":"zalo","messages":[
            {"id":"m1","from":{"id":"u1","name":"Chị Hoa"},"message":"chào shop","inserted_at":"2025-06-07T08:09:10.5"},
            {"id":"m2","from":{"id":"p1"},"message":"dạ","inserted_at":"2025-06-07T15:09:11+07:00"}]}]})");
        const ImportLines lines = linesOf(nested);
        QCOMPARE(texts(lines), (QStringList{u"chào shop"_s, u"dạ"_s}));
        QCOMPARE(lines.lines[0].conversation, ConversationId("c1"_ba));
        QCOMPARE(lines.lines[0].channel, u"zalo"_s);
        QCOMPARE(lines.lines[0].sender, SenderId("u1"_ba));
        QCOMPARE((lines.lines[1].at - lines.lines[0].at).count(), 500);

        const ImportFile plain = fileOf(
            "{\"session_id\":\"s1\",\"content\":\"một\",\"timestamp\":1700000000000}\n"
            "{\"session_id\":\"s1\",\"content\":\"hai\",\"timestamp\":1700000001000}\n");
        QCOMPARE(texts(linesOf(plain)), (QStringList{u"một"_s, u"hai"_s}));
        QVERIFY(std::holds_alternative<QString>(readImportFile("{\"a\":1}\nno\n")));
    }

    /// The dump of the message engine's PostgreSQL: messages name their conversation by its key
    /// (contracts/handle-message §7).
    void readsADumpOfTheMessageEngine()
    {
        const ImportFile file = fileOf(
            "--\n-- PostgreSQL database dump\n--\nSET client_encoding = 'UTF8';\n"
            "CREATE TABLE public.conversations (\n    id uuid NOT NULL,\n    conversation_id character "
            "varying(255)\n);\n"
            "COPY public.conversations (id, conversation_id, status) FROM stdin;\n"
            "6f0e0000-0000-0000-0000-000000000001\tc1\tactive\n\\.\n\n"
            "COPY public.messages (id, conversation_id, message_id, sender_id, sender_type, content, sent_at) FROM "
            "stdin;\n"
            "11\t6f0e0000-0000-0000-0000-000000000001\tm-1\tu1\tuser\tcòn size M\\nkhông?\t1758700000\n"
            "12\t6f0e0000-0000-0000-0000-000000000001\tm-2\t\\N\tbot\tDạ còn ạ\t1758700001.5\n"
            "13\t6f0e0000-0000-0000-0000-000000000001\tm-3\tu1\tuser\t\\N\t1758700002\n\\.\n"
            "ALTER TABLE ONLY public.messages ADD CONSTRAINT messages_pkey PRIMARY KEY (id);\n");
        const ImportLines lines = linesOf(file);
        QCOMPARE(texts(lines), (QStringList{u"còn size M\nkhông?"_s, u"Dạ còn ạ"_s}));
        QCOMPARE(lines.lines[0].conversation, ConversationId("c1"_ba));
        QCOMPARE(lines.lines[0].givenId, u"m-1"_s);
        QCOMPARE(lines.lines[1].speaker, Speaker::Bot);
        QCOMPARE(lines.leftOut[size_t(ImportProblem::NoText)], 1);
    }

    /// The same engine's later code: roles in capitals (contracts/handle-message §7).
    void readsADumpWithInserts()
    {
        const ImportFile file = fileOf(
            "CREATE TABLE messages (id uuid PRIMARY KEY, conversation_id varchar(255) REFERENCES conversations "
            "(conversation_id), "
            "content text NOT NULL, message_role varchar(10), created_at timestamp, CHECK (length(content) > 0));\n"
            "INSERT INTO public.messages VALUES ('a1', 'c9', 'giá C:\\temp ''bao nhiêu''?', 'USER', '2025-06-04 "
            "10:00:00'),\n"
            "('a2', 'c9', E'150k\\nạ', 'BOT', '2025-06-04 10:00:05.25+00'), ('a3','c9','để em xem','SALE','2025-06-04 "
            "10:01:00');\n");
        const ImportLines lines = linesOf(file);
        QCOMPARE(texts(lines), (QStringList{u"giá C:\\temp 'bao nhiêu'?"_s, u"150k\nạ"_s, u"để em xem"_s}));
        QCOMPARE(lines.lines[2].speaker, Speaker::Operator);
    }

    /// The dump of the chat's MySQL (contracts/realtime-chat): names stand in a table of their own.
    void readsADumpOfTheChat()
    {
        const ImportFile file = fileOf(
            "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n"
            "CREATE TABLE `profile` (\n  `user_id` varchar(191) NOT NULL,\n  `first_name` varchar(191),\n  `last_name` "
            "varchar(191),\n  PRIMARY KEY (`user_id`)\n) ENGINE=InnoDB;\n"
            "INSERT INTO `profile` VALUES ('u1','Hoa','Nguyễn');\n"
            "CREATE TABLE `chat_message` (\n  `id` varchar(191) NOT NULL,\n  `thread_id` varchar(191) NOT NULL,\n"
            "  `sender_id` varchar(191) DEFAULT NULL,\n  `sender_role` "
            "enum('CLIENT','FREELANCER','ADMIN','ARBITRATOR') "
            "DEFAULT NULL,\n  `type` enum('USER','SYSTEM') NOT NULL DEFAULT 'USER',\n  `body` text,\n  `sent_at` "
            "datetime(3) NOT NULL,\n  PRIMARY KEY (`id`),\n  KEY `k` (`thread_id`,`sent_at`)\n) ENGINE=InnoDB;\n"
            "INSERT INTO `chat_message` VALUES ('k1','t1','u1','CLIENT','USER','Em hỏi \\'gấp\\'\\nạ; "
            "(nhé)','2025-08-01 "
            "02:03:04.567'),('k2','t1','a1','ADMIN','USER','Dạ','2025-08-01 "
            "02:03:05.000'),('k3','t1',NULL,NULL,'SYSTEM',NULL,"
            "'2025-08-01 02:03:06.000');\n");
        const ImportLines lines = linesOf(file);
        QCOMPARE(texts(lines), (QStringList{u"Em hỏi 'gấp'\nạ; (nhé)"_s, u"Dạ"_s}));
        QCOMPARE(lines.lines[0].senderName, u"Hoa Nguyễn"_s);
        QCOMPARE(lines.lines[0].at.time_since_epoch().count() % 1000, 567);
        QCOMPARE(lines.lines[1].speaker, Speaker::Operator);
    }

    void repairsAndKeepsTheBytes()
    {
        const QByteArray said = "còn hàng không ạ?";
        const QString broken = QString::fromLatin1(said);
        const ImportFile file = fileOf("conversation_id,content,created_at\nc1," + broken.toUtf8() + ",1700000000\n");
        const ImportLines lines = linesOf(file);
        QCOMPARE(texts(lines), QStringList{u"còn hàng không ạ?"_s});
        QCOMPARE(lines.repaired, 1);
        QCOMPARE(lines.lines[0].original, broken.toUtf8());
    }

    void readsTheVietnameseCodePage()
    {
        // "Dạ còn ạ, ở Đà Nẵng": marks stand behind their vowels.
        const QByteArray said = "Da\xF2 co\xCCn a\xF2, \x6F\xCC";
        const ImportFile file = fileOf("conversation_id,content,created_at\nc1,\"" + said + "\",1700000000\n");
        QCOMPARE(file.encoding, ImportEncoding::Windows1258);
        const ImportLines lines = linesOf(file);
        QCOMPARE(texts(lines), QStringList{u"Dạ còn ạ, ò"_s});
        QCOMPARE(lines.lines[0].original, said);
    }

    void timesWithoutAZoneAreOfTheOneNamed()
    {
        const QTimeZone vietnam("Asia/Ho_Chi_Minh");
        const qint64 at = 1'748'595'845'000;  // 30 May 2025, 09:04:05 UTC
        for (const QString& text : {u"2025-05-30 16:04:05"_s, u"30/05/2025 16:04:05"_s, u"20250530160405"_s,
                                    u"2025-05-30T09:04:05Z"_s, u"2025-05-30 11:04:05+02"_s, u"1748595845"_s}) {
            const auto time = importedTime(text, vietnam);
            QVERIFY2(time, qPrintable(text));
            QCOMPARE(qint64(time->time_since_epoch().count()), at);
        }
    }

    /// One text that somebody pasted from an old program is no reason to misread all others.
    void oneCellOfAnotherTableIsReadByItself()
    {
        const ImportFile file = fileOf(
            "conversation_id,content,created_at\nc1,Dạ còn ạ,1700000000\nc1,co\xCC\x80n,1700000001\n"
            "c1,caf\xE9 \x81 \x96,1700000002\n");
        QCOMPARE(file.encoding, ImportEncoding::Windows1252);
        const ImportLines lines = linesOf(file);
        QCOMPARE(texts(lines), (QStringList{u"Dạ còn ạ"_s, u"còn"_s, u"café \u0081 –"_s}));
        QVERIFY(lines.lines[0].original.isEmpty());
        QCOMPARE(lines.lines[2].original, QByteArray("caf\xE9 \x81 \x96"));
    }

    /// What hangs on a message has its text and time only from it.
    void attachmentsAreNoMessages()
    {
        const ImportFile file = fileOf(R"({"conversations":[{"id":"c1","messages":[
            {"id":"m1","conversation_id":"c1","content":"ảnh đây","created_at":1700000000,"sender_id":"u1","attachments":
            [{"id":"a1","type":"image","name":"a.png","source":"x","uuid":"1"},{"id":"a2","type":"image"}]}]}]})");
        QCOMPARE(guessColumns(file).table, u"messages"_s);
        QCOMPARE(texts(linesOf(file)), QStringList{u"ảnh đây"_s});
    }

    void fieldsCalledAfterIdsEndSomewhere()
    {
        QByteArray object = "{\"conversation_id\":\"c1\",\"content\":\"x\",\"created_at\":1700000000,\"reactions\":{";
        for (int i = 0; i < 2'000; ++i)
            object += (i > 0 ? ",\"" : "\"") + QByteArray::number(i) + "\":1";
        const ImportFile file = fileOf('[' + object + "}}]");
        QVERIFY(file.tables[0].columns.size() <= 500);
        QCOMPARE(texts(linesOf(file)), QStringList{u"x"_s});
    }

    /// A backtick in a text makes no MySQL of PostgreSQL's inserts.
    void aBacktickInATextIsNoName()
    {
        const ImportFile file = fileOf(
            "CREATE TABLE public.messages (conversation_id text, content text, created_at bigint);\n"
            "INSERT INTO public.messages VALUES ('c1', 'mã `X` ở C:\\new', 1700000000);\n");
        QCOMPARE(texts(linesOf(file)), QStringList{u"mã `X` ở C:\\new"_s});
    }

    void aMessageAboutSqlIsCsv()
    {
        const ImportFile file =
            fileOf("conversation_id,content,created_at\nc1,\"dùng insert into x, rồi copy a from stdin\",1700000000\n");
        QCOMPARE(file.kind, ImportFile::Kind::Csv);
        QCOMPARE(texts(linesOf(file)), QStringList{u"dùng insert into x, rồi copy a from stdin"_s});
    }

    void knowsTimesAsExportsWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milliseconds");
        const qint64 at = 1'748'595'845'000;  // 30 May 2025, 09:04:05 UTC
        QTest::newRow("seconds") << u"1748595845"_s << at;
        QTest::newRow("with a fraction") << u"1748595845.250"_s << at + 250;
        QTest::newRow("milliseconds") << u"1748595845000"_s << at;
        QTest::newRow("microseconds") << u"1748595845000000"_s << at;
        QTest::newRow("ISO") << u"2025-05-30T09:04:05Z"_s << at;
        QTest::newRow("no zone") << u"2025-05-30 09:04:05"_s << at;
        QTest::newRow("six digits") << u"2025-05-30T09:04:05.123456"_s << at + 123;
        QTest::newRow("Vietnam") << u"2025-05-30 16:04:05+07"_s << at;
        QTest::newRow("Vietnam with minutes") << u"2025-05-30T16:04:05.5+07:00"_s << at + 500;
        QTest::newRow("day first") << u"30/05/2025 09:04:05"_s << at;
        QTest::newRow("day alone") << u"30/5/2025"_s << at - (9 * 3600 + 4 * 60 + 5) * 1000;
        QTest::newRow("signs left out") << u"20250530090405"_s << at;
        QTest::newRow("a day without signs") << u"20250530"_s << at - (9 * 3600 + 4 * 60 + 5) * 1000;
        QTest::newRow("nanoseconds") << u"1748595845000000000"_s << at;
        QTest::newRow("endless") << u"inf"_s << qint64(-1);
        QTest::newRow("no number") << u"nan"_s << qint64(-1);
        QTest::newRow("beyond all") << u"1e300"_s << qint64(-1);
        QTest::newRow("no such day without signs") << u"20250231"_s << qint64(-1);
        QTest::newRow("nothing") << QString() << qint64(-1);
        QTest::newRow("words") << u"hôm qua"_s << qint64(-1);
        QTest::newRow("no such day") << u"31/02/2025"_s << qint64(-1);
    }
    void knowsTimesAsExportsWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(qint64, milliseconds);
        const auto time = importedTime(text);
        QCOMPARE(time ? qint64(time->time_since_epoch().count()) : qint64(-1), milliseconds);
    }

    /// So that only of these somebody is asked where they were written.
    void saysWhichTimesNameNoZone()
    {
        for (const QString& text : {u"2023-05-30 09:00:00"_s, u"2023-05-30T09:00"_s, u"30-05-2023 09:00"_s,
                                    u"30/05/2023"_s, u"20250530090405"_s, u"2023-05-30 09:00:00.123456"_s})
            QVERIFY2(!namesItsZone(text), qPrintable(text));
        for (const QString& text : {u"1685412000"_s, u"1685412000123"_s, u"2023-05-30T02:00:00Z"_s,
                                    u" 2023-05-30 09:00:00+07"_s, u"2023-05-30 09:00:00.5-03:30"_s})
            QVERIFY2(namesItsZone(text), qPrintable(text));
    }
    void columnsAreNamedByWhoKnowsBetter()
    {
        const ImportFile file = fileOf("phong,noi_dung,luc\np1,chào,1700000000\n");
        ColumnMap map = guessColumns(file);
        QVERIFY(!map.problem().isEmpty());
        QCOMPARE(applyColumns(map, file, {u"conversation=phong"_s, u"text=noi_dung"_s, u"time=luc"_s}), QString());
        QCOMPARE(map.problem(), QString());
        QCOMPARE(texts(importedLines(file, map)), QStringList{u"chào"_s});
        QVERIFY(applyColumns(map, file, {u"text=nope"_s}).contains(u"nope"_s));
        QVERIFY(applyColumns(map, file, {u"colour=luc"_s}).contains(u"colour"_s));
        QVERIFY(applyColumns(map, file, {u"table=nope"_s}).contains(u"nope"_s));
    }

    void whatIsNoFileOfThisKindIsSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("blank") << QByteArray(" \n\n");
        QTest::newRow("a heading alone") << QByteArray("a,b,c\n");
        QTest::newRow("JSON without objects") << QByteArray("[1,2,3]");
        QTest::newRow("SQL without rows") << QByteArray("INSERT INTO x VALUES ;");
    }
    void whatIsNoFileOfThisKindIsSaid()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(std::holds_alternative<QString>(readImportFile(bytes)));
    }
};

TONGDAI_TEST(ImportTableTest)

}  // namespace tongdai

#include "import_table_test.moc"
