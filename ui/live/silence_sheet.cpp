#include "ui/live/silence_sheet.h"

#include "engine/domain/conversation/action.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/live_words.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::SilenceCause;

namespace {

constexpr QSize kSilenceSize(640, 480);  // at most
constexpr int kSilenceLow = 160;

/// The actions of an answer as people call them.
QString stepNames(const QString& names)
{
    QStringList words;
    const QStringList list = names.split(u',', Qt::SkipEmptyParts);
    for (const QString& name : list) {
        const auto type = actionType(name);
        words << (type ? LiveWords::action(*type) : name);
    }
    return words.join(u" → "_s);
}

/// What another program said ends in a sentence of ours.
QString withoutStop(QString said)
{
    while (said.endsWith(u'.'))
        said.chop(1);
    return said;
}

/// Of these the detail is what the chat platform gave as its reason.
bool isPlatforms(SilenceCause cause)
{
    return cause == SilenceCause::NotDelivered || cause == SilenceCause::DeliveryWaits ||
           cause == SilenceCause::ChannelAway;
}

RoleLabel* silenceLabel(const QString& text, ColorRole color = ColorRole::Text)
{
    auto* label = new RoleLabel(TextRole::List, color);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setText(text);
    return label;
}

}  // namespace

SilenceSheet::SilenceSheet(const api::Silence& silence, Look look, QWidget* parent)
    : QDialog(parent), m_silence(silence), m_look(std::move(look))
{
    setObjectName(u"silenceSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    keepOnScreenWhenShown(*this);
    setWindowTitle(tr("Why did the bot not answer?"));
    auto* sheet = new QWidget;
    auto* grid = new QGridLayout(sheet);
    grid->setContentsMargins(20, 16, 20, 8);
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const api::SilenceStep& step : m_silence.steps)
        addStep(*grid, row++, step);
    grid->setRowStretch(row, 1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(sheet);
    auto* buttons = new QDialogButtonBox;
    QPushButton* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setShortcut(QKeySequence(Qt::Key_Escape));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 12);
    rows->addWidget(scroll, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 0, 12, 0);
    foot->addWidget(buttons);
    rows->addLayout(foot);
    // As high as what is to be read; more of it scrolls.
    const QSize most = kSilenceSize.boundedTo(parent ? parent->window()->size() - QSize(40, 40) : kSilenceSize);
    const int words = sheet->layout()->heightForWidth(most.width());
    const int high = words + rows->spacing() + buttons->sizeHint().height() + rows->contentsMargins().bottom();
    resize(most.width(), std::clamp(high, std::min(kSilenceLow, most.height()), most.height()));
}

void SilenceSheet::addStep(QGridLayout& grid, int row, const api::SilenceStep& step)
{
    const bool isPast = step.at && step.cause != SilenceCause::InWork && step.cause != SilenceCause::WaitsForCustomer;
    grid.addWidget(
        silenceLabel(isPast ? m_look.formats().moment(*step.at, m_look.now()) : QString(), ColorRole::SecondaryText),
        row, 0);
    auto* words = silenceLabel(SilenceSheet::words(step, m_look.formats()));
    words->setObjectName(u"silenceStep"_s);
    words->setMinimumWidth(1);  // it wraps as the sheet is wide
    if (isPlatforms(step.cause) && !words->text().contains(withoutStop(step.detail)))
        words->setToolTip(plainToolTip(step.detail));
    grid.addWidget(words, row, 1);
    if (step.rev <= 0) return;
    auto* show = new QPushButton(tr("Show the line"));
    show->setObjectName(u"showLine"_s);
    show->setAccessibleName(tr("Show the line: %1").arg(words->text()));
    connect(show, &QPushButton::clicked, this, [this, rev = step.rev] {
        emit lineWanted(m_silence.conversation, rev);
        accept();
    });
    grid.addWidget(show, row, 2, Qt::AlignTop);
}

/// The figure against the one it is held to, where that still says why.
QString SilenceSheet::howSure(const api::SilenceStep& step, const Formats& formats)
{
    const auto shown = [&formats](double share) { return formats.locale().toString(share, 'f', 2); };
    const double least = step.leastConfidence / 100.0;
    return *step.confidence < least
               ? tr("it was not sure enough of its answer: %1 < %2").arg(shown(*step.confidence), shown(least))
               : tr("it was not sure enough of its answer: %1").arg(shown(*step.confidence));
}

QString SilenceSheet::words(const api::SilenceStep& step, const Formats& formats)
{
    const QString who = step.who.isEmpty() ? tr("Somebody") : step.who;
    QString detail =
        withoutStop(isPlatforms(step.cause) ? CauseWords::ofPlatform(step.detail) : LiveWords::reason(step.detail));
    if (step.confidence) detail = howSure(step, formats);
    const QString until = step.at ? formats.clock(*step.at) : QString();
    switch (step.cause) {
        case SilenceCause::PersonHas: return tr("%1 had the conversation, so the bot was silent.").arg(who);
        case SilenceCause::PersonWanted:
            return detail.isEmpty() ? tr("The bot had asked for a person, and waited for one.")
                                    : tr("The bot had asked for a person, and waited for one: %1.").arg(detail);
        case SilenceCause::GaveUp:
            return detail.isEmpty() ? tr("The bot could not answer and called a person.")
                                    : tr("The bot could not answer (%1) and called a person.").arg(detail);
        case SilenceCause::ConversationClosed: return tr("%1 closed the conversation.").arg(who);
        case SilenceCause::Overtaken:
            return tr("The customer wrote again before the answer was ready: both messages were answered together.");
        case SilenceCause::NotSentTakenOver: return tr("An answer was ready, but %1 took over first.").arg(who);
        case SilenceCause::NotSentOvertaken:
            return tr("An answer was ready, but the customer had written again: a new one was made.");
        case SilenceCause::NotSentLate:
            return detail.isEmpty() ? tr("An answer came too late and was refused.")
                                    : tr("An answer came too late and was refused: %1.").arg(detail);
        case SilenceCause::NotDelivered:
            return detail.isEmpty() ? tr("There is an answer, but the channel refused it.")
                                    : tr("There is an answer, but the channel refused it: %1.").arg(detail);
        case SilenceCause::DeliveryUnknown:
            return tr("There is an answer; nobody knows whether it arrived. It waits for your decision.");
        case SilenceCause::DeliveryWaits:
            return detail.isEmpty() ? tr("There is an answer; it waits to be sent.")
                                    : tr("There is an answer; it waits to be sent: %1.").arg(detail);
        case SilenceCause::PlanStands:
            return tr("What it is to do, in this order: %1. Tries so far: %2.")
                .arg(stepNames(step.detail), formats.number(step.tries));
        case SilenceCause::Answered: return tr("The bot did answer.");
        case SilenceCause::AnsweredByPerson: return tr("%1 answered.").arg(who);
        case SilenceCause::LockReleased: return tr("%1 released a stuck lock; the bot began again.").arg(who);
        case SilenceCause::WaitsForCustomer:
            return tr("The bot lets the customer finish, until %1 at the latest.").arg(until);
        case SilenceCause::InWork:
            return step.who.isEmpty()
                       ? tr("An engine is answering right now; if it has died, another takes over at %1.").arg(until)
                       : tr("%1 is answering right now; if it has died, another engine takes over at %2.")
                             .arg(step.who, until);
        case SilenceCause::NotTakenUp:
            return step.detail.isEmpty() ? tr("It waits, and no engine has taken it up yet.")
                                         : tr("It waits to be tried again; tries so far: %1.").arg(step.detail);
        case SilenceCause::AiAway: return tr("The AI does not answer now: %1.").arg(detail);
        case SilenceCause::ChannelAway: return tr("The channel takes no answers now: %1.").arg(detail);
        case SilenceCause::NotACustomers: return tr("This line is not a customer's: nobody asked anything.");
        case SilenceCause::Unexplained: break;
    }
    return tr("Nothing that is kept explains it.");
}

}  // namespace tongdai
