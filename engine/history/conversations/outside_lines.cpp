#include "engine/history/conversations/outside_lines.h"

#include "engine/contract/json/pancake/pancake_calls.h"
#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/system_note.h"
#include "engine/domain/shop/page_line.h"
#include "engine/domain/text/bounded_marks.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/conversations/silencing.h"
#include "engine/history/sessions/imported_lines.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

/// An echo comes within seconds of its send; a slow platform takes minutes.
constexpr std::chrono::minutes kEchoWithin{10};
constexpr int kEchoLines = 20;
constexpr qsizetype kMaxShownName = 200;

/// A line of ours on its way through the platform and back.
struct OwnLine {
    QUuid id;
    QString body;
    QJsonObject metadata;
    TimePoint wentOut{};

    QStringList idsThere;  ///< as the platform told them when it took the line

    /// As the platform was given it: a bot's answer is one message an action, and a page takes no long ones.
    QStringList texts(const QJsonObject& conversation) const
    {
        const std::vector<Action> actions = answerCard(metadata).actions;
        QStringList texts;
        if (livesOnPage(conversation)) {
            QStringList said = saidBy(actions);
            if (said.isEmpty()) said << body;
            for (const QString& text : said)
                texts << inPieces(text, mostLetters(conversation["platform"_L1].toString()));
            return texts;
        }
        for (const Action& action : actions) {
            if (const QString text = action.data["message"_L1].toString(); !text.isEmpty()) texts << text;
        }
        if (texts.isEmpty()) texts << body;
        return texts;
    }
    QJsonArray echoes() const { return metadata["echoes"_L1].toArray(); }
};

std::vector<OwnLine> newestOwnLines(UnitOfWork& work, const ConversationRow& row)
{
    std::vector<OwnLine> lines;
    for (SqlRow found : work.session().query(
             u"select m.id, m.content, m.metadata, m.received_at, o.updated_at, o.answer from messages m left join "
             u"outbox o on "
             "o.conversation_id = m.conversation_id and o.ord = m.rev where m.conversation_id = ? and m.speaker in "
             "(1, 2) and m.sent = 1 and m.source in (?, ?) order by m.rev desc limit ?"_s,
             {row.uuid, SqlValue::ofId("engine"_ba), SqlValue::ofId("desk"_ba), kEchoLines})) {
        OwnLine line;
        line.id = found.nextUuid();
        line.body = found.nextText();
        line.metadata = found.nextJson();
        line.wentOut = found.nextTime();
        if (const auto settled = found.nextTimeOrNull()) line.wentOut = std::max(line.wentOut, *settled);
        for (const QByteArray& id : contract::idsSentToPage(found.nextJson()))
            line.idsThere << QString::fromUtf8(id);
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Platforms trim, and write the same letters in another form.
QString echoForm(const QString& text)
{
    return boundedlyNormalized(text, QString::NormalizationForm_C).simplified();
}

/// When it came back: a page says when a line was written there, and is asked late after an outage.
TimePoint cameBackAt(const IncomingMessage& message, TimePoint now)
{
    const bool isToldThere = message.source == kPageSource && message.sentAt > 0;
    return isToldThere ? fromUnixSeconds(message.sentAt) : now;
}

bool isEchoOf(const OwnLine& line, const IncomingMessage& message, const QJsonObject& conversation, TimePoint now)
{
    if (now - line.wentOut > kEchoWithin) return false;
    const QStringList texts = line.texts(conversation);
    if (line.echoes().size() >= texts.size()) return false;
    const QString came = echoForm(message.content);
    const auto isSame = [&came](const QString& text) { return echoForm(text) == came; };
    return isSame(line.body) || std::any_of(texts.begin(), texts.end(), isSame);
}

QString shownNameOf(const StoredMessage& message)
{
    for (const auto name : {"sender_name"_L1, "admin_name"_L1, "staff_name"_L1, "from_name"_L1}) {
        if (const QString found = message.metadata[name].toString(); !found.isEmpty()) return found.left(kMaxShownName);
    }
    return message.sender.toString();
}

void addSystemNote(UnitOfWork& work, WriteJob& job, ConversationRow& row, const SystemNote& note, Accepted& accepted)
{
    MessageRow line = systemLine(work, row, toJson(note));
    appendLine(work, row, line, false);
    work.addEvent(&job.events, lineEvent(row, line));
    work.addEvent(&job.events, rowEvent(row, u"mode_changed"_s));
    accepted.note = line.shown;
    accepted.silencedBot = true;
}

}  // namespace

std::optional<OwnEcho> foldEcho(UnitOfWork& work, const ConversationRow& row, const IncomingMessage& message)
{
    if (row.shown.lastRev == 0) return {};
    work.flush();  // perhaps written in this very batch
    const std::vector<OwnLine> lines = newestOwnLines(work, row);
    const QString id = message.messageId.toString();
    for (const OwnLine& line : lines) {
        if (line.echoes().contains(id) || line.idsThere.contains(id)) return OwnEcho{};
    }
    const TimePoint now = cameBackAt(message, message.acceptedAt.value_or(work.now()));
    // The oldest first: they come back in the order in which they went out.
    const auto found = std::find_if(lines.rbegin(), lines.rend(), [&](const OwnLine& line) {
        return isEchoOf(line, message, row.shown.metadata, now);
    });
    if (found == lines.rend()) return {};
    QJsonObject metadata = found->metadata;
    QJsonArray echoes = found->echoes();
    echoes.append(id);
    metadata[u"echoes"_s] = echoes;
    work.session().execute(u"update messages set metadata = ? where id = ?"_s, {metadata, found->id});
    return OwnEcho{};
}

Accepted addOutsideLine(UnitOfWork& work, WriteJob& job, ConversationRow& row, MessageRow& line, SenderKind kind)
{
    Conversation& c = row.shown;
    Accepted accepted;
    const QJsonObject received = line.shown.metadata;
    const QString name = shownNameOf(line.shown);
    if (c.lastRev == 0 || isImportedOnly(row)) {  // the shop wrote first
        c.channel = channelOf(received, u"api"_s);
        c.metadata = withoutPage(received, line.source);
    }
    const bool isPerson = kind == SenderKind::Person;
    if (isPerson) {
        if (c.mode == BotMode::Bot) {
            work.flush();  // what came in with this batch becomes the person's, too
            const bool wasThinking = row.isHeld();
            raiseFence(row, u"takeover"_s);
            c.mode = BotMode::Human;
            c.botDrafts = channelDrafts(work, c.channel);
            const int withdrawn = withdrawWaiting(work, row);
            makePendingThePersons(work, row);
            const int cancelled = withdrawn + (wasThinking ? 1 : 0);
            SystemNote note{SystemEvent::AnsweredOutside, name, cancelled, c.fence, {}};
            note.intent = newestIntent(work, row);
            addSystemNote(work, job, row, note, accepted);
            work.addAudit({line.shown.sender.bytes(), u"takeover"_s, c.id.bytes(), {{u"door"_s, u"platform"_s}}});
        }
        c.status = ConversationStatus::Active;
        c.unread = 0;
        c.waitingSince = {};
    }
    line.shown.speaker = Speaker::Operator;
    line.shown.state = MessageState::Answered;
    line.shown.senderName = name;
    // Apart, so that nothing in it is taken for what the engine itself writes to its lines.
    line.shown.metadata = {{u"outside"_s, true}, {u"received"_s, received}};
    appendLine(work, row, line, true);
    work.addEvent(&job.events, lineEvent(row, line));
    accepted.message = line.shown;
    accepted.conversation = c;
    return accepted;
}

Accepted addRemovalNote(UnitOfWork& work, WriteJob& job, ConversationRow& row, MessageRow& line)
{
    Conversation& c = row.shown;
    if (c.lastRev == 0 || isImportedOnly(row)) {
        c.channel = channelOf(line.shown.metadata, u"api"_s);
        c.metadata = withoutPage(line.shown.metadata, line.source);
    }
    MessageRow note =
        systemLine(work, row, toJson(SystemNote{SystemEvent::RemovedThere, shownNameOf(line.shown), 0, c.fence, {}}));
    note.source = line.source;
    note.bodyHash = line.bodyHash;
    note.senderType = line.senderType;
    note.shown.messageId = line.shown.messageId;
    note.shown.sentAt = line.shown.sentAt;
    note.shown.receivedAt = line.shown.receivedAt;
    line = note;
    appendLine(work, row, line, false);
    work.addEvent(&job.events, lineEvent(row, line));
    Accepted accepted;
    accepted.message = line.shown;
    accepted.conversation = c;
    return accepted;
}

void leaveToPerson(UnitOfWork& work, WriteJob& job, ConversationRow& row, const IncomingMessage& message,
                   Accepted& accepted)
{
    Conversation& c = row.shown;
    if (c.mode == BotMode::Human) return;
    work.flush();
    raiseFence(row, u"hand_over"_s);
    c.mode = BotMode::Human;
    c.botDrafts = channelDrafts(work, c.channel);
    makePendingThePersons(work, row);
    const QString reason = QString(kUnknownSenderType) + u' ' + message.senderType.left(64);
    addSystemNote(work, job, row, {SystemEvent::TransferRequested, {}, 0, c.fence, reason}, accepted);
}

}  // namespace tongdai
