#include "ui/dispute/case_pane.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/dispute/dispute_words.h"
#include "ui/dispute/join_card.h"

#include <QButtonGroup>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

RoleLabel* caseWords(const QString& name)
{
    auto* label = new RoleLabel(TextRole::List);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QPlainTextEdit* caseText(const QString& name)
{
    auto* edit = new QPlainTextEdit;
    edit->setObjectName(name);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(3 * lineHeightOf(edit->font()) + 12);
    return edit;
}

}  // namespace

CasePane::CasePane(api::Disputes& disputes, Look look, QWidget* parent)
    : QWidget(parent),
      m_disputes(disputes),
      m_look(std::move(look)),
      m_evidence(new QVBoxLayout),
      m_empty(caseWords(u"caseEmpty"_s)),
      m_join(new JoinCard(disputes)),
      m_holdCard(new Card),
      m_hold(caseWords(u"caseHold"_s)),
      m_holdButton(new QPushButton),
      m_verdictCard(new Card),
      m_verdict(caseWords(u"caseVerdict"_s)),
      m_choices(new QButtonGroup(this)),
      m_reasoning(caseText(u"reasoning"_s)),
      m_propose(new QPushButton),
      m_approve(new QPushButton),
      m_notesCard(new Card),
      m_notes(caseWords(u"caseNotes"_s)),
      m_note(caseText(u"caseNote"_s)),
      m_addNote(new QPushButton)
{
    build();
    connect(m_holdButton, &QPushButton::clicked, this,
            [this] { act(m_disputes.setHold(m_file->shown.id, !m_file->shown.isHeld), false); });
    connect(m_propose, &QPushButton::clicked, this, [this] {
        act(m_disputes.proposeVerdict(m_file->shown.id, chosen(), m_reasoning->toPlainText().trimmed()), false);
    });
    connect(m_approve, &QPushButton::clicked, this,
            [this] { act(m_disputes.approveVerdict(m_file->shown.id), false); });
    connect(m_addNote, &QPushButton::clicked, this,
            [this] { act(m_disputes.addNote(m_file->shown.id, m_note->toPlainText().trimmed()), true); });
    connect(m_choices, &QButtonGroup::idClicked, this, &CasePane::writeVerdict);
    connect(m_note, &QPlainTextEdit::textChanged, this, &CasePane::writeNotes);
    connect(m_join, &JoinCard::joined, this, &CasePane::joined);
    connect(m_join, &JoinCard::failed, this, &CasePane::failed);
    retranslate();
}

void CasePane::build()
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 10, 12, 12);
    rows->setSpacing(10);
    m_evidence->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(m_evidence);
    rows->addWidget(m_empty);
    rows->addWidget(m_join);
    m_holdCard->content().addWidget(m_hold);
    m_holdCard->content().addWidget(m_holdButton, 0, Qt::AlignLeft);
    rows->addWidget(m_holdCard);
    m_verdictCard->content().addWidget(m_verdict);
    for (const DisputeVerdict verdict :
         {DisputeVerdict::Shop, DisputeVerdict::Customer, DisputeVerdict::Shared, DisputeVerdict::Nobody}) {
        auto* choice = new QRadioButton;
        choice->setObjectName(u"verdict"_s + verdictWord(verdict));
        m_choices->addButton(choice, int(verdict));
        m_choiceButtons.push_back(choice);
        m_verdictCard->content().addWidget(choice);
    }
    m_verdictCard->content().addWidget(m_reasoning);
    m_verdictCard->content().addWidget(m_propose, 0, Qt::AlignLeft);
    m_verdictCard->content().addWidget(m_approve, 0, Qt::AlignLeft);
    rows->addWidget(m_verdictCard);
    m_notesCard->content().addWidget(m_notes);
    m_notesCard->content().addWidget(m_note);
    m_notesCard->content().addWidget(m_addNote, 0, Qt::AlignLeft);
    rows->addWidget(m_notesCard);
    rows->addStretch(1);
    m_holdButton->setObjectName(u"holdCase"_s);
    m_propose->setObjectName(u"proposeVerdict"_s);
    m_approve->setObjectName(u"approveVerdict"_s);
    m_addNote->setObjectName(u"addNote"_s);
}

void CasePane::setForeignCase(const DisputeCase& shown, bool isChat)
{
    m_file.reset();
    m_isForeign = true;
    m_isChat = isChat;
    m_join->setCase(shown);
    write();
}

void CasePane::setFile(CaseFile file)
{
    const bool isAnother = !m_file || m_file->shown.id != file.shown.id;
    m_file = std::move(file);
    m_isForeign = false;
    if (isAnother) {
        m_note->clear();
        m_reasoning->setPlainText(m_file->verdict.reasoning);
        m_choices->setExclusive(false);
        for (QRadioButton* choice : m_choiceButtons)
            choice->setChecked(m_choices->id(choice) == int(m_file->verdict.verdict));
        m_choices->setExclusive(true);
    }
    write();
}

void CasePane::clear()
{
    m_file.reset();
    m_isForeign = false;
    write();
}

void CasePane::focusFirst()
{
    if (m_file) return m_holdButton->setFocus();
    if (m_join->isVisible()) m_join->focusFirst();
}

DisputeVerdict CasePane::chosen() const
{
    const int id = m_choices->checkedId();
    return id < 0 ? DisputeVerdict::NotGiven : DisputeVerdict(id);
}

void CasePane::act(api::Asked<CaseFile> asked, bool clearsNote)
{
    m_isActing = true;
    write();
    m_asked.await(this, std::move(asked), [this, clearsNote](const api::Answer<CaseFile>& answer) {
        m_isActing = false;
        if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
            write();
            emit failed(*failure);
            return;
        }
        if (clearsNote) m_note->clear();
        setFile(std::get<CaseFile>(answer));
        emit fileChanged(*m_file);
    });
}

void CasePane::write()
{
    for (QWidget* card : std::initializer_list<QWidget*>{m_holdCard, m_verdictCard, m_notesCard})
        card->setVisible(m_file.has_value());
    m_empty->setVisible(!m_file);
    m_join->setVisible(!m_file && m_isForeign && m_isChat && m_mayJoin);
    m_empty->setText(m_isForeign ? tr("This case is kept by the other program: its state, verdict and notes are there.")
                                 : tr("Open a case to hold it, note what you find and give a verdict."));
    if (!m_file) return;
    m_hold->setText(m_file->shown.isHeld
                        ? tr("Held: nothing of this conversation is erased, whatever its age or who asks.")
                        : tr("Not held: erasure and retention may reach this conversation."));
    m_holdButton->setText(m_file->shown.isHeld ? tr("Release the hold") : tr("Hold"));
    m_holdButton->setEnabled(!m_isActing);
    writeVerdict();
    writeNotes();
}

void CasePane::writeVerdict()
{
    if (!m_file) return;
    const CaseVerdict& given = m_file->verdict;
    const Formats& formats = m_look.formats();
    const bool isOpen = m_file->shown.isOpen;
    const bool isProposed = given.verdict != DisputeVerdict::NotGiven && !given.decidedAt;
    const bool isMine = given.proposedBy == m_disputes.me().bytes();
    QString words = DisputeWords::verdict(given.verdict);
    if (given.proposedAt)
        words += u'\n' + tr("Proposed by %1, %2").arg(given.proposedName, formats.dateTime(*given.proposedAt));
    if (given.decidedAt)
        words += u'\n' + tr("Approved by %1, %2").arg(given.approvedName, formats.dateTime(*given.decidedAt));
    else if (isProposed)
        words += u'\n' + (isMine ? tr("Waits for a second person.") : tr("Waits for you, or another second person."));
    m_verdict->setText(words);
    for (QRadioButton* choice : m_choiceButtons) {
        choice->setText(DisputeWords::verdict(DisputeVerdict(m_choices->id(choice))));
        choice->setVisible(isOpen);
    }
    m_reasoning->setReadOnly(!isOpen);
    m_propose->setVisible(isOpen);
    m_propose->setEnabled(!m_isActing && chosen() != DisputeVerdict::NotGiven);
    m_approve->setVisible(isOpen && isProposed && !isMine);
    m_approve->setEnabled(!m_isActing);
}

void CasePane::writeNotes()
{
    if (!m_file) return;
    QStringList notes;
    for (const CaseNote& note : m_file->notes)
        notes << note.name + u", "_s + m_look.formats().dateTime(note.at) + u'\n' + note.body;
    m_notes->setText(notes.isEmpty() ? tr("No notes yet.") : notes.join(u"\n\n"_s));
    m_addNote->setEnabled(!m_isActing && !m_note->toPlainText().trimmed().isEmpty());
}

void CasePane::retranslate()
{
    m_holdCard->setHeading(tr("Legal hold"));
    m_verdictCard->setHeading(tr("Verdict"));
    m_notesCard->setHeading(tr("Notes"));
    m_reasoning->setPlaceholderText(tr("Why"));
    m_reasoning->setAccessibleName(tr("Why"));
    m_note->setPlaceholderText(tr("What you found"));
    m_note->setAccessibleName(tr("What you found"));
    m_propose->setText(tr("Propose the verdict"));
    m_approve->setText(tr("Approve as second person"));
    m_addNote->setText(tr("Add note"));
    m_join->retranslate();
    write();
}

}  // namespace tongdai
