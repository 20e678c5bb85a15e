#pragma once

#include "engine/domain/conversation/answer_card.h"

#include <array>

class QColor;
class QPainter;
class QPoint;

namespace tongdai {

/// How far a line has come on its way to the customer, in five steps: queued, kept in the history, accepted by the
/// channel, delivered, read (features D6). A step nobody has told us of stays hollow: it is never guessed.
struct ReceiptSteps {
    static constexpr int kCount = 5;
    static constexpr int kDot = 6;
    static constexpr int kGap = 3;
    static constexpr int kWidth = kCount * kDot + (kCount - 1) * kGap;

    std::array<bool, kCount> reached{};

    /// Of a line that is recorded.
    static ReceiptSteps of(const Delivery& delivery);
    /// Of a line whose record has not been confirmed yet.
    static ReceiptSteps queued() { return {{true}}; }

    /// Vertically centred on `left`.
    void paint(QPainter& painter, const QPoint& left, const QColor& color, double scale) const;
    friend bool operator==(const ReceiptSteps&, const ReceiptSteps&) = default;
};

}  // namespace tongdai
