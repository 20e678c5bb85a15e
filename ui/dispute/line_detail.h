#pragma once

#include "engine/api/dispute.h"
#include "engine/domain/dispute/time_travel.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace tongdai {

class RoleLabel;

/// One message with all that is known of it: its text, its attachments, who has it since when, what was edited or
/// deleted, and where a bot's answer comes from. GUI thread.
class LineDetail final : public QWidget {
    Q_OBJECT
public:
    explicit LineDetail(Look look, QWidget* parent = nullptr);

    /// -1: none.
    void setLine(const TimeTravel* travel, int line);
    /// What the deleted line said, once somebody opened it.
    void setOriginal(const QByteArray& line, const api::OriginalText& original);
    /// Masked lines can be revealed by who sits here: revealWanted.
    void offerReveal();
    void setRevealed(const DisputeLine& line);
    void retranslate();

signals:
    void originalWanted(QByteArray line);
    void revealWanted(QByteArray line, QString reason);

private:
    void write();
    void writeMask(const DisputeLine& line);
    void askReveal();
    /// As it is shown: with what was revealed in place of dots.
    DisputeLine shownLine() const;
    QString factsOf(const DisputeLine& line) const;
    QString provenanceOf(const AnswerCard& card) const;

    Look m_look;
    const TimeTravel* m_travel = nullptr;
    int m_line = -1;
    QByteArray m_openedLine;
    api::OriginalText m_opened;
    std::optional<DisputeLine> m_revealed;
    bool m_mayReveal = false;
    RoleLabel* m_head;
    RoleLabel* m_body;
    RoleLabel* m_facts;
    QPushButton* m_original;
    RoleLabel* m_masked;
    QLineEdit* m_reason;
    QPushButton* m_reveal;
};

}  // namespace tongdai
