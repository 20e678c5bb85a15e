#include "engine/server/socketio/packet_decoder.h"

#include "tests/support/test_registry.h"

namespace tongdai::socketio {

using namespace Qt::StringLiterals;

namespace {

std::optional<Packet> decoded(const QByteArray& text, const QList<QByteArray>& attachments = {})
{
    PacketDecoder decoder;
    auto result = decoder.addText(text);
    for (const QByteArray& bytes : attachments) {
        if (!std::holds_alternative<Incomplete>(result)) return std::nullopt;
        result = decoder.addBinary(bytes);
    }
    if (auto* packet = std::get_if<Packet>(&result)) return std::move(*packet);
    return std::nullopt;
}

QByteArray refusal(const QByteArray& text)
{
    PacketDecoder decoder;
    const auto result = decoder.addText(text);
    const auto* error = std::get_if<DecodeError>(&result);
    return error ? QByteArray(error->cause) : QByteArray();
}

Packet anEvent(const QString& nsp, const QString& name, const Payload& args, std::optional<quint64> id = {})
{
    return {PacketType::Event, nsp, id, name, args, {}};
}

}  // namespace

class PacketCodecTest : public QObject {
    Q_OBJECT
private slots:
    void readsTheExamplesOfTheSpecification()
    {
        QCOMPARE(*decoded("0/chat,{\"token\":\"eyJ.a.b\"}"),
                 (Packet{PacketType::Connect, u"/chat"_s, {}, {}, {}, {{u"token"_s, u"eyJ.a.b"_s}}}));
        QCOMPARE(*decoded("2/chat,7[\"chat:join\",{\"threadId\":\"thr_1\"}]"),
                 anEvent(u"/chat"_s, u"chat:join"_s, {QJsonObject{{u"threadId"_s, u"thr_1"_s}}}, 7));
        QCOMPARE(*decoded("3/chat,7[{\"success\":true}]"),
                 (Packet{PacketType::Acknowledge, u"/chat"_s, 7, {}, {QJsonObject{{u"success"_s, true}}}, {}}));
        QCOMPARE(*decoded("1/chat,"), (Packet{PacketType::Disconnect, u"/chat"_s, {}, {}, {}, {}}));
        QCOMPARE(*decoded("4/chat,{\"message\":\"no\"}"),
                 (Packet{PacketType::ConnectError, u"/chat"_s, {}, {}, {}, {{u"message"_s, u"no"_s}}}));
        QCOMPARE(*decoded("212[\"ev\",1]"), anEvent(u"/"_s, u"ev"_s, {1}, 12));
    }
    void namespaceMayEndWithTheText()
    {
        QCOMPARE(decoded("0/chat")->nsp, u"/chat"_s);
        QCOMPARE(decoded("0/chat,")->nsp, u"/chat"_s);
        QCOMPARE(decoded("0")->nsp, u"/"_s);
        QCOMPARE(decoded("0/chat?x=1,{}")->nsp, u"/chat"_s);
        QCOMPARE(decoded("0/phòng,")->nsp, u"/phòng"_s);
    }
    void readsAttachmentsInOrder()
    {
        const auto packet = decoded(
            "52-/chat,9[\"file\",{\"_placeholder\":true,\"num\":0},{\"deep\":[{\"_placeholder\":true,\"num\":1}]}]",
            {"one"_ba, "two"_ba});
        QVERIFY(packet);
        QCOMPARE(packet->event, u"file"_s);
        QCOMPARE(packet->id, std::optional<quint64>(9));
        QCOMPARE(packet->args.binary(packet->args.values.at(0)), std::optional("one"_ba));
        const auto deep = packet->args.values.at(1).toObject().value(u"deep").toArray().at(0);
        QCOMPARE(packet->args.binary(deep), std::optional("two"_ba));
        QVERIFY(!packet->args.binary(QJsonValue(1)));
    }
    void binaryPacketWithoutAttachmentsIsComplete() { QCOMPARE(*decoded("50-[\"a\"]"), anEvent(u"/"_s, u"a"_s, {})); }
    void numericEventNamesAreTheirDigits() { QCOMPARE(decoded("2[7,1]")->event, u"7"_s); }

    /// They are other people's business, and no reason to end a connection.
    void letsPassWhatReadersJudge() { QVERIFY(decoded("2[\"a\",{\"k\":{\"k\":\"\\u0000 \\ud83d\"}},{\"k\":1}]")); }
    void refusesAttachmentsOfStrangers()
    {
        PacketDecoder decoder;
        decoder.refuseAttachments(true);
        QVERIFY(std::holds_alternative<DecodeError>(decoder.addText("51-[\"a\",{\"_placeholder\":true,\"num\":0}]")));
        decoder.refuseAttachments(false);
        QVERIFY(std::holds_alternative<Incomplete>(decoder.addText("51-[\"a\",{\"_placeholder\":true,\"num\":0}]")));
        QVERIFY(decoder.unfinishedBytes() > 0);
        QVERIFY(std::holds_alternative<Packet>(decoder.addBinary("x"_ba)));
        QCOMPARE(decoder.unfinishedBytes(), 0);
    }

    /// F61
    void refusesViolations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("cause");
        const auto row = [](const char* name, const QByteArray& text, const QByteArray& cause) {
            QTest::newRow(name) << text << cause;
        };
        row("empty", ""_ba, "empty packet"_ba);
        row("letters", "abc"_ba, "unknown packet type"_ba);
        row("type 7", "7[\"a\"]"_ba, "unknown packet type"_ba);
        row("event object", "2{}"_ba, "payload is not an array"_ba);
        row("event without payload", "2"_ba, "payload missing"_ba);
        row("event empty array", "2[]"_ba, "illegal event name"_ba);
        row("event name null", "2[null]"_ba, "illegal event name"_ba);
        row("event name object", "2[{}]"_ba, "illegal event name"_ba);
        row("letters in the id", "2abc[\"a\"]"_ba, "invalid JSON"_ba);
        row("negative id", "2-1[\"a\"]"_ba, "invalid JSON"_ba);
        row("endless id", "2" + QByteArray(400, '9') + "[\"a\"]", "acknowledgement id too long"_ba);
        row("bad JSON", "2[\"a\","_ba, "invalid JSON"_ba);
        row("trailing text", "2[\"a\"]x"_ba, "invalid JSON"_ba);
        row("infinite number", "2[\"a\",1e999]"_ba, "invalid JSON"_ba);
        row("connect array", "0[]"_ba, "payload is not an object"_ba);
        row("connect string", "0\"x\""_ba, "invalid JSON"_ba);
        row("disconnect payload", "1{}"_ba, "disconnect takes no payload"_ba);
        row("ack object", "31{}"_ba, "payload is not an array"_ba);
        row("invalid UTF-8", "2[\"\xff\"]"_ba, "invalid UTF-8"_ba);
        row("no attachment count", "5[\"a\"]"_ba, "illegal attachment count"_ba);
        row("count without dash", "51[\"a\"]"_ba, "illegal attachment count"_ba);
        row("count as letters", "5x-[\"a\"]"_ba, "illegal attachment count"_ba);
        row("huge count", "5999999-[\"a\"]"_ba, "illegal attachment count"_ba);
        row("eleven attachments", "511-[\"a\"]"_ba, "too many attachments"_ba);
        row("placeholder out of range", "51-[\"a\",{\"_placeholder\":true,\"num\":1}]"_ba, "illegal placeholder"_ba);
        row("placeholder negative", "51-[\"a\",{\"_placeholder\":true,\"num\":-1}]"_ba, "illegal placeholder"_ba);
        row("placeholder fraction", "51-[\"a\",{\"_placeholder\":true,\"num\":0.5}]"_ba, "illegal placeholder"_ba);
        row("placeholder text", "51-[\"a\",{\"_placeholder\":true,\"num\":\"0\"}]"_ba, "illegal placeholder"_ba);
        row("deep", "2[\"a\"," + QByteArray(100'000, '['), "JSON beyond its bounds"_ba);
        row("many values", "2[\"a\"" + QByteArray(",0").repeated(100'000) + "]", "JSON beyond its bounds"_ba);
        row("many keys", "2[\"a\",{" + QByteArray("\"k\":0,").repeated(1001) + "\"z\":0}]",
            "JSON beyond its bounds"_ba);
        row("a name twice", "2[\"a\",{\"k\":0,\"k\":1}]"_ba, "a name stands twice in one object"_ba);
        row("a name twice, deep", "2[\"a\",[{\"x\":{\"k\":0,\"y\":[],\"k\":0}}]]"_ba,
            "a name stands twice in one object"_ba);
        row("a name twice, escaped", "2[\"a\",{\"k\":0,\"\\u006b\":1}]"_ba, "a name stands twice in one object"_ba);
        row("a name twice, in an answer", "31[{\"k\":0,\"k\":1}]"_ba, "a name stands twice in one object"_ba);
        row("a token twice", "0/chat,{\"token\":\"a\",\"token\":\"b\"}"_ba, "a name stands twice in one object"_ba);
        row("a placeholder twice", "51-[\"a\",{\"_placeholder\":true,\"num\":0,\"num\":0}]"_ba,
            "a name stands twice in one object"_ba);
        row("long namespace", "0/" + QByteArray(1000, 'n'), "namespace too long"_ba);
        for (const char* name :
             {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"}) {
            row(name, "2[\"" + QByteArray(name) + "\"]", "illegal event name"_ba);
        }
    }
    void refusesViolations()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, cause);
        QCOMPARE(refusal(text), cause);
    }
    void bracketsInsideStringsAreNotDepth()
    {
        const QByteArray text = "2[\"a\",\"" + QByteArray(200, '[') + "\\\"" + QByteArray(200, '{') + "\"]";
        QVERIFY(decoded(text));
    }
    void textWhileAttachmentsAreOutstandingIsRefused()
    {
        PacketDecoder decoder;
        QVERIFY(std::holds_alternative<Incomplete>(decoder.addText("51-[\"a\",{\"_placeholder\":true,\"num\":0}]")));
        QVERIFY(std::holds_alternative<DecodeError>(decoder.addText("2[\"b\"]")));
    }
    void binaryOutOfTheBlueIsRefused()
    {
        PacketDecoder decoder;
        QVERIFY(std::holds_alternative<DecodeError>(decoder.addBinary("x"_ba)));
    }
    void attachmentsAreBoundedTogether()
    {
        DecoderLimits limits;
        limits.attachmentBytes = 10;
        PacketDecoder decoder(limits);
        QVERIFY(std::holds_alternative<Incomplete>(decoder.addText("52-[\"a\"]")));
        QVERIFY(std::holds_alternative<Incomplete>(decoder.addBinary("123456"_ba)));
        QVERIFY(std::holds_alternative<DecodeError>(decoder.addBinary("123456"_ba)));
    }
    void everyPacketSurvivesTheRoundTrip()
    {
        Payload withBuffers{u"text"_s, 1.5, true, QJsonValue::Null};
        withBuffers.addBinary("\x00\x01"_ba).add(QJsonObject{{u"inner"_s, withBuffers.attach("z"_ba)}});
        const QList<Packet> packets{{PacketType::Connect, u"/"_s, {}, {}, {}, {}},
                                    {PacketType::Connect, u"/chat"_s, {}, {}, {}, {{u"sid"_s, u"x"_s}}},
                                    {PacketType::Disconnect, u"/chat"_s, {}, {}, {}, {}},
                                    {PacketType::ConnectError, u"/chat"_s, {}, {}, {}, {{u"message"_s, u"Xin lỗi"_s}}},
                                    anEvent(u"/"_s, u"tin nhắn \"mới\""_s, {}),
                                    anEvent(u"/chat"_s, u"a"_s, {u"x"_s, QJsonArray{1, 2}}, 999'999'999'999'999),
                                    anEvent(u"/chat"_s, u"a"_s, withBuffers, 1),
                                    {PacketType::Acknowledge, u"/"_s, 0, {}, {}, {}},
                                    {PacketType::Acknowledge, u"/chat"_s, 5, {}, withBuffers, {}}};
        for (const Packet& packet : packets) {
            const EncodedPacket encoded = encode(packet);
            const auto back = decoded(encoded.text, encoded.attachments);
            QVERIFY2(back, encoded.text.constData());
            QVERIFY2(*back == packet, encoded.text.constData());
        }
    }
    void writesTheCommaAfterANamespace()
    {
        QCOMPARE(encode({PacketType::Disconnect, u"/chat"_s, {}, {}, {}, {}}).text, "1/chat,"_ba);
        QCOMPARE(encode(anEvent(u"/"_s, u"a"_s, {1})).text, "2[\"a\",1]"_ba);
        QCOMPARE(encode(anEvent(u"/"_s, u"a"_s, {})).text, "2[\"a\"]"_ba);
    }
    void offsetBecomesTheLastArgument()
    {
        QCOMPARE(withOffset(encode(anEvent(u"/"_s, u"a"_s, {1})), "o-1"_ba).text, "2[\"a\",1,\"o-1\"]"_ba);
        QCOMPARE(withOffset(encode(anEvent(u"/"_s, u"a"_s, {})), "o-1"_ba).text, "2[\"a\",\"o-1\"]"_ba);
    }
    void loneSurrogatesLeaveAsValidUtf8()
    {
        const auto packet = decoded("2[\"a\",\"\\ud800\"]");
        QVERIFY(packet);
        QVERIFY(encode(*packet).text.isValidUtf8());
    }
};

TONGDAI_TEST(PacketCodecTest)

}  // namespace tongdai::socketio

#include "packet_codec_test.moc"
