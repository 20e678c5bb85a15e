#include "engine/server/websocket/websocket_reader.h"

#include "tests/support/test_registry.h"
#include "tests/support/websocket_cases.h"

#include <QtEndian>

namespace tongdai::engineio {

using namespace Qt::StringLiterals;
using testing::WebSocketCase;

namespace {

/// What came of some bytes, given in pieces of `step`.
WebSocketCase readIn(const QByteArray& bytes, qsizetype step, qsizetype maxMessage)
{
    WebSocketReader reader(maxMessage);
    WebSocketCase seen;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const QByteArray piece = bytes.mid(at, step);
        QByteArrayView rest = piece;
        while (auto event = reader.next(rest)) {
            if (const auto* message = std::get_if<WebSocketReader::Message>(&*event)) {
                seen.messages << message->data;
            } else if (const auto* ping = std::get_if<WebSocketReader::Ping>(&*event)) {
                seen.pongs << ping->data;
            } else if (const auto* violation = std::get_if<WebSocketReader::Violation>(&*event)) {
                seen.closeCode = int(violation->code);
            } else if (const auto* close = std::get_if<WebSocketReader::Close>(&*event)) {
                seen.closeCode = close->payload.isEmpty() ? WebSocketCase::kNoCode
                                                          : qFromBigEndian<quint16>(close->payload.constData());
            }
        }
    }
    return seen;
}

constexpr qsizetype kRoomy = 1'000'000;

}  // namespace

class WebSocketReaderTest : public QObject {
    Q_OBJECT
private slots:
    /// F60
    void readsEveryCaseHoweverItIsCut_data()
    {
        QTest::addColumn<int>("number");
        const auto cases = testing::webSocketCases();
        for (int i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name.constData()) << i;
    }
    void readsEveryCaseHoweverItIsCut()
    {
        QFETCH(int, number);
        static const auto cases = testing::webSocketCases();
        const WebSocketCase& expected = cases[number];
        for (const qsizetype step : {kRoomy, qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7), qsizetype(1000)}) {
            const WebSocketCase seen = readIn(expected.sent, step, kRoomy);
            QCOMPARE(seen.messages, expected.messages);
            QCOMPARE(seen.pongs, expected.pongs);
            QCOMPARE(seen.closeCode, expected.closeCode);
        }
    }

    /// F63
    void messagesAboveTheBoundAreRefusedByTheirHeader()
    {
        const auto headOf = [](const QByteArray& frame, qsizetype size) { return frame.first(size); };
        const QByteArray over = testing::clientFrame(1, QByteArray(201, 'x'));
        QCOMPARE(readIn(headOf(over, 4), 1, 200).closeCode, 1009);
        QCOMPARE(readIn(headOf(over, 3), 1, 200).closeCode, 0);
        QCOMPARE(readIn("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff"_ba, 1, kRoomy).closeCode, 1009);
        QCOMPARE(readIn(testing::clientFrame(1, QByteArray(200, 'x')), kRoomy, 200).messages.size(), 1);

        const testing::FrameForm unfinished{.isFinal = false};
        QByteArray fragments;
        for (int i = 0; i < 4; ++i)
            fragments += testing::clientFrame(i == 0 ? 1 : 0, QByteArray(50, 'x'), unfinished);
        QCOMPARE(readIn(fragments + testing::clientFrame(0, {}), kRoomy, 200).messages.size(), 1);
        QCOMPARE(readIn(fragments + testing::clientFrame(0, "x"), kRoomy, 200).closeCode, 1009);
        QCOMPARE(readIn(fragments + testing::clientFrame(9, "ping"), kRoomy, 200).pongs.size(), 1);
    }

    void theBoundMayGrow()
    {
        WebSocketReader reader(10);
        const QByteArray large = testing::clientFrame(2, QByteArray(1000, 'x'));
        reader.setMaxMessage(1000);
        QByteArrayView rest = large;
        const auto event = reader.next(rest);
        QVERIFY(event && std::holds_alternative<WebSocketReader::Message>(*event));
    }

    void knowsWhatItKeeps()
    {
        WebSocketReader reader(kRoomy);
        const QByteArray half = testing::clientFrame(2, QByteArray(1000, 'x')).first(8 + 400);
        QByteArrayView rest = half;
        QVERIFY(!reader.next(rest));
        QCOMPARE(reader.unfinishedBytes(), 400);
        const QByteArray wrong = testing::clientFrame(2, "x") + "more";
        WebSocketReader other(0);
        rest = wrong;
        QVERIFY(other.next(rest));
        QVERIFY(!other.next(rest));
        QVERIFY(rest.isEmpty());
        QCOMPARE(other.unfinishedBytes(), 0);
    }
};

TONGDAI_TEST(WebSocketReaderTest)

}  // namespace tongdai::engineio

#include "websocket_reader_test.moc"
