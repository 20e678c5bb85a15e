#include "ui/live/thread/proposal_strip.h"

#include "engine/domain/conversation/answer_card.h"
#include "ui/common/look/color_role.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/live/live_words.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

ProposalStrip::ProposalStrip(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(std::move(look)),
      m_title(new ElidedLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_words(new ElidedLabel(TextRole::List)),
      m_insert(new QPushButton)
{
    setObjectName(u"proposal"_s);
    m_words->setObjectName(u"proposalWords"_s);
    m_insert->setObjectName(u"insertProposal"_s);
    m_insert->setFocusPolicy(Qt::TabFocus);  // a click leaves the keys in the box
    auto* const words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_words);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 12, 6);
    row->setSpacing(12);
    row->addLayout(words, 1);
    row->addWidget(m_insert, 0, Qt::AlignVCenter);
    setLow(false);
    hide();
    connect(m_insert, &QPushButton::clicked, this, &ProposalStrip::insertWanted);
    retranslate();
}

void ProposalStrip::setProposal(const std::optional<StoredMessage>& proposal)
{
    m_proposal = proposal;
    setVisible(proposal.has_value());
    retranslate();
}

void ProposalStrip::setLow(bool isLow)
{
    m_words->setMostLines(isLow ? 1 : 3);
}

void ProposalStrip::retranslate()
{
    m_insert->setText(tr("Insert (Alt+Enter)"));
    if (!m_proposal) return;
    const AnswerCard card = answerCard(m_proposal->metadata);
    QStringList facts{tr("The bot proposes; nothing has been sent")};
    if (!card.intent.isEmpty()) facts.append(LiveWords::intent(card.intent));
    if (card.confidence) facts.append(m_look.formats().locale().toString(*card.confidence, 'f', 2));
    m_title->setFullText(facts.join(u" · "_s));
    m_words->setFullText(m_proposal->body.simplified());
    setAccessibleName(tr("The bot proposes: %1").arg(m_proposal->body.simplified()));
}

void ProposalStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ProposalStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), colorOf(palette(), ColorRole::CustomerBlock));
    painter.fillRect(QRect(0, 0, width(), 1), colorOf(palette(), ColorRole::Separator));
    painter.fillRect(QRect(0, 0, 3, height()), colorOf(palette(), ColorRole::BotBar));
}

}  // namespace tongdai
