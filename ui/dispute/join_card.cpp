#include "ui/dispute/join_card.h"

#include "ui/common/widgets/role_label.h"
#include "ui/dispute/dispute_words.h"

#include <QLineEdit>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostJoinReason = 255;  // are kept there

}  // namespace

JoinCard::JoinCard(api::Disputes& disputes, QWidget* parent)
    : QWidget(parent),
      m_disputes(disputes),
      m_card(new Card),
      m_words(new RoleLabel(TextRole::List)),
      m_reason(new QLineEdit),
      m_join(new QPushButton)
{
    m_words->setObjectName(u"joinWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_reason->setObjectName(u"joinReason"_s);
    m_reason->setMaxLength(kMostJoinReason);
    m_join->setObjectName(u"joinDispute"_s);
    m_card->content().addWidget(m_words);
    m_card->content().addWidget(m_reason);
    m_card->content().addWidget(m_join, 0, Qt::AlignLeft);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_card);
    connect(m_reason, &QLineEdit::textChanged, this, &JoinCard::write);
    connect(m_reason, &QLineEdit::returnPressed, this, &JoinCard::join);
    connect(m_join, &QPushButton::clicked, this, &JoinCard::join);
    retranslate();
}

void JoinCard::setCase(const DisputeCase& shown)
{
    if (shown.id != m_case.id || shown.ref.source != m_case.ref.source) {
        m_asked.forget();
        m_isAsking = false;
        m_answer.reset();
        m_reason->clear();
    }
    m_case = shown;
    write();
}

void JoinCard::focusFirst()
{
    m_reason->setFocus();
}

void JoinCard::join()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty() || m_isAsking) return;
    m_isAsking = true;
    m_answer.reset();
    write();
    m_asked.await(this, m_disputes.join(m_case.ref.source, m_case.id, reason),
                  [this](const api::Answer<api::JoinAnswer>& answer) {
                      m_isAsking = false;
                      if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
                          write();
                          emit failed(*failure);
                          return;
                      }
                      take(std::get<api::JoinAnswer>(answer));
                  });
}

void JoinCard::take(const api::JoinAnswer& answer)
{
    m_answer = answer;
    if (answer.refusal == DisputeRefusal::None) m_reason->clear();
    write();
    if (answer.refusal == DisputeRefusal::None) emit joined();
}

void JoinCard::write()
{
    m_words->setText(m_answer ? DisputeWords::joining(*m_answer)
                              : tr("You join the conversation as the other program's administrator. That you did, and "
                                   "why, stands in its access log and in the audit log."));
    const bool isRefused = m_answer && m_answer->refusal != DisputeRefusal::None;
    m_words->setColorRole(isRefused ? ColorRole::Danger : ColorRole::Text);
    m_join->setEnabled(!m_isAsking && !m_reason->text().trimmed().isEmpty());
}

void JoinCard::retranslate()
{
    m_card->setHeading(tr("Mediation"));
    m_reason->setPlaceholderText(tr("Why you join"));
    m_reason->setAccessibleName(tr("Why you join"));
    m_join->setText(tr("Join the conversation"));
    write();
}

}  // namespace tongdai
