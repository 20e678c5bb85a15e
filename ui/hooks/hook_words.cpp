#include "ui/hooks/hook_words.h"

#include "ui/common/words/cause_words.h"
#include "ui/live/live_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QString HookWords::door(HookDoor door)
{
    switch (door) {
        case HookDoor::Platform: return tr("Chat platform");
        case HookDoor::Consolidated: return tr("Growing histories");
        case HookDoor::KiotViet: return u"KiotViet"_s;
    }
    return {};
}

QString HookWords::state(const HookDoorState& state, const Formats& formats, TimePoint now)
{
    const QString name = u"%1 (%2)"_s.arg(door(state.door), state.path);
    if (state.lacksSecret) {
        return tr("%1 is closed: no secret is set, so nobody could tell a genuine call from a forged one. Put "
                  "KIOTVIET_WEBHOOK_SECRET into the settings and start the engine again.")
            .arg(name);
    }
    if (!state.last) return tr("%1: nobody has called since the engine started.").arg(name);
    const QString came =
        tr("%Ln call(s) since the engine started", nullptr, int(std::min<qint64>(state.came, 1'000'000'000)));
    return tr("%1: %2, the last one %3; %4 refused.")
        .arg(name, came, formats.age(*state.last, now), formats.number(state.refused));
}

QString HookWords::fate(const HookRow& row)
{
    QString words;
    switch (row.fate) {
        case HookFate::Refused: words = tr("refused: %1").arg(refusal(row)); break;
        case HookFate::Failed: words = tr("not served: %1").arg(refusal(row)); break;
        case HookFate::NeverCame: words = tr("its body did not come whole: the caller left, or was too slow"); break;
        default: words = stored(row);
    }
    if (row.isDuplicate) words = tr("repeated, nothing added: %1").arg(words);
    if (row.callerLeft && row.fate != HookFate::NeverCame) words = tr("%1; the caller did not wait").arg(words);
    return words;
}

QString HookWords::stored(const HookRow& row)
{
    switch (row.fate) {
        case HookFate::InWork: return tr("in work");
        case HookFate::Answered: return tr("stored, and answered by the bot");
        case HookFate::Stored: return tr("stored; the answer comes later");
        case HookFate::Journalled: return tr("kept on this computer while the history is away");
        case HookFate::Waits: return tr("stored behind an answer that is being made");
        case HookFate::ForPerson: return tr("stored for the person who has the conversation");
        case HookFate::FromShop: return tr("stored as a line of the shop");
        case HookFate::OwnEcho: return tr("a line of ours that came back");
        case HookFate::Overtaken: return tr("stored; newer messages came meanwhile");
        case HookFate::Heard:
            return row.door == HookDoor::KiotViet ? tr("heard; the data are asked for anew") : tr("taken");
        default: return {};
    }
}

QString HookWords::refusal(const HookRow& row)
{
    switch (row.refusal) {
        case HookRefusal::WrongToken: return tr("wrong or missing access token");
        case HookRefusal::TooManyTokens: return tr("too many wrong tokens from this address");
        case HookRefusal::WrongSignature: return tr("not signed with the secret of this webhook");
        case HookRefusal::WrongHost: return tr("this host name is not served here");
        case HookRefusal::NoSuchDoor: return tr("nobody listens at this address");
        case HookRefusal::WrongMethod: return tr("only POST is taken");
        case HookRefusal::NotJson: return tr("its body is not said to be JSON");
        case HookRefusal::TooLarge: return tr("its body is too large");
        case HookRefusal::WrongFields: return tr("fields are wrong or missing");
        case HookRefusal::ReusedId: return tr("another message had this id before");
        case HookRefusal::TooOften: return tr("too many messages at once");
        case HookRefusal::Away: return tr("the engine or its history was away");
        case HookRefusal::Fault: return tr("an internal error");
        case HookRefusal::CallerLeft: return tr("its body did not come whole: the caller left, or was too slow");
        case HookRefusal::None:
        case HookRefusal::Other: break;
    }
    return row.detail.isEmpty() ? tr("status %1").arg(row.status) : CauseWords::of(row.detail);
}

Tone HookWords::tone(const HookRow& row)
{
    switch (row.fate) {
        case HookFate::Refused:
        case HookFate::Failed: return Tone::Danger;
        case HookFate::NeverCame: return Tone::Attention;
        default: return row.callerLeft ? Tone::Attention : Tone::Neutral;
    }
}

QString HookWords::status(const HookRow& row, const Formats& formats)
{
    if (!row.took) return u"…"_s;
    const QString status = row.status > 0 ? QString::number(row.status) : u"–"_s;
    return u"%1 · %2"_s.arg(status, formats.duration(*row.took));
}

QString HookWords::advice(const HookRow& row)
{
    switch (row.refusal) {
        case HookRefusal::WrongToken:
            return tr(
                "The caller has to bring the platform's access token, which the System page shows, in the header "
                "Authorization.");
        case HookRefusal::TooManyTokens:
            return tr("The address is let in again after a while; mend the token at the caller first.");
        case HookRefusal::WrongSignature:
            return tr(
                "The secret registered at KiotViet and KIOTVIET_WEBHOOK_SECRET must be the same. Who else calls "
                "here is a forger.");
        case HookRefusal::WrongHost: return tr("Name the host the caller uses in ALLOWED_HOSTS.");
        case HookRefusal::NoSuchDoor:
            return tr(
                "Set KIOTVIET_WEBHOOK_SECRET: without it this endpoint stays closed, and KiotViet stops calling.");
        case HookRefusal::NotJson: return tr("The caller has to send Content-Type: application/json.");
        case HookRefusal::WrongFields: return tr("What is wrong with it: %1").arg(row.detail);
        case HookRefusal::ReusedId:
            return tr("Ids must be unique within their conversation. The caller has to give each message its own.");
        case HookRefusal::TooOften: return tr("Nothing was stored; the caller was told when to come again.");
        case HookRefusal::Away: return tr("Nothing was promised; the caller has to send it again.");
        default: return {};
    }
}

QString HookWords::replay(const HookReplay& replay, const Formats& formats)
{
    switch (replay.verdict) {
        case HookReplay::Verdict::NoBody:
            return tr("It cannot be tried: its body was not read, or only its beginning was kept.");
        case HookReplay::Verdict::Refused: return tr("It would be refused: %1").arg(replay.problems.join(u"; "_s));
        case HookReplay::Verdict::ReusedId:
            return tr("It would be refused: message %1 of this conversation had this id with other words.")
                .arg(formats.number(replay.knownSeq));
        case HookReplay::Verdict::Known:
            return replay.knownSeq > 0
                       ? tr("It would add nothing: it is message %1 of this conversation already, and would get the "
                            "same answer.")
                             .arg(formats.number(replay.knownSeq))
                       : tr("It would add nothing: it was heard before.");
        case HookReplay::Verdict::Accepted: return accepted(replay, formats);
    }
    return {};
}

QString HookWords::accepted(const HookReplay& replay, const Formats& formats)
{
    using Next = HookReplay::Next;
    if (replay.isHeldBack)
        return tr("Its fields are right, but it would be held back: its sender has written too often just now.");
    if (replay.next == Next::Notice) {
        return tr("It would be taken: what was kept of %1 is asked for anew.")
            .arg(QString::fromUtf8(replay.endpoints.join(", ")));
    }
    if (replay.next == Next::ShopLine)
        return tr(
            "It would be taken as a line of the shop: shown, and not answered. If we sent the same words just "
            "before, it is recognised as ours.");
    const QString place =
        replay.isNew ? tr("It would begin a new conversation;")
                     : tr("It would be taken as message %1 of its conversation;").arg(formats.number(replay.nextSeq));
    const QString next = replay.next == Next::Bot     ? tr("the bot answers it.")
                         : replay.next == Next::Waits ? tr("it waits for the answer that is being made.")
                                                      : tr("it waits for a person.");
    return u"%1 %2"_s.arg(place, next);
}

Tone HookWords::tone(const HookReplay& replay)
{
    switch (replay.verdict) {
        case HookReplay::Verdict::Accepted: return replay.isHeldBack ? Tone::Attention : Tone::Good;
        case HookReplay::Verdict::Known: return Tone::Good;
        case HookReplay::Verdict::NoBody: return Tone::Attention;
        default: return Tone::Danger;
    }
}

QString HookWords::failure(const api::DeskFailure& failure)
{
    if (failure.error == api::DeskError::NotFound) return tr("This call is not kept any more.");
    return LiveWords::failure(failure);
}

}  // namespace tongdai
