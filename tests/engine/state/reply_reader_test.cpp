#include "engine/state/redis/connection/reply_reader.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using redis::Reply;
using redis::ReplyReader;

class ReplyReaderTest : public QObject {
    Q_OBJECT
private slots:
    void readsEveryType()
    {
        std::vector<Reply> replies;
        ReplyReader fresh({});
        QByteArray bytes = "+OK\r\n-WRONGTYPE not a list\r\n:-42\r\n$3\r\n"_ba;
        bytes.append("a\0b", 3).append("\r\n$-1\r\n*-1\r\n*2\r\n:1\r\n*1\r\n$1\r\nx\r\n");
        QVERIFY(fresh.feed(bytes, replies));
        QCOMPARE(replies.size(), std::size_t(7));
        QVERIFY(replies[0].isStatus("OK"));
        QCOMPARE(replies[1].errorCode(), "WRONGTYPE"_ba);
        QCOMPARE(replies[2].integer(), std::optional<qint64>(-42));
        QCOMPARE(replies[3].bytes(), QByteArray("a\0b", 3));
        QVERIFY(replies[4].isNil());
        QVERIFY(replies[5].isNil());
        QCOMPARE(replies[6].at(0).integer(), std::optional<qint64>(1));
        QCOMPARE(replies[6].at(1).at(0).bytes(), "x"_ba);
    }

    void wantsNoWholePackets()
    {
        ReplyReader reader({});
        std::vector<Reply> replies;
        const QByteArray bytes = "*3\r\n$5\r\nhello\r\n:7\r\n*2\r\n+a\r\n+b\r\n"_ba.repeated(50);
        for (const char byte : bytes)
            QVERIFY(reader.feed(QByteArrayView(&byte, 1), replies));
        QCOMPARE(replies.size(), std::size_t(50));
        for (const Reply& reply : replies) {
            QCOMPARE(reply.at(0).bytes(), "hello"_ba);
            QCOMPARE(reply.at(2).at(1).bytes(), "b"_ba);
        }
    }

    void absentPartsReadAsNothing()
    {
        const Reply reply(Reply::Array{Reply(qint64(1))});
        QVERIFY(reply.at(5).at(3).isNil());
        QCOMPARE(reply.bytes(), QByteArray());
        QVERIFY(!reply.integer());
        QVERIFY(!Reply("12x"_ba).integer());
        QCOMPARE(Reply("12"_ba).integer(), std::optional<qint64>(12));
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("HTTP") << "HTTP/1.1 400 Bad Request\r\n\r\n"_ba;
        QTest::newRow("NUL") << QByteArray("\0\0\0\0", 4);
        QTest::newRow("more elements than allowed") << "*1001\r\n"_ba;
        QTest::newRow("absurd array") << "*2147483647\r\n"_ba;
        QTest::newRow("negative array") << "*-2\r\n"_ba;
        QTest::newRow("overflowing array") << "*99999999999999999999\r\n"_ba;
        QTest::newRow("negative string") << "$-2\r\n"_ba;
        QTest::newRow("number that is none") << ":12a\r\n"_ba;
        QTest::newRow("too deep") << "*1\r\n"_ba.repeated(40);
        QTest::newRow("RESP 3 map") << "%1\r\n+a\r\n+b\r\n"_ba;
        QTest::newRow("endless line") << "+"_ba + QByteArray(5000, 'x');
        QTest::newRow("string larger than allowed") << "$9223372036854775807\r\n"_ba + QByteArray(5000, 'x');
    }
    void refusesNonsense()
    {
        QFETCH(const QByteArray, bytes);
        ReplyReader reader({.bytes = 4096, .elements = 1000});
        std::vector<Reply> replies;
        bool sound = reader.feed("+before\r\n", replies);
        QVERIFY(sound);
        for (const char byte : bytes)
            sound = sound && reader.feed(QByteArrayView(&byte, 1), replies);
        QVERIFY(!sound);
        QVERIFY(!reader.problem().isEmpty());
        QCOMPARE(replies.size(), std::size_t(1));
        QVERIFY(!reader.feed("+after\r\n", replies));
    }

    void survivesTruncationAtEveryByte()
    {
        const QByteArray bytes = "*3\r\n$5\r\nhello\r\n*2\r\n:1\r\n-ERR x\r\n$-1\r\n"_ba;
        for (qsizetype end = 0; end < bytes.size(); ++end) {
            ReplyReader reader({});
            std::vector<Reply> replies;
            QVERIFY(reader.feed(bytes.left(end), replies));
            QVERIFY(replies.empty());
        }
    }
};

TONGDAI_TEST(ReplyReaderTest)

}  // namespace tongdai

#include "reply_reader_test.moc"
