#include "ui/locks/locks_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::HolderKind;
using api::LockAct;
using api::LockCause;
using api::LockRow;
using api::LockState;

QString LocksWords::state(LockState state)
{
    switch (state) {
        case LockState::Free: return tr("free");
        case LockState::Bot: return tr("bot");
        case LockState::Person: return tr("person");
        case LockState::Program: return tr("foreign");
        case LockState::Refused: return tr("refused");
        case LockState::Ending: return tr("ending");
        case LockState::Stuck: return tr("stuck");
    }
    return {};
}

Tone LocksWords::tone(LockState state)
{
    switch (state) {
        case LockState::Free: return Tone::Neutral;
        case LockState::Bot:
        case LockState::Person: return Tone::Good;
        case LockState::Program:
        case LockState::Refused:
        case LockState::Ending: return Tone::Attention;
        case LockState::Stuck: return Tone::Danger;
    }
    return Tone::Neutral;
}

QString LocksWords::name(const LockRow& row)
{
    return row.conversation.isEmpty() ? QString::fromUtf8(row.key) : row.conversation.toString();
}

QString LocksWords::holder(const LockRow& row)
{
    if (row.holderKind == HolderKind::Program) return row.holder.isEmpty() ? tr("unknown") : u"“%1”"_s.arg(row.holder);
    if (row.holderKind == HolderKind::Person) return row.holder.isEmpty() ? tr("a person") : row.holder;
    return row.isHere ? tr("%1 · this engine").arg(row.holder) : row.holder;
}

QString LocksWords::life(const LockRow& row, const Formats& formats)
{
    if (row.state == LockState::Free || row.key.isEmpty()) return {};
    return row.left ? formats.span(*row.left) : tr("no end");
}

QString LocksWords::age(const LockRow& row, TimePoint now, const Formats& formats)
{
    if (row.until)
        return tr("%1, until %2")
            .arg(row.since ? formats.duration(*row.until - *row.since) : u"–"_s, formats.clock(*row.until));
    if (!row.since) return u"–"_s;
    const QString age = formats.span(now - *row.since);
    return row.isSinceSeen ? tr("over %1").arg(age) : age;
}

QString LocksWords::cause(const LockRow& row, const Formats& formats)
{
    const QString left = row.left ? formats.span(*row.left) : QString();
    switch (row.cause) {
        case LockCause::NoLife: return tr("This lock has no end: somebody set it by hand, or a program gave it none.");
        case LockCause::HolderGone: return tr("The process %1, which holds it, has ended.").arg(row.holder);
        case LockCause::HolderPaused:
            return tr("The process %1, which holds it, is there but stands still.").arg(row.holder);
        case LockCause::HolderSilent:
            return tr("Nothing has been heard from %1, which holds it, for %2.")
                .arg(row.holder, formats.span(row.silentFor.value_or(0ms)));
        case LockCause::LeftBehind:
            return tr("The conversation has gone on under another claim; this lock was left behind.");
        case LockCause::NotRenewed: return tr("It ends in %1, and its holder has not renewed it.").arg(left);
        case LockCause::OtherProgram: return tr("A program that is no engine of this shop holds it.");
        case LockCause::NotText: return tr("Another program keeps something of another kind under this name.");
        case LockCause::LateWriter:
            return tr("%1 woke up after its claim had passed on: it wanted to write under fence %2, when fence %3 "
                      "counted already.")
                .arg(row.holder)
                .arg(row.fence)
                .arg(row.current);
        case LockCause::None: break;
    }
    switch (row.state) {
        case LockState::Free: return tr("Nobody holds it. It was answered or given back as it should be.");
        case LockState::Person: return tr("A person answers here; the bot keeps silent until it is handed back.");
        default: return tr("The bot is working on an answer. All is as it should be.");
    }
}

QString LocksWords::harm(const LockRow& row, const Formats& formats)
{
    const QString waiting = row.waiting > 0 ? tr("%Ln message(s) wait here for an answer.", nullptr, row.waiting)
                                            : tr("No message waits here.");
    switch (row.cause) {
        case LockCause::HolderGone:
        case LockCause::HolderSilent:
            return waiting + u' ' +
                   tr("Another engine goes on by itself as soon as the claim ends, %1 after its last renewal.")
                       .arg(formats.span(api::kClaimLasts));
        case LockCause::HolderPaused:
            return waiting + u' ' +
                   tr("If it wakes, what it still writes is refused and stands on the timeline below.");
        case LockCause::NoLife:
            return waiting + u' ' +
                   tr("Engines do not wait for it, since the store decides. Other programs may wait for ever.");
        case LockCause::OtherProgram:
        case LockCause::NotText:
            return waiting + u' ' +
                   tr("Engines do not wait for it. If that program answers customers as well, they may be answered "
                      "twice.");
        case LockCause::LeftBehind:
            return waiting + u' ' + tr("At most it holds up other programs; it goes away by itself.");
        case LockCause::LateWriter:
            return tr("The customer got nothing of it: its answer stands in the conversation as not sent.");
        case LockCause::NotRenewed:
        case LockCause::None: break;
    }
    return row.state == LockState::Free ? QString() : waiting;
}

QString LocksWords::patience(const LockRow& row, const Formats& formats)
{
    if (row.cause == LockCause::None || row.cause == LockCause::LateWriter || !row.left) return {};
    return tr("Wait: it ends by itself in %1.").arg(formats.span(*row.left));
}

QString LocksWords::act(LockAct act)
{
    switch (act) {
        case LockAct::GiveLife: return tr("Give it an end");
        case LockAct::Release: return tr("Release");
        case LockAct::Drop: return tr("Delete the lock");
    }
    return {};
}

QString LocksWords::actMeaning(LockAct act, const LockRow& row)
{
    switch (act) {
        case LockAct::GiveLife: return tr("It goes away in 30 s, unless whoever set it renews it.");
        case LockAct::Release: {
            const QString after =
                tr("What its holder still writes is refused; the waiting messages are answered again "
                   "in their order.");
            if (row.fence <= 0) return tr("The fence is raised.") + u' ' + after;
            return tr("The fence goes from %1 to %2.").arg(row.fence).arg(std::max(row.fence, row.current) + 1) + u' ' +
                   after;
        }
        case LockAct::Drop: return tr("Only when you know which program it belongs to, and that it has ended.");
    }
    return {};
}

QString LocksWords::event(const ClaimEvent& event)
{
    switch (event.act) {
        case ClaimAct::Granted: return tr("granted, fence %1").arg(event.fence);
        case ClaimAct::Renewed: return tr("renewed, fence %1").arg(event.fence);
        case ClaimAct::Released: return tr("let go, fence %1").arg(event.fence);
        case ClaimAct::Expired: return tr("ran out, fence %1").arg(event.fence);
        case ClaimAct::TakenOver:
            return event.by.isEmpty() ? tr("answered elsewhere by a person, fence %1").arg(event.fence)
                                      : tr("taken over by %1, fence %2").arg(event.by).arg(event.fence);
        case ClaimAct::Forced:
            return event.by.isEmpty()
                       ? tr("released by a program, fence %1 → %2").arg(event.fence).arg(event.current)
                       : tr("released by %1, fence %2 → %3").arg(event.by).arg(event.fence).arg(event.current);
        case ClaimAct::RefusedLate:
            return tr("late answer refused: fence %1, when %2 counted").arg(event.fence).arg(event.current);
    }
    return {};
}

}  // namespace tongdai
