#pragma once

#include "engine/domain/dispute/evidence.h"

namespace tongdai::testing {

inline constexpr qint64 kEvidenceBegins = 1'763'712'000'000;  // 21 November 2025, 15:00 in Vietnam

/// A line as the history has it: customer, bot and operator in turn, each seventh one a note.
inline StoredMessage saidInEvidence(qint64 rev)
{
    using namespace Qt::StringLiterals;
    static const QStringList texts{u"Shop ơi, áo khoác màu be còn size M không ạ? Em cần gấp cho thứ Bảy."_s,
                                   u"Dạ còn ạ. Chị cho em xin địa chỉ nhận hàng nhé."_s,
                                   u"Số em 0912 345 678, 12 ngõ 34 Trần Duy Hưng, Cầu Giấy, Hà Nội."_s,
                                   u"Dạ em ghi nhận đơn. Phí giao 25.000 đ, dự kiến thứ Sáu 28/11 tới nơi."_s,
                                   u"Khách báo nhận thiếu hàng, đối chiếu camera kho trước khi trả lời."_s};
    StoredMessage message;
    message.conversation = ConversationId("c-khiếu-nại-1"_ba);
    message.rev = rev;
    message.messageId = MessageId("m-"_ba + QByteArray::number(rev));
    message.speaker = rev % 7 == 0 ? Speaker::Note : rev % 3 == 0 ? Speaker::Operator : Speaker(int(rev % 3) - 1);
    message.sender = SenderId(message.speaker == Speaker::Customer ? "u-lan"_ba : "shop"_ba);
    message.senderName = message.speaker == Speaker::Customer ? u"Nguyễn Thị Lan"_s
                         : message.speaker == Speaker::Bot    ? QString()
                                                              : u"Trần Minh"_s;
    message.seq = message.speaker == Speaker::Customer ? rev : 0;
    message.body = message.speaker == Speaker::Note ? texts[4] : texts[(rev - 1) % 4];
    const qint64 sentAt = kEvidenceBegins / 1000 + rev * 61;
    message.sentAt = double(sentAt);
    message.receivedAt = TimePoint(std::chrono::milliseconds(kEvidenceBegins + rev * 61'123));
    return message;
}

}  // namespace tongdai::testing
