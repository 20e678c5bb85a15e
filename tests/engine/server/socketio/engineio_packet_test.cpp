#include "engine/server/socketio/engineio_packet.h"

#include "engine/server/socketio/outgoing_message.h"
#include "tests/support/test_registry.h"

namespace tongdai::engineio {

using namespace Qt::StringLiterals;

class EngineIoPacketTest : public QObject {
    Q_OBJECT
private slots:
    void readsEveryTextType()
    {
        for (int type = 0; type <= 6; ++type) {
            const auto packet = decodeText(QByteArray::number(type) + "body");
            QVERIFY(packet);
            QCOMPARE(int(packet->type), type);
            QCOMPARE(packet->data, "body"_ba);
            QCOMPARE(encode(*packet), QByteArray::number(type) + "body");
        }
    }
    /// F61
    void refusesMalformedText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("letter") << "abc"_ba;
        QTest::newRow("unknown digit") << "7hello"_ba;
        QTest::newRow("invalid UTF-8") << "4\xff\xfe"_ba;
        QTest::newRow("overlong UTF-8") << "4\xc0\x80"_ba;
        QTest::newRow("surrogate in UTF-8") << "4\xed\xa0\x80"_ba;
    }
    void refusesMalformedText()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!decodeText(text));
        QVERIFY(!decodePayload(text));
    }
    void splitsAPayloadInOrder()
    {
        const auto packets = decodePayload(
            "4one\x1e"
            "4\x1e"
            "bAQIDBA==\x1e"
            "3");
        QVERIFY(packets);
        const std::vector<Packet> expected{{PacketType::Message, "one"_ba, false},
                                           {PacketType::Message, ""_ba, false},
                                           {PacketType::Message, "\x01\x02\x03\x04"_ba, true},
                                           {PacketType::Pong, ""_ba, false}};
        QVERIFY(*packets == expected);
    }
    void oneBadPacketRefusesThePayload_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("unknown type") << "4one\x1e"
                                         "abc"_ba;
        QTest::newRow("trailing separator") << "4one\x1e"_ba;
        QTest::newRow("leading separator") << "\x1e"
                                              "4one"_ba;
        QTest::newRow("bad base64") << "b!!!!"_ba;
        QTest::newRow("bad UTF-8 in the middle") << "4a\x1e"
                                                    "4\x80\x1e"
                                                    "4b"_ba;
    }
    void oneBadPacketRefusesThePayload()
    {
        QFETCH(QByteArray, body);
        QVERIFY(!decodePayload(body));
    }
    void binaryIsBase64OnPolling()
    {
        const Packet packet{PacketType::Message, "\x00\xff\x1e"_ba, true};
        const auto packets = decodePayload(encode(packet));
        QVERIFY(packets);
        QVERIFY(packets->front() == packet);
    }
    void framesCarryTheirLengthInTheShortestForm_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("0") << 0 << "\x81\x00"_ba;
        QTest::newRow("125") << 125 << "\x81\x7d"_ba;
        QTest::newRow("126") << 126 << "\x81\x7e\x00\x7e"_ba;
        QTest::newRow("65535") << 65535 << "\x81\x7e\xff\xff"_ba;
        QTest::newRow("65536") << 65536 << "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"_ba;
    }
    void framesCarryTheirLengthInTheShortestForm()
    {
        QFETCH(int, size);
        QFETCH(QByteArray, header);
        const QByteArray frame = webSocketFrame(WebSocketOpcode::Text, QByteArray(size, 'x'));
        QCOMPARE(frame.size(), header.size() + size);
        QCOMPARE(frame.first(header.size()), header);
    }
    void aMessageIsEncodedOnceForEachTransport()
    {
        const MessagePtr text = OutgoingMessage::text("hi"_ba);
        QCOMPARE(text->forWebSocket(),
                 "\x81\x03"
                 "4hi"_ba);
        QCOMPARE(text->forPolling(), "4hi"_ba);
        QVERIFY(text->forWebSocket().constData() == text->forWebSocket().constData());
        const MessagePtr binary = OutgoingMessage::binary("hi"_ba);
        QCOMPARE(binary->forWebSocket(), "\x82\x02hi"_ba);
        QCOMPARE(binary->forPolling(), "baGk="_ba);
    }
};

TONGDAI_TEST(EngineIoPacketTest)

}  // namespace tongdai::engineio

#include "engineio_packet_test.moc"
