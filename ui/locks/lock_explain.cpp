#include "ui/locks/lock_explain.h"

#include "ui/common/widgets/card.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/state_word.h"
#include "ui/locks/locks_words.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::LockAct;

namespace {

RoleLabel* sentenceLabel(ColorRole color)
{
    auto* label = new RoleLabel(TextRole::List, color);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

bool isSameRow(const std::optional<api::LockRow>& a, const std::optional<api::LockRow>& b)
{
    return a && b && a->conversation == b->conversation && a->key == b->key && a->value == b->value;
}

}  // namespace

LockExplain::LockExplain(Look look, QWidget* parent)
    : QWidget(parent),
      m_look(std::move(look)),
      m_card(new Card),
      m_state(new StateWord),
      m_seenWords(sentenceLabel(ColorRole::Attention)),
      m_cause(sentenceLabel(ColorRole::Text)),
      m_harm(sentenceLabel(ColorRole::Text)),
      m_waysHeading(new RoleLabel(TextRole::Title)),
      m_patience(sentenceLabel(ColorRole::Text)),
      m_confirmWords(sentenceLabel(ColorRole::SecondaryText)),
      m_confirm(new QLineEdit),
      m_open(new QPushButton),
      m_outcome(new NoticeBar)
{
    setObjectName(u"explain"_s);
    m_seenWords->setObjectName(u"lockSeen"_s);
    m_cause->setObjectName(u"lockCause"_s);
    m_harm->setObjectName(u"lockHarm"_s);
    m_patience->setObjectName(u"lockPatience"_s);
    m_confirm->setObjectName(u"confirmId"_s);
    m_open->setObjectName(u"openConversation"_s);
    m_outcome->setObjectName(u"lockOutcome"_s);
    QVBoxLayout& rows = m_card->content();
    rows.addWidget(m_state);
    rows.addWidget(m_seenWords);
    rows.addWidget(m_cause);
    rows.addWidget(m_harm);
    rows.addWidget(m_waysHeading);
    rows.addWidget(m_patience);
    for (const LockAct act : {LockAct::GiveLife, LockAct::Release, LockAct::Drop}) {
        Way way{new QWidget, sentenceLabel(ColorRole::Text), new QPushButton, act};
        auto* line = new QVBoxLayout(way.box);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(6);
        line->addWidget(way.words);
        line->addWidget(way.button, 0, Qt::AlignLeft);
        way.button->setObjectName(u"act%1"_s.arg(int(act)));
        connect(way.button, &QPushButton::clicked, this, [this, way] { press(way); });
        m_ways.push_back(way);
        rows.addWidget(way.box);
    }
    rows.addWidget(m_confirmWords);
    rows.addWidget(m_confirm);
    rows.addWidget(m_outcome);
    rows.addWidget(m_open, 0, Qt::AlignLeft);
    connect(m_confirm, &QLineEdit::textChanged, this, &LockExplain::writeButtons);
    connect(m_confirm, &QLineEdit::returnPressed, this, [this] {
        const auto way = std::ranges::find_if(m_ways, [](const Way& w) {
            return !w.box->isHidden() && w.button->isEnabled() && w.act != LockAct::GiveLife;
        });
        if (way != m_ways.end()) press(*way);
    });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_row && !m_row->conversation.isEmpty()) emit conversationWanted(m_row->conversation);
    });
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_card);
    m_outcome->hide();
    retranslate();
}

void LockExplain::show(const std::optional<api::LockRow>& row, bool isProduction)
{
    const bool isSame = isSameRow(m_row, row);
    // Released, it is the same conversation without a key: what came of the act stays in sight.
    const bool isSameThing = m_row && row && m_row->conversation == row->conversation &&
                             (!row->conversation.isEmpty() || m_row->key == row->key);
    if (!isSame) {
        m_confirm->clear();
        m_armed.reset();
    }
    if (!isSameThing) m_outcome->hide();
    m_row = row;
    m_isProduction = isProduction;
    write();
}

void LockExplain::setSeen(Seen seen)
{
    if (m_seen == seen) return;
    m_seen = seen;
    write();
}

QString LockExplain::causeWords() const
{
    return m_cause->text();
}

void LockExplain::tell(Tone tone, const QString& sentence)
{
    m_outcome->setNotice(tone, sentence);
    m_outcome->show();
}

void LockExplain::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    writeButtons();
}

void LockExplain::focusFirst()
{
    if (m_confirm->isVisible()) return m_confirm->setFocus();
    for (const Way& way : m_ways) {
        if (way.box->isVisible()) return way.button->setFocus();
    }
    m_open->setFocus();
}

void LockExplain::write()
{
    setVisible(m_row.has_value());
    if (!m_row) return;
    const Formats& formats = m_look.formats();
    m_card->setHeading(LocksWords::name(*m_row));
    m_state->setState({}, LocksWords::state(m_row->state), LocksWords::tone(m_row->state));
    m_seenWords->setVisible(m_seen != Seen::Now);
    m_seenWords->setText(m_seen == Seen::Gone
                             ? tr("This is how it was last seen. It is not there any more.")
                             : tr("This is how it was last seen. While Redis is away nobody knows how it is."));
    m_cause->setText(LocksWords::cause(*m_row, formats));
    const QString harm = LocksWords::harm(*m_row, formats);
    m_harm->setText(harm);
    m_harm->setVisible(!harm.isEmpty());
    m_open->setVisible(!m_row->conversation.isEmpty());
    writeWays();
    writeButtons();
}

void LockExplain::writeWays()
{
    const bool isNow = m_seen == Seen::Now;
    const QString patience = isNow ? LocksWords::patience(*m_row, m_look.formats()) : QString();
    int number = 0;
    m_patience->setVisible(!patience.isEmpty());
    if (!patience.isEmpty()) m_patience->setText(u"%1. %2"_s.arg(++number).arg(patience));
    bool asks = false;
    for (const Way& way : m_ways) {
        const bool isOffered = isNow && std::ranges::find(m_row->acts, way.act) != m_row->acts.end();
        way.box->setVisible(isOffered);
        if (!isOffered) continue;
        way.words->setText(u"%1. %2"_s.arg(++number).arg(LocksWords::actMeaning(way.act, *m_row)));
        asks = asks || way.act != LockAct::GiveLife;
    }
    m_waysHeading->setVisible(number > 0);
    m_confirmWords->setVisible(asks && m_isProduction);
    m_confirm->setVisible(asks && m_isProduction);
    m_confirmWords->setText(tr("This shop is live. Type %1 to confirm:").arg(LocksWords::name(*m_row)));
    m_confirm->setAccessibleName(m_confirmWords->text());
}

bool LockExplain::isConfirmed() const
{
    return !m_isProduction || (m_row && m_confirm->text().trimmed() == LocksWords::name(*m_row));
}

void LockExplain::writeButtons()
{
    for (const Way& way : m_ways) {
        const bool isSafe = way.act == LockAct::GiveLife;
        way.button->setText(m_armed == way.act ? tr("Press again: %1").arg(LocksWords::act(way.act))
                                               : LocksWords::act(way.act));
        way.button->setEnabled(!m_isBusy && (isSafe || isConfirmed()));
    }
}

void LockExplain::press(const Way& way)
{
    if (!m_row || m_isBusy) return;
    const bool needsSecond = way.act != LockAct::GiveLife && !m_isProduction && m_armed != way.act;
    if (needsSecond) {
        m_armed = way.act;
        writeButtons();
        return;
    }
    m_armed.reset();
    m_confirm->clear();
    m_outcome->hide();
    emit actWanted(way.act, *m_row);
}

void LockExplain::retranslate()
{
    m_waysHeading->setText(tr("What to do"));
    m_open->setText(tr("Open the conversation"));
    m_confirm->setPlaceholderText(tr("id"));
    write();
}

}  // namespace tongdai
