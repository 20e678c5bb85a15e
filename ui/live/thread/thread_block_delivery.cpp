#include "engine/domain/conversation/answer_card.h"
#include "ui/live/live_words.h"
#include "ui/live/thread/thread_block.h"

#include <QFontMetrics>

// What a block says of its line's way to the customer, and what can be done about it.
namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr int kButtonGap = 8;
constexpr int kButtonPad = 20;

class DeliveryWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::ThreadBlock)
};

}  // namespace

void ThreadBlock::describeDelivery()
{
    if (m_content.line.sending == ThreadLine::Sending::Queued) {
        m_receipt = DeliveryWords::tr("sending…");
        m_steps = ReceiptSteps::queued();
        return;
    }
    const auto delivery = deliveryOf(m_content.line.message.metadata);
    if (!delivery || isUnsent()) return;
    const auto say = [this](const QString& words, ColorRole color, std::optional<Glyph> glyph) {
        m_receipt = words;
        m_receiptColor = color;
        m_receiptGlyph = glyph;
    };
    m_steps = ReceiptSteps::of(*delivery);
    switch (delivery->state) {
        case OutboxState::Waiting: return say(DeliveryWords::tr("queued"), ColorRole::SecondaryText, {});
        case OutboxState::Sending: return say(DeliveryWords::tr("on its way"), ColorRole::SecondaryText, {});
        case OutboxState::Dead:
            m_steps.reset();
            return say(DeliveryWords::tr("not delivered"), ColorRole::Danger, Glyph::Cross);
        case OutboxState::Unknown: return say(DeliveryWords::tr("outcome unknown"), ColorRole::Attention, Glyph::Alert);
        case OutboxState::Withdrawn:
            m_steps.reset();
            // A takeover withdraws what the bot would have said; a person's own line is dropped by a person.
            return say(m_content.line.message.speaker == Speaker::Operator ? DeliveryWords::tr("dropped")
                                                                           : DeliveryWords::tr("withdrawn"),
                       ColorRole::SecondaryText, Glyph::Cross);
        case OutboxState::Sent: break;
    }
    if (delivery->readAt) return say(DeliveryWords::tr("read"), ColorRole::Good, {});
    if (delivery->deliveredAt) return say(DeliveryWords::tr("delivered"), ColorRole::Good, {});
    if (!delivery->conversationOnly) return say(DeliveryWords::tr("accepted by channel"), ColorRole::SecondaryText, {});
    if (m_content.byChat) return say(DeliveryWords::tr("waits for the customer"), ColorRole::SecondaryText, {});
    m_steps.reset();
    say(DeliveryWords::tr("Not sent to the customer: no channel is connected"), ColorRole::Attention, Glyph::Alert);
}

/// Why it has not arrived, in words a shop knows, and what a person can decide.
void ThreadBlock::layTrouble(const Delivery& delivery)
{
    QString words = LiveWords::undelivered(delivery);
    if (words.isEmpty()) return;
    const bool isDead = delivery.state == OutboxState::Dead;
    const bool isUnknown = delivery.state == OutboxState::Unknown;
    if (delivery.attempts > 1) words += u' ' + DeliveryWords::tr("Attempt %1.").arg(delivery.attempts);
    const int top = m_height - kPadY;
    const bool isOver = delivery.state == OutboxState::Withdrawn;
    const ColorRole color = isOver ? ColorRole::SecondaryText : isDead ? ColorRole::Danger : ColorRole::Attention;
    addNote(words, color, isDead || isOver ? Glyph::Cross : Glyph::Alert);
    m_trouble = QRect(kOuter + kInner, top, textWidth(), m_height - kPadY - top);
    QList<std::pair<Part, QString>> buttons;
    if (isDead || isUnknown) buttons.append({Part::SendAgain, DeliveryWords::tr("Try again")});
    if (isRewordable(m_content.line.message)) buttons.append({Part::Reword, DeliveryWords::tr("Edit")});
    if (isUnknown) buttons.append({Part::Arrived, DeliveryWords::tr("It arrived")});
    if (isDead || isUnknown) {
        buttons.append({Part::Copy, DeliveryWords::tr("Copy")});
        buttons.append({Part::Drop, DeliveryWords::tr("Drop")});
    }
    if (delivery.outboxId > 0) addButtons(buttons);
}

bool ThreadBlock::isRewordable(const StoredMessage& message)
{
    const auto delivery = deliveryOf(message.metadata);
    return delivery && delivery->outboxId > 0 && delivery->state == OutboxState::Dead && !delivery->mayHaveArrived &&
           !delivery->isUnrefused && delivery->error != QLatin1StringView(kGivenUp) &&
           LiveWords::ofCall(*delivery).isEmpty() && !message.isMasked;
}

QString ThreadBlock::whyNotRewordable(const StoredMessage& message)
{
    const auto delivery = deliveryOf(message.metadata);
    const bool couldBe = delivery && delivery->state == OutboxState::Dead && LiveWords::ofCall(*delivery).isEmpty();
    if (!couldBe) return {};
    if (delivery->mayHaveArrived)
        return DeliveryWords::tr(
            "It cannot be edited: an earlier try may have reached the customer. Send it again as it "
            "is, or drop it and write anew.");
    // Whoever gave it up knows why.
    if (!delivery->isUnrefused || delivery->error == QLatin1StringView(kGivenUp)) return {};
    return DeliveryWords::tr(
        "It cannot be edited: it was not sent, and the platform did not refuse it. Send it again as it is, or drop it "
        "and write anew.");
}

/// Side by side, in further rows where they need more room than there is.
void ThreadBlock::addButtons(const QList<std::pair<Part, QString>>& buttons)
{
    if (buttons.isEmpty()) return;
    const QFontMetrics metrics(m_style.small);
    const int left = kOuter + kInner;
    const int tall = m_style.smallLine + 4;
    int x = left;
    int y = m_height - kPadY + 2;
    for (const auto& [part, words] : buttons) {
        const int wide = metrics.horizontalAdvance(words) + kButtonPad;
        if (x > left && x + wide > left + textWidth()) {
            x = left;
            y += tall + 4;
        }
        m_buttons.push_back({part, words, QRect(x, y, wide, tall)});
        x += wide + kButtonGap;
    }
    m_height = y + tall + 2 + kPadY;
}

/// The five steps with the time each was reached; what nobody told us is said to be unknown.
QStringList ThreadBlock::receiptLines() const
{
    const StoredMessage& message = m_content.line.message;
    const Delivery delivery = deliveryOf(message.metadata).value_or(Delivery{});
    const bool isKept = m_content.line.sending == ThreadLine::Sending::No;
    const auto at = [this](const std::optional<TimePoint>& time) {
        return time ? m_look.formats().dateTime(*time) : DeliveryWords::tr("not known");
    };
    const auto kept = isKept ? std::optional(message.receivedAt) : std::nullopt;
    return {DeliveryWords::tr("1 Queued: %1").arg(at(message.receivedAt)),
            DeliveryWords::tr("2 Kept in the history: %1").arg(at(kept)),
            DeliveryWords::tr("3 Accepted by the channel: %1").arg(at(delivery.acceptedAt)),
            DeliveryWords::tr("4 Delivered: %1").arg(at(delivery.deliveredAt)),
            DeliveryWords::tr("5 Read: %1").arg(at(delivery.readAt))};
}

}  // namespace tongdai
