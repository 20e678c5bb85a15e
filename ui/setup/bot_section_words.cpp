#include "engine/domain/conversation/rule_trial.h"
#include "ui/common/look/text_role.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/live/live_words.h"
#include "ui/setup/bot_section.h"
#include "ui/setup/channel_rule_bar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>
#include <cmath>

// What the section says; the rest of it is in bot_section.cpp.
namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeadingAir = 28;
constexpr int kLeastColumn = 120;

}  // namespace

QString BotSection::failureWords(const api::DeskFailure& failure)
{
    if (failure.error == api::DeskError::Refused && failure.detail == "cancelled"_L1)
        return tr("The trial was stopped; nothing was changed.");
    return LiveWords::failure(failure);
}

QString BotSection::intentsWords() const
{
    const AnswerRule rule = shown();
    if (rule.intents.isEmpty())
        return tr("Whatever the customer wants, the bot may answer it; so it may when it is something new.");
    const auto bots =
        std::ranges::count_if(m_intents, [&rule](const KnownIntent& each) { return rule.allows(each.name); });
    const Formats& formats = m_look.formats();
    return tr("The bot may answer %1 of %2 intents. Something new, and what the AI names no intent for, goes to a "
              "person.")
        .arg(formats.number(bots), formats.number(qint64(m_intents.size())));
}

QString BotSection::effectWords() const
{
    if (m_trial.isWaiting()) return tr("The answers of the last seven days are judged by this rule…");
    if (!isTried()) {
        return m_rule == m_saved ? tr("This is how it is now. A change is tried on the last seven days before it can "
                                      "be saved.")
                                 : tr("Not saved yet. Try it on the last seven days first: it shows which answers "
                                      "would have gone to a person.");
    }
    const RuleEffect& effect = *m_effect;
    const Formats& formats = m_look.formats();
    if (effect.answers() == 0) return tr("The bot answered nothing in the last seven days, so there is no effect.");
    QStringList words;
    if (effect.sample) words << tr("SAMPLE: these conversations are made up.");
    if (effect.nowHeld == 0) {
        words << tr("All of the %Ln answer(s) that the bot sent in the last seven days would be sent again.", nullptr,
                    int(effect.sent));
    } else {
        words
            << tr("Of %1 answers that the bot sent in the last seven days, %2 would have gone to a person: %3 because "
                  "it was not sure enough, %4 because of what the customer wanted. That is about %5 a day.")
                   .arg(formats.number(effect.sent), formats.number(effect.nowHeld), formats.number(effect.nowUnsure),
                        formats.number(effect.nowHeld - effect.nowUnsure),
                        formats.number(std::max<qint64>(1, std::llround(double(effect.nowHeld) / 7))));
    }
    if (effect.heldBack > 0)
        words << tr("Of %1 that were held back, %2 would have been sent.")
                     .arg(formats.number(effect.heldBack), formats.number(effect.nowSent));
    if (effect.changedConversations > 0)
        words << tr("%Ln conversation(s) would have gone another way; Enter opens one.", nullptr,
                    int(effect.changedConversations));
    if (effect.changedConversations > qint64(effect.conversations.size()))
        words << tr("The newest %1 are shown.").arg(formats.number(qint64(effect.conversations.size())));
    return words.join(u' ');
}

void BotSection::retranslate()
{
    m_ruleCard->setHeading(tr("What the bot may send by itself"));
    m_trialCard->setHeading(tr("Tried on last week"));
    m_meaning->setText(
        tr("An answer the AI is less sure of, or about something left to people, is not sent: the "
           "conversation goes to a person, who reads in it what the bot would have said. An answer "
           "with which the bot itself asks for a person is sent always."));
    m_confidenceName->setText(tr("Confidence of at least"));
    m_confidence->setAccessibleName(tr("Lowest confidence of an answer that is sent"));
    m_table->setHorizontalHeaderLabels(
        {tr("What the customer wants"), tr("Answered by"), tr("Answers, 7 days"), tr("To a person")});
    m_table->setAccessibleName(tr("Intents, and who answers them"));
    m_changed->setHorizontalHeaderLabels(
        {tr("Conversation"), tr("Answered at"), tr("Intent"), tr("Confidence"), tr("Answers")});
    m_changed->setAccessibleName(tr("Conversations that would have gone another way"));
    for (QTableWidget* table : {m_table, m_changed}) {
        const int words = table == m_table ? 2 : 3;  // figures stand on the right, under their headings
        for (int column = 0; column < table->columnCount(); ++column) {
            QTableWidgetItem& heading = *table->horizontalHeaderItem(column);
            heading.setTextAlignment((column < words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            const int needed = table->fontMetrics().horizontalAdvance(heading.text()) + kHeadingAir;
            if (column > 0) table->setColumnWidth(column, std::max(needed, grownWith(font(), kLeastColumn)));
        }
    }
    m_all->setText(tr("Let the bot answer all"));
    m_newName->setText(tr("An intent that is missing above, as the AI names it"));
    m_add->setText(tr("Add"));
    m_how->setText(
        tr("Counted: the answers of the last seven days by the clock of this computer, with the confidence "
           "and the intent the AI named. Each is judged by itself: that a person would have had the "
           "conversation from then on is not played out. Not counted: answers that were cancelled or "
           "overtaken, and those with which the bot asked for a person itself."));
    m_try->setText(tr("Try it on last week"));
    m_cancel->setText(tr("Stop the trial"));
    m_save->setText(tr("Save"));
    m_discard->setText(tr("Discard the change"));
    m_channels->retranslate();
    readState();
    writeConfidence();
    writeIntents();
}

}  // namespace tongdai
