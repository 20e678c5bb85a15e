#include "tests/support/websocket_cases.h"

#include <QtEndian>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr quint8 kMore = 0;
constexpr quint8 kText = 1;
constexpr quint8 kBinary = 2;
constexpr quint8 kClose = 8;
constexpr quint8 kPing = 9;
constexpr quint8 kPong = 10;
constexpr int kProtocol = 1002;
constexpr int kNotUtf8 = 1007;
constexpr FrameForm kUnfinished{.isFinal = false, .reserved = 0, .isMasked = true, .lengthBytes = -1};
constexpr FrameForm kUnmasked{.isFinal = true, .reserved = 0, .isMasked = false, .lengthBytes = -1};

FrameForm reserving(quint8 bits)
{
    return {.isFinal = true, .reserved = bits, .isMasked = true, .lengthBytes = -1};
}

FrameForm lengthIn(int bytes)
{
    return {.isFinal = true, .reserved = 0, .isMasked = true, .lengthBytes = bytes};
}

WebSocketCase ends(const QByteArray& name, const QByteArray& sent, int code)
{
    return {name, sent, {}, {}, code};
}

WebSocketCase says(const QByteArray& name, const QByteArray& sent, const QList<QByteArray>& messages,
                   const QList<QByteArray>& pongs = {})
{
    return {name, sent, messages, pongs, WebSocketCase::kOpen};
}

void addFraming(QList<WebSocketCase>& all)
{
    for (const int size : {0, 1, 125, 126, 127, 128, 65535, 65536}) {
        const QByteArray payload(size, '*');
        all << says("1.1 text of " + QByteArray::number(size), clientFrame(kText, payload), {payload});
        all << says("1.2 binary of " + QByteArray::number(size), clientFrame(kBinary, payload), {payload});
    }
    all << ends("1.9 unmasked text", clientFrame(kText, "Hello", kUnmasked), kProtocol);
    all << ends("1.9 unmasked and empty", clientFrame(kText, {}, kUnmasked), kProtocol);
    all << ends("1.9 unmasked ping", clientFrame(kPing, "x", kUnmasked), kProtocol);
    all << ends("1.9 unmasked close", clientFrame(kClose, closeWith(1000), kUnmasked), kProtocol);
    all << ends("1.9 small length in two bytes", clientFrame(kText, "Hello", lengthIn(2)), kProtocol);
    all << ends("1.9 small length in eight bytes", clientFrame(kText, "Hello", lengthIn(8)), kProtocol);
    all << ends("1.9 middle length in eight bytes", clientFrame(kText, QByteArray(300, 'x'), lengthIn(8)), kProtocol);
    all << ends("1.9 negative length", "\x82\xff\x80\0\0\0\0\0\0\x05\0\0\0\0Hello"_ba, kProtocol);
}

void addPings(QList<WebSocketCase>& all)
{
    const QByteArray longest(125, 'p');
    const QByteArray bytes = "\x00\xff\xfe\xfd"_ba;
    all << says("2.1 empty ping", clientFrame(kPing, {}), {}, {QByteArray()});
    all << says("2.2 ping", clientFrame(kPing, "Hello"), {}, {"Hello"_ba});
    all << says("2.3 ping of bytes", clientFrame(kPing, bytes), {}, {bytes});
    all << says("2.4 longest ping", clientFrame(kPing, longest), {}, {longest});
    all << ends("2.5 ping too long", clientFrame(kPing, longest + 'p'), kProtocol);
    all << says("2.7 pong unasked", clientFrame(kPong, {}), {}, {});
    all << says("2.9 pong, then ping", clientFrame(kPong, "a") + clientFrame(kPing, "b"), {}, {"b"_ba});
    QByteArray ten;
    QList<QByteArray> answers;
    for (int i = 0; i < 10; ++i) {
        answers << "ping " + QByteArray::number(i);
        ten += clientFrame(kPing, answers.last());
    }
    all << says("2.10 ten pings", ten, {}, answers);
}

void addReserved(QList<WebSocketCase>& all)
{
    for (quint8 bits = 1; bits <= 7; ++bits) {
        const QByteArray number = QByteArray::number(bits);
        all << ends("3 reserved bits " + number, clientFrame(kText, "Hello", reserving(bits)), kProtocol);
        all << ends("3 reserved bits of a ping " + number, clientFrame(kPing, "x", reserving(bits)), kProtocol);
        all << ends("3 reserved bits of a close " + number, clientFrame(kClose, {}, reserving(bits)), kProtocol);
    }
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        const QByteArray number = QByteArray::number(opcode);
        all << ends("4 opcode " + number, clientFrame(quint8(opcode), {}), kProtocol);
        all << ends("4 opcode with payload " + number, clientFrame(quint8(opcode), "x"), kProtocol);
    }
}

void addFragments(QList<WebSocketCase>& all)
{
    const QByteArray first = clientFrame(kText, "Hel", kUnfinished);
    const QByteArray last = clientFrame(kMore, "lo");
    const QByteArray ping = clientFrame(kPing, "p");
    all << ends("5.1 ping in fragments", clientFrame(kPing, "a", kUnfinished) + clientFrame(kMore, "b"), kProtocol);
    all << ends("5.2 pong in fragments", clientFrame(kPong, "a", kUnfinished) + clientFrame(kMore, "b"), kProtocol);
    all << ends("5.2 close in fragments", clientFrame(kClose, {}, kUnfinished) + clientFrame(kMore, {}), kProtocol);
    all << says("5.3 two fragments", first + last, {"Hello"_ba});
    all << says("5.6 ping between", first + ping + last, {"Hello"_ba}, {"p"_ba});
    all << says("5.8 pong between", first + clientFrame(kPong, "x") + last, {"Hello"_ba});
    all << ends("5.9 continuation of nothing", clientFrame(kMore, "x"), kProtocol);
    all << ends("5.10 unfinished continuation of nothing", clientFrame(kMore, "x", kUnfinished), kProtocol);
    all << WebSocketCase{"5.12 continuation after the end", first + last + last, {"Hello"_ba}, {}, kProtocol};
    all << ends("5.15 text inside of text", first + clientFrame(kText, "x"), kProtocol);
    all << ends("5.18 two beginnings", first + first, kProtocol);
    all << ends("5.18 binary inside of text", first + clientFrame(kBinary, "x"), kProtocol);
    all << says("5.19 five fragments with pings",
                first + ping + clientFrame(kMore, "lo", kUnfinished) + clientFrame(kMore, {}, kUnfinished) + ping +
                    clientFrame(kMore, " du", kUnfinished) + clientFrame(kMore, {}),
                {"Hello du"_ba}, {"p"_ba, "p"_ba});
    all << says("5.19 nothing in three fragments",
                clientFrame(kBinary, {}, kUnfinished) + clientFrame(kMore, {}, kUnfinished) + clientFrame(kMore, {}),
                {QByteArray()});
    all << WebSocketCase{"5.20 close between", first + clientFrame(kClose, closeWith(1000)) + last, {}, {}, 1000};
}

void addUtf8(QList<WebSocketCase>& all)
{
    const QByteArray fine = "Dạ còn ạ \xf0\x9f\x98\x80 \xf4\x8f\xbf\xbf \xef\xbf\xbf"_ba;
    all << says("6.2 text beyond ASCII", clientFrame(kText, fine), {fine});
    QByteArray bytewise = clientFrame(kText, {}, kUnfinished);
    for (const char byte : fine)
        bytewise += clientFrame(kMore, QByteArray(1, byte), kUnfinished);
    all << says("6.2 text in fragments of one byte", bytewise + clientFrame(kMore, {}), {fine});
    const QList<QByteArray> wrong{"\xff"_ba,
                                  "a\x80"_ba,
                                  "\xc0\xaf"_ba,
                                  "\xe0\x80\xaf"_ba,
                                  "\xf0\x80\x80\xaf"_ba,
                                  "\xed\xa0\x80"_ba,
                                  "\xed\xb0\x80 x"_ba,
                                  "\xf4\x90\x80\x80"_ba,
                                  "\xf8\x88\x80\x80\x80"_ba,
                                  "\xc3"_ba,
                                  "Hello \xe1\xba"_ba,
                                  "\xf0\x9f\x98"_ba,
                                  "\xce\xba\xe1\xbd\xb9\xff x"_ba};
    for (const QByteArray& text : wrong) {
        all << ends("6.3 no UTF-8: " + text.toHex(), clientFrame(kText, text), kNotUtf8);
        all << ends("6.3 no UTF-8, then the rest: " + text.toHex(),
                    clientFrame(kText, text, kUnfinished) + clientFrame(kMore, "x"), kNotUtf8);
    }
    all << says("6.9 binary need not be", clientFrame(kBinary, "\xff\xfe"), {"\xff\xfe"_ba});
}

void addClosing(QList<WebSocketCase>& all)
{
    const QByteArray longest(123, 'r');
    all << WebSocketCase{"7.1 nothing after a close",
                         clientFrame(kClose, closeWith(1000)) + clientFrame(kPing, "x") + clientFrame(kText, "x"),
                         {},
                         {},
                         1000};
    all << ends("7.3 close without a code", clientFrame(kClose, {}), WebSocketCase::kNoCode);
    all << ends("7.3 close of one byte", clientFrame(kClose, "\x03"_ba), kProtocol);
    all << ends("7.3 close with a reason", clientFrame(kClose, closeWith(1000, "Hết giờ"_ba)), 1000);
    all << ends("7.3 longest reason", clientFrame(kClose, closeWith(1000, longest)), 1000);
    all << ends("7.3 reason too long", clientFrame(kClose, closeWith(1000, longest + 'r')), kProtocol);
    all << ends("7.5 reason that is no UTF-8", clientFrame(kClose, closeWith(1000, "\xc0\xaf"_ba)), kNotUtf8);
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1014, 3000, 3999, 4000, 4999})
        all << ends("7.7 code " + QByteArray::number(code), clientFrame(kClose, closeWith(quint16(code))), code);
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
        all << ends("7.9 illegal code " + QByteArray::number(code), clientFrame(kClose, closeWith(quint16(code))),
                    kProtocol);
    }
}

}  // namespace

QByteArray clientFrame(quint8 opcode, const QByteArray& payload, const FrameForm& form)
{
    const int shortest = payload.size() < 126 ? 0 : payload.size() <= 0xffff ? 2 : 8;
    const int lengthBytes = form.lengthBytes < 0 ? shortest : form.lengthBytes;
    QByteArray frame(1, char((form.isFinal ? 0x80 : 0) | (form.reserved << 4) | opcode));
    const int length = lengthBytes == 0 ? int(payload.size()) : lengthBytes == 2 ? 126 : 127;
    frame += char((form.isMasked ? 0x80 : 0) | length);
    QByteArray wide(8, '\0');
    qToBigEndian(quint64(payload.size()), wide.data());
    frame += wide.last(lengthBytes);
    if (!form.isMasked) return frame + payload;
    const QByteArray mask = "\x37\xfa\x21\x3d"_ba;
    frame += mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame += char(payload[i] ^ mask[i % 4]);
    return frame;
}

QByteArray closeWith(quint16 code, const QByteArray& reason)
{
    QByteArray payload(2, '\0');
    qToBigEndian(code, payload.data());
    return payload + reason;
}

QList<WebSocketCase> webSocketCases()
{
    QList<WebSocketCase> all;
    addFraming(all);
    addPings(all);
    addReserved(all);
    addFragments(all);
    addUtf8(all);
    addClosing(all);
    return all;
}

std::optional<ServerFrame> takeServerFrame(QByteArray& bytes)
{
    if (bytes.size() < 2) return std::nullopt;
    const auto start = quint8(bytes[0]);
    quint64 length = quint8(bytes[1]) & 0x7f;
    qsizetype head = 2;
    if (length == 126) {
        if (bytes.size() < 4) return std::nullopt;
        length = qFromBigEndian<quint16>(bytes.constData() + 2);
        head = 4;
    } else if (length == 127) {
        if (bytes.size() < 10) return std::nullopt;
        length = qFromBigEndian<quint64>(bytes.constData() + 2);
        head = 10;
    }
    if (quint64(bytes.size() - head) < length) return std::nullopt;
    const bool isLegal = (start & 0xf0) == 0x80 && (quint8(bytes[1]) & 0x80) == 0;
    ServerFrame frame{quint8(start & 0x0f), bytes.mid(head, qsizetype(length)), isLegal};
    bytes.remove(0, head + qsizetype(length));
    return frame;
}

}  // namespace tongdai::testing
