#include "tests/support/fake_desk.h"

#include <array>

// What the shop's customers and the bot say in FakeDesk. Written by hand, so that pictures can be judged.
namespace tongdai::testing {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

struct Person {
    const char16_t* name;
    const char16_t* channel;
    const char16_t* text;
    Speaker speaker;
    BotMode mode;
    const char16_t* assignee;
    int waitingSeconds;  ///< 0: nobody waits
    int unread;
    int quietSeconds;
};

constexpr std::array kPeople{
    Person{u"Trần Quốc Đạt", u"zalo", u"Em nhận hàng mà thiếu mất 1 món, cho em gặp người thật với ạ",
           Speaker::Customer, BotMode::Human, u"", 220, 1, 220},
    Person{u"Phạm Mỹ Lệ", u"web", u"Cho mình xin bảng giá sỉ từ 10 cái nhé", Speaker::Customer, BotMode::Human, u"Lan",
           65, 1, 65},
    Person{u"Lê Văn Ưng", u"facebook", u"Shop có ship về Cà Mau không ạ?", Speaker::Customer, BotMode::Bot, u"", 0, 1,
           12},
    Person{u"Đỗ Hoàng Yến", u"facebook", u"Dạ em gửi chị mẫu mới về hôm nay nha, chị xem giúp em với ạ",
           Speaker::Operator, BotMode::Human, u"Minh", 0, 0, 95},
    Person{u"Ngô Bảo Ưu", u"tiktok",
           u"Nhân viên hứa hoàn tiền cho em từ hôm thứ 3 mà tới giờ chưa thấy đâu cả, shop kiểm tra "
           u"lại giúp em với ạ",
           Speaker::Customer, BotMode::Human, u"", 1260, 4, 1260},
    Person{u"Vũ Thị Ánh", u"zalo", u"Bên em mở cửa từ 8:00 đến 22:00 mỗi ngày ạ.", Speaker::Bot, BotMode::Bot, u"", 0,
           0, 40},
    Person{u"Bùi Gia Huy", u"web", u"Dạ áo linen size L bên em còn 2 chiếc ạ, giá 390.000 ₫.", Speaker::Bot,
           BotMode::Bot, u"", 0, 0, 130},
    Person{u"Hoàng Thị Quỳnh Nga", u"facebook", u"Mình chuyển khoản rồi nha", Speaker::Customer, BotMode::Human, u"Lan",
           20, 1, 20},
    Person{u"Đặng Khánh Ly", u"facebook", u"Dạ đơn DH-20418 đang trên đường giao, dự kiến 22/11 chị nhận được ạ.",
           Speaker::Bot, BotMode::Bot, u"", 0, 0, 300},
    Person{u"Phan Tấn Lộc", u"zalo", u"Khách kỹ tính, gọi trước khi giao", Speaker::Note, BotMode::Human, u"Minh", 0, 0,
           900},
    Person{u"", u"api", u"Xin chào, tôi muốn đặt lịch thử đồ chiều nay", Speaker::Customer, BotMode::Bot, u"", 0, 1, 6},
    Person{u"Trương Mỹ Duyên", u"tiktok", u"Ok shop cảm ơn nhiều ạ", Speaker::Customer, BotMode::Bot, u"", 0, 0, 1500},
};

}  // namespace

void FakeDesk::addBotAnswer(const ConversationId& id, const QString& text, TimePoint at, const AnswerCard& card)
{
    StoredMessage& line = addLine(id, Speaker::Bot, text, at);
    line.metadata = toJson(card);
    if (card.outcome != TurnOutcome::Answered) {
        line.state = MessageState::Superseded;
        return;
    }
    Delivery delivery;
    delivery.state = OutboxState::Sent;
    delivery.acceptedAt = at + 44ms;
    delivery.readAt = at + 30s;
    line.metadata[u"delivery"_s] = toJson(delivery);
}

void FakeDesk::fillHanh()
{
    Conversation c;
    c.id = ConversationId("c-12345");
    c.channel = u"facebook"_s;
    c.customerName = u"Nguyễn Thị Hạnh"_s;
    c.customer = SenderId("u-771");
    c.mode = BotMode::Bot;
    c.fence = 42;
    c.metadata = {{u"platform"_s, u"facebook"_s},
                  {u"page"_s, u"Mộc An Shop"_s},
                  {u"phone"_s, u"0912 345 678"_s},
                  {u"city"_s, u"Quận 3, TP. Hồ Chí Minh"_s},
                  {u"orders"_s, 4},
                  {u"vip"_s, true}};
    addConversation(c);
    const ConversationId id = c.id;
    const TimePoint day = now - 8min - 33s;  // 14:00:00

    AnswerCard hours;
    hours.intent = u"giờ_mở_cửa"_s;
    hours.confidence = 0.91;
    hours.model = u"rules"_s;
    hours.processingMs = 3;
    hours.actions = {{ActionType::SendMessage, {{u"text"_s, u"…"_s}}}};
    addLine(id, Speaker::Customer, u"Chào shop, hôm nay mấy giờ đóng cửa ạ?"_s, day - 25h);
    addBotAnswer(id, u"Dạ bên em mở cửa từ 8:00 đến 22:00 mỗi ngày, kể cả Chủ nhật ạ."_s, day - 25h + 4s, hours);
    addLine(id, Speaker::Customer, u"Cảm ơn em"_s, day - 25h + 40s).deliveries = 3;

    addLine(id, Speaker::Customer, u"Shop ơi cho mình hỏi áo linen còn size M màu be không?"_s, day + 62s);
    AnswerCard stock;
    stock.intent = u"hỏi_tồn_kho"_s;
    stock.confidence = 0.95;
    stock.model = u"gpt-4o-mini"_s;
    stock.processingMs = 1234;
    stock.fence = 41;
    stock.steps = {4, 3, 6, 1180, 2, 5, 44};
    stock.actions = {{ActionType::SendMessage, {{u"text"_s, u"Dạ mẫu này bên em còn 3 chiếc ạ."_s}}},
                     {ActionType::SendQuickReplies, {{u"options"_s, QJsonArray{u"Đặt hàng"_s, u"Xem thêm"_s}}}}};
    addBotAnswer(id, u"Dạ mẫu này bên em còn 3 chiếc ạ. Chị lấy màu be hay màu trắng để em giữ hàng cho mình nhé?"_s,
                 day + 66s, stock);
    StoredMessage& late = addLine(id, Speaker::Customer, u"Nhưng hôm qua bảo hết mà?"_s, day + 118s);
    late.arrivedLate = true;
    late.sentAt = toUnixSeconds(day + 104s);
    AnswerCard superseded = stock;
    superseded.outcome = TurnOutcome::Superseded;
    superseded.newerMessage = MessageId("m-67891");
    superseded.intent = u"khiếu_nại"_s;
    superseded.confidence = 0.62;
    superseded.processingMs = 2110;
    addBotAnswer(id, u"Dạ để em kiểm tra lại giúp chị ạ."_s, day + 121s, superseded);
    addLine(
        id, Speaker::Customer,
        u"Mình cần gấp cho chiều nay, shop trả lời giúp mình với. Mình đã đặt ở đây 4 lần rồi mà lần "
        u"này thấy trả lời không khớp với hôm qua nên hơi lo, mong shop kiểm tra kỹ trước khi mình chuyển khoản nhé."_s,
        day + 125s);
    Conversation& row = conversation(id);
    row.mode = BotMode::Human;
    row.assignee = operatorId;
    AnswerCard cancelled = stock;
    cancelled.outcome = TurnOutcome::Cancelled;
    cancelled.cancelledBy = operatorId;
    addLine(id, Speaker::System, {}, day + 131s).metadata =
        toJson(SystemNote{SystemEvent::TookOver, u"Lan"_s, 1, 42, {}});
    addLine(id, Speaker::Note, u"Khách quen, đã mua 4 đơn trong 2 tháng. Kiểm kho tay trước khi hứa."_s, day + 150s);
    StoredMessage& answer = addLine(id, Speaker::Operator, u"Dạ em kiểm kho lại giúp chị ngay ạ."_s, day + 160s);
    Delivery delivery;
    delivery.state = OutboxState::Sent;
    delivery.acceptedAt = day + 161s;
    answer.metadata[u"delivery"_s] = toJson(delivery);
    addLine(id, Speaker::Customer, u"Dạ vâng"_s, now - 6min - 12s);
    addLine(id, Speaker::Customer, u"Shop ơi còn size M không ạ?"_s, now - 13s);
    row.unread = 2;
    row.waitingSince = now - 6min - 12s;
}

void FakeDesk::fillOthers()
{
    int number = 12346;
    for (int round = 0; round < 4; ++round) {
        for (const Person& person : kPeople) {
            Conversation c;
            c.id = ConversationId("c-" + QByteArray::number(number++));
            c.channel = QString::fromUtf16(person.channel);
            c.customerName = QString::fromUtf16(person.name);
            if (round > 0 && !c.customerName.isEmpty())
                c.customerName += round == 1 ? u" (Q.7)"_s : round == 2 ? u" Anh"_s : u" Thư"_s;
            c.customer = SenderId("u-" + QByteArray::number(number));
            c.mode = person.mode;
            c.assignee = OperatorId::fromString(QString::fromUtf16(person.assignee));
            c.fence = 3;
            c.isSample = round == 1;
            c.metadata = {{u"platform"_s, c.channel}};
            if (round == 3) c.status = ConversationStatus::Closed;
            const ConversationId id = c.id;
            const int waiting = person.waitingSeconds;
            const int unread = person.unread;
            addConversation(std::move(c));
            const TimePoint at = now - std::chrono::seconds(person.quietSeconds * (1 + round * 3));
            addLine(id, Speaker::Customer, u"Chào shop ạ"_s, at - 90s);
            addLine(id, person.speaker, QString::fromUtf16(person.text), at);
            Conversation& row = conversation(id);
            row.unread = unread;
            if (waiting > 0 && round < 2) row.waitingSince = now - std::chrono::seconds(waiting * (1 + round * 3));
        }
    }
}

void FakeDesk::fillShop()
{
    fillHanh();
    fillOthers();
    const ConversationId hanh("c-12345"_ba);
    attendees[hanh] = {{SenderId("u-hanh"_ba), u"Hạnh"_s, false, Presence::Online},
                       {SenderId("minh"_ba), u"Minh"_s, true, Presence::Online}};
}

void FakeDesk::fillMany(int count)
{
    conversations.reserve(conversations.size() + size_t(count));
    for (int i = 0; i < count; ++i) {
        const Person& person = kPeople[size_t(i) % kPeople.size()];
        Conversation c;
        c.id = ConversationId("n-" + QByteArray::number(i));
        c.channel = QString::fromUtf16(person.channel);
        c.customerName = QString::fromUtf16(person.name) + u' ' + QString::number(i);
        c.mode = i % 3 == 0 ? BotMode::Bot : BotMode::Human;
        c.lastText = QString::fromUtf16(person.text);
        c.lastSpeaker = person.speaker;
        c.lastActivity = now - std::chrono::seconds(i);
        c.lastRev = 1;
        c.unread = i % 5;
        if (c.mode == BotMode::Human) c.waitingSince = now - std::chrono::seconds(count - i);
        addConversation(std::move(c));
    }
}

ConversationId FakeDesk::fillLongThread(int count)
{
    Conversation c;
    c.id = ConversationId("c-long");
    c.channel = u"facebook"_s;
    c.customerName = u"Nguyễn Thị Hạnh"_s;
    c.mode = BotMode::Human;
    c.assignee = operatorId;
    addConversation(c);
    threads[c.id].reserve(size_t(count));
    for (int i = 0; i < count; ++i) {
        const Person& person = kPeople[size_t(i) % kPeople.size()];
        QString text = QString::fromUtf16(person.text);
        for (int more = 0; more < i % 7; ++more)
            text += u' ' + QString::fromUtf16(kPeople[size_t(i + more) % kPeople.size()].text);
        addLine(c.id,
                i % 4 == 3   ? Speaker::Bot
                : i % 4 == 1 ? Speaker::Operator
                             : Speaker::Customer,
                text, now - std::chrono::seconds(qint64(count - i) * 40));
    }
    return c.id;
}

}  // namespace tongdai::testing
