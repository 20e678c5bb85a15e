#include "engine/domain/conversation/mask_lines.h"

#include "engine/domain/conversation/answer_card.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What somebody is shown who may not see numbers (features F11).
class MaskLinesTest : public QObject {
    Q_OBJECT

    static StoredMessage said(Speaker speaker, const QString& body)
    {
        StoredMessage line;
        line.conversation = ConversationId("c-1"_ba);
        line.speaker = speaker;
        line.sender = SenderId("khach"_ba);
        line.body = body;
        return line;
    }

private slots:
    void aLineKeepsAllButItsNumbers()
    {
        const StoredMessage plain = masked(said(Speaker::Customer, u"Còn size M không, đơn 20251120?"_s));
        QVERIFY(!plain.isMasked);
        QCOMPARE(plain.body, u"Còn size M không, đơn 20251120?"_s);
        const StoredMessage number = masked(said(Speaker::Customer, u"Gọi 0912345678"_s));
        QVERIFY(number.isMasked);
        QVERIFY2(!number.body.contains(u"0912345678"_s) && number.body.endsWith(u"678"_s), qPrintable(number.body));
        QCOMPARE(number.conversation, ConversationId("c-1"_ba));
    }

    void whatCameWithALineIsMaskedToo()
    {
        StoredMessage line = said(Speaker::Customer, {});
        line.metadata = {{u"phone"_s, u"0912345678"_s},
                         {u"attachments"_s, QJsonArray{QJsonObject{{u"name"_s, u"0912345678.jpg"_s}}}}};
        const StoredMessage shown = masked(line);
        QVERIFY(shown.isMasked);
        QVERIFY(!shown.metadata["phone"_L1].toString().contains(u"0912345678"_s));
        QVERIFY(!shown.metadata["attachments"_L1][0]["name"_L1].toString().contains(u"0912345678"_s));
    }

    /// An answer's card and how far it came stay readable: their numbers are times and counts.
    void theEnginesOwnFactsStay()
    {
        AnswerCard card;
        card.intent = u"hỏi giá"_s;
        card.processingMs = 640;
        card.fence = 42;
        Action order;
        order.data = {{u"phone"_s, u"0912345678"_s}, {u"number"_s, 84912345678.0}};
        card.actions = {order};
        Delivery delivery;
        delivery.state = OutboxState::Dead;
        delivery.error = u"0912345678 không nhận tin"_s;
        delivery.acceptedAt = fromUnixSeconds(1'763'712'000.123);
        delivery.outboxId = 17;
        StoredMessage line = said(Speaker::Bot, u"Dạ"_s);
        line.metadata = toJson(card);
        line.metadata[u"delivery"_s] = toJson(delivery);
        const StoredMessage shown = masked(line);
        const AnswerCard cardShown = answerCard(shown.metadata);
        QCOMPARE(cardShown.intent, card.intent);
        QCOMPARE(cardShown.fence, card.fence);
        QCOMPARE(cardShown.processingMs, card.processingMs);
        QVERIFY(!cardShown.actions[0].data["phone"_L1].toString().contains(u"0912345678"_s));
        const std::optional<Delivery> deliveryShown = deliveryOf(shown.metadata);
        QVERIFY(deliveryShown && deliveryShown->acceptedAt == delivery.acceptedAt);
        QCOMPARE(deliveryShown->outboxId, 17);
        QVERIFY(!deliveryShown->error.contains(u"0912345678"_s));
    }

    /// Whoever gave no name is called by an id, which may be their number.
    void aNumberInPlaceOfANameIsMasked()
    {
        Conversation conversation;
        conversation.id = ConversationId("c-1"_ba);
        conversation.customer = SenderId("0912345678"_ba);
        conversation.lastText = u"Gọi 0912345678"_s;
        const Conversation shown = masked(conversation);
        QVERIFY2(shown.customerName.endsWith(u"678"_s) && !shown.customerName.contains(u"0912345678"_s),
                 qPrintable(shown.customerName));
        QVERIFY(!shown.lastText.contains(u"0912345678"_s));
        QCOMPARE(shown.customer, conversation.customer);  // what acts are about
        conversation.customer = SenderId("khach"_ba);
        QVERIFY(masked(conversation).customerName.isEmpty());

        CustomerDetails details;
        details.values[DetailField::Phone] = {{u"0912345678"_s, {}}};
        details.values[DetailField::Address] = {{u"12 Lê Lợi, Quận 1"_s, {}}};
        QVERIFY(!masked(details).value(DetailField::Phone).contains(u"0912345678"_s));
        QCOMPARE(masked(details).value(DetailField::Address), u"12 Lê Lợi, Quận 1"_s);
    }
};

TONGDAI_TEST(MaskLinesTest)

}  // namespace tongdai::testing

#include "mask_lines_test.moc"
