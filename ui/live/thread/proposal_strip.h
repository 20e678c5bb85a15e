#pragma once

#include "engine/domain/conversation/message.h"
#include "ui/common/look/look.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace tongdai {

class ElidedLabel;

/// Above the box: what the bot proposes to answer, which nobody has been sent (features C11). Gone as soon as it is
/// out of date. Lives on the GUI thread.
class ProposalStrip final : public QWidget {
    Q_OBJECT
public:
    explicit ProposalStrip(Look look, QWidget* parent = nullptr);
    /// Nothing: the strip goes.
    void setProposal(const std::optional<StoredMessage>& proposal);
    /// Empty: there is none.
    QString text() const { return m_proposal ? m_proposal->body : QString(); }
    /// There is little height: one line of it.
    void setLow(bool isLow);

signals:
    void insertWanted();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();

    Look m_look;
    std::optional<StoredMessage> m_proposal;
    ElidedLabel* m_title;
    ElidedLabel* m_words;
    QPushButton* m_insert;
};

}  // namespace tongdai
