#include "engine/server/chat/cluster_bus.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using chat::ClusterBus;
using chat::Note;
using socketio::RoomMessage;

namespace {

/// Hands on what is published, to whoever is on the other side.
class Wire final : public ports::EngineBus {
public:
    Wire* other = nullptr;
    std::function<void(const QByteArray&)> receiver;
    void publish(const QByteArray& note) override
    {
        if (other && other->receiver) other->receiver(note);
    }
    void setReceiver(std::function<void(const QByteArray&)> to) override { receiver = std::move(to); }
};

}  // namespace

class ClusterBusTest : public QObject {
    Q_OBJECT

    struct Side {
        Wire wire;
        ClusterBus bus{wire};
    };
    Side m_one;
    Side m_other;

private slots:
    void initTestCase() { m_one.wire.other = &m_other.wire; }

    void carriesBroadcastsByteForByte()
    {
        std::optional<RoomMessage> heard;
        m_other.bus.setReceiver([&](const RoomMessage& message) { heard = message; });
        RoomMessage message;
        message.nsp = u"/chat"_s;
        message.audience = {{u"chat:thread:a"_s, u"chat:user:ü"_s}, {u"x"_s}};
        message.packet = {"2/chat,[\"a\",{}]"_ba, {QByteArray("\0\xff", 2)}};
        message.isVolatile = true;
        m_one.bus.publish(message);
        QVERIFY(heard);
        QCOMPARE(heard->nsp, message.nsp);
        QCOMPARE(heard->audience.rooms, message.audience.rooms);
        QCOMPARE(heard->audience.except, message.audience.except);
        QCOMPARE(heard->packet.text, message.packet.text);
        QCOMPARE(heard->packet.attachments, message.packet.attachments);
        QVERIFY(heard->isVolatile);
        QCOMPARE(heard->kind, RoomMessage::Kind::Broadcast);
    }
    void carriesNotes()
    {
        QString heard;
        m_other.bus.setNoteReceiver([&](Note note, const ConversationId& thread, const QJsonObject& more) {
            heard = QChar::fromLatin1(char(note)) + thread.toString() + more["user"_L1].toString();
        });
        m_one.bus.tell(Note::Typing, ConversationId("t1"_ba), {{u"user"_s, u"an"_s}});
        QCOMPARE(heard, u"Yt1an"_s);
    }
    void leavesNonsenseAlone()
    {
        int heard = 0;
        m_other.bus.setReceiver([&](const RoomMessage&) { ++heard; });
        m_other.bus.setNoteReceiver([&](Note, const ConversationId&, const QJsonObject&) { ++heard; });
        const QByteArray whole = 'R' + chat::encodeRoomMessage({});
        for (const QByteArray& bytes : {""_ba, "R"_ba, "Rabc"_ba, whole.chopped(1), "Y"_ba, "Ynonsense"_ba, "Y[]"_ba})
            m_one.wire.publish(bytes);
        QCOMPARE(heard, 0);
    }
};

TONGDAI_TEST(ClusterBusTest)

}  // namespace tongdai::testing

#include "cluster_bus_test.moc"
