#include "ui/dispute/dispute_words.h"

#include "engine/domain/shop/working_days.h"
#include "ui/common/words/cause_words.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLetters = 40;

}  // namespace

QString DisputeWords::status(const QString& word)
{
    if (word == "OPEN"_L1) return tr("Open");
    if (word == "NEGOTIATION"_L1) return tr("Negotiating");
    if (word == "INTERNAL_MEDIATION"_L1) return tr("In mediation");
    if (word == "AWAITING_ARBITRATION_FEES"_L1) return tr("Waits for fees");
    if (word == "ARBITRATION_READY"_L1) return tr("Ready for arbitration");
    if (word == "ARBITRATION"_L1) return tr("In arbitration");
    if (word == "RESOLVED_RELEASE_ALL"_L1) return tr("Paid out");
    if (word == "RESOLVED_REFUND_ALL"_L1) return tr("Refunded");
    if (word == "RESOLVED_SPLIT"_L1) return tr("Split");
    if (word == "CANCELED"_L1) return tr("Withdrawn");
    if (word == "EXPIRED"_L1) return tr("Expired");
    if (word == "CLOSED_FOR_EXTERNAL_RESOLUTION"_L1) return tr("Left to others");
    if (word == "DECIDED"_L1) return tr("Decided");
    if (word == "CLOSED"_L1) return tr("Closed");
    return word;
}

QString DisputeWords::deadline(TimePoint deadline, TimePoint now, const QTimeZone& zone)
{
    if (deadline < now) {
        const int late = -workingDaysLeft(now, deadline, zone);
        return late > 0 ? tr("%Ln working day(s) late", nullptr, late) : tr("late since today");
    }
    const int left = workingDaysLeft(now, deadline, zone);
    return left > 0 ? tr("%Ln working day(s) left", nullptr, left) : tr("ends today");
}

Tone DisputeWords::deadlineTone(TimePoint deadline, TimePoint now, const QTimeZone& zone)
{
    if (deadline < now) return Tone::Danger;
    return workingDaysLeft(now, deadline, zone) <= 1 ? Tone::Attention : Tone::Neutral;
}

QString DisputeWords::amount(double amount, const QString& currency, const Formats& formats)
{
    if (currency.isEmpty()) return {};
    const bool isDong = currency == "VND"_L1;
    const QString figure = formats.locale().toString(amount, 'f', isDong ? 0 : 2);
    return figure + QChar(0x00a0) + (isDong ? u"₫"_s : currency);
}

QString DisputeWords::role(PartyRole role, const QString& word)
{
    switch (role) {
        case PartyRole::Customer: return tr("customer");
        case PartyRole::Operator: return tr("staff");
        case PartyRole::Bot: return tr("bot");
        case PartyRole::System: return tr("system");
        case PartyRole::Client: return tr("client");
        case PartyRole::Freelancer: return tr("freelancer");
        case PartyRole::Admin: return tr("administrator");
        case PartyRole::Arbitrator: return tr("arbitrator");
        case PartyRole::Other: return word;
    }
    Q_UNREACHABLE();
}

QString DisputeWords::verdict(DisputeVerdict verdict)
{
    switch (verdict) {
        case DisputeVerdict::NotGiven: return tr("No verdict yet");
        case DisputeVerdict::Shop: return tr("The shop's fault");
        case DisputeVerdict::Customer: return tr("The customer's fault");
        case DisputeVerdict::Shared: return tr("Both sides' fault");
        case DisputeVerdict::Nobody: return tr("Nobody's fault");
    }
    Q_UNREACHABLE();
}

QString DisputeWords::sourceName(const SourceStatus& status)
{
    switch (status.kind) {
        case SourceKind::Own: return tr("This shop");
        case SourceKind::RealtimeChat: return tr("MySQL chat");
        case SourceKind::HandleMessage: return tr("PostgreSQL conversations");
    }
    Q_UNREACHABLE();
}

QString DisputeWords::source(const SourceStatus& status, const Formats& formats)
{
    switch (status.state) {
        case SourceState::Opening: return tr("being opened …");
        case SourceState::Open: break;
        case SourceState::Away: return tr("does not answer; tried again every 5 s");
        case SourceState::Slow: return tr("answered too late; tried again every 5 s");
        case SourceState::Refused: return tr("refuses us: %1").arg(CauseWords::of(status.cause));
        case SourceState::NotUnderstood: return tr("is not such a database: %1").arg(CauseWords::of(status.cause));
    }
    const QString count = formats.number(status.messages);
    return status.isCounted ? tr("%1 messages").arg(count) : tr("%1 messages so far, reading …").arg(count);
}

Tone DisputeWords::sourceTone(SourceState state)
{
    switch (state) {
        case SourceState::Open: return Tone::Good;
        case SourceState::Opening: return Tone::Neutral;
        case SourceState::Slow: return Tone::Attention;
        default: return Tone::Danger;
    }
}

QString DisputeWords::reading(const SourceStatus& status)
{
    if (status.kind == SourceKind::Own) return tr("Every look is written into the audit log.");
    const QString read = tr("Read only: database user %1, a session that cannot write.")
                             .arg(status.account.isEmpty() ? status.target : status.account);
    switch (status.access) {
        case AccessRecord::Kept: return read + u' ' + tr("Every look is written down, here and there.");
        case AccessRecord::NotAllowed:
            return read + u' ' + tr("Every look is written down here; this user may not do so there.");
        case AccessRecord::NotKept: return read + u' ' + tr("Every look is written down here.");
    }
    Q_UNREACHABLE();
}

QString DisputeWords::cell(const KnewCell& cell, const Formats& formats)
{
    switch (cell.knew) {
        case Knew::NotSaid: return {};
        case Knew::Absent: return tr("not there");
        case Knew::Unknown: return u"?"_s;
        case Knew::Nothing: return u"–"_s;
        case Knew::Received: return tr("received %1").arg(formats.shortClock(*cell.since));
        case Knew::Read: return tr("read %1").arg(formats.shortClock(*cell.since));
        case Knew::Sent: return tr("wrote it");
    }
    Q_UNREACHABLE();
}

QString DisputeWords::cellExplained(const KnewCell& cell, const QString& party, const Formats& formats)
{
    switch (cell.knew) {
        case Knew::NotSaid: return tr("Had not been sent yet.");
        case Knew::Absent: return tr("%1 did not take part then.").arg(party);
        case Knew::Unknown: return tr("Whether it had reached %1 is not recorded in this source.").arg(party);
        case Knew::Nothing: return tr("It had not reached %1.").arg(party);
        case Knew::Received: return tr("It had reached %1 at %2, unread.").arg(party, clockMs(*cell.since, formats));
        case Knew::Read: return tr("%1 had read it at %2.").arg(party, clockMs(*cell.since, formats));
        case Knew::Sent:
            return cell.since ? tr("%1 wrote it at %2.").arg(party, clockMs(*cell.since, formats))
                              : tr("%1 wrote it; when is not recorded in this source.").arg(party);
    }
    Q_UNREACHABLE();
}

QString DisputeWords::insight(const TimeTravel& travel, TimePoint at)
{
    const AnswerInsight insight = travel.insight(at);
    if (insight.kind == AnswerInsight::Kind::NoAnswer) return tr("Nobody had answered yet.");
    const QString who = partyName(travel.thread().parties[size_t(insight.party)]);
    const QString answer = lineName(travel.thread().lines[size_t(insight.answer)]);
    switch (insight.kind) {
        case AnswerInsight::Kind::SawAll: return tr("%1 wrote %2 having read everything said before.").arg(who, answer);
        case AnswerInsight::Kind::Unknown:
            return tr("What %1 had read when writing %2 cannot be known: there are no receipts of it.")
                .arg(who, answer);
        default: break;
    }
    const QString first = lineName(travel.thread().lines[size_t(insight.unseen.back())]);
    const int others = int(insight.unseen.size()) - 1;
    if (others == 0) return tr("%1 wrote %2 without having seen %3.").arg(who, answer, first);
    return tr("%1 wrote %2 without having seen %3 and %Ln more.", nullptr, others).arg(who, answer, first);
}

QString DisputeWords::event(const TimeTravel& travel, const TravelEvent& event)
{
    const QString who = event.party >= 0 ? partyName(travel.thread().parties[size_t(event.party)]) : tr("somebody");
    const QString line = event.line >= 0 ? lineName(travel.thread().lines[size_t(event.line)]) : QString();
    switch (event.kind) {
        case TravelEvent::Kind::Sent: return event.party >= 0 ? tr("%1 writes %2").arg(who, line) : line;
        case TravelEvent::Kind::Delivered: return tr("%2 reaches %1").arg(who, line);
        case TravelEvent::Kind::Read: return tr("%1 reads %2").arg(who, line);
        case TravelEvent::Kind::Edited: return tr("%1 is edited").arg(line);
        case TravelEvent::Kind::Deleted: return tr("%1 is deleted").arg(line);
        case TravelEvent::Kind::Joined: return tr("%1 joins").arg(who);
        case TravelEvent::Kind::Left: return tr("%1 leaves").arg(who);
    }
    Q_UNREACHABLE();
}

QString DisputeWords::joining(const api::JoinAnswer& answer)
{
    switch (answer.refusal) {
        case DisputeRefusal::None:
            return answer.takesPart
                       ? tr("You take part in the mediation now. Both sides have two days to respond.")
                       : tr("That you joined stands in the access log. You take part there only by that program.");
        case DisputeRefusal::NotFound: return tr("The dispute was not found");
        case DisputeRefusal::NotInMediation: return tr("The dispute is not in mediation any more");
        case DisputeRefusal::JoinedBefore: return tr("You have joined this dispute before");
        case DisputeRefusal::NoThread: return tr("There is no chat room of the dispute for an administrator to join");
        default: return tr("The administrator's look could not be written into the access log");
    }
}

QString DisputeWords::failure(const api::DeskFailure& failure)
{
    switch (failure.error) {
        case api::DeskError::NotReady: return tr("The engine is still starting.");
        case api::DeskError::NotFound: return tr("It is not there any more.");
        case api::DeskError::TookTooLong: return tr("The source did not answer in time. Nothing was changed.");
        case api::DeskError::AlreadyDecided: return tr("This case has been decided already.");
        case api::DeskError::Refused:
            return failure.detail.isEmpty() ? tr("The second opinion must be another person's.")
                                            : tr("The source refused: %1").arg(CauseWords::of(failure.detail));
        default:
            return tr("The source cannot be reached: %1. It is tried again by itself.")
                .arg(CauseWords::of(failure.detail));
    }
}

QString DisputeWords::clockMs(TimePoint at, const Formats& formats)
{
    return Formats::isKnown(at) ? formats.local(at).toString(u"HH:mm:ss.zzz"_s) : formats.clock(at);
}

QString DisputeWords::millisecond(TimePoint at, const Formats& formats)
{
    return Formats::isKnown(at) ? formats.date(at) + u"  "_s + clockMs(at, formats) : formats.clock(at);
}

QString DisputeWords::lineName(const DisputeLine& line)
{
    const QString text = line.body.simplified();
    if (text.isEmpty() && !line.attachments.empty()) return u"["_s + line.attachments.front().name + u']';
    if (text.isEmpty()) return line.deletedAt ? tr("a deleted message") : QString::fromUtf8(line.id);
    return u"“"_s + (text.size() > kNameLetters ? text.left(kNameLetters).trimmed() + u"…"_s : text) + u"”"_s;
}

QString DisputeWords::partyName(const DisputeParty& party)
{
    if (party.role == PartyRole::Bot) return tr("the bot");
    return party.name.isEmpty() ? role(party.role, party.roleWord) : party.name;
}

}  // namespace tongdai
