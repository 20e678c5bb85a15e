#pragma once

#include "engine/api/dispute.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QButtonGroup;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace tongdai {

class Card;
class JoinCard;
class RoleLabel;

/// What the shop itself keeps of a case: hold, verdict with its two people, notes. For a case of another program it
/// says that this is kept there. GUI thread.
class CasePane final : public QWidget {
    Q_OBJECT
public:
    CasePane(api::Disputes& disputes, Look look, QWidget* parent = nullptr);

    /// Where an "Export evidence" action has its place: on top, above verdict and notes.
    QVBoxLayout& evidencePlace() const { return *m_evidence; }
    const std::optional<CaseFile>& file() const { return m_file; }
    /// `isChat`: it is of a program whose mediation people can take part in.
    void setForeignCase(const DisputeCase& shown, bool isChat);
    /// From now on other programs' disputes can be joined.
    void offerJoin() { m_mayJoin = true; }
    void setFile(CaseFile file);
    void clear();
    void focusFirst();
    void retranslate();

signals:
    /// The engine says it differently now.
    void fileChanged(tongdai::CaseFile file);
    /// Another program's case is different now.
    void joined();
    void failed(tongdai::api::DeskFailure failure);

private:
    void build();
    void write();
    void writeVerdict();
    void writeNotes();
    void act(api::Asked<CaseFile> asked, bool clearsNote);
    DisputeVerdict chosen() const;

    api::Disputes& m_disputes;
    Look m_look;
    std::optional<CaseFile> m_file;
    bool m_isForeign = false;
    bool m_isChat = false;
    bool m_mayJoin = false;
    bool m_isActing = false;
    api::NewestAnswer m_asked;
    QVBoxLayout* m_evidence;
    RoleLabel* m_empty;
    JoinCard* m_join;
    Card* m_holdCard;
    RoleLabel* m_hold;
    QPushButton* m_holdButton;
    Card* m_verdictCard;
    RoleLabel* m_verdict;
    QButtonGroup* m_choices;
    std::vector<QRadioButton*> m_choiceButtons;
    QPlainTextEdit* m_reasoning;
    QPushButton* m_propose;
    QPushButton* m_approve;
    Card* m_notesCard;
    RoleLabel* m_notes;
    QPlainTextEdit* m_note;
    QPushButton* m_addNote;
};

}  // namespace tongdai
