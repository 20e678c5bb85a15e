#include "ui/live/thread/receipt_steps.h"

#include <QPainter>

namespace tongdai {

ReceiptSteps ReceiptSteps::of(const Delivery& delivery)
{
    // Read means delivered, too: nobody reads what has not come.
    const bool isRead = delivery.readAt.has_value();
    const bool isDelivered = isRead || delivery.deliveredAt.has_value();
    const bool isAccepted = isDelivered || delivery.acceptedAt.has_value() ||
                            (delivery.state == OutboxState::Sent && !delivery.conversationOnly);
    return {{true, true, isAccepted, isDelivered, isRead}};
}

void ReceiptSteps::paint(QPainter& painter, const QPoint& left, const QColor& color, double scale) const
{
    painter.save();
    painter.translate(left);
    painter.scale(scale, scale);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.2));
    for (int i = 0; i < kCount; ++i) {
        const QRectF dot(i * (kDot + kGap), -kDot / 2.0, kDot, kDot);
        painter.setBrush(reached[size_t(i)] ? QBrush(color) : QBrush(Qt::NoBrush));
        painter.drawEllipse(dot.adjusted(0.6, 0.6, -0.6, -0.6));
    }
    painter.restore();
}

}  // namespace tongdai
