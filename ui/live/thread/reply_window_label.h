#pragma once

#include "engine/domain/shop/reply_window.h"
#include "ui/common/look/look.h"
#include "ui/common/widgets/elided_label.h"

#include <QTimer>

namespace tongdai {

/// How long the platform still takes an answer to the customer, and by whom (features B9). It counts down by itself,
/// and shows nothing where nothing is limited. Lives on the GUI thread.
class ReplyWindowLabel final : public ElidedLabel {
    Q_OBJECT
public:
    explicit ReplyWindowLabel(Look look, QWidget* parent = nullptr);
    void setTerms(const ReplyTerms& terms);
    /// Why no answer is taken now; empty: one is, or nobody knows.
    QString refusal() const;
    bool isClosed() const { return m_window && m_window->isClosed(); }
    void retranslate();

signals:
    /// It closed, or is open again.
    void closedChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void explain();
    QString words() const;
    QString explanation() const;
    QString timeLeft() const;
    QString platform() const;

    Look m_look;
    ReplyTerms m_terms;
    std::optional<ReplyWindow> m_window;
    QTimer m_countDown;
};

}  // namespace tongdai
